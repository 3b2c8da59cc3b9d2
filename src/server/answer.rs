//! The requests about documents, and the functions that answer them.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::server::actions::actions;
use crate::server::check;
use crate::server::check::Checked;
use crate::server::client::Client;
use crate::server::completion::completions;
use crate::server::configuration::Configurations;
use crate::server::document::Document;
use crate::server::hover::hover;
use crate::server::symbols::flat;
use crate::server::symbols::symbols;

/// What a request is about, as it was when the request arrived.
pub(super) struct Snapshot {
    pub(super) document: Document,
    /// The last check, which may be one of an older version.
    pub(super) checked: Option<Arc<Checked>>,
    pub(super) configurations: Configurations,
    pub(super) client: Client,
}

impl Snapshot {
    /// The problems of the document.
    pub(super) fn problems(&self) -> Cow<'_, [Diagnostic]> {
        match self.checked.as_deref() {
            Some(Checked { version, outcome: Ok(problems), .. })
                if *version == self.document.version =>
            {
                Cow::Borrowed(problems)
            }
            _ => Cow::Owned(check::problems(&self.document, &self.configurations)),
        }
    }
}

/// The result for a request, or why its parameters are not valid.
pub(super) type Answer = fn(&Snapshot, Value) -> Result<Value, String>;

/// The function that answers a request.
pub(super) fn to(method: &str) -> Option<Answer> {
    Some(match method {
        "textDocument/codeAction" => |it, params| with(params, |params| actions(it, &params)),
        "textDocument/documentSymbol" => |it, _| {
            if it.client.has_nested_symbols { json(symbols(it)) } else { json(flat(it)) }
        },
        "textDocument/hover" => |it, params| with(params, |params| hover(it, &params)),
        "textDocument/completion" => |it, params| with(params, |params| completions(it, &params)),
        _ => return None,
    })
}

/// Answers a request with parameters of a type.
fn with<P: DeserializeOwned, R: Serialize>(
    params: Value,
    answer: impl FnOnce(P) -> R,
) -> Result<Value, String> {
    match serde_json::from_value(params) {
        Ok(params) => json(answer(params)),
        Err(error) => Err(format!("the parameters are not valid: {error}")),
    }
}

fn json(result: impl Serialize) -> Result<Value, String> {
    serde_json::to_value(result).map_err(|it| it.to_string())
}
