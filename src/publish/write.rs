//! Replaces files atomically: readers always see the whole old file or the whole new one. Unchanged files are not touched.
//!
//! A file may have compressed copies beside it, such as `rss.xml.gz`, which web servers send instead of it. No server compares the two, so
//! the copies are replaced first: at no time is a copy older than its file. If a build is killed between two renames, some readers get the
//! new file already, and the next build replaces the rest. The copies have the modification time of their file, because servers derive
//! `Last-Modified` and `ETag` from the file that they send.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::fs;
use std::fs::File;
use std::fs::OpenOptions;
use std::fs::Permissions;
use std::hash::BuildHasher;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::SystemTime;

use crate::publish::compress::Coding;

/// A file to be written.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// Its path. A symbolic link is followed if its target is in the same folder.
    pub path: PathBuf,
    /// The new contents.
    pub bytes: Vec<u8>,
    /// The codings of its compressed copies.
    pub codings: Vec<Coding>,
}

impl Target {
    /// A file without compressed copies.
    pub(crate) fn new(path: PathBuf, bytes: Vec<u8>) -> Target {
        Target { path, bytes, codings: Vec::new() }
    }

    fn copy(&self, coding: Coding) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(coding.suffix());
        name.into()
    }
}

/// What happened to a file and to its compressed copies.
#[derive(Debug)]
pub(crate) struct Replaced {
    /// What happened to the file.
    pub change: Change,
    /// Its compressed copies.
    pub copies: Vec<Copied>,
}

/// A compressed copy of a file.
#[derive(Debug)]
pub(crate) struct Copied {
    /// Its path.
    pub path: PathBuf,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// What happened to it.
    pub change: Change,
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It did not exist before.
    Created,
    /// Its contents were different.
    Replaced,
    /// It already had these contents, and was not touched.
    Unchanged,
}

/// An error of the disk or the file system.
#[derive(Debug)]
#[non_exhaustive]
pub struct WriteError {
    /// The path of the file or folder.
    pub path: PathBuf,
    /// What failed, for example `cannot be written`.
    pub what: &'static str,
    /// The error of the system.
    pub cause: io::Error,
}

impl fmt::Display for WriteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.path.display(), self.what)
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// The start and the end of the names of unfinished files. Web servers do not serve files whose names start with a dot.
const PREFIX: &str = ".feedwright-";
const SUFFIX: &str = ".tmp";

/// The mode of a new file. A web server that runs as another user must be able to read it.
#[cfg(unix)]
const MODE: u32 = 0o644;

/// Writes the files in the given order, the compressed copies of each before the file, and returns what happened to each.
///
/// All new contents are on the disk before the first file is replaced. With `force`, unchanged files are replaced too.
///
/// # Errors
///
/// If something cannot be read or written. Files that were not replaced yet keep their old contents, and no unfinished files are
/// left.
pub(crate) fn replace(targets: &[Target], force: bool) -> Result<Vec<Replaced>, WriteError> {
    let mut prepared = Vec::with_capacity(targets.len());
    for target in targets {
        prepared.push(prepare(target, force)?);
    }
    let mut replaced = Vec::with_capacity(targets.len());
    for (done, unfinished) in prepared {
        for it in unfinished {
            it.finish()?;
        }
        replaced.push(done);
    }
    Ok(replaced)
}

/// Replaces a file atomically: readers see the old contents or the new ones. A file that already has these contents is not touched.
///
/// # Errors
///
/// If the file cannot be read or written. It then keeps its old contents.
pub fn replace_file(path: &Path, bytes: Vec<u8>) -> Result<(), WriteError> {
    replace(&[Target::new(path.to_owned(), bytes)], false).map(|_| ())
}

/// Returns what [`replace`] would do to a file and its compressed copies. The contents of copies that would be written are not computed.
pub(crate) fn preview(target: &Target) -> Result<Replaced, WriteError> {
    let old = Old::of(&target.path)?;
    let change = old.change(old.is_equal(&target.bytes));
    let date = old.modified().filter(|_| change == Change::Unchanged);
    let mut copies = Vec::new();
    for coding in &target.codings {
        let path = target.copy(*coding);
        let old = Old::of(&path)?;
        let bytes = old.copy_of(*coding, &target.bytes);
        let change = old.change(bytes.is_some() && date.is_some() && old.modified() == date);
        copies.push(Copied { path, bytes: bytes.unwrap_or_default(), change });
    }
    Ok(Replaced { change, copies })
}

/// Creates a folder and its missing parents.
pub(crate) fn create_folder(path: &Path) -> Result<(), WriteError> {
    let fault = |cause| WriteError { path: path.to_owned(), what: "cannot be created", cause };
    let missing: Vec<&Path> = path
        .ancestors()
        .take_while(|it| !it.as_os_str().is_empty() && it.symlink_metadata().is_err())
        .collect();
    fs::create_dir_all(path).map_err(fault)?;
    for folder in missing {
        open_to_all(folder).map_err(fault)?;
    }
    Ok(())
}

