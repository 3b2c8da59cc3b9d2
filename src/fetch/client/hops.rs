//! A request from the first URL to the last response: one hop after the other, each with its own connection and its own checks.

use std::sync::Mutex;
use std::sync::PoisonError;

use std::time::Duration;

use tokio::time::Instant;
use tokio::time::sleep_until;
use tokio::time::timeout_at;

use crate::fetch::FetchError;
use crate::fetch::Method;
use crate::fetch::Request;
use crate::fetch::cache::Place;
use crate::fetch::cache::Stored;
use crate::fetch::client::arrival::Arrival;
use crate::fetch::client::exchange::Answer;
use crate::fetch::client::exchange::Received;
use crate::fetch::client::exchange::Stop;
use crate::fetch::client::fault;
use crate::fetch::client::headers;
use crate::fetch::client::redirect;
use crate::fetch::client::retry;
use crate::fetch::client::session::Client;
use crate::fetch::client::target::Target;
use crate::fetch::client::trail::Trail;
use crate::validate::response::Head;
use crate::validate::response::Redirect;
use crate::validate::response::Response;

/// How much is received of a body that is not a document, such as that of an error page.
const ENOUGH_OF_A_PAGE: u64 = 256 << 10;

/// The shortest time before a server is asked again.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);

/// Sends a request and receives the response before the deadline.
pub(in crate::fetch) async fn fetch(
    client: &Client,
    request: &Request,
) -> Result<Arrival, FetchError> {
    let first = Target::parse(&request.url)?;
    let place = place(client, request, &first)?;
    let deadline = Instant::now() + client.settings.timeout;
    let journey = Journey { client, request, first, place, deadline };
    let trail = Trail::default();
    let fetched = timeout_at(journey.deadline, journey.patiently(&trail)).await;
    let fetched = fetched.unwrap_or_else(|_| Err(journey.timeout(&trail.stage())));
    fetched.map_err(|error| FetchError { redirects: trail.redirects(), ..error })
}

/// The place of the response in the cache. There is none for a request that the caller makes conditional, or for a part of a document.
fn place(client: &Client, request: &Request, first: &Target) -> Result<Option<Place>, FetchError> {
    let Some(folder) = &client.settings.cache else { return Ok(None) };
    let is_whole = request.method == Method::Get && request.first_bytes.is_none();
    if !is_whole || headers::are_for_a_part(&request.headers) {
        return Ok(None);
    }
    let mut key = first.sent().to_owned();
    for (name, value) in &headers::sent(client, request, first, first)? {
        key.push_str(&format!("\n{name}: {}", String::from_utf8_lossy(value.as_bytes())));
    }
    Ok(Some(Place::new(folder, &key)))
}

/// The response in the cache.
async fn stored(place: Option<&Place>) -> Option<Stored> {
    let place = place?.clone();
    tokio::task::spawn_blocking(move || place.read()).await.ok().flatten()
}

struct Journey<'j> {
    client: &'j Client,
    request: &'j Request,
    first: Target,
    place: Option<Place>,
    deadline: Instant,
}

