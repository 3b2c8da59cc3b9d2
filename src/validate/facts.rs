//! Facts about the document so far, for checks that involve more than one element.

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

/// Facts about the document so far.
#[derive(Debug)]
pub struct Facts<'o> {
    /// The document's format.
    pub format: Format,
    /// The options for checking the document.
    pub options: &'o Options,
    /// The number of entries so far, or of outlines in OPML.
    pub entries: usize,
    /// The ids of the entries, and the first place of each.
    pub ids: HashMap<String, Span>,
    /// Whether an `OpenSearch` description has an example query.
    pub has_search_example: bool,
    /// The resources that an RDF document describes.
    pub rdf: RdfFacts,
    /// The ids of Atom entries with their `updated`, and the first place of each.
    pub versions: HashMap<(String, String), Span>,
    /// Whether the document is JSON but not a feed.
    pub is_other_json: bool,
    /// Buffers for checking HTML.
    pub(in crate::validate) html: HtmlBuffers,
    /// The base URLs of the open elements that have one, and the depth of each.
    pub bases: Vec<(usize, String)>,
    /// Facts from the head of the feed.
    pub feed: FeedFacts,
    /// Facts from the current entry, which are cleared when it ends.
    pub entry: EntryFacts,
    /// Facts from extensions.
    pub extension: ExtensionFacts,
}

/// Facts from extensions.
#[derive(Debug, Default)]
pub struct ExtensionFacts {
    /// The known namespaces whose elements appear in the document, one bit per namespace.
    pub used: u128,
    /// The ids that an extension assigns to entries, and the first place of each.
    pub ids: HashMap<String, Span>,
    /// The namespace declarations that have been checked: the prefix and the number of the namespace.
    pub declared: HashSet<String>,
    /// Whether the feed is one with which a program updates itself. Its items have versions instead of ids.
    pub is_appcast: bool,
    /// The other documents of the feed.
    pub history: History,
    /// The podcast.
    pub podcast: Podcast,
    /// How the podcast is identified.
    pub identity: PodcastIdentity,
    /// The products.
    pub products: Products,
    /// The ids of the products, and the first place of each.
    pub product_ids: HashMap<String, Span>,
}

// A namespace after the last bit would never be recorded as used.
const _: () = assert!(NAMESPACES.len() <= u128::BITS as usize, "`used` needs more bits");

impl ExtensionFacts {
    /// Records that an element of this namespace appears.
    pub fn note(&mut self, ns: Ns) {
        self.used |= bit(ns);
    }

    /// Whether an element of this namespace has appeared.
    pub fn uses(&self, ns: Ns) -> bool {
        self.used & bit(ns) != 0
    }
}

/// The bit of a known namespace. Zero for a namespace that only this document uses.
fn bit(ns: Ns) -> u128 {
    if usize::from(ns.0) < NAMESPACES.len() { 1 << ns.0 } else { 0 }
}

/// Facts from the head of a feed about the other documents of the feed.
#[derive(Debug, Default)]
pub struct History {
    /// The span that declares the feed as complete.
    pub complete: Option<Span>,
    /// The span that declares the feed as an archive.
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
    /// The span of its `rel`.
    pub span: Span,
}

