//! The bytes of a WARC file as stored, with their offsets.

use std::fs::File;
use std::io;
use std::io::BufRead;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

/// How far [`Raw::ahead`] can look: a bit further than the largest block of zstd, 128 KiB.
pub(super) const CAPACITY: usize = 160 << 10;
/// How much is read at once.
const STEP: usize = 1 << 16;

/// Where the bytes are from.
pub(in crate::batch) enum Origin {
    /// A file, which can be read again.
    File(File),
    /// A pipe.
    Pipe(Box<dyn Read + Send>),
}

/// A file that is being read.
pub(super) struct Raw {
    origin: Origin,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// The offset of `buffer[start]` in the file.
    offset: u64,
    /// The error that ended the file.
    failure: Option<io::Error>,
    /// Counts the bytes that were read.
    count: Arc<AtomicU64>,
}

impl Raw {
    /// A file whose bytes are counted in `count`.
    pub(super) fn new(origin: Origin, count: Arc<AtomicU64>) -> Raw {
        let buffer = vec![0; STEP];
        Raw { origin, buffer, start: 0, end: 0, offset: 0, failure: None, count }
    }

    /// No bytes.
    pub(super) fn empty() -> Raw {
        let origin = Origin::Pipe(Box::new(io::empty()));
        let (buffer, count) = (vec![0], Arc::default());
        Raw { origin, buffer, start: 0, end: 0, offset: 0, failure: None, count }
    }

    /// The offset of the next byte.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// The next bytes, up to `count`. Fewer at the end of the file.
    pub(super) fn ahead(&mut self, count: usize) -> &[u8] {
        let count = count.min(CAPACITY);
        if count > self.buffer.len() {
            self.buffer.resize(CAPACITY, 0);
        }
        if self.start + count > self.buffer.len() || self.start == self.end {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        while self.end - self.start < count && self.failure.is_none() {
            match self.origin.read(&mut self.buffer[self.end..]) {
                Ok(0) => break,
                Ok(read) => {
                    self.end += read;
                    self.count.fetch_add(read as u64, Ordering::Relaxed);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.failure = Some(error),
            }
        }
        &self.buffer[self.start..self.end.min(self.start + count)]
    }

    /// The error that ended the file early, if there was one.
    pub(super) fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// Continues at another offset. Returns whether that is possible.
    pub(super) fn go_to(&mut self, offset: u64) -> bool {
        let Origin::File(file) = &mut self.origin else { return false };
        if file.seek(SeekFrom::Start(offset)).is_err() {
            return false;
        }
        (self.start, self.end, self.offset) = (0, 0, offset);
        true
    }
}

impl Read for Origin {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Origin::File(it) => it.read(into),
            Origin::Pipe(it) => it.read(into),
        }
    }
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            self.ahead(1);
        }
        Ok(&self.buffer[self.start..self.end])
    }

    fn consume(&mut self, count: usize) {
        self.start += count;
        self.offset += count as u64;
    }
}

impl Read for Raw {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}
