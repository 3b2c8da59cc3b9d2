//! The last step for XML feeds: parses the output of the model crates, and writes it in the form in which it is served.
//!
//! This is the only place that works around the writers of `rss` and `atom_syndication`. It adds the encoding to the declaration,
//! a stylesheet, indentation and a newline at the end of the file. It writes empty elements as one tag, escaped text instead of
//! CDATA, and dates that end in `Z`. It moves the links and marks of the feed near the top, and writes characters that look like
//! HTML in plain text as the RSS profile recommends. `tests.rs` has a test for each defect, which fails when a step is no longer
//! needed.
//!
//! A feed is finished in parts of a few entries each, so there is no second copy and no tree of all entries.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::escape;
use quick_xml::escape::partial_escape;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use crate::value::html::plain::is_same_as_html;

/// An XML feed, of which some entries have been added.
#[derive(Default)]
pub(super) struct Finished {
    /// The feed without its entries.
    root: Option<Node<'static>>,
    /// The entries as they are served.
    entries: String,
}

/// A part of the output of a model crate.
enum Node<'w> {
    Element {
        name: String,
        attributes: Vec<(String, String)>,
        children: Vec<Node<'w>>,
    },
    Text(Cow<'w, str>),
    /// The place of all entries.
    Entries,
}

impl Finished {
    /// Adds the entries in the output of a model crate. The rest of the feed is that of the first output, with all namespaces.
    pub(super) fn add(&mut self, written: &[u8]) -> Result<(), String> {
        let text = std::str::from_utf8(written).map_err(|it| it.to_string())?;
        let root = parse(text, &mut self.entries)?;
        match &mut self.root {
            None => self.root = Some(root.into_owned()),
            Some(first) => first.add_namespaces(&root),
        }
        Ok(())
    }

    /// The feed, ready to serve.
    pub(super) fn into_bytes(self, stylesheet: Option<&str>) -> Result<Vec<u8>, String> {
        let mut root = self.root.ok_or("nothing was written")?;
        move_up(&mut root);
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        if let Some(href) = stylesheet {
            let path = href.split(['?', '#']).next().unwrap_or_default();
            let extension = path.rsplit('.').next().unwrap_or_default();
            let kind = if matches!(extension, "xsl" | "xslt") { "text/xsl" } else { "text/css" };
            let href = escape(href);
            out.push_str(&format!("<?xml-stylesheet href=\"{href}\" type=\"{kind}\"?>\n"));
        }
        let place = print(&root, "", 0, &mut out).unwrap_or(out.len());
        let mut bytes = self.entries.into_bytes();
        bytes.reserve_exact(out.len());
        bytes.splice(..0, out[..place].bytes());
        bytes.extend_from_slice(&out.as_bytes()[place..]);
        Ok(bytes)
    }
}

impl Node<'_> {
    fn into_owned(self) -> Node<'static> {
        match self {
            Node::Element { name, attributes, children } => {
                let children = children.into_iter().map(Node::into_owned).collect();
                Node::Element { name, attributes, children }
            }
            Node::Text(text) => Node::Text(Cow::Owned(text.into_owned())),
            Node::Entries => Node::Entries,
        }
    }

    /// Adds the namespaces of another root. They are sorted, as the crates write them.
    fn add_namespaces(&mut self, root: &Node<'_>) {
        let (Node::Element { attributes, .. }, Node::Element { attributes: others, .. }) =
            (self, root)
        else {
            return;
        };
        let is_new = |it: &&(String, String)| it.0.starts_with("xmlns") && !attributes.contains(it);
        let new: Vec<(String, String)> = others.iter().filter(is_new).cloned().collect();
        if !new.is_empty() {
            attributes.extend(new);
            let prefix = |name: &str| name.starts_with("xmlns").then(|| name.to_owned());
            attributes.sort_by_key(|(name, _)| (prefix(name).is_none(), prefix(name)));
        }
    }
}

/// Parses the output of a model crate, which is only a few levels deep, like the models. Writes its entries to `entries`.
fn parse<'w>(text: &'w str, entries: &mut String) -> Result<Node<'w>, String> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Node> = Vec::new();
    loop {
        match reader.read_event().map_err(|it| it.to_string())? {
            Event::Start(tag) => open.push(element(&tag)?),
            Event::Empty(tag) => close(element(&tag)?, &mut open, entries)?,
            Event::End(_) => {
                let node = open.pop().ok_or("an end tag without a start tag")?;
                if open.is_empty() {
                    return Ok(node);
                }
                close(node, &mut open, entries)?;
            }
            Event::Text(text) => add_text(text.xml10_content(), &mut open),
            Event::CData(text) => add_text(text.xml10_content(), &mut open),
            Event::GeneralRef(reference) => {
                add_text(character(&reference.xml10_content())?, &mut open);
            }
            Event::Eof => return Err("the document has no end".to_owned()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
        }
    }
}

/// The text that a reference stands for.
fn character(name: &str) -> Result<Cow<'static, str>, String> {
    if let Some(text) = resolve_predefined_entity(name) {
        return Ok(Cow::Borrowed(text));
    }
    let text = unescape(&format!("&{name};")).map_err(|it| it.to_string())?.into_owned();
    Ok(Cow::Owned(text))
}

fn element(tag: &BytesStart<'_>) -> Result<Node<'static>, String> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|it| it.to_string())?;
        let value =
            attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|it| it.to_string())?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    // The crates keep attributes in maps and write them in map order. Here, namespaces come first, then the rest in the written
    // order.
    attributes.sort_by_key(|(name, _)| !name.starts_with("xmlns"));
    Ok(Node::Element { name: tag.name().as_ref().to_owned(), attributes, children: Vec::new() })
}

