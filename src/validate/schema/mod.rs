//! The schema: one row an element says where it may stand, how often, what it holds and which checks it needs.
//! The tables are the rule set, the dispatch and the reference at once.

pub mod app;
pub mod atom;
pub mod atom03;
pub mod dublin_core;
#[cfg(test)]
mod example;
pub mod extension;
pub mod geography;
pub mod itunes;
pub mod json_feed;
pub mod media;
pub mod merchant;
pub mod opensearch;
pub mod opml;
pub mod podcast;
pub mod rdf;
pub mod rss;
pub mod rss1;
pub mod rss1_module;
pub mod rss_module;
pub mod service;

use crate::validate::markup::name::Ns;
use crate::validate::row::Vocabulary;

/// The vocabulary of a namespace, if it is checked: of this format, or of an extension.
pub fn vocabulary_of(core: &[&'static Vocabulary], ns: Ns) -> Option<&'static Vocabulary> {
    core.iter().chain(EXTENSIONS).find(|it| it.ns == ns).copied()
}

/// What RSS is judged by, without the extensions that every format has.
#[rustfmt::skip]
pub static RSS: &[&Vocabulary] = &[
    &rss::RSS,
    &extension::ATOM_IN_RSS,
];
/// What RSS 1.0 and 0.90 are judged by.
#[rustfmt::skip]
pub static RSS1: &[&Vocabulary] = &[
    &rss1::RSS10,
    &rss1::RSS090,
    &rdf::RDF,
    &extension::ATOM_IN_RSS,
];
/// What RSS 1.1 is judged by.
#[rustfmt::skip]
pub static RSS11: &[&Vocabulary] = &[
    &rss1::RSS11,
    &extension::ATOM_IN_RSS,
];
/// What Atom is judged by.
#[rustfmt::skip]
pub static ATOM: &[&Vocabulary] = &[
    &atom::ATOM,
    &app::ATOM_IN_APP,
];
/// What Atom 0.3 is judged by.
#[rustfmt::skip]
pub static ATOM03: &[&Vocabulary] = &[
    &atom03::ATOM03,
];
/// What service and category documents of `AtomPub` are judged by.
pub static APP: &[&Vocabulary] = &[&app::APP, &app::ATOM_IN_APP];
/// What OPML is judged by.
pub static OPML: &[&Vocabulary] = &[&opml::OPML];
/// What descriptions of search engines are judged by.
pub static OPENSEARCH: &[&Vocabulary] = &[&opensearch::OPENSEARCH];
/// What JSON Feed is judged by.
pub static JSON_FEED: &[&Vocabulary] = &[&json_feed::JSON_FEED];

/// The extensions that feeds of every format may carry. Of a namespace that is not here, nothing is judged.
#[rustfmt::skip]
pub static EXTENSIONS: &[&Vocabulary] = &[
    &dublin_core::DC,
    &dublin_core::DCTERMS,
    &rss_module::SY,
    &rss_module::SLASH,
    &rss_module::CONTENT,
    &rss_module::WFW,
    &rss_module::AGGREGATION,
    &rss_module::ANNOTATE,
    &rss_module::EVENT,
    &rss_module::WIKI,
    &rss_module::ADMIN,
    &rss_module::TRACKBACK,
    &rss_module::BLOGCHANNEL,
    &rss_module::CREATIVE,
    &rss_module::CC,
    &rss_module::LINKS,
    &rss_module::TAXONOMY,
    &rss_module::CHANGED,
    &rss_module::THREADING,
    &rss_module::OUTLINE,
    &rss1_module::AUDIO,
    &rss1_module::COMPANY,
    &rss1_module::IMAGE,
    &rss1_module::RSS091,
    &rss1_module::SERVICESTATUS,
    &rss1_module::STREAMING,
    &rdf::RDF_TERMS,
    &rdf::RDFS,
    &rdf::FOAF,
    &media::MEDIA,
    &media::MEDIA_SCENE,
    &media::SCENE,
    &app::APP,
    &opensearch::OPENSEARCH_IN_FEEDS,
    &itunes::ITUNES,
    &podcast::PODCAST,
    &merchant::MERCHANT,
    &service::GOOGLEPLAY,
    &service::CHAPTERS,
    &service::WEBFEEDS,
    &service::SOURCE,
    &service::TOMBSTONE,
    &service::ATOM_IN_TOMBSTONE,
    &geography::GEORSS,
    &geography::GML,
    &geography::GEO,
    &geography::ICBM,
    &geography::GEOURL,
    &extension::XHTML,
    &extension::THREAD,
    &extension::HISTORY,
    &extension::OPENSEARCH10,
    &extension::FEEDBURNER,
    &extension::FEEDSYNC,
    &extension::ACCESS,
    &extension::CONVERSATIONS,
    &extension::CF,
    #[cfg(test)]
    &example::EXAMPLE,
];
