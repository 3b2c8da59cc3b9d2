//! The output of a template, and the position in the file from which each part comes.

use std::borrow::Cow;
use std::ops::Range;

use crate::publish::load::Reading;
use crate::publish::load::Removed;
use crate::text::lines::Lines;
use crate::text::span::Span;

/// Text without template tags.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expanded<'t> {
    /// The text.
    pub(crate) text: Cow<'t, str>,
    /// The removed tags, in the order of the file.
    pub(crate) removed: Vec<Removed>,
    /// The start of the text in the file.
    base: usize,
    segments: Vec<Segment>,
}

impl<'t> Expanded<'t> {
    /// Text without tags, which starts at byte `base` of its file.
    pub(crate) fn unchanged(text: &'t str, base: usize) -> Expanded<'t> {
        Expanded { text: Cow::Borrowed(text), base, ..Expanded::default() }
    }

    /// Maps a byte position in the text to the file.
    pub(crate) fn source(&self, at: usize) -> usize {
        let after = self.segments.partition_point(|it| it.at <= at);
        let Some(segment) = after.checked_sub(1).map(|it| &self.segments[it]) else {
            return self.base + at;
        };
        let inside = if segment.copied { at - segment.at } else { 0 };
        self.base + segment.source + inside
    }

    /// Maps the positions in a reading back to the lines of the file. `read` is the text that was read: this text after `start`
    /// other bytes.
    pub(crate) fn restore(&self, reading: &mut Reading, start: usize, read: &str, lines: &Lines) {
        if self.segments.is_empty() {
            return;
        }
        let source = |at: usize| at.checked_sub(start).map_or(at, |it| self.source(it));
        for diagnostic in &mut reading.diagnostics {
            let range = diagnostic.span.range();
            diagnostic.span = Span::new(source(range.start), source(range.end));
        }
        let read = Lines::new(read);
        for origin in reading.article.origin.values_mut() {
            let Some(line) = &mut origin.line else { continue };
            let at = source(read.span_of(*line).range().start);
            *line = lines.position(u32::try_from(at).unwrap_or(u32::MAX)).line;
        }
    }
}

/// A part of the text: its start in the text and in the source. `copied` if both have the same contents.
#[derive(Clone, Copy, Debug)]
struct Segment {
    at: usize,
    source: usize,
    copied: bool,
}

/// The text while it is built.
pub(crate) struct Output<'t> {
    /// The source, which is part of the file.
    pub(crate) source: &'t str,
    /// The output so far.
    pub(crate) text: String,
    base: usize,
    segments: Vec<Segment>,
    removed: Vec<Removed>,
}

impl<'t> Output<'t> {
    /// Empty output for a source that starts at byte `base` of its file.
    pub(crate) fn new(source: &'t str, base: usize) -> Output<'t> {
        let text = String::with_capacity(source.len() + source.len() / 8);
        Output { source, text, base, segments: Vec::new(), removed: Vec::new() }
    }

    /// Appends a part of the source.
    pub(crate) fn copy(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let follows = self
            .segments
            .last()
            .is_some_and(|it| it.copied && it.source + (self.text.len() - it.at) == range.start);
        if !follows {
            self.segment(range.start, true);
        }
        self.text.push_str(&self.source[range]);
    }

    /// Appends `text` in place of the source at byte `at`.
    pub(crate) fn put(&mut self, at: usize, text: &str) {
        if !text.is_empty() {
            self.segment(at, false);
            self.text.push_str(text);
        }
    }

    fn segment(&mut self, source: usize, copied: bool) {
        self.segments.push(Segment { at: self.text.len(), source, copied });
    }

    /// Removes everything after the first `length` bytes.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        while self.segments.pop_if(|it| it.at >= length).is_some() {}
    }

    /// Removes the white space at the end.
    pub(crate) fn trim_end(&mut self) {
        self.truncate(self.text.trim_end().len());
    }

    /// Records that the tag at `range` of the source was removed.
    pub(crate) fn removed(&mut self, tag: impl Into<String>, range: &Range<usize>) {
        let span = Span::new(self.base + range.start, self.base + range.end);
        self.removed.push(Removed { tag: tag.into(), span });
    }

