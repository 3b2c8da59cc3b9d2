//! The validator: turns a document into a report. It does not use files, the network or the clock.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::json::Json;
use crate::validate::markup::reader::Reader;
use crate::validate::markup::xml::Xml;
use crate::validate::rules::encoding;
use crate::validate::rules::http;
use crate::validate::rules::leftover;
use crate::validate::walk::Walked;

pub(crate) mod context;
#[cfg(feature = "server")]
pub(crate) mod cursor;
pub(crate) mod detect;
pub mod diagnostics;
pub(crate) mod element;
mod extent;
pub(crate) mod facts;
pub(crate) mod feed_links;
#[cfg(feature = "report")]
pub(crate) mod fingerprint;
pub(crate) mod fix;
pub(crate) mod format;
pub(crate) mod groups;
pub(crate) mod inventory;
pub mod markup;
mod not_feed;
pub(crate) mod options;
pub(crate) mod other;
mod path;
pub(crate) mod profile;
pub(crate) mod profiles;
mod repeats;
pub(crate) mod response;
pub(crate) mod row;
mod rows;
pub mod rules;
pub mod schema;
pub(crate) mod select;
mod suppression;
pub(crate) mod vocabulary;
mod walk;

pub use crate::validate::format::Format;
pub use crate::validate::inventory::{
    Inventory, InventoryEntry, Part, Resource, ResourceKind, Written,
};
pub use crate::validate::options::Limits;
pub use crate::validate::options::Options;
pub use crate::validate::other::is_not_a_feed;
pub use crate::validate::response::{Again, Head, Headers, Redirect, Response};
pub use crate::validate::select::Selection;
pub use crate::validate::select::UnknownRule;

/// The result of checking a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The format of the document.
    pub format: Format,
    /// The problems, sorted by span and then by rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many problems the caller removed, see [`Selection::apply`].
    pub allowed: usize,
    /// How many problems are not reported because the document allows them.
    pub suppressed: usize,
    /// How many problems are not reported because they are in a baseline.
    pub baselined: usize,
    /// The program that generated the feed, as the feed says: for example, `Hugo 0.111.3`.
    pub generator: Option<String>,
}

/// A report with these diagnostics about something that is not a feed, such as a configuration.
impl From<Vec<Diagnostic>> for Report {
    fn from(diagnostics: Vec<Diagnostic>) -> Report {
        Report { diagnostics, ..Report::default() }
    }
}

impl Report {
    /// The report for a document of more than `max_size` bytes, which was not read.
    pub fn too_large(max_size: u64) -> Report {
        let message = format!("the document is larger than {max_size} bytes and was not checked");
        let mut diagnostic = Diagnostic::new(&rules::DOCUMENT_TOO_LARGE, Span::default(), message);
        diagnostic.note("feed readers give up on much smaller feeds");
        diagnostic.help("remove old entries; to check the document anyway, use `--max-size BYTES`");
        Report::from(vec![diagnostic])
    }

    /// Whether the document is valid: no diagnostic is an error.
    pub fn is_valid(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Adds problems of the same document that were found in another way, such as by requesting its files. Those that the document allows
    /// are only counted.
    pub fn add(&mut self, source: &Source, options: &Options, mut diagnostics: Vec<Diagnostic>) {
        self.suppressed += suppression::apply_later(source, options, &mut diagnostics);
        self.diagnostics.extend(diagnostics);
        self.diagnostics.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
    }
}

/// Checks a document. This cannot fail, because a broken feed also results in a report.
///
/// ```
/// use feedwright::{Options, Source, validate};
///
/// let source = Source::from_text("feed.xml", "<rss version=\"2.0\"><channel/></rss>");
/// let report = validate(&source, &Options::default());
/// assert_eq!(report.format.name(), "rss-2.0");
/// assert!(report.diagnostics.iter().any(|it| it.message == "`channel` has no `title`"));
/// ```
pub fn validate(source: &Source, options: &Options) -> Report {
    let (mut report, entries) = validate_each(source, options);
    repeats::combine(&mut report.diagnostics, entries);
    report
}

/// The problems that were collected outside of [`validate`], in the same form: with the severities of the profiles, and with those that
/// most of the `entries` have combined.
#[cfg(feature = "fetch")]
pub(crate) fn finish(out: Diagnostics, options: &Options, entries: usize) -> Vec<Diagnostic> {
    let mut diagnostics = out.finish();
    profile::apply(&options.profiles, &mut diagnostics);
    repeats::combine(&mut diagnostics, entries);
    diagnostics
}

/// Like [`validate`], but does not combine the problems that appear in most entries. Also returns the number of entries.
fn validate_each(source: &Source, options: &Options) -> (Report, usize) {
    let Some(response) = &options.response else { return validate_document(source, options) };
    let mut out = Diagnostics::new(options.problems_per_rule);
    if http::is_no_document(response, &source.text, &mut out) {
        return (Report::from(out.finish()), 0);
    }
    // A document without its own URL is at the URL of its response.
    if let (None, Some(url)) = (&options.base_url, response.final_url()) {
        let options = Options { base_url: Some(url.to_owned()), ..options.clone() };
        return validate_document(source, &options);
    }
    validate_document(source, options)
}

/// Validates a document, and then what its response says about it.
fn validate_document(source: &Source, options: &Options) -> (Report, usize) {
    let mut out = Diagnostics::new(options.problems_per_rule);
    let text = source.text.as_str();
    if not_feed::report(text, options.base_url.as_deref(), &mut out) {
        return (Report::from(out.finish()), 0);
    }
    let reader = if detect::is_json(text) {
        Reader::Json(Box::new(Json::new(text, &options.limits)))
    } else {
        Reader::Xml(Box::new(Xml::new(text, &options.limits)))
    };
    for it in encoding::faults(source) {
        out.take(it);
    }
    leftover::suspicious_characters(source, &mut out);
    rules::profile::size(text, &options.profiles, &mut out);
    let walked = walk::walk(text, reader, options, &mut out);
    let is_undeclared = |it: &Diagnostic| match walked.format {
        Format::Unknown => it.rule == &rules::NOT_A_FEED,
        _ => it.rule == &rules::XML_TEXT_OUTSIDE_ROOT && it.span.start == 0,
    };
    if out.since(0).iter().any(is_undeclared) {
        // Whether the encoding is declared does not matter then.
        out.start_over(|it| it != &rules::XML_MISSING_ENCODING);
    }
    if let Some(response) = &options.response {
        let served = http::served::Served {
            response,
            source,
            format: walked.format,
            self_url: walked.self_url.as_deref(),
            hubs: &walked.hubs,
            now: options.now,
        };
        http::check(&served, &mut out);
    }
    let mut diagnostics = out.finish();
    let suppressed = suppression::apply(source, options, &mut diagnostics);
    profile::apply(&options.profiles, &mut diagnostics);
    let Walked { format, entries, generator, .. } = walked;
    (Report { format, diagnostics, suppressed, generator, ..Report::default() }, entries)
}
