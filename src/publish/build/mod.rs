//! Writes a feed as bytes, in each format.

use std::fmt;

use crate::publish::feed::Feed;

mod atom;
mod finish;
mod json_feed;
mod rss;

/// A format in which feeds are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedFormat {
    /// RSS 2.0
    Rss,
    /// Atom 1.0
    Atom,
    /// JSON Feed 1.1
    Json,
}

impl fmt::Display for FeedFormat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// A format is serialized as its name.
impl serde::Serialize for FeedFormat {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl FeedFormat {
    /// All formats, in the order in which they are written.
    pub const ALL: [FeedFormat; 3] = [FeedFormat::Rss, FeedFormat::Atom, FeedFormat::Json];

    /// Its name in the configuration and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            FeedFormat::Rss => "rss",
            FeedFormat::Atom => "atom",
            FeedFormat::Json => "json",
        }
    }

    /// The usual file name for this format. Every web server has a media type for it.
    pub fn file_name(self) -> &'static str {
        match self {
            FeedFormat::Rss => "rss.xml",
            FeedFormat::Atom => "atom.xml",
            FeedFormat::Json => "feed.json",
        }
    }
}

/// Why a feed could not be written. The contents of articles cannot cause this.
#[derive(Debug)]
pub struct BuildError {
    format: FeedFormat,
    cause: String,
}

impl fmt::Display for BuildError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the {} feed could not be written: {}", self.format.name(), self.cause)
    }
}

impl std::error::Error for BuildError {}

/// Writes a feed in a format. The same feed always gives the same bytes.
///
/// `stylesheet` is the URL of a stylesheet for people who open an XML feed in a browser.
pub fn build(
    feed: &Feed,
    format: FeedFormat,
    stylesheet: Option<&str>,
) -> Result<Vec<u8>, BuildError> {
    let built = match format {
        FeedFormat::Rss => rss::write(feed).and_then(|it| finish::finish(&it, stylesheet)),
        FeedFormat::Atom => atom::write(feed).and_then(|it| finish::finish(&it, stylesheet)),
        FeedFormat::Json => json_feed::write(feed),
    };
    built.map_err(|cause| BuildError { format, cause })
}

#[cfg(test)]
mod tests;
