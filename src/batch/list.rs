//! Lists of paths and URLs: one per line, or each ending with NUL as in the output of `find -print0`.

use std::io;
use std::io::Read;
use std::path::PathBuf;

use crate::batch::input::Content;
use crate::batch::input::Input;
use crate::batch::input::InputError;
use crate::batch::input::Label;
use crate::batch::lines::Line;
use crate::batch::lines::Lines;
use crate::batch::status::BatchStatus;

/// The maximum length of a path or URL in bytes. No system has longer paths.
const MAX_LENGTH: usize = 1 << 16;
const TOO_LONG: &str = "the line is longer than 65536 bytes";
/// How much of a longer line is its name.
const SHOWN: usize = 100;

/// Reads the paths and URLs of a list into memory. One that is too long is an error.
pub fn listed(list: impl Read) -> io::Result<Vec<PathBuf>> {
    let entries = Entries::new(String::new(), list);
    let paths = entries.map(|it| match it.map_err(|it| it.cause)? {
        Entry::Whole(bytes) => Ok(path_of(&bytes)),
        Entry::TooLong(start) => Err(io::Error::other(format!("{start}: {TOO_LONG}"))),
    });
    paths.collect()
}

/// Whether an entry of a list is a URL instead of a path. Its scheme may be one that cannot be fetched, which is then the problem to report.
pub fn is_url(entry: &str) -> bool {
    let Some((scheme, _)) = entry.split_once("://") else { return false };
    // A single letter is a drive.
    scheme.len() > 1
        && scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.'))
}

/// The documents of the list that is called `file` in messages, while it is being read.
pub(in crate::batch) fn documents<R: Read>(
    file: String,
    reader: R,
) -> impl Iterator<Item = Result<Input, InputError>> {
    Entries::new(file, reader).map(|it| it.map(document))
}

fn document(entry: Entry) -> Input {
    let (name, content) = match entry {
        Entry::Whole(bytes) => {
            let name = String::from_utf8_lossy(&bytes).into_owned();
            if is_url(&name) {
                return Input::of_url(name);
            }
            (name, Content::File(path_of(&bytes)))
        }
        Entry::TooLong(start) => {
            (start, Content::Fault(BatchStatus::Unreadable, TOO_LONG.to_owned()))
        }
    };
    Input { label: Label::new(None, &name, None), content }
}

/// An entry of a list, which is not empty.
enum Entry {
    Whole(Vec<u8>),
    /// The start of an entry that is too long.
    TooLong(String),
}

/// The entries of a list that is being read.
struct Entries<R> {
    lines: Lines<R>,
    /// What is after each entry: a line feed, or NUL. `None` until the first entry.
    end: Option<u8>,
}

impl<R: Read> Entries<R> {
    fn new(file: String, reader: R) -> Entries<R> {
        Entries { lines: Lines::new(file, reader, MAX_LENGTH), end: None }
    }

    fn end(&mut self) -> Result<u8, InputError> {
        if let Some(end) = self.end {
            return Ok(end);
        }
        // A path cannot contain NUL, so the list has them only between paths.
        let end = if self.lines.first_bytes_contain(0)? { 0 } else { b'\n' };
        Ok(*self.end.insert(end))
    }
}

impl<R: Read> Iterator for Entries<R> {
    type Item = Result<Entry, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let end = match self.end() {
            Ok(end) => end,
            Err(error) => return Some(Err(error)),
        };
        loop {
            let read = self.lines.next(end)?;
            let line = &self.lines.line;
            match read {
                Ok(Line::Whole) => {
                    let is_dos = end == b'\n' && line.ends_with(b"\r");
                    let line = &line[..line.len() - usize::from(is_dos)];
                    if !line.is_empty() {
                        return Some(Ok(Entry::Whole(line.to_vec())));
                    }
                }
                Ok(Line::TooLong) => {
                    let start = String::from_utf8_lossy(&line[..SHOWN]);
                    return Some(Ok(Entry::TooLong(format!("{start}…"))));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::documents;
    use super::listed;
    use crate::batch::input::Content;

    fn items(text: &[u8]) -> Vec<(String, bool)> {
        let items = documents("list".to_owned(), text).map(|it| it.expect("it is in memory"));
        items.map(|it| (it.label.source.clone(), matches!(it.content, Content::Url(_)))).collect()
    }

    #[test]
    fn reads_paths_and_urls() {
        let owned =
            |it: &[(&str, bool)]| it.iter().map(|it| (it.0.to_owned(), it.1)).collect::<Vec<_>>();
        let lines = items(b"a b.xml\r\n\nHTTPS://a.example/\nftp://a.example/\nC://a\n http\n-");
        assert_eq!(
            lines,
            owned(&[
                ("a b.xml", false),
                ("HTTPS://a.example/", true),
                ("ftp://a.example/", true),
                ("C://a", false),
                (" http", false),
                ("-", false)
            ])
        );
        assert_eq!(
            items(b"a\nb.xml\0http://a.example/\0"),
            owned(&[("a\nb.xml", false), ("http://a.example/", true)])
        );
        assert_eq!(items(b""), []);
        let long = [b"x".repeat(1 << 17), b"\ny".to_vec()].concat();
        assert_eq!(items(&long).len(), 2);
        assert!(listed(&long[..]).is_err());
        let paths = listed(&b"a\r\n\nb\n"[..]).expect("it is in memory");
        assert_eq!(paths, ["a", "b"].map(PathBuf::from));
    }
}
