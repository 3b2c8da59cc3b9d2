//! XML 1.0 (5th edition, <https://www.w3.org/TR/xml/>) with namespaces (<https://www.w3.org/TR/xml-names/>) as events:
//! the reader reports every error, but continues after it. It never fetches anything external, its work is linear in the
//! size of the document, and it does not recurse. The walker interprets the events.

use std::cell::Cell;

use memchr::memmem::Finder;

#[cfg(test)]
use crate::diagnostic::Diagnostic;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::name::{Name, NameId, Ns};
use crate::validate::markup::xml::characters::{NAME_START, Survey, is};
use crate::validate::markup::xml::declaration::XmlDeclaration;
use crate::validate::markup::xml::doctype::Doctype;
use crate::validate::markup::xml::entity::Entities;
use crate::validate::markup::xml::quote::QuotedValue;
use crate::validate::markup::xml::reference::Located;
use crate::validate::markup::xml::scope::Scope;
use crate::validate::markup::xml::void::Surplus;
use crate::validate::markup::{Attribute, Close, Event};
use crate::validate::options::Limits;
use crate::validate::rules::{XML_BAD_CHARACTER, XML_NO_ROOT, XML_TRUNCATED};

pub mod amend;
mod attribute;
mod cdata;
mod characters;
pub mod declaration;
pub mod doctype;
mod entity;
mod html_entity;
mod instruction;
mod quote;
mod reference;
mod scope;
mod subset;
mod tag;
#[cfg(test)]
mod tests;
mod text;
mod void;

/// An `xmlns` attribute of the start tag that was read last.
#[derive(Clone, Debug)]
pub struct Declaration<'s> {
    /// The prefix, which is empty for the default namespace.
    pub prefix: &'s str,
    /// The namespace, or [`Ns::NONE`] if `xmlns=""` resets the default namespace.
    pub ns: Ns,
    /// The attribute's name.
    pub name_span: Span,
    /// The value without its quotes.
    pub value_span: Span,
}

/// A document as a sequence of events.
pub struct Xml<'s> {
    text: &'s str,
    pos: usize,
    /// The end of what a program printed before the document.
    printed: usize,
    limits: Limits,
    survey: Survey,
    scope: Scope<'s>,
    frames: Vec<Frame>,
    /// Elements at this depth or deeper are checked, but cause no events.
    emit_depth: usize,
    /// If there are more frames than this, the extra ones are being closed, and the last of them has `close_span`.
    close_to: usize,
    close_span: Span,
    attributes: Vec<Attribute<'s>>,
    declarations: Vec<Declaration<'s>>,
    /// The span of the name in the start tag that was read last.
    tag: Span,
    /// How many attributes of this tag have a prefix.
    prefixed: usize,
    /// The last quoted value in this tag.
    quoted: Option<QuotedValue>,
    ahead: Ahead,
    /// The offset of the next character that XML does not allow, or the text's length + 1 if there is none.
    forbidden_at: usize,
    entities: Entities,
    /// The last result of [`Xml::locate`].
    located: Cell<Located>,
    prolog: Option<XmlDeclaration<'s>>,
    doctype: Option<Doctype<'s>>,
    root: Option<Span>,
    /// Whether this is the content of an entity instead of a document.
    fragment: bool,
    foreign: Vec<String>,
    recovery: Recovery,
}

/// An element that is open.
#[derive(Clone, Copy)]
struct Frame {
    name: NameId,
    /// Where its name begins.
    start: u32,
}

/// The positions of the next closing delimiters. Each delimiter is searched for only once, no matter how many constructs
/// begin before it.
struct Ahead {
    cdata_finder: Finder<'static>,
    /// The next `]]>`.
    cdata_end: usize,
    /// The next `?>`.
    instruction_end: usize,
    double_quote: usize,
    single_quote: usize,
}

/// What has already been reported. One mistake must result in only one problem.
#[derive(Default)]
struct Recovery {
    /// The input ended too early, and this was reported.
    truncated: bool,
    /// The document has ended.
    over: bool,
    /// The names of elements that ended with their parent. Their own end tags may still follow.
    forgiven: Vec<NameId>,
    /// The depth of the element in which a stray end tag was reported.
    stray_at: usize,
    /// Whether text outside the root has been reported before (0) and after (1) the root.
    outside: [bool; 2],
    too_deep: bool,
    /// How the current tag is malformed. The malformed part may not belong to the tag at all.
    tag: TagFault,
    /// How many bytes were searched to find unclosed elements.
    looked: usize,
    /// Names of elements without content, and how many of them are never closed.
    surplus: Vec<Surplus>,
}

/// How the attributes of a tag are wrong.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum TagFault {
    #[default]
    None,
    /// An attribute without a value, without quotes, or without a space before it.
    Sloppy,
    /// Something that is not an attribute. Usually, what follows it is not an attribute either.
    Junk,
}

