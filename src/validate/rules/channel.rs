//! The head of an RSS channel. <https://www.rssboard.org/rss-specification#optionalChannelElements>

use crate::text::quoted::Quoted;
use crate::validate::element::Element;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::rules;

/// Formats that browsers, and so readers, do not show.
const NOT_OF_THE_WEB: &[&str] =
    &["tif", "tiff", "psd", "eps", "pcx", "tga", "heic", "raw", "pdf", "html", "htm"];

/// The specification names GIF, JPEG and PNG; readers show what browsers show.
pub fn image_is_of_the_web(url: &Element<'_, '_>, _facts: &mut Facts<'_>, out: &mut Findings) {
    let text = url.text.trim();
    let path = text.text.split(['?', '#']).next().unwrap_or_default();
    let extension = path.rsplit(['/', '.']).next().unwrap_or_default();
    if NOT_OF_THE_WEB.iter().any(|it| it.eq_ignore_ascii_case(extension)) {
        out.report(
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
pub fn nobody_uses_text_input(input: &Element<'_, '_>, _facts: &mut Facts<'_>, out: &mut Findings) {
    out.report(&rules::TEXT_INPUT, input.name_span, "no reader shows a `textInput`")
        .note("it has been left alone by readers for two decades")
        .help("leave it out");
}

/// "a time in GMT … between 0 and 23"; midnight was once 24.
pub fn hour_is_an_hour(hour: &Element<'_, '_>, facts: &mut Facts<'_>, out: &mut Findings) {
    let text = hour.text.trim();
    let value = Some(text.text)
        .filter(|it| (1..=2).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit()));
    let value = value.and_then(|it| it.parse::<u8>().ok());
    match value {
        Some(24) => {
            out.report(&rules::HOUR_24, text.span(), "midnight is hour 0, not hour 24")
                .note("readers that count from 0 to 23 pass over it")
                .help("write 0")
                .fix("write `0`", text.span(), "0");
        }
        Some(0..=23) => {}
        _ => {
            out.report(
                &rules::INVALID_INTEGER,
                text.span(),
                format_args!("`hour` is not an hour from 0 to 23: {}", Quoted(text.text)),
            )
            .w3c(Some("InvalidHour"))
            .note("readers pass over what is no hour")
            .help("write a whole number from 0 to 23");
        }
    }
    let Some(value) = value.filter(|it| *it <= 24) else { return };
    let bit = 1_u32 << (value % 24);
    if facts.feed.hours & bit != 0 {
        repeated(hour, out);
    }
    facts.feed.hours |= bit;
}

/// A day has no more than 24 hours to be skipped.
pub fn hours_are_of_one_day(hours: &Element<'_, '_>, _facts: &mut Facts<'_>, out: &mut Findings) {
    if hours.count("hour") > 24 {
        out.report(
            &rules::TOO_MANY_SKIPPED,
            hours.name_span,
            format_args!("a day has 24 hours, not {}", hours.count("hour")),
        )
        .w3c(Some("NotEnoughHoursInTheDay"))
        .note("readers that skip all hours never come back")
        .help("name each hour once");
    }
}

/// A week has no more than seven days to be skipped.
pub fn days_are_of_one_week(days: &Element<'_, '_>, _facts: &mut Facts<'_>, out: &mut Findings) {
    if days.count("day") > 7 {
        out.report(
            &rules::TOO_MANY_SKIPPED,
            days.name_span,
            format_args!("a week has 7 days, not {}", days.count("day")),
        )
        .w3c(Some("EightDaysAWeek"))
        .note("readers that skip all days never come back")
        .help("name each day once");
    }
}

/// Each day once.
pub fn day_stands_once(day: &Element<'_, '_>, facts: &mut Facts<'_>, out: &mut Findings) {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let Some(index) = days.iter().position(|it| *it == day.text.trim().text) else { return };
    let bit = 1_u8 << index;
    if facts.feed.days & bit != 0 {
        repeated(day, out);
    }
    facts.feed.days |= bit;
}

fn repeated(element: &Element<'_, '_>, out: &mut Findings) {
    let text = element.text.trim();
    out.report(
        &rules::REPEATED_VALUE,
        text.span(),
        format_args!("{} stands here twice", Quoted(text.text)),
    )
    .note("once is enough, and twice may be meant for another")
    .help("keep one");
}

/// The profile asks for the items behind everything else, for readers that stop at the first.
pub fn items_come_last(channel: &Element<'_, '_>, _facts: &mut Facts<'_>, out: &mut Findings) {
    let Some(item) = channel.first("item") else { return };
    let late =
        channel.children.iter().filter(|it| it.row.name != "item" && it.first.start > item.start);
    if let Some(late) = late.min_by_key(|it| it.first) {
        out.report(
            &rules::ELEMENT_AFTER_ITEMS,
            late.first,
            format_args!("{} stands behind the first item", Quoted(late.row.name)),
        )
        .label(item, "the items begin here")
        .note("readers that take what they need from the start of a feed do not see it")
        .help("put it before the items");
    }
}

/// Readers choose fonts, voices and filters by the language.
pub fn language_is_named(channel: &Element<'_, '_>, _facts: &mut Facts<'_>, out: &mut Findings) {
    if channel.has("language") || channel.has("dc:language") {
        return;
    }
    out.report(
        &rules::MISSING_LANGUAGE,
        channel.name_span,
        "the feed does not say in which language it is",
    )
    .note("readers choose fonts, voices, hyphenation and filters by it")
    .help("add <language>en</language>, with the language that it is")
    .element("language", "channel");
}
