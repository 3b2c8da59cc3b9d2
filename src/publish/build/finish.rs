//! The last step for XML feeds: parses the output of the model crates, and writes it in the form in which it is served.
//!
//! This is the only place that works around the writers of `rss` and `atom_syndication`. It adds the encoding to the declaration,
//! a stylesheet, indentation and a newline at the end of the file. It writes empty elements as one tag, escaped text instead of
//! CDATA, and dates that end in `Z`. It moves the links and marks of the feed near the top, and writes characters that look like
//! HTML in plain text as the RSS profile recommends. `tests.rs` has a test for each defect, which fails when a step is no longer
//! needed.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::escape;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use crate::value::html::plain::is_same_as_html;

/// An element with its contents, or text.
enum Node {
    Element { name: String, attributes: Vec<(String, String)>, children: Vec<Node> },
    Text(String),
}

/// Makes the output of a model crate ready to serve.
pub(super) fn finish(written: &[u8], stylesheet: Option<&str>) -> Result<Vec<u8>, String> {
    let mut root = parse(written)?;
    move_up(&mut root);
    let mut out = String::with_capacity(written.len() + written.len() / 8);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if let Some(href) = stylesheet {
        let path = href.split(['?', '#']).next().unwrap_or_default();
        let extension = path.rsplit('.').next().unwrap_or_default();
        let kind = if matches!(extension, "xsl" | "xslt") { "text/xsl" } else { "text/css" };
        out.push_str(&format!("<?xml-stylesheet href=\"{}\" type=\"{kind}\"?>\n", escape(href)));
    }
    print(&root, "", 0, &mut out);
    Ok(out.into_bytes())
}

/// Parses the output of a model crate. It is only a few levels deep, like the models.
fn parse(written: &[u8]) -> Result<Node, String> {
    let text = std::str::from_utf8(written).map_err(|it| it.to_string())?;
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Node> = Vec::new();
    loop {
        match reader.read_event().map_err(|it| it.to_string())? {
            Event::Start(tag) => open.push(element(&tag)?),
            Event::Empty(tag) => close(element(&tag)?, &mut open)?,
            Event::End(_) => {
                let node = open.pop().ok_or("an end tag without a start tag")?;
                if open.is_empty() {
                    return Ok(node);
                }
                close(node, &mut open)?;
            }
            Event::Text(text) => add_text(&text.xml10_content(), &mut open),
            Event::CData(text) => add_text(&text.xml10_content(), &mut open),
            Event::GeneralRef(reference) => {
                let entity = format!("&{};", reference.xml10_content());
                add_text(
                    &quick_xml::escape::unescape(&entity).map_err(|it| it.to_string())?,
                    &mut open,
                );
            }
            Event::Eof => return Err("the document has no end".to_owned()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
        }
    }
}

fn element(tag: &BytesStart<'_>) -> Result<Node, String> {
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

fn close(node: Node, open: &mut [Node]) -> Result<(), String> {
    match open.last_mut() {
        Some(Node::Element { children, .. }) => children.push(node),
        _ => return Err("an element outside the root".to_owned()),
    }
    Ok(())
}

fn add_text(text: &str, open: &mut [Node]) {
    if let Some(Node::Element { children, .. }) = open.last_mut() {
        match children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => children.push(Node::Text(text.to_owned())),
        }
    }
}

/// Moves the links and marks of the feed above its technical elements and entries, so that readers and people who look at the source find
/// them early.
fn move_up(root: &mut Node) {
    let Node::Element { name, children, .. } = root else { return };
    let children = match children.first_mut() {
        Some(Node::Element { name, children, .. }) if name == "channel" => children,
        _ if name == "feed" => children,
        _ => return,
    };
    let named = |it: &Node, names: &[&str]| matches!(it, Node::Element { name, .. } if names.contains(&name.as_str()));
    let (moved, mut others): (Vec<Node>, Vec<Node>) =
        std::mem::take(children).into_iter().partition(|it| named(it, MOVED));
    let after_description =
        others.iter().position(|it| named(it, &["description"])).map(|at| at + 1);
    let before_entries = || others.iter().position(|it| named(it, &["entry"]));
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
        return quick_xml::escape::partial_escape(text);
    }
    // The profile recommends numeric references, which no reader mistakes for HTML entities.
    text.replace('&', "&#x26;").replace('<', "&#x3C;").replace('>', "&gt;").into()
}

fn print(node: &Node, parent: &str, depth: usize, out: &mut String) {
    let Node::Element { name, attributes, children } = node else { return };
    let indent = "  ".repeat(depth);
    out.push_str(&indent);
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
            let text = if DATES.contains(&name.as_str()) {
                text.replace("+00:00", "Z")
            } else {
                text.clone()
            };
            // A carriage return without a line feed would be read as a line feed.
            let escaped = if PLAIN.contains(&(name.as_str(), parent)) {
                plain_text(&text)
            } else {
                quick_xml::escape::partial_escape(text.as_str())
            };
            out.push_str(&escaped.replace('\r', "&#13;"));
            out.push_str(&format!("</{name}>\n"));
        }
        _ => {
            out.push_str(">\n");
            for child in children {
                print(child, name, depth + 1, out);
            }
            out.push_str(&format!("{indent}</{name}>\n"));
        }
    }
}
