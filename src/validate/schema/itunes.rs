//! Apple's podcast elements. <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, One, ZeroOrOne};
use crate::validate::row::Place::{Entry, Feed, In};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    AnyCase, Children, Duration, Empty, Integer, Mailbox, OneOf, Plain, Rfc822, Text, Url, WebUrl,
};
use crate::validate::row::Vocabulary;
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::row::vocabulary;
use crate::validate::rules::itunes;

/// Apple's elements.
pub static ITUNES: Vocabulary =
    vocabulary(Ns::ITUNES, ROWS).checks(&[(Feed, itunes::podcast_is_complete)]);

const MAIN: &str = "category of the podcast";
const YES_NO: &[&str] = &["Yes", "No"];
const IMAGE: &[Attr] = &[attr("href", WebUrl).required()];
const CATEGORY: &[Attr] = &[attr("text", Text).required()];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element                    in              how often   value
    row("itunes:author",           &[Feed, Entry], ZeroOrOne,  Plain(255)),
    row("itunes:subtitle",         &[Feed, Entry], ZeroOrOne,  Plain(255)),
    row("itunes:summary",          &[Feed, Entry], ZeroOrOne,  Plain(4000)),
    row("itunes:keywords",         &[Feed, Entry], ZeroOrOne,  Plain(255)).checks(&[itunes::keywords_have_commas]),
    row("itunes:title",            &[Feed, Entry], ZeroOrOne,  Text),
    row("itunes:image",            &[Feed, Entry], ZeroOrOne,  Empty).attributes(IMAGE),
    row("itunes:explicit",         &[Feed, Entry], ZeroOrOne,  Text).exact().checks(&[itunes::explicit_is_true_or_false]),
    row("itunes:block",            &[Feed, Entry], ZeroOrOne,  AnyCase(YES_NO)).exact(),

    row("itunes:category",         &[Feed],        Any,        Children).is(In(MAIN)).attributes(CATEGORY)
        .checks(&[itunes::category_is_known]),
    row("itunes:category",         &[In(MAIN)],    Any,        Children).void().attributes(CATEGORY).checks(&[itunes::record_subcategory]),
    row("itunes:owner",            &[Feed],        ZeroOrOne,  Children),
    row("itunes:email",            &[In("itunes:owner")], One, Mailbox),
    row("itunes:name",             &[In("itunes:owner")], ZeroOrOne, Plain(255)),
    row("itunes:type",             &[Feed],        ZeroOrOne,  OneOf(&["episodic", "serial"])),
    row("itunes:complete",         &[Feed],        ZeroOrOne,  AnyCase(YES_NO)),
    row("itunes:new-feed-url",     &[Feed],        ZeroOrOne,  Url),
    row("itunes:applepodcastsverify", &[Feed],     ZeroOrOne,  Text),
    row("itunes:pubDate",          &[Feed],        ZeroOrOne,  Rfc822),
    row("itunes:link",             &[Feed],        Any,        Empty).open_attributes(),
    row("itunes:provider",         &[Feed],        ZeroOrOne,  Text),

    row("itunes:duration",         &[Entry],       ZeroOrOne,  Duration).aside(),
    row("itunes:episode",          &[Entry],       ZeroOrOne,  Integer(1, i64::MAX)),
    row("itunes:season",           &[Entry],       ZeroOrOne,  Integer(1, i64::MAX)),
    row("itunes:episodeType",      &[Entry],       ZeroOrOne,  OneOf(&["full", "trailer", "bonus"])),
    row("itunes:order",            &[Entry],       ZeroOrOne,  Integer(0, i64::MAX)),
    row("itunes:isClosedCaptioned", &[Entry],      ZeroOrOne,  AnyCase(YES_NO)),
];
