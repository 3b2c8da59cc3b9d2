//! Checks how the body was sent: packed or not, and with which length.

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::rules::http::served::Served;
use crate::validate::rules::http::served::report as problem;
use crate::validate::rules::{HTTP_NOT_COMPRESSED, HTTP_WRONG_CONTENT_LENGTH};

/// The size of a body in bytes that is worth packing.
const LARGE: u64 = 4096;

pub(super) fn check(served: &Served<'_>, out: &mut Diagnostics) {
    let response = served.response;
    let headers = &response.head.headers;
    length(served, out);
    let is_packed = headers
        .get("Content-Encoding")
        .is_some_and(|it| !it.is_empty() && !it.eq_ignore_ascii_case("identity"));
    if let Some(size) = response.received
        && response.asked_for_compression
        && !is_packed
        && size >= LARGE
    {
        problem(
            &HTTP_NOT_COMPRESSED,
            &response.head,
            format_args!("the server does not compress the feed ({size} bytes)"),
            out,
        )
        .note("readers request the feed many times a day, and compressed feeds are usually a quarter of the size or less")
        .help(format_args!("enable gzip for {}", Quoted(headers.get("Content-Type").unwrap_or("XML"))));
    }
}

/// "A user agent or server MUST NOT" send another length than that of the content (RFC 9110 §8.6).
fn length(served: &Served<'_>, out: &mut Diagnostics) {
    let headers = &served.response.head.headers;
    let mut values = headers.all("Content-Length").flat_map(|it| it.split(',')).map(str::trim);
    let Some(first) = values.next() else { return };
    let line = headers.line("Content-Length").unwrap_or_default();
    let message = if !first.bytes().all(|it| it.is_ascii_digit()) || first.is_empty() {
        format!("the `Content-Length` is not a number: {}", Quoted(first))
    } else if let Some(other) = values.find(|it| *it != first) {
        format!("the response has two lengths: {} and {}", Quoted(first), Quoted(other))
    } else {
        let is_chunked = headers.get("Transfer-Encoding").is_some();
        match (served.response.received, first.parse::<u64>()) {
            (Some(size), Ok(length)) if size != length && !is_chunked => {
                format!("the body has {size} bytes, but the `Content-Length` is {length}")
            }
            _ => return,
        }
    };
    problem(&HTTP_WRONG_CONTENT_LENGTH, line, message, out)
        .note("readers wait for bytes that do not arrive, or reject the response as incomplete")
        .help("let the server compute the length, and do not set the header in a program");
}
