//! Combines articles with what earlier runs recorded: their ids, when they were first seen, and where they were before they
//! moved.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::SubsecRound;
use chrono::Utc;

use crate::diagnostic::Diagnostic;
use crate::publish::article::Dated;
use crate::publish::load::Loaded;
use crate::publish::load::restore::restore_text;
use crate::publish::page::address_of;
use crate::publish::rules::DUPLICATE_ARTICLE_URL;
use crate::publish::settings::Settings;
use crate::publish::settings::Undated;
use crate::publish::state::Known;
use crate::publish::state::State;
use crate::publish::state::written;
use crate::publish::translations;
use crate::text::span::Span;

/// Articles that are ready for a feed.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The articles, sorted by path. Their ids may still be empty.
    pub(super) dated: Vec<Dated>,
    /// What to remember of each article, by path, also of those that are left out. Its id comes from the run before, or is empty.
    pub(super) known: BTreeMap<String, Known>,
    /// The old paths of moved articles.
    pub(super) left: HashSet<String>,
    /// The paths of articles without a date that use the time when they were first seen.
    pub(super) undated: Vec<String>,
    /// The paths of articles without a date that the settings leave out.
    pub(super) undated_left_out: Vec<String>,
}

/// Takes the articles without an error out of `articles` and settles them. An article with the same URL as another one gets an
/// error instead. `history` contains dates of undated articles from elsewhere, by path.
pub(super) fn settle(
    articles: &mut [Loaded],
    state: &State,
    settings: &Settings,
    history: &HashMap<String, DateTime<FixedOffset>>,
    now: DateTime<Utc>,
) -> Settled {
    let mut settled = Settled::default();
    let root = settings.articles.canonicalize().unwrap_or_default();
    let by_id = OnceCell::new();
    let mut moved = Moved::new(state, articles);
    let mut candidates: Vec<(usize, Dated)> = Vec::with_capacity(articles.len());
    for (index, loaded) in articles.iter_mut().enumerate().filter(|it| !it.1.has_error()) {
        let mut article = std::mem::take(&mut loaded.reading.article);
        loaded.reading.article.path.clone_from(&article.path);
        let text = written(loaded.fingerprint);
        let known = state.articles.get(&article.path);
        let own = || by_id.get_or_init(|| state.by_id()).get(article.id.as_deref()?).copied();
        let known = known.or_else(own).or_else(|| {
            let (path, known) = moved.claim(&text)?;
            settled.left.insert(path.to_owned());
            Some(known)
        });
        let from_history = history.get(&article.path);
        let first_seen = known.map_or_else(
            || from_history.map_or(now, DateTime::to_utc).trunc_subsecs(0),
            |it| it.first_seen,
        );
        let id = known.map(|it| it.id.clone()).filter(|it| !it.is_empty());
        let remembered = Known {
            id: id.clone().unwrap_or_default(),
            first_seen,
            published: known.and_then(|it| it.published),
            updated: known.and_then(|it| it.updated),
            text,
        };
        settled.known.insert(article.path.clone(), remembered);
        let adopted = known.and_then(|it| it.published).map(|it| settings.timezone.shown(it));
        let date = article.published.or(adopted).or(from_history.copied());
        let is_wanted =
            !article.draft && !article.unlisted && article.expires.is_none_or(|it| it > now);
        if date.is_none() && is_wanted {
            if settings.undated == Undated::LeaveOut {
                settled.undated_left_out.push(article.path);
                continue;
            }
            settled.undated.push(article.path.clone());
        }
        let updated = known.and_then(|it| it.updated).filter(|_| article.updated.is_none());
        article.updated = article.updated.or(updated.map(|it| settings.timezone.shown(it)));
        let published = date.unwrap_or_else(|| settings.timezone.shown(first_seen));
        candidates.push((index, Dated { article, published, first_seen: date.is_none(), id }));
    }
    translations::separate(&mut candidates, &settings.plan);
    // An article that was published at a URL keeps it: a new article never takes the URL of an older one.
    // Articles are large, so only their indexes are moved around.
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|at| {
        let (index, dated) = &candidates[*at];
        (dated.id.is_none(), dated.published, *index)
    });
    let mut addresses: HashMap<String, usize> = HashMap::with_capacity(candidates.len());
    let mut copies = HashSet::new();
    for at in order {
        let (index, dated) = &candidates[at];
        let article = &dated.article;
        let over = article.expires.is_some_and(|it| it <= now);
        if article.draft || article.unlisted || over {
            continue;
        }
        let address = address_of(dated, &settings.plan);
        if let Some(first) = addresses.get(&address) {
            restore_text(&mut articles[*index], &root);
            let first = &articles[*first].reading.article.path;
            let fault = collision(dated, &address, first);
            articles[*index].reading.diagnostics.push(fault);
            copies.insert(*index);
        } else {
            addresses.insert(address, *index);
        }
    }
    candidates.retain(|it| !copies.contains(&it.0));
    settled.dated = candidates.into_iter().map(|it| it.1).collect();
    settled
}

fn collision(dated: &Dated, address: &str, first: &str) -> Diagnostic {
    let message = format!("`{first}` has the same URL: `{address}`");
    let mut fault = Diagnostic::new(&DUPLICATE_ARTICLE_URL, Span::default(), message);
    fault.note("readers show only one of the two articles");
    fault.help(if dated.article.url.is_some() {
        "change the `url` of the copy"
    } else {
        "give one of them a different `slug` or `url`, or set `permalink = \"/{path}/\"` for all articles in `feedwright.toml`"
    });
    fault
}

/// What is known of articles whose files are gone, by their text. A file with the same text is the moved article.
struct Moved<'s>(HashMap<&'s str, Vec<(&'s str, &'s Known)>>);

impl<'s> Moved<'s> {
    fn new(state: &'s State, articles: &[Loaded]) -> Moved<'s> {
        let here: HashSet<&str> =
            articles.iter().map(|it| it.reading.article.path.as_str()).collect();
        let mut gone: HashMap<&str, Vec<(&str, &Known)>> = HashMap::new();
        for (path, known) in &state.articles {
            if !here.contains(path.as_str()) && !known.text.is_empty() {
                gone.entry(&known.text).or_default().push((path, known));
            }
        }
        Moved(gone)
    }

    /// The former path of the article with this text. Each article can move to only one place.
    fn claim(&mut self, text: &str) -> Option<(&'s str, &'s Known)> {
        match self.0.remove(text)?.as_slice() {
            [one] => Some(*one),
            // Several articles have this text, so it is not clear which one moved.
            _ => None,
        }
    }
}
