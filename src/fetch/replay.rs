//! Answers requests from a saved conversation: a text file with requests and their responses.
//!
//! Each exchange begins with a line `>>> GET URL` or `>>> HEAD URL`, and the response follows as `curl -i` saves it. Its body ends before
//! the next such line. ` base64` after the URL means that the body is written in base64, for images. Instead of a response, a line
//! `no response: timeout` stands for a request that fails (`dns`, `refused`, `tls`, `timeout`, `too-large`, `truncated` or `http`).
//!
//! ```text
//! >>> GET https://harbor.example/feed.xml
//! HTTP/1.1 200 OK
//! Content-Type: application/rss+xml
//!
//! <rss version="2.0"> … </rss>
//! >>> HEAD https://harbor.example/ferry.mp3
//! HTTP/1.1 404 Not Found
//!
//! ```
//!
//! If there are several exchanges for the same request, each is used once, in order, and the last one is used again. A request for a part
//! of a file (`Range`) gets the response with the status 206 if there is one. A `HEAD` request without an exchange is answered with the
//! head of the response to `GET`. Redirects are followed within the conversation. Any other URL has an unknown host.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;

use url::Url;

use crate::diagnostic::Diagnostic;
use crate::fetch::client::credentials::without_credentials;
use crate::fetch::client::received::normal;
use crate::fetch::saved::SavedError;
use crate::fetch::saved::saved_response;
use crate::fetch::settings::FetchSettings;
use crate::fetch::{FetchError, FetchErrorKind, Fetched, Method, Network, Request};
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::response::Redirect;
use crate::validate::rules;
use crate::value::base64;

/// What a line of a request begins with.
const MARK: &[u8] = b">>> ";

/// A saved conversation, which answers requests instead of the network. Its format is a text file with exchanges: a line
/// `>>> GET URL` or `>>> HEAD URL`, and the response as `curl -i` saves it.
///
/// ```
/// use feedwright::{FetchSettings, Network, Replay, Request};
///
/// let file = b">>> GET https://harbor.example/feed\nHTTP/1.1 301 Moved Permanently\nLocation: /feed.xml\n\n\
///     >>> GET https://harbor.example/feed.xml\nHTTP/1.1 200 OK\n\n<rss version=\"2.0\"/>\n";
/// let replay = Replay::read(file, &FetchSettings::default())?;
/// let fetched = replay.send(&Request::get(replay.url())).map_err(|it| it.diagnostic.message)?;
/// assert_eq!(fetched.response.final_url(), Some("https://harbor.example/feed.xml"));
/// assert_eq!(fetched.body, b"<rss version=\"2.0\"/>");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Replay {
    exchanges: Vec<Exchange>,
    /// How often each list of exchanges was used.
    used: Mutex<HashMap<(String, bool, bool), usize>>,
    redirects: usize,
}

#[derive(Debug)]
struct Exchange {
    method: Method,
    /// The URL in its normal form.
    url: String,
    answer: Result<Fetched, FetchErrorKind>,
}

impl Replay {
    /// Whether a file is a conversation instead of a single saved response.
    pub fn is_conversation(bytes: &[u8]) -> bool {
        bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).starts_with(MARK)
    }

    /// Reads a conversation.
    ///
    /// # Errors
    ///
    /// If a request or a response is not in the format.
    pub fn read(bytes: &[u8], settings: &FetchSettings) -> Result<Replay, SavedError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut exchanges = Vec::new();
        for (number, (request, response)) in exchanges_of(bytes) {
            let at = |mut error: SavedError| {
                error.line = Some(number + error.line.unwrap_or_default());
                error
            };
            exchanges.push(exchange(request, response, settings).map_err(at)?);
        }
        if exchanges.is_empty() {
            return Err(fault(
                "a saved conversation begins with a line such as `>>> GET https://harbor.example/feed.xml`",
            ));
        }
        let redirects = settings.redirects;
        Ok(Replay { exchanges, used: Mutex::default(), redirects })
    }

    /// The URL of the first request, which is usually the document.
    pub fn url(&self) -> &str {
        self.exchanges.first().map_or("", |it| it.url.as_str())
    }

    /// The exchange that answers a request, without redirects.
    fn find(&self, url: &str, method: Method, is_range: bool) -> Option<&Exchange> {
        let is_part = |it: &&Exchange| {
            it.answer.as_ref().is_ok_and(|it| matches!(it.response.head.status, 206 | 416))
        };
        let all: Vec<&Exchange> =
            self.exchanges.iter().filter(|it| it.method == method && it.url == url).collect();
        let fitting: Vec<&Exchange> =
            all.iter().copied().filter(|it| is_part(it) == is_range).collect();
        let list = if fitting.is_empty() { all } else { fitting };
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let count = used.entry((url.to_owned(), method == Method::Head, is_range)).or_default();
        let found = list.get(*count).or(list.last()).copied();
        *count += 1;
        found
    }

    fn answer(&self, url: &str, request: &Request) -> Option<Result<Fetched, FetchErrorKind>> {
        let is_range = request.headers.iter().any(|it| it.0.eq_ignore_ascii_case("Range"));
        if let Some(found) = self.find(url, request.method, is_range) {
            return Some(found.answer.clone());
        }
        if request.method != Method::Head {
            return None;
        }
        let found = self.exchanges.iter().find(|it| it.method == Method::Get && it.url == url)?;
        Some(found.answer.clone())
    }
}

