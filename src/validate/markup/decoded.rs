//! The decoded text of an element or attribute, and how it maps back to the document.

use crate::text::span::Span;
use crate::validate::markup::Form;
use crate::validate::markup::Piece;

/// Decoded text that can be mapped back to its place in the document.
#[derive(Clone, Copy)]
pub struct Decoded<'a> {
    /// The decoded text.
    pub text: &'a str,
    /// The offset of `text` in the text that `origin` describes.
    offset: usize,
    origin: Origin<'a>,
}

#[derive(Clone, Copy)]
enum Origin<'a> {
    /// The text appears unchanged in the document, starting at this byte.
    Plain(usize),
    /// The text was decoded from one piece.
    One(Piece<'a>, &'a dyn Locate),
    /// The text was decoded from several pieces.
    Many(&'a [Placed<'a>], &'a dyn Locate),
}

/// One of several pieces, and its offset in the decoded text.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'s> {
    /// The first byte of the piece in the decoded text.
    pub at: usize,
    /// The piece.
    pub piece: Piece<'s>,
}

/// Maps decoded text back to the document. The reader implements this.
pub trait Locate {
    /// Maps an offset in the decoded piece to an offset in the document. The length of the text maps to the end of the piece.
    fn locate(&self, piece: &Piece<'_>, offset: usize) -> usize;
}

impl<'a> Decoded<'a> {
    /// Text that appears unchanged in the document, starting at byte `start`.
    pub fn plain(text: &'a str, start: usize) -> Decoded<'a> {
        Decoded { text, offset: 0, origin: Origin::Plain(start) }
    }

    /// Text that was decoded from one piece.
    pub fn one(text: &'a str, piece: Piece<'a>, reader: &'a dyn Locate) -> Decoded<'a> {
        Decoded { text, offset: 0, origin: Origin::One(piece, reader) }
    }

    /// Text that was decoded from several pieces, which must be in order.
    pub fn many(text: &'a str, pieces: &'a [Placed<'a>], reader: &'a dyn Locate) -> Decoded<'a> {
        Decoded { text, offset: 0, origin: Origin::Many(pieces, reader) }
    }

    /// The part from byte `start` to byte `end`.
    pub fn part(self, start: usize, end: usize) -> Decoded<'a> {
        Decoded { text: &self.text[start..end], offset: self.offset + start, origin: self.origin }
    }

    /// The text without XML white space at its start and end.
    pub fn trim(self) -> Decoded<'a> {
        let space = |it: char| matches!(it, ' ' | '\t' | '\n' | '\r');
        let start = self.text.len() - self.text.trim_start_matches(space).len();
        let end = start + self.text[start..].trim_end_matches(space).len();
        self.part(start, end)
    }

    /// The span of the text in the document.
    pub fn span(self) -> Span {
        self.span_of(0, self.text.len())
    }

    /// The span of bytes `start..end` of the text in the document.
    pub fn span_of(self, start: usize, end: usize) -> Span {
        let (start, end) = (self.offset + start, self.offset + end.max(start));
        let from = self.source_offset(start);
        let to = if end > start { self.source_end(end) } else { from };
        Span::new(from, to.max(from))
    }

    /// How the bytes `start..end` are written. `None` if they are in several pieces.
    pub fn form_of(self, start: usize, end: usize) -> Option<Form> {
        let (start, last) = (self.offset + start, self.offset + end.max(start + 1) - 1);
        match self.origin {
            // Outside CDATA sections, `<` and `&` are never written as they are.
            Origin::Plain(_) if self.text.contains(['<', '&']) => Some(Form::CData),
            Origin::Plain(_) => Some(Form::Plain),
            Origin::One(piece, _) => Some(piece.form),
            Origin::Many(pieces, _) => {
                let index = |at: usize| pieces.partition_point(|it| it.at <= at).saturating_sub(1);
                let found = pieces.get(index(start)).filter(|_| index(start) == index(last))?;
                Some(found.piece.form)
            }
        }
    }

    /// The raw text in the document from byte `start` to the end of the piece.
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

    /// The end of a range maps to the piece that contains the last byte, not to the start of the next piece.
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
