//! One request and one response over a connection.

use std::error::Error as _;
use std::io;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use http_body_util::BodyExt;
use http_body_util::Full;
use hyper::HeaderMap;
use hyper::body::Body;
use hyper::body::Bytes;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::task::JoinHandle;

use crate::fetch::FetchError;
use crate::fetch::Method;
use crate::fetch::client::fault;
use crate::fetch::client::tap::Heard;
use crate::fetch::client::tap::Tap;
use crate::fetch::client::tap::header_limit;
use crate::validate::response::Head;
use crate::value::media_type::is_token;

/// A request as it is sent.
pub(in crate::fetch) struct Message {
    pub(in crate::fetch) method: Method,
    /// The path and the query, or the whole URL for a proxy.
    pub(in crate::fetch) target: String,
    pub(in crate::fetch) headers: HeaderMap,
    pub(in crate::fetch) body: Vec<u8>,
    /// The URL in problems.
    pub(in crate::fetch) shown: String,
    /// The maximum number of bytes in the head of the response.
    pub(in crate::fetch) head: usize,
    /// The maximum number of bytes in the body.
    pub(in crate::fetch) received: u64,
}

/// A response whose head has been received.
pub(in crate::fetch) struct Answer {
    pub(in crate::fetch) head: Head,
    /// How many bytes followed the head of a response without a body.
    pub(in crate::fetch) surplus: usize,
    body: Incoming,
    /// The length of the body according to the head.
    length: Option<u64>,
    shown: String,
    heard: Arc<Mutex<Heard>>,
    _connection: Running,
}

/// A connection, which is closed when nobody waits for the response any more.
struct Running(JoinHandle<()>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends a request and receives the head of the response.
pub(in crate::fetch) async fn send<S>(stream: S, message: Message) -> Result<Answer, FetchError>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (tap, heard) = Tap::new(stream, message.head);
    let explain = |error: &hyper::Error| {
        let heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        head_fault(error, &heard, &message)
    };
    let (mut sender, connection) = http1::Builder::new()
        .title_case_headers(true)
        .max_headers(header_limit(message.head))
        // The tap enforces the limit. Hyper must have room for a head of this size, and for a part of the body.
        .max_buf_size(message.head.saturating_mul(2).max(16 << 10))
        .allow_obsolete_multiline_headers_in_responses(true)
        .handshake::<_, Full<Bytes>>(TokioIo::new(tap))
        .await
        .map_err(|it| explain(&it))?;
    let connection = Running(tokio::spawn(async move {
        // The sender and the body receive the same error.
        let _ = connection.await;
    }));
    let mut request = hyper::Request::new(Full::from(message.body.clone()));
    *request.method_mut() = match message.method {
        Method::Get => hyper::Method::GET,
        Method::Head => hyper::Method::HEAD,
        Method::Post => hyper::Method::POST,
    };
    *request.uri_mut() = message.target.parse().map_err(|_| {
        fault::invalid_url(&message.shown, "it has characters that HTTP does not allow")
    })?;
    *request.headers_mut() = message.headers.clone();
    let response = sender.send_request(request).await.map_err(|it| explain(&it))?;
    let (head, surplus) = {
        let heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        (heard.head(), heard.surplus())
    };
    let Some(head) = head else {
        return Err(fault::malformed(&message.shown, "its headers cannot be read"));
    };
    let body = response.into_body();
    let length = body.size_hint().exact();
    Ok(Answer { head, surplus, body, length, shown: message.shown, heard, _connection: connection })
}

/// What was received of a body.
#[derive(Debug, Default)]
pub(in crate::fetch) struct Received {
    pub(in crate::fetch) bytes: Vec<u8>,
    /// The fault that ended it early.
    pub(in crate::fetch) fault: Option<FetchError>,
}

/// Why to stop before the end of a body.
#[derive(Clone, Copy, Debug)]
pub(in crate::fetch) enum Stop {
    /// The caller needs no more than this number of bytes.
    Enough(u64),
    /// More than this number of bytes is a fault.
    Limit(u64),
}

impl Answer {
    /// Receives the body into `received`, so that what was received until a deadline is known.
    pub(in crate::fetch) async fn receive(mut self, stop: Stop, received: &Mutex<Received>) {
        loop {
            let frame = self.body.frame().await;
            let mut received = received.lock().unwrap_or_else(PoisonError::into_inner);
            let data = match frame {
                None => return,
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => data,
                    Err(_) => continue, // Trailers.
                },
                Some(Err(error)) => {
                    received.fault = Some(self.body_fault(&error, received.bytes.len()));
                    return;
                }
            };
            self.heard.lock().unwrap_or_else(PoisonError::into_inner).has_data();
            received.bytes.extend_from_slice(&data);
            let length = received.bytes.len() as u64;
            match stop {
                Stop::Enough(enough) if length >= enough => {
                    received.bytes.truncate(usize::try_from(enough).unwrap_or(usize::MAX));
                    return;
                }
                Stop::Limit(limit) if length > limit => {
                    received.fault = Some(fault::too_much_received(&self.shown, limit));
                    return;
                }
                _ => {}
            }
        }
    }

    /// The length of the body according to the head.
    pub(in crate::fetch) fn length(&self) -> Option<u64> {
        self.length
    }

    fn body_fault(&self, error: &hyper::Error, received: usize) -> FetchError {
        let cause = io_cause(error);
        if self.heard.lock().unwrap_or_else(PoisonError::into_inner).is_without_data() {
            return fault::malformed(&self.shown, "its chunks have no data");
        }
        let is_malformed = cause.is_some_and(|it| {
            matches!(it.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData)
        });
        if is_malformed && !is_tls(cause) {
            let what = cause.map(ToString::to_string).unwrap_or_default();
            return fault::malformed(&self.shown, &chunk_fault(&what));
        }
        let what = match (self.length, cause.map(io::Error::kind)) {
            (Some(length), _) => {
                format!("`Content-Length` is {length}, and {received} bytes were received")
            }
            (None, Some(io::ErrorKind::ConnectionReset)) => {
                format!("the connection was reset after {received} bytes")
            }
            _ => format!("the last chunk is missing after {received} bytes"),
        };
        fault::truncated(&self.shown, &what)
    }
}

