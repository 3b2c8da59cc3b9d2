//! The elements that RSS 0.91 requires, and its limits. Later versions removed all of them.
//! <https://www.rssboard.org/rss-0-9-1-netscape>

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::format::Format;
use crate::validate::row::Place;
use crate::validate::rules;

/// The maximum number of characters in the text of an element.
const LIMITS: &[(&str, usize)] = &[("title", 100), ("link", 500), ("description", 500)];

/// "The maximum number of items is 15."
const MAX_ITEMS: u32 = 15;

/// Checks that a channel has a language, an image and at most 15 items.
pub fn channel_is_within_limits(channel: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.format != Format::Rss091 {
        return;
    }
    for name in ["language", "image"] {
        if !channel.has(name) {
            context
                .out
                .report(
                    &rules::BEYOND_RSS_091,
                    channel.name_span,
                    format_args!("this channel has no {}, which RSS 0.91 requires", Quoted(name)),
                )
                .note("programs written for RSS 0.91 reject the channel")
                .help(format_args!("add {}, or write `version=\"2.0\"`", Quoted(name)));
        }
    }
    let items = channel.count("item");
    if items > MAX_ITEMS {
        context
            .out
            .report(
                &rules::BEYOND_RSS_091,
                channel.first("item").unwrap_or(channel.name_span),
                format_args!(
                    "this channel has {items} items, but RSS 0.91 allows only {MAX_ITEMS}"
                ),
            )
            .note("programs written for RSS 0.91 read only the first items")
            .help("write `version=\"2.0\"`, which has no such limit");
    }
}

/// Checks the length of an element's text.
pub fn text_is_within_limits(text: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.format != Format::Rss091 {
        return;
    }
    let is_of_item = text.parent.and_then(|it| it.role) == Some(Place::Entry);
    let Some((_, most)) = LIMITS.iter().find(|it| it.0 == text.row.name) else { return };
    // Every character has at least one byte, so short texts need no counting.
    let content = text.text.trim();
    if content.text.len() <= *most || content.text.chars().count() <= *most {
        return;
    }
    let start = content.text.char_indices().nth(*most).map_or(content.text.len(), |it| it.0);
    context
        .out
        .report(
            &rules::BEYOND_RSS_091,
            content.span_of(start, content.text.len()),
            format_args!(
                "the {} of {} is longer than the {most} characters that RSS 0.91 allows",
                Quoted(text.row.name),
                if is_of_item { "an item" } else { "a channel" }
            ),
        )
        .note("programs written for RSS 0.91 cut off the rest")
        .help("shorten it, or write `version=\"2.0\"`, which has no such limit");
}
