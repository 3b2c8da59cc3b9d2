//! Reads a folder of articles and reports their problems. [`folder::read`] walks the folder. Each form of article has its own
//! module.

use chrono::DateTime;
use url::Url;

use crate::diagnostic::Diagnostic;
use crate::publish::article::Article;
use crate::publish::article::Origin;
use crate::publish::dialect;
use crate::publish::dialect::Dialect;
use crate::publish::dialect::NaiveUtc;
use crate::publish::load::authors::Authors;
use crate::publish::load::selection::Selection;
use crate::publish::progress::Progress;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::value::timezone::Timezone;
use chrono::FixedOffset;
use std::path::Path;
use std::path::PathBuf;

mod aliases;
mod author_value;
pub mod authors;
pub mod date;
mod date_path;
mod decode;
pub mod detect;
mod duplicates;
pub(crate) mod enclosure;
mod episode_keys;
mod file;
mod file_name;
pub mod folder;
pub(crate) mod front_matter;
pub mod html;
pub(crate) mod location;
pub mod markdown;
mod media_file;
mod memo;
mod merge;
mod normalize;
mod open;
pub mod people;
pub mod plain_text;
pub(crate) mod restore;
pub mod selection;
mod sift;
pub mod single;
mod summary;
pub(crate) mod walk;

/// The options for reading articles, for every format.
#[derive(Clone, Debug)]
pub struct Options {
    /// The time zone of dates without one, unless the dialect has other rules.
    pub timezone: Timezone,
    /// The generator that the articles are written for.
    pub dialect: &'static Dialect,
    /// Which files are articles.
    pub selection: Selection,
    /// Which articles of a folder are read with their texts.
    pub(crate) bodies: Bodies,
    /// Whether to skip rendering the text of an article if its front matter alone decides whether it is published.
    pub heads_only: bool,
    /// The title of the site, which is never used as the title of an article. Empty if it is not known.
    pub site_title: String,
    /// The URL of the site's home page, with a slash at its end.
    pub site_url: Option<Url>,
    /// The language of the site, as a BCP 47 tag.
    pub language: Option<String>,
    /// Whether the configuration specifies the dialect. The time zone rules of a detected dialect are not applied.
    pub dialect_is_stated: bool,
    /// The authors to whom the front matter refers by key.
    pub authors: Authors,
    /// Counts the articles.
    pub progress: Progress,
    /// The folders, besides that of articles, in which the files of the site are: the site's own folder, `static`.
    pub media: Vec<PathBuf>,
}

impl Options {
    /// Options for articles of an unknown generator and site.
    pub fn new(timezone: Timezone) -> Options {
        Options {
            timezone,
            dialect: &dialect::PLAIN,
            selection: Selection::default(),
            bodies: Bodies::All,
            heads_only: false,
            site_title: String::new(),
            site_url: None,
            language: None,
            dialect_is_stated: false,
            authors: Authors::default(),
            progress: Progress::default(),
            media: Vec::new(),
        }
    }

    /// The zone of a date without one: UTC if the generator uses it, whatever the zone of the site is.
    pub(crate) fn zone(&self) -> Timezone {
        let utc = self.dialect_is_stated && self.dialect.naive_is_utc == NaiveUtc::Always;
        if utc { Timezone::UTC } else { self.timezone }
    }

    /// The zone of `text`, a date in front matter, if it contains none.
    pub(crate) fn zone_of(&self, text: &str) -> Timezone {
        let with_seconds = || text.matches(':').count() >= 2;
        match self.dialect.naive_is_utc {
            NaiveUtc::WithSeconds if self.dialect_is_stated && with_seconds() => Timezone::UTC,
            _ => self.zone(),
        }
    }
}

/// Which articles of a folder are read with their texts at first. The texts of others are read when their entries are rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Bodies {
    /// All articles.
    #[default]
    All,
    /// All articles, unless there are so many that their texts would fill the memory, because a feed contains all of them.
    Published,
    /// None, unless there are only a few articles.
    Few,
}

/// What earlier builds know of the articles of a folder.
pub(crate) trait HeadCache: Sync {
    /// The head of the article at `path`, if its file has not changed.
    fn head(&self, path: &str) -> Option<Loaded>;

    /// Remembers articles for the next build, as they were read, before they are compared with each other.
    fn keep(&self, articles: &[Loaded]);
}

