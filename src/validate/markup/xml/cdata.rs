//! CDATA sections that contain `]]>`, or that have no `]]>`: finds out where the author meant them to end. CDATA sections cannot be
//! nested, so the first `]]>` always ends them.

use memchr::memmem;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::xml::amend::LOOKS;
use crate::validate::markup::xml::characters::is_blank;
use crate::validate::markup::xml::text::CDATA;
use crate::validate::markup::xml::{Xml, clip};
use crate::validate::rules::{CDATA_SWALLOWS_MARKUP, XML_CDATA_END_IN_CDATA, XML_TRUNCATED};

/// The end delimiter of a CDATA section.
const END: &str = "]]>";

/// A CDATA section: where its delimiters and its content begin, and where its first `]]>` is, or the end of the document.
#[derive(Clone, Copy)]
pub(super) struct Section {
    pub(super) start: usize,
    pub(super) from: usize,
    pub(super) end: usize,
}

impl Xml<'_> {
    /// Where the content of a section ends, and where the text after it begins, as the author meant it.
    pub(super) fn section_end(&mut self, out: &mut Diagnostics, it: Section) -> (usize, usize) {
        let as_written = (it.end, it.end + END.len());
        let Some(frame) = self.frames.last() else { return as_written };
        let name = self.scope.raw(frame.name);
        let content = &self.text[it.from..it.end];
        let is_continued = self.text[..it.start].ends_with(END)
            || self.text[it.end..].get(END.len()..).is_some_and(|it| it.starts_with(CDATA));
        let nested = memmem::find(content.as_bytes(), CDATA.as_bytes());
        let is_last = it.end == self.text.len();
        if (nested.is_some() || is_last) && !is_continued {
            let before = &content[..nested.unwrap_or(content.len())];
            if let Some(at) = end_tag(before, name) {
                self.not_closed_section(out, it, it.from + at, name);
                return (it.from + at, it.from + at);
            }
        }
        let after = self.text.get(it.end + END.len()..).unwrap_or_default();
        if is_last || is_continued || end_tag(after, name) == Some(0) {
            return as_written;
        }
        match self.leftover_end(it, name, nested.is_some()) {
            Some(end) => {
                self.ends_too_early(out, it, end);
                (end, end + END.len())
            }
            None => as_written,
        }
    }

    /// The last `]]>` before the end tag of the element, if no CDATA section begins for it, and nothing follows it.
    #[cold]
    fn leftover_end(&mut self, it: Section, name: &str, is_nested: bool) -> Option<usize> {
        let from = it.end + END.len();
        let budget = (self.text.len() * LOOKS).saturating_sub(self.recovery.looked);
        let bytes = self.text.as_bytes();
        let rest = &bytes[from..bytes.len().min(from.saturating_add(budget))];
        let find = |at: usize, what: &str| {
            memmem::find(&rest[at..], what.as_bytes()).map(|found| at + found)
        };
        let Some(first) = find(0, END) else {
            self.recovery.looked += rest.len();
            return None;
        };
        if !is_nested && memmem::find(&rest[..first], CDATA.as_bytes()).is_some() {
            self.recovery.looked += first;
            return None;
        }
        let stop = end_tag(&self.text[from..], name)?;
        self.recovery.looked += stop.min(rest.len());
        let rest = rest.get(..stop)?;
        let (mut at, mut last) = (0, None);
        while let Some(end) = memmem::find(&rest[at..], END.as_bytes()) {
            if memmem::find(&rest[at..at + end], CDATA.as_bytes()).is_none() {
                last = Some(at + end);
            }
            at += end + END.len();
        }
        let last = last?;
        is_blank(&self.text[from + last + END.len()..from + stop]).then_some(from + last)
    }

    #[cold]
    fn ends_too_early(&mut self, out: &mut Diagnostics, it: Section, end: usize) {
        let span = Span::new(it.end, it.end + END.len());
        let message = format_args!("this `]]>` ends the CDATA section too early");
        let Some(found) = out.add(&XML_CDATA_END_IN_CDATA, span, message) else { return };
        found
            .label(Span::new(it.start, it.from), "the section begins here")
            .label(Span::new(end, end + END.len()), "it was probably meant to end here")
            .note("most readers reject the whole feed or lose text, because CDATA sections cannot be nested: the first `]]>` ends them");
        let content = &self.text[it.from..end];
        let (title, safety, edits) = repair(content, it.from);
        found.fix = Some(Fix::new(title, safety, edits));
    }

    #[cold]
    fn not_closed_section(&mut self, out: &mut Diagnostics, it: Section, end: usize, name: &str) {
        let tag = Span::new(end, end + 2 + name.len() + 1);
        let opened = Span::new(it.start, it.from);
        let found = if it.end == self.text.len() {
            let message = format_args!("the document ends inside a CDATA section");
            out.add(&XML_TRUNCATED, opened, message)
        } else {
            let message = format_args!("the end tag of `{}` is inside a CDATA section", clip(name));
            out.add(&CDATA_SWALLOWS_MARKUP, tag, message)
        };
        if let Some(found) = found {
            let (span, words) = if found.span == tag {
                (opened, "the section begins here")
            } else {
                (tag, "it was probably meant to end before this")
            };
            found
                .label(span, words)
                .note("everything up to the next `]]>` is text, so readers miss the items in it")
                .unsafe_fix(format!("add `]]>` before `</{}>`", clip(name)), Span::at(end), END);
        }
    }
}

