//! Divides a feed into the newest entries and archives of older ones (RFC 5005, <https://www.rfc-editor.org/rfc/rfc5005#section-4>).
//!
//! Each entry is in exactly one document. The division is stable: where an archive ends is remembered, so a new article never moves entries
//! from one archive to another. An article that is changed or deleted, or that is added with an old date, changes only its archive.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::DateTime;
use chrono::Datelike;
use chrono::NaiveDate;
use chrono::Utc;

use crate::publish::feed_plan::Archive;
use crate::publish::state::ArchiveEnd;
use crate::publish::state::Archived;
use crate::value::timezone::Timezone;

/// What is between the name of a feed's file and the name of an archive.
pub(crate) const INFIX: &str = ".archive-";

/// The file of an archive: `rss.archive-2024.xml` for the feed `rss.xml`.
pub(super) fn file_name(feed: &str, archive: &str) -> String {
    let (stem, extension) = split(feed);
    format!("{stem}{INFIX}{archive}{extension}")
}

/// The name of the archive in the file `name`, if it is an archive of the feed in the file `feed`.
pub(super) fn archive_in<'n>(name: &'n str, feed: &str) -> Option<&'n str> {
    let (stem, extension) = split(feed);
    name.strip_prefix(stem)?.strip_prefix(INFIX)?.strip_suffix(extension)
}

/// The name of a file without its extension, and the extension with its dot.
fn split(file: &str) -> (&str, &str) {
    let name = file.rfind('/').map_or(0, |at| at + 1);
    match file[name..].rfind('.') {
        Some(at) if at > 0 => file.split_at(name + at),
        _ => (file, ""),
    }
}

/// An entry that is to be divided.
pub(super) struct Item<'i, T> {
    /// The entry itself.
    pub(super) value: T,
    /// When it was published, to the second, as it is in feeds.
    pub(super) published: DateTime<Utc>,
    pub(super) id: &'i str,
}

/// A feed in several documents.
#[derive(Debug)]
pub(super) struct Divided<T> {
    /// The entries of the feed itself, newest first.
    pub(super) newest: Vec<T>,
    /// The archives, oldest first: the name of each, and its entries, newest first.
    pub(super) archives: Vec<(String, Vec<T>)>,
    /// What the next build must know.
    pub(super) archived: Archived,
}

/// Divides entries. The feed itself keeps at least `limit` of them, if there are so many.
pub(super) fn divide<T>(
    mut items: Vec<Item<'_, T>>,
    archive: Archive,
    limit: usize,
    known: Option<&Archived>,
    now: DateTime<Utc>,
    timezone: Timezone,
) -> Divided<T> {
    items.sort_by(|a, b| a.published.cmp(&b.published).then_with(|| b.id.cmp(a.id)));
    let known = known.cloned().unwrap_or_default();
    let (counts, archived) = match archive {
        Archive::Entries(count) => by_number(&items, count.max(1), limit, known.ends),
        Archive::Month | Archive::Year => {
            let name = |it: DateTime<Utc>| period(archive, it, timezone);
            by_period(&items, &name, limit, known.through, &name(now))
        }
    };
    let mut oldest_first = items.into_iter().map(|it| it.value);
    let mut newest_first = |count: usize| {
        let mut values: Vec<T> = oldest_first.by_ref().take(count).collect();
        values.reverse();
        values
    };
    let archives = counts.into_iter().map(|(name, count)| (name, newest_first(count))).collect();
    Divided { archives, newest: newest_first(usize::MAX), archived }
}

/// The names of the archives, oldest first, how many entries each has, and what is to be remembered of them.
type Counts = (Vec<(String, usize)>, Archived);

