//! A feed, format-free.

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::Utc;

use crate::publish::article::Person;

/// A feed. Every URL in it is absolute, every text free of characters that XML forbids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// The title, plain text.
    pub title: String,
    /// The page that the feed belongs to.
    pub home: String,
    /// Where the feed itself is served; each format has its own.
    pub address: String,
    /// Its identifier: the home page, which all formats share.
    pub id: String,
    /// What it is about, plain text; never empty.
    pub description: String,
    /// BCP 47.
    pub language: Option<String>,
    /// Who writes it.
    pub authors: Vec<Person>,
    /// The rights, plain text.
    pub copyright: Option<String>,
    /// The picture that stands for it.
    pub image: Option<String>,
    /// The newest change among the entries, to the second; of a feed without entries, when the site was first seen.
    pub updated: DateTime<Utc>,
    /// The entries, newest first, ties by id.
    pub entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Its identifier, kept for ever.
    pub id: String,
    /// Its page.
    pub url: String,
    /// The headline, plain text.
    pub title: String,
    /// Who wrote it; empty when nobody is named.
    pub authors: Vec<Person>,
    /// When it was published, to the second, with the author's offset.
    pub published: DateTime<FixedOffset>,
    /// When it was last changed; not before `published`.
    pub updated: DateTime<FixedOffset>,
    /// The summary, plain text.
    pub summary: Option<String>,
    /// The content: sanitised HTML with absolute URLs; `None` when the feed gives summaries only.
    pub html: Option<String>,
    /// Section first, then tags, each once.
    pub categories: Vec<String>,
    /// BCP 47, when it differs from the feed's.
    pub language: Option<String>,
    /// The picture that stands for it.
    pub image: Option<Image>,
    /// The recording that belongs to it.
    pub enclosure: Option<Attachment>,
    /// Its own rights.
    pub rights: Option<String>,
    /// Where it was taken from.
    pub source: Option<String>,
    /// The page elsewhere that it leads to.
    pub external_url: Option<String>,
}

/// The picture of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Where it is.
    pub url: String,
    /// What it shows.
    pub alt: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// A file that belongs to an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Where it is.
    pub url: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes; 0 when unknown, as the RSS profile asks.
    pub length: u64,
    /// How long it plays, in seconds.
    pub duration: Option<u64>,
}
