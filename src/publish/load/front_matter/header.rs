//! Pelican's header: `Key: value` lines up to the first blank line, with indented continuation lines.

use crate::diagnostic::Diagnostic;
use crate::publish::load::front_matter::tree::{Entry, Node, Value};
use crate::publish::load::front_matter::yaml::duplicate;
use crate::text::span::Span;

/// The maximum number of repeated keys that are reported.
const MAX_COUNT: usize = 20;

/// Whether `text` has such a header at `start`: only `Key: value` lines, of which one is a title or a date. This way, a text that
/// starts with `Note: …` is not read as a header.
pub(crate) fn opens(text: &str, start: usize) -> bool {
    let mut named = false;
    let mut any = false;
    for line in text[start..].lines().take_while(|it| !it.trim().is_empty()) {
        let Some((key, _)) = key_of(line) else {
            if any && is_continuation(line) {
                continue;
            }
            return false;
        };
        any = true;
        named |= ["title", "date"].iter().any(|it| key.eq_ignore_ascii_case(it));
    }
    named
}

/// Reads the header at `start`. Returns its entries, the offset after it, and the problems in it.
pub(crate) fn read(text: &str, start: usize) -> (Node, usize, Vec<Diagnostic>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut diagnostics = Vec::new();
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        if content.trim().is_empty() {
            break;
        }
        match key_of(content) {
            Some((key, value)) if !is_continuation(content) => {
                let indent = content.len() - content.trim_start().len();
                let span = Span::new(offset + indent, offset + indent + key.len());
                if !seen.insert(key.to_lowercase()) && diagnostics.len() < MAX_COUNT {
                    diagnostics.push(duplicate(key, span));
                }
                let value_at = offset + content.len() - value.len();
                let place = Span::new(value_at, value_at + value.trim_end().len());
                let scalar = Value::Scalar { text: value.trim().to_owned(), quoted: false };
                let node = Node { span: place, value: scalar };
                entries.push(Entry { key: key.to_owned(), span, node });
            }
            _ => continue_last(&mut entries, content.trim(), offset + content.len()),
        }
        offset += line.len();
    }
    let node = Node { span: Span::new(start, offset), value: Value::Map(entries) };
    (node, offset, diagnostics)
}

fn continue_last(entries: &mut [Entry], more: &str, end: usize) {
    let Some(last) = entries.last_mut() else { return };
    last.node.span = Span::new(last.node.span.start as usize, end);
    if let Value::Scalar { text, .. } = &mut last.node.value {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(more);
    }
}

/// The key of a line, in the form of Python-Markdown: at most three spaces, then letters, digits, `_` and `-` up to a colon.
/// `MultiMarkdown` also allows spaces between words: `Base Header Level`.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let trimmed = line.trim_start_matches(' ');
    let (key, value) = trimmed.split_once(':')?;
    let plain = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    let words = key.split(' ').count() <= 3;
    let all = key.split(' ').all(|it| !it.is_empty() && it.chars().all(plain));
    let close = line.len() - trimmed.len() <= 3;
    (close && words && all).then(|| (key, value.trim_start()))
}

/// Whether a line continues a value: it has four spaces, or fewer if it cannot be a key. Without the latter, the whole header
/// would be read as text.
fn is_continuation(line: &str) -> bool {
    line.starts_with("    ")
        || line.starts_with('\t')
        || line.starts_with(' ') && key_of(line).is_none()
}
