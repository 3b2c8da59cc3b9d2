//! The problems of requests: one function for each, with all its words. The names, values and URLs in them may come from a server, so they
//! are shortened, and no character that would act on a terminal is left in them.

use std::fmt::Display;
use std::net::IpAddr;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Rule;
use crate::fetch::FetchError;
use crate::fetch::FetchErrorKind;
use crate::fetch::client::credentials::without_credentials;
use crate::text::hidden::is_hidden;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::rules;

/// A problem that has no place in a document, because there is none.
fn fault(
    kind: FetchErrorKind,
    rule: &'static Rule,
    message: impl Into<String>,
    note: impl Into<String>,
    help: impl Into<String>,
) -> FetchError {
    let mut diagnostic = Diagnostic::new(rule, Span::new(0, 0), message);
    diagnostic.note(note).help(help);
    FetchError { kind, diagnostic: Box::new(diagnostic), redirects: Vec::new() }
}

/// A value from outside in backticks, in which hidden characters are visible.
pub(in crate::fetch) fn value(text: impl Display) -> String {
    let text = text.to_string();
    let mut shown = String::with_capacity(text.len());
    for it in text.chars().take(400) {
        if is_hidden(it) {
            shown.extend(it.escape_unicode());
        } else {
            shown.push(if it == '`' { '\'' } else { it });
        }
    }
    Quoted(&shown).to_string()
}

/// An error of the system without its number, which says nothing to most people.
pub(in crate::fetch) fn plain(error: &str) -> &str {
    let text = error.split(" (os error").next().unwrap_or(error);
    text.strip_prefix("failed to lookup address information: ").unwrap_or(text)
}

/// A duration in words: `30 s` or `300 ms`.
fn time(duration: Duration) -> String {
    let milliseconds = duration.as_millis();
    if milliseconds < 10_000 && !milliseconds.is_multiple_of(1000) {
        format!("{milliseconds} ms")
    } else {
        format!("{} s", duration.as_secs())
    }
}

const HTTP: &str = "readers that fetch this URL get nothing";
const REDIRECTS: &str = "readers stop here and get no document";

// The URL.

pub(in crate::fetch) fn invalid_url(text: &str, why: &str) -> FetchError {
    fault(
        FetchErrorKind::Url,
        &rules::INVALID_FETCH_URL,
        format!("{} cannot be requested", value(without_credentials(text))),
        without_credentials(why),
        "use a URL with `http` or `https` and a host, such as `https://harbor.example/feed.xml`",
    )
}

// The host and its addresses.

pub(in crate::fetch) fn unresolvable(host: &str, why: &str) -> FetchError {
    fault(
        FetchErrorKind::Dns,
        &rules::UNRESOLVABLE_HOST,
        format!("{} has no address", value(host)),
        format!("the look-up failed: {}", value(plain(why))),
        "check the spelling of the host and its DNS records",
    )
}

pub(in crate::fetch) fn no_address_of_version(
    host: &str,
    version: &str,
    option: &str,
) -> FetchError {
    fault(
        FetchErrorKind::Dns,
        &rules::UNRESOLVABLE_HOST,
        format!("{} has no {version} address", value(host)),
        format!("with `{option}`, only {version} addresses are used"),
        format!("add a DNS record with an {version} address, or leave out `{option}`"),
    )
}

pub(in crate::fetch) fn refused_address(host: &str, address: IpAddr, special: &str) -> FetchError {
    let is_literal = host.trim_matches(['[', ']']).parse::<IpAddr>().ok() == Some(address);
    let message = if is_literal {
        format!("{} is {special}", value(host))
    } else {
        format!("{} has the address `{address}`, which is {special}", value(host))
    };
    fault(
        FetchErrorKind::Refused,
        &rules::REFUSED_ADDRESS,
        message,
        "only public addresses are contacted, because a feed or a redirect could otherwise reach services of a private network",
        format!("if you trust this host, use `--allow-host {}`", host.replace('`', "'")),
    )
}

pub(in crate::fetch) fn unreachable(host_and_port: &str, why: &str) -> FetchError {
    fault(
        FetchErrorKind::Refused,
        &rules::UNREACHABLE_SERVER,
        format!("cannot connect to {}", value(host_and_port)),
        format!("the connection failed: {}", value(plain(why))),
        "check that the server is running, and that the host and the port are right",
    )
}

pub(in crate::fetch) fn proxy_failed(proxy: &str, why: &str) -> FetchError {
    fault(
        FetchErrorKind::Refused,
        &rules::UNREACHABLE_SERVER,
        format!("the proxy {} did not open a connection", value(proxy)),
        why,
        "check the proxy that the environment names, or leave out `--env-proxy`",
    )
}

// TLS.

pub(in crate::fetch) fn invalid_certificate(
    host: &str,
    what: &str,
    note: &str,
    help: &str,
) -> FetchError {
    fault(
        FetchErrorKind::Tls,
        &rules::INVALID_CERTIFICATE,
        format!("the certificate of {} {what}", value(host)),
        note,
        help,
    )
}

