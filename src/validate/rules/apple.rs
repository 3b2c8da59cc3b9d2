//! What Apple requires of a podcast as a whole, and files that belong in an enclosure.
//! <https://podcasters.apple.com/support/823-podcast-requirements>

use crate::text::escape;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Tag;
use crate::validate::extent::extent;
use crate::validate::facts::ArtworkFault;
use crate::validate::facts::EnclosureFault;
use crate::validate::facts::Facts;
use crate::validate::facts::Podcast;
use crate::validate::facts::Recorded;
use crate::validate::format::Format;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::value::media_type;
use crate::value::podcast::media;
use crate::value::podcast::media::Medium;

/// The maximum number of recorded enclosures, episodes and images of each kind.
const MAX_RECORDED: usize = 1000;

/// Records an enclosure of RSS. Only the end of the feed shows whether it is a podcast.
pub fn record_enclosure(enclosure: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(url) = enclosure.attribute("url") else { return };
    let length = enclosure.attribute("length").filter(|it| it.text.trim() == "0");
    record(enclosure, url, length, context);
}

/// Records an enclosure of Atom.
pub(in crate::validate::rules) fn record_link(
    link: &Element<'_, '_>,
    context: &mut Context<'_, '_>,
) {
    let Some(url) = link.attribute("href") else { return };
    context.facts.entry.has_enclosure = true;
    record(link, url, None, context);
}

/// The type of an enclosure that does not specify one, by the extension of its file.
pub(in crate::validate) fn enclosure_type(tag: &Tag<'_, '_>, _: &Facts<'_>) -> Option<String> {
    if tag.source[tag.span.range()].contains(" type") {
        return None; // A broken attribute is repaired first.
    }
    media_type::by_extension(tag.attribute("url")?.text).map(str::to_owned)
}

fn record(
    enclosure: &Element<'_, '_>,
    url: Decoded<'_>,
    length: Option<Decoded<'_>>,
    context: &mut Context<'_, '_>,
) {
    let kind = enclosure.attribute("type");
    let podcast = &mut context.facts.extension.podcast;
    let type_text = kind.map(|it| it.text).unwrap_or_default();
    match media::medium(type_text, url.text) {
        Medium::Playable => podcast.has_media = true,
        Medium::Unplayable => {
            let span = kind.map_or_else(|| url.span(), Decoded::span);
            let what = if type_text.trim().is_empty() {
                media_type::by_extension(url.text).unwrap_or_default()
            } else {
                media_type::essence(type_text.trim())
            };
            note(podcast, EnclosureFault::Unplayable(what.to_owned()), enclosure, span);
            return;
        }
        Medium::Unknown => {}
    }
    if let Some(ending) = unsupported(type_text, url.text) {
        let fault = EnclosureFault::Unsupported(ending.to_ascii_lowercase());
        note(podcast, fault, enclosure, url.span());
    }
    if let Some(length) = length {
        note(podcast, EnclosureFault::Empty, enclosure, length.span());
    }
}

fn note(podcast: &mut Podcast, fault: EnclosureFault, enclosure: &Element<'_, '_>, span: Span) {
    if podcast.enclosures.len() < MAX_RECORDED {
        podcast.enclosures.push((fault, Recorded { span, path: enclosure.path_in_feed() }));
    }
}

/// The file extension of a media file that Apple does not play.
fn unsupported<'u>(kind: &str, url: &'u str) -> Option<&'u str> {
    let essence = media_type::essence(kind.trim());
    if PLAYABLE_TYPES.iter().any(|it| it.eq_ignore_ascii_case(essence)) {
        return None;
    }
    let file = file_name(url);
    let (_, ending) = file.rsplit_once('.')?;
    if PLAYABLE.iter().any(|it| it.eq_ignore_ascii_case(ending)) {
        return None;
    }
    media_type::by_extension(file).map(|_| ending)
}

/// The last segment of the path of a URL.
fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// The file extensions that Apple plays.
const PLAYABLE: &[&str] = &["m4a", "mp3", "mov", "mp4", "m4v", "pdf", "epub"];