impl<'s> Xml<'s> {
    /// Reads a document from its start. A first pass over its bytes finds out which checks can be skipped.
    pub fn new(text: &'s str, limits: &Limits) -> Xml<'s> {
        let survey = Survey::of(text);
        let cdata_finder = Finder::new("]]>");
        let cdata_end = cdata_finder.find(text.as_bytes()).unwrap_or(text.len());
        let first = if survey.forbidden { characters::forbidden_run(text, 0) } else { None };
        let forbidden_at = first.map_or(text.len() + 1, |it| it.0);
        let printed = text::printed_before(text);
        Xml {
            text,
            pos: printed,
            printed,
            limits: limits.clone(),
            survey,
            scope: Scope::new(),
            frames: Vec::new(),
            emit_depth: limits.depth,
            close_to: usize::MAX,
            close_span: Span::default(),
            attributes: Vec::new(),
            declarations: Vec::new(),
            tag: Span::default(),
            prefixed: 0,
            quoted: None,
            ahead: Ahead {
                cdata_finder,
                cdata_end,
                instruction_end: 0,
                double_quote: 0,
                single_quote: 0,
            },
            forbidden_at,
            entities: Entities::default(),
            located: Cell::default(),
            prolog: None,
            doctype: None,
            root: None,
            fragment: false,
            foreign: Vec::new(),
            recovery: Recovery::default(),
        }
    }

    /// Returns the next event, and reports the errors before it to `out`. After the last event, it always returns
    /// [`Event::End`].
    pub fn next(&mut self, out: &mut Diagnostics) -> Event<'s> {
        loop {
            if self.frames.len() > self.close_to {
                if let Some(event) = self.close_next() {
                    return event;
                }
                continue;
            }
            let event = self.step(out);
            if self.pos > self.forbidden_at {
                self.forbidden_characters(out);
            }
            if let Some(event) = event {
                return event;
            }
        }
    }

    /// The attributes of the last start tag, without its namespace declarations.
    pub fn attributes(&self) -> &[Attribute<'s>] {
        &self.attributes
    }

    /// The namespace declarations of the last start tag.
    pub fn declarations(&self) -> &[Declaration<'s>] {
        &self.declarations
    }

    /// The name with this number.
    #[inline]
    pub fn name(&self, id: NameId) -> Name<'s> {
        self.scope.name(id)
    }

    /// The URI of a namespace. It is empty for names without a namespace and for unknown prefixes that are not declared.
    pub fn namespace_uri(&self, ns: Ns) -> &str {
        self.scope.uri(ns)
    }

    /// Whether a prefix is declared for the last tag.
    pub fn is_declared(&self, prefix: &str) -> bool {
        self.scope.namespace(prefix).is_some()
    }

    /// The XML declaration, if there is one.
    pub fn xml_declaration(&self) -> Option<&XmlDeclaration<'s>> {
        self.prolog.as_ref()
    }

    /// The document type declaration, if it has been read.
    pub fn doctype(&self) -> Option<&Doctype<'s>> {
        self.doctype.as_ref()
    }

    fn step(&mut self, out: &mut Diagnostics) -> Option<Event<'s>> {
        let bytes = self.text.as_bytes();
        match bytes.get(self.pos) {
            None => return self.end(out),
            Some(b'<') => {}
            Some(_) => return self.characters(out),
        }
        match bytes.get(self.pos + 1) {
            Some(&byte) if is(byte, NAME_START) => self.start_tag(out),
            Some(b'/') => self.end_tag(out),
            Some(b'!') => self.declaration_like(out),
            Some(b'?') => self.instruction(out),
            _ => self.characters(out),
        }
    }

    /// Closes the innermost element that has to be closed.
    fn close_next(&mut self) -> Option<Event<'s>> {
        let frame = self.frames.pop()?;
        let depth = self.frames.len();
        self.scope.leave(depth);
        let mut span = Span { start: self.close_span.start, end: self.close_span.start };
        let forced = self.recovery.over || depth != self.close_to;
        if depth == self.close_to {
            self.close_to = usize::MAX;
            span = self.close_span;
        }
        (depth < self.emit_depth).then_some(Event::Close(Close { name: frame.name, span, forced }))
    }

    /// Whether the current position produces events.
    #[inline]
    fn emits(&self) -> bool {
        self.frames.len() <= self.emit_depth && !self.frames.is_empty() || self.fragment
    }

    fn end(&mut self, out: &mut Diagnostics) -> Option<Event<'s>> {
        if !self.recovery.over {
            self.recovery.over = true;
            if !self.frames.is_empty() {
                self.unfinished(out);
            } else if self.root.is_none() && !self.fragment {
                self.without_root(out);
            }
        }
        if self.frames.is_empty() {
            return Some(Event::End);
        }
        self.close_to = 0;
        self.close_span = Span::at(self.text.len());
        None
    }

    fn unfinished(&mut self, out: &mut Diagnostics) {
        let (text, open) = (self.text, self.frames.len());
        let Some(frame) = self.frames.last().copied() else { return };
        let name = self.scope.raw(frame.name);
        let stray = self.recovery.stray_at == open;
        if self.recovery.truncated || stray {
            return;
        }
        let end = text.trim_end().len();
        let around = if open == 1 { String::new() } else { format!(", with {open} elements open") };
        let what = if self.fragment { "its text" } else { "the document" };
        let message = format_args!("{what} ends inside `<{}>`{around}", clip(name));
        if let Some(it) = out.add(&XML_TRUNCATED, Span::at(end), message) {
            let start = frame.start as usize;
            it.label(Span::new(start, start + name.len()), "opened here, but never closed")
                .note("most readers reject the whole feed if its end is missing")
                .help("publish the complete document, or close the element");
        }
    }

    fn without_root(&mut self, out: &mut Diagnostics) {
        if self.recovery.truncated {
            return;
        }
        let text = self.text;
        let start = text.len() - text.trim_start().len();
        let first = text[start..].split(['\r', '\n']).next().unwrap_or_default();
        let end = start + first.chars().take(40).map(char::len_utf8).sum::<usize>();
        let message = format_args!("this is not a feed: it has no root element");
        if let Some(it) = out.add(&XML_NO_ROOT, Span::new(start, end), message) {
            it.note(
                "a feed is a single XML element, such as `<rss>` or `<feed>`, that contains everything else",
            )
            .help("check what the server or the program actually sent");
        }
    }

    #[cold]
    fn forbidden_characters(&mut self, out: &mut Diagnostics) {
        let text = self.text;
        while let Some((start, end)) = characters::forbidden_run(text, self.forbidden_at) {
            if start >= self.pos {
                self.forbidden_at = start;
                return;
            }
            self.forbidden_at = end;
            let count = text[start..end].chars().count();
            let first = text[start..].chars().next().map_or(0, u32::from);
            let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
            let be = if count > 1 { "are" } else { "is" };
            let message = format_args!("U+{first:04X}{more} {be} not allowed in XML");
            if let Some(it) = out.add(&XML_BAD_CHARACTER, Span::new(start, end), message) {
                it.note("some readers reject the whole feed because of a single such character")
                    .fix("remove the character", Span::new(start, end), "");
            }
        }
        self.forbidden_at = text.len() + 1;
    }

    /// Reports that the input ends inside something, once per document.
    fn truncated(&mut self, out: &mut Diagnostics, start: usize, length: usize, what: &str) {
        self.pos = self.text.len();
        if std::mem::replace(&mut self.recovery.truncated, true) {
            return;
        }
        let whole = if self.fragment { "its text" } else { "the document" };
        let message = format_args!("{whole} ends inside {what}");
        if let Some(it) = out.add(&XML_TRUNCATED, Span::at(self.text.len()), message) {
            it.label(Span::new(start, start + length), "begins here")
                .note("most readers reject the whole feed if its end is missing")
                .help("publish the complete document, or complete the markup");
        }
    }
}

