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
    tickets: Arc<Queue<Ticket>>,
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
        let tickets = Arc::new(Queue::<Ticket>::new());
        let Some(network) = network else { return Ok(Fetching { tickets, connections: None }) };
        let taken = Arc::clone(&tickets);
        let requests = std::iter::from_fn(move || {
            let ticket = taken.take()?;
            let request = Request::get(ticket.label.url.as_ref().unwrap_or(&ticket.label.source));
            Some((ticket, request))
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
        Ok(Fetching { tickets, connections })
    }

    /// Returns what fetches a URL, or else gives it to `add`.
    pub(in crate::batch) fn adder(
        &self,
        add: impl Fn(Task) + Send + 'static,
    ) -> impl Fn(Ticket) + Send + 'static {
        let (tickets, has_network) = (Arc::clone(&self.tickets), self.connections.is_some());
        move |ticket| {
            if has_network {
                tickets.add(ticket);
            } else {
                let reason = "URLs are not fetched in this run".to_owned();
                add(Task { ticket, work: Work::Fault(BatchStatus::Refused, reason) });
            }
        }
    }
}

impl Drop for Fetching {
    fn drop(&mut self) {
        self.tickets.close();
    }
}