#[rustfmt::skip]
const PLAYABLE_TYPES: &[&str] = &[
    "audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mp3", "x-audio/mp3", "audio/mp4", "audio/aac", "audio/x-aac", "audio/m4a",
    "audio/x-m4a", "video/mp4", "video/m4v", "video/x-m4v", "video/quicktime", "application/pdf", "application/epub+zip",
];

/// Records a cover that Apple does not accept, as far as its URL shows.
pub fn record_artwork(image: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(href) = image.attribute("href") else { return };
    let is_of_feed = image.parent.is_some_and(|it| it.role == Some(Place::Feed));
    let file = file_name(href.text);
    let format = media_type::by_extension(file)
        .filter(|it| !matches!(*it, "image/jpeg" | "image/png") && it.starts_with("image/"));
    let fault = match (format, dimensions(file)) {
        (Some(format), _) => ArtworkFault::Format(format),
        (None, Some((width, height))) if is_of_feed && !fits(width, height) => {
            ArtworkFault::Size(width, height)
        }
        _ => return,
    };
    let artwork = &mut context.facts.extension.podcast.artwork;
    if artwork.len() < MAX_RECORDED {
        artwork.push((fault, Recorded { span: href.span(), path: image.path_in_feed() }));
    }
}

/// Checks a cover by its bytes: its format and, for a cover whose size matters, its dimensions. What its URL shows has been reported.
#[cfg(feature = "fetch")]
pub(crate) fn measured_artwork(
    span: Span,
    url: &str,
    format: &str,
    size: Option<(u32, u32)>,
    out: &mut Diagnostics,
) {
    let file = file_name(url);
    let named = media_type::by_extension(file);
    let is_reported = named
        .is_some_and(|it| !matches!(it, "image/jpeg" | "image/png") && it.starts_with("image/"));
    if is_reported {
        return;
    }
    if !matches!(format, "image/jpeg" | "image/png") {
        out.report(
            &rules::UNSUPPORTED_ARTWORK,
            span,
            format_args!("Apple Podcasts does not show artwork in the format {}", Quoted(format)),
        )
        .note("directories reject the image, or show the podcast without a cover")
        .help("publish the image as JPEG or PNG, 1400 to 3000 pixels wide and high");
        return;
    }
    let is_reported = dimensions(file).is_some_and(|(width, height)| !fits(width, height));
    if let Some((width, height)) = size.filter(|it| !is_reported && !fits(it.0, it.1)) {
        out.report(
            &rules::UNSUPPORTED_ARTWORK,
            span,
            format_args!("this cover has {width} by {height} pixels"),
        )
        .note("Apple Podcasts accepts square images of 1400 to 3000 pixels")
        .help(if width == height && width > 3000 {
            "reduce the image to 3000 by 3000 pixels"
        } else {
            "use a square image of at least 1400 by 1400 pixels"
        });
    }
}

/// "Artwork must be a minimum size of 1400 x 1400 pixels and a maximum size of 3000 x 3000 pixels."
fn fits(width: u32, height: u32) -> bool {
    width == height && (1400..=3000).contains(&width)
}

/// The width and height at the end of a file name, such as `cover-1400x1400.jpg`.
fn dimensions(file: &str) -> Option<(u32, u32)> {
    let (stem, _) = file.rsplit_once('.')?;
    let last = stem.rsplit(['-', '_', '@', '.']).next()?;
    let (width, height) = last.split_once(['x', 'X'])?;
    let number = |it: &str| {
        let is_number = (2..=4).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
        it.parse().ok().filter(|_| is_number)
    };
    Some((number(width)?, number(height)?))
}

/// Checks and records an entry that has ended: whether it links to a file without an enclosure, and what a podcast needs of it.
pub fn record_entry(entry: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let facts = &mut *context.facts;
    let is_podcast = facts.extension.uses(Ns::ITUNES);
    if !is_podcast && facts.entry.media_link.is_none() {
        return;
    }
    let has_enclosure = facts.entry.has_enclosure
        || entry.has("enclosure")
        || entry.has("podcast:alternateEnclosure");
    let media = ["media:content", "media:group", "attachments"];
    if let Some((url, span, name_span)) = facts.entry.media_link.take()
        && !has_enclosure
        && !media.iter().any(|it| entry.has(it))
    {
        links_to_media(entry, &url, span, name_span, facts.format, context.out);
    }
    if !is_podcast {
        return;
    }
    let podcast = &mut facts.extension.podcast;
    if !has_enclosure && podcast.without_enclosure.len() < MAX_RECORDED {
        podcast.without_enclosure.push((entry.name_span, entry.row.name, entry.index));
    }
    let has_number = entry.has("itunes:episode") || entry.has("podcast:episode");
    if !has_number && !facts.entry.is_extra_episode && podcast.without_number.len() < MAX_RECORDED {
        podcast.without_number.push((entry.name_span, entry.row.name, entry.index));
    }
}

