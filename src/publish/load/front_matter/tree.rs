//! What front matter says, whatever its syntax: one tree, in which every scalar stays as it was written. YAML would
//! make `no` a truth value, `012` an octal number and `1.10` a float; a title may be any of them.

use crate::text::span::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    /// Where it stands.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) value: Value,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing: YAML's `~` or no value at all, JSON's `null`.
    Empty,
    /// A text, number, truth value or date, as it was written; `quoted` when it can only be a text.
    Scalar { text: String, quoted: bool },
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order of the source.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// The key as it was written.
    pub(crate) key: String,
    /// Where the key stands.
    pub(crate) span: Span,
    /// Its value.
    pub(crate) node: Node,
}

impl Node {
    /// The scalar's text without white space around it; `None` for a list, a map, nothing, and an empty text.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text.trim()).filter(|it| !it.is_empty()),
            _ => None,
        }
    }

    /// Moves the places of the node and all in it. Its depth is bounded by the parsers.
    pub(crate) fn move_spans(&mut self, moved: &dyn Fn(Span) -> Span) {
        self.span = moved(self.span);
        match &mut self.value {
            Value::Empty | Value::Scalar { .. } => {}
            Value::List(items) => items.iter_mut().for_each(|it| it.move_spans(moved)),
            Value::Map(entries) => {
                for entry in entries {
                    entry.span = moved(entry.span);
                    entry.node.move_spans(moved);
                }
            }
        }
    }

    /// What it is, for a message.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Value::Empty => "empty",
            Value::Scalar { .. } => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}
