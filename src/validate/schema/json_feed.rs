//! JSON Feed 1.1 and 1.0. <https://www.jsonfeed.org/version/1.1/>
//!
//! An array has two rows with the same name: the row of the array is in the object, and the row of its elements is in the array.

use crate::validate::markup::Kind;
use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{self, Any, One, Recommended, ZeroOrOne};
use crate::validate::row::PLAIN;
use crate::validate::row::Place::{self, Entry, Feed, In, Person, Root};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    self, Bool, Children, Html, Integer, Language, MediaType, Nonblank, Number, Reference,
    Rfc3339Any, Text, Url, WebUrl,
};
use crate::validate::row::row;
use crate::validate::rules;
use crate::validate::rules::channel;
use crate::validate::rules::json_feed;
use crate::validate::rules::media_link;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// JSON Feed.
pub static JSON_FEED: Vocabulary = vocabulary(Ns::JSON, ROWS).called("JSON Feed");

const fn string(name: &'static str, places: &'static [Place], count: Count, value: Value) -> Row {
    row(name, places, count, value).kinds(&[Kind::String])
}
const fn number(name: &'static str, places: &'static [Place], count: Count, value: Value) -> Row {
    row(name, places, count, value).kinds(&[Kind::Number])
}
const fn array(name: &'static str, places: &'static [Place], count: Count) -> Row {
    row(name, places, count, Children).kinds(&[Kind::Array])
}
const fn object(name: &'static str, places: &'static [Place]) -> Row {
    row(name, places, Any, Children).kinds(&[Kind::Object])
}

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  member                  in                      how often     value
    row("feed",                 &[Root],                One,          Children).kinds(&[Kind::Object]).is(Feed)
        .checks(&[json_feed::next_page_is_another, json_feed::is_a_feed]),
    string("version",           &[Feed],                One,          Text).checks(&[json_feed::version_is_known]),
    string("title",             &[Feed],                One,          PLAIN).nonblank(),
    string("home_page_url",     &[Feed],                Recommended,  Url).absent(&rules::MISSING_HOME_PAGE_URL),
    string("feed_url",          &[Feed],                Recommended,  Url).absent(&rules::MISSING_FEED_URL)
        .checks(&[json_feed::feed_url_is_its_own_url, json_feed::record_url]),
    string("description",       &[Feed],                ZeroOrOne,    PLAIN),
    string("user_comment",      &[Feed],                ZeroOrOne,    Text),
    string("next_url",          &[Feed],                ZeroOrOne,    Url).checks(&[json_feed::record_url]),
    string("icon",              &[Feed],                ZeroOrOne,    WebUrl),
    string("favicon",           &[Feed],                ZeroOrOne,    WebUrl),
    row("author",               &[Feed, Entry],         ZeroOrOne,    Children).kinds(&[Kind::Object]).is(Person)
        .checks(&[json_feed::author_is_deprecated, json_feed::author_is_not_empty]),
    array("authors",            &[Feed, Entry],         ZeroOrOne),
    object("authors",           &[In("authors")]).is(Person).checks(&[json_feed::author_is_not_empty]),
    string("language",          &[Feed, Entry],         ZeroOrOne,    Language),
    row("expired",              &[Feed],                ZeroOrOne,    Bool).kinds(&[Kind::Bool]),
    array("hubs",               &[Feed],                ZeroOrOne),
    object("hubs",              &[In("hubs")]).is(In("hub")).checks(&[json_feed::record_hub]),
    string("type",              &[In("hub")],           One,          Nonblank).checks(&[json_feed::record_part_of_hub]),
    string("url",               &[In("hub")],           One,          Url).checks(&[json_feed::record_part_of_hub]),

    array("items",              &[Feed],                One).checks(&[channel::feed_has_entries]),
    object("items",             &[In("items")]).is(Entry).checks(&[json_feed::item_has_content, json_feed::dates_are_in_order]),
    // "If an id is presented as a number or other type, a JSON Feed reader should coerce it to a string."
    row("id",                   &[Entry],               One,          Nonblank).kinds(&[Kind::String]).converted()
        .checks(&[json_feed::id_is_unique]),
    string("url",               &[Entry],               ZeroOrOne,    Url).checks(&[media_link::record_media_link]),
    string("external_url",      &[Entry],               ZeroOrOne,    Url).checks(&[media_link::record_media_link]),
    string("title",             &[Entry],               ZeroOrOne,    PLAIN),
    string("content_html",      &[Entry],               ZeroOrOne,    Html),
    string("content_text",      &[Entry],               ZeroOrOne,    Text),
    string("summary",           &[Entry],               ZeroOrOne,    PLAIN),
    string("image",             &[Entry],               ZeroOrOne,    Reference),
    string("banner_image",      &[Entry],               ZeroOrOne,    Reference),
    string("date_published",    &[Entry],               ZeroOrOne,    Rfc3339Any),
    string("date_modified",     &[Entry],               ZeroOrOne,    Rfc3339Any),
    array("tags",               &[Entry],               ZeroOrOne),
    string("tags",              &[In("tags")],          Any,          Nonblank),
    array("attachments",        &[Entry],               ZeroOrOne),
    object("attachments",       &[In("attachments")]).is(In("attachment")),
    string("url",               &[In("attachment")],    One,          Url),
    string("mime_type",         &[In("attachment")],    One,          MediaType),
    string("title",             &[In("attachment")],    ZeroOrOne,    Text),
    number("size_in_bytes",     &[In("attachment")],    ZeroOrOne,    Integer(0, i64::MAX)),
    number("duration_in_seconds", &[In("attachment")],  ZeroOrOne,    Number),

    string("name",              &[Person],              ZeroOrOne,    Nonblank),
    string("url",               &[Person],              ZeroOrOne,    Url),
    string("avatar",            &[Person],              ZeroOrOne,    Url),
];