/// Records a link to an audio or video file. Only the end of the entry shows whether there is an enclosure too.
pub fn record_media_link(link: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    note_media_link("", link.text.trim(), link, context);
}

/// Like [`record_media_link`], for a link with attributes.
pub(in crate::validate::rules) fn record_alternate(
    link: &Element<'_, '_>,
    context: &mut Context<'_, '_>,
) {
    let Some(href) = link.attribute("href") else { return };
    note_media_link(link.attr("type").unwrap_or_default(), href, link, context);
}

fn note_media_link(
    kind: &str,
    url: Decoded<'_>,
    link: &Element<'_, '_>,
    context: &mut Context<'_, '_>,
) {
    // Web pages are far more common, and most of their URLs end without an extension.
    let is_page = kind.is_empty() && !file_name(url.text).contains('.');
    let is_entry = link.parent.is_some_and(|it| it.role == Some(Place::Entry));
    if is_page || !is_entry || media::medium(kind, url.text) != Medium::Playable {
        return;
    }
    context.facts.entry.media_link = Some((url.text.to_owned(), url.span(), link.name_span));
}

/// Reports a link to a media file in an entry without an enclosure.
fn links_to_media(
    entry: &Element<'_, '_>,
    url: &str,
    span: Span,
    link: Span,
    format: Format,
    out: &mut Diagnostics,
) {
    let kind = media_type::by_extension(url).unwrap_or("audio/mpeg");
    let address = escape::attribute(url);
    let (element, has_fix) = match format {
        Format::Atom10 | Format::Atom03 | Format::AtomEntry => {
            (format!("<link rel=\"enclosure\" type=\"{kind}\" href=\"{address}\"/>"), true)
        }
        Format::JsonFeed10 | Format::JsonFeed11 => {
            (format!("\"attachments\": [{{\"url\": \"{url}\", \"mime_type\": \"{kind}\"}}]"), false)
        }
        Format::Rss10 | Format::Rss11 | Format::Rss090 => {
            (format!("<media:content url=\"{address}\" type=\"{kind}\"/>"), false)
        }
        _ => (format!("<enclosure url=\"{address}\" length=\"0\" type=\"{kind}\"/>"), true),
    };
    let report = out
        .report(
            &rules::MEDIA_LINK_WITHOUT_ENCLOSURE,
            span,
            format_args!("this link leads to a media file, but the entry has no enclosure: {}", Quoted(url)),
        )
        .note("podcast apps look for the file in an enclosure, and readers open the link as a web page")
        .help(format_args!("add `{element}`, and link to the web page of the entry"));
    let has_prefix = entry.source[entry.name_span.range()].contains(':');
    if has_fix
        && !has_prefix
        && let Some(extent) = extent(entry.source, link)
    {
        // The author may not have meant it as an episode, so this fix is unsafe.
        report.unsafe_fix("add an enclosure", extent.whole.after(), element);
    }
}

/// What Apple requires of a podcast. A feed is a podcast if it has an audio or video file, or Apple's elements and no entries yet. A
/// blog that only declares the namespace, or that sets it up for later, is not one.
pub fn podcast_is_complete(feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let podcast = std::mem::take(&mut context.facts.extension.podcast);
    let has_entries = feed.children.iter().any(|it| it.row.role == Some(Place::Entry));
    let is_podcast = podcast.has_media || !has_entries;
    if !is_podcast || !context.facts.extension.uses(Ns::ITUNES) {
        return;
    }
    enclosures(&podcast, context.out);
    artwork(&podcast, context.out);
    episodes(&podcast, context.out);
    if !podcast.is_blocked {
        has_required_elements(feed, context.out);
    }
    is_utf8(feed, context.out);
}

