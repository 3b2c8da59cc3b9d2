//! Reports for people and for programs. A reporter writes one document at a time. This way, several threads can validate
//! and report documents, and not all of them are in memory at the same time. [`ReportFormat`] writes what comes before,
//! between and after the documents.

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

/// A document and its report.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The document.
    pub source: &'a Source,
    /// Its report.
    pub report: &'a Report,
}

/// The formats of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// In the style of compilers.
    Pretty {
        /// Whether to use color.
        color: bool,
    },
    /// One line per problem.
    Concise,
    /// A single JSON document.
    Json,
    /// One JSON object per document, each on a separate line.
    Ndjson,
    /// SARIF 2.1.0, for code scanning tools.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A code quality report for GitLab.
    Gitlab,
    /// `JUnit` XML, for tools that show test results.
    Junit,
    /// An HTML page.
    Html,
}

impl ReportFormat {
    /// All formats, without color.
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

    /// The name of the format, as in `--format`.
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

    /// Writes the text before the first document.
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

    /// The text between two documents, if something was written for both.
    pub fn separator(self) -> &'static str {
        match self {
            ReportFormat::Json | ReportFormat::Sarif | ReportFormat::Gitlab => ",\n",
            _ => "",
        }
    }

    /// Writes the report of one document. Some formats write nothing for a document without problems.
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

    /// Writes the text after the last document.
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
