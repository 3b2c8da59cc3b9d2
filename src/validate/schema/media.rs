//! Media RSS 1.5.1. <https://www.rssboard.org/media-rss>

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, One, OneOrMore, ZeroOrOne};
use crate::validate::row::PLAIN;
use crate::validate::row::Place::{Entry, Feed, In, Source};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    AnyCase, Children, Empty, Integer, Language, MediaType, Nonblank, Number, OneOf, PlayTime,
    Text, Url,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::media;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Media RSS.
pub static MEDIA: Vocabulary = vocabulary(Ns::MEDIA, ROWS);
/// The elements of a `media:scene`, without a namespace.
pub static SCENE: Vocabulary = vocabulary(Ns::NONE, SCENE_ROWS);
/// The same elements, in the namespace of Media RSS.
pub static MEDIA_SCENE: Vocabulary = vocabulary(Ns::MEDIA, SCENE_ROWS);

/// Where the description of a medium is allowed: in a feed, an entry, a group or a single medium.
const ANY_LEVEL: &[crate::validate::row::Place] =
    &[Feed, Source, Entry, In("media:group"), In("media:content")];

const TRUE_FALSE: &[&str] = &["true", "false"];
const MEDIUMS: &[&str] = &["image", "audio", "video", "document", "executable"];
const EXPRESSIONS: &[&str] = &["full", "sample", "nonstop"];
const TEXT_TYPES: &[&str] = &["plain", "html"];
const STATES: &[&str] = &["active", "blocked", "deleted"];
const PRICES: &[&str] = &["rent", "purchase", "package", "subscription"];

/// A height or a width in pixels.
const fn pixels(name: &'static str) -> Attr {
    attr(name, Integer(1, i64::MAX))
}

