//! The walker, which all formats share. It has a stack of open elements, and finds the schema row of each element by its parent,
//! its namespace and its name.

use crate::diagnostic::Diagnostic;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::detect;
use crate::validate::element::Element;
use crate::validate::element::Seen;
use crate::validate::element::Tag;
use crate::validate::facts::EntryFacts;
use crate::validate::facts::Facts;
use crate::validate::findings::Findings;
use crate::validate::format::Format;
use crate::validate::markup::Attribute;
use crate::validate::markup::Close;
use crate::validate::markup::Event;
use crate::validate::markup::Kind;
use crate::validate::markup::Open;
use crate::validate::markup::Piece;
use crate::validate::markup::decoded::Decoded;
use crate::validate::markup::decoded::Placed;
use crate::validate::markup::name::NameId;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::markup::xml::amend::Amended;
use crate::validate::options::Options;
use crate::validate::row::Place;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::rows::Rows;
use crate::validate::rules;
use crate::validate::rules::doctype;
use crate::validate::rules::html::xhtml::StartTag;
use crate::validate::rules::json_feed;
use crate::validate::rules::namespace;
use crate::validate::rules::rdf::Judged;
use crate::validate::rules::rdf::Stripes;
use crate::validate::rules::stray;
use crate::validate::rules::structure;
use crate::validate::rules::text_construct::Construct;
use crate::validate::rules::value;
use crate::value::uri;

/// The maximum number of steps in a path. The middle of a longer path is left out.
const LONGEST_PATH: usize = 32;

/// The maximum length of a resolved `xml:base`. Longer ones are ignored.
const LONGEST_BASE: usize = 1 << 14;

/// How many unclosed elements in a row are ended if the next element does not belong in them.
const MOST_AMENDED: usize = 4;

/// Walks through a document once, reports its problems, and returns its format.
pub(super) fn walk<'s>(
    source: &'s str,
    reader: Reader<'s>,
    options: &Options,
    out: &mut Findings,
) -> Format {
    let mut walker = Walker {
        source,
        reader,
        rows: Rows::default(),
        stripes: None,
        construct: None,
        frames: Vec::new(),
        attributes: Vec::new(),
        buffer: String::new(),
        pieces: Vec::new(),
        seen: Vec::new(),
        facts: Facts::new(Format::Unknown, options),
        detected: false,
        is_page: false,
    };
    loop {
        let before = out.len();
        let event = walker.reader.next(out);
        match event {
            Event::Open(open) => walker.open(&open, before, out),
            Event::Text(piece) => {
                if let Some(stripes) = &mut walker.stripes {
                    stripes.text(&piece, out);
                }
                walker.text(piece, out);
                walker.place(before, out);
            }
            Event::Close(close) => walker.close(&close, before, out),
            Event::Doctype(_) => {
                doctype::external(&walker.reader, out);
                walker.place(before, out);
            }
            Event::Comment(_) | Event::Instruction(_) => walker.place(before, out),
            Event::End => break,
        }
        if walker.is_page && out.since(before).iter().any(is_fault_of_xml) {
            // Web pages are rarely well-formed XML. One error is enough to show this.
            break;
        }
    }
    if !walker.detected {
        detect::not_a_feed(source, None, out);
    }
    if walker.facts.is_other_json {
        json_feed::not_a_feed(out);
        return Format::Unknown;
    }
    walker.facts.format
}

fn is_fault_of_xml(it: &Diagnostic) -> bool {
    it.is_error() && it.rule.name.starts_with("xml-")
}

struct Walker<'s, 'o> {
    source: &'s str,
    reader: Reader<'s>,
    rows: Rows,
    /// The RDF stripes if the document is RDF.
    stripes: Option<Stripes>,
    /// The text construct that is open.
    construct: Option<Construct<'s>>,
    frames: Vec<Frame<'s>>,
    // Stacks that the open elements share. Each frame contains the start of its part.
    attributes: Vec<Attribute<'s>>,
    buffer: String,
    pieces: Vec<Placed<'s>>,
    seen: Vec<Seen>,
    facts: Facts<'o>,
    detected: bool,
    /// Whether the document is an HTML page instead of a feed.
    is_page: bool,
}

