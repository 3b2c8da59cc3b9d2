//! Many documents in one run: reads lists, OPML, NDJSON and WARC files, and writes one line per document.
//!
//! One thread reads the input. It gives URLs to the network, and everything else to the threads of the [`pool`], which validate. The
//! caller's thread writes the lines, in the order of the input unless [`Batch::unordered`] is set, and watches the time. The [`window`]
//! limits how far the first thread runs ahead of the last, so memory does not depend on the number of documents.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::io;
use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use crate::batch::budget::Budget;
use crate::batch::fetching::Fetching;
use crate::batch::input::Content;
use crate::batch::input::InputError;
use crate::batch::journal::BatchDone;
use crate::batch::line::Done;
use crate::batch::pool::Finished;
use crate::batch::pool::Pool;
use crate::batch::pool::Task;
use crate::batch::pool::Ticket;
use crate::batch::window::Window;
use crate::batch::work::Checker;
use crate::batch::work::Work;
use crate::fetch::client::fetcher::Fetcher;
use crate::fetch::settings::FetchSettings;
use crate::validate::Options;
use crate::validate::Selection;

mod budget;
mod fetching;
mod input;
mod inputs;
mod journal;
mod line;
mod lines;
mod list;
mod ndjson;
mod opml;
mod pool;
mod queue;
mod statistics;
mod status;
mod warc;
mod window;
mod work;

pub use crate::batch::inputs::{BatchInputError, BatchInputs};
pub use crate::batch::journal::{BatchOutput, BatchOutputError};
pub use crate::batch::list::{is_url, listed};
pub use crate::batch::statistics::BatchStatistics;
pub use crate::batch::status::BatchStatus;

/// How often the time of validations, the progress and the wish to stop are looked at.
const TICK: Duration = Duration::from_millis(20);
/// How many lines are written at once.
const TOGETHER: usize = 256;
/// How many documents are read ahead.
const AHEAD: u64 = 1024;
/// How many documents are read ahead for each connection, so that one slow server does not keep the others waiting.
const AHEAD_PER_CONNECTION: u64 = 16;

/// How the documents of a batch are validated.
pub struct Batch {
    /// The options of the validator. The URL and the response are those of each document.
    pub options: Options,
    /// The rules that are checked.
    pub selection: Selection,
    /// The limits for URLs and saved responses. The limit for unpacked bodies also applies to files.
    pub settings: FetchSettings,
    /// How long the validation of a document may take. A validation that takes longer is abandoned: the document has the status
    /// [`BatchStatus::Timeout`], and the thread of the validation ends later, which may be after the batch.
    pub max_time: Duration,
    /// How much memory all validations at the same time may need, in bytes. What a document needs is estimated from its size.
    pub max_memory: u64,
    /// The number of threads that validate.
    pub jobs: usize,
    /// The number of connections at the same time.
    pub connections: usize,
    /// Whether lines are written as soon as their documents are finished, in any order.
    pub unordered: bool,
    /// What fetches URLs. Without it, they are refused.
    pub network: Option<Fetcher>,
}

/// How far a batch is.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct BatchProgress {
    /// The number of documents whose lines are written, including those of earlier runs.
    pub documents: u64,
    /// How many of them have a status other than `ok`.
    pub failed: u64,
    /// How many of them are not valid.
    pub invalid: u64,
    /// The part of the input that was read, from 0 to 1. `None` if its size is not known.
    pub part: Option<f64>,
}

/// The result of a batch.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BatchSummary {
    /// The numbers of all documents, including those of earlier runs.
    pub statistics: BatchStatistics,
    /// Whether the batch was stopped before the end of its input.
    pub stopped: bool,
    /// How many connections were allowed at the same time: fewer than requested if the system does not allow so many open files. `None` if
    /// URLs were not fetched.
    pub connections: Option<usize>,
}

/// Why a batch ended early. The lines that are written are complete.
#[derive(Debug)]
#[non_exhaustive]
pub enum BatchError {
    /// This input cannot be read further.
    Input(String, io::Error),
    /// The output cannot be written.
    Output(io::Error),
}

impl fmt::Display for BatchError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BatchError::Input(file, _) => write!(out, "cannot read {file}"),
            BatchError::Output(_) => out.write_str("cannot write the results"),
        }
    }
}

impl Error for BatchError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            BatchError::Input(_, cause) | BatchError::Output(cause) => Some(cause),
        }
    }
}

