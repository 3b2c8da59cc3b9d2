//! The files of the feeds: their bytes, and which files of earlier builds do not belong to them now.

use std::collections::HashSet;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

use crate::publish::archives;
use crate::publish::assemble::Planned;
use crate::publish::build;
use crate::publish::build::BuildError;
use crate::publish::build::FeedFormat;
use crate::publish::compress::Coding;
use crate::publish::feed::Feed;
use crate::publish::feed::History;
use crate::publish::outcome::Failure;
use crate::publish::pages;
use crate::publish::pages::Page;
use crate::publish::settings::Settings;
use crate::publish::state::Last;
use crate::publish::state::State;
use crate::publish::write::Target;
use crate::text::fingerprint::fnv1a;

/// A file to be written with a feed in one format.
pub(super) struct Document {
    pub(super) target: Target,
    /// Its path relative to the folder of feeds.
    pub(super) name: String,
    pub(super) url: String,
    pub(super) title: String,
    pub(super) format: FeedFormat,
    pub(super) entries: usize,
    /// The number of older entries that were left out because of the maximum size.
    pub(super) omitted: usize,
    /// Whether it is larger than the maximum size, although it has only one entry.
    pub(super) is_too_large: bool,
    /// Whether it may become empty.
    pub(super) may_be_empty: bool,
    /// Whether it is an archive of older entries.
    pub(super) is_archive: bool,
    /// The URLs of its hubs.
    pub(super) hubs: Vec<String>,
}

impl Document {
    /// The fingerprint of the contents, for comparison with what its hubs were told. Empty without a hub.
    pub(super) fn fingerprint(&self) -> String {
        let bytes = self.target.bytes.iter().filter(|_| !self.hubs.is_empty());
        format!("{:016x}", fnv1a(bytes.copied()))
    }
}

/// The files of all feeds, in the order of the settings, after their archives.
pub(super) fn documents(feeds: &[Planned], settings: &Settings) -> Result<Vec<Document>, Failure> {
    let mut documents = Vec::new();
    for planned in feeds {
        let mut planned = planned.clone();
        if let Some(key) = &planned.key {
            planned.feed.id = settings.address_of(key);
        }
        if planned.archive.is_some() {
            // Nobody subscribes to an archive.
            planned.feed.hubs.clear();
        }
        for (format, feed) in planned.files.clone() {
            let archive = |it: &String| archives::file_name(&feed, it);
            let name = planned.archive.as_ref().map_or_else(|| feed.clone(), archive);
            planned.feed.address = settings.address_of(&name);
            let address = |it: &String| settings.address_of(&archive(it));
            planned.feed.history = History {
                is_archive: planned.archive.is_some(),
                previous: planned.previous.as_ref().map(address),
                next: planned.next.as_ref().map(address),
                current: planned.archive.as_ref().map(|_| settings.address_of(&feed)),
                ..planned.feed.history
            };
            let stylesheet = planned.stylesheet.as_ref().map(|it| it.href(&name));
            let (bytes, entries) =
                fitting(&planned, format, stylesheet.as_deref()).map_err(Failure::Build)?;
            documents.push(Document {
                omitted: planned.feed.entries.len() - entries,
                is_too_large: planned.max_bytes.is_some_and(|it| bytes.len() > it),
                target: Target::new(settings.out.join(&name), bytes),
                url: planned.feed.address.clone(),
                title: planned.feed.title.clone(),
                may_be_empty: planned.may_be_empty,
                is_archive: planned.archive.is_some(),
                hubs: planned.feed.hubs.clone(),
                name,
                format,
                entries,
            });
        }
    }
    // Files are written in this order. A feed must not link to an archive that does not exist yet, even if the program is killed.
    documents.sort_by_key(|it| !it.is_archive);
    Ok(documents)
}