fn enclosures(podcast: &Podcast, out: &mut Diagnostics) {
    for (fault, Recorded { span, path }) in &podcast.enclosures {
        let report = match fault {
            EnclosureFault::Unsupported(ending) => out
                .once(
                    &rules::UNSUPPORTED_PODCAST_FORMAT,
                    ending,
                    *span,
                    format_args!(
                        "Apple Podcasts does not play files with the extension {}",
                        Quoted(ending)
                    ),
                )
                .note("Apple Podcasts leaves the episode out")
                .help("offer the episode as `.mp3`, `.m4a`, `.mp4`, `.m4v`, `.mov`, `.pdf` or `.epub`"),
            EnclosureFault::Unplayable(kind) => out
                .once(
                    &rules::UNSUPPORTED_PODCAST_FORMAT,
                    kind,
                    *span,
                    format_args!("no player plays an enclosure of the type {}", Quoted(kind)),
                )
                .note("podcast apps leave the episode out, or show it without a way to play it")
                .help("write the type of the audio or video file, and put images into `itunes:image` or `media:content`"),
            EnclosureFault::Empty => out
                .once(
                    &rules::ENCLOSURE_NOT_DESCRIBED,
                    "length",
                    *span,
                    "the `length` of this enclosure is 0",
                )
                .note("players use the length to show how large the download is")
                .help("write the size of the file in bytes, if it is known"),
        };
        report.inside(path);
    }
}

fn artwork(podcast: &Podcast, out: &mut Diagnostics) {
    for (fault, Recorded { span, path }) in &podcast.artwork {
        let report = match fault {
            ArtworkFault::Format(format) => out
                .once(
                    &rules::UNSUPPORTED_ARTWORK,
                    format,
                    *span,
                    format_args!("Apple Podcasts does not show artwork in the format {}", Quoted(format)),
                )
                .note("directories reject the image, or show the podcast without a cover")
                .help("publish the image as JPEG or PNG, 1400 to 3000 pixels wide and high"),
            ArtworkFault::Size(width, height) => out
                .report(
                    &rules::UNSUPPORTED_ARTWORK,
                    *span,
                    format_args!("according to its name, this cover has {width} by {height} pixels"),
                )
                .note("Apple Podcasts accepts square images of 1400 to 3000 pixels")
                .help("use a square image of at least 1400 by 1400 pixels, for example the original of a thumbnail"),
        };
        report.inside(path);
    }
}

fn episodes(podcast: &Podcast, out: &mut Diagnostics) {
    if podcast.has_media {
        for (span, name, index) in &podcast.without_enclosure {
            out.once(
                &rules::EPISODE_WITHOUT_ENCLOSURE,
                "",
                *span,
                "this entry of a podcast has no enclosure",
            )
            .note("podcast apps do not show it, because there is nothing to play")
            .help(
                "add the audio or video file as an enclosure, or publish articles in another feed",
            )
            .inside(&format!("./{name}[{index}]"));
        }
    }
    if podcast.is_serial {
        for (span, name, index) in &podcast.without_number {
            out.once(
                &rules::SERIAL_WITHOUT_EPISODE_NUMBER,
                "",
                *span,
                "this episode of a serial podcast has no `itunes:episode`",
            )
            .note("Apple Podcasts orders the episodes of a serial podcast by their numbers, and cannot place this one")
            .help("add `<itunes:episode>…</itunes:episode>` with its number, or use the type `episodic` for the podcast")
            .inside(&format!("./{name}[{index}]"));
        }
    }
}

fn has_required_elements(feed: &Element<'_, '_>, out: &mut Diagnostics) {
    let has_language = feed.has("language")
        || feed.has("dc:language")
        || feed.attribute_in(Ns::XML, "lang").is_some();
    for (name, there) in [
        ("language", has_language),
        ("itunes:category", feed.has("itunes:category")),
        ("itunes:explicit", feed.has("itunes:explicit")),
        ("itunes:image", feed.has("itunes:image")),
    ] {
        if !there {
            incomplete(feed, name, out);
        }
    }
    if !feed.has("itunes:owner") {
        out.report(
            &rules::PODCAST_WITHOUT_EMAIL,
            feed.name_span,
            "this podcast has no `itunes:owner` with an `itunes:email`",
        )
        .note("Spotify and other directories send a verification code to this address (Apple no longer uses it)")
        .help("if a directory requires the address, add `<itunes:owner><itunes:email>…</itunes:email></itunes:owner>`");
    }
}

