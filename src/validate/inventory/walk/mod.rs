//! Walks through a document for its inventory, with the rows of the schema.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::detect;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::inventory::contents::Inventory;
use crate::validate::inventory::contents::InventoryEntry;
use crate::validate::inventory::contents::Part;
use crate::validate::inventory::date;
use crate::validate::inventory::resource::Resource;
use crate::validate::inventory::written::Written;
use crate::validate::markup::Attribute;
use crate::validate::markup::Close;
use crate::validate::markup::Event;
use crate::validate::markup::Kind;
use crate::validate::markup::Open;
use crate::validate::markup::Piece;
use crate::validate::markup::json::Json;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::Ns;
use crate::validate::markup::reader::Reader;
use crate::validate::markup::xml::Xml;
use crate::validate::not_feed;
use crate::validate::options::Options;
use crate::validate::path;
use crate::validate::path::Step;
use crate::validate::row::Place;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::rows::Rows;
use crate::value::link_relation;
use crate::value::uri;

mod references;

/// Longer references are not URLs that anything requests.
const MAX_URL: usize = 1 << 14;

impl Inventory {
    /// Makes the inventory of a document. References are resolved against its `xml:base` and the URL in the options.
    pub fn of(source: &Source, options: &Options) -> Inventory {
        walk(source, options)
    }
}

fn walk(source: &Source, options: &Options) -> Inventory {
    let text = source.text.as_str();
    let mut out = Diagnostics::new(0);
    if not_feed::report(text, options.base_url.as_deref(), &mut out) {
        return Inventory::default();
    }
    let reader = if detect::is_json(text) {
        Reader::Json(Box::new(Json::new(text, &options.limits)))
    } else {
        Reader::Xml(Box::new(Xml::new(text, &options.limits)))
    };
    let mut walker = Walker {
        source: text,
        reader,
        base: options.base_url.clone(),
        rows: Rows::default(),
        frames: Vec::new(),
        found: Inventory::default(),
        detected: false,
    };
    loop {
        match walker.reader.next(&mut out) {
            Event::Open(open) => walker.open(&open, &mut out),
            Event::Text(piece) => walker.text(&piece),
            Event::Close(close) => walker.close(&close),
            Event::Instruction(span) => walker.instruction(span),
            Event::Comment(_) | Event::Doctype(_) => {}
            Event::End => break,
        }
    }
    walker.found.resources.sort_by_key(|it| it.span);
    walker.found
}

struct Walker<'s> {
    source: &'s str,
    reader: Reader<'s>,
    /// The URL of the document.
    base: Option<String>,
    rows: Rows,
    frames: Vec<Frame<'s>>,
    found: Inventory,
    detected: bool,
}

struct Frame<'s> {
    row: Option<&'static Row>,
    name: Name<'s>,
    open: Open,
    attributes: Vec<Attribute<'s>>,
    /// Its `xml:base`, resolved.
    base: Option<String>,
    /// The position among siblings with the same row.
    index: u32,
    /// The number of its children by their row.
    counts: HashMap<*const Row, u32>,
    text: String,
    /// From the first to the last piece of its text.
    text_span: Option<Span>,
    /// In JSON, the scalar members of the object.
    members: Vec<(&'s str, Written)>,
}

impl Frame<'_> {
    fn role(&self) -> Option<Place> {
        self.row.and_then(|it| it.role)
    }
}

