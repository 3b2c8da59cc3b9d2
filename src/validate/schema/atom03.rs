//! Atom 0.3, the draft that Atom 1.0 replaced. Only the parts that readers still use are checked.
//! <https://datatracker.ietf.org/doc/html/draft-ietf-atompub-format-00>

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, One, ZeroOrOne};
use crate::validate::row::Place::{Entry, Feed, Person, Root};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    Anything, Children, Email, MediaType, Nonblank, Reference, Text, Url, W3cdtf,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::channel;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Atom 0.3.
pub static ATOM03: Vocabulary = vocabulary(Ns::ATOM03, ROWS).called("Atom 0.3");

const CONTENT: &[Attr] = &[attr("type", MediaType), attr("mode", Text)];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element        in                how often     value
    row("feed",        &[Root],          One,          Children).is(Feed).attributes(&[attr("version", Text)]),
    row("entry",       &[Root, Feed],    Any,          Children).is(Entry).attributes(&[attr("version", Text)]),

    row("title",       &[Feed, Entry],   ZeroOrOne,    Anything).attributes(CONTENT),
    row("link",        &[Feed, Entry],   Any,          Children).void().attributes(&[
        attr("rel",   Text).required(),
        attr("type",  MediaType).required(),
        attr("href",  Reference).required(),
        attr("title", Text),
    ]),
    row("author",      &[Feed, Entry],   ZeroOrOne,    Children).is(Person),
    row("contributor", &[Feed, Entry],   Any,          Children).is(Person),
    row("id",          &[Feed, Entry],   ZeroOrOne,    Nonblank),
    row("generator",   &[Feed],          ZeroOrOne,    Text).attributes(&[attr("url", Reference), attr("version", Text)])
        .checks(&[channel::record_generator]),
    row("copyright",   &[Feed],          ZeroOrOne,    Anything).attributes(CONTENT),
    row("tagline",     &[Feed],          ZeroOrOne,    Anything).attributes(CONTENT),
    row("info",        &[Feed],          ZeroOrOne,    Anything).attributes(CONTENT),
    row("modified",    &[Feed, Entry],   ZeroOrOne,    W3cdtf),
    row("issued",      &[Entry],         ZeroOrOne,    W3cdtf),
    row("created",     &[Entry],         ZeroOrOne,    W3cdtf),
    row("summary",     &[Entry],         ZeroOrOne,    Anything).attributes(CONTENT),
    row("content",     &[Entry],         Any,          Anything).attributes(CONTENT),

    row("name",        &[Person],        One,          Nonblank),
    row("url",         &[Person],        ZeroOrOne,    Url),
    row("email",       &[Person],        ZeroOrOne,    Email),
];
