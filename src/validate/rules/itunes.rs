//! Apple's requirements for podcasts. <https://podcasters.apple.com/support/823-podcast-requirements>,
//! <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>

use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::rules;
use crate::value::media_type;
use crate::value::podcast_category;
use crate::value::podcast_category::Status;

/// The maximum number of recorded enclosures, and of recorded subcategories.
const MAX_RECORDED: usize = 1000;

/// Records an enclosure that Apple does not play. Only the end of the feed shows whether it is a podcast.
pub fn record_enclosure(enclosure: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(url) = enclosure.attribute("url") else { return };
    let kind = enclosure.attr("type").map(media_type::essence).unwrap_or_default();
    if PLAYABLE_TYPES.iter().any(|it| it.eq_ignore_ascii_case(kind)) {
        return;
    }
    let path = url.text.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let Some((_, ending)) = file.rsplit_once('.') else { return };
    let playable = PLAYABLE.iter().any(|it| it.eq_ignore_ascii_case(ending));
    let recorded = &mut context.facts.extension.podcast.unplayable;
    if !playable && recorded.len() < MAX_RECORDED {
        recorded.push((ending.to_owned(), url.span()));
    }
}

/// The file extensions that Apple plays.
const PLAYABLE: &[&str] = &["m4a", "mp3", "mov", "mp4", "m4v", "pdf", "epub"];

#[rustfmt::skip]
const PLAYABLE_TYPES: &[&str] = &[
    "audio/mpeg", "audio/mp3", "audio/mp4", "audio/aac", "audio/m4a", "audio/x-m4a", "video/mp4", "video/m4v", "video/x-m4v",
    "video/quicktime", "application/pdf", "application/epub+zip",
];

/// What Apple requires of a podcast. Only feeds that use Apple's elements are checked.
pub fn podcast_is_complete(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let podcast = std::mem::take(&mut context.facts.extension.podcast);
    if !context.facts.extension.uses(Ns::ITUNES) {
        return;
    }
    for (ending, span) in &podcast.unplayable {
        context
            .out
            .report(
                &rules::UNSUPPORTED_PODCAST_FORMAT,
                *span,
                format_args!(
                    "Apple Podcasts does not play files with the extension {}",
                    Quoted(ending)
                ),
            )
            .note("Apple Podcasts leaves the episode out")
            .help("offer the episode as `.mp3`, `.m4a`, `.mp4`, `.m4v`, `.mov`, `.pdf` or `.epub`");
    }
    let has_language = feed.has("language") || feed.attribute_in(Ns::XML, "lang").is_some();
    for (name, there) in [
        ("language", has_language),
        ("itunes:category", feed.has("itunes:category")),
        ("itunes:explicit", feed.has("itunes:explicit")),
        ("itunes:image", feed.has("itunes:image")),
    ] {
        if !there {
            incomplete(feed, name, context.out);
        }
    }
    if !feed.has("itunes:owner") {
        context.out.report(
            &rules::PODCAST_WITHOUT_EMAIL,
            feed.name_span,
            "this podcast has no `itunes:owner` with an `itunes:email`",
        )
        .note("Spotify and other directories send a verification code to this address (Apple no longer uses it)")
        .help("if a directory requires the address, add `<itunes:owner><itunes:email>…</itunes:email></itunes:owner>`");
    }
    let declared = match feed.reader {
        Reader::Xml(it) => it.xml_declaration().and_then(|it| it.encoding.as_ref()),
        Reader::Json(_) => None,
    };
    if let Some((encoding, span)) = declared
        && !matches!(encoding.to_ascii_lowercase().as_str(), "utf-8" | "utf8")
    {
        context
            .out
            .report(
                &rules::PODCAST_NOT_UTF8,
                *span,
                format_args!("this podcast is encoded in {}, not in UTF-8", Quoted(encoding)),
            )
            .note("Apple Podcasts requires UTF-8; with other encodings, some apps show wrong letters or reject the feed")
            .help("save the feed in UTF-8, and declare that encoding");
    }
}

fn incomplete<'f>(
    feed: &Element<'_, '_>,
    name: &str,
    out: &'f mut Diagnostics,
) -> crate::validate::diagnostics::NewDiagnostic<'f> {
    out.report(
        &rules::INCOMPLETE_PODCAST,
        feed.name_span,
        format_args!("this podcast has no {}", Quoted(name)),
    )
    .note("Apple Podcasts does not accept a podcast without it")
    .help(match name {
        "language" => "add the language, for example `<language>en</language>`",
        "itunes:explicit" => "add `<itunes:explicit>false</itunes:explicit>`, or `true` if the content is not suitable for children",
        "itunes:category" => "add `<itunes:category text=\"…\"/>` with a category from Apple's list",
        _ => "add `<itunes:image href=\"…\"/>` with a square image of 1400 to 3000 pixels",
    })
}

