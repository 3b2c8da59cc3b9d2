//! Checks for JSON Feed (<https://www.jsonfeed.org/version/1.1/>).

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::element::Element;
use crate::validate::extent::indent;
use crate::validate::facts::Facts;
use crate::validate::format::Format;
use crate::validate::response::Response;
use crate::validate::rules;
use crate::validate::rules::atom;
use crate::validate::rules::guid;

/// The version is the URL of its specification.
pub fn version_is_known(version: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = version.text;
    let number = text
        .text
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_start_matches("www.");
    context.facts.format = match number {
        "jsonfeed.org/version/1" => Format::JsonFeed10,
        "jsonfeed.org/version/1.1" => Format::JsonFeed11,
        _ => {
            context
                .out
                .report(
                    &rules::UNKNOWN_JSON_FEED_VERSION,
                    text.span(),
                    format_args!("{} is not a version of JSON Feed", Quoted(text.text)),
                )
                .note("readers use `version` to recognize a JSON Feed, and some reject an unknown version")
                .help("change it to `https://jsonfeed.org/version/1.1`")
                .fix("change it to version 1.1", text.span(), "https://jsonfeed.org/version/1.1");
            return;
        }
    };
}

/// Records whether an object is a feed at all. It may also be the settings of a program in the same folder.
pub fn is_a_feed(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let is_one = feed.children.iter().any(|it| matches!(it.row.name, "version" | "items"));
    context.facts.is_other_json |= !is_one;
}

/// Reports that an object is not a feed. This replaces all problems that it would have as a feed.
pub(in crate::validate) fn not_a_feed(out: &mut Diagnostics) {
    out.start_over(|it| it.name.starts_with("json-"));
    let message = "this is not a feed: it is a JSON object without `version` and `items`";
    out.report(&rules::NOT_A_FEED, Span::new(0, 1), message)
        .note("readers recognize a JSON Feed by its `version`, and show its `items`")
        .help("check the URL or the file (a web page usually links to its feed with `<link rel=\"alternate\">`)");
}

/// Offers a fix that adds the URL of the document as the first member of the feed, if it is known.
pub(in crate::validate::rules) fn add_own_url(
    feed: &Element<'_, '_>,
    facts: &Facts<'_>,
    report: NewDiagnostic<'_>,
) {
    let url = facts.options.base_url.as_deref().filter(|it| !it.contains(['"', '\\']));
    let (Some(url), Some(inside)) = (url, feed.source.find('{').map(|it| it + 1)) else { return };
    let member = format!("\"feed_url\": \"{url}\"");
    let blank = indent(feed.source, Span::new(inside - 1, inside));
    let title = format_args!("add `{member}`");
    report.help(title).fix(title, Span::at(inside), format_args!("{blank}{member},"));
}

/// `feed_url` is the feed's own URL.
pub fn feed_url_is_its_own_url(feed_url: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(address) = context.facts.options.base_url.as_deref() else { return };
    let lasting = context.facts.options.response.as_ref().and_then(Response::lasting_url);
    if feed_url.text.text == address || Some(feed_url.text.text) == lasting {
        return;
    }
    context
        .out
        .report(
            &rules::SELF_LINK_ELSEWHERE,
            feed_url.text.span(),
            format_args!(
                "`feed_url` is {}, but the URL of the feed is {}",
                Quoted(feed_url.text.text),
                Quoted(address)
            ),
        )
        .note("readers subscribe to the URL in `feed_url`")
        .help(format_args!("change it to {}", Quoted(address)));
}

/// Records the type or the URL of a hub.
pub fn record_part_of_hub(part: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let hub = &mut context.facts.feed.hub;
    let slot = if part.row.name == "url" { &mut hub.1 } else { &mut hub.0 };
    part.text.text.clone_into(slot);
}

/// Records a `WebSub` hub for the comparison with the headers of the response. Other hubs, such as those of rssCloud, have no header.
pub fn record_hub(_hub: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let (kind, url) = std::mem::take(&mut context.facts.feed.hub);
    if kind.eq_ignore_ascii_case("WebSub") && !url.is_empty() {
        context.facts.feed.hubs.push(url);
    }
}

/// Records the URL of the feed or of its next page.
pub fn record_url(url: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if url.row.name == "feed_url" {
        context.facts.feed.self_url = Some(url.text.text.to_owned());
    }
    let names = &mut context.facts.feed.names;
    let slot = if url.row.name == "next_url" { &mut names.next } else { &mut names.link };
    *slot = Some((url.text.text.to_owned(), url.text.span()));
}

/// "`next_url` must not be the same as `feed_url`, nor … the same as a `next_url` that has already been visited."
pub fn next_page_is_another(_feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let names = std::mem::take(&mut context.facts.feed.names);
    let (Some(link), Some(next)) = (names.link, names.next) else { return };
    if link.0 == next.0 {
        context
            .out
            .report(&rules::NEXT_PAGE_LOOPS, next.1, "`next_url` is the URL of the feed itself")
            .label(link.1, "the URL of the feed")
            .note("readers that fetch older pages download the same feed again and again")
            .help("remove `next_url` from the last page");
    }
}

/// An item cannot be modified before it is published.
pub fn dates_are_in_order(item: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let _ = item;
    atom::published_before_updated(&context.facts.entry, context.out);
}

/// "An item must have `content_html` or `content_text`, or both."
pub fn item_has_content(item: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if item.has("content_html") || item.has("content_text") {
        return;
    }
    context
        .out
        .report(
            &rules::ITEM_WITHOUT_CONTENT,
            item.name_span,
            "this item has neither `content_html` nor `content_text`",
        )
        .note("readers have nothing to show for the item")
        .help("add one of them, even if it only contains the summary");
}

/// Readers treat two items with the same id as one item.
pub fn id_is_unique(id: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = id.text;
    if text.text.is_empty() {
        return;
    }
    let ids = &mut context.facts.ids;
    guid::is_unique(&rules::DUPLICATE_ID, "id", text.text.to_owned(), text, ids, context.out);
}

/// "`author` is deprecated in version 1.1: use `authors`."
pub fn author_is_deprecated(author: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.format != Format::JsonFeed11 {
        return;
    }
    context
        .out
        .report(
            &rules::DEPRECATED_JSON_AUTHOR,
            author.name_span,
            "`author` was replaced by `authors` in JSON Feed 1.1",
        )
        .note("readers that support only version 1.1 can ignore it")
        .help("add `\"authors\": [{…}]` (you can keep `author` for older readers)");
}

/// "If you provide an author object, then at least one of name, url, avatar is required."
pub fn author_is_not_empty(author: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if author.has("name") || author.has("url") || author.has("avatar") {
        return;
    }
    context
        .out
        .report(
            &rules::EMPTY_JSON_AUTHOR,
            author.name_span,
            "this author has no `name`, `url` or `avatar`",
        )
        .note("readers have nothing to show for such an author")
        .help("add a `name`, or remove the author");
}
