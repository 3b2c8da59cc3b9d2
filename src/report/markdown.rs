//! The report as Markdown, for a comment on a pull request: one table per document with problems, then the totals.

use std::io;

use crate::diagnostic::Diagnostic;
use crate::report::page::Page;
use crate::report::page::Prose;
use crate::report::repeats;
use crate::report::totals::Totals;
use crate::text::lines::Lines;
use crate::text::source::Source;

/// The maximum number of problems that are listed per document. GitHub rejects comments with more than 65,536 characters.
const MAX_LISTED: usize = 50;

/// Writes the table of one document. Writes nothing for a document without problems.
pub(super) fn write(
    source: &Source,
    diagnostics: &[Diagnostic],
    page: &mut Page<'_, Prose>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    page.own("### <code>")?;
    page.text(&source.name)?;
    page.own("</code>\n\n| line | severity | problem |\n| ---: | --- | --- |\n")?;
    let lines = Lines::new(&source.text);
    // Errors come first because the list may be cut.
    let mut listed: Vec<&Diagnostic> = diagnostics.iter().collect();
    listed.sort_by_key(|it| std::cmp::Reverse(it.severity));
    for it in listed.iter().take(MAX_LISTED) {
        row(it, &lines, page)?;
    }
    let more = listed.len().saturating_sub(MAX_LISTED);
    if more > 0 {
        page.own("| | | and ")?;
        page.number(more)?;
        page.own(" more problems |\n")?;
    }
    page.own("\n")
}

fn row(it: &Diagnostic, lines: &Lines<'_>, page: &mut Page<'_, Prose>) -> io::Result<()> {
    page.own("| ")?;
    if it.response.is_some() {
        page.own("response")?;
    } else {
        page.number(lines.position(it.span.start).line)?;
    }
    page.own(" | ")?;
    page.own(it.severity.name())?;
    page.own(" | ")?;
    page.text(&it.message)?;
    page.text(&repeats::suffix(it))?;
    page.own(" (<code>")?;
    page.own(it.rule.name)?;
    page.own("</code>)")?;
    if let Some(line) = &it.response {
        page.own("<br><code>")?;
        page.text(line)?;
        page.own("</code>")?;
    }
    if let Some(more) = repeats::lines(it, lines) {
        page.own("<br>")?;
        page.text(&more)?;
    }
    for note in &it.notes {
        page.own("<br>")?;
        page.text(note)?;
    }
    if let Some(help) = it.help.as_ref().or(it.fix.as_ref().map(|it| &it.title)) {
        page.own("<br><b>help:</b> ")?;
        page.text(help)?;
    }
    page.own(" |\n")
}

/// Writes the totals.
pub(super) fn write_tail(totals: &Totals, page: &mut Page<'_, Prose>) -> io::Result<()> {
    page.own("**feedwright:** ")?;
    page.text(&totals.in_words())?;
    page.own("\n")
}
