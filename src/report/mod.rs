//! Reports as people and programs read them. A reporter prints one document at a time, so that documents can be judged
//! and printed by several threads, and are not all held at once; [`ReportFormat`] says what stands around and between them.

use std::io;
use std::io::Write;

use crate::report::page::Page;
use crate::report::totals::Totals;
use crate::text::source::Source;
use crate::validate::Report;

pub mod concise;
pub mod diff;
pub mod escape;
mod excerpt;
mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod html;
pub mod json;
pub mod junit;
pub mod outcome;
pub mod page;
pub mod pretty;
pub mod sarif;
pub mod totals;

/// A document, and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The document.
    pub source: &'a Source,
    /// What was found.
    pub report: &'a Report,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// As a compiler prints it, in color or not.
    Pretty {
        /// Whether in color.
        color: bool,
    },
    /// A line a finding.
    Concise,
    /// One JSON text.
    Json,
    /// A JSON object a document, each on a line of its own.
    Ndjson,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// The code quality report of GitLab.
    Gitlab,
    /// The XML of `JUnit`, for test reports.
    Junit,
    /// A page of HTML, for people.
    Html,
}

impl ReportFormat {
    /// All forms, without color.
    pub const ALL: [ReportFormat; 9] = [
        ReportFormat::Pretty { color: false },
        ReportFormat::Concise,
        ReportFormat::Json,
        ReportFormat::Ndjson,
        ReportFormat::Sarif,
        ReportFormat::Github,
        ReportFormat::Gitlab,
        ReportFormat::Junit,
        ReportFormat::Html,
    ];

    /// The name, as `--format` takes it.
    pub fn name(self) -> &'static str {
        match self {
            ReportFormat::Pretty { .. } => "pretty",
            ReportFormat::Concise => "concise",
            ReportFormat::Json => "json",
            ReportFormat::Ndjson => "ndjson",
            ReportFormat::Sarif => "sarif",
            ReportFormat::Github => "github",
            ReportFormat::Gitlab => "gitlab",
            ReportFormat::Junit => "junit",
            ReportFormat::Html => "html",
        }
    }

    /// Writes what comes before all documents.
    pub fn head(self, out: &mut dyn Write) -> io::Result<()> {
        let head = match self {
            ReportFormat::Json => json::HEAD,
            ReportFormat::Sarif => sarif::HEAD,
            ReportFormat::Gitlab => gitlab::HEAD,
            ReportFormat::Junit => junit::HEAD,
            ReportFormat::Html => html::HEAD,
            _ => "",
        };
        out.write_all(head.as_bytes())
    }

    /// What stands between two documents of which something was written.
    pub fn separator(self) -> &'static str {
        match self {
            ReportFormat::Json | ReportFormat::Sarif | ReportFormat::Gitlab => ",\n",
            _ => "",
        }
    }

    /// Writes one document; nothing, where the form has nothing to say of it.
    pub fn document(self, judged: Judged<'_>, out: &mut dyn Write) -> io::Result<()> {
        let Judged { source, report } = judged;
        match self {
            ReportFormat::Pretty { color } => {
                pretty::write(source, &report.diagnostics, color, out)
            }
            ReportFormat::Concise => {
                concise::write(source, &report.diagnostics, &mut Page::new(out))
            }
            ReportFormat::Json => json::write(source, report, &mut Page::new(out)),
            ReportFormat::Ndjson => json::write_line(source, report, &mut Page::new(out)),
            ReportFormat::Sarif => sarif::write(source, &report.diagnostics, &mut Page::new(out)),
            ReportFormat::Github => github::write(source, &report.diagnostics, &mut Page::new(out)),
            ReportFormat::Gitlab => gitlab::write(source, &report.diagnostics, &mut Page::new(out)),
            ReportFormat::Junit => junit::write(source, &report.diagnostics, &mut Page::new(out)),
            ReportFormat::Html => html::write(source, report, &mut Page::new(out)),
        }
    }

    /// Writes what comes after all documents.
    pub fn tail(self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        match self {
            ReportFormat::Json => json::write_tail(totals, &mut Page::new(out)),
            ReportFormat::Sarif => sarif::write_tail(totals, &mut Page::new(out)),
            ReportFormat::Gitlab => out.write_all(gitlab::TAIL.as_bytes()),
            ReportFormat::Junit => out.write_all(junit::TAIL.as_bytes()),
            ReportFormat::Html => html::write_tail(totals, &mut Page::new(out)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
