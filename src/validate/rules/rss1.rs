//! RSS 1.0 as a whole: the channel refers to its items, its image and its text input, which are not inside it.
//! <https://web.resource.org/rss/1.0/spec#s5.3.5>

use std::collections::HashMap;

use crate::text::escape;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Tag;
use crate::validate::extent::text_of;
use crate::validate::extent::text_of_child;
use crate::validate::facts::Facts;
use crate::validate::facts::RdfPart;
use crate::validate::format::Format;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::name::Ns;
use crate::validate::rules;

/// The channel, and the elements next to it.
const PARTS: &[&str] = &["channel", "item", "image", "textinput"];

/// A document that contains RSS 0.90 elements is an RSS 0.90 document.
pub fn is_090(_: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    context.facts.format = Format::Rss090;
}

/// Records where the channel lists its items.
pub fn record_list(items: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    context.facts.rdf.list = Some(items.name_span);
}

/// Records an item that the channel lists.
pub fn record_listed_item(li: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let resource = li.attribute_in(Ns::RDF, "resource").or_else(|| li.attribute("resource"));
    if let Some(resource) = resource {
        note(resource, &mut context.facts.rdf.listed);
    }
}

/// Records an item of the document.
pub fn record_item(item: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if let Some(about) = item.attribute_in(Ns::RDF, "about") {
        note(about, &mut context.facts.rdf.items);
        return;
    }
    // The missing attribute is reported. The list of items probably refers to the item by its link.
    let link = item.first("link").and_then(|it| text_of(item.source, it));
    let rdf = &mut context.facts.rdf;
    if let Some(link) = link.filter(|it| rdf.listed.contains_key(*it)) {
        rdf.items.entry(link.to_owned()).or_insert(item.name_span);
    }
}

/// Finds the missing `rdf:about` of an element: an image has the URI with which the channel refers to it, and the others have
/// the URL of their page.
pub(in crate::validate) fn about(tag: &Tag<'_, '_>, facts: &Facts<'_>) -> Option<String> {
    let child = |name| text_of_child(tag.source, tag.name_span, name).map(str::to_owned);
    let named =
        |part: &RdfPart| part.named.as_ref().map(|it| escape::attribute(&it.0).into_owned());
    match tag.row.name {
        "image" => named(&facts.rdf.image).or_else(|| child("url")),
        "textinput" => named(&facts.rdf.text_input).or_else(|| child("link")),
        _ => child("link"),
    }
}

/// Finds the missing `rdf:resource` of the channel's image or text input in the `rdf:about` of the element after the channel.
pub(in crate::validate) fn resource(tag: &Tag<'_, '_>, _: &Facts<'_>) -> Option<String> {
    let start = format!("<{} rdf:about=\"", tag.row.name);
    let rest = &tag.source[tag.span.range().end..];
    let value = &rest[rest.find(&start)? + start.len()..];
    value.split('"').next().filter(|it| !it.is_empty() && !it.contains('<')).map(str::to_owned)
}

fn note(uri: Decoded<'_>, among: &mut HashMap<String, Span>) {
    let uri = uri.trim();
    if !among.contains_key(uri.text) {
        among.insert(uri.text.to_owned(), uri.span());
    }
}

/// Records the image or the text input that the channel refers to.
pub fn record_part_reference(part: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let named =
        part.attribute_in(Ns::RDF, "resource").map(|it| (it.trim().text.to_owned(), it.span()));
    facts_of(part, context.facts).named = named;
}

/// Records the image or the text input of the document.
pub fn record_part(part: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let there =
        part.attribute_in(Ns::RDF, "about").map(|it| (it.trim().text.to_owned(), it.span()));
    let facts = facts_of(part, context.facts);
    // The missing attribute is reported, so the reference to it is not.
    facts.there = there.or_else(|| facts.named.clone());
}

fn facts_of<'f>(part: &Element<'_, '_>, facts: &'f mut Facts<'_>) -> &'f mut RdfPart {
    if part.row.name == "image" { &mut facts.rdf.image } else { &mut facts.rdf.text_input }
}

