//! Google's data formats in Atom, which Blogger and `YouTube` still write.

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place;
use crate::validate::row::Place::{Entry, Feed, Person};
use crate::validate::row::Row;
use crate::validate::row::Value::{Anything, Nonblank};
use crate::validate::row::documented;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// The common elements of Google's data formats. <https://developers.google.com/gdata/docs/2.0/elements>
pub static GDATA: Vocabulary = vocabulary(Ns::GDATA, GDATA_ROWS).lenient().open_attributes();
/// The ids of videos. <https://developers.google.com/youtube/v3/guides/push_notifications>
pub static YOUTUBE: Vocabulary = vocabulary(Ns::YOUTUBE, YOUTUBE_ROWS).lenient().open_attributes();

const FEED_OR_ENTRY: &[Place] = &[Feed, Entry];

#[rustfmt::skip]
static GDATA_ROWS: &[Row] = &[
    //         element                      in              how often   value
    documented("gd:comments",               FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:deleted",                FEED_OR_ENTRY,  ZeroOrOne,  Anything).open_attributes(),
    documented("gd:email",                  FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:entryLink",              FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:eventStatus",            FEED_OR_ENTRY,  ZeroOrOne,  Anything).open_attributes(),
    documented("gd:extendedProperty",       FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:feedLink",               FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:geoPt",                  FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:im",                     FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:money",                  FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:name",                   FEED_OR_ENTRY,  ZeroOrOne,  Anything).open_attributes(),
    documented("gd:organization",           FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:originalEvent",          FEED_OR_ENTRY,  ZeroOrOne,  Anything).open_attributes(),
    documented("gd:phoneNumber",            FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:postalAddress",          FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:rating",                 FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:recurrence",             FEED_OR_ENTRY,  ZeroOrOne,  Anything).open_attributes(),
    documented("gd:recurrenceException",    FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:reminder",               FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:resourceId",             FEED_OR_ENTRY,  ZeroOrOne,  Anything).open_attributes(),
    documented("gd:structuredPostalAddress", FEED_OR_ENTRY, Any,        Anything).open_attributes(),
    documented("gd:transparency",           FEED_OR_ENTRY,  ZeroOrOne,  Anything).open_attributes(),
    documented("gd:visibility",             FEED_OR_ENTRY,  ZeroOrOne,  Anything).open_attributes(),
    documented("gd:when",                   FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:where",                  FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    documented("gd:who",                    FEED_OR_ENTRY,  Any,        Anything).open_attributes(),
    // The documentation does not have it, but Blogger writes it for each author.
    documented("gd:image",                  &[Person],      Any,        Anything).open_attributes(),
];

#[rustfmt::skip]
static YOUTUBE_ROWS: &[Row] = &[
    documented("yt:channelId",              FEED_OR_ENTRY,  ZeroOrOne,  Nonblank),
    documented("yt:videoId",                &[Entry],       ZeroOrOne,  Nonblank),
    // The documentation does not have it, but the feeds of playlists do.
    documented("yt:playlistId",             &[Feed],        ZeroOrOne,  Nonblank),
];
