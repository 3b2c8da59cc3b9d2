//! RSS 2.0 and its predecessors 0.91 to 0.94. <https://www.rssboard.org/rss-specification>

use crate::validate::markup::name::Ns;
use crate::validate::rules;
use crate::validate::rules::guid;
use crate::validate::rules::item;
use crate::validate::rules::link;
use crate::validate::schema::Count::{Any, One, OneOrMore, Recommended, ZeroOrOne};
use crate::validate::schema::Place::{Entry, Feed, In, Root};
use crate::validate::schema::Row;
use crate::validate::schema::Value::{
    Children, Contact, Empty, Html, Integer, Language, MediaType, Nonblank, OneOf, Rfc822, Text,
    Url, WebUrl,
};
use crate::validate::schema::Vocabulary;
use crate::validate::schema::attr;
use crate::validate::schema::row;

/// RSS, whose elements are in no namespace.
pub static RSS: Vocabulary = Vocabulary { ns: Ns::NONE, rows: ROWS };

const DAYS: &[&str] =
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The values of `cloud`'s attribute `protocol`; the specification's own example has the last one.
const CLOUD_PROTOCOLS: &[&str] = &["xml-rpc", "soap", "http-post", "http-rest"];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element           in                      how often     value
    row("rss",            &[Root],                One,          Children)
        .attributes(&[attr("version", Text).required()]),
    row("channel",        &[In("rss")],           One,          Children).is(Feed)
        .checks(&[link::rss_has_self_link]),

    row("title",          &[Feed],                One,          Text).absent_w3c("MissingTitle").nonblank(),
    row("link",           &[Feed],                One,          Url).absent_w3c("MissingLink"),
    row("description",    &[Feed],                One,          Html).absent_w3c("MissingDescription"),
    row("language",       &[Feed],                ZeroOrOne,    Language),
    row("copyright",      &[Feed],                ZeroOrOne,    Text),
    row("managingEditor", &[Feed],                ZeroOrOne,    Contact),
    row("webMaster",      &[Feed],                ZeroOrOne,    Contact),
    row("pubDate",        &[Feed, Entry],         ZeroOrOne,    Rfc822),
    row("lastBuildDate",  &[Feed],                ZeroOrOne,    Rfc822),
    row("category",       &[Feed, Entry],         Any,          Nonblank).attributes(&[attr("domain", Text)]),
    row("generator",      &[Feed],                ZeroOrOne,    Text),
    row("docs",           &[Feed],                ZeroOrOne,    Url),
    row("cloud",          &[Feed],                ZeroOrOne,    Empty).attributes(&[
        attr("domain",            Text).required(),
        attr("port",              Integer(1, 65_535)).required(),
        attr("path",              Text).required(),
        attr("registerProcedure", Text).required(),
        attr("protocol",          OneOf(CLOUD_PROTOCOLS)).required(),
    ]),
    row("ttl",            &[Feed],                ZeroOrOne,    Integer(1, i64::MAX)),
    row("rating",         &[Feed],                ZeroOrOne,    Text),

    row("image",          &[Feed],                ZeroOrOne,    Children),
    row("url",            &[In("image")],         One,          WebUrl),
    row("title",          &[In("image")],         One,          Text),
    row("link",           &[In("image")],         One,          Url),
    row("width",          &[In("image")],         ZeroOrOne,    Integer(1, 144)),
    row("height",         &[In("image")],         ZeroOrOne,    Integer(1, 400)),
    row("description",    &[In("image")],         ZeroOrOne,    Text),

    row("textInput",      &[Feed],                ZeroOrOne,    Children),
    row("title",          &[In("textInput")],     One,          Text),
    row("description",    &[In("textInput")],     One,          Text),
    row("name",           &[In("textInput")],     One,          Nonblank),
    row("link",           &[In("textInput")],     One,          Url),

    row("skipHours",      &[Feed],                ZeroOrOne,    Children),
    row("hour",           &[In("skipHours")],     OneOrMore,    Integer(0, 23)),
    row("skipDays",       &[Feed],                ZeroOrOne,    Children),
    row("day",            &[In("skipDays")],      OneOrMore,    OneOf(DAYS)),

    row("item",           &[Feed],                Any,          Children).is(Entry)
        .checks(&[item::item_has_title_or_description]),
    row("title",          &[Entry],               ZeroOrOne,    Text).nonblank(),
    row("link",           &[Entry],               ZeroOrOne,    Url),
    row("description",    &[Entry],               ZeroOrOne,    Html),
    row("author",         &[Entry],               ZeroOrOne,    Contact),
    row("comments",       &[Entry],               ZeroOrOne,    Url),
    row("enclosure",      &[Entry],               Any,          Empty).attributes(&[
        attr("url",    WebUrl).required(),
        attr("length", Integer(0, i64::MAX)).required(),
        attr("type",   MediaType).required(),
    ]),
    row("guid",           &[Entry],               Recommended,  Nonblank).absent(&rules::MISSING_GUID)
        .attributes(&[attr("isPermaLink", OneOf(&["true", "false"]))])
        .checks(&[guid::guid_is_permalink, guid::guid_is_unique]),
    row("source",         &[Entry],               ZeroOrOne,    Text)
        .attributes(&[attr("url", Url).required()]),
];
