//! A folder to articles, and what is wrong with them. [`folder::read`] walks it; each form of article has a module of its own.

use chrono::{DateTime, Utc};

use crate::diagnostic::Diagnostic;
use crate::publish::article::Article;

mod address;
mod aliases;
pub mod date;
mod date_clock;
pub(crate) mod date_names;
mod date_tokens;
mod decode;
mod duplicates;
mod enclosure;
mod file;
mod file_name;
pub mod folder;
pub(crate) mod front_matter;
pub mod html;
pub mod markdown;
mod merge;
mod normalize;
pub mod people;
pub mod plain_text;
mod shortcode;
mod summary;

/// What every form of article is read with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The zone of dates that name none.
    pub timezone: crate::value::timezone::Timezone,
    /// The time of the run, for what depends on it (never for a date of an article).
    pub now: DateTime<Utc>,
}

/// What was understood of one file. With an error among the diagnostics the article is left out.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The article, as far as it was understood.
    pub article: Article,
    /// What is wrong with it; spans are of the file's decoded text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Whether the article is to be left out.
    pub fn has_error(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
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
    /// The form of a file, by the extension of its name; `None` when it is no article.
    pub fn of(name: &str) -> Option<Form> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "mdown" => Some(Form::Markdown),
            "html" | "htm" | "xhtml" => Some(Form::Html),
            "txt" | "text" => Some(Form::Text),
            _ => None,
        }
    }
}
