//! A folder to articles, and what is wrong with them. [`folder::read`] walks it; each form of article has a module of its own.

use url::Url;

use crate::diagnostic::Diagnostic;
use crate::publish::article::Article;
use crate::publish::article::Origin;
use crate::publish::dialect;
use crate::publish::dialect::Dialect;
use crate::publish::dialect::NaiveUtc;
use crate::publish::load::authors::Authors;
use crate::publish::load::selection::Selection;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::value::timezone::Timezone;
use chrono::DateTime;
use chrono::FixedOffset;

mod address;
mod aliases;
pub mod authors;
pub mod date;
mod date_cjk;
mod date_clock;
pub(crate) mod date_names;
mod date_path;
mod date_tokens;
mod decode;
pub mod detect;
mod duplicates;
mod enclosure;
mod file;
mod file_name;
pub mod folder;
pub(crate) mod front_matter;
pub mod html;
pub(crate) mod location;
pub mod markdown;
pub(crate) mod mdx;
mod merge;
mod normalize;
pub mod people;
pub mod plain_text;
pub mod selection;
mod sift;
pub mod single;
mod summary;
pub(crate) mod walk;

/// How articles are read, in every format.
#[derive(Clone, Debug)]
pub struct Options {
    /// The time zone of dates without one, unless the dialect has other rules.
    pub timezone: Timezone,
    /// The generator that the articles are written for.
    pub dialect: &'static Dialect,
    /// Which files are articles.
    pub selection: Selection,
    /// Whether the text of an article is not rendered if its front matter alone decides whether it is published.
    pub heads_only: bool,
    /// The title of the site, which is never used as that of an article; empty if it is not known.
    pub site_title: String,
    /// The home page of the site, with a slash at its end.
    pub site_url: Option<Url>,
    /// The language of the site, as a BCP 47 tag.
    pub language: Option<String>,
    /// Whether the configuration sets the dialect. The time zone rules of a detected one are not applied.
    pub dialect_is_stated: bool,
    /// The authors that the front matter names by their keys.
    pub authors: Authors,
}

impl Options {
    /// Options for articles of an unknown generator and site.
    pub fn new(timezone: Timezone) -> Options {
        Options {
            timezone,
            dialect: &dialect::PLAIN,
            selection: Selection::default(),
            heads_only: false,
            site_title: String::new(),
            site_url: None,
            language: None,
            dialect_is_stated: false,
            authors: Authors::default(),
        }
    }

    /// The zone of a day without a zone: UTC where the generator has it so, whatever the zone of the site is.
    pub(crate) fn zone(&self) -> Timezone {
        let utc = self.dialect_is_stated && self.dialect.naive_is_utc == NaiveUtc::Always;
        if utc { Timezone::UTC } else { self.timezone }
    }

    /// The zone of `text`, a date in front matter, if it names none.
    pub(crate) fn zone_of(&self, text: &str) -> Timezone {
        let with_seconds = || text.matches(':').count() >= 2;
        match self.dialect.naive_is_utc {
            NaiveUtc::WithSeconds if self.dialect_is_stated && with_seconds() => Timezone::UTC,
            _ => self.zone(),
        }
    }
}

/// One file as an article. With an error among the diagnostics, the article is left out.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Reading {
    /// The article, as far as it was understood.
    pub article: Article,
    /// What is wrong with it; spans are of the file's decoded text.
    pub diagnostics: Vec<Diagnostic>,
    /// The template tags and components that were removed from its text, in the order of the file.
    pub(crate) removed: Vec<Removed>,
    /// Why the file is not an article but a page of the site, if it is an HTML page that shows it; an error is among the diagnostics
    /// then.
    pub(crate) no_article: Option<&'static str>,
    /// What only the other pages of the folder can decide about an HTML page without front matter.
    pub(crate) undecided: Option<Undecided>,
}

/// A template tag or a component that means nothing in a feed, and was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its name between its marks, without arguments: `{% Img %}`, `{{< chart >}}`, `<Tabs>`.
    pub tag: String,
    /// Its place in the file's decoded text.
    pub span: Span,
}

impl Reading {
    /// Whether the article is to be left out.
    pub fn has_error(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// What of a page only the other pages of its folder can decide.
#[derive(Clone, Debug, Default)]
pub struct Undecided {
    /// The titles that it may have, the best first.
    pub titles: Vec<(String, Origin)>,
    /// The dates that it shows, the best first.
    pub dates: Vec<(DateTime<FixedOffset>, Origin)>,
}

/// A folder of articles.
#[derive(Debug, Default)]
pub struct Folder {
    /// What was read, sorted by path.
    pub articles: Vec<Loaded>,
    /// What was not, and why, sorted by path.
    pub passed_over: Vec<PassedOver>,
}

/// A file that is an article, or should be one.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Loaded {
    /// Its text; empty when it could not be read.
    pub source: Source,
    /// What was understood. With an error among the diagnostics, the article is left out.
    pub reading: Reading,
    /// The file beside it that says more of it.
    pub sidecar: Option<Sidecar>,
}

/// A file `NAME.toml` beside an article.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Sidecar {
    /// Its text.
    pub source: Source,
    /// What is wrong with it; with an error, the article is left out.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file or folder that is no article by a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassedOver {
    /// Relative to the folder, with `/`.
    pub path: String,
    /// Why, in a few words.
    pub why: &'static str,
    /// Whether somebody may take it for an article.
    pub is_text: bool,
}

impl PassedOver {
    /// Whether its name begins with a dot.
    pub(crate) fn is_hidden(&self) -> bool {
        self.path.rsplit('/').next().is_some_and(|it| it.starts_with('.'))
    }
}

impl Loaded {
    /// Whether the article is to be left out.
    pub fn has_error(&self) -> bool {
        let sidecar = self.sidecar.iter().flat_map(|it| &it.diagnostics);
        self.reading.has_error() || sidecar.into_iter().any(Diagnostic::is_error)
    }
}

/// The forms of article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown with front matter.
    Markdown,
    /// An HTML page.
    Html,
    /// A press text without markup.
    Text,
}

impl Form {
    /// The form of a file, by the extension of its name; `None` if it is not an article.
    pub fn of(name: &str) -> Option<Form> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "md" | "mdx" | "markdown" | "mdown" => Some(Form::Markdown),
            "html" | "htm" | "xhtml" => Some(Form::Html),
            "txt" | "text" => Some(Form::Text),
            _ => None,
        }
    }
}
