//! What has been seen of a document so far: for checks that look beyond one element.

use std::collections::HashMap;

use crate::text::span::Span;
use crate::validate::Options;
use crate::validate::detect::Format;

/// What has been seen so far.
#[derive(Debug)]
pub struct Facts<'o> {
    /// The document's format.
    pub format: Format,
    /// What the document is judged by.
    pub options: &'o Options,
    /// Ids of the entries, and where each was seen first.
    pub ids: HashMap<String, Span>,
    /// Ids of Atom entries with the `updated` of the entry, and where each was seen first.
    pub versions: HashMap<(String, String), Span>,
    /// The base URLs of the open elements that have one, and at which depth each began.
    pub bases: Vec<(usize, String)>,
    /// What the feed's own head has said.
    pub feed: FeedFacts,
    /// What the entry being read has said; cleared when it ends.
    pub entry: EntryFacts,
}

/// What the head of a feed has said.
#[derive(Debug, Default)]
pub struct FeedFacts {
    /// Whether the feed has named an author so far.
    pub has_author: bool,
    /// Entries without an author, while it is open whether the feed names one behind them.
    pub authorless: Vec<Span>,
    /// Whether there is a link of the feed to itself.
    pub has_self_link: bool,
    /// The links to alternatives: media type and language, and where.
    pub alternates: Vec<(String, Span)>,
    /// The hours that readers are asked to skip, a bit each.
    pub hours: u32,
    /// The days that readers are asked to skip, a bit each.
    pub days: u8,
    /// How many entries there are, and how many different ids they have.
    pub entries: usize,
}

/// What an entry has said.
#[derive(Debug, Default)]
pub struct EntryFacts {
    /// The links to alternatives: media type and language, and where.
    pub alternates: Vec<(String, Span)>,
    /// When it was published, and where that stands.
    pub published: Option<(chrono::DateTime<chrono::FixedOffset>, Span)>,
    /// When it was updated, and where that stands.
    pub updated: Option<(chrono::DateTime<chrono::FixedOffset>, Span)>,
    /// Whether its content is somewhere else (`src`), or not text.
    pub needs_summary: Option<Span>,
    /// Whether its `source` names an author.
    pub source_has_author: bool,
    /// Its id, and where that stands.
    pub id: Option<(String, Span)>,
    /// Its `updated` as written.
    pub updated_text: String,
}

impl<'o> Facts<'o> {
    /// Nothing seen yet.
    pub fn new(format: Format, options: &'o Options) -> Facts<'o> {
        Facts {
            format,
            options,
            ids: HashMap::new(),
            versions: HashMap::new(),
            bases: Vec::new(),
            feed: FeedFacts::default(),
            entry: EntryFacts::default(),
        }
    }

    /// The base that relative references are resolved against; `None` when nobody said where the document is.
    pub fn base(&self) -> Option<&str> {
        self.bases.last().map(|it| it.1.as_str()).or(self.options.base_url.as_deref())
    }
}
