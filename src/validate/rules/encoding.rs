//! What the bytes of a document say about its encoding, and characters that a wrong one left behind.

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::source::{Fault, FaultKind, Source};
use crate::text::span::Span;
use crate::validate::markup::xml::declaration;
use crate::validate::rules::{
    XML_ENCODING_MISMATCH, XML_LEGACY_ENCODING, XML_MISSING_ENCODING, XML_MOJIBAKE,
    XML_OBSCURE_ENCODING, XML_SUSPICIOUS_CHARACTER, XML_UNDECODABLE, XML_UNKNOWN_ENCODING,
};

/// How many suspicious characters are pointed out one by one.
const MAX_CHARACTERS: usize = 100;

/// The findings on a document's encoding.
pub fn faults(source: &Source) -> Vec<Diagnostic> {
    source.faults.iter().map(|it| fault(source, it)).collect()
}

fn fault(source: &Source, fault: &Fault) -> Diagnostic {
    let rule = match fault.kind {
        FaultKind::Undecodable => &XML_UNDECODABLE,
        FaultKind::UnknownEncoding => &XML_UNKNOWN_ENCODING,
        FaultKind::Mismatch | FaultKind::HttpMismatch => &XML_ENCODING_MISMATCH,
        FaultKind::Undeclared => &XML_MISSING_ENCODING,
        FaultKind::Obscure => &XML_OBSCURE_ENCODING,
        FaultKind::Legacy => &XML_LEGACY_ENCODING,
    };
    let mut it = Diagnostic::new(rule, fault.span, fault.message.clone());
    match fault.kind {
        FaultKind::Undecodable => {
            it.note("XML parsers refuse the whole document for one such byte")
                .help("store and send the text in the encoding that it declares, best UTF-8");
        }
        FaultKind::UnknownEncoding => {
            it.note("XML parsers refuse the document; it was read as well as its bytes allow")
                .help("write the document in UTF-8, and declare that");
            let all_read = source.faults.iter().all(|it| it.kind != FaultKind::Undecodable);
            if let Some((_, span)) = &source.declared
                && all_read
                && source.encoding == "UTF-8"
                && *span == fault.span
            {
                it.fix("declare UTF-8, which it is", *span, "UTF-8");
            }
        }
        FaultKind::Mismatch => {
            it.note("some readers follow the bytes, others the declaration, and some refuse the document");
            match &source.declared {
                Some((_, span)) if source.encoding == "UTF-8" && *span == fault.span => {
                    it.fix("declare UTF-8", *span, "UTF-8");
                }
                _ => {
                    it.help("write the document in UTF-8, and declare that");
                }
            }
        }
        FaultKind::HttpMismatch => {
            it.note("some readers follow HTTP, others the document")
                .help("let the server send the right `charset`, or none");
            it.severity = Severity::Warning;
        }
        FaultKind::Undeclared => undeclared(source, &mut it),
        FaultKind::Obscure => {
            it.note("hardly a parser of XML knows it: some readers refuse the document");
            convert(source, &mut it);
        }
        FaultKind::Legacy => {
            it.note("parsers of XML have to know UTF-8 and UTF-16 alone; most know this one, too");
            convert(source, &mut it);
        }
    }
    it
}

fn convert(source: &Source, it: &mut Diagnostic) {
    if source.encoding == "UTF-8" {
        it.fix("write `UTF-8`", it.span, "UTF-8");
    } else {
        it.help("convert to UTF-8, and declare that");
    }
}

fn undeclared(source: &Source, it: &mut Diagnostic) {
    it.note("readers take UTF-8 then, unless the server says something else");
    let title = "declare UTF-8";
    let rest = source.text.strip_prefix("<?xml");
    if rest.is_some_and(|it| it.starts_with(|it: char| it.is_ascii_whitespace())) {
        let (found, _) = declaration::read(&source.text, 0);
        it.span = found.span;
        if let Some((_, version)) = found.version {
            it.fix(title, Span::at(version.end as usize + 1), " encoding=\"UTF-8\"");
        }
    } else {
        it.span = Span::new(0, 1);
        let first = source.text.lines().next().map_or(0, str::len);
        let end = if source.text[first..].starts_with("\r\n") { "\r\n" } else { "\n" };
        let declaration = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{end}");
        it.fix(title, Span::at(0), declaration);
    }
}

/// Characters that a wrong encoding left behind: C1 controls, U+FFFD, and UTF-8 that was encoded twice.
pub fn suspicious_characters(source: &Source) -> Vec<Diagnostic> {
    let text = &source.text;
    let mut out = Vec::new();
    // What stands there in an encoding that nobody knows, or that HTTP is wrong about, nobody can say.
    let is_guessed =
        |it: &Fault| matches!(it.kind, FaultKind::UnknownEncoding | FaultKind::HttpMismatch);
    if text.is_ascii() || source.faults.iter().any(is_guessed) {
        return out;
    }
    let mut from = 0;
    // All of them begin with one of these bytes: U+0080 to U+00BF, U+00C3, U+FFFD.
    while let Some(found) = memchr::memchr3(0xc2, 0xc3, 0xef, &text.as_bytes()[from..]) {
        let at = from + found;
        if out.len() == MAX_CHARACTERS {
            break;
        }
        let Some(it) = text[at..].chars().next() else { break };
        from = at + it.len_utf8();
        if let Some((length, meant)) = doubly_encoded(&text[at..]) {
            from = at + length;
            out.push(mojibake(Span::new(at, from), &text[at..from], meant));
        } else if is_c1(it) || it == char::REPLACEMENT_CHARACTER && !is_fault(source, at) {
            while let Some(next) =
                text[from..].chars().next().filter(|next| is_c1(*next) && is_c1(it) || *next == it)
            {
                from += next.len_utf8();
            }
            let is_alone = from - at == it.len_utf8();
            out.push(if is_alone {
                suspicious(Span::new(at, from), it, false)
            } else {
                suspicious_run(Span::new(at, from), it)
            });
        }
    }
    out
}

