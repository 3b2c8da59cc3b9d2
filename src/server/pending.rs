//! The requests that are not answered yet, and which of them the editor has cancelled.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use lsp_server::RequestId;

/// The requests that are not answered yet. Copies share them.
#[derive(Clone, Default)]
pub(super) struct Pending {
    /// Whether each request is cancelled.
    requests: Arc<Mutex<HashMap<RequestId, bool>>>,
}

impl Pending {
    pub(super) fn add(&self, id: RequestId) {
        self.requests().insert(id, false);
    }

    /// Cancels a request if it is not answered yet.
    pub(super) fn cancel(&self, id: &RequestId) {
        if let Some(is_cancelled) = self.requests().get_mut(id) {
            *is_cancelled = true;
        }
    }

    pub(super) fn is_cancelled(&self, id: &RequestId) -> bool {
        self.requests().get(id).copied().unwrap_or(false)
    }

    pub(super) fn remove(&self, id: &RequestId) {
        self.requests().remove(id);
    }

    fn requests(&self) -> MutexGuard<'_, HashMap<RequestId, bool>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
