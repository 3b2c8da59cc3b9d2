//! The report as annotations for GitHub Actions, with one workflow command per line. Source:
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message>.

use std::io;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::report::page::Page;
use crate::report::page::Workflow;
use crate::report::repeats;
use crate::text::lines::Lines;
use crate::text::source::Source;

/// Writes the problems of one document.
pub(super) fn write(
    source: &Source,
    diagnostics: &[Diagnostic],
    page: &mut Page<'_, Workflow>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let lines = Lines::new(&source.text);
    for it in diagnostics {
        let command = match it.severity {
            Severity::Error => "::error title=",
            Severity::Warning => "::warning title=",
            Severity::Info => "::notice title=",
        };
        let (start, end) = (lines.position(it.span.start), lines.position(it.span.end));
        page.own(command)?;
        page.own(it.rule.name)?;
        page.own(",file=")?;
        page.property(source.name.strip_prefix("./").unwrap_or(&source.name))?;
        let mut numbers = Vec::new();
        if it.response.is_none() {
            numbers.extend([(",line=", start.line), (",endLine=", end.line)]);
        }
        // GitHub rejects columns if the lines differ.
        if start.line == end.line && it.response.is_none() {
            numbers.extend([(",col=", start.column), (",endColumn=", end.column)]);
        }
        for (words, number) in numbers {
            page.own(words)?;
            page.number(number)?;
        }
        page.own("::")?;
        page.message(&it.message)?;
        page.message(&repeats::suffix(it))?;
        if let Some(line) = &it.response {
            page.own("%0A%0Aresponse: ")?;
            page.message(line)?;
        }
        let lines = repeats::lines(it, &lines);
        for note in lines.iter().chain(&it.notes) {
            page.own("%0A%0Anote: ")?;
            page.message(note)?;
        }
        if let Some(help) = &it.help {
            page.own("%0A%0Ahelp: ")?;
            page.message(help)?;
        }
        page.own("\n")?;
    }
    Ok(())
}
