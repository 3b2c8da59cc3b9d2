//! Markup that begins with `<!` or `<?`: reads comments and processing instructions, and dispatches CDATA and DOCTYPE.

use memchr::memmem;

use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::Event;
use crate::validate::markup::xml::characters::{SPACE, is, name_end};
use crate::validate::markup::xml::text::CDATA;
use crate::validate::markup::xml::{Xml, clip};
use crate::validate::rules::{XML_BAD_COMMENT, XML_BAD_INSTRUCTION, XML_BARE_LESS_THAN};

impl<'s> Xml<'s> {
    /// Reads the markup that begins with `<!` at the current position.
    pub(super) fn declaration_like(&mut self, out: &mut Diagnostics) -> Option<Event<'s>> {
        let start = self.pos;
        let rest = &self.text[start..];
        if rest.starts_with("<!--") {
            return self.comment(out);
        }
        if rest.starts_with(CDATA) {
            return self.cdata(out);
        }
        if !self.fragment && rest.get(..9).is_some_and(|it| it.eq_ignore_ascii_case("<!doctype")) {
            return self.doctype_declaration(out);
        }
        if ["<!--", CDATA, "<!DOCTYPE"].iter().any(|it| it.starts_with(rest)) {
            self.truncated(out, start, rest.len(), "markup");
            return None;
        }
        let end =
            memchr::memchr2(b'<', b'>', &rest.as_bytes()[1..]).map_or(rest.len(), |it| it + 1);
        let end = start + end + usize::from(rest.as_bytes().get(end) == Some(&b'>'));
        let message = format_args!("`{}` is not XML markup", clip(&self.text[start..end]));
        if let Some(it) = out.add(&XML_BARE_LESS_THAN, Span::new(start, end), message) {
            it.note("most readers reject the whole feed because they treat every `<` as the beginning of a tag")
                .help("remove it, or write `<!-- … -->` for a comment or `<![CDATA[ … ]]>` for text");
        }
        self.pos = end;
        None
    }

    fn comment(&mut self, out: &mut Diagnostics) -> Option<Event<'s>> {
        let bytes = self.text.as_bytes();
        let start = self.pos;
        let mut at = start + 4;
        loop {
            let Some(found) = memmem::find(&bytes[at..], b"--") else {
                self.truncated(out, start, 4, "a comment");
                return None;
            };
            let dashes = at + found;
            let end = dashes
                + bytes[dashes..].iter().position(|it| *it != b'-').unwrap_or(bytes.len() - dashes);
            let closes = bytes.get(end) == Some(&b'>');
            if !closes || end - dashes > 2 {
                self.dashes(out, Span::new(dashes, if closes { end - 2 } else { end }));
            }
            at = end;
            if closes {
                break;
            }
        }
        self.pos = at + 1;
        self.emits_outside().then_some(Event::Comment(Span::new(start, at + 1)))
    }

    /// Whether to return a comment or an instruction. They are also returned outside the root.
    fn emits_outside(&self) -> bool {
        self.frames.len() <= self.emit_depth
    }

    fn dashes(&mut self, out: &mut Diagnostics, span: Span) {
        let message = format_args!("`--` is not allowed in a comment");
        if let Some(it) = out.add(&XML_BAD_COMMENT, span, message) {
            let spaced = "- ".repeat(span.len().min(80)).trim_end().to_owned();
            it.note("many readers reject the whole feed because XML allows `--` only in `-->`");
            if span.len() > 1 && span.len() <= 80 {
                it.fix("put spaces between the hyphens", span, spaced);
            }
        }
    }

    /// Reads the markup that begins with `<?` at the current position.
    pub(super) fn instruction(&mut self, out: &mut Diagnostics) -> Option<Event<'s>> {
        let bytes = self.text.as_bytes();
        let start = self.pos;
        let target_end = name_end(bytes, start + 2);
        let target = &self.text[start + 2..target_end];
        let spaced = bytes.get(target_end).is_none_or(|it| is(*it, SPACE) || *it == b'?');
        if target == "xml"
            && spaced
            && self.prolog.is_none()
            && !self.fragment
            && self.root.is_none()
        {
            if start > 0 {
                self.before_declaration(out, start);
            }
            self.read_xml_declaration(out);
            return None;
        }
        let Some(end) = self.instruction_end(target_end) else {
            self.truncated(out, start, target_end - start, "a processing instruction");
            return None;
        };
        self.pos = end + 2;
        if let Some(problem) = self.target_problem(target, target_end, end) {
            let message = format_args!("{problem}: `<?{}`", clip(target));
            if let Some(it) = out.add(&XML_BAD_INSTRUCTION, Span::new(start, target_end), message) {
                it.note("some readers reject the whole feed because of such an instruction")
                    .help("remove it, or write `<?target content?>` with a name as the target");
            }
        }
        self.emits_outside().then_some(Event::Instruction(Span::new(start, end + 2)))
    }

    fn target_problem(&self, target: &str, target_end: usize, end: usize) -> Option<&'static str> {
        if target.is_empty() {
            return Some("this processing instruction has no target");
        }
        if target.eq_ignore_ascii_case("xml") {
            return Some(
                "the target `xml` is reserved for the XML declaration at the start of the document",
            );
        }
        if target.contains(':') {
            return Some("the target of a processing instruction cannot contain a colon");
        }
        if super::characters::bad_name_character(target).is_some() {
            return Some("the target of a processing instruction is not a name");
        }
        let byte = self.text.as_bytes()[target_end];
        (target_end != end && !is(byte, SPACE))
            .then_some("the target of a processing instruction is not a name")
    }

    /// The offset of the `?>` that ends an instruction, at or after `from`. The text is searched only once.
    fn instruction_end(&mut self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if self.ahead.instruction_end < from {
            self.ahead.instruction_end =
                memmem::find(&bytes[from..], b"?>").map_or(bytes.len(), |it| from + it);
        }
        (self.ahead.instruction_end < bytes.len()).then_some(self.ahead.instruction_end)
    }
}
