//! The report as a single HTML page without scripts and without requests. It has one section per document and one
//! article per problem, followed by the pages of the rules.

use std::io;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Safety;
use crate::report::excerpt::excerpt;
use crate::report::page::Markup;
use crate::report::page::Page;
use crate::report::totals::Totals;
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
header { order: -2 }
#totals { order: -1; font-weight: 600 }
h1 { font-size: 1.4rem; margin: 0 }
h2 { font-size: 1.1rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere }
article { border-left: 4px solid var(--info); padding: 0 0 0 1rem; margin: 1rem 0 }
article.error { border-color: var(--error) }
article.warning { border-color: var(--warning) }
.severity { color: var(--info) }
.error .severity { color: var(--error) }
.warning .severity { color: var(--warning) }
p { margin: .25rem 0; overflow-wrap: anywhere }
pre { overflow-x: auto; padding: .5rem; border: 1px solid var(--line); border-radius: 4px; tab-size: 4 }
mark { background: var(--mark); color: inherit }
mark:empty { border-left: 2px solid }
.place { color: GrayText }
table { border-collapse: collapse; margin: .5rem 0 }
th, td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: left; overflow-wrap: anywhere }
</style>
</head>
<body>
<header><h1>feedwright report</h1></header>
"#;

/// The maximum number of problems that are shown per document.
const MAX_SHOWN: usize = 500;

/// Writes the section of one document.
pub(super) fn write(
    source: &Source,
    report: &Report,
    page: &mut Page<'_, Markup>,
) -> io::Result<()> {
    page.own("<section>\n<h2>")?;
    page.text(&source.name)?;
    page.own("</h2>\n<p class=\"place\">")?;
    page.own(report.format.name())?;
    page.own("</p>\n")?;
    if report.diagnostics.is_empty() {
        page.own("<p>No problems.</p>\n")?;
    }
    let lines = Lines::new(&source.text);
    for it in report.diagnostics.iter().take(MAX_SHOWN) {
        problem(source, &lines, it, page)?;
    }
    let more = report.diagnostics.len().saturating_sub(MAX_SHOWN);
    if more > 0 {
        page.own("<p>And ")?;
        page.number(more)?;
        page.own(" more problems.</p>\n")?;
    }
    page.own("</section>\n")
}

fn problem(
    source: &Source,
    lines: &Lines<'_>,
    it: &Diagnostic,
    page: &mut Page<'_, Markup>,
) -> io::Result<()> {
    page.own("<article class=\"")?;
    page.own(it.severity.name())?;
    page.own("\">\n<h3><span class=\"severity\">")?;
    page.own(it.severity.name())?;
    page.own("</span>: ")?;
    page.text(&it.message)?;
    page.own("</h3>\n<p class=\"place\">line ")?;
    let position = lines.position(it.span.start);
    page.number(position.line)?;
    page.own(", column ")?;
    page.number(position.column)?;
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
    shown(source, lines, it.span, page)?;
    for (span, words) in &it.labels {
        page.own("<p>")?;
        page.text(words)?;
        page.own(":</p>\n")?;
        shown(source, lines, *span, page)?;
    }
    for note in &it.notes {
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

/// Writes the text after all documents: the totals and the pages of the rules.
pub(super) fn write_tail(totals: &Totals, page: &mut Page<'_, Markup>) -> io::Result<()> {
    page.own("<p id=\"totals\">")?;
    page.text(&totals.in_words())?;
    page.own("</p>\n")?;
    for (rule, _) in totals.rules.values() {
        page.own("<section id=\"")?;
        page.own(rule.name)?;
        page.own("\">\n")?;
        page.markdown(rule.page)?;
        page.own("</section>\n")?;
    }
    page.own("</body>\n</html>\n")
}
