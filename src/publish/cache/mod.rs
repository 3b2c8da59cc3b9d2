//! Notices that nothing changed since the last build, without reading an article. The cache is a file next to the state. If it is lost,
//! damaged or from another version, the next build reads everything.
//!
//! The cache contains a digest of all that a build depends on: the command and the configuration, the names and stamps of the files, and
//! the moment at which the next article becomes due or expires. It also contains the stamps of the files that the build wrote.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::hash::DefaultHasher;
use std::hash::Hash;
use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

use crate::publish::announcements::ANNOUNCED_FILE;
use crate::publish::cache::heads::HEADS_FILE;
use crate::publish::cache::heads::Heads;
use crate::publish::cache::seen::Seen;
use crate::publish::cache::survey::Survey;
use crate::publish::cache::survey::survey;
use crate::publish::git;
use crate::publish::load::Options;
use crate::publish::lock::LOCK_FILE;
use crate::publish::settings::Settings;
use crate::publish::settings::Undated;
use crate::publish::state::STATE_FILE;
use crate::publish::write;

pub(crate) mod heads;
mod record;
pub(crate) mod seen;
pub(crate) mod stamp;
mod survey;

/// The file name in the folder of the state.
const CACHE_FILE: &str = "cache";

/// The first word of the file, with the version of its format.
const HEADER: &str = "feedwright-cache-1";

/// The largest cache that is written or read, in bytes.
const MAX_SIZE: u64 = 16 << 20;

/// What a build said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Its exit code.
    pub exit_code: u8,
    /// The problems of articles that it printed, without warnings that are only printed once.
    pub text: String,
}

/// The contents of the cache.
#[derive(Serialize, Deserialize)]
struct Memo {
    /// The digest of all that the build read.
    inputs: String,
    /// When the build ran, according to the clock that it was given.
    since: DateTime<Utc>,
    /// From when on the result is a different one.
    until: Option<DateTime<Utc>>,
    /// When the stamps below were taken, in nanoseconds since 1970.
    stamped: i64,
    recordings: Vec<Recording>,
    outputs: Vec<Output>,
    said: Said,
}

#[derive(Serialize, Deserialize)]
struct Recording {
    path: PathBuf,
    stamp: String,
}

#[derive(Serialize, Deserialize)]
struct Output {
    path: PathBuf,
    stamp: String,
    /// The digest of its contents. `None` if only its stamp matters.
    contents: Option<String>,
}

/// The files of a site at the start of a build.
#[derive(Debug)]
pub(crate) struct Watch<'s> {
    path: PathBuf,
    root: PathBuf,
    settings: &'s Settings,
    inputs: String,
    /// The digest of everything besides the files of articles and the history of the site.
    context: String,
    survey: Survey<'s>,
}

