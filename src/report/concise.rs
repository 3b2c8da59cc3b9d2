//! One line a finding, as grep and compilers print them: `path:line:column: severity[rule]: message`.

use std::io;
use std::io::Write;

use crate::diagnostic::Diagnostic;
use crate::report::escape::Terminal;
use crate::text::lines::Lines;
use crate::text::source::Source;

/// Writes findings of one document.
pub fn write(source: &Source, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let lines = Lines::new(&source.text);
    for it in diagnostics {
        let position = lines.position(it.span.start);
        writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            Terminal(&source.name),
            position.line,
            position.column,
            it.severity.name(),
            it.rule.name,
            Terminal(&it.message),
        )?;
    }
    Ok(())
}
