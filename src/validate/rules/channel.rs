//! The head of an RSS channel. <https://www.rssboard.org/rss-specification#optionalChannelElements>

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Seen;
use crate::validate::extent::extent;
use crate::validate::extent::with_line;
use crate::validate::facts::Facts;
use crate::validate::format::Format;
use crate::validate::markup::name::Ns;
use crate::validate::row::Place;
use crate::validate::rules;

/// File extensions of formats that browsers do not show, so readers do not show them either.
const UNSUPPORTED_IMAGES: &[&str] = &[
    "tif", "tiff", "psd", "eps", "pcx", "tga", "heic", "raw", "pdf", "html", "htm", "bmp", "ico",
    "wmf",
];

/// The specification allows only GIF, JPEG and PNG, but readers show every format that browsers show.
pub fn browsers_show_the_image(url: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = url.text.trim();
    let path = text.text.split(['?', '#']).next().unwrap_or_default();
    let extension = path.rsplit(['/', '.']).next().unwrap_or_default();
    if UNSUPPORTED_IMAGES.iter().any(|it| it.eq_ignore_ascii_case(extension)) {
        context
            .out
            .report(
                &rules::UNSUPPORTED_IMAGE_FORMAT,
                text.span(),
                format_args!(
                    "the image of the channel is in a format that readers do not show: {}",
                    Quoted(extension)
                ),
            )
            .note("readers only show the formats that browsers show: GIF, JPEG, PNG, WebP and SVG")
            .help("publish the image as PNG or JPEG");
    }
}

/// The profile advises against `textInput`, because no reader shows it.
pub fn has_no_text_input(input: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let report = context
        .out
        .report(&rules::UNSUPPORTED_TEXT_INPUT, input.name_span, "no reader shows a `textInput`")
        .note("the RSS specification itself states that most readers ignore it")
        .help("remove the element");
    if let Some(extent) = extent(input.source, input.name_span) {
        report.unsafe_fix("remove the element", with_line(input.source, extent.whole), "");
    }
}

