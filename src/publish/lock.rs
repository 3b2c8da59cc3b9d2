//! One build of a site at a time: a lock that the system takes back when the process dies, however it dies.

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

/// What to do when another build holds the lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum IfLocked {
    /// Wait for it, two minutes at most.
    #[default]
    Wait,
    /// Leave the work to it.
    Skip,
    /// Give up at once.
    Fail,
}

/// The lock, as long as it lives.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why there is no lock.
#[derive(Debug)]
#[non_exhaustive]
pub enum LockError {
    /// Another build has it.
    Held {
        /// The lock's file.
        path: PathBuf,
        /// What the other one says of itself, such as `process 4711, since 2024-05-01T10:00:00Z`.
        holder: String,
    },
    /// The system gives none.
    System {
        /// The lock's file.
        path: PathBuf,
        /// What it says.
        cause: io::Error,
    },
}

impl fmt::Display for LockError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LockError::Held { path, holder } => {
                write!(
                    out,
                    "another build of this site is running: {} is held by {holder}",
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

/// How long one attempt waits for the next, and how many there are: two minutes in all.
const PAUSE: Duration = Duration::from_millis(50);
const ATTEMPTS: u32 = 2400;

/// Takes the lock whose file is at `path`; its folder must exist.
///
/// # Errors
///
/// When another process has it (and keeps it, if it is waited for), or the file cannot be opened.
pub fn lock(path: &Path, if_locked: IfLocked) -> Result<Lock, LockError> {
    let system = |cause| LockError::System { path: path.to_owned(), cause };
    // A pipe in its place would never open.
    if path.metadata().is_ok_and(|it| !it.is_file()) {
        return Err(system(io::Error::other("a folder, pipe, socket or device is there")));
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
    // Who holds it is a courtesy: a full disk is no reason to fail here.
    let _ = sign(&mut file);
    Ok(Lock { _file: file })
}

fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "process {}", std::process::id())
}

/// Who has the lock, and since when: since it signed.
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
    fn is_held_by_one_until_it_is_dropped() {
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
