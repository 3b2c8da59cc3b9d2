//! The podcast namespace, "Podcasting 2.0": values from its lists, and how its elements relate to each other.
//! <https://github.com/Podcastindex-org/podcast-namespace/tree/main/docs/tags>

pub mod files;
pub mod identity;
pub mod live;
pub mod payment;
pub mod terms;
pub mod values;

use crate::diagnostic::Severity;
use crate::text::escape;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::rules;
use crate::value::uri;

/// "For this purpose a protocol value of "disabled" can be specified, with no other attributes"
pub fn comments_have_url(social: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let is_disabled = social.attr("protocol").is_some_and(|it| it.eq_ignore_ascii_case("disabled"));
    if is_disabled || social.attribute("uri").is_some() || social.attribute("protocol").is_none() {
        return;
    }
    let text = social.text.trim();
    let report = context
        .out
        .report(
            &rules::MISSING_ATTRIBUTE,
            social.name_span,
            "`podcast:socialInteract` has no `uri` attribute",
        )
        .severity(Severity::Warning)
        .note("apps cannot load the comments without the URL of the first post");
    if uri::split(text.text).is_absolute() {
        report.help(format_args!("write `uri=\"{}\"`", escape::attribute(text.text)));
    } else {
        report.help("add `uri=\"…\"` with the URL of the first post");
    }
}

/// `podcast:image` replaced it.
pub fn images_are_deprecated(images: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    context
        .out
        .once(
            &rules::DEPRECATED_PODCAST_IMAGES,
            "",
            images.name_span,
            "`podcast:images` is deprecated",
        )
        .note("the podcast namespace replaced it with `podcast:image`")
        .help("write one `<podcast:image href=\"…\" width=\"…\"/>` for each image");
}
