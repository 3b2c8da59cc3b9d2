//! Atom elements inside RSS, the elements that RFCs add to both, and the extensions of single services.

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, One, OneOrMore, ZeroOrOne};
use crate::validate::row::PLAIN;
use crate::validate::row::Place::{Anywhere, Entry, Feed, In, Person, Source};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    AnyCase, Anything, AtomContent, AtomText, Children, Empty, Id, Integer, Iso8601, Markup,
    MediaType, Nonblank, Number, OneOf, Reference, Rfc3339, Text, Url, WebUrl,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::channel;
use crate::validate::rules::extension;
use crate::validate::rules::feedsync;
use crate::validate::rules::history;
use crate::validate::rules::link;
use crate::validate::schema::atom::LINK;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Atom elements inside RSS.
pub static ATOM_IN_RSS: Vocabulary = vocabulary(Ns::ATOM, ATOM_ROWS).called("Atom");
/// XHTML elements between the elements of a feed.
pub static XHTML: Vocabulary = vocabulary(Ns::XHTML, XHTML_ROWS).open_attributes();
/// Threads. <https://www.rfc-editor.org/rfc/rfc4685>
pub static THREAD: Vocabulary = vocabulary(Ns::THREAD, THREAD_ROWS).open_attributes();
/// Feeds that consist of several documents. <https://www.rfc-editor.org/rfc/rfc5005>
pub static HISTORY: Vocabulary =
    vocabulary(Ns::HISTORY, HISTORY_ROWS).checks(&[(Feed, history::links_fit)]);
/// `OpenSearch` elements in feeds, before version 1.1.
pub static OPENSEARCH10: Vocabulary = vocabulary(Ns::OPENSEARCH10, OPENSEARCH10_ROWS);
/// The elements that `FeedBurner` adds. <http://rssnamespace.org/feedburner/ext/1.0>
pub static FEEDBURNER: Vocabulary = vocabulary(Ns::FEEDBURNER, FEEDBURNER_ROWS);
/// Feeds that several parties edit. <http://feedsyncsamples.codeplex.com/>
pub static FEEDSYNC: Vocabulary = vocabulary(Ns::FEEDSYNC, FEEDSYNC_ROWS).contains_items();
/// Access to a feed: who is allowed to see it. <http://www.bloglines.com/about/specs/fac-1.0>
pub static ACCESS: Vocabulary = vocabulary(Ns::ACCESS, ACCESS_ROWS);
/// The Conversations Network. <http://conversationsnetwork.org/rssNamespace-1.0/>
pub static CONVERSATIONS: Vocabulary = vocabulary(Ns::CONVERSATIONS, CONVERSATIONS_ROWS);
/// Simple list extensions. <https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/windows-scripting/ms686420(v=vs.85)>
pub static CF: Vocabulary = vocabulary(Ns::CF, CF_ROWS);

/// The largest number that `FeedSync` allows: "a non-negative integer less than 2^31".
const MAX: i64 = 2_147_483_647;
const TRUE_FALSE: &[&str] = &["true", "false"];
const ROBOTS: &[&str] = &[
    "all",
    "none",
    "index",
    "noindex",
    "follow",
    "nofollow",
    "index,follow",
    "index,nofollow",
    "noindex,follow",
    "noindex,nofollow",
    "follow,index",
    "follow,noindex",
    "nofollow,index",
    "nofollow,noindex",
];

