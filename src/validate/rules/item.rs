//! RSS items as a whole. <https://www.rssboard.org/rss-specification#hrelementsOfLtitemgt>

use crate::validate::element::Element;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::rules;

/// "All elements of an item are optional, however at least one of title or description must be present."
pub fn item_has_title_or_description(
    item: &Element<'_, '_>,
    _facts: &mut Facts<'_>,
    out: &mut Findings,
) {
    if item.has("title") || item.has("description") {
        return;
    }
    out.report(
        &rules::ITEM_WITHOUT_TITLE_OR_DESCRIPTION,
        item.name_span,
        "this item has neither title nor description",
    )
    .note("readers have nothing to show for it")
    .help("add a title, or a description, or both");
}
