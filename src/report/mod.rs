//! Reports as people and programs read them. A reporter prints one document at a time, so that documents can be judged
//! and printed by several threads, and are not all held at once; [`Format`] says what stands around and between them.

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
pub enum Format {
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

impl Format {
    /// All forms, without color.
    pub const ALL: [Format; 9] = [
        Format::Pretty { color: false },
        Format::Concise,
        Format::Json,
        Format::Ndjson,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Html,
    ];

    /// The name, as `--format` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Pretty { .. } => "pretty",
            Format::Concise => "concise",
            Format::Json => "json",
            Format::Ndjson => "ndjson",
            Format::Sarif => "sarif",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Junit => "junit",
            Format::Html => "html",
        }
    }

    /// Writes what comes before all documents.
    pub fn head(self, out: &mut dyn Write) -> io::Result<()> {
        let head = match self {
            Format::Json => json::HEAD,
            Format::Sarif => sarif::HEAD,
            Format::Gitlab => gitlab::HEAD,
            Format::Junit => junit::HEAD,
            Format::Html => html::HEAD,
            _ => "",
        };
        out.write_all(head.as_bytes())
    }

    /// What stands between two documents of which something was written.
    pub fn separator(self) -> &'static str {
        match self {
            Format::Json | Format::Sarif | Format::Gitlab => ",\n",
            _ => "",
        }
    }

    /// Writes one document; nothing, where the form has nothing to say of it.
    pub fn document(self, judged: Judged<'_>, out: &mut dyn Write) -> io::Result<()> {
        let Judged { source, report } = judged;
        match self {
            Format::Pretty { color } => pretty::write(source, &report.diagnostics, color, out),
            Format::Concise => concise::write(source, &report.diagnostics, &mut Page::new(out)),
            Format::Json => json::write(source, report, &mut Page::new(out)),
            Format::Ndjson => json::write_line(source, report, &mut Page::new(out)),
            Format::Sarif => sarif::write(source, &report.diagnostics, &mut Page::new(out)),
            Format::Github => github::write(source, &report.diagnostics, &mut Page::new(out)),
            Format::Gitlab => gitlab::write(source, &report.diagnostics, &mut Page::new(out)),
            Format::Junit => junit::write(source, &report.diagnostics, &mut Page::new(out)),
            Format::Html => html::write(source, report, &mut Page::new(out)),
        }
    }

    /// Writes what comes after all documents.
    pub fn tail(self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Format::Json => json::write_tail(totals, &mut Page::new(out)),
            Format::Sarif => sarif::write_tail(totals, &mut Page::new(out)),
            Format::Gitlab => out.write_all(gitlab::TAIL.as_bytes()),
            Format::Junit => out.write_all(junit::TAIL.as_bytes()),
            Format::Html => html::write_tail(totals, &mut Page::new(out)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
