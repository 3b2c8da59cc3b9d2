//! Checks the encoding of a document.

use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity};
use crate::text::source::{Fault, FaultKind, Source};
use crate::text::span::Span;
use crate::validate::markup::xml::declaration;
use crate::validate::rules::western;
use crate::validate::rules::{
    JSON_NOT_UTF_8, XML_ENCODING_MISMATCH, XML_LEGACY_ENCODING, XML_MISSING_ENCODING,
    XML_OBSCURE_ENCODING, XML_UNDECODABLE, XML_UNKNOWN_ENCODING,
};

/// The problems with a document's encoding.
pub fn faults(source: &Source) -> Vec<Diagnostic> {
    source.faults.iter().map(|it| fault(source, it)).collect()
}

fn fault(source: &Source, fault: &Fault) -> Diagnostic {
    let rule = match fault.kind {
        FaultKind::Undecodable => &XML_UNDECODABLE,
        FaultKind::UnknownEncoding => &XML_UNKNOWN_ENCODING,
        FaultKind::Mismatch | FaultKind::HttpMismatch => &XML_ENCODING_MISMATCH,
        FaultKind::Json => &JSON_NOT_UTF_8,
        FaultKind::Undeclared => &XML_MISSING_ENCODING,
        FaultKind::Obscure => &XML_OBSCURE_ENCODING,
        FaultKind::Legacy => &XML_LEGACY_ENCODING,
    };
    let mut it = Diagnostic::new(rule, fault.span, fault.message.clone());
    match fault.kind {
        FaultKind::Undecodable => {
            it.note("many readers reject the whole feed because of a single invalid byte").help(
                "store and send the document in the encoding that it declares, preferably UTF-8",
            );
            let is_first = source.faults.iter().find(|it| it.kind == FaultKind::Undecodable);
            if is_first == Some(fault)
                && let Some(edits) = western::edits(source)
            {
                // Another encoding may be meant, so this fix is unsafe.
                let title = "decode the invalid bytes as windows-1252, and write UTF-8";
                it.fix = Some(Fix::new(title, Safety::Unsafe, edits));
            }
        }
        FaultKind::UnknownEncoding => {
            it.note(
                "some readers reject the whole feed (feedwright decoded it as well as possible)",
            )
            .help("store the document in UTF-8, and declare that encoding");
            let all_read = source.faults.iter().all(|it| it.kind != FaultKind::Undecodable);
            if let Some((_, span)) = &source.declared
                && all_read
                && source.encoding == "UTF-8"
                && *span == fault.span
            {
                it.help = None;
                it.fix("change it to `UTF-8`, which is the actual encoding", *span, "UTF-8");
            } else if let Some((label, span)) = &source.declared
                && *span == fault.span
                && source.is_misnamed()
            {
                let name = source.encoding;
                it.help(format!("change it to `{name}`, or convert the document to UTF-8"));
                // What Windows calls ANSI depends on the language.
                let is_sure = label.bytes().any(|it| it.is_ascii_digit());
                let safety = if is_sure { Safety::Safe } else { Safety::Unsafe };
                let edits = vec![Edit { span: *span, text: name.to_owned() }];
                it.fix = Some(Fix::new(format!("change it to `{name}`"), safety, edits));
            }
        }
        FaultKind::Json => {
            if source.encoding == "UTF-8" {
                it.note("some JSON parsers reject the whole feed because of the mark")
                    .help("store the document without a byte order mark");
                it.severity = Severity::Warning;
                write_utf8(source, "remove the byte order mark", &mut it);
            } else {
                it.note("most readers reject the whole feed, because JSON is always UTF-8")
                    .help("convert the document to UTF-8");
                write_utf8(source, "convert the document to UTF-8", &mut it);
            }
        }
        FaultKind::Mismatch => {
            it.note("some readers use the actual encoding, others use the declared one, and some reject the document");
            match &source.declared {
                Some((_, span)) if source.encoding == "UTF-8" && *span == fault.span => {
                    it.fix("change it to `UTF-8`, which is the actual encoding", *span, "UTF-8");
                }
                _ => {
                    it.help("store the document in UTF-8, and declare that encoding");
                    write_utf8(source, CONVERT, &mut it);
                }
            }
        }
        FaultKind::HttpMismatch => {
            it.note("some readers use the encoding in the HTTP header, and others use the one in the document")
                .help("configure the server to send the right `charset` or none");
            it.severity = Severity::Warning;
        }
        FaultKind::Undeclared => undeclared(source, &mut it),
        FaultKind::Obscure => {
            it.note("few parsers support it, so some readers reject the document");
            convert(source, &mut it);
        }
        FaultKind::Legacy => {
            it.note("XML parsers only have to support UTF-8 and UTF-16, although most also support this encoding");
            convert(source, &mut it);
        }
    }
    it
}

