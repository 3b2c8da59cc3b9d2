//! One interface for reading XML and JSON.

use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::Attribute;
use crate::validate::markup::Event;
use crate::validate::markup::Form;
use crate::validate::markup::Piece;
use crate::validate::markup::decoded::Locate;
use crate::validate::markup::json::Json;
use crate::validate::markup::name::Name;
use crate::validate::markup::name::NameId;
use crate::validate::markup::name::Ns;
use crate::validate::markup::xml::Xml;
use crate::validate::markup::xml::amend::Amended;

/// A reader of one document.
pub enum Reader<'s> {
    /// A reader of XML.
    Xml(Box<Xml<'s>>),
    /// A reader of JSON.
    Json(Box<Json<'s>>),
}

impl<'s> Reader<'s> {
    /// Returns the next event, and reports the markup errors before it.
    pub fn next(&mut self, out: &mut Diagnostics) -> Event<'s> {
        match self {
            Reader::Xml(it) => it.next(out),
            Reader::Json(it) => it.next(out),
        }
    }

    /// Ends the parent of the last opened element if the parent is never closed. See [`Xml::amend`].
    pub fn amend(&mut self, out: &mut Diagnostics, levels: usize, leaf: bool) -> Amended {
        match self {
            Reader::Xml(it) => it.amend(out, levels, leaf),
            Reader::Json(_) => Amended::Not,
        }
    }

    /// Ends the last opened element, which has no content, if it is never closed. See [`Xml::end_void`].
    pub fn end_void(&mut self, out: &mut Diagnostics, in_text: bool) {
        if let Reader::Xml(it) = self {
            it.end_void(out, in_text);
        }
    }

    /// The attributes of the last tag.
    pub fn attributes(&self) -> &[Attribute<'s>] {
        match self {
            Reader::Xml(it) => it.attributes(),
            Reader::Json(_) => &[],
        }
    }

    /// The name with this number.
    pub fn name(&self, id: NameId) -> Name<'s> {
        match self {
            Reader::Xml(it) => it.name(id),
            Reader::Json(it) => it.name(id),
        }
    }

    /// The URI of a namespace.
    pub fn namespace_uri(&self, ns: Ns) -> &str {
        match self {
            Reader::Xml(it) => it.namespace_uri(ns),
            Reader::Json(_) => ns.entry().map_or("", |it| it.uri),
        }
    }

    /// Whether a prefix is declared for the last tag.
    pub fn is_declared(&self, prefix: &str) -> bool {
        match self {
            Reader::Xml(it) => it.is_declared(prefix),
            Reader::Json(_) => false,
        }
    }

    /// Whether the raw text of a piece is already its decoded text.
    pub fn is_verbatim(&self, piece: &Piece<'s>) -> bool {
        match self {
            Reader::Xml(it) => it.is_verbatim(piece),
            Reader::Json(_) => piece.form == Form::Plain,
        }
    }

    /// Appends the decoded text of a piece.
    pub fn decode(&self, piece: &Piece<'s>, into: &mut String) {
        match self {
            Reader::Xml(it) => it.decode(piece, into),
            Reader::Json(it) => it.decode(piece, into),
        }
    }
}

impl Locate for Reader<'_> {
    fn locate(&self, piece: &Piece<'_>, offset: usize) -> usize {
        match self {
            Reader::Xml(it) => it.locate(piece, offset) as usize,
            Reader::Json(it) => it.locate(piece, offset),
        }
    }
}