impl Network for Replay {
    fn send(&self, request: &Request) -> Result<Fetched, FetchError> {
        let mut redirects = Vec::new();
        let mut url = normal(&request.url);
        loop {
            let mut fetched = match self.answer(&url, request) {
                Some(Ok(fetched)) => fetched,
                Some(Err(kind)) => return Err(error(kind, &url, redirects)),
                None => return Err(error(FetchErrorKind::Dns, &url, redirects)),
            };
            let head = &fetched.response.head;
            if head.is_redirect()
                && let Some(location) = head.headers.get("Location")
            {
                let target = Url::parse(&url).and_then(|it| it.join(location));
                let target = target.map_or_else(|_| location.to_owned(), String::from);
                redirects.push(Redirect::new(head.status, without_credentials(&target)));
                if redirects.len() > self.redirects {
                    return Err(error(FetchErrorKind::Http, &url, redirects));
                }
                url = normal(&target);
                continue;
            }
            if request.method == Method::Head {
                fetched.body.clear();
            }
            if let Some(first) = request.first_bytes {
                fetched.body.truncate(usize::try_from(first).unwrap_or(usize::MAX));
            }
            fetched.response.url = Some(without_credentials(&request.url));
            fetched.response.redirects = redirects;
            return Ok(fetched);
        }
    }
}

/// The requests and their responses, each with the number of the line of the request.
fn exchanges_of(bytes: &[u8]) -> impl Iterator<Item = (usize, (&[u8], &[u8]))> {
    let mut rest = bytes.starts_with(MARK).then_some(bytes);
    let mut line = 1;
    std::iter::from_fn(move || {
        let this = rest?;
        let end = memchr::memchr(b'\n', this).unwrap_or(this.len());
        let request = &this[MARK.len().min(end)..end];
        let after = this.get(end + 1..).unwrap_or_default();
        // Directly after a request, the next one may follow without a response.
        let next = if after.starts_with(MARK) {
            Some(0)
        } else {
            memchr::memmem::find(after, b"\n>>> ").map(|it| it + 1)
        };
        let response = match next {
            Some(next) => &after[..next],
            None => after,
        };
        rest = next.map(|it| &after[it..]);
        let number = line;
        line += 1 + memchr::memchr_iter(b'\n', response).count();
        Some((number, (request, response)))
    })
}

fn exchange(
    request: &[u8],
    response: &[u8],
    settings: &FetchSettings,
) -> Result<Exchange, SavedError> {
    let request = String::from_utf8_lossy(request);
    let words: Vec<&str> = request.split_ascii_whitespace().collect();
    let (method, url, is_base64) = match words[..] {
        ["GET", url] => (Method::Get, url, false),
        ["HEAD", url] => (Method::Head, url, false),
        ["GET", url, "base64"] => (Method::Get, url, true),
        _ => return Err(fault("a request is written as `>>> GET URL` or `>>> HEAD URL`")),
    };
    let url = normal(url);
    if let Some(kind) = response.strip_prefix(b"no response:") {
        let kind = String::from_utf8_lossy(kind);
        let Some(kind) = KINDS.iter().find(|it| it.0 == kind.trim()).map(|it| it.1) else {
            let names: Vec<&str> = KINDS.iter().map(|it| it.0).collect();
            return Err(fault(&format!("`no response:` is followed by {}", names.join(", "))));
        };
        return Ok(Exchange { method, url, answer: Err(kind) });
    }
    let mut fetched = saved_response(&body_end(response), Some(&url), settings)?;
    if is_base64 {
        let text = String::from_utf8_lossy(&fetched.body);
        if base64::problem(&text).is_some() {
            return Err(fault("the body is not base64"));
        }
        let body = base64::decode(&text);
        fetched.response.received = Some(body.len() as u64);
        fetched.body = body;
    }
    Ok(Exchange { method, url, answer: Ok(fetched) })
}

/// A response without the last line end, which belongs to the format. A head keeps its empty line.
fn body_end(response: &[u8]) -> Vec<u8> {
    let mut response = response.to_vec();
    let is_head = |it: &[u8]| {
        let has_blank = |blank: &[u8]| memchr::memmem::find(it, blank).is_some();
        !has_blank(b"\n\n") && !has_blank(b"\r\n\r\n")
    };
    let cut = response.strip_suffix(b"\r\n").or_else(|| response.strip_suffix(b"\n"));
    if let Some(cut) = cut.map(<[u8]>::len)
        && !is_head(&response[..cut])
    {
        response.truncate(cut);
    }
    response
}