fn convert(source: &Source, it: &mut Diagnostic) {
    let is_obscure = it.rule == &XML_OBSCURE_ENCODING;
    if source.encoding == "UTF-8" {
        it.fix("change it to `UTF-8`", it.span, "UTF-8");
    } else if let Some(name) = source.better_encoding_name().filter(|_| is_obscure) {
        let span = it.span;
        it.help(format!("change it to `{name}`, or convert the document to UTF-8"));
        write_utf8(source, CONVERT, it);
        if it.fix.is_none() {
            it.fix(format!("change it to `{name}`"), span, name);
        }
    } else {
        it.help("convert the document to UTF-8, and declare that encoding");
        write_utf8(source, CONVERT, it);
    }
}

const CONVERT: &str = "convert the document to UTF-8, and declare that encoding";

/// Adds a fix that writes the document in UTF-8 without a byte order mark. There is none if the server specifies another encoding.
fn write_utf8(source: &Source, title: &str, it: &mut Diagnostic) {
    if !source.may_become_utf8() {
        return;
    }
    let edit = match &source.declared {
        Some((_, span)) => Edit { span: *span, text: "UTF-8".to_owned() },
        // Without a declaration, the encoding is UTF-8.
        None => Edit { span: Span::at(0), text: String::new() },
    };
    let mut fix = Fix::new(title, Safety::Safe, vec![edit]);
    fix.encoding = Some("UTF-8");
    it.fix = Some(fix);
}

fn undeclared(source: &Source, it: &mut Diagnostic) {
    it.note("readers assume UTF-8 unless the server specifies another encoding");
    let rest = source.text.strip_prefix("<?xml");
    if rest.is_some_and(|it| it.starts_with(|it: char| it.is_ascii_whitespace())) {
        let (found, _) = declaration::read(&source.text, 0);
        it.span = found.span;
        if let Some((_, version)) = found.version {
            let title = "add `encoding=\"UTF-8\"` to the XML declaration";
            it.fix(title, Span::at(version.end as usize + 1), " encoding=\"UTF-8\"");
        }
    } else {
        it.span = Span::new(0, 1);
        let first = source.text.lines().next().map_or(0, str::len);
        let end = if source.text[first..].starts_with("\r\n") { "\r\n" } else { "\n" };
        let declaration = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{end}");
        let title = "begin the document with `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";
        it.fix(title, Span::at(0), declaration);
    }
}

#[cfg(test)]
mod tests {
    use super::faults;
    use crate::text::source::Source;
    use crate::validate::diagnostics::Diagnostics;
    use crate::validate::rules::leftover::suspicious_characters;

    fn found(bytes: &[u8]) -> Vec<(&'static str, String)> {
        let source = Source::from_bytes("-", bytes, None);
        let mut out = Diagnostics::new(1000);
        suspicious_characters(&source, &mut out);
        let all = faults(&source).into_iter().chain(out.finish());
        all.map(|it| (it.rule.name, source.text[it.span.range()].to_owned())).collect()
    }

    #[test]
    fn finds_characters_that_a_wrong_encoding_left_behind() {
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
    fn reports_undecodable_bytes_once() {
        assert_eq!(found(b"caf\xe9"), [("xml-undecodable", "\u{fffd}".to_owned())]);
    }
}
