//! The podcast namespace, "Podcasting 2.0". <https://podcasting2.org/docs/podcast-namespace>
//! It still grows: elements and attributes that are not here may be new.

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count;
use crate::validate::row::Count::{Any, OneOrMore, ZeroOrOne};
use crate::validate::row::Place;
use crate::validate::row::Place::{Entry, Feed, In};
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::row::Value::{
    AnyCase, Anything, Children, Decimal, Empty, Integer, Language, MediaType, Nonblank, Number,
    OneOf, Planned, ProductDate, Rfc822, Text, Url, WebUrl,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::item;
use crate::validate::rules::podcast;
use crate::validate::rules::podcast::live;
use crate::validate::rules::podcast::payment;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// The podcast namespace.
pub static PODCAST: Vocabulary = vocabulary(Ns::PODCAST, ROWS)
    .grows()
    .open_attributes()
    .checks(&[(Feed, podcast::identity::feed_is_in_order)]);

const YES_NO: &[&str] = &["yes", "no"];
const STATUS: &[&str] = &["pending", "live", "ended"];
const INTEGRITY: &[&str] = &["sri", "pgp-signature"];
const COUNT: Value = Integer(0, i64::MAX);

const fn podcast(name: &'static str, places: &'static [Place], count: Count, value: Value) -> Row {
    row(name, places, count, value).attributes_grow()
}

/// A URL of a page or a file, which must be `https:`.
const fn secure(name: &'static str) -> Attr {
    attr(name, WebUrl).check(podcast::values::is_secure)
}

/// A text of at most 128 characters.
const fn short(name: &'static str) -> Attr {
    attr(name, Text).check(podcast::values::has_128_characters)
}

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element                       in                how often   value
    podcast("podcast:locked",         &[Feed],          ZeroOrOne,  AnyCase(YES_NO)).attributes(&[
        attr("owner",     Nonblank).check(podcast::identity::owner_is_email),
    ]),
    podcast("podcast:guid",           &[Feed],          ZeroOrOne,  Nonblank).checks(&[podcast::identity::record_guid]),
    podcast("podcast:medium",         &[Feed],          ZeroOrOne,  Nonblank).checks(&[podcast::terms::record_medium]),
    podcast("podcast:trailer",        &[Feed],          Any,        Nonblank).checks(&[podcast::values::text_has_128_characters]).attributes(&[
        secure("url").required(),
        attr("pubdate",   Rfc822).required(),
        attr("length",    COUNT),
        attr("type",      MediaType),
        attr("season",    COUNT),
    ]),
    podcast("podcast:block",          &[Feed],          Any,        AnyCase(YES_NO)).attributes(&[
        attr("id",        Nonblank).check(podcast::terms::service_is_known),
    ]),
    podcast("podcast:updateFrequency", &[Feed],         ZeroOrOne,  Text)
        .checks(&[podcast::values::schedule_has_start, podcast::values::text_has_128_characters]).attributes(&[
        attr("complete",  Text).check(podcast::values::is_boolean),
        attr("dtstart",   Planned),
        attr("rrule",     Nonblank).check(podcast::values::is_recurrence_rule),
    ]),
    podcast("podcast:podping",        &[Feed],          ZeroOrOne,  Text).attributes(&[
        attr("usesPodping", Text).check(podcast::values::is_boolean),
    ]),
    podcast("podcast:podroll",        &[Feed],          ZeroOrOne,  Children),
    podcast("podcast:publisher",      &[Feed],          ZeroOrOne,  Children).checks(&[podcast::identity::publisher_is_named]),
    podcast("podcast:follow",         &[Feed],          ZeroOrOne,  Text).attributes(&[secure("url").required()]),

    // "It takes the same format as a standard item", so it has the role of one.
    podcast("podcast:liveItem",       &[Feed],          Any,        Children).is(Entry).attributes(&[
        attr("status",    OneOf(STATUS)).required(),
        attr("start",     ProductDate).required(),
        attr("end",       ProductDate),
    ]).checks(&[live::ends_after_start, live::has_content_link, live::has_guid, item::item_has_title_or_description,
        item::item_has_one_enclosure]),
    podcast("podcast:liveValue",      &[In("podcast:liveItem")], Any, Text).open_attributes(),

    podcast("podcast:funding",        &[Feed, Entry],   Any,        Text).checks(&[podcast::values::text_has_128_characters])
        .attributes(&[secure("url").required()]),
    podcast("podcast:license",        &[Feed, Entry],   ZeroOrOne,  Nonblank)
        .checks(&[podcast::terms::license_is_known, podcast::values::text_has_128_characters]).attributes(&[secure("url")]),
    podcast("podcast:location",       &[Feed, Entry],   Any,        Nonblank).checks(&[podcast::values::text_has_128_characters]).attributes(&[
        attr("rel",       Nonblank).check(podcast::terms::relation_is_known),
        attr("geo",       Nonblank).check(podcast::values::is_geo),
        attr("osm",       Nonblank).check(podcast::values::is_osm),
        attr("country",   Nonblank).check(podcast::values::is_country),
    ]),
    podcast("podcast:person",         &[Feed, Entry],   Any,        Nonblank).checks(&[podcast::values::text_has_128_characters]).attributes(&[
        attr("role",      Text).check(podcast::terms::role_is_known),
        attr("group",     Text).check(podcast::terms::group_is_known),
        secure("img"),
        secure("href"),
    ]),
    podcast("podcast:txt",            &[Feed, Entry],   Any,        Text).checks(&[podcast::values::text_has_4000_characters])
        .attributes(&[short("purpose")]),
    podcast("podcast:images",         &[Feed, Entry],   ZeroOrOne,  Empty).checks(&[podcast::images_are_deprecated])
        .attributes(&[attr("srcset", Nonblank).required()]),
    podcast("podcast:image",          &[Feed, Entry],   Any,        Empty).attributes(&[
        secure("href").required(),
        attr("alt",       Text),
        attr("aspect-ratio", Nonblank).check(podcast::values::is_ratio),
        attr("width",     COUNT),
        attr("height",    COUNT),
        attr("type",      MediaType),
        short("purpose"),
    ]),
    podcast("podcast:chat",           &[Feed, Entry],   ZeroOrOne,  Text).attributes(&[
        attr("server",    Nonblank).required(),
        attr("protocol",  Nonblank).required().check(podcast::terms::chat_protocol_is_known),
        attr("accountId", Text),
        attr("space",     Text),
        attr("embedUrl",  WebUrl),
    ]),
    podcast("podcast:socialInteract", &[Feed, Entry],   Any,        Text).checks(&[podcast::comments_have_url]).attributes(&[
        attr("protocol",  Nonblank).required().check(podcast::terms::social_protocol_is_known),
        attr("uri",       Url),
        attr("accountId", Text),
        attr("accountUrl", WebUrl).check(podcast::values::is_secure),
        attr("priority",  Integer(i64::MIN, i64::MAX)),
    ]),

    podcast("podcast:contentLink",    &[Entry],         Any,        Text).attributes(&[attr("href", Url).required().check(podcast::values::is_secure)]),
    podcast("podcast:transcript",     &[Entry],         Any,        Empty).attributes(&[
        secure("url").required(),
        attr("type",      Nonblank).required().check(podcast::files::is_transcript_type).found_by(podcast::files::transcript_type),
        attr("language",  Language),
        attr("rel",       Nonblank).check(podcast::terms::captions_are_named),
    ]),
    podcast("podcast:chapters",       &[Entry],         ZeroOrOne,  Empty).attributes(&[
        secure("url").required(),
        attr("type",      Nonblank).required().check(podcast::files::is_chapters_type),
    ]),
    podcast("podcast:soundbite",      &[Entry],         Any,        Text).checks(&[podcast::values::text_has_128_characters]).attributes(&[
        attr("startTime", Number).required(),
        attr("duration",  Number).required(),
    ]),
    podcast("podcast:season",         &[Entry],         ZeroOrOne,  COUNT).attributes(&[short("name")]),
    podcast("podcast:episode",        &[Entry],         ZeroOrOne,  Decimal).attributes(&[
        attr("display",   Text).check(podcast::values::has_32_characters),
    ]),
    podcast("podcast:alternateEnclosure", &[Entry],     Any,        Children).attributes(&[
        attr("type",      MediaType).required(),
        attr("length",    COUNT),
        attr("bitrate",   Number),
        attr("height",    COUNT),
        attr("lang",      Language),
        attr("title",     Text).check(podcast::values::has_32_characters),
        attr("rel",       Text).check(podcast::values::has_32_characters),
        attr("codecs",    Nonblank),
        attr("default",   Text).check(podcast::values::is_boolean),
    ]),
    podcast("podcast:source",         &[In("podcast:alternateEnclosure")], OneOrMore, Empty).attributes(&[
        attr("uri",       Nonblank).required().check(podcast::values::is_location),
        attr("contentType", MediaType),
    ]),
    podcast("podcast:integrity",      &[In("podcast:alternateEnclosure")], ZeroOrOne, Empty).checks(&[podcast::files::integrity_is_valid])
        .attributes(&[
        attr("type",      OneOf(INTEGRITY)).required(),
        attr("value",     Nonblank).required(),
    ]),

    podcast("podcast:remoteItem",     &[In("podcast:podroll"), In("podcast:publisher")], OneOrMore, Empty)
        .attributes(REMOTE).checks(&[podcast::identity::remote_item_has_id]),
    podcast("podcast:remoteItem",     &[Feed, Entry, In("podcast:valueTimeSplit")],      Any,       Empty)
        .attributes(REMOTE).checks(&[podcast::identity::remote_item_has_id]),

    podcast("podcast:value",          &[Feed, Entry],   Any,        Children).attributes(&[
        attr("type",      Nonblank).required(),
        attr("method",    Nonblank).required(),
        attr("suggested", Number),
    ]),
    podcast("podcast:valueRecipient", &[In("podcast:value")], OneOrMore, Empty).attributes(RECIPIENT).checks(&[payment::address_is_valid]),
    podcast("podcast:valueTimeSplit", &[In("podcast:value")], Any,  Children).attributes(&[
        attr("startTime", Number).required(),
        attr("duration",  Number).required(),
        attr("remoteStartTime", Number),
        attr("remotePercentage", Nonblank).check(payment::is_percentage),
    ]).checks(&[payment::split_has_one_kind_of_recipient]),
    podcast("podcast:valueRecipient", &[In("podcast:valueTimeSplit")], Any, Empty).attributes(RECIPIENT)
        .checks(&[payment::address_is_valid]),

    // Proposals that were not adopted, but that hosts and directories use.
    podcast("podcast:recommendations", &[Feed, Entry],  Any,        Anything).open_attributes(),
    podcast("podcast:complete",       &[Feed],          Any,        Text).open_attributes(),
    podcast("podcast:gateway",        &[Entry],         Any,        Text).open_attributes(),
    podcast("podcast:category",       &[Feed],          Any,        Text).open_attributes(),
    podcast("podcast:contact",        &[Feed],          Any,        Text).open_attributes(),
    podcast("podcast:social",         &[Feed],          Any,        Anything).open_attributes(),
    podcast("podcast:id",             &[Feed],          Any,        Anything).open_attributes(),
    podcast("podcast:previousUrl",    &[Feed],          Any,        Text).open_attributes(),
    podcast("podcast:newFeedUrl",     &[Feed],          Any,        Text).open_attributes(),
    podcast("podcast:hiveAccount",    &[Feed],          Any,        Anything).open_attributes(),
    podcast("podcast:metaBoost",      &[Feed, Entry],   Any,        Anything).open_attributes(),
];

#[rustfmt::skip]
const REMOTE: &[Attr] = &[
    attr("feedGuid",  Text).check(podcast::identity::is_guid),
    attr("feedUrl",   WebUrl).check(podcast::values::is_secure),
    attr("itemGuid",  Nonblank),
    attr("medium",    Nonblank).check(podcast::terms::medium_of_other_feed),
    attr("title",     Text),
];

#[rustfmt::skip]
const RECIPIENT: &[Attr] = &[
    attr("name",      Text),
    attr("customKey", Text),
    attr("customValue", Text),
    attr("type",      Nonblank).required(),
    attr("address",   Nonblank).required().nonblank(),
    attr("split",     Text).required().check(payment::is_share),
    attr("fee",       Text).check(podcast::values::is_boolean),
];
