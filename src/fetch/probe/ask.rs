//! Requests the files: each URL once, first with `HEAD`, and one request at a time per host.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;

use url::Url;

use crate::fetch::{FetchError, FetchErrorKind, Fetched, Method, Network, Request};
use crate::validate::inventory::Resource;
use crate::validate::inventory::ResourceKind;

/// How many bytes of an image are requested. The dimensions of a JPEG image come after its metadata.
const IMAGE_BYTES: u64 = 128 << 10;

/// The origin of requests for files that web players read.
pub(super) const ORIGIN: &str = "https://player.example";

/// A URL and the resources that have it.
pub(super) struct Target<'i> {
    pub(super) url: Url,
    pub(super) uses: Vec<&'i Resource>,
}

/// What the server answered.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// The response to `HEAD`.
    pub(super) head: Option<Result<Fetched, FetchError>>,
    /// The response to `GET`, usually for the first bytes.
    pub(super) get: Option<Result<Fetched, FetchError>>,
}

impl Answers {
    /// A response with the file. That to `HEAD` is preferred, because it describes the whole file.
    pub(super) fn best(&self) -> Option<&Fetched> {
        // If `GET` fails, readers cannot load the file, whatever the answer to `HEAD` was.
        match &self.get {
            Some(_) if self.part().is_none() => None,
            _ => received(self.head.as_ref()).or_else(|| self.part()),
        }
    }

    /// The response to `GET`, if it has the file or a part of it.
    pub(super) fn part(&self) -> Option<&Fetched> {
        received(self.get.as_ref())
    }
}

fn received(answer: Option<&Result<Fetched, FetchError>>) -> Option<&Fetched> {
    answer?.as_ref().ok().filter(|it| is_success(it))
}

fn is_success(fetched: &Fetched) -> bool {
    matches!(fetched.response.head.status, 200..=299)
}

/// The answers for all targets, in their order.
pub(super) fn all(targets: &[Target<'_>], network: &dyn Network, hosts: usize) -> Vec<Answers> {
    let mut by_host: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (index, target) in targets.iter().enumerate() {
        let host = target.url.host_str().unwrap_or_default();
        let queue = *known.entry(host).or_insert(by_host.len());
        match by_host.get_mut(queue) {
            Some(queue) => queue.push(index),
            None => by_host.push(vec![index]),
        }
    }
    let answers: Vec<Mutex<Answers>> = targets.iter().map(|_| Mutex::default()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(queue) = by_host.get(next.fetch_add(1, Ordering::Relaxed)) {
            for index in queue {
                let found = ask(&targets[*index], network);
                *answers[*index].lock().unwrap_or_else(PoisonError::into_inner) = found;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..hosts.min(by_host.len()) {
            scope.spawn(work);
        }
        work();
    });
    answers.into_iter().map(|it| it.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// Requests one file.
fn ask(target: &Target<'_>, network: &dyn Network) -> Answers {
    let is = |wanted: fn(ResourceKind) -> bool| target.uses.iter().any(|it| wanted(it.kind));
    let mut answers = Answers::default();
    let request = |method: Method| {
        let mut request = Request::get(target.url.as_str());
        request.method = method;
        request.headers.push(("Accept".to_owned(), "*/*".to_owned()));
        if is(is_read_by_web_players) {
            request.headers.push(("Origin".to_owned(), ORIGIN.to_owned()));
        }
        if is(is_media) || is(is_image) {
            // The length of a compressed response is not that of the file.
            request.headers.push(("Accept-Encoding".to_owned(), "identity".to_owned()));
        }
        request
    };
    // Hubs expect `POST`. Any answer to `GET` shows that there is one.
    if !is(|it| it == ResourceKind::Hub) {
        answers.head = Some(network.send(&request(Method::Head)));
    }
    let needs_get = match &answers.head {
        None => true,
        Some(Ok(head)) => !is_success(head) || is(is_media) || is(is_image),
        // Without a connection, another request gets none either.
        Some(Err(error)) => !matches!(
            error.kind,
            FetchErrorKind::Url
                | FetchErrorKind::Dns
                | FetchErrorKind::Refused
                | FetchErrorKind::Tls
        ),
    };
    if needs_get {
        let mut get = request(Method::Get);
        let (range, bytes) = if is(is_image) {
            (format!("bytes=0-{}", IMAGE_BYTES - 1), IMAGE_BYTES)
        } else {
            // Players ask for the first two bytes to find out whether they can ask for parts.
            ("bytes=0-1".to_owned(), 2)
        };
        if is(is_media) || is(is_image) {
            get.headers.push(("Range".to_owned(), range));
        }
        get.first_bytes = Some(bytes);
        answers.get = Some(network.send(&get));
    }
    answers
}

/// Whether players load the resource in parts.
pub(super) fn is_media(kind: ResourceKind) -> bool {
    matches!(
        kind,
        ResourceKind::Enclosure
            | ResourceKind::AlternateEnclosure
            | ResourceKind::Media
            | ResourceKind::Trailer
    )
}

/// Whether the resource is an image.
pub(super) fn is_image(kind: ResourceKind) -> bool {
    matches!(
        kind,
        ResourceKind::Artwork
            | ResourceKind::Image
            | ResourceKind::Thumbnail
            | ResourceKind::Icon
            | ResourceKind::Logo
    )
}

/// Whether players in web pages read the resource with a script.
pub(super) fn is_read_by_web_players(kind: ResourceKind) -> bool {
    matches!(kind, ResourceKind::Transcript | ResourceKind::Chapters)
}
