//! The report as SARIF for code scanning tools: one run. Results are written as soon as a document has been
//! validated, and the rules are written after the results. Source: SARIF 2.1.0,
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html>.

use std::io;

use serde_json::Value;
use serde_json::json;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Fix;
use crate::diagnostic::Rule;
use crate::diagnostic::Severity;
use crate::report::escape::SarifMessage;
use crate::report::escape::UriPath;
use crate::report::fingerprint::fingerprints;
use crate::report::json::has_short_edits;
use crate::report::page::Data;
use crate::report::page::Page;
use crate::report::repeats;
use crate::report::totals::Totals;
use crate::text::lines::Lines;
use crate::text::source::Source;
use crate::text::span::Span;

/// The text before all documents. Columns are counted in characters and not in UTF-16 code units.
pub(in crate::report) const HEAD: &str = concat!(
    r#"{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json","#,
    r#""version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","results":["#,
    "\n"
);

/// How many further places of a problem are written. Code scanning tools show few of them.
const MAX_PLACES: usize = 100;

/// Writes the problems of one document, separated by commas.
pub(super) fn write(
    source: &Source,
    diagnostics: &[Diagnostic],
    page: &mut Page<'_, Data>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let lines = Lines::new(&source.text);
    let mut separator = "";
    for (it, fingerprint) in diagnostics.iter().zip(fingerprints(source, diagnostics)) {
        let result = result(source, &lines, it, &fingerprint);
        page.own(separator)?;
        page.value(&result)?;
        separator = ",\n";
    }
    Ok(())
}

/// Writes the rules with problems, and the notifications about inputs that could not be read.
pub(in crate::report) fn write_tail(totals: &Totals, page: &mut Page<'_, Data>) -> io::Result<()> {
    let rules: Vec<Value> = totals.rules.values().map(|it| descriptor(it.0)).collect();
    let driver = json!({
        "name": "feedwright",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    page.own("\n],\"tool\":{\"driver\":")?;
    page.value(&driver)?;
    page.own("},\"invocations\":[{\"executionSuccessful\":")?;
    page.own(if totals.unreadable == 0 { "true" } else { "false" })?;
    page.own("}]}]}\n")
}

fn result(source: &Source, lines: &Lines<'_>, it: &Diagnostic, fingerprint: &str) -> Value {
    let mut words = it.message.clone() + &repeats::suffix(it);
    if let Some(line) = &it.response {
        words = format!("{words}; response: {line}");
    }
    for note in &it.notes {
        words = format!("{words}; {note}");
    }
    if let Some(help) = &it.help {
        words = format!("{words}; {help}");
    }
    let mut location = json!({ "physicalLocation": place(source, lines, it.span) });
    if !it.path.is_empty() {
        let name = SarifMessage(&it.path).to_string();
        location["logicalLocations"] = json!([{ "fullyQualifiedName": name, "kind": "element" }]);
    }
    let mut result = json!({
        "ruleId": it.rule.name,
        "level": level(it.severity),
        "message": { "text": SarifMessage(&words).to_string() },
        "locations": [location],
        "partialFingerprints": { "feedwright/v1": fingerprint },
    });
    if it.count > 1 {
        result["occurrenceCount"] = json!(it.count);
    }
    if !it.labels.is_empty() || !it.places.is_empty() {
        let places = it.places.iter().skip(1).take(MAX_PLACES);
        let places = places.map(|it| json!({ "physicalLocation": place(source, lines, it.span) }));
        let labels = it.labels.iter().map(|(span, words)| {
            json!({
                "physicalLocation": place(source, lines, *span),
                "message": { "text": SarifMessage(words).to_string() },
            })
        });
        result["relatedLocations"] = labels.chain(places).collect();
    }
    if let Some(fix) = it.fix.as_ref().filter(|it| has_short_edits(it)) {
        result["fixes"] = json!([change(source, lines, fix)]);
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn place(source: &Source, lines: &Lines<'_>, span: Span) -> Value {
    json!({ "artifactLocation": artifact(source), "region": region(lines, span) })
}

fn artifact(source: &Source) -> Value {
    let path = source.name.strip_prefix("./").unwrap_or(&source.name);
    json!({ "uri": UriPath(path).to_string() })
}

fn region(lines: &Lines<'_>, span: Span) -> Value {
    let (start, end) = (lines.position(span.start), lines.position(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn change(source: &Source, lines: &Lines<'_>, fix: &Fix) -> Value {
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .map(|it| {
            json!({
                "deletedRegion": region(lines, it.span),
                "insertedContent": { "text": it.text },
            })
        })
        .collect();
    json!({
        "description": { "text": SarifMessage(&fix.title).to_string() },
        "artifactChanges": [{ "artifactLocation": artifact(source), "replacements": replacements }],
    })
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary() },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}
