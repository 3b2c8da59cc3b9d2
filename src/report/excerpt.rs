//! A line of a document as it is shown under a finding: clipped, and with nothing hidden in it.

use std::fmt::Write;
use std::ops::Range;

use crate::report::escape::is_hidden;
use crate::text::lines::Lines;
use crate::text::span::Span;

/// How many characters are shown before and after the start of a span.
const BEFORE: usize = 50;
const AFTER: usize = 70;

/// One line, or the part of it around a span.
pub(in crate::report) struct Excerpt {
    /// The line's number, from 1.
    pub(in crate::report) line: u32,
    /// What is shown of it.
    pub(in crate::report) text: String,
    /// The span within `text`; of a span over several lines, what lies in the first.
    pub(in crate::report) marked: Range<usize>,
}

/// The line that `span` begins in.
pub(in crate::report) fn excerpt(text: &str, lines: &Lines<'_>, span: Span) -> Excerpt {
    let position = lines.position(span.start);
    let line = lines.text_of(position.line);
    let start = line.char_indices().nth(position.column as usize - 1).map_or(line.len(), |it| it.0);
    let in_line = text.get(span.range()).map_or(0, |it| it.lines().next().map_or(0, str::len));
    let end = (start + in_line).min(line.len());

    let first = line[..start].char_indices().rev().nth(BEFORE - 1).map_or(0, |it| it.0);
    let last = line[start..].char_indices().nth(AFTER).map_or(line.len(), |it| start + it.0);
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
            '\t' => shown.push_str("    "),
            it if is_hidden(it) => {
                write!(shown, "{}", it.escape_unicode()).expect("writing to a string cannot fail");
            }
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
    Excerpt { line: position.line, text: shown, marked }
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
    fn makes_hidden_characters_visible() {
        let text = "a\u{1b}b\tc";
        let shown = excerpt(text, &Lines::new(text), Span::new(2, 3));
        assert_eq!(shown.text, r"a\u{1b}b    c");
        assert_eq!(&shown.text[shown.marked], "b");
    }

    #[test]
    fn shortens_a_span_over_several_lines_to_its_first() {
        let text = "ab\ncd\nef";
        let shown = excerpt(text, &Lines::new(text), Span::new(1, 7));
        assert_eq!((shown.line, &shown.text[shown.marked]), (1, "b"));
        let at_end = excerpt(text, &Lines::new(text), Span::at(8));
        assert_eq!((at_end.line, at_end.marked), (3, 2..2));
    }
}
