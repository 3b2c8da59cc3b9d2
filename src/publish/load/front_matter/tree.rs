//! The tree of front matter in any syntax. Every scalar is kept as written: YAML would turn `no` into a boolean, `012` into an
//! octal number and `1.10` into a float, but a title may be any of them.

use crate::text::span::Span;

/// A value and its position.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    /// Its position.
    pub(crate) span: Span,
    /// The value itself.
    pub(crate) value: Value,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// No value: YAML's `~` or nothing, JSON's `null`.
    Empty,
    /// A string, number, boolean or date, as written. `quoted` if it can only be a string.
    Scalar { text: String, quoted: bool },
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order of the source.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// The key, as written.
    pub(crate) key: String,
    /// The position of the key.
    pub(crate) span: Span,
    /// Its value.
    pub(crate) node: Node,
}

impl Node {
    /// The scalar without surrounding white space. `None` for a list, a map, no value, and an empty string.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text.trim()).filter(|it| !it.is_empty()),
            _ => None,
        }
    }

    /// Maps the positions of the node and everything in it. Its depth is limited by the parsers.
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

    /// The kind of value, for a message.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Value::Empty => "empty",
            Value::Scalar { .. } => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}
