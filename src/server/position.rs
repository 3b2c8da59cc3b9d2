//! Converts offsets in a text to the positions of the protocol and back. A position is a line and a column in code units of the encoding that
//! the editor and the server agree on.
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position>

use std::cell::Cell;

use gen_lsp_types as lsp;

use crate::text::lines::Lines;
use crate::text::span::Span;

/// The code units in which columns are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// Every editor supports it.
    #[default]
    Utf16,
}

/// A text, with the positions in it.
pub(super) struct Positions<'t> {
    text: &'t str,
    lines: Lines<'t>,
    encoding: Encoding,
    /// The last offset whose column was counted in UTF-16, with the column. A document may be one long line, and positions are mostly
    /// asked for in their order.
    last: Cell<(usize, u32)>,
}

impl<'t> Positions<'t> {
    pub(super) fn new(text: &'t str, encoding: Encoding) -> Positions<'t> {
        Positions { text, lines: Lines::new(text), encoding, last: Cell::new((0, 0)) }
    }

    /// The range of a span.
    pub(super) fn range(&self, span: Span) -> lsp::Range {
        lsp::Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The position of a byte. An offset in a character is its start, and one after the end of the text is the end.
    pub(super) fn position(&self, offset: u32) -> lsp::Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.lines.line(Span::at(offset).start);
        let start = self.lines.start_of(line);
        let character = match self.encoding {
            Encoding::Utf8 => narrow(offset - start),
            Encoding::Utf16 => self.units(start, offset),
        };
        lsp::Position { line: line.saturating_sub(1), character }
    }

    /// The number of UTF-16 code units between the start of a line and an offset in it.
    fn units(&self, start: usize, offset: usize) -> u32 {
        let (known, units) = self.last.get();
        let (from, before) =
            if (start..=offset).contains(&known) { (known, units) } else { (start, 0) };
        let units = before + units_of(&self.text[from..offset]);
        self.last.set((offset, units));
        units
    }

    /// The offset of a position. A column after the end of a line is the end of the line, a line after the last one is the end of the text,
    /// and a column in a character is its start.
    pub(super) fn offset(&self, position: lsp::Position) -> usize {
        let line = self.lines.span_of(position.line.saturating_add(1));
        let text = &self.text[line.range()];
        let in_line = match self.encoding {
            Encoding::Utf8 => {
                let mut column = (position.character as usize).min(text.len());
                while !text.is_char_boundary(column) {
                    column -= 1;
                }
                column
            }
            Encoding::Utf16 => column_of(text, position.character),
        };
        line.start as usize + in_line
    }

    /// The span of a range. If its end is before its start, it is empty.
    pub(super) fn span(&self, range: lsp::Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }
}

/// The number of UTF-16 code units: one for each character, and another one for those that UTF-8 writes in four bytes.
fn units_of(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let characters = bytes.iter().filter(|it| **it & 0xc0 != 0x80).count();
    narrow(characters + bytes.iter().filter(|it| **it >= 0xf0).count())
}

/// The offset of a column in UTF-16 code units.
fn column_of(line: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (offset, character) in line.char_indices() {
        if left < character.len_utf16() {
            return offset;
        }
        left -= character.len_utf16();
    }
    line.len()
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use gen_lsp_types as lsp;

    use super::Encoding;
    use super::Positions;

    const TEXT: &str = "a😀é\r\nb日c\r\n\rd";

    fn at(line: u32, character: u32) -> lsp::Position {
        lsp::Position { line, character }
    }

    #[test]
    fn counts_columns_in_the_encoding_of_the_editor() {
        #[rustfmt::skip]
        let cases = [
            (0, at(0, 0), at(0, 0)),
            (1, at(0, 1), at(0, 1)),
            (5, at(0, 5), at(0, 3)),
            (7, at(0, 7), at(0, 4)),
            (9, at(1, 0), at(1, 0)),
            (13, at(1, 4), at(1, 2)),
            (17, at(3, 0), at(3, 0)),
            (18, at(3, 1), at(3, 1)),
        ];
        for (offset, utf8, utf16) in cases {
            for (encoding, position) in [(Encoding::Utf8, utf8), (Encoding::Utf16, utf16)] {
                let positions = Positions::new(TEXT, encoding);
                assert_eq!(positions.position(offset), position, "{offset} {encoding:?}");
                assert_eq!(positions.offset(position), offset as usize, "{offset} {encoding:?}");
            }
        }
    }

    #[test]
    fn finds_an_offset_for_every_position() {
        let utf16 = Positions::new(TEXT, Encoding::Utf16);
        assert_eq!(utf16.offset(at(0, 2)), 1, "in the middle of an emoji");
        assert_eq!(utf16.offset(at(0, 99)), 7, "after the end of a line");
        assert_eq!(utf16.offset(at(99, 99)), TEXT.len());
        assert_eq!(utf16.offset(at(u32::MAX, u32::MAX)), TEXT.len());
        let utf8 = Positions::new(TEXT, Encoding::Utf8);
        assert_eq!(utf8.offset(at(0, 3)), 1, "in the middle of an emoji");
        assert_eq!(utf8.position(3), at(0, 1));
        assert_eq!(utf8.position(999), at(3, 1));
    }

    #[test]
    fn counts_in_any_order() {
        let text = format!("{}\n{}", "é😀".repeat(100), "日a".repeat(100));
        let positions = Positions::new(&text, Encoding::Utf16);
        let offsets: Vec<u32> = text.char_indices().filter_map(|it| it.0.try_into().ok()).collect();
        for offset in offsets.iter().chain(offsets.iter().rev()) {
            let fresh = Positions::new(&text, Encoding::Utf16).position(*offset);
            assert_eq!(positions.position(*offset), fresh, "{offset}");
        }
    }
}
