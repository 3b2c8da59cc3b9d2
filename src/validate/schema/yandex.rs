//! Yandex: articles for its news, and for its Turbo pages.

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place::{Entry, Feed};
use crate::validate::row::Row;
use crate::validate::row::Value::{Anything, Bool, Nonblank, Reference, Text};
use crate::validate::row::attr;
use crate::validate::row::documented;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Articles for Yandex News. <https://yandex.com/support/webmaster/en/search-appearance/fresh-content>
pub static YANDEX: Vocabulary =
    vocabulary(Ns::YANDEX, NEWS_ROWS).lenient().open_attributes().contains_items();
/// Turbo pages. <https://yandex.com/dev/turbo/doc/rss/markup.html>
pub static TURBO: Vocabulary =
    vocabulary(Ns::TURBO, TURBO_ROWS).lenient().open_attributes().contains_items();

const COUNTER: &[Attr] = &[attr("type", Nonblank).required(), attr("id", Text)];

#[rustfmt::skip]
static NEWS_ROWS: &[Row] = &[
    //         element                   in         how often   value
    documented("yandex:full-text",       &[Entry],  ZeroOrOne,  Text),
    documented("yandex:genre",           &[Entry],  ZeroOrOne,  Text),
    documented("yandex:theme_tags",      &[Entry],  Any,        Text),
    // The other elements are from older requirements. `yandex:related` contains links without a namespace.
    documented("yandex:related",         &[Entry],  Any,        Anything).open_attributes(),
    documented("yandex:online",          &[Entry],  ZeroOrOne,  Text),
    documented("yandex:tags",            &[Entry],  Any,        Text),
    documented("yandex:official-comment", &[Entry], Any,        Anything).open_attributes(),
    documented("yandex:logo",            &[Feed],   Any,        Reference).open_attributes(),
    documented("yandex:analytics",       &[Feed],   Any,        Text).open_attributes().attributes(COUNTER),
    documented("yandex:adNetwork",       &[Feed],   Any,        Anything).open_attributes(),
];

#[rustfmt::skip]
static TURBO_ROWS: &[Row] = &[
    documented("turbo:content",          &[Entry],  ZeroOrOne,  Anything),
    documented("turbo:source",           &[Entry],  ZeroOrOne,  Reference),
    documented("turbo:topic",            &[Entry],  ZeroOrOne,  Text),
    documented("turbo:extendedHtml",     &[Entry],  ZeroOrOne,  Bool),
    documented("turbo:analytics",        &[Feed],   Any,        Text).open_attributes().attributes(COUNTER),
    documented("turbo:adNetwork",        &[Feed],   Any,        Anything).open_attributes(),
];
