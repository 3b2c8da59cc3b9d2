//! The state that is kept between runs: the id of each article, when it was first seen, how many entries the feeds had, and which
//! warnings were shown. `docs/state.md` describes the file for users. A run that changes nothing writes the same bytes.

use crate::text::fingerprint::fnv1a;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
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

/// The file name in the folder of the state.
pub const STATE_FILE: &str = "state.json";

/// The version of the file that this program writes. It also reads version 1, which has no `began`, `published`, `updated` and
/// `warnings`.
const VERSION: u32 = 2;

/// The state that earlier runs left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    version: u32,
    /// When the site was first seen. This is the date of a feed without entries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<DateTime<Utc>>,
    /// The articles that were or will be in a feed, by path. Articles that are gone are kept, because they may come back.
    #[serde(default)]
    pub articles: BTreeMap<String, Known>,
    /// The feeds, by file name.
    #[serde(default)]
    pub feeds: BTreeMap<String, Last>,
    /// How feeds are divided into archives, by the names of the feeds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub archives: BTreeMap<String, Archived>,
    /// The names of the other files in the folder of feeds: pages, stylesheets and compressed copies.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub files: BTreeSet<String>,
    /// The ids of podcasts, by the keys of their feeds. The key of a feed without a name is empty.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub podcasts: BTreeMap<String, String>,
    /// The fingerprints of the last run's warnings, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// What is known of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Known {
    /// Its id in the feeds.
    pub id: String,
    /// When it was first seen. This is the date of an article without one.
    pub first_seen: DateTime<Utc>,
    /// When its entry in an adopted feed was published. This is the date of an article without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<DateTime<Utc>>,
    /// When its entry in an old feed was last changed, if the article does not specify it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<DateTime<Utc>>,
    /// The fingerprint of its text, by which a moved or renamed file is recognized. Empty if it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// What is known of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Last {
    /// The number of its entries.
    pub entries: usize,
}

/// How a feed is divided into archives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Archived {
    /// For archives of a number of entries: where each of them ends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<ArchiveEnd>,
    /// For archives of months or years: the newest one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
}

impl Archived {
    /// Whether the feed has no archives.
    pub(crate) fn is_empty(&self) -> bool {
        self.ends.is_empty() && self.through.is_none()
    }
}

/// The newest entry of an archive when the archive was full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ArchiveEnd {
    /// When it was published.
    pub published: DateTime<Utc>,
    /// Its id.
    pub id: String,
}

impl Default for State {
    fn default() -> State {
        State {
            version: VERSION,
            began: None,
            articles: BTreeMap::new(),
            feeds: BTreeMap::new(),
            archives: BTreeMap::new(),
            files: BTreeSet::new(),
            podcasts: BTreeMap::new(),
            warnings: Vec::new(),
        }
    }
}

/// Why the state cannot be used. The file is not overwritten, because ids and dates would be lost.
#[derive(Debug)]
#[non_exhaustive]
pub enum StateError {
    /// The file cannot be read.
    Unreadable {
        /// The path of the file.
        path: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// The contents are not what this program wrote.
    Damaged {
        /// The path of the file.
        path: PathBuf,
        /// The syntax error.
        why: String,
    },
    /// A newer version of this program wrote it.
    Newer {
        /// The path of the file.
        path: PathBuf,
        /// The version of the file.
        version: u32,
    },
}

impl fmt::Display for StateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StateError::Unreadable { path, .. } => write!(out, "{} cannot be read", path.display()),
            StateError::Damaged { path, why } => write!(
                out,
                "{} is damaged: {why}\n  it contains the ids of articles and the dates of undated articles\n  \
                 help: restore it from a backup, or delete it to create both again",
                path.display()
            ),
            StateError::Newer { path, version } => write!(
                out,
                "{} has version {version}, but this feedwright only supports version {VERSION}\n  \
                 help: use the newer feedwright that wrote it",
                path.display()
            ),
        }
    }
}

impl std::error::Error for StateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            StateError::Unreadable { cause, .. } => Some(cause),
            StateError::Damaged { .. } | StateError::Newer { .. } => None,
        }
    }
}