    /// The finished text.
    pub(crate) fn finish(self) -> Expanded<'t> {
        let Output { text, base, segments, removed, .. } = self;
        Expanded { text: Cow::Owned(text), removed, base, segments }
    }

    /// Whether the current line of the output contains only white space.
    pub(crate) fn begins_line(&self) -> bool {
        begins_line(&self.text)
    }

    /// The rest of the source line after byte `at`, without its line ending.
    pub(crate) fn rest_of_line(&self, at: usize) -> &'t str {
        let rest = &self.source[at..];
        &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())]
    }

    /// Whether a tag is alone on its line: there is only white space before it in the output, and after byte `end` of the source.
    pub(crate) fn is_alone(&self, end: usize) -> bool {
        begins_line(&self.text) && ends_line(&self.source[end..])
    }

    /// Appends HTML in place of the tag at `range`. The line after it is not read as part of the HTML.
    pub(crate) fn html(&mut self, range: &Range<usize>, html: &str) {
        let alone = self.is_alone(range.end);
        self.put(range.start, html);
        if alone && self.has_text_below(range.end) {
            self.put(range.end, "\n");
        }
    }

    /// Removes the tag at `range`. If it is alone on its line, a blank line is left. Between lines of HTML the line is removed,
    /// because a blank line would end the HTML and turn indented lines after it into code. Returns the position where the source
    /// continues.
    pub(crate) fn leave_out(&mut self, range: &Range<usize>) -> usize {
        if !self.is_alone(range.end) {
            return range.end;
        }
        let made = self.text.trim_end_matches([' ', '\t']);
        let Some(above) = made.strip_suffix('\n') else { return range.end };
        let above = last_line(above).trim_start();
        let line_end = range.end + self.rest_of_line(range.end).len();
        let below = self.source.get(line_end + 1..).unwrap_or_default();
        if above.starts_with('<') && below.trim_start_matches([' ', '\t']).starts_with('<') {
            let length = made.len();
            self.truncate(length);
            return (line_end + 1).min(self.source.len());
        }
        let length = made.len();
        self.truncate(length);
        range.end
    }

    /// Whether the line after byte `end` contains text that is not an HTML tag.
    fn has_text_below(&self, end: usize) -> bool {
        let line_end = end + self.rest_of_line(end).len();
        let below = self.source.get(line_end + 1..).unwrap_or_default();
        let below = below.trim_start_matches([' ', '\t']);
        !(below.is_empty() || below.starts_with(['\n', '\r', '<']))
    }
}

/// The maximum indentation of a line in bytes. A wider one is ignored, because it would be searched again for each tag.
const WIDEST: usize = 1000;

/// The last line of a text. Empty if the line is long.
fn last_line(text: &str) -> &str {
    let from = text.len().saturating_sub(16 * 1024);
    match memchr::memrchr(b'\n', &text.as_bytes()[from..]) {
        Some(found) => &text[from + found + 1..],
        None if from == 0 => text,
        None => "",
    }
}

/// The line that contains byte `at`, up to that byte. Empty if the line is long.
pub(crate) fn line_before(text: &str, at: usize) -> &str {
    let from = at.saturating_sub(200);
    match memchr::memrchr(b'\n', &text.as_bytes()[from..at]) {
        Some(found) => &text[from + found + 1..at],
        None if from == 0 => &text[..at],
        None => "",
    }
}

/// Whether the first line of a string contains only white space.
pub(crate) fn ends_line(text: &str) -> bool {
    let blank = |it: &u8| matches!(it, b' ' | b'\t' | b'\r');
    text.bytes().find(|it| !blank(it)).is_none_or(|it| it == b'\n')
}

/// Whether the last line of a string contains only white space, and little of it.
pub(crate) fn begins_line(text: &str) -> bool {
    let blanks =
        text.bytes().rev().take(WIDEST).take_while(|it| matches!(it, b' ' | b'\t')).count();
    blanks < WIDEST
        && text.len().checked_sub(blanks + 1).is_none_or(|it| text.as_bytes()[it] == b'\n')
}

#[cfg(test)]
mod tests {
    use super::Output;

    #[test]
    fn maps_each_byte_to_its_source() {
        let mut output = Output::new("ab{{ x }}cd", 10);
        output.copy(0..2);
        output.put(2, "XYZ");
        output.copy(9..11);
        let expanded = output.finish();
        assert_eq!(expanded.text, "abXYZcd");
        let places: Vec<usize> = (0..7).map(|it| expanded.source(it)).collect();
        assert_eq!(places, [10, 11, 12, 12, 12, 19, 20]);
    }

    #[test]
    fn removes_output_again() {
        let mut output = Output::new("ab  cd", 0);
        output.copy(0..4);
        output.put(4, "X");
        output.truncate(4);
        output.trim_end();
        output.copy(4..6);
        let expanded = output.finish();
        assert_eq!((expanded.text.as_ref(), expanded.source(2)), ("abcd", 4));
    }
}
