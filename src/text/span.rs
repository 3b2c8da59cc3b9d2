//! A place in a document.

use serde::Serialize;

/// A range of bytes of the decoded text of a source, half open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of `start..end`, in bytes; documents are below 4 GiB, see [`Source::MAX_SIZE`](crate::Source::MAX_SIZE).
    pub fn new(start: usize, end: usize) -> Span {
        let clip = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Span { start: clip(start), end: clip(end.max(start)) }
    }

    /// The empty span at `offset`: where something is missing.
    pub fn at(offset: usize) -> Span {
        Span::new(offset, offset)
    }

    /// The empty span right behind this one: where something may be inserted.
    pub(crate) fn after(self) -> Span {
        Span { start: self.end, end: self.end }
    }

    /// The empty span right before this one.
    pub(crate) fn before(self) -> Span {
        Span { start: self.start, end: self.start }
    }

    /// The range of bytes, for slicing the text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The span of a part of this one: `start..end` are bytes relative to its start.
    pub(crate) fn part(self, start: usize, end: usize) -> Span {
        let base = self.start as usize;
        Span::new(base + start, base + end)
    }

    /// How many bytes it covers.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing, and so is a place between two bytes.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}
