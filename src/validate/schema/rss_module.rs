//! The modules of RSS 1.0, which feeds of every format use, and the extensions that came with RSS 2.0.
//! <https://web.resource.org/rss/1.0/modules/>

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place::{Anywhere, Entry, Feed, In, Source};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    Anything, Children, Html, Integer, Iso8601, Language, Mailbox, MediaType, OneOf, Plain,
    Planned, Reference, Rfc822, Text, Url, W3cdtf, WebUrl,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::channel;
use crate::validate::rules::extension;
use crate::validate::rules::opml;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// How often a feed changes. <https://web.resource.org/rss/1.0/modules/syndication/>
pub static SY: Vocabulary = vocabulary(Ns::SY, SY_ROWS);
/// How Slashdot describes an article. <https://web.resource.org/rss/1.0/modules/slash/>
pub static SLASH: Vocabulary = vocabulary(Ns::SLASH, SLASH_ROWS);
/// The whole content. <https://web.resource.org/rss/1.0/modules/content/>
pub static CONTENT: Vocabulary = vocabulary(Ns::CONTENT, CONTENT_ROWS);
/// Where to comment. <http://wellformedweb.org/news/wfw_namespace_elements>
pub static WFW: Vocabulary = vocabulary(Ns::WFW, WFW_ROWS);
/// The source of an item. <https://web.resource.org/rss/1.0/modules/aggregation/>
pub static AGGREGATION: Vocabulary = vocabulary(Ns::AGGREGATION, AGGREGATION_ROWS);
/// The subject of a comment. <https://web.resource.org/rss/1.0/modules/annotation/>
pub static ANNOTATE: Vocabulary = vocabulary(Ns::ANNOTATE, ANNOTATE_ROWS);
/// The time and place of an event. <https://web.resource.org/rss/1.0/modules/event/>
pub static EVENT: Vocabulary = vocabulary(Ns::EVENT, EVENT_ROWS);
/// Changes to wiki pages. <http://www.meatballwiki.org/wiki/ModWiki>
pub static WIKI: Vocabulary = vocabulary(Ns::WIKI, WIKI_ROWS);
/// The operator of a feed. <http://webns.net/mvcb/>
pub static ADMIN: Vocabulary = vocabulary(Ns::ADMIN, ADMIN_ROWS);
/// Where to send a trackback. <https://www.rssboard.org/trackback>
pub static TRACKBACK: Vocabulary = vocabulary(Ns::TRACKBACK, TRACKBACK_ROWS);
/// Other documents of a weblog. <http://backend.userland.com/blogChannelModule>
pub static BLOGCHANNEL: Vocabulary = vocabulary(Ns::BLOGCHANNEL, BLOGCHANNEL_ROWS);
/// The licence of a feed or an item. <https://www.rssboard.org/creative-commons>
pub static CREATIVE: Vocabulary = vocabulary(Ns::CREATIVE, CREATIVE_ROWS);
/// The licence of a feed or an item, as RDF. <https://web.resource.org/rss/1.0/modules/cc/>
pub static CC: Vocabulary = vocabulary(Ns::CC, CC_ROWS).open_attributes();

/// Other links of an item. <https://web.resource.org/rss/1.0/modules/link/>
pub static LINKS: Vocabulary = vocabulary(Ns::LINK, LINKS_ROWS);
/// The topics of a feed or an item. <https://web.resource.org/rss/1.0/modules/taxonomy/>
pub static TAXONOMY: Vocabulary = vocabulary(Ns::TAXO, TAXONOMY_ROWS);
/// Replies to an item. <https://web.resource.org/rss/1.0/modules/threading/>
pub static THREADING: Vocabulary = vocabulary(Ns::THREADING, THREADING_ROWS);
/// Where changes are announced. <http://my.theinfo.org/changed/1.0/rss/>
pub static CHANGED: Vocabulary = vocabulary(Ns::CHANGED, CHANGED_ROWS);
/// The head of an outline, in a feed. <http://opml.org/spec2.opml>
pub static OUTLINE: Vocabulary = vocabulary(Ns::OPML, OUTLINE_ROWS);

