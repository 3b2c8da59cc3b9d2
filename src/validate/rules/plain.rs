//! Checks plain text: finds markup and text that looks like markup.

use std::ops::Range;

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::value::html::plain;
use crate::value::html::reference::ReferenceContext;
use crate::value::html::reference::reference_at;

/// Checks a plain text that may have at most `most` characters.
pub(in crate::validate) fn check(
    name: &str,
    text: Decoded<'_>,
    most: usize,
    out: &mut Diagnostics,
) {
    if let Some(report) = too_long(name, text, most, out) {
        report
            .note("programs may cut off the end, or reject the document")
            .help("shorten the text");
    }
    if memchr::memchr2(b'<', b'&', text.text.as_bytes()).is_none() {
        return;
    }
    if let Some(markup) = markup(text) {
        has_markup(name, text, &markup, out);
    } else if let Some(like) = like_html(text) {
        out.report(
            &rules::HTML_LIKE_TEXT,
            text.span_of(like.start, like.end),
            format_args!(
                "part of {} looks like HTML: {}",
                Quoted(name),
                Quoted(&text.text[like.start..])
            ),
        )
        .note("readers that treat the text as HTML do not show this part")
        .help("reword the text, or write `&#x3C;` for `<` and `&#x26;` for `&`");
    }
}

/// Reports a text with more than `most` characters. The span covers the extra characters.
pub(in crate::validate::rules) fn too_long<'f>(
    name: &str,
    text: Decoded<'_>,
    most: usize,
    out: &'f mut Diagnostics,
) -> Option<NewDiagnostic<'f>> {
    // Every character has at least one byte.
    if text.text.len() <= most {
        return None;
    }
    let (first, _) = text.text.char_indices().nth(most)?;
    let length = text.text.chars().count();
    let words =
        format_args!("{} has {length} characters, but at most {most} are allowed", Quoted(name));
    Some(out.report(&rules::TOO_LONG, text.span_of(first, text.text.len()), words))
}

/// Checks a text that may look like HTML but may not contain markup.
pub(in crate::validate) fn only_markup(name: &str, text: Decoded<'_>, out: &mut Diagnostics) {
    if let Some(markup) = markup(text) {
        has_markup(name, text, &markup, out);
    }
}

/// Checks an RSS 0.91 description. It is plain text, so tags in it may be intended.
pub(in crate::validate) fn only_text(name: &str, text: Decoded<'_>, out: &mut Diagnostics) {
    if let Some(markup) = markup(text) {
        has_markup(name, text, &markup, out).severity(Severity::Info);
    }
}

fn has_markup<'o>(
    name: &str,
    text: Decoded<'_>,
    markup: &Range<usize>,
    out: &'o mut Diagnostics,
) -> NewDiagnostic<'o> {
    out.report(
        &rules::MARKUP_IN_PLAIN_TEXT,
        text.span_of(markup.start, markup.end),
        format_args!("{} is plain text, but contains markup: {}", Quoted(name), Quoted(text.text)),
    )
    .note("readers that treat it as text show the tags and entities")
    .help(if text.text[markup.start..].starts_with('<') {
        "remove the tags; if they are meant as text, reword the text, or write `&#x3C;` for `<`"
    } else {
        "write the characters instead of HTML entities"
    })
}

/// Finds markup in a text, except for characters that are meant literally. According to the RSS profile, a literal `&` or `<` is
/// written as `&#x26;` or `&#x3C;` (<https://www.rssboard.org/rss-profile#data-types-characterdata>).
pub(in crate::validate::rules) fn markup(text: Decoded<'_>) -> Option<Range<usize>> {
    plain::markup(text.text).find(|it| !is_meant(text, it.start))
}

/// Finds a `<` before a letter, as in a tag, or a reference without its semicolon.
fn like_html(text: Decoded<'_>) -> Option<Range<usize>> {
    let bytes = text.text.as_bytes();
    let like = |at: usize| {
        if bytes[at] == b'<' {
            let begins_tag = bytes.get(at + 1)?.is_ascii_alphabetic();
            return begins_tag.then_some(at..at + 1);
        }
        let found = reference_at(text.text, at, ReferenceContext::Text)?;
        found.means.map(|_| found.range)
    };
    memchr::memchr2_iter(b'<', b'&', bytes).filter_map(like).find(|it| !is_meant(text, it.start))
}

/// Whether a character is written as a hexadecimal reference.
fn is_meant(text: Decoded<'_>, at: usize) -> bool {
    let written = text.written_from(at);
    ["&#x26;", "&#x3c;"]
        .iter()
        .any(|it| written.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)))
}
