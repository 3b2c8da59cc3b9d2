//! Start tags: finds the row of an element, and runs the checks that only need its attributes.

use crate::text::span::Span;
use crate::validate::detect;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Seen;
use crate::validate::element::Stray;
use crate::validate::element::Tag;
use crate::validate::format::Format;
use crate::validate::markup::Attribute;
use crate::validate::markup::Close;
use crate::validate::markup::Kind;
use crate::validate::markup::Open;
use crate::validate::markup::by_name;
use crate::validate::markup::decoded::Placed;
use crate::validate::markup::name::Ns;
use crate::validate::markup::xml::amend::Amended;
use crate::validate::not_feed;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::rows::Rows;
use crate::validate::rules;
use crate::validate::rules::doctype;
use crate::validate::rules::html::xhtml;
use crate::validate::rules::html::xhtml::StartTag;
use crate::validate::rules::namespace;
use crate::validate::rules::rdf::Definition;
use crate::validate::rules::rdf::Stripes;
use crate::validate::rules::stray;
use crate::validate::rules::structure;
use crate::validate::rules::text_construct::Construct;
use crate::validate::schema;
use crate::validate::walk::Frame;
use crate::validate::walk::Walker;
use crate::value::uri;

/// The maximum length of a resolved `xml:base`. Longer ones are ignored.
const MAX_BASE_LENGTH: usize = 1 << 14;

/// How many unclosed elements in a row are ended if the next element does not belong in them.
const MAX_AMENDED: usize = 4;

/// What the schema says about an element at its place.
#[derive(Clone, Copy)]
enum SchemaMatch {
    /// The element has a row, which is this candidate.
    Row(usize, &'static Row),
    /// The element is not allowed here, and that was reported.
    Stray,
    /// The element is not checked, or unknown elements are allowed here.
    Unchecked,
}

impl<'s> Walker<'s, '_> {
    pub(super) fn open(&mut self, open: &Open, before: usize, out: &mut Diagnostics) {
        while !self.try_open(open, before, out) {}
    }

    /// Opens an element, unless its parent must be closed first.
    fn try_open(&mut self, open: &Open, before: usize, out: &mut Diagnostics) -> bool {
        let mut frame = self.frame(open);
        self.flush_parent(&mut frame);
        self.attributes.extend_from_slice(self.reader.attributes());
        if self.frames.is_empty() && !self.detected {
            self.detect(open, out);
        }
        namespace::declarations(&self.reader, self.source, &mut self.facts, out);
        let place = match self.place_of(open, out) {
            Ok(place) => place,
            Err(amended) => {
                self.attributes.truncate(frame.attributes);
                let span = Span::at(open.span.start as usize);
                let parent = self.frames.last().map_or(open.name, |it| it.name);
                self.close(&Close { name: parent, span, forced: true }, before, out);
                return amended == Amended::IsEndTag;
            }
        };
        if let SchemaMatch::Row(candidate, row) = place {
            (frame.row, frame.candidate) = (Some(row), candidate);
            if !row.aside {
                self.facts.extension.note(self.reader.name(open.name).ns);
            }
            let counted = out.len();
            frame.index = self.count(row, open, out);
            self.soften(candidate, counted, out);
        }
        frame.seen = self.seen.len();
        if let Some(stripes) = &mut self.stripes {
            let attributes = &self.attributes[frame.attributes..];
            let schema = match place {
                SchemaMatch::Row(_, row) => Definition::Row(row),
                SchemaMatch::Stray => Definition::NotAllowed,
                SchemaMatch::Unchecked => Definition::Extension,
            };
            stripes.open(open, attributes, schema, &self.reader, &mut self.facts, out);
        }
        self.enter_base(frame.attributes);
        self.frames.push(frame);
        let opened = out.len();
        self.start_tag(open, out);
        if let SchemaMatch::Row(candidate, _) = place {
            self.soften(candidate, opened, out);
        }
        if self.is_void(place) {
            self.reader.end_void(out, !matches!(place, SchemaMatch::Row(..)));
        }
        self.place(before, out);
        true
    }

