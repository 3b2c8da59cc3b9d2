//! Character references, in text and in the values of attributes:
//! <https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state>.

use std::borrow::Cow;
use std::ops::Range;

use html5ever::data::C1_REPLACEMENTS;
use html5ever::data::NAMED_ENTITIES;
use memchr::memchr;

/// A reference, or text that looks like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its range, starting at the `&`.
    pub range: Range<usize>,
    /// The one or two characters that it represents. `None` if it is only text.
    pub means: Option<(char, Option<char>)>,
    /// Its problem.
    pub fault: Option<Fault>,
}

/// The problem with a reference, named as in the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names come from the standard")]
pub enum Fault {
    AbsenceOfDigits,
    CharacterReferenceOutsideUnicodeRange,
    /// The number of a control character. For 0x80 to 0x9F, the character with this number in windows-1252 is shown instead.
    ControlCharacterReference,
    MissingSemicolon,
    NoncharacterCharacterReference,
    NullCharacterReference,
    SurrogateCharacterReference,
    UnknownNamedCharacterReference,
}

/// The place of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceContext {
    /// In text.
    Text,
    /// In the value of an attribute, where `&copy=` is not a reference.
    Attribute,
}

/// The references in `text`, including malformed ones. An `&` that does not begin a reference is text and not included.
pub fn references(text: &str, place: ReferenceContext) -> impl Iterator<Item = Reference> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += memchr(b'&', &text.as_bytes()[at..])?;
            if let Some(found) = reference_at(text, at, place) {
                at = found.range.end;
                return Some(found);
            }
            at += 1;
        }
    })
}

/// Resolves the references in text.
pub fn decode(text: &str, place: ReferenceContext) -> Cow<'_, str> {
    let mut decoded = String::new();
    let mut done = 0;
    for found in references(text, place) {
        let Some((first, second)) = found.means else { continue };
        decoded.push_str(&text[done..found.range.start]);
        decoded.push(first);
        decoded.extend(second);
        done = found.range.end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    decoded.push_str(&text[done..]);
    Cow::Owned(decoded)
}

/// The reference whose `&` is at byte `at`. `None` if the `&` is text.
pub fn reference_at(text: &str, at: usize, place: ReferenceContext) -> Option<Reference> {
    let bytes = &text.as_bytes()[at..];
    let whole = |end: usize| at..at + end;
    // The most common references.
    let usual = match bytes {
        [_, b'n', b'b', b's', b'p', b';', ..] => Some(('\u{a0}', 6)),
        [_, b'a', b'm', b'p', b';', ..] => Some(('&', 5)),
        [_, b'l', b't', b';', ..] => Some(('<', 4)),
        [_, b'g', b't', b';', ..] => Some(('>', 4)),
        [_, b'q', b'u', b'o', b't', b';', ..] => Some(('"', 6)),
        [_, b'#', ..] => return Some(numeric(text, at)),
        [_, byte, ..] if byte.is_ascii_alphanumeric() => None,
        _ => return None,
    };
    if let Some((character, end)) = usual {
        return Some(Reference { range: whole(end), means: Some((character, None)), fault: None });
    }
    named(text, at, place)
}

fn named(text: &str, at: usize, place: ReferenceContext) -> Option<Reference> {
    let from = at + 1;
    let bytes = text.as_bytes();
    // The table also contains all prefixes of names. The search for the longest name continues as long as there is an entry.
    let mut end = from;
    let mut longest = None;
    while let Some(&byte) = bytes.get(end) {
        if !byte.is_ascii_alphanumeric() && byte != b';' {
            break;
        }
        end += 1;
        match NAMED_ENTITIES.get(&text[from..end]) {
            None => break,
            Some(&(0, _)) => {}
            Some(&(first, second)) => {
                let first = char::from_u32(first)?;
                longest = Some((end, first, char::from_u32(second).filter(|it| *it != '\0')));
            }
        }
        if byte == b';' {
            break;
        }
    }
    let Some((end, first, second)) = longest else {
        let run = bytes[from..].iter().take_while(|it| it.is_ascii_alphanumeric()).count();
        if bytes.get(from + run) != Some(&b';') {
            return None;
        }
        let fault = Some(Fault::UnknownNamedCharacterReference);
        return Some(Reference { range: at..from + run + 1, means: None, fault });
    };
    let closed = bytes[end - 1] == b';';
    let goes_on = bytes.get(end).is_some_and(|it| *it == b'=' || it.is_ascii_alphanumeric());
    if !closed && goes_on && place == ReferenceContext::Attribute {
        return None; // "for historical reasons"
    }
    let fault = (!closed).then_some(Fault::MissingSemicolon);
    Some(Reference { range: at..end, means: Some((first, second)), fault })
}

