//! The `guid` of an RSS item. <https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt>

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::findings::Findings;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::value::uri;

/// A `guid` is a permalink unless it says otherwise, so it has to be a URL.
pub fn guid_is_permalink(guid: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = guid.text.trim();
    if guid.attr("isPermaLink").is_some_and(|it| it != "true") {
        if text.text.is_empty() {
            context
                .out
                .report(&rules::BLANK_ELEMENT, guid.name_span, "`guid` is blank")
                .note("readers take all items without a guid for one, or make one up from the link")
                .help("give the item a guid that no other has, and keep it");
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
            format_args!("this `guid` is a permalink, but not a URL: {}", Quoted(text.text)),
        )
        .note("readers open a permalink as the page of the item")
        .help("add isPermaLink=\"false\", or give the address of the item's page");
    let title = "say that it is not a permalink";
    let (span, edit) = match says_so {
        Some(span) => (span, "false"),
        // A misspelled name has a fix of its own; with both, the attribute would stand there twice.
        None if guid.plain_attributes().any(|it| it.0.eq_ignore_ascii_case("isPermaLink")) => {
            return;
        }
        None => (guid.name_span.after(), " isPermaLink=\"false\""),
    };
    if kind.is_web() {
        // It may have been meant as the address of the page, with a character too many.
        report.unsafe_fix(title, span, edit);
    } else {
        report.fix(title, span, edit);
    }
}

/// A permalink is a URL, and those are of ASCII (RFC 3986 §2).
fn in_ascii(text: Decoded<'_>, out: &mut Findings) {
    if text.text.is_ascii() {
        return;
    }
    out.report(
        &rules::IRI_NOT_URI,
        text.span(),
        format_args!("this permalink is not written in ASCII: {}", Quoted(text.text)),
    )
    .note("browsers convert such an address; a program that opens it as it stands gets nothing")
    // Readers treat a changed guid as a new item, so no fix is offered.
    .help("for new items, write it percent-encoded; keep a guid that is in use, with isPermaLink=\"false\"");
}

/// A small number is the guid of an item in many feeds.
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
                    "the guid {} is a small number, as other feeds have it too",
                    Quoted(text.text)
                ),
            )
            .note("aggregators that keep items of many feeds take the two for one")
            .help("put the site's name into it, as in tag:example.org,2024:17");
    }
}

/// Readers take two items with one `guid` for one item.
pub fn guid_is_unique(guid: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = guid.text.trim();
    // That an item has a second one is a fault of its own.
    if text.text.is_empty() || std::mem::replace(&mut context.facts.entry.has_guid, true) {
        return;
    }
    if let Some(first) = context.facts.ids.get(text.text) {
        context
            .out
            .report(
                &rules::DUPLICATE_GUID,
                text.span(),
                format_args!("two items have the guid {}", Quoted(text.text)),
            )
            .label(*first, "the first one is here")
            .note("readers take both for the same item, and show one of them")
            .help("give each item a guid of its own, and keep it for ever");
        return;
    }
    context.facts.ids.insert(text.text.to_owned(), text.span());
}
