//! What a build did, and why it did nothing.

use std::fmt;
use std::io;
use std::path::PathBuf;

use chrono::DateTime;
use chrono::FixedOffset;

use crate::publish::build::BuildError;
use crate::publish::build::FeedFormat;
use crate::publish::load::Loaded;
use crate::publish::load::PassedOver;
use crate::publish::load::walk;
use crate::publish::lock::LockError;
use crate::publish::state::StateError;
use crate::publish::warnings;
use crate::publish::write::Change;
use crate::publish::write::WriteError;
use crate::text::source::Source;
use crate::validate::Report;

/// What a build did.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Outcome {
    /// The number of articles, including those that were left out.
    pub articles: usize,
    /// The articles with diagnostics, by path. Those with an error were left out.
    pub remarked: Vec<Loaded>,
    /// Paths of articles with a date in the future, and when they are due.
    pub held: Vec<(String, DateTime<FixedOffset>)>,
    /// Paths of drafts.
    pub drafts: Vec<String>,
    /// Paths of expired articles.
    pub expired: Vec<String>,
    /// Paths of articles that a key hides, such as `unlisted: true`.
    pub unlisted: Vec<String>,
    /// Paths of articles without a date that are dated by when they were first seen.
    pub undated: Vec<String>,
    /// Paths of articles without a date that were left out ([`crate::publish::settings::Undated::LeaveOut`]).
    pub undated_left_out: Vec<String>,
    /// Why the dates of first commits are not known, if [`crate::publish::settings::Undated::Git`] asks for them.
    pub without_git: Option<String>,
    /// Without a state: the old feeds that ids and dates were recovered from, each with the number of its entries that match an
    /// article.
    pub recovered: Vec<(PathBuf, usize)>,
    /// The warnings about the site as a whole, one line each.
    pub warnings: Vec<String>,
    /// Whether the last build had the same warnings, so that they need not be printed.
    pub told: bool,
    /// Files that are not articles, and why.
    pub passed_over: Vec<PassedOver>,
    /// The template tags and components that were removed from articles.
    pub removed: Vec<RemovedTag>,
    /// The feeds.
    pub feeds: Vec<Published>,
}

/// A template tag or a component that was removed from an article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemovedTag {
    /// The article.
    pub path: String,
    /// Its line in the file, from 1.
    pub line: u32,
    /// Its name between its marks.
    pub tag: String,
}

/// A feed that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Published {
    /// Its file.
    pub path: PathBuf,
    /// Its format.
    pub format: FeedFormat,
    /// How many entries it has.
    pub entries: usize,
    /// What happened to the file.
    pub change: Change,
}

impl Outcome {
    /// The warnings about the site as a whole, one line each. If nothing was published, they are about what was read until then.
    pub fn site_warnings(&self) -> Vec<String> {
        warnings::of_the_site(self)
    }

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
        /// The folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The lock cannot be taken.
    Lock(LockError),
    /// The state cannot be read.
    State(StateError),
    /// A feed cannot be formed.
    Build(BuildError),
    /// The new feeds must not replace the old ones.
    Refused {
        /// Why not.
        why: Refusal,
        /// What the build did until then.
        outcome: Box<Outcome>,
    },
    /// The disk or the file system failed.
    Write(WriteError),
}

/// Why new feeds must not replace the old ones.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// The validator found errors in them.
    Invalid(Vec<(Source, Report)>),
    /// They would be empty, and this one was not.
    Empty(PathBuf),
    /// The folder of articles has files, and none of them is an article that can be read.
    NoArticles(PathBuf),
}

impl Outcome {
    /// Whether the configuration leaves out every file that could be an article.
    pub(super) fn all_are_excluded(&self) -> bool {
        let mut seen = self.passed_over.iter().filter(|it| !it.is_hidden()).peekable();
        self.articles == 0 && seen.peek().is_some() && seen.all(|it| it.why == walk::EXCLUDED)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Articles { path, .. } => {
                write!(out, "the folder of articles, {}, cannot be read", path.display())
            }
            Failure::Lock(it) => it.fmt(out),
            Failure::State(it) => it.fmt(out),
            Failure::Build(it) => it.fmt(out),
            Failure::Refused { why: Refusal::Invalid(_), .. } => {
                out.write_str("what would be written is not valid; the old feeds are kept")
            }
            Failure::Refused { why: Refusal::Empty(path), .. } => write!(
                out,
                "{} has entries and would become empty; the old feeds are kept (--allow-empty lets it)",
                path.display()
            ),
            Failure::Refused { why: Refusal::NoArticles(path), outcome } => {
                let help = if outcome.all_are_excluded() {
                    "`include` and `exclude` leave out all files; correct their globs"
                } else {
                    "articles are .md, .mdx, .html and .txt files"
                };
                write!(
                    out,
                    "there is no article in {} that can be read; nothing was written\n  \
                     help: {help}; --allow-empty writes feeds without entries",
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
            // These are displayed as their causes.
            Failure::Lock(it) => it.source(),
            Failure::State(it) => it.source(),
            Failure::Build(it) => it.source(),
            Failure::Write(it) => it.source(),
            Failure::Refused { .. } => None,
        }
    }
}
