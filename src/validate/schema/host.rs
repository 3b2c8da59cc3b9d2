//! The extensions of `FeedPress` and Omny Studio, which host feeds and podcasts.

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place::{Entry, Feed, In};
use crate::validate::row::Row;
use crate::validate::row::Value::{Children, Iso8601, Nonblank, Reference, Text};
use crate::validate::row::documented;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Settings of a feed at `FeedPress`. <https://feedpress.com/xmlns>
pub static FEEDPRESS: Vocabulary =
    vocabulary(Ns::FEEDPRESS, FEEDPRESS_ROWS).lenient().open_attributes();
/// Ids of Omny Studio. <https://help.omnystudio.com/en/articles/3161056-rss-extensions>
pub static OMNY: Vocabulary = vocabulary(Ns::OMNY, OMNY_ROWS).lenient().open_attributes();

#[rustfmt::skip]
static FEEDPRESS_ROWS: &[Row] = &[
    //         element                   in         how often   value
    documented("feedpress:link",         &[Feed],   ZeroOrOne,  Reference),
    documented("feedpress:newsletterId", &[Feed],   ZeroOrOne,  Text),
    documented("feedpress:locale",       &[Feed],   ZeroOrOne,  Text),
    documented("feedpress:podcastId",    &[Feed],   ZeroOrOne,  Text),
    documented("feedpress:cssFile",      &[Feed],   ZeroOrOne,  Reference),
];

#[rustfmt::skip]
static OMNY_ROWS: &[Row] = &[
    documented("omny:organizationId",    &[Feed],   ZeroOrOne,  Nonblank),
    documented("omny:networkId",         &[Feed],   ZeroOrOne,  Nonblank),
    documented("omny:programId",         &[Feed],   ZeroOrOne,  Nonblank),
    documented("omny:clipId",            &[Entry],  ZeroOrOne,  Nonblank),
    documented("omny:recordingMetadata", &[Entry],  Any,        Children),
    documented("omny:captureStartUtc",   &[In("omny:recordingMetadata")], ZeroOrOne, Iso8601),
    documented("omny:captureEndUtc",     &[In("omny:recordingMetadata")], ZeroOrOne, Iso8601),
];