/// Builds a feed, without its oldest entries if it is larger than its maximum size. Returns its bytes and the number of entries. The newest
/// entry is always kept.
fn fitting(
    planned: &Planned,
    format: FeedFormat,
    stylesheet: Option<&str>,
) -> Result<(Vec<u8>, usize), BuildError> {
    let all = &planned.feed.entries;
    let built = |count: usize| {
        let feed = Feed { entries: all[..count].to_vec(), ..planned.feed.clone() };
        build::build(&feed, format, stylesheet)
    };
    let bytes = built(all.len())?;
    let Some(most) = planned.max_bytes.filter(|it| bytes.len() > *it && all.len() > 1) else {
        return Ok((bytes, all.len()));
    };
    // Entries differ in size, so their number is searched for: `count` entries fit, and `too_many` do not.
    let (mut count, mut too_many) = (1, all.len());
    let mut fitting = built(count)?;
    while count + 1 < too_many {
        let middle = count.midpoint(too_many);
        let bytes = built(middle)?;
        if bytes.len() <= most {
            (count, fitting) = (middle, bytes);
        } else {
            too_many = middle;
        }
    }
    Ok((fitting, count))
}

/// Adds compressed copies to the files of a build, which are `documents` and `pages`. A copy from an earlier build that is not configured
/// any more stays up to date until it is deleted: web servers would send it, however old it is.
pub(super) fn compress(
    documents: &mut [Document],
    pages: &mut [Page],
    state: &State,
    settings: &Settings,
) {
    let documents = documents.iter_mut().map(|it| (&it.name, &mut it.target));
    let pages = pages.iter_mut().map(|it| (&it.name, &mut it.target));
    for (name, target) in documents.chain(pages) {
        let is_kept = |it: &Coding| {
            let copy = format!("{name}{}", it.suffix());
            !settings.prune && state.files.contains(&copy) && settings.out.join(copy).is_file()
        };
        let all = Coding::ALL.into_iter();
        target.codings = all.filter(|it| settings.compress.contains(it) || is_kept(it)).collect();
    }
}

/// A file from an earlier build that does not belong to the feeds any more.
pub(super) struct Former {
    /// Its path relative to the folder of feeds.
    pub(super) name: String,
    /// What is known of it, if it is a feed.
    pub(super) feed: Option<Last>,
    pub(super) path: PathBuf,
}

/// The files from earlier builds that do not belong to the feeds now and that exist: feeds, pages and compressed copies.
pub(super) fn former(
    state: &State,
    documents: &[Document],
    pages: &[Page],
    settings: &Settings,
) -> Vec<Former> {
    let feeds: HashSet<&str> = documents.iter().map(|it| it.name.as_str()).collect();
    let others: HashSet<String> = other_files(documents, pages, settings).collect();
    let is_below =
        |name: &str| Path::new(name).components().all(|it| matches!(it, Component::Normal(_)));
    let known = state.feeds.iter().map(|it| (it.0, Some(it.1.clone())));
    let known = known.chain(state.files.iter().map(|it| (it, None)));
    let gone = known.filter(|it| !feeds.contains(it.0.as_str()) && !others.contains(it.0));
    let gone = gone.filter(|it| is_below(it.0)).map(|(name, feed)| Former {
        name: name.clone(),
        feed,
        path: settings.out.join(name),
    });
    gone.filter(|it| it.path.is_file() && (it.feed.is_some() || may_be_deleted(&it.path))).collect()
}

/// Whether a page or a copy may be deleted. Another program may have written a page with this name, and its copies, since then.
fn may_be_deleted(path: &Path) -> bool {
    let is_page = |path: &Path| {
        path.extension().is_some_and(|it| ["html", "opml", "css"].iter().any(|kind| it == *kind))
    };
    let page = if is_copy(path) { path.with_extension("") } else { path.to_owned() };
    !is_page(&page) || pages::is_ours(&page)
}

/// Whether the name is that of a compressed copy.
pub(super) fn is_copy(path: &Path) -> bool {
    Coding::ALL.iter().any(|it| path.to_string_lossy().ends_with(it.suffix()))
}

/// The names of the files that are configured besides the feeds: pages and compressed copies.
pub(super) fn other_files<'a>(
    documents: &'a [Document],
    pages: &'a [Page],
    settings: &'a Settings,
) -> impl Iterator<Item = String> + 'a {
    let names = documents.iter().map(|it| &it.name).chain(pages.iter().map(|it| &it.name));
    let copies = names
        .flat_map(|name| settings.compress.iter().map(move |it| format!("{name}{}", it.suffix())));
    pages.iter().map(|it| it.name.clone()).chain(copies)
}
