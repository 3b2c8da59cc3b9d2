//! Remembers which feeds the hubs know (WebSub, <https://www.w3.org/TR/websub/>), in a file next to the state. A feed that was written but not
//! announced, for example because the hub was not available or the program was killed, is announced after the next build. If the file is
//! lost, all feeds are announced once more.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;

use crate::publish::outcome::Outcome;
use crate::publish::settings::Settings;
use crate::publish::write;
use crate::text::fingerprint::fnv1a;

/// The file name in the folder of the state.
pub(super) const ANNOUNCED_FILE: &str = "announced.json";

/// The largest file that is read, in bytes.
const MAX_SIZE: u64 = 16 << 20;

/// Which feeds the hubs know.
#[derive(Debug)]
pub struct Announcements {
    path: PathBuf,
    hubs: Hubs,
}

/// The contents of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Hubs {
    /// The URLs of feeds by the URLs of their hubs.
    hubs: BTreeMap<String, BTreeMap<String, Known>>,
    /// The fingerprint of the last warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    warning: Option<String>,
}

/// What is known of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    /// The fingerprint of its contents.
    contents: String,
    /// Whether the hub knows that it has these contents.
    announced: bool,
}

/// A feed that a hub does not know yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Announcement {
    /// The URL of the hub.
    pub hub: String,
    /// The URL of the feed.
    pub feed: String,
}

impl Announcements {
    /// Reads what earlier builds announced.
    pub fn read(settings: &Settings) -> Announcements {
        let path = settings.memory.join(ANNOUNCED_FILE);
        let hubs = read(&path).unwrap_or_default();
        Announcements { path, hubs }
    }

    /// Takes and remembers the feeds of a build. Those with new contents are to be announced.
    pub fn update(&mut self, outcome: &Outcome) {
        let mut hubs: BTreeMap<String, BTreeMap<String, Known>> = BTreeMap::new();
        for feed in &outcome.feeds {
            for hub in &feed.hubs {
                let known = self.hubs.hubs.get(hub).and_then(|it| it.get(&feed.url));
                let known = known.filter(|it| it.contents == feed.fingerprint).cloned();
                let new = || Known { contents: feed.fingerprint.clone(), announced: false };
                let known = known.unwrap_or_else(new);
                hubs.entry(hub.clone()).or_default().insert(feed.url.clone(), known);
            }
        }
        if self.hubs.hubs != hubs {
            self.hubs.hubs = hubs;
            self.write();
        }
    }

    /// The feeds that are to be announced, sorted by their hubs.
    pub fn pending(&self) -> Vec<Announcement> {
        let mut pending = Vec::new();
        for (hub, feeds) in &self.hubs.hubs {
            let feeds = feeds.iter().filter(|it| !it.1.announced);
            pending.extend(feeds.map(|it| Announcement { hub: hub.clone(), feed: it.0.clone() }));
        }
        pending
    }

    /// Remembers the announcements that hubs accepted, and the warnings about the others. Returns whether the warnings are those of the last
    /// time.
    pub fn remember(&mut self, accepted: &[Announcement], warnings: &[String]) -> bool {
        // Another build may have written other feeds since, which are not announced yet.
        let mut new = read(&self.path).unwrap_or_default();
        for Announcement { hub, feed } in accepted {
            let contents =
                self.hubs.hubs.get(hub).and_then(|it| it.get(feed)).map(|it| &it.contents);
            let known = new.hubs.get_mut(hub).and_then(|it| it.get_mut(feed));
            if let Some(known) = known.filter(|it| Some(&it.contents) == contents) {
                known.announced = true;
            }
        }
        let warning =
            (!warnings.is_empty()).then(|| format!("{:016x}", fnv1a(warnings.join("\n").bytes())));
        let is_same = new.warning == warning;
        new.warning = warning;
        self.hubs = new;
        self.write();
        is_same
    }

    /// Writes the file, unless it has the same contents. If that fails, feeds may be announced again.
    fn write(&self) {
        let Ok(mut bytes) = serde_json::to_vec_pretty(&self.hubs) else { return };
        bytes.push(b'\n');
        if self.hubs == Hubs::default() {
            let _ = fs::remove_file(&self.path);
        } else {
            let _ = write::replace_file(&self.path, bytes);
        }
    }
}

/// Reads the file. `None` if there is none, or if it is not whole.
fn read(path: &Path) -> Option<Hubs> {
    // Reading a pipe would never end.
    path.metadata().ok().filter(|it| it.is_file() && it.len() <= MAX_SIZE)?;
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}
