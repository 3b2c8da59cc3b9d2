//! The feeds that are published today, by any program, in every format: what a reader keeps of each entry, and no more.

use std::fmt;
use std::fs;
use std::io;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use chrono::DateTime;
use chrono::FixedOffset;
use url::Url;

use crate::publish::content::text_of;
use crate::text::lines::Lines;
use crate::text::scrub::one_line;
use crate::text::source::Source;
use crate::value::date::lenient;
use crate::value::date::rfc822;
use crate::value::date::rfc3339;

mod json;
mod xml;

/// The largest feed that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// The longest title, in characters: many times what the longest headlines have.
const LONGEST_TITLE: usize = 4000;

/// A feed.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
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
#[non_exhaustive]
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

/// Why a feed cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum OldFeedError {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It is not a feed, or broken.
    Broken {
        /// Its file.
        name: String,
        /// The line, from 1.
        line: u32,
        /// The column, from 1.
        column: u32,
        /// What is wrong.
        what: String,
    },
}

impl fmt::Display for OldFeedError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The cause is the source.
            OldFeedError::Unreadable { path, .. } => {
                write!(out, "{} cannot be read", path.display())
            }
            OldFeedError::Broken { name, line, column, what } => {
                write!(out, "{name}:{line}:{column}: {what}")
            }
        }
    }
}

impl std::error::Error for OldFeedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            OldFeedError::Unreadable { cause, .. } => Some(cause),
            OldFeedError::Broken { .. } => None,
        }
    }
}

impl OldFeed {
    /// Reads the feed in a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, is too large, or is not a feed.
    pub fn read(path: &Path) -> Result<OldFeed, OldFeedError> {
        read_file(path)
    }

    /// Reads a feed: RSS 0.9 to 2.0, Atom 0.3 and 1.0, JSON Feed. `name` is what messages call it.
    ///
    /// # Errors
    ///
    /// When it is not a feed, or so broken that a reader would reject it.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<OldFeed, OldFeedError> {
        read(name, bytes)
    }
}

pub(super) fn read_file(path: &Path) -> Result<OldFeed, OldFeedError> {
    let fault = |cause| OldFeedError::Unreadable { path: path.to_owned(), cause };
    let metadata = path.metadata().map_err(fault)?;
    // A pipe in its place would never end.
    if !metadata.is_file() {
        return Err(fault(io::Error::other("it is a folder, pipe, socket or device, not a file")));
    }
    if metadata.len() > LARGEST {
        let words = format!("it has {} bytes; {LARGEST} is the limit", metadata.len());
        return Err(fault(io::Error::other(words)));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(fault)?;
    file.take(LARGEST).read_to_end(&mut bytes).map_err(fault)?;
    read(path.to_string_lossy().into_owned(), bytes)
}

pub(super) fn read(name: impl Into<String>, bytes: Vec<u8>) -> Result<OldFeed, OldFeedError> {
    let source = Source::from_vec(name, bytes, None);
    let feed = if source.text.trim_start().starts_with(['{', '[']) {
        json::read(&source.text)
    } else {
        xml::read(&source.text)
    };
    match feed {
        Ok(feed) => Ok(finished(feed, source.name)),
        Err(Broken { at, what }) => {
            let position = Lines::new(&source.text).position(at);
            let (line, column) = (position.line, position.column);
            Err(OldFeedError::Broken { name: source.name, line, column, what })
        }
    }
}

/// What is wrong with a text, and the byte at which it is.
struct Broken {
    at: u32,
    what: String,
}

/// The feed with absolute links, and without texts that say nothing.
fn finished(mut feed: OldFeed, name: String) -> OldFeed {
    let home = feed.home.as_deref().and_then(|it| Url::parse(it.trim()).ok());
    let said = |it: &mut Option<String>| {
        *it = it.take().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
    };
    for entry in &mut feed.entries {
        said(&mut entry.id);
        said(&mut entry.link);
        said(&mut entry.title);
        said(&mut entry.html);
        let absolute = entry.link.as_deref().zip(home.as_ref()).and_then(|it| it.1.join(it.0).ok());
        if let Some(absolute) = absolute
            && entry.link.as_deref().is_some_and(|it| Url::parse(it).is_err())
        {
            entry.link = Some(absolute.into());
        }
    }
    OldFeed { name, ..feed }
}

/// A date in any form that feeds have.
fn date(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    let read = rfc3339::read(text).when.or_else(|| rfc822::read(text).when);
    read.or_else(|| lenient::read(text).map(|it| it.when))
}

/// Plain text as HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
