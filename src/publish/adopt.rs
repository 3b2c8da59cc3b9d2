//! Turns old feeds into a state: articles keep the ids and dates that readers already have, whichever program published them.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::io;
use std::path::PathBuf;

use chrono::DateTime;
use chrono::SubsecRound;
use chrono::Utc;

use crate::publish::archives;
use crate::publish::article::Article;
use crate::publish::divide::divide;
use crate::publish::feed_plan::Archive;
use crate::publish::ids::own_uri;
use crate::publish::load::Loaded;
use crate::publish::load::folder;
use crate::publish::matching::Index;
use crate::publish::matching::MatchedBy;
use crate::publish::old_feed;
use crate::publish::old_feed::OldEntry;
use crate::publish::old_feed::OldFeed;
use crate::publish::old_feed::OldFeedError;
use crate::publish::outcome::Failure;
use crate::publish::settings::Settings;
use crate::publish::state;
use crate::publish::state::ArchiveEnd;
use crate::publish::state::Known;
use crate::publish::state::State;
use crate::publish::state::written;
use crate::publish::write;
use crate::publish::write::Change;
use crate::publish::write::Target;
use crate::publish::write::WriteError;

/// The result of adopting old feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Adoption {
    /// The entries, in the order of the feeds.
    pub entries: Vec<Adopted>,
    /// What happened to the state file, or would happen in a dry run.
    pub change: Option<Change>,
}

/// An entry of an old feed, and the article that it was matched to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Adopted {
    /// The file of its feed.
    pub feed: String,
    /// Its title, else its link, else its id.
    pub entry: String,
    /// Its link.
    pub link: Option<String>,
    /// Its id; its link if it has none.
    pub id: Option<String>,
    /// The matching article, and how it was found. `None` if no article matches.
    pub article: Option<(String, MatchedBy)>,
    /// The id that the article keeps instead, and why: the article's own file or an earlier feed specifies one.
    pub instead: Option<(String, &'static str)>,
}

/// Matches the entries of old feeds to articles, and keeps their ids and dates in the state. If feeds disagree, the first one
/// wins. The same feeds, articles and state give the same state.
///
/// # Errors
///
/// If the articles or the state cannot be read, or if the state cannot be written. See [`Failure`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use feedwright::{OldFeed, Settings, adopt, base_url};
///
/// let folder = tempfile::tempdir()?;
/// let site = folder.path();
/// std::fs::write(site.join("walk.md"), "---\ntitle: A walk\ndate: 2024-05-01\n---\nThe harbor was *quiet*.\n")?;
/// let item = "<item><title>A walk</title><guid isPermaLink=\"false\">post-17</guid></item>";
/// std::fs::write(site.join("old.xml"), format!("<rss version=\"2.0\"><channel>{item}</channel></rss>"))?;
///
/// let settings = Settings::new(site, &site.join("feeds"), &site.join("state"), &base_url("https://harbor.example/")?);
/// let now = chrono::DateTime::parse_from_rfc3339("2024-06-01T00:00:00Z")?.to_utc();
/// let adoption = adopt(&settings, &[OldFeed::read(&site.join("old.xml"))?], now)?;
/// assert!(adoption.entries[0].article.is_some());
/// # Ok(())
/// # }
/// ```
pub fn adopt(
    settings: &Settings,
    feeds: &[OldFeed],
    now: DateTime<Utc>,
) -> Result<Adoption, Failure> {
    let unreadable = |cause| Failure::Articles { path: settings.articles.clone(), cause };
    settings.articles.read_dir().map_err(unreadable)?;
    let _lock = settings.locked()?;
    let path = settings.memory.join(state::STATE_FILE);
    let mut state = State::read(&path).map_err(Failure::State)?.unwrap_or_default();
    let folder = folder::read(&settings.articles, &settings.load_options()).map_err(unreadable)?;
    let mut adoption = Adoption::default();
    let adopted = take(feeds, &folder.articles, &state, settings, now, &mut adoption.entries);
    // No two articles share an id, so the owner of the id is the article of this entry.
    let owners: HashMap<String, String> = adopted
        .iter()
        .filter_map(|(path, entry)| Some((entry.id.clone()?, path.clone())))
        .collect();
    for (path, other) in &mut state.articles {
        if owners.get(&other.id).is_some_and(|it| it != path) {
            other.id.clear();
        }
    }
    for (path, entry) in adopted {
        let text = entry.text;
        let seen = entry.published.unwrap_or(now).trunc_subsecs(0);
        let known = state.articles.entry(path).or_insert_with(|| Known {
            id: String::new(),
            first_seen: seen,
            published: None,
            updated: None,
            text,
        });
        known.id = entry.id.unwrap_or_else(|| std::mem::take(&mut known.id));
        known.published = entry.published.or(known.published);
        known.updated = entry.updated.or(known.updated);
    }
    let target = Target::new(path, state.bytes());
    adoption.change = Some(if settings.dry_run {
        write::preview(&target).map_err(Failure::Write)?.change
    } else {
        write::remove_leftovers(&settings.memory);
        let replaced = write::replace(&[target], false).map_err(Failure::Write)?;
        replaced.first().map_or(Change::Unchanged, |it| it.change)
    });
    Ok(adoption)
}