/// Adds an element to its parent, or writes it if it is an entry.
fn close<'w>(node: Node<'w>, open: &mut [Node<'w>], entries: &mut String) -> Result<(), String> {
    let depth = open.len();
    let Some(Node::Element { name: parent, children, .. }) = open.last_mut() else {
        return Err("an element outside the root".to_owned());
    };
    let is_entry = matches!(&node, Node::Element { name, .. }
        if matches!((parent.as_str(), name.as_str()), ("channel", "item") | ("feed", "entry")));
    if !is_entry {
        children.push(node);
        return Ok(());
    }
    print(&node, parent, depth, entries);
    if !children.iter().any(|it| matches!(it, Node::Entries)) {
        children.push(Node::Entries);
    }
    Ok(())
}

fn add_text<'w>(text: Cow<'w, str>, open: &mut [Node<'w>]) {
    if let Some(Node::Element { children, .. }) = open.last_mut() {
        match children.last_mut() {
            Some(Node::Text(before)) => before.to_mut().push_str(&text),
            _ => children.push(Node::Text(text)),
        }
    }
}

/// Moves the links and marks of the feed above its technical elements and entries, so that readers and people who look at the source
/// find them early.
fn move_up(root: &mut Node<'_>) {
    let Node::Element { name, children, .. } = root else { return };
    let children = match children.first_mut() {
        Some(Node::Element { name, children, .. }) if name == "channel" => children,
        _ if name == "feed" => children,
        _ => return,
    };
    let named = |it: &Node<'_>, names: &[&str]| matches!(it, Node::Element { name, .. } if names.contains(&name.as_str()));
    let (moved, mut others): (Vec<_>, Vec<_>) =
        std::mem::take(children).into_iter().partition(|it| named(it, MOVED));
    let after_description =
        others.iter().position(|it| named(it, &["description"])).map(|at| at + 1);
    let before_entries = || others.iter().position(|it| matches!(it, Node::Entries));
    let place = after_description.or_else(before_entries).unwrap_or(others.len());
    others.splice(place..place, moved);
    *children = others;
}

/// The elements of a feed that are moved up.
const MOVED: &[&str] = &["atom:link", "fh:archive", "fh:complete"];

/// The elements that contain an RFC 3339 date.
const DATES: &[&str] = &["updated", "published", "atom:updated"];

/// The elements of RSS and Atom that contain plain text, with their parents.
#[rustfmt::skip]
const PLAIN: &[(&str, &str)] = &[
    ("title", "channel"), ("description", "channel"), ("copyright", "channel"), ("title", "image"), ("title", "item"),
    ("category", "item"), ("author", "item"), ("dc:creator", "item"), ("media:description", "media:content"),
    ("media:credit", "media:content"),
    ("title", "feed"), ("subtitle", "feed"), ("rights", "feed"), ("title", "entry"), ("summary", "entry"), ("rights", "entry"),
    ("name", "author"),
];

/// Plain text. Characters that readers could mistake for HTML are written as hexadecimal references, as the RSS profile
/// recommends (<https://www.rssboard.org/rss-profile#data-types-characterdata>).
fn plain_text(text: &str) -> Cow<'_, str> {
    if is_same_as_html(text) {
        return partial_escape(text);
    }
    // The profile recommends numeric references, which no reader mistakes for HTML entities.
    text.replace('&', "&#x26;").replace('<', "&#x3C;").replace('>', "&gt;").into()
}

/// Writes a node. Returns where its entries belong.
fn print(node: &Node<'_>, parent: &str, depth: usize, out: &mut String) -> Option<usize> {
    let (name, attributes, children) = match node {
        Node::Element { name, attributes, children } => (name, attributes, children),
        Node::Entries => return Some(out.len()),
        Node::Text(_) => return None,
    };
    let mut place = None;
    indent(depth, out);
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        // A line break in an attribute would be read as a space.
        let value = escape(value.as_str()).replace('\n', "&#10;").replace('\t', "&#9;");
        out.push_str(&format!(" {name}=\"{value}\""));
    }
    match children.as_slice() {
        [] => out.push_str("/>\n"),
        [Node::Text(text)] => {
            out.push('>');
            if DATES.contains(&name.as_str()) {
                push_text(&text.replace("+00:00", "Z"), out);
            } else if PLAIN.contains(&(name.as_str(), parent)) {
                // A carriage return without a line feed would be read as a line feed.
                out.push_str(&plain_text(text).replace('\r', "&#13;"));
            } else {
                push_text(text, out);
            }
            end(name, out);
        }
        _ => {
            out.push_str(">\n");
            for child in children {
                place = print(child, name, depth + 1, out).or(place);
            }
            indent(depth, out);
            end(name, out);
        }
    }
    place
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn end(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

/// Writes text that may be long.
fn push_text(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    // A carriage return without a line feed would be read as a line feed.
    if memchr::memchr(b'\r', bytes).is_some() {
        out.push_str(&partial_escape(text));
        return;
    }
    let mut written = 0;
    for at in memchr::memchr3_iter(b'<', b'>', b'&', bytes) {
        out.push_str(&text[written..at]);
        out.push_str(match bytes[at] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&amp;",
        });
        written = at + 1;
    }
    out.push_str(&text[written..]);
}
