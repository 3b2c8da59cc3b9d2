//! What is remembered between runs: the id of each article, when it was first seen, and how many entries the feeds had.
//!
//! It is a small JSON text, sorted, that may be kept under version control beside the articles.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

/// The version of the file that this program reads and writes.
const VERSION: u32 = 1;

/// What earlier runs left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    version: u32,
    /// The articles that were or will be in a feed, by path. Those that are gone stay here: they may come back.
    #[serde(default)]
    pub articles: BTreeMap<String, Known>,
    /// The feeds, by the name of their file.
    #[serde(default)]
    pub feeds: BTreeMap<String, Last>,
}

/// What is known of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its id in the feeds.
    pub id: String,
    /// When it was first seen: the date of an article that has none.
    pub first_seen: DateTime<Utc>,
    /// What its text is recognised by when its file was moved or renamed; empty when that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// What is known of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// How many entries it had.
    pub entries: usize,
}

impl Default for State {
    fn default() -> State {
        State { version: VERSION, articles: BTreeMap::new(), feeds: BTreeMap::new() }
    }
}

/// Why the state cannot be used. It is never overwritten then: ids and dates would be lost.
#[derive(Debug)]
pub enum StateError {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The file is not what this program wrote.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: serde_json::Error,
    },
    /// A newer version of this program wrote it.
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of the file.
        version: u32,
    },
}

impl fmt::Display for StateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StateError::Unreadable { path, cause } => {
                write!(out, "{} cannot be read: {cause}", path.display())
            }
            StateError::Damaged { path, cause } => write!(
                out,
                "{} is damaged: {cause}\n  it holds the ids of articles and the dates of those that have none\n  \
                 help: restore it from a backup; or remove it, and both are made anew",
                path.display()
            ),
            StateError::Newer { path, version } => write!(
                out,
                "{} has version {version}, and this program knows version {VERSION}\n  \
                 help: run the newer feedwright that wrote it",
                path.display()
            ),
        }
    }
}

impl std::error::Error for StateError {}

impl State {
    /// Reads the state; where there is none yet, it is empty.
    ///
    /// # Errors
    ///
    /// When there is a file that cannot be read or is not understood.
    pub fn read(path: &Path) -> Result<State, StateError> {
        // A pipe in its place would never end.
        if path.metadata().is_ok_and(|it| !it.is_file()) {
            let cause = io::Error::other("a folder, pipe, socket or device is there");
            return Err(StateError::Unreadable { path: path.to_owned(), cause });
        }
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::default()),
            Err(cause) => return Err(StateError::Unreadable { path: path.to_owned(), cause }),
        };
        let damaged = |cause| StateError::Damaged { path: path.to_owned(), cause };
        // The version first: what is newer may have another form.
        let Version { version } = serde_json::from_slice(&bytes).map_err(damaged)?;
        if version > VERSION {
            return Err(StateError::Newer { path: path.to_owned(), version });
        }
        serde_json::from_slice(&bytes).map_err(damaged)
    }

    /// The state as it is written. Equal states give equal bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes =
            serde_json::to_vec_pretty(self).expect("texts and numbers can always be written");
        bytes.push(b'\n');
        bytes
    }

    /// What is known, by id: so an article with an id of its own is found again after it was moved.
    pub fn by_id(&self) -> HashMap<&str, &Known> {
        self.articles.values().map(|it| (it.id.as_str(), it)).collect()
    }
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

#[cfg(test)]
mod tests {
    use super::Known;
    use super::State;
    use super::StateError;

    fn state() -> State {
        let mut state = State::default();
        let first_seen = "2024-05-01T10:00:00Z".parse().expect("it is a date");
        state.articles.insert(
            "a.md".to_owned(),
            Known { id: "urn:x:1".to_owned(), first_seen, text: String::new() },
        );
        state
    }

    #[test]
    fn reads_what_it_wrote() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = folder.path().join("state.json");
        assert_eq!(State::read(&path).expect("none is no fault"), State::default());
        std::fs::write(&path, state().bytes()).expect("it can be written");
        assert_eq!(State::read(&path).expect("it is whole"), state());
    }

    #[test]
    fn refuses_what_it_does_not_understand() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = folder.path().join("state.json");
        std::fs::write(&path, "{\"version\": 2, \"articles\": []}").expect("it can be written");
        assert!(matches!(State::read(&path), Err(StateError::Newer { version: 2, .. })));
        for damaged in ["", "{", "[]", "{\"version\": 1, \"articles\": {\"a\": 1}}"] {
            std::fs::write(&path, damaged).expect("it can be written");
            assert!(matches!(State::read(&path), Err(StateError::Damaged { .. })), "{damaged}");
        }
    }

    #[test]
    fn finds_an_article_by_its_id() {
        let state = state();
        assert_eq!(state.by_id().get("urn:x:1").copied(), state.articles.get("a.md"));
    }
}