impl Batch {
    /// Validates all documents and writes their lines. With `output`, continues an earlier run: the lines are written to that file, and
    /// documents that have a line in it already are skipped. Otherwise, the lines are written to `out`.
    ///
    /// `progress` is called several times per second, and the batch ends early when `stop` is set.
    ///
    /// # Errors
    ///
    /// If an input cannot be read to its end, or if the lines cannot be written.
    pub fn run(
        mut self,
        inputs: BatchInputs,
        mut output: BatchTarget<'_>,
        stop: &AtomicBool,
        progress: &mut dyn FnMut(&BatchProgress),
    ) -> Result<BatchSummary, BatchError> {
        let done = match &mut output {
            BatchTarget::File(output) => std::mem::take(&mut output.done),
            BatchTarget::Stream(_) => BatchDone::default(),
        };
        let mut statistics = done.statistics.clone();
        let (results, finished) = mpsc::channel();
        let connections = self.connections.max(1);
        let ahead = AHEAD.max(connections as u64 * AHEAD_PER_CONNECTION);
        let window = Arc::new(Window::new(ahead, self.unordered));
        let (unordered, max_time, jobs) = (self.unordered, self.max_time, self.jobs);
        let network = self.network.take();
        let checker = self.checker();
        let check = move |label: &_, work, begin: &dyn Fn()| {
            line::finished(label, &checker.outcome(label, work, begin))
        };
        let mut pool = Pool::new(jobs, max_time, Box::new(check), results);
        let add = pool.adder();
        let fetching = Fetching::new(network.as_ref(), connections, Arc::clone(&window), add)
            .map_err(|it| BatchError::Input("the network".to_owned(), it))?;
        let read = inputs.read_bytes();
        read_input(inputs, done, &window, fetching.adder(pool.adder()), pool.adder());
        let mut lines = Lines { next: 0, early: BTreeMap::new(), unordered, ready: Vec::new() };
        let mut looked = Instant::now();
        let mut stopped = false;
        while !window.is_done() {
            if let Ok(first) = finished.recv_timeout(TICK) {
                lines.add(first, &window);
                finished.try_iter().take(TOGETHER).for_each(|it| lines.add(it, &window));
                let written = lines.write(&mut output, &window, &mut statistics);
                written.inspect_err(|_| window.abandon()).map_err(BatchError::Output)?;
            }
            if looked.elapsed() >= TICK {
                looked = Instant::now();
                pool.watch();
                progress(&BatchProgress {
                    documents: statistics.documents,
                    failed: statistics.failed,
                    invalid: statistics.invalid,
                    part: read.part(),
                });
                if stop.load(Ordering::Relaxed) {
                    stopped = true;
                    window.abandon();
                    break;
                }
            }
        }
        if let Some(InputError { file, cause }) = window.take_failure() {
            return Err(BatchError::Input(file, cause));
        }
        Ok(BatchSummary { statistics, stopped, connections: fetching.connections })
    }

    fn checker(self) -> Checker {
        Checker {
            options: self.options,
            selection: self.selection,
            settings: self.settings,
            budget: Budget::new(self.max_memory),
        }
    }
}

/// Where the lines go.
pub enum BatchTarget<'o> {
    /// To a file, which may have lines of an earlier run.
    File(&'o mut BatchOutput),
    /// To a stream, such as standard output.
    Stream(&'o mut dyn Write),
}

impl BatchTarget<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let out: &mut dyn Write = match self {
            BatchTarget::File(it) => *it,
            BatchTarget::Stream(it) => *it,
        };
        out.write_all(bytes)?;
        out.flush()
    }
}

/// The lines of finished documents.
struct Lines {
    /// The number of the next document to write.
    next: u64,
    /// Those that are finished before an earlier one.
    early: BTreeMap<u64, (u64, Done)>,
    unordered: bool,
    /// Those to write now.
    ready: Vec<(u64, Done)>,
}

impl Lines {
    fn add(&mut self, (ticket, done): Finished, window: &Window) {
        window.resize(ticket.held, done.line.len());
        if self.unordered {
            self.ready.push((ticket.id, done));
            return;
        }
        self.early.insert(ticket.number, (ticket.id, done));
        while let Some(done) = self.early.remove(&self.next) {
            self.ready.push(done);
            self.next += 1;
        }
    }

    /// Writes the lines at once, so that a killed process loses at most one that is not complete.
    fn write(
        &mut self,
        target: &mut BatchTarget<'_>,
        window: &Window,
        statistics: &mut BatchStatistics,
    ) -> io::Result<()> {
        if self.ready.is_empty() {
            return Ok(());
        }
        let lines: Vec<&[u8]> = self.ready.iter().map(|it| it.1.line.as_slice()).collect();
        target.write(&lines.concat())?;
        for (id, done) in self.ready.drain(..) {
            statistics.add(&done.facts);
            window.leave(id, done.line.len());
        }
        Ok(())
    }
}

/// Starts the thread that reads the input.
fn read_input(
    mut inputs: BatchInputs,
    mut done: BatchDone,
    window: &Arc<Window>,
    fetch: impl Fn(Ticket, String) + Send + 'static,
    add: impl Fn(Task) + Send + 'static,
) {
    let window = Arc::clone(window);
    thread::spawn(move || {
        let read = || {
            while let Some(input) = inputs.next() {
                let input = input?;
                let id = input.label.id.hash(&done.hasher);
                if done.take(id) {
                    continue;
                }
                let held = input.size();
                let Some(number) = window.enter(id, held) else { break };
                let ticket = Ticket { number, id, label: input.label, held };
                let work = match input.content {
                    Content::Url(url) => {
                        fetch(ticket, url);
                        continue;
                    }
                    Content::File(path) => Work::File(path),
                    Content::Body(body) => Work::Body(body),
                    Content::Message(message) => Work::Message(message),
                    Content::Fault(status, reason) => Work::Fault(status, reason),
                };
                add(Task { ticket, work });
            }
            Ok(())
        };
        let failed = || {
            let cause = io::Error::other("internal error in feedwright; please report it");
            Err(InputError { file: "the input".to_owned(), cause })
        };
        let result = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| failed());
        window.close(result.err());
    });
}
