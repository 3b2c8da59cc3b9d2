//! The files of the feeds: their bytes, and which files of earlier builds are no longer feeds.

use std::collections::HashSet;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

use crate::publish::assemble::Planned;
use crate::publish::build;
use crate::publish::build::BuildError;
use crate::publish::build::FeedFormat;
use crate::publish::outcome::Failure;
use crate::publish::settings::Settings;
use crate::publish::state::State;
use crate::publish::write::Target;

/// A file to be written with a feed in one format.
pub(super) struct Document {
    pub(super) target: Target,
    /// Its path relative to the folder of feeds.
    pub(super) name: String,
    pub(super) url: String,
    pub(super) title: String,
    pub(super) format: FeedFormat,
    pub(super) entries: usize,
    /// Whether it may become empty.
    pub(super) may_be_empty: bool,
}

/// The files of all feeds, in the order of the settings.
pub(super) fn documents(feeds: &[Planned], settings: &Settings) -> Result<Vec<Document>, Failure> {
    let mut documents = Vec::new();
    for planned in feeds {
        let mut planned = planned.clone();
        if let Some(key) = &planned.key {
            planned.feed.id = settings.address_of(key);
        }
        for (format, name) in planned.files.clone() {
            planned.feed.address = settings.address_of(&name);
            let (bytes, entries) = fitting(&planned, format).map_err(Failure::Build)?;
            documents.push(Document {
                target: Target { path: settings.out.join(&name), bytes },
                url: planned.feed.address.clone(),
                title: planned.feed.title.clone(),
                may_be_empty: planned.may_be_empty,
                name,
                format,
                entries,
            });
        }
    }
    Ok(documents)
}

/// Builds a feed, without its oldest entries if it is larger than its maximum size. Returns its bytes and the number of entries. The newest
/// entry is always kept.
fn fitting(planned: &Planned, format: FeedFormat) -> Result<(Vec<u8>, usize), BuildError> {
    let stylesheet = planned.stylesheet.as_deref();
    let mut feed = planned.feed.clone();
    loop {
        let bytes = build::build(&feed, format, stylesheet)?;
        let (size, count) = (bytes.len(), feed.entries.len());
        let most = planned.max_bytes.unwrap_or(usize::MAX);
        if size <= most || count <= 1 {
            return Ok((bytes, count));
        }
        // Large entries may be new or old, so this is only a first guess.
        let guess = count.saturating_mul(most) / size;
        feed.entries.truncate(guess.clamp(1, count - 1));
    }
}

/// The files that earlier builds wrote as feeds, and that the settings no longer contain.
pub(super) fn former(state: &State, documents: &[Document], settings: &Settings) -> Vec<PathBuf> {
    let written: HashSet<&str> = documents.iter().map(|it| it.name.as_str()).collect();
    let is_below =
        |it: &&String| Path::new(it).components().all(|it| matches!(it, Component::Normal(_)));
    let gone = state.feeds.keys().filter(|it| !written.contains(it.as_str())).filter(is_below);
    let paths = gone.map(|it| settings.out.join(it));
    paths.filter(|it| it.is_file()).collect()
}
