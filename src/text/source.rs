//! A document: its name, its bytes decoded to text, and what was odd about the decoding.

use crate::text::span::Span;

/// The largest document that positions can address, in bytes.
pub const MAX_SIZE: usize = u32::MAX as usize;

/// A document, decoded. Positions everywhere are bytes of `text`.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// What it is called in reports: a path as it was reached, a URL, or `-`.
    pub name: String,
    /// The decoded text, without a byte order mark.
    pub text: String,
    /// The canonical name of the encoding that the text was decoded from, such as `UTF-8`.
    pub encoding: &'static str,
    /// What was wrong with the bytes; the text stands in for them with U+FFFD.
    pub faults: Vec<Fault>,
}

/// Something wrong with the bytes of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which kind.
    pub kind: FaultKind,
    /// Where in the decoded text.
    pub span: Span,
    /// The words for it, naming the values found.
    pub message: String,
}

/// The kinds of [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Bytes that are no character in the document's encoding.
    Undecodable,
    /// An encoding name that nobody knows.
    UnknownEncoding,
    /// The byte order mark, HTTP or the declaration contradict each other.
    Mismatch,
}

impl Source {
    /// A document that is text already.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source { name: name.into(), text: text.into(), encoding: "UTF-8", faults: Vec::new() }
    }
}
