//! RSS items as a whole. <https://www.rssboard.org/rss-specification#hrelementsOfLtitemgt>

use crate::diagnostic::Safety;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::extent::moved;
use crate::validate::rules;

/// "An item may have one enclosure". If there are several, some readers use the first, and others the last.
pub fn item_has_one_enclosure(item: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if item.count("enclosure") < 2 {
        return;
    }
    let span = item.first("enclosure").unwrap_or(item.name_span);
    context.out.report(
        &rules::SEVERAL_ENCLOSURES,
        span,
        format_args!("this item has {} enclosures", item.count("enclosure")),
    )
    .note("some readers use only the first enclosure, and others only the last")
    .help(
        "publish each file in a separate item, or use `media:content` or `podcast:alternateEnclosure`",
    );
}

/// Old readers show the last of `description` and `content:encoded`, so the profile recommends putting the summary first.
pub fn description_comes_first(item: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(content) = item.first("content:encoded") else { return };
    let Some(description) = item.first("description") else {
        context
            .out
            .report(
                &rules::CONTENT_BEFORE_DESCRIPTION,
                content,
                "the item has full content, but no description",
            )
            .note("programs that do not support `content:encoded` have only the title to show")
            .help("put a `description` with a summary before `content:encoded`");
        return;
    };
    if description.start < content.start {
        return;
    }
    let report = context.out.report(
        &rules::CONTENT_BEFORE_DESCRIPTION,
        content,
        "the full content comes before the description",
    );
    let is_single = item.count("description") == 1 && item.count("content:encoded") == 1;
    let edits = if is_single && report.is_kept() {
        moved(item.source, &[description], content)
    } else {
        None
    };
    report
        .fix_all_if(Safety::Safe, "put the description first", edits)
        .note("most readers accept either order, but one that keeps only the last text shows the summary instead of the content")
        .help("put `description`, with a summary, before `content:encoded`");
}

/// The profile: "a channel that contains the slash:comments element SHOULD have lastBuildDate", because each comment changes the feed.
pub fn comments_have_a_date(item: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.feed.comments.is_none() {
        context.facts.feed.comments = item.first("slash:comments");
    }
}

/// "All elements of an item are optional, however at least one of title or description must be present."
pub fn item_has_title_or_description(item: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if ["title", "description"].iter().any(|it| item.has(it) || item.has_instead(it)) {
        return;
    }
    context
        .out
        .report(
            &rules::ITEM_WITHOUT_TITLE_OR_DESCRIPTION,
            item.name_span,
            "this item has neither a title nor a description",
        )
        .note("readers leave the item out, or have nothing to show for it")
        .help("add `<title>…</title>`, `<description>…</description>` or both");
}
