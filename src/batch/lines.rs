//! Reads the lines of an input. Their length is limited, so that one long line does not fill the memory.

use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;

use crate::batch::input::InputError;

/// How much is read at once.
const STEP: usize = 1 << 16;

/// The lines of an input.
pub(in crate::batch) struct Lines<R> {
    /// The name of the input in messages.
    pub(in crate::batch) file: String,
    reader: BufReader<R>,
    /// The maximum length of a line in bytes.
    pub(in crate::batch) most: usize,
    /// The current line without its end, or the start of a line that is too long.
    pub(in crate::batch) line: Vec<u8>,
    /// Whether an error has ended the input.
    failed: bool,
}

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::batch) enum Line {
    Whole,
    /// The line is longer than the limit, and the rest of it was skipped.
    TooLong,
}

impl<R: Read> Lines<R> {
    /// The lines of the input that is called `file` in messages.
    pub(in crate::batch) fn new(file: String, reader: R, most: usize) -> Lines<R> {
        let reader = BufReader::with_capacity(STEP, reader);
        Lines { file, reader, most, line: Vec::new(), failed: false }
    }

    /// Whether the bytes that are read first contain this one.
    pub(in crate::batch) fn first_bytes_contain(&mut self, byte: u8) -> Result<bool, InputError> {
        if self.failed {
            return Ok(false);
        }
        match self.reader.fill_buf() {
            Ok(ahead) => Ok(ahead.contains(&byte)),
            Err(cause) => Err(self.fail(cause)),
        }
    }

    /// Reads the next line, which ends with the byte `end`. `None` after the last line, and after an error.
    pub(in crate::batch) fn next(&mut self, end: u8) -> Option<Result<Line, InputError>> {
        if self.failed {
            return None;
        }
        self.read(end).map_err(|cause| self.fail(cause)).transpose()
    }

    fn fail(&mut self, cause: io::Error) -> InputError {
        self.failed = true;
        InputError { file: self.file.clone(), cause }
    }

    fn read(&mut self, end: u8) -> io::Result<Option<Line>> {
        self.line.clear();
        let mut is_empty = true;
        let mut is_long = false;
        loop {
            let ahead = match self.reader.fill_buf() {
                Ok(ahead) => ahead,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let found = memchr::memchr(end, ahead);
            let part = &ahead[..found.unwrap_or(ahead.len())];
            let room = self.most - self.line.len();
            is_long |= part.len() > room;
            self.line.extend_from_slice(&part[..part.len().min(room)]);
            let is_end = found.is_some() || ahead.is_empty();
            is_empty &= ahead.is_empty();
            let used = part.len() + usize::from(found.is_some());
            self.reader.consume(used);
            match (is_end, is_long) {
                (false, _) => {}
                (true, true) => return Ok(Some(Line::TooLong)),
                (true, false) => return Ok((!is_empty).then_some(Line::Whole)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Line;
    use super::Lines;

    #[test]
    fn skips_the_rest_of_a_long_line() {
        let mut lines = Lines::new("x".to_owned(), &b"abc\n\nabcdefgh\nx"[..], 4);
        let mut seen = Vec::new();
        while let Some(it) = lines.next(b'\n') {
            let text = String::from_utf8_lossy(&lines.line).into_owned();
            seen.push((it.expect("it is in memory"), text));
        }
        let expected =
            [(Line::Whole, "abc"), (Line::Whole, ""), (Line::TooLong, "abcd"), (Line::Whole, "x")];
        assert_eq!(seen, expected.map(|it| (it.0, it.1.to_owned())));
    }
}
