//! Builds feeds from a folder of articles: loads and selects articles, then builds, validates and writes the feeds.

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::path::Path;
use std::path::PathBuf;

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::SubsecRound;
use chrono::Utc;

use crate::publish::assemble::Assembled;
use crate::publish::cache::Watch;
use crate::publish::cache::seen::Seen;
use crate::publish::cache::stamp::digest_of;
use crate::publish::documents::Document;
use crate::publish::load::Bodies;
use crate::publish::load::Folder;
use crate::publish::load::HeadCache;
use crate::publish::load::folder;
use crate::publish::lock::Lock;
use crate::publish::settle::Settled;
use crate::publish::state::Known;
use crate::publish::state::Last;
use crate::publish::state::State;
use crate::publish::write::Target;
use crate::text::lines::Lines;

mod absolute_url;
mod adopt;
pub mod article;
pub mod assemble;
pub mod build;
mod cache;
mod compare;
pub mod content;
mod dead_links;
pub mod dialect;
mod divide;
mod documents;
mod elsewhere;
pub mod entry_id;
pub mod feed;
pub(crate) mod feed_format;
pub(crate) mod feed_plan;
mod gate;
mod git;
mod identity;
mod ids;
mod inspect;
mod links;
pub mod load;
pub mod lock;
mod matching;
pub(crate) mod old_feed;
mod outcome;
pub(crate) mod page;
mod parallel;
pub mod permalink;
pub mod plan;
mod rendering;
pub mod rules;
mod settings;
mod settle;
pub(crate) mod site;
mod slug;
pub(crate) mod state;
pub(crate) mod template;
mod tree_bounds;
pub(crate) mod warnings;
pub(crate) mod write;

pub use adopt::Adopted;
pub use adopt::Adoption;
pub use adopt::adopt;
pub use article::Article;
pub use article::Confidence;
pub use article::Enclosure;
pub use article::Image;
pub use article::Origin;
pub use article::Person;
pub use build::BuildError;
pub use build::FeedFormat;
pub use cache::Said;
pub use compare::Changed;
pub use compare::Comparison;
pub use compare::Difference;
pub use compare::Named;
pub use compare::compare;
pub use dialect::dialect_names;
pub use feed_plan::ContentMode;
pub use feed_plan::FeedPlan;
pub use feed_plan::Sort;
pub use inspect::Inspection;
pub use inspect::inspect;
pub use load::Loaded;
pub use load::PassedOver;
pub use load::Reading;
pub use load::Sidecar;
pub use lock::IfLocked;
pub use lock::LockError;
pub use matching::MatchedBy;
pub use old_feed::OldEntry;
pub use old_feed::OldFeed;
pub use old_feed::OldFeedError;
pub use outcome::Failure;
pub use outcome::Outcome;
pub use outcome::Published;
pub use outcome::Refusal;
pub use outcome::RemovedTag;
pub use plan::Plan;
pub use settings::Settings;
pub use settings::Undated;
pub use site::Site;
pub use state::STATE_FILE;
pub use state::StateError;
pub use write::Change;
pub use write::WriteError;
pub use write::replace_file;

/// Reads the articles and updates the feeds. `now` is the time of the build.
///
/// An article with an error does not stop the others. It is left out, and the outcome contains it with its errors. The same
/// articles, settings and state give the same bytes. Unchanged files are not written.
///
/// # Errors
///
/// If the feeds cannot be written, or must not be. See [`Failure`].
pub fn publish(settings: &Settings, now: DateTime<Utc>) -> Result<Outcome, Failure> {
    let _lock = locked(settings)?;
    build_all(settings, &settings.load_options(), None, now)
}

/// The result of [`publish_changes`].
#[derive(Debug)]
pub enum Build<'s> {
    /// Nothing changed since the build that said this, so nothing was done.
    Unchanged(Said),
    /// The feeds were built.
    Finished {
        /// The outcome.
        outcome: Box<Outcome>,
        /// Remembers what the build said, for the next one.
        record: Box<Record<'s>>,
    },
}

