//! A lock that allows one build of a site at a time. The system releases it when the process ends, even if it is killed.

use std::fmt;
use std::fs::File;
use std::fs::OpenOptions;
use std::fs::TryLockError;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use chrono::DateTime;
use chrono::SecondsFormat;
use chrono::Utc;

/// The file name in the folder of the state.
pub(crate) const LOCK_FILE: &str = "lock";

/// What to do when another build holds the lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum IfLocked {
    /// Wait for the other build, but at most two minutes.
    #[default]
    Wait,
    /// Skip this build.
    Skip,
    /// Fail immediately.
    Fail,
}

/// The lock. It is released when this value is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why the lock could not be acquired.
#[derive(Debug)]
#[non_exhaustive]
pub enum LockError {
    /// Another build holds it.
    Held {
        /// The path of the lock file.
        path: PathBuf,
        /// The holder's own description, for example `process 4711, since 2024-05-01T10:00:00Z`.
        holder: String,
    },
    /// The system reported an error.
    System {
        /// The path of the lock file.
        path: PathBuf,
        /// The error.
        cause: io::Error,
    },
}

impl fmt::Display for LockError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LockError::Held { path, holder } => {
                write!(
                    out,
                    "another build of this site is running: {} is locked by {holder}",
                    path.display()
                )
            }
            LockError::System { path, .. } => write!(out, "cannot lock {}", path.display()),
        }
    }
}

impl std::error::Error for LockError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            LockError::Held { .. } => None,
            LockError::System { cause, .. } => Some(cause),
        }
    }
}

/// The pause between two attempts, and the number of attempts: two minutes in total.
const PAUSE: Duration = Duration::from_millis(50);
const ATTEMPTS: u32 = 2400;

/// Acquires the lock with the file at `path`, whose folder must exist.
///
/// # Errors
///
/// If another process holds the lock (even after waiting), or if the file cannot be opened.
pub fn lock(path: &Path, if_locked: IfLocked) -> Result<Lock, LockError> {
    let system = |cause| LockError::System { path: path.to_owned(), cause };
    // Opening a pipe would never end.
    if path.metadata().is_ok_and(|it| !it.is_file()) {
        return Err(system(io::Error::other("it is a folder, pipe, socket or device, not a file")));
    }
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(system)?;
    let mut attempts = if if_locked == IfLocked::Wait { ATTEMPTS } else { 1 };
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::Error(cause)) => return Err(system(cause)),
            Err(TryLockError::WouldBlock) => attempts -= 1,
        }
        if attempts == 0 {
            return Err(LockError::Held { path: path.to_owned(), holder: holder(&mut file) });
        }
        thread::sleep(PAUSE);
    }
    // The name of the holder is only informative, so a full disk is not an error here.
    let _ = sign(&mut file);
    Ok(Lock { _file: file })
}

fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "process {}", std::process::id())
}

/// The process that holds the lock, and since when it holds it.
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.take(100).read_to_string(&mut text));
    let who = match text.trim() {
        name if read.is_ok() && !name.is_empty() => name,
        _ => "a process",
    };
    match file.metadata().and_then(|it| it.modified()) {
        Ok(since) => {
            let since = DateTime::<Utc>::from(since);
            format!("{who}, since {}", since.to_rfc3339_opts(SecondsFormat::Secs, true))
        }
        Err(_) => who.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::IfLocked;
    use super::LockError;
    use super::lock;

    #[test]
    fn only_one_process_holds_it_until_it_is_dropped() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = folder.path().join("lock");
        let first = lock(&path, IfLocked::Fail).expect("it is free");
        let Err(LockError::Held { holder, .. }) = lock(&path, IfLocked::Fail) else {
            panic!("the lock is given twice");
        };
        let expected = format!("process {}, since 2", std::process::id());
        assert!(holder.starts_with(&expected), "{holder}");
        drop(first);
        assert!(lock(&path, IfLocked::Skip).is_ok());
    }
}