/// "separated by commas".
pub fn keywords_have_commas(keywords: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = keywords.text.trim();
    if text.text.contains(',') || !text.text.contains(' ') {
        return;
    }
    let words: Vec<&str> = text.text.split_ascii_whitespace().collect();
    let separated = words.join(", ");
    let escaped = crate::text::escape::content(&separated).into_owned();
    context
        .out
        .report(
            &rules::KEYWORDS_WITHOUT_COMMAS,
            text.span(),
            format_args!("the keywords are not separated by commas: {}", Quoted(text.text)),
        )
        .note("readers treat all the words as a single keyword")
        .help(format_args!("separate them with commas, for example `{separated}`"))
        // Some of the words may belong together, so this fix is unsafe.
        .unsafe_fix("separate all words with commas", text.span(), escaped);
}

/// "true" or "false". The older values were "yes", "no" and "clean".
pub fn explicit_is_true_or_false(explicit: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = explicit.text.trim();
    let lower = text.text.to_ascii_lowercase();
    if matches!(lower.as_str(), "true" | "false") {
        return;
    }
    let report = context
        .out
        .report(
            &rules::INVALID_EXPLICIT,
            text.span(),
            format_args!("`itunes:explicit` is neither `true` nor `false`: {}", Quoted(text.text)),
        )
        .note("Apple Podcasts rejects the podcast or labels it wrongly");
    let meant = match lower.as_str() {
        "yes" | "explicit" => "true",
        "no" | "clean" | "not explicit" => "false",
        _ => {
            report.help(
                "write `true` if the content is not suitable for children, and `false` if it is",
            );
            return;
        }
    };
    report.help(format_args!("change it to `{meant}`")).fix(
        format_args!("change it to `{meant}`"),
        text.span(),
        meant,
    );
}

/// Records a subcategory. Which ones are valid depends on the category around it, which ends later.
pub fn record_subcategory(category: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let recorded = &mut context.facts.extension.podcast.subcategories;
    if let Some(text) = category.attribute("text")
        && recorded.len() < MAX_RECORDED
    {
        recorded.push((text.text.to_owned(), text.span()));
    }
}

/// Apple compares a category and its subcategories letter by letter with its own list.
pub fn category_is_known(category: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let subcategories = std::mem::take(&mut context.facts.extension.podcast.subcategories);
    let Some(main) = category.attribute("text") else { return };
    check_category(main.text, main.span(), None, context.out);
    for (name, span) in subcategories {
        check_category(&name, span, Some(main.text), context.out);
    }
}

fn check_category(name: &str, span: Span, within: Option<&str>, out: &mut Diagnostics) {
    let status = podcast_category::status(name, within);
    match status {
        Status::Current => {}
        Status::Retired => {
            out.report(
                &rules::OBSOLETE_PODCAST_CATEGORY,
                span,
                format_args!("Apple Podcasts removed the category {} in 2019", Quoted(name)),
            )
            .note("Apple Podcasts cannot list a podcast under a category that no longer exists")
            .help("choose a category from the current list: https://podcasters.apple.com/support/1691-apple-podcasts-categories");
        }
        Status::Unknown => {
            let choices = podcast_category::choices(within);
            let folded = choices.iter().find(|it| it.eq_ignore_ascii_case(name)).copied();
            let near = folded.or_else(|| nearest(name, choices.iter().copied()));
            let words = match within {
                Some(main) => {
                    format!("Apple Podcasts has no category {} in {}", Quoted(name), Quoted(main))
                }
                None => format!("Apple Podcasts has no category {}", Quoted(name)),
            };
            let report = out.report(&rules::UNKNOWN_PODCAST_CATEGORY, span, words).note(
                "Apple Podcasts compares names letter by letter, and rejects a podcast without a category from its list",
            );
            match (folded, near) {
                (Some(word), _) => report.help(format_args!("change it to `{word}`")).fix(
                    format_args!("change it to `{word}`"),
                    span,
                    crate::text::escape::content(word).into_owned(),
                ),
                (None, Some(near)) => report.help(format_args!("did you mean {}?", Quoted(near))),
                (None, None) => report.help("choose a category from its list: https://podcasters.apple.com/support/1691-apple-podcasts-categories"),
            };
        }
    }
}
