//! RDF vocabularies that feeds use: RDF itself <https://www.w3.org/TR/rdf-syntax-grammar/>, RDF Schema
//! <https://www.w3.org/TR/rdf-schema/>, and FOAF <http://xmlns.com/foaf/spec/>. Feeds of every format use their terms.

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, One, ZeroOrOne};
use crate::validate::row::Place::{Anywhere, In, Root};
use crate::validate::row::Row;
use crate::validate::row::Value::{Anything, Children, Reference, Text};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::extension;
use crate::validate::rules::rss1;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// RDF's own elements in RSS 1.0 and 0.90.
pub static RDF: Vocabulary = vocabulary(Ns::RDF, RDF_ROWS).open_attributes();
/// RDF's own elements in any format.
pub static RDF_TERMS: Vocabulary = vocabulary(Ns::RDF, TERM_ROWS).open_attributes();
/// RDF Schema.
pub static RDFS: Vocabulary = vocabulary(Ns::RDFS, RDFS_ROWS).open_attributes();
/// FOAF: people and their activities.
pub static FOAF: Vocabulary = vocabulary(Ns::FOAF, FOAF_ROWS).open_attributes();

/// A link to something else, with its name.
const LINK: &[Attr] = &[attr("rdf:resource", Reference), attr("dc:title", Text)];

/// A term, which is allowed anywhere.
const fn term(name: &'static str) -> Row {
    row(name, &[Anywhere], Any, Anything).open_attributes()
}

#[rustfmt::skip]
static RDF_ROWS: &[Row] = &[
    //  element           in                          how often     value
    row("rdf:RDF",         &[Root],                   One,          Children).checks(&[rss1::document_holds_together]),
    row("rdf:Description", &[In("rdf:RDF")],          Any,          Anything).open_attributes(),
    row("rdf:Seq",         &[In("items")],            ZeroOrOne,    Children).open_attributes(),
    // RDF of 1999 wrote `resource` without a prefix, and so did the first examples of RSS 1.0.
    row("rdf:li",          &[In("rdf:Seq")],          Any,          Anything)
        .attributes(&[attr("rdf:resource", Reference), attr("resource", Reference)])
        .checks(&[rss1::record_listed_item]),
];

/// The elements that are allowed in any format: descriptions and properties.
#[rustfmt::skip]
static TERM_ROWS: &[Row] = &[
    // The list of contents of an item. <https://web.resource.org/rss/1.0/modules/content/>
    row("rdf:Bag",   &[In("content:items")], ZeroOrOne, Children).open_attributes().is(In("content:items/rdf:Bag")),
    row("rdf:li",    &[In("content:items/rdf:Bag")], Any, Children).open_attributes().is(In("content:items/rdf:Bag/rdf:li")),
    row("rdf:value", &[In("content:item")],  ZeroOrOne, Anything).open_attributes(),
    term("rdf:RDF"),
    term("rdf:Description"),
    term("rdf:type"),
    term("rdf:value"),
];

#[rustfmt::skip]
static RDFS_ROWS: &[Row] = &[
    row("rdfs:seeAlso",     &[Anywhere], Any, Text).attributes(LINK)
        .checks(&[extension::names_its_resource_in_rdf]),
    row("rdfs:isDefinedBy", &[Anywhere], Any, Text).attributes(LINK)
        .checks(&[extension::names_its_resource_in_rdf]),
    row("rdfs:label",       &[Anywhere], Any, Text),
    row("rdfs:comment",     &[Anywhere], Any, Text),
    term("rdfs:member"),
    term("rdfs:domain"),
    term("rdfs:range"),
    term("rdfs:subClassOf"),
    term("rdfs:subPropertyOf"),
    term("rdfs:Class"),
    term("rdfs:Container"),
    term("rdfs:ContainerMembershipProperty"),
    term("rdfs:Datatype"),
    term("rdfs:Literal"),
    term("rdfs:Resource"),
];

/// All terms of version 0.99, and terms of earlier versions that it dropped.
#[rustfmt::skip]
static FOAF_ROWS: &[Row] = &[
    // Classes.
    term("foaf:Agent"),                 term("foaf:Document"),               term("foaf:Group"),
    term("foaf:Image"),                 term("foaf:LabelProperty"),          term("foaf:OnlineAccount"),
    term("foaf:OnlineChatAccount"),     term("foaf:OnlineEcommerceAccount"), term("foaf:OnlineGamingAccount"),
    term("foaf:Organization"),          term("foaf:Person"),                 term("foaf:PersonalProfileDocument"),
    term("foaf:Project"),
    // Properties.
    term("foaf:account"),               term("foaf:accountName"),            term("foaf:accountServiceHomepage"),
    term("foaf:age"),                   term("foaf:aimChatID"),              term("foaf:based_near"),
    term("foaf:birthday"),              term("foaf:currentProject"),         term("foaf:depiction"),
    term("foaf:depicts"),               term("foaf:dnaChecksum"),            term("foaf:familyName"),
    term("foaf:family_name"),           term("foaf:firstName"),              term("foaf:focus"),
    term("foaf:fundedBy"),              term("foaf:geekcode"),               term("foaf:gender"),
    term("foaf:givenName"),             term("foaf:givenname"),              term("foaf:holdsAccount"),
    term("foaf:homepage"),              term("foaf:icqChatID"),              term("foaf:img"),
    term("foaf:interest"),              term("foaf:isPrimaryTopicOf"),       term("foaf:jabberID"),
    term("foaf:knows"),                 term("foaf:lastName"),               term("foaf:logo"),
    term("foaf:made"),                  term("foaf:maker"),                  term("foaf:mbox"),
    term("foaf:mbox_sha1sum"),          term("foaf:member"),                 term("foaf:membershipClass"),
    term("foaf:msnChatID"),             term("foaf:myersBriggs"),            term("foaf:name"),
    term("foaf:nick"),                  term("foaf:openid"),                 term("foaf:page"),
    term("foaf:pastProject"),           term("foaf:phone"),                  term("foaf:plan"),
    term("foaf:primaryTopic"),          term("foaf:publications"),           term("foaf:schoolHomepage"),
    term("foaf:sha1"),                  term("foaf:skypeID"),                term("foaf:status"),
    term("foaf:surname"),               term("foaf:theme"),                  term("foaf:thumbnail"),
    term("foaf:tipjar"),                term("foaf:title"),                  term("foaf:topic"),
    term("foaf:topic_interest"),        term("foaf:weblog"),                 term("foaf:workInfoHomepage"),
    term("foaf:workplaceHomepage"),     term("foaf:yahooChatID"),
];
