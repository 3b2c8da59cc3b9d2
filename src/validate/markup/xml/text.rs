//! Character data and CDATA sections.

use memchr::{memchr, memchr2, memmem};

use crate::text::span::Span;
use crate::validate::findings::Findings;
use crate::validate::markup::xml::Xml;
use crate::validate::markup::xml::characters::{NAME_START, is, is_blank, is_char};
use crate::validate::markup::{Event, Form, Piece};
use crate::validate::rules::{
    XML_BARE_LESS_THAN, XML_BEFORE_DECLARATION, XML_CDATA_END_IN_TEXT, XML_TEXT_OUTSIDE_ROOT,
};

/// What begins a CDATA section.
pub(super) const CDATA: &str = "<![CDATA[";

/// How far into a document its XML declaration is looked for, and how far behind that its root element.
const PRINTED: usize = 1 << 14;

/// Where the XML declaration of a feed is, if a program printed markup before it, as PHP does with its warnings; else 0.
pub(super) fn printed_before(text: &str) -> usize {
    let head = &text.as_bytes()[..text.len().min(PRINTED)];
    if head.starts_with(b"<?xml") || !head.starts_with(b"<") {
        return 0;
    }
    let Some(at) = memmem::find(head, b"<?xml version") else { return 0 };
    let behind = &text.as_bytes()[at..text.len().min(at + PRINTED)];
    let has_root = |bytes: &[u8]| {
        let roots: [&[u8]; 4] = [b"<rss", b"<feed", b"<rdf:RDF", b"<opml"];
        roots.iter().any(|it| memmem::find(bytes, it).is_some())
    };
    if has_root(&head[..at]) || !has_root(behind) { 0 } else { at }
}

/// Whether a feed says that `WordPress` made it.
fn is_of_wordpress(text: &str) -> bool {
    let Some((_, generator)) = text.split_once("<generator") else { return false };
    let generator = generator.split("</generator").next().unwrap_or_default();
    generator.to_ascii_lowercase().contains("wordpress")
}

