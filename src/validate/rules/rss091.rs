//! What RSS 0.91 asks for and how much it allows; later versions have lifted all of it.
//! <https://www.rssboard.org/rss-0-9-1-netscape>

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::detect::Format;
use crate::validate::element::Element;
use crate::validate::rules;
use crate::validate::schema::Place;

/// How many characters a text may have, by its element.
const LIMITS: &[(&str, usize)] = &[("title", 100), ("link", 500), ("description", 500)];

/// "The maximum number of items is 15."
const MOST_ITEMS: u32 = 15;

/// Judges a channel: it has a language and an image, and not more than 15 items.
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
                    format_args!("RSS 0.91 asks for {}", Quoted(name)),
                )
                .note("programs that were written for it refuse the channel")
                .help("add it, or write version=\"2.0\"");
        }
    }
    let items = channel.count("item");
    if items > MOST_ITEMS {
        context
            .out
            .report(
                &rules::BEYOND_RSS_091,
                channel.first("item").unwrap_or(channel.name_span),
                format_args!("RSS 0.91 allows {MOST_ITEMS} items, and these are {items}"),
            )
            .note("programs that were written for it read the first ones only")
            .help("write version=\"2.0\", which has no such limit");
    }
}

/// Judges the length of a text.
pub fn text_is_within_limits(text: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.format != Format::Rss091 {
        return;
    }
    let is_of_item = text.parent.and_then(|it| it.role) == Some(Place::Entry);
    let Some((_, most)) = LIMITS.iter().find(|it| it.0 == text.row.name) else { return };
    // No character is shorter than a byte.
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
                "RSS 0.91 allows {most} characters in the {} of {}",
                Quoted(text.row.name),
                if is_of_item { "an item" } else { "a channel" }
            ),
        )
        .note("programs that were written for it cut it off there")
        .help("shorten it, or write version=\"2.0\", which has no such limit");
}
