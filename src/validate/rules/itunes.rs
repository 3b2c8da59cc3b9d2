//! Podcasts as Apple wants them. <https://podcasters.apple.com/support/823-podcast-requirements>,
//! <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>

use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::findings::Findings;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::rules;
use crate::value::media_type;
use crate::value::podcast_category;
use crate::value::podcast_category::Standing;

/// What a feed says that matters to Apple, should it be a podcast.
#[derive(Debug, Default)]
pub struct Podcast {
    /// The subcategories of the category being read.
    subcategories: Vec<(String, Span)>,
    /// Enclosures that Apple does not play: the ending of the name, and where it stands.
    unplayable: Vec<(String, Span)>,
}

/// How many enclosures of a format that Apple does not play are kept.
const MOST_NOTED: usize = 1000;

/// Notes an enclosure that Apple would not play. Whether the feed is a podcast is known at its end only.
pub fn enclosure_is_noted(enclosure: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(url) = enclosure.attribute("url") else { return };
    let kind = enclosure.attr("type").map(media_type::essence).unwrap_or_default();
    if PLAYABLE_TYPES.iter().any(|it| it.eq_ignore_ascii_case(kind)) {
        return;
    }
    let path = url.text.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let Some((_, ending)) = file.rsplit_once('.') else { return };
    let playable = PLAYABLE.iter().any(|it| it.eq_ignore_ascii_case(ending));
    let noted = &mut context.facts.extension.podcast.unplayable;
    if !playable && noted.len() < MOST_NOTED {
        noted.push((ending.to_owned(), url.span()));
    }
}

/// The endings of what Apple plays.
const PLAYABLE: &[&str] = &["m4a", "mp3", "mov", "mp4", "m4v", "pdf", "epub"];

#[rustfmt::skip]
const PLAYABLE_TYPES: &[&str] = &[
    "audio/mpeg", "audio/mp3", "audio/mp4", "audio/aac", "audio/m4a", "audio/x-m4a", "video/mp4", "video/m4v", "video/x-m4v",
    "video/quicktime", "application/pdf", "application/epub+zip",
];

/// What Apple requires of a podcast's feed; asked of feeds only that use its elements.
pub fn podcast_is_complete(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let podcast = std::mem::take(&mut context.facts.extension.podcast);
    if !context.facts.extension.uses(Ns::ITUNES) {
        return;
    }
    for (ending, span) in &podcast.unplayable {
        context
            .out
            .report(
                &rules::PODCAST_FORMAT,
                *span,
                format_args!("Apple Podcasts plays no files that end in {}", Quoted(ending)),
            )
            .note("it leaves out the episode")
            .help("offer it as .mp3, .m4a, .mp4, .m4v, .mov, .pdf or .epub");
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
        .note("directories such as Spotify send the code that proves who owns a podcast to this address; Apple no longer reads it")
        .help("add <itunes:owner><itunes:email>…</itunes:email></itunes:owner> where a directory asks for it");
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
                format_args!("this podcast is not in UTF-8, but in {}", Quoted(encoding)),
            )
            .note("Apple Podcasts asks for UTF-8, and shows wrong letters otherwise")
            .help("store the feed in UTF-8, and declare that");
    }
}

fn incomplete<'f>(
    feed: &Element<'_, '_>,
    name: &str,
    out: &'f mut Findings,
) -> crate::validate::findings::Finding<'f> {
    out.report(
        &rules::INCOMPLETE_PODCAST,
        feed.name_span,
        format_args!("this podcast has no {}", Quoted(name)),
    )
    .note("Apple Podcasts requires it, and does not accept the podcast without it")
    .help(match name {
        "language" => "add <language>en</language>",
        "itunes:explicit" => "add <itunes:explicit>false</itunes:explicit>",
        "itunes:category" => "add <itunes:category text=\"…\"/> with one of Apple's categories",
        _ => "add <itunes:image href=\"…\"/> with a square picture of 1400 to 3000 pixels",
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
    let escaped = separated.replace('&', "&amp;").replace('<', "&lt;");
    context
        .out
        .report(
            &rules::KEYWORDS_WITHOUT_COMMAS,
            text.span(),
            format_args!("these keywords are one to programs: {}", Quoted(text.text)),
        )
        .note("directories take everything between two commas as one keyword")
        .help(format_args!("separate them by commas: {separated}"))
        // Which of the words belong together, nobody can tell.
        .unsafe_fix("put commas between them", text.span(), escaped);
}

/// "true" or "false"; earlier they were "yes", "no" and "clean".
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
            format_args!("`itunes:explicit` is neither true nor false: {}", Quoted(text.text)),
        )
        .note("Apple Podcasts refuses the podcast, or marks it wrongly");
    let meant = match lower.as_str() {
        "yes" | "explicit" => "true",
        "no" | "clean" | "not explicit" => "false",
        _ => {
            report.help("write true if it is not for children, else false");
            return;
        }
    };
    report.help(format_args!("write {meant}")).fix(
        format_args!("write `{meant}`"),
        text.span(),
        meant,
    );
}

/// Notes a subcategory: which ones there are depends on the category around it, which ends later.
pub fn subcategory_is_noted(category: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let noted = &mut context.facts.extension.podcast.subcategories;
    if let Some(text) = category.attribute("text")
        && noted.len() < MOST_NOTED
    {
        noted.push((text.text.to_owned(), text.span()));
    }
}

/// A category is one of Apple's list, letter by letter; so are its subcategories.
pub fn category_is_known(category: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let subcategories = std::mem::take(&mut context.facts.extension.podcast.subcategories);
    let Some(main) = category.attribute("text") else { return };
    judge_category(main.text, main.span(), None, context.out);
    for (name, span) in subcategories {
        judge_category(&name, span, Some(main.text), context.out);
    }
}

fn judge_category(name: &str, span: Span, within: Option<&str>, out: &mut Findings) {
    let standing = podcast_category::standing(name, within);
    match standing {
        Standing::Current => {}
        Standing::Retired => {
            out.report(
                &rules::OBSOLETE_PODCAST_CATEGORY,
                span,
                format_args!("Apple Podcasts has had no category {} since 2019", Quoted(name)),
            )
            .note("it puts the podcast where it thinks best, or nowhere")
            .help("choose one of today's categories: https://podcasters.apple.com/support/1691-apple-podcasts-categories");
        }
        Standing::Unknown => {
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
                "it compares names letter by letter, and refuses a podcast without a category",
            );
            match (folded, near) {
                (Some(word), _) => report.help(format_args!("write {word}")).fix(
                    format_args!("write `{word}`"),
                    span,
                    word.replace('&', "&amp;"),
                ),
                (None, Some(near)) => report.help(format_args!("did you mean {}?", Quoted(near))),
                (None, None) => report.help("choose one of its list: https://podcasters.apple.com/support/1691-apple-podcasts-categories"),
            };
        }
    }
}
