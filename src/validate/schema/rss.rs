//! RSS 2.0 and its predecessors 0.91 to 0.94. <https://www.rssboard.org/rss-specification>

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, One, OneOrMore, Recommended, ZeroOrOne};
use crate::validate::row::PLAIN;
use crate::validate::row::Place::{Entry, Feed, In, Root};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    Children, Contact, Empty, Html, Integer, Language, MediaType, OneOf, Rfc822, Text, Url, WebUrl,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules;
use crate::validate::rules::apple::enclosure;
use crate::validate::rules::channel;
use crate::validate::rules::guid;
use crate::validate::rules::item;
use crate::validate::rules::link;
use crate::validate::rules::media_link;
use crate::validate::rules::rss091;
use crate::validate::schema::atom::INDEXING;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// RSS, whose elements are in no namespace.
pub static RSS: Vocabulary = vocabulary(Ns::NONE, ROWS).called("RSS");

const DAYS: &[&str] =
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The values of `cloud`'s attribute `protocol`; the specification's own example has the last one.
const CLOUD_PROTOCOLS: &[&str] = &["xml-rpc", "soap", "http-post", "http-rest"];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element           in                      how often     value
    row("rss",            &[Root],                One,          Children)
        .attributes(&[attr("version", Text).required()]),
    row("channel",        &[In("rss")],           One,          Children).is(Feed).attributes(INDEXING)
        .checks(&[link::rss_has_self_link, channel::items_come_last, channel::language_is_named, channel::image_is_the_channels,
            channel::feed_has_entries, rss091::channel_is_within_limits]),

    row("title",          &[Feed],                One,          PLAIN).nonblank().checks(&[channel::record_name, rss091::text_is_within_limits]),
    row("link",           &[Feed],                One,          Url).checks(&[channel::record_name]),
    row("description",    &[Feed],                One,          PLAIN).checks(&[rss091::text_is_within_limits]),
    row("language",       &[Feed],                ZeroOrOne,    Language),
    row("copyright",      &[Feed],                ZeroOrOne,    PLAIN),
    row("managingEditor", &[Feed],                ZeroOrOne,    Contact),
    row("webMaster",      &[Feed],                ZeroOrOne,    Contact),
    row("pubDate",        &[Feed, Entry],         ZeroOrOne,    Rfc822),
    row("lastBuildDate",  &[Feed],                ZeroOrOne,    Rfc822),
    row("category",       &[Feed, Entry],         Any,          PLAIN).nonblank().attributes(&[attr("domain", Text)]),
    row("generator",      &[Feed],                ZeroOrOne,    Text).checks(&[channel::record_generator]),
    row("docs",           &[Feed],                ZeroOrOne,    Url),
    row("cloud",          &[Feed],                ZeroOrOne,    Empty).attributes(&[
        attr("domain",            Text).required(),
        attr("port",              Integer(1, 65_535)).required(),
        attr("path",              Text).required(),
        attr("registerProcedure", Text).required(),
        attr("protocol",          OneOf(CLOUD_PROTOCOLS)).required(),
    ]),
    row("ttl",            &[Feed],                ZeroOrOne,    Integer(1, i64::MAX)).nonblank(),
    row("rating",         &[Feed],                ZeroOrOne,    Text),

    row("image",          &[Feed],                ZeroOrOne,    Children),
    row("url",            &[In("image")],         One,          WebUrl).checks(&[channel::browsers_show_the_image]),
    row("title",          &[In("image")],         One,          PLAIN).nonblank().checks(&[channel::record_name]),
    row("link",           &[In("image")],         One,          Url).checks(&[channel::record_name]),
    row("width",          &[In("image")],         ZeroOrOne,    Integer(1, 144)),
    row("height",         &[In("image")],         ZeroOrOne,    Integer(1, 400)),
    row("description",    &[In("image")],         ZeroOrOne,    PLAIN),

    row("textInput",      &[Feed],                ZeroOrOne,    Children)
        .checks(&[channel::has_no_text_input]),
    row("title",          &[In("textInput")],     One,          PLAIN),
    row("description",    &[In("textInput")],     One,          PLAIN),
    row("name",           &[In("textInput")],     One,          Text).checks(&[channel::name_is_valid_in_html]),
    row("link",           &[In("textInput")],     One,          Url),

    row("skipHours",      &[Feed],                ZeroOrOne,    Children)
        .checks(&[channel::hours_fit_in_a_day]),
    row("hour",           &[In("skipHours")],     OneOrMore,    Text)
        .checks(&[channel::hour_is_valid]),
    row("skipDays",       &[Feed],                ZeroOrOne,    Children)
        .checks(&[channel::days_fit_in_a_week]),
    row("day",            &[In("skipDays")],      OneOrMore,    OneOf(DAYS))
        .checks(&[channel::day_is_listed_once]),

    row("item",           &[Feed],                Any,          Children).is(Entry)
        .checks(&[item::item_has_title_or_description, item::item_has_one_enclosure, item::description_comes_first, item::comments_have_a_date]),
    row("title",          &[Entry],               ZeroOrOne,    PLAIN).nonblank().checks(&[rss091::text_is_within_limits]),
    row("link",           &[Entry],               ZeroOrOne,    Url).checks(&[rss091::text_is_within_limits, media_link::record_media_link]),
    row("description",    &[Entry],               ZeroOrOne,    Html).checks(&[rss091::text_is_within_limits]),
    row("author",         &[Entry],               ZeroOrOne,    Contact),
    row("comments",       &[Entry],               ZeroOrOne,    Url),
    row("enclosure",      &[Entry],               Any,          Empty).attributes(&[
        attr("url",    WebUrl).required(),
        attr("length", Integer(0, i64::MAX)).required(),
        attr("type",   MediaType).required().found_by(enclosure::enclosure_type),
    ]).checks(&[enclosure::record_enclosure]),
    row("guid",           &[Entry],               Recommended,  Text).absent(&rules::MISSING_GUID).taken_from(&["link"])
        .attributes(&[attr("isPermaLink", OneOf(&["true", "false"]))])
        .checks(&[guid::guid_is_permalink, guid::guid_is_unique, guid::guid_is_large]),
    row("source",         &[Entry],               ZeroOrOne,    PLAIN)
        .attributes(&[attr("url", Url).required()]),
];
