//! What the editor supports, according to its first message.

use gen_lsp_types as lsp;

use crate::server::position::Encoding;

/// What the editor supports.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a capability of its own")]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// Whether it shows other places of a problem.
    pub(super) has_related_information: bool,
    /// Whether it accepts edits for a certain version of a document.
    pub(super) has_document_changes: bool,
    /// Whether it accepts actions with edits, and not only commands.
    pub(super) has_code_actions: bool,
    /// Whether it shows symbols inside of other symbols.
    pub(super) has_nested_symbols: bool,
    /// Whether it shows Markdown in hovers.
    pub(super) has_markdown: bool,
    /// Whether completions may contain places for the cursor.
    pub(super) has_snippets: bool,
    /// Whether it watches files on request.
    pub(super) watches_files: bool,
}

impl Client {
    pub(super) fn of(capabilities: &lsp::ClientCapabilities) -> Client {
        let text = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        Client {
            encoding: encoding(capabilities),
            has_related_information: text
                .and_then(|it| it.publish_diagnostics.as_ref())
                .and_then(|it| it.diagnostics_capabilities.related_information)
                .unwrap_or(false),
            has_document_changes: workspace
                .and_then(|it| it.workspace_edit.as_ref()?.document_changes)
                .unwrap_or(false),
            has_code_actions: text
                .and_then(|it| it.code_action.as_ref())
                .is_some_and(|it| it.code_action_literal_support.is_some()),
            has_nested_symbols: text
                .and_then(|it| it.document_symbol.as_ref()?.hierarchical_document_symbol_support)
                .unwrap_or(false),
            has_markdown: text
                .and_then(|it| it.hover.as_ref()?.content_format.as_ref())
                .is_some_and(|it| it.contains(&lsp::MarkupKind::Markdown)),
            has_snippets: text
                .and_then(|it| it.completion.as_ref()?.completion_item.as_ref()?.snippet_support)
                .unwrap_or(false),
            watches_files: workspace
                .and_then(|it| it.did_change_watched_files.as_ref()?.dynamic_registration)
                .unwrap_or(false),
        }
    }
}

/// UTF-8 if the editor offers it, because texts need no conversion then.
fn encoding(capabilities: &lsp::ClientCapabilities) -> Encoding {
    let offered = capabilities.general.as_ref().and_then(|it| it.position_encodings.as_ref());
    match offered.is_some_and(|it| it.contains(&lsp::PositionEncodingKind::UTF8)) {
        true => Encoding::Utf8,
        false => Encoding::Utf16,
    }
}
