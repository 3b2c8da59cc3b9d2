//! The head of an RSS channel. <https://www.rssboard.org/rss-specification#optionalChannelElements>

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::detect::Format;
use crate::validate::element::Element;
use crate::validate::extent::extent;
use crate::validate::extent::with_line;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::rules;
use crate::validate::schema::Place;

/// Formats that browsers, and so readers, do not show.
const NOT_OF_THE_WEB: &[&str] = &[
    "tif", "tiff", "psd", "eps", "pcx", "tga", "heic", "raw", "pdf", "html", "htm", "bmp", "ico",
    "wmf",
];

/// The specification names GIF, JPEG and PNG; readers show what browsers show.
pub fn image_is_of_the_web(url: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = url.text.trim();
    let path = text.text.split(['?', '#']).next().unwrap_or_default();
    let extension = path.rsplit(['/', '.']).next().unwrap_or_default();
    if NOT_OF_THE_WEB.iter().any(|it| it.eq_ignore_ascii_case(extension)) {
        context
            .out
            .report(
                &rules::IMAGE_FORMAT,
                text.span(),
                format_args!(
                    "the picture of the channel is in a format that readers do not show: {}",
                    Quoted(extension)
                ),
            )
            .note("readers show what browsers show: GIF, JPEG, PNG, WebP, SVG")
            .help("publish the picture as PNG or JPEG");
    }
}

/// The profile advises against `textInput`: nothing shows it.
pub fn nobody_uses_text_input(input: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let report = context
        .out
        .report(&rules::TEXT_INPUT, input.name_span, "no reader shows a `textInput`")
        .note("it has been left alone by readers for two decades")
        .help("leave it out");
    if let Some(extent) = extent(input.source, input.name_span) {
        report.unsafe_fix("remove it", with_line(input.source, extent.whole), "");
    }
}

/// "a time in GMT … between 0 and 23"; midnight was once 24.
pub fn hour_is_an_hour(hour: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = hour.text.trim();
    let value = Some(text.text)
        .filter(|it| (1..=2).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit()));
    let value = value.and_then(|it| it.parse::<u8>().ok());
    match value {
        Some(24) => {
            context
                .out
                .report(&rules::HOUR_24, text.span(), "midnight is hour 0, not hour 24")
                .note("readers that count from 0 to 23 pass over it")
                .help("write 0")
                .fix("write `0`", text.span(), "0");
        }
        Some(0..=23) => {}
        _ => {
            context
                .out
                .report(
                    &rules::INVALID_INTEGER,
                    text.span(),
                    format_args!("`hour` is not an hour from 0 to 23: {}", Quoted(text.text)),
                )
                .note("readers pass over what is no hour")
                .help("write a whole number from 0 to 23");
        }
    }
    let Some(value) = value.filter(|it| *it <= 24) else { return };
    let bit = 1_u32 << (value % 24);
    if context.facts.feed.hours & bit != 0 {
        repeated(hour, context.out);
    }
    context.facts.feed.hours |= bit;
}

/// A day has no more than 24 hours to be skipped.
pub fn hours_are_of_one_day(hours: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    context.facts.feed.hours = 0; // A second list is a fault of its own, and repeats nothing.
    if hours.count("hour") > 24 {
        context
            .out
            .report(
                &rules::TOO_MANY_SKIPPED,
                hours.name_span,
                format_args!("a day has 24 hours, not {}", hours.count("hour")),
            )
            .note("readers that skip all hours never come back")
            .help("name each hour once");
    }
}

/// A week has no more than seven days to be skipped.
pub fn days_are_of_one_week(days: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    context.facts.feed.days = 0;
    if days.count("day") > 7 {
        context
            .out
            .report(
                &rules::TOO_MANY_SKIPPED,
                days.name_span,
                format_args!("a week has 7 days, not {}", days.count("day")),
            )
            .note("readers that skip all days never come back")
            .help("name each day once");
    }
}

/// Each day once.
pub fn day_stands_once(day: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let Some(index) = days.iter().position(|it| *it == day.text.trim().text) else { return };
    let bit = 1_u8 << index;
    if context.facts.feed.days & bit != 0 {
        repeated(day, context.out);
    }
    context.facts.feed.days |= bit;
}

fn repeated(element: &Element<'_, '_>, out: &mut Findings) {
    let text = element.text.trim();
    let report = out
        .report(
            &rules::REPEATED_VALUE,
            text.span(),
            format_args!("{} stands here twice", Quoted(text.text)),
        )
        .note("once is enough, and twice may be meant for another")
        .help("keep one");
    if report.is_kept()
        && let Some(extent) = extent(element.source, element.name_span)
    {
        report.fix("remove the second", with_line(element.source, extent.whole), "");
    }
}

/// The profile asks for the items behind everything else, for readers that stop at the first.
pub fn items_come_last(channel: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(item) = channel.first("item") else { return };
    let Some(late) = behind(channel, "item", item) else { return };
    context
        .out
        .report(
            &rules::ELEMENT_AFTER_ITEMS,
            late.1,
            format_args!("{} stands behind the first item", Quoted(late.0)),
        )
        .label(item, "the items begin here")
        .note("readers that take what they need from the start of a feed do not see it")
        .help("put it before the items");
}