impl<'s> Xml<'s> {
    /// Reads the character data at the current position, up to the next piece of markup.
    pub(super) fn characters(&mut self, out: &mut Findings) -> Option<Event<'s>> {
        let bytes = self.text.as_bytes();
        let start = self.pos;
        let mut form = Form::Plain;
        let mut at = start;
        loop {
            match memchr2(b'<', b'&', &bytes[at..]) {
                None => {
                    at = bytes.len();
                    break;
                }
                Some(found) => at += found,
            }
            if bytes[at] == b'&' {
                form = Form::Escaped;
                at = self.reference(out, at, true);
            } else if self.begins_markup(at) {
                break;
            } else {
                self.bare_less_than(out, start, at);
                at += 1;
            }
        }
        self.pos = at;
        let span = Span::new(start, at);
        let raw = &self.text[start..at];
        if self.frames.is_empty() && !self.fragment {
            self.outside(out, span);
            return None;
        }
        if self.survey.carriage_return
            && form == Form::Plain
            && memchr(b'\r', raw.as_bytes()).is_some()
        {
            form = Form::Escaped;
        }
        if self.ahead.cdata_end < at {
            self.cdata_ends(out, start, at);
        }
        self.emits().then_some(Event::Text(Piece { raw, span, form }))
    }

    /// Whether the `<` here begins markup, rather than being a character that should have been escaped.
    #[inline]
    fn begins_markup(&self, at: usize) -> bool {
        match self.text.as_bytes().get(at + 1) {
            Some(&byte) => is(byte, NAME_START) || matches!(byte, b'/' | b'!' | b'?'),
            None => false,
        }
    }

    #[cold]
    fn bare_less_than(&mut self, out: &mut Findings, start: usize, at: usize) {
        if self.frames.is_empty() && !self.fragment {
            return;
        }
        let bytes = self.text.as_bytes();
        if at + 1 == bytes.len() {
            self.truncated(out, at, 1, "a tag");
            return;
        }
        // A run of them is one fault.
        if at > start && bytes[at - 1] == b'<' {
            return;
        }
        let span = Span::new(at, at + 1);
        if let Some(it) = out.add(&XML_BARE_LESS_THAN, span, format_args!("`<` that begins no tag"))
        {
            it.note("XML parsers refuse the document here").fix("write `&lt;`", span, "&lt;");
        }
    }

    /// Where the next `]]>` is, at or after `from`; the text's length without one. Each is looked for once.
    fn cdata_end(&mut self, from: usize) -> usize {
        if self.ahead.cdata_end < from {
            let bytes = self.text.as_bytes();
            self.ahead.cdata_end =
                self.ahead.cdata_finder.find(&bytes[from..]).map_or(bytes.len(), |it| from + it);
        }
        self.ahead.cdata_end
    }

    #[cold]
    fn cdata_ends(&mut self, out: &mut Findings, start: usize, end: usize) {
        let mut at = self.cdata_end(start);
        while at < end {
            let message = format_args!("`]]>` may not stand in text");
            if let Some(it) = out.add(&XML_CDATA_END_IN_TEXT, Span::new(at, at + 3), message) {
                it.note("XML parsers refuse the document here").fix(
                    "write `]]&gt;`",
                    Span::new(at + 2, at + 3),
                    "&gt;",
                );
            }
            at = self.cdata_end(at + 1);
        }
    }

    /// Text before or behind the root element: only white space may stand there.
    fn outside(&mut self, out: &mut Findings, span: Span) {
        let text = &self.text[span.range()];
        // Characters that no document may contain are reported as such.
        if text.chars().all(|it| !is_char(it) || it.is_ascii_whitespace()) {
            return;
        }
        let behind = self.root.is_some();
        if self.pos == self.text.len() && !behind
            || std::mem::replace(&mut self.recovery.outside[usize::from(behind)], true)
        {
            return;
        }
        let start = text.len() - text.trim_start().len();
        let found = span.part(start, text.trim_end().len().max(start));
        if !behind && self.prolog.is_none() && self.text[self.pos..].starts_with("<?xml ") {
            // The report of the misplaced declaration names this text.
            return;
        }
        let place = if behind { "behind" } else { "before" };
        let shown = super::clip(&self.text[found.range()]);
        let message = format_args!("text {place} the root element: `{shown}`");
        if let Some(it) = out.add(&XML_TEXT_OUTSIDE_ROOT, found, message) {
            it.note("XML parsers refuse the document here; a program may have printed a warning into the feed")
                .unsafe_fix("remove it", found, "");
        }
    }

    /// Says what stands before the XML declaration at `at`, which has to be the very first thing in a document.
    pub(super) fn before_declaration(&mut self, out: &mut Findings, at: usize) {
        let before = &self.text[..at];
        let span = Span::new(0, at);
        let (what, blank) =
            if is_blank(before) { ("white space", true) } else { ("something else", false) };
        let message = format_args!("{what} before the XML declaration");
        if let Some(it) = out.add(&XML_BEFORE_DECLARATION, span, message) {
            it.note("XML parsers refuse the document, so readers show nothing at all");
            if blank {
                if is_of_wordpress(&self.text[at..]) {
                    it.note("in WordPress it comes from a file of a theme or a plugin: from behind its `?>`, or from before its `<?php`");
                }
                it.fix("remove it", span, "");
            } else {
                it.help("let `<?xml` be the first characters of the document").unsafe_fix(
                    "remove it",
                    span,
                    "",
                );
            }
        }
        self.recovery.outside[0] = true;
    }

    /// Reads the CDATA section at the current position.
    pub(super) fn cdata(&mut self, out: &mut Findings) -> Option<Event<'s>> {
        let start = self.pos;
        let from = start + CDATA.len();
        let end = self.cdata_end(from);
        self.pos = end + 3;
        if end == self.text.len() {
            self.truncated(out, start, CDATA.len(), "a CDATA section");
        }
        let span = Span::new(from, end);
        if self.frames.is_empty() && !self.fragment {
            let whole = Span::new(start, self.pos);
            if let Some(it) = out.add(
                &XML_TEXT_OUTSIDE_ROOT,
                whole,
                format_args!("a CDATA section outside the root element"),
            ) {
                it.note("XML parsers refuse the document here").unsafe_fix("remove it", whole, "");
            }
            return None;
        }
        let piece = Piece { raw: &self.text[from..end], span, form: Form::CData };
        self.emits().then_some(Event::Text(piece))
    }
}
