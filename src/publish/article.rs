//! An article, normalized: the same whatever form it was written in.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};

/// An article. What is not known is `None` or empty, never invented.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Article {
    /// Where it was read from, relative to the folder of articles, with `/` between the parts.
    pub path: String,
    /// What its path says.
    pub(crate) location: Location,
    /// The headline, plain text.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Person>,
    /// The section or first category.
    pub section: Option<String>,
    /// Tags, keywords and further categories, in the author's order, each once.
    pub tags: Vec<String>,
    /// When it was, or will be, published.
    pub published: Option<DateTime<FixedOffset>>,
    /// When it was last changed, if that was said.
    pub updated: Option<DateTime<FixedOffset>>,
    /// From when on it is to be left out.
    pub expires: Option<DateTime<FixedOffset>>,
    /// A summary, plain text.
    pub summary: Option<String>,
    /// Whether its text was left unrendered: then there is no `html` yet, and no summary or picture from it.
    pub(crate) is_head: bool,
    /// The body, HTML as the author gave it: neither sanitised nor with absolute URLs yet.
    pub html: String,
    /// The picture that stands for it.
    pub image: Option<Image>,
    /// The credit of its photographs.
    pub credit: Option<String>,
    /// The recording that belongs to it.
    pub enclosure: Option<Enclosure>,
    /// Its language, BCP 47.
    pub language: Option<String>,
    /// Its page, absolute, or relative to the site.
    pub url: Option<String>,
    /// Its identifier, if the author gave one.
    pub id: Option<String>,
    /// The last part of its URL, if the author or the file's name gave one.
    pub slug: Option<String>,
    /// A pattern for its address, in the generator's own spelling (`/:year/:title/`, `pretty`), if the author gave one.
    pub permalink: Option<String>,
    /// Older addresses of its page, absolute, or relative to the site.
    pub aliases: Vec<String>,
    /// All its categories, the section too, in the author's order.
    pub categories: Vec<String>,
    /// The page elsewhere that it is about or leads to: a link post, a redirect.
    pub external_url: Option<String>,
    /// Rights or licence of this article alone.
    pub rights: Option<String>,
    /// Where it was taken from: a URL.
    pub source: Option<String>,
    /// Whether the author says that it is not finished.
    pub draft: bool,
    /// Whether its page asks not to be listed (`noindex`, `permalink: false`, Pelican's `hidden`).
    pub unlisted: bool,
    /// Where each field came from, by the field's name: "front matter `lastmod`, line 4".
    pub origin: std::collections::BTreeMap<&'static str, Origin>,
}

/// An article whose date is settled.
#[derive(Clone, Debug)]
pub struct Dated {
    /// The article.
    pub article: Article,
    /// When it is published.
    pub published: DateTime<FixedOffset>,
    /// Whether that is only when it was first seen. It is not held then: a clock that goes back takes nothing away.
    pub first_seen: bool,
    /// The id that an earlier run minted for it.
    pub id: Option<String>,
}

/// What the path of an article's file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// The folders that are part of its address, from the outermost: without that of a page bundle (`walk/index.md`), of
    /// Jekyll's `_posts`, and of a language.
    pub folders: Vec<String>,
    /// The folders above Jekyll's `_posts`, which are categories there.
    pub above_posts: Vec<String>,
    /// The name of the file or of its page bundle, without extension and language.
    pub name: String,
    /// As `name`, without the date that it begins with; empty if it is only a date.
    pub undated_name: String,
    /// The day in the path.
    pub day: Option<NaiveDate>,
    /// The language in the path, as it is written there: `fr` of `walk.fr.md` and of `fr/walk.md`.
    pub language: Option<String>,
}

/// A person or an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Person {
    /// The name as it is printed.
    pub name: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// The home page.
    pub url: Option<String>,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Image {
    /// Where it is, absolute, or relative to the article's page.
    pub url: String,
    /// What it shows, for those who do not see it.
    pub alt: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// The words under it.
    pub caption: Option<String>,
}

/// A recording or another file that belongs to an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Enclosure {
    /// Where it is, absolute, or relative to the site.
    pub url: String,
    /// Its media type.
    pub r#type: Option<String>,
    /// Its size in bytes.
    pub length: Option<u64>,
    /// How long it plays, in seconds.
    pub duration: Option<u64>,
    /// The file in the folder of articles or of the site that was measured, if one was.
    pub file: Option<PathBuf>,
}

/// Where a field came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// In words: "front matter `lastmod`", "byline", "file name".
    pub what: String,
    /// The line of the article's file, from 1; `None` when it is not from the text.
    pub line: Option<u32>,
    /// How sure that is.
    pub confidence: Confidence,
}

impl Origin {
    /// What the author said outright, in `line`.
    pub fn stated(what: impl Into<String>, line: u32) -> Origin {
        Origin { what: what.into(), line: Some(line), confidence: Confidence::Stated }
    }

    /// What is known from outside the text.
    pub fn outside(what: impl Into<String>) -> Origin {
        Origin { what: what.into(), line: None, confidence: Confidence::Stated }
    }

    /// What the form of the text suggests, in `line`.
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

/// How sure a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// One of several readings of the text.
    Unsure,
    /// The form of the text says so, without a marker.
    Likely,
    /// The author said so.
    Stated,
}
