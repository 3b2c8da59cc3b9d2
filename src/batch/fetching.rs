//! Fetches the URLs of a batch, several at the same time, and gives them to the threads that validate.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;

use crate::batch::pool::Task;
use crate::batch::pool::Ticket;
use crate::batch::queue::Queue;
use crate::batch::status::BatchStatus;
use crate::batch::window::Window;
use crate::batch::work::Work;
use crate::fetch::Network;
use crate::fetch::Request;

/// The stack of a thread that only waits.
const STACK: usize = 256 << 10;

/// The connections.
pub(in crate::batch) struct Fetching {
    common: Arc<Common>,
    most: usize,
    threads: AtomicUsize,
}

struct Common {
    tickets: Queue<Ticket>,
    /// How many URLs were added and are not fetched yet.
    open: AtomicUsize,
    network: Option<Arc<dyn Network + Send + Sync>>,
    window: Arc<Window>,
    add: Box<dyn Fn(Task) + Send + Sync>,
}

impl Fetching {
    /// At most `most` connections. What is fetched is given to `add`.
    pub(in crate::batch) fn new(
        network: Option<Arc<dyn Network + Send + Sync>>,
        most: usize,
        window: Arc<Window>,
        add: impl Fn(Task) + Send + Sync + 'static,
    ) -> Fetching {
        let (tickets, open) = (Queue::new(), AtomicUsize::new(0));
        let common = Common { tickets, open, network, window, add: Box::new(add) };
        Fetching { common: Arc::new(common), most, threads: AtomicUsize::new(0) }
    }

    /// Fetches a URL when a connection is free.
    pub(in crate::batch) fn add(&self, ticket: Ticket) {
        if self.common.network.is_none() {
            let reason = "URLs are not fetched in this run".to_owned();
            let work = Work::Fault(BatchStatus::Refused, reason);
            (self.common.add)(Task { ticket, work });
            return;
        }
        let open = self.common.open.fetch_add(1, Ordering::Relaxed) + 1;
        self.common.tickets.add(ticket);
        let threads = self.threads.load(Ordering::Relaxed);
        if threads < self.most.min(open) {
            let common = Arc::clone(&self.common);
            let thread = thread::Builder::new().stack_size(STACK);
            if thread.spawn(move || common.fetch()).is_ok() {
                self.threads.store(threads + 1, Ordering::Relaxed);
            }
        }
    }
}

impl Common {
    fn fetch(&self) {
        let Some(network) = &self.network else { return };
        while let Some(mut ticket) = self.tickets.take() {
            let url = ticket.label.url.as_ref().unwrap_or(&ticket.label.source);
            let fetched = network.send(&Request::get(url));
            self.open.fetch_sub(1, Ordering::Relaxed);
            let held = fetched.as_ref().map_or(0, |it| it.body.len());
            self.window.resize(ticket.held, held);
            ticket.held = held;
            (self.add)(Task { ticket, work: Work::Fetched(fetched) });
        }
    }
}
