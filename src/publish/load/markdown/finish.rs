//! Changes single events for readers and the sanitizer: checkboxes of task lists, the languages of code, and line breaks.

use pulldown_cmark::Alignment;
use pulldown_cmark::CodeBlockKind;
use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::Tag;

use crate::publish::dialect::Extra;
use crate::publish::dialect::Markdown;
use crate::publish::load::markdown::event::SpannedEvent;

/// Changes single events.
pub(super) fn polish(events: &mut [SpannedEvent<'_>], markdown: &Markdown) {
    let hilite = markdown.has(Extra::CodeHilite);
    let mut index = 0;
    while index < events.len() {
        match &mut events[index].0 {
            Event::TaskListMarker(done) => {
                // Form elements are not kept in a feed.
                events[index].0 = Event::Text(if *done { "☑ " } else { "☐ " }.into());
            }
            Event::SoftBreak if markdown.breaks => events[index].0 = Event::HardBreak,
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => language(info).to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                let named = !info.is_empty();
                if let CodeBlockKind::Fenced(old) = kind
                    && info != **old
                {
                    *old = info.into();
                }
                if hilite && !named {
                    first_line(events, index);
                }
            }
            _ => {}
        }
        index += 1;
    }
}

/// The language in the words after a fence: `rust,ignore`, `js{1,3}`, `{ .python hl_lines="1" }`, `ruby title="a.rb"`.
fn language(info: &str) -> &str {
    let mut info = info.trim();
    if let Some(inner) = info.strip_prefix('{') {
        info = inner.split('}').next().unwrap_or_default().trim();
        info = info
            .split_whitespace()
            .find_map(|it| it.strip_prefix('.'))
            .or_else(|| info.split_whitespace().find(|it| !it.contains(['=', '#'])))
            .unwrap_or_default();
    }
    let end = info.find(|it: char| it.is_whitespace() || matches!(it, ',' | '{' | ':' | ';'));
    let name = &info[..end.unwrap_or(info.len())];
    // `title="a.rb"` contains no language.
    if name.contains('=') { "" } else { name }
}

/// Uses the first line of the code block that starts at `index` as its language: `:::python`, `#!python`.
fn first_line(events: &mut [SpannedEvent<'_>], index: usize) {
    let Some((Event::Text(text), _)) = events.get(index + 1) else { return };
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim();
    let named = line.strip_prefix(":::").or_else(|| line.strip_prefix("#!"));
    let Some(name) = named.and_then(|it| it.split_whitespace().next()) else { return };
    let is_name =
        |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'#' | b'-' | b'.' | b'_');
    if name.starts_with('/') || !name.bytes().all(is_name) {
        return;
    }
    let name = CowStr::from(name.to_owned());
    let rest = CowStr::from(rest.to_owned());
    events[index].0 = Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name)));
    events[index + 1].0 = Event::Text(rest);
}

/// Whether the columns of a table are aligned.
pub(super) fn is_aligned(event: &Event) -> bool {
    let Event::Start(Tag::Table(columns)) = event else { return false };
    columns.iter().any(|it| *it != Alignment::None)
}

/// Aligns cells with attributes, because styles are not kept in a feed.
pub(super) fn aligned(html: &str) -> String {
    let mut html = html.to_owned();
    for side in ["left", "center", "right"] {
        for cell in ["td", "th"] {
            let style = format!("<{cell} style=\"text-align: {side}\">");
            html = html.replace(&style, &format!("<{cell} align=\"{side}\">"));
        }
    }
    html
}
