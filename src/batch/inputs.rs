//! Opens the inputs of a batch, and knows how much of them was read.

use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use crate::batch::input::Input;
use crate::batch::input::InputError;
use crate::batch::input::Inputs;
use crate::batch::list;
use crate::batch::ndjson::Ndjson;
use crate::batch::opml;
use crate::batch::warc::Warc;
use crate::batch::warc::raw::Origin;

/// The maximum size of a subscription list.
const MAX_OPML: u64 = 64 << 20;
/// How many bytes a feed in a subscription list counts for, as the size of the input.
const PER_FEED: u64 = 100;

/// The documents of a batch, from one or more inputs. They are read while the batch runs.
pub struct BatchInputs {
    parts: VecDeque<Inputs>,
    /// The maximum size of a document.
    max_size: u64,
    has_stdin: bool,
    /// `None` if the size of an input is not known.
    total: Option<u64>,
    count: Arc<AtomicU64>,
}

/// Why an input cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum BatchInputError {
    /// It cannot be opened or read.
    System(PathBuf, io::Error),
    /// It is not OPML. The text has the name of the file and the line.
    NotOpml(String),
    /// Two inputs are `-`.
    StdinTwice,
}

impl fmt::Display for BatchInputError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BatchInputError::System(path, _) => write!(out, "cannot read {}", path.display()),
            BatchInputError::NotOpml(problem) => out.write_str(problem),
            BatchInputError::StdinTwice => {
                out.write_str("standard input (`-`) can only be used for one input")
            }
        }
    }
}

impl std::error::Error for BatchInputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            BatchInputError::System(_, cause) => Some(cause),
            _ => None,
        }
    }
}

impl BatchInputs {
    /// No inputs yet. Documents of more than `max_size` bytes are not read into memory.
    pub fn new(max_size: u64) -> BatchInputs {
        BatchInputs {
            parts: VecDeque::new(),
            max_size,
            has_stdin: false,
            total: Some(0),
            count: Arc::default(),
        }
    }

    /// Adds a list of paths and URLs, one per line or each ending with NUL. `-` is standard input.
    pub fn files_from(&mut self, list: &Path) -> Result<(), BatchInputError> {
        let reader = self.counted(list)?;
        self.parts.push_back(Box::new(list::documents(shown(list), reader)));
        Ok(())
    }

    /// Adds the feeds of a subscription list.
    pub fn opml(&mut self, path: &Path) -> Result<(), BatchInputError> {
        let system = |cause| BatchInputError::System(path.to_owned(), cause);
        let mut bytes = Vec::new();
        self.open(path)?.take(MAX_OPML + 1).read_to_end(&mut bytes).map_err(system)?;
        if bytes.len() as u64 > MAX_OPML {
            return Err(BatchInputError::NotOpml(format!(
                "{} is larger than {MAX_OPML} bytes",
                path.display()
            )));
        }
        let feeds = opml::feeds(&shown(path), &bytes).map_err(BatchInputError::NotOpml)?;
        self.total = self.total.map(|it| it + feeds.len() as u64 * PER_FEED);
        let count = Arc::clone(&self.count);
        let counted = move |it| {
            count.fetch_add(PER_FEED, Ordering::Relaxed);
            Ok(it)
        };
        self.parts.push_back(Box::new(feeds.into_iter().map(counted)));
        Ok(())
    }

    /// Adds documents as lines of JSON. `-` is standard input.
    pub fn ndjson(&mut self, path: &Path) -> Result<(), BatchInputError> {
        let reader = self.counted(path)?;
        self.parts.push_back(Box::new(Ndjson::new(shown(path), reader, self.max_size)));
        Ok(())
    }

    /// Adds the responses in a WARC file. `-` is standard input.
    pub fn warc(&mut self, path: &Path) -> Result<(), BatchInputError> {
        let origin = self.open(path)?;
        let again = matches!(origin, Origin::File(_)).then(|| path.to_owned());
        self.add_size(&origin);
        let count = Arc::clone(&self.count);
        let warc = Warc::new(shown(path), again, origin, self.max_size, count);
        self.parts.push_back(Box::new(warc));
        Ok(())
    }

    /// Opens a file, or standard input.
    fn open(&mut self, path: &Path) -> Result<Origin, BatchInputError> {
        if path.as_os_str() == "-" {
            if self.has_stdin {
                return Err(BatchInputError::StdinTwice);
            }
            self.has_stdin = true;
            return Ok(Origin::Pipe(Box::new(io::stdin())));
        }
        let system = |cause| BatchInputError::System(path.to_owned(), cause);
        let file = File::open(path).map_err(system)?;
        let metadata = file.metadata().map_err(system)?;
        if metadata.is_dir() {
            return Err(system(io::ErrorKind::IsADirectory.into()));
        }
        Ok(if metadata.is_file() { Origin::File(file) } else { Origin::Pipe(Box::new(file)) })
    }

    fn counted(&mut self, path: &Path) -> Result<Counted, BatchInputError> {
        let origin = self.open(path)?;
        self.add_size(&origin);
        Ok(Counted { origin, count: Arc::clone(&self.count) })
    }

    fn add_size(&mut self, origin: &Origin) {
        let size = match origin {
            Origin::File(file) => file.metadata().ok().map(|it| it.len()),
            Origin::Pipe(_) => None,
        };
        self.total = self.total.zip(size).map(|it| it.0 + it.1);
    }

    /// The next document.
    pub(in crate::batch) fn next(&mut self) -> Option<Result<Input, InputError>> {
        loop {
            match self.parts.front_mut()?.next() {
                None => drop(self.parts.pop_front()),
                next => return next,
            }
        }
    }

    /// Tells how much was read.
    pub(in crate::batch) fn read_bytes(&self) -> ReadBytes {
        ReadBytes { total: self.total, count: Arc::clone(&self.count) }
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// How much of the inputs was read.
pub(in crate::batch) struct ReadBytes {
    total: Option<u64>,
    count: Arc<AtomicU64>,
}

impl ReadBytes {
    /// The part of the inputs that was read, from 0 to 1.
    #[allow(clippy::cast_precision_loss, reason = "it is only shown")]
    pub(in crate::batch) fn part(&self) -> Option<f64> {
        let total = self.total.filter(|it| *it > 0)?;
        Some((self.count.load(Ordering::Relaxed) as f64 / total as f64).min(1.0))
    }
}

/// A file whose bytes are counted as they are read.
struct Counted {
    origin: Origin,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.origin.read(into)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
