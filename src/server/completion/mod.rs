//! Completions: what may be written at the cursor.

use gen_lsp_types as lsp;

use crate::server::completion::item::Cursor;
use crate::server::completion::item::Item;
use crate::server::completion::item::Items;
use crate::server::document::Kind;
use crate::server::position::Positions;
use crate::server::snapshot::Snapshot;
use crate::text::span::Span;

pub(super) mod config;
pub(super) mod front_matter;
mod item;
mod json;
mod xml;

/// The characters after which editors ask for completions.
pub(super) const TRIGGERS: &[&str] = &["<", "/", ":", " ", "\"", "'", "[", "."];

/// The completions at a place.
pub(super) fn completions(it: &Snapshot, params: &lsp::CompletionParams) -> lsp::CompletionList {
    let positions = Positions::new(&it.document.text, it.client.encoding);
    let offset = positions.offset(params.text_document_position_params.position);
    let trigger = params.context.as_ref().and_then(|it| it.trigger_character.as_deref());
    let (body, shift) = it.document.body();
    let found = offset.checked_sub(shift).and_then(|offset| {
        let cursor = Cursor { text: body, offset, trigger };
        match it.document.kind {
            Kind::Feed { .. } if body.trim_start().starts_with(['{', '[']) => json::items(&cursor),
            Kind::Feed { .. } => xml::items(&cursor),
            Kind::Configuration => config::items(&cursor),
            Kind::Text => front_matter::items(&cursor),
            Kind::Other => None,
        }
    });
    let items = found.map(|found| converted(it, &positions, shift, found)).unwrap_or_default();
    lsp::CompletionList { is_incomplete: false, items, ..lsp::CompletionList::default() }
}

/// The completions in the form of the protocol.
fn converted(
    it: &Snapshot,
    positions: &Positions<'_>,
    shift: usize,
    found: Items,
) -> Vec<lsp::CompletionItem> {
    let range = positions.range(found.typed.part(shift, shift + found.typed.len()));
    let one = |item: Item| {
        let snippet = item.snippet.filter(|_| it.client.has_snippets);
        let format = snippet.as_ref().map(|_| lsp::InsertTextFormat::Snippet);
        let edit = lsp::TextEdit { range, new_text: snippet.unwrap_or(item.text) };
        let insertion = item.insertion.map(|(at, text)| {
            let range = positions.range(Span::at(shift + at));
            vec![lsp::TextEdit { range, new_text: text }]
        });
        let markdown =
            lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: item.documentation };
        lsp::CompletionItem {
            sort_text: Some(format!("{}{}", item.rank, item.label)),
            filter_text: Some(item.label.clone()),
            label: item.label,
            kind: item.kind,
            documentation: (!markdown.value.is_empty()).then(|| markdown.into()),
            insert_text_format: format,
            text_edit: Some(edit.into()),
            additional_text_edits: insertion,
            ..lsp::CompletionItem::default()
        }
    };
    found.items.into_iter().map(one).collect()
}
