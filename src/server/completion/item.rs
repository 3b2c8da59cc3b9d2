//! Completions, and the place where they are asked for.

use gen_lsp_types as lsp;

use crate::text::span::Span;

/// A completion.
#[derive(Debug, Default)]
pub(in crate::server::completion) struct Item {
    /// The name in the list.
    pub(in crate::server::completion) label: String,
    pub(in crate::server::completion) kind: Option<lsp::CompletionItemKind>,
    pub(in crate::server::completion) documentation: String,
    /// The text that replaces what was typed.
    pub(in crate::server::completion) text: String,
    /// The same with places for the cursor, in the form of a snippet.
    pub(in crate::server::completion) snippet: Option<String>,
    /// The position in the list: smaller ones first.
    pub(in crate::server::completion) rank: u8,
    /// An insertion elsewhere, such as a declaration.
    pub(in crate::server::completion) insertion: Option<(usize, String)>,
}

/// Completions, all for the same part of the text.
#[derive(Debug)]
pub(in crate::server::completion) struct Items {
    /// What was typed so far, which they replace.
    pub(in crate::server::completion) typed: Span,
    pub(in crate::server::completion) items: Vec<Item>,
}

/// A place in a text where someone types.
pub(in crate::server::completion) struct Cursor<'t> {
    pub(in crate::server::completion) text: &'t str,
    pub(in crate::server::completion) offset: usize,
    /// The character that was typed last, if the editor asks because of it.
    pub(in crate::server::completion) trigger: Option<&'t str>,
}

impl Cursor<'_> {
    pub(in crate::server::completion) fn before(&self) -> &str {
        &self.text[..self.offset]
    }

    pub(in crate::server::completion) fn after(&self) -> &str {
        &self.text[self.offset..]
    }
}

/// Completions of words, which are the only possible values.
pub(in crate::server::completion) fn of_words(typed: Span, words: &[&str]) -> Option<Items> {
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
pub(in crate::server::completion) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

/// The texts of the items between `before` and `after`.
#[cfg(test)]
pub(in crate::server::completion) fn texts(
    before: &str,
    after: &str,
    items: fn(&Cursor<'_>) -> Option<Items>,
) -> Vec<String> {
    let text = format!("{before}{after}");
    let cursor = Cursor { text: &text, offset: before.len(), trigger: None };
    let items = items(&cursor).map(|it| it.items).unwrap_or_default();
    items.into_iter().map(|it| it.text).collect()
}