impl<'s> Walker<'s> {
    fn open(&mut self, open: &Open, out: &mut Diagnostics) {
        let name = self.reader.name(open.name);
        let attributes = self.reader.attributes().to_vec();
        if self.frames.is_empty() && !self.detected {
            self.detected = true;
            let root = detect::Root {
                name,
                attributes: &attributes,
                reader: &self.reader,
                source: self.source,
                name_span: open.name_span,
            };
            let detected = detect::format(&root, out);
            self.found.format = detected.format;
            self.rows = Rows::new(detected.vocabularies, detected.corrected_namespace);
        }
        let parent = self.frames.last().map(|it| it.row);
        let row = match parent {
            Some(Some(row)) if matches!(row.value, Value::Anything) => None,
            Some(None) => None,
            parent => self.rows.find(open.name, name, parent.flatten()).map(|it| it.1),
        };
        let index = match (row, self.frames.last_mut()) {
            (Some(row), Some(parent)) => {
                let count = parent.counts.entry(std::ptr::from_ref(row)).or_default();
                *count += 1;
                *count
            }
            _ => 1,
        };
        let base = attributes.iter().find(|it| {
            let name = self.reader.name(it.name);
            name.ns == Ns::XML && name.local == "base"
        });
        let base = base.map(|it| self.resolve(&it.value)).filter(|it| it.len() <= MAX_URL);
        let name = self.rows.meant(name);
        match row.and_then(|it| it.role) {
            Some(Place::Entry) => self
                .found
                .entries
                .push(InventoryEntry { span: open.name_span, ..InventoryEntry::default() }),
            Some(Place::Feed) if self.found.root.is_empty() => self.found.root = open.name_span,
            _ => {}
        }
        self.frames.push(Frame {
            row,
            name,
            open: *open,
            attributes,
            base,
            index,
            counts: HashMap::new(),
            text: String::new(),
            text_span: None,
            members: Vec::new(),
        });
        if row.and_then(|it| it.role) == Some(Place::Entry) {
            let path = self.path();
            if let Some(entry) = self.found.entries.last_mut() {
                entry.path = path;
            }
        }
    }

    fn text(&mut self, piece: &Piece<'s>) {
        let Some(frame) = self.frames.last_mut() else { return };
        if frame.row.is_none() {
            return;
        }
        self.reader.decode(piece, &mut frame.text);
        let start = frame.text_span.map_or(piece.span.start, |it| it.start);
        frame.text_span = Some(Span { start, end: piece.span.end });
    }

    fn close(&mut self, close: &Close) {
        if self.frames.last().is_some_and(|it| it.row.is_some()) {
            self.leave(close);
        }
        self.frames.pop();
    }

    /// Records what the innermost element contains, which has ended.
    fn leave(&mut self, close: &Close) {
        let Some((frame, above)) = self.frames.split_last() else { return };
        let Some(row) = frame.row else { return };
        let parent = above.last();
        let role = parent.and_then(Frame::role);
        let value = self.value(frame);
        let path = self.path();
        let entry = self.frames.iter().any(|it| it.role() == Some(Place::Entry));
        let entry = entry.then(|| self.found.entries.len().saturating_sub(1));
        let mut resources = Vec::new();
        if let Some(mut resource) = self.resource(frame, parent, &value) {
            resource.path.clone_from(&path);
            resources.push(resource);
        }
        if let Some(mut resource) = self.of_object(frame) {
            resource.path = format!("{path}/url");
            resources.push(resource);
        }
        for it in resources {
            self.found.resources.push(Resource { entry, ..it });
        }
        let part = matches!(role, Some(Place::Feed | Place::Entry))
            .then(|| self.part(row, close, path))
            .filter(|_| row.role != Some(Place::Entry));
        let link = self.link(&value);
        let about = self.attribute(&self.frames[self.frames.len() - 1], Ns::RDF, "about");
        let (name, is_json) = (self.frames[self.frames.len() - 1].name, value.1);
        let value = value.0;
        match role {
            Some(Place::Entry) => {
                if let Some(entry) = self.found.entries.last_mut() {
                    entry.parts.extend(part);
                    describe(entry, name, value.clone(), link);
                }
            }
            Some(Place::Feed) => {
                self.found.head.extend(part);
                if name.local == "title" && name.ns != Ns::MEDIA {
                    self.found.title.get_or_insert(value.clone());
                }
                let span = self.frames.last().map(|it| it.open.name_span);
                match (name.ns, name.local) {
                    (Ns::HISTORY, "archive") => self.found.archive = span,
                    (Ns::HISTORY, "complete") => self.found.complete = span,
                    _ => {}
                }
            }
            Some(Place::In("opml")) | None if name.local == "title" => {
                self.found.title.get_or_insert(value.clone());
            }
            _ if name.local == "title" && parent_is(&self.frames, "head") => {
                self.found.title.get_or_insert(value.clone());
            }
            _ => {}
        }
        if row.role == Some(Place::Entry)
            && let (Some(entry), Some(about)) = (self.found.entries.last_mut(), about)
        {
            entry.id.get_or_insert(about);
        }
        if is_json && let Some(parent) = self.frames.len().checked_sub(2) {
            self.frames[parent].members.push((name.local, value));
        }
    }

