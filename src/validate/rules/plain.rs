//! Texts that are shown as they are: what has markup, or looks as if.

use std::ops::Range;

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::findings::Finding;
use crate::validate::findings::Findings;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::value::html::plain;
use crate::value::html::reference::Place;
use crate::value::html::reference::reference_at;

/// Judges a text that is shown as it is, and that has room for `most` characters.
pub(in crate::validate) fn judge(name: &str, text: Decoded<'_>, most: usize, out: &mut Findings) {
    if let Some(report) = too_long(name, text, most, out) {
        report.note("programs cut it off there, or refuse it").help("say it in fewer words");
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
                "{} looks like HTML in part: {}",
                Quoted(name),
                Quoted(&text.text[like.start..])
            ),
        )
        .note("readers that take such a text for HTML do not show it")
        .help("write it in other words where that is possible");
    }
}

/// Reports a text of more than so many characters, at those that are too many.
pub(in crate::validate::rules) fn too_long<'f>(
    name: &str,
    text: Decoded<'_>,
    most: usize,
    out: &'f mut Findings,
) -> Option<Finding<'f>> {
    // No character is shorter than a byte.
    if text.text.len() <= most {
        return None;
    }
    let (first, _) = text.text.char_indices().nth(most)?;
    let length = text.text.chars().count();
    let words = format_args!("{} has {length} characters, and may have {most}", Quoted(name));
    Some(out.report(&rules::TOO_LONG, text.span_of(first, text.text.len()), words))
}

/// Judges a text that may look like HTML, as long as it is none.
pub(in crate::validate) fn only_markup(name: &str, text: Decoded<'_>, out: &mut Findings) {
    if let Some(markup) = markup(text) {
        has_markup(name, text, &markup, out);
    }
}

/// Judges a description of RSS 0.91, which has no HTML, and so may well show tags as they are.
pub(in crate::validate) fn only_text(name: &str, text: Decoded<'_>, out: &mut Findings) {
    if let Some(markup) = markup(text) {
        has_markup(name, text, &markup, out).severity(Severity::Info);
    }
}

fn has_markup<'o>(
    name: &str,
    text: Decoded<'_>,
    markup: &Range<usize>,
    out: &'o mut Findings,
) -> Finding<'o> {
    out.report(
        &rules::MARKUP_IN_PLAIN_TEXT,
        text.span_of(markup.start, markup.end),
        format_args!("{} is plain text, but has markup: {}", Quoted(name), Quoted(text.text)),
    )
    .note("programs that read it as text show the markup itself")
    .help("write the characters as they are, without tags and HTML entities")
}

/// Where a text has markup, unless its author says that it is none: the RSS profile has `&` and `<` written as `&#x26;` and
/// `&#x3C;` where they are meant literally (<https://www.rssboard.org/rss-profile#data-types-characterdata>).
pub(in crate::validate::rules) fn markup(text: Decoded<'_>) -> Option<Range<usize>> {
    plain::markup(text.text).find(|it| !is_meant(text, it.start))
}

/// Where a `<` stands before a letter, as in a tag, or a reference that lacks its semicolon.
fn like_html(text: Decoded<'_>) -> Option<Range<usize>> {
    let bytes = text.text.as_bytes();
    let like = |at: usize| {
        if bytes[at] == b'<' {
            let begins_tag = bytes.get(at + 1)?.is_ascii_alphabetic();
            return begins_tag.then_some(at..at + 1);
        }
        let found = reference_at(text.text, at, Place::Text)?;
        found.means.map(|_| found.range)
    };
    memchr::memchr2_iter(b'<', b'&', bytes).filter_map(like).find(|it| !is_meant(text, it.start))
}

/// Whether a character is written as a reference by its hexadecimal number.
fn is_meant(text: Decoded<'_>, at: usize) -> bool {
    let written = text.written_from(at);
    ["&#x26;", "&#x3c;"]
        .iter()
        .any(|it| written.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)))
}
