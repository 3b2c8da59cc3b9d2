//! Stamps of files: what the system says about a file without reading it. If the stamp is the same, so are the contents.

use std::collections::HashMap;
use std::fs;
use std::fs::Metadata;
use std::hash::BuildHasherDefault;
use std::hash::DefaultHasher;
use std::hash::Hash;
use std::hash::Hasher;
use std::path::Path;
use std::time::Duration;
use std::time::SystemTime;

/// A clock of files may stand still for this long: the time between two ticks of the system.
pub(super) const TICK: Duration = Duration::from_millis(50);

/// The same for file systems that store whole seconds, or every other second.
const COARSE_TICK: Duration = Duration::from_millis(2100);

/// The stamp of one file or folder.
#[derive(Hash)]
pub(super) struct Stamp {
    kind: u8,
    length: u64,
    inode: u64,
    modified: i128,
    changed: i128,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Stamp {
        let kind = metadata.file_type();
        let modified = metadata.modified().map(nanoseconds).unwrap_or_default();
        let (inode, changed) = inode_and_change(metadata).unwrap_or((0, modified));
        Stamp {
            kind: u8::from(kind.is_file())
                | u8::from(kind.is_dir()) << 1
                | u8::from(kind.is_symlink()) << 2,
            length: metadata.len(),
            inode,
            modified,
            changed,
        }
    }

    /// Whether a change of the file at `moment` or later may have left the same stamp, because the clock of the file system is coarse.
    pub(super) fn may_be_kept(&self, moment: SystemTime) -> bool {
        let tick = if self.changed % 1_000_000_000 == 0 { COARSE_TICK } else { TICK };
        self.changed + i128::try_from(tick.as_nanos()).unwrap_or_default() > nanoseconds(moment)
    }
}

/// The inode, and when the file or its names or rights were last changed. Programs cannot set this time, unlike that of the last
/// modification.
#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems have none")]
fn inode_and_change(metadata: &Metadata) -> Option<(u64, i128)> {
    use std::os::unix::fs::MetadataExt;

    let seconds = i128::from(metadata.ctime()) * 1_000_000_000;
    Some((metadata.ino(), seconds + i128::from(metadata.ctime_nsec())))
}

#[cfg(not(unix))]
fn inode_and_change(_metadata: &Metadata) -> Option<(u64, i128)> {
    None
}

/// The time since 1970.
pub(super) fn nanoseconds(moment: SystemTime) -> i128 {
    let signed = |it: Duration| i128::try_from(it.as_nanos()).unwrap_or(i128::MAX);
    match moment.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => signed(since),
        Err(before) => -signed(before.duration()),
    }
}

/// The stamp of a path: of a link, also of where it leads.
pub(super) struct Followed {
    pub(super) digest: u128,
    /// Whether there is a file.
    pub(super) exists: bool,
    /// Whether a change at or after the given moment may not be visible.
    pub(super) may_be_kept: bool,
}

/// The stamp of the file at `path`. A file that does not exist has one, too.
pub(super) fn followed(path: &Path, moment: SystemTime) -> Followed {
    let mut hasher = DefaultHasher::new();
    let found = fs::symlink_metadata(path);
    let mut may_be_kept = false;
    let mut exists = false;
    let mut add = |found: &std::io::Result<Metadata>| match found {
        Ok(metadata) => {
            let stamp = Stamp::of(metadata);
            stamp.hash(&mut hasher);
            may_be_kept |= stamp.may_be_kept(moment);
            exists = metadata.is_file();
        }
        Err(error) => {
            error.to_string().hash(&mut hasher);
            exists = false;
        }
    };
    add(&found);
    if found.as_ref().map_or(true, Metadata::is_symlink) {
        add(&fs::metadata(path));
    }
    match path.canonicalize() {
        Ok(real) => real.hash(&mut hasher),
        Err(error) => error.to_string().hash(&mut hasher),
    }
    Followed { digest: digest(hasher), exists, may_be_kept }
}

/// 128 bits of a hash. Collisions by accident are out of the question.
pub(super) fn digest(mut hasher: DefaultHasher) -> u128 {
    let first = hasher.finish();
    hasher.write_u8(1);
    u128::from(first) << 64 | u128::from(hasher.finish())
}

/// The digest of the contents of a file.
pub(crate) fn digest_of(bytes: &[u8]) -> u128 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    digest(hasher)
}

/// Values by their digests.
pub(super) type ByDigest<V> = HashMap<u128, V, BuildHasherDefault<FirstBytes>>;

/// The hash of a digest: a part of it.
#[derive(Default)]
pub(super) struct FirstBytes(u64);

impl Hasher for FirstBytes {
    fn write(&mut self, bytes: &[u8]) {
        let (first, _) = bytes.split_first_chunk().expect("a digest has 16 bytes");
        self.0 = u64::from_ne_bytes(*first);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A digest as the files of the cache contain it.
pub(super) fn hex(digest: u128) -> String {
    format!("{digest:032x}")
}