#[rustfmt::skip]
const KINDS: &[(&str, FetchErrorKind)] = &[
    ("dns",       FetchErrorKind::Dns),       ("refused",   FetchErrorKind::Refused),
    ("tls",       FetchErrorKind::Tls),       ("timeout",   FetchErrorKind::Timeout),
    ("too-large", FetchErrorKind::TooLarge),  ("truncated", FetchErrorKind::Truncated),
    ("http",      FetchErrorKind::Http),
];

fn fault(message: &str) -> SavedError {
    SavedError { kind: FetchErrorKind::Http, line: None, message: message.to_owned() }
}

/// The error of a request without a response.
fn error(kind: FetchErrorKind, url: &str, redirects: Vec<Redirect>) -> FetchError {
    let host = Url::parse(url).ok().and_then(|it| it.host_str().map(str::to_owned));
    let host = host.unwrap_or_else(|| url.to_owned());
    let message = match kind {
        FetchErrorKind::Dns => format!("the host {} has no address", Quoted(&host)),
        FetchErrorKind::Refused => format!("{} does not accept connections", Quoted(&host)),
        FetchErrorKind::Tls => format!("the certificate of {} is not valid", Quoted(&host)),
        FetchErrorKind::Timeout => format!("{} does not respond in time", Quoted(&host)),
        FetchErrorKind::TooLarge => "the response is too large".to_owned(),
        FetchErrorKind::Truncated => "the response ends early".to_owned(),
        FetchErrorKind::Url => format!("{} is not a URL", Quoted(url)),
        FetchErrorKind::Http if !redirects.is_empty() => {
            format!("it redirects more than {} times", redirects.len() - 1)
        }
        FetchErrorKind::Http => "the response is not HTTP".to_owned(),
    };
    let mut diagnostic = Diagnostic::new(&rules::UNREACHABLE_RESOURCE, Span::at(0), message);
    diagnostic
        .note("programs that request the URL get no response")
        .help("check the URL and the server");
    FetchError { kind, diagnostic: Box::new(diagnostic), redirects }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONVERSATION: &[u8] = b">>> GET https://harbor.example/feed#top
HTTP/1.1 302 Found
Location: feed.xml

>>> GET https://harbor.example/feed.xml
HTTP/1.1 200 OK

first
>>> GET https://harbor.example/feed.xml
HTTP/1.1 200 OK

second
line

>>> GET https://harbor.example/a.mp3
HTTP/1.1 206 Partial Content
Content-Range: bytes 0-1/9

ab
>>> GET https://harbor.example/a.png base64
HTTP/1.1 200 OK

iVBO
Rw==
>>> HEAD https://harbor.example/gone
HTTP/1.1 404 Not Found
>>> GET https://harbor.example/slow
no response: timeout
";

    fn replay() -> Replay {
        Replay::read(CONVERSATION, &FetchSettings::default()).expect("it is a conversation")
    }

    #[test]
    fn answers_in_order_and_follows_redirects() {
        let replay = replay();
        assert_eq!(replay.url(), "https://harbor.example/feed");
        let get = |url: &str| replay.send(&Request::get(url)).map_err(|it| it.kind);
        let first = get("https://harbor.example/feed").expect("there is a response");
        assert_eq!(first.response.final_url(), Some("https://harbor.example/feed.xml"));
        assert_eq!(first.body, b"first");
        assert_eq!(
            get("https://harbor.example/feed.xml").expect("it is there").body,
            b"second\nline\n"
        );
        assert_eq!(
            get("https://harbor.example/feed.xml").expect("it is there").body,
            b"second\nline\n"
        );
        assert_eq!(get("https://harbor.example/a.png").expect("it is there").body, b"\x89PNG");
        assert_eq!(
            get("https://harbor.example/slow").map(|it| it.body),
            Err(FetchErrorKind::Timeout)
        );
        assert_eq!(get("https://other.example/").map(|it| it.body), Err(FetchErrorKind::Dns));
        let mut head = Request::get("https://harbor.example/feed.xml");
        head.method = Method::Head;
        assert!(replay.send(&head).expect("it is there").body.is_empty());
        head.url = "https://harbor.example/gone".to_owned();
        assert_eq!(replay.send(&head).expect("it is there").response.head.status, 404);
    }

    #[test]
    fn reports_the_line_of_a_mistake() {
        let line = |text: &str| {
            let read = Replay::read(text.as_bytes(), &FetchSettings::default());
            read.map(|_| ()).map_err(|it| it.line)
        };
        assert_eq!(line(""), Err(None));
        assert_eq!(line(">>> POST https://a.example/\n"), Err(Some(1)));
        assert_eq!(
            line(
                ">>> GET https://a.example/\nno response: dns\n>>> GET https://b.example/\nno response: x\n"
            ),
            Err(Some(3))
        );
        assert_eq!(line(">>> GET https://a.example/\nnot a response\n"), Err(Some(2)));
    }
}
