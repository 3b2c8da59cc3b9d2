//! Parses Markdown of a dialect to events: `pulldown_cmark` parses the text, then its events are changed.

use pulldown_cmark::Parser;

use crate::publish::dialect::Markdown;
use crate::publish::load::markdown::alerts;
use crate::publish::load::markdown::attributes;
use crate::publish::load::markdown::contents;
use crate::publish::load::markdown::event::SpannedEvent;
use crate::publish::load::markdown::event::extensions;
use crate::publish::load::markdown::finish;
use crate::publish::load::markdown::formulas;
use crate::publish::load::markdown::headings;
use crate::publish::load::markdown::inline;
use crate::publish::load::markdown::merge;
use crate::publish::load::markdown::notes;
use crate::publish::load::markdown::prepare::Prepared;
use crate::publish::load::markdown::signs::Signs;

/// The events of the text.
pub(super) fn events<'t>(prepared: &'t Prepared<'t>, markdown: &Markdown) -> Vec<SpannedEvent<'t>> {
    let masked = prepared.masked.as_deref();
    let masked = masked.map(|it| rewritten(it, &Signs::of(it), prepared, markdown));
    if let Some((events, true)) = masked {
        return events;
    }
    rewritten(&prepared.text, &prepared.signs(), prepared, markdown).0
}

/// The events of `parsed`, which is the text with or without masks. Also returns whether all masks could be removed.
fn rewritten<'t>(
    parsed: &'t str,
    signs: &Signs<'_>,
    prepared: &'t Prepared<'t>,
    markdown: &Markdown,
) -> (Vec<SpannedEvent<'t>>, bool) {
    let text: &'t str = &prepared.text;
    let has = |sign: &str| signs.has(sign);
    let mut events: Vec<SpannedEvent> =
        Parser::new_ext(parsed, extensions(markdown)).into_offset_iter().collect();
    events = merge::texts(events, parsed);
    if has("{:") || has("{.") || has("{#") || has("{ .") || has("{ #") {
        events = attributes::strip(events, parsed);
    }
    if contents::is_likely(signs) {
        contents::remove(&mut events, parsed);
    }
    if has("[!") {
        events = alerts::titled(events);
    }
    if has("[^") {
        events = notes::linked(events);
    }
    if has("](#") || has("href=\"#") {
        headings::name(&mut events);
    }
    events = inline::rewritten(events, text, prepared, markdown, signs);
    finish::polish(&mut events, markdown);
    let all = !signs.has("\u{1a}") || formulas::restore(&mut events, text);
    (events, all)
}
