//! The Atom Publishing Protocol: service and category documents, and how entries describe their editing.
//! <https://www.rfc-editor.org/rfc/rfc5023>

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, One, OneOrMore, ZeroOrOne};
use crate::validate::row::PLAIN;
use crate::validate::row::Place::{Entry, Feed, In, Root, Source};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    AtomText, Children, Id, Nonblank, OneOf, Reference, Rfc3339, Text,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::app;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// The elements of the protocol.
pub static APP: Vocabulary = vocabulary(Ns::APP, ROWS).called("AtomPub");
/// The Atom elements inside those documents.
pub static ATOM_IN_APP: Vocabulary = vocabulary(Ns::ATOM, ATOM_ROWS).called("Atom");

const YES_NO: &[&str] = &["yes", "no"];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element           in                                               how often     value
    row("app:service",    &[Root],                                         One,          Children),
    row("app:workspace",  &[In("app:service")],                            OneOrMore,    Children)
        .checks(&[app::has_title]),
    // §8.3.5: a feed or its source may name its own collection.
    row("app:collection", &[In("app:workspace"), Feed, Source, Entry],     Any,          Children)
        .attributes(&[attr("href", Reference).required()])
        .checks(&[app::has_title, app::collection_is_in_place]),
    row("app:accept",     &[In("app:collection")],                         Any,          Text)
        .checks(&[app::accept]),
    row("app:categories", &[Root, In("app:collection")],                   Any,          Children)
        .attributes(CATEGORIES).checks(&[app::categories]),

    row("app:edited",     &[Entry],                                        ZeroOrOne,    Rfc3339).exact(),
    row("app:control",    &[Entry],                                        ZeroOrOne,    Children),
    row("app:draft",      &[In("app:control")],                            ZeroOrOne,    OneOf(YES_NO)),
];

#[rustfmt::skip]
const CATEGORIES: &[Attr] = &[
    attr("href",   Reference),
    attr("fixed",  OneOf(YES_NO)),
    attr("scheme", Id),
];

#[rustfmt::skip]
static ATOM_ROWS: &[Row] = &[
    //  element           in                                               how often     value
    row("atom:title",     &[In("app:workspace"), In("app:collection")],    ZeroOrOne,    AtomText)
        .attributes(&[attr("type", Nonblank)]).nonblank(),
    row("atom:category",  &[In("app:categories")],                         Any,          Children).void().attributes(&[
        attr("term",   Nonblank).required(),
        attr("scheme", Id),
        attr("label",  PLAIN),
    ]),
];