/// The result of reading a file. If the diagnostics contain an error, the article is left out.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Reading {
    /// The article, as far as it could be read.
    pub article: Article,
    /// The problems in it. Their spans refer to the decoded text of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The template tags and components that were removed from its text, in the order of the file.
    pub(crate) removed: Vec<Removed>,
    /// Why an HTML page is not an article, if its structure shows this. The diagnostics then contain an error.
    pub(crate) no_article: Option<&'static str>,
    /// The values of an HTML page without front matter that only a comparison with the other pages of the folder can decide.
    pub(crate) undecided: Option<Undecided>,
}

/// A template tag or a component that means nothing in a feed and was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its name with its delimiters, without arguments: `{% Img %}`, `{{< chart >}}`, `<Tabs>`.
    pub tag: String,
    /// Its position in the decoded text of the file.
    pub span: Span,
}

impl Reading {
    /// Whether the article must be left out.
    pub fn has_error(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// The values of a page that only the other pages of its folder can decide.
#[derive(Clone, Debug, Default)]
pub struct Undecided {
    /// The possible titles, the best first.
    pub titles: Vec<(String, Origin)>,
    /// The visible dates, the best first.
    pub dates: Vec<(DateTime<FixedOffset>, Origin)>,
}

/// A folder of articles.
#[derive(Debug, Default)]
pub struct Folder {
    /// The articles, sorted by path.
    pub articles: Vec<Loaded>,
    /// The skipped files and the reasons, sorted by path.
    pub passed_over: Vec<PassedOver>,
}

/// A file that is an article, or should be one.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Loaded {
    /// Its text. Empty if it could not be read.
    pub source: Source,
    /// The parsed article. If its diagnostics contain an error, the article is left out.
    pub reading: Reading,
    /// The file next to it that adds fields.
    pub sidecar: Option<Sidecar>,
    /// The fingerprint of its text, by which a moved file is recognized.
    pub(crate) fingerprint: u64,
    /// Whether the text was dropped.
    pub(crate) is_dropped: bool,
}

/// A file `NAME.toml` next to an article.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Sidecar {
    /// Its text.
    pub source: Source,
    /// The problems in it. If there is an error, the article is left out.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file or folder that a rule skips because it is not an article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassedOver {
    /// The path relative to the folder, with `/`.
    pub path: String,
    /// The reason, in a few words.
    pub why: &'static str,
    /// Whether someone might expect it to be an article.
    pub is_text: bool,
}

impl PassedOver {
    /// Whether its name starts with a dot.
    pub(crate) fn is_hidden(&self) -> bool {
        self.path.rsplit('/').next().is_some_and(|it| it.starts_with('.'))
    }
}

impl Loaded {
    /// An article that could not be read, with the reason.
    pub(super) fn unreadable(dir: &Path, path: &str, fault: Diagnostic) -> Loaded {
        let source = Source::from_text(dir.join(path).to_string_lossy(), "");
        let article = Article { path: path.to_owned(), ..Article::default() };
        Loaded {
            source,
            reading: Reading { article, diagnostics: vec![fault], ..Reading::default() },
            ..Loaded::default()
        }
    }

    /// Drops the text, unless a problem or a removed template tag refers to a place in it.
    pub(crate) fn drop_text(&mut self) {
        if self.reading.diagnostics.is_empty() && self.reading.removed.is_empty() {
            self.source.text = String::new();
            self.is_dropped = true;
        }
    }

    /// Whether the article must be left out.
    pub fn has_error(&self) -> bool {
        let sidecar = self.sidecar.iter().flat_map(|it| &it.diagnostics);
        self.reading.has_error() || sidecar.into_iter().any(Diagnostic::is_error)
    }

    /// The error of the file system because of which the article or its sidecar cannot be read.
    pub(crate) fn error_of_the_system(&self) -> Option<&str> {
        let sidecar = self.sidecar.iter().flat_map(|it| &it.diagnostics);
        self.reading.diagnostics.iter().chain(sidecar).find_map(file::error_of_the_system)
    }
}

/// Whether a key of front matter sets a field of an article.
#[cfg(all(test, feature = "server"))]
pub(crate) fn known_key(key: &str) -> bool {
    let key = aliases::folded(key);
    aliases::field(&key).is_some() || episode_keys::is_of_episodes(&key)
}

/// The forms of article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown with front matter.
    Markdown,
    /// An HTML page.
    Html,
    /// A press release without markup.
    Text,
}

impl Form {
    /// The form of a file, by its extension. `None` if it is not an article.
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
