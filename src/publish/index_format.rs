//! The pages that list the feeds of a site.

/// A page that lists the feeds of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum IndexFormat {
    /// `index.html`, a page with the newest entries of each feed.
    Html,
    /// `index.opml`, a list that feed readers import.
    Opml,
}

impl IndexFormat {
    /// The name of its file in the folder of feeds.
    pub(crate) fn file_name(self) -> &'static str {
        match self {
            IndexFormat::Html => "index.html",
            IndexFormat::Opml => "index.opml",
        }
    }
}
