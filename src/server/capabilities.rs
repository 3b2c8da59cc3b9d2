//! What the server can do, in the form in which the editor asks.

use gen_lsp_types as lsp;
use lsp_server::Request;
use lsp_server::RequestId;
use serde_json::Value;
use serde_json::json;

use crate::server::actions;
use crate::server::client::Client;
use crate::server::completion;
use crate::server::position::Encoding;

/// The answer to the first message of the editor.
pub(super) fn result(client: &Client) -> lsp::InitializeResult {
    let encoding = match client.encoding {
        Encoding::Utf8 => lsp::PositionEncodingKind::UTF8,
        Encoding::Utf16 => lsp::PositionEncodingKind::UTF16,
    };
    let sync = lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::Incremental),
        save: Some(true.into()),
        ..lsp::TextDocumentSyncOptions::default()
    };
    let fixes = lsp::CodeActionOptions {
        code_action_kinds: Some(actions::kinds()),
        ..lsp::CodeActionOptions::default()
    };
    let triggers = completion::TRIGGERS.iter().map(|it| (*it).to_owned()).collect();
    let completion = lsp::CompletionOptions {
        trigger_characters: Some(triggers),
        ..lsp::CompletionOptions::default()
    };
    let capabilities = lsp::ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(sync.into()),
        code_action_provider: Some(fixes.into()),
        completion_provider: Some(completion),
        document_symbol_provider: Some(true.into()),
        hover_provider: Some(true.into()),
        ..lsp::ServerCapabilities::default()
    };
    let info = lsp::ServerInfo {
        name: "feedwright".to_owned(),
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
    };
    lsp::InitializeResult { capabilities, server_info: Some(info) }
}

/// A request to watch all files with this name.
pub(super) fn watch(name: &str) -> Request {
    let method = "workspace/didChangeWatchedFiles";
    let watchers: Value = json!({ "watchers": [{ "globPattern": format!("**/{name}") }] });
    let params = json!({
        "registrations": [{ "id": "configurations", "method": method, "registerOptions": watchers }]
    });
    Request::new(
        RequestId::from("configurations".to_owned()),
        "client/registerCapability".to_owned(),
        params,
    )
}
