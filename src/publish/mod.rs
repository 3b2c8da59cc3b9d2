//! Builds feeds from a folder of articles: loads and selects articles, then builds, validates and writes the feeds.

use std::collections::HashMap;
use std::path::PathBuf;

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::Utc;

use crate::publish::assemble::Assembled;
use crate::publish::cache::Watch;
use crate::publish::cache::seen::Seen;
use crate::publish::documents::Document;
use crate::publish::load::Bodies;
use crate::publish::load::Folder;
use crate::publish::load::HeadCache;
use crate::publish::load::folder;
use crate::publish::lock::Lock;
use crate::publish::remember::began;
use crate::publish::remember::remembered;
use crate::publish::settle::Settled;
use crate::publish::state::State;
use crate::publish::targets::other_files;
use crate::publish::targets::published;
use crate::publish::targets::replace;
use crate::publish::targets::targets;
use crate::publish::targets::written;
use crate::text::lines::Lines;

mod absolute_url;
mod adopt;
mod announcements;
pub(crate) mod archives;
pub mod article;
pub mod assemble;
pub mod build;
mod cache;
mod compare;
mod compress;
pub mod content;
mod dead_links;
pub mod dialect;
mod divide;
mod documents;
mod elsewhere;
mod entry;
pub mod entry_id;
pub mod feed;
pub(crate) mod feed_format;
mod feed_head;
mod feed_links;
pub(crate) mod feed_plan;
mod gate;
mod git;
mod identity;
mod ids;
mod index_format;
mod inspect;
mod links;
pub mod load;
pub mod lock;
mod matching;
pub(crate) mod old_feed;
mod outcome;
pub(crate) mod page;
mod pages;
mod parallel;
pub mod permalink;
pub mod plan;
pub(crate) mod podcast;
mod progress;
mod remember;
mod rendering;
pub mod rules;
pub(crate) mod settings;
mod settle;
pub(crate) mod site;
mod slug;
pub(crate) mod state;
pub(crate) mod stylesheet;
mod targets;
pub(crate) mod template;
mod translations;
mod tree_bounds;
pub(crate) mod warnings;
pub(crate) mod write;

pub use adopt::Adopted;
pub use adopt::Adoption;
pub use adopt::adopt;
pub use announcements::Announcement;
pub use announcements::Announcements;
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
pub use compress::Coding;
pub use dialect::dialect_names;
pub use feed_links::FeedLink;
pub use feed_links::article_path;
pub use feed_plan::Archive;
pub use feed_plan::ContentMode;
pub use feed_plan::FeedPlan;
pub use feed_plan::Sort;
pub use index_format::IndexFormat;
pub use inspect::Inspection;
pub use inspect::inspect;
#[cfg(feature = "server")]
pub(crate) use inspect::inspect_text;
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
pub use podcast::Credit;
pub use podcast::Venue;
pub use podcast::episode::Chapter;
pub use podcast::episode::Chapters;
pub use podcast::episode::Episode;
pub use podcast::episode::EpisodeKind;
pub use podcast::episode::Soundbite;
pub use podcast::episode::Transcript;
pub use progress::Progress;
pub use progress::Stage;
pub use settings::Settings;
pub use settings::Undated;
pub use site::Site;
pub use state::STATE_FILE;
pub use state::StateError;
pub use stylesheet::Stylesheet;
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

