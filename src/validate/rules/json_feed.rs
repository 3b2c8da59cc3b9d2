//! JSON Feed. <https://www.jsonfeed.org/version/1.1/>

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::detect::Format;
use crate::validate::element::Element;
use crate::validate::findings::Findings;
use crate::validate::rules;
use crate::validate::rules::atom;

/// The version is the URL of the specification's.
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
                .note("readers tell by it that this is a feed")
                .help("write https://jsonfeed.org/version/1.1")
                .fix("name version 1.1", text.span(), "https://jsonfeed.org/version/1.1");
            return;
        }
    };
}

/// Notes whether an object is a feed at all: it may be the settings of a program that lie in the same folder.
pub fn is_a_feed(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let is_one = feed.children.iter().any(|it| matches!(it.row.name, "version" | "items"));
    context.facts.is_other_json |= !is_one;
}

/// Says of an object that is no feed that it is none, instead of all that would be wrong with it if it were.
pub(in crate::validate) fn not_a_feed(out: &mut Findings) {
    out.start_over(|it| it.name.starts_with("json-"));
    let message = "this is not a feed: it is JSON with neither `version` nor `items`";
    out.report(&rules::NOT_A_FEED, Span::new(0, 1), message)
        .note("readers tell a JSON Feed by its `version`, and show its `items`")
        .help("check the address or the file; a page usually names its feed in <link rel=\"alternate\">");
}

/// `feed_url` is the feed's own address.
pub fn feed_url_is_its_address(feed_url: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(address) = context.facts.options.base_url.as_deref() else { return };
    if feed_url.text.text == address {
        return;
    }
    context
        .out
        .report(
            &rules::SELF_LINK_ELSEWHERE,
            feed_url.text.span(),
            format_args!(
                "the feed says that it is {}, but it is {}",
                Quoted(feed_url.text.text),
                Quoted(address)
            ),
        )
        .note("readers subscribe to the address that the feed names")
        .help(format_args!("write {}", Quoted(address)));
}

/// Notes the address of the feed, or of its next page.
pub fn address_is_noted(url: &Element<'_, '_>, context: &mut Context<'_, '_>) {
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
            .report(
                &rules::NEXT_PAGE_LOOPS,
                next.1,
                "the next page of this feed is the feed itself",
            )
            .label(link.1, "the feed's own address")
            .note("a reader that fetches all pages never ends")
            .help("leave out `next_url` on the last page");
    }
}

/// An item cannot have changed before it was there.
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
        .note("readers have nothing to show for it, and some refuse the feed")
        .help("add one of them, if only with the summary");
}

/// Readers take two items with one id for one item.
pub fn id_is_unique(id: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = id.text;
    if text.text.is_empty() {
        return;
    }
    if let Some(first) = context.facts.ids.get(text.text) {
        context
            .out
            .report(
                &rules::DUPLICATE_ID,
                text.span(),
                format_args!("two items have the id {}", Quoted(text.text)),
            )
            .label(*first, "the first one is here")
            .note("readers take both for the same item, and show one of them")
            .help("give each item an id of its own, and keep it for ever");
        return;
    }
    context.facts.ids.insert(text.text.to_owned(), text.span());
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
            "`author` has given way to `authors` in JSON Feed 1.1",
        )
        .note("readers for version 1.1 need not look at it")
        .help("write \"authors\": [{…}]; `author` may stay beside it for old readers");
}

/// "If you provide an author object, then at least one of name, url, avatar is required."
pub fn author_says_something(author: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if author.has("name") || author.has("url") || author.has("avatar") {
        return;
    }
    context
        .out
        .report(
            &rules::EMPTY_JSON_AUTHOR,
            author.name_span,
            "this author has neither `name` nor `url` nor `avatar`",
        )
        .note("readers have nothing to show for such an author")
        .help("add a name, or leave the author out");
}
