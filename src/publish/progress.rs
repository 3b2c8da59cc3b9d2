//! How far a build is. The library only counts; a program may show it.

use std::sync::Arc;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

/// How far a build is. Clones share their numbers, so another thread can read them at any time.
///
/// ```
/// use feedwright::{Progress, Stage};
///
/// assert_eq!(Progress::default().stage(), Stage::Looking);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Progress {
    numbers: Arc<Numbers>,
}

#[derive(Debug, Default)]
struct Numbers {
    stage: AtomicU8,
    articles: AtomicUsize,
    read: AtomicUsize,
}

/// What a build does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// It looks for changes.
    #[default]
    Looking,
    /// It waits for another build.
    Waiting,
    /// It reads articles.
    Reading,
    /// It selects and renders entries, and builds the feeds.
    Building,
    /// It validates the feeds.
    Validating,
    /// It writes the feeds.
    Writing,
}

impl Stage {
    const ALL: [Stage; 6] = [
        Stage::Looking,
        Stage::Waiting,
        Stage::Reading,
        Stage::Building,
        Stage::Validating,
        Stage::Writing,
    ];
}

impl Progress {
    /// What the build does now.
    pub fn stage(&self) -> Stage {
        let stage = usize::from(self.numbers.stage.load(Ordering::Relaxed));
        Stage::ALL.get(stage).copied().unwrap_or_default()
    }

    /// The number of articles that were found.
    pub fn articles(&self) -> usize {
        self.numbers.articles.load(Ordering::Relaxed)
    }

    /// The number of articles that were read, or that are known from the last build.
    pub fn read(&self) -> usize {
        self.numbers.read.load(Ordering::Relaxed)
    }

    pub(super) fn begin(&self, stage: Stage) {
        self.numbers.stage.store(stage as u8, Ordering::Relaxed);
    }

    pub(super) fn found(&self, articles: usize) {
        self.numbers.articles.store(articles, Ordering::Relaxed);
    }

    pub(super) fn has_read(&self, articles: usize) {
        self.numbers.read.fetch_add(articles, Ordering::Relaxed);
    }
}