/// The links to all feeds of a site, in the order of its configuration. Nothing is written.
///
/// With `article`, the path of an article relative to the folder of articles, the feeds for this article come first. Feeds for other tags,
/// sections, authors and languages are left out.
///
/// # Errors
///
/// If the articles or the state cannot be read. They are only read if a feed depends on them.
pub fn feed_links(
    settings: &Settings,
    article: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Vec<FeedLink>, Failure> {
    let mut dated = Vec::new();
    if article.is_some() || settings.plan.feeds.iter().any(|it| it.each.is_some()) {
        let state = State::read(&settings.memory.join(state::STATE_FILE));
        let state = state.map_err(Failure::State)?.unwrap_or_default();
        let options = load::Options { bodies: Bodies::Few, ..settings.load_options() };
        let folder = folder::read(&settings.articles, &options);
        let unread = |cause| Failure::Articles { path: settings.articles.clone(), cause };
        let mut articles = folder.map_err(unread)?.articles;
        let history = history(&articles, settings, &mut Outcome::default());
        dated = settle::settle(&mut articles, &state, settings, &history, now).dated;
    }
    Ok(feed_links::links(settings, &dated, article, now))
}

/// Locks the site, if its folder of articles can be read. Checks the folder first: the lock file may be inside it.
fn locked(settings: &Settings) -> Result<Option<Lock>, Failure> {
    if let Err(cause) = settings.articles.read_dir() {
        return Err(Failure::Articles { path: settings.articles.clone(), cause });
    }
    settings.progress.begin(Stage::Waiting);
    let lock = settings.locked();
    settings.progress.begin(Stage::Looking);
    lock
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
    let progress = &settings.progress;
    progress.begin(Stage::Reading);
    let folder = read_folder(settings, options_of_bodies, known)?;
    let mut articles = folder.articles;
    let mut outcome =
        Outcome { articles: articles.len(), passed_over: folder.passed_over, ..Outcome::default() };
    let has_files = !articles.is_empty() || outcome.passed_over.iter().any(|it| !it.is_hidden());
    let none_is_read = has_files && articles.iter().all(Loaded::has_error);
    let ages = settings.plan.feeds.iter().filter_map(|it| it.max_age);
    let mut seen = Seen::new(now, ages.collect());
    for archive in settings.plan.feeds.iter().filter_map(|it| it.archive) {
        seen.ends(archives::end_of_period(archive, now, settings.timezone));
    }
    let root = settings.articles.canonicalize().unwrap_or_default();
    for it in &articles {
        seen.article(&it.reading.article, &root, options_of_bodies);
    }

    // Combine them with what earlier builds recorded.
    let state = if let Some(state) = state {
        state
    } else {
        let recovery = adopt::recover(&articles, settings, now).map_err(Failure::Write)?;
        outcome.recovered = recovery.feeds;
        recovery.state
    };
    let history = history(&articles, settings, &mut outcome);
    let mut settled = settle::settle(&mut articles, &state, settings, &history, now);
    for it in &settled.dated {
        seen.dated(it);
    }

    // Select and render the entries.
    progress.begin(Stage::Building);
    let whole = |path: &str| folder::read_again(&settings.articles, &root, path, options_of_bodies);
    let mut assembled = assemble::assemble_with(
        &settled.dated,
        &settings.plan,
        now,
        &state.archives,
        settings.check_all,
        &whole,
    );
    for read in std::mem::take(&mut assembled.read) {
        seen.article(&read.reading.article, &root, options_of_bodies);
        replace_head(&mut articles, read);
    }
    seen.is_unsure = articles.iter().any(|it| it.error_of_the_system().is_some());
    dead_links::report(&mut articles, &assembled.dead_links);
    outcome.removed = removed_tags(&articles);
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
    let podcasts = podcast::identity::settle(&mut assembled.feeds, &state.podcasts, settings);
    let mut documents = documents::documents(&assembled.feeds, settings)?;
    let mut pages = pages::pages(&assembled.feeds, settings);
    documents::compress(&mut documents, &mut pages, &state, settings);
    let former = documents::former(&state, &documents, &pages, settings);
    let mut new_state = remembered(&state, &mut settled, &assembled, &documents);
    new_state.files = documents::other_files(&documents, &pages, settings).collect();
    new_state.began = Some(began);
    new_state.podcasts.extend(podcasts);
    // They stay known until their files are deleted.
    for it in &former {
        match &it.feed {
            Some(last) => drop(new_state.feeds.insert(it.name.clone(), last.clone())),
            None => drop(new_state.files.insert(it.name.clone())),
        }
    }
    let former = former.into_iter().map(|it| it.path).collect();
    let is_deleting = settings.prune && !settings.dry_run;
    let (deleted, former) = if is_deleting { (former, Vec::new()) } else { (Vec::new(), former) };

    // Decide whether they may replace the old ones.
    progress.begin(Stage::Validating);
    let paths = |which: fn(&Document) -> bool| -> Vec<PathBuf> {
        documents.iter().filter(|it| which(it)).map(|it| it.target.path.clone()).collect()
    };
    let Assembled { held, drafts, expired, unlisted, without_feeds, .. } = assembled;
    let Assembled { without_recording, without_number, .. } = assembled;
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
        without_recording,
        without_number,
        former,
        deleted,
        ..outcome
    };
    outcome.warnings = warnings::of_the_site(&outcome);
    let warned = warnings::all(&outcome);
    outcome.told = state.has_warnings(&warned);
    new_state.set_warnings(&warned);
    if let Some(why) = gate::refusal(&documents, &pages, &state, settings, now) {
        return Err(Failure::Refused { why, outcome: Box::new(outcome) });
    }

    // Write them.
    progress.begin(Stage::Writing);
    let (copies, others): (Vec<PathBuf>, Vec<PathBuf>) =
        outcome.deleted.iter().cloned().partition(|it| documents::is_copy(it));
    // A copy that is not kept up to date must not be beside the new file.
    write::delete(&copies, &settings.out).map_err(Failure::Write)?;
    let mut targets = targets(&state_path, &new_state, &documents, &pages);
    let replaced = replace(&targets, settings).map_err(Failure::Write)?;
    if !outcome.deleted.is_empty() {
        write::delete(&others, &settings.out).map_err(Failure::Write)?;
        // Now they are forgotten.
        new_state.feeds.retain(|name, _| documents.iter().any(|it| it.name == *name));
        new_state.files = documents::other_files(&documents, &pages, settings).collect();
        targets[0].bytes = new_state.bytes();
        write::replace(&targets[..1], false).map_err(Failure::Write)?;
    }
    seen.files = written(&targets, &replaced);
    seen.former.clone_from(&outcome.former);
    outcome.seen = seen;
    outcome.files = other_files(&targets, &replaced, 1 + documents.len());
    outcome.feeds = published(documents, &replaced[1..]);
    Ok(outcome)
}

/// Reads the folder of articles. On a large site, only the heads of most articles are needed.
fn read_folder(
    settings: &Settings,
    options_of_bodies: &load::Options,
    known: Option<&dyn HeadCache>,
) -> Result<Folder, Failure> {
    let publishes_all =
        |it: &FeedPlan| it.limit.is_none() && it.max_age.is_none() || it.archives().is_some();
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