/// The error of the connection that caused an error of hyper.
fn io_cause(error: &hyper::Error) -> Option<&io::Error> {
    error.source().and_then(|it| it.downcast_ref())
}

fn is_tls(error: Option<&io::Error>) -> bool {
    error
        .and_then(io::Error::get_ref)
        .is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>)
}

/// What is wrong with the chunks of a body (RFC 9112, section 7.1), by what hyper says.
fn chunk_fault(text: &str) -> String {
    let is_about = |words: &[&str]| words.iter().all(|it| text.to_ascii_lowercase().contains(it));
    let what = if is_about(&["extension"]) {
        "the extensions of its chunks are too long"
    } else if is_about(&["trailer"]) {
        "its trailers are too long or not valid"
    } else if is_about(&["overflow"]) {
        "the size of a chunk is too large"
    } else if is_about(&["size"]) {
        "the size of a chunk is not a hexadecimal number"
    } else {
        "a chunk is longer or shorter than its size"
    };
    what.to_owned()
}

fn head_fault(error: &hyper::Error, heard: &Heard, message: &Message) -> FetchError {
    let url = &message.shown;
    if heard.is_too_large() {
        return fault::head_too_large(url, &format!("{} bytes", message.head));
    }
    let rest = heard.rest();
    let text = String::from_utf8_lossy(rest);
    // Hyper reserves the largest numbers.
    if values(&text, "content-length").any(|it| it.parse().is_ok_and(|it: u64| it > u64::MAX - 3)) {
        return fault::too_much_received(url, message.received);
    }
    if error.is_parse() && error.to_string().contains("too large") {
        let limit = header_limit(message.head);
        return fault::head_too_large(
            url,
            &format!("{limit} lines (one for 64 bytes of the limit)"),
        );
    }
    if error.is_parse() {
        return fault::malformed(url, &head_problem(rest));
    }
    let why = match io_cause(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe) => "reset",
        _ => "closed",
    };
    if !rest.is_empty() && !is_start_of_http(rest) {
        return fault::malformed(url, &head_problem(rest));
    }
    fault::no_response(url, why)
}

fn is_start_of_http(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    let length = bytes.len().min(7);
    bytes[..length] == b"HTTP/1."[..length]
}

/// What is wrong with a head that hyper rejects.
fn head_problem(head: &[u8]) -> String {
    let text = String::from_utf8_lossy(&head[..head.len().min(4000)]).into_owned();
    let mut lines = text.trim_start().lines();
    let first = lines.next().unwrap_or_default();
    if head.starts_with(&[0x15, 3]) {
        return "the server expects HTTPS on this port".to_owned();
    }
    if first.starts_with("HTTP/2") || first.starts_with("HTTP/3") {
        return format!("its version was not requested: {}", fault::value(first));
    }
    if !first.starts_with("HTTP/") {
        return format!("it starts with {}", fault::value(first));
    }
    let code = first.strip_prefix("HTTP/1.").and_then(|it| it.get(1..5));
    let is_code =
        code.is_some_and(|it| it.starts_with(' ') && it[1..].bytes().all(|it| it.is_ascii_digit()));
    let is_end = first.get(12..13).is_none_or(|it| it == " ");
    if !is_code || !is_end || !first.is_char_boundary(9) {
        return format!("the status line is {}", fault::value(first));
    }
    let lengths: Vec<&str> = values(&text, "content-length").collect();
    let is_number = |it: &&str| {
        !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()) && it.parse::<u64>().is_ok()
    };
    if let Some(wrong) = lengths.iter().find(|it| !is_number(it)) {
        return format!("`Content-Length` is {}", fault::value(wrong));
    }
    if lengths.windows(2).any(|it| it[0] != it[1]) {
        return format!(
            "`Content-Length` is {} and also {}",
            lengths[0],
            lengths[lengths.len() - 1]
        );
    }
    for line in lines.take_while(|it| !it.is_empty()) {
        let is_good = line.starts_with([' ', '\t'])
            || line.split_once(':').is_some_and(|(name, value)| {
                let is_text = |it: char| it == '\t' || !it.is_ascii_control();
                !name.is_empty() && name.bytes().all(is_token) && value.chars().all(is_text)
            });
        if !is_good {
            return format!("this line is not a header: {}", fault::value(line));
        }
    }
    if head.contains(&0) {
        return "its headers contain the character U+0000".to_owned();
    }
    format!("its status line is {}", fault::value(first))
}

/// The values of a header in the text of a head.
fn values<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    let lines = text.lines().take_while(|it| !it.is_empty());
    lines.filter_map(move |line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then_some(value.trim())
    })
}
