//! The requests about documents, and the functions that answer them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::server::actions::actions;
use crate::server::completion::completions;
use crate::server::hover::hover;
use crate::server::snapshot::Snapshot;
use crate::server::symbols::flat;
use crate::server::symbols::symbols;

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
