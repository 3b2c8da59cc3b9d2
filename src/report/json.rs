//! Findings for programs: an object a document, alone on a line (NDJSON), or all in one JSON text.

use std::io;
use std::io::Write;

use serde::Serialize;

use crate::diagnostic;
use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::report::escape::visible_json;
use crate::text::lines::Lines;
use crate::text::source::Source;
use crate::validate::Report;

/// A document and its findings, as they are written.
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
    message: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    start: u32,
    end: u32,
    #[serde(skip_serializing_if = "str::is_empty")]
    path: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    element: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    parent: &'a str,
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    w3c: Option<&'static str>,
    url: String,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

/// The object of one document, on one line without its end.
pub fn document(source: &Source, report: &Report) -> String {
    let lines = Lines::new(&source.text);
    let count = |severity| report.diagnostics.iter().filter(|it| it.severity == severity).count();
    let document = Document {
        source: &source.name,
        format: report.format.name(),
        valid: count(Severity::Error) == 0,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        diagnostics: report.diagnostics.iter().map(|it| diagnostic(it, &lines)).collect(),
    };
    visible_json(
        &serde_json::to_string(&document)
            .expect("strings and numbers can always be written as JSON"),
    )
}

/// Findings of one text, to be put into an object of another kind.
pub fn diagnostics<'a>(
    source: &'a Source,
    list: &'a [diagnostic::Diagnostic],
) -> impl Serialize + use<'a> {
    let lines = Lines::new(&source.text);
    list.iter().map(|it| diagnostic(it, &lines)).collect::<Vec<Diagnostic<'a>>>()
}

/// Writes one document as a line of NDJSON.
pub fn write_line(source: &Source, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", document(source, report))
}

fn diagnostic<'a>(it: &'a diagnostic::Diagnostic, lines: &Lines<'_>) -> Diagnostic<'a> {
    let (start, end) = (lines.position(it.span.start), lines.position(it.span.end));
    Diagnostic {
        rule: it.rule.name,
        severity: it.severity.name(),
        message: &it.message,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start: it.span.start,
        end: it.span.end,
        path: &it.path,
        element: &it.element,
        parent: &it.parent,
        notes: &it.notes,
        help: it.help.as_deref(),
        fix: it.fix.as_ref().map(|it| Fix {
            title: &it.title,
            safety: if it.safety == Safety::Safe { "safe" } else { "unsafe" },
            edits: it
                .edits
                .iter()
                .map(|it| Edit { start: it.span.start, end: it.span.end, text: &it.text })
                .collect(),
        }),
        w3c: it.w3c,
        url: format!("rules/{}/README.md", it.rule.name),
    }
}
