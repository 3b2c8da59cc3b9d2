//! The XML declaration (XML 1.0, productions 23 to 32, 80 and 81).

use crate::diagnostic::Severity;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::xml::characters::{is_blank, space_end};
use crate::validate::markup::xml::{Xml, clip};
use crate::validate::rules::{XML_BAD_DECLARATION, XML_UNSUPPORTED_VERSION};

/// The contents of an XML declaration. The spans do not include the quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlDeclaration<'s> {
    /// The whole declaration, with its delimiters.
    pub span: Span,
    /// Usually `1.0`.
    pub version: Option<(&'s str, Span)>,
    /// The encoding's name.
    pub encoding: Option<(&'s str, Span)>,
    /// Usually `yes` or `no`.
    pub standalone: Option<(&'s str, Span)>,
}

/// A value and its span, without the quotes.
type Value<'s> = (&'s str, Span);

/// Reads the XML declaration that begins at `start`. Returns its contents and the first syntax error.
pub fn read(text: &str, start: usize) -> (XmlDeclaration<'_>, Option<(Span, &'static str)>) {
    let (end, closed) = end_of(text, start);
    let body = &text[..if closed { end - 2 } else { end }];
    let mut declaration =
        XmlDeclaration { span: Span::new(start, end), ..XmlDeclaration::default() };
    let mut at = start + "<?xml".len();
    let mut fault = None;
    let mut order = 0;
    while !is_blank(&body[at..]) {
        match pseudo_attribute(body, at) {
            Ok((name, value, next)) => {
                let (rank, slot): (_, &mut Option<Value<'_>>) = match &body[name.range()] {
                    "version" => (1, &mut declaration.version),
                    "encoding" => (2, &mut declaration.encoding),
                    "standalone" => (3, &mut declaration.standalone),
                    _ => {
                        fault = fault.or(Some((
                            name,
                            "only `version`, `encoding` and `standalone` are allowed",
                        )));
                        at = next;
                        continue;
                    }
                };
                if rank <= order {
                    fault =
                        fault.or(Some((name, "an attribute is repeated or in the wrong order")));
                }
                order = order.max(rank);
                slot.get_or_insert((&body[value.range()], value));
                at = next;
            }
            Err(found) => {
                fault = fault.or(Some(found));
                break;
            }
        }
    }
    let fault = fault
        .or_else(|| values_fault(&declaration))
        .or_else(|| (!closed).then(|| (Span::at(end), "it does not end with `?>`")));
    (declaration, fault)
}

/// The end of the declaration, and whether it ends with `?>`.
fn end_of(text: &str, start: usize) -> (usize, bool) {
    let bytes = &text.as_bytes()[start..];
    match memchr::memchr2(b'>', b'<', &bytes[1..]).map(|it| it + 1) {
        Some(it) if bytes[it] == b'>' => (start + it + 1, it >= 7 && bytes[it - 1] == b'?'),
        Some(it) => (start + it, false),
        None => (text.len(), false),
    }
}

/// Reads ` name="value"` at `at`. Returns the span of the name, the span of the value, and where to continue.
fn pseudo_attribute(body: &str, at: usize) -> Result<(Span, Span, usize), (Span, &'static str)> {
    let bytes = body.as_bytes();
    let start = space_end(bytes, at);
    if start == at {
        return Err((Span::at(at), "there is no white space before an attribute"));
    }
    let end = start
        + bytes[start..]
            .iter()
            .position(|it| !it.is_ascii_alphanumeric())
            .unwrap_or(bytes.len() - start);
    if end == start {
        let rest = Span::new(start, body.trim_end().len());
        return Err((rest, "only `version`, `encoding` and `standalone` are allowed"));
    }
    let equals = space_end(bytes, end);
    if bytes.get(equals) != Some(&b'=') {
        return Err((Span::new(start, end), "an attribute has no value"));
    }
    let quote = space_end(bytes, equals + 1);
    let Some(&mark @ (b'"' | b'\'')) = bytes.get(quote) else {
        return Err((Span::at(quote), "a value is not in quotes"));
    };
    match memchr::memchr(mark, &bytes[quote + 1..]) {
        Some(found) => {
            let close = quote + 1 + found;
            Ok((Span::new(start, end), Span::new(quote + 1, close), close + 1))
        }
        None => Err((Span::new(quote, quote + 1), "a quote is never closed")),
    }
}

fn values_fault(declaration: &XmlDeclaration<'_>) -> Option<(Span, &'static str)> {
    let Some((version, span)) = declaration.version else {
        return Some((Span::new(0, 5).part(0, 5), "the version is missing"));
    };
    let number = version.strip_prefix("1.").unwrap_or_default();
    if (number.is_empty() || !number.bytes().all(|it| it.is_ascii_digit()))
        && !version.bytes().all(|it| it.is_ascii_digit() || it == b'.')
    {
        return Some((span, "the version is not a number"));
    }
    if let Some((name, span)) = declaration.encoding
        && !is_encoding_name(name)
    {
        return Some((span, "the encoding is not a valid name"));
    }
    let (standalone, span) = declaration.standalone?;
    (!matches!(standalone, "yes" | "no")).then_some((span, "`standalone` must be `yes` or `no`"))
}

/// Production 81, `EncName`.
fn is_encoding_name(name: &str) -> bool {
    name.starts_with(|it: char| it.is_ascii_alphabetic())
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'_' | b'-'))
}

impl Xml<'_> {
    pub(super) fn read_xml_declaration(&mut self, out: &mut Diagnostics) {
        let start = self.pos;
        let (declaration, fault) = read(self.text, start);
        self.pos = declaration.span.end as usize;
        if self.pos == self.text.len() && fault.is_some() {
            self.truncated(out, start, 5, "the XML declaration");
        } else if let Some((span, problem)) = fault {
            let span = if span.end as usize <= start { Span::new(start, start + 5) } else { span };
            let found = clip(&self.text[span.range()]);
            let found = if found.is_empty() { String::new() } else { format!(": `{found}`") };
            let message = format_args!("the XML declaration is malformed: {problem}{found}");
            if let Some(it) = out.add(&XML_BAD_DECLARATION, span, message) {
                let name = declaration.encoding.map(|it| it.0).filter(|it| is_encoding_name(it));
                let right =
                    format!("<?xml version=\"1.0\" encoding=\"{}\"?>", name.unwrap_or("UTF-8"));
                it.note("some readers reject the whole feed if its XML declaration is malformed")
                    .help(format!("change it to `{right}`"));
                if self.text[declaration.span.range()].ends_with('>') {
                    it.fix("rewrite the declaration", declaration.span, right);
                }
            }
        } else if let Some((version, span)) = declaration.version.filter(|it| it.0 != "1.0") {
            let message = format_args!("the XML version is `{}`", clip(version));
            if let Some(it) = out.add(&XML_UNSUPPORTED_VERSION, span, message) {
                it.note("readers parse the feed as XML 1.0 or reject it").fix(
                    "change it to `1.0`",
                    span,
                    "1.0",
                );
                // The 5th edition requires parsers to read `1.7` as 1.0 (§2.8), but older parsers reject it.
                if version.starts_with("1.") && version != "1.1" {
                    it.severity = Severity::Warning;
                }
            }
        }
        self.prolog = Some(declaration);
    }
}