struct Frame<'s> {
    /// `None` if the element is not in the schema. Its content is then not checked.
    row: Option<&'static Row>,
    /// The index of the row in the candidates.
    candidate: usize,
    name: NameId,
    name_span: Span,
    tag_span: Span,
    kind: Kind,
    /// The position among siblings with the same row, starting at 1, for the path.
    index: u32,
    attributes: usize,
    buffer: usize,
    pieces: usize,
    seen: usize,
    /// Whether it contains RDF elements instead of the usual text.
    structured: bool,
    /// Whether markup was reported in it, because it should only contain text.
    marked_up: bool,
    /// Its only piece of text so far, which has not been copied to the buffer.
    only: Option<Piece<'s>>,
}

impl<'s> Walker<'s, '_> {
    fn open(&mut self, open: &Open, before: usize, out: &mut Findings) {
        while !self.try_open(open, before, out) {}
    }

    /// Opens an element, unless its parent must be closed first.
    fn try_open(&mut self, open: &Open, before: usize, out: &mut Findings) -> bool {
        let mut frame = Frame {
            row: None,
            candidate: 0,
            name: open.name,
            name_span: open.name_span,
            tag_span: open.span,
            kind: open.kind,
            index: 0,
            attributes: self.attributes.len(),
            buffer: self.buffer.len(),
            pieces: self.pieces.len(),
            seen: self.seen.len(),
            structured: false,
            marked_up: false,
            only: None,
        };
        self.flush_parent(&mut frame);
        self.attributes.extend_from_slice(self.reader.attributes());
        if self.frames.is_empty() && !self.detected {
            self.detected = true;
            let root = detect::Root {
                name: self.reader.name(open.name),
                attributes: &self.attributes,
                reader: &self.reader,
                source: self.source,
                name_span: open.name_span,
            };
            let detected = detect::format(&root, out);
            doctype::fits(&self.reader, self.source, detected.format, open.name_span, out);
            self.is_page =
                detected.format == Format::Unknown && root.name.local.eq_ignore_ascii_case("html");
            self.facts.format = detected.format;
            self.rows = Rows::new(detected.vocabularies, detected.stands_for);
            if matches!(detected.format, Format::Rss10 | Format::Rss11) {
                self.stripes = Some(Stripes::default());
            }
        }
        namespace::declarations(&self.reader, self.source, &mut self.facts, out);
        let judged = self
            .frames
            .last()
            .is_none_or(|it| it.row.is_some_and(|row| !matches!(row.value, Value::Anything)))
            && !self.is_in_rdf_of_its_own();
        let around = self.frames.len().wrapping_sub(1);
        let in_construct = self.construct.is_some();
        let mut is_strange = false;
        let is_outside = self.construct.as_ref().is_none_or(|it| it.is_at(around));
        if judged && !self.rows.vocabularies.is_empty() && is_outside {
            let name = self.reader.name(open.name);
            let parent = self.frames.last().and_then(|it| it.row);
            let found = self.rows.find(open.name, name, parent);
            if found.is_none() || in_construct {
                let amended = self.amend(open, out);
                if amended != Amended::Not {
                    self.attributes.truncate(frame.attributes);
                    let span = Span::at(open.span.start as usize);
                    let parent = self.frames.last().map_or(open.name, |it| it.name);
                    self.close(&Close { name: parent, span, forced: true }, before, out);
                    return amended == Amended::IsEndTag;
                }
            }
            if !in_construct {
                match found {
                    Some((candidate, row)) => {
                        frame.row = Some(row);
                        frame.candidate = candidate;
                    }
                    None => is_strange = self.stray(open, out),
                }
            }
        }
        if frame.row.is_none() && !judged && self.construct.is_none() {
            self.name_in_extension(open, out);
        }
        if let Some(row) = frame.row {
            if !row.aside {
                self.facts.extension.note(self.reader.name(open.name).ns);
            }
            frame.index = self.count(row, open, out);
            frame.seen = self.seen.len();
        }
        if let Some(stripes) = &mut self.stripes {
            let attributes = &self.attributes[frame.attributes..];
            let schema = match frame.row {
                Some(row) => Judged::As(row),
                None if is_strange => Judged::Strange,
                None => Judged::Not,
            };
            stripes.open(open, attributes, schema, &self.reader, &mut self.facts, out);
        }
        self.enter_base(frame.attributes);
        self.frames.push(frame);
        let depth = self.frames.len() - 1;
        if let Some(construct) = &mut self.construct {
            let start = self.frames.last().map_or(0, |it| it.attributes);
            let tag = StartTag {
                name: self.reader.name(open.name),
                open,
                attributes: &self.attributes[start..],
                reader: &self.reader,
                source: self.source,
            };
            construct.open(&tag, depth, &self.facts, out);
        } else if let Some(row) = self.frames.last().and_then(|it| it.row) {
            let parent = depth.checked_sub(1).and_then(|it| self.frames[it].row);
            let start = self.frames.last().map_or(0, |it| it.attributes);
            let tag = Tag {
                row,
                parent,
                attributes: &self.attributes[start..],
                reader: &self.reader,
                source: self.source,
                span: open.span,
                name_span: open.name_span,
                kind: open.kind,
            };
            structure::attributes(&tag, &mut self.facts, out);
            let is_of_its_kind = row.kinds.is_empty() || row.kinds.contains(&open.kind);
            self.construct = Construct::begin(&tag, depth, out);
            // A value of the wrong kind has been reported, so it is not checked further.
            if !is_of_its_kind && let Some(frame) = self.frames.last_mut() {
                frame.row = None;
            }
        }
        self.place(before, out);
        true
    }

    /// Ends the parent of an element that does not belong in it, if the parent is never closed.
    fn amend(&mut self, open: &Open, out: &mut Findings) -> Amended {
        let candidates = self.rows.candidates(open.name);
        let fits = |row: &'static Row| {
            candidates.iter().any(|it| it.row.places.iter().any(|place| place.holds(row)))
        };
        let rows = self.frames.iter().rev().map(|it| it.row);
        let home = rows.take(MOST_AMENDED + 1).position(|it| it.is_some_and(fits));
        let Some(levels) = home.filter(|it| *it > 0) else { return Amended::Not };
        let parent = self.frames.last().and_then(|it| it.row);
        let leaf = parent.is_some_and(|it| !matches!(it.value, Value::Children));
        self.reader.amend(out, levels, leaf)
    }

    /// Checks the name of an element inside an extension whose content is not checked.
    fn name_in_extension(&self, open: &Open, out: &mut Findings) {
        let name = self.reader.name(open.name);
        let is_rdf = matches!(self.facts.format, Format::Rss10 | Format::Rss11 | Format::Rss090);
        if name.ns != Ns::NONE || is_rdf || !self.facts.format.is_rss() {
            return;
        }
        if let Some(holder) = self.frames.last() {
            let holder = self.reader.name(holder.name);
            // `sx:conflicts` contains the other versions of an item.
            if !holder.prefix.is_empty() && holder.ns != Ns::FEEDSYNC {
                structure::nameless(&name, open.name_span, &holder, out);
            }
        }
    }

    /// Records the `xml:base` of the element that is about to open. Its attributes begin at `attributes`.
    fn enter_base(&mut self, attributes: usize) {
        let reader = &self.reader;
        let is_base = |it: &&Attribute<'s>| {
            let name = reader.name(it.name);
            name.ns == Ns::XML && name.local == "base"
        };
        if let Some(base) = self.attributes[attributes..].iter().find(is_base) {
            let resolved = match self.facts.base() {
                Some(around) => uri::resolve::resolve(around, &base.value),
                None => base.value.clone().into_owned(),
            };
            // A longer value is not a real URL. Without a limit, nested bases could grow indefinitely.
            if resolved.len() <= LONGEST_BASE {
                self.facts.bases.push((self.frames.len(), resolved));
            }
        }
    }

    /// Copies the parent's text so far to the buffer, before the text of the child.
    fn flush_parent(&mut self, frame: &mut Frame<'s>) {
        let Some(parent) = self.frames.last_mut() else { return };
        if let Some(only) = parent.only.take() {
            self.pieces.push(Placed { at: self.buffer.len() - parent.buffer, piece: only });
            self.reader.decode(&only, &mut self.buffer);
        }
        frame.buffer = self.buffer.len();
        frame.pieces = self.pieces.len();
    }

    /// Whether RDF allows an element here although the schema does not: in a literal, or as the value of a property.
    fn is_in_rdf_of_its_own(&mut self) -> bool {
        let Some(stripes) = &self.stripes else { return false };
        let Some(parent) = self.frames.last_mut() else { return false };
        let holds_text =
            parent.row.is_some_and(|it| !matches!(it.value, Value::Children | Value::Empty));
        let own = stripes.in_literal() || holds_text;
        parent.structured |= own;
        own
    }

    /// Reports an element that has no row at its place, and returns whether there was something to report. If text contains
    /// markup, only the first element is reported.
    fn stray(&mut self, open: &Open, out: &mut Findings) -> bool {
        let parent = self.frames.last();
        if parent.is_some_and(|it| it.marked_up) {
            return true;
        }
        let before = out.len();
        let name = self.rows.meant(self.reader.name(open.name));
        self.facts.extension.note(name.ns);
        let stray = stray::Stray {
            name,
            name_span: open.name_span,
            parent: parent.and_then(|it| it.row),
            elsewhere: self.rows.candidates(open.name).first().map(|it| it.row),
            vocabularies: self.rows.vocabularies,
            reader: &self.reader,
            source: self.source,
            kind: open.kind,
        };
        stray::report(&stray, &self.facts, out);
        let told = out.since(before).iter().any(|it| it.rule == &rules::UNEXPECTED_ELEMENT);
        if let Some(parent) = self.frames.last_mut() {
            parent.marked_up |= told;
        }
        out.len() > before
    }

    /// Counts a child in its parent, and returns its position among siblings with the same row.
    fn count(&mut self, row: &'static Row, open: &Open, out: &mut Findings) -> u32 {
        let Some(parent) = self.frames.last() else { return 1 };
        let siblings = &mut self.seen[parent.seen..];
        if let Some(seen) = siblings.iter_mut().rfind(|it| std::ptr::eq(it.row, row)) {
            seen.count += 1;
            seen.last = open.name_span;
            let (count, first) = (seen.count, seen.first);
            // In JSON, the reader reports duplicate keys.
            if !row.repeats() && open.kind == Kind::Element {
                structure::duplicate(row, parent.row, open, first, self.source, out);
            }
            return count;
        }
        let span = open.name_span;
        self.seen.push(Seen { row, count: 1, first: span, last: span });
        1
    }

    fn text(&mut self, piece: Piece<'s>, out: &mut Findings) {
        if let (Some(construct), Some(depth)) =
            (&mut self.construct, self.frames.len().checked_sub(1))
        {
            construct.text(&piece, depth, out);
        }
        let Some(frame) = self.frames.last_mut() else { return };
        let Some(row) = frame.row else { return };
        let blank = |it: &Piece<'_>| it.raw.bytes().all(|it| it.is_ascii_whitespace());
        if matches!(row.value, Value::Anything)
            || (matches!(row.value, Value::Children) && blank(&piece))
        {
            return;
        }
        if frame.only.is_none() && self.pieces.len() == frame.pieces {
            frame.only = Some(piece);
            return;
        }
        if let Some(only) = frame.only.take() {
            self.pieces.push(Placed { at: 0, piece: only });
            self.reader.decode(&only, &mut self.buffer);
        }
        self.pieces.push(Placed { at: self.buffer.len() - frame.buffer, piece });
        self.reader.decode(&piece, &mut self.buffer);
    }

    fn close(&mut self, close: &Close, before: usize, out: &mut Findings) {
        self.place(before, out);
        let before = out.len();
        let Some(frame) = self.frames.last() else { return };
        if let Some(row) = frame.row {
            self.judge(row, close, out);
            self.place(before, out);
        }
        if let Some(stripes) = &mut self.stripes {
            stripes.close();
        }
        if let Some(frame) = self.frames.pop() {
            if self.facts.bases.last().is_some_and(|it| it.0 == self.frames.len()) {
                self.facts.bases.pop();
            }
            self.attributes.truncate(frame.attributes);
            self.buffer.truncate(frame.buffer);
            self.pieces.truncate(frame.pieces);
            self.seen.truncate(frame.seen);
        }
    }

    fn judge(&mut self, row: &'static Row, close: &Close, out: &mut Findings) {
        let Some(frame) = self.frames.last() else { return };
        let depth = self.frames.len() - 1;
        if close.forced {
            // Its content is incomplete, so it is not checked.
            self.construct.take_if(|it| it.is_at(depth));
            if row.role == Some(Place::Entry) {
                self.facts.entry = EntryFacts::default();
            }
            return;
        }
        if let Some(only) = frame.only
            && !self.reader.is_verbatim(&only)
        {
            self.reader.decode(&only, &mut self.buffer);
        }
        let content_span =
            Span { start: frame.tag_span.end, end: close.span.start.max(frame.tag_span.end) };
        let text = match frame.only {
            Some(only) if self.reader.is_verbatim(&only) => {
                Decoded::plain(only.raw, only.span.start as usize)
            }
            Some(only) => Decoded::one(&self.buffer[frame.buffer..], only, &self.reader),
            None if self.pieces.len() > frame.pieces => Decoded::many(
                &self.buffer[frame.buffer..],
                &self.pieces[frame.pieces..],
                &self.reader,
            ),
            None => Decoded::plain("", content_span.start as usize),
        };
        let parent = self.frames.len().checked_sub(2).and_then(|it| self.frames[it].row);
        let element = Element {
            row,
            name_span: frame.name_span,
            tag_span: frame.tag_span,
            content_span,
            text,
            attributes: &self.attributes[frame.attributes..],
            parent,
            children: &self.seen[frame.seen..],
            reader: &self.reader,
            source: self.source,
        };
        if let Some(construct) = self.construct.take_if(|it| it.is_at(depth)) {
            construct.close(&element, &mut self.facts, out);
        } else if !frame.structured {
            value::element(&element, &mut Context { facts: &mut self.facts, out });
        }
        for needed in self.rows.needs(frame.candidate) {
            if !element.children.iter().any(|it| it.row.name == needed.name) {
                structure::missing(&element, needed, &self.facts, out);
            }
        }
        structure::said_twice(&element, &self.facts, out);
        let context = &mut Context { facts: &mut self.facts, out };
        for check in row.checks {
            check(&element, context);
        }
        if let Some(role) = row.role {
            for (_, check) in self.rows.checks.iter().filter(|it| it.0 == role) {
                check(&element, context);
            }
        }
        if row.role == Some(Place::Entry) {
            self.facts.entry = EntryFacts::default();
        }
    }

    /// Adds the path in the document to the problems since `before`.
    #[inline]
    fn place(&self, before: usize, out: &mut Findings) {
        if out.len() != before {
            self.place_findings(before, out);
        }
    }

    #[cold]
    fn place_findings(&self, before: usize, out: &mut Findings) {
        let path = self.path();
        for diagnostic in out.since(before) {
            if diagnostic.path.is_empty() {
                diagnostic.path.clone_from(&path);
            }
        }
    }

    fn printed(&self, frame: &Frame<'s>) -> String {
        if let Some(row) = frame.row {
            row.name.to_owned()
        } else {
            let name = self.reader.name(frame.name);
            if name.prefix.is_empty() {
                name.local.to_owned()
            } else {
                format!("{}:{}", name.prefix, name.local)
            }
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for (depth, frame) in self.frames.iter().enumerate() {
            if self.frames.len() > LONGEST_PATH
                && (LONGEST_PATH / 2..self.frames.len() - LONGEST_PATH / 2).contains(&depth)
            {
                if depth == LONGEST_PATH / 2 {
                    path.push_str("/…");
                }
                continue;
            }
            let in_array = depth > 0 && self.frames[depth - 1].kind == Kind::Array;
            let is_json_root = depth == 0 && frame.kind == Kind::Object;
            if !in_array && !is_json_root {
                path.push('/');
                path.push_str(&self.printed(frame));
            }
            if in_array || (frame.index > 0 && frame.row.is_some_and(Row::repeats)) {
                path.push_str(&format!("[{}]", frame.index));
            }
        }
        if path.is_empty() { "/".to_owned() } else { path }
    }
}