/// A control character of C1. NEL, U+0085, ends lines, and is not one of those that a wrong encoding leaves.
fn is_c1(it: char) -> bool {
    matches!(it, '\u{80}'..='\u{9f}')
}

/// Whether undecodable bytes stood here, which is a finding of its own.
fn is_fault(source: &Source, at: usize) -> bool {
    let after = source.faults.partition_point(|it| it.span.start as usize <= at);
    after > 0 && {
        let it = &source.faults[after - 1];
        it.kind == FaultKind::Undecodable
            && (at < it.span.end as usize || after == source.faults.len())
    }
}

/// How long the characters are that UTF-8 of one makes when it is read as Latin-1 or Windows-1252, and which that is.
fn doubly_encoded(text: &str) -> Option<(usize, char)> {
    let mut characters = text.chars();
    let (lead, second) = (characters.next()?, characters.next()?);
    let length = lead.len_utf8() + second.len_utf8();
    let two = |second: u32| char::from_u32((u32::from(lead) & 0x1f) << 6 | second & 0x3f);
    match (lead, second) {
        ('\u{c2}' | '\u{c3}', '\u{80}'..='\u{bf}') => Some((length, two(u32::from(second))?)),
        ('\u{c3}', _) if BEHIND_C3.contains(&second) => Some((length, two(windows_1252(second)?)?)),
        // Quotes, dashes, dots: all begin with the bytes E2 80.
        ('\u{e2}', '\u{20ac}') => {
            let third = characters.next()?;
            let code = windows_1252(third).filter(|it| (0x80..=0xbf).contains(it))?;
            Some((length + third.len_utf8(), char::from_u32(0x2000 | code & 0x3f)?))
        }
        _ => None,
    }
}

/// The characters of Windows-1252 that nobody writes behind a capital `Ã`: those that may end a sentence are not among them.
const BEHIND_C3: &[char] = &[
    '\u{20ac}', '\u{192}', '\u{2020}', '\u{2021}', '\u{2c6}', '\u{2030}', '\u{160}', '\u{152}',
    '\u{17d}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{153}', '\u{17e}', '\u{178}',
];

/// The byte of a character in Windows-1252.
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
        format!("write U+{:04X}", u32::from(meant)),
        span,
        meant.to_string(),
    );
    it
}

/// Whether a character is one that a wrong encoding leaves behind.
#[inline]
pub(in crate::validate) fn is_leftover(it: char) -> bool {
    it >= '\u{80}' && (is_c1(it) || it == char::REPLACEMENT_CHARACTER)
}

/// The finding on one such character; `by_reference`: it stands there as its number.
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
        let title =
            format!("write `{reference}`, which is `{meant}`: it is this number in Windows-1252");
        it.unsafe_fix(title, span, reference);
    } else {
        it.unsafe_fix(format!("write `{meant}`, which is this byte in Windows-1252"), span, meant);
    }
    it
}

/// The finding on several of them in a row.
fn suspicious_run(span: Span, found: char) -> Diagnostic {
    let code = u32::from(found);
    let message = format!("U+{code:04X} is a character that nobody writes on purpose");
    let mut it = Diagnostic::new(&XML_SUSPICIOUS_CHARACTER, span, message);
    if found == char::REPLACEMENT_CHARACTER {
        it.note("it stands where a program could not decode something")
            .help("write the character that was meant");
    } else {
        it.note("it is an invisible control character; readers show a box or nothing")
            .help("write the character that was meant; it may have been Windows-1252");
    }
    it
}

#[cfg(test)]
mod tests {
    use super::{faults, suspicious_characters};
    use crate::text::source::Source;

    fn found(bytes: &[u8]) -> Vec<(&'static str, String)> {
        let source = Source::from_bytes("-", bytes, None);
        let all = faults(&source).into_iter().chain(suspicious_characters(&source));
        all.map(|it| (it.rule.name, source.text[it.span.range()].to_owned())).collect()
    }

    #[test]
    fn finds_what_a_wrong_encoding_left_behind() {
        let cases: [(&str, &[(&str, &str)]); 9] = [
            ("caf\u{e9} \u{c3}o \u{a3}5", &[]),
            ("caf\u{c3}\u{a9}", &[("xml-mojibake", "\u{c3}\u{a9}")]),
            ("\u{c2}\u{a9} 2024", &[("xml-mojibake", "\u{c2}\u{a9}")]),
            ("it\u{e2}\u{20ac}\u{2122}s", &[("xml-mojibake", "\u{e2}\u{20ac}\u{2122}")]),
            ("\u{c3}\u{153}ber", &[("xml-mojibake", "\u{c3}\u{153}")]),
            ("\u{201c}MANH\u{c3}\u{201d} caf\u{e9}\u{a0}\u{bb} \u{e2}\u{20ac}", &[]),
            ("it\u{92}s", &[("xml-suspicious-character", "\u{92}")]),
            ("\u{93}\u{94}a", &[("xml-suspicious-character", "\u{93}\u{94}")]),
            ("lost \u{fffd}", &[("xml-suspicious-character", "\u{fffd}")]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|it| (it.0, it.1.to_owned())).collect();
            assert_eq!(found(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn names_undecodable_bytes_once() {
        assert_eq!(found(b"caf\xe9"), [("xml-undecodable", "\u{fffd}".to_owned())]);
    }
}
