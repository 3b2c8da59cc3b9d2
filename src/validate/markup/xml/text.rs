//! Character data and CDATA sections.

use memchr::{memchr, memchr2, memmem};

use crate::text::escape::unescaped;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::xml::Xml;
use crate::validate::markup::xml::cdata::Section;
use crate::validate::markup::xml::characters::{NAME_START, is, is_blank, is_char};
use crate::validate::markup::{Event, Form, Piece};
use crate::validate::rules::{
    XML_BAD_DECLARATION, XML_BARE_LESS_THAN, XML_BEFORE_DECLARATION, XML_CDATA_END_IN_TEXT,
    XML_TEXT_OUTSIDE_ROOT,
};

/// The start delimiter of a CDATA section.
pub(super) const CDATA: &str = "<![CDATA[";

/// How far into a document its XML declaration is searched for, and how far after that its root element.
const PRINTED: usize = 1 << 14;

/// The start tags of feeds.
const ROOTS: [&[u8]; 4] = [b"<rss", b"<feed", b"<rdf:RDF", b"<opml"];

/// What programs print before a feed, such as the warnings of PHP, begins with one of these.
const PRINTED_TAGS: [&str; 4] = ["<br", "<b>", "<p>", "<pre"];

/// The offset of the XML declaration or the root element if a program printed markup before it, as PHP does with its warnings.
/// Otherwise 0.
pub(super) fn printed_before(text: &str) -> usize {
    let head = &text.as_bytes()[..text.len().min(PRINTED)];
    if head.starts_with(b"<?xml") || !head.starts_with(b"<") {
        return 0;
    }
    let root = |bytes: &[u8]| ROOTS.iter().filter_map(|it| memmem::find(bytes, it)).min();
    let Some(at) = memmem::find(head, b"<?xml version") else {
        let is_printed = PRINTED_TAGS.iter().any(|it| text.starts_with(it));
        return root(head).filter(|_| is_printed).unwrap_or(0);
    };
    let after = &text.as_bytes()[at..text.len().min(at + PRINTED)];
    if root(&head[..at]).is_some() || root(after).is_none() { 0 } else { at }
}

/// Whether `WordPress` generated the feed.
fn is_of_wordpress(text: &str) -> bool {
    let Some((_, generator)) = text.split_once("<generator") else { return false };
    let generator = generator.split("</generator").next().unwrap_or_default();
    generator.to_ascii_lowercase().contains("wordpress")
}

impl<'s> Xml<'s> {
    /// Reads the character data at the current position, up to the next piece of markup.
    pub(super) fn characters(&mut self, out: &mut Diagnostics) -> Option<Event<'s>> {
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

    /// Whether the `<` here begins markup. If it does not, it should have been escaped.
    #[inline]
    fn begins_markup(&self, at: usize) -> bool {
        match self.text.as_bytes().get(at + 1) {
            Some(&byte) => is(byte, NAME_START) || matches!(byte, b'/' | b'!' | b'?'),
            None => false,
        }
    }

    #[cold]
    fn bare_less_than(&mut self, out: &mut Diagnostics, start: usize, at: usize) {
        if self.frames.is_empty() && !self.fragment {
            return;
        }
        let bytes = self.text.as_bytes();
        if at + 1 == bytes.len() {
            self.truncated(out, at, 1, "a tag");
            return;
        }
        // A run of several `<` is one problem.
        if at > start && bytes[at - 1] == b'<' {
            return;
        }
        let span = Span::new(at, at + 1);
        if let Some(it) =
            out.add(&XML_BARE_LESS_THAN, span, format_args!("this `<` does not begin a tag"))
        {
            it.note("most readers reject the whole feed because they treat every `<` as the beginning of a tag").fix("change it to `&lt;`", span, "&lt;");
        }
    }

    /// The offset of the next `]]>` at or after `from`, or the text's length if there is none. The text is searched only
    /// once.
    fn cdata_end(&mut self, from: usize) -> usize {
        if self.ahead.cdata_end < from {
            let bytes = self.text.as_bytes();
            self.ahead.cdata_end =
                self.ahead.cdata_finder.find(&bytes[from..]).map_or(bytes.len(), |it| from + it);
        }
        self.ahead.cdata_end
    }

    #[cold]
    fn cdata_ends(&mut self, out: &mut Diagnostics, start: usize, end: usize) {
        let mut at = self.cdata_end(start);
        while at < end {
            let message = format_args!("`]]>` is not allowed in text");
            if let Some(it) = out.add(&XML_CDATA_END_IN_TEXT, Span::new(at, at + 3), message) {
                it.note("some readers reject the whole feed if `]]>` appears in text");
                let is_last = is_blank(&self.text[at + 3..end]);
                if is_last && self.text[end..].starts_with("</") {
                    // It probably belongs to a `<![CDATA[` that is missing.
                    it.unsafe_fix("remove it", Span::new(at, at + 3), "");
                } else {
                    it.fix("change it to `]]&gt;`", Span::new(at + 2, at + 3), "&gt;");
                }
            }
            at = self.cdata_end(at + 1);
        }
    }