#[rustfmt::skip]
static ATOM_ROWS: &[Row] = &[
    //  element            in                      how often     value
    row("atom:link",       &[Feed, Entry],         Any,          Anything).void().attributes(LINK).checks(&[link::link_is_in_order]),
    row("atom:id",         &[Feed],                ZeroOrOne,    Id),
    row("atom:id",         &[Entry],               ZeroOrOne,    Id).same_as("guid").checks(&[extension::atom_id_is_unique]),
    row("atom:title",      &[Feed, Entry],         ZeroOrOne,    AtomText).attributes(TEXT).checks(&[extension::content_is_where_readers_look]),
    row("atom:subtitle",   &[Feed],                ZeroOrOne,    AtomText).attributes(TEXT).checks(&[extension::content_is_where_readers_look]),
    row("atom:rights",     &[Feed, Entry],         ZeroOrOne,    AtomText).attributes(TEXT).checks(&[extension::content_is_where_readers_look]),
    row("atom:summary",    &[Entry],               ZeroOrOne,    AtomText).attributes(TEXT),
    row("atom:content",    &[Entry],               ZeroOrOne,    AtomContent).checks(&[extension::content_is_where_readers_look])
        .attributes(&[attr("type", Nonblank), attr("src", Reference)]),
    row("atom:author",     &[Feed, Entry],         Any,          Children).is(Person),
    row("atom:contributor", &[Feed, Entry],        Any,          Children).is(Person),
    row("atom:name",       &[Person],              One,          PLAIN).nonblank(),
    row("atom:uri",        &[Person],              ZeroOrOne,    Reference),
    row("atom:email",      &[Person],              ZeroOrOne,    crate::validate::row::Value::Email),
    row("atom:category",   &[Feed, Entry],         Any,          Children).void().attributes(&[
        attr("term",   Nonblank).required(),
        attr("scheme", Id),
        attr("label",  PLAIN),
    ]),
    row("atom:generator",  &[Feed],                ZeroOrOne,    Nonblank).attributes(&[attr("uri", Reference), attr("version", Text)])
        .checks(&[channel::record_generator]),
    row("atom:icon",       &[Feed],                ZeroOrOne,    Reference).nonblank(),
    row("atom:logo",       &[Feed],                ZeroOrOne,    Reference).nonblank(),
    row("atom:updated",    &[Feed, Entry],         ZeroOrOne,    Rfc3339),
    row("atom:published",  &[Entry],               ZeroOrOne,    Rfc3339).same_as("pubDate"),
    row("atom:source",     &[Entry],               ZeroOrOne,    Anything),
];

/// A text construct.
const TEXT: &[Attr] = &[attr("type", Nonblank)];

#[rustfmt::skip]
static XHTML_ROWS: &[Row] = &[
    row("xhtml:body",      &[Entry],               Any,          Markup).open_attributes()
        .checks(&[extension::content_is_where_readers_look]),
    row("xhtml:div",       &[Feed],                Any,          Markup).open_attributes(),
    row("xhtml:meta",      &[Feed],                Any,          Empty).attributes(&[
        attr("name",    AnyCase(&["robots"])).required(),
        attr("content", AnyCase(ROBOTS)).required(),
    ]),
    row("xhtml:link",      &[Feed, Entry],         Any,          Anything).void().open_attributes(),
];

#[rustfmt::skip]
static THREAD_ROWS: &[Row] = &[
    // RFC 4685 §3: it may contain anything.
    row("thr:in-reply-to", &[Feed, Entry],         Any,          Anything).void().checks(&[extension::reply_names_what_it_replies_to]).attributes(&[
        attr("ref",    Id),
        attr("href",   Reference),
        attr("source", Reference),
        attr("type",   MediaType),
    ]),
    row("thr:total",       &[Entry],               ZeroOrOne,    Integer(0, i64::MAX)),
];

#[rustfmt::skip]
static HISTORY_ROWS: &[Row] = &[
    row("fh:archive",      &[Feed, Source],        ZeroOrOne,    Empty).checks(&[history::record_kind]),
    row("fh:complete",     &[Feed, Source],        ZeroOrOne,    Empty).checks(&[history::record_kind]),
];

#[rustfmt::skip]
static OPENSEARCH10_ROWS: &[Row] = &[
    row("opensearch10:totalResults", &[Feed],      ZeroOrOne,    Integer(0, i64::MAX)),
    row("opensearch10:startIndex",   &[Feed],      ZeroOrOne,    Integer(i64::MIN, i64::MAX)),
    row("opensearch10:itemsPerPage", &[Feed],      ZeroOrOne,    Integer(0, i64::MAX)),
];

