//! Converts offsets to lines and columns. Lines end with LF, CRLF or a lone CR (XML 1.0 §2.11,
//! <https://www.w3.org/TR/xml/#sec-line-ends>).

use std::cell::OnceCell;

use memchr::memchr2_iter;

/// The distance in bytes between two entries of [`Lines::marks`]. Shorter lines are counted without them.
const STRIDE: usize = 1 << 14;

use crate::text::span::Span;

/// The offset of the start of each line.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<u32>,
    /// The number of characters that start before each multiple of [`STRIDE`] bytes. A document may be a single line
    /// of many megabytes with a problem on every word. The table is created when the first such line is found.
    marks: OnceCell<Vec<u32>>,
}

/// A position for people and editors: both numbers start at 1, and columns are counted in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, starting at 1.
    pub line: u32,
    /// The column in characters, starting at 1.
    pub column: u32,
}

impl<'t> Lines<'t> {
    /// Finds the lines of `text` in a single pass.
    pub fn new(text: &'t str) -> Lines<'t> {
        Lines::up_to(text, u32::MAX)
    }

    /// Finds the lines up to byte `last`, if no positions after it are needed.
    pub(crate) fn up_to(text: &'t str, last: u32) -> Lines<'t> {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for end in memchr2_iter(b'\n', b'\r', &bytes[..bytes.len().min(last as usize)]) {
            if bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(narrow(end + 1));
        }
        Lines { text, starts, marks: OnceCell::new() }
    }

    /// Returns the line and column of a byte offset. An offset past the end is the end.
    pub fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|it| *it as usize <= offset);
        let start = self.starts[line - 1] as usize;
        let column = if offset - start <= STRIDE {
            self.text[start..offset].chars().count()
        } else {
            self.characters_before(offset) - self.characters_before(start)
        };
        Position { line: narrow(line), column: narrow(column + 1) }
    }

    /// Returns the byte at which line `line` (from 1) starts, or the end of the text if there is no such line.
    pub fn start_of(&self, line: u32) -> usize {
        let index = (line as usize).wrapping_sub(1);
        self.starts.get(index).map_or(self.text.len(), |it| *it as usize)
    }

    /// Returns the range of line `line` (from 1) without its line end, or the end of the text if there is no such
    /// line.
    pub fn span_of(&self, line: u32) -> Span {
        let index = (line as usize).saturating_sub(1);
        let start = self.starts.get(index).map_or(self.text.len(), |it| *it as usize);
        Span::new(start, start + self.text_of(line).len())
    }

    /// Returns the line of a byte offset, starting at 1. It is faster than [`Lines::position`], which counts the
    /// characters in the line.
    pub fn line(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let line = self.starts.partition_point(|it| *it as usize <= offset);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// Returns the text of line `line` (from 1) without its line end. It is empty if there is no such line.
    pub fn text_of(&self, line: u32) -> &'t str {
        let Some(index) = (line as usize).checked_sub(1) else { return "" };
        let Some(start) = self.starts.get(index) else { return "" };
        let end = self.starts.get(index + 1).map_or(self.text.len(), |it| *it as usize);
        self.text[*start as usize..end].trim_end_matches(['\n', '\r'])
    }

    /// Returns the number of characters that start before a byte offset.
    fn characters_before(&self, offset: usize) -> usize {
        let marks = self.marks.get_or_init(|| {
            let mut total = 0;
            let mut marks = vec![0];
            for stretch in self.text.as_bytes().chunks(STRIDE) {
                total += beginning_in(stretch);
                marks.push(narrow(total));
            }
            marks
        });
        let mark = offset / STRIDE;
        marks[mark] as usize + beginning_in(&self.text.as_bytes()[mark * STRIDE..offset])
    }
}

/// Returns the number of characters that start in a part of UTF-8 text: the bytes that are not continuation bytes.
fn beginning_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|it| **it & 0xc0 != 0x80).count()
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Returns the offset of a line and a column in characters, both starting at 1, as parsers report them. A position
/// past the end is the end.
#[cfg(feature = "publish")]
pub(crate) fn offset_at(text: &str, line: u32, column: u32) -> usize {
    let start = line_start(text, line);
    let skipped = (column as usize).saturating_sub(1);
    let in_line = text[start..].char_indices().nth(skipped).map_or(text.len() - start, |it| it.0);
    start + in_line
}

/// Returns the offset of a line and a column in bytes, both starting at 1. A position inside a character is the start
/// of the character.
#[cfg(feature = "publish")]
pub(crate) fn offset_at_byte_column(text: &str, line: u32, column: u32) -> usize {
    let start = line_start(text, line);
    let mut offset = (start + (column as usize).saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(feature = "publish")]
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
    fn finds_offsets_of_lines_and_columns() {
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
        for last in 0..=11 {
            let some = Lines::up_to(lines.text, last);
            assert!((0..=last).all(|it| some.position(it) == lines.position(it)), "{last}");
        }
        assert_eq!(lines.text_of(2), "b");
        assert_eq!(lines.text_of(9), "");
    }

    #[test]
    fn counts_the_characters_of_lines_of_any_length() {
        let text = format!("é\n{}", "aé日😀".repeat(20_000));
        let lines = Lines::new(&text);
        for character in [0, 1, 5_000, 16_383, 40_001, 79_999] {
            let offset = text.char_indices().nth(character + 2).map_or(0, |it| it.0);
            let it = lines.position(u32::try_from(offset).unwrap_or(0));
            assert_eq!((it.line, it.column as usize), (2, character + 1));
        }
        assert_eq!(lines.position(u32::MAX).column, 80_001);
        assert_eq!((lines.start_of(2), lines.start_of(3)), (3, text.len()));
    }
}
