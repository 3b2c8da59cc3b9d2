//! Writes a feed as bytes, in each format.

use std::fmt;

use crate::publish::feed::Feed;

pub use crate::publish::feed_format::FeedFormat;

mod atom;
mod extension;
mod finish;
mod json_feed;
mod podcast;
mod rss;

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