/// "a time in GMT … between 0 and 23". In an earlier version of the specification, midnight was 24.
pub fn hour_is_valid(hour: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = hour.text.trim();
    let value = Some(text.text)
        .filter(|it| (1..=2).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit()));
    let value = value.and_then(|it| it.parse::<u8>().ok());
    match value {
        Some(24) => {
            context
                .out
                .report(&rules::HOUR_24, text.span(), "midnight is hour 0, not hour 24")
                .note("readers that count from 0 to 23 may fetch the feed at midnight")
                .help("change it to `0`")
                .fix("change it to `0`", text.span(), "0");
        }
        Some(0..=23) => {}
        _ => {
            context
                .out
                .report(
                    &rules::INVALID_INTEGER,
                    text.span(),
                    format_args!(
                        "`hour` is not a whole number from 0 to 23: {}",
                        Quoted(text.text)
                    ),
                )
                .note("readers ignore a value that is not an hour")
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

/// A channel cannot skip more than the 24 hours of a day.
pub fn hours_fit_in_a_day(hours: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    context.facts.feed.hours = 0; // A second list is reported separately, and its hours are not duplicates.
    if hours.count("hour") > 24 {
        context
            .out
            .report(
                &rules::TOO_MANY_SKIPPED,
                hours.name_span,
                format_args!(
                    "`skipHours` lists {} hours, but a day has only 24",
                    hours.count("hour")
                ),
            )
            .note("readers that skip every hour never fetch the feed again")
            .help("list each hour only once");
    }
}

/// A channel cannot skip more than the seven days of a week.
pub fn days_fit_in_a_week(days: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    context.facts.feed.days = 0;
    if days.count("day") > 7 {
        context
            .out
            .report(
                &rules::TOO_MANY_SKIPPED,
                days.name_span,
                format_args!("`skipDays` lists {} days, but a week has only 7", days.count("day")),
            )
            .note("readers that skip every day never fetch the feed again")
            .help("list each day only once");
    }
}

/// Each day may be listed only once.
pub fn day_is_listed_once(day: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let Some(index) = days.iter().position(|it| *it == day.text.trim().text) else { return };
    let bit = 1_u8 << index;
    if context.facts.feed.days & bit != 0 {
        repeated(day, context.out);
    }
    context.facts.feed.days |= bit;
}

fn repeated(element: &Element<'_, '_>, out: &mut Diagnostics) {
    let text = element.text.trim();
    let report = out
        .report(
            &rules::REPEATED_VALUE,
            text.span(),
            format_args!("{} is listed twice", Quoted(text.text)),
        )
        .note("the duplicate may be a typo for another value")
        .help("remove the duplicate, or replace it with the value that was meant");
    if report.is_kept()
        && let Some(extent) = extent(element.source, element.name_span)
    {
        report.fix("remove the duplicate", with_line(element.source, extent.whole), "");
    }
}

/// The profile recommends putting the items last, for readers that stop at the first item.
pub fn items_come_last(channel: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(item) = channel.first("item") else { return };
    let Some(late) = first_after(channel, "item", item) else { return };
    let report = context.out.report(
        &rules::ELEMENT_AFTER_ITEMS,
        late.last,
        format_args!("{} appears after the first item", Quoted(late.row.name)),
    );
    let edits = if report.is_kept() { late.moved_before(item, channel.source) } else { None };
    report
        .label(item, "the items begin here")
        .note("programs that process a feed as it arrives have not read it yet when they reach the items")
        .help("move it before the first item")
        .fix_all_if(
            Safety::Safe,
            format_args!("move `{}` before the first item", late.row.name),
            edits,
        );
}

/// The first child that appears after `start`. Children called `name` are ignored, and so are extensions except `atom:link`.
fn first_after(feed: &Element<'_, '_>, name: &str, start: Span) -> Option<Seen> {
    feed.children
        .iter()
        .filter(|it| it.row.name != name && it.last.start > start.start)
        .filter(|it| !it.row.name.contains(':') || it.row.name == "atom:link")
        .min_by_key(|it| it.last)
        .copied()
}

/// Podcast apps show the description of a show as HTML: "You can use rich text formatting and some HTML (`<p>`, `<ol>`, `<ul>`, `<li>`, `<a>`)".
/// <https://help.apple.com/itc/podcasts_connect/#/itcb54353390> Only the end of the feed shows whether it is a podcast.
pub(in crate::validate) fn podcasts_are_described_in_html(
    facts: &Facts<'_>,
    out: &mut Diagnostics,
) {
    if !facts.format.is_rss() || !facts.extension.uses(Ns::ITUNES) {
        return;
    }
    let is_markup = |it: &Diagnostic| it.rule == &rules::MARKUP_IN_PLAIN_TEXT;
    out.keep_since(0, |it| !is_markup(it) || !it.path.ends_with("/channel/description"));
    // Apple no longer reads `itunes:summary`, and hosts write the description in it.
    for it in out.since(0).iter_mut().filter(|it| is_markup(it)) {
        if it.path.ends_with("/itunes:summary") {
            it.severity = Severity::Info;
        }
    }
}

/// Records the title and the link of the channel and of its image.
pub fn record_name(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
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

/// Records the program that generated the feed: its name, or else its URL.
pub fn record_generator(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let is_of_feed = element.parent.is_some_and(|it| it.role == Some(Place::Feed));
    let generator = &mut context.facts.feed.generator;
    if !is_of_feed || generator.is_some() {
        return;
    }
    let text = element.text.trim().text;
    let resource = || element.attribute_in(Ns::RDF, "resource").map(|it| it.text.trim().to_owned());
    let name = if text.is_empty() { resource() } else { Some(text.to_owned()) };
    *generator = name.filter(|it| !it.is_empty());
}

/// "Note, in practice the image `<title>` and `<link>` should have the same value as the channel's `<title>` and `<link>`."
pub fn image_is_the_channels(channel: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let names = std::mem::take(&mut context.facts.feed.names);
    let pairs = [("title", names.title, names.image_title), ("link", names.link, names.image_link)];
    for (name, ours, images) in pairs {
        let (Some(ours), Some(images)) = (ours, images) else { continue };
        let is_blank = ours.0.is_empty() || images.0.is_empty();
        if is_blank || ours.0.trim_end_matches('/') == images.0.trim_end_matches('/') {
            continue;
        }
        context
            .out
            .report(
                &rules::IMAGE_UNLIKE_CHANNEL,
                images.1,
                format_args!(
                    "the {} of the image differs from that of the channel: {}",
                    Quoted(name),
                    Quoted(&images.0)
                ),
            )
            .label(ours.1, format_args!("the {} of the channel", Quoted(name)))
            .note("readers show the image with a caption and a link that do not match the channel")
            .help(format_args!("change it to `{}`", ours.0));
    }
    comments_are_dated(channel, context.facts, context.out);
}

/// A feed that counts comments changes with each new comment.
fn comments_are_dated(channel: &Element<'_, '_>, facts: &Facts<'_>, out: &mut Diagnostics) {
    let Some(comments) = facts.feed.comments.filter(|_| !channel.has("lastBuildDate")) else {
        return;
    };
    out.report(
        &rules::COMMENTS_WITHOUT_DATE,
        comments,
        "the items count their comments, but the channel has no `lastBuildDate`",
    )
    .note("programs that compare the dates of a feed continue to show the old number of comments")
    .help("add `<lastBuildDate>…</lastBuildDate>` with the time of the last change");
}

/// "A channel may contain any number of items", but without items, readers have nothing new to show.
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
        .note("readers show nothing new, and keep the entries that they already have")
        .help("check the program that should have written the entries");
}

/// HTML 4.01 §6.2: a name begins "with a letter ([A-Za-z]) and may be followed by any number of letters, digits ([0-9]),
/// hyphens ("-"), underscores ("_"), colons (":"), and periods (".")". <https://www.w3.org/TR/html401/types.html#type-name>
pub fn name_is_valid_in_html(name: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = name.text.trim();
    let is_in_name = |it: u8| it.is_ascii_alphanumeric() || b"-_:.".contains(&it);
    if text.text.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
        && text.text.bytes().all(is_in_name)
    {
        return;
    }
    let report = if text.text.is_empty() {
        context.out.report(&rules::INVALID_FORM_NAME, name.name_span, "the form field has no name")
    } else {
        let words = format_args!("{} is not a valid name for a form field", Quoted(text.text));
        context.out.report(&rules::INVALID_FORM_NAME, text.span(), words)
    };
    report
        .note("a reader that shows the form sends the user's input under this name, and the server may not recognize it")
        .help("start the name with a letter, and use only letters, digits, `-`, `_`, `:` and `.`");
}

/// Readers choose fonts, voices and filters by language.
pub fn language_is_named(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.feed.has_language || feed.has("language") || feed.has("dc:language") {
        return;
    }
    context
        .out
        .report(&rules::MISSING_LANGUAGE, feed.name_span, "the feed does not specify its language")
        .note("readers choose fonts, voices, hyphenation and filters by language")
        .help(match context.facts.format {
            Format::Atom10 => "add the language to `feed`, for example `xml:lang=\"en\"`",
            Format::Rss10 | Format::Rss11 => {
                "add the language, for example `<dc:language>en</dc:language>`"
            }
            _ => "add the language, for example `<language>en</language>`",
        });
}
