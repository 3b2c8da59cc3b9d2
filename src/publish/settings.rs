//! The settings of a build: what is published, and where.

use std::path::Path;
use std::path::PathBuf;

use url::Url;

use crate::publish::compress::Coding;
use crate::publish::index_format::IndexFormat;
use crate::publish::load;
use crate::publish::load::authors;
use crate::publish::load::detect::Detected;
use crate::publish::load::selection::Selection;
use crate::publish::lock;
use crate::publish::lock::IfLocked;
use crate::publish::lock::Lock;
use crate::publish::outcome::Failure;
use crate::publish::plan::Plan;
use crate::publish::progress::Progress;
use crate::publish::write;
use crate::value::timezone::Timezone;

/// The settings of a build: the contents of a `feedwright.toml`, and the options of a build.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[non_exhaustive]
pub struct Settings {
    /// The folder of the site, which contains its `feedwright.toml`.
    pub folder: PathBuf,
    /// The folder of articles. Paths of articles are relative to it.
    pub articles: PathBuf,
    /// Which files in it are articles: `dirs`, `include` and `exclude`.
    pub(crate) selection: Selection,
    /// The folder for the feeds. It is created if it does not exist.
    pub out: PathBuf,
    /// The folder for the state and the lock. It should not be public.
    pub memory: PathBuf,
    /// The URL under which the folder of feeds is served, with a slash at its end.
    pub address: Url,
    /// The codings in which each file in the folder of feeds is also written, for web servers.
    pub compress: Vec<Coding>,
    /// The pages that list the feeds.
    pub index: Vec<IndexFormat>,
    /// The contents of the feeds.
    pub plan: Plan,
    /// The time zone of dates without one, unless the dialect has other rules.
    pub(crate) timezone: Timezone,
    /// The generator that the articles are written for, and how it was recognized.
    pub(crate) dialect: Detected,
    /// How articles without a date are published.
    pub undated: Undated,
    /// What to do when another build is running.
    pub if_locked: IfLocked,
    /// Whether to write nothing.
    pub dry_run: bool,
    /// Whether to write unchanged feeds too.
    pub force: bool,
    /// Whether a feed that had entries may become empty.
    pub allow_empty: bool,
    /// Whether to read the texts of all articles, and to report problems also in those that are in no feed.
    pub check_all: bool,
    /// Whether to delete the files of feeds from earlier builds that this build does not write.
    pub prune: bool,
    /// How far the build is.
    pub progress: Progress,
}

impl Settings {
    /// The dialect in which the articles are written, such as `jekyll`.
    pub fn dialect(&self) -> &'static str {
        self.dialect.dialect.name
    }

    /// How the dialect was recognized. `None` if the configuration specifies it.
    pub fn dialect_reason(&self) -> Option<&str> {
        self.dialect.why.as_deref()
    }

    /// The options for reading the articles.
    pub(crate) fn load_options(&self) -> load::Options {
        load::Options {
            dialect: self.dialect.dialect,
            dialect_is_stated: self.dialect.why.is_none(),
            authors: authors::read(&self.folder, &self.articles, self.dialect.dialect),
            selection: self.selection.clone(),
            site_title: self.plan.site.title.clone(),
            site_url: Some(self.plan.site.url.clone()),
            language: self.plan.site.language.clone(),
            progress: self.progress.clone(),
            media: site_files(&self.folder),
            ..load::Options::new(self.timezone)
        }
    }

    /// Locks the site against other builds. `None` in a dry run, which needs no lock.
    pub(super) fn locked(&self) -> Result<Option<Lock>, Failure> {
        if self.dry_run {
            return Ok(None);
        }
        write::create_folder(&self.memory).map_err(Failure::Write)?;
        let lock = lock::lock(&self.memory.join(lock::LOCK_FILE), self.if_locked);
        lock.map(Some).map_err(Failure::Lock)
    }

    /// The URL of the feed in the file `name`, which is relative to the folder of feeds.
    pub fn address_of(&self, name: &str) -> String {
        let mut address = self.address.clone();
        if let Ok(mut parts) = address.path_segments_mut() {
            parts.pop_if_empty().extend(name.split('/'));
        }
        address.into()
    }
}

/// The folders that contain the files of a site: its own folder, and those that generators copy to the root of the site.
pub(crate) fn site_files(folder: &Path) -> Vec<PathBuf> {
    // An empty path cannot be resolved.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names = ["", "static", "public", "source", "src", "content"];
    names.iter().map(|it| if it.is_empty() { folder.to_owned() } else { folder.join(it) }).collect()
}

/// How an article without a date is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Undated {
    /// Its date is the time when a build first saw it.
    #[default]
    FirstSeen,
    /// It is not published.
    LeaveOut,
    /// Its date is that of the first commit of its file. If that is not known, it is the time when a build first saw it.
    Git,
}
