//! The types of an inventory.

use chrono::DateTime;
use chrono::FixedOffset;

use crate::text::span::Span;
use crate::validate::format::Format;
use crate::validate::inventory::resource::Resource;
use crate::validate::inventory::resource::ResourceKind;
use crate::validate::inventory::written::Written;

/// What a document contains and what it refers to.
///
/// ```
/// use feedwright::{Inventory, Options, ResourceKind, Source};
///
/// let source = Source::from_text("feed.xml", "<rss version='2.0'><channel><item><title>Ferry</title>\
///     <enclosure url='https://harbor.example/ferry.mp3' type='audio/mpeg' length='0'/></item></channel></rss>");
/// let inventory = Inventory::of(&source, &Options::default());
///
/// assert_eq!(inventory.entries.len(), 1);
/// assert_eq!(inventory.resources[0].kind, ResourceKind::Enclosure);
/// assert_eq!(inventory.resources[0].url, "https://harbor.example/ferry.mp3");
/// assert_eq!(&source.text[inventory.resources[0].span.range()], "https://harbor.example/ferry.mp3");
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Inventory {
    /// The format of the document.
    pub format: Format,
    /// The title of the feed, with its markup.
    pub title: Option<Written>,
    /// The name of the element or member that contains the feed.
    pub root: Span,
    /// The URLs that the document refers to, in its order.
    pub resources: Vec<Resource>,
    /// The entries, in the order of the document.
    pub entries: Vec<InventoryEntry>,
    /// The children of the feed that are not entries.
    pub head: Vec<Part>,
    /// The mark that the document is an archive (RFC 5005, section 4).
    pub archive: Option<Span>,
    /// The mark that the document contains all entries (RFC 5005, section 2).
    pub complete: Option<Span>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct InventoryEntry {
    /// The name in its start tag. In JSON, the place where the object begins.
    pub span: Span,
    /// The path of its element, such as `/rss/channel/item[2]`.
    pub path: String,
    /// Its id.
    pub id: Option<Written>,
    /// Its title, with its markup.
    pub title: Option<Written>,
    /// The URL that it links to, resolved.
    pub link: Option<Written>,
    /// When it was published.
    pub published: Option<DateTime<FixedOffset>>,
    /// When it was last changed.
    pub updated: Option<DateTime<FixedOffset>>,
    /// Its children.
    pub parts: Vec<Part>,
}

/// A child of a feed or an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// Its name, with the usual prefix of its namespace.
    pub name: String,
    /// Its name in the document.
    pub span: Span,
    /// The whole child, with its tags.
    pub extent: Span,
    /// Its path.
    pub path: String,
}

impl Inventory {
    /// The date of the newest entry.
    pub fn newest(&self) -> Option<DateTime<FixedOffset>> {
        self.entries.iter().filter_map(InventoryEntry::date).max()
    }

    /// Whether the document is a feed or a list of feeds.
    pub fn is_feed(&self) -> bool {
        !matches!(
            self.format,
            Format::Unknown
                | Format::OpenSearch
                | Format::AtomService
                | Format::AtomCategories
                | Format::AtomEntry
        )
    }

    /// The resources of this kind.
    pub fn resources_of(&self, kind: ResourceKind) -> impl Iterator<Item = &Resource> {
        self.resources.iter().filter(move |it| it.kind == kind)
    }
}

impl InventoryEntry {
    /// When the entry was last changed, or else when it was published.
    pub fn date(&self) -> Option<DateTime<FixedOffset>> {
        self.updated.or(self.published)
    }
}
