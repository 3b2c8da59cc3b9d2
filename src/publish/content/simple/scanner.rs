//! Splits simple HTML into tags and text, and stops at everything else.

use std::borrow::Cow;

use crate::publish::content::simple::elements::Content;
use crate::publish::content::simple::elements::Element;

/// A part of simple HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'h> {
    /// Text that is the same in the source and in the serialized tree.
    Text(&'h str),
    /// A character that may be written differently.
    Character(char),
    Start(&'static Element),
    End(&'static Element),
}

/// An attribute: its name, and its value in which references are decoded.
pub(super) type Attribute<'h> = (&'h str, Cow<'h, str>);

/// More open elements than this are not simple. The tree has its own limit, which is higher.
const MAX_DEPTH: usize = 60;

/// Reads simple HTML from the start to the end.
///
/// Invariant: up to `at`, a parser would build exactly the elements whose tags have been read, each with exactly this content.
pub(super) struct Scanner<'h> {
    html: &'h str,
    at: usize,
    open: Vec<&'static Element>,
    /// The attributes of the last start tag, in the order of their names.
    pub(super) attributes: Vec<Attribute<'h>>,
    pub(super) open_links: usize,
    pub(super) open_headings: usize,
    pub(super) open_code_blocks: usize,
}

/// The HTML is not simple.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotSimple;

impl<'h> Scanner<'h> {
    pub(super) fn new(html: &'h str) -> Scanner<'h> {
        Scanner {
            html,
            at: 0,
            open: Vec::new(),
            attributes: Vec::new(),
            open_links: 0,
            open_headings: 0,
            open_code_blocks: 0,
        }
    }

    /// The next piece, or `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'h>>, NotSimple> {
        let bytes = self.html.as_bytes();
        while bytes[self.at..].starts_with(b"<!--") {
            self.comment()?;
        }
        let start = self.at;
        let end = end_of_text(bytes, start);
        if end > start {
            self.at = end;
            return self.text(&self.html[start..end]).map(Some);
        }
        let Some(first) = bytes.get(start) else {
            return if self.open.is_empty() { Ok(None) } else { Err(NotSimple) };
        };
        match first {
            b'<' if bytes[start..].starts_with(b"</") => self.end_tag().map(Some),
            b'<' => self.start_tag().map(Some),
            b'>' => self.character('>', 1).map(Some),
            b'&' => {
                let (character, length) = reference(&self.html[start..]).ok_or(NotSimple)?;
                self.character(character, length).map(Some)
            }
            0xc2 if bytes.get(start + 1) == Some(&0xa0) => self.character('\u{a0}', 2).map(Some),
            _ => Err(NotSimple),
        }
    }

    fn content(&self) -> Content {
        self.open.last().map_or(Content::Flow, |it| it.content)
    }

    fn text(&mut self, text: &'h str) -> Result<Piece<'h>, NotSimple> {
        let is_allowed = self.content().allows_text()
            || text.bytes().all(|it| matches!(it, b' ' | b'\t' | b'\n'));
        if is_allowed { Ok(Piece::Text(text)) } else { Err(NotSimple) }
    }

    fn character(&mut self, character: char, length: usize) -> Result<Piece<'h>, NotSimple> {
        if !self.content().allows_text() {
            return Err(NotSimple);
        }
        self.at += length;
        Ok(Piece::Character(character))
    }

    /// Skips a comment.
    fn comment(&mut self) -> Result<(), NotSimple> {
        let inner = &self.html[self.at + "<!--".len()..];
        let length = memchr::memmem::find(inner.as_bytes(), b"--").ok_or(NotSimple)?;
        let is_simple = inner[length..].starts_with("-->") && !inner.starts_with(['>', '-']);
        let is_text = inner[..length].bytes().all(|it| !CLASSES[usize::from(it)].is_forbidden());
        if !is_simple || !is_text || self.open.last().is_some_and(|it| it.name == "pre") {
            return Err(NotSimple);
        }
        self.at += "<!--".len() + length + "-->".len();
        Ok(())
    }

    fn end_tag(&mut self) -> Result<Piece<'h>, NotSimple> {
        let element = self.open.pop().ok_or(NotSimple)?;
        let rest = self.html[self.at + "</".len()..].strip_prefix(element.name);
        if !rest.is_some_and(|it| it.starts_with('>')) {
            return Err(NotSimple);
        }
        self.at += "</>".len() + element.name.len();
        self.count(element, false);
        Ok(Piece::End(element))
    }

    fn start_tag(&mut self) -> Result<Piece<'h>, NotSimple> {
        let bytes = self.html.as_bytes();
        let start = self.at + 1;
        let length = bytes[start..].iter().take_while(|it| it.is_ascii_alphanumeric()).count();
        let element = Element::named(&self.html[start..start + length]).ok_or(NotSimple)?;
        if !self.content().allows(element.role) || element.name == "a" && self.open_links > 0 {
            return Err(NotSimple);
        }
        self.at = start + length;
        self.attributes.clear();
        loop {
            let spaces =
                bytes[self.at..].iter().take_while(|it| matches!(it, b' ' | b'\n')).count();
            self.at += spaces;
            match bytes.get(self.at) {
                Some(b'>') => {
                    self.at += 1;
                    break;
                }
                Some(b'/') if element.is_void() && bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    break;
                }
                _ if spaces > 0 => self.attribute()?,
                _ => return Err(NotSimple),
            }
        }
        if self.attributes.len() > 1 {
            self.attributes.sort_unstable_by_key(|it| it.0);
            if self.attributes.windows(2).any(|it| it[0].0 == it[1].0) {
                return Err(NotSimple);
            }
        }
        if element.is_void() {
            return Ok(Piece::Start(element));
        }
        // The parser ignores a line break at the start of a code block.
        if element.name == "pre" && bytes.get(self.at) == Some(&b'\n') {
            return Err(NotSimple);
        }
        self.open.push(element);
        self.count(element, true);
        if self.open.len() > MAX_DEPTH { Err(NotSimple) } else { Ok(Piece::Start(element)) }
    }

    fn attribute(&mut self) -> Result<(), NotSimple> {
        let rest = &self.html[self.at..];
        let name = rest.bytes().take_while(|it| it.is_ascii_lowercase() || *it == b'-').count();
        let value = rest[name..].strip_prefix("=\"").ok_or(NotSimple)?;
        let length = memchr::memchr(b'"', value.as_bytes()).ok_or(NotSimple)?;
        if name == 0 {
            return Err(NotSimple);
        }
        self.attributes.push((&rest[..name], decoded(&value[..length])?));
        self.at += name + "=\"".len() + length + 1;
        Ok(())
    }

    /// Counts an element that is opened or closed.
    fn count(&mut self, element: &Element, opens: bool) {
        let count = match element.name {
            "a" => &mut self.open_links,
            "pre" => &mut self.open_code_blocks,
            _ if element.is_heading() => &mut self.open_headings,
            _ => return,
        };
        *count = if opens { *count + 1 } else { *count - 1 };
    }
}

