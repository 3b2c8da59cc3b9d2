//! The walker, which all formats share. It has a stack of open elements, and finds the schema row of each element by its parent,
//! its namespace and its name.

use std::borrow::Cow;

use crate::diagnostic::Severity;
use crate::text::span::Span;
use crate::validate::detect;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Seen;
use crate::validate::facts::Facts;
use crate::validate::format::Format;
use crate::validate::markup::Attribute;
use crate::validate::markup::Event;
use crate::validate::markup::Kind;
use crate::validate::markup::Piece;
use crate::validate::markup::decoded::Placed;
use crate::validate::markup::name::NameId;
use crate::validate::markup::reader::Reader;
use crate::validate::options::Options;
use crate::validate::path;
use crate::validate::path::Step;
use crate::validate::row::Row;
use crate::validate::rows::Rows;
use crate::validate::rules;
use crate::validate::rules::channel;
use crate::validate::rules::doctype;
use crate::validate::rules::json_feed;
use crate::validate::rules::rdf::Stripes;
use crate::validate::rules::text_construct::Construct;

mod close;
mod open;

/// What a walk through a document finds out, apart from the problems.
#[derive(Default)]
pub(super) struct Walked {
    pub(super) format: Format,
    /// The number of entries, or of outlines in OPML.
    pub(super) entries: usize,
    /// The program that generated the document, as it says.
    pub(super) generator: Option<String>,
    /// The URL of the feed according to the document.
    pub(super) self_url: Option<String>,
    /// The URLs of its hubs according to the document.
    pub(super) hubs: Vec<String>,
}

/// Walks through a document once and reports its problems.
pub(super) fn walk<'s>(
    source: &'s str,
    reader: Reader<'s>,
    options: &Options,
    out: &mut Diagnostics,
) -> Walked {
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
        if walker.is_page {
            // Its markup is that of a web page, which is not checked.
            out.start_over(|it| it == &rules::NOT_A_FEED);
            break;
        }
    }
    channel::podcasts_are_described_in_html(&walker.facts, out);
    if !walker.detected && !out.since(0).iter().any(|it| it.rule == &rules::XML_NO_ROOT) {
        detect::not_a_feed(source, None, out);
    }
    if walker.facts.is_other_json {
        out.start_over(|it| it == &rules::NOT_A_FEED);
        json_feed::not_a_feed(out);
        return Walked::default();
    }
    let Facts { format, entries, feed, .. } = walker.facts;
    Walked { format, entries, generator: feed.generator, self_url: feed.self_url, hubs: feed.hubs }
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

impl Walker<'_, '_> {
    /// Adds the path in the document to the problems since `before`.
    #[inline]
    fn place(&self, before: usize, out: &mut Diagnostics) {
        if out.len() != before || out.has_places_without_path() {
            self.place_problems(before, out);
        }
    }

    #[cold]
    fn place_problems(&self, before: usize, out: &mut Diagnostics) {
        let path = self.path();
        out.set_path_of_places(&path);
        for diagnostic in out.since(before) {
            if diagnostic.path.is_empty() {
                diagnostic.path.clone_from(&path);
            } else if let Some(rest) = diagnostic.path.strip_prefix('.') {
                diagnostic.path = format!("{path}{rest}");
            }
        }
    }

    /// Turns the errors since `before` into warnings if feed readers do not need the vocabulary of the candidate.
    #[inline]
    fn soften(&self, candidate: usize, before: usize, out: &mut Diagnostics) {
        if out.len() != before && self.rows.is_lenient(candidate) {
            for it in out.since(before).iter_mut().filter(|it| it.severity == Severity::Error) {
                it.severity = Severity::Warning;
            }
        }
    }

    fn path(&self) -> String {
        path::path(self.frames.iter().map(|frame| Step {
            name: frame.row.map_or_else(
                || self.reader.name(frame.name).written(),
                |it| Cow::Borrowed(it.name),
            ),
            kind: frame.kind,
            index: frame.index,
            repeats: frame.index > 0 && frame.row.is_some_and(Row::repeats),
        }))
    }
}