fn incomplete(feed: &Element<'_, '_>, name: &str, out: &mut Diagnostics) {
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
    });
}

fn is_utf8(feed: &Element<'_, '_>, out: &mut Diagnostics) {
    let declared = match feed.reader {
        Reader::Xml(it) => it.xml_declaration().and_then(|it| it.encoding.as_ref()),
        Reader::Json(_) => None,
    };
    if let Some((encoding, span)) = declared
        && !matches!(encoding.to_ascii_lowercase().as_str(), "utf-8" | "utf8")
    {
        out.report(
            &rules::PODCAST_NOT_UTF8,
            *span,
            format_args!("this podcast is encoded in {}, not in UTF-8", Quoted(encoding)),
        )
        .note("Apple Podcasts requires UTF-8; with other encodings, some apps show wrong letters or reject the feed")
        .help("save the feed in UTF-8, and declare that encoding");
    }
}

#[cfg(test)]
mod tests {
    use super::dimensions;
    use super::unsupported;
    use crate::text::source::Source;
    use crate::validate::options::Options;
    use crate::validate::validate;

    #[test]
    fn what_only_the_end_of_a_podcast_shows_has_the_path_of_its_element() {
        let item = |number: usize, rest: &str| {
            format!(
                "<item><title>{number}</title><guid>https://harbor.example/{number}</guid>{rest}</item>"
            )
        };
        let song = "<itunes:image href=\"https://harbor.example/a.gif\"/>\
             <enclosure url=\"https://harbor.example/a.mp3\" type=\"audio/mpeg\" length=\"9\"/>";
        let sheet =
            "<enclosure url=\"https://harbor.example/a.html\" type=\"text/html\" length=\"9\"/>";
        let items = [item(1, song), item(2, sheet), item(3, sheet), item(4, ""), item(5, "")];
        let text = format!(
            "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel>\
             <itunes:type>serial</itunes:type>{}</channel></rss>",
            items.concat()
        );
        let report = validate(&Source::from_text("", text), &Options::default());
        let paths = |rule: &str| -> Vec<String> {
            let it = report.diagnostics.iter().find(|it| it.rule.name == rule).expect(rule);
            std::iter::once(&it.path).chain(it.places.iter().map(|it| &it.path)).cloned().collect()
        };
        assert_eq!(paths("unsupported-artwork"), ["/rss/channel/item[1]/itunes:image"]);
        let item = |number: usize| format!("/rss/channel/item[{number}]");
        let sheet = |number: usize| format!("/rss/channel/item[{number}]/enclosure[1]");
        assert_eq!(paths("unsupported-podcast-format"), [sheet(2), sheet(2), sheet(3)]);
        assert_eq!(paths("episode-without-enclosure"), [item(4), item(4), item(5)]);
        let numbers = [1, 1, 2, 3, 4, 5].map(item);
        assert_eq!(paths("serial-without-episode-number"), numbers);
    }

    #[test]
    fn reads_dimensions_from_file_names() {
        for (file, wanted) in [
            ("cover-1400x1400.jpg", Some((1400, 1400))),
            ("Logo_150x150.png", Some((150, 150))),
            ("3000x3000.jpg", Some((3000, 3000))),
            ("cover.jpg", None),
            ("season-2x04.jpg", None),
            ("box.jpg", None),
            ("cover-1400x1400", None),
        ] {
            assert_eq!(dimensions(file), wanted, "{file}");
        }
    }

    #[test]
    fn recognizes_unsupported_files() {
        for (kind, url, wanted) in [
            ("audio/mpeg", "https://example.org/a.php", None),
            ("audio/ogg", "https://example.org/a.ogg", Some("ogg")),
            ("", "https://example.org/a.WMV?x=1", Some("WMV")),
            ("audio/x-foo", "https://example.org/listen.aspx", None),
            ("audio/ogg", "https://example.org/a.mp3", None),
        ] {
            assert_eq!(unsupported(kind, url), wanted, "{kind} {url}");
        }
    }
}