/// The offset of the first end tag of this name.
fn end_tag(text: &str, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memmem::find_iter(bytes, "</").find(|at| {
        let rest = &bytes[at + 2..];
        rest.starts_with(name.as_bytes())
            && matches!(rest.get(name.len()), Some(b'>' | b' ' | b'\t' | b'\r' | b'\n'))
    })
}

/// How to correct the content of a section that contains `]]>`: each of them is split between two sections, or removed together with
/// the `<![CDATA[` that it belongs to. `from`: where the content begins.
fn repair(content: &str, from: usize) -> (&'static str, Safety, Vec<Edit>) {
    let bytes = content.as_bytes();
    let mut edits = Vec::new();
    let mut removes = false;
    let mut is_whole = true;
    let (mut at, mut kept) = (0, 0);
    while let Some(found) = memmem::find(&bytes[at..], END.as_bytes()) {
        let close = at + found;
        let open = memmem::rfind(&bytes[at..close], CDATA.as_bytes()).map(|it| at + it);
        if let Some(open) = open.filter(|it| !is_in_script(&content[..*it])) {
            removes = true;
            is_whole &= is_blank(&content[kept..open]);
            for (start, length) in [(open, CDATA.len()), (close, END.len())] {
                let span = Span::new(from + start, from + start + length);
                edits.push(Edit { span, text: String::new() });
            }
        } else {
            is_whole = false;
            let span = Span::at(from + close + 2);
            edits.push(Edit { span, text: format!("{END}{CDATA}") });
        }
        at = close + END.len();
        kept = at;
    }
    is_whole &= is_blank(&content[kept..]);
    match removes {
        true if is_whole => ("remove the inner `<![CDATA[` and `]]>`", Safety::Safe, edits),
        true => ("remove the inner `<![CDATA[` and `]]>`", Safety::Unsafe, edits),
        false => ("change it to `]]]]><![CDATA[>`", Safety::Safe, edits),
    }
}

/// Whether a script or a style sheet is open at the end of this HTML. It needs its delimiters.
fn is_in_script(html: &str) -> bool {
    let html = html.to_ascii_lowercase();
    ["script", "style"].iter().any(|name| {
        let open = html.rfind(&format!("<{name}"));
        open.is_some() && open > html.rfind(&format!("</{name}"))
    })
}
