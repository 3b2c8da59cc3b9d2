//! Live streams. <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/live-item.md>

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::format::Format;
use crate::validate::rules;
use crate::value::date::w3cdtf;

/// A stream ends after its start.
pub fn ends_after_start(live: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let (Some(start), Some(end)) = (live.attribute("start"), live.attribute("end")) else { return };
    let time = |text: &str| {
        let reading = w3cdtf::read_of_product(text.trim());
        if reading.problem.is_none() { reading.when } else { None }
    };
    let (Some(first), Some(last)) = (time(start.text), time(end.text)) else { return };
    if last <= first {
        context
            .out
            .report(
                &rules::LIVE_ITEM_ENDS_EARLY,
                end.span(),
                format_args!("the live stream ends before it starts: {}", Quoted(end.text)),
            )
            .label(start.span(), "it starts here")
            .note("apps treat the stream as over")
            .help("write an end after the start, or remove `end` if it is not known");
    }
}

/// "The contentLink tag is also required to be present, to ensure that listeners have a fallback option"
pub fn has_content_link(live: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if live.has("podcast:contentLink") {
        return;
    }
    context
        .out
        .once(
            &rules::MISSING_ELEMENT,
            "podcast:contentLink",
            live.name_span,
            "`podcast:liveItem` has no `podcast:contentLink`",
        )
        .severity(Severity::Warning)
        .note("listeners whose app cannot play the stream have no page to go to")
        .help("add `<podcast:contentLink href=\"…\">…</podcast:contentLink>` with a page that plays the stream");
}

/// "If the guid of a liveItem changes, it MUST be considered a new stream by podcast apps."
pub fn has_guid(live: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.format != Format::Rss20 || live.has("guid") {
        return;
    }
    context
        .out
        .report(&rules::MISSING_GUID, live.name_span, "`podcast:liveItem` has no `guid`")
        .note("apps treat a changed title or link as a new stream")
        .help("add `<guid isPermaLink=\"false\">…</guid>` with a unique id of the stream");
}
