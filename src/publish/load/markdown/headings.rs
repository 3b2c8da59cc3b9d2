//! Adds ids in GitHub's form to headings without one, if the article links to its own sections.

use std::collections::HashMap;

use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::publish::load::markdown::event::SpannedEvent;

/// Adds an id to each heading.
pub(super) fn name(events: &mut [SpannedEvent<'_>]) {
    let mut used: HashMap<String, usize> = HashMap::new();
    let mut index = 0;
    while index < events.len() {
        let start = index;
        index += 1;
        let Event::Start(Tag::Heading { id, .. }) = &events[start].0 else { continue };
        if let Some(id) = id {
            used.insert(id.to_string(), 1);
            continue;
        }
        let mut name = String::new();
        while index < events.len() {
            match &events[index].0 {
                Event::Text(text) | Event::Code(text) => push(&mut name, text),
                Event::SoftBreak | Event::HardBreak => name.push('-'),
                Event::End(TagEnd::Heading(_)) => break,
                _ => {}
            }
            index += 1;
        }
        let name = name.trim_matches('-').to_owned();
        if name.is_empty() {
            continue;
        }
        let count = used.entry(name.clone()).or_default();
        let name = if *count == 0 { name } else { format!("{name}-{count}") };
        *count += 1;
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[start].0 {
            *id = Some(CowStr::from(name));
        }
    }
}

fn push(name: &mut String, text: &str) {
    for letter in text.chars() {
        if letter.is_alphanumeric() || matches!(letter, '-' | '_') {
            name.extend(letter.to_lowercase());
        } else if letter.is_whitespace() {
            name.push('-');
        }
    }
}
