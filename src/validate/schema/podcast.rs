//! The podcast namespace, "Podcasting 2.0". <https://podcasting2.org/docs/podcast-namespace>
//! It still grows, so an element without a row here may be valid.

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, OneOrMore, ZeroOrOne};
use crate::validate::row::Place;
use crate::validate::row::Place::{Entry, Feed, In};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    AnyCase, Anything, Children, Decimal, Empty, MediaType, Nonblank, Number, Rfc822, Text, WebUrl,
};
use crate::validate::row::Vocabulary;
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::row::vocabulary;

/// The podcast namespace.
pub static PODCAST: Vocabulary = vocabulary(Ns::PODCAST, ROWS).grows().open_attributes();

/// A live episode is allowed wherever items are.
const LIVE: Place = In("podcast:liveItem");
const YES_NO: &[&str] = &["yes", "no"];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element                      in                       how often   value
    row("podcast:locked",            &[Feed],                 ZeroOrOne,  AnyCase(YES_NO)).open_attributes(),
    row("podcast:guid",              &[Feed],                 ZeroOrOne,  Nonblank).open_attributes(),
    row("podcast:medium",            &[Feed],                 ZeroOrOne,  Nonblank).open_attributes(),
    row("podcast:funding",           &[Feed, Entry, LIVE],    Any,        Text).open_attributes()
        .attributes(&[attr("url", WebUrl).required()]),
    row("podcast:trailer",           &[Feed],                 Any,        Text).open_attributes().attributes(&[
        attr("url",      WebUrl).required(),
        attr("pubdate",  Rfc822).required(),
        attr("type",     MediaType),
    ]),
    row("podcast:block",             &[Feed],                 Any,        AnyCase(YES_NO)).open_attributes(),
    row("podcast:updateFrequency",   &[Feed],                 ZeroOrOne,  Text).open_attributes(),
    row("podcast:podping",           &[Feed],                 ZeroOrOne,  Anything).open_attributes(),
    row("podcast:podroll",           &[Feed],                 ZeroOrOne,  Anything).open_attributes(),
    row("podcast:publisher",         &[Feed],                 ZeroOrOne,  Anything).open_attributes(),
    row("podcast:liveItem",          &[Feed],                 Any,        Anything).open_attributes(),

    row("podcast:license",           &[Feed, Entry, LIVE],    ZeroOrOne,  Text).open_attributes(),
    row("podcast:location",          &[Feed, Entry, LIVE],    Any,        Text).open_attributes(),
    row("podcast:person",            &[Feed, Entry, LIVE],    Any,        Nonblank).open_attributes().attributes(&[
        attr("href",     WebUrl),
        attr("img",      WebUrl),
    ]),
    row("podcast:txt",               &[Feed, Entry, LIVE],    Any,        Text).open_attributes(),
    row("podcast:value",             &[Feed, Entry, LIVE],    Any,        Anything).open_attributes().attributes(&[
        attr("type",     Nonblank).required(),
        attr("method",   Nonblank).required(),
    ]),
    row("podcast:images",            &[Feed, Entry, LIVE],    ZeroOrOne,  Anything).open_attributes(),
    row("podcast:image",             &[Feed, Entry, LIVE],    Any,        Anything).open_attributes(),
    row("podcast:chat",              &[Feed, Entry, LIVE],    Any,        Anything).open_attributes(),
    row("podcast:remoteItem",        &[Feed, Entry, LIVE],    Any,        Anything).open_attributes(),
    row("podcast:socialInteract",    &[Feed, Entry, LIVE],    Any,        Anything).open_attributes(),

    row("podcast:transcript",        &[Entry, LIVE],          Any,        Empty).open_attributes().attributes(&[
        attr("url",      WebUrl).required(),
        attr("type",     MediaType).required(),
    ]),
    row("podcast:chapters",          &[Entry, LIVE],          ZeroOrOne,  Empty).open_attributes().attributes(&[
        attr("url",      WebUrl).required(),
        attr("type",     MediaType).required(),
    ]),
    row("podcast:soundbite",         &[Entry, LIVE],          Any,        Text).open_attributes().attributes(&[
        attr("startTime", Number).required(),
        attr("duration",  Number).required(),
    ]),
    row("podcast:season",            &[Entry, LIVE],          ZeroOrOne,  Number).open_attributes(),
    row("podcast:episode",           &[Entry, LIVE],          ZeroOrOne,  Decimal).open_attributes(),
    row("podcast:alternateEnclosure", &[Entry, LIVE],         Any,        Children).open_attributes()
        .attributes(&[attr("type", MediaType).required()]),
    row("podcast:source",            &[In("podcast:alternateEnclosure")], OneOrMore, Empty).open_attributes()
        .attributes(&[attr("uri", Nonblank).required()]),
    row("podcast:integrity",         &[In("podcast:alternateEnclosure")], ZeroOrOne, Empty).open_attributes(),
];
