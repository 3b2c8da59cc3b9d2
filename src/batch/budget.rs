//! Limits the memory of all validations at the same time, as estimated from the sizes of the documents.

use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::PoisonError;

/// How many bytes the validation of a document needs for each byte of the document: its bytes in the encoding of the document and as text,
/// what is remembered about its entries, its problems, and their line. This is an estimate and not a bound, because memory is not measured.
const FACTOR: u64 = 6;
/// What the validation of the smallest document needs, also an estimate.
const LEAST: u64 = 1 << 20;

/// How much memory there is.
#[derive(Debug)]
pub(in crate::batch) struct Budget {
    most: u64,
    used: Mutex<u64>,
    freed: Condvar,
}

/// A part of the budget. It is free again when this value is dropped.
#[derive(Debug)]
pub(in crate::batch) struct Reserved<'b> {
    budget: &'b Budget,
    bytes: u64,
}

impl Budget {
    pub(in crate::batch) fn new(most: u64) -> Budget {
        Budget { most, used: Mutex::new(0), freed: Condvar::new() }
    }

    /// Reserves what a document of this size needs, and waits for other documents if necessary. `None` if it needs more than there is.
    pub(in crate::batch) fn reserve(&self, size: usize) -> Option<Reserved<'_>> {
        let bytes = (size as u64).saturating_mul(FACTOR).saturating_add(LEAST);
        if bytes > self.most {
            return None;
        }
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        while *used + bytes > self.most {
            used = self.freed.wait(used).unwrap_or_else(PoisonError::into_inner);
        }
        *used += bytes;
        Some(Reserved { budget: self, bytes })
    }
}

impl Drop for Reserved<'_> {
    fn drop(&mut self) {
        *self.budget.used.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::Duration;

    use super::Budget;
    use super::FACTOR;
    use super::LEAST;

    #[test]
    fn waits_until_there_is_enough() {
        let budget = Budget::new(2 * LEAST + 10 * FACTOR);
        assert!(budget.reserve(1 << 20).is_none());
        let first = budget.reserve(8).expect("it is free");
        thread::scope(|scope| {
            let second = scope.spawn(|| budget.reserve(3).is_some());
            thread::sleep(Duration::from_millis(20));
            assert!(!second.is_finished());
            drop(first);
            assert!(second.join().expect("it does not panic"));
        });
        assert_eq!(*budget.used.lock().expect("it is not poisoned"), 0);
    }
}
