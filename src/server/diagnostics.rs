//! Problems in the form of the protocol.

use std::fmt::Write;

use gen_lsp_types as lsp;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::server::document::Document;
use crate::server::position::Positions;

/// The name of the server in lists of problems.
pub(super) const SOURCE: &str = "feedwright";

/// How many other places of a problem are sent. Editors show them as a list.
const MAX_PLACES: usize = 50;

/// Converts the problems of a document. `has_related` is whether the editor shows other places of a problem.
pub(super) fn converted(
    document: &Document,
    positions: &Positions<'_>,
    problems: &[Diagnostic],
    has_related: bool,
) -> Vec<lsp::Diagnostic> {
    problems.iter().map(|it| one(document, positions, it, has_related)).collect()
}

/// Converts a problem.
pub(super) fn one(
    document: &Document,
    positions: &Positions<'_>,
    problem: &Diagnostic,
    has_related: bool,
) -> lsp::Diagnostic {
    let related = has_related.then(|| related(document, positions, problem));
    lsp::Diagnostic {
        range: positions.range(problem.span),
        severity: Some(severity(problem.severity)),
        code: Some(problem.rule.name.to_owned().into()),
        source: Some(SOURCE.to_owned()),
        message: words(problem).into(),
        related_information: related.filter(|it| !it.is_empty()),
        code_description: None,
        tags: None,
        data: None,
    }
}

/// The report of a check that failed, at the start of the document.
pub(super) fn failed(why: &str) -> lsp::Diagnostic {
    let message = format!(
        "feedwright failed to check this document: {why}\nhelp: report this as a bug, with the document"
    );
    lsp::Diagnostic {
        severity: Some(lsp::DiagnosticSeverity::Error),
        source: Some(SOURCE.to_owned()),
        message: message.into(),
        ..lsp::Diagnostic::default()
    }
}

/// The message, with its notes and the help on further lines.
fn words(problem: &Diagnostic) -> String {
    let mut words = problem.message.clone();
    if problem.count > 1 && !problem.is_rest() {
        let _ = write!(words, " (in {} places)", problem.count);
    }
    for note in &problem.notes {
        let _ = write!(words, "\nnote: {note}");
    }
    if let Some(help) = &problem.help {
        let _ = write!(words, "\nhelp: {help}");
    }
    words
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::Error,
        Severity::Warning => lsp::DiagnosticSeverity::Warning,
        Severity::Info => lsp::DiagnosticSeverity::Information,
    }
}

/// The other places of a problem: those that explain it, and those where it appears again.
fn related(
    document: &Document,
    positions: &Positions<'_>,
    problem: &Diagnostic,
) -> Vec<lsp::DiagnosticRelatedInformation> {
    let labels = problem.labels.iter().map(|(span, words)| (*span, words.as_str()));
    let again = problem.places.iter().skip(1).take(MAX_PLACES).map(|it| (it.span, "also here"));
    labels
        .chain(again)
        .map(|(span, words)| lsp::DiagnosticRelatedInformation {
            location: lsp::Location { uri: document.uri.clone(), range: positions.range(span) },
            message: words.to_owned(),
        })
        .collect()
}
