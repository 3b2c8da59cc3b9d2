//! The extensions of single services and programs, and tombstones of entries.

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place::{Entry, Feed, In, Person};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    AnyCase, Anything, AtomText, Children, Email, Empty, Id, Nonblank, NormalPlayTime, Plain,
    Reference, Rfc3339, Text, Url, WebUrl,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::podcast::files::chapters_are_listed;
use crate::validate::schema::atom::LINK;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// The elements that Google Play Podcasts required. <https://support.google.com/googleplay/podcasts/answer/6260341>
pub static GOOGLEPLAY: Vocabulary = vocabulary(Ns::GOOGLEPLAY, GOOGLEPLAY_ROWS).grows();
/// Chapters of an episode. <https://podlove.org/simple-chapters/>
pub static CHAPTERS: Vocabulary = vocabulary(Ns::PSC, CHAPTERS_ROWS);
/// How a reader shows the feed. <https://blog.feedly.com/10-ways-to-optimize-your-feed-for-feedly/>
pub static WEBFEEDS: Vocabulary = vocabulary(Ns::WEBFEEDS, WEBFEEDS_ROWS).grows();
/// Dave Winer's additions to RSS 2.0. <http://source.scripting.com/>
pub static SOURCE: Vocabulary = vocabulary(Ns::SOURCE, SOURCE_ROWS).grows();
/// Deleted entries. <https://www.rfc-editor.org/rfc/rfc6721>
pub static TOMBSTONE: Vocabulary = vocabulary(Ns::TOMBSTONE, TOMBSTONE_ROWS);
/// Atom elements in a tombstone.
pub static ATOM_IN_TOMBSTONE: Vocabulary = vocabulary(Ns::ATOM, ATOM_ROWS).called("Atom");

const YES_NO: &[&str] = &["yes", "no"];
const EXPLICIT: &[&str] = &["yes", "no", "clean", "true", "false"];
const DELETED: &str = "at:deleted-entry";

#[rustfmt::skip]
static GOOGLEPLAY_ROWS: &[Row] = &[
    //  element                   in              how often   value
    row("googleplay:author",      &[Feed, Entry], ZeroOrOne,  Nonblank),
    row("googleplay:description", &[Feed, Entry], ZeroOrOne,  Plain(4000)),
    row("googleplay:image",       &[Feed, Entry], ZeroOrOne,  Empty).attributes(&[attr("href", WebUrl).required()]),
    row("googleplay:explicit",    &[Feed, Entry], ZeroOrOne,  AnyCase(EXPLICIT)),
    row("googleplay:block",       &[Feed, Entry], ZeroOrOne,  AnyCase(YES_NO)),
    row("googleplay:email",       &[Feed],        ZeroOrOne,  Email),
    row("googleplay:owner",       &[Feed],        ZeroOrOne,  Text),
    row("googleplay:category",    &[Feed],        Any,        Children).void().attributes(&[attr("text", Nonblank).required()]),
    row("googleplay:new-feed-url", &[Feed],       ZeroOrOne,  Url),
];

#[rustfmt::skip]
static CHAPTERS_ROWS: &[Row] = &[
    row("psc:chapters",           &[Entry],                ZeroOrOne, Children).attributes(&[attr("version", Text)])
        .checks(&[chapters_are_listed]),
    row("psc:chapter",            &[In("psc:chapters")],   Any,       Empty).attributes(&[
        attr("start", NormalPlayTime).required(),
        attr("title", Nonblank).required().nonblank(),
        attr("href",  Url),
        attr("image", WebUrl),
    ]),
];

#[rustfmt::skip]
static WEBFEEDS_ROWS: &[Row] = &[
    row("webfeeds:cover",         &[Feed],        ZeroOrOne,  Empty).open_attributes().attributes(&[attr("image", Url)]),
    row("webfeeds:icon",          &[Feed],        ZeroOrOne,  Url),
    row("webfeeds:logo",          &[Feed],        ZeroOrOne,  Url),
    row("webfeeds:accentColor",   &[Feed],        ZeroOrOne,  Nonblank),
    row("webfeeds:related",       &[Feed],        ZeroOrOne,  Empty).open_attributes(),
    row("webfeeds:analytics",     &[Feed],        Any,        Empty).open_attributes(),
    row("webfeeds:promotion",     &[Feed],        Any,        Anything).open_attributes(),
    row("webfeeds:wordCount",     &[Entry],       ZeroOrOne,  Text),
];

#[rustfmt::skip]
static SOURCE_ROWS: &[Row] = &[
    row("source:account",         &[Feed],        Any,        Nonblank).attributes(&[attr("service", Nonblank).required()]),
    row("source:archive",         &[Feed],        ZeroOrOne,  Children),
    row("source:url",             &[In("source:archive")], ZeroOrOne, Url),
    row("source:filename",        &[In("source:archive")], ZeroOrOne, Text),
    row("source:startDay",        &[In("source:archive")], ZeroOrOne, Text),
    row("source:endDay",          &[In("source:archive")], ZeroOrOne, Text),
    row("source:blogroll",        &[Feed],        ZeroOrOne,  Url),
    row("source:subscriptionList", &[Feed],       Any,        Text).open_attributes(),
    row("source:localTime",       &[Feed],        ZeroOrOne,  Text),
    row("source:self",            &[Feed],        ZeroOrOne,  Url),
    row("source:cloud",           &[Feed],        ZeroOrOne,  Url),
    row("source:likes",           &[Feed, Entry], Any,        Text).open_attributes(),
    row("source:markdown",        &[Entry],       ZeroOrOne,  Text),
    row("source:outline",         &[Entry],       Any,        Anything).open_attributes(),
    row("source:linkShort",       &[Entry],       ZeroOrOne,  Url),
    row("source:linkJson",        &[Entry],       ZeroOrOne,  Url),
    row("source:inReplyTo",       &[Entry],       Any,        Text),
];

// §3: "The at:deleted-entry element MAY contain … at:by, at:comment, atom:link, atom:source".
#[rustfmt::skip]
static TOMBSTONE_ROWS: &[Row] = &[
    row("at:deleted-entry",       &[Feed],        Any,        Children).attributes(&[
        attr("ref",  Id).required(),
        attr("when", Rfc3339).required(),
    ]),
    row("at:by",                  &[In(DELETED)], ZeroOrOne,  Children).is(Person),
    row("at:comment",             &[In(DELETED)], ZeroOrOne,  AtomText).attributes(TEXT),
];

const TEXT: &[Attr] = &[attr("type", Nonblank)];

#[rustfmt::skip]
static ATOM_ROWS: &[Row] = &[
    row("atom:link",              &[In(DELETED)], Any,        Anything).void().attributes(LINK),
    row("atom:source",            &[In(DELETED)], ZeroOrOne,  Anything),
    // In RSS, the core has no row for the parts of a person.
    row("atom:name",              &[In("at:by")], ZeroOrOne,  Nonblank),
    row("atom:uri",               &[In("at:by")], ZeroOrOne,  Reference),
    row("atom:email",             &[In("at:by")], ZeroOrOne,  Email),
];
