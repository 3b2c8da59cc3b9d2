//! The files that a build writes, in their order, and what happens to them.

use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

use crate::publish::cache::stamp::digest_of;
use crate::publish::documents::Document;
use crate::publish::outcome::Published;
use crate::publish::pages::Page;
use crate::publish::settings::Settings;
use crate::publish::state::State;
use crate::publish::write;
use crate::publish::write::Change;
use crate::publish::write::Replaced;
use crate::publish::write::Target;
use crate::publish::write::WriteError;

/// The files to write. The state is first: published ids and dates must be remembered even if the power fails before the feeds are
/// written. The pages are last, because they list the feeds.
pub(super) fn targets(
    state_path: &Path,
    state: &State,
    documents: &[Document],
    pages: &[Page],
) -> Vec<Target> {
    let state = Target::new(state_path.to_owned(), state.bytes());
    let documents = documents.iter().map(|it| it.target.clone());
    let pages = pages.iter().map(|it| it.target.clone());
    std::iter::once(state).chain(documents).chain(pages).collect()
}

/// Writes the files. In a dry run, only returns what would happen to them.
pub(super) fn replace(
    targets: &[Target],
    settings: &Settings,
) -> Result<Vec<Replaced>, WriteError> {
    if settings.dry_run {
        return targets.iter().map(write::preview).collect();
    }
    write::create_folder(&settings.out)?;
    write::remove_leftovers(&settings.memory);
    let folders = targets[1..].iter().filter_map(|it| it.path.parent());
    let folders: BTreeSet<&Path> = folders.chain([settings.out.as_path()]).collect();
    for folder in folders {
        write::create_folder(folder)?;
        write::remove_leftovers(folder);
    }
    write::replace(targets, settings.force)
}

/// All files with the digests of their contents.
pub(super) fn written(targets: &[Target], replaced: &[Replaced]) -> Vec<(PathBuf, u128)> {
    let files = targets.iter().map(|it| (it.path.clone(), digest_of(&it.bytes)));
    let copies = replaced.iter().flat_map(|it| &it.copies);
    files.chain(copies.map(|it| (it.path.clone(), digest_of(&it.bytes)))).collect()
}

/// What happened to the files that are not feeds. The first `feeds` targets are the state and the feeds.
pub(super) fn other_files(
    targets: &[Target],
    replaced: &[Replaced],
    feeds: usize,
) -> Vec<(PathBuf, Change)> {
    let pages = targets.iter().zip(replaced).skip(feeds);
    let pages = pages.map(|(target, it)| (target.path.clone(), it.change));
    let copies = replaced.iter().flat_map(|it| &it.copies);
    pages.chain(copies.map(|it| (it.path.clone(), it.change))).collect()
}

/// The feeds, with what happened to their files.
pub(super) fn published(documents: Vec<Document>, replaced: &[Replaced]) -> Vec<Published> {
    let pairs = documents.into_iter().zip(replaced);
    let published = pairs.map(|(it, replaced)| Published {
        fingerprint: it.fingerprint(),
        path: it.target.path,
        url: it.url,
        title: it.title,
        format: it.format,
        entries: it.entries,
        omitted: it.omitted,
        is_archive: it.is_archive,
        hubs: it.hubs,
        change: replaced.change,
    });
    published.collect()
}
