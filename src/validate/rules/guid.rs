//! The `guid` of an RSS item. <https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt>

use std::collections::HashMap;

use crate::diagnostic::Rule;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::value::uri;

/// A `guid` is a permalink unless `isPermaLink` is "false", so it must be a URL.
pub fn guid_is_permalink(guid: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = guid.text.trim();
    if guid.attr("isPermaLink").is_some_and(|it| it != "true") {
        if text.text.is_empty() {
            context
                .out
                .report(&rules::BLANK_ELEMENT, guid.name_span, "`guid` is blank")
                .note("readers treat all items without a guid as the same item, or create a guid from the link")
                .help("give the item its own guid, and never change it");
        }
        return;
    }
    if uri::split(text.text).is_web() && uri::check(text.text).is_ok() {
        in_ascii(text, context.out);
        return;
    }
    let says_so = guid.attribute("isPermaLink").map(Decoded::span);
    let kind = uri::split(text.text);
    let report = context
        .out
        .report(
            &rules::GUID_NOT_PERMALINK,
            text.span(),
            format_args!(
                "this `guid` is treated as a permalink, but is not a URL: {}",
                Quoted(text.text)
            ),
        )
        .note("readers open the `guid` as the page of the item")
        .help("write `isPermaLink=\"false\"`, or replace the guid with the URL of the item's page");
    let title = "set `isPermaLink` to `false`";
    let (span, edit) = match says_so {
        Some(span) => (span, "false"),
        // A misspelled name has its own fix. With both fixes, the attribute would appear twice.
        None if guid.plain_attributes().any(|it| it.0.eq_ignore_ascii_case("isPermaLink")) => {
            return;
        }
        None => (guid.name_span.after(), " isPermaLink=\"false\""),
    };
    if kind.is_web() {
        // It may be meant as the URL of the page, with an invalid character in it.
        report.unsafe_fix(title, span, edit);
    } else {
        report.fix(title, span, edit);
    }
}

/// A permalink is a URL, and a URL contains only ASCII characters (RFC 3986 §2).
fn in_ascii(text: Decoded<'_>, out: &mut Diagnostics) {
    if text.text.is_ascii() {
        return;
    }
    out.report(
        &rules::IRI_NOT_URI,
        text.span(),
        format_args!("`guid` contains non-ASCII characters: {}", Quoted(text.text)),
    )
    .note("browsers encode them, but programs that pass the URL unchanged to an HTTP library get an error")
    // Readers treat a changed guid as a new item, so no fix is offered.
    .help("percent-encode the guids of new items; keep the guids of published items, but add `isPermaLink=\"false\"`");
}

/// Many feeds have an item with the same small number as its guid.
pub fn guid_is_large(guid: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = guid.text.trim();
    let is_small = text.text.len() < 9
        && !text.text.is_empty()
        && text.text.bytes().all(|it| it.is_ascii_digit());
    if guid.attr("isPermaLink") == Some("false") && is_small {
        context
            .out
            .report(
                &rules::GUID_NOT_UNIQUE_ENOUGH,
                text.span(),
                format_args!(
                    "the guid {} is a small number that other feeds are likely to use too",
                    Quoted(text.text)
                ),
            )
            .note("programs that store the items of many feeds can confuse this item with another one")
            .help("use the URL of the page, or add the name of the site, for example `tag:example.org,2024:17`");
    }
}

/// Readers treat two items with the same `guid` as one item.
pub fn guid_is_unique(guid: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = guid.text.trim();
    // A second guid in the same item is reported separately.
    if text.text.is_empty() || std::mem::replace(&mut context.facts.entry.has_guid, true) {
        return;
    }
    let ids = &mut context.facts.ids;
    is_unique(&rules::DUPLICATE_GUID, "guid", text.text.to_owned(), text, ids, context.out);
}

/// Reports an item whose `name` is the same as that of an earlier item in `ids`, where `key` is recorded.
pub(super) fn is_unique(
    rule: &'static Rule,
    name: &str,
    key: String,
    text: Decoded<'_>,
    ids: &mut HashMap<String, Span>,
    out: &mut Diagnostics,
) {
    let Some(first) = ids.get(&key) else {
        ids.insert(key, text.span());
        return;
    };
    out.report(rule, text.span(), format_args!("two items have the {name} {}", Quoted(text.text)))
        .label(*first, "the first one is here")
        .note("readers treat both as the same item and show only one of them")
        .help(format_args!("give each item its own {name}, and never change it"));
}
