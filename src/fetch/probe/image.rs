//! The format and the dimensions of an image, which its first bytes show.

use crate::fetch::probe::ask::Answers;
use crate::fetch::probe::ask::is_image;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::inventory::Resource;
use crate::validate::inventory::ResourceKind;
use crate::validate::inventory::Written;
use crate::validate::rules;
use crate::validate::rules::apple::artwork;
use crate::value::image_size;

/// Reports an image that is not in the format or of the size that readers expect.
pub(super) fn image(resource: &Resource, answers: &Answers, out: &mut Diagnostics) {
    let is_medium = resource.kind == ResourceKind::Media;
    let Some(part) = answers.part().filter(|_| is_image(resource.kind) || is_medium) else {
        return;
    };
    let Some(head) = image_size::read(&part.body) else { return };
    if resource.kind == ResourceKind::Artwork {
        let is_of_feed = resource.entry.is_none();
        let size = head.size.filter(|_| is_of_feed);
        artwork::measured_artwork(resource.span, &resource.url, head.media_type, size, out);
    }
    let Some((width, height)) = head.size else { return };
    if resource.kind == ResourceKind::Icon && width != height {
        out.report(
            &rules::ICON_NOT_SQUARE,
            resource.span,
            format_args!("the icon is {width} × {height} pixels, which is not square"),
        )
        .note("readers show icons in a square, so the image is cropped or distorted")
        .help(format_args!("publish an image of {0} × {0} pixels", width.max(height)));
    }
    for (declared, real, name) in
        [(&resource.width, width, "width"), (&resource.height, height, "height")]
    {
        let Some(declared) = declared else { continue };
        let Ok(number) = declared.text.parse::<u32>() else { continue };
        // An image may be shown in another size, but then both numbers are scaled.
        if number != real && !is_scaled(resource, width, height) {
            out.report(
                &rules::IMAGE_SIZE_MISMATCH,
                declared.span,
                format_args!("the {name} of the {} is given as {number}, but the image has {real} pixels", resource.kind.name()),
            )
            .note("readers reserve an area of the given size, so the image is distorted or surrounded by space")
            .help(format_args!("change it to `{name}=\"{real}\"`"));
        }
    }
}

/// Whether the given dimensions have the same ratio as the real ones.
fn is_scaled(resource: &Resource, width: u32, height: u32) -> bool {
    let number = |it: &Option<Written>| it.as_ref().and_then(|it| it.text.parse::<u64>().ok());
    let (Some(given_width), Some(given_height)) =
        (number(&resource.width), number(&resource.height))
    else {
        return false;
    };
    let (one, other) = (
        given_width.saturating_mul(u64::from(height)),
        given_height.saturating_mul(u64::from(width)),
    );
    one.abs_diff(other) <= one.max(other) / 50
}
