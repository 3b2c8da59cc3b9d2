//! Completions in JSON Feed: the members of the objects of a feed.

use gen_lsp_types as lsp;

use crate::server::completion::Cursor;
use crate::server::completion::Item;
use crate::server::completion::Items;
use crate::server::documentation;
use crate::text::span::Span;
use crate::validate::cursor::Allowed;
use crate::validate::cursor::Cursor as Place;
use crate::validate::markup::Kind;
use crate::validate::row::Count;
use crate::validate::row::Value;

/// The name of the member that is assumed at the cursor.
const MARK: &str = "feedwright-cursor";

pub(super) fn items(cursor: &Cursor<'_>) -> Option<Items> {
    let before = cursor.before();
    let quote = open_quote(before);
    let start = quote.unwrap_or(before.len());
    let around = before[..start].trim_end();
    if !around.ends_with(['{', ',']) || (quote.is_none() && cursor.trigger.is_some()) {
        return None;
    }
    let place = Place::after(around, MARK)?;
    // Editors write the second quote together with the first one.
    let is_closed = quote.is_some() && cursor.after().starts_with('"');
    let one = |it: &Allowed| {
        let name = it.name.as_str();
        let opened = if quote.is_some() { name.to_owned() } else { format!("\"{name}") };
        let value = value(it);
        let (text, snippet) = match is_closed {
            true => (opened, None),
            false => (format!("{opened}\""), Some(format!("{opened}\": {value}"))),
        };
        Item {
            label: name.to_owned(),
            kind: Some(lsp::CompletionItemKind::Property),
            documentation: documentation::element(it.row, Some(it.vocabulary)),
            text,
            snippet,
            rank: u8::from(!matches!(it.row.count, Count::One | Count::OneOrMore)),
            insertion: None,
        }
    };
    let items = place.allowed().iter().map(one).collect();
    let typed = quote.map_or(before.len(), |it| it + 1);
    Some(Items { typed: Span::new(typed, before.len()), items })
}

/// A value of the right type, with a place for the cursor.
fn value(allowed: &Allowed) -> &'static str {
    match (allowed.row.kinds.first(), allowed.row.value) {
        (Some(Kind::Array), _) => "[$0]",
        (Some(Kind::Object), _) => "{$0}",
        (Some(Kind::Bool), _) => "${1|true,false|}",
        (Some(Kind::Number), _) | (None, Value::Number | Value::Integer(..)) => "$0",
        _ => "\"$0\"",
    }
}

/// The quote that opens the string at the end of a text.
fn open_quote(text: &str) -> Option<usize> {
    let mut open = None;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match (byte, open) {
            (b'"', None) => open = Some(at),
            (b'"', Some(_)) => open = None,
            (b'\\', Some(_)) => drop(bytes.next()),
            _ => {}
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::open_quote;

    #[test]
    fn finds_the_open_string() {
        for (text, expected) in [
            ("{", None),
            ("{\"", Some(1)),
            ("{\"a", Some(1)),
            ("{\"a\"", None),
            ("{\"a\\\"", Some(1)),
            ("{\"a\\\\\"", None),
            ("{\"é\": \"", Some(7)),
        ] {
            assert_eq!(open_quote(text), expected, "{text}");
        }
    }
}
