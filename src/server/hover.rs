//! What the editor shows for the place under the pointer: the pages of the rules of its problems, and the documentation of its element,
//! attribute or key.

use gen_lsp_types as lsp;

use crate::diagnostic::Diagnostic;
use crate::server::answer::Snapshot;
use crate::server::completion::config;
use crate::server::completion::front_matter;
use crate::server::document::Kind;
use crate::server::documentation;
use crate::server::position::Positions;
use crate::text::span::Span;
use crate::validate::cursor::Meaning;
use crate::validate::cursor::meaning;

/// The text for a place. `None` if there is nothing to say.
pub(super) fn hover(it: &Snapshot, params: &lsp::HoverParams) -> Option<lsp::Hover> {
    let positions = Positions::new(&it.document.text, it.client.encoding);
    let offset = positions.offset(params.text_document_position_params.position);
    let problems = it.problems();
    let here: Vec<&Diagnostic> = problems.iter().filter(|it| is_at(it, offset)).collect();
    let mut parts: Vec<String> = Vec::new();
    for problem in &here {
        let page = problem.rule.page.trim().to_owned();
        if !parts.contains(&page) {
            parts.push(page);
        }
    }
    let named = named(it, offset);
    let span = here.first().map(|it| it.span).or(named.as_ref().map(|it| it.1))?;
    parts.extend(named.map(|it| it.0));
    let kind =
        if it.client.has_markdown { lsp::MarkupKind::Markdown } else { lsp::MarkupKind::PlainText };
    let contents = lsp::MarkupContent { kind, value: parts.join("\n\n---\n\n") };
    Some(lsp::Hover { contents: contents.into(), range: Some(positions.range(span)) })
}

fn is_at(problem: &Diagnostic, offset: usize) -> bool {
    let is_in = |it: Span| (it.range().start..=it.range().end).contains(&offset);
    is_in(problem.span) || problem.places.iter().any(|it| is_in(it.span))
}

/// The documentation of the name at a place, and the name's span.
fn named(it: &Snapshot, offset: usize) -> Option<(String, Span)> {
    let (body, shift) = it.document.body();
    let offset = offset.checked_sub(shift)?;
    let (text, span) = match it.document.kind {
        Kind::Feed { .. } => match meaning(body, Span::at(offset).start)? {
            Meaning::Element(row, vocabulary, span) => {
                (documentation::element(row, vocabulary), span)
            }
            Meaning::Attribute(row, attr, span) => (documentation::attribute(row, attr), span),
        },
        Kind::Configuration => config::documentation(body, offset)?,
        Kind::Text => front_matter::documentation(body, offset)?,
        Kind::Other => return None,
    };
    Some((text, span.part(shift, shift + span.len())))
}
