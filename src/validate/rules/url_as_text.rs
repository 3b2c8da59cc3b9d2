//! URLs that are the text of an element, but belong in one of its attributes: `<itunes:image>https://…</itunes:image>`.

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Tag;
use crate::validate::extent::extent;
use crate::validate::extent::text_of;
use crate::validate::row::Attr;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::rules;

/// Reports a URL that is the text of an element instead of an attribute.
pub(super) fn url_is_an_attribute(it: &Tag<'_, '_>, out: &mut Diagnostics) -> bool {
    let Some((attr, url)) = url_in_text(it) else { return false };
    let is_link = it.row.local() == "link";
    let rule = if is_link { &rules::LINK_NOT_EMPTY } else { &rules::MISSING_ATTRIBUTE };
    let report = out
        .report(
            rule,
            it.name_span,
            format_args!(
                "the URL of {} is its text, but must be in the {} attribute",
                Quoted(it.row.name),
                Quoted(attr)
            ),
        )
        .severity(Severity::Error)
        .note("readers ignore the text, so they have no URL");
    let start = it.source[it.span.range()].trim_end_matches('>').trim_end();
    let instead = format!("{start} {attr}=\"{url}\"/>");
    let report = report.help(format_args!("write `{instead}`"));
    if let Some(extent) = extent(it.source, it.name_span) {
        report.fix("move the URL to the attribute", extent.whole, &instead);
    }
    true
}

/// The missing attribute whose URL is written as the text of the element, and the URL.
fn url_in_text<'s>(it: &Tag<'_, 's>) -> Option<(&'static str, &'s str)> {
    if !matches!(it.row.value, Value::Empty | Value::Children | Value::Anything) {
        return None;
    }
    let attr = url_attribute(it.row)?;
    let after = it.source[it.span.range().end..].trim_start();
    if !is_url(after.get(..8)?) || it.has(attr) {
        return None;
    }
    text_of(it.source, it.name_span).filter(|it| is_url(it)).map(|it| (attr, it))
}

/// Whether the URL of an element is its text instead of an attribute, which has been reported.
pub(in crate::validate) fn has_url_in_text(element: &Element<'_, '_>) -> bool {
    url_attribute(element.row).is_some_and(|attr| element.attribute(attr).is_none())
        && text_of(element.source, element.name_span).is_some_and(is_url)
}

fn url_attribute(row: &Row) -> Option<&'static str> {
    let is_url = |it: &&Attr| {
        matches!(it.value, Value::Url | Value::WebUrl | Value::Reference)
            && matches!(it.name, "url" | "href" | "src")
    };
    row.attributes.iter().find(is_url).map(|it| it.name)
}

fn is_url(text: &str) -> bool {
    let is_web = ["http://", "https://", "//"].iter().any(|it| text.starts_with(it));
    is_web && !text.contains(|it: char| it.is_whitespace() || it == '"')
}
