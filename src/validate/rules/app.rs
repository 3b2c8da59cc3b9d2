//! The Atom Publishing Protocol. <https://www.rfc-editor.org/rfc/rfc5023>

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::markup::decoded::Decoded;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::validate::rules::value::words;
use crate::value::media_type;

/// A workspace and a collection "MUST contain one atom:title element" (§8.3.2.1, §8.3.3.2).
pub fn has_title(holder: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if holder.has("atom:title") {
        return;
    }
    context
        .out
        .report(
            &rules::MISSING_ELEMENT,
            holder.name_span,
            format_args!("{} has no `atom:title`", Quoted(holder.row.name)),
        )
        .note("clients have no name to show")
        .help("add `<atom:title>…</atom:title>`");
}

/// §8.3.5: a collection may appear in a feed or in the source of an entry. It specifies where that feed is edited.
pub fn collection_is_in_place(collection: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if collection.parent.and_then(|it| it.role) != Some(Place::Entry) {
        return;
    }
    context
        .out
        .report(
            &rules::QUESTIONABLE_ELEMENT,
            collection.name_span,
            "`app:collection` has no meaning in `entry`",
        )
        .note("clients look for it only in a feed, in the source of an entry or in a service document")
        .help("move it to `feed` or `source`");
}

/// §8.3.4: "a media range", a list of them separated by commas, or an empty value.
pub fn accept(accept: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = accept.text;
    let mut at = 0;
    for range in text.text.split(',') {
        let part = text.part(at, at + range.len()).trim();
        at += range.len() + 1;
        if part.text.is_empty() && text.text.trim().is_empty() {
            return; // "An app:accept without a value": nothing may be posted here.
        }
        has_no_quality(accept, part, context.out);
        if is_wildcard(media_type::essence(part.text)) {
            continue;
        }
        words::a_media_type(accept.row.name, part, context.out);
    }
}

/// "the value of app:accept is a media-range": a quality (`;q=`) belongs to the HTTP header `Accept`.
fn has_no_quality(accept: &Element<'_, '_>, range: Decoded<'_>, out: &mut Diagnostics) {
    let mut at = 0;
    for parameter in range.text.split(';') {
        let start = at + parameter.len() - parameter.trim_start().len();
        at += parameter.len() + 1;
        if parameter.trim_start().get(..2).is_some_and(|it| it.eq_ignore_ascii_case("q=")) {
            out.report(
                &rules::QUALITY_IN_ACCEPT,
                range.span_of(start, at - 1),
                format_args!("{} has a quality value: {}", Quoted(accept.row.name), Quoted(parameter.trim())),
            )
            .note("`q` belongs to the HTTP header `Accept`; clients ignore it or treat it as part of the media type")
            .help("remove the quality value");
        }
    }
}

/// `*/*`, `image/*`
fn is_wildcard(range: &str) -> bool {
    range.trim().strip_suffix("/*").is_some_and(|kind| {
        kind == "*" || (!kind.is_empty() && kind.bytes().all(|it| it.is_ascii_alphanumeric()))
    })
}

/// §7.2.1.1: with `href`, the categories are in another document, and this element "MUST be empty and MUST NOT have a
/// "fixed" attribute", nor a "scheme".
pub fn categories(categories: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(href) = categories.attribute("href") else { return };
    for name in ["fixed", "scheme"] {
        let Some(value) = categories.attribute(name) else { continue };
        context
            .out
            .report(
                &rules::CATEGORIES_HREF_WITH_ATTRIBUTES,
                value.span(),
                format_args!("`app:categories` has both `href` and {}", Quoted(name)),
            )
            .label(href.span(), "the categories are in this document")
            .note("clients cannot tell which value applies if that document has a different one")
            .help(format_args!("move {} to the document that `href` points to", Quoted(name)));
    }
    if categories.has("atom:category") {
        context
            .out
            .report(
                &rules::CATEGORIES_HREF_WITH_CHILDREN,
                categories.first("atom:category").unwrap_or(categories.name_span),
                "`app:categories` has both `href` and its own categories",
            )
            .label(href.span(), "the categories are in this document")
            .note("clients find two lists of categories and may use either of them")
            .help("remove either `href` or the categories");
    }
}
