//! A place in a document.

use serde::Serialize;

/// A half-open range of bytes in the decoded text of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// Creates the span `start..end` in bytes. Documents are smaller than 4 GiB, see
    /// [`Source::MAX_SIZE`](crate::Source::MAX_SIZE).
    pub fn new(start: usize, end: usize) -> Span {
        let clip = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Span { start: clip(start), end: clip(end.max(start)) }
    }

    /// Creates the empty span at `offset`, where something is missing.
    pub fn at(offset: usize) -> Span {
        Span::new(offset, offset)
    }

    /// Returns the empty span after this one, where something may be inserted.
    pub(crate) fn after(self) -> Span {
        Span { start: self.end, end: self.end }
    }

    /// Returns the empty span before this one.
    pub(crate) fn before(self) -> Span {
        Span { start: self.start, end: self.start }
    }

    /// Returns the range of bytes, for slicing the text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the span of a part of this one. `start..end` are bytes relative to its start.
    pub(crate) fn part(self, start: usize, end: usize) -> Span {
        let base = self.start as usize;
        Span::new(base + start, base + end)
    }

    /// Returns the number of bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span is empty, which makes it a place between two bytes.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}
