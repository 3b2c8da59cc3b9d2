//! Checks `ETag` and `Last-Modified`, with which readers ask for a feed only if it has changed (RFC 9110 §8.8 and §13).

use chrono::DateTime;
use chrono::NaiveDateTime;
use chrono::Utc;

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::response::{Again, Headers};
use crate::validate::rules::http::served::Served;
use crate::validate::rules::http::served::report as problem;
use crate::validate::rules::{
    HTTP_COMPRESSION_ETAG, HTTP_INVALID_ETAG, HTTP_INVALID_LAST_MODIFIED, HTTP_MISSING_VALIDATOR,
    HTTP_NOT_MODIFIED_WITH_BODY, HTTP_UNSTABLE_ETAG, HTTP_VALIDATOR_IGNORED,
};
use crate::value::date;

pub(super) fn check(served: &Served<'_>, out: &mut Diagnostics) {
    let head = &served.response.head;
    let headers = &head.headers;
    // Without any header, as in a list of documents, nothing is known.
    if headers.iter().next().is_none() {
        return;
    }
    let etag = headers.get("ETag");
    if etag.is_none() && headers.get("Last-Modified").is_none() {
        problem(
            &HTTP_MISSING_VALIDATOR,
            head,
            "the response has neither `ETag` nor `Last-Modified`",
            out,
        )
        .note("readers download the whole feed each time, even if nothing has changed")
        .help("send `ETag`, and return status 304 without a body if `If-None-Match` contains it");
    }
    last_modified(served, out);
    let is_valid = etag.is_none_or(|it| etag_is_valid(it, headers, out));
    let again = served.response.again.as_deref();
    // If a 304 was received, the server or a cache before it recognizes its own ETag.
    let is_recognized = again.is_some_and(|it| it.head.status == 304);
    let is_marked = is_valid && !is_recognized && compression_etag(headers, out);
    if let Some(again) = again.filter(|_| !is_marked) {
        second_request(headers, again, out);
    }
}

/// Checks the form: `"…"`, optionally with `W/` before it (RFC 9110 §8.8.3). Returns whether it is valid.
fn etag_is_valid(etag: &str, headers: &Headers, out: &mut Diagnostics) -> bool {
    let opaque = etag.strip_prefix("W/").unwrap_or(etag);
    let inner = opaque.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let why = match inner {
        Some(inner) if opaque.len() > 1 => {
            let bad = inner.chars().find(|it| *it == '"' || *it <= ' ' || *it == '\u{7f}');
            match bad {
                None => return true,
                Some('"') => "the value contains a quote",
                Some(_) => "the value contains a space",
            }
        }
        _ if etag.starts_with("w/") => "`W/` must be in uppercase",
        _ => "the value must be in double quotes",
    };
    let bare = etag.trim_start_matches(['w', 'W']).trim_start_matches('/');
    let bare: String = bare.chars().filter(|it| *it > ' ' && *it != '"').collect();
    let weak = if etag.to_ascii_lowercase().contains("w/") { "W/" } else { "" };
    problem(
        &HTTP_INVALID_ETAG,
        headers.line("ETag").unwrap_or_default(),
        format_args!("the `ETag` is not valid: {why}"),
        out,
    )
    .note("some readers, caches and servers drop it or change it, so readers download the whole feed each time")
    .help(format_args!("send `ETag: {weak}\"{bare}\"`"));
    false
}

/// Apache adds `-gzip` to the `ETag` of a packed response, and does not recognize it in the next request
/// (<https://bz.apache.org/bugzilla/show_bug.cgi?id=45023>). Returns whether this is such an `ETag`.
fn compression_etag(headers: &Headers, out: &mut Diagnostics) -> bool {
    let coding = headers.get("Content-Encoding").unwrap_or_default().to_ascii_lowercase();
    let (suffix, directive) = match coding.as_str() {
        "gzip" | "x-gzip" => ("-gzip\"", "DeflateAlterETag"),
        "br" => ("-br\"", "BrotliAlterETag"),
        _ => return false,
    };
    // Jetty adds `--gzip`, and recognizes it.
    let is_marked = |it: &&str| it.ends_with(suffix) && !it.ends_with(&format!("-{suffix}"));
    let Some(etag) = headers.get("ETag").filter(is_marked) else { return false };
    problem(
        &HTTP_COMPRESSION_ETAG,
        headers.line("ETag").unwrap_or_default(),
        format_args!("Apache does not recognize this `ETag` when readers send it back: {}", Quoted(etag)),
        out,
    )
    .note("readers that accept compressed feeds never get status 304, and download the whole feed each time")
    .help(format_args!("add `{directive} NoChange` to the configuration of Apache"));
    true
}

