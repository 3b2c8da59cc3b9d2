//! Lists of paths and URLs: one per line, or each ending with NUL as in the output of `find -print0`.

use std::io::Read;
use std::path::PathBuf;

use crate::batch::input::Content;
use crate::batch::input::Input;
use crate::batch::input::InputError;
use crate::batch::input::Label;
use crate::batch::input::is_url;
use crate::batch::lines::Line;
use crate::batch::lines::Lines;
use crate::batch::status::BatchStatus;

/// The maximum length of a path or URL in bytes. No system has longer paths.
const MAX_LENGTH: usize = 1 << 16;
/// How much of a longer line is its name.
const SHOWN: usize = 100;

/// A list that is being read.
pub(in crate::batch) struct List<R> {
    lines: Lines<R>,
    /// What is after each item: a line feed, or NUL. `None` until the first item.
    end: Option<u8>,
}

impl<R: Read> List<R> {
    /// A list whose name in messages is `file`.
    pub(in crate::batch) fn new(file: String, reader: R) -> List<R> {
        List { lines: Lines::new(file, reader, MAX_LENGTH), end: None }
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

impl<R: Read> Iterator for List<R> {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let end = match self.end() {
            Ok(end) => end,
            Err(error) => return Some(Err(error)),
        };
        loop {
            match self.lines.next(end)? {
                Ok(Line::Whole) => {
                    let line = &self.lines.line;
                    let is_dos = end == b'\n' && line.ends_with(b"\r");
                    let line = &line[..line.len() - usize::from(is_dos)];
                    if !line.is_empty() {
                        return Some(Ok(item(line)));
                    }
                }
                Ok(Line::TooLong) => {
                    let start = String::from_utf8_lossy(&self.lines.line[..SHOWN]);
                    let reason = format!("the line is longer than {MAX_LENGTH} bytes");
                    let content = Content::Fault(BatchStatus::Unreadable, reason);
                    let label = Label::new(None, &format!("{start}…"), None);
                    return Some(Ok(Input { label, content }));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

fn item(line: &[u8]) -> Input {
    let name = String::from_utf8_lossy(line).into_owned();
    if is_url(&name) {
        return Input::of_url(name);
    }
    Input { label: Label::new(None, &name, None), content: Content::File(path_of(line)) }
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
    use super::List;
    use crate::batch::input::Content;

    fn items(text: &[u8]) -> Vec<(String, bool)> {
        let list = List::new("list".to_owned(), text);
        let items = list.map(|it| it.expect("it is in memory"));
        items.map(|it| (it.label.source.clone(), matches!(it.content, Content::Url(_)))).collect()
    }

    #[test]
    fn reads_paths_and_urls() {
        let owned =
            |it: &[(&str, bool)]| it.iter().map(|it| (it.0.to_owned(), it.1)).collect::<Vec<_>>();
        let lines = items(b"a b.xml\r\n\nHTTPS://a.example/\n http\n-");
        assert_eq!(
            lines,
            owned(&[
                ("a b.xml", false),
                ("HTTPS://a.example/", true),
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
    }
}