#[rustfmt::skip]
static FEEDBURNER_ROWS: &[Row] = &[
    row("feedburner:awareness",          &[Feed, Entry], ZeroOrOne, Url),
    row("feedburner:browserFriendly",    &[Feed],  ZeroOrOne,    PLAIN),
    row("feedburner:emailServiceId",     &[Feed],  ZeroOrOne,    Text),
    row("feedburner:feedburnerHostname", &[Feed],  ZeroOrOne,    Url),
    row("feedburner:feedFlare",          &[Feed],  Any,          PLAIN).checks(&[extension::flare_url_is_absolute]).attributes(&[
        attr("href", Reference).required(),
        attr("src",  Reference).required(),
    ]),
    row("feedburner:info",               &[Feed],  Any,          Empty).attributes(&[attr("uri", Reference).required()]),
    row("feedburner:origLink",           &[Entry], ZeroOrOne,    Url),
    row("feedburner:origEnclosureLink",  &[Entry], ZeroOrOne,    Url),
];

#[rustfmt::skip]
static FEEDSYNC_ROWS: &[Row] = &[
    row("sx:sharing",      &[Feed],                ZeroOrOne,    Children).checks(&[feedsync::since_is_before_until]).attributes(&[
        attr("since",       Rfc3339),
        attr("until",       Rfc3339),
        attr("expires",     Rfc3339),
    ]),
    row("sx:related",      &[In("sx:sharing")],    Any,          Empty).attributes(&[
        attr("link",        Url).required(),
        attr("title",       PLAIN).check(feedsync::is_not_blank),
        attr("type",        OneOf(&["complete", "aggregated"])).required(),
    ]),
    row("sx:sync",         &[Entry],               ZeroOrOne,    Children).checks(&[feedsync::sync_id_is_unique]).attributes(&[
        attr("id",          Nonblank).required(),
        attr("updates",     Integer(1, MAX)).required(),
        attr("deleted",     OneOf(TRUE_FALSE)),
        attr("noconflicts", OneOf(TRUE_FALSE)),
    ]),
    row("sx:history",      &[In("sx:sync")],       OneOrMore,    Empty).checks(&[feedsync::history_has_author_and_date]).attributes(&[
        attr("sequence",    Integer(1, MAX)).required(),
        attr("when",        Rfc3339),
        attr("by",          PLAIN).check(feedsync::is_not_blank),
    ]),
    row("sx:conflicts",    &[In("sx:sync")],       ZeroOrOne,    Anything),
];

#[rustfmt::skip]
static ACCESS_ROWS: &[Row] = &[
    row("access:restriction", &[In("rss"), Feed],  Any,          Empty)
        .attributes(&[attr("relationship", OneOf(&["allow", "deny"])).required()]),
];

#[rustfmt::skip]
static CONVERSATIONS_ROWS: &[Row] = &[
    row("conversationsNetwork:introMilliseconds", &[Entry], ZeroOrOne, Integer(0, i64::MAX)),
    row("conversationsNetwork:image",             &[Entry], ZeroOrOne, WebUrl),
    row("conversationsNetwork:ratingAverage",     &[Entry], ZeroOrOne, Number),
    row("conversationsNetwork:ratingCount",       &[Entry], ZeroOrOne, Integer(0, i64::MAX)),
    row("conversationsNetwork:ratingIndividual",  &[Entry], ZeroOrOne, Integer(1, i64::MAX)),
    row("conversationsNetwork:ratingTimestamp",   &[Entry], ZeroOrOne, Iso8601),
];

#[rustfmt::skip]
static CF_ROWS: &[Row] = &[
    row("cf:treatAs",      &[Feed],                ZeroOrOne,    OneOf(&["list"])),
    row("cf:listinfo",     &[Feed],                ZeroOrOne,    Children),
    row("cf:sort",         &[In("cf:listinfo")],   Any,          Empty).attributes(&[
        attr("ns",          Text),
        attr("element",     Text),
        attr("label",       Text),
        attr("data-type",   OneOf(&["date", "number", "text"])),
        attr("default",     AnyCase(&["yes", "no", "true", "false"])),
    ]),
    row("cf:group",        &[In("cf:listinfo")],   Any,          Empty).attributes(&[
        attr("ns",          Text),
        attr("element",     Text),
        attr("label",       Text),
    ]),
    row("cf:id",           &[Anywhere],            Any,          Text),
    row("cf:read",         &[Anywhere],            Any,          Text),
];
