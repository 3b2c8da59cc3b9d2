//! The judge: a document to a report. No files, no sockets, no clock.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::text::source::Source;
use crate::validate::findings::Findings;
use crate::validate::markup::json::Json;
use crate::validate::markup::reader::Reader;
use crate::validate::markup::xml::Xml;
use crate::validate::rules::encoding;

pub(crate) mod context;
pub(crate) mod detect;
pub(crate) mod element;
mod extent;
pub(crate) mod facts;
pub mod findings;
pub mod fix;
pub mod markup;
pub(crate) mod other;
mod rows;
pub mod rules;
pub mod schema;
pub(crate) mod select;
mod walk;

pub use crate::validate::detect::Format;
pub use crate::validate::fix::Fixed;
pub use crate::validate::fix::fix;
pub use crate::validate::markup::xml::Limits;
pub use crate::validate::other::is_not_a_feed;
pub use crate::validate::select::Selection;
pub use crate::validate::select::UnknownRule;

/// What a document is judged by.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The time that "in the future" is measured against; `None` leaves such checks out.
    pub now: Option<DateTime<Utc>>,
    /// Where the document is served: what a self link is compared with.
    pub base_url: Option<String>,
    /// How much of everything a document may have.
    pub limits: Limits,
    /// How many findings of one rule are kept; the rest is counted in one more.
    pub findings_per_rule: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { now: None, base_url: None, limits: Limits::default(), findings_per_rule: 100 }
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Which kind of document it is.
    pub format: Format,
    /// The findings, sorted by span, then rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many findings the user's choices left out.
    pub allowed: usize,
}

/// A report with these diagnostics, on something that is not a feed, such as a configuration.
impl From<Vec<Diagnostic>> for Report {
    fn from(diagnostics: Vec<Diagnostic>) -> Report {
        Report { diagnostics, ..Report::default() }
    }
}

impl Report {
    /// Whether the document is valid: no diagnostic is an error.
    pub fn is_valid(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Judges a document. It cannot fail: a bad feed is a report.
pub fn validate(source: &Source, options: &Options) -> Report {
    let mut out = Findings::new(options.findings_per_rule);
    let text = source.text.as_str();
    if detect::is_binary(text) {
        detect::not_text(text, &mut out);
        return Report { format: Format::Unknown, diagnostics: out.finish(), allowed: 0 };
    }
    let reader = if detect::is_json(text) {
        Reader::Json(Box::new(Json::new(text, &options.limits)))
    } else {
        Reader::Xml(Box::new(Xml::new(text, &options.limits)))
    };
    for it in encoding::faults(source).into_iter().chain(encoding::suspicious_characters(source)) {
        out.take(it);
    }
    let format = walk::walk(text, reader, options, &mut out);
    Report { format, diagnostics: out.finish(), allowed: 0 }
}
