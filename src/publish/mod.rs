//! Articles to feeds: load, select, build, check, write.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::value::timezone::Timezone;
use chrono::DateTime;
use chrono::FixedOffset;
use chrono::SubsecRound;
use chrono::Utc;
use url::Url;

use crate::diagnostic::Diagnostic;
use crate::publish::build::BuildError;
use crate::publish::build::Format;
use crate::publish::feed::Assembled;
use crate::publish::feed::Plan;
use crate::publish::load::authors;
use crate::publish::load::detect::Detected;
use crate::publish::load::folder;
use crate::publish::load::folder::Loaded;
use crate::publish::load::folder::PassedOver;
use crate::publish::load::selection::Selection;
use crate::publish::load::walk;
use crate::publish::lock::IfLocked;
use crate::publish::lock::LockError;
use crate::publish::rules::DEAD_ARTICLE_LINK;
use crate::publish::settle::Settled;
use crate::publish::state::Known;
use crate::publish::state::Last;
use crate::publish::state::State;
use crate::publish::state::StateError;
use crate::publish::write::Change;
use crate::publish::write::Target;
use crate::publish::write::WriteError;
use crate::text::lines::Lines;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::Report;

mod address;
pub mod adopt;
pub mod article;
pub mod build;
pub mod compare;
pub mod content;
pub mod dialect;
mod elsewhere;
pub mod entry_id;
pub mod feed;
mod gate;
mod git;
mod identity;
mod links;
pub mod load;
pub mod lock;
mod matching;
pub mod old_feed;
pub mod page;
pub mod permalink;
pub mod rules;
mod settle;
mod slug;
pub mod state;
pub(crate) mod template;
pub mod warnings;
pub mod write;

/// What is published, from where to where: a `feedwright.toml` as [`crate::config::read`] reads it, and the options of the build.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder of the site: that of its `feedwright.toml`.
    pub folder: PathBuf,
    /// The folder of articles. Paths of articles are relative to it.
    pub articles: PathBuf,
    /// Which files in it are articles: `dirs`, `include` and `exclude`.
    pub selection: Selection,
    /// The folder of feeds; it is created if it does not exist.
    pub out: PathBuf,
    /// The folder of the state and the lock. It should not be served.
    pub memory: PathBuf,
    /// The URL at which the folder of feeds is served, with a slash at its end.
    pub address: Url,
    /// The feeds to write, each with its file name in `out`.
    pub files: Vec<(Format, String)>,
    /// What is in the feeds.
    pub plan: Plan,
    /// The time zone of dates without one, unless the dialect has other rules.
    pub timezone: Timezone,
    /// The generator that the articles are written for, and how it was recognized.
    pub dialect: Detected,
    /// How articles without a date are published.
    pub undated: Undated,
    /// What to do when another build is running.
    pub if_locked: IfLocked,
    /// Whether to write nothing.
    pub dry_run: bool,
    /// Whether to write unchanged feeds, too.
    pub force: bool,
    /// Whether a feed that had entries may become empty.
    pub allow_empty: bool,
}

impl Settings {
    /// The options to read the articles with; `now` is the time of the build.
    pub fn load_options(&self, now: DateTime<Utc>) -> load::Options {
        load::Options {
            dialect: self.dialect.dialect,
            dialect_is_stated: self.dialect.why.is_none(),
            authors: authors::read(&self.folder, &self.articles, self.dialect.dialect),
            selection: self.selection.clone(),
            site_title: self.plan.site.title.clone(),
            site_url: Some(self.plan.site.url.clone()),
            language: self.plan.site.language.clone(),
            ..load::Options::new(self.timezone, now)
        }
    }

    /// The URL of the feed in the file `name`.
    pub fn address_of(&self, name: &str) -> String {
        let mut address = self.address.clone();
        if let Ok(mut parts) = address.path_segments_mut() {
            parts.pop_if_empty().push(name);
        }
        address.into()
    }
}

/// How an article without a date is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undated {
    /// It is dated by when a build first saw it.
    #[default]
    FirstSeen,
    /// It is not published.
    LeaveOut,
    /// It is dated by the first commit of its file; if that is not known, by when a build first saw it.
    Git,
}

