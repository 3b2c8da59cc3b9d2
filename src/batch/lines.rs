//! Reads lines of limited length.

use std::io;
use std::io::BufRead;

/// A line that was read.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::batch) enum Read {
    /// The buffer has the line, without its end.
    Line,
    /// The line is longer than the limit. The rest of it was skipped, and the buffer has its start.
    TooLong,
    /// There are no more lines.
    End,
}

/// Reads the bytes until `end` into `line`, but not more than `most`.
pub(in crate::batch) fn read(
    reader: &mut impl BufRead,
    end: u8,
    most: usize,
    line: &mut Vec<u8>,
) -> io::Result<Read> {
    line.clear();
    let mut is_empty = true;
    let mut is_long = false;
    loop {
        let ahead = match reader.fill_buf() {
            Ok(ahead) => ahead,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if ahead.is_empty() {
            return Ok(match (is_empty, is_long) {
                (true, _) => Read::End,
                (_, true) => Read::TooLong,
                _ => Read::Line,
            });
        }
        is_empty = false;
        let found = memchr::memchr(end, ahead);
        let part = &ahead[..found.unwrap_or(ahead.len())];
        let room = most - line.len();
        is_long |= part.len() > room;
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = part.len() + usize::from(found.is_some());
        reader.consume(used);
        if found.is_some() {
            return Ok(if is_long { Read::TooLong } else { Read::Line });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Read;
    use super::read;

    #[test]
    fn skips_the_rest_of_a_long_line() {
        let mut reader = &b"abc\n\nabcdefgh\nx"[..];
        let mut line = Vec::new();
        let mut seen = Vec::new();
        loop {
            let it = read(&mut reader, b'\n', 4, &mut line).expect("it is in memory");
            if it == Read::End {
                break;
            }
            seen.push((it, String::from_utf8_lossy(&line).into_owned()));
        }
        let expected =
            [(Read::Line, "abc"), (Read::Line, ""), (Read::TooLong, "abcd"), (Read::Line, "x")];
        assert_eq!(seen, expected.map(|it| (it.0, it.1.to_owned())));
    }
}
