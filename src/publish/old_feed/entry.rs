//! The values of a feed and its entries that a reader stores.

use chrono::DateTime;
use chrono::FixedOffset;

use crate::publish::content::text_of;
use crate::text::scrub::one_line;
use crate::value::date::lenient;
use crate::value::date::rfc822;
use crate::value::date::rfc3339;

/// The maximum length of a title in characters. The longest headlines are much shorter.
const MAX_TITLE_LENGTH: usize = 4000;

/// A feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OldFeed {
    /// The path of its file.
    pub name: String,
    /// The URL of the page that it belongs to.
    pub home: Option<String>,
    /// When it was last changed.
    pub updated: Option<DateTime<FixedOffset>>,
    /// Its entries, in the order of the feed.
    pub entries: Vec<OldEntry>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OldEntry {
    /// Its id, which is the `guid` in RSS.
    pub id: Option<String>,
    /// Whether the id is also the URL of its page.
    pub is_permalink: bool,
    /// The URL of its page, absolute if the entry or the feed specifies it.
    pub link: Option<String>,
    /// Its title, which may contain markup.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<DateTime<FixedOffset>>,
    /// When it was last changed.
    pub updated: Option<DateTime<FixedOffset>>,
    /// Its content, else its summary, as HTML.
    pub html: Option<String>,
}

impl OldEntry {
    /// The text of its content, by which two versions are compared.
    pub fn text(&self) -> String {
        self.html.as_deref().map(text_of).unwrap_or_default()
    }

    /// Its title as plain text. Only the start of a title that is far too long.
    pub fn plain_title(&self) -> Option<String> {
        let title = self.title.as_deref()?;
        let title = title.char_indices().nth(MAX_TITLE_LENGTH).map_or(title, |it| &title[..it.0]);
        let plain = if title.contains(['<', '&']) { text_of(title) } else { one_line(title) };
        Some(plain).filter(|it| !it.is_empty())
    }

    /// The date that readers show in a list of entries.
    pub fn date(&self) -> Option<DateTime<FixedOffset>> {
        self.published.or(self.updated)
    }

    /// Its name in messages: its title, link or id.
    pub fn called(&self) -> String {
        let name = self.plain_title().or_else(|| self.link.clone()).or_else(|| self.id.clone());
        name.unwrap_or_else(|| "an entry without a title, a link and an id".to_owned())
    }
}

/// A problem in the text, and its byte offset.
pub(super) struct Broken {
    pub(super) at: u32,
    pub(super) what: String,
}

/// Parses a date in any format that feeds use.
pub(super) fn date(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    let read = rfc3339::read(text).when.or_else(|| rfc822::read(text).when);
    read.or_else(|| lenient::read(text).map(|it| it.when))
}
