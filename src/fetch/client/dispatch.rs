//! Decides which of many requests is sent next.

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio::time::timeout_at;

use crate::fetch::FetchError;
use crate::fetch::Request;
use crate::fetch::client::arrival::Arrival;
use crate::fetch::client::fault;
use crate::fetch::client::hops;
use crate::fetch::client::retry;
use crate::fetch::client::session::Client;
use crate::fetch::client::target::Target;

/// For how long a host can ask for no other request.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// How long the dispatcher sleeps if no pause ends.
const IDLE: Duration = Duration::from_secs(3600);

/// What the dispatcher learns.
pub(in crate::fetch) enum Event<K> {
    Request(Waiting<K>),
    NoMoreRequests,
    /// A request to this host is over. The next one may be sent after the pause.
    Done {
        host: String,
        pause: Duration,
        /// The key of a request without a result.
        lost: Option<K>,
    },
    /// Nobody waits for results any more.
    Stop,
}

/// A request that waits for its turn.
pub(in crate::fetch) struct Waiting<K> {
    pub(in crate::fetch) key: K,
    pub(in crate::fetch) request: Request,
    /// Given back when the request is sent, so that a limited number of requests waits.
    pub(in crate::fetch) permit: OwnedSemaphorePermit,
}

type Results<K> = mpsc::Sender<(K, Result<Arrival, FetchError>)>;
type Events<K> = mpsc::UnboundedSender<Event<K>>;

/// Decides which request is sent next: the hosts take turns.
pub(in crate::fetch) struct Dispatcher<K> {
    client: Arc<Client>,
    events: Events<K>,
    results: Results<K>,
    /// The maximum number of requests at once.
    connections: usize,
    /// The hosts with requests that wait or are sent, and those with a pause.
    hosts: HashMap<String, VecDeque<Waiting<K>>>,
    /// The hosts that can get a request now, in the order of their turns. Each has one that waits.
    ready: VecDeque<String>,
    /// The hosts that can get a request later.
    pauses: BTreeSet<(Instant, String)>,
    /// The requests that are sent. They are given up when this is dropped.
    tasks: JoinSet<()>,
    running: usize,
    waiting: usize,
    has_all: bool,
}

impl<K: Send + 'static> Dispatcher<K> {
    pub(in crate::fetch) fn new(
        client: Arc<Client>,
        events: Events<K>,
        results: Results<K>,
        connections: usize,
    ) -> Dispatcher<K> {
        Dispatcher {
            client,
            events,
            results,
            connections,
            hosts: HashMap::new(),
            ready: VecDeque::new(),
            pauses: BTreeSet::new(),
            tasks: JoinSet::new(),
            running: 0,
            waiting: 0,
            has_all: false,
        }
    }

    /// Runs until the results of all requests are taken, or until nobody takes them any more.
    pub(in crate::fetch) async fn run(mut self, mut events: mpsc::UnboundedReceiver<Event<K>>) {
        while !self.has_all || self.running > 0 || self.waiting > 0 {
            let pause = self.pauses.first().map(|it| it.0);
            let until = pause.unwrap_or_else(|| Instant::now() + IDLE);
            match timeout_at(until, events.recv()).await {
                Ok(Some(Event::Request(waiting))) => self.add(waiting),
                Ok(Some(Event::NoMoreRequests)) => self.has_all = true,
                Ok(Some(Event::Done { host, pause, lost })) => {
                    self.running -= 1;
                    self.pause(host, pause);
                    self.report(lost);
                }
                Ok(Some(Event::Stop) | None) => return,
                Err(_) => {}
            }
            self.end_pauses();
            self.start();
        }
    }

    fn add(&mut self, waiting: Waiting<K>) {
        // Wrong URLs need no connection. They get a result like the others.
        let target = Target::parse(&waiting.request.url);
        let host = target.map_or_else(|_| String::new(), |it| it.host_and_port());
        self.waiting += 1;
        if let Some(queue) = self.hosts.get_mut(&host) {
            queue.push_back(waiting);
        } else {
            self.hosts.insert(host.clone(), VecDeque::from([waiting]));
            self.ready.push_back(host);
        }
    }

    /// Sends requests while there are connections for them.
    fn start(&mut self) {
        while self.running < self.connections {
            let Some(host) = self.ready.pop_front() else { return };
            let next = self.hosts.get_mut(&host).and_then(VecDeque::pop_front);
            let Some(Waiting { key, request, permit }) = next else { continue };
            drop(permit);
            self.waiting -= 1;
            self.running += 1;
            while self.tasks.try_join_next().is_some() {}
            let done =
                Done { events: self.events.clone(), host, pause: Duration::ZERO, key: Some(key) };
            self.tasks.spawn(send(Arc::clone(&self.client), request, done, self.results.clone()));
        }
    }

    /// The host gets its next request after a pause.
    fn pause(&mut self, host: String, pause: Duration) {
        let pause = pause.min(LONGEST_PAUSE).max(self.client.settings.host_interval);
        if pause > Duration::ZERO {
            self.pauses.insert((Instant::now() + pause, host));
        } else {
            self.end_pause(host);
        }
    }

    fn end_pauses(&mut self) {
        let now = Instant::now();
        while self.pauses.first().is_some_and(|it| it.0 <= now) {
            if let Some((_, host)) = self.pauses.pop_first() {
                self.end_pause(host);
            }
        }
    }

    fn end_pause(&mut self, host: String) {
        if self.hosts.get(&host).is_none_or(VecDeque::is_empty) {
            self.hosts.remove(&host);
        } else {
            self.ready.push_back(host);
        }
    }

    /// Reports a request whose task has ended without a result.
    fn report(&mut self, lost: Option<K>) {
        let Some(key) = lost else { return };
        self.running += 1;
        let (host, pause) = (String::new(), Duration::ZERO);
        let done = Done { events: self.events.clone(), host, pause, key: None };
        let results = self.results.clone();
        self.tasks.spawn(async move {
            let _ = results.send((key, Err(fault::no_response("the request", "lost")))).await;
            drop(done);
        });
    }
}

/// Sends a request, and waits until its result is taken.
async fn send<K>(client: Arc<Client>, request: Request, mut done: Done<K>, results: Results<K>) {
    let result = hops::fetch(&client, &request).await;
    if let Ok(arrival) = &result {
        done.pause = retry::after(&arrival.response.head).unwrap_or_default();
    }
    if let Some(key) = done.key.take() {
        let _ = results.send((key, result)).await;
    }
}

/// Says that a request is over, however it ends.
struct Done<K> {
    events: Events<K>,
    host: String,
    pause: Duration,
    key: Option<K>,
}

impl<K> Drop for Done<K> {
    fn drop(&mut self) {
        let (host, pause, lost) = (std::mem::take(&mut self.host), self.pause, self.key.take());
        let _ = self.events.send(Event::Done { host, pause, lost });
    }
}