    /// Whether the element on top of the stack has no content, according to its vocabulary or HTML.
    fn is_void(&self, place: SchemaMatch) -> bool {
        let Some(frame) = self.frames.last().filter(|it| it.kind == Kind::Element) else {
            return false;
        };
        match place {
            SchemaMatch::Row(_, row) => match row.void {
                None => row.value == Value::Empty,
                Some([]) => true,
                Some(names) => self.attributes[frame.attributes..].iter().any(|it| {
                    let name = self.reader.name(it.name);
                    name.ns == Ns::NONE && names.contains(&name.local) && !it.value.is_empty()
                }),
            },
            SchemaMatch::Stray | SchemaMatch::Unchecked => {
                let name = self.reader.name(frame.name);
                xhtml::is_void(&name)
            }
        }
    }

    /// A frame for an element without a row yet.
    fn frame(&self, open: &Open) -> Frame<'s> {
        Frame {
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
        }
    }

    /// Finds out the format of the document from its root element.
    fn detect(&mut self, open: &Open, out: &mut Diagnostics) {
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
        self.is_page = detected.format == Format::Unknown
            && root.name.local.eq_ignore_ascii_case("html")
            && !not_feed::has_declarations(&self.source[..open.span.start as usize]);
        self.facts.format = detected.format;
        self.rows = Rows::new(detected.vocabularies, detected.corrected_namespace);
        if matches!(detected.format, Format::Rss10 | Format::Rss11) {
            self.stripes = Some(Stripes::default());
        }
    }

    /// What the schema says about an element at this place. `Err` if its parent has to be closed first.
    fn place_of(&mut self, open: &Open, out: &mut Diagnostics) -> Result<SchemaMatch, Amended> {
        let parent = self.frames.last().and_then(|it| it.row);
        let has_schema = self.frames.is_empty()
            || parent.is_some_and(|row| !matches!(row.value, Value::Anything));
        if !has_schema || self.is_in_rdf_of_its_own() {
            if self.construct.is_none() {
                self.name_in_extension(open, out);
            }
            return Ok(SchemaMatch::Unchecked);
        }
        let around = self.frames.len().wrapping_sub(1);
        let is_outside = self.construct.as_ref().is_none_or(|it| it.is_at(around));
        if self.rows.vocabularies.is_empty() || !is_outside {
            return Ok(SchemaMatch::Unchecked);
        }
        let found = self.rows.find(open.name, self.reader.name(open.name), parent);
        let in_construct = self.construct.is_some();
        if found.is_none() || in_construct {
            let amended = self.amend(open, out);
            if amended != Amended::Not {
                return Err(amended);
            }
        }
        Ok(match found {
            _ if in_construct => SchemaMatch::Unchecked,
            Some((candidate, row)) => SchemaMatch::Row(candidate, row),
            None if self.stray(open, out) => SchemaMatch::Stray,
            None => SchemaMatch::Unchecked,
        })
    }

    /// Checks the start tag of the element on top of the stack.
    fn start_tag(&mut self, open: &Open, out: &mut Diagnostics) {
        let depth = self.frames.len() - 1;
        let attributes = &self.attributes[self.frames[depth].attributes..];
        if let Some(construct) = &mut self.construct {
            let tag = StartTag {
                name: self.reader.name(open.name),
                open,
                attributes,
                reader: &self.reader,
                source: self.source,
            };
            construct.open(&tag, depth, &self.facts, out);
            return;
        }
        let Some(row) = self.frames[depth].row else { return };
        let tag = Tag {
            row,
            parent: depth.checked_sub(1).and_then(|it| self.frames[it].row),
            attributes,
            reader: &self.reader,
            source: self.source,
            span: open.span,
            name_span: open.name_span,
            kind: open.kind,
        };
        structure::attributes(&tag, &mut self.facts, out);
        self.construct = Construct::begin(&tag, depth, out);
        // A value of the wrong kind has been reported, so it is not checked further.
        let is_scalar = matches!(open.kind, Kind::Number | Kind::Bool);
        if !row.kinds.is_empty()
            && !row.kinds.contains(&open.kind)
            && (!row.is_converted || !is_scalar)
        {
            self.frames[depth].row = None;
        }
    }

    /// Ends the parent of an element that does not belong in it, if the parent is never closed.
    fn amend(&mut self, open: &Open, out: &mut Diagnostics) -> Amended {
        let candidates = self.rows.candidates(open.name);
        let fits = |row: &'static Row| {
            candidates.iter().any(|it| it.row.places.iter().any(|place| place.is_inside(row)))
        };
        let rows = self.frames.iter().rev().map(|it| it.row);
        let home = rows.take(MAX_AMENDED + 1).position(|it| it.is_some_and(fits));
        let Some(levels) = home.filter(|it| *it > 0) else { return Amended::Not };
        let parent = self.frames.last().and_then(|it| it.row);
        let leaf = parent.is_some_and(|it| !matches!(it.value, Value::Children));
        self.reader.amend(out, levels, leaf)
    }

    /// Checks the name of an element inside an extension whose content is not checked.
    fn name_in_extension(&self, open: &Open, out: &mut Diagnostics) {
        let name = self.reader.name(open.name);
        let is_rdf = matches!(self.facts.format, Format::Rss10 | Format::Rss11 | Format::Rss090);
        if name.ns != Ns::NONE || is_rdf || !self.facts.format.is_rss() {
            return;
        }
        if let Some(holder) = self.frames.last() {
            let holder = self.reader.name(holder.name);
            let vocabulary = schema::vocabulary_of(self.rows.vocabularies, holder.ns);
            // A namespace that is known only by name may contain anything.
            let is_open = match vocabulary {
                Some(it) => it.contains_items,
                None => {
                    holder.ns.entry().is_some()
                        || by_name::known(self.reader.namespace_uri(holder.ns)).is_some()
                }
            };
            if !holder.prefix.is_empty() && !is_open {
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
            if resolved.len() <= MAX_BASE_LENGTH {
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
    fn stray(&mut self, open: &Open, out: &mut Diagnostics) -> bool {
        let parent = self.frames.last();
        if parent.is_some_and(|it| it.marked_up) {
            return true;
        }
        let before = out.len();
        let name = self.rows.meant(self.reader.name(open.name));
        self.facts.extension.note(name.ns);
        let stray = Stray {
            name,
            name_span: open.name_span,
            parent: parent.and_then(|it| it.row),
            parent_span: parent.map(|it| it.name_span),
            siblings: parent.map_or(&[], |it| &self.seen[it.seen..]),
            elsewhere: self.rows.candidates(open.name).first().map(|it| it.row),
            vocabularies: self.rows.vocabularies,
            reader: &self.reader,
            source: self.source,
            kind: open.kind,
        };
        stray::report(&stray, &self.facts, out);
        if out.len() > before
            && let Some(row) = stray::meant(&stray, &self.facts)
            && let Some(parent) = self.frames.last()
            && self.seen[parent.seen..].iter().all(|it| it.row.name != row.name)
        {
            let span = open.name_span;
            self.seen.push(Seen { row, count: 0, first: span, last: span });
        }
        let is_unexpected = out.since(before).iter().any(|it| it.rule == &rules::ELEMENT_IN_TEXT);
        if let Some(parent) = self.frames.last_mut() {
            parent.marked_up |= is_unexpected;
        }
        out.len() > before
    }

    /// Counts a child in its parent, and returns its position among siblings with the same row.
    fn count(&mut self, row: &'static Row, open: &Open, out: &mut Diagnostics) -> u32 {
        let Some(parent) = self.frames.last() else { return 1 };
        let siblings = &mut self.seen[parent.seen..];
        if let Some(seen) = siblings.iter_mut().rfind(|it| std::ptr::eq(it.row, row)) {
            if seen.count == 0 {
                seen.first = open.name_span; // So far, there was only a misspelled one.
            }
            seen.count += 1;
            seen.last = open.name_span;
            let (count, first) = (seen.count, seen.first);
            // In JSON, the reader reports duplicate keys.
            if count > 1 && !row.repeats() && open.kind == Kind::Element {
                structure::duplicate(row, parent.row, open, first, self.source, out);
            }
            return count;
        }
        let span = open.name_span;
        self.seen.push(Seen { row, count: 1, first: span, last: span });
        1
    }
}
