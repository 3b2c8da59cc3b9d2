//! The line of a document in the output.

use serde::Deserialize;
use serde::Serialize;

use crate::batch::input::Id;
use crate::batch::input::Label;
use crate::batch::status::BatchStatus;
use crate::report::json_document;
use crate::report::json_unchecked;
use crate::report::visible_json;
use crate::text::shorten::clipped;
use crate::text::source::Source;
use crate::validate::Report;
use crate::validate::response::Redirect;
use crate::validate::response::Response;

/// The maximum number of characters of the name of a generator.
const MAX_NAME: usize = 200;

/// The object of a document.
#[derive(Serialize)]
struct Line<'a, D> {
    id: &'a Id,
    url: Option<&'a str>,
    status: BatchStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    http: Option<Http<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    generator: Option<&'a str>,
    #[serde(flatten)]
    document: D,
}

/// What the server said.
#[derive(Serialize)]
struct Http<'a> {
    status: u16,
    content_type: Option<&'a str>,
    final_url: Option<&'a str>,
    redirects: Vec<Hop<'a>>,
}

#[derive(Serialize)]
struct Hop<'a> {
    status: u16,
    url: &'a str,
}

/// What became of a document.
#[derive(Debug, Default)]
pub(in crate::batch) struct Outcome {
    pub(in crate::batch) status: Option<BatchStatus>,
    /// Why there is no report.
    pub(in crate::batch) reason: Option<String>,
    pub(in crate::batch) response: Option<Response>,
    pub(in crate::batch) source: Source,
    pub(in crate::batch) report: Report,
}

/// A finished document: its line, and what the statistics count.
#[derive(Debug)]
pub(in crate::batch) struct Done {
    pub(in crate::batch) line: Vec<u8>,
    pub(in crate::batch) facts: Facts,
}

/// What the statistics count about a document. Also what is read from its line when a run is resumed.
#[derive(Debug, Default, Deserialize)]
pub(in crate::batch) struct Facts {
    /// Only in a line that was read.
    pub(in crate::batch) id: Option<Id>,
    pub(in crate::batch) url: Option<String>,
    pub(in crate::batch) status: Option<BatchStatus>,
    pub(in crate::batch) format: String,
    pub(in crate::batch) generator: Option<String>,
    pub(in crate::batch) errors: usize,
    pub(in crate::batch) diagnostics: Vec<Found>,
}

/// A problem.
#[derive(Debug, Deserialize)]
pub(in crate::batch) struct Found {
    pub(in crate::batch) rule: String,
    #[serde(default = "one")]
    pub(in crate::batch) count: usize,
}

fn one() -> usize {
    1
}

/// Writes the line of a document.
pub(in crate::batch) fn finished(label: &Label, outcome: &Outcome) -> Done {
    let status = outcome.status.unwrap_or(BatchStatus::Ok);
    let generator = outcome.report.generator.as_deref().map(|it| clipped(it, MAX_NAME));
    let (source, report) = (&outcome.source, &outcome.report);
    let mut line = if matches!(status, BatchStatus::Ok | BatchStatus::NotAFeed) {
        written(label, outcome, generator.as_deref(), json_document(source, report))
    } else {
        written(label, outcome, generator.as_deref(), json_unchecked(source, report))
    };
    line.push(b'\n');
    let found = |it: &crate::diagnostic::Diagnostic| Found {
        rule: it.rule.name.to_owned(),
        count: it.count,
    };
    let facts = Facts {
        id: None,
        url: label.url.clone(),
        status: Some(status),
        format: outcome.report.format.name().to_owned(),
        generator: generator.map(std::borrow::Cow::into_owned),
        errors: outcome
            .report
            .diagnostics
            .iter()
            .filter(|it| it.is_error())
            .map(|it| it.count)
            .sum(),
        diagnostics: outcome.report.diagnostics.iter().map(found).collect(),
    };
    Done { line, facts }
}

fn written(
    label: &Label,
    outcome: &Outcome,
    generator: Option<&str>,
    document: impl Serialize,
) -> Vec<u8> {
    let line = Line {
        id: &label.id,
        url: label.url.as_deref(),
        status: outcome.status.unwrap_or(BatchStatus::Ok),
        reason: outcome.reason.as_deref(),
        http: outcome.response.as_ref().map(|it| http(it, label)),
        generator,
        document,
    };
    let json = serde_json::to_string(&line).expect("the object has only strings as keys");
    visible_json(&json).into_bytes()
}

fn http<'a>(response: &'a Response, label: &'a Label) -> Http<'a> {
    Http {
        status: response.head.status,
        content_type: response.head.headers.get("content-type"),
        final_url: response.final_url().or(label.url.as_deref()),
        redirects: response.redirects.iter().map(Hop::of).collect(),
    }
}

impl Hop<'_> {
    fn of(redirect: &Redirect) -> Hop<'_> {
        Hop { status: redirect.status, url: &redirect.target }
    }
}
