//! Removes markers for a table of contents, which a feed does not need: `[TOC]`, `[[_TOC_]]`.

use pulldown_cmark::Event;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::publish::load::markdown::event::SpannedEvent;
use crate::publish::load::markdown::signs::Signs;

/// Whether the text may contain such a marker.
pub(super) fn is_likely(signs: &Signs<'_>) -> bool {
    ["TOC]", "toc]", "Toc]", "TOC_]", "toc_]"].iter().any(|it| signs.has(it))
}

/// Removes lines that contain only a marker from the ends of paragraphs, and paragraphs that contain nothing else.
pub(super) fn remove(events: &mut Vec<SpannedEvent<'_>>, source: &str) {
    let mut kept = Vec::with_capacity(events.len());
    let mut start = None;
    for (event, range) in events.drain(..) {
        if event == Event::Start(Tag::Paragraph) {
            start = Some(kept.len());
        }
        let ends = event == Event::End(TagEnd::Paragraph);
        kept.push((event, range.clone()));
        let Some(first) = start.take_if(|_| ends) else { continue };
        let text = source.get(range).unwrap_or_default().trim();
        if is_place(text) {
            kept.truncate(first);
        } else if text.lines().next().is_some_and(is_place) {
            let line = kept[first..].iter().position(|it| is_break(&it.0));
            if let Some(line) = line {
                kept.drain(first + 1..=first + line);
            }
        } else if text.lines().next_back().is_some_and(is_place) {
            let line = kept[first..].iter().rposition(|it| is_break(&it.0));
            if let Some(line) = line {
                kept.drain(first + line..kept.len() - 1);
            }
        }
    }
    *events = kept;
}

fn is_break(event: &Event) -> bool {
    matches!(event, Event::SoftBreak | Event::HardBreak)
}

/// Whether a line is `[TOC]`, `[toc]`, `[[TOC]]` or `[[_TOC_]]`. `TOC` with an attribute list is handled with attribute lists.
fn is_place(line: &str) -> bool {
    let Some(inner) = line.trim().strip_prefix('[').and_then(|it| it.strip_suffix(']')) else {
        return false;
    };
    let inner = inner.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(inner);
    inner.trim_matches(['_', ' ']).eq_ignore_ascii_case("toc")
}
