//! Markup as events with spans, for both XML and JSON.

use std::borrow::Cow;

use crate::text::span::Span;
use crate::validate::markup::name::NameId;

pub(in crate::validate) mod by_name;
pub mod decoded;
pub mod json;
mod json_repair;
pub mod json_text;
pub mod name;
pub mod reader;
pub mod xml;

/// One event of a document. Every [`Event::Open`] has a matching [`Event::Close`], even in a malformed document.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(feature = "internals"),
    allow(dead_code, reason = "only the fuzz targets look at all places")
)]
pub enum Event<'s> {
    /// An element, an object, an array, or a member of one begins. The reader has its attributes.
    Open(Open),
    /// Character data: a run between two pieces of markup, or a CDATA section.
    Text(Piece<'s>),
    /// The last open element ends.
    Close(Close),
    /// A comment, with its delimiters.
    Comment(Span),
    /// A processing instruction, with its delimiters.
    Instruction(Span),
    /// A document type declaration, with its delimiters.
    Doctype(Span),
    /// The document has ended. All further events are the same.
    End,
}

/// A start tag, or its counterpart in JSON.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    /// The element's name.
    pub name: NameId,
    /// What it is.
    pub kind: Kind,
    /// The whole tag, from `<` to `>`. In JSON, the key of a member, or the value in an array.
    pub span: Span,
    /// Only the name, with its prefix. In JSON, the key without its quotes.
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
    /// A JSON string. Its text follows as one piece.
    String,
    /// A JSON number. Its text follows as one piece.
    Number,
    /// `true` or `false`. The text follows as one piece.
    Bool,
    /// `null`.
    Null,
}

/// An end tag. The span is empty for an empty-element tag and for an element that ends without a tag.
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
    /// Whether the reader had to end the element because the document does not. Its missing children are then not reported.
    pub forced: bool,
}

/// An attribute of the last start tag.
#[derive(Clone, Debug)]
pub struct Attribute<'s> {
    /// Its name. Without a prefix, it is in no namespace.
    pub name: NameId,
    /// Its name as written.
    pub name_span: Span,
    /// Its value, with references resolved and white space normalized according to XML 1.0, §3.3.3.
    pub value: Cow<'s, str>,
    /// The value without its quotes.
    pub value_span: Span,
}

/// Character data as written in the document.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'s> {
    /// The raw text. For a CDATA section, the text between its delimiters.
    pub raw: &'s str,
    /// The span of `raw`.
    pub span: Span,
    /// How `raw` is decoded.
    pub form: Form,
}

/// How the raw characters of a [`Piece`] are decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// They are already the text: there are no references or carriage returns.
    Plain,
    /// References and line ends must be resolved.
    Escaped,
    /// A CDATA section, in which only line ends may have to be resolved.
    CData,
    /// A JSON string, in which backslash escapes must be resolved.
    Json,
}
