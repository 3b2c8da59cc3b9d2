//! YAML front matter, and JSON, which is also YAML, after `serde_json` has checked it. Limits protect against bombs.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::NonFiniteFloatPolicy;
use serde_saphyr::{Error, Location, Spanned};

use crate::diagnostic::Diagnostic;
use crate::publish::load::front_matter::flat;
use crate::publish::load::front_matter::tree::{Entry, Node, Value};
use crate::publish::rules::{DUPLICATE_FRONT_MATTER_KEY, FRONT_MATTER_SYNTAX};
use crate::text::lines::offset_at;
use crate::text::span::Span;

/// The maximum nesting depth. The tree is read recursively, so this also limits the stack.
const MAX_DEPTH: usize = 32;

/// The start of messages about the front matter as a whole.
pub(super) const LIMIT: &str = "the front matter exceeds a limit for YAML";

/// Reads the YAML at `place` of `text`.
///
/// # Errors
///
/// If it is not YAML, exceeds the limits, or contains a key twice, with the position.
pub(crate) fn read(text: &str, place: Span) -> Result<Node, Box<Diagnostic>> {
    flat::read(text, place).map_or_else(|| parse(text, place), Ok)
}

/// Reads any YAML.
pub(super) fn parse(text: &str, place: Span) -> Result<Node, Box<Diagnostic>> {
    let source = &text[place.range()];
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: MAX_DEPTH,
            max_nodes: 20_000,
            max_events: 100_000,
            max_aliases: 200,
            max_anchors: 200,
            max_merge_keys: 200,
            max_documents: 1,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: 20_000,
            max_replay_stack_depth: 8,
        },
        with_snippet: false,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
    };
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(source, options) {
        Ok(raw) => Ok(node(raw, source, place)),
        Err(error) => Err(Box::new(fault(&error, source, place))),
    }
}

/// A node before its scalars are looked up in the source.
enum Raw {
    Empty,
    /// A scalar that YAML treats as a number or a boolean.
    Typed,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

fn node(raw: Spanned<Raw>, source: &str, place: Span) -> Node {
    let span = span(raw.defined, source, place);
    let written = &source[span.start as usize - place.start as usize..][..span.len()];
    let quoted = written.starts_with(['"', '\'']);
    let value = match raw.value {
        Raw::Empty => Value::Empty,
        Raw::Typed => {
            let text = untagged(written).trim_matches(['"', '\'']).to_owned();
            Value::Scalar { text, quoted }
        }
        Raw::Text(text) => Value::Scalar { text, quoted },
        Raw::List(items) => {
            Value::List(items.into_iter().map(|it| node(it, source, place)).collect())
        }
        Raw::Map(entries) => {
            let entry = |(key, value)| {
                let key = node(key, source, place);
                let node = node(value, source, place);
                Entry { key: key.text().unwrap_or_default().to_owned(), span: key.span, node }
            };
            Value::Map(entries.into_iter().map(entry).collect())
        }
    };
    Node { span, value }
}

/// Removes the tag before a scalar: `!!timestamp 2024-05-01`.
pub(super) fn untagged(written: &str) -> &str {
    let tagged = written.starts_with('!');
    let value = written.split_once(char::is_whitespace).filter(|_| tagged);
    value.map_or(written, |it| it.1.trim_start())
}

/// The position of a node. YAML reports positions relative to the front matter. A container has only a start.
fn span(location: Location, source: &str, place: Span) -> Span {
    let bytes = |it: Option<u64>| it.and_then(|it| usize::try_from(it).ok());
    let start = bytes(location.span().byte_offset()).unwrap_or(0).min(source.len());
    let end = (start + bytes(location.span().byte_len()).unwrap_or(0)).min(source.len());
    // A wrong position must not cause a panic.
    let boundary = |it: usize| source.is_char_boundary(it);
    if boundary(start) && boundary(end) { place.part(start, end) } else { place.before() }
}

fn fault(error: &Error, source: &str, place: Span) -> Diagnostic {
    let error = error.without_snippet();
    let location = error.location();
    let number = |it: u64| u32::try_from(it).unwrap_or(u32::MAX);
    let offset = location.map_or(0, |it| offset_at(source, number(it.line()), number(it.column())));
    let at = place.part(offset, offset);
    // An error where an alias is used is wrapped with the position of its anchor.
    let mut error = error;
    while let Error::AliasError { error: inner, .. } = error {
        error = inner.without_snippet();
    }
    match error {
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("…");
            let span = if source[offset..].starts_with(key) {
                place.part(offset, offset + key.len())
            } else {
                at
            };
            duplicate(key, span)
        }
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => {
            let message = format!("{LIMIT}: {}", words(error));
            let mut diagnostic = Diagnostic::new(&FRONT_MATTER_SYNTAX, at, message);
            diagnostic
                .note("nested anchors and deep nesting can make a few lines grow without limit");
            diagnostic.help("write out the values instead of using anchors and aliases");
            diagnostic
        }
        _ => {
            let message = format!("the front matter is not valid YAML: {}", words(error));
            let mut diagnostic = Diagnostic::new(&FRONT_MATTER_SYNTAX, at, message);
            diagnostic.help("put a value in quotation marks if it contains `: ` or ` #`, or starts with one of `@ % & * ! | > [ { \"`");
            diagnostic
        }
    }
}

/// The diagnostic for a key that is repeated at `span`.
pub(crate) fn duplicate(key: &str, span: Span) -> Diagnostic {
    let message = format!("duplicate key `{key}` in the front matter");
    let mut diagnostic = Diagnostic::new(&DUPLICATE_FRONT_MATTER_KEY, span, message);
    diagnostic.note("tools disagree on which of the two values to use");
    diagnostic.help("remove one of the two");
    diagnostic
}

/// The parser's message, without the position at its end.
fn words(error: &Error) -> String {
    let words = error.to_string();
    let end = words.rfind(" at line ").unwrap_or(words.len());
    words[..end].to_owned()
}
