//! Podcasts: what the configuration says about a show, and an article about its episode.

use serde::Serialize;

pub(crate) mod artwork;
pub(crate) mod episode;
pub(crate) mod identity;
pub(crate) mod show;

/// A person who takes part in a show or an episode. <https://podcasting2.org/docs/podcast-namespace/tags/person>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Credit {
    /// The name.
    pub name: String,
    /// The role in the Podcast Taxonomy, such as `guest`. Without one, apps assume `host`.
    pub role: Option<String>,
    /// The group in the Podcast Taxonomy, such as `writing`. Without one, apps assume `cast`.
    pub group: Option<String>,
    /// The URL of a picture.
    pub image: Option<String>,
    /// The URL of a page about the person.
    pub url: Option<String>,
}

/// The place that a show or an episode is about. <https://podcasting2.org/docs/podcast-namespace/tags/location>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Venue {
    /// The name, as people read it.
    pub name: String,
    /// The coordinates, as a `geo:` URI.
    pub geo: Option<String>,
    /// The id in OpenStreetMap, such as `R113314`.
    pub osm: Option<String>,
    /// The country, as an ISO 3166-1 code.
    pub country: Option<String>,
    /// `subject` or `creator`.
    pub rel: Option<String>,
}
