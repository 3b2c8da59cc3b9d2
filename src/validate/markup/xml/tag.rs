//! Start tags and end tags, and how they match.

use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::by_name;
use crate::validate::markup::name::{NAMESPACES, NameId, Ns};
use crate::validate::markup::xml::characters;
use crate::validate::markup::xml::characters::{
    SPACE, bad_name_character, is, name_end, space_end,
};
use crate::validate::markup::xml::scope::{UNBOUND, split};
use crate::validate::markup::xml::void::close_at;
use crate::validate::markup::xml::{Frame, TagFault, Xml, clip};
use crate::validate::markup::{Close, Event, Kind, Open};
use crate::validate::rules::{
    XML_BAD_END_TAG, XML_BAD_NAME, XML_MISMATCHED_TAG, XML_MISPLACED_COLON, XML_NAME_TOO_LONG,
    XML_NOT_CLOSED, XML_SECOND_ROOT, XML_STRAY_END_TAG, XML_TAG_NOT_CLOSED, XML_TOO_DEEP,
    XML_UNDECLARED_PREFIX,
};

/// How many levels up an end tag searches for its start tag. Honest mistakes in nesting span only a few levels.
const REACH: usize = 64;

impl<'s> Xml<'s> {
    /// Reads the start tag at the current position.
    pub(super) fn start_tag(&mut self, out: &mut Diagnostics) -> Option<Event<'s>> {
        let bytes = self.text.as_bytes();
        let start = self.pos;
        let name_start = start + 1;
        let mut name_end = name_end(bytes, name_start);
        self.tag = Span::new(name_start, name_end);
        self.attributes.clear();
        self.declarations.clear();
        self.prefixed = 0;
        self.quoted = None;
        let mut at = name_end;
        let mut empty = false;
        let mut count = 0;
        let problems = out.len();
        // The offset of the first malformed attribute, and the number of attributes before it.
        let mut fault = None;
        self.recovery.tag = TagFault::None;
        loop {
            let before = at;
            at = space_end(bytes, at);
            match bytes.get(at) {
                Some(b'>') => {
                    at += 1;
                    break;
                }
                Some(b'/') if bytes.get(at + 1) == Some(&b'>') => {
                    empty = true;
                    at += 2;
                    break;
                }
                Some(b'<') => {
                    // Without its `>`, a tag seems to continue into the text.
                    at = before;
                    if let Some((begin, attributes)) = fault {
                        out.retract(problems);
                        self.attributes.truncate(attributes);
                        at = begin;
                    }
                    name_end = self.end_of_glued_name(name_end, before);
                    if name_end < self.tag.end as usize {
                        self.tag = Span::new(name_start, name_end);
                        self.attributes.clear();
                        at = name_end;
                    }
                    self.tag_not_closed(out, start, name_end, at);
                    break;
                }
                Some(_) => {
                    count += 1;
                    let attributes = self.attributes.len();
                    at = self.attribute(out, at, before == at, count);
                    if fault.is_none() && self.recovery.tag != TagFault::None {
                        fault = Some((before, attributes));
                    }
                }
                None => {
                    self.truncated(out, start, name_end - start, "a tag");
                    at = bytes.len();
                    break;
                }
            }
        }
        self.pos = at;
        if self.doctype.is_some() {
            self.default_declarations(&self.text[name_start..name_end]);
        }
        let name = self.element_name(out, name_start, name_end);
        if !self.attributes.is_empty() {
            self.name_attributes(out);
        }
        let depth = self.frames.len();
        if depth == 0 && !self.fragment {
            self.root_element(out, self.tag);
        }
        self.frames.push(Frame { name, start: u32::try_from(name_start).unwrap_or(u32::MAX) });
        if empty {
            self.close_to = depth;
            self.close_span = Span::at(at);
        }
        if depth < self.emit_depth {
            let span = Span::new(start, at);
            return Some(Event::Open(Open {
                name,
                kind: Kind::Element,
                span,
                name_span: self.tag,
            }));
        }
        if depth == self.limits.depth && !self.recovery.too_deep {
            self.too_deep(out, self.tag);
        }
        None
    }

    /// The end of the name in a tag without a `>`. For example, the end tag at `end` shows that
    /// `<titleThe ferry</title>` is a `title`.
    fn end_of_glued_name(&self, name_end: usize, end: usize) -> usize {
        let (bytes, start) = (self.text.as_bytes(), self.tag.start as usize);
        let at = space_end(bytes, end);
        if !bytes[at..].starts_with(b"</") {
            return name_end;
        }
        let closing = &bytes[at + 2..characters::name_end(bytes, at + 2)];
        let glued = closing.len() > 1
            && closing.len() < name_end - start
            && bytes[start..].starts_with(closing);
        if glued { start + closing.len() } else { name_end }
    }

    fn root_element(&mut self, out: &mut Diagnostics, name_span: Span) {
        let Some(first) = self.root else {
            self.root = Some(name_span);
            if self.printed > 0 && self.prolog.is_none() {
                self.before_root(out, self.printed);
            }
            return;
        };
        if std::mem::replace(&mut self.emit_depth, 0) == 0 {
            return;
        }
        let name = &self.text[name_span.range()];
        let message = format_args!("`<{}>` is a second root element", clip(name));
        if let Some(it) = out.add(&XML_SECOND_ROOT, name_span, message) {
            it.label(first, "the first root element")
                .note("some readers reject the whole feed, and most others read only the first root element")
                .help("put everything in one root element, or publish two documents");
        }
    }

    fn too_deep(&mut self, out: &mut Diagnostics, span: Span) {
        self.recovery.too_deep = true;
        let limit = self.limits.depth;
        let message = format_args!("elements are nested more than {limit} levels deep");
        if let Some(it) = out.add(&XML_TOO_DEEP, span, message) {
            it.note(
                "parsers limit the depth of a document (libxml2 to 256 levels), or run out of stack space",
            )
            .help(
                "close elements before opening others (feedwright only checks the XML syntax of deeper elements)",
            );
        }
    }

    fn tag_not_closed(&mut self, out: &mut Diagnostics, start: usize, name_end: usize, end: usize) {
        let name = &self.text[start..name_end];
        let message = format_args!("the tag `{}` has no `>`", clip(name));
        if let Some(it) = out.add(&XML_TAG_NOT_CLOSED, Span::new(start, name_end), message) {
            it.note("most readers reject the whole feed because everything up to the next `>` becomes part of the tag").unsafe_fix(
                "add the `>`",
                Span::at(end),
                ">",
            );
        }
    }

    /// The number of an element's name.
    #[inline]
    fn element_name(&mut self, out: &mut Diagnostics, start: usize, end: usize) -> NameId {
        match self.scope.cached(&self.text[start..end]) {
            Some(id) => id,
            None => self.new_name(out, Span::new(start, end), false),
        }
    }

    /// The number of a name that is not in the cache. A malformed name is reported when it appears for the first time.
    #[cold]
    pub(super) fn new_name(
        &mut self,
        out: &mut Diagnostics,
        span: Span,
        attribute: bool,
    ) -> NameId {
        let raw = &self.text[span.range()];
        let mut found = self.scope.intern(raw, attribute);
        if found.undeclared {
            self.undeclared_prefix(out, split(raw).0, span);
            found = self.scope.intern(raw, attribute);
        }
        if found.new {
            self.check_name(out, span);
            let (prefix, local) = split(raw);
            if local.contains(':') || prefix == "xmlns" {
                self.misplaced_colon(out, span);
            }
        }
        found.id
    }

    /// Checks a name's characters and length.
    pub(super) fn check_name(&mut self, out: &mut Diagnostics, span: Span) {
        let name = &self.text[span.range()];
        let local = split(name).1;
        let bad = bad_name_character(name).or_else(|| {
            bad_name_character(local).map(|it| (it.0 + name.len() - local.len(), it.1))
        });
        if let Some((at, bad)) = bad {
            let message = format_args!("`{bad}` is not allowed in the name `{}`", clip(name));
            if let Some(it) = out.add(&XML_BAD_NAME, span.part(at, at + bad.len_utf8()), message) {
                it.note("many readers reject the whole feed, and others lose the element")
                    .help("start the name with a letter or `_`, and continue with letters, digits, `-`, `.` and `_`");
            }
        }
        let limit = self.limits.name;
        if name.len() > limit && name.chars().count() > limit {
            let message = format_args!(
                "this name has {} characters, which is more than {limit}",
                name.chars().count()
            );
            if let Some(it) = out.add(&XML_NAME_TOO_LONG, span, message) {
                it.note("parsers limit the length of names to save memory")
                    .help("use a shorter name");
            }
        }
    }

    fn misplaced_colon(&mut self, out: &mut Diagnostics, span: Span) {
        let name = &self.text[span.range()];
        let message = format_args!("the colon in `{}` is misplaced", clip(name));
        if let Some(it) = out.add(&XML_MISPLACED_COLON, span, message) {
            it.note("some readers reject the whole feed, and most others lose the element")
                .help("only use a colon between a declared prefix and the rest of the name");
        }
    }

    fn undeclared_prefix(&mut self, out: &mut Diagnostics, prefix: &'s str, span: Span) {
        if self.fragment {
            self.foreign.push(prefix.to_owned());
            self.scope.assume(prefix, UNBOUND);
            return;
        }
        let known = NAMESPACES.iter().find(|it| it.prefix == prefix && it.ns != Ns::NONE);
        self.scope.assume(prefix, known.map_or(UNBOUND, |it| it.ns));
        let place = self.root.unwrap_or(self.tag).after();
        let name = clip(prefix);
        let message = format_args!("the prefix `{name}` is not declared");
        let span = span.part(0, prefix.len());
        let Some(it) = out.add(&XML_UNDECLARED_PREFIX, span, message) else { return };
        it.note("some readers reject the whole feed, and others lose the element");
        match known.map(|it| it.uri).or_else(|| by_name::of_prefix(prefix).map(|it| it.uri)) {
            Some(uri) => {
                let declaration = format!(" xmlns:{prefix}=\"{uri}\"");
                it.fix(
                    format!("add `{}` to the root element", declaration.trim()),
                    place,
                    declaration,
                );
            }
            None => {
                it.help(format!(
                    "add `xmlns:{name}=\"…\"` with the URI of the namespace to the root element"
                ));
            }
        }
    }

    /// Reads the end tag at the current position.
    pub(super) fn end_tag(&mut self, out: &mut Diagnostics) -> Option<Event<'s>> {
        let bytes = self.text.as_bytes();
        let start = self.pos;
        let name_start = start + 2;
        if let Some(frame) = self.frames.last().copied() {
            let raw = self.scope.raw(frame.name);
            let end = name_start + raw.len();
            if bytes.get(end) == Some(&b'>') && bytes[name_start..end] == *raw.as_bytes() {
                self.pos = end + 1;
                return self.close_top(frame, Span::new(start, end + 1));
            }
        }
        self.odd_end_tag(out)
    }

    fn close_top(&mut self, frame: Frame, span: Span) -> Option<Event<'s>> {
        self.frames.pop();
        let depth = self.frames.len();
        self.scope.leave(depth);
        (depth < self.emit_depth).then_some(Event::Close(Close {
            name: frame.name,
            span,
            forced: false,
        }))
    }

    /// Reads an end tag that is not simply the end tag of the innermost element.
    #[cold]
    fn odd_end_tag(&mut self, out: &mut Diagnostics) -> Option<Event<'s>> {
        let bytes = self.text.as_bytes();
        let start = self.pos;
        let end = name_end(bytes, start + 2);
        let name = &self.text[start + 2..end];
        let mut at = space_end(bytes, end);
        if at == bytes.len() {
            self.truncated(out, start, end - start, "an end tag");
            return None;
        }
        if name.is_empty() || bytes[at] != b'>' {
            at = self.bad_end_tag(out, start, end, name);
        } else {
            at += 1;
        }
        self.pos = at;
        if name.is_empty() {
            return None;
        }
        let reach = self.frames.len().saturating_sub(REACH);
        let open = |it: &Frame| self.scope.raw(it.name) == name;
        if let Some(index) = self.frames[reach..].iter().rposition(open) {
            self.close_through(out, reach + index, Span::new(start, end));
            self.close_span = Span::new(start, at);
            return None;
        }
        let forgiven = self.recovery.forgiven.iter().rposition(|it| self.scope.raw(*it) == name);
        if let Some(index) = forgiven {
            self.recovery.forgiven.remove(index);
            return None;
        }
        if bad_name_character(name).is_some() {
            self.check_name(out, Span::new(start + 2, end));
        }
        self.stray_end_tag(out, Span::new(start, at), Span::new(start + 2, end));
        None
    }

    /// Reports an end tag that contains more than its name and white space. Returns where to continue.
    fn bad_end_tag(
        &mut self,
        out: &mut Diagnostics,
        start: usize,
        end: usize,
        name: &str,
    ) -> usize {
        let bytes = self.text.as_bytes();
        let stop = memchr::memchr2(b'<', b'>', &bytes[end..]).map_or(bytes.len(), |it| end + it);
        let closed = bytes.get(stop) == Some(&b'>');
        let (message, span) = if name.is_empty() {
            ("this end tag has no name", Span::new(start, start + 2))
        } else if closed {
            ("an end tag can contain only a name", Span::new(space_end(bytes, end), stop))
        } else {
            ("this end tag has no `>`", Span::new(start, end))
        };
        let resume = if closed { stop + 1 } else { space_start(bytes, stop, end) };
        if let Some(it) = out.add(&XML_BAD_END_TAG, span, format_args!("{message}")) {
            it.note("most readers reject the whole feed because of a malformed end tag");
            if closed && !name.is_empty() {
                it.fix("remove everything after the name", Span::new(end, stop), "");
            } else if !name.is_empty() {
                it.unsafe_fix("add the `>`", Span::at(end), ">");
            }
        }
        resume
    }

    /// Closes all elements down to the one at `index`, which ends with `end_tag`. Reports the elements inside it as not
    /// closed.
    fn close_through(&mut self, out: &mut Diagnostics, index: usize, end_tag: Span) {
        self.close_to = index;
        for depth in (index + 1..self.frames.len()).rev() {
            let frame = self.frames[depth];
            self.forgive(frame.name);
            self.note_closed(self.scope.raw(frame.name));
            if self.recovery.stray_at != depth + 1 {
                self.not_closed(out, frame, end_tag);
            }
        }
        if self.recovery.stray_at > index {
            self.recovery.stray_at = 0;
        }
    }

    fn forgive(&mut self, name: NameId) {
        if self.recovery.forgiven.len() == REACH {
            self.recovery.forgiven.remove(0);
        }
        self.recovery.forgiven.push(name);
    }

    fn not_closed(&mut self, out: &mut Diagnostics, frame: Frame, end_tag: Span) {
        let name = self.scope.raw(frame.name);
        let start = frame.start as usize;
        let span = Span::new(start, start + name.len());
        let around = &self.text[end_tag.start as usize + 2..end_tag.end as usize];
        let message = format_args!("`<{}>` is not closed before `</{}>`", clip(name), clip(around));
        if let Some(it) = out.add(&XML_NOT_CLOSED, span, message) {
            it.label(end_tag, "its parent ends here").note(
                "most readers reject the whole feed because of an element that is not closed",
            );
            close_at(it, self.text, start, name, end_tag.start as usize);
        }
    }

    /// Handles an end tag without a start tag. A misspelled one closes the innermost element, and any other is ignored.
    fn stray_end_tag(&mut self, out: &mut Diagnostics, tag: Span, name_span: Span) {
        let name = &self.text[name_span.range()];
        let Some(frame) = self.frames.last().copied() else {
            let message = format_args!("`</{}>` has no start tag", clip(name));
            if let Some(it) = out.add(&XML_STRAY_END_TAG, tag, message) {
                it.note("most readers reject the whole feed if an end tag has no start tag")
                    .unsafe_fix("remove the end tag", tag, "");
            }
            return;
        };
        let expected = self.scope.raw(frame.name);
        let opened = Span::new(frame.start as usize, frame.start as usize + expected.len());
        if resembles(name, expected) {
            self.close_to = self.frames.len() - 1;
            self.close_span = tag;
            let message = format_args!("`<{}>` is closed by `</{}>`", clip(expected), clip(name));
            if let Some(it) = out.add(&XML_MISMATCHED_TAG, name_span, message) {
                it.label(opened, "opened here")
                    .note("most readers reject the whole feed because XML compares names letter by letter, including capitalization and prefix")
                    .unsafe_fix(format!("change it to `</{}>`", clip(expected)), name_span, expected);
            }
            return;
        }
        self.recovery.stray_at = self.frames.len();
        let message =
            format_args!("`</{}>` has no start tag inside `<{}>`", clip(name), clip(expected));
        if let Some(it) = out.add(&XML_STRAY_END_TAG, tag, message) {
            it.label(opened, "opened here")
                .note("most readers reject the whole feed if an end tag has no start tag")
                .unsafe_fix("remove the end tag", tag, "");
        }
    }
}

/// The start of the white space before `end`, but not before `start`.
fn space_start(bytes: &[u8], end: usize, start: usize) -> usize {
    bytes[start..end].iter().rposition(|it| !is(*it, SPACE)).map_or(start, |it| start + it + 1)
}

/// Whether one name is probably a typo for the other: in its case, in its prefix, in a letter or two, or with an attribute
/// directly after it.
fn resembles(name: &str, other: &str) -> bool {
    let (local, expected) = (split(name).1, split(other).1);
    let glued = local.len() >= 3 && expected.starts_with(local);
    if glued || local.eq_ignore_ascii_case(expected) {
        return true;
    }
    let longest = local.len().max(expected.len());
    (4..=40).contains(&longest)
        && distance(local.as_bytes(), expected.as_bytes()) <= longest.min(8) / 4
}

/// The Levenshtein distance, where two swapped neighboring letters are one edit.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let (mut older, mut previous): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=b.len()).collect());
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best =
                (previous[j] + usize::from(x != y)).min(previous[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(older[j - 1] + 1);
            }
            row.push(best);
        }
        older = std::mem::replace(&mut previous, row);
    }
    previous[b.len()]
}
