//! Lists of paths and URLs: one per line, or each ending with NUL as in the output of `find -print0`.

use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::path::PathBuf;

use crate::batch::input::Content;
use crate::batch::input::Input;
use crate::batch::input::InputError;
use crate::batch::input::is_url;
use crate::batch::lines;
use crate::batch::status::BatchStatus;

/// The maximum length of a path or URL in bytes. No system has longer paths.
const MAX_LENGTH: usize = 1 << 16;

/// A list that is being read.
pub(in crate::batch) struct List<R> {
    file: String,
    reader: BufReader<R>,
    /// What is after each item: a line feed, or NUL. `None` until the first item.
    end: Option<u8>,
    line: Vec<u8>,
    failed: bool,
}

impl<R: Read> List<R> {
    /// A list whose name in messages is `file`.
    pub(in crate::batch) fn new(file: String, reader: R) -> List<R> {
        let reader = BufReader::with_capacity(MAX_LENGTH, reader);
        List { file, reader, end: None, line: Vec::new(), failed: false }
    }

    /// The next item that is not empty.
    fn read(&mut self) -> io::Result<lines::Read> {
        let end = match self.end {
            Some(end) => end,
            // A path cannot contain NUL, so the list has them only between paths.
            None if self.reader.fill_buf()?.contains(&0) => 0,
            None => b'\n',
        };
        self.end = Some(end);
        loop {
            let read = lines::read(&mut self.reader, end, MAX_LENGTH, &mut self.line)?;
            if end == b'\n' && self.line.last() == Some(&b'\r') {
                self.line.pop();
            }
            if read != lines::Read::Line || !self.line.is_empty() {
                return Ok(read);
            }
        }
    }
}

impl<R: Read> Iterator for List<R> {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        match self.read() {
            Ok(lines::Read::End) => None,
            Ok(lines::Read::Line) => Some(Ok(item(&self.line))),
            Ok(lines::Read::TooLong) => {
                let start = String::from_utf8_lossy(&self.line[..100]);
                let reason = format!("the line is longer than {MAX_LENGTH} bytes");
                let content = Content::Fault(BatchStatus::Unreadable, reason);
                Some(Ok(Input::new(format!("{start}…"), None, content)))
            }
            Err(cause) => {
                self.failed = true;
                Some(Err(InputError { file: self.file.clone(), cause }))
            }
        }
    }
}

fn item(line: &[u8]) -> Input {
    let name = String::from_utf8_lossy(line).into_owned();
    if is_url(&name) {
        return Input::new(name.clone(), Some(name), Content::Url);
    }
    Input::new(name, None, Content::File(path_of(line)))
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
        items.map(|it| (it.label.source.clone(), matches!(it.content, Content::Url))).collect()
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
