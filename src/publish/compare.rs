//! Compares two versions of a feed as a reader does: which entries are the same, and which ones it shows as new.

use std::collections::HashMap;

use url::Url;

use crate::publish::matching::address_key;
use crate::publish::matching::title_key;
use crate::publish::old_feed::OldEntry;
use crate::publish::old_feed::OldFeed;
use crate::value::date::rfc3339;

/// The differences between two versions of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// The entries that are in both feeds and differ, in the order of the new feed.
    pub changed: Vec<Changed>,
    /// The entries that are only in the new feed, in its order.
    pub new: Vec<Named>,
    /// The entries that are only in the old feed, in its order.
    pub gone: Vec<Named>,
    /// The number of entries that are the same in both feeds.
    pub unchanged: usize,
}

/// An entry of one of the feeds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Named {
    /// Its title, link or id.
    pub entry: String,
    /// Its id.
    pub id: Option<String>,
    /// Its link.
    pub link: Option<String>,
}

/// An entry that is in both feeds and differs.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Changed {
    /// Its title, link or id in the new feed.
    pub entry: String,
    /// Why readers show it as new although it is in the old feed. `None` if they do not.
    pub shown_as_new: Option<&'static str>,
    /// What the two versions were matched by.
    pub same: &'static str,
    /// The differences between the two versions.
    pub differences: Vec<Difference>,
}

/// One difference between two versions of an entry.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// `id`, `link`, `title`, `date`, `updated` or `text`.
    pub what: &'static str,
    /// The value in the old feed. `None` for the text of an entry, which is long.
    pub old: Option<String>,
    /// The value in the new feed.
    pub new: Option<String>,
}

impl Comparison {
    /// The number of entries that a reader would show as new although it has already shown them.
    pub fn shown_as_new(&self) -> usize {
        self.changed.iter().filter(|it| it.shown_as_new.is_some()).count()
    }
}

