//! The lines of a press release without invisible characters, each with the line number that editors show.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::is_nfc;

use crate::publish::load::people::name::words_in;
use crate::text::span::Span;

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the file, from 1.
    pub(super) number: u32,
    /// Its position in the source, without the line ending.
    pub(super) span: Span,
    /// Its indentation in columns. A tab counts as four.
    pub(super) indent: usize,
    /// Its text in NFC, without control and zero-width characters, trimmed, and with single spaces.
    pub(super) text: String,
}

impl Line {
    /// Whether it is blank.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The number of its words.
    pub(super) fn words(&self) -> usize {
        words_in(&self.text)
    }

    /// The number of its characters.
    pub(super) fn width(&self) -> usize {
        self.text.chars().count()
    }
}

/// The lines of a text. Lines end with LF, CRLF or CR, as in [`crate::text::lines::Lines`]. Form feeds, vertical tabs and Unicode
/// separators also split lines, but do not change the line number.
pub(super) fn of(text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut number = 1;
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let counts = match letter {
            '\r' => letters.peek().is_none_or(|(_, it)| *it != '\n'),
            '\n' => true,
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => false,
            _ => continue,
        };
        if letter == '\r' && !counts {
            continue;
        }
        out.push(line(text, number, start, at));
        start = at + letter.len_utf8();
        number += u32::from(counts);
    }
    out.push(line(text, number, start, text.len()));
    out
}

fn line(text: &str, number: u32, start: usize, end: usize) -> Line {
    let raw = text[start..end].trim_end_matches('\r');
    let indent = raw
        .chars()
        .take_while(|it| it.is_whitespace())
        .map(|it| match it {
            '\t' => 4,
            '\u{3000}' => 2,
            _ => 1,
        })
        .sum();
    Line { number, span: Span::new(start, start + raw.len()), indent, text: clean(raw) }
}

/// The text as it is displayed: in NFC, without control and zero-width characters, and with runs of white space as one space.
///
/// A single non-breaking space is kept, because French uses it before `:` and `»`.
fn clean(raw: &str) -> String {
    if is_clean(raw) {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut gap = None;
    for letter in raw.chars().filter_map(printable) {
        if letter.is_whitespace() {
            gap = Some(if gap.is_none() && matches!(letter, '\u{a0}' | '\u{202f}') {
                letter
            } else {
                ' '
            });
            continue;
        }
        if let Some(space) = gap.take().filter(|_| !out.is_empty()) {
            out.push(space);
        }
        out.push(letter);
    }
    if is_nfc(&out) { out } else { out.nfc().collect() }
}

/// Whether an ASCII line needs no cleaning, which is the normal case.
fn is_clean(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let edges = bytes.first() != Some(&b' ') && bytes.last() != Some(&b' ');
    edges && bytes.iter().all(|it| matches!(it, b' '..=b'~')) && !raw.contains("  ")
}

/// A character as it is displayed. `None` for an invisible one.
fn printable(letter: char) -> Option<char> {
    match letter {
        '\t' => Some(' '),
        // Windows-1252 punctuation that was decoded as Latin-1.
        '\u{80}'..='\u{9f}' => windows_1252(letter),
        '\0'..='\u{1f}'
        | '\u{7f}'
        | '\u{ad}'
        | '\u{200b}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{fffe}'
        | '\u{ffff}' => None,
        _ => Some(letter),
    }
}

/// The windows-1252 character for the Latin-1 control character `letter`.
fn windows_1252(letter: char) -> Option<char> {
    let byte = [u8::try_from(u32::from(letter)).ok()?];
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
    text.chars().next().filter(|it| !it.is_control())
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn numbers_lines_like_editors() {
        let lines = of("a\r\nb\rc\nd\u{c}e\u{2028}f\n\n\tg");
        let found = lines.iter().map(|it| (it.number, it.text.as_str())).collect::<Vec<_>>();
        assert_eq!(
            found,
            [(1, "a"), (2, "b"), (3, "c"), (4, "d"), (4, "e"), (4, "f"), (5, ""), (6, "g")]
        );
        assert_eq!(lines[7].indent, 4);
    }

    #[test]
    fn removes_invisible_characters() {
        for (raw, text) in [
            ("  two\t \u{a0}words ", "two words"),
            ("Qui\u{a0}?", "Qui\u{a0}?"),
            ("a\u{0}b\u{8}c\u{200b}d\u{feff}", "abcd"),
            ("e\u{301}te\u{301}", "\u{e9}t\u{e9}"),
            ("\u{93}Yes\u{94} \u{96} it\u{92}s", "“Yes” – it’s"),
            ("soft\u{ad}ly", "softly"),
        ] {
            assert_eq!(of(raw)[0].text, text, "{raw:?}");
        }
    }
}