/// Archives of `count` entries, with the numbers from 1 as names.
fn by_number<T>(
    items: &[Item<'_, T>],
    count: usize,
    limit: usize,
    mut ends: Vec<ArchiveEnd>,
) -> Counts {
    let mut starts = vec![0];
    for end in &ends {
        let start = *starts.last().expect("it has the first one");
        starts.push(start.max(items.partition_point(|it| compared(it, end) != Ordering::Greater)));
    }
    let mut start = *starts.last().expect("it has the first one");
    while items.len() - start >= count.saturating_add(limit) {
        start += count;
        starts.push(start);
        let last = &items[start - 1];
        ends.push(ArchiveEnd { published: last.published, id: last.id.to_owned() });
    }
    // A feed without entries would look broken. The newest archive becomes a part of it again.
    while start == items.len() && ends.pop().is_some() {
        starts.pop();
        start = *starts.last().expect("it has the first one");
    }
    let counts = starts.windows(2).enumerate();
    let counts = counts.map(|(at, it)| ((at + 1).to_string(), it[1] - it[0]));
    (counts.filter(|it| it.1 > 0).collect(), Archived { ends, through: None })
}

/// Whether an entry is older than the end of an archive, or newer. Entries with the same date are sorted by id, as in feeds.
fn compared<T>(item: &Item<'_, T>, end: &ArchiveEnd) -> Ordering {
    item.published.cmp(&end.published).then_with(|| end.id.as_str().cmp(item.id))
}

/// Archives of months or years that are over. `through` is the newest archive of the last build.
fn by_period<T>(
    items: &[Item<'_, T>],
    name: &dyn Fn(DateTime<Utc>) -> String,
    limit: usize,
    mut through: Option<String>,
    current: &str,
) -> Counts {
    let mut counts: Vec<(String, usize)> = Vec::new();
    let mut rest = items;
    while let Some(first) = rest.first() {
        let period = name(first.published);
        let count = rest.iter().take_while(|it| name(it.published) == period).count();
        let was_archived = through.as_ref().is_some_and(|it| period <= *it);
        if !was_archived && (period.as_str() >= current || rest.len() - count < limit) {
            break;
        }
        rest = &rest[count..];
        counts.push((period, count));
    }
    if rest.is_empty() {
        // A feed without entries would look broken. The newest archive becomes a part of it again.
        counts.pop();
        through = None;
    }
    let newest = counts.last().map(|it| it.0.clone());
    (counts, Archived { ends: Vec::new(), through: newest.max(through) })
}

/// The name of the period of a date, such as `2024-05` or `2024`. Names are in the order of time.
fn period(archive: Archive, date: DateTime<Utc>, timezone: Timezone) -> String {
    let date = timezone.shown(date);
    let year = date.year().clamp(0, 9999);
    match archive {
        Archive::Month => format!("{year:04}-{:02}", date.month()),
        _ => format!("{year:04}"),
    }
}

/// When the current period ends, and its entries may be archived.
pub(super) fn end_of_period(
    archive: Archive,
    now: DateTime<Utc>,
    timezone: Timezone,
) -> Option<DateTime<Utc>> {
    let today = timezone.shown(now);
    let (year, month) = match archive {
        Archive::Entries(_) => return None,
        Archive::Month if today.month() < 12 => (today.year(), today.month() + 1),
        Archive::Month | Archive::Year => (today.year() + 1, 1),
    };
    let start = NaiveDate::from_ymd_opt(year, month, 1)?.and_hms_opt(0, 0, 0)?;
    Some(timezone.instant(start).to_utc())
}

/// The ends of archives according to the entries in them, for a build without a state. Archives that are not there were empty.
pub(super) fn recovered(newest: &BTreeMap<usize, ArchiveEnd>) -> Archived {
    let mut ends: Vec<ArchiveEnd> = Vec::new();
    for (number, end) in newest {
        // A number that is too high does not come from this program.
        if *number > ends.len() + 1000 {
            break;
        }
        while ends.len() < *number {
            ends.push(end.clone());
        }
    }
    Archived { ends, through: None }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use chrono::TimeDelta;
    use chrono::Utc;

    use super::Divided;
    use super::Item;
    use super::archive_in;
    use super::divide;
    use super::end_of_period;
    use super::file_name;
    use crate::publish::feed_plan::Archive;
    use crate::publish::state::Archived;
    use crate::value::timezone::Timezone;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("it is a date")
    }

    /// Entries on these days of 2024, from the first of January on.
    fn divided(days: &[i64], archive: Archive, limit: usize, known: &Archived) -> Divided<i64> {
        let ids: Vec<String> = days.iter().map(|it| format!("{it:03}")).collect();
        let date = |day: &i64| at("2024-01-01T12:00:00Z") + TimeDelta::days(*day);
        let items = days.iter().zip(&ids);
        let items = items.map(|(day, id)| Item { value: *day, published: date(day), id }).collect();
        divide(items, archive, limit, Some(known), at("2024-03-15T00:00:00Z"), Timezone::UTC)
    }

    #[track_caller]
    fn check(
        all: &[i64],
        archive: Archive,
        known: &Archived,
        wanted: &[(&str, &[i64])],
    ) -> Archived {
        let Divided { newest, archives, archived } = divided(all, archive, 2, known);
        let wanted: Vec<(String, Vec<i64>)> =
            wanted.iter().map(|it| (it.0.to_owned(), it.1.to_vec())).collect();
        let documents = archives.into_iter().chain([(String::new(), newest)]);
        assert_eq!(documents.collect::<Vec<_>>(), wanted);
        archived
    }

    #[test]
    fn fills_archives_from_the_oldest_entry_on() {
        let by = Archive::Entries(3);
        let new = Archived::default();
        check(&[1, 2, 3, 4], by, &new, &[("", &[4, 3, 2, 1])]);
        let known = check(&[1, 2, 3, 4, 5], by, &new, &[("1", &[3, 2, 1]), ("", &[5, 4])]);
        let known = check(
            &[1, 2, 3, 4, 5, 6, 7, 8],
            by,
            &known,
            &[("1", &[3, 2, 1]), ("2", &[6, 5, 4]), ("", &[8, 7])],
        );
        // An old entry more or less changes only its archive.
        check(
            &[0, 1, 2, 3, 5, 6, 7, 8],
            by,
            &known,
            &[("1", &[3, 2, 1, 0]), ("2", &[6, 5]), ("", &[8, 7])],
        );
        // An empty archive is not written, and the numbers of the others are kept.
        check(&[4, 5, 6, 7, 8], by, &known, &[("2", &[6, 5, 4]), ("", &[8, 7])]);
        // Another size applies to new archives.
        check(
            &[1, 2, 3, 4, 5, 6, 7, 8, 9],
            Archive::Entries(1),
            &known,
            &[("1", &[3, 2, 1]), ("2", &[6, 5, 4]), ("3", &[7]), ("", &[9, 8])],
        );
        // The feed itself is never empty.
        check(&[1, 2, 3, 5], by, &known, &[("1", &[3, 2, 1]), ("", &[5])]);
        check(&[], by, &known, &[("", &[])]);
    }

    #[test]
    fn archives_periods_that_are_over() {
        let new = Archived::default();
        let all = [0, 1, 40, 62, 70];
        let known = check(
            &all,
            Archive::Month,
            &new,
            &[("2024-01", &[1, 0]), ("2024-02", &[40]), ("", &[70, 62])],
        );
        // January stays in its archive, although the rest is short now.
        check(
            &[0, 40, 62],
            Archive::Month,
            &known,
            &[("2024-01", &[0]), ("2024-02", &[40]), ("", &[62])],
        );
        check(&[0, 40], Archive::Month, &known, &[("2024-01", &[0]), ("", &[40])]);
        // A month that had no entry, and is older than the newest archive.
        check(
            &[-40, 0, 40, 62],
            Archive::Month,
            &known,
            &[("2023-11", &[-40]), ("2024-01", &[0]), ("2024-02", &[40]), ("", &[62])],
        );
        check(&[-40, 0, 40], Archive::Year, &new, &[("2023", &[-40]), ("", &[40, 0])]);
    }

    #[test]
    fn knows_when_a_period_ends() {
        let zone = Timezone::named("Europe/Berlin").expect("it is a zone");
        let end = |archive, now| end_of_period(archive, at(now), zone);
        let new_year = Some(at("2024-12-31T23:00:00Z"));
        assert_eq!(end(Archive::Month, "2024-06-30T22:00:00Z"), Some(at("2024-07-31T22:00:00Z")));
        assert_eq!(end(Archive::Month, "2024-12-01T00:00:00Z"), new_year);
        assert_eq!(end(Archive::Year, "2024-12-01T00:00:00Z"), new_year);
        assert_eq!(end(Archive::Entries(1), "2024-12-01T00:00:00Z"), None);
    }

    #[test]
    fn names_the_files_of_archives() {
        for (feed, file) in [
            ("rss.xml", "rss.archive-2.xml"),
            ("tags/rust.rss.xml", "tags/rust.rss.archive-2.xml"),
            ("v1.0/feed", "v1.0/feed.archive-2"),
        ] {
            assert_eq!(file_name(feed, "2"), file);
            assert_eq!(archive_in(file, feed), Some("2"));
            assert_eq!(archive_in(feed, feed), None);
        }
    }
}
