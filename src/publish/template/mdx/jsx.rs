//! Parses JSX tags: their names and attributes, and their form in HTML.

use std::fmt::Write as _;

use crate::publish::template::arguments::Argument;
use crate::publish::template::arguments::Arguments;
use crate::publish::template::mdx::expression;

/// The maximum number of attributes of a tag.
const MAX_COUNT: usize = 200;

/// The maximum length of a tag in bytes.
const MAX_LENGTH: usize = 64 * 1024;

/// A tag.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// Its name. Empty for `<>`.
    pub(super) name: &'t str,
    /// Whether it is an end tag.
    pub(super) closes: bool,
    /// Whether it closes itself: `<x />`.
    pub(super) is_closed: bool,
    /// Its length in bytes.
    pub(super) length: usize,
    attributes: Vec<(&'t str, Value)>,
}

/// The value of an attribute.
#[derive(Debug)]
enum Value {
    /// No value: the attribute is only present.
    True,
    /// A string.
    Text(String),
    /// An expression that is not a string.
    Unknown,
}

/// Elements that have no end tag.
#[rustfmt::skip]
static VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that may contain paragraphs.
#[rustfmt::skip]
static BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "center", "details", "div", "dd", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "header", "li", "main", "nav", "ol", "section", "summary", "td", "th", "ul", "p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "a",
    "b", "i", "em", "strong", "sub", "sup", "small", "picture", "video",
];

/// Attributes with a different name in HTML.
static RENAMED: &[(&str, &str)] =
    &[("className", "class"), ("htmlFor", "for"), ("dateTime", "datetime")];

/// Whether an element can contain Markdown on separate lines.
pub(super) fn holds_blocks(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Parses the tag at the start of `text`.
pub(super) fn read(text: &str) -> Option<Tag<'_>> {
    let bytes = &text.as_bytes()[..text.len().min(MAX_LENGTH)];
    let closes = bytes.get(1) == Some(&b'/');
    let start = if closes { 2 } else { 1 };
    let name_end = start + name_length(&bytes[start.min(bytes.len())..]);
    let name = text.get(start..name_end)?;
    let mut tag = Tag { name, closes, is_closed: false, length: 0, attributes: Vec::new() };
    if name.is_empty() && bytes.get(start) != Some(&b'>') {
        return None;
    }
    let mut at = name_end;
    loop {
        let space = blank(bytes.get(at..)?);
        at += space;
        match bytes.get(at)? {
            b'>' => {
                tag.length = at + 1;
                return Some(tag);
            }
            b'/' if bytes.get(at + 1) == Some(&b'>') => {
                tag.is_closed = true;
                tag.length = at + 2;
                return Some(tag);
            }
            b'{' => at += expression::balanced(&text[at..])?,
            _ if space == 0 || tag.attributes.len() >= MAX_COUNT => return None,
            _ => {
                let length = name_length(&bytes[at..]);
                let attribute = text.get(at..at + length).filter(|it| !it.is_empty())?;
                at += length;
                let after = at + blank(&bytes[at..]);
                if bytes.get(after) != Some(&b'=') {
                    tag.attributes.push((attribute, Value::True));
                    continue;
                }
                at = after + 1;
                at += blank(&bytes[at..]);
                let (value, end) = value(text, at)?;
                tag.attributes.push((attribute, value));
                at = end;
            }
        }
    }
}

/// The value of the attribute that starts at byte `at`, and its end.
fn value(text: &str, at: usize) -> Option<(Value, usize)> {
    let first = *text.as_bytes().get(at)?;
    if matches!(first, b'"' | b'\'') {
        let end = at + 1 + memchr::memchr(first, &text.as_bytes()[at + 1..])?;
        return Some((Value::Text(text[at + 1..end].to_owned()), end + 1));
    }
    if first == b'{' {
        let length = expression::balanced(&text[at..])?;
        let inside = text[at + 1..at + length - 1].trim();
        return Some((expressed(inside), at + length));
    }
    // An HTML value without quotes, as in old `.md` files.
    let rest = &text[at..];
    let end = rest.find(|it: char| it.is_whitespace() || matches!(it, '>' | '"' | '<'))?;
    (end > 0).then(|| (Value::Text(rest[..end].to_owned()), at + end))
}

/// A string, or a call whose only argument is the string of a path: `require('./a.png').default`, `useBaseUrl('/a.png')`.
fn expressed(inside: &str) -> Value {
    if let Some(text) = expression::literal(inside) {
        return Value::Text(text);
    }
    if inside == "true" {
        return Value::True;
    }
    let Some((function, rest)) = inside.split_once('(') else { return Value::Unknown };
    let is_name = function.chars().all(|it| it.is_alphanumeric() || "_.$".contains(it));
    let argument = rest.rsplit_once(')').map(|it| it.0.trim());
    match argument.and_then(expression::literal) {
        Some(path) if is_name && path.contains(['/', '.']) => Value::Text(path),
        _ => Value::Unknown,
    }
}

fn name_length(bytes: &[u8]) -> usize {
    if !bytes.first().is_some_and(|it| it.is_ascii_alphabetic() || matches!(it, b'_' | b'$')) {
        return 0;
    }
    let part = |it: &u8| it.is_ascii_alphanumeric() || b"_-.$:".contains(it);
    bytes.iter().take_while(|it| part(it)).count()
}

fn blank(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|it| it.is_ascii_whitespace()).count()
}

impl Tag<'_> {
    /// Whether it is a component and not an HTML element.
    pub(super) fn is_component(&self) -> bool {
        let first = self.name.chars().next();
        first.is_none_or(|it| it.is_ascii_uppercase() || matches!(it, '_' | '$'))
            || self.name.contains(['.', ':'])
    }

    /// Whether it is a void element, which has no end tag.
    pub(super) fn is_empty(&self) -> bool {
        self.is_closed || VOID.contains(&self.name)
    }

    /// Its attributes with string values, as the arguments of a tag.
    pub(super) fn arguments(&self) -> Arguments {
        let named = self.attributes.iter().filter_map(|(name, value)| match value {
            Value::Text(text) => {
                Some(((*name).to_owned(), Argument { text: text.clone(), quoted: true }))
            }
            _ => None,
        });
        Arguments { positional: Vec::new(), named: named.collect() }
    }

    /// The tag as HTML.
    pub(super) fn html(&self) -> String {
        let mut html = format!("<{}", self.name);
        for (name, value) in &self.attributes {
            let renamed = RENAMED.iter().find(|it| it.0 == *name).map(|it| it.1.to_owned());
            let name = renamed.unwrap_or_else(|| name.to_ascii_lowercase());
            match value {
                Value::True => {
                    let _ = write!(html, " {name}");
                }
                Value::Text(text) => {
                    let _ = write!(
                        html,
                        " {name}=\"{}\"",
                        crate::publish::template::html::escaped(text)
                    );
                }
                Value::Unknown => {}
            }
        }
        html.push('>');
        if self.is_closed && !VOID.contains(&self.name) {
            let _ = write!(html, "</{}>", self.name);
        }
        html
    }
}
