//! Attribute lists: `{: .class #id key="value"}` of kramdown and Python-Markdown, on a separate line or after an inline element;
//! `{.class #id}` of other tools; `{:toc}`. They are removed, but ids are kept. The list that `{:toc}` replaces is removed too.

use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::publish::load::markdown::event::SpannedEvent;

/// The maximum length of an attribute list in bytes.
const MAX_LENGTH: usize = 1000;

/// An attribute list in the source.
struct Zone {
    range: Range<usize>,
    /// Whether nothing else is on its line.
    alone: bool,
    toc: bool,
    id: Option<String>,
}

/// Removes the attribute lists.
pub(super) fn strip<'t>(events: Vec<SpannedEvent<'t>>, source: &'t str) -> Vec<SpannedEvent<'t>> {
    let zones = zones(source);
    if zones.is_empty() {
        return events;
    }
    let mut out: Vec<SpannedEvent> = Vec::with_capacity(events.len());
    let mut code = false;
    // The positions in `out` where the open lists start, and whether a table of contents replaces them.
    let mut lists: Vec<(usize, bool)> = Vec::new();
    // Whether something was removed from the open block.
    let mut cut = false;
    // The position in `out` where the last heading starts.
    let mut heading = 0;
    for (event, range) in events {
        match &event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::List(_)) => lists.push((out.len(), false)),
            Event::Start(Tag::Heading { .. }) => heading = out.len(),
            _ => {}
        }
        if !code && let Event::Text(text) = &event {
            let first = zones.partition_point(|it| it.range.end <= range.start);
            let mut touched = zones[first..].iter().take_while(|it| it.range.start < range.end);
            let verbatim = source.get(range.clone()) == Some(text);
            if let Some(zone) = touched.next() {
                cut = true;
                let all = [zone].into_iter().chain(touched);
                let mut at = range.start;
                for zone in all {
                    if verbatim && zone.range.start > at {
                        push_text(&mut out, source, at..zone.range.start);
                    }
                    if zone.range.start >= range.start {
                        apply(zone, &mut out, &mut lists, heading, source);
                    }
                    at = at.max(zone.range.end);
                }
                if verbatim && at < range.end {
                    push_text(&mut out, source, at..range.end);
                }
                continue;
            }
        }
        if cut && !code && closed(&event, &mut out) {
            continue;
        }
        match &event {
            Event::SoftBreak | Event::HardBreak => {
                let within = zones.partition_point(|it| it.range.end <= range.start);
                let inside = zones.get(within).is_some_and(|it| it.range.start < range.start);
                if inside || (cut && is_start(out.last())) {
                    continue;
                }
            }
            Event::End(TagEnd::List(_)) => {
                if let Some((start, true)) = lists.pop() {
                    out.truncate(start);
                    continue;
                }
            }
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::TableRow) => cut = false,
            _ => {}
        }
        out.push((event, range));
    }
    out
}

fn push_text<'t>(out: &mut Vec<SpannedEvent<'t>>, source: &'t str, range: Range<usize>) {
    out.push((Event::Text(CowStr::Borrowed(&source[range.clone()])), range));
}

/// Applies an attribute list: its id goes to the heading before it, or else to its own position.
fn apply(
    zone: &Zone,
    out: &mut Vec<SpannedEvent<'_>>,
    lists: &mut [(usize, bool)],
    heading: usize,
    source: &str,
) {
    if zone.toc {
        if let Some(list) = lists.last_mut() {
            list.1 = true;
        }
        return;
    }
    let Some(id) = &zone.id else { return };
    if zone.alone {
        // A heading, followed by a paragraph that starts with the list.
        let end = out.iter().rposition(|it| !is_start(Some(it)));
        if let Some(end) = end.filter(|it| matches!(out[*it].0, Event::End(TagEnd::Heading(_))))
            && let gap = &source[out[end].1.end..zone.range.start]
            && gap.len() < MAX_LENGTH
            && !gap.contains("\n\n")
        {
            if let Some((Event::Start(Tag::Heading { id: slot @ None, .. }), _)) =
                out.get_mut(heading)
            {
                *slot = Some(CowStr::from(id.clone()));
            }
            return;
        }
    }
    if id.contains(['"', '<', '>', '&']) {
        return;
    }
    let anchor = format!("<a id=\"{id}\"></a>");
    out.push((Event::InlineHtml(anchor.into()), zone.range.clone()));
}

/// Removes elements that became empty when something was removed. Returns whether `event`, which would close them, is removed
/// too.
fn closed(event: &Event, out: &mut Vec<SpannedEvent<'_>>) -> bool {
    let start = match event {
        Event::End(TagEnd::Paragraph) => |it: &Event| matches!(it, Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::TableRow) => |it: &Event| matches!(it, Event::Start(Tag::TableRow)),
        Event::End(TagEnd::Heading(_)) => {
            trim_end(out);
            return false;
        }
        Event::End(_) => {
            while matches!(out.last(), Some((Event::SoftBreak | Event::HardBreak, _))) {
                out.pop();
            }
            return false;
        }
        _ => return false,
    };
    while matches!(out.last(), Some((Event::SoftBreak | Event::HardBreak, _))) {
        out.pop();
    }
    let is_cell =
        |it: &Event| matches!(it, Event::Start(Tag::TableCell) | Event::End(TagEnd::TableCell));
    let kept = out.iter().rposition(|it| !is_cell(&it.0));
    let Some(kept) = kept.filter(|it| start(&out[*it].0)) else { return false };
    out.truncate(kept);
    true
}

