//! Reports for people and for programs. A reporter prints one document at a time, so several threads can validate and print, and not all
//! documents have to be in memory. [`ReportFormat`] writes the text before, between and after the documents.

use std::fmt;
use std::fmt::Display;
use std::io;
use std::io::Write;

use crate::report::page::Page;
use crate::text::source::Source;
use crate::validate::Report;

mod baseline;
mod concise;
mod diff;
mod escape;
mod excerpt;
mod fingerprint;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod markdown;
#[cfg(feature = "publish")]
mod outcome;
mod page;
mod pretty;
mod repeats;
mod sarif;
mod totals;

pub use crate::report::baseline::{
    Baseline, BaselineError, Baselined, KnownProblem, limit_problems,
};
pub use crate::report::diff::write_diff;
pub use crate::report::escape::Terminal;
pub use crate::report::escape::visible_json;
pub use crate::report::json::json_diagnostics;
pub use crate::report::json::json_document;
#[cfg(feature = "batch")]
pub(crate) use crate::report::json::json_unchecked;
#[cfg(feature = "publish")]
pub use crate::report::outcome::write_outcome;
pub use crate::report::totals::DocumentTotals;
pub use crate::report::totals::Totals;

/// The formats of a report.
///
/// ```
/// use feedwright::{Options, ReportFormat, Source, validate};
///
/// let source = Source::from_text("feed.xml", "<rss version=\"2.0\"></rss>");
/// let report = validate(&source, &Options::default());
///
/// // One document, as text.
/// let text = ReportFormat::Concise.render(&source, &report);
/// assert!(text.starts_with("feed.xml:1:2: error[missing-element]: "));
///
/// // Any number of documents, to a file or to standard output.
/// let mut out = Vec::new();
/// ReportFormat::Json.write([(&source, &report)], &mut out)?;
/// assert!(out.starts_with(b"{\"version\": 1, \"documents\": ["));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReportFormat {
    /// The source line of each problem with notes and help, as compilers print them.
    Pretty {
        /// Whether to use the colors of terminals.
        color: bool,
    },
    /// One line per problem.
    Concise,
    /// A single JSON document.
    Json,
    /// One line of JSON per document.
    Ndjson,
    /// SARIF 2.1.0, for code scanning tools.
    Sarif,
    /// Annotations for GitHub Actions.
    Github,
    /// A code quality report for GitLab.
    Gitlab,
    /// `JUnit` XML, for tools that show test results.
    Junit,
    /// An HTML page.
    Html,
    /// Markdown, for a comment on a pull request.
    Markdown,
}

impl ReportFormat {
    /// All formats, without color.
    pub const ALL: [ReportFormat; 10] = [
        ReportFormat::Pretty { color: false },
        ReportFormat::Concise,
        ReportFormat::Json,
        ReportFormat::Ndjson,
        ReportFormat::Sarif,
        ReportFormat::Github,
        ReportFormat::Gitlab,
        ReportFormat::Junit,
        ReportFormat::Html,
        ReportFormat::Markdown,
    ];

    /// The name of the format on the command line.
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
            ReportFormat::Markdown => "markdown",
        }
    }

    /// Writes the whole report for some documents.
    ///
    /// # Errors
    ///
    /// An error of `out`.
    pub fn write<'d>(
        self,
        documents: impl IntoIterator<Item = (&'d Source, &'d Report)>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut totals = Totals::default();
        let mut separator = "";
        self.head(out)?;
        for (source, report) in documents {
            let mut document = Vec::new();
            self.document(source, report, &mut document)?;
            if !document.is_empty() {
                out.write_all(separator.as_bytes())?;
                out.write_all(&document)?;
                separator = self.separator();
            }
            totals.add(&self.totals(source, report));
        }
        self.tail(&totals, out)
    }

    /// Returns the whole report for one document as text.
    pub fn render(self, source: &Source, report: &Report) -> String {
        let mut out = Vec::new();
        self.write([(source, report)], &mut out).expect("writing to a vector does not fail");
        String::from_utf8(out).expect("reports are UTF-8")
    }

    /// Writes the text before the first document. Use this method and the next three if the documents are not in memory at the same time.
    /// Otherwise, use [`ReportFormat::write`], which calls all of them.
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

    /// The text between two documents for which something was written.
    pub fn separator(self) -> &'static str {
        match self {
            ReportFormat::Json | ReportFormat::Sarif | ReportFormat::Gitlab => ",\n",
            _ => "",
        }
    }

    /// Writes the report for one document. Some formats write nothing for a document without diagnostics.
    pub fn document(self, source: &Source, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let list = report.diagnostics.as_slice();
        match self {
            ReportFormat::Pretty { color } => pretty::write(source, list, color, out),
            ReportFormat::Concise => concise::write(source, list, &mut Page::new(out)),
            ReportFormat::Json => json::write(source, report, &mut Page::new(out)),
            ReportFormat::Ndjson => json::write_line(source, report, &mut Page::new(out)),
            ReportFormat::Sarif => sarif::write(source, list, &mut Page::new(out)),
            ReportFormat::Github => github::write(source, list, &mut Page::new(out)),
            ReportFormat::Gitlab => gitlab::write(source, list, &mut Page::new(out)),
            ReportFormat::Junit => junit::write(source, list, &mut Page::new(out)),
            ReportFormat::Html => html::write(source, report, &mut Page::new(out)),
            ReportFormat::Markdown => markdown::write(source, list, &mut Page::new(out)),
        }
    }

    /// The numbers of one document, for the text after the last document.
    pub fn totals(self, source: &Source, report: &Report) -> Totals {
        let mut totals = Totals::of(&report.diagnostics);
        if self == ReportFormat::Html && totals.problems() > 0 {
            totals.by_document.push(DocumentTotals {
                name: source.name.clone(),
                errors: totals.errors,
                warnings: totals.warnings,
                infos: totals.infos,
            });
        }
        totals
    }

    /// Writes the text after the last document.
    pub fn tail(self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        match self {
            ReportFormat::Json => json::write_tail(totals, &mut Page::new(out)),
            ReportFormat::Sarif => sarif::write_tail(totals, &mut Page::new(out)),
            ReportFormat::Gitlab => out.write_all(gitlab::TAIL.as_bytes()),
            ReportFormat::Junit => out.write_all(junit::TAIL.as_bytes()),
            ReportFormat::Html => html::write_tail(totals, &mut Page::new(out)),
            ReportFormat::Markdown => markdown::write_tail(totals, &mut Page::new(out)),
            _ => Ok(()),
        }
    }
}

impl Display for ReportFormat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

#[cfg(test)]
mod tests;
