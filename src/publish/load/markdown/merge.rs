//! Joins pieces of text that `pulldown_cmark` split at characters without a meaning.

use std::ops::Range;

use pulldown_cmark::CowStr;
use pulldown_cmark::Event;

use crate::publish::load::markdown::event::SpannedEvent;

/// Joins pieces of text that are adjacent and verbatim in `source`.
pub(super) fn texts<'t>(events: Vec<SpannedEvent<'t>>, source: &'t str) -> Vec<SpannedEvent<'t>> {
    let mut out: Vec<SpannedEvent<'t>> = Vec::with_capacity(events.len());
    // The range of the last event in the source, if it is such text.
    let mut last: Option<Range<usize>> = None;
    for (event, range) in events {
        let Event::Text(text) = &event else {
            last = None;
            out.push((event, range));
            continue;
        };
        let verbatim = source.get(range.clone()) == Some(text);
        if let Some(before) = last.as_mut().filter(|it| verbatim && it.end == range.start)
            && let Some(slot) = out.last_mut()
        {
            before.end = range.end;
            *slot = (Event::Text(CowStr::Borrowed(&source[before.clone()])), before.clone());
            continue;
        }
        last = verbatim.then(|| range.clone());
        out.push((event, range));
    }
    out
}
