//! Replaces files atomically: readers always see the whole old file or the whole new one. Unchanged files are not touched.

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

/// A file to be written.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// Its path. A symbolic link is followed if its target is in the same folder.
    pub path: PathBuf,
    /// The new contents.
    pub bytes: Vec<u8>,
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

/// Writes the files in the given order, and returns what happened to each.
///
/// All new contents are on the disk before the first file is replaced. With `force`, unchanged files are replaced too.
///
/// # Errors
///
/// If something cannot be read or written. Files that were not replaced yet keep their old contents, and no unfinished files are
/// left.
pub(crate) fn replace(targets: &[Target], force: bool) -> Result<Vec<Change>, WriteError> {
    let mut prepared = Vec::with_capacity(targets.len());
    for target in targets {
        prepared.push(prepare(target, force)?);
    }
    let mut changes = Vec::with_capacity(targets.len());
    for (change, unfinished) in prepared {
        if let Some(unfinished) = unfinished {
            unfinished.finish()?;
        }
        changes.push(change);
    }
    Ok(changes)
}

/// Replaces a file atomically: readers see the old contents or the new ones. A file that already has these contents is not touched.
///
/// # Errors
///
/// If the file cannot be read or written. It then keeps its old contents.
pub fn replace_file(path: &Path, bytes: Vec<u8>) -> Result<(), WriteError> {
    replace(&[Target { path: path.to_owned(), bytes }], false).map(|_| ())
}

/// Returns what [`replace`] would do to a file.
pub(crate) fn preview(target: &Target) -> Result<Change, WriteError> {
    let (_, old) = settled(&target.path)?;
    let Some(old) = old else { return Ok(Change::Created) };
    Ok(if is_equal(&target.path, &old, &target.bytes) {
        Change::Unchanged
    } else {
        Change::Replaced
    })
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

fn prepare(target: &Target, force: bool) -> Result<(Change, Option<Unfinished>), WriteError> {
    let (path, old) = settled(&target.path)?;
    if let Some(old) = &old
        && !force
        && is_equal(&path, old, &target.bytes)
    {
        return Ok((Change::Unchanged, None));
    }
    let change = if old.is_some() { Change::Replaced } else { Change::Created };
    Ok((change, Some(Unfinished::write(path, old.as_ref(), &target.bytes)?)))
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

fn is_equal(path: &Path, old: &fs::Metadata, bytes: &[u8]) -> bool {
    old.len() == bytes.len() as u64 && fs::read(path).is_ok_and(|it| it == bytes)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The new file next to the old one. It is removed if it does not replace the old one.
struct Unfinished {
    temporary: PathBuf,
    path: PathBuf,
    finished: bool,
}

impl Unfinished {
    fn write(
        path: PathBuf,
        old: Option<&fs::Metadata>,
        bytes: &[u8],
    ) -> Result<Unfinished, WriteError> {
        let (temporary, mut file) = create_beside(&path)?;
        let unfinished = Unfinished { temporary, path, finished: false };
        let written = owned_as(&file, old)
            .and_then(|()| file.write_all(bytes))
            .and_then(|()| dated_after(&file, old))
            .and_then(|()| file.sync_all());
        match written {
            Ok(()) => Ok(unfinished),
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

/// Gives a new file a modification time in a later second than that of the old one. Web servers derive the `Last-Modified` header from the
/// second, and nginx and Caddy also the `ETag`, from the second and the size. Two versions of the same second would look the same to them.
fn dated_after(file: &File, old: Option<&fs::Metadata>) -> io::Result<()> {
    let Some(old) = old else { return Ok(()) };
    let since_epoch = |it: SystemTime| it.duration_since(SystemTime::UNIX_EPOCH).ok();
    let Some(old) = old.modified().ok().and_then(since_epoch) else { return Ok(()) };
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
