//! What a reader keeps of a feed and its entries.

use chrono::DateTime;
use chrono::FixedOffset;

use crate::publish::content::text_of;
use crate::text::scrub::one_line;
use crate::value::date::lenient;
use crate::value::date::rfc822;
use crate::value::date::rfc3339;

/// The longest title, in characters: many times what the longest headlines have.
const LONGEST_TITLE: usize = 4000;

/// A feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OldFeed {
    /// Its file.
    pub name: String,
    /// The page that it belongs to.
    pub home: Option<String>,
    /// When it was last changed.
    pub updated: Option<DateTime<FixedOffset>>,
    /// Its entries, in its order.
    pub entries: Vec<OldEntry>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OldEntry {
    /// Its id; RSS calls it `guid`.
    pub id: Option<String>,
    /// Whether the id is the URL of its page too.
    pub is_permalink: bool,
    /// The URL of its page, absolute if it or the feed says so.
    pub link: Option<String>,
    /// Its title; it may have markup.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<DateTime<FixedOffset>>,
    /// When it was last changed.
    pub updated: Option<DateTime<FixedOffset>>,
    /// Its content, else its summary, as HTML.
    pub html: Option<String>,
}

impl OldEntry {
    /// The text of its content as a person reads it, by which two versions are compared.
    pub fn text(&self) -> String {
        self.html.as_deref().map(text_of).unwrap_or_default()
    }

    /// Its title as plain text; only the beginning of one that is far too long.
    pub fn plain_title(&self) -> Option<String> {
        let title = self.title.as_deref()?;
        let title = title.char_indices().nth(LONGEST_TITLE).map_or(title, |it| &title[..it.0]);
        let plain = if title.contains(['<', '&']) { text_of(title) } else { one_line(title) };
        Some(plain).filter(|it| !it.is_empty())
    }

    /// Its date in a list of entries.
    pub fn date(&self) -> Option<DateTime<FixedOffset>> {
        self.published.or(self.updated)
    }

    /// What it is called in a message: its title, link or id.
    pub fn called(&self) -> String {
        let name = self.plain_title().or_else(|| self.link.clone()).or_else(|| self.id.clone());
        name.unwrap_or_else(|| "an entry without a title, a link and an id".to_owned())
    }
}

/// What is wrong with a text, and the byte at which it is.
pub(super) struct Broken {
    pub(super) at: u32,
    pub(super) what: String,
}

/// A date in any form that feeds have.
pub(super) fn date(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    let read = rfc3339::read(text).when.or_else(|| rfc822::read(text).when);
    read.or_else(|| lenient::read(text).map(|it| it.when))
}
