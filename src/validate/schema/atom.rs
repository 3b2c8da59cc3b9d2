//! Atom 1.0. <https://www.rfc-editor.org/rfc/rfc4287>

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, One, Recommended, ZeroOrOne};
use crate::validate::row::PLAIN;
use crate::validate::row::Place::{Content, Entry, Feed, Person, Root, Source};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    Anything, AtomContent, AtomText, Children, Email, Id, Integer, Language, MediaType, Nonblank,
    OneOf, Reference, Rfc3339, Text,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules;
use crate::validate::rules::atom;
use crate::validate::rules::channel;
use crate::validate::rules::link;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Atom.
pub static ATOM: Vocabulary = vocabulary(Ns::ATOM, ROWS).called("Atom");

/// §3.1: a text construct.
const TEXT: &[Attr] = &[attr("type", Nonblank)];

/// §4.2.7: a link.
#[rustfmt::skip]
pub(in crate::validate::schema) const LINK: &[Attr] = &[
    attr("href",     Reference).required(),
    attr("rel",      Nonblank),
    attr("type",     MediaType),
    attr("hreflang", Language),
    attr("title",    PLAIN).check(link::title_is_not_blank),
    attr("length",   Integer(0, i64::MAX)),
    attr("thr:count",   Integer(0, i64::MAX)),
    attr("thr:updated", Rfc3339),
];

/// Whether search engines may keep the feed. <https://datatracker.ietf.org/doc/html/draft-snell-atompub-feed-index>
pub(in crate::validate::schema) const INDEXING: &[Attr] =
    &[attr("indexing:index", OneOf(&["yes", "no"]))];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element        in                          how often     value
    row("feed",        &[Root],                    One,          Children).is(Feed).attributes(INDEXING)
        .checks(&[link::atom_has_self_link, atom::entries_have_authors, atom::ids_are_not_all_the_same,
            atom::metadata_comes_first, atom::feed_is_as_new_as_its_entries, channel::feed_has_entries, channel::language_is_named]),
    row("entry",       &[Root, Feed],              Any,          Children).is(Entry)
        .checks(&[atom::entry_has_content_or_alternate, atom::entry_has_author, atom::entry_is_complete]),
    row("source",      &[Entry],                   ZeroOrOne,    Children).is(Source),

    row("id",          &[Feed, Entry],             One,          Id).exact().nonblank().checks(&[atom::record_id]),
    row("title",       &[Feed, Entry],             One,          AtomText).attributes(TEXT).nonblank(),
    row("updated",     &[Feed, Entry],             One,          Rfc3339).exact()
        .taken_from(&["published", "dcterms:modified", "dc:date", "dcterms:created", "app:edited"]),
    row("id",          &[Source],                  Recommended,  Id).exact().nonblank().absent(&rules::INCOMPLETE_SOURCE),
    row("title",       &[Source],                  Recommended,  AtomText).attributes(TEXT).nonblank().absent(&rules::INCOMPLETE_SOURCE),
    row("updated",     &[Source],                  Recommended,  Rfc3339).exact().absent(&rules::INCOMPLETE_SOURCE),
    row("published",   &[Entry],                   ZeroOrOne,    Rfc3339).exact(),
    row("author",      &[Feed, Entry, Source],     Any,          Children).is(Person).checks(&[atom::record_author]),
    row("contributor", &[Feed, Entry, Source],     Any,          Children).is(Person),
    row("category",    &[Feed, Entry, Source],     Any,          Children).void().attributes(&[
        attr("term",   Nonblank).required(),
        attr("scheme", Id),
        attr("label",  PLAIN),
    ]),
    row("link",        &[Feed, Entry, Source],     Any,          Anything).void().attributes(LINK)
        .checks(&[link::link_is_in_order]),
    row("rights",      &[Feed, Entry, Source],     ZeroOrOne,    AtomText).attributes(TEXT).nonblank(),
    row("subtitle",    &[Feed, Source],            ZeroOrOne,    AtomText).attributes(TEXT).nonblank(),
    row("generator",   &[Feed, Source],            ZeroOrOne,    PLAIN).nonblank().attributes(&[
        attr("uri",     Reference),
        attr("version", Text),
    ]).checks(&[channel::record_generator]),
    row("icon",        &[Feed, Source],            ZeroOrOne,    Reference).exact().nonblank(),
    row("logo",        &[Feed, Source],            ZeroOrOne,    Reference).exact().nonblank(),
    row("summary",     &[Entry],                   ZeroOrOne,    AtomText).attributes(TEXT).nonblank(),
    row("content",     &[Entry],                   ZeroOrOne,    AtomContent).is(Content).nonblank().attributes(&[
        attr("type", Nonblank),
        attr("src",  Reference),
    ]).checks(&[atom::record_content]),

    row("name",        &[Person],                  One,          PLAIN).nonblank().checks(&[atom::name_is_not_an_address]),
    row("uri",         &[Person],                  ZeroOrOne,    Reference).exact().nonblank(),
    row("email",       &[Person],                  ZeroOrOne,    Email),
];
