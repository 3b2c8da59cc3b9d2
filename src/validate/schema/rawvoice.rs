//! `RawVoice` RSS, which the host Blubrry and its plugin for `WordPress` use. <https://blubrry.com/developer/rawvoice-rss/>

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place::{Entry, Feed};
use crate::validate::row::Row;
use crate::validate::row::Value::{AnyCase, MediaType, Nonblank, Text, WebUrl};
use crate::validate::row::attr;
use crate::validate::row::documented;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Additions of Blubrry to podcasts.
pub static RAWVOICE: Vocabulary = vocabulary(Ns::RAWVOICE, ROWS).lenient().open_attributes();

const FILE: &[Attr] =
    &[attr("src", WebUrl).required(), attr("type", MediaType), attr("length", Text)];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //         element                        in        how often   value
    documented("rawvoice:rating",             &[Feed],  ZeroOrOne,  Text).open_attributes(),
    documented("rawvoice:location",           &[Feed],  ZeroOrOne,  Text),
    documented("rawvoice:frequency",          &[Feed],  ZeroOrOne,  Text),
    documented("rawvoice:mycast",             &[Feed],  ZeroOrOne,  Text),
    // Its attributes are the names of directories.
    documented("rawvoice:subscribe",          &[Feed],  ZeroOrOne,  Text).open_attributes(),
    documented("rawvoice:donate",             &[Feed],  ZeroOrOne,  Text).open_attributes().attributes(&[attr("href", WebUrl).required()]),
    documented("rawvoice:liveEmbed",          &[Feed],  ZeroOrOne,  Text),
    documented("rawvoice:liveStream",         &[Feed],  Any,        Text).open_attributes(),
    documented("rawvoice:flashLiveStream",    &[Feed],  Any,        Text).open_attributes(),
    documented("rawvoice:httpLiveStream",     &[Feed],  Any,        Text).open_attributes(),
    documented("rawvoice:shoutcastLiveStream", &[Feed], Any,        Text).open_attributes(),

    documented("rawvoice:poster",             &[Entry], ZeroOrOne,  Text).open_attributes().attributes(&[attr("url", WebUrl).required()]),
    documented("rawvoice:isHd",               &[Entry], ZeroOrOne,  AnyCase(&["yes", "no"])),
    documented("rawvoice:embed",              &[Entry], ZeroOrOne,  Text),
    documented("rawvoice:webm",               &[Entry], ZeroOrOne,  Text).open_attributes().attributes(FILE),
    documented("rawvoice:mp4",                &[Entry], ZeroOrOne,  Text).open_attributes().attributes(FILE),
    documented("rawvoice:metamark",           &[Entry], Any,        Text).open_attributes().attributes(&[attr("type", Nonblank)]),
];
