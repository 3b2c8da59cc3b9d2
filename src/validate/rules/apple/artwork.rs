//! The covers of a podcast: formats and sizes that Apple does not accept.

use crate::text::quoted::Quoted;
#[cfg(feature = "fetch")]
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::facts::ArtworkFault;
use crate::validate::facts::Podcast;
use crate::validate::facts::Recorded;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::value::media_type;
use crate::value::uri;

/// Records a cover that Apple does not accept, as far as its URL shows.
pub fn record_artwork(image: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(href) = image.attribute("href") else { return };
    let is_of_feed = image.parent.is_some_and(|it| it.role == Some(Place::Feed));
    let file = uri::file_name(href.text);
    let fault = match (rejected_format(file), dimensions(file)) {
        (Some(format), _) => ArtworkFault::Format(format),
        (None, Some((width, height))) if is_of_feed && !fits(width, height) => {
            ArtworkFault::Size(width, height)
        }
        _ => return,
    };
    let artwork = &mut context.facts.extension.podcast.artwork;
    if artwork.len() < Podcast::MAX_RECORDED {
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
    let file = uri::file_name(url);
    if rejected_format(file).is_some() {
        return;
    }
    if !is_accepted(format) {
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

/// Reports the covers that Apple does not accept.
pub(super) fn report(podcast: &Podcast, out: &mut Diagnostics) {
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

/// The format of an image that Apple does not accept, by the extension of its file.
fn rejected_format(file: &str) -> Option<&'static str> {
    media_type::by_extension(file).filter(|it| it.starts_with("image/") && !is_accepted(it))
}

fn is_accepted(format: &str) -> bool {
    matches!(format, "image/jpeg" | "image/png")
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

#[cfg(test)]
mod tests {
    use super::dimensions;

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
}
