//! Work done by several threads, and handed on in order.

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

/// How far ahead of the result that is due each thread may run: what is done early has to be held.
const AHEAD: usize = 8;

/// What the threads share: whoever has finished the result that is due hands it on, and with it those that were early.
struct Line<R, E, F> {
    state: Mutex<State<R, E, F>>,
    /// Somebody may run on who was too far ahead.
    moved: Condvar,
}

struct State<R, E, F> {
    /// The index of the result to be handed on next; past the end after an error.
    due: usize,
    early: BTreeMap<usize, Result<R, String>>,
    waiting: usize,
    report: F,
    error: Option<E>,
}

/// Does `work` on every item, on several at a time where there are several processors, and hands the results to `report` in the
/// order of the items. Ends with the first error of `report`. Work that panics is a failure of that item alone.
pub(super) fn in_order<'t, T: Sync, R: Send, E: Send>(
    items: &'t [T],
    work: impl Fn(&T) -> Result<R, String> + Sync,
    mut report: impl FnMut(&'t T, Result<R, String>) -> Result<(), E> + Send,
) -> Result<(), E> {
    let work = |item: &T| {
        catch_unwind(AssertUnwindSafe(|| work(item)))
            .unwrap_or_else(|_| Err("feedwright itself failed here; please report it".to_owned()))
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(items.len());
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

    /// Waits until a result less than `distance` before `index` is due; says whether there is still somebody to work for.
    fn may_start(&self, index: usize, distance: usize) -> bool {
        let mut state = self.lock();
        while state.due.saturating_add(distance) <= index {
            state.waiting += 1;
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
        }
        state.error.is_none()
    }

    /// Hands on a result, and those behind it, if it is due; else holds it until it is.
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
    fn hands_on_results_in_order_and_stops_at_an_error() {
        let items: Vec<usize> = (0..5000).collect();
        let mut seen = Vec::new();
        let done = in_order(
            &items,
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
    fn a_panic_fails_its_item_alone() {
        let mut failed = Vec::new();
        let done: Result<(), ()> = in_order(
            &[1, 2, 3],
            |it| if *it == 2 { panic!("as asked") } else { Ok(()) },
            |it, result| {
                failed.extend(result.is_err().then_some(*it));
                Ok(())
            },
        );
        assert_eq!((done, failed), (Ok(()), vec![2]));
    }
}
