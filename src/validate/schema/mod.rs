//! The schema: tables with one row per element, one file per namespace or group of namespaces. The walker looks up the row of
//! each element, so the tables also decide which checks run.

pub mod activity;
pub mod app;
pub mod arxiv;
pub mod atom;
pub mod atom03;
pub mod cap;
pub mod dublin_core;
#[cfg(test)]
mod example;
pub mod extension;
pub mod geography;
pub mod google_data;
pub mod host;
pub mod itunes;
pub mod json_feed;
pub mod media;
pub mod merchant;
pub mod news_app;
pub mod opensearch;
pub mod opml;
pub mod podcast;
pub mod prism;
pub mod rawvoice;
pub mod rdf;
pub mod rss;
pub mod rss1;
pub mod rss1_module;
pub mod rss_module;
pub mod service;
pub mod sparkle;
pub mod yandex;

use crate::validate::markup::name::Ns;
use crate::validate::vocabulary::Vocabulary;

/// The vocabulary of a namespace, from the vocabularies of the format (`core`) or from the extensions. `None` if the namespace
/// is not checked.
pub fn vocabulary_of(core: &[&'static Vocabulary], ns: Ns) -> Option<&'static Vocabulary> {
    core.iter().chain(EXTENSIONS).find(|it| it.ns == ns).copied()
}

/// The vocabularies of RSS, without the extensions, which are the same for every format.
#[rustfmt::skip]
pub static RSS: &[&Vocabulary] = &[
    &rss::RSS,
    &extension::ATOM_IN_RSS,
];
/// The vocabularies of RSS 1.0 and 0.90.
#[rustfmt::skip]
pub static RSS1: &[&Vocabulary] = &[
    &rss1::RSS10,
    &rss1::RSS090,
    &rdf::RDF,
    &extension::ATOM_IN_RSS,
];
/// The vocabularies of RSS 1.1.
#[rustfmt::skip]
pub static RSS11: &[&Vocabulary] = &[
    &rss1::RSS11,
    &extension::ATOM_IN_RSS,
];
/// The vocabularies of Atom.
#[rustfmt::skip]
pub static ATOM: &[&Vocabulary] = &[
    &atom::ATOM,
    &app::ATOM_IN_APP,
];
/// The vocabularies of Atom 0.3.
#[rustfmt::skip]
pub static ATOM03: &[&Vocabulary] = &[
    &atom03::ATOM03,
];
/// The vocabularies of `AtomPub` service and category documents.
pub static APP: &[&Vocabulary] = &[&app::APP, &app::ATOM_IN_APP];
/// The vocabularies of OPML.
pub static OPML: &[&Vocabulary] = &[&opml::OPML];
/// The vocabularies of `OpenSearch` descriptions.
pub static OPENSEARCH: &[&Vocabulary] = &[&opensearch::OPENSEARCH];
/// The vocabularies of JSON Feed.
pub static JSON_FEED: &[&Vocabulary] = &[&json_feed::JSON_FEED];

/// The extensions that feeds of every format may use. Elements in other namespaces are not checked.
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
    &sparkle::SPARKLE,
    &yandex::YANDEX,
    &yandex::TURBO,
    &news_app::SMARTNEWS,
    &news_app::MSN,
    &rawvoice::RAWVOICE,
    &host::FEEDPRESS,
    &host::OMNY,
    &google_data::GDATA,
    &google_data::YOUTUBE,
    &prism::PRISM,
    &arxiv::ARXIV,
    &cap::CAP,
    &activity::ACTIVITY,
    #[cfg(test)]
    &example::EXAMPLE,
];
