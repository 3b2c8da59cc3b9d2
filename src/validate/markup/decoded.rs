//! The text of an element or attribute, decoded, and the way back from it to the document.

use crate::text::span::Span;
use crate::validate::markup::Piece;

/// Text with the way back to where it stands.
#[derive(Clone, Copy)]
pub struct Decoded<'a> {
    /// The text, decoded.
    pub text: &'a str,
    /// Where `text` begins in what `origin` describes.
    offset: usize,
    origin: Origin<'a>,
}

#[derive(Clone, Copy)]
enum Origin<'a> {
    /// It stands in the document as it is, from this byte on.
    Plain(usize),
    /// It is one piece, decoded.
    One(Piece<'a>, &'a dyn Locate),
    /// It is several pieces.
    Many(&'a [Placed<'a>], &'a dyn Locate),
}

/// A piece of a text of several, and where it begins in the decoded text.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'s> {
    /// The first byte of the piece in the decoded text.
    pub at: usize,
    /// The piece.
    pub piece: Piece<'s>,
}

/// What knows how a piece was decoded: the reader.
pub trait Locate {
    /// The byte of the document at which byte `offset` of the decoded piece begins; the end for its length.
    fn locate(&self, piece: &Piece<'_>, offset: usize) -> usize;
}

impl<'a> Decoded<'a> {
    /// Text that stands in the document as it is, beginning at byte `start`.
    pub fn plain(text: &'a str, start: usize) -> Decoded<'a> {
        Decoded { text, offset: 0, origin: Origin::Plain(start) }
    }

    /// Text that one piece was decoded to.
    pub fn one(text: &'a str, piece: Piece<'a>, reader: &'a dyn Locate) -> Decoded<'a> {
        Decoded { text, offset: 0, origin: Origin::One(piece, reader) }
    }

    /// Text that several pieces were decoded to; they are in order.
    pub fn many(text: &'a str, pieces: &'a [Placed<'a>], reader: &'a dyn Locate) -> Decoded<'a> {
        Decoded { text, offset: 0, origin: Origin::Many(pieces, reader) }
    }

    /// A part of it: bytes `start..end`.
    pub fn part(self, start: usize, end: usize) -> Decoded<'a> {
        Decoded { text: &self.text[start..end], offset: self.offset + start, origin: self.origin }
    }

    /// Itself without white space (as XML knows it) around it.
    pub fn trim(self) -> Decoded<'a> {
        let space = |it: char| matches!(it, ' ' | '\t' | '\n' | '\r');
        let start = self.text.len() - self.text.trim_start_matches(space).len();
        let end = start + self.text[start..].trim_end_matches(space).len();
        self.part(start, end)
    }

    /// Where it stands in the document.
    pub fn span(self) -> Span {
        self.span_of(0, self.text.len())
    }

    /// Where bytes `start..end` of it stand in the document.
    pub fn span_of(self, start: usize, end: usize) -> Span {
        let (start, end) = (self.offset + start, self.offset + end.max(start));
        let from = self.source_offset(start);
        let to = if end > start { self.source_end(end) } else { from };
        Span::new(from, to.max(from))
    }

    /// How it is written in the document from byte `start` on, up to the end of the piece.
    pub fn written_from(self, start: usize) -> &'a str {
        let offset = self.offset + start;
        let piece = match self.origin {
            Origin::Plain(_) => return &self.text[start..],
            Origin::One(piece, _) => piece,
            Origin::Many(pieces, _) => {
                let index = pieces.partition_point(|it| it.at <= offset).saturating_sub(1);
                match pieces.get(index) {
                    Some(it) => it.piece,
                    None => return "",
                }
            }
        };
        let at = self.source_offset(offset).saturating_sub(piece.span.start as usize);
        piece.raw.get(at..).unwrap_or_default()
    }

    fn source_offset(self, offset: usize) -> usize {
        match self.origin {
            Origin::Plain(start) => start + offset,
            Origin::One(piece, reader) => reader.locate(&piece, offset),
            Origin::Many(pieces, reader) => {
                let index = pieces.partition_point(|it| it.at <= offset).saturating_sub(1);
                pieces.get(index).map_or(0, |it| reader.locate(&it.piece, offset - it.at))
            }
        }
    }

    /// The end of a range lies in the piece that its last byte lies in, not at the start of the next piece.
    fn source_end(self, end: usize) -> usize {
        match self.origin {
            Origin::Many(pieces, reader) => {
                let index = pieces.partition_point(|it| it.at < end).saturating_sub(1);
                pieces.get(index).map_or(0, |it| reader.locate(&it.piece, end - it.at))
            }
            _ => self.source_offset(end),
        }
    }
}
