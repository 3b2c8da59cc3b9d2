//! An episode of a podcast: what an article says about its recording.

use serde::Serialize;
use url::Url;

use crate::publish::absolute_url::on_the_web;
use crate::publish::podcast::Credit;
use crate::publish::podcast::Venue;

/// What an article says about its episode of a podcast. URLs are absolute, or relative to the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Episode {
    /// The number of the episode, which may have decimals, such as `12` or `12.5`.
    pub number: Option<String>,
    /// The number of the season.
    pub season: Option<u64>,
    /// The name of the season.
    pub season_name: Option<String>,
    /// Its type: `full`, `trailer` or `bonus`.
    #[serde(rename = "type")]
    pub kind: Option<EpisodeKind>,
    /// Whether it is not suitable for children.
    pub explicit: Option<bool>,
    /// The title without the number and the name of the show.
    pub title: Option<String>,
    /// A line that apps show below the title.
    pub subtitle: Option<String>,
    /// The URL of its artwork.
    pub image: Option<String>,
    /// The files with its text.
    pub transcripts: Vec<Transcript>,
    /// Its chapters.
    pub chapters: Option<Chapters>,
    /// The people who take part.
    pub persons: Vec<Credit>,
    /// Parts that present the episode.
    pub soundbites: Vec<Soundbite>,
    /// The place that it is about.
    pub location: Option<Venue>,
    /// Whether directories must not list it.
    pub block: bool,
}

/// The names of the fields in the origins of an article.
#[rustfmt::skip]
pub(crate) static ORIGINS: &[&str] = &[
    "episode", "season", "season_name", "episode_type", "explicit", "itunes_title", "itunes_subtitle", "episode_image", "transcript",
    "chapters", "persons", "soundbite", "location", "block",
];

/// The type of an episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EpisodeKind {
    /// A whole episode.
    Full,
    /// A short piece that presents the show, a season or an episode.
    Trailer,
    /// Additional content, such as an interview.
    Bonus,
}

impl EpisodeKind {
    /// Its name in feeds.
    pub fn name(self) -> &'static str {
        match self {
            EpisodeKind::Full => "full",
            EpisodeKind::Trailer => "trailer",
            EpisodeKind::Bonus => "bonus",
        }
    }
}

/// A file with the text of an episode.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Transcript {
    /// Its URL.
    pub url: String,
    /// Its media type.
    pub r#type: String,
    /// Its language, as a BCP 47 tag, if it is not that of the feed.
    pub language: Option<String>,
    /// Whether the text has times, so that players can show it as captions.
    pub captions: bool,
}

/// The chapters of an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Chapters {
    /// The URL of a JSON file with the chapters.
    File(String),
    /// The chapters themselves.
    List(Vec<Chapter>),
}

/// A chapter of an episode.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Chapter {
    /// Where it starts, as normal play time: `00:12:05.350`.
    pub start: String,
    /// Its title.
    pub title: String,
    /// The URL of a page about it.
    pub url: Option<String>,
    /// The URL of a picture.
    pub image: Option<String>,
}

/// A part of an episode that presents it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Soundbite {
    /// Where it starts, in seconds.
    pub start: String,
    /// Its duration in seconds.
    pub duration: String,
    /// Its title, if it differs from that of the episode.
    pub title: Option<String>,
}

impl Episode {
    /// Fills what is missing from another description of the same episode.
    pub(crate) fn fill(&mut self, other: Episode) {
        let Episode { number, season, season_name, kind, explicit, title, subtitle, image, .. } =
            other;
        self.number = self.number.take().or(number);
        self.season = self.season.or(season);
        self.season_name = self.season_name.take().or(season_name);
        self.kind = self.kind.or(kind);
        self.explicit = self.explicit.or(explicit);
        self.title = self.title.take().or(title);
        self.subtitle = self.subtitle.take().or(subtitle);
        self.image = self.image.take().or(image);
        self.chapters = self.chapters.take().or(other.chapters);
        self.location = self.location.take().or(other.location);
        self.block |= other.block;
        if self.transcripts.is_empty() {
            self.transcripts = other.transcripts;
        }
        if self.persons.is_empty() {
            self.persons = other.persons;
        }
        if self.soundbites.is_empty() {
            self.soundbites = other.soundbites;
        }
    }

    /// The episode with absolute URLs. What has no valid URL is left out.
    pub(crate) fn resolved(&self, site: &Url) -> Episode {
        let url = |it: &String| on_the_web(site, it);
        let mut episode = self.clone();
        episode.image = self.image.as_ref().and_then(url);
        episode.transcripts.retain_mut(|it| replaced(&mut it.url, site));
        for it in &mut episode.persons {
            it.image = it.image.as_ref().and_then(url);
            it.url = it.url.as_ref().and_then(url);
        }
        episode.chapters = match &self.chapters {
            Some(Chapters::File(file)) => url(file).map(Chapters::File),
            Some(Chapters::List(list)) => {
                let mut list = list.clone();
                for it in &mut list {
                    it.url = it.url.as_ref().and_then(url);
                    it.image = it.image.as_ref().and_then(url);
                }
                Some(Chapters::List(list))
            }
            None => None,
        };
        episode
    }
}

/// Makes a URL absolute. Returns whether it is valid.
fn replaced(url: &mut String, site: &Url) -> bool {
    match on_the_web(site, url) {
        Some(absolute) => {
            *url = absolute;
            true
        }
        None => false,
    }
}
