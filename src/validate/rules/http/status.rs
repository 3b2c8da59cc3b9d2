//! Checks the status: whether the response is the document at all.

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::response::Response;
use crate::validate::rules::HTTP_UNEXPECTED_STATUS;
use crate::validate::rules::http::served::report as problem;

/// What a status means for readers: the status, why it matters, and what to do.
#[rustfmt::skip]
static STATUSES: &[(u16, &str, &str)] = &[
    (204, "readers get no document",
          "send the feed with status 200, even if it has no entries"),
    (205, "readers get no document",
          "send the feed with status 200, even if it has no entries"),
    (206, "readers get only a part of the feed, although they have not requested a range",
          "send the whole feed with status 200 if the request has no `Range` header"),
    (304, "readers that request the feed for the first time get no document",
          "send status 304 only if the request has `If-None-Match` or `If-Modified-Since`"),
    (401, "most readers have no password for the feed, so they get no entries",
          "publish the feed without a password, or give each subscriber a URL that contains a secret"),
    (403, "readers get no entries, because many servers reject every program that is not a browser",
          "allow all programs to request the URL of the feed, also in the firewall and in the bot protection"),
    (404, "readers keep the subscription but show no new entries",
          "restore the feed at this URL, or redirect the URL to the new one with status 301"),
    (410, "410 means that the feed is gone permanently, so readers stop requesting it or remove the subscription",
          "redirect the URL with status 301 if the feed has moved"),
    (429, "readers get no new entries until the limit allows it, and hosted readers request many feeds from one address",
          "raise the limit for the URL of the feed, and send `Retry-After` and validators such as `ETag`"),
    (451, "readers get no entries, and some of them remove the subscription",
          "publish the feed at a URL that is not blocked"),
];

/// Reports a status that is not the one of a document, and returns whether it is one.
pub(super) fn report(response: &Response, out: &mut Diagnostics) -> bool {
    let head = &response.head;
    let status = head.status;
    // 0 means that the status is not known, and 226 is a feed with only its new entries (RFC 3229).
    if matches!(status, 0 | 200..=203 | 207..=299) {
        return false;
    }
    if matches!(status, 300..=303 | 305..=308) {
        redirect(response, out);
        return true;
    }
    let known = STATUSES.iter().find(|it| it.0 == status);
    let (why, what) = match known {
        Some((_, why, what)) => (*why, *what),
        None if status >= 500 => (
            "readers show no new entries, and try again later",
            "find out why the server or the program that generates the feed fails",
        ),
        None => ("readers get no document", "send the feed with status 200"),
    };
    let name = name(status, &head.reason);
    let message = format!("the server returns status {name} instead of the feed");
    let wait = head.headers.get("Retry-After").filter(|_| status >= 429);
    let new = problem(&HTTP_UNEXPECTED_STATUS, head, message, out).note(why);
    match wait {
        Some(wait) => new.help(format_args!("{what} (the server sends `Retry-After: {wait}`)")),
        None => new.help(what),
    };
    true
}

/// A redirect that does not lead to a document.
fn redirect(response: &Response, out: &mut Diagnostics) {
    let head = &response.head;
    let name = name(head.status, &head.reason);
    match head.headers.get("Location") {
        Some(target) if head.status != 300 => {
            let line = head.headers.line("Location").unwrap_or_default();
            let message = format!("this is a redirect to {} and not the feed", Quoted(target));
            problem(&HTTP_UNEXPECTED_STATUS, line, message, out)
                .note("readers follow the redirect, and request the other URL")
                .help("check the response of the other URL (`curl -iL` follows redirects)");
        }
        _ => {
            let message = format!("the server returns status {name} without a `Location`");
            problem(&HTTP_UNEXPECTED_STATUS, head, message, out)
                .note("readers cannot tell which URL to request instead")
                .help("send `Location` with the URL of the feed");
        }
    }
}

/// The status with its reason, such as `404 (Not Found)`.
fn name(status: u16, reason: &str) -> String {
    let reason = if reason.is_empty() { usual_reason(status) } else { reason };
    if reason.is_empty() { status.to_string() } else { format!("{status} {}", Quoted(reason)) }
}

/// The reason phrase of a status. HTTP/2 does not transfer it.
#[rustfmt::skip]
fn usual_reason(status: u16) -> &'static str {
    match status {
        204 => "No Content",          206 => "Partial Content",     304 => "Not Modified",
        301 => "Moved Permanently",   302 => "Found",               400 => "Bad Request",
        401 => "Unauthorized",        403 => "Forbidden",           404 => "Not Found",
        405 => "Method Not Allowed",  406 => "Not Acceptable",      410 => "Gone",
        429 => "Too Many Requests",   500 => "Internal Server Error", 502 => "Bad Gateway",
        503 => "Service Unavailable", 504 => "Gateway Timeout",     _ => "",
    }
}
