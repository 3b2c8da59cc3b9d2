//! An article in its normalized form, which does not depend on the file format.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::publish::podcast::episode::Episode;
use crate::value::podcast::media;
use crate::value::podcast::media::Medium;

/// An article. Fields that are not known are `None` or empty, never invented.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Article {
    /// The path of its file in the folder of articles, with `/` between the parts.
    pub path: String,
    /// What the path of its file says about it.
    pub(crate) location: Location,
    /// The headline, as plain text.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Person>,
    /// The section or first category.
    pub section: Option<String>,
    /// Tags, keywords and further categories, in the author's order, without duplicates.
    pub tags: Vec<String>,
    /// When it was, or will be, published.
    pub published: Option<DateTime<FixedOffset>>,
    /// When it was last changed, if the author says so.
    pub updated: Option<DateTime<FixedOffset>>,
    /// When it expires. From then on, it is left out.
    pub expires: Option<DateTime<FixedOffset>>,
    /// A summary, as plain text.
    pub summary: Option<String>,
    /// Whether only the head was read. Then `html` is empty, and so are a summary and a picture that would come from the text.
    pub(crate) is_head: bool,
    /// The body: HTML as the author wrote it, not yet sanitized, with relative URLs.
    pub html: String,
    /// Its main picture.
    pub image: Option<Image>,
    /// The photo credit.
    pub credit: Option<String>,
    /// The recording that belongs to it.
    pub enclosure: Option<Enclosure>,
    /// What it says about an episode of a podcast.
    pub episode: Option<Box<Episode>>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// The URL of its page, absolute or relative to the site.
    pub url: Option<String>,
    /// Its identifier, if the author gave one.
    pub id: Option<String>,
    /// The last part of its URL, if the author or the file name specifies one.
    pub slug: Option<String>,
    /// A pattern for its URL in the generator's own notation (`/:year/:title/`, `pretty`), if the author gave one.
    pub permalink: Option<String>,
    /// Former URLs of its page, absolute or relative to the site.
    pub aliases: Vec<String>,
    /// All its categories including the section, in the author's order.
    pub categories: Vec<String>,
    /// The external page that it discusses or redirects to: a link post, a redirect.
    pub external_url: Option<String>,
    /// The copyright notice or license of this article.
    pub rights: Option<String>,
    /// The URL of its source.
    pub source: Option<String>,
    /// Whether the author marks it as unfinished.
    pub draft: bool,
    /// Whether its page must not be listed (`noindex`, `permalink: false`, Pelican's `hidden`).
    pub unlisted: bool,
    /// Where each field comes from, by the name of the field, for example "front matter `lastmod`, line 4".
    pub origin: std::collections::BTreeMap<&'static str, Origin>,
}

impl Article {
    /// Whether it has a file that podcast apps can play or show.
    pub(crate) fn has_recording(&self) -> bool {
        self.enclosure.as_ref().is_some_and(|it| {
            let kind = it.r#type.as_deref().unwrap_or_default();
            media::medium(kind, &it.url) != Medium::Unplayable
        })
    }
}

/// An article whose date is known.
#[derive(Clone, Debug)]
pub struct Dated {
    /// The article.
    pub article: Article,
    /// When it is published.
    pub published: DateTime<FixedOffset>,
    /// Whether `published` is only the time when it was first seen. Such an article is never held back, even if the clock is set
    /// back.
    pub first_seen: bool,
    /// The id that it got in an earlier run.
    pub id: Option<String>,
}

/// What the path of an article's file says about the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// The folders that are part of its URL, from the outermost. The folder of a page bundle (`walk/index.md`), Jekyll's `_posts`
    /// and language folders are left out.
    pub folders: Vec<String>,
    /// The folders above Jekyll's `_posts`, which Jekyll uses as categories.
    pub above_posts: Vec<String>,
    /// The name of the file or of its page bundle, without the extension and the language.
    pub name: String,
    /// Like `name`, but without the date at its start. Empty if the name is only a date.
    pub undated_name: String,
    /// The date in the path.
    pub day: Option<NaiveDate>,
    /// The language in the path, as it is written there: `fr` in `walk.fr.md` and in `fr/walk.md`.
    pub language: Option<String>,
}

/// A person or an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Person {
    /// The name as it is displayed.
    pub name: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// The URL of the home page.
    pub url: Option<String>,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Image {
    /// Its URL, absolute or relative to the article's page.
    pub url: String,
    /// The alternative text.
    pub alt: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// The caption.
    pub caption: Option<String>,
}

/// A recording or another file that belongs to an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Enclosure {
    /// Its URL, absolute or relative to the site.
    pub url: String,
    /// Its media type.
    pub r#type: Option<String>,
    /// Its size in bytes.
    pub length: Option<u64>,
    /// Its duration in seconds.
    pub duration: Option<u64>,
    /// The file in the folder of articles or of the site that was measured, if there is one.
    pub file: Option<PathBuf>,
}

/// Where the value of a field comes from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Origin {
    /// The place in words, for example "front matter `lastmod`", "byline" or "file name".
    pub what: String,
    /// The line in the article's file, from 1. `None` if the value is not from the text.
    pub line: Option<u32>,
    /// How certain the value is.
    pub confidence: Confidence,
}

impl Origin {
    /// A value that the author stated explicitly in `line`.
    pub fn stated(what: impl Into<String>, line: u32) -> Origin {
        Origin { what: what.into(), line: Some(line), confidence: Confidence::Stated }
    }

    /// A value from outside the text, such as the file name.
    pub fn outside(what: impl Into<String>) -> Origin {
        Origin { what: what.into(), line: None, confidence: Confidence::Stated }
    }

    /// A value that was inferred from the form of the text in `line`.
    pub fn guessed(what: impl Into<String>, line: u32, confidence: Confidence) -> Origin {
        Origin { what: what.into(), line: Some(line), confidence }
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.what)?;
        if let Some(line) = self.line {
            write!(out, ", line {line}")?;
        }
        match self.confidence {
            Confidence::Stated => Ok(()),
            Confidence::Likely => out.write_str(" (likely)"),
            Confidence::Unsure => out.write_str(" (unsure)"),
        }
    }
}

/// How certain a value is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Confidence {
    /// One of several possible readings of the text.
    Unsure,
    /// The form of the text suggests it, but nothing marks it.
    Likely,
    /// The author stated it.
    Stated,
}
