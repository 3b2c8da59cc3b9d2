//! The report in the style of compilers: what is wrong, where it is with the line and carets, why it matters, and
//! what to do.

use std::io;
use std::io::Write;

use annotate_snippets::AnnotationKind;
use annotate_snippets::Group;
use annotate_snippets::Level;
use annotate_snippets::Origin;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::report::escape::Terminal;
use crate::report::excerpt::excerpt;
use crate::report::page::Page;
use crate::report::page::Screen;
use crate::report::repeats;
use crate::text::lines::Lines;
use crate::text::shorten::clipped;
use crate::text::source::Source;

/// The maximum number of bytes that are printed for one document.
const MAX_PRINTED: usize = 1 << 19;

/// The maximum number of characters of a line of a response.
const MAX_RESPONSE: usize = 200;

/// Writes the problems of one document, each followed by a blank line.
pub(super) fn write(
    source: &Source,
    diagnostics: &[Diagnostic],
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_on(source, diagnostics, color, &mut Page::new(out))
}

fn write_on(
    source: &Source,
    diagnostics: &[Diagnostic],
    color: bool,
    page: &mut Page<'_, Screen>,
) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let lines = Lines::new(&source.text);
    let mut printed = 0;
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        if printed > MAX_PRINTED {
            page.text(&source.name)?;
            page.own(": and ")?;
            page.number(diagnostics.len() - index)?;
            return page.own(" more problems\n\n");
        }
        let text = render(source, &lines, diagnostic, &renderer);
        printed += text.len();
        for (index, line) in text.lines().enumerate() {
            // The renderer marks each excerpt as not adjacent to the one before it. The first excerpt follows the
            // position line.
            if index == 3 && line.trim() == ":::" {
                continue;
            }
            // The renderer pads lines with spaces. They are removed, because text that is copied from a terminal
            // should not have trailing spaces.
            page.drawn(line.trim_end())?;
        }
        page.own("\n")?;
    }
    Ok(())
}

fn render(source: &Source, lines: &Lines<'_>, it: &Diagnostic, renderer: &Renderer) -> String {
    let level = match it.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = Terminal(&it.message).to_string() + &repeats::suffix(it);
    let mut origin = Origin::path(Terminal(&source.name).to_string());
    let mut shown = Vec::new();
    // What is not a document has no lines.
    if it.response.is_none() && !source.text.is_empty() {
        let position = lines.position(it.span.start);
        origin = origin.line(position.line as usize).char_column(position.column as usize);
        let excerpt = excerpt(&source.text, lines, it.span);
        shown.push((excerpt, AnnotationKind::Primary, String::new()));
    }
    let mut group: Group<'_> = level.primary_title(message).id(it.rule.name).element(origin);
    for (span, words) in &it.labels {
        shown.push((
            excerpt(&source.text, lines, *span),
            AnnotationKind::Context,
            Terminal(words).to_string(),
        ));
    }
    // A label on the same line is drawn there, unless the two are clipped differently.
    let mut done = vec![false; shown.len()];
    for first in 0..shown.len() {
        if done[first] {
            continue;
        }
        let mut snippet =
            Snippet::source(shown[first].0.text.clone()).line_start(shown[first].0.line as usize);
        for other in first..shown.len() {
            let same = shown[other].0.line == shown[first].0.line
                && shown[other].0.text == shown[first].0.text;
            if same && !done[other] {
                done[other] = true;
                let (part, kind, words) = &shown[other];
                let label = (!words.is_empty()).then(|| words.clone());
                snippet = snippet.annotation(kind.span(part.marked.clone()).label(label));
            }
        }
        group = group.element(snippet);
    }
    if let Some(line) = &it.response {
        let line = Terminal(&clipped(line, MAX_RESPONSE)).to_string();
        group = group.element(Level::NOTE.with_name("response").message(line));
    }
    for note in repeats::lines(it, lines).iter().chain(&it.notes) {
        group = group.element(Level::NOTE.message(Terminal(note).to_string()));
    }
    // The help is more detailed than the title of the fix. If there is no help, the title takes its place.
    if let Some(help) = it.help.as_ref().or(it.fix.as_ref().map(|it| &it.title)) {
        group = group.element(Level::HELP.message(Terminal(help).to_string()));
    }
    renderer.render(&[group])
}
