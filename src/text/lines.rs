//! Offsets to lines and columns. Lines end at LF, CRLF or a lone CR (XML 1.0 §2.11, <https://www.w3.org/TR/xml/#sec-line-ends>).

use memchr::memchr2_iter;

use crate::text::span::Span;

/// Where each line of a text starts.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<u32>,
}

/// A place as people and editors count it: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl<'t> Lines<'t> {
    /// Finds the lines of `text`, once, in one pass.
    pub fn new(text: &'t str) -> Lines<'t> {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for end in memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(u32::try_from(end + 1).unwrap_or(u32::MAX));
        }
        Lines { text, starts }
    }

    /// The line and column of a byte offset; an offset past the end is the end.
    pub fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|it| *it as usize <= offset);
        let start = self.starts[line - 1] as usize;
        let column = self.text[start..offset].chars().count() + 1;
        let narrow = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Position { line: narrow(line), column: narrow(column) }
    }

    /// The place of line `line` (from 1), without its end; the end of the text when there is no such line.
    pub fn span_of(&self, line: u32) -> Span {
        let index = (line as usize).saturating_sub(1);
        let start = self.starts.get(index).map_or(self.text.len(), |it| *it as usize);
        Span::new(start, start + self.text_of(line).len())
    }

    /// The line of a byte offset, from 1; cheaper than [`Lines::position`], which counts the characters before it.
    pub fn line(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let line = self.starts.partition_point(|it| *it as usize <= offset);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// The text of line `line` (from 1), without its end; empty when there is no such line.
    pub fn text_of(&self, line: u32) -> &'t str {
        let Some(index) = (line as usize).checked_sub(1) else { return "" };
        let Some(start) = self.starts.get(index) else { return "" };
        let end = self.starts.get(index + 1).map_or(self.text.len(), |it| *it as usize);
        self.text[*start as usize..end].trim_end_matches(['\n', '\r'])
    }
}

/// The offset of a line and a column in characters, both from 1, as parsers name them; a place past the end is the end.
pub fn offset_at(text: &str, line: u32, column: u32) -> usize {
    let start = line_start(text, line);
    let skipped = (column as usize).saturating_sub(1);
    let in_line = text[start..].char_indices().nth(skipped).map_or(text.len() - start, |it| it.0);
    start + in_line
}

/// The offset of a line and a column in bytes, both from 1; a place inside a character is its start.
pub fn offset_at_byte_column(text: &str, line: u32, column: u32) -> usize {
    let start = line_start(text, line);
    let mut offset = (start + (column as usize).saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn line_start(text: &str, line: u32) -> usize {
    let lines = Lines::new(text);
    let index = (line as usize).saturating_sub(1);
    lines.starts.get(index).map_or(text.len(), |it| *it as usize)
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use super::{offset_at, offset_at_byte_column};

    #[test]
    fn finds_places_that_parsers_name() {
        let text = "a\n\u{e9}b\nc";
        assert_eq!(offset_at(text, 2, 2), 4);
        assert_eq!(offset_at_byte_column(text, 2, 2), 2);
        assert_eq!(offset_at_byte_column(text, 2, 3), 4);
        assert_eq!(offset_at(text, 9, 9), text.len());
    }

    #[test]
    fn counts_every_kind_of_line_end() {
        let lines = Lines::new("a\nb\r\nc\rd\u{e9}e");
        let place = |offset| {
            let it = lines.position(offset);
            (it.line, it.column)
        };
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(2), (2, 1));
        assert_eq!(place(5), (3, 1));
        assert_eq!(place(7), (4, 1));
        assert_eq!(place(10), (4, 3));
        assert_eq!(place(999), (4, 4));
        assert_eq!(lines.text_of(2), "b");
        assert_eq!(lines.text_of(9), "");
    }
}
