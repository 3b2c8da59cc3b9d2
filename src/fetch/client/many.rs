//! Many requests at once, politely: at most one at a time for each host, and hosts with many requests do not hold up the others.
//!
//! A thread takes requests from the caller's iterator, one task decides which request is sent next, and one task for each connection sends it
//! and waits until the caller takes the result. So when the caller is slow, nothing piles up.

use std::io;
use std::sync::Arc;
use std::thread;

use tokio::sync::Semaphore;
use tokio::sync::mpsc;

use crate::fetch::FetchError;
use crate::fetch::Request;
use crate::fetch::client::arrival::Arrival;
use crate::fetch::client::background::Background;
use crate::fetch::client::dispatch::Dispatcher;
use crate::fetch::client::dispatch::Event;
use crate::fetch::client::dispatch::Waiting;
use crate::fetch::client::fetcher::Fetcher;
use crate::fetch::client::open_files;

/// How many requests may wait for their hosts. If the next of them are all for the same host, others behind them are still found.
const MAX_WAITING: usize = 16 << 10;

/// How many results may wait for the caller, in addition to one for each connection. Their bodies are in memory.
const MAX_RESULTS: usize = 16;

impl Fetcher {
    /// Sends many requests over at most `connections` connections at once, and returns the results as they arrive. Each result has the
    /// key of its request.
    ///
    /// At most one request at a time is sent to each host, with the interval of the settings between two of them. A host that answers
    /// with 429 or 503 and `Retry-After` gets the next request after that time. Redirects to other hosts are followed at once. Requests are taken from the iterator by another thread,
    /// as they are needed. If the returned iterator is dropped, all requests are given up.
    ///
    /// The system limits the number of open files. This limit is raised as far as the system allows, and [`Arrivals::connections`] is
    /// the number of connections that there is room for.
    ///
    /// # Errors
    ///
    /// If no thread can be started.
    pub fn many<K, I>(&self, requests: I, connections: usize) -> io::Result<Arrivals<K>>
    where
        K: Send + 'static,
        I: IntoIterator<Item = (K, Request)>,
        I::IntoIter: Send + 'static,
    {
        let connections = open_files::connections(connections.max(1));
        let (events, learned) = mpsc::unbounded_channel();
        let (results, arrivals) = mpsc::channel(MAX_RESULTS);
        let room = Arc::new(Semaphore::new(MAX_WAITING));
        let arrivals = Arrivals {
            received: arrivals,
            events: events.clone(),
            room: Arc::clone(&room),
            connections,
            _background: Arc::clone(&self.background),
        };
        let (runtime, requests) = (self.background.runtime.clone(), requests.into_iter());
        let feeder = events.clone();
        thread::Builder::new().name("requests".to_owned()).spawn(move || {
            for (key, request) in requests {
                // Fails if nobody waits for results any more.
                let Ok(permit) = runtime.block_on(Arc::clone(&room).acquire_owned()) else {
                    return;
                };
                if feeder.send(Event::Request(Waiting { key, request, permit })).is_err() {
                    return;
                }
            }
            let _ = feeder.send(Event::NoMoreRequests);
        })?;
        let client = Arc::clone(&self.client);
        let dispatcher = Dispatcher::new(client, events, results, connections);
        self.background.runtime.spawn(dispatcher.run(learned));
        Ok(arrivals)
    }
}

/// The results of [`Fetcher::many`], as they arrive.
pub struct Arrivals<K> {
    received: mpsc::Receiver<(K, Result<Arrival, FetchError>)>,
    events: mpsc::UnboundedSender<Event<K>>,
    room: Arc<Semaphore>,
    connections: usize,
    /// The thread with the connections must not end before the last result.
    _background: Arc<Background>,
}

impl<K> Arrivals<K> {
    /// How many connections are open at once. Less than requested if the system does not allow so many open files.
    pub fn connections(&self) -> usize {
        self.connections
    }
}

impl<K> Iterator for Arrivals<K> {
    type Item = (K, Result<Arrival, FetchError>);

    /// Waits for the next result.
    fn next(&mut self) -> Option<Self::Item> {
        self.received.blocking_recv()
    }
}

impl<K> Drop for Arrivals<K> {
    fn drop(&mut self) {
        self.room.close();
        let _ = self.events.send(Event::Stop);
    }
}

impl<K> std::fmt::Debug for Arrivals<K> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Arrivals").field("connections", &self.connections).finish_non_exhaustive()
    }
}
