//! How far a request has come.

use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use crate::validate::response::Redirect;

/// How far a request has come. It is kept apart from the request, so that it is known when the deadline has passed.
#[derive(Debug, Default)]
pub(in crate::fetch) struct Trail {
    redirects: Mutex<Vec<Redirect>>,
    stage: Mutex<String>,
}

impl Trail {
    /// Says what is done now, for the problem if the deadline passes.
    pub(in crate::fetch) fn is_at(&self, stage: String) {
        *lock(&self.stage) = stage;
    }

    /// What is done now.
    pub(in crate::fetch) fn stage(&self) -> String {
        lock(&self.stage).clone()
    }

    pub(in crate::fetch) fn add(&self, redirect: Redirect) {
        lock(&self.redirects).push(redirect);
    }

    /// The redirects until now.
    pub(in crate::fetch) fn redirects(&self) -> Vec<Redirect> {
        lock(&self.redirects).clone()
    }

    /// Starts again with the first URL.
    pub(in crate::fetch) fn restart(&self) {
        lock(&self.redirects).clear();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
