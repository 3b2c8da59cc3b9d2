//! Adds bold titles to block quotes that are alerts (GitHub's `> [!NOTE]`) or callouts (Obsidian's `> [!info]- Title`).

use pulldown_cmark::BlockQuoteKind;
use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::publish::load::markdown::event::SpannedEvent;

/// Adds the titles of the alerts among the block quotes.
pub(super) fn titled(events: Vec<SpannedEvent<'_>>) -> Vec<SpannedEvent<'_>> {
    let mut out: Vec<SpannedEvent> = Vec::with_capacity(events.len() + 8);
    // 1 after the start of a block quote, 2 after the start of its first paragraph.
    let mut opened = 0;
    // Whether the title is still open.
    let mut titling = false;
    for (event, range) in events {
        let before = opened;
        opened = match &event {
            Event::Start(Tag::BlockQuote(None)) => 1,
            Event::Start(Tag::Paragraph) if before == 1 => 2,
            _ => 0,
        };
        match event {
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                out.push((Event::Start(Tag::BlockQuote(None)), range.clone()));
                let title = format!("<p><strong>{}</strong></p>\n", name_of(kind));
                out.push((Event::Html(title.into()), range));
            }
            Event::End(TagEnd::BlockQuote(Some(_))) => {
                out.push((Event::End(TagEnd::BlockQuote(None)), range));
            }
            Event::Text(text) if before == 2 && callout(&text).is_some() => {
                let (kind, title) = callout(&text).unwrap_or_default();
                let title = if title.is_empty() { capitalized(kind) } else { title.to_owned() };
                out.push((Event::Start(Tag::Strong), range.clone()));
                out.push((Event::Text(CowStr::from(title)), range));
                titling = true;
            }
            Event::SoftBreak | Event::HardBreak if titling => {
                titling = false;
                for event in [
                    Event::End(TagEnd::Strong),
                    Event::End(TagEnd::Paragraph),
                    Event::Start(Tag::Paragraph),
                ] {
                    out.push((event, range.clone()));
                }
            }
            Event::End(TagEnd::Paragraph) if titling => {
                titling = false;
                out.push((Event::End(TagEnd::Strong), range.clone()));
                out.push((Event::End(TagEnd::Paragraph), range));
            }
            event => out.push((event, range)),
        }
    }
    out
}

/// The kind and the title of the callout at the start of `text`.
fn callout(text: &str) -> Option<(&str, &str)> {
    let (kind, title) = text.strip_prefix("[!")?.split_once(']')?;
    // In `[!info|right]`, the second part is the position.
    let kind = kind.split('|').next().unwrap_or_default().trim();
    let is_name = kind.starts_with(|it: char| it.is_ascii_alphabetic())
        && kind.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b' '));
    is_name.then(|| (kind, title.strip_prefix(['-', '+']).unwrap_or(title).trim_start()))
}

/// The title of an alert without one: its kind.
pub(super) fn capitalized(kind: &str) -> String {
    let kind = kind.replace(['-', '_'], " ").to_lowercase();
    let mut letters = kind.chars();
    letters.next().map(|it| it.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn name_of(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "Note",
        BlockQuoteKind::Tip => "Tip",
        BlockQuoteKind::Important => "Important",
        BlockQuoteKind::Warning => "Warning",
        BlockQuoteKind::Caution => "Caution",
    }
}
