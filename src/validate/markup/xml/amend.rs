//! Recovers from a missing end tag: the caller finds a child that the schema does not allow in its parent. The rest of the
//! document then shows whether the parent was never closed.

use memchr::{memchr, memmem};

use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::xml::characters::name_end;
use crate::validate::markup::xml::text::CDATA;
use crate::validate::markup::xml::{Frame, Xml, clip};
use crate::validate::rules::XML_NOT_CLOSED;

/// How many bytes are searched in total, per byte of the document. This keeps the work linear.
const LOOKS: usize = 4;

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
        let Some(left) = self.left_open(name, &mut open) else { return Amended::Not };
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

    /// How many elements of this name are open when one of the others in `open` ends. `None` if the element is closed before
    /// that.
    fn left_open(&mut self, name: &str, open: &mut [(&str, usize)]) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let budget = (bytes.len() * LOOKS).saturating_sub(self.recovery.looked);
        let stop = bytes.len().min(self.pos.saturating_add(budget));
        let mut at = self.pos;
        let mut left = None;
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
                let end = memchr(b'>', &bytes[at..stop]).map_or(stop, |it| at + it);
                it.1 += usize::from(bytes[end - 1] != b'/');
                continue;
            }
            it.1 -= 1;
            if it.1 == 0 {
                let own = it.0 == name;
                left = open.iter().find(|it| it.0 == name).map(|it| it.1).filter(|_| !own);
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
            it.label(tag, "this does not belong in it")
                .note("most readers reject the whole feed because of an element that is not closed")
                .unsafe_fix(
                    format!("add `</{}>`", clip(name)),
                    Span::at(end),
                    format!("</{name}>"),
                );
        }
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
