//! What has been seen of a document so far: for checks that look beyond one element.

use std::collections::HashMap;
use std::collections::HashSet;
use std::ops::Range;

use crate::text::span::Span;
use crate::validate::format::Format;
use crate::validate::markup::name::NAMESPACES;
use crate::validate::markup::name::Ns;
use crate::validate::options::Options;
use crate::value::html::element;
use crate::value::html::tokenizer;

/// What has been seen so far.
#[derive(Debug)]
pub struct Facts<'o> {
    /// The document's format.
    pub format: Format,
    /// What the document is judged by.
    pub options: &'o Options,
    /// Ids of the entries, and where each was seen first.
    pub ids: HashMap<String, Span>,
    /// Whether a description of a search engine has an example of a search.
    pub has_search_example: bool,
    /// What a document of RDF says about which resources.
    pub rdf: RdfFacts,
    /// Ids of Atom entries with the `updated` of the entry, and where each was seen first.
    pub versions: HashMap<(String, String), Span>,
    /// Whether the document is JSON, and no feed.
    pub is_other_json: bool,
    /// Room for judging HTML.
    pub(in crate::validate) html: HtmlRoom,
    /// The base URLs of the open elements that have one, and at which depth each began.
    pub bases: Vec<(usize, String)>,
    /// What the feed's own head has said.
    pub feed: FeedFacts,
    /// What the entry being read has said; cleared when it ends.
    pub entry: EntryFacts,
    /// What extensions have said.
    pub extension: ExtensionFacts,
}

/// What extensions have said.
#[derive(Debug, Default)]
pub struct ExtensionFacts {
    /// The known namespaces whose elements have been seen, a bit each.
    pub used: u128,
    /// Ids that an extension gives to entries, and where each was seen first.
    pub ids: HashMap<String, Span>,
    /// The namespace declarations that have been judged: prefix, and number of the namespace.
    pub declared: HashSet<String>,
    /// The other documents of the feed.
    pub history: History,
    /// The podcast.
    pub podcast: Podcast,
}

// A namespace beyond the last bit would never count as used.
const _: () = assert!(NAMESPACES.len() <= u128::BITS as usize, "`used` needs more bits");

impl ExtensionFacts {
    /// Notes that an element of this namespace has been seen.
    pub fn note(&mut self, ns: Ns) {
        self.used |= bit(ns);
    }

    /// Whether an element of this namespace has been seen.
    pub fn uses(&self, ns: Ns) -> bool {
        self.used & bit(ns) != 0
    }
}

/// The bit of a known namespace; none for a namespace that only the document knows.
fn bit(ns: Ns) -> u128 {
    if usize::from(ns.0) < NAMESPACES.len() { 1 << ns.0 } else { 0 }
}

/// What the head of a feed says of the documents that it is spread over.
#[derive(Debug, Default)]
pub struct History {
    /// Where it declares that it is complete.
    pub complete: Option<Span>,
    /// Where it declares that it is an archive.
    pub archive: Option<Span>,
    /// Its links to the other documents.
    pub links: Vec<HistoryLink>,
}

/// A link from a feed to another of its documents.
#[derive(Debug)]
pub struct HistoryLink {
    /// Its `rel`.
    pub relation: &'static str,
    /// Its `href`.
    pub href: String,
    /// Where its `rel` is.
    pub span: Span,
}

/// What a feed says that matters to Apple, should it be a podcast.
#[derive(Debug, Default)]
pub struct Podcast {
    /// The subcategories of the category being read.
    pub subcategories: Vec<(String, Span)>,
    /// Enclosures that Apple does not play: the ending of the name, and where it stands.
    pub unplayable: Vec<(String, Span)>,
}

/// Buffers for checking HTML, kept from one text to the next.
#[derive(Debug, Default)]
pub(in crate::validate) struct HtmlRoom {
    pub(in crate::validate) tokenizer: tokenizer::Room,
    pub(in crate::validate) nesting: Nesting,
}

/// The open elements of HTML, without those whose end tags are optional.
#[derive(Debug, Default)]
pub(in crate::validate) struct Nesting {
    pub(in crate::validate) open: Vec<OpenTag>,
    /// How many more elements are open than are kept.
    pub(in crate::validate) deeper: usize,
    /// Elements that were still open when an element around them ended.
    pub(in crate::validate) left: Vec<OpenTag>,
    /// How many links are open.
    pub(in crate::validate) links: usize,
}

