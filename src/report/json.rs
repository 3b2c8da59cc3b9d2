//! The report as JSON: one object per document, either as lines (NDJSON) or in a single JSON document.

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use crate::diagnostic;
use crate::diagnostic::Safety;
use crate::report::page::Data;
use crate::report::page::Page;
use crate::report::totals::Totals;
use crate::text::file_offsets::FileOffsets;
use crate::text::lines::Lines;
use crate::text::shorten::clipped;
use crate::text::source::Source;
use crate::text::span::Span;
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
    #[serde(skip_serializing_if = "is_zero")]
    suppressed: usize,
    #[serde(skip_serializing_if = "is_zero")]
    baselined: usize,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    rule: &'static str,
    severity: &'static str,
    message: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Cow<'a, str>>,
    #[serde(flatten)]
    span: DocumentSpan,
    #[serde(skip_serializing_if = "str::is_empty")]
    path: Cow<'a, str>,
    #[serde(skip_serializing_if = "is_one")]
    count: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<Place<'a>>,
    notes: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    w3c: &'static [&'static str],
    url: String,
}

/// A place: lines and columns from 1, bytes of the decoded text from 0, and, if the file is not plain UTF-8, bytes of the file.
#[derive(Serialize)]
struct DocumentSpan {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    start: u32,
    end: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_end: Option<usize>,
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(flatten)]
    span: DocumentSpan,
    #[serde(skip_serializing_if = "str::is_empty")]
    path: Cow<'a, str>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct Fix<'a> {
    title: Cow<'a, str>,
    safety: &'static str,
    edits: Vec<Edit<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
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
    document(source, report, true)
}

/// The object of a document that could not be validated, so it is not valid.
#[cfg(feature = "batch")]
pub(crate) fn json_unchecked<'a>(
    source: &'a Source,
    report: &'a Report,
) -> impl Serialize + use<'a> {
    document(source, report, false)
}

fn document<'a>(source: &'a Source, report: &'a Report, is_checked: bool) -> Document<'a> {
    let totals = Totals::of(&report.diagnostics);
    Document {
        source: &source.name,
        format: report.format.name(),
        valid: is_checked && totals.errors == 0,
        errors: totals.errors,
        warnings: totals.warnings,
        infos: totals.infos,
        suppressed: report.suppressed,
        baselined: report.baselined,
        diagnostics: diagnostics(source, &report.diagnostics),
    }
}

/// The problems of one document, for embedding into another object.
pub fn json_diagnostics<'a>(
    source: &'a Source,
    list: &'a [diagnostic::Diagnostic],
) -> impl Serialize + use<'a> {
    diagnostics(source, list)
}

fn diagnostics<'a>(source: &'a Source, list: &'a [diagnostic::Diagnostic]) -> Vec<Diagnostic<'a>> {
    // Most documents have no problems, so no line numbers are needed.
    let spans = || list.iter().flat_map(|it| it.places.iter().map(|it| it.span).chain([it.span]));
    let Some(last) = spans().map(|it| it.end).max() else { return Vec::new() };
    let positions = Positions {
        lines: Lines::up_to(&source.text, last),
        file: FileOffsets::of(source, spans().flat_map(|it| [it.start, it.end])),
    };
    list.iter().map(|it| diagnostic(it, &positions)).collect()
}

/// Finds the line and the column of a place, and where it is in the file.
struct Positions<'t> {
    lines: Lines<'t>,
    file: Option<FileOffsets>,
}

impl Positions<'_> {
    fn span(&self, span: Span) -> DocumentSpan {
        let (start, end) = (self.lines.position(span.start), self.lines.position(span.end));
        let file = self.file.as_ref();
        DocumentSpan {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            start: span.start,
            end: span.end,
            byte_start: file.and_then(|it| it.at(span.start)),
            byte_end: file.and_then(|it| it.at(span.end)),
        }
    }
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
    let hidden =
        [(", \"suppressed\": ", totals.suppressed), (", \"baselined\": ", totals.baselined)];
    for (words, number) in numbers.into_iter().chain(hidden.into_iter().filter(|it| it.1 > 0)) {
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

fn diagnostic<'a>(it: &'a diagnostic::Diagnostic, positions: &Positions<'_>) -> Diagnostic<'a> {
    let place = |it: &'a diagnostic::Occurrence| Place {
        span: positions.span(it.span),
        path: clipped(&it.path, MAX_LENGTH),
    };
    Diagnostic {
        rule: it.rule.name,
        severity: it.severity.name(),
        message: clipped(&it.message, MAX_LENGTH),
        response: it.response.as_deref().map(|it| clipped(it, MAX_LENGTH)),
        span: positions.span(it.span),
        path: clipped(&it.path, MAX_LENGTH),
        count: it.count,
        places: it.places.iter().map(place).collect(),
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
            encoding: it.encoding,
        }),
        w3c: it.rule.w3c,
        url: format!("rules/{}/README.md", it.rule.name),
    }
}