/// The kind of file that begins with these characters, if it is not a text file. Bytes that are not UTF-8 are U+FFFD.
pub(in crate::validate) fn signature(text: &str) -> Option<&'static str> {
    #[rustfmt::skip]
    let kinds = [
        ("\u{1f}\u{fffd}\u{8}",                "this is gzip-compressed data, not XML"),
        ("\u{fffd}PNG",                        "this is a PNG image, not XML"),
        ("GIF8",                               "this is a GIF image, not XML"),
        ("\u{fffd}\u{fffd}\u{fffd}\u{fffd}",    "this is binary data, not XML"),
        ("PK\u{3}\u{4}",                       "this is a ZIP archive, not XML"),
        ("%PDF",                               "this is a PDF document, not XML"),
        ("ID3\u{2}",                           "this is an MP3 file, not XML"),
        ("ID3\u{3}",                           "this is an MP3 file, not XML"),
        ("ID3\u{4}",                           "this is an MP3 file, not XML"),
        ("OggS\u{0}",                          "this is an Ogg file, not XML"),
        ("RIFF",                               "this is an image or an audio file, not XML"),
        ("BZh",                                "this is bzip2-compressed data, not XML"),
        ("(\u{fffd}/\u{fffd}",                  "this is zstd-compressed data, not XML"),
        ("\u{fffd}7zXZ",                       "this is xz-compressed data, not XML"),
        ("7z\u{fffd}\u{fffd}",                  "this is a 7z archive, not XML"),
        ("SQLite format 3",                    "this is an SQLite database, not XML"),
    ];
    kinds.iter().find(|it| text.starts_with(it.0)).map(|it| it.1)
}

/// A value of the document, short enough for a message.
fn clip(value: &str) -> std::borrow::Cow<'_, str> {
    crate::text::shorten::clipped(value, 60)
}

/// All XML problems of a text, in document order.
#[cfg(test)]
pub(in crate::validate) fn problems(text: &str) -> Vec<Diagnostic> {
    let mut out = Diagnostics::new(1000);
    let mut xml = Xml::new(text, &Limits::default());
    while !matches!(xml.next(&mut out), Event::End) {}
    out.finish()
}