/// Remembers what a build said. While it exists, the site is locked.
#[derive(Debug)]
pub struct Record<'s> {
    watch: Option<Watch<'s>>,
    seen: Seen,
    now: DateTime<Utc>,
    _lock: Option<Lock>,
}

impl Record<'_> {
    /// Stores what the build said. If that fails, the next build reads all articles again.
    pub fn keep(self, said: Said) {
        if let Some(watch) = self.watch {
            watch.keep(&self.seen, said, self.now);
        }
    }
}

/// Like [`publish`], but if nothing changed since a build whose [`Record`] was kept, only compares the names and times of the files.
///
/// `command` is everything else on which the outcome and its messages depend, such as the text of the configuration. With `anyway`, the
/// feeds are always built.
///
/// # Errors
///
/// The same as [`publish`].
pub fn publish_changes<'s>(
    settings: &'s Settings,
    command: &str,
    anyway: bool,
    now: DateTime<Utc>,
) -> Result<Build<'s>, Failure> {
    let is_new = !settings.memory.exists();
    let lock = locked(settings)?;
    if is_new && lock.is_some() {
        cache::wait();
    }
    let options = settings.load_options();
    // A dry run does not lock the site, so another build may be changing it.
    let watch = lock.as_ref().and_then(|_| Watch::begin(settings, &options, command));
    if let Some(said) = watch.as_ref().filter(|_| !anyway).and_then(|it| it.last(now)) {
        return Ok(Build::Unchanged(said));
    }
    // With `--check-all` and `--force`, all articles are read.
    let heads = watch.as_ref().filter(|_| !settings.check_all && !settings.force).map(Watch::heads);
    let heads = heads.as_ref().map(|it| it as &dyn HeadCache);
    let mut outcome = Box::new(build_all(settings, &options, heads, now)?);
    let seen = std::mem::take(&mut outcome.seen);
    let record = Box::new(Record { watch, seen, now, _lock: lock });
    Ok(Build::Finished { outcome, record })
}

/// Locks the site, if its folder of articles can be read. Checks the folder first: the lock file may be inside it.
fn locked(settings: &Settings) -> Result<Option<Lock>, Failure> {
    if let Err(cause) = settings.articles.read_dir() {
        return Err(Failure::Articles { path: settings.articles.clone(), cause });
    }
    settings.locked()
}