pub(in crate::fetch) fn failed_handshake(
    host_and_port: &str,
    what: &str,
    note: &str,
    help: &str,
) -> FetchError {
    fault(
        FetchErrorKind::Tls,
        &rules::FAILED_TLS_HANDSHAKE,
        format!("{} {what}", value(host_and_port)),
        note,
        help,
    )
}

// Time and size.

pub(in crate::fetch) fn timeout(url: &str, limit: Duration, stage: &str) -> FetchError {
    fault(
        FetchErrorKind::Timeout,
        &rules::FETCH_TIMEOUT,
        format!("{} was not received within {}", value(url), time(limit)),
        format!("the time was up while {stage}"),
        "make the server answer faster, or allow more time with `--timeout SECONDS`",
    )
}

/// A response with more than `limit` bytes. `option` raises the limit.
fn too_many_bytes(message: String, limit: u64, option: &str) -> FetchError {
    fault(
        FetchErrorKind::TooLarge,
        &rules::RESPONSE_TOO_LARGE,
        message,
        "readers stop at a limit of this kind, and get a part of the document or nothing",
        format!(
            "send a smaller document, or raise the limit of {limit} bytes with `{option} BYTES`"
        ),
    )
}

pub(in crate::fetch) fn too_much_received(url: &str, limit: u64) -> FetchError {
    let message = format!("the response of {} has more than {limit} bytes", value(url));
    too_many_bytes(message, limit, "--max-download")
}

pub(in crate::fetch) fn too_large(url: &str, limit: u64) -> FetchError {
    let message = format!("the body of {} has more than {limit} bytes", value(url));
    too_many_bytes(message, limit, "--max-size")
}

pub(in crate::fetch) fn too_much_unpacked(url: &str, coding: &str, limit: u64) -> FetchError {
    let url = value(url);
    let message =
        format!("the response of {url} has more than {limit} bytes after unpacking `{coding}`");
    too_many_bytes(message, limit, "--max-size")
}

pub(in crate::fetch) fn head_too_large(url: &str, what: &str) -> FetchError {
    fault(
        FetchErrorKind::TooLarge,
        &rules::RESPONSE_TOO_LARGE,
        format!("the headers of {} have more than {what}", value(url)),
        "readers and proxies reject such responses",
        "send fewer and shorter headers, or raise the limit with `--max-headers BYTES`",
    )
}

// The response.

pub(in crate::fetch) fn no_response(url: &str, why: &str) -> FetchError {
    fault(
        FetchErrorKind::Truncated,
        &rules::TRUNCATED_RESPONSE,
        format!("the server of {} sent no response", value(url)),
        format!("the connection was {why} before the headers were complete"),
        "look for the cause in the log of the server or of its proxy",
    )
}

pub(in crate::fetch) fn truncated(url: &str, what: &str) -> FetchError {
    fault(
        FetchErrorKind::Truncated,
        &rules::TRUNCATED_RESPONSE,
        format!("the response of {} ends early: {what}", value(url)),
        "readers reject the response, or get a part of the document",
        "look for the cause in the log of the server or of its proxy",
    )
}

pub(in crate::fetch) fn malformed(url: &str, what: &str) -> FetchError {
    fault(
        FetchErrorKind::Http,
        &rules::MALFORMED_RESPONSE,
        format!("the response of {} is not valid HTTP: {what}", value(url)),
        HTTP,
        "check that the port is that of an HTTP server, and correct what the server or its proxy sends",
    )
}

pub(in crate::fetch) fn undecodable(url: &str, what: &str, help: &str) -> FetchError {
    fault(
        FetchErrorKind::Http,
        &rules::UNDECODABLE_BODY,
        format!("the body of {} cannot be unpacked: {what}", value(url)),
        "readers that unpack it get nothing or a part of the document",
        help,
    )
}

// Redirects.

pub(in crate::fetch) fn unusable_redirect(
    url: &str,
    status: u16,
    what: &str,
    help: &str,
) -> FetchError {
    fault(
        FetchErrorKind::Refused,
        &rules::UNUSABLE_REDIRECT,
        format!("{} redirects with status {status} {what}", value(url)),
        REDIRECTS,
        help,
    )
}

pub(in crate::fetch) fn redirect_loop(target: &str) -> FetchError {
    fault(
        FetchErrorKind::Http,
        &rules::REDIRECT_LOOP,
        format!("the redirects lead back to {}", value(target)),
        "readers follow a few of these redirects and then stop; a server that sets a cookie and expects it back does this, because readers keep no cookies",
        "answer this URL with the document, and not with a redirect",
    )
}

pub(in crate::fetch) fn too_many_redirects(url: &str, limit: usize) -> FetchError {
    fault(
        FetchErrorKind::Http,
        &rules::TOO_MANY_REDIRECTS,
        format!("{} redirects more than {limit} times", value(url)),
        "readers stop after a number of redirects, some of them after 5",
        format!(
            "redirect to the last URL at once, or raise the limit of {limit} with `--max-redirects N`"
        ),
    )
}
