//! Findings as the XML of `JUnit`: a suite a document, a test case a finding. An error fails its case; what is no error passes and
//! says so in the output of the case. A document without findings is one case that passes.
//! Source: <https://github.com/testmoapp/junitxml>.

use std::io;
use std::io::Write;

use crate::diagnostic::Diagnostic;
use crate::report::escape::Xml;
use crate::text::lines::Lines;
use crate::text::source::Source;

/// What comes before all documents.
pub(in crate::report) const HEAD: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"feedwright\">\n";
/// What comes after them.
pub(in crate::report) const TAIL: &str = "</testsuites>\n";

/// Writes the suite of one document.
pub fn write(source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    let name = Xml(&source.name);
    let errors = diagnostics.iter().filter(|it| it.is_error()).count();
    writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{errors}\" errors=\"0\" skipped=\"0\">",
        diagnostics.len().max(1)
    )?;
    if diagnostics.is_empty() {
        writeln!(out, "    <testcase name=\"no findings\" classname=\"{name}\"/>")?;
        return writeln!(out, "  </testsuite>");
    }
    let lines = Lines::new(&source.text);
    for it in diagnostics {
        let position = lines.position(it.span.start);
        let (line, column) = (position.line, position.column);
        let (rule, message) = (it.rule.name, Xml(&it.message));
        writeln!(
            out,
            "    <testcase name=\"{rule} at {line}:{column}\" classname=\"{name}\" file=\"{name}\" line=\"{line}\">"
        )?;
        if it.is_error() {
            write!(out, "      <failure type=\"{rule}\" message=\"{message}\">")?;
        } else {
            write!(out, "      <system-out>")?;
        }
        write!(out, "{name}:{line}:{column}: {}[{rule}]: {message}", it.severity.name())?;
        for note in &it.notes {
            write!(out, "\nnote: {}", Xml(note))?;
        }
        if let Some(help) = &it.help {
            write!(out, "\nhelp: {}", Xml(help))?;
        }
        writeln!(out, "</{}>", if it.is_error() { "failure" } else { "system-out" })?;
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}