    /// Checks the text before or after the root element, which may only be white space.
    fn outside(&mut self, out: &mut Diagnostics, span: Span) {
        let text = &self.text[span.range()];
        // Characters that XML does not allow are reported by another rule.
        if text.chars().all(|it| !is_char(it) || it.is_ascii_whitespace()) {
            return;
        }
        let after = self.root.is_some();
        if self.pos == self.text.len() && !after
            || std::mem::replace(&mut self.recovery.outside[usize::from(after)], true)
        {
            return;
        }
        let start = text.len() - text.trim_start().len();
        let found = span.part(start, text.trim_end().len().max(start));
        if !after && self.prolog.is_none() && self.text[self.pos..].starts_with("<?xml ") {
            // The problem with the misplaced declaration covers this text.
            return;
        }
        if !after && self.escaped_declaration(out, found) {
            return;
        }
        let place = if after { "after" } else { "before" };
        let shown = super::clip(&self.text[found.range()]);
        let message = format_args!("there is text {place} the root element: `{shown}`");
        if let Some(it) = out.add(&XML_TEXT_OUTSIDE_ROOT, found, message) {
            it.note("some readers reject the whole feed because of such text, which is often a warning that a program printed")
                .unsafe_fix("remove the text", found, "");
        }
    }

    /// Reports an XML declaration that is written as `&lt;?xml …`. Returns whether `found` is one.
    fn escaped_declaration(&mut self, out: &mut Diagnostics, found: Span) -> bool {
        let written = &self.text[found.range()];
        if !written.starts_with("&lt;?xml") || !written.ends_with(['>', ';']) {
            return false;
        }
        let message =
            format_args!("the XML declaration is escaped: `<?xml` is written as `&lt;?xml`");
        if let Some(it) = out.add(&XML_BAD_DECLARATION, found, message) {
            let title = "write it with `<` and `>`";
            it.note("many readers reject the whole feed because the declaration is text before the root element")
                .fix(title, found, unescaped(written));
        }
        true
    }

    /// Reports markup that a program printed before the root element at `at`.
    pub(super) fn before_root(&mut self, out: &mut Diagnostics, at: usize) {
        let span = Span::new(0, at);
        let message = format_args!("there is text before the root element");
        if let Some(it) = out.add(&XML_TEXT_OUTSIDE_ROOT, span, message) {
            it.note("some readers reject the whole feed because of such text, which is often a warning that a program printed")
                .unsafe_fix("remove the text", span, "");
        }
        self.recovery.outside[0] = true;
    }

    /// Reports the text before the XML declaration at `at`, which must be at the very start of the document.
    pub(super) fn before_declaration(&mut self, out: &mut Diagnostics, at: usize) {
        let before = &self.text[..at];
        let span = Span::new(0, at);
        let (what, blank) = if is_blank(before) { ("white space", true) } else { ("text", false) };
        let message = format_args!("there is {what} before the XML declaration");
        if let Some(it) = out.add(&XML_BEFORE_DECLARATION, span, message) {
            it.note(
                "some readers reject the whole feed if anything comes before the XML declaration",
            );
            if blank {
                if is_of_wordpress(&self.text[at..]) {
                    it.note("in WordPress, it comes from a PHP file of a theme or a plugin: the white space is before `<?php` or after `?>`");
                }
                it.fix("remove the white space", span, "");
            } else {
                it.help("start the document with `<?xml`").unsafe_fix("remove the text", span, "");
            }
        }
        self.recovery.outside[0] = true;
    }

    /// Reads the CDATA section at the current position.
    pub(super) fn cdata(&mut self, out: &mut Diagnostics) -> Option<Event<'s>> {
        let start = self.pos;
        let from = start + CDATA.len();
        let end = self.cdata_end(from);
        let section = Section { start, from, end };
        let is_inside = !self.frames.is_empty() && !self.fragment;
        let (end, after) = if is_inside { self.section_end(out, section) } else { (end, end + 3) };
        self.pos = after;
        if end == self.text.len() {
            self.truncated(out, start, CDATA.len(), "a CDATA section");
        }
        let span = Span::new(from, end);
        if self.frames.is_empty() && !self.fragment {
            let whole = Span::new(start, self.pos);
            if let Some(it) = out.add(
                &XML_TEXT_OUTSIDE_ROOT,
                whole,
                format_args!("this CDATA section is outside the root element"),
            ) {
                it.note(
                    "some readers reject the whole feed because of text outside the root element",
                )
                .unsafe_fix("remove the section", whole, "");
            }
            return None;
        }
        let piece = Piece { raw: &self.text[from..end], span, form: Form::CData };
        self.emits().then_some(Event::Text(piece))
    }
}