/// Removes white space before an attribute list at the end of a heading.
fn trim_end(out: &mut [SpannedEvent<'_>]) {
    if let Some((Event::Text(CowStr::Borrowed(text)), _)) = out.last_mut() {
        *text = text.trim_end();
    }
}

fn is_start(place: Option<&SpannedEvent<'_>>) -> bool {
    matches!(place, Some((Event::Start(_), _)))
}

/// Finds the attribute lists of the text, including those in code.
fn zones(source: &str) -> Vec<Zone> {
    let bytes = source.as_bytes();
    let mut zones: Vec<Zone> = Vec::new();
    for at in memchr_iter(b'{', bytes) {
        if zones.last().is_some_and(|it| at < it.range.end) {
            continue;
        }
        let Some(end) = end_of(bytes, at) else { continue };
        let colon = bytes[at + 1] == b':';
        let inner = &source[at + 1 + usize::from(colon)..end - 1];
        // Limit the search, so that a line with many lists is not searched again for each of them.
        let near = &source[floor(source, at.saturating_sub(MAX_LENGTH))..at];
        let before = near.rfind('\n').map_or(near, |it| &near[it + 1..]);
        let starts = before.len() < MAX_LENGTH / 2
            && before.bytes().all(|it| matches!(it, b' ' | b'\t' | b'>'));
        let ends = source[end..].trim_start_matches([' ', '\t', '\r']);
        let ends = ends.is_empty() || ends.starts_with('\n');
        let after_marker = is_marker(before);
        let touches = |it: &u8| matches!(it, b')' | b']' | b'*' | b'_' | b'`' | b'>' | b'~');
        let after_span = bytes[..at].last().is_some_and(touches)
            || zones.last().is_some_and(|it| it.range.end == at);
        let Some(found) = tokens(inner, colon) else { continue };
        let (strict, toc, id) = found;
        let blank = before.ends_with([' ', '\t']);
        let fits = if colon {
            (starts && ends) || after_span || after_marker || (strict && (blank || ends))
        } else {
            strict && ((starts && ends) || after_span || (blank && ends))
        };
        if fits {
            // The space between the list and its item.
            let end = end + usize::from(after_marker && bytes.get(end) == Some(&b' '));
            zones.push(Zone { range: at..end, alone: starts && ends, toc, id });
        }
    }
    zones
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether the line up to here is the marker of a list item.
fn is_marker(line: &str) -> bool {
    let marker = line.trim_matches([' ', '\t', '>']);
    line.ends_with([' ', '\t'])
        && (matches!(marker, "-" | "*" | "+")
            || marker.strip_suffix(['.', ')']).is_some_and(|it| {
                (1..=9).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit())
            }))
}

/// The end of the attribute list whose brace is at `at`, if it can be one.
fn end_of(bytes: &[u8], at: usize) -> Option<usize> {
    let first = bytes.get(at + 1)?;
    let begins = match first {
        b':' | b'.' | b'#' => true,
        b' ' => matches!(bytes.get(at + 2), Some(b'.' | b'#' | b':')),
        it => it.is_ascii_alphabetic(),
    };
    if !begins {
        return None;
    }
    let limit = bytes.len().min(at + MAX_LENGTH);
    let mut quote = None;
    let mut index = at + 1;
    while index < limit {
        match (bytes[index], quote) {
            (b'}', None) => return Some(index + 1),
            (b'{', None) => return None,
            (b'\\', _) => index += 1,
            (b'\n', _) if bytes.get(index + 1) == Some(&b'\n') => return None,
            (it @ (b'"' | b'\''), None) if bytes[index - 1] == b'=' => quote = Some(it),
            (it, Some(open)) if it == open => quote = None,
            _ => {}
        }
        index += 1;
    }
    None
}

/// Parses an attribute list of classes, ids and pairs: whether it requests a table of contents, and the id. `None` if the braces
/// contain something else.
fn tokens(inner: &str, colon: bool) -> Option<(bool, bool, Option<String>)> {
    let (mut strict, mut toc, mut id) = (true, false, None);
    let mut rest = inner.trim_start_matches(':').trim();
    if inner.starts_with([':', '/']) {
        // `{::options /}`, `{:/comment}`: kramdown's extensions were handled before.
        return colon.then_some((false, false, None));
    }
    let mut count = 0;
    while !rest.is_empty() {
        count += 1;
        let end = token_end(rest)?;
        let token = &rest[..end];
        rest = rest[end..].trim_start();
        if let Some(name) = token.strip_prefix('#') {
            id = Some(name.to_owned()).filter(|it| !it.is_empty()).or(id);
        } else if let Some((key, value)) = token.split_once('=') {
            let quoted = value.len() >= 2 && value.starts_with(['"', '\'']);
            let bare =
                value.bytes().all(|it| it.is_ascii_alphanumeric() || b"._%#/:-".contains(&it));
            if !is_word(key) || !(quoted || (bare && !value.is_empty())) {
                return None;
            }
            if key == "id" {
                id = Some(value.trim_matches(['"', '\'']).to_owned());
            }
        } else if !token.starts_with('.') {
            if !colon || !is_word(token) {
                return None;
            }
            toc |= token == "toc";
            strict = strict && toc;
        } else if token.len() == 1 {
            return None;
        }
    }
    (count > 0).then_some((strict, toc, id))
}

fn is_word(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_alphabetic())
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b':'))
}

/// The end of the token at the start of a string. A quoted value may contain spaces.
fn token_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let plain = bytes.iter().position(u8::is_ascii_whitespace).unwrap_or(bytes.len());
    let Some(equals) = bytes[..plain].iter().position(|it| *it == b'=') else { return Some(plain) };
    match bytes.get(equals + 1) {
        Some(quote @ (b'"' | b'\'')) => {
            let end = bytes[equals + 2..].iter().position(|it| it == quote)?;
            Some(equals + 2 + end + 1)
        }
        _ => Some(plain),
    }
}
