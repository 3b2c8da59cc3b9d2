//! Recovers from a missing end tag: the caller finds a child that the schema does not allow in its parent. The rest of the
//! document then shows whether the parent was never closed.

use memchr::{memchr, memchr2, memchr3, memmem};

use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::xml::characters::name_end;
use crate::validate::markup::xml::text::CDATA;
use crate::validate::markup::xml::void::close_at;
use crate::validate::markup::xml::{Frame, Xml, clip};
use crate::validate::rules::XML_NOT_CLOSED;

/// How many bytes are searched in total, per byte of the document. This keeps the work linear.
pub(super) const LOOKS: usize = 4;

/// What [`Xml::amend`] did with an element and its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amended {
    /// Nothing, because the parent is closed later.
    Not,
    /// It ended the parent before the element.
    ParentEnds,
    /// It treated the tag as the end tag of the parent with a missing `/`.
    IsEndTag,
}

/// How a name is balanced in the rest of the document. See [`Xml::left_open`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// The element is closed before the others.
    Closed,
    /// This many elements of the name are still open when one of the others ends.
    Open(usize),
    /// The document ends before that, or the search takes too long.
    Unknown,
}

/// Whether the start tag whose name ends at `at` is an empty-element tag. A `>` in quotes does not end the tag.
pub(super) fn tag_is_empty(bytes: &[u8], mut at: usize, stop: usize) -> bool {
    while let Some(found) = memchr3(b'>', b'"', b'\'', &bytes[at..stop]) {
        at += found;
        if bytes[at] == b'>' {
            return bytes[at - 1] == b'/';
        }
        // A value without its closing quote does not hide the rest of the document.
        let close = memchr2(bytes[at], b'<', &bytes[at + 1..stop]).map(|it| at + 1 + it);
        at = close.filter(|it| bytes[*it] != b'<').unwrap_or(at) + 1;
    }
    false
}

impl Xml<'_> {
    /// Ends the parent of the element that was opened last, if an ancestor ends before the parent does. The element belongs in
    /// the ancestor that is `levels` above the parent. `leaf`: the parent may not contain elements.
    pub fn amend(&mut self, out: &mut Diagnostics, levels: usize, leaf: bool) -> Amended {
        let Some(child) = self.frames.len().checked_sub(1) else { return Amended::Not };
        let (Some(parent), Some(ancestor)) = (child.checked_sub(1), child.checked_sub(1 + levels))
        else {
            return Amended::Not;
        };
        if self.scope.declares_since(parent) {
            return Amended::Not;
        }
        let is_empty = self.close_to == child;
        // How many elements of each name are open around the child. The child itself may also have such a name.
        let mut open: Vec<(&str, usize)> = Vec::new();
        let inner = if is_empty { child } else { child + 1 };
        for (depth, frame) in self.frames.iter().enumerate().take(inner).skip(ancestor) {
            let name = self.scope.raw(frame.name);
            match open.iter_mut().find(|it| it.0 == name) {
                Some(it) => it.1 += 1,
                None if depth < child => open.push((name, 1)),
                None => {}
            }
        }
        let frame = self.frames[parent];
        let name = self.scope.raw(frame.name);
        let same = self.frames[child].name == frame.name && !is_empty;
        if name == self.scope.raw(self.frames[ancestor].name) {
            return Amended::Not;
        }
        let Left::Open(left) = self.left_open(name, &mut open) else { return Amended::Not };
        let tag = self.tag;
        if same && leaf && left > 1 {
            self.frames.truncate(parent);
            self.without_slash(out, frame, tag);
            return Amended::IsEndTag;
        }
        self.left_unclosed(out, frame, tag);
        self.frames.remove(parent);
        if is_empty {
            self.close_to = parent;
        }
        Amended::ParentEnds
    }

    /// How many elements of this name are open when one of the others in `open` ends.
    pub(super) fn left_open(&mut self, name: &str, open: &mut [(&str, usize)]) -> Left {
        let bytes = self.text.as_bytes();
        let budget = (bytes.len() * LOOKS).saturating_sub(self.recovery.looked);
        let stop = bytes.len().min(self.pos.saturating_add(budget));
        let mut at = self.pos;
        let mut left = Left::Unknown;
        while at < stop {
            let Some(found) = memchr(b'<', &bytes[at..stop]) else {
                at = stop;
                break;
            };
            at += found;
            let rest = &bytes[at..stop];
            if let Some((from, end)) = [("<!--", "-->"), (CDATA, "]]>")]
                .iter()
                .find(|it| rest.starts_with(it.0.as_bytes()))
            {
                let end = memmem::find(&rest[from.len()..], end.as_bytes());
                at = end.map_or(stop, |it| at + from.len() + it);
                continue;
            }
            let closes = rest.get(1) == Some(&b'/');
            let start = at + 1 + usize::from(closes);
            at = name_end(bytes, start.min(stop)).max(at + 1).min(stop);
            let Some(it) = open.iter_mut().find(|it| it.0.as_bytes() == &bytes[start.min(at)..at])
            else {
                continue;
            };
            if !closes {
                it.1 += usize::from(!tag_is_empty(bytes, at, stop));
                continue;
            }
            it.1 -= 1;
            if it.1 == 0 {
                left = match open.iter().find(|it| it.0 == name) {
                    Some(it) if it.1 > 0 => Left::Open(it.1),
                    _ => Left::Closed,
                };
                break;
            }
        }
        self.recovery.looked += at.max(self.pos) - self.pos;
        left
    }

    fn left_unclosed(&mut self, out: &mut Diagnostics, frame: Frame, tag: Span) {
        let (name, next) = (self.scope.raw(frame.name), &self.text[tag.range()]);
        let start = frame.start as usize;
        let end = self.text[..tag.start as usize - 1].trim_end().len();
        let message = format_args!("`<{}>` is not closed before `<{}>`", clip(name), clip(next));
        let span = Span::new(start, start + name.len());
        if let Some(it) = out.add(&XML_NOT_CLOSED, span, message) {
            it.label(tag, "this does not belong in it").note(
                "most readers reject the whole feed because of an element that is not closed",
            );
            close_at(it, self.text, start, name, end);
        }
        self.note_closed(name);
    }

    fn without_slash(&mut self, out: &mut Diagnostics, frame: Frame, tag: Span) {
        let name = self.scope.raw(frame.name);
        let start = frame.start as usize;
        let span = Span::new(start, start + name.len());
        let message = format_args!("`<{}>` is opened again instead of closed", clip(name));
        if let Some(it) = out.add(&XML_NOT_CLOSED, span, message) {
            it.label(tag, "this was probably meant to be its end tag")
                .note("most readers reject the whole feed because of an element that is not closed")
                .unsafe_fix(format!("change it to `</{}>`", clip(name)), tag.before(), "/");
        }
    }
}