/// Compares two versions of a feed.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use feedwright::{OldFeed, compare};
///
/// let folder = tempfile::tempdir()?;
/// let feed = |name: &str, guid: &str| {
///     let path = folder.path().join(name);
///     let item = format!("<item><title>A walk</title><guid>{guid}</guid></item>");
///     std::fs::write(&path, format!("<rss version=\"2.0\"><channel>{item}</channel></rss>")).map(|()| path)
/// };
/// let old = OldFeed::read(&feed("old.xml", "https://harbor.example/1")?)?;
/// let new = OldFeed::read(&feed("new.xml", "https://harbor.example/walk")?)?;
/// assert_eq!(compare(&old, &new).shown_as_new(), 1);
/// # Ok(())
/// # }
/// ```
pub fn compare(old: &OldFeed, new: &OldFeed) -> Comparison {
    let mut partners: Vec<Option<(usize, &'static str)>> = vec![None; new.entries.len()];
    let mut free: Vec<bool> = vec![true; old.entries.len()];
    for (same, key) in WAYS {
        let mut known: HashMap<String, Option<usize>> = HashMap::new();
        for (at, entry) in old.entries.iter().enumerate().filter(|it| free[it.0]) {
            let Some(key) = key(entry) else { continue };
            // Readers keep the first entry with an id. A title that several entries share identifies none of them.
            known
                .entry(key)
                .and_modify(|it| *it = it.filter(|_| *same == "id"))
                .or_insert(Some(at));
        }
        let mut seen: HashMap<String, usize> = HashMap::new();
        for entry in new.entries.iter().zip(&partners).filter(|it| it.1.is_none()).map(|it| it.0) {
            if let Some(key) = key(entry) {
                *seen.entry(key).or_default() += 1;
            }
        }
        for (entry, partner) in new.entries.iter().zip(&mut partners) {
            let Some(key) = key(entry).filter(|_| partner.is_none()) else { continue };
            let is_clear = *same == "id" || seen.get(&key) == Some(&1);
            let found = known.get(&key).copied().flatten().filter(|it| free[*it] && is_clear);
            if let Some(at) = found {
                free[at] = false;
                *partner = Some((at, same));
            }
        }
    }
    let mut comparison = Comparison::default();
    for (entry, partner) in new.entries.iter().zip(partners) {
        let Some((at, same)) = partner else {
            comparison.new.push(named(entry));
            continue;
        };
        let changed = changed(&old.entries[at], entry, same);
        if changed.differences.is_empty() {
            comparison.unchanged += 1;
        } else {
            comparison.changed.push(changed);
        }
    }
    let gone = old.entries.iter().zip(free).filter(|it| it.1);
    comparison.gone = gone.map(|it| named(it.0)).collect();
    comparison
}

type Key = fn(&OldEntry) -> Option<String>;

/// How entries are matched, the most reliable way first. Readers only use the first way; the others explain what changed.
static WAYS: &[(&str, Key)] =
    &[("id", identity), ("link", link_key), ("title and day", day_key), ("title", plain_key)];

/// What a reader identifies an entry by: its id, else its link, else its title.
fn identity(entry: &OldEntry) -> Option<String> {
    entry.id.clone().or_else(|| entry.link.clone()).or_else(|| entry.title.clone())
}

fn link_key(entry: &OldEntry) -> Option<String> {
    let url = Url::parse(entry.link.as_deref()?).ok()?;
    Some(format!("{}#{}", address_key(&url)?, url.fragment().unwrap_or_default()))
}

fn day_key(entry: &OldEntry) -> Option<String> {
    Some(format!("{} {}", entry.date()?.to_utc().date_naive(), plain_key(entry)?))
}

fn plain_key(entry: &OldEntry) -> Option<String> {
    title_key(&entry.plain_title()?)
}

fn named(entry: &OldEntry) -> Named {
    Named { entry: entry.called(), id: entry.id.clone(), link: entry.link.clone() }
}

fn changed(old: &OldEntry, new: &OldEntry, same: &'static str) -> Changed {
    let mut differences = Vec::new();
    let mut differ = |what, old: Option<String>, new: Option<String>| {
        let differs = old != new;
        if differs {
            differences.push(Difference { what, old, new });
        }
        differs
    };
    let date = |it: &OldEntry| it.date().map(|it| rfc3339(it.to_utc()));
    let updated = |it: &OldEntry| it.updated.or(it.published).map(|it| rfc3339(it.to_utc()));
    let has_new_id = differ("id", old.id.clone(), new.id.clone());
    differ("link", old.link.clone(), new.link.clone());
    differ("title", old.plain_title(), new.plain_title());
    let has_new_date = differ("date", date(old), date(new));
    if !has_new_date {
        differ("updated", updated(old), updated(new));
    }
    if old.html != new.html && old.text() != new.text() {
        differences.push(Difference { what: "text", old: None, new: None });
    }
    // A value that only one of the two has did not change.
    let differs = |key: Key| matches!((key(old), key(new)), (Some(old), Some(new)) if old != new);
    let moved = differs(link_key) && old.date().is_some() && new.date().is_some();
    let shown_as_new = if same != "id" && has_new_id {
        Some("its id changed")
    } else if same != "id" {
        // Readers identify an entry without an id by its link.
        Some("it has no id, and its link changed")
    } else if moved && has_new_date {
        Some("its link and its date changed, and some readers ignore ids")
    } else {
        None
    };
    Changed { entry: new.called(), shown_as_new, same, differences }
}

#[cfg(test)]
mod tests {
    use super::compare;
    use crate::publish::old_feed::OldFeed;
    use crate::publish::old_feed::read;

    /// A feed whose entries are written as `id, link, title, day, text`.
    fn feed(entries: &str) -> OldFeed {
        let tagged = |name: &str, text: &str| match text.trim() {
            "" => String::new(),
            text => format!("<{name}>{text}</{name}>"),
        };
        let mut items = String::new();
        for it in entries.split(';').filter(|it| !it.trim().is_empty()) {
            let field: Vec<&str> = it.split(',').collect();
            let link = match field[1].trim() {
                "" => String::new(),
                path => tagged("link", &format!("https://a.example/{path}")),
            };
            let date = match field[3].trim() {
                "" => String::new(),
                day => tagged("pubDate", &format!("{day} May 2024 10:00:00 GMT")),
            };
            let (id, title) = (tagged("guid", field[0]), tagged("title", field[2]));
            let text = tagged("description", field[4]);
            items.push_str(&format!("<item>{id}{link}{title}{date}{text}</item>"));
        }
        read("feed", format!("<rss><channel>{items}</channel></rss>").into_bytes())
            .expect("it is a feed")
    }

    #[test]
    #[rustfmt::skip]
    fn compares_like_a_reader() {
        // old, new: shown as new, what differs, and the number of new, gone and unchanged entries
        for (old, new, as_new, differs, numbers) in [
            ("1,a,A,1,x",        "1,a,A,1,x",           false, "",              [0, 0, 1]),
            ("1,a,A,1,x",        "1,a,A,1,<!-- -->x",   false, "",              [0, 0, 1]),
            ("1,a,A,1,x; 2,b,B,1,", "3,c,C,2,; 1,a,A,1,x", false, "",           [1, 1, 1]),
            ("1,a,A,1,x",        "1,a,B,1,y",           false, "title text",    [0, 0, 0]),
            ("1,a,A,1,x",        "1,a,A,2,x",           false, "date",          [0, 0, 0]),
            ("1,a,A,1,x",        "2,a,A,1,x",           true,  "id",            [0, 0, 0]),
            ("1,a,A,1,x",        "2,b,A,1,x",           true,  "id link",       [0, 0, 0]),
            ("1,a,A,1,x",        "2,b,A,9,x",           true,  "id link date",  [0, 0, 0]),
            ("1,a,A,1,x",        "2,b,B,1,x",           false, "",              [1, 1, 0]),
            ("1,a,A,1,x",        "1,b,A,1,x",           false, "link",          [0, 0, 0]),
            ("1,a,A,1,x",        "1,b,A,2,x",           true,  "link date",     [0, 0, 0]),
            (",a,A,1,x",         ",a,A,2,x",            false, "date",          [0, 0, 0]),
            (",a,A,1,x",         ",b,A,1,x",            true,  "link",          [0, 0, 0]),
            (",a,A,1,x",         ",a/,A,1,x",           true,  "link",          [0, 0, 0]),
            (",a,A,1,x",         "1,a,A,1,x",           true,  "id",            [0, 0, 0]),
            (",a,A,1,x",         "https://a.example/a,a,A,1,x", false, "id",    [0, 0, 0]),
            ("1,,News,1,; 2,,News,2,", "3,,News,8,; 4,,News,9,", false, "",     [2, 2, 0]),
            ("1,,News,1,; 2,,News,2,", "3,,News,1,; 4,,News,2,", true,  "id",   [0, 0, 0]),
        ] {
            let found = compare(&feed(old), &feed(new));
            assert_eq!(found.shown_as_new() > 0, as_new, "{old} -> {new}: {found:?}");
            let first = found.changed.first().map(|it| it.differences.iter().map(|it| it.what).collect::<Vec<_>>().join(" "));
            assert_eq!(first.unwrap_or_default(), differs, "{old} -> {new}");
            assert_eq!([found.new.len(), found.gone.len(), found.unchanged], numbers, "{old} -> {new}");
        }
    }
}
