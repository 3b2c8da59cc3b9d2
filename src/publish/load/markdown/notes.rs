//! Footnotes: each reference links to its note at the end of the article, and the note links back.
//!
//! Ids consist of numbers, because a label may be any text. Notes without a reference are left out, as in all generators.

use std::collections::HashMap;

use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::publish::load::markdown::event::SpannedEvent;

/// A footnote that has a reference.
#[derive(Default)]
struct Note<'t> {
    /// The number of references to it.
    references: usize,
    events: Vec<SpannedEvent<'t>>,
}

/// Links references and footnotes to each other, and moves the footnotes to the end.
pub(super) fn linked(events: Vec<SpannedEvent<'_>>) -> Vec<SpannedEvent<'_>> {
    let (mut out, mut definitions) = parted(events);
    if definitions.is_empty() {
        return out;
    }
    let mut numbers: HashMap<CowStr, usize> = HashMap::new();
    let mut notes: Vec<Note> = Vec::new();
    number(&mut out, &mut definitions, &mut numbers, &mut notes);
    // Footnotes may refer to other footnotes, which get the next numbers.
    let mut next = 0;
    while next < notes.len() {
        let mut events = std::mem::take(&mut notes[next].events);
        number(&mut events, &mut definitions, &mut numbers, &mut notes);
        notes[next].events = events;
        next += 1;
    }
    if notes.is_empty() {
        return out;
    }
    let end = out.last().map_or(0..0, |it| it.1.clone());
    let html = |text: String| (Event::Html(text.into()), end.clone());
    out.push(html("<section>\n<hr>\n<ol>\n".to_owned()));
    for (index, mut note) in notes.into_iter().enumerate() {
        out.push(html(format!("<li id=\"fn:{}\">\n", index + 1)));
        let back = (Event::InlineHtml(back_links(index + 1, note.references).into()), end.clone());
        let last = note.events.pop();
        match last {
            Some((Event::End(TagEnd::Paragraph), range)) => {
                out.append(&mut note.events);
                out.push(back);
                out.push((Event::End(TagEnd::Paragraph), range));
            }
            last => {
                out.append(&mut note.events);
                out.extend(last);
                out.push(back);
            }
        }
        out.push(html("</li>\n".to_owned()));
    }
    out.push(html("</ol>\n</section>\n".to_owned()));
    out
}

type Definitions<'t> = HashMap<CowStr<'t>, Vec<SpannedEvent<'t>>>;

/// The text without its footnotes, and the footnotes by label. If two have the same label, the first one is used.
fn parted(events: Vec<SpannedEvent<'_>>) -> (Vec<SpannedEvent<'_>>, Definitions<'_>) {
    let mut definitions = HashMap::new();
    let mut open: Vec<(CowStr, Vec<SpannedEvent>)> = Vec::new();
    let mut out = Vec::with_capacity(events.len());
    for (event, range) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => open.push((label, Vec::new())),
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, events)) = open.pop() {
                    definitions.entry(label).or_insert(events);
                }
            }
            event => open.last_mut().map_or(&mut out, |it| &mut it.1).push((event, range)),
        }
    }
    (out, definitions)
}

/// Numbers the references in `events`, and collects the footnotes that are referenced for the first time.
fn number<'t>(
    events: &mut [SpannedEvent<'t>],
    definitions: &mut Definitions<'t>,
    numbers: &mut HashMap<CowStr<'t>, usize>,
    notes: &mut Vec<Note<'t>>,
) {
    for (event, _) in events {
        let Event::FootnoteReference(label) = event else { continue };
        if let Some(events) = definitions.remove(label) {
            notes.push(Note { references: 0, events });
            numbers.insert(label.clone(), notes.len());
        }
        let Some(number) = numbers.get(label).copied() else { continue };
        let note = &mut notes[number - 1];
        note.references += 1;
        let id = reference(number, note.references);
        let html = format!(
            "<sup id=\"{id}\"><a href=\"#fn:{number}\" role=\"doc-noteref\">{number}</a></sup>"
        );
        *event = Event::InlineHtml(html.into());
    }
}

/// The id of reference number `count` to a footnote.
fn reference(number: usize, count: usize) -> String {
    if count == 1 { format!("fnref:{number}") } else { format!("fnref:{number}:{count}") }
}

/// The maximum number of links back from one footnote.
const MAX_COUNT: usize = 20;

fn back_links(number: usize, references: usize) -> String {
    let links = (1..=references.min(MAX_COUNT))
        .map(|it| format!(" <a href=\"#{}\" role=\"doc-backlink\">↩</a>", reference(number, it)));
    links.collect()
}
