//! Nikola's header: `.. key: value` lines, either up to a blank line or inside an HTML comment.
//! <https://getnikola.com/handbook.html#metadata-fields>

use crate::publish::load::front_matter::parsed::MAX_SIZE;
use crate::publish::load::front_matter::tree::Entry;
use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::tree::Value;
use crate::text::span::Span;

/// Reads the header at `start`, and returns the start of the text after it. `None` if there is no header.
pub(super) fn read(text: &str, start: usize) -> Option<(Node, usize)> {
    let rest = &text[start..];
    let inside = rest.strip_prefix("<!--");
    let end = match inside {
        Some(comment) => start + 4 + comment.find("-->").filter(|it| *it <= MAX_SIZE)?,
        None => text.len(),
    };
    let mut offset = start + if inside.is_some() { 4 } else { 0 };
    let mut entries: Vec<Entry> = Vec::new();
    for line in text[offset..end].split_inclusive('\n') {
        let content = line.trim();
        let at = offset;
        offset += line.len();
        if content.is_empty() {
            if inside.is_some() || entries.is_empty() {
                continue;
            }
            break;
        }
        let indent = line.len() - line.trim_start().len();
        entries.push(entry(content, at + indent)?);
        if offset - start > MAX_SIZE {
            return None;
        }
    }
    let named = entries.iter().any(|it| ["title", "date", "slug"].contains(&it.key.as_str()));
    let body = if inside.is_some() { end + "-->".len() } else { offset };
    let node = Node { span: Span::new(start, body), value: Value::Map(entries) };
    named.then_some((node, body))
}

/// Reads `.. key: value`, which starts at `at`.
fn entry(line: &str, at: usize) -> Option<Entry> {
    let rest = line.strip_prefix("..")?.strip_prefix([' ', '\t'])?;
    let key_at = line.len() - rest.trim_start().len();
    let (key, value) = line[key_at..].split_once(':')?;
    let plain = |it: char| it.is_alphanumeric() || it == '_' || it == '-';
    if key.is_empty() || !key.chars().all(plain) {
        return None;
    }
    let lead = value.len() - value.trim_start().len();
    let value_at = at + key_at + key.len() + 1 + lead;
    let value = value.trim();
    let span = Span::new(value_at, value_at + value.len());
    let scalar = Value::Scalar { text: value.to_owned(), quoted: false };
    let value = if value.is_empty() { Value::Empty } else { scalar };
    Some(Entry {
        key: key.to_owned(),
        span: Span::new(at + key_at, at + key_at + key.len()),
        node: Node { span, value },
    })
}