/// Checks that everything the channel refers to is in the document, and that the channel refers to everything in it.
pub fn document_holds_together(document: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if !document.has("channel") {
        return without_channel(document, context);
    }
    let rdf = std::mem::take(&mut context.facts.rdf);
    for (uri, span) in missing_from(&rdf.listed, &rdf.items) {
        dangling(uri, span, "item", context.out);
    }
    if let Some(list) = rdf.list.filter(|_| rdf.listed.is_empty() && !rdf.items.is_empty()) {
        context.out.report(&rules::ITEM_NOT_LISTED, list, "`items` does not list any of the items")
            .note("programs that read the feed as RDF find an empty channel")
            .help("add an `rdf:Seq` to it that contains `<rdf:li rdf:resource=\"…\"/>` with the `rdf:about` of each item");
    } else if !rdf.listed.is_empty() {
        for (uri, span) in missing_from(&rdf.items, &rdf.listed) {
            context
                .out
                .report(
                    &rules::ITEM_NOT_LISTED,
                    span,
                    format_args!("the channel does not list the item {}", Quoted(uri)),
                )
                .note("readers that follow the list in `items` leave the item out")
                .help(format_args!("add `<rdf:li rdf:resource=\"{uri}\"/>` to `items`"));
        }
    }
    for (part, name) in [(rdf.image, "image"), (rdf.text_input, "textinput")] {
        match (part.named, part.there) {
            (Some((uri, span)), there) if there.as_ref().is_none_or(|it| it.0 != uri) => {
                dangling(&uri, span, name, context.out);
            }
            (None, Some((uri, span))) => unreferenced(&uri, span, name, context.out),
            _ => {}
        }
    }
}

fn unreferenced(uri: &str, span: Span, name: &str, out: &mut Diagnostics) {
    out.report(
        &rules::UNREFERENCED_PART,
        span,
        format_args!(
            "the channel does not refer to the {} with `rdf:about=\"{uri}\"`",
            Quoted(name)
        ),
    )
    .note("programs that read the feed as RDF cannot tell that it belongs to the channel")
    .help(format_args!("add `<{name} rdf:resource=\"{uri}\"/>` to `channel`"));
}

/// The URIs that are in one list but not in the other, in document order.
fn missing_from<'u>(
    one: &'u HashMap<String, Span>,
    other: &HashMap<String, Span>,
) -> Vec<(&'u str, Span)> {
    let mut missing: Vec<(&str, Span)> = one
        .iter()
        .filter(|it| !other.contains_key(it.0))
        .map(|it| (it.0.as_str(), *it.1))
        .collect();
    missing.sort_by_key(|it| it.1);
    missing
}

fn dangling(uri: &str, span: Span, name: &str, out: &mut Diagnostics) {
    out.report(
        &rules::DANGLING_RDF_REFERENCE,
        span,
        format_args!("the document has no {} with `rdf:about=\"{}\"`", Quoted(name), uri),
    )
    .note("readers that follow the reference find nothing")
    .help(format_args!(
        "use the same URI here and in the `rdf:about` of the `{name}`, or remove the reference"
    ));
}

fn without_channel(document: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let is_rss = PARTS.iter().any(|it| document.has(it));
    let report = if is_rss {
        context
            .out
            .report(&rules::MISSING_ELEMENT, document.name_span, "`rdf:RDF` has no `channel`")
            .help("add `<channel rdf:about=\"…\">` with `title`, `link`, `description` and `items`")
    } else {
        context.facts.format = Format::Unknown;
        context
            .out
            .report(
                &rules::NOT_A_FEED,
                document.name_span,
                "this is not a feed: it is RDF, but has no RSS `channel`",
            )
            .help("if it is RSS 1.0, declare `xmlns=\"http://purl.org/rss/1.0/\"` on `rdf:RDF`")
    };
    report.note("readers look for the feed in `channel`");
}
