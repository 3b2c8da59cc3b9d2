//! The report as a code quality report for GitLab: a JSON array of the problems of all documents. Source:
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use std::io;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::report::fingerprint::fingerprints;
use crate::report::json::MAX_LENGTH;
use crate::report::page::Data;
use crate::report::page::Page;
use crate::report::repeats;
use crate::text::lines::Lines;
use crate::text::shorten::clipped;
use crate::text::source::Source;

/// The text before all documents.
pub(in crate::report) const HEAD: &str = "[\n";
/// The text after all documents.
pub(in crate::report) const TAIL: &str = "\n]\n";

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Extent,
}

#[derive(Serialize)]
struct Extent {
    begin: u32,
    end: u32,
}

/// Writes the problems of one document, separated by commas.
pub(super) fn write(
    source: &Source,
    diagnostics: &[Diagnostic],
    page: &mut Page<'_, Data>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let lines = Lines::new(&source.text);
    let mut separator = "";
    for (it, fingerprint) in diagnostics.iter().zip(fingerprints(source, diagnostics)) {
        let issue = Issue {
            description: &(clipped(&it.message, MAX_LENGTH).into_owned() + &repeats::suffix(it)),
            check_name: it.rule.name,
            fingerprint,
            severity: match it.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: Location {
                // GitLab does not find a path in the repository if it starts with `./`.
                path: source.name.strip_prefix("./").unwrap_or(&source.name),
                lines: Extent {
                    begin: lines.position(it.span.start).line,
                    end: lines.position(it.span.end).line,
                },
            },
        };
        page.own(separator)?;
        page.value(&issue)?;
        separator = ",\n";
    }
    Ok(())
}
