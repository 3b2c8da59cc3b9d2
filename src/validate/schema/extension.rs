//! Extensions that feeds of every format may carry.

use crate::validate::markup::name::Ns;
use crate::validate::rules::link;
use crate::validate::schema::Count::{Any, ZeroOrOne};
use crate::validate::schema::Place::{Entry, Feed};
use crate::validate::schema::Row;
use crate::validate::schema::Value::{Children, Html, Nonblank, Rfc3339, Text, W3cdtf};
use crate::validate::schema::Vocabulary;
use crate::validate::schema::atom::LINK;
use crate::validate::schema::row;

/// Elements of Atom inside RSS.
pub static ATOM_IN_RSS: Vocabulary = Vocabulary { ns: Ns::ATOM, rows: ATOM_ROWS };
/// Dublin Core. <https://www.dublincore.org/specifications/dublin-core/dces/>
pub static DC: Vocabulary = Vocabulary { ns: Ns::DC, rows: DC_ROWS };
/// Full content. <https://web.resource.org/rss/1.0/modules/content/>
pub static CONTENT: Vocabulary = Vocabulary { ns: Ns::CONTENT, rows: CONTENT_ROWS };

#[rustfmt::skip]
static ATOM_ROWS: &[Row] = &[
    //  element           in                how often     value
    row("atom:link",      &[Feed, Entry],   Any,          Children).attributes(LINK).checks(&[link::link_is_in_order]),
    row("atom:updated",   &[Feed, Entry],   ZeroOrOne,    Rfc3339),
    row("atom:published", &[Entry],         ZeroOrOne,    Rfc3339),
];

#[rustfmt::skip]
static DC_ROWS: &[Row] = &[
    //  element           in                how often     value
    row("dc:creator",     &[Feed, Entry],   Any,          Nonblank),
    row("dc:contributor", &[Feed, Entry],   Any,          Text),
    row("dc:date",        &[Feed, Entry],   ZeroOrOne,    W3cdtf),
];

#[rustfmt::skip]
static CONTENT_ROWS: &[Row] = &[
    row("content:encoded", &[Entry],        ZeroOrOne,    Html),
];