/// Checks the form and the time of `Last-Modified` (RFC 9110 §5.6.7 and §8.8.2).
fn last_modified(served: &Served<'_>, out: &mut Diagnostics) {
    let headers = &served.response.head.headers;
    let Some(value) = headers.get("Last-Modified") else { return };
    let line = headers.line("Last-Modified").unwrap_or_default();
    let Some(time) = fixed_date(value) else {
        let meant = date::lenient::read(value).map(|it| it.when.to_utc());
        let help = match meant {
            Some(meant) => format!("send `Last-Modified: {}`", meant.format(FIXED_DATE)),
            None => "send the date in the form of, for example, `Wed, 01 May 2024 10:00:00 GMT`"
                .to_owned(),
        };
        problem(
            &HTTP_INVALID_LAST_MODIFIED,
            line,
            format_args!("`Last-Modified` is not a date of HTTP: {}", Quoted(value)),
            out,
        )
        .note("servers and caches that cannot read the date never return status 304, so readers download the whole feed each time")
        .help(help);
        return;
    };
    let sent = headers.get("Date").and_then(fixed_date).or(served.now);
    // Clocks differ a little.
    if sent.is_some_and(|it| (time - it).num_minutes() >= 5) {
        problem(
            &HTTP_INVALID_LAST_MODIFIED,
            line,
            format_args!("`Last-Modified` is later than the response: {}", Quoted(value)),
            out,
        )
        .note("readers do not get changes before that time, because servers return status 304 until then")
        .help("send the time of the last change, and check the clock of the server");
    }
}

/// The form of a date such as `Wed, 01 May 2024 10:00:00 GMT`.
const FIXED_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Reads a date such as `Wed, 01 May 2024 10:00:00 GMT`, the only form that may be sent.
pub(super) fn fixed_date(text: &str) -> Option<DateTime<Utc>> {
    let is_long = text.len() == "Wed, 01 May 2024 10:00:00 GMT".len();
    let read = NaiveDateTime::parse_from_str(text, FIXED_DATE).ok()?.and_utc();
    (is_long && read.format(FIXED_DATE).to_string() == text).then_some(read)
}

/// Checks the response to a second request with the validators of the first one.
fn second_request(headers: &Headers, again: &Again, out: &mut Diagnostics) {
    if again.head.status == 304 {
        if again.received > 0 {
            problem(
                &HTTP_NOT_MODIFIED_WITH_BODY,
                &again.head,
                format_args!("the response with status 304 has a body of {} bytes", again.received),
                out,
            )
            .note("such a response ends after its headers, so clients read the body as the start of the next response")
            .help("send no body with status 304");
        }
        return;
    }
    if again.head.status != 200 || again.is_same != Some(true) {
        return;
    }
    let (first, second) = (headers.get("ETag"), again.head.headers.get("ETag"));
    match (first, second) {
        (Some(first), Some(second)) if first != second => {
            problem(
                &HTTP_UNSTABLE_ETAG,
                again.head.headers.line("ETag").unwrap_or_default(),
                format_args!(
                    "the `ETag` has changed from {} to {}, although the feed is the same",
                    Quoted(first),
                    Quoted(second)
                ),
                out,
            )
            .note("readers download the whole feed each time, even if nothing has changed")
            .help("compute the `ETag` from the content of the feed, and equally on all servers");
        }
        (None, None) if headers.get("Last-Modified").is_none() => {}
        _ => {
            let name = if first.is_some() { "ETag" } else { "Last-Modified" };
            problem(
                &HTTP_VALIDATOR_IGNORED,
                &again.head,
                format_args!("the server sends the unchanged feed again, although the request contains its `{name}`"),
                out,
            )
            .note("readers download the whole feed each time, even if nothing has changed")
            .help("return status 304 without a body if `If-None-Match` contains the `ETag` of the feed");
        }
    }
}
