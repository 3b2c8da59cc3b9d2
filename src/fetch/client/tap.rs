//! Listens to what a server sends until the head of its response is complete. Hyper does not tell how headers were written, does not count the bytes
//! of interim responses, and does not say what is wrong with a head.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::task::Context;
use std::task::Poll;

use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::ReadBuf;

use crate::validate::response::Head;

/// How many bytes may be received without any data of a body. Hyper reads ahead, but not as far as this.
const MAX_IDLE: usize = 1 << 20;

/// What was heard of a response.
#[derive(Debug, Default)]
pub(in crate::fetch) struct Heard {
    /// The heads of all interim responses and of the response, as received, and perhaps some bytes of the body.
    bytes: Vec<u8>,
    /// Where the head that is not complete begins.
    start: usize,
    /// How far the end of this head was looked for.
    searched: usize,
    /// The maximum number of bytes.
    limit: usize,
    is_complete: bool,
    /// How many bytes were received together with the end of the head.
    surplus: usize,
    /// How many bytes were received since the last data of the body.
    idle: usize,
    is_too_large: bool,
}

impl Heard {
    /// The head of the response. `None` if it is not complete.
    pub(in crate::fetch) fn head(&self) -> Option<Head> {
        self.is_complete.then(|| parsed(&self.bytes[self.start..])).flatten()
    }

