//! A feed, independent of its format.

use std::sync::Arc;

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::Utc;

use crate::publish::article::Person;
use crate::publish::podcast::episode::Episode;
use crate::publish::podcast::show::Show;

/// A feed. All its URLs are absolute, and its strings contain only characters that XML allows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// The title, as plain text.
    pub title: String,
    /// The page that the feed belongs to.
    pub home: String,
    /// The URL of the feed itself, which differs between formats.
    pub address: String,
    /// Its id, which all formats share: the URL of the home page, or a URL with the name of the feed.
    pub id: String,
    /// The description, as plain text. It is never empty.
    pub description: String,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Its authors.
    pub authors: Vec<Person>,
    /// The copyright notice, as plain text.
    pub copyright: Option<String>,
    /// The URL of its picture.
    pub image: Option<String>,
    /// The podcast, if the feed is one.
    pub(crate) podcast: Option<Arc<Show>>,
    /// The id of the podcast.
    pub(crate) podcast_guid: Option<String>,
    /// The newest change among the entries, to the second. For a feed without entries: when the site was first seen.
    pub updated: DateTime<Utc>,
    /// The entries, newest first. Entries with the same date are sorted by id.
    pub entries: Vec<Arc<Entry>>,
    /// The URLs of the hubs that tell subscribers about changes (WebSub).
    pub hubs: Vec<String>,
    /// The other documents of the feed.
    pub history: History,
}

impl Feed {
    /// The language of an entry, if it is not that of the feed.
    pub fn foreign_language<'e>(&self, entry: &'e Entry) -> Option<&'e str> {
        let own = self.language.as_deref().unwrap_or_default();
        entry.language.as_deref().filter(|it| !it.eq_ignore_ascii_case(own))
    }
}

/// Where the other entries of a feed are (RFC 5005, <https://www.rfc-editor.org/rfc/rfc5005>).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Whether the document is an archive.
    pub is_archive: bool,
    /// Whether the document contains all entries of the feed.
    pub is_complete: bool,
    /// The URL of the archive with the next older entries.
    pub previous: Option<String>,
    /// The URL of the archive with the next newer entries.
    pub next: Option<String>,
    /// In an archive: the URL of the document with the newest entries.
    pub current: Option<String>,
}

impl History {
    /// The links to other documents, each with its relation.
    pub fn links(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let links = [
            ("prev-archive", &self.previous),
            ("next-archive", &self.next),
            ("current", &self.current),
        ];
        links.into_iter().filter_map(|(rel, url)| Some((rel, url.as_deref()?)))
    }

    /// The names of the elements that mark the document, in the namespace `http://purl.org/syndication/history/1.0`.
    pub fn marks(&self) -> impl Iterator<Item = &'static str> {
        let marks = [(self.is_archive, "archive"), (self.is_complete, "complete")];
        marks.into_iter().filter(|it| it.0).map(|it| it.1)
    }
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Its permanent id.
    pub id: String,
    /// The URL of its page.
    pub url: String,
    /// The headline, as plain text.
    pub title: String,
    /// Its authors. Empty if the article names none.
    pub authors: Vec<Person>,
    /// When it was published, to the second, with the author's UTC offset.
    pub published: DateTime<FixedOffset>,
    /// When it was last changed. It is never before `published`.
    pub updated: DateTime<FixedOffset>,
    /// The summary, as plain text.
    pub summary: Option<String>,
    /// The content: sanitized HTML with absolute URLs. `None` if the feed contains only summaries.
    pub html: Option<String>,
    /// The section, then the tags, without duplicates.
    pub categories: Vec<String>,
    /// The language, as a BCP 47 tag. Feeds specify it only if it differs from their own.
    pub language: Option<String>,
    /// Its main picture.
    pub image: Option<Image>,
    /// The recording that belongs to it.
    pub enclosure: Option<Attachment>,
    /// What is known of it as an episode of a podcast. All URLs are absolute.
    pub episode: Option<Box<Episode>>,
    /// Its own copyright notice.
    pub rights: Option<String>,
    /// The URL of its source.
    pub source: Option<String>,
    /// The external page that it links to.
    pub external_url: Option<String>,
}

/// The picture of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Its URL.
    pub url: String,
    /// The alternative text.
    pub alt: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// A file that belongs to an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Its URL.
    pub url: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes. 0 if it is unknown, as the RSS profile recommends.
    pub length: u64,
    /// Its duration in seconds.
    pub duration: Option<u64>,
}
