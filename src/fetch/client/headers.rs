//! The headers of requests.

use hyper::HeaderMap;
use hyper::header;
use hyper::header::HeaderName;
use hyper::header::HeaderValue;

use crate::fetch::FetchError;
use crate::fetch::Request;
use crate::fetch::client::fault;
use crate::fetch::client::session::Client;
use crate::fetch::client::target::Target;
use crate::fetch::unpack;

/// What readers send: feeds first, then anything.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.8, */*;q=0.1";

/// Headers that describe the connection and the body. They are set by the client alone.
#[rustfmt::skip]
const OWN: &[&str] = &[
    "connection", "content-length", "expect", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer",
    "transfer-encoding", "upgrade",
];

/// The headers that make a request conditional (RFC 9110, section 13.1).
const CONDITIONS: &[&str] = &["if-none-match", "if-modified-since"];

/// Headers with secrets, which only the host gets that they are meant for.
const SECRET: &[&str] = &["authorization", "cookie"];

/// A header of the user. The error says what is wrong with it, without its value.
pub(in crate::fetch) fn parsed(
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), String> {
    let known =
        HeaderName::try_from(name).map_err(|_| format!("`{name}` is not the name of a header"))?;
    if OWN.contains(&known.as_str()) {
        return Err(format!("the header `{known}` cannot be set"));
    }
    let value = HeaderValue::try_from(value)
        .map_err(|_| format!("the value of the header `{known}` contains a control character"))?;
    Ok((known, value))
}

/// The headers of a request to `target`. The user's request began with `first`.
pub(in crate::fetch) fn sent(
    client: &Client,
    request: &Request,
    first: &Target,
    target: &Target,
) -> Result<HeaderMap, FetchError> {
    let mut headers = HeaderMap::new();
    let authority = target.authority();
    let host = HeaderValue::try_from(authority).map_err(|_| {
        fault::invalid_url(target.shown(), "its host has characters that HTTP does not allow")
    })?;
    headers.insert(header::HOST, host);
    headers.insert(header::USER_AGENT, client.user_agent.clone());
    headers.insert(header::ACCEPT, HeaderValue::from_static(ACCEPT));
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(unpack::ACCEPTED));
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    let is_first_host = target.has_same_host(first);
    if is_first_host {
        for (name, value) in &client.headers {
            headers.insert(name.clone(), value.clone());
        }
    }
    for (name, value) in &request.headers {
        let (name, value) =
            parsed(name, value).map_err(|why| fault::invalid_url(first.shown(), &why))?;
        if is_first_host || !SECRET.contains(&name.as_str()) {
            headers.insert(name, value);
        }
    }
    if let Some(credentials) = &first.credentials
        && target.has_same_origin(first)
        && let Ok(mut value) = HeaderValue::try_from(credentials)
    {
        value.set_sensitive(true);
        headers.insert(header::AUTHORIZATION, value);
    }
    Ok(headers)
}

/// Whether the answer may be 304.
pub(in crate::fetch) fn are_conditional(headers: &[(String, String)]) -> bool {
    headers.iter().any(|it| CONDITIONS.iter().any(|name| it.0.eq_ignore_ascii_case(name)))
}

/// Whether the answer may be 304, or a part of the document.
pub(in crate::fetch) fn are_for_a_part(headers: &[(String, String)]) -> bool {
    are_conditional(headers) || headers.iter().any(|it| it.0.eq_ignore_ascii_case("range"))
}

/// Adds a header with a value that a server sent. Values that cannot be sent are left out.
pub(in crate::fetch) fn add(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        headers.insert(name, value);
    }
}
