//! Apple's podcast elements. <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, Recommended, ZeroOrOne};
use crate::validate::row::Place::{Entry, Feed, In};
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::row::Value::{
    Children, Duration, Empty, Integer, Mailbox, Plain, Rfc822, Text, Url, WebUrl,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules;
use crate::validate::rules::apple;
use crate::validate::rules::apple::artwork;
use crate::validate::rules::category;
use crate::validate::rules::itunes;
use crate::validate::rules::podcast;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Apple's elements.
pub static ITUNES: Vocabulary = vocabulary(Ns::ITUNES, ROWS)
    .checks(&[(Feed, apple::podcast_is_complete), (Entry, apple::record_entry)]);

const COUNT: Value = Integer(0, i64::MAX);
const MAIN: &str = "category of the podcast";
const IMAGE: &[Attr] = &[attr("href", WebUrl).required()];
const CATEGORY: &[Attr] = &[attr("text", Text).required()];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element                    in              how often   value
    row("itunes:author",           &[Feed, Entry], ZeroOrOne,  Plain(255)).blank_is_missing(),
    row("itunes:subtitle",         &[Feed, Entry], ZeroOrOne,  Plain(255)),
    row("itunes:summary",          &[Feed, Entry], ZeroOrOne,  Plain(4000)),
    row("itunes:keywords",         &[Feed, Entry], ZeroOrOne,  Plain(255)).checks(&[itunes::keywords_have_commas]),
    row("itunes:title",            &[Feed, Entry], ZeroOrOne,  Text),
    row("itunes:image",            &[Feed, Entry], ZeroOrOne,  Empty).attributes(IMAGE).checks(&[artwork::record_artwork]),
    row("itunes:explicit",         &[Feed],        ZeroOrOne,  Text).checks(&[itunes::explicit_is_true_or_false]),
    row("itunes:explicit",         &[Entry],       ZeroOrOne,  Text).blank_is_missing().checks(&[itunes::explicit_is_true_or_false]),
    row("itunes:block",            &[Feed, Entry], ZeroOrOne,  Text).blank_is_missing().checks(&[itunes::is_yes_or_no]),

    row("itunes:category",         &[Feed],        Any,        Children).is(In(MAIN)).attributes(CATEGORY)
        .checks(&[category::category_is_known]),
    row("itunes:category",         &[In(MAIN)],    Any,        Children).void().attributes(CATEGORY).checks(&[category::record_subcategory]),
    row("itunes:owner",            &[Feed],        ZeroOrOne,  Children),
    row("itunes:email",            &[In("itunes:owner")], Recommended, Mailbox).absent(&rules::PODCAST_WITHOUT_EMAIL),
    row("itunes:name",             &[In("itunes:owner")], ZeroOrOne, Plain(255)),
    row("itunes:type",             &[Feed],        ZeroOrOne,  Text).blank_is_missing().checks(&[itunes::type_is_known]),
    row("itunes:complete",         &[Feed],        ZeroOrOne,  Text).blank_is_missing().checks(&[itunes::is_yes_or_no]),
    row("itunes:new-feed-url",     &[Feed],        ZeroOrOne,  Url).checks(&[podcast::identity::record_new_url]),
    row("itunes:applepodcastsverify", &[Feed],     ZeroOrOne,  Text),
    row("itunes:pubDate",          &[Feed],        ZeroOrOne,  Rfc822),
    row("itunes:link",             &[Feed],        Any,        Empty).open_attributes(),
    row("itunes:provider",         &[Feed],        ZeroOrOne,  Text),

    row("itunes:duration",         &[Entry],       ZeroOrOne,  Duration).aside(),
    row("itunes:episode",          &[Entry],       ZeroOrOne,  COUNT).checks(&[itunes::number_is_not_zero]),
    row("itunes:season",           &[Entry],       ZeroOrOne,  COUNT).checks(&[itunes::number_is_not_zero]),
    row("itunes:episodeType",      &[Entry],       ZeroOrOne,  Text).blank_is_missing().checks(&[itunes::type_is_known]),
    row("itunes:order",            &[Entry],       ZeroOrOne,  COUNT),
    row("itunes:isClosedCaptioned", &[Entry],      ZeroOrOne,  Text).blank_is_missing().checks(&[itunes::is_yes_or_no]),
];
