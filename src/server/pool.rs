//! The threads that work while the main loop reads messages.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::mpsc;
use std::thread;

type Work = Box<dyn FnOnce() + Send>;

/// A few threads. They end when the pool is dropped and their work is done.
pub(super) struct Pool {
    work: mpsc::Sender<Work>,
}

/// The maximum number of threads. One is for checks, so that requests do not wait for them.
const MAX_THREADS: usize = 4;

impl Pool {
    pub(super) fn new() -> Pool {
        let (work, queue) = mpsc::channel::<Work>();
        let queue = Arc::new(Mutex::new(queue));
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        for _ in 0..processors.clamp(2, MAX_THREADS) {
            let queue = Arc::clone(&queue);
            thread::spawn(move || {
                while let Some(work) = next(&queue) {
                    work();
                }
            });
        }
        Pool { work }
    }

    /// Does the work as soon as a thread is free. It must not panic.
    pub(super) fn add(&self, work: impl FnOnce() + Send + 'static) {
        let _ = self.work.send(Box::new(work));
    }
}

/// Waits for the next work. `None` if the pool was dropped.
fn next(queue: &Mutex<mpsc::Receiver<Work>>) -> Option<Work> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}
