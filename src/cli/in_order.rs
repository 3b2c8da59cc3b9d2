//! Work done by several threads, and handed on in order.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::thread;

/// How far ahead of the result that is due each thread may run: what is done early has to be held.
const AHEAD: usize = 8;

/// Which result is due: whoever runs too far ahead waits here.
struct Due {
    index: Mutex<usize>,
    moved: Condvar,
}

impl Due {
    fn set(&self, index: usize) {
        *self.index.lock().unwrap_or_else(PoisonError::into_inner) = index;
        self.moved.notify_all();
    }

    /// Waits until the result `distance` before `index` is due.
    fn wait(&self, index: usize, distance: usize) {
        let due = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        let far = |due: &mut usize| due.saturating_add(distance) <= index;
        let _due = self.moved.wait_while(due, far).unwrap_or_else(PoisonError::into_inner);
    }
}

/// Does `work` on every item, on several at a time where there are several processors, and hands the results to `report` in the
/// order of the items. Ends with the first error of `report`. Work that panics is a failure of that item alone.
pub(super) fn in_order<T: Sync, R: Send, E>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, String> + Sync,
    mut report: impl FnMut(&T, Result<R, String>) -> Result<(), E>,
) -> Result<(), E> {
    let work = |item: &T| {
        catch_unwind(AssertUnwindSafe(|| work(item)))
            .unwrap_or_else(|_| Err("feedwright itself failed here; please report it".to_owned()))
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if workers < 2 {
        return items.iter().try_for_each(|item| report(item, work(item)));
    }
    let next = AtomicUsize::new(0);
    let due = Due { index: Mutex::new(0), moved: Condvar::new() };
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..workers {
            let (sender, next, due, work) = (sender.clone(), &next, &due, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    due.wait(index, workers * AHEAD);
                    if sender.send((index, work(item))).is_err() {
                        break; // Nobody reads any more.
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut index = 0;
        let mut result = Ok(());
        'all: for (at, done) in &receiver {
            early.insert(at, done);
            while let Some(done) = early.remove(&index) {
                result = report(&items[index], done);
                if result.is_err() {
                    break 'all;
                }
                index += 1;
                due.set(index);
            }
        }
        drop(receiver);
        due.set(usize::MAX);
        result
    })
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
