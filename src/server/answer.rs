//! The requests about documents, and the functions that answer them.

use std::sync::Arc;

use serde_json::Value;

use crate::server::check::Checked;
use crate::server::client::Client;
use crate::server::configuration::Configurations;
use crate::server::document::Document;

/// What a request is about, as it was when the request arrived.
pub(super) struct Snapshot {
    pub(super) document: Document,
    /// The last check, which may be one of an older version.
    pub(super) checked: Option<Arc<Checked>>,
    pub(super) configurations: Configurations,
    pub(super) client: Client,
}

/// The result for a request, or why its parameters are not valid.
pub(super) type Answer = fn(&Snapshot, Value) -> Result<Value, String>;

/// The function that answers a request.
pub(super) fn to(_method: &str) -> Option<Answer> {
    None
}