    /// The text of an element without the white space around it, and whether it is a scalar of JSON.
    fn value(&self, frame: &Frame<'s>) -> (Written, bool) {
        let is_json = matches!(frame.open.kind, Kind::String | Kind::Number | Kind::Bool);
        let span = frame.text_span.unwrap_or_else(|| frame.open.span.after());
        let raw = &self.source[span.range()];
        let start = raw.len() - raw.trim_start().len();
        let end = raw.trim_end().len().max(start);
        (Written { text: frame.text.trim().to_owned(), span: span.part(start, end) }, is_json)
    }

    /// The URL of the link or the text of the innermost element, resolved.
    fn link(&self, value: &(Written, bool)) -> Option<Written> {
        let frame = self.frames.last()?;
        if frame.name.ns != Ns::ATOM && frame.name.ns != Ns::ATOM03 {
            let text = self.resolve(&value.0.text);
            return (!value.0.text.is_empty()).then_some(Written { text, span: value.0.span });
        }
        let rel = self.attribute(frame, Ns::NONE, "rel").unwrap_or_default().text;
        let href = self.attribute(frame, Ns::NONE, "href")?;
        let is_alternate = rel.is_empty() || link_relation::name(&rel) == "alternate";
        is_alternate.then(|| Written { text: self.resolve(&href.text), span: href.span })
    }

    fn part(&self, row: &Row, close: &Close, path: String) -> Part {
        let open = &self.frames[self.frames.len() - 1].open;
        // The span of a JSON member contains only its key, and the end of the value is at the next event.
        let end = match self.frames.last().and_then(|it| it.text_span) {
            Some(text) if open.kind != Kind::Element => {
                text.end + u32::from(open.kind == Kind::String)
            }
            _ => close.span.end.max(open.span.end),
        };
        Part {
            name: row.name.to_owned(),
            span: open.name_span,
            extent: Span { start: open.span.start, end },
            path,
        }
    }

    /// The attribute of an element, without the white space around it.
    fn attribute(&self, frame: &Frame<'s>, ns: Ns, name: &str) -> Option<Written> {
        let found = frame.attributes.iter().find(|it| {
            let found = self.reader.name(it.name);
            found.ns == ns && found.local == name
        })?;
        let raw = &self.source[found.value_span.range()];
        let start = raw.len() - raw.trim_start().len();
        let end = raw.trim_end().len().max(start);
        Some(Written {
            text: found.value.trim().to_owned(),
            span: found.value_span.part(start, end),
        })
    }

    fn resolve(&self, reference: &str) -> String {
        let own = self.frames.iter().rev().find_map(|it| it.base.as_deref());
        match own.or(self.base.as_deref()) {
            Some(base) => uri::resolve::resolve(base, reference.trim()),
            None => reference.trim().to_owned(),
        }
    }

    /// The path of the innermost element, as in reports.
    fn path(&self) -> String {
        path::path(self.frames.iter().map(|frame| Step {
            name: frame.row.map_or_else(|| frame.name.written(), |it| Cow::Borrowed(it.name)),
            kind: frame.open.kind,
            index: frame.index,
            repeats: frame.row.is_some_and(Row::repeats),
        }))
    }
}

/// Whether the parent of the innermost element has this name.
fn parent_is(frames: &[Frame<'_>], local: &str) -> bool {
    frames.len().checked_sub(2).is_some_and(|it| frames[it].name.local == local)
}

/// Records a child of an entry that describes it.
fn describe(entry: &mut InventoryEntry, name: Name<'_>, value: Written, link: Option<Written>) {
    match (name.ns, name.local) {
        (Ns::NONE, "guid") => entry.id = Some(value),
        (Ns::ATOM | Ns::ATOM03 | Ns::JSON, "id") => drop(entry.id.get_or_insert(value)),
        (Ns::MEDIA | Ns::ITUNES | Ns::DC, "title") => {}
        (_, "title") => drop(entry.title.get_or_insert(value)),
        (Ns::NONE | Ns::RSS10 | Ns::RSS11 | Ns::RSS090 | Ns::ATOM | Ns::ATOM03, "link")
        | (Ns::JSON, "url" | "external_url") => {
            if let Some(link) = link {
                entry.link.get_or_insert(link);
            }
        }
        (_, "pubDate" | "published" | "issued" | "date_published" | "date" | "created") => {
            entry.published = entry.published.or_else(|| date::read(&value.text));
        }
        (_, "updated" | "modified" | "date_modified") => {
            entry.updated = entry.updated.or_else(|| date::read(&value.text));
        }
        _ => {}
    }
}