/// A start tag of HTML whose end tag has not been read yet.
#[derive(Debug)]
pub(in crate::validate) struct OpenTag {
    pub(in crate::validate) element: &'static element::Element,
    /// Its name, in bytes of the text.
    pub(in crate::validate) name: Range<usize>,
}

/// What a document of RDF says about which resources: URIs, and where they stand.
#[derive(Debug, Default)]
pub struct RdfFacts {
    /// What is described, by `rdf:about`.
    pub abouts: HashMap<String, Span>,
    /// The items that there are.
    pub items: HashMap<String, Span>,
    /// Where the channel lists its items.
    pub list: Option<Span>,
    /// The items that the channel lists.
    pub listed: HashMap<String, Span>,
    /// The image that the channel names, and the ones that there are.
    pub image: RdfPart,
    /// The text input that the channel names, and the ones that there are.
    pub text_input: RdfPart,
}

/// A part of a channel that stands outside of it.
#[derive(Debug, Default)]
pub struct RdfPart {
    /// What the channel refers to.
    pub named: Option<(String, Span)>,
    /// What there is.
    pub there: Option<(String, Span)>,
}

/// What the head of a feed has said.
#[derive(Debug, Default)]
pub struct FeedFacts {
    /// Whether the feed has named an author so far.
    pub has_author: bool,
    /// Entries without an author, while it is open whether the feed names one behind them.
    pub authorless: Vec<Span>,
    /// The link of the feed to itself.
    pub self_link: Option<Span>,
    /// Its id, and where that stands.
    pub id: Option<(String, Span)>,
    /// When it was updated, and where that stands.
    pub updated: Option<(chrono::DateTime<chrono::FixedOffset>, Span)>,
    /// When its newest entry was updated, and where that stands.
    pub newest: Option<(chrono::DateTime<chrono::FixedOffset>, Span)>,
    /// Whether `xml:lang` says in which language it is.
    pub has_language: bool,
    /// The first count of comments.
    pub comments: Option<Span>,
    /// What it and its image are called and lead to.
    pub names: Names,
    /// The links to alternatives: media type and language, and where.
    pub alternates: Vec<(String, Span)>,
    /// The hours that readers are asked to skip, a bit each.
    pub hours: u32,
    /// The days that readers are asked to skip, a bit each.
    pub days: u8,
    /// How many entries there are, and how many different ids they have.
    pub entries: usize,
}

/// What a channel and its image are called and lead to, and where that stands.
#[derive(Debug, Default)]
#[allow(missing_docs, reason = "the names say it all")]
pub struct Names {
    pub title: Option<(String, Span)>,
    pub link: Option<(String, Span)>,
    pub image_title: Option<(String, Span)>,
    pub image_link: Option<(String, Span)>,
    pub next: Option<(String, Span)>,
}

/// What an entry has said.
#[derive(Debug, Default)]
pub struct EntryFacts {
    /// The links to alternatives: media type and language, and where.
    pub alternates: Vec<(String, Span)>,
    /// The same for the feed that it is copied from.
    pub source_alternates: Vec<(String, Span)>,
    /// When it was published, and where that stands.
    pub published: Option<(chrono::DateTime<chrono::FixedOffset>, Span)>,
    /// When it was updated, and where that stands.
    pub updated: Option<(chrono::DateTime<chrono::FixedOffset>, Span)>,
    /// Whether its content is somewhere else (`src`), or not text.
    pub needs_summary: Option<Span>,
    /// Whether it has a `guid`.
    pub has_guid: bool,
    /// Whether its `source` names an author.
    pub source_has_author: bool,
    /// Where a product is said to be on order.
    pub awaited: Option<Span>,
    /// How many pictures of a product it has: main ones and further ones.
    pub images: (u8, u8),
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
            has_search_example: false,
            rdf: RdfFacts::default(),
            versions: HashMap::new(),
            is_other_json: false,
            html: HtmlRoom::default(),
            bases: Vec::new(),
            feed: FeedFacts::default(),
            entry: EntryFacts::default(),
            extension: ExtensionFacts::default(),
        }
    }

    /// The base that relative references are resolved against; `None` when nobody said where the document is.
    pub fn base(&self) -> Option<&str> {
        self.bases.last().map(|it| it.1.as_str()).or(self.options.base_url.as_deref())
    }
}