/// Makes a new folder readable for a web server, whatever the umask: root's cron often has 077.
#[cfg(unix)]
fn open_to_all(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_all(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes unfinished files that killed runs left in a folder. Only the holder of the lock may call this.
pub(crate) fn remove_leftovers(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
            // A file that cannot be removed does no harm, and the next run tries again.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Deletes files below the folder `out`, and their folders if they are empty then. A file that does not exist is not an error.
pub(super) fn delete(paths: &[PathBuf], out: &Path) -> Result<(), WriteError> {
    for path in paths {
        match fs::remove_file(path) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                return Err(WriteError { path: path.clone(), what: "cannot be deleted", cause });
            }
            _ => {}
        }
        let folders = path.ancestors().skip(1).take_while(|it| *it != out && it.starts_with(out));
        for folder in folders {
            // A folder that is not empty stays.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
    Ok(())
}

/// Writes what is new beside the old files. Returns the unfinished files in the order in which they replace the old ones.
fn prepare(target: &Target, force: bool) -> Result<(Replaced, Vec<Unfinished>), WriteError> {
    let old = Old::of(&target.path)?;
    let mut copies = Vec::new();
    for coding in &target.codings {
        let path = target.copy(*coding);
        copies.push((*coding, Old::of(&path)?, path));
    }
    let change = old.change(!force && old.is_equal(&target.bytes));
    let file = if change == Change::Unchanged {
        None
    } else {
        let newest = copies.iter().map(|it| it.1.modified()).chain([old.modified()]).max();
        let date = Date::After(newest.flatten());
        Some(Unfinished::write(old.path.clone(), old.metadata.as_ref(), &target.bytes, date)?)
    };
    let date = file.as_ref().map_or(old.modified(), |it| it.modified);
    let mut unfinished = Vec::new();
    let mut copied = Vec::new();
    for (coding, old_copy, path) in copies {
        let same = old_copy.copy_of(coding, &target.bytes);
        let is_dated = date.is_some() && old_copy.modified() == date;
        let change = old_copy.change(!force && same.is_some() && is_dated);
        let bytes = same.unwrap_or_else(|| coding.compress(&target.bytes));
        if change != Change::Unchanged {
            let date = date.map_or(Date::After(old_copy.modified()), Date::At);
            // Whoever may read the file may read its copies.
            let like = old.metadata.as_ref();
            unfinished.push(Unfinished::write(old_copy.path, like, &bytes, date)?);
        }
        copied.push(Copied { path, bytes, change });
    }
    unfinished.extend(file);
    Ok((Replaced { change, copies: copied }, unfinished))
}

/// What is at a path now.
struct Old {
    /// The path of the actual file.
    path: PathBuf,
    /// `None` if the file does not exist.
    metadata: Option<fs::Metadata>,
}

impl Old {
    fn of(path: &Path) -> Result<Old, WriteError> {
        settled(path).map(|(path, metadata)| Old { path, metadata })
    }

    /// What happens to the file if its new contents are the same as the old ones, or not.
    fn change(&self, is_same: bool) -> Change {
        match self.metadata {
            None => Change::Created,
            Some(_) if is_same => Change::Unchanged,
            Some(_) => Change::Replaced,
        }
    }

    fn modified(&self) -> Option<SystemTime> {
        self.metadata.as_ref().and_then(|it| it.modified().ok())
    }

    fn is_equal(&self, bytes: &[u8]) -> bool {
        self.metadata.as_ref().is_some_and(|it| it.len() == bytes.len() as u64)
            && fs::read(&self.path).is_ok_and(|it| it == bytes)
    }

    /// The contents, if this is a compressed copy of `bytes`. To unpack a copy is much faster than to compress it again.
    fn copy_of(&self, coding: Coding, bytes: &[u8]) -> Option<Vec<u8>> {
        let most = coding.most(bytes.len()) as u64;
        self.metadata.as_ref().filter(|it| it.len() <= most)?;
        fs::read(&self.path).ok().filter(|it| coding.is_copy(it, bytes))
    }
}

/// Follows links to the actual file, and returns its path and the metadata of the old file.
fn settled(path: &Path) -> Result<(PathBuf, Option<fs::Metadata>), WriteError> {
    let fault = |what, cause| WriteError { path: path.to_owned(), what, cause };
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok((path.to_owned(), None));
        }
        Err(error) => return Err(fault("cannot be accessed", error)),
    };
    let (real, metadata) = if metadata.is_symlink() {
        let real = path.canonicalize().map_err(|it| fault("is a broken symbolic link", it))?;
        let folder = folder_of(path).canonicalize().map_err(|it| fault("cannot be found", it))?;
        if !real.starts_with(&folder) {
            let cause = io::Error::other(format!("it points to {}", real.display()));
            return Err(fault(
                "is a link to a place outside its folder and is not followed",
                cause,
            ));
        }
        let metadata = real.metadata().map_err(|it| fault("cannot be accessed", it))?;
        (real, metadata)
    } else {
        (path.to_owned(), metadata)
    };
    if !metadata.is_file() {
        let cause = io::Error::other("it is a folder, pipe, socket or device, not a file");
        return Err(fault("cannot be replaced", cause));
    }
    Ok((real, Some(metadata)))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The new file next to the old one. It is removed if it does not replace the old one.
struct Unfinished {
    temporary: PathBuf,
    path: PathBuf,
    modified: Option<SystemTime>,
    finished: bool,
}

/// The modification time of a new file.
#[derive(Clone, Copy)]
enum Date {
    /// Now, or in the second after this one if that is later.
    After(Option<SystemTime>),
    /// This one.
    At(SystemTime),
}

impl Unfinished {
    fn write(
        path: PathBuf,
        old: Option<&fs::Metadata>,
        bytes: &[u8],
        date: Date,
    ) -> Result<Unfinished, WriteError> {
        let (temporary, mut file) = create_beside(&path)?;
        let mut unfinished = Unfinished { temporary, path, modified: None, finished: false };
        let written = owned_as(&file, old)
            .and_then(|()| file.write_all(bytes))
            .and_then(|()| set_date(&file, date))
            .and_then(|()| file.sync_all());
        match written {
            Ok(()) => {
                unfinished.modified = file.metadata().and_then(|it| it.modified()).ok();
                Ok(unfinished)
            }
            Err(cause) => {
                let path = unfinished.path.clone();
                Err(WriteError { path, what: "cannot be written", cause })
            }
        }
    }

    /// Replaces the old file.
    fn finish(mut self) -> Result<(), WriteError> {
        let fault = |what, cause| WriteError { path: self.path.clone(), what, cause };
        fs::rename(&self.temporary, &self.path).map_err(|it| fault("cannot be replaced", it))?;
        let synced = sync_folder(folder_of(&self.path));
        let result = synced.map_err(|it| fault("was replaced, but may not be on the disk yet", it));
        self.finished = true;
        result
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.finished {
            // If it cannot be removed now, the next run removes it.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Creates a new file in the same folder, because a rename is only atomic inside one folder.
fn create_beside(path: &Path) -> Result<(PathBuf, File), WriteError> {
    let fault = |cause| WriteError { path: path.to_owned(), what: "cannot be written", cause };
    for _ in 0..100 {
        // The name cannot be predicted, and `create_new` does not follow a link that an attacker may have put there.
        let random = RandomState::new().hash_one(path);
        let name = format!("{PREFIX}{random:016x}{SUFFIX}");
        let temporary = folder_of(path).join(name);
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(fault(error)),
        }
    }
    Err(fault(io::ErrorKind::AlreadyExists.into()))
}

/// Gives a new file the mode of the old one and, if that is permitted, its owner.
#[cfg(unix)]
fn owned_as(file: &File, old: Option<&fs::Metadata>) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::fs::fchown;

    let Some(old) = old else { return file.set_permissions(Permissions::from_mode(MODE)) };
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        // Only root may give files to other users. For everyone else, the mode is enough.
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
    file.set_permissions(Permissions::from_mode(old.mode() & 0o7777))
}

#[cfg(not(unix))]
fn owned_as(file: &File, old: Option<&fs::Metadata>) -> io::Result<()> {
    old.map_or(Ok(()), |old| file.set_permissions(old.permissions()))
}

/// Gives a new file its modification time. A file that replaces another one is dated in a later second than the old one: web servers
/// derive the `Last-Modified` header from the second, and nginx and Caddy also the `ETag`, from the second and the size. Two versions of
/// the same second would look the same to them.
fn set_date(file: &File, date: Date) -> io::Result<()> {
    let old = match date {
        Date::At(date) => return file.set_modified(date),
        Date::After(old) => old,
    };
    let since_epoch = |it: SystemTime| it.duration_since(SystemTime::UNIX_EPOCH).ok();
    let Some(old) = old.and_then(since_epoch) else { return Ok(()) };
    let next = Duration::from_secs(old.as_secs() + 1);
    let new = file.metadata()?.modified().ok().and_then(since_epoch);
    if new.is_some_and(|it| it >= next) {
        return Ok(());
    }
    match SystemTime::UNIX_EPOCH.checked_add(next) {
        Some(next) => file.set_modified(next),
        None => Ok(()),
    }
}

/// Syncs a folder: a rename is on the disk only when its folder is.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some network file systems cannot sync a folder, and do not need it.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        result => result,
    }
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Target;
    use super::prepare;
    use super::replace;
    use crate::publish::compress::Coding;

    /// If the program is killed between two renames, no copy is older than its file.
    #[test]
    fn copies_are_replaced_before_their_file() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let mut target = Target::new(folder.path().join("rss.xml"), b"old".to_vec());
        target.codings = Coding::ALL.to_vec();
        replace(&[target.clone()], false).expect("they are written");
        target.bytes = b"new".to_vec();
        let (_, unfinished) = prepare(&target, false).expect("they are written");
        let names = unfinished.iter().filter_map(|it| it.path.file_name()?.to_str());
        assert_eq!(names.collect::<Vec<_>>(), ["rss.xml.gz", "rss.xml.br", "rss.xml"]);
        let dates: Vec<_> = unfinished.iter().map(|it| it.modified).collect();
        assert!(dates[0].is_some() && dates.iter().all(|it| *it == dates[0]), "{dates:?}");
    }
}