impl State {
    /// Reads the state; `None` if there is no file yet.
    ///
    /// # Errors
    ///
    /// If the file exists but cannot be read or parsed.
    pub(crate) fn read(path: &Path) -> Result<Option<State>, StateError> {
        // Reading a pipe would never end.
        if path.metadata().is_ok_and(|it| !it.is_file()) {
            let cause = io::Error::other("it is a folder, pipe, socket or device, not a file");
            return Err(StateError::Unreadable { path: path.to_owned(), cause });
        }
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(StateError::Unreadable { path: path.to_owned(), cause }),
        };
        let damaged = |error: serde_json::Error| StateError::Damaged {
            path: path.to_owned(),
            why: error.to_string(),
        };
        // Read the version first: a newer version may have another format.
        let Version { version } = serde_json::from_slice(&bytes).map_err(damaged)?;
        if version > VERSION {
            return Err(StateError::Newer { path: path.to_owned(), version });
        }
        let state: State = serde_json::from_slice(&bytes).map_err(damaged)?;
        Ok(Some(State { version: VERSION, ..state }))
    }

    /// The state as it is written to the file. Equal states give equal bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes =
            serde_json::to_vec_pretty(self).expect("strings and numbers always serialize");
        bytes.push(b'\n');
        bytes
    }

    /// The known articles by id. An article with its own id is found again after it was moved.
    pub(crate) fn by_id(&self) -> HashMap<&str, &Known> {
        let known = self.articles.values().filter(|it| !it.id.is_empty());
        known.map(|it| (it.id.as_str(), it)).collect()
    }

    /// Whether the last run had the same warnings, in any order. Then they are not shown again.
    pub(crate) fn has_warnings(&self, lines: &[String]) -> bool {
        self.warnings == fingerprints(lines)
    }

    /// Records the warnings of this run in place of those of the last one.
    pub(crate) fn set_warnings(&mut self, lines: &[String]) {
        self.warnings = fingerprints(lines);
    }
}

fn fingerprints(lines: &[String]) -> Vec<String> {
    let mut fingerprints: Vec<String> = lines.iter().map(|it| fingerprint(it)).collect();
    fingerprints.sort();
    fingerprints.dedup();
    fingerprints
}

/// The fingerprint of a text: 64-bit FNV-1a (<https://www.rfc-editor.org/rfc/rfc9923>), which every version of this program
/// computes in the same way.
fn fingerprint(text: &str) -> String {
    written(fnv1a(text.bytes()))
}

/// A fingerprint as the file contains it.
pub(super) fn written(fingerprint: u64) -> String {
    format!("{fingerprint:016x}")
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
    use super::fingerprint;

    fn state() -> State {
        let mut state = State::default();
        let first_seen = "2024-05-01T10:00:00Z".parse().expect("it is a date");
        state.articles.insert(
            "a.md".to_owned(),
            Known {
                id: "urn:x:1".to_owned(),
                first_seen,
                published: None,
                updated: None,
                text: String::new(),
            },
        );
        state
    }

    #[test]
    fn reads_what_it_wrote() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = folder.path().join("state.json");
        assert_eq!(State::read(&path).expect("a missing file is not an error"), None);
        std::fs::write(&path, state().bytes()).expect("it can be written");
        assert_eq!(State::read(&path).expect("it is whole"), Some(state()));
    }

    #[test]
    fn rejects_files_that_it_does_not_understand() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = folder.path().join("state.json");
        std::fs::write(&path, "{\"version\": 3, \"articles\": []}").expect("it can be written");
        assert!(matches!(State::read(&path), Err(StateError::Newer { version: 3, .. })));
        for damaged in ["", "{", "[]", "{\"version\": 1, \"articles\": {\"a\": 1}}"] {
            std::fs::write(&path, damaged).expect("it can be written");
            assert!(matches!(State::read(&path), Err(StateError::Damaged { .. })), "{damaged}");
        }
    }

    #[test]
    fn reads_files_of_older_versions() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = folder.path().join("state.json");
        let old = r#"{"version": 1, "articles": {"a.md": {"id": "urn:x:1", "first_seen": "2024-05-01T10:00:00Z"}}}"#;
        std::fs::write(&path, old).expect("it can be written");
        assert_eq!(State::read(&path).expect("it is whole"), Some(state()));
    }

    #[test]
    fn remembers_the_warnings_of_the_last_run() {
        let lines = |text: &str| text.split(' ').map(ToOwned::to_owned).collect::<Vec<String>>();
        let mut state = State::default();
        assert!(state.has_warnings(&[]) && !state.has_warnings(&lines("a b")));
        state.set_warnings(&lines("b a"));
        assert!(
            state.has_warnings(&lines("a b"))
                && !state.has_warnings(&lines("a"))
                && !state.has_warnings(&[])
        );
    }

    #[test]
    fn computes_the_published_hashes() {
        // The test vectors of the RFC. The next version must compute the same hashes, since it reads this version's state.
        assert_eq!(fingerprint(""), "cbf29ce484222325");
        assert_eq!(fingerprint("a"), "af63dc4c8601ec8c");
        assert_eq!(fingerprint("foobar"), "85944171f73967e8");
    }

    #[test]
    fn finds_an_article_by_its_id() {
        let state = state();
        assert_eq!(state.by_id().get("urn:x:1").copied(), state.articles.get("a.md"));
    }
}
