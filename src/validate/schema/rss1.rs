//! RSS 1.0 <https://web.resource.org/rss/1.0/spec>, 0.90 <https://www.rssboard.org/rss-0-9-0> and
//! 1.1 <https://inamidst.com/rss1.1/>: the RSS of RDF.

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, One, ZeroOrOne};
use crate::validate::row::PLAIN;
use crate::validate::row::Place::{Entry, Feed, In, Root};
use crate::validate::row::Row;
use crate::validate::row::Value::{Children, Empty, Html, Reference, Text, Url};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::channel;
use crate::validate::rules::media_link;
use crate::validate::rules::rss1;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// RSS 1.0.
pub static RSS10: Vocabulary = vocabulary(Ns::RSS10, ROWS).called("RSS 1.0");
/// RSS 0.90, which is like RSS 1.0 but without `rdf:about` and without a list of items.
pub static RSS090: Vocabulary = vocabulary(Ns::RSS090, ROWS_090).called("RSS 0.90");
/// RSS 1.1.
pub static RSS11: Vocabulary = vocabulary(Ns::RSS11, ROWS_11).called("RSS 1.1");

const ABOUT: &[Attr] = &[attr("rdf:about", Reference).required().found_by(rss1::about)];
const RESOURCE: &[Attr] = &[attr("rdf:resource", Reference).required().found_by(rss1::resource)];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element       in                              how often     value
    row("channel",     &[In("rdf:RDF")],              ZeroOrOne,    Children).is(Feed).attributes(ABOUT)
        .checks(&[channel::language_is_named]),
    row("title",       &[Feed],                       One,          PLAIN).nonblank(),
    row("link",        &[Feed],                       One,          Url),
    row("description", &[Feed],                       One,          PLAIN),
    row("items",       &[Feed],                       One,          Children).checks(&[rss1::record_list]),
    row("image",       &[Feed],                       ZeroOrOne,    Empty).attributes(RESOURCE)
        .checks(&[rss1::record_part_reference]),
    row("textinput",   &[Feed],                       ZeroOrOne,    Empty).attributes(RESOURCE)
        .checks(&[rss1::record_part_reference]),

    row("image",       &[In("rdf:RDF")],              ZeroOrOne,    Children).is(In("rdf:RDF/image"))
        .attributes(ABOUT).checks(&[rss1::record_part]),
    row("title",       &[In("rdf:RDF/image")],        One,          PLAIN),
    row("url",         &[In("rdf:RDF/image")],        One,          Url),
    row("link",        &[In("rdf:RDF/image")],        One,          Url),

    row("item",        &[In("rdf:RDF")],              Any,          Children).is(Entry)
        .attributes(ABOUT).checks(&[rss1::record_item]),
    row("title",       &[Entry],                      One,          PLAIN).nonblank(),
    row("link",        &[Entry],                      One,          Url).checks(&[media_link::record_media_link]),
    row("description", &[Entry],                      ZeroOrOne,    Html),

    row("textinput",   &[In("rdf:RDF")],              ZeroOrOne,    Children).is(In("rdf:RDF/textinput"))
        .attributes(ABOUT).checks(&[rss1::record_part]),
    row("title",       &[In("rdf:RDF/textinput")],    One,          PLAIN),
    row("description", &[In("rdf:RDF/textinput")],    One,          PLAIN),
    row("name",        &[In("rdf:RDF/textinput")],    One,          Text).checks(&[channel::name_is_valid_in_html]),
    row("link",        &[In("rdf:RDF/textinput")],    One,          Url),
];

#[rustfmt::skip]
static ROWS_090: &[Row] = &[
    //  element       in                              how often     value
    row("channel",     &[In("rdf:RDF")],              ZeroOrOne,    Children).is(Feed).checks(&[rss1::is_090]),
    row("title",       &[Feed],                       One,          PLAIN).nonblank(),
    row("link",        &[Feed],                       One,          Url),
    row("description", &[Feed],                       One,          PLAIN),

    row("image",       &[In("rdf:RDF")],              ZeroOrOne,    Children).is(In("rdf:RDF/image")),
    row("title",       &[In("rdf:RDF/image")],        One,          PLAIN),
    row("url",         &[In("rdf:RDF/image")],        One,          Url),
    row("link",        &[In("rdf:RDF/image")],        One,          Url),

    row("item",        &[In("rdf:RDF")],              Any,          Children).is(Entry).checks(&[rss1::is_090]),
    row("title",       &[Entry],                      One,          PLAIN).nonblank(),
    row("link",        &[Entry],                      One,          Url).checks(&[media_link::record_media_link]),
    // Not defined in RSS 0.90, but every program that writes RSS 0.90 uses it.
    row("description", &[Entry],                      ZeroOrOne,    Html),

    row("textinput",   &[In("rdf:RDF")],              ZeroOrOne,    Children).is(In("rdf:RDF/textinput")),
    row("title",       &[In("rdf:RDF/textinput")],    One,          PLAIN),
    row("description", &[In("rdf:RDF/textinput")],    One,          PLAIN),
    row("name",        &[In("rdf:RDF/textinput")],    One,          Text).checks(&[channel::name_is_valid_in_html]),
    row("link",        &[In("rdf:RDF/textinput")],    One,          Url),
];

#[rustfmt::skip]
static ROWS_11: &[Row] = &[
    //  element       in                              how often     value
    row("Channel",     &[Root],                       One,          Children).is(Feed).attributes(ABOUT)
        .checks(&[channel::language_is_named]),
    row("title",       &[Feed],                       One,          PLAIN).nonblank(),
    row("link",        &[Feed],                       One,          Url),
    row("description", &[Feed],                       One,          PLAIN),
    row("image",       &[Feed],                       ZeroOrOne,    Children),
    row("title",       &[In("image")],                One,          PLAIN),
    row("url",         &[In("image")],                One,          Url),
    row("link",        &[In("image")],                ZeroOrOne,    Url),
    row("items",       &[Feed],                       One,          Children),
    row("item",        &[In("items")],                Any,          Children).is(Entry)
        .attributes(&[attr("rdf:about", Reference)]),
    row("title",       &[Entry],                      One,          PLAIN).nonblank(),
    row("link",        &[Entry],                      One,          Url).checks(&[media_link::record_media_link]),
    row("description", &[Entry],                      ZeroOrOne,    Html),
    row("image",       &[Entry],                      ZeroOrOne,    Children),
];