/// Text that is plain unless it is declared as HTML.
const TEXT: &[Attr] = &[attr("type", OneOf(TEXT_TYPES))];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element                in                    how often   value
    row("media:group",         &[Entry],             Any,        Children).checks(&[media::group_has_alternatives]),
    row("media:content",       &[Entry, In("media:group")], Any, Children).checks(&[media::content_has_a_url]).attributes(&[
        attr("url",          Url),
        attr("fileSize",     Integer(1, i64::MAX)),
        attr("type",         MediaType),
        attr("medium",       OneOf(MEDIUMS)),
        attr("isDefault",    AnyCase(TRUE_FALSE)),
        attr("expression",   OneOf(EXPRESSIONS)),
        attr("bitrate",      Number),
        attr("framerate",    Number),
        attr("samplingrate", Number),
        attr("channels",     Integer(0, i64::MAX)),
        attr("duration",     Number),
        pixels("height"),
        pixels("width"),
        attr("lang",         Language),
    ]),

    // Descriptions of a medium, at any level.
    row("media:adult",         ANY_LEVEL,            ZeroOrOne,  AnyCase(TRUE_FALSE))
        .checks(&[media::adult_is_a_rating]),
    row("media:rating",        ANY_LEVEL,            Any,        Text).attributes(&[attr("scheme", Text)])
        .checks(&[media::rating_is_of_its_scheme, media::scheme_is_a_uri]),
    row("media:title",         ANY_LEVEL,            ZeroOrOne,  Text).attributes(TEXT).checks(&[media::text_is_of_its_type]),
    row("media:description",   ANY_LEVEL,            ZeroOrOne,  Text).attributes(TEXT).checks(&[media::text_is_of_its_type]),
    row("media:keywords",      ANY_LEVEL,            Any,        Text),
    row("media:thumbnail",     ANY_LEVEL,            Any,        Empty).attributes(&[
        attr("url",          Url).required().nonblank(),
        pixels("height"),
        pixels("width"),
        attr("time",         PlayTime),
    ]),
    row("media:category",      ANY_LEVEL,            Any,        PLAIN).checks(&[media::scheme_is_a_uri]).attributes(&[
        attr("scheme",       Text),
        attr("label",        PLAIN),
    ]),
    row("media:hash",          ANY_LEVEL,            Any,        Text).checks(&[media::hash_is_complete])
        .attributes(&[attr("algo", OneOf(&["md5", "sha-1"]))]),
    row("media:player",        ANY_LEVEL,            Any,        Empty).attributes(&[
        attr("url",          Url).required().nonblank(),
        pixels("height"),
        pixels("width"),
    ]),
    row("media:credit",        ANY_LEVEL,            Any,        Text).checks(&[media::credit_role_is_known, media::scheme_is_a_uri]).attributes(&[
        attr("role",         Text),
        attr("scheme",       Text),
    ]),
    row("media:copyright",     ANY_LEVEL,            ZeroOrOne,  PLAIN).attributes(&[attr("url", Url)]),
    row("media:text",          ANY_LEVEL,            Any,        Text).checks(&[media::text_is_of_its_type]).attributes(&[
        attr("type",         OneOf(TEXT_TYPES)),
        attr("lang",         Language),
        attr("start",        PlayTime),
        attr("end",          PlayTime),
    ]),
    row("media:restriction",   ANY_LEVEL,            Any,        Text).checks(&[media::restriction_is_of_its_type]).attributes(&[
        attr("relationship", OneOf(&["allow", "deny"])).required().nonblank(),
        attr("type",         OneOf(&["country", "uri", "sharing"])),
    ]),

    // Added in version 1.5.
    row("media:community",     ANY_LEVEL,            ZeroOrOne,  Children),
    row("media:starRating",    &[In("media:community")], ZeroOrOne, Empty).attributes(&[
        attr("average",      Number),
        attr("count",        Integer(0, i64::MAX)),
        attr("min",          Number),
        attr("max",          Number),
    ]),
    row("media:statistics",    &[In("media:community")], ZeroOrOne, Empty).attributes(&[
        attr("views",        Integer(0, i64::MAX)),
        attr("favorites",    Integer(0, i64::MAX)),
    ]),
    row("media:tags",          &[In("media:community")], ZeroOrOne, Text),
    row("media:comments",      ANY_LEVEL,            ZeroOrOne,  Children),
    row("media:comment",       &[In("media:comments")], Any,     Text),
    row("media:embed",         ANY_LEVEL,            ZeroOrOne,  Children).attributes(&[
        attr("url",          Url).required(),
        pixels("height"),
        pixels("width"),
    ]),
    row("media:param",         &[In("media:embed")], Any,        Text).attributes(&[attr("name", Nonblank).required()]),
    row("media:responses",     ANY_LEVEL,            ZeroOrOne,  Children),
    row("media:response",      &[In("media:responses")], Any,    Url),
    row("media:backLinks",     ANY_LEVEL,            ZeroOrOne,  Children),
    row("media:backLink",      &[In("media:backLinks")], Any,    Url),
    row("media:status",        ANY_LEVEL,            ZeroOrOne,  Empty).attributes(&[
        attr("state",        OneOf(STATES)).required(),
        attr("reason",       Text),
    ]),
    row("media:price",         ANY_LEVEL,            Any,        Empty).checks(&[media::price_is_in_a_currency]).attributes(&[
        attr("type",         OneOf(PRICES)),
        attr("info",         Url),
        attr("price",        Number),
        attr("currency",     Text),
    ]),
    row("media:license",       ANY_LEVEL,            ZeroOrOne,  Text).attributes(&[
        attr("type",         MediaType),
        attr("href",         Url),
    ]),
    row("media:subTitle",      ANY_LEVEL,            Any,        Empty).attributes(&[
        attr("type",         MediaType),
        attr("lang",         Language),
        attr("href",         Url).required(),
    ]),
    row("media:peerLink",      ANY_LEVEL,            Any,        Empty).attributes(&[
        attr("type",         MediaType),
        attr("href",         Url).required(),
    ]),
    row("media:location",      ANY_LEVEL,            Any,        Children).attributes(&[
        attr("description",  Text),
        attr("start",        Nonblank),
        attr("end",          Nonblank),
    ]),
    row("media:rights",        ANY_LEVEL,            ZeroOrOne,  Empty)
        .attributes(&[attr("status", OneOf(&["userCreated", "official"])).required()]),
    row("media:scenes",        ANY_LEVEL,            ZeroOrOne,  Children),
    row("media:scene",         &[In("media:scenes")], OneOrMore, Children),
];

/// The parts of a scene. The example in the specification writes them without a prefix.
#[rustfmt::skip]
static SCENE_ROWS: &[Row] = &[
    row("sceneTitle",          &[In("media:scene")], ZeroOrOne,  Text),
    row("sceneDescription",    &[In("media:scene")], ZeroOrOne,  Text),
    row("sceneStartTime",      &[In("media:scene")], One,        Nonblank),
    row("sceneEndTime",        &[In("media:scene")], ZeroOrOne,  Nonblank),
];
