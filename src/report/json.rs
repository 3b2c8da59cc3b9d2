//! The report as JSON: one object per document, either as lines (NDJSON) or in a single JSON document.

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use crate::diagnostic;
use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::report::page::Data;
use crate::report::page::Page;
use crate::report::totals::Totals;
use crate::text::lines::Lines;
use crate::text::shorten::clipped;
use crate::text::source::Source;
use crate::validate::Report;

/// The text before all documents of a single JSON document.
pub(in crate::report) const HEAD: &str = "{\"version\": 1, \"documents\": [\n";

/// The maximum number of characters of a message, a note, a name or a path.
pub(in crate::report) const MAX_LENGTH: usize = 2000;

/// The maximum size in bytes of the text of a fix. The edits of a longer fix are not written. Its help still says
/// what to do, and `--fix` applies it.
const MAX_FIX_LENGTH: usize = 4096;

/// Whether the edits of a fix are short enough to be written.
pub(in crate::report) fn has_short_edits(fix: &diagnostic::Fix) -> bool {
    fix.edits.iter().map(|it| it.text.len()).sum::<usize>() <= MAX_FIX_LENGTH
}

/// The JSON object of a document and its problems.
#[derive(Serialize)]
struct Document<'a> {
    source: &'a str,
    format: &'static str,
    valid: bool,
    errors: usize,
    warnings: usize,
    infos: usize,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    rule: &'static str,
    severity: &'static str,
    message: Cow<'a, str>,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    start: u32,
    end: u32,
    #[serde(skip_serializing_if = "str::is_empty")]
    path: Cow<'a, str>,
    notes: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    w3c: &'static [&'static str],
    url: String,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: Cow<'a, str>,
    safety: &'static str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

/// Writes the object of one document on one line, without a line end.
pub(super) fn write(source: &Source, report: &Report, page: &mut Page<'_, Data>) -> io::Result<()> {
    page.value(&json_document(source, report))
}

/// The object of one document, for embedding into another object.
///
/// ```
/// use feedwright::{Options, Source, json_document, validate};
///
/// let source = Source::from_text("feed.xml", "<rss version=\"2.0\"></rss>");
/// let report = validate(&source, &Options::default());
/// let object = serde_json::json!({ "id": 17, "document": json_document(&source, &report) });
/// assert_eq!(object["document"]["valid"], false);
/// ```
pub fn json_document<'a>(source: &'a Source, report: &'a Report) -> impl Serialize + use<'a> {
    // Most documents have no problems, so no line numbers are needed.
    let last = report.diagnostics.iter().map(|it| it.span.end).max();
    let lines = Lines::up_to(&source.text, last.unwrap_or(0));
    let count = |severity| report.diagnostics.iter().filter(|it| it.severity == severity).count();
    Document {
        source: &source.name,
        format: report.format.name(),
        valid: count(Severity::Error) == 0,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        diagnostics: report.diagnostics.iter().map(|it| diagnostic(it, &lines)).collect(),
    }
}

/// The problems of one document, for embedding into another object.
pub fn json_diagnostics<'a>(
    source: &'a Source,
    list: &'a [diagnostic::Diagnostic],
) -> impl Serialize + use<'a> {
    let lines = Lines::new(&source.text);
    list.iter().map(|it| diagnostic(it, &lines)).collect::<Vec<Diagnostic<'a>>>()
}

/// Writes the text after all documents of a single JSON document.
pub(in crate::report) fn write_tail(totals: &Totals, page: &mut Page<'_, Data>) -> io::Result<()> {
    let numbers = [
        ("\n], \"summary\": {\"documents\": ", totals.documents),
        (", \"errors\": ", totals.errors),
        (", \"warnings\": ", totals.warnings),
        (", \"infos\": ", totals.infos),
        (", \"unreadable\": ", totals.unreadable),
        (", \"fixed\": ", totals.fixed),
    ];
    for (words, number) in numbers {
        page.own(words)?;
        page.number(number)?;
    }
    page.own("}}\n")
}

/// Writes one document as a line of NDJSON.
pub(super) fn write_line(
    source: &Source,
    report: &Report,
    page: &mut Page<'_, Data>,
) -> io::Result<()> {
    write(source, report, page)?;
    page.own("\n")
}

fn diagnostic<'a>(it: &'a diagnostic::Diagnostic, lines: &Lines<'_>) -> Diagnostic<'a> {
    let (start, end) = (lines.position(it.span.start), lines.position(it.span.end));
    Diagnostic {
        rule: it.rule.name,
        severity: it.severity.name(),
        message: clipped(&it.message, MAX_LENGTH),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start: it.span.start,
        end: it.span.end,
        path: clipped(&it.path, MAX_LENGTH),
        notes: it.notes.iter().map(|it| clipped(it, MAX_LENGTH)).collect(),
        help: it.help.as_deref().map(|it| clipped(it, MAX_LENGTH)),
        fix: it.fix.as_ref().filter(|it| has_short_edits(it)).map(|it| Fix {
            title: clipped(&it.title, MAX_LENGTH),
            safety: if it.safety == Safety::Safe { "safe" } else { "unsafe" },
            edits: it
                .edits
                .iter()
                .map(|it| Edit { start: it.span.start, end: it.span.end, text: &it.text })
                .collect(),
        }),
        w3c: it.rule.w3c,
        url: format!("rules/{}/README.md", it.rule.name),
    }
}