fn numeric(text: &str, at: usize) -> Reference {
    let bytes = text.as_bytes();
    let (from, radix) = match bytes.get(at + 2) {
        Some(b'x' | b'X') => (at + 3, 16),
        _ => (at + 2, 10),
    };
    let mut code = 0_u32;
    let mut end = from;
    while let Some(digit) = bytes.get(end).and_then(|it| char::from(*it).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == from {
        return Reference { range: at..end, means: None, fault: Some(Fault::AbsenceOfDigits) };
    }
    let closed = bytes.get(end) == Some(&b';');
    end += usize::from(closed);
    let (character, fault) = match code {
        0 => ('\u{fffd}', Some(Fault::NullCharacterReference)),
        0xD800..=0xDFFF => ('\u{fffd}', Some(Fault::SurrogateCharacterReference)),
        0x80..=0x9F => {
            let replaced = C1_REPLACEMENTS[(code - 0x80) as usize];
            let plain = char::from_u32(code).unwrap_or('\u{fffd}');
            (replaced.unwrap_or(plain), Some(Fault::ControlCharacterReference))
        }
        _ => match char::from_u32(code) {
            None => ('\u{fffd}', Some(Fault::CharacterReferenceOutsideUnicodeRange)),
            Some(it) if is_noncharacter(code) => (it, Some(Fault::NoncharacterCharacterReference)),
            Some(it) if code == 0x0D || (it.is_control() && !it.is_ascii_whitespace()) => {
                (it, Some(Fault::ControlCharacterReference))
            }
            Some(it) => (it, (!closed).then_some(Fault::MissingSemicolon)),
        },
    };
    Reference { range: at..end, means: Some((character, None)), fault }
}

fn is_noncharacter(code: u32) -> bool {
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str, place: ReferenceContext) -> Option<Reference> {
        references(text, place).next()
    }

    #[test]
    fn resolves_references_like_the_standard() {
        #[rustfmt::skip]
        let cases = [
            ("a &amp; b &lt;p&gt; &quot;&nbsp;&apos;", "a & b <p> \"\u{a0}'"),
            ("&eacute;&Eacute;&hellip;&NotEqualTilde;", "\u{e9}\u{c9}\u{2026}\u{2242}\u{338}"),
            ("I'm &notit; I tell you, &notin; I tell you", "I'm \u{ac}it; I tell you, \u{2209} I tell you"),
            ("&#233;&#xE9;&#XE9;&#233 &#147;&#x80;", "\u{e9}\u{e9}\u{e9}\u{e9} \u{201c}\u{20ac}"),
            ("&#0;&#xD800;&#x110000;&#99999999999999999999;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            ("AT&T, 1&1, a & b, &, &;, &#;, &#x;, &bogus;, &bogus", "AT&T, 1&1, a & b, &, &;, &#;, &#x;, &bogus;, &bogus"),
            ("x&copy y&copyz", "x\u{a9} y\u{a9}z"),
        ];
        for (text, meant) in cases {
            assert_eq!(decode(text, ReferenceContext::Text), meant);
        }
        assert_eq!(
            decode("?a=1&copy=2&copyz&copy;&copy", ReferenceContext::Attribute),
            "?a=1&copy=2&copyz\u{a9}\u{a9}"
        );
    }

    #[test]
    fn reports_malformed_references() {
        #[rustfmt::skip]
        let cases = [
            ("&amp;", None),
            ("&copy", Some(Fault::MissingSemicolon)),
            ("&#65", Some(Fault::MissingSemicolon)),
            ("&bogus;", Some(Fault::UnknownNamedCharacterReference)),
            ("&#;", Some(Fault::AbsenceOfDigits)),
            ("&#0;", Some(Fault::NullCharacterReference)),
            ("&#xDFFF;", Some(Fault::SurrogateCharacterReference)),
            ("&#x110000;", Some(Fault::CharacterReferenceOutsideUnicodeRange)),
            ("&#xFFFF;", Some(Fault::NoncharacterCharacterReference)),
            ("&#147;", Some(Fault::ControlCharacterReference)),
            ("&#1;", Some(Fault::ControlCharacterReference)),
            ("&#10;", None),
        ];
        for (text, fault) in cases {
            assert_eq!(only(text, ReferenceContext::Text).and_then(|it| it.fault), fault, "{text}");
        }
        assert_eq!(only("AT&T 1&1 a&b=c", ReferenceContext::Text), None);
    }
}
