//! Findings as annotations of GitHub Actions: a workflow command each, on a line of its own.
//! Source: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message>.

use std::io;
use std::io::Write;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::report::escape::GithubMessage;
use crate::report::escape::GithubProperty;
use crate::text::lines::Lines;
use crate::text::source::Source;

/// Writes findings of one document.
pub fn write(source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let lines = Lines::new(&source.text);
    for it in diagnostics {
        let command = match it.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let (start, end) = (lines.position(it.span.start), lines.position(it.span.end));
        write!(
            out,
            "::{command} title={},file={},line={},endLine={}",
            GithubProperty(it.rule.name),
            GithubProperty(source.name.strip_prefix("./").unwrap_or(&source.name)),
            start.line,
            end.line
        )?;
        // Columns of different lines are refused.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        }
        write!(out, "::{}", GithubMessage(&it.message))?;
        for note in &it.notes {
            write!(out, "%0A%0Anote: {}", GithubMessage(note))?;
        }
        if let Some(help) = &it.help {
            write!(out, "%0A%0Ahelp: {}", GithubMessage(help))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
