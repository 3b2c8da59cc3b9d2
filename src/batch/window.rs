//! Limits how far the reading of the input runs ahead of the output, in documents and in bytes. So memory does not grow, whatever the first
//! unfinished document waits for.

use std::collections::HashSet;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use crate::batch::input::InputError;

/// How many bytes of waiting documents and finished lines are kept.
const MAX_HELD: usize = 16 << 20;

/// What is between the input and the output.
#[derive(Debug)]
pub(in crate::batch) struct Window {
    /// How many documents may be there.
    most: u64,
    /// Whether a document waits for an earlier one with the same id. If lines are not in the order of the input, a run that is resumed would
    /// not know otherwise which of the documents has a line.
    are_unique: bool,
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Documents that were read.
    read: u64,
    /// Documents whose lines were written.
    written: u64,
    held: usize,
    /// The ids of the documents between.
    ids: HashSet<u64>,
    /// Whether nothing more is read: the input has ended, or the batch was stopped.
    is_closed: bool,
    /// Whether the lines of the remaining documents are not written.
    is_abandoned: bool,
    failure: Option<InputError>,
}

impl Window {
    pub(in crate::batch) fn new(most: u64, are_unique: bool) -> Window {
        Window { most, are_unique, state: Mutex::default(), moved: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room for a document, and returns its number. `None` if nothing more is to be read.
    pub(in crate::batch) fn enter(&self, id: u64, size: usize) -> Option<u64> {
        let mut state = self.lock();
        loop {
            let inside = state.read - state.written;
            let is_full = inside >= self.most || inside > 0 && state.held >= MAX_HELD;
            if state.is_closed {
                return None;
            }
            if !is_full && !state.ids.contains(&id) {
                break;
            }
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if self.are_unique {
            state.ids.insert(id);
        }
        state.held += size;
        state.read += 1;
        Some(state.read - 1)
    }

    /// Changes the number of bytes that a document holds.
    pub(in crate::batch) fn resize(&self, before: usize, after: usize) {
        let mut state = self.lock();
        state.held = (state.held + after).saturating_sub(before);
        drop(state);
        if after < before {
            self.moved.notify_all();
        }
    }

    /// A line of this size was written.
    pub(in crate::batch) fn leave(&self, id: u64, size: usize) {
        let mut state = self.lock();
        state.ids.remove(&id);
        state.held = state.held.saturating_sub(size);
        state.written += 1;
        drop(state);
        self.moved.notify_all();
    }

    /// Nothing more is read.
    pub(in crate::batch) fn close(&self, failure: Option<InputError>) {
        let mut state = self.lock();
        state.is_closed = true;
        state.failure = state.failure.take().or(failure);
        drop(state);
        self.moved.notify_all();
    }

    /// Ends the batch early.
    pub(in crate::batch) fn abandon(&self) {
        self.lock().is_abandoned = true;
        self.close(None);
    }

    /// Whether the batch ends early, so no more lines are written.
    pub(in crate::batch) fn is_abandoned(&self) -> bool {
        self.lock().is_abandoned
    }

    /// Whether all lines are written.
    pub(in crate::batch) fn is_done(&self) -> bool {
        let state = self.lock();
        state.is_closed && state.read == state.written
    }

    /// Why the input ended early.
    pub(in crate::batch) fn take_failure(&self) -> Option<InputError> {
        self.lock().failure.take()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::MAX_HELD;
    use super::Window;

    #[test]
    fn waits_for_room_and_for_the_same_id() {
        for (first, second) in [((1, MAX_HELD), (2, 0)), ((1, 0), (1, 0))] {
            let window = Window::new(2, true);
            assert_eq!(window.enter(first.0, first.1), Some(0));
            let (sender, entered) = mpsc::channel();
            thread::scope(|scope| {
                let window = &window;
                scope.spawn(move || sender.send(window.enter(second.0, second.1)));
                assert!(entered.recv_timeout(Duration::from_millis(20)).is_err());
                window.leave(first.0, first.1);
                assert_eq!(entered.recv(), Ok(Some(1)));
                window.close(None);
                assert_eq!(window.enter(3, 0), None);
                assert!(!window.is_done());
                window.leave(second.0, second.1);
                assert!(window.is_done());
            });
        }
    }
}