/// Facts that matter if the feed is a podcast, which only its end shows.
#[derive(Debug, Default)]
pub struct Podcast {
    /// The subcategories of the current category.
    pub subcategories: Vec<(String, Span)>,
    /// Whether an entry has an audio or video file.
    pub has_media: bool,
    /// Whether Apple must not list the podcast.
    pub is_blocked: bool,
    /// Whether the episodes have an order.
    pub is_serial: bool,
    /// The enclosures that players do not play.
    pub enclosures: Vec<(EnclosureFault, Recorded)>,
    /// The images that Apple does not accept.
    pub artwork: Vec<(ArtworkFault, Recorded)>,
    /// The entries without an enclosure: the span, the name and the position of each.
    pub without_enclosure: Vec<(Span, &'static str, u32)>,
    /// The episodes without a number.
    pub without_number: Vec<(Span, &'static str, u32)>,
}

/// Where something is that may turn out to be a problem.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its span.
    pub span: Span,
    /// Its path from the feed.
    pub path: String,
}

/// Something about an enclosure that only matters in a podcast.
#[derive(Clone, Debug)]
pub enum EnclosureFault {
    /// Apple does not play files with this extension.
    Unsupported(String),
    /// No player plays this media type.
    Unplayable(String),
    /// Its length is 0.
    Empty,
}

/// A cover that Apple does not accept.
#[derive(Clone, Debug)]
pub enum ArtworkFault {
    /// The image is in this format.
    Format(&'static str),
    /// The name of the file contains these dimensions.
    Size(u32, u32),
}

impl Podcast {
    /// The maximum number of recorded enclosures, episodes and images of each kind.
    pub const MAX_RECORDED: usize = 1000;
}

/// How the head of a feed identifies the podcast.
#[derive(Debug, Default)]
pub struct PodcastIdentity {
    /// The invalid id of the podcast.
    pub guid: Option<(String, Span)>,
    /// The medium of a feed that is a list.
    pub list: Option<(String, Span)>,
    /// Where the feed has moved.
    pub new_url: Option<String>,
}

/// Facts about the products of a feed.
#[derive(Debug, Default)]
pub struct Products {
    /// The number of products.
    pub count: usize,
    /// The required attributes that products do not have: the name, the number of products and the first of them.
    pub missing: Vec<(&'static str, usize, Span)>,
    /// The currency of the last price.
    pub currency: String,
}

/// A price of a product.
#[derive(Debug)]
pub struct RecordedPrice {
    /// The amount.
    pub amount: f64,
    /// The currency code.
    pub currency: String,
    /// The span of the value.
    pub span: Span,
}

/// Buffers for checking HTML, which are reused for the next text.
#[derive(Debug, Default)]
pub(in crate::validate) struct HtmlBuffers {
    pub(in crate::validate) tokenizer: tokenizer::Buffers,
    pub(in crate::validate) nesting: Nesting,
}

/// The open elements of HTML, without those whose end tags are optional.
#[derive(Debug, Default)]
pub(in crate::validate) struct Nesting {
    pub(in crate::validate) open: Vec<OpenTag>,
    /// How many open elements are not stored.
    pub(in crate::validate) deeper: usize,
    /// The elements that were still open when an element around them ended.
    pub(in crate::validate) left: Vec<OpenTag>,
    /// Whether an element has a tag such as `<b/>`, which does not close it.
    pub(in crate::validate) has_self_closed: bool,
    /// How many links are open.
    pub(in crate::validate) links: usize,
}

/// A start tag of HTML whose end tag has not been read yet.
#[derive(Debug)]
pub(in crate::validate) struct OpenTag {
    pub(in crate::validate) element: &'static element::Element,
    /// The byte range of its name in the text.
    pub(in crate::validate) name: Range<usize>,
    /// The end tag of the element around it that ended first. Empty until then.
    pub(in crate::validate) closed_by: Range<usize>,
}

/// The resources that an RDF document describes: their URIs and places.
#[derive(Debug, Default)]
pub struct RdfFacts {
    /// The resources in `rdf:about`.
    pub abouts: HashMap<String, Span>,
    /// The items in the document.
    pub items: HashMap<String, Span>,
    /// The span of the channel's list of items.
    pub list: Option<Span>,
    /// The items that the channel lists.
    pub listed: HashMap<String, Span>,
    /// The image that the channel refers to, and the one in the document.
    pub image: RdfPart,
    /// The text input that the channel refers to, and the one in the document.
    pub text_input: RdfPart,
}

/// A part of a channel that RDF defines outside the channel.
#[derive(Debug, Default)]
pub struct RdfPart {
    /// The URI that the channel refers to.
    pub named: Option<(String, Span)>,
    /// The URI of the part in the document.
    pub there: Option<(String, Span)>,
}

/// Facts from the head of a feed.
#[derive(Debug, Default)]
pub struct FeedFacts {
    /// Whether the feed has an author so far.
    pub has_author: bool,
    /// The entries without an author. They are only reported if the feed does not specify an author after them.
    pub authorless: Vec<Span>,
    /// The link of the feed to itself.
    pub self_link: Option<Span>,
    /// Its URL.
    pub self_url: Option<String>,
    /// The URLs of its `WebSub` hubs.
    pub hubs: Vec<String>,
    /// The type and the URL of the hub that is being read in a JSON Feed.
    pub hub: (String, String),
    /// Its id and the span.
    pub id: Option<(String, Span)>,
    /// Its update time and the span.
    pub updated: Option<(chrono::DateTime<chrono::FixedOffset>, Span)>,
    /// The update time of its newest entry and the span.
    pub newest: Option<(chrono::DateTime<chrono::FixedOffset>, Span)>,
    /// Whether `xml:lang` specifies its language.
    pub has_language: bool,
    /// The span of the first element with a number of comments.
    pub comments: Option<Span>,
    /// The titles and links of the feed and its image.
    pub names: Names,
    /// The alternate links: the media type and language, and the span.
    pub alternates: Vec<(String, Span)>,
    /// The hours that readers are asked to skip, one bit per hour.
    pub hours: u32,
    /// The days that readers are asked to skip, one bit per day.
    pub days: u8,
    /// The number of entries.
    pub entries: usize,
    /// The program that generated it.
    pub generator: Option<String>,
}

/// The titles and links of a channel and its image, with their spans.
#[derive(Debug, Default)]
#[allow(missing_docs, reason = "the names are self-explanatory")]
pub struct Names {
    pub title: Option<(String, Span)>,
    pub link: Option<(String, Span)>,
    pub image_title: Option<(String, Span)>,
    pub image_link: Option<(String, Span)>,
    pub next: Option<(String, Span)>,
}

/// Facts from an entry.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about one entry")]
pub struct EntryFacts {
    /// The alternate links: the media type and language, and the span.
    pub alternates: Vec<(String, Span)>,
    /// The alternate links of the feed that the entry is copied from.
    pub source_alternates: Vec<(String, Span)>,
    /// Its publication time and the span.
    pub published: Option<(chrono::DateTime<chrono::FixedOffset>, Span)>,
    /// Its update time and the span.
    pub updated: Option<(chrono::DateTime<chrono::FixedOffset>, Span)>,
    /// The span of its content if the content is external (`src`) or not text. The entry then needs a summary.
    pub needs_summary: Option<Span>,
    /// Whether it has a `guid`.
    pub has_guid: bool,
    /// Whether it has a link to an enclosure.
    pub has_enclosure: bool,
    /// The URL of a link to an audio or video file, its span and the span of the element's name.
    pub media_link: Option<(String, Span, Span)>,
    /// Whether it is a trailer or a bonus episode.
    pub is_extra_episode: bool,
    /// Whether its `source` has an author.
    pub source_has_author: bool,
    /// The span of the availability of a product that is not in stock yet, so the product needs an availability date.
    pub awaited: Option<Span>,
    /// The price and the sale price of a product.
    pub prices: [Option<RecordedPrice>; 2],
    /// The attributes that Google requires for the category of the product, by their index.
    pub category_requirements: u8,
    /// Whether the product is not new, or has no identifiers, so it does not need a brand.
    pub needs_no_brand: bool,
    /// Whether it has the id of a product.
    pub has_product_id: bool,
    /// The number of main and additional images of a product.
    pub images: (u8, u8),
    /// Its id and the span.
    pub id: Option<(String, Span)>,
    /// Its `updated` as written.
    pub updated_text: String,
}

impl<'o> Facts<'o> {
    /// The facts at the start of a document.
    pub fn new(format: Format, options: &'o Options) -> Facts<'o> {
        Facts {
            format,
            options,
            entries: 0,
            ids: HashMap::new(),
            has_search_example: false,
            rdf: RdfFacts::default(),
            versions: HashMap::new(),
            is_other_json: false,
            html: HtmlBuffers::default(),
            bases: Vec::new(),
            feed: FeedFacts::default(),
            entry: EntryFacts::default(),
            extension: ExtensionFacts::default(),
        }
    }

    /// The base URL for resolving relative references. `None` if the URL of the document is unknown.
    pub fn base(&self) -> Option<&str> {
        self.bases.last().map(|it| it.1.as_str()).or(self.options.base_url.as_deref())
    }
}
