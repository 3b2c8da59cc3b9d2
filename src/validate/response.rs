//! What a server said when it sent a document.

use std::fmt;
use std::fmt::Display;

/// The response with which a server sent a document: its head, the redirects before it, and how much was received.
///
/// Part of [`Options`](crate::Options). With it, [`validate`](fn@crate::validate) also checks what HTTP says about the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The URL that was requested first, without credentials. `None` if it is not known, as in a saved response.
    pub url: Option<String>,
    /// The redirects, in order.
    pub redirects: Vec<Redirect>,
    /// The status line and the headers of the last response.
    pub head: Head,
    /// The number of bytes in the body as received, before they were unpacked. `None` if it is not known.
    pub received: Option<u64>,
    /// Whether the request accepted compressed responses. `false` if that is not known, as in a saved response.
    pub asked_for_compression: bool,
    /// The response to a second request with the validators of this response (RFC 9110 §13).
    pub again: Option<Box<Again>>,
}

impl Response {
    /// The URL that the document was received from: the target of the last redirect, or the URL that was requested.
    pub fn final_url(&self) -> Option<&str> {
        self.redirects.last().map(|it| it.target.as_str()).or(self.url.as_deref())
    }

    /// The URL that readers keep for the next requests: the one after the permanent redirects at the start.
    pub fn lasting_url(&self) -> Option<&str> {
        let hops = self.redirects.iter().take_while(|it| it.is_permanent());
        hops.last().map(|it| it.target.as_str()).or(self.url.as_deref())
    }
}

/// The head of a response: its status line and its headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Head {
    /// The version of HTTP, such as `HTTP/1.1`.
    pub version: String,
    /// The status code, such as 200.
    pub status: u16,
    /// The reason phrase, such as `OK`. May be empty.
    pub reason: String,
    /// The headers.
    pub headers: Headers,
}

impl Head {
    /// Whether clients request the URL in `Location` by themselves (RFC 9110 §15.4).
    #[cfg(feature = "fetch")]
    pub(crate) fn is_redirect(&self) -> bool {
        matches!(self.status, 301..=303 | 307 | 308)
    }
}

/// Displays the status line: `HTTP/1.1 200 OK`.
impl Display for Head {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = if self.version.is_empty() { "HTTP" } else { self.version.as_str() };
        write!(out, "{version} {}", self.status)?;
        if self.reason.is_empty() { Ok(()) } else { write!(out, " {}", self.reason) }
    }
}

/// The headers of a response, in order, with their names as written. Bytes outside UTF-8 are replaced with U+FFFD.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers {
    lines: Vec<(String, String)>,
}

impl Headers {
    /// Adds a header.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.lines.push((name.into(), value.into()));
    }

    /// The value of the first header with this name, in any case, without surrounding white space.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The first header with this name as a line, such as `Content-Type: text/xml`.
    pub(crate) fn line(&self, name: &str) -> Option<String> {
        let (name, value) = self.iter().find(|it| it.0.eq_ignore_ascii_case(name))?;
        Some(format!("{name}: {value}"))
    }

    /// The values of all headers with this name, in any case, in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.iter().filter(move |it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1)
    }

    /// The names and values of all headers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().map(|it| (it.0.as_str(), it.1.trim()))
    }
}

/// A redirect: a response with a status of 3xx and a `Location`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Redirect {
    /// The status code, such as 301.
    pub status: u16,
    /// The absolute URL that it leads to, without credentials.
    pub target: String,
}

impl Redirect {
    /// A redirect to an absolute URL.
    pub fn new(status: u16, target: impl Into<String>) -> Redirect {
        Redirect { status, target: target.into() }
    }

    /// Whether clients should use the new URL from now on (RFC 9110 §15.4.2 and §15.4.9).
    pub fn is_permanent(&self) -> bool {
        matches!(self.status, 301 | 308)
    }
}

/// The response to a second request with `If-None-Match` or `If-Modified-Since`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Again {
    /// The head of the response.
    pub head: Head,
    /// The number of bytes in its body, as received.
    pub received: u64,
    /// Whether the body is the same as that of the first response. `None` if there is no body to compare.
    pub is_same: Option<bool>,
}
