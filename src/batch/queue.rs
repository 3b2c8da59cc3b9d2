//! A queue between threads. [`Window`](crate::batch::window::Window) limits its length.

use std::collections::VecDeque;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::PoisonError;

/// A queue that any thread may add to and take from.
#[derive(Debug)]
pub(in crate::batch) struct Queue<T> {
    /// `None` when it is closed.
    items: Mutex<Option<VecDeque<T>>>,
    added: Condvar,
}

impl<T> Queue<T> {
    pub(in crate::batch) fn new() -> Queue<T> {
        Queue { items: Mutex::new(Some(VecDeque::new())), added: Condvar::new() }
    }

    /// Adds an item, unless the queue is closed.
    pub(in crate::batch) fn add(&self, item: T) {
        if let Some(items) = &mut *self.items.lock().unwrap_or_else(PoisonError::into_inner) {
            items.push_back(item);
            self.added.notify_one();
        }
    }

    /// Waits for an item and takes it. `None` if the queue is closed.
    pub(in crate::batch) fn take(&self) -> Option<T> {
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(item) = items.as_mut()?.pop_front() {
                return Some(item);
            }
            items = self.added.wait(items).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Drops all items, and ends all waiting.
    pub(in crate::batch) fn close(&self) {
        *self.items.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.added.notify_all();
    }
}
