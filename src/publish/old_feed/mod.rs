//! Reads feeds that are already published, by any program and in every format. Only what a reader stores of each entry is kept.

use std::fmt;
use std::fs;
use std::io;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use url::Url;

use crate::publish::archives::archive_in;
use crate::text::lines::Lines;
use crate::text::source::Source;

mod entry;
mod json;
mod xml;

use entry::Broken;
pub use entry::OldEntry;
pub use entry::OldFeed;

/// The maximum size of a feed in bytes.
const MAX_SIZE: u64 = 64 << 20;

/// Why a feed cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum OldFeedError {
    /// The file cannot be read.
    Unreadable {
        /// The path of the file.
        path: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// It is not a feed, or is invalid.
    Broken {
        /// The path of its file.
        name: String,
        /// The line, from 1.
        line: u32,
        /// The column, from 1.
        column: u32,
        /// The problem.
        what: String,
    },
}

impl fmt::Display for OldFeedError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The cause is returned by `source()`.
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
    /// If the file cannot be read, is too large, or is not a feed.
    pub fn read(path: &Path) -> Result<OldFeed, OldFeedError> {
        read_file(path)
    }

    /// Parses a feed: RSS 0.9 to 2.0, Atom 0.3 and 1.0, JSON Feed. `name` is its name in messages.
    ///
    /// # Errors
    ///
    /// If it is not a feed, or is so invalid that a reader would reject it.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<OldFeed, OldFeedError> {
        read(name, bytes)
    }
}

/// The archives of the feed in the file `feed`, by their names.
pub(super) fn archives(feed: &Path) -> Vec<(String, PathBuf)> {
    let (Some(folder), Some(own)) = (feed.parent(), feed.file_name().and_then(|it| it.to_str()))
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if let Some(archive) = name.to_str().and_then(|it| archive_in(it, own)) {
            found.push((archive.to_owned(), entry.path()));
        }
    }
    found.sort();
    found
}

pub(super) fn read_file(path: &Path) -> Result<OldFeed, OldFeedError> {
    let fault = |cause| OldFeedError::Unreadable { path: path.to_owned(), cause };
    let metadata = path.metadata().map_err(fault)?;
    // Reading a pipe would never end.
    if !metadata.is_file() {
        return Err(fault(io::Error::other("it is a folder, pipe, socket or device, not a file")));
    }
    if metadata.len() > MAX_SIZE {
        let words =
            format!("it is too large: {} bytes, but the limit is {MAX_SIZE}", metadata.len());
        return Err(fault(io::Error::other(words)));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(fault)?;
    file.take(MAX_SIZE).read_to_end(&mut bytes).map_err(fault)?;
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

/// Makes the links of a feed absolute, and removes empty texts.
fn finished(mut feed: OldFeed, name: String) -> OldFeed {
    let home = feed.home.as_deref().and_then(|it| Url::parse(it.trim()).ok());
    let trim = |it: &mut Option<String>| {
        *it = it.take().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
    };
    for entry in &mut feed.entries {
        trim(&mut entry.id);
        trim(&mut entry.link);
        trim(&mut entry.title);
        trim(&mut entry.html);
        let absolute = entry.link.as_deref().zip(home.as_ref()).and_then(|it| it.1.join(it.0).ok());
        if let Some(absolute) = absolute
            && entry.link.as_deref().is_some_and(|it| Url::parse(it).is_err())
        {
            entry.link = Some(absolute.into());
        }
    }
    OldFeed { name, ..feed }
}

#[cfg(test)]
mod tests;
