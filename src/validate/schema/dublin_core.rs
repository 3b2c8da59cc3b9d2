//! Dublin Core: its fifteen elements <https://www.dublincore.org/specifications/dublin-core/dces/>, and its terms
//! <https://www.dublincore.org/specifications/dublin-core/dcmi-terms/>. The specification does not say how often each is allowed. The counts here follow from what readers do.

use crate::validate::markup::name::Ns;
use crate::validate::row::Attr;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place::{Anywhere, Entry, Feed};
use crate::validate::row::Row;
use crate::validate::row::Value::{
    Anything, Integer, Language, Nonblank, Plain, Reference, Text, W3cdtf,
};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules::extension;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// The fifteen elements.
pub static DC: Vocabulary = vocabulary(Ns::DC, DC_ROWS).has_qualifiers();
/// The terms.
pub static DCTERMS: Vocabulary = vocabulary(Ns::DCTERMS, DCTERMS_ROWS);

/// A link to something else, written as in RDF or as text.
const LINK: &[Attr] = &[attr("rdf:resource", Reference), attr("dc:title", Text)];

#[rustfmt::skip]
static DC_ROWS: &[Row] = &[
    //  element                     in                how often   value
    row("dc:creator",               &[Feed],          Any,        Nonblank).same_as("managingEditor"),
    row("dc:creator",               &[Entry],         Any,        Nonblank).same_as("author"),
    row("dc:creator",               &[Anywhere],      Any,        Nonblank),
    row("dc:subject",               &[Feed, Entry],   Any,        Text).same_as("category"),
    row("dc:subject",               &[Anywhere],      Any,        Text),
    row("dc:date",                  &[Feed],          ZeroOrOne,  W3cdtf).same_as("pubDate"),
    row("dc:date",                  &[Entry],         Any,        W3cdtf).same_as("pubDate"),
    row("dc:date",                  &[Anywhere],      Any,        W3cdtf),
    row("dc:publisher",             &[Feed],          Any,        Text).same_as("webMaster"),
    row("dc:publisher",             &[Anywhere],      Any,        Text),
    row("dc:title",                 &[Anywhere],      ZeroOrOne,  Text),
    row("dc:description",           &[Anywhere],      ZeroOrOne,  Text),
    row("dc:contributor",           &[Anywhere],      Any,        Text),
    row("dc:type",                  &[Anywhere],      ZeroOrOne,  Text),
    row("dc:format",                &[Anywhere],      ZeroOrOne,  Text),
    row("dc:identifier",            &[Anywhere],      Any,        Text),
    row("dc:source",                &[Entry],         ZeroOrOne,  Text).same_as("source"),
    row("dc:source",                &[Anywhere],      ZeroOrOne,  Text),
    row("dc:language",              &[Feed],          ZeroOrOne,  Language).same_as("language"),
    row("dc:language",              &[Anywhere],      ZeroOrOne,  Language),
    row("dc:relation",              &[Anywhere],      Any,        Text),
    row("dc:coverage",              &[Anywhere],      Any,        Text),
    row("dc:rights",                &[Feed],          ZeroOrOne,  Plain(usize::MAX)).same_as("copyright"),
    row("dc:rights",                &[Anywhere],      ZeroOrOne,  Plain(usize::MAX)),
];

#[rustfmt::skip]
static DCTERMS_ROWS: &[Row] = &[
    //  element                     in                how often   value
    row("dcterms:modified",         &[Feed],          ZeroOrOne,  W3cdtf).same_as("lastBuildDate"),
    row("dcterms:modified",         &[Anywhere],      ZeroOrOne,  W3cdtf),
    row("dcterms:created",          &[Anywhere],      ZeroOrOne,  W3cdtf),
    row("dcterms:issued",           &[Anywhere],      ZeroOrOne,  W3cdtf),
    row("dcterms:date",             &[Anywhere],      Any,        Text),
    row("dcterms:dateAccepted",     &[Anywhere],      ZeroOrOne,  Text),
    row("dcterms:dateCopyrighted",  &[Anywhere],      ZeroOrOne,  Text),
    row("dcterms:dateSubmitted",    &[Anywhere],      ZeroOrOne,  Text),
    row("dcterms:valid",            &[Anywhere],      Any,        Anything),
    row("dcterms:available",        &[Anywhere],      Any,        Anything),
    row("dcterms:alternative",      &[Anywhere],      Any,        Text),
    row("dcterms:abstract",         &[Anywhere],      ZeroOrOne,  Text),
    row("dcterms:tableOfContents",  &[Anywhere],      ZeroOrOne,  Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:extent",           &[Anywhere],      ZeroOrOne,  Integer(1, i64::MAX)).nonblank(),
    row("dcterms:medium",           &[Anywhere],      Any,        Anything),
    row("dcterms:isVersionOf",      &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:hasVersion",       &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:isReplacedBy",     &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:replaces",         &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:isRequiredBy",     &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:requires",         &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:isPartOf",         &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:hasPart",          &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:isReferencedBy",   &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:references",       &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:isFormatOf",       &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:hasFormat",        &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:conformsTo",       &[Anywhere],      Any,        Text).attributes(LINK).checks(&[extension::names_its_resource_in_rdf]),
    row("dcterms:mediator",         &[Anywhere],      ZeroOrOne,  Anything),
    row("dcterms:audience",         &[Anywhere],      Any,        Anything),
    row("dcterms:spatial",          &[Anywhere],      Any,        Anything),
    row("dcterms:temporal",         &[Anywhere],      Any,        Anything),
    row("dcterms:accessRights",     &[Anywhere],      Any,        Anything),
    row("dcterms:accrualMethod",    &[Anywhere],      Any,        Anything),
    row("dcterms:accrualPeriodicity", &[Anywhere],    Any,        Anything),
    row("dcterms:accrualPolicy",    &[Anywhere],      Any,        Anything),
    row("dcterms:bibliographicCitation", &[Anywhere], Any,        Anything),
    row("dcterms:educationLevel",   &[Anywhere],      Any,        Anything),
    row("dcterms:instructionalMethod", &[Anywhere],   Any,        Anything),
    row("dcterms:license",          &[Anywhere],      Any,        Anything),
    row("dcterms:provenance",       &[Anywhere],      Any,        Anything),
    row("dcterms:rightsHolder",     &[Anywhere],      Any,        Anything),
    // The terms that replaced the elements.
    row("dcterms:contributor",      &[Anywhere],      Any,        Anything),
    row("dcterms:coverage",         &[Anywhere],      Any,        Anything),
    row("dcterms:creator",          &[Anywhere],      Any,        Anything),
    row("dcterms:description",      &[Anywhere],      Any,        Anything),
    row("dcterms:format",           &[Anywhere],      Any,        Anything),
    row("dcterms:identifier",       &[Anywhere],      Any,        Anything),
    row("dcterms:language",         &[Anywhere],      Any,        Anything),
    row("dcterms:publisher",        &[Anywhere],      Any,        Anything),
    row("dcterms:relation",         &[Anywhere],      Any,        Anything),
    row("dcterms:rights",           &[Anywhere],      Any,        Anything),
    row("dcterms:source",           &[Anywhere],      Any,        Anything),
    row("dcterms:subject",          &[Anywhere],      Any,        Anything),
    row("dcterms:title",            &[Anywhere],      Any,        Anything),
    row("dcterms:type",             &[Anywhere],      Any,        Anything),
];
