//! The output file, which is also the journal of a run: what has a line in it is done.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::fs::OpenOptions;
use std::fs::TryLockError;
use std::hash::RandomState;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use serde::de::IgnoredAny;

use crate::batch::line::Facts;
use crate::batch::statistics::BatchStatistics;

/// The maximum length of a line. Longer ones are not from a batch.
const MAX_LINE: u64 = 1 << 30;

/// The start of each line.
const LINE_START: &[u8] = b"{\"id\":";

/// The file that the lines of a batch are written to. It is locked as long as this value exists.
#[derive(Debug)]
pub struct BatchOutput {
    file: File,
    pub(in crate::batch) done: BatchDone,
}

/// What an earlier run has done.
#[derive(Debug, Default)]
pub(in crate::batch) struct BatchDone {
    /// How many lines each id has.
    ids: HashMap<u64, u32>,
    pub(in crate::batch) hasher: RandomState,
    pub(in crate::batch) statistics: BatchStatistics,
}

/// Why the output file cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum BatchOutputError {
    /// Another process is writing to it.
    Locked(PathBuf),
    /// It is a folder, a pipe or a device, which cannot be resumed.
    NotAFile(PathBuf),
    /// This line is not from a batch, so the run cannot be resumed.
    OtherLine(PathBuf, u64),
    /// The system reported an error.
    System(PathBuf, io::Error),
}

impl fmt::Display for BatchOutputError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BatchOutputError::Locked(path) => {
                write!(out, "another process is writing to {}", path.display())
            }
            BatchOutputError::NotAFile(path) => {
                write!(out, "{} is not a regular file, so it cannot be resumed", path.display())
            }
            BatchOutputError::OtherLine(path, line) => {
                write!(out, "line {line} of {} is not from `feedwright batch`", path.display())
            }
            BatchOutputError::System(path, _) => write!(out, "cannot write {}", path.display()),
        }
    }
}

impl std::error::Error for BatchOutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            BatchOutputError::System(_, cause) => Some(cause),
            _ => None,
        }
    }
}

impl BatchOutput {
    /// Creates the file, or empties it.
    pub fn create(path: &Path) -> Result<BatchOutput, BatchOutputError> {
        let file = open(path)?;
        let system = |cause| BatchOutputError::System(path.to_owned(), cause);
        if file.metadata().map_err(system)?.is_file() {
            file.set_len(0).map_err(system)?;
        }
        Ok(BatchOutput { file, done: BatchDone::default() })
    }

    /// Opens the file of an earlier run, removes a last line that is not complete, and finds out which documents have a line.
    pub fn resume(path: &Path) -> Result<BatchOutput, BatchOutputError> {
        let file = open(path)?;
        let system = |cause| BatchOutputError::System(path.to_owned(), cause);
        if !file.metadata().map_err(system)?.is_file() {
            return Err(BatchOutputError::NotAFile(path.to_owned()));
        }
        let mut done = BatchDone::default();
        let mut reader = BufReader::with_capacity(1 << 16, &file);
        let mut line = Vec::new();
        let (mut length, mut number) = (0, 0);
        loop {
            line.clear();
            let read = (&mut reader).take(MAX_LINE).read_until(b'\n', &mut line).map_err(system)?;
            if read == 0 {
                break;
            }
            number += 1;
            if !done.add(&line) {
                let is_last = reader.fill_buf().map_err(system)?.is_empty();
                if is_last && (number > 1 || is_torn(&line)) {
                    break;
                }
                return Err(BatchOutputError::OtherLine(path.to_owned(), number));
            }
            length += read as u64;
        }
        file.set_len(length).map_err(system)?;
        let mut output = BatchOutput { file, done };
        io::Seek::seek(&mut output.file, io::SeekFrom::End(0)).map_err(system)?;
        Ok(output)
    }

    /// Makes sure that the lines survive a failure of the system.
    pub fn sync(&self) -> io::Result<()> {
        let metadata = self.file.metadata()?;
        if metadata.is_file() { self.file.sync_all() } else { Ok(()) }
    }
}

impl Write for BatchOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Whether the only line of a file may be what a process or a system that failed has left of a line. Any other line is from another file,
/// which must not be emptied.
fn is_torn(line: &[u8]) -> bool {
    let starts_like = line.iter().zip(LINE_START).all(|it| it.0 == it.1);
    let is_other = serde_json::from_slice::<IgnoredAny>(line).is_ok()
        && serde_json::from_slice::<Facts>(line).is_err();
    starts_like && !is_other || line.starts_with(b"\0")
}

/// Opens and locks the file.
fn open(path: &Path) -> Result<File, BatchOutputError> {
    let system = |cause| BatchOutputError::System(path.to_owned(), cause);
    let is_other = path.metadata().is_ok_and(|it| !it.is_file());
    let file = OpenOptions::new()
        .read(!is_other)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(system)?;
    if is_other {
        return Ok(file);
    }
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(BatchOutputError::Locked(path.to_owned())),
        // Some file systems have no locks.
        Err(TryLockError::Error(cause)) if cause.kind() == io::ErrorKind::Unsupported => Ok(file),
        Err(TryLockError::Error(cause)) => Err(system(cause)),
    }
}

impl BatchDone {
    /// Adds a line. Returns `false` if it is not complete or not from a batch.
    fn add(&mut self, line: &[u8]) -> bool {
        let Some(line) = line.strip_suffix(b"\n") else { return false };
        let Ok(facts) = serde_json::from_slice::<Facts>(line) else { return false };
        let Some(id) = &facts.id else { return false };
        *self.ids.entry(id.hash(&self.hasher)).or_default() += 1;
        self.statistics.add(&facts);
        true
    }

    /// Whether a document with this id has a line that does not belong to an earlier document with the same id.
    pub(in crate::batch) fn take(&mut self, id: u64) -> bool {
        match self.ids.get_mut(&id) {
            Some(count) if *count > 1 => *count -= 1,
            Some(_) => drop(self.ids.remove(&id)),
            None => return false,
        }
        true
    }
}
