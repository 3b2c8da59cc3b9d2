//! The report with one line per problem, in the same form as grep and compilers: `path:line:column: severity[rule]:
//! message`.

use std::io;

use crate::diagnostic::Diagnostic;
use crate::report::page::Page;
use crate::report::page::Screen;
use crate::report::repeats;
use crate::text::lines::Lines;
use crate::text::source::Source;

/// Writes the problems of one document.
pub(super) fn write(
    source: &Source,
    diagnostics: &[Diagnostic],
    page: &mut Page<'_, Screen>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let lines = Lines::new(&source.text);
    for it in diagnostics {
        page.text(&source.name)?;
        // A problem of the response has no line.
        if it.response.is_none() {
            let position = lines.position(it.span.start);
            page.own(":")?;
            page.number(position.line)?;
            page.own(":")?;
            page.number(position.column)?;
        }
        page.own(": ")?;
        page.own(it.severity.name())?;
        page.own("[")?;
        page.own(it.rule.name)?;
        page.own("]: ")?;
        page.text(&it.message)?;
        page.text(&repeats::suffix(it))?;
        page.own("\n")?;
    }
    Ok(())
}
