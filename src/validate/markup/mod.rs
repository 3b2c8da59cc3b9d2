//! Markup as events with spans, from XML and from JSON alike.

use std::borrow::Cow;

use crate::text::span::Span;
use crate::validate::markup::name::NameId;

pub mod decoded;
pub mod json;
pub mod json_text;
pub mod name;
pub mod reader;
pub mod xml;

/// One step through a document. Opens and closes always balance, whatever the document does.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(feature = "internals"),
    allow(dead_code, reason = "only the fuzz targets look at all places")
)]
pub enum Event<'s> {
    /// An element, an object, an array, or a member of one begins; its attributes stand with the reader.
    Open(Open),
    /// Character data: a run between two pieces of markup, or a CDATA section.
    Text(Piece<'s>),
    /// What was opened last ends.
    Close(Close),
    /// A comment, with its delimiters.
    Comment(Span),
    /// A processing instruction, with its delimiters.
    Instruction(Span),
    /// A document type declaration, with its delimiters.
    Doctype(Span),
    /// The document is over, and so it stays.
    End,
}

/// A start tag, or what stands for one in JSON.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    /// The element's name.
    pub name: NameId,
    /// What it is.
    pub kind: Kind,
    /// The whole tag, from `<` to `>`; in JSON the member's key, else the value.
    pub span: Span,
    /// The name alone, with its prefix; in JSON what is between the quotes of the key.
    pub name_span: Span,
}

/// What an [`Open`] opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An XML element.
    Element,
    /// A JSON object.
    Object,
    /// A JSON array.
    Array,
    /// A JSON string; its text follows as one piece.
    String,
    /// A JSON number; its text follows as one piece.
    Number,
    /// `true` or `false`; its text follows as one piece.
    Bool,
    /// `null`.
    Null,
}

/// An end tag. Of an empty-element tag, and of what ends without a tag, the span is empty.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(feature = "internals"),
    allow(dead_code, reason = "only the fuzz targets look at all places")
)]
pub struct Close {
    /// The element's name.
    pub name: NameId,
    /// The whole tag.
    pub span: Span,
    /// Whether the reader had to end it, because the document does not: then what it lacks is not its fault.
    pub forced: bool,
}

/// An attribute of the start tag read last.
#[derive(Clone, Debug)]
pub struct Attribute<'s> {
    /// Its name; without a prefix it is in no namespace.
    pub name: NameId,
    /// Its name as written.
    pub name_span: Span,
    /// Its value, references resolved and white space normalized as XML 1.0 §3.3.3 says.
    pub value: Cow<'s, str>,
    /// What is between the quotes.
    pub value_span: Span,
}

/// Character data as it stands in the document.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'s> {
    /// The raw text; of a CDATA section, what is between its delimiters.
    pub raw: &'s str,
    /// Where `raw` stands.
    pub span: Span,
    /// How `raw` becomes text.
    pub form: Form,
}

/// How the raw characters of a [`Piece`] become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// They are the text: no reference, no carriage return.
    Plain,
    /// References (and line ends) have to be resolved.
    Escaped,
    /// A CDATA section: only line ends may have to be resolved.
    CData,
    /// A JSON string: backslash escapes have to be resolved.
    Json,
}
