//! Fetches the URLs of a batch, and gives the responses to the threads that validate. These also unpack them.

use std::io;
use std::sync::Arc;
use std::thread;

use crate::batch::pool::Task;
use crate::batch::pool::Ticket;
use crate::batch::queue::Queue;
use crate::batch::status::BatchStatus;
use crate::batch::window::Window;
use crate::batch::work::Work;
use crate::fetch::Request;
use crate::fetch::client::arrival::Arrival;
use crate::fetch::client::fetcher::Fetcher;

/// The URLs that are fetched. Dropping it gives up those that remain.
pub(in crate::batch) struct Fetching {
    /// The documents and their URLs.
    waiting: Arc<Queue<(Ticket, String)>>,
    /// How many connections there are. `None` if URLs are not fetched.
    pub(in crate::batch) connections: Option<usize>,
}

impl Fetching {
    /// Opens at most `most` connections at once. What arrives is given to `add`.
    pub(in crate::batch) fn new(
        network: Option<&Fetcher>,
        most: usize,
        window: Arc<Window>,
        add: impl Fn(Task) + Send + 'static,
    ) -> io::Result<Fetching> {
        let waiting = Arc::new(Queue::<(Ticket, String)>::new());
        let Some(network) = network else { return Ok(Fetching { waiting, connections: None }) };
        let taken = Arc::clone(&waiting);
        let requests = std::iter::from_fn(move || {
            let (ticket, url) = taken.take()?;
            Some((ticket, Request::get(&url)))
        });
        let arrivals = network.many(requests, most)?;
        let connections = Some(arrivals.connections());
        thread::Builder::new().name("arrivals".to_owned()).spawn(move || {
            for (mut ticket, arrival) in arrivals {
                let held = arrival.as_ref().map_or(0, Arrival::size);
                window.resize(ticket.held, held);
                ticket.held = held;
                add(Task { ticket, work: Work::Arrived(Box::new(arrival)) });
                if window.is_abandoned() {
                    return;
                }
            }
        })?;
        Ok(Fetching { waiting, connections })
    }

    /// Returns what fetches a URL, or else gives it to `add`.
    pub(in crate::batch) fn adder(
        &self,
        add: impl Fn(Task) + Send + 'static,
    ) -> impl Fn(Ticket, String) + Send + 'static {
        let (waiting, has_network) = (Arc::clone(&self.waiting), self.connections.is_some());
        move |ticket, url| {
            if has_network {
                waiting.add((ticket, url));
            } else {
                let reason = "URLs are not fetched in this run".to_owned();
                add(Task { ticket, work: Work::Fault(BatchStatus::Refused, reason) });
            }
        }
    }
}

impl Drop for Fetching {
    fn drop(&mut self) {
        self.waiting.close();
    }
}
