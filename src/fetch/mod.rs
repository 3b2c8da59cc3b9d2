//! Fetches documents over HTTP, as feed readers do, and reads saved responses. This is the only module that opens sockets.

use url::form_urlencoded;

use crate::diagnostic::Diagnostic;
use crate::validate::response::Redirect;
use crate::validate::response::Response;

pub(crate) mod again;
mod cache;
pub(crate) mod client;
pub(crate) mod discover;
pub(crate) mod follow;
pub(crate) mod hub;
pub(crate) mod probe;
pub(crate) mod replay;
pub(crate) mod saved;
pub(crate) mod settings;
pub(crate) mod twice;
pub(crate) mod unpack;

/// What answers requests: the network, or a saved response.
pub trait Network: Sync {
    /// Sends a request, follows the redirects, and receives the response.
    ///
    /// # Errors
    ///
    /// If there is no complete response. A response with a status such as 404 is not an error.
    fn send(&self, request: &Request) -> Result<Fetched, FetchError>;
}

/// A request for a resource.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request {
    /// The URL as the user wrote it.
    pub url: String,
    /// The method.
    pub method: Method,
    /// More headers, such as `If-None-Match` or `Range`.
    pub headers: Vec<(String, String)>,
    /// The body, which is empty except in a [`Method::Post`].
    pub body: Vec<u8>,
    /// After how many bytes of the body to stop. The response is complete nevertheless. `None` means the whole body, within the limits.
    pub first_bytes: Option<u64>,
}

impl Request {
    /// A request for a whole resource.
    pub fn get(url: impl Into<String>) -> Request {
        Request {
            url: url.into(),
            method: Method::Get,
            headers: Vec::new(),
            body: Vec::new(),
            first_bytes: None,
        }
    }

    /// A request that sends the fields of a form.
    pub fn post_form(url: impl Into<String>, fields: &[(&str, &str)]) -> Request {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let kind = ("Content-Type".to_owned(), "application/x-www-form-urlencoded".to_owned());
        Request {
            method: Method::Post,
            headers: vec![kind],
            body: body.into_bytes(),
            ..Request::get(url)
        }
    }
}

/// A method of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The resource.
    Get,
    /// Only the head of the response.
    Head,
    /// The server does something with the body. The request is sent only once: no redirect is followed, and a server that is busy is not asked
    /// again.
    Post,
}

/// A resource, as received.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fetched {
    /// What the server said.
    pub response: Response,
    /// The body, unpacked.
    pub body: Vec<u8>,
}

/// Why a resource could not be fetched.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FetchError {
    /// The kind of fault.
    pub kind: FetchErrorKind,
    /// The problem, for the report.
    pub diagnostic: Box<Diagnostic>,
    /// The redirects until the fault, in order.
    pub redirects: Vec<Redirect>,
}

/// The kinds of faults, which are also the statuses of `feedwright batch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FetchErrorKind {
    /// The URL itself is wrong or has another scheme.
    Url,
    /// The host has no address.
    Dns,
    /// The address must not be contacted, a redirect must not be followed, or the server does not accept connections.
    Refused,
    /// The certificate is not valid, or there is no common version of TLS.
    Tls,
    /// A deadline has passed.
    Timeout,
    /// A limit for bytes or headers is exceeded.
    TooLarge,
    /// The response ends early.
    Truncated,
    /// The response is not HTTP, its coding is broken, or the redirects form a circle.
    Http,
}