/// The meaning of a byte in text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Text,
    /// `<`, `>` or `&`.
    Markup,
    /// A control character.
    Control,
    /// The first byte of C1 controls and of U+00A0.
    C2,
    /// The first byte of U+FFFD to U+FFFF.
    Ef,
}

impl Class {
    /// Whether the byte may begin a character that is removed.
    fn is_forbidden(self) -> bool {
        matches!(self, Class::Control | Class::C2 | Class::Ef)
    }
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Text; 256];
    let mut byte = 0;
    while byte < 0x20 {
        classes[byte] = Class::Control;
        byte += 1;
    }
    classes[b'\t' as usize] = Class::Text;
    classes[b'\n' as usize] = Class::Text;
    classes[0x7f] = Class::Control;
    classes[b'<' as usize] = Class::Markup;
    classes[b'>' as usize] = Class::Markup;
    classes[b'&' as usize] = Class::Markup;
    classes[0xc2] = Class::C2;
    classes[0xef] = Class::Ef;
    classes
};

/// The end of the text from `start`, which needs neither decoding nor escaping. A character that would be removed ends it too.
fn end_of_text(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match CLASSES[usize::from(*byte)] {
            Class::Text => at += 1,
            Class::C2 if bytes.get(at + 1).is_some_and(|it| *it > 0xa0) => at += 2,
            Class::Ef if !bytes[at..].starts_with(&[0xef, 0xbf]) || bytes[at + 2] < 0xbd => at += 3,
            _ => break,
        }
    }
    at
}

/// The value of an attribute.
fn decoded(raw: &str) -> Result<Cow<'_, str>, NotSimple> {
    let mut at = 0;
    let mut value = Cow::Borrowed("");
    let bytes = raw.as_bytes();
    loop {
        let end = end_of_text(bytes, at);
        if at == 0 && end == raw.len() {
            return Ok(Cow::Borrowed(raw));
        }
        let text = &raw[at..end];
        let (character, length) = match bytes.get(end) {
            None => {
                value.to_mut().push_str(text);
                return Ok(value);
            }
            Some(b'<') => ('<', 1),
            Some(b'>') => ('>', 1),
            Some(b'&') => reference(&raw[end..]).ok_or(NotSimple)?,
            Some(0xc2) if bytes[end + 1] == 0xa0 => ('\u{a0}', 2),
            Some(_) => return Err(NotSimple),
        };
        value.to_mut().push_str(text);
        value.to_mut().push(character);
        at = end + length;
    }
}

/// The character that the reference at the start of `text` stands for, and the length of the reference. Only those that writers
/// of HTML need.
fn reference(text: &str) -> Option<(char, usize)> {
    #[rustfmt::skip]
    static REFERENCES: &[(&str, char)] = &[
        ("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&#x27;", '\''), ("&nbsp;", '\u{a0}'),
    ];
    let found = REFERENCES.iter().find(|it| text.starts_with(it.0))?;
    Some((found.1, found.0.len()))
}
