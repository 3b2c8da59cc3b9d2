//! Modules that were proposed for RSS 1.0 and that few feeds use. <https://web.resource.org/rss/1.0/modules/proposed.html>

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place::{Anywhere, Entry, Feed};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    Anything, Bool, Integer, Number, OneOf, Reference, Text, W3cdtf,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Songs, as ID3 describes them.
pub static AUDIO: Vocabulary = vocabulary(Ns::AUDIO, AUDIO_ROWS);
/// Companies that an item is about.
pub static COMPANY: Vocabulary = vocabulary(Ns::COMPANY, COMPANY_ROWS);
/// Pictures of feeds and items.
pub static IMAGE: Vocabulary = vocabulary(Ns::IMAGE, IMAGE_ROWS);
/// RSS 0.91 elements that RSS 1.0 does not have.
pub static RSS091: Vocabulary = vocabulary(Ns::RSS091, RSS091_ROWS);
/// Whether services are available.
pub static SERVICESTATUS: Vocabulary = vocabulary(Ns::SERVICESTATUS, SERVICESTATUS_ROWS);
/// Audio and video streams.
pub static STREAMING: Vocabulary = vocabulary(Ns::STREAMING, STREAMING_ROWS);

#[rustfmt::skip]
static AUDIO_ROWS: &[Row] = &[
    //  element                       in               how often   value
    row("audio:songname",             &[Feed, Entry],  ZeroOrOne,  Text),
    row("audio:artist",               &[Feed, Entry],  Any,        Text),
    row("audio:album",                &[Feed, Entry],  ZeroOrOne,  Text),
    row("audio:year",                 &[Feed, Entry],  ZeroOrOne,  Text),
    row("audio:comment",              &[Feed, Entry],  Any,        Text),
    row("audio:genre",                &[Feed, Entry],  Any,        Text),
    row("audio:recording_time",       &[Feed, Entry],  ZeroOrOne,  Text),
    row("audio:bitrate",              &[Feed, Entry],  ZeroOrOne,  Text),
    row("audio:track",                &[Feed, Entry],  ZeroOrOne,  Text),
    row("audio:genre_id",             &[Feed, Entry],  Any,        Text),
    row("audio:price",                &[Feed, Entry],  ZeroOrOne,  Text),
];

#[rustfmt::skip]
static COMPANY_ROWS: &[Row] = &[
    row("company:name",               &[Entry],        Any,        Text),
    row("company:symbol",             &[Entry],        Any,        Text),
    row("company:market",             &[Entry],        Any,        Text),
    row("company:category",           &[Entry],        Any,        Anything).open_attributes(),
];

#[rustfmt::skip]
static IMAGE_ROWS: &[Row] = &[
    row("image:favicon",              &[Feed],         Any,        Anything).open_attributes(),
    row("image:item",                 &[Feed, Entry],  Any,        Anything).open_attributes(),
    row("image:size",                 &[Anywhere],     ZeroOrOne,  Text),
    row("image:width",                &[Anywhere],     ZeroOrOne,  Text),
    row("image:height",               &[Anywhere],     ZeroOrOne,  Text),
];

#[rustfmt::skip]
static RSS091_ROWS: &[Row] = &[
    row("rss091:language",            &[Feed],         ZeroOrOne,  Text),
    row("rss091:rating",              &[Feed],         ZeroOrOne,  Text),
    row("rss091:managingEditor",      &[Feed],         ZeroOrOne,  Text),
    row("rss091:webmaster",           &[Feed],         ZeroOrOne,  Text),
    row("rss091:pubDate",             &[Feed],         ZeroOrOne,  Text),
    row("rss091:lastBuildDate",       &[Feed],         ZeroOrOne,  Text),
    row("rss091:copyright",           &[Feed],         ZeroOrOne,  Text),
    row("rss091:skipHours",           &[Feed],         ZeroOrOne,  Anything),
    row("rss091:skipDays",            &[Feed],         ZeroOrOne,  Anything),
    row("rss091:width",               &[Anywhere],     ZeroOrOne,  Text),
    row("rss091:height",              &[Anywhere],     ZeroOrOne,  Text),
    row("rss091:description",         &[Anywhere],     ZeroOrOne,  Text),
];

#[rustfmt::skip]
static SERVICESTATUS_ROWS: &[Row] = &[
    row("ss:aboutStats",              &[Feed],         ZeroOrOne,  Text).attributes(&[attr("rdf:resource", Reference)]),
    row("ss:responding",              &[Entry],        ZeroOrOne,  Bool),
    row("ss:lastChecked",             &[Entry],        ZeroOrOne,  W3cdtf),
    row("ss:lastSeen",                &[Entry],        ZeroOrOne,  W3cdtf),
    row("ss:availability",            &[Entry],        ZeroOrOne,  Integer(0, 100)),
    row("ss:averageResponseTime",     &[Entry],        ZeroOrOne,  Number),
    row("ss:statusMessage",           &[Entry],        ZeroOrOne,  Text),
];

#[rustfmt::skip]
static STREAMING_ROWS: &[Row] = &[
    row("str:type",                              &[Feed, Entry],  ZeroOrOne,  OneOf(&["audio", "video", "both"])),
    row("str:associatedApplication",             &[Entry],        ZeroOrOne,  Text),
    row("str:associatedApplication.version",     &[Entry],        ZeroOrOne,  Text),
    row("str:associatedApplication.downloadUri", &[Entry],        ZeroOrOne,  Text),
    row("str:codec",                             &[Entry],        ZeroOrOne,  Text),
    row("str:codec.version",                     &[Entry],        ZeroOrOne,  Text),
    row("str:codec.downloadUri",                 &[Entry],        ZeroOrOne,  Text),
    row("str:codec.sampleRate",                  &[Entry],        ZeroOrOne,  Text),
    row("str:codec.stereo",                      &[Entry],        ZeroOrOne,  Text),
    row("str:codec.ResolutionX",                 &[Entry],        ZeroOrOne,  Text),
    row("str:codec.ResolutionY",                 &[Entry],        ZeroOrOne,  Text),
    row("str:duration",                          &[Entry],        ZeroOrOne,  Text),
    row("str:live",                              &[Entry],        ZeroOrOne,  Text),
    row("str:live.scheduledStartTime",           &[Entry],        ZeroOrOne,  Text),
    row("str:live.scheduledEndTime",             &[Entry],        ZeroOrOne,  Text),
    row("str:live.location",                     &[Entry],        ZeroOrOne,  Text),
    row("str:live.contactUri",                   &[Entry],        ZeroOrOne,  Text),
];
