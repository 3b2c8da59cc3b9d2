//! Completions: what may be written at the cursor.

use gen_lsp_types as lsp;

use crate::server::answer::Snapshot;
use crate::server::document::Kind;
use crate::server::position::Positions;
use crate::text::span::Span;

pub(super) mod config;
pub(super) mod front_matter;
mod json;
mod xml;

/// The characters after which editors ask for completions.
pub(super) const TRIGGERS: &[&str] = &["<", "/", ":", " ", "\"", "'", "[", "."];

/// A completion.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// The name in the list.
    label: String,
    kind: Option<lsp::CompletionItemKind>,
    documentation: String,
    /// The text that replaces what was typed.
    text: String,
    /// The same with places for the cursor, in the form of a snippet.
    snippet: Option<String>,
    /// The position in the list: smaller ones first.
    rank: u8,
    /// An insertion elsewhere, such as a declaration.
    insertion: Option<(usize, String)>,
}

/// Completions, all for the same part of the text.
#[derive(Debug)]
pub(super) struct Items {
    /// What was typed so far, which they replace.
    typed: Span,
    items: Vec<Item>,
}

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

/// A place in a text where someone types.
pub(super) struct Cursor<'t> {
    text: &'t str,
    offset: usize,
    /// The character that was typed last, if the editor asks because of it.
    trigger: Option<&'t str>,
}

impl Cursor<'_> {
    fn before(&self) -> &str {
        &self.text[..self.offset]
    }

    fn after(&self) -> &str {
        &self.text[self.offset..]
    }
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

/// Completions of words, which are the only possible values.
fn of_words(typed: Span, words: &[&str]) -> Option<Items> {
    let one = |word: &&str| Item {
        label: (*word).to_owned(),
        kind: Some(lsp::CompletionItemKind::Value),
        text: (*word).to_owned(),
        ..Item::default()
    };
    let items: Vec<Item> = words.iter().map(one).collect();
    (!items.is_empty()).then_some(Items { typed, items })
}

/// Text for a snippet, in which these characters have a meaning.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}
