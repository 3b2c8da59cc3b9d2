//! `OpenSearch` 1.1: descriptions of search engines, and the elements for feeds of search results.
//! <https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md>

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, One, OneOrMore, ZeroOrOne};
use crate::validate::row::Place::{Feed, In, Root};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    AnyCase, Charset, Children, Email, Empty, Integer, Language, MediaType, Plain, Text, Url,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::opensearch;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// A description of a search engine.
pub static OPENSEARCH: Vocabulary = vocabulary(Ns::OPENSEARCH, ROWS).called("OpenSearch");
/// The elements that describe the search in a feed of search results.
pub static OPENSEARCH_IN_FEEDS: Vocabulary =
    vocabulary(Ns::OPENSEARCH, FEED_ROWS).called("OpenSearch");

const DESCRIPTION: &[crate::validate::row::Place] = &[In("OpenSearchDescription")];
/// "The value is case-insensitive": how far results may be redistributed.
const RIGHTS: &[&str] = &["open", "limited", "private", "closed"];
const COUNT: crate::validate::row::Value = Integer(0, i64::MAX);
const ANY_INTEGER: crate::validate::row::Value = Integer(i64::MIN, i64::MAX);

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element              in              how often     value
    row("OpenSearchDescription", &[Root],    One,          Children)
        .checks(&[opensearch::description_has_example]),
    row("ShortName",         DESCRIPTION,    One,          Plain(16)),
    row("Description",       DESCRIPTION,    One,          Plain(1024)),
    row("Url",               DESCRIPTION,    OneOrMore,    Empty).attributes(URL),
    row("Contact",           DESCRIPTION,    ZeroOrOne,    Email),
    row("Tags",              DESCRIPTION,    ZeroOrOne,    Plain(256)),
    row("LongName",          DESCRIPTION,    ZeroOrOne,    Plain(48)),
    row("Image",             DESCRIPTION,    Any,          Url).attributes(IMAGE),
    row("Query",             DESCRIPTION,    Any,          Empty).attributes(QUERY)
        .checks(&[opensearch::record_example]),
    row("Developer",         DESCRIPTION,    ZeroOrOne,    Plain(64)),
    row("Attribution",       DESCRIPTION,    ZeroOrOne,    Plain(256)),
    row("SyndicationRight",  DESCRIPTION,    ZeroOrOne,    AnyCase(RIGHTS)),
    row("AdultContent",      DESCRIPTION,    ZeroOrOne,    Text).checks(&[opensearch::adult_content]),
    row("Language",          DESCRIPTION,    Any,          Text).checks(&[opensearch::language]),
    row("InputEncoding",     DESCRIPTION,    Any,          Charset),
    row("OutputEncoding",    DESCRIPTION,    Any,          Charset),
];

#[rustfmt::skip]
static FEED_ROWS: &[Row] = &[
    //  element                  in          how often     value
    row("opensearch:totalResults", &[Feed],  ZeroOrOne,    COUNT),
    row("opensearch:startIndex",   &[Feed],  ZeroOrOne,    ANY_INTEGER),
    row("opensearch:itemsPerPage", &[Feed],  ZeroOrOne,    COUNT),
    row("opensearch:Query",        &[Feed],  Any,          Empty).attributes(QUERY),
];

#[rustfmt::skip]
const URL: &[Attr] = &[
    attr("template",    Text).required().check(opensearch::template),
    attr("type",        MediaType).required(),
    attr("indexOffset", ANY_INTEGER),
    attr("pageOffset",  ANY_INTEGER),
    attr("rel",         Text),
    // Browsers use it as the method of the request.
    attr("method",      Text),
];

#[rustfmt::skip]
const IMAGE: &[Attr] = &[
    attr("height", COUNT),
    attr("width",  COUNT),
    attr("type",   MediaType),
];

#[rustfmt::skip]
const QUERY: &[Attr] = &[
    attr("role",           Text).required().check(opensearch::role),
    attr("title",          Plain(256)),
    attr("totalResults",   COUNT),
    attr("searchTerms",    Text).check(opensearch::search_terms),
    attr("count",          COUNT),
    attr("startIndex",     ANY_INTEGER),
    attr("startPage",      ANY_INTEGER),
    attr("language",       Language),
    attr("inputEncoding",  Charset),
    attr("outputEncoding", Charset),
];
