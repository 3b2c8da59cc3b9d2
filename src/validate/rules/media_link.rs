//! Links to audio and video files in entries without an enclosure.

use crate::text::escape;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::extent::extent;
use crate::validate::format::Format;
use crate::validate::markup::decoded::Decoded;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::value::media_type;
use crate::value::podcast::media;
use crate::value::podcast::media::Medium;
use crate::value::uri;

/// Records a link to an audio or video file. Only the end of the entry shows whether there is an enclosure too.
pub fn record_media_link(link: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    note_media_link("", link.text.trim(), link, context);
}

/// Like [`record_media_link`], for a link with attributes.
pub(super) fn record_alternate(link: &Element<'_, '_>, context: &mut Context<'_, '_>) {
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
    let is_page = kind.is_empty() && !uri::file_name(url.text).contains('.');
    let is_entry = link.parent.is_some_and(|it| it.role == Some(Place::Entry));
    if is_page || !is_entry || media::medium(kind, url.text) != Medium::Playable {
        return;
    }
    context.facts.entry.media_link = Some((url.text.to_owned(), url.span(), link.name_span));
}

/// Reports a link to a media file in an entry without an enclosure.
pub(super) fn report(
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
