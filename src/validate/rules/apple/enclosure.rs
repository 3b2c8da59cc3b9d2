//! The enclosures of a podcast: files that Apple and other players cannot play.

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Tag;
use crate::validate::facts::EnclosureFault;
use crate::validate::facts::Facts;
use crate::validate::facts::Podcast;
use crate::validate::facts::Recorded;
use crate::validate::markup::decoded::Decoded;
use crate::validate::rules;
use crate::value::media_type;
use crate::value::podcast::media;
use crate::value::podcast::media::Medium;
use crate::value::uri;

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
    if podcast.enclosures.len() < Podcast::MAX_RECORDED {
        podcast.enclosures.push((fault, Recorded { span, path: enclosure.path_in_feed() }));
    }
}

/// Reports the enclosures of a podcast that players cannot use.
pub(super) fn report(podcast: &Podcast, out: &mut Diagnostics) {
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

/// The file extension of a media file that Apple does not play.
fn unsupported<'u>(kind: &str, url: &'u str) -> Option<&'u str> {
    let essence = media_type::essence(kind.trim());
    if PLAYABLE_TYPES.iter().any(|it| it.eq_ignore_ascii_case(essence)) {
        return None;
    }
    let file = uri::file_name(url);
    let (_, ending) = file.rsplit_once('.')?;
    if PLAYABLE.iter().any(|it| it.eq_ignore_ascii_case(ending)) {
        return None;
    }
    media_type::by_extension(file).map(|_| ending)
}

/// The file extensions that Apple plays.
const PLAYABLE: &[&str] = &["m4a", "mp3", "mov", "mp4", "m4v", "pdf", "epub"];

#[rustfmt::skip]
const PLAYABLE_TYPES: &[&str] = &[
    "audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mp3", "x-audio/mp3", "audio/mp4", "audio/aac", "audio/x-aac", "audio/m4a",
    "audio/x-m4a", "video/mp4", "video/m4v", "video/x-m4v", "video/quicktime", "application/pdf", "application/epub+zip",
];

#[cfg(test)]
mod tests {
    use super::unsupported;

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
