//! The keys `archive` and `complete` of a feed: where its older entries are (RFC 5005).

use crate::config::feeds::positive;
use crate::config::table::Item;
use crate::config::table::Table;
use crate::publish::feed_plan::Archive;
use crate::text::nearest::nearest;

/// The keys that keep entries out of the feed, or change their order, each with why it does not go together with archives.
static CONFLICTS: &[(&str, &str)] = &[
    ("max_age", "archives keep old entries, but `max_age` leaves them out"),
    ("max_bytes", "archives keep all entries, but `max_bytes` leaves some out"),
];

/// The archives of the feed.
pub(super) fn read(feed: &Table<'_>) -> Option<Archive> {
    let archive = archive(feed)?;
    for (key, why) in CONFLICTS.iter().filter(|it| feed.has(it.0)) {
        feed.fault(key, *why, format!("remove either `{key}` or `archive`"));
    }
    if feed.text("sort").as_deref() == Some("updated") {
        feed.fault(
            "sort",
            "archives are sorted by publication date, but `sort` is `updated`",
            "remove either `sort` or `archive`",
        );
    }
    if feed.number("limit") == Some(0) {
        feed.fault(
            "archive",
            "`limit = 0` puts all entries into the feed itself, so there is nothing to archive",
            "set `limit` to the number of newest entries, for example `limit = 20`, or remove `archive`",
        );
    }
    Some(archive)
}

fn archive(feed: &Table<'_>) -> Option<Archive> {
    if !feed.has("archive") {
        return None;
    }
    let items = feed.one_or_more("archive");
    let item = items.first().filter(|_| !feed.is_list("archive"));
    if item.is_some_and(|it| it.as_number().is_some()) {
        return positive(feed, "archive", 100).map(Archive::Entries);
    }
    let text = item.and_then(Item::as_text);
    match text {
        Some("month") => return Some(Archive::Month),
        Some("year") => return Some(Archive::Year),
        _ => {}
    }
    let why = match text {
        Some(text) => format!("`{text}` is not a valid value for `archive`"),
        None => "`archive` must be a whole number, `\"month\"` or `\"year\"`".to_owned(),
    };
    let help = match text.and_then(|it| nearest(it, ["month", "year"].into_iter())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write `archive = \"month\"`, `archive = \"year\"` or the number of entries per archive, for example `archive = 100`".to_owned(),
    };
    feed.fault("archive", why, help);
    None
}

/// Whether the feed says that it contains all entries.
pub(super) fn is_complete(feed: &Table<'_>) -> bool {
    let is_complete = feed.flag("complete") == Some(true);
    if !is_complete {
        return false;
    }
    if let Some(key) = ["archive", "max_age", "max_bytes"].into_iter().find(|it| feed.has(it)) {
        feed.fault(
            "complete",
            format!("a feed with `{key}` does not contain all entries"),
            format!("remove either `complete` or `{key}`"),
        );
    } else if feed.number("limit") != Some(0) {
        feed.fault(
            "complete",
            "a feed with a `limit` does not contain all entries",
            "add `limit = 0`, which means all",
        );
    }
    true
}
