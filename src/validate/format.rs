//! The formats of documents, and their versions.

use std::fmt;

use serde::Serialize;
use serde::Serializer;

/// A format and its version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[rustfmt::skip]
#[allow(missing_docs, reason = "the names are self-explanatory")]
#[non_exhaustive]
pub enum Format {
    Rss090, Rss091, Rss092, Rss093, Rss094, Rss10, Rss11, Rss20,
    Atom03, Atom10, AtomEntry, JsonFeed10, JsonFeed11,
    Opml10, Opml11, Opml20, OpenSearch, AtomService, AtomCategories,
    #[default] Unknown,
}

impl Format {
    /// Whether it is any version of RSS, with or without RDF.
    #[rustfmt::skip]
    pub fn is_rss(self) -> bool {
        matches!(self, Format::Rss090 | Format::Rss091 | Format::Rss092 | Format::Rss093 | Format::Rss094
            | Format::Rss10 | Format::Rss11 | Format::Rss20)
    }

    /// Its name in reports.
    #[rustfmt::skip]
    pub fn name(self) -> &'static str {
        match self {
            Format::Rss090 => "rss-0.90", Format::Rss091 => "rss-0.91", Format::Rss092 => "rss-0.92",
            Format::Rss093 => "rss-0.93", Format::Rss094 => "rss-0.94", Format::Rss10 => "rss-1.0",
            Format::Rss11 => "rss-1.1", Format::Rss20 => "rss-2.0", Format::Atom03 => "atom-0.3",
            Format::Atom10 => "atom-1.0", Format::AtomEntry => "atom-entry", Format::JsonFeed10 => "json-feed-1.0",
            Format::JsonFeed11 => "json-feed-1.1", Format::Opml10 => "opml-1.0", Format::Opml11 => "opml-1.1",
            Format::Opml20 => "opml-2.0", Format::OpenSearch => "opensearch", Format::AtomService => "atom-service",
            Format::AtomCategories => "atom-categories", Format::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// A format is serialized as its name.
impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
