//! The line of a document that is shown below a problem. It is clipped, and hidden characters are visible.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::text::hidden::is_hidden;
use crate::text::lines::Lines;
use crate::text::span::Span;

/// The number of columns that are shown before and after the start of a span.
const BEFORE: usize = 50;
const AFTER: usize = 70;

/// One line, or the part of a line around a span.
pub(in crate::report) struct Excerpt {
    /// The number of the line, starting at 1.
    pub(in crate::report) line: u32,
    /// The text that is shown.
    pub(in crate::report) text: String,
    /// The span within `text`. If the span covers several lines, only its part in the first line is used.
    pub(in crate::report) marked: Range<usize>,
}

/// The line in which `span` starts.
pub(in crate::report) fn excerpt(text: &str, lines: &Lines<'_>, span: Span) -> Excerpt {
    let number = lines.position(span.start).line;
    let line = lines.text_of(number);
    let mut start = (span.start as usize).saturating_sub(lines.start_of(number)).min(line.len());
    while !line.is_char_boundary(start) {
        start -= 1;
    }
    let in_line = text.get(span.range()).map_or(0, |it| it.lines().next().map_or(0, str::len));
    let end = (start + in_line).min(line.len());
    let first = start - fitting(line[..start].chars().rev(), BEFORE);
    let last = start + fitting(line[start..].chars(), AFTER);

    let mut shown = String::new();
    let mut marked = 0..0;
    if first > 0 {
        shown.push('…');
    }
    for (at, it) in line[first..last].char_indices() {
        let at = first + at;
        if at == start {
            marked.start = shown.len();
        }
        if at == end {
            marked.end = shown.len();
        }
        match it {
            '\t' => shown.push_str(TAB),
            it if is_hidden(it) => shown.extend(it.escape_unicode()),
            it => shown.push(it),
        }
    }
    if start >= last {
        marked.start = shown.len();
    }
    if end >= last {
        marked.end = shown.len();
    }
    if last < line.len() {
        shown.push('…');
    }
    marked.end = marked.end.max(marked.start);
    Excerpt { line: number, text: shown, marked }
}

/// The replacement for a tab.
const TAB: &str = "    ";

/// The number of bytes of the characters that fit into this number of columns.
fn fitting(characters: impl Iterator<Item = char>, columns: usize) -> usize {
    let mut used = 0;
    let mut bytes = 0;
    for it in characters {
        used += match it {
            '\t' => TAB.len(),
            it if is_hidden(it) => it.escape_unicode().len(),
            it => it.width().unwrap_or(0),
        };
        // Combining marks have no width, so the number of bytes is limited too.
        if used > columns || bytes > columns * 8 {
            break;
        }
        bytes += it.len_utf8();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::excerpt;
    use crate::text::lines::Lines;
    use crate::text::span::Span;

    #[test]
    fn shows_the_part_around_the_span() {
        let text = format!("first\n{}<bad>{}\nlast", "é".repeat(300), "x".repeat(300));
        let start = text.find("<bad>").expect("it is there");
        let shown = excerpt(&text, &Lines::new(&text), Span::new(start, start + 5));
        assert_eq!(shown.line, 2);
        assert_eq!(&shown.text[shown.marked.clone()], "<bad>");
        assert!(shown.text.chars().count() < 130, "{}", shown.text);
    }

    #[test]
    fn clips_wide_characters_by_columns() {
        let text = format!("{}<bad>{}", "日".repeat(300), "\u{1b}".repeat(300));
        let start = text.find("<bad>").expect("it is there");
        let shown = excerpt(&text, &Lines::new(&text), Span::new(start, start + 5));
        assert_eq!(&shown.text[shown.marked.clone()], "<bad>");
        assert_eq!(shown.text.matches('日').count(), 25);
        assert_eq!(shown.text.matches(r"\u{1b}").count(), 10);
    }

    #[test]
    fn makes_hidden_characters_visible() {
        let text = "a\u{1b}b\tc";
        let shown = excerpt(text, &Lines::new(text), Span::new(2, 3));
        assert_eq!(shown.text, r"a\u{1b}b    c");
        assert_eq!(&shown.text[shown.marked], "b");
    }

    #[test]
    fn shortens_a_span_over_several_lines_to_the_first_line() {
        let text = "ab\ncd\nef";
        let shown = excerpt(text, &Lines::new(text), Span::new(1, 7));
        assert_eq!((shown.line, &shown.text[shown.marked]), (1, "b"));
        let at_end = excerpt(text, &Lines::new(text), Span::at(8));
        assert_eq!((at_end.line, at_end.marked), (3, 2..2));
    }
}
