//! Elements without content that are left open as in HTML, such as `<link href="…">` or `<br>`. The walker knows which
//! elements these are. The rest of the document then shows whether such an element is ever closed.

use memchr::memchr;
use memchr::memmem::find_iter;

use crate::diagnostic::Diagnostic;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::xml::amend::{Left, tag_is_empty};
use crate::validate::markup::xml::characters::{NAME, is, name_end, space_end};
use crate::validate::markup::xml::{Xml, clip};
use crate::validate::rules::XML_NOT_CLOSED;

/// How many elements around it are compared with the end tags that follow.
const AROUND: usize = 4;

/// How often a name is opened more often than closed.
pub(super) struct Surplus {
    name: String,
    count: isize,
}

impl Xml<'_> {
    /// Ends the element that was opened last if it is never closed. The caller knows that it has no content. `in_text`: text
    /// may follow it.
    pub fn end_void(&mut self, out: &mut Diagnostics, in_text: bool) {
        let Some(child) = self.frames.len().checked_sub(1) else { return };
        if self.close_to <= child || self.fragment {
            return;
        }
        let bytes = self.text.as_bytes();
        let raw = self.scope.raw(self.frames[child].name);
        let next = self.next_markup();
        let ends = |it: usize| {
            let end = it + 2 + raw.len();
            bytes[it..].starts_with(b"</")
                && bytes.get(it + 2..end) == Some(raw.as_bytes())
                && bytes.get(end).is_none_or(|it| !is(*it, NAME))
        };
        if self.pos == next && ends(next) {
            return;
        }
        let followed = bytes.get(next) == Some(&b'<') && !bytes[next..].starts_with(b"<![");
        if in_text || followed {
            self.end_open_void(out, child, next, ends(next));
        }
    }

    /// The position of the next markup after white space and comments.
    fn next_markup(&self) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = space_end(bytes, self.pos);
        while bytes[at..].starts_with(b"<!--") {
            let Some(end) = find_iter(&bytes[at..], "-->").next() else { break };
            at = space_end(bytes, at + end + 3);
        }
        at
    }

    #[cold]
    fn end_open_void(&mut self, out: &mut Diagnostics, child: usize, next: usize, ends: bool) {
        let bytes = self.text.as_bytes();
        let frame = self.frames[child];
        let raw = self.scope.raw(frame.name);
        let around = self.frames[child.saturating_sub(AROUND)..child].to_vec();
        let nested = around.iter().any(|it| it.name == frame.name);
        // An end tag on its own line may be that of the parent, which may have the same name.
        if ends && !(nested && bytes[self.pos..next].iter().any(|it| matches!(it, b'\r' | b'\n')))
            || self.surplus_of(raw) <= 0
        {
            return;
        }
        if !nested && !ends {
            let mut open = vec![(raw, 1)];
            for frame in around.iter().rev() {
                let name = self.scope.raw(frame.name);
                match open.iter_mut().find(|it| it.0 == name) {
                    Some(it) => it.1 += 1,
                    None => open.push((name, 1)),
                }
            }
            if self.left_open(raw, &mut open) == Left::Closed {
                return;
            }
        }
        self.never_closed(out, frame.start as usize, raw.len());
        self.note_closed(raw);
        self.close_to = child;
        self.close_span = Span::at(self.pos);
    }

    fn never_closed(&mut self, out: &mut Diagnostics, start: usize, length: usize) {
        let end = self.pos;
        let tag = &self.text[start..end];
        if !tag.ends_with('>') {
            return; // A tag without a `>` is already reported.
        }
        let span = Span::new(start, start + length);
        let message = format_args!("`<{}>` is never closed", clip(&tag[..length]));
        if let Some(it) = out.add(&XML_NOT_CLOSED, span, message) {
            it.note("most readers reject the whole feed because, unlike in HTML, every element must be closed")
                .fix("close it with `/>`", Span::at(end - 1), slash(tag));
        }
    }

    /// How many elements of this name are opened but never closed, from here to the end of the document. The document is
    /// searched once for each name.
    fn surplus_of(&mut self, name: &str) -> isize {
        if let Some(it) = self.recovery.surplus.iter().find(|it| it.name == name) {
            return it.count;
        }
        let open = self.frames.iter().filter(|it| self.scope.raw(it.name) == name).count();
        let mut count = isize::try_from(open).unwrap_or(isize::MAX);
        let bytes = self.text.as_bytes();
        for at in find_iter(&bytes[self.pos..], name.as_bytes()) {
            let start = self.pos + at;
            let end = start + name.len();
            if name_end(bytes, start) != end {
                continue;
            }
            if bytes[..start].ends_with(b"</") {
                count -= 1;
            } else if bytes[start - 1] == b'<' && !tag_is_empty(bytes, end, bytes.len()) {
                count += 1;
            }
        }
        self.recovery.surplus.push(Surplus { name: name.to_owned(), count });
        count
    }

    /// Records that an element without an end tag was closed.
    pub(super) fn note_closed(&mut self, name: &str) {
        if let Some(it) = self.recovery.surplus.iter_mut().find(|it| it.name == name) {
            it.count -= 1;
        }
    }
}

/// What makes a start tag an empty-element tag. Without a space, it would become part of a value without quotes.
fn slash(tag: &str) -> &'static str {
    let last = tag.trim_end_matches('>').rsplit(char::is_whitespace).next().unwrap_or_default();
    if last.contains('=') && !last.ends_with(['"', '\'']) { " /" } else { "/" }
}

/// The fix for an element that is not closed: `/>` if it only has attributes, and otherwise an end tag at `end`. The element's
/// name starts at `start`.
pub(super) fn close_at(it: &mut Diagnostic, text: &str, start: usize, name: &str, end: usize) {
    let tag = text[start..end].trim_end();
    let has_only_attributes = tag.len() > name.len() + 1
        && memchr(b'<', tag.as_bytes()).is_none()
        && tag.find('>') == Some(tag.len() - 1);
    if has_only_attributes {
        it.unsafe_fix("close it with `/>`", Span::at(start + tag.len() - 1), slash(tag));
    } else {
        let title = format!("add `</{}>`", clip(name));
        it.unsafe_fix(title, Span::at(end), format!("</{name}>"));
    }
}