/// The first kind of child that stands behind `start`, and where; the children of that name and those of extensions do not count.
pub(in crate::validate) fn behind(
    feed: &Element<'_, '_>,
    name: &str,
    start: Span,
) -> Option<(&'static str, Span)> {
    feed.children
        .iter()
        .filter(|it| it.row.name != name && it.last.start > start.start)
        .map(|it| (it.row.name, it.last))
        .filter(|it| !it.0.contains(':') || it.0 == "atom:link")
        .min_by_key(|it| it.1)
}

/// Notes what the channel and its image are called and lead to.
pub fn name_is_noted(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = element.text.trim();
    let names = &mut context.facts.feed.names;
    let is_of_image = element.parent.is_some_and(|it| it.role != Some(Place::Feed));
    let slot = match (element.row.name, is_of_image) {
        ("title", false) => &mut names.title,
        ("title", true) => &mut names.image_title,
        (_, false) => &mut names.link,
        (_, true) => &mut names.image_link,
    };
    *slot = Some((text.text.to_owned(), text.span()));
}

/// "Note, in practice the image `<title>` and `<link>` should have the same value as the channel's `<title>` and `<link>`."
pub fn image_is_the_channels(channel: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let names = std::mem::take(&mut context.facts.feed.names);
    let pairs = [("title", names.title, names.image_title), ("link", names.link, names.image_link)];
    for (name, ours, images) in pairs {
        let (Some(ours), Some(images)) = (ours, images) else { continue };
        if ours.0.trim_end_matches('/') == images.0.trim_end_matches('/') {
            continue;
        }
        context
            .out
            .report(
                &rules::IMAGE_UNLIKE_CHANNEL,
                images.1,
                format_args!(
                    "the image has another {} than the channel: {}",
                    Quoted(name),
                    Quoted(&images.0)
                ),
            )
            .label(ours.1, "the channel's own")
            .note("readers take the image for that of the channel, and show one of the two")
            .help(format_args!("write {}", ours.0));
    }
    comments_are_dated(channel, context.facts, context.out);
}

/// A feed that counts comments changes with each of them.
fn comments_are_dated(channel: &Element<'_, '_>, facts: &Facts<'_>, out: &mut Findings) {
    let Some(comments) = facts.feed.comments.filter(|_| !channel.has("lastBuildDate")) else {
        return;
    };
    out.report(
        &rules::COMMENTS_WITHOUT_DATE,
        comments,
        "the feed counts comments, and has no `lastBuildDate`",
    )
    .note("readers that compare `lastBuildDate` do not see that the number of comments has changed")
    .help("add <lastBuildDate> with the time of the last change");
}

/// "A channel may contain any number of items", and none gives readers nothing to show.
pub fn feed_has_entries(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let entry = if feed.row.name == "feed" { "entry" } else { "item" };
    if feed.children.iter().any(|it| it.row.role == Some(Place::Entry)) {
        return;
    }
    context
        .out
        .report(
            &rules::FEED_WITHOUT_ENTRIES,
            feed.name_span,
            format_args!("this feed has no {}", Quoted(entry)),
        )
        .note("readers show an empty feed, and some take it for a broken one")
        .help("check what should have written the entries");
}

/// HTML 4.01 §6.2: a name begins "with a letter ([A-Za-z]) and may be followed by any number of letters, digits ([0-9]),
/// hyphens ("-"), underscores ("_"), colons (":"), and periods (".")". <https://www.w3.org/TR/html401/types.html#type-name>
pub fn name_is_of_a_form(name: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = name.text.trim();
    let is_in_name = |it: u8| it.is_ascii_alphanumeric() || b"-_:.".contains(&it);
    if text.text.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
        && text.text.bytes().all(is_in_name)
    {
        return;
    }
    let report = if text.text.is_empty() {
        context.out.report(
            &rules::INVALID_FORM_NAME,
            name.name_span,
            "the field of the form has no name",
        )
    } else {
        let words = format_args!("{} is not the name of a field in a form", Quoted(text.text));
        context.out.report(&rules::INVALID_FORM_NAME, text.span(), words)
    };
    report
        .note("a reader that shows the form sends what is typed under this name")
        .help("begin it with a letter, and use letters, digits, `-`, `_`, `:` and `.`");
}

/// Readers choose fonts, voices and filters by the language.
pub fn language_is_named(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.feed.has_language || feed.has("language") || feed.has("dc:language") {
        return;
    }
    context
        .out
        .report(
            &rules::MISSING_LANGUAGE,
            feed.name_span,
            "the feed does not say in which language it is",
        )
        .note("readers choose fonts, voices, hyphenation and filters by it")
        .help(match context.facts.format {
            Format::Atom10 => "add xml:lang=\"en\" to `feed`, with the language that it is",
            Format::Rss10 | Format::Rss11 => {
                "add <dc:language>en</dc:language>, with the language that it is"
            }
            _ => "add <language>en</language>, with the language that it is",
        });
}
