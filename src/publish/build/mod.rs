//! Writes a feed as bytes, in each format.

use std::fmt;

use crate::publish::feed::Feed;

mod atom;
mod finish;
mod json_feed;
mod rss;

/// A format in which feeds are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// RSS 2.0
    Rss,
    /// Atom 1.0
    Atom,
    /// JSON Feed 1.1
    Json,
}

impl Format {
    /// All formats, in the order in which they are written.
    pub const ALL: [Format; 3] = [Format::Rss, Format::Atom, Format::Json];

    /// Its name in the configuration and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Rss => "rss",
            Format::Atom => "atom",
            Format::Json => "json",
        }
    }

    /// The usual file name for this format. Every web server has a media type for it.
    pub fn file_name(self) -> &'static str {
        match self {
            Format::Rss => "rss.xml",
            Format::Atom => "atom.xml",
            Format::Json => "feed.json",
        }
    }
}

/// Why a feed could not be written. The contents of articles cannot cause this.
#[derive(Debug)]
pub struct BuildError {
    format: Format,
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
pub fn build(feed: &Feed, format: Format, stylesheet: Option<&str>) -> Result<Vec<u8>, BuildError> {
    let built = match format {
        Format::Rss => rss::write(feed).and_then(|it| finish::finish(&it, stylesheet)),
        Format::Atom => atom::write(feed).and_then(|it| finish::finish(&it, stylesheet)),
        Format::Json => json_feed::write(feed),
    };
    built.map_err(|cause| BuildError { format, cause })
}

#[cfg(test)]
mod tests;
