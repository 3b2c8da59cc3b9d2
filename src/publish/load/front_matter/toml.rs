//! TOML front matter and sidecar files.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;
use crate::publish::load::front_matter::tree::{Entry, Node, Value};
use crate::publish::load::front_matter::yaml::duplicate;
use crate::publish::rules::FRONT_MATTER_SYNTAX;
use crate::text::span::Span;

/// Reads the TOML at `place` of `text`.
///
/// # Errors
///
/// If it is not TOML or contains a key twice, with the position.
pub(crate) fn read(text: &str, place: Span) -> Result<Node, Box<Diagnostic>> {
    let source = &text[place.range()];
    match DeTable::parse(source) {
        Ok(table) => Ok(Node { span: place, value: map(table.get_ref(), source, place) }),
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            let span = place.part(range.start.min(source.len()), range.end.min(source.len()));
            if error.message().starts_with("duplicate key") {
                return Err(Box::new(duplicate(source.get(range).unwrap_or_default(), span)));
            }
            let message = format!("the front matter is not valid TOML: {}", error.message());
            let mut diagnostic = Diagnostic::new(&FRONT_MATTER_SYNTAX, span, message);
            diagnostic.help("strings need quotation marks in TOML: `title = \"…\"`");
            Err(Box::new(diagnostic))
        }
    }
}

fn map(table: &DeTable, source: &str, place: Span) -> Value {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            span: place.part(key.span().start, key.span().end),
            node: node(value, source, place),
        })
        .collect();
    entries.sort_by_key(|it| it.span);
    Value::Map(entries)
}

fn node(value: &Spanned<DeValue>, source: &str, place: Span) -> Node {
    let range = value.span();
    let span = place.part(range.start, range.end);
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Scalar { text: text.to_string(), quoted: true },
        DeValue::Array(items) => {
            Value::List(items.iter().map(|it| node(it, source, place)).collect())
        }
        DeValue::Table(table) => map(table, source, place),
        // Numbers and dates are kept as written.
        _ => {
            Value::Scalar { text: source.get(range).unwrap_or_default().to_owned(), quoted: false }
        }
    };
    Node { span, value }
}