/// Builds the feeds of a site that is locked. `options_of_bodies` are for articles of which more than the head is read.
fn build_all(
    settings: &Settings,
    options_of_bodies: &load::Options,
    known: Option<&dyn HeadCache>,
    now: DateTime<Utc>,
) -> Result<Outcome, Failure> {
    let state_path = settings.memory.join(state::STATE_FILE);
    let state = State::read(&state_path).map_err(Failure::State)?;

    // Read the articles.
    let folder = read_folder(settings, options_of_bodies, known)?;
    let mut articles = folder.articles;
    let mut outcome = Outcome {
        articles: articles.len(),
        passed_over: folder.passed_over,
        removed: removed_tags(&articles),
        ..Outcome::default()
    };
    let has_files = !articles.is_empty() || outcome.passed_over.iter().any(|it| !it.is_hidden());
    let none_is_read = has_files && articles.iter().all(Loaded::has_error);
    let ages = settings.plan.feeds.iter().filter_map(|it| it.max_age);
    let mut seen = Seen::new(now, ages.collect());
    let root = settings.articles.canonicalize().unwrap_or_default();
    for it in &articles {
        seen.article(&it.reading.article, &root);
    }

    // Combine them with what earlier builds recorded.
    let state = state.unwrap_or_else(|| {
        let recovery = adopt::recover(&articles, settings, now);
        outcome.recovered = recovery.feeds;
        recovery.state
    });
    let history = history(&articles, settings, &mut outcome);
    let settled = settle::settle(&mut articles, &state, settings, &history, now);
    for it in &settled.dated {
        seen.dated(it);
    }

    // Select and render the entries.
    let whole = |path: &str| folder::read_again(&settings.articles, &root, path, options_of_bodies);
    let mut assembled = assemble::assemble_with(&settled.dated, &settings.plan, now, &whole);
    for read in std::mem::take(&mut assembled.read) {
        seen.article(&read.reading.article, &root);
        replace_head(&mut articles, read);
    }
    dead_links::report(&mut articles, &assembled.dead_links);
    outcome.remarked = articles.into_iter().filter(has_diagnostics).collect();
    if none_is_read && !settings.allow_empty {
        let why = Refusal::NoArticles(settings.articles.clone());
        return Err(Failure::Refused { why, outcome: Box::new(outcome) });
    }

    // Build the feeds.
    let began = began(&state, now);
    for it in assembled.feeds.iter_mut().filter(|it| it.feed.entries.is_empty()) {
        it.feed.updated = began;
    }
    let documents = documents::documents(&assembled.feeds, settings)?;
    let former = documents::former(&state, &documents, settings);
    let mut new_state = remembered(&state, &settled, &assembled, &documents);
    new_state.began = Some(began);
    if !settings.prune {
        // They stay known until their files are deleted.
        new_state.feeds.extend(former.iter().map(|(name, last, _)| (name.clone(), last.clone())));
    }
    let former = former.into_iter().map(|it| it.2).collect();
    let is_deleting = settings.prune && !settings.dry_run;
    let (deleted, former) = if is_deleting { (former, Vec::new()) } else { (Vec::new(), former) };

    // Decide whether they may replace the old ones.
    let paths = |which: fn(&Document) -> bool| -> Vec<PathBuf> {
        documents.iter().filter(|it| which(it)).map(|it| it.target.path.clone()).collect()
    };
    let Assembled { held, drafts, expired, unlisted, without_feeds, .. } = assembled;
    let Settled { undated, undated_left_out, .. } = settled;
    outcome = Outcome {
        held,
        drafts,
        expired,
        unlisted,
        undated,
        undated_left_out,
        shortened: paths(|it| it.omitted > 0),
        too_large: paths(|it| it.is_too_large),
        without_feeds,
        former,
        deleted,
        ..outcome
    };
    outcome.warnings = warnings::of_the_site(&outcome);
    let warned = warnings::all(&outcome);
    outcome.told = state.has_warnings(&warned);
    new_state.set_warnings(&warned);
    if let Some(why) = gate::refusal(&documents, &state, settings, now) {
        return Err(Failure::Refused { why, outcome: Box::new(outcome) });
    }

    // Write them.
    let targets = targets(&state_path, &new_state, &documents);
    let changes =
        replace(&targets, &documents, &outcome.deleted, settings).map_err(Failure::Write)?;
    seen.files = targets.iter().map(|it| (it.path.clone(), digest_of(&it.bytes))).collect();
    seen.former.clone_from(&outcome.former);
    outcome.seen = seen;
    outcome.feeds = published(documents, changes);
    Ok(outcome)
}

/// Reads the folder of articles. On a large site, only the heads of most articles are needed.
fn read_folder(
    settings: &Settings,
    options_of_bodies: &load::Options,
    known: Option<&dyn HeadCache>,
) -> Result<Folder, Failure> {
    let publishes_all = |it: &FeedPlan| it.limit.is_none() && it.max_age.is_none();
    let bodies = match settings.plan.feeds.iter().any(publishes_all) {
        _ if settings.check_all => Bodies::All,
        true => Bodies::Published,
        false => Bodies::Few,
    };
    let options = load::Options { bodies, ..options_of_bodies.clone() };
    folder::read_changed(&settings.articles, &options, known)
        .map_err(|cause| Failure::Articles { path: settings.articles.clone(), cause })
}

/// Takes the problems of an article that was read again.
fn replace_head(articles: &mut [Loaded], read: Loaded) {
    let path = &read.reading.article.path;
    let at = articles.binary_search_by(|it| it.reading.article.path.cmp(path));
    if let Some(head) = at.ok().and_then(|at| articles.get_mut(at)) {
        *head = read;
    }
}