impl Journey<'_> {
    fn timeout(&self, stage: &str) -> FetchError {
        fault::timeout(self.first.shown(), self.client.settings.timeout, stage)
    }

    /// Asks again if the server wants to be asked later, and there is time for it.
    async fn patiently(&self, trail: &Trail) -> Result<Arrival, FetchError> {
        // The body is not needed yet, and perhaps not at all.
        let mut stored =
            stored(self.place.as_ref()).await.map(|it| Stored { bytes: Vec::new(), ..it });
        loop {
            let Some(arrival) = self.follow(trail, stored.as_ref()).await? else {
                // What is stored is of no use, so the whole document is requested.
                stored = None;
                trail.restart();
                continue;
            };
            let is_post = self.request.method == Method::Post;
            let pause = retry::after(&arrival.response.head).filter(|_| !is_post);
            let Some(pause) = pause else { return Ok(arrival) };
            // A server that says 0 again and again is not asked all the time.
            let then = Instant::now().checked_add(pause.max(SHORTEST_PAUSE));
            match then.filter(|it| *it < self.deadline) {
                Some(then) => {
                    trail.is_at("waiting for the time in `Retry-After`".to_owned());
                    sleep_until(then).await;
                    trail.restart();
                }
                None => return Ok(arrival),
            }
        }
    }

    /// Follows the redirects to a response. `None` if it is about a stored response that is not there any more.
    async fn follow(
        &self,
        trail: &Trail,
        stored: Option<&Stored>,
    ) -> Result<Option<Arrival>, FetchError> {
        let limit = self.client.settings.redirects;
        let mut target = self.first.clone();
        let mut seen = vec![target.sent().to_owned()];
        loop {
            let mut headers = headers::sent(self.client, self.request, &self.first, &target)?;
            let stored = stored.filter(|it| it.url == target.sent());
            for (name, value) in stored.iter().flat_map(|it| it.conditions()) {
                headers::add(&mut headers, name, value);
            }
            let answer = self.client.ask(self.request, &target, headers, trail).await?;
            let status = answer.head.status;
            if status == 101 {
                let what = "the status is 101, but no other protocol was requested";
                return Err(fault::malformed(target.shown(), what));
            }
            if !answer.head.is_redirect() || self.request.method == Method::Post {
                if status == 304 && stored.is_some() {
                    return Ok(self.unchanged(&target, &answer.head, trail).await);
                }
                if status == 304 && !headers::are_conditional(&self.request.headers) {
                    let what = "the status is 304, but the request has no condition";
                    return Err(fault::malformed(target.shown(), what));
                }
                return self.receive(&target, answer, trail).await.map(Some);
            }
            let next = redirect::target(&target, &answer.head)?;
            trail.add(Redirect::new(status, next.shown()));
            if seen.iter().any(|it| it == next.sent()) {
                return Err(fault::redirect_loop(next.shown()));
            }
            if seen.len() > limit {
                return Err(fault::too_many_redirects(self.first.shown(), limit));
            }
            seen.push(next.sent().to_owned());
            target = next;
        }
    }

    /// The stored response, with the headers of one that says that it has not changed.
    async fn unchanged(&self, target: &Target, head: &Head, trail: &Trail) -> Option<Arrival> {
        let mut stored = stored(self.place.as_ref()).await.filter(|it| it.is_meant(head))?;
        let has_changed = stored.refresh(head);
        let place = self.place.clone().filter(|_| has_changed);
        Some(self.arrival(target, stored.head, stored.bytes, trail, place))
    }

    fn arrival(
        &self,
        target: &Target,
        head: Head,
        bytes: Vec<u8>,
        trail: &Trail,
        place: Option<Place>,
    ) -> Arrival {
        let is_document = (200..300).contains(&head.status);
        let is_part = !is_document || self.request.first_bytes.is_some() || head.status == 206;
        let response = Response {
            url: Some(self.first.shown().to_owned()),
            redirects: trail.redirects(),
            head,
            received: Some(bytes.len() as u64),
            asked_for_compression: !is_part,
            ..Response::default()
        };
        let url = target.shown().to_owned();
        let store = place.map(|place| (place, target.sent().to_owned()));
        Arrival { url, response, bytes, unpacked: self.client.settings.unpacked, is_part, store }
    }

    /// Receives the body of the last response.
    async fn receive(
        &self,
        target: &Target,
        answer: Answer,
        trail: &Trail,
    ) -> Result<Arrival, FetchError> {
        trail.is_at("receiving the body".to_owned());
        let (head, surplus) = (answer.head.clone(), answer.surplus);
        let is_document = (200..300).contains(&head.status);
        let first_bytes = self.request.first_bytes;
        let limit = self.client.settings.received;
        let stop = match first_bytes {
            Some(first) => Stop::Enough(first.min(limit)),
            None if is_document => Stop::Limit(limit),
            None => Stop::Enough(limit.min(ENOUGH_OF_A_PAGE)),
        };
        if let Stop::Limit(limit) = stop
            && answer.length().is_some_and(|it| it > limit)
        {
            return Err(fault::too_much_received(target.shown(), limit));
        }
        let received = Mutex::new(Received::default());
        let in_time = timeout_at(self.deadline, answer.receive(stop, &received)).await.is_ok();
        let Received { bytes, fault } =
            received.into_inner().unwrap_or_else(PoisonError::into_inner);
        // What an error page says does not matter, so it may end anywhere.
        if is_document {
            if let Some(fault) = fault {
                return Err(fault);
            }
            if !in_time {
                return Err(
                    self.timeout(&format!("receiving the body, after {} bytes", bytes.len()))
                );
            }
        }
        let place = self.place.clone().filter(|_| Stored::is_possible(&head));
        let is_unchanged = head.status == 304;
        let mut arrival = self.arrival(target, head, bytes, trail, place);
        if is_unchanged {
            arrival.response.received = Some(surplus as u64);
        }
        Ok(arrival)
    }
}
