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

use finish::Finished;

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
        FeedFormat::Rss => in_parts(feed, AT_ONCE, rss::write, stylesheet),
        FeedFormat::Atom => in_parts(feed, AT_ONCE, atom::write, stylesheet),
        FeedFormat::Json => json_feed::write(feed),
    };
    built.map_err(|cause| BuildError { format, cause })
}

/// The number of entries that are written at once.
const AT_ONCE: usize = 64;

/// Writes an XML feed with a model crate, some entries at a time. The models contain a copy of each entry, and the crates write
/// another one. So except for namespaces, the elements before and after the entries must not depend on them.
fn in_parts(
    feed: &Feed,
    at_once: usize,
    write: fn(&Feed) -> Result<Vec<u8>, String>,
    stylesheet: Option<&str>,
) -> Result<Vec<u8>, String> {
    let mut finished = Finished::default();
    let mut part = Feed { entries: Vec::new(), ..feed.clone() };
    let mut rest = feed.entries.as_slice();
    loop {
        let (some, others) = rest.split_at(rest.len().min(at_once));
        part.entries = some.to_vec();
        finished.add(&write(&part)?)?;
        rest = others;
        if rest.is_empty() {
            return finished.into_bytes(stylesheet);
        }
    }
}

#[cfg(test)]
mod tests;
