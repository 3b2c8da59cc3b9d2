//! Runs work on several threads and reports the results in order.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;

/// How far each thread may run ahead of the next result to report. Results that are finished early have to be kept in
/// memory.
const AHEAD: usize = 8;

/// The state that the threads share. The thread that finishes the next result reports it, together with the results
/// after it that are already finished.
struct Line<R, E, F> {
    state: Mutex<State<R, E, F>>,
    /// Notifies threads that were too far ahead.
    moved: Condvar,
}

struct State<R, E, F> {
    /// The index of the next result to report. After an error, it is past the end.
    due: usize,
    early: BTreeMap<usize, Result<R, String>>,
    waiting: usize,
    report: F,
    error: Option<E>,
}

/// Calls `work` on every item, on at most `workers` threads, and passes the results to `report` in the order of the items. Stops at the first error of `report`. If `work` panics, only the result of that item is an
/// error.
pub(super) fn in_order<'t, T: Sync, R: Send, E: Send>(
    items: &'t [T],
    workers: usize,
    work: impl Fn(&T) -> Result<R, String> + Sync,
    mut report: impl FnMut(&'t T, Result<R, String>) -> Result<(), E> + Send,
) -> Result<(), E> {
    let work = |item: &T| {
        catch_unwind(AssertUnwindSafe(|| work(item)))
            .unwrap_or_else(|_| Err("internal error in feedwright; please report it".to_owned()))
    };
    let workers = workers.min(items.len());
    if workers < 2 {
        return items.iter().try_for_each(|item| report(item, work(item)));
    }
    let state = State { due: 0, early: BTreeMap::new(), waiting: 0, report, error: None };
    let line = Line { state: Mutex::new(state), moved: Condvar::new() };
    let next = AtomicUsize::new(0);
    let run = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return };
            if !line.may_start(index, workers * AHEAD) {
                return;
            }
            line.finish(items, index, work(item));
        }
    };
    thread::scope(|scope| {
        for _ in 1..workers {
            scope.spawn(run);
        }
        run();
    });
    let state = line.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    state.error.map_or(Ok(()), Err)
}

impl<R, E, F> Line<R, E, F> {
    fn lock(&self) -> MutexGuard<'_, State<R, E, F>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the next result to report is less than `distance` before `index`. Returns whether there is still
    /// work to do.
    fn may_start(&self, index: usize, distance: usize) -> bool {
        let mut state = self.lock();
        while state.due.saturating_add(distance) <= index {
            state.waiting += 1;
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
        }
        state.error.is_none()
    }

    /// Reports a result and the finished results after it if it is the next one. Otherwise keeps it until it is.
    fn finish<'t, T>(&self, items: &'t [T], index: usize, done: Result<R, String>)
    where
        F: FnMut(&'t T, Result<R, String>) -> Result<(), E>,
    {
        let mut state = self.lock();
        state.early.insert(index, done);
        while state.error.is_none() {
            let due = state.due;
            let Some(done) = state.early.remove(&due) else { break };
            if let Err(error) = (state.report)(&items[due], done) {
                state.error = Some(error);
                state.due = usize::MAX;
            } else {
                state.due += 1;
            }
        }
        if state.waiting > 0 {
            self.moved.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn reports_results_in_order_and_stops_at_an_error() {
        let items: Vec<usize> = (0..5000).collect();
        let mut seen = Vec::new();
        let done = in_order(
            &items,
            4,
            |it| if it % 7 == 0 { Err("seven".to_owned()) } else { Ok(it * 2) },
            |it, result| {
                assert_eq!(result.is_err(), it % 7 == 0);
                seen.push(*it);
                if *it == 4000 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!(done, Err("enough"));
        assert_eq!(seen, items[..=4000]);
    }

    #[test]
    fn a_panic_fails_only_its_item() {
        let mut failed = Vec::new();
        let done: Result<(), ()> = in_order(
            &[1, 2, 3],
            2,
            |it| if *it == 2 { panic!("as asked") } else { Ok(()) },
            |it, result| {
                failed.extend(result.is_err().then_some(*it));
                Ok(())
            },
        );
        assert_eq!((done, failed), (Ok(()), vec![2]));
    }
}
