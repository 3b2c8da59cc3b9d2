//! Finds characters that a wrong encoding left behind.

use crate::diagnostic::Diagnostic;
use crate::text::source::Fault;
use crate::text::source::FaultKind;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::rules::XML_MOJIBAKE;
use crate::validate::rules::XML_SUSPICIOUS_CHARACTER;

/// Reports characters that a wrong encoding left behind: C1 controls, U+FFFD, and UTF-8 that was encoded twice.
pub fn suspicious_characters(source: &Source, out: &mut Diagnostics) {
    let text = &source.text;
    // If the encoding is unknown, or if HTTP specifies the wrong one, the intended characters are unknown.
    let is_guessed =
        |it: &Fault| matches!(it.kind, FaultKind::UnknownEncoding | FaultKind::HttpMismatch);
    if text.is_ascii() || source.faults.iter().any(is_guessed) {
        return;
    }
    let mut from = 0;
    // All of them begin with one of these bytes: U+0080 to U+00BF, U+00C3, U+FFFD.
    while let Some(found) = memchr::memchr3(0xc2, 0xc3, 0xef, &text.as_bytes()[from..]) {
        let at = from + found;
        let Some(it) = text[at..].chars().next() else { break };
        from = at + it.len_utf8();
        if let Some((length, meant)) = doubly_encoded(&text[at..]) {
            from = at + length;
            let span = Span::new(at, from);
            if out.has_room(&XML_MOJIBAKE) {
                out.take(mojibake(span, &text[at..from], meant));
            } else {
                out.add(&XML_MOJIBAKE, span, "");
            }
        } else if is_c1(it) || it == char::REPLACEMENT_CHARACTER && !is_fault(source, at) {
            while let Some(next) =
                text[from..].chars().next().filter(|next| is_c1(*next) && is_c1(it) || *next == it)
            {
                from += next.len_utf8();
            }
            let span = Span::new(at, from);
            let is_alone = from - at == it.len_utf8();
            if !out.has_room(&XML_SUSPICIOUS_CHARACTER) {
                out.add(&XML_SUSPICIOUS_CHARACTER, span, "");
            } else if is_alone {
                out.take(suspicious(span, it, false));
            } else {
                out.take(suspicious_run(span, it));
            }
        }
    }
}

/// Whether a character is a C1 control character.
fn is_c1(it: char) -> bool {
    matches!(it, '\u{80}'..='\u{9f}')
}

/// Whether there were undecodable bytes here, which are reported separately.
fn is_fault(source: &Source, at: usize) -> bool {
    let after = source.faults.partition_point(|it| it.span.start as usize <= at);
    after > 0 && {
        let it = &source.faults[after - 1];
        it.kind == FaultKind::Undecodable
            && (at < it.span.end as usize || after == source.faults.len())
    }
}

/// Recognizes a UTF-8 character that was decoded as Latin-1 or Windows-1252. Returns the length of the resulting characters and
/// the original character.
fn doubly_encoded(text: &str) -> Option<(usize, char)> {
    let mut characters = text.chars();
    let (lead, second) = (characters.next()?, characters.next()?);
    let length = lead.len_utf8() + second.len_utf8();
    let two = |second: u32| char::from_u32((u32::from(lead) & 0x1f) << 6 | second & 0x3f);
    match (lead, second) {
        ('\u{c2}' | '\u{c3}', '\u{80}'..='\u{bf}') => Some((length, two(u32::from(second))?)),
        ('\u{c3}', _) if AFTER_C3.contains(&second) => Some((length, two(windows_1252(second)?)?)),
        // Cyrillic and Hebrew letters.
        ('\u{d0}' | '\u{d1}' | '\u{d7}', '\u{80}'..='\u{bf}') => {
            Some((length, two(u32::from(second))?))
        }
        // Quotes, dashes and ellipses all begin with the bytes E2 80.
        ('\u{e2}', '\u{20ac}') => {
            let third = characters.next()?;
            let code = windows_1252(third).filter(|it| (0x80..=0xbf).contains(it))?;
            Some((length + third.len_utf8(), char::from_u32(0x2000 | code & 0x3f)?))
        }
        _ => None,
    }
}

/// The Windows-1252 characters that do not normally follow a capital `Ã`. Characters that may end a sentence are not included.
const AFTER_C3: &[char] = &[
    '\u{20ac}', '\u{192}', '\u{2020}', '\u{2021}', '\u{2c6}', '\u{2030}', '\u{160}', '\u{152}',
    '\u{17d}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{153}', '\u{17e}', '\u{178}',
];

/// The byte that represents a character in Windows-1252.
fn windows_1252(character: char) -> Option<u32> {
    let mut buffer = [0; 4];
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
    (!lost && bytes.len() == 1).then(|| u32::from(bytes[0]))
}

fn mojibake(span: Span, found: &str, meant: char) -> Diagnostic {
    let shown: String = found
        .chars()
        .map(|it| if is_c1(it) { format!("U+{:04X}", u32::from(it)) } else { it.to_string() })
        .collect();
    let mut it = Diagnostic::new(
        &XML_MOJIBAKE,
        span,
        format!("`{shown}` looks like UTF-8 that was encoded twice"),
    );
    it.note("readers show the wrong characters").unsafe_fix(
        format!("change it to `{meant}` (U+{:04X})", u32::from(meant)),
        span,
        meant.to_string(),
    );
    it
}

/// Whether a character usually results from a wrong encoding.
#[inline]
pub(in crate::validate) fn is_leftover(it: char) -> bool {
    it >= '\u{80}' && (is_c1(it) || it == char::REPLACEMENT_CHARACTER)
}

/// The problem for one such character. `by_reference`: the character is written as a numeric reference.
pub(in crate::validate) fn suspicious(span: Span, found: char, by_reference: bool) -> Diagnostic {
    let mut it = suspicious_run(span, found);
    if found == char::REPLACEMENT_CHARACTER {
        return it;
    }
    let byte = [u8::try_from(u32::from(found)).unwrap_or(b'?')];
    let (meant, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
    let Some(character) = meant.chars().next().filter(|it| !it.is_control()) else { return it };
    it.help = None;
    if by_reference {
        let reference = format!("&#{};", u32::from(character));
        let title = format!(
            "change it to `{reference}` (`{meant}`), the character with this number in Windows-1252"
        );
        it.unsafe_fix(title, span, reference);
    } else {
        it.unsafe_fix(
            format!("change it to `{meant}`, the character with this number in Windows-1252"),
            span,
            meant,
        );
    }
    it
}

/// The problem for a run of several such characters.
fn suspicious_run(span: Span, found: char) -> Diagnostic {
    let code = u32::from(found);
    let message = format!("the character U+{code:04X} is almost always a mistake");
    let mut it = Diagnostic::new(&XML_SUSPICIOUS_CHARACTER, span, message);
    if found == char::REPLACEMENT_CHARACTER {
        it.note("a program wrote it in place of a character that it could not decode")
            .help("write the intended character");
    } else {
        it.note("it is an invisible control character, and readers show a box or nothing")
            .help("write the intended character (the source may be in Windows-1252)");
    }
    it
}
