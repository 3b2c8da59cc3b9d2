//! The report as `JUnit` XML: one suite per document and one test case per problem. An error is a failed test case. A
//! warning or an info is a passed test case, and its output contains the message. A document without problems is one
//! passed test case. Source: <https://github.com/testmoapp/junitxml>.

use std::io;

use crate::diagnostic::Diagnostic;
use crate::report::page::Markup;
use crate::report::page::Page;
use crate::report::repeats;
use crate::text::lines::Lines;
use crate::text::lines::Position;
use crate::text::source::Source;

/// The text before all documents.
pub(in crate::report) const HEAD: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"feedwright\">\n";
/// The text after all documents.
pub(in crate::report) const TAIL: &str = "</testsuites>\n";

/// Writes the suite of one document.
pub(super) fn write(
    source: &Source,
    diagnostics: &[Diagnostic],
    page: &mut Page<'_, Markup>,
) -> io::Result<()> {
    let errors = diagnostics.iter().filter(|it| it.is_error()).count();
    page.own("  <testsuite name=\"")?;
    page.text(&source.name)?;
    page.own("\" tests=\"")?;
    page.number(diagnostics.len().max(1))?;
    page.own("\" failures=\"")?;
    page.number(errors)?;
    page.own("\" errors=\"0\" skipped=\"0\">\n")?;
    if diagnostics.is_empty() {
        page.own("    <testcase name=\"no problems\" classname=\"")?;
        page.text(&source.name)?;
        return page.own("\"/>\n  </testsuite>\n");
    }
    let lines = Lines::new(&source.text);
    for it in diagnostics {
        case(source, it, &lines, page)?;
    }
    page.own("  </testsuite>\n")
}

fn case(
    source: &Source,
    it: &Diagnostic,
    lines: &Lines<'_>,
    page: &mut Page<'_, Markup>,
) -> io::Result<()> {
    let position = lines.position(it.span.start);
    page.own("    <testcase name=\"")?;
    page.own(it.rule.name)?;
    page.own(" at ")?;
    place(it, position, page)?;
    page.own("\" classname=\"")?;
    page.text(&source.name)?;
    page.own("\" file=\"")?;
    page.text(&source.name)?;
    page.own("\" line=\"")?;
    page.number(position.line)?;
    page.own("\">\n      ")?;
    if it.is_error() {
        page.own("<failure type=\"")?;
        page.own(it.rule.name)?;
        page.own("\" message=\"")?;
        page.text(&it.message)?;
        page.own("\">")?;
    } else {
        page.own("<system-out>")?;
    }
    page.text(&source.name)?;
    page.own(":")?;
    place(it, position, page)?;
    page.own(": ")?;
    page.own(it.severity.name())?;
    page.own("[")?;
    page.own(it.rule.name)?;
    page.own("]: ")?;
    page.text(&it.message)?;
    page.text(&repeats::suffix(it))?;
    if let Some(line) = &it.response {
        page.own("\nresponse: ")?;
        page.text(line)?;
    }
    for note in repeats::lines(it, lines).iter().chain(&it.notes) {
        page.own("\nnote: ")?;
        page.text(note)?;
    }
    if let Some(help) = &it.help {
        page.own("\nhelp: ")?;
        page.text(help)?;
    }
    page.own(if it.is_error() { "</failure>\n" } else { "</system-out>\n" })?;
    page.own("    </testcase>\n")
}

fn place(it: &Diagnostic, position: Position, page: &mut Page<'_, Markup>) -> io::Result<()> {
    if it.response.is_some() {
        return page.own("response");
    }
    page.number(position.line)?;
    page.own(":")?;
    page.number(position.column)
}