/// The ids and dates in the old feeds of a site.
#[derive(Debug, Default)]
pub(super) struct Recovery {
    /// The state built from them.
    pub(super) state: State,
    /// The feeds that were read, each with the number of entries that match an article.
    pub(super) feeds: Vec<(PathBuf, usize)>,
}

/// Builds a state from the feeds that are already in the output folder: ids, and when articles were first seen. Files that are
/// not feeds are ignored.
///
/// # Errors
///
/// If a feed exists but cannot be read, or if an article that may be in a feed cannot be read. The ids would be lost.
pub(super) fn recover(
    articles: &[Loaded],
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Recovery, WriteError> {
    let readable = articles.iter().filter(|it| !it.has_error());
    let readable: Vec<&Article> = readable.map(|it| &it.reading.article).collect();
    let shares = divide(&readable, &settings.plan.feeds, &settings.plan.site);
    let mut recovery = Recovery::default();
    let (mut paths, mut feeds) = (Vec::new(), Vec::new());
    for share in &shares {
        let mut newest = BTreeMap::new();
        for (_, name) in &share.files {
            let path = settings.out.join(name);
            let archives = match share.plan.archives() {
                Some(_) => old_feed::archives(&path),
                None => Vec::new(),
            };
            let own = [(String::new(), path)];
            for (archive, path) in own.into_iter().chain(archives) {
                let feed = match old_feed::read_file(&path) {
                    Ok(feed) => feed,
                    Err(OldFeedError::Unreadable { cause, .. }) if is_of_the_system(&cause) => {
                        let what = "cannot be read, and it contains the ids of the articles";
                        return Err(WriteError { path, what, cause });
                    }
                    Err(_) => continue,
                };
                if let (Ok(number), Some(end)) = (archive.parse(), newest_of(&feed)) {
                    newest.entry(number).or_insert(end);
                }
                paths.push(path);
                feeds.push(feed);
            }
        }
        if let Some((Archive::Entries(_), _)) = share.plan.archives() {
            let key = share.key.clone().unwrap_or_default();
            recovery.state.archives.insert(key, archives::recovered(&newest));
        }
    }
    if feeds.is_empty() {
        return Ok(recovery);
    }
    let mut entries = Vec::new();
    let adopted = take(&feeds, articles, &recovery.state, settings, now, &mut entries);
    let is_left = entries.iter().any(|it| it.article.is_none());
    let fault =
        |it: &Loaded| Some((it.reading.article.path.clone(), it.error_of_the_system()?.to_owned()));
    if let Some((path, why)) = articles.iter().find_map(fault).filter(|_| is_left) {
        let what = "may have an id in an old feed, but it cannot be read";
        let (path, cause) = (settings.articles.join(path), io::Error::other(why));
        return Err(WriteError { path, what, cause });
    }
    for (path, entry) in adopted {
        let known = Known {
            id: entry.id.unwrap_or_default(),
            first_seen: entry.published.unwrap_or(now).trunc_subsecs(0),
            published: None,
            updated: entry.updated,
            text: entry.text,
        };
        recovery.state.articles.insert(path, known);
    }
    // Older versions of this program wrote the start of 1970 into feeds without entries.
    recovery.state.began = feeds
        .iter()
        .filter_map(|it| it.updated)
        .map(|it| it.to_utc())
        .filter(|it| it.timestamp() > 0)
        .min();
    for (path, feed) in paths.into_iter().zip(&feeds) {
        let count = |it: &&Adopted| it.feed == feed.name && it.article.is_some();
        let count = entries.iter().filter(count).count();
        if count > 0 {
            recovery.feeds.push((path, count));
        }
    }
    Ok(recovery)
}

/// Whether the system failed to read a file that exists.
fn is_of_the_system(error: &io::Error) -> bool {
    let is_missing = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    error.raw_os_error().is_some() && !is_missing
}

/// The newest entry of an archive.
fn newest_of(feed: &OldFeed) -> Option<ArchiveEnd> {
    // The entries are sorted from the newest to the oldest.
    let entry = feed.entries.first()?;
    Some(ArchiveEnd { published: entry.date()?.to_utc(), id: entry.id.clone()? })
}

/// What an article takes from the old feeds.
#[derive(Default)]
struct Taken {
    id: Option<String>,
    published: Option<DateTime<Utc>>,
    updated: Option<DateTime<Utc>>,
    /// The fingerprint of the article's file.
    text: String,
}

fn take(
    feeds: &[OldFeed],
    articles: &[Loaded],
    state: &State,
    settings: &Settings,
    now: DateTime<Utc>,
    entries: &mut Vec<Adopted>,
) -> BTreeMap<String, Taken> {
    let index = Index::new(articles, state, settings, now);
    let mut taken: BTreeMap<String, Taken> = BTreeMap::new();
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for feed in feeds {
        let matches = index.matches(feed, &settings.plan.site.url);
        for (entry, found) in feed.entries.iter().zip(matches) {
            let id = entry.id.clone().or_else(|| entry.link.clone());
            let mut adopted = Adopted {
                feed: feed.name.clone(),
                entry: entry.called(),
                link: entry.link.clone(),
                id: id.clone(),
                article: None,
                instead: None,
            };
            if let Some((at, how)) = found {
                let loaded = &articles[at];
                let path = loaded.reading.article.path.clone();
                let article = taken.entry(path.clone()).or_default();
                keep_dates(article, entry, loaded);
                if let Some(own) = own_uri(&loaded.reading.article) {
                    adopted.instead = Some((own, "the article's file specifies it"));
                } else if let Some(first) = &article.id {
                    adopted.instead = Some((first.clone(), "an earlier feed uses it"));
                } else if let Some(id) = id {
                    // If the feed has an id twice, the first entry keeps it.
                    let owner = ids.entry(id.clone()).or_insert_with(|| path.clone());
                    if *owner == path {
                        article.id = Some(id);
                    }
                }
                adopted.instead = adopted.instead.filter(|it| Some(&it.0) != adopted.id.as_ref());
                adopted.article = Some((path, how));
            }
            entries.push(adopted);
        }
    }
    taken
}

fn keep_dates(article: &mut Taken, entry: &OldEntry, loaded: &Loaded) {
    let utc = |it: DateTime<chrono::FixedOffset>| it.to_utc().trunc_subsecs(0);
    // An Atom entry may have only `updated`, which every reader then uses as its date.
    let published = entry.date().map(utc);
    article.published = article.published.or(published);
    let changed = entry.updated.map(utc).filter(|it| Some(*it) > published);
    // A date in the article itself does not have to be remembered.
    if loaded.reading.article.updated.is_none() {
        article.updated = article.updated.or(changed);
    }
    article.text = written(loaded.fingerprint);
}