const PERIODS: &[&str] = &["hourly", "daily", "weekly", "monthly", "yearly"];

/// A link to something else, written as in RDF or as text.
const LINK: &[Attr] = &[attr("rdf:resource", Reference), attr("dc:title", Text)];

#[rustfmt::skip]
static SY_ROWS: &[Row] = &[
    //  element                  in                how often   value
    row("sy:updatePeriod",       &[Feed, Source],  ZeroOrOne,  OneOf(PERIODS)),
    row("sy:updateFrequency",    &[Feed, Source],  ZeroOrOne,  Integer(1, i64::MAX)).nonblank(),
    row("sy:updateBase",         &[Feed, Source],  ZeroOrOne,  W3cdtf),
];

#[rustfmt::skip]
static SLASH_ROWS: &[Row] = &[
    row("slash:comments",        &[Entry],         ZeroOrOne,  Integer(0, i64::MAX)),
    row("slash:section",         &[Entry],         Any,        Text),
    row("slash:department",      &[Entry],         Any,        Text),
    row("slash:hit_parade",      &[Entry],         ZeroOrOne,  Text).checks(&[extension::hit_parade_is_numbers]),
];

#[rustfmt::skip]
static CONTENT_ROWS: &[Row] = &[
    row("content:encoded",       &[Entry],         ZeroOrOne,  Html),
    row("content:items",         &[Entry],         ZeroOrOne,  Children),
    row("content:item",          &[In("content:items/rdf:Bag/rdf:li")], Any, Children).open_attributes(),
    row("content:format",        &[In("content:item")], ZeroOrOne, Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("content:encoding",      &[In("content:item")], ZeroOrOne, Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
];

#[rustfmt::skip]
static WFW_ROWS: &[Row] = &[
    row("wfw:comment",           &[Entry],         ZeroOrOne,  Url),
    row("wfw:commentRss",        &[Entry],         ZeroOrOne,  Url),
    row("wfw:commentRSS",        &[Entry],         ZeroOrOne,  Url).checks(&[extension::comment_rss_has_its_usual_case]),
];

#[rustfmt::skip]
static AGGREGATION_ROWS: &[Row] = &[
    row("ag:source",             &[Entry],         ZeroOrOne,  Text),
    row("ag:sourceURL",          &[Entry],         ZeroOrOne,  Url),
    row("ag:timestamp",          &[Entry],         ZeroOrOne,  Iso8601),
];

#[rustfmt::skip]
static ANNOTATE_ROWS: &[Row] = &[
    row("annotate:reference",    &[Entry],         ZeroOrOne,  Text).attributes(LINK).checks(&[extension::names_its_resource]),
];

#[rustfmt::skip]
static EVENT_ROWS: &[Row] = &[
    row("ev:startdate",          &[Entry],         ZeroOrOne,  Planned),
    row("ev:enddate",            &[Entry],         ZeroOrOne,  Planned),
    row("ev:location",           &[Entry],         Any,        Anything),
    row("ev:organizer",          &[Entry],         Any,        Anything),
    row("ev:type",               &[Entry],         ZeroOrOne,  Text),
];

#[rustfmt::skip]
static WIKI_ROWS: &[Row] = &[
    row("wiki:interwiki",        &[Feed],          Any,        Anything),
    row("wiki:diff",             &[Entry],         Any,        Text),
    row("wiki:history",          &[Entry],         Any,        Text),
    row("wiki:importance",       &[Entry],         Any,        Text),
    row("wiki:status",           &[Entry],         Any,        Text),
    row("wiki:version",          &[Entry],         Any,        Text),
];

#[rustfmt::skip]
static ADMIN_ROWS: &[Row] = &[
    row("admin:generatorAgent",  &[Feed, Source],  ZeroOrOne,  Text).attributes(LINK).same_as("generator")
        .checks(&[extension::names_its_resource, channel::record_generator]),
    row("admin:errorReportsTo",  &[Feed, Source],  ZeroOrOne,  Text).attributes(LINK).checks(&[extension::names_its_resource]),
];

#[rustfmt::skip]
static TRACKBACK_ROWS: &[Row] = &[
    row("trackback:ping",        &[Entry],         ZeroOrOne,  Text).attributes(LINK).checks(&[extension::trackback_names_its_url]),
    row("trackback:about",       &[Entry],         Any,        Text).attributes(LINK).checks(&[extension::trackback_names_its_url]),
];

#[rustfmt::skip]
static BLOGCHANNEL_ROWS: &[Row] = &[
    row("blogChannel:blogRoll",        &[Feed],    ZeroOrOne,  Url),
    row("blogChannel:mySubscriptions", &[Feed],    ZeroOrOne,  Url),
    row("blogChannel:blink",           &[Feed],    ZeroOrOne,  Url),
    row("blogChannel:changes",         &[Feed],    ZeroOrOne,  Url),
];

#[rustfmt::skip]
static CREATIVE_ROWS: &[Row] = &[
    row("creativeCommons:license", &[Feed, Source, Entry], Any, Url),
];

#[rustfmt::skip]
static CC_ROWS: &[Row] = &[
    row("cc:license",            &[Feed, Source, Entry], Any,  Anything).same_as("creativeCommons:license"),
    row("cc:license",            &[Anywhere],            Any,  Anything),
    // Descriptions of licences and works in RDF, including the terms that a later version of the schema added.
    row("cc:License",            &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:Work",               &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:Agent",              &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:permits",            &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:requires",           &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:prohibits",          &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:derivativeWork",     &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:jurisdiction",       &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:legalcode",          &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:morePermissions",    &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:useGuidelines",      &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:attributionName",    &[Anywhere],            Any,  Anything).open_attributes(),
    row("cc:attributionURL",     &[Anywhere],            Any,  Anything).open_attributes(),
];

#[rustfmt::skip]
static LINKS_ROWS: &[Row] = &[
    row("l:link",                &[Feed, Entry],         Any,  Text).attributes(&[
        attr("rdf:resource", Reference),
        attr("l:rel",        Url).required(),
        attr("l:type",       Text),
        attr("l:title",      Plain(usize::MAX)),
        attr("l:lang",       Language),
    ]).checks(&[extension::names_its_resource, extension::type_is_of_a_link]),
    row("l:permalink",           &[Entry],               Any,  Text).attributes(&[
        attr("rdf:resource", Reference),
        attr("l:type",       MediaType),
    ]).checks(&[extension::names_its_resource]),
];

#[rustfmt::skip]
static TAXONOMY_ROWS: &[Row] = &[
    row("taxo:topics",           &[Feed, Entry],         Any,  Anything),
    row("taxo:topic",            &[Anywhere],            Any,  Anything).open_attributes(),
    row("taxo:link",             &[Anywhere],            Any,  Anything),
];

#[rustfmt::skip]
static CHANGED_ROWS: &[Row] = &[
    row("cp:server",             &[Feed],                Any,  Text).attributes(LINK).checks(&[extension::names_its_resource]),
];

#[rustfmt::skip]
static OUTLINE_ROWS: &[Row] = &[
    row("opml:dateCreated",      &[Anywhere],      ZeroOrOne,  Rfc822),
    row("opml:dateModified",     &[Anywhere],      ZeroOrOne,  Rfc822),
    row("opml:ownerName",        &[Anywhere],      ZeroOrOne,  Text).checks(&[opml::name_is_safe]),
    row("opml:ownerEmail",       &[Anywhere],      ZeroOrOne,  Mailbox),
    row("opml:ownerId",          &[Anywhere],      ZeroOrOne,  WebUrl),
    row("opml:docs",             &[Anywhere],      ZeroOrOne,  Url),
];

#[rustfmt::skip]
static THREADING_ROWS: &[Row] = &[
    row("thr:children",          &[Entry],               Any,  Anything).checks(&[extension::replies_are_listed_in_rdf]),
];
