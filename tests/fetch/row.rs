//! The rows of the table: what a server does, and what is expected.

use std::time::Duration;

use crate::server::Script;
use crate::server::Step;

/// A server and what comes of it.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// What the server does, by its port.
    pub(crate) script: Box<dyn Fn(u16) -> Script + Send + Sync>,
    pub(crate) expected: Expected,
    /// The path of the request.
    pub(crate) path: &'static str,
    /// How many requests the server receives.
    pub(crate) requests: usize,
    pub(crate) how: How,
}

/// What comes of a request.
#[derive(Clone, Debug)]
pub(crate) enum Expected {
    /// This status and this body.
    Response(u16, Vec<u8>),
    /// A problem of this rule whose message and notes contain these words.
    Fault(&'static str, &'static str),
}

/// How a request differs from others.
#[derive(Clone, Debug, Default)]
pub(crate) struct How {
    pub(crate) is_head: bool,
    pub(crate) first_bytes: Option<u64>,
    pub(crate) headers: Vec<(&'static str, &'static str)>,
    pub(crate) host: Option<&'static str>,
    pub(crate) is_late: bool,
}

impl Row {
    /// The request is sent to `path`.
    pub(crate) fn at(mut self, path: &'static str) -> Row {
        self.path = path;
        self
    }

    /// The server receives this number of requests.
    pub(crate) fn requests(mut self, number: usize) -> Row {
        self.requests = number;
        self
    }

    /// The request is sent with `HEAD`.
    pub(crate) fn head(mut self) -> Row {
        self.how.is_head = true;
        self
    }

    /// Only the beginning of the body is requested.
    pub(crate) fn first_bytes(mut self, number: u64) -> Row {
        self.how.first_bytes = Some(number);
        self
    }

    /// The request has this header.
    pub(crate) fn with(mut self, name: &'static str, value: &'static str) -> Row {
        self.how.headers.push((name, value));
        self
    }

    /// The response is what was received until the deadline.
    pub(crate) fn late(mut self) -> Row {
        self.how.is_late = true;
        self
    }

    /// Whether the request ends with its deadline.
    pub(crate) fn ends_with_deadline(&self) -> bool {
        self.how.is_late || matches!(self.expected, Expected::Fault("fetch-timeout", _))
    }

    /// The request is sent to this host instead of the address of the server.
    pub(crate) fn host(mut self, host: &'static str) -> Row {
        self.how.host = Some(host);
        self
    }
}

/// A server that does the same for all paths.
pub(crate) fn row(name: &'static str, steps: Vec<Step>, expected: Expected) -> Row {
    scripted(name, move |_| vec![("*", steps.clone())], expected)
}

/// A server that sends these bytes. `{port}` in them is its port.
pub(crate) fn sends(name: &'static str, bytes: impl AsRef<[u8]>, expected: Expected) -> Row {
    row(name, vec![send(bytes)], expected)
}

/// A server with several paths, which knows its port.
pub(crate) fn scripted(
    name: &'static str,
    script: impl Fn(u16) -> Script + Send + Sync + 'static,
    expected: Expected,
) -> Row {
    Row {
        name,
        script: Box::new(script),
        expected,
        path: "/feed.xml",
        requests: 1,
        how: How::default(),
    }
}

pub(crate) fn send(bytes: impl AsRef<[u8]>) -> Step {
    Step::Send(bytes.as_ref().to_vec())
}

pub(crate) fn repeat(bytes: impl AsRef<[u8]>) -> Step {
    Step::Repeat(bytes.as_ref().to_vec())
}

pub(crate) fn drip(bytes: impl AsRef<[u8]>) -> Step {
    Step::Drip(bytes.as_ref().to_vec(), Duration::from_millis(20))
}

pub(crate) fn pause(milliseconds: u64) -> Step {
    Step::Pause(Duration::from_millis(milliseconds))
}

/// The document that well-behaved servers send.
pub(crate) const FEED: &str = "<rss version=\"2.0\"><channel><title>Harbor</title></channel></rss>";

/// The document is received.
pub(crate) fn feed() -> Expected {
    Expected::Response(200, FEED.into())
}

pub(crate) fn response(status: u16, body: &str) -> Expected {
    Expected::Response(status, body.into())
}

pub(crate) fn fault(rule: &'static str, words: &'static str) -> Expected {
    Expected::Fault(rule, words)
}

/// A response with these headers and this body, and with its length.
pub(crate) fn ok(headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// A response whose head is followed by something else.
pub(crate) fn head(lines: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{lines}\r\n")
}