/// The template tags that were removed from each article.
fn removed_tags(articles: &[Loaded]) -> Vec<RemovedTag> {
    let mut tags = Vec::new();
    for loaded in articles.iter().filter(|it| !it.reading.removed.is_empty()) {
        let lines = Lines::new(&loaded.source.text);
        tags.extend(loaded.reading.removed.iter().map(|it| RemovedTag {
            path: loaded.reading.article.path.clone(),
            line: lines.position(it.span.start).line,
            tag: it.tag.clone(),
        }));
    }
    tags
}

/// Whether an article or its sidecar has an error or a warning.
fn has_diagnostics(loaded: &Loaded) -> bool {
    let sidecar = loaded.sidecar.as_ref().map_or(&[][..], |it| &it.diagnostics);
    !loaded.reading.diagnostics.is_empty() || !sidecar.is_empty()
}

/// When the site was first seen. If the state does not contain it: when the first article was first seen.
fn began(state: &State, now: DateTime<Utc>) -> DateTime<Utc> {
    let first = || state.articles.values().map(|it| it.first_seen).min();
    state.began.or_else(first).unwrap_or(now).trunc_subsecs(0)
}

/// When each undated article was first committed, by path, if the settings ask git for dates.
fn history(
    articles: &[Loaded],
    settings: &Settings,
    outcome: &mut Outcome,
) -> HashMap<String, DateTime<FixedOffset>> {
    let is_undated = |it: &Loaded| !it.has_error() && it.reading.article.published.is_none();
    if settings.undated != Undated::Git || !articles.iter().any(is_undated) {
        return HashMap::new();
    }
    git::first_commits(&settings.articles).unwrap_or_else(|why| {
        outcome.without_git = Some(why);
        HashMap::new()
    })
}

/// The state to remember after this run. An article that was published keeps its record if its file is gone, or if it is a draft now: it
/// may come back.
fn remembered(
    state: &State,
    settled: &Settled,
    assembled: &Assembled,
    documents: &[Document],
) -> State {
    let mut new = state.clone();
    new.articles.retain(|path, _| !settled.left.contains(path));
    let ids: HashMap<&str, &str> =
        assembled.ids.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    for (path, known) in &settled.known {
        let id = ids.get(path.as_str()).map_or(known.id.as_str(), |it| *it);
        if !id.is_empty() {
            new.articles.insert(path.clone(), Known { id: id.to_owned(), ..known.clone() });
        }
    }
    new.feeds =
        documents.iter().map(|it| (it.name.clone(), Last { entries: it.entries })).collect();
    new
}

/// The files to write. The state is first: published ids and dates must be remembered even if the power fails before the feeds are
/// written.
fn targets(state_path: &Path, state: &State, documents: &[Document]) -> Vec<Target> {
    let state = Target { path: state_path.to_owned(), bytes: state.bytes() };
    std::iter::once(state).chain(documents.iter().map(|it| it.target.clone())).collect()
}

/// Writes the state and the feeds. In a dry run, only returns what would happen to the feeds.
fn replace(
    targets: &[Target],
    documents: &[Document],
    deleted: &[PathBuf],
    settings: &Settings,
) -> Result<Vec<Change>, WriteError> {
    if settings.dry_run {
        return documents.iter().map(|it| write::preview(&it.target)).collect();
    }
    write::create_folder(&settings.out)?;
    write::remove_leftovers(&settings.memory);
    let folders = documents.iter().filter_map(|it| it.target.path.parent());
    let folders: BTreeSet<&Path> = folders.chain([settings.out.as_path()]).collect();
    for folder in folders {
        write::create_folder(folder)?;
        write::remove_leftovers(folder);
    }
    let mut changes = write::replace(targets, settings.force)?;
    changes.remove(0);
    write::delete(deleted, &settings.out)?;
    Ok(changes)
}

fn published(documents: Vec<Document>, changes: Vec<Change>) -> Vec<Published> {
    let pairs = documents.into_iter().zip(changes);
    let published = pairs.map(|(it, change)| Published {
        path: it.target.path,
        url: it.url,
        title: it.title,
        format: it.format,
        entries: it.entries,
        omitted: it.omitted,
        change,
    });
    published.collect()
}
