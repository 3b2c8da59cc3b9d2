//! The report as a single HTML page without scripts and without requests: a summary, one section per document with one
//! article per problem, and the pages of the rules.

use std::io;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Safety;
use crate::report::excerpt::excerpt;
use crate::report::page::Markup;
use crate::report::page::Page;
use crate::report::repeats;
use crate::report::totals::Totals;
use crate::text::fingerprint::fnv1a;
use crate::text::lines::Lines;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::Report;

/// The text before all documents. The content security policy is a second line of defense: if part of a document were
/// parsed as markup by mistake, it could not run code or load anything.
pub(in crate::report) const HEAD: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<title>feedwright report</title>
<style>
:root { color-scheme: light dark; --error: #b3261e; --warning: #8a5a00; --info: #1f5fa8; --line: #8884; --mark: #ffd54a80 }
@media (prefers-color-scheme: dark) { :root { --error: #ff8a80; --warning: #ffcc80; --info: #90caf9 } }
body { display: flex; flex-direction: column; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif }
body > * { min-width: 0 }
header { order: -2 }
#summary { order: -1 }
#totals { font-weight: 600 }
h1 { font-size: 1.4rem; margin: 0 }
h2 { font-size: 1.1rem; overflow-wrap: anywhere; display: inline }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere }
section { margin-top: 1.5rem }
summary { border-bottom: 1px solid var(--line); cursor: pointer }
summary .place { margin-left: .5rem }
article { border-left: 4px solid var(--info); padding: 0 0 0 1rem; margin: 1rem 0 }
article:target { outline: 2px solid var(--info); outline-offset: .25rem }
article.error { border-color: var(--error) }
article.warning { border-color: var(--warning) }
.info .severity, td.info { color: var(--info) }
.error .severity, td.error { color: var(--error) }
.warning .severity, td.warning { color: var(--warning) }
p { margin: .25rem 0; overflow-wrap: anywhere }
pre { overflow-x: auto; padding: .5rem; border: 1px solid var(--line); border-radius: 4px; tab-size: 4 }
mark { background: var(--mark); color: inherit }
mark:empty { border-left: 2px solid }
.place { color: GrayText }
.tables { display: flex; flex-wrap: wrap; gap: 0 2rem; align-items: flex-start }
.tables > * { max-width: 100%; overflow-x: auto }
table { border-collapse: collapse; margin: .5rem 0 }
caption { text-align: left; font-weight: 600 }
th, td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top }
td:first-child { overflow-wrap: anywhere }
td.count { text-align: right; font-variant-numeric: tabular-nums }
@media print {
body { max-width: none; margin: 0 }
article, tr { break-inside: avoid }
pre { white-space: pre-wrap; overflow-wrap: anywhere }
details::details-content { content-visibility: visible; display: block; block-size: auto }
}
</style>
</head>
<body>
<header><h1>feedwright report</h1></header>
"#;

/// The maximum number of problems that are shown per document.
const MAX_SHOWN: usize = 500;

/// The maximum number of documents in the summary.
const MAX_DOCUMENTS: usize = 1000;

/// Writes the section of one document.
pub(super) fn write(
    source: &Source,
    report: &Report,
    page: &mut Page<'_, Markup>,
) -> io::Result<()> {
    let totals = Totals::of(&report.diagnostics);
    page.own("<section id=\"d")?;
    page.number(id(&source.name))?;
    // A document without problems needs no room.
    page.own(if totals.problems() > 0 { "\">\n<details open>" } else { "\">\n<details>" })?;
    page.own("<summary><h2>")?;
    page.text(&source.name)?;
    page.own("</h2> <span class=\"place\">")?;
    page.own(report.format.name())?;
    page.own(": ")?;
    page.text(&totals.found_in_words())?;
    page.own("</span></summary>\n")?;
    if report.diagnostics.is_empty() {
        page.own("<p>No problems.</p>\n")?;
    }
    let lines = Lines::new(&source.text);
    for (index, it) in report.diagnostics.iter().take(MAX_SHOWN).enumerate() {
        problem(source, index, &lines, it, page)?;
    }
    let more = report.diagnostics.len().saturating_sub(MAX_SHOWN);
    if more > 0 {
        page.own("<p>And ")?;
        page.number(more)?;
        page.own(" more problems.</p>\n")?;
    }
    page.own("</details>\n</section>\n")
}

/// The number that identifies a document within the page.
fn id(name: &str) -> u64 {
    fnv1a(name.bytes())
}

fn problem(
    source: &Source,
    index: usize,
    lines: &Lines<'_>,
    it: &Diagnostic,
    page: &mut Page<'_, Markup>,
) -> io::Result<()> {
    page.own("<article id=\"d")?;
    page.number(id(&source.name))?;
    page.own("-")?;
    page.number(index)?;
    page.own("\" class=\"")?;
    page.own(it.severity.name())?;
    page.own("\">\n<h3><span class=\"severity\">")?;
    page.own(it.severity.name())?;
    page.own("</span>: ")?;
    page.text(&it.message)?;
    page.text(&repeats::suffix(it))?;
    page.own("</h3>\n<p class=\"place\"><a href=\"#d")?;
    page.number(id(&source.name))?;
    page.own("-")?;
    page.number(index)?;
    if it.response.is_some() {
        page.own("\">response</a>")?;
    } else {
        page.own("\">line ")?;
        let position = lines.position(it.span.start);
        page.number(position.line)?;
        page.own(", column ")?;
        page.number(position.column)?;
        page.own("</a>")?;
    }
    if !it.path.is_empty() {
        page.own(", <code>")?;
        page.text(&it.path)?;
        page.own("</code>")?;
    }
    page.own(", <a href=\"#")?;
    page.own(it.rule.name)?;
    page.own("\">")?;
    page.own(it.rule.name)?;
    page.own("</a></p>\n")?;
    if let Some(line) = &it.response {
        page.own("<pre><mark>")?;
        page.text(line)?;
        page.own("</mark></pre>\n")?;
    } else {
        shown(source, lines, it.span, page)?;
    }
    for (span, words) in &it.labels {
        page.own("<p>")?;
        page.text(words)?;
        page.own(":</p>\n")?;
        shown(source, lines, *span, page)?;
    }
    for note in repeats::lines(it, lines).iter().chain(&it.notes) {
        page.own("<p>")?;
        page.text(note)?;
        page.own("</p>\n")?;
    }
    if let Some(help) = &it.help {
        page.own("<p><strong>Help:</strong> ")?;
        page.text(help)?;
        page.own("</p>\n")?;
    }
    if let Some(fix) = &it.fix {
        page.own(match fix.safety {
            Safety::Safe => "<p><strong>Fix</strong> (<code>--fix</code>): ",
            Safety::Unsafe => "<p><strong>Fix</strong> (<code>--fix --unsafe-fixes</code>): ",
        })?;
        page.text(&fix.title)?;
        page.own("</p>\n")?;
    }
    page.own("</article>\n")
}

/// The line in which a span starts, with the span marked.
fn shown(
    source: &Source,
    lines: &Lines<'_>,
    span: Span,
    page: &mut Page<'_, Markup>,
) -> io::Result<()> {
    let excerpt = excerpt(&source.text, lines, span);
    page.own("<pre>")?;
    page.number(excerpt.line)?;
    page.own(" | ")?;
    page.text(&excerpt.text[..excerpt.marked.start])?;
    page.own("<mark>")?;
    page.text(&excerpt.text[excerpt.marked.clone()])?;
    page.own("</mark>")?;
    page.text(&excerpt.text[excerpt.marked.end..])?;
    page.own("</pre>\n")
}

/// Writes the text after all documents: the summary, which the style moves to the top, and the pages of the rules.
pub(super) fn write_tail(totals: &Totals, page: &mut Page<'_, Markup>) -> io::Result<()> {
    page.own("<section id=\"summary\">\n<p id=\"totals\">")?;
    page.text(&totals.in_words())?;
    page.own("</p>\n")?;
    if totals.problems() > 0 {
        page.own("<div class=\"tables\">\n")?;
        rules(totals, page)?;
        documents(totals, page)?;
        page.own("</div>\n")?;
    }
    page.own("</section>\n")?;
    for (rule, _) in totals.rules.values() {
        page.own("<section id=\"")?;
        page.own(rule.name)?;
        page.own("\">\n")?;
        page.markdown(rule.page)?;
        page.own("</section>\n")?;
    }
    page.own("</body>\n</html>\n")
}

/// The number of problems of each rule.
fn rules(totals: &Totals, page: &mut Page<'_, Markup>) -> io::Result<()> {
    page.own("<div><table>\n<caption>Rules</caption>\n<tr><th>rule</th><th>severity</th><th>problems</th></tr>\n")?;
    for (rule, count) in totals.most_frequent() {
        page.own("<tr><td><a href=\"#")?;
        page.own(rule.name)?;
        page.own("\">")?;
        page.own(rule.name)?;
        page.own("</a></td><td class=\"")?;
        page.own(rule.severity.name())?;
        page.own("\">")?;
        page.own(rule.severity.name())?;
        page.own("</td><td class=\"count\">")?;
        page.number(*count)?;
        page.own("</td></tr>\n")?;
    }
    page.own("</table></div>\n")
}

/// The number of problems in each document.
fn documents(totals: &Totals, page: &mut Page<'_, Markup>) -> io::Result<()> {
    page.own("<div><table>\n<caption>Documents</caption>\n<tr><th>document</th><th>errors</th><th>warnings</th><th>infos</th></tr>\n")?;
    for it in totals.by_document.iter().take(MAX_DOCUMENTS) {
        page.own("<tr><td><a href=\"#d")?;
        page.number(id(&it.name))?;
        page.own("\">")?;
        page.text(&it.name)?;
        page.own("</a></td>")?;
        for number in [it.errors, it.warnings, it.infos] {
            page.own("<td class=\"count\">")?;
            page.number(number)?;
            page.own("</td>")?;
        }
        page.own("</tr>\n")?;
    }
    let more = totals.by_document.len().saturating_sub(MAX_DOCUMENTS);
    if more > 0 {
        page.own("<tr><td colspan=\"4\">and ")?;
        page.number(more)?;
        page.own(" more documents</td></tr>\n")?;
    }
    page.own("</table></div>\n")
}
