//! The threads that validate documents.
//!
//! A validation cannot be interrupted. When one takes too long, its thread is abandoned: another thread takes its place, the document gets a
//! line with the status `timeout`, and the result of the abandoned thread is dropped. The work of a validation is linear in the size of the
//! document, so the thread ends in time, and otherwise with the process.

use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use crate::batch::input::Label;
use crate::batch::line::Done;
use crate::batch::line::finished;
use crate::batch::queue::Queue;
use crate::batch::status::BatchStatus;
use crate::batch::work::Work;
use crate::batch::work::fault;

/// How many abandoned threads may be running. Further documents are waited for.
const MAX_ABANDONED: usize = 64;

/// A document on its way to a thread.
#[derive(Debug)]
pub(in crate::batch) struct Task {
    pub(in crate::batch) ticket: Ticket,
    pub(in crate::batch) work: Work,
}

/// What is known about a document while it is on its way.
#[derive(Clone, Debug)]
pub(in crate::batch) struct Ticket {
    /// Its number in the order of the input.
    pub(in crate::batch) number: u64,
    /// The short form of its id.
    pub(in crate::batch) id: u64,
    pub(in crate::batch) label: Arc<Label>,
    /// The number of bytes that it holds.
    pub(in crate::batch) held: usize,
}

/// A finished document.
pub(in crate::batch) type Finished = (Ticket, Done);

/// Validates a document. Calls the last argument when the time begins to count.
pub(in crate::batch) type Check = dyn Fn(&Label, Work, &dyn Fn()) -> Done + Send + Sync;

/// The threads.
pub(in crate::batch) struct Pool {
    common: Arc<Common>,
    /// What each thread is doing.
    desks: Vec<Arc<Desk>>,
    max_time: Duration,
}

/// What the threads have in common.
struct Common {
    tasks: Queue<Task>,
    check: Box<Check>,
    results: Sender<Finished>,
    abandoned: AtomicUsize,
}

/// What one thread is doing.
#[derive(Default)]
struct Desk {
    current: Mutex<Option<(Ticket, Option<Instant>)>>,
}

impl Pool {
    /// Starts `jobs` threads, which send what they have finished to `results`.
    pub(in crate::batch) fn new(
        jobs: usize,
        max_time: Duration,
        check: Box<Check>,
        results: Sender<Finished>,
    ) -> Pool {
        let (tasks, abandoned) = (Queue::new(), AtomicUsize::new(0));
        let common = Arc::new(Common { tasks, check, results, abandoned });
        let desks = (0..jobs.max(1)).map(|_| start(&common)).collect();
        Pool { common, desks, max_time }
    }

    /// Gives a document to the next free thread.
    pub(in crate::batch) fn adder(&self) -> impl Fn(Task) + Send + Sync + Clone + 'static {
        let common = Arc::clone(&self.common);
        move |task| common.tasks.add(task)
    }

    /// Abandons the documents whose time is over.
    pub(in crate::batch) fn watch(&mut self) {
        for desk in &mut self.desks {
            if self.common.abandoned.load(Ordering::Relaxed) >= MAX_ABANDONED {
                return;
            }
            let Some(ticket) = desk.abandon(self.max_time) else { continue };
            self.common.abandoned.fetch_add(1, Ordering::Relaxed);
            *desk = start(&self.common);
            let seconds = self.max_time.as_secs_f64();
            let reason = format!("its validation took longer than {seconds} seconds (--max-time)");
            let outcome = fault(&ticket.label, BatchStatus::Timeout, reason);
            let done = finished(&ticket.label, &outcome);
            let _ = self.common.results.send((ticket, done));
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.common.tasks.close();
    }
}

impl Desk {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(Ticket, Option<Instant>)>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the document away from the thread if its time is over.
    fn abandon(&self, max_time: Duration) -> Option<Ticket> {
        let late = |it: &mut (Ticket, Option<Instant>)| {
            it.1.is_some_and(|since| since.elapsed() > max_time)
        };
        self.lock().take_if(late).map(|it| it.0)
    }
}

/// Starts a thread.
fn start(common: &Arc<Common>) -> Arc<Desk> {
    let desk = Arc::new(Desk::default());
    let (common, its) = (Arc::clone(common), Arc::clone(&desk));
    thread::spawn(move || {
        while let Some(Task { ticket, work }) = common.tasks.take() {
            let label = Arc::clone(&ticket.label);
            *its.lock() = Some((ticket, None));
            let begin = || {
                if let Some(current) = its.lock().as_mut() {
                    current.1 = Some(Instant::now());
                }
            };
            let done = catch_unwind(AssertUnwindSafe(|| (common.check)(&label, work, &begin)));
            let done = done.unwrap_or_else(|_| crashed(&label));
            let Some((ticket, _)) = its.lock().take() else {
                common.abandoned.fetch_sub(1, Ordering::Relaxed);
                return;
            };
            if common.results.send((ticket, done)).is_err() {
                return;
            }
        }
    });
    desk
}

fn crashed(label: &Label) -> Done {
    let reason = "internal error in feedwright; please report it".to_owned();
    finished(label, &fault(label, BatchStatus::Crash, reason))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::Pool;
    use super::Task;
    use super::Ticket;
    use crate::batch::input::Label;
    use crate::batch::line::finished;
    use crate::batch::status::BatchStatus;
    use crate::batch::work::Work;
    use crate::batch::work::fault;

    #[test]
    fn a_document_that_fails_or_never_ends_does_not_stop_the_others() {
        let (sender, results) = mpsc::channel();
        let check = |label: &_, work, begin: &dyn Fn()| {
            begin();
            match work {
                Work::Fault(BatchStatus::Crash, _) => {
                    std::panic::resume_unwind(Box::new("as asked"))
                }
                Work::Fault(BatchStatus::Timeout, _) => loop {
                    thread::sleep(Duration::from_secs(1));
                },
                Work::Fault(status, reason) => finished(label, &fault(label, status, reason)),
                _ => unreachable!("the test has only these"),
            }
        };
        let mut pool = Pool::new(1, Duration::from_millis(300), Box::new(check), sender);
        let add = pool.adder();
        let wanted = [
            BatchStatus::Dns,
            BatchStatus::Timeout,
            BatchStatus::Timeout,
            BatchStatus::Crash,
            BatchStatus::Tls,
        ];
        for (number, status) in (0..).zip(wanted) {
            let label = Label::new(None, &number.to_string(), None);
            let ticket = Ticket { number, id: number, label, held: 0 };
            add(Task { ticket, work: Work::Fault(status, String::new()) });
        }
        let mut found = Vec::new();
        while found.len() < wanted.len() {
            pool.watch();
            if let Ok((ticket, done)) = results.recv_timeout(Duration::from_millis(10)) {
                found.push((ticket.number, done.facts.status));
            }
        }
        found.sort_by_key(|it| it.0);
        let found: Vec<_> = found.into_iter().map(|it| it.1).collect();
        assert_eq!(found, wanted.map(Some));
    }
}