impl<'s> Watch<'s> {
    /// Looks at all files that a build with these settings reads. `command` is everything else that its result and its messages depend on.
    /// `None` if it is not possible to say whether something changes.
    pub(crate) fn begin(
        settings: &'s Settings,
        options: &Options,
        command: &str,
    ) -> Option<Watch<'s>> {
        let root = settings.articles.canonicalize().ok()?;
        let own = [CACHE_FILE, HEADS_FILE, LOCK_FILE, STATE_FILE, ANNOUNCED_FILE];
        let survey =
            survey(&settings.articles, &root, &settings.memory, &settings.selection, &own).ok()?;
        let mut hasher = DefaultHasher::new();
        (HEADER, env!("CARGO_PKG_VERSION"), program()?).hash(&mut hasher);
        (command, std::env::current_dir().ok()?, user()).hash(&mut hasher);
        (&settings.folder, &settings.articles, &settings.out, &settings.memory, &root)
            .hash(&mut hasher);
        let detected = &settings.dialect;
        (detected.dialect.name, &detected.why, detected.is_sure).hash(&mut hasher);
        (settings.allow_empty, settings.prune, settings.check_all).hash(&mut hasher);
        (&settings.compress, &settings.index).hash(&mut hasher);
        format!("{:?}", options.authors).hash(&mut hasher);
        let context = hex(stamp::digest(hasher.clone()));
        if settings.undated == Undated::Git {
            git::head(&settings.articles)?.hash(&mut hasher);
        }
        survey.digest.hash(&mut hasher);
        let inputs = hex(stamp::digest(hasher));
        let path = settings.memory.join(CACHE_FILE);
        Some(Watch { path, root, settings, inputs, context, survey })
    }

    /// What the last build said, if this one would do and say the same.
    pub(crate) fn last(&self, now: DateTime<Utc>) -> Option<Said> {
        let mut memo = read(&self.path)?;
        let is_in_time = memo.since <= now && memo.until.is_none_or(|it| now < it);
        if memo.inputs != self.inputs || !is_in_time || !self.settings.out.is_dir() {
            return None;
        }
        let is_same =
            |it: &Recording| hex(stamp::followed(&it.path, self.survey.began).digest) == it.stamp;
        if !memo.recordings.iter().all(is_same) {
            return None;
        }
        let stamped = u64::try_from(memo.stamped).ok()?;
        let stamped = SystemTime::UNIX_EPOCH + std::time::Duration::from_nanos(stamped);
        let mut is_unsure = false;
        for output in &memo.outputs {
            let found = stamp::followed(&output.path, stamped);
            if hex(found.digest) != output.stamp {
                return None;
            }
            if found.may_be_kept {
                is_unsure = true;
                let contents = output.contents.as_ref()?;
                if hex(stamp::digest_of(&fs::read(&output.path).ok()?)) != *contents {
                    return None;
                }
            }
        }
        // What a killed build may have left.
        let folders = memo.outputs.iter().filter_map(|it| it.path.parent());
        let folders: BTreeSet<&Path> = folders.chain([self.settings.out.as_path()]).collect();
        folders.into_iter().for_each(write::remove_leftovers);
        if is_unsure {
            // The contents were compared just now, so the stamps are enough from now on.
            memo.stamped = time(self.survey.began)?;
            write(&self.path, &memo);
        }
        Some(memo.said)
    }

    /// The heads of the articles that have not changed.
    pub(crate) fn heads(&self) -> Heads<'_> {
        let Settings { memory, articles, .. } = self.settings;
        Heads::read(memory, articles, &self.survey, self.context.clone())
    }

    /// Stores what the build saw and said. A build that may have missed a change stores nothing.
    pub(crate) fn keep(self, seen: &Seen, said: Said, now: DateTime<Utc>) {
        match self.memo(seen, said, now) {
            Some(memo) => write(&self.path, &memo),
            // The old one is of no use any more. If it cannot be deleted, it is ignored.
            None => drop(fs::remove_file(&self.path)),
        }
    }

    fn memo(&self, seen: &Seen, said: Said, now: DateTime<Utc>) -> Option<Memo> {
        if self.survey.is_unsure || seen.is_unsure {
            return None;
        }
        let mut recordings = Vec::new();
        for (path, existed) in &seen.recordings {
            if self.is_surveyed(path) {
                continue;
            }
            let found = stamp::followed(path, self.survey.began);
            if found.may_be_kept || found.exists != *existed {
                return None;
            }
            recordings.push(Recording { path: path.clone(), stamp: hex(found.digest) });
        }
        let stamp = |path: &Path| hex(stamp::followed(path, self.survey.began).digest);
        let outputs = seen.files.iter().map(|(path, contents)| Output {
            path: path.clone(),
            stamp: stamp(path),
            contents: Some(hex(*contents)),
        });
        let former = seen.former.iter().map(|path| Output {
            path: path.clone(),
            stamp: stamp(path),
            contents: None,
        });
        Some(Memo {
            inputs: self.inputs.clone(),
            since: now,
            until: seen.until,
            outputs: outputs.chain(former).collect(),
            stamped: time(SystemTime::now())?,
            recordings,
            said,
        })
    }

    /// Whether the digest of the folder contains the file.
    fn is_surveyed(&self, path: &Path) -> bool {
        let is_plain = |it: &std::ffi::OsStr| it.to_str().is_some_and(|it| !it.starts_with('.'));
        let Some(folder) = path.parent().and_then(|it| it.strip_prefix(&self.root).ok()) else {
            return false;
        };
        let folder = folder.iter().map(|it| it.to_string_lossy()).collect::<Vec<_>>().join("/");
        path.file_name().is_some_and(is_plain) && self.survey.folders.contains(&folder)
    }
}

/// Waits until the clock of the file system has moved on. A folder that was just created makes its parent look as if it may still change.
pub(crate) fn wait() {
    std::thread::sleep(stamp::TICK);
}

/// The size and the times of this program: another build of it may read articles differently.
fn program() -> Option<u128> {
    let path = std::env::current_exe().ok()?;
    let found = stamp::followed(&path, SystemTime::UNIX_EPOCH);
    found.exists.then_some(found.digest)
}

/// Who runs this program: another user may not be able to read the same files. On systems without `/proc`, the home folder must do.
fn user() -> (Option<u64>, Option<OsString>) {
    #[cfg(unix)]
    let ids = fs::metadata("/proc/self").ok().map(|it| {
        use std::os::unix::fs::MetadataExt;
        u64::from(it.uid()) << 32 | u64::from(it.gid())
    });
    #[cfg(not(unix))]
    let ids = None;
    (ids, std::env::var_os("HOME"))
}

fn hex(digest: u128) -> String {
    format!("{digest:032x}")
}

fn time(moment: SystemTime) -> Option<i64> {
    i64::try_from(stamp::nanoseconds(moment)).ok()
}

/// Reads the cache. `None` if there is none, or if it is not whole.
fn read(path: &Path) -> Option<Memo> {
    // Reading a pipe would never end.
    let metadata = path.metadata().ok().filter(|it| it.is_file() && it.len() <= MAX_SIZE)?;
    let text = fs::read_to_string(path).ok().filter(|it| it.len() as u64 == metadata.len())?;
    let (head, body) = text.split_once('\n')?;
    let (header, digest) = head.split_once(' ')?;
    if header != HEADER || digest != hex(stamp::digest_of(body.as_bytes())) {
        return None;
    }
    serde_json::from_str(body).ok()
}

/// Writes the cache. If that fails, the next build reads everything.
fn write(path: &Path, memo: &Memo) {
    let Ok(body) = serde_json::to_string(memo) else { return };
    let text = format!("{HEADER} {}\n{body}", hex(stamp::digest_of(body.as_bytes())));
    if text.len() as u64 <= MAX_SIZE {
        let _ = write::replace_file(path, text.into_bytes());
    }
}
