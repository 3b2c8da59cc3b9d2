//! What a build remembers for the next one.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::SubsecRound;
use chrono::Utc;

use crate::publish::assemble::Assembled;
use crate::publish::documents::Document;
use crate::publish::settle::Settled;
use crate::publish::state::Known;
use crate::publish::state::Last;
use crate::publish::state::State;

/// The state to remember after this run. An article that was published keeps its record if its file is gone, or if it is a draft now: it
/// may come back.
pub(super) fn remembered(
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
    new.archives.clone_from(&assembled.archived);
    new.feeds =
        documents.iter().map(|it| (it.name.clone(), Last { entries: it.entries })).collect();
    new
}

/// When the site was first seen. If the state does not contain it: when the first article was first seen.
pub(super) fn began(state: &State, now: DateTime<Utc>) -> DateTime<Utc> {
    let first = || state.articles.values().map(|it| it.first_seen).min();
    state.began.or_else(first).unwrap_or(now).trunc_subsecs(0)
}
