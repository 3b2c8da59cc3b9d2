//! The result of a build, and the reasons why a build publishes nothing.

use std::fmt;
use std::io;
use std::path::PathBuf;

use chrono::DateTime;
use chrono::FixedOffset;

use crate::publish::build::BuildError;
use crate::publish::build::FeedFormat;
use crate::publish::cache::seen::Seen;
use crate::publish::load::Loaded;
use crate::publish::load::PassedOver;
use crate::publish::load::walk;
use crate::publish::lock::LockError;
use crate::publish::state::StateError;
use crate::publish::write::Change;
use crate::publish::write::WriteError;
use crate::text::source::Source;
use crate::validate::Report;

/// The result of a build.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Outcome {
    /// The number of articles, including articles that were left out.
    pub articles: usize,
    /// The articles with diagnostics, sorted by path. Articles with an error were left out.
    pub remarked: Vec<Loaded>,
    /// The paths of articles with a future date, and when they are due.
    pub held: Vec<(String, DateTime<FixedOffset>)>,
    /// The paths of drafts.
    pub drafts: Vec<String>,
    /// The paths of expired articles.
    pub expired: Vec<String>,
    /// The paths of articles that a key hides, such as `unlisted: true`.
    pub unlisted: Vec<String>,
    /// The paths of articles without a date that use the time when they were first seen.
    pub undated: Vec<String>,
    /// The paths of articles without a date that were left out ([`Undated::LeaveOut`](crate::Undated::LeaveOut)).
    pub undated_left_out: Vec<String>,
    /// Why the dates of first commits are not known, if [`Undated::Git`](crate::Undated::Git) needs them.
    pub without_git: Option<String>,
    /// The old feeds that ids and dates were recovered from because there was no state, each with the number of its entries that
    /// match an article.
    pub recovered: Vec<(PathBuf, usize)>,
    /// The warnings about the whole site, one line each.
    pub warnings: Vec<String>,
    /// Whether the last build had the same warnings, so that they are not printed again.
    pub told: bool,
    /// Files that are not articles, and why they were skipped.
    pub passed_over: Vec<PassedOver>,
    /// The template tags and components that were removed from articles.
    pub removed: Vec<RemovedTag>,
    /// The published feeds.
    pub feeds: Vec<Published>,
    /// The other files of the feeds: pages that list them, stylesheets and compressed copies.
    pub files: Vec<(PathBuf, Change)>,
    /// The feeds from which the oldest entries were left out because of [`FeedPlan::max_bytes`](crate::FeedPlan::max_bytes).
    pub shortened: Vec<PathBuf>,
    /// The feeds that are larger than [`FeedPlan::max_bytes`](crate::FeedPlan::max_bytes) although they have only one entry.
    pub too_large: Vec<PathBuf>,
    /// Why a `[[feed]]` with `each` wrote no feed, one line each.
    pub without_feeds: Vec<String>,
    /// The paths of articles that are in no feed, because a podcast only contains articles with a recording.
    pub without_recording: Vec<String>,
    /// The paths of episodes of a serial podcast that have no number.
    pub without_number: Vec<String>,
    /// The files from earlier builds that do not belong to the feeds any more.
    pub former: Vec<PathBuf>,
    /// Such files that were deleted because of [`Settings::prune`](crate::Settings::prune).
    pub deleted: Vec<PathBuf>,
    /// What the build saw.
    pub(crate) seen: Seen,
}

/// A template tag or a component that was removed from an article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemovedTag {
    /// The path of the article.
    pub path: String,
    /// The line in the file, from 1.
    pub line: u32,
    /// The name of the tag with its delimiters, for example `{% x %}`.
    pub tag: String,
}

/// A feed that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Published {
    /// The path of its file.
    pub path: PathBuf,
    /// Its URL.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its format.
    pub format: FeedFormat,
    /// The number of entries.
    pub entries: usize,
    /// The number of older entries that were left out because of [`FeedPlan::max_bytes`](crate::FeedPlan::max_bytes).
    pub omitted: usize,
    /// Whether it is an archive with older entries of a feed.
    pub is_archive: bool,
    /// The URLs of the hubs that are told about changes. Empty for archives.
    pub hubs: Vec<String>,
    /// The fingerprint of its contents, if it has hubs.
    pub(crate) fingerprint: String,
    /// What happened to the file.
    pub change: Change,
}

impl Outcome {
    /// The articles that were left out because of an error.
    pub fn left_out(&self) -> impl Iterator<Item = &Loaded> {
        self.remarked.iter().filter(|it| it.has_error())
    }
}

/// Why nothing was published. The old feeds are kept.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The folder of articles cannot be read.
    Articles {
        /// The path of the folder.
        path: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// The site cannot be locked.
    Lock(LockError),
    /// The state cannot be read.
    State(StateError),
    /// A feed cannot be built.
    Build(BuildError),
    /// The new feeds must not replace the old ones.
    Refused {
        /// The reason.
        why: Refusal,
        /// The outcome of the build so far.
        outcome: Box<Outcome>,
    },
    /// The disk or the file system failed.
    Write(WriteError),
}

/// Why new feeds must not replace the old ones.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// The validator found errors in the new feeds.
    Invalid(Vec<(Source, Report)>),
    /// The new feeds have no entries, but this existing one does.
    Empty(PathBuf),
    /// This file, which was not written by feedwright, has the name of a list of the feeds or of their stylesheet.
    OtherFile(PathBuf),
    /// The folder of articles contains files, but none of them is a readable article.
    NoArticles(PathBuf),
}

impl Outcome {
    /// Whether the configuration excludes every file that could be an article.
    pub(super) fn all_are_excluded(&self) -> bool {
        let mut seen = self.passed_over.iter().filter(|it| !it.is_hidden()).peekable();
        self.articles == 0 && seen.peek().is_some() && seen.all(|it| it.why == walk::EXCLUDED)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Articles { path, .. } => {
                write!(out, "cannot read the folder of articles {}", path.display())
            }
            Failure::Lock(it) => it.fmt(out),
            Failure::State(it) => it.fmt(out),
            Failure::Build(it) => it.fmt(out),
            Failure::Refused { why: Refusal::Invalid(_), .. } => {
                out.write_str("the new feeds are not valid; the old feeds are kept")
            }
            Failure::Refused { why: Refusal::Empty(path), .. } => write!(
                out,
                "{} has entries, but the new feed has none; the old feeds are kept (use --allow-empty to write it)",
                path.display()
            ),
            Failure::Refused { why: Refusal::OtherFile(path), .. } => write!(
                out,
                "{} was not written by feedwright, so it is not replaced; the old feeds are kept\n  \
                 help: move the file, or change `index` and `stylesheet`",
                path.display()
            ),
            Failure::Refused { why: Refusal::NoArticles(path), outcome } => {
                let help = if outcome.all_are_excluded() {
                    "`include` and `exclude` leave out all files; fix their globs"
                } else {
                    "articles are .md, .mdx, .html and .txt files"
                };
                write!(
                    out,
                    "no articles in {} can be read; nothing was written\n  \
                     help: {help}; use --allow-empty to write feeds without entries",
                    path.display()
                )
            }
            Failure::Write(it) => it.fmt(out),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Failure::Articles { cause, .. } => Some(cause),
            // The text of these errors is already displayed.
            Failure::Lock(it) => it.source(),
            Failure::State(it) => it.source(),
            Failure::Build(it) => it.source(),
            Failure::Write(it) => it.source(),
            Failure::Refused { .. } => None,
        }
    }
}
