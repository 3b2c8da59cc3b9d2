//! Elements whose URL is written as their text, although it belongs in an attribute.

use crate::validate::element::Element;
use crate::validate::element::Tag;
use crate::validate::extent::text_of;
use crate::validate::row::Attr;
use crate::validate::row::Row;
use crate::validate::row::Value;

/// The missing attribute whose URL is written as the text of the element, and the URL.
pub(in crate::validate) fn of_tag<'s>(it: &Tag<'_, 's>) -> Option<(&'static str, &'s str)> {
    if !matches!(it.row.value, Value::Empty | Value::Children | Value::Anything) {
        return None;
    }
    let attr = url_attribute(it.row)?;
    if has(it, attr) || it.source[it.span.range()].ends_with("/>") {
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

/// Whether a start tag has an attribute of this name.
pub(in crate::validate) fn has(it: &Tag<'_, '_>, wanted: &str) -> bool {
    it.attributes.iter().any(|attribute| {
        let name = it.reader.name(attribute.name);
        name.local == wanted.rsplit(':').next().unwrap_or(wanted)
    })
}
