//! A folder to articles, and what is wrong with them.

use chrono::{DateTime, Utc};

use crate::diagnostic::Diagnostic;
use crate::publish::article::Article;

pub mod date;
pub(crate) mod date_names;
mod date_tokens;
pub(crate) mod front_matter;
pub mod html;
pub mod people;
pub mod plain_text;

/// What every form of article is read with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The zone of dates that name none.
    pub timezone: chrono_tz::Tz,
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