/// What a build did.
#[derive(Debug, Default)]
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
    /// Paths of articles without a date that were left out ([`Undated::LeaveOut`]).
    pub undated_left_out: Vec<String>,
    /// Why the dates of first commits are not known, if [`Undated::Git`] asks for them.
    pub without_git: Option<String>,
    /// Without a state: the old feeds that ids and dates were recovered from, each with the number of its entries that match an
    /// article.
    pub recovered: Vec<(PathBuf, usize)>,
    /// The warnings about the site as a whole, one line each; see [`warnings`].
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
pub struct Published {
    /// Its file.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
    /// How many entries it has.
    pub entries: usize,
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
    fn all_are_excluded(&self) -> bool {
        let mut seen = self.passed_over.iter().filter(|it| !is_hidden(&it.path)).peekable();
        self.articles == 0 && seen.peek().is_some() && seen.all(|it| it.why == walk::EXCLUDED)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Articles { path, cause } => {
                write!(out, "the folder of articles, {}, cannot be read: {cause}", path.display())
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

impl std::error::Error for Failure {}

/// Reads the articles, and brings the feeds up to date; `now` is the time of the build.
///
/// One bad article does not stop the others: it is left out, and is in the outcome with its errors. The same articles, settings and
/// state give the same bytes, and unchanged files are not written.
///
/// # Errors
///
/// If nothing can or must be written; see [`Failure`].
pub fn publish(settings: &Settings, now: DateTime<Utc>) -> Result<Outcome, Failure> {
    // Before the lock, whose folder may lie in it.
    if let Err(cause) = settings.articles.read_dir() {
        return Err(Failure::Articles { path: settings.articles.clone(), cause });
    }
    let _lock = if settings.dry_run {
        None
    } else {
        write::create_folder(&settings.memory).map_err(Failure::Write)?;
        let lock = lock::lock(&settings.memory.join("lock"), settings.if_locked);
        Some(lock.map_err(Failure::Lock)?)
    };
    let state_path = settings.memory.join(state::FILE_NAME);
    let state = State::read(&state_path).map_err(Failure::State)?;
    let options_of_bodies = settings.load_options(now);
    // Of most articles of a large site, the head is enough.
    let heads_only = settings.plan.limit < FEW;
    let options = load::Options { heads_only, ..options_of_bodies.clone() };
    let folder = folder::read(&settings.articles, &options)
        .map_err(|cause| Failure::Articles { path: settings.articles.clone(), cause })?;
    let mut outcome = Outcome {
        articles: folder.articles.len(),
        passed_over: folder.passed_over,
        ..Outcome::default()
    };
    let mut articles = folder.articles;
    let has_files =
        !articles.is_empty() || outcome.passed_over.iter().any(|it| !is_hidden(&it.path));
    let none_is_read = has_files && articles.iter().all(Loaded::has_error);
    outcome.removed = removed_tags(&articles);
    let state = state.unwrap_or_else(|| {
        let recovery = adopt::recover(&articles, settings, now);
        outcome.recovered = recovery.feeds;
        recovery.state
    });
    let history = history(&articles, settings, &mut outcome);
    let settled = settle::settle(&mut articles, &state, settings, &history, now);
    let mut whole = |path: &str| {
        let loaded = folder::read_below(&settings.articles, path, &options_of_bodies);
        let at = articles.binary_search_by(|it| it.reading.article.path.as_str().cmp(path)).ok()?;
        let head = articles.get_mut(at).filter(|_| !loaded.has_error())?;
        let article = loaded.reading.article.clone();
        head.reading.diagnostics = loaded.reading.diagnostics;
        head.sidecar = loaded.sidecar;
        Some(article)
    };
    let mut assembled = feed::assemble_with(&settled.dated, &settings.plan, now, &mut whole);
    report_dead_links(&mut articles, &assembled.dead_links);
    for loaded in articles {
        let remarks = loaded.sidecar.as_ref().is_some_and(|it| !it.diagnostics.is_empty());
        if remarks || !loaded.reading.diagnostics.is_empty() {
            outcome.remarked.push(loaded);
        }
    }
    if none_is_read && !settings.allow_empty {
        let why = Refusal::NoArticles(settings.articles.clone());
        return Err(Failure::Refused { why, outcome: Box::new(outcome) });
    }
    let began = began(&state, now);
    if assembled.feed.entries.is_empty() {
        assembled.feed.updated = began;
    }
    let documents = documents(&assembled, settings)?;
    let mut new_state = remembered(&state, &settled, &assembled, settings);
    new_state.began = Some(began);
    let Assembled { feed, held, drafts, expired, unlisted, .. } = assembled;
    let Settled { undated, undated_left_out, .. } = settled;
    outcome = Outcome { held, drafts, expired, unlisted, undated, undated_left_out, ..outcome };
    outcome.warnings = warnings::of_the_site(&outcome);
    let warned = warnings::all(&outcome);
    outcome.told = state.told(&warned);
    new_state.tell(&warned);
    if let Some(why) = gate::refusal(&documents, feed.entries.len(), &state, settings, now) {
        return Err(Failure::Refused { why, outcome: Box::new(outcome) });
    }
    let changes = replace(&state_path, &new_state, &documents, settings).map_err(Failure::Write)?;
    for ((target, (format, _)), change) in documents.into_iter().zip(&settings.files).zip(changes) {
        let (path, format, entries) = (target.path, *format, feed.entries.len());
        outcome.feeds.push(Published { path, format, entries, change });
    }
    Ok(outcome)
}

/// Up to this many entries, the articles that are not in the feed need not be rendered.
const FEW: usize = 50;

fn is_hidden(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|it| it.starts_with('.'))
}

/// The template tags that were removed, article by article.
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

/// When the site was seen first; of a state that does not say it, the first article.
fn began(state: &State, now: DateTime<Utc>) -> DateTime<Utc> {
    let first = || state.articles.values().map(|it| it.first_seen).min();
    state.began.or_else(first).unwrap_or(now).trunc_subsecs(0)
}

/// When the undated articles were first committed, by path, if that is asked for.
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

/// How many dead links of one article are reported; each is searched for in its text.
const MOST_DEAD: usize = 500;

/// Warns of links to files and articles that are not there, on the articles that have them.
fn report_dead_links(articles: &mut [Loaded], dead: &[(String, String)]) {
    let mut dead = dead.to_vec();
    dead.sort();
    dead.dedup();
    for dead in dead.chunk_by(|a, b| a.0 == b.0) {
        // The articles are sorted by their paths.
        let at = articles.binary_search_by(|it| it.reading.article.path.cmp(&dead[0].0));
        let Some(loaded) = at.ok().and_then(|it| articles.get_mut(it)) else { continue };
        let text = &loaded.source.text;
        let mut faults: Vec<Diagnostic> =
            dead.iter().take(MOST_DEAD).map(|(_, reference)| dead_link(reference, text)).collect();
        faults.sort_by_key(|it| it.span.start);
        if let Some(last) = faults.last_mut().filter(|_| dead.len() > MOST_DEAD) {
            let more = warnings::grouped(dead.len() - MOST_DEAD);
            last.note(format!("{more} more links of the article have no target"));
        }
        loaded.reading.diagnostics.extend(faults);
    }
}

/// The problem of a link without a target.
fn dead_link(reference: &str, text: &str) -> Diagnostic {
    let span = place_of(reference, text).unwrap_or_default();
    let message = format!("the link target does not exist: `{reference}`");
    let mut fault = Diagnostic::new(&DEAD_ARTICLE_LINK, span, message);
    fault.note("readers of the feed get an error page, or a link without a URL");
    fault.help("correct the name, or link to the URL of the page");
    fault
}

/// Where a reference is in an article, as the author may have written it: not in the front matter if it is in the text too, and not
/// where it is only the end or the beginning of another one.
fn place_of(reference: &str, text: &str) -> Option<Span> {
    let body = ["---", "+++"].into_iter().find_map(|fence| {
        let head = text.strip_prefix(fence)?;
        Some(fence.len() + head.find(&format!("\n{fence}"))?)
    });
    let body = body.unwrap_or_default();
    let plain = reference.split('#').next().unwrap_or(reference);
    let forms = [reference, plain, plain.trim_start_matches('/')];
    let encoded = forms.map(|it| it.replace(' ', "%20"));
    let is_name = |it: char| it.is_alphanumeric() || "-_%./".contains(it);
    let found = |form: &str, from: usize| {
        let places = || text[from..].match_indices(form).map(|it| from + it.0);
        let is_whole = |at: &usize| {
            !text[..*at].ends_with(is_name) && !text[at + form.len()..].starts_with(is_name)
        };
        let at = places().find(is_whole).or_else(|| places().next())?;
        Some(Span::new(at, at + form.len()))
    };
    let forms = || forms.into_iter().chain(encoded.iter().map(String::as_str));
    let named = || forms().filter(|it| !it.is_empty());
    named().find_map(|it| found(it, body)).or_else(|| named().find_map(|it| found(it, 0)))
}

/// The feeds as they are to be, in the order of the settings.
fn documents(assembled: &Assembled, settings: &Settings) -> Result<Vec<Target>, Failure> {
    let mut feed = assembled.feed.clone();
    let mut documents = Vec::new();
    for (format, name) in &settings.files {
        feed.address = settings.address_of(name);
        let stylesheet = settings.plan.stylesheet.as_deref();
        let bytes = build::build(&feed, *format, stylesheet).map_err(Failure::Build)?;
        documents.push(Target { path: settings.out.join(name), bytes });
    }
    Ok(documents)
}

/// What is to be remembered of this run. What was known of articles that are gone stays: they may come back.
fn remembered(
    state: &State,
    settled: &Settled,
    assembled: &Assembled,
    settings: &Settings,
) -> State {
    let mut new = state.clone();
    new.articles.retain(|path, _| !settled.left.contains(path));
    for (path, id) in &assembled.ids {
        if let Some(known) = settled.known.get(path) {
            new.articles.insert(path.clone(), Known { id: id.clone(), ..known.clone() });
        }
    }
    for (_, name) in &settings.files {
        new.feeds.insert(name.clone(), Last { entries: assembled.feed.entries.len() });
    }
    new
}

/// Writes the state and the feeds, or says what would become of the feeds.
fn replace(
    state_path: &Path,
    state: &State,
    documents: &[Target],
    settings: &Settings,
) -> Result<Vec<Change>, WriteError> {
    if settings.dry_run {
        return documents.iter().map(write::outlook).collect();
    }
    write::create_folder(&settings.out)?;
    write::remove_leftovers(&settings.memory);
    write::remove_leftovers(&settings.out);
    // The state first: what a feed says has to be remembered, also when the power fails between the two.
    let mut targets = vec![Target { path: state_path.to_owned(), bytes: state.bytes() }];
    targets.extend_from_slice(documents);
    let mut changes = write::replace(&targets, settings.force)?;
    changes.remove(0);
    Ok(changes)
}
