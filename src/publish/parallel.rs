//! Work on all processors.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;

/// The number of items that a thread works on before it fetches more.
const AT_ONCE: usize = 32;

/// Applies `work` to each item, in any order. The results are in the order of the items.
pub(super) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = threads.min(items.len() / AT_ONCE);
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let parts: Vec<&[T]> = items.chunks(AT_ONCE).collect();
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done = Vec::new();
        while let Some((index, part)) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            parts.get(index).map(|it| (index, it))
        } {
            done.push((index, part.iter().map(&work).collect::<Vec<R>>()));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|it| it.0);
    let mut results = Vec::with_capacity(items.len());
    for (_, part) in done {
        results.extend(part);
    }
    results
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn keeps_the_order() {
        let numbers: Vec<usize> = (0..1000).collect();
        let doubled: Vec<usize> = (0..1000).map(|it| it * 2).collect();
        assert_eq!(map(&numbers, |it| it * 2), doubled);
        assert_eq!(map(&numbers[..3], |it| it * 2), [0, 2, 4]);
        assert!(map(&[] as &[usize], |it| *it).is_empty());
    }
}