    /// What was received of the head that is not complete, or not valid.
    pub(in crate::fetch) fn rest(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// How many bytes follow the head, as far as they were received together with it. Hyper does not read a body after the status 304.
    pub(in crate::fetch) fn surplus(&self) -> usize {
        self.surplus
    }

    /// Notes that data of the body was received.
    pub(in crate::fetch) fn has_data(&mut self) {
        self.idle = 0;
    }

    /// Whether the server sends bytes without end that are no data of the body, such as a chunk size of many digits.
    pub(in crate::fetch) fn is_without_data(&self) -> bool {
        self.idle > MAX_IDLE.max(self.limit.saturating_mul(8))
    }

    pub(in crate::fetch) fn is_too_large(&self) -> bool {
        self.is_too_large
    }

    fn hear(&mut self, bytes: &[u8]) {
        if self.is_complete || self.is_too_large {
            self.idle += bytes.len();
            return;
        }
        self.bytes.extend_from_slice(bytes);
        while let Some(end) = self.end_of_head() {
            let status = status(&self.bytes[self.start..]);
            if !status.is_some_and(|it| (100..200).contains(&it) && it != 101) {
                self.is_complete = true;
                self.surplus = self.bytes.len() - end;
                self.is_too_large = end > self.limit;
                return;
            }
            self.start = end;
            self.searched = end;
        }
        self.is_too_large = self.bytes.len() > self.limit;
    }

    /// The end of the head that begins at `start`: an empty line after another line.
    fn end_of_head(&mut self) -> Option<usize> {
        // Empty lines before the status line are ignored.
        while self.bytes.get(self.start).is_some_and(|it| matches!(it, b'\r' | b'\n')) {
            self.start += 1;
        }
        self.searched = self.searched.max(self.start);
        let is_end = |at: usize| {
            let before = &self.bytes[self.start..at];
            before.strip_suffix(b"\r").unwrap_or(before).ends_with(b"\n")
        };
        let mut rest = self.searched..self.bytes.len();
        let found = rest.find(|at| self.bytes[*at] == b'\n' && is_end(*at));
        self.searched = self.bytes.len();
        found.map(|it| it + 1)
    }
}

/// The status code of a head.
fn status(head: &[u8]) -> Option<u16> {
    let line = head.trim_ascii_start().split(|it| *it == b'\n').next()?;
    let code = line.strip_prefix(b"HTTP/1.")?.get(2..5)?;
    str::from_utf8(code).ok()?.parse().ok()
}

/// The number of headers that a head may have if it may have this number of bytes.
pub(in crate::fetch) fn header_limit(limit: usize) -> usize {
    (limit / 64).max(100)
}

fn parsed(bytes: &[u8]) -> Option<Head> {
    let lines = memchr::memchr_iter(b'\n', bytes).count();
    let mut headers = vec![httparse::EMPTY_HEADER; lines];
    let mut response = httparse::Response::new(&mut headers);
    let mut config = httparse::ParserConfig::default();
    config.allow_obsolete_multiline_headers_in_responses(true);
    config.parse_response(&mut response, bytes).ok()?;
    let mut head = Head {
        version: format!("HTTP/1.{}", response.version?),
        status: response.code?,
        reason: reason(bytes),
        ..Head::default()
    };
    for header in response.headers.iter() {
        let text = String::from_utf8_lossy(header.value);
        // RFC 9112, section 5.2: a line break in a value is read as a space.
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        head.headers.push(header.name, lines.join(" "));
    }
    Some(head)
}

/// The reason phrase. httparse leaves out those with bytes outside ASCII.
fn reason(bytes: &[u8]) -> String {
    let line = bytes.trim_ascii_start().split(|it| *it == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(line.get(13..).unwrap_or_default()).trim().to_owned()
}

/// A connection on which someone listens.
#[derive(Debug)]
pub(in crate::fetch) struct Tap<S> {
    stream: S,
    heard: Arc<Mutex<Heard>>,
}

impl<S> Tap<S> {
    /// Listens to a head with at most `limit` bytes.
    pub(in crate::fetch) fn new(stream: S, limit: usize) -> (Tap<S>, Arc<Mutex<Heard>>) {
        let heard = Arc::new(Mutex::new(Heard { limit, ..Heard::default() }));
        (Tap { stream, heard: Arc::clone(&heard) }, heard)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Tap<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            // Many servers close TLS connections without saying so. Hyper still finds out whether a body with a known length is complete.
            Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Poll::Ready(Ok(()));
            }
            Poll::Ready(Ok(())) => {}
            other => return other,
        }
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.hear(&buffer.filled()[before..]);
        if heard.is_too_large || heard.is_without_data() {
            return Poll::Ready(Err(io::Error::other("a limit is exceeded")));
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Tap<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::Heard;

    fn heard(pieces: &[&[u8]]) -> Heard {
        let mut heard = Heard { limit: 200, ..Heard::default() };
        pieces.iter().for_each(|it| heard.hear(it));
        heard
    }

    #[test]
    fn keeps_headers_as_written() {
        let bytes =
            b"\r\nHTTP/1.1 200 Very well\r\nETag: \"a\"\r\nX-Long: a\r\n  b\r\nx: \xff\n\r\nbody";
        let pieces: Vec<&[u8]> = bytes.chunks(1).collect();
        for heard in [heard(&[bytes]), heard(&pieces)] {
            let head = heard.head().expect("a head");
            assert_eq!((head.version.as_str(), head.status), ("HTTP/1.1", 200));
            let headers: Vec<_> = head.headers.iter().collect();
            assert_eq!(headers, [("ETag", "\"a\""), ("X-Long", "a b"), ("x", "\u{fffd}")]);
        }
    }

    #[test]
    fn skips_interim_responses() {
        let early = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".as_slice();
        let last = b"HTTP/1.0 404 Gone fishing\r\n\r\n".as_slice();
        assert!(heard(&[early]).head().is_none());
        let head = heard(&[early, last]).head().expect("a head");
        assert_eq!(head.to_string(), "HTTP/1.0 404 Gone fishing");
        assert!(heard(&[early; 6]).is_too_large());
    }

    #[test]
    fn limits_the_head_and_not_the_body() {
        let head = b"HTTP/1.1 200 OK\r\n\r\n".as_slice();
        assert!(!heard(&[head, &[b'x'; 500]]).is_too_large());
        assert!(!heard(&[&[head, &[b'x'; 500]].concat()]).is_too_large());
        assert!(heard(&[b"HTTP/1.1 200 OK\r\nx: ", &[b'x'; 500]]).is_too_large());
    }
}
