//! What a build remembers for the next one.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::SubsecRound;
use chrono::Utc;

use crate::publish::assemble::Assembled;
use crate::publish::documents::Document;
use crate::publish::settle::Settled;
use crate::publish::state::Last;
use crate::publish::state::State;

/// The state to remember after this run. An article that was published keeps its record if its file is gone, or if it is a draft now: it
/// may come back.
pub(super) fn remembered(
    state: &State,
    settled: &mut Settled,
    assembled: &Assembled,
    documents: &[Document],
) -> State {
    let ids: HashMap<&str, &str> =
        assembled.ids.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    let mut articles = std::mem::take(&mut settled.known);
    articles.retain(|path, known| {
        if let Some(id) = ids.get(path.as_str()) {
            (*id).clone_into(&mut known.id);
        }
        !known.id.is_empty()
    });
    for (path, known) in &state.articles {
        if !settled.left.contains(path) && !articles.contains_key(path) {
            articles.insert(path.clone(), known.clone());
        }
    }
    let feeds = documents.iter().map(|it| (it.name.clone(), Last { entries: it.entries }));
    let mut new = State::default();
    new.began = state.began;
    new.articles = articles;
    new.feeds = feeds.collect();
    new.archives.clone_from(&assembled.archived);
    new.podcasts.clone_from(&state.podcasts);
    new
}

/// When the site was first seen. If the state does not contain it: when the first article was first seen.
pub(super) fn began(state: &State, now: DateTime<Utc>) -> DateTime<Utc> {
    let first = || state.articles.values().map(|it| it.first_seen).min();
    state.began.or_else(first).unwrap_or(now).trunc_subsecs(0)
}
