//! Checks how long a feed may be stored and reused: `Cache-Control` and `Expires` (RFC 9111 §5.2 and §5.3), and cookies.

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::rules::http::cache_control::{Directive, directives, seconds};
use crate::validate::rules::http::served::Served;
use crate::validate::rules::http::served::report as problem;
use crate::validate::rules::http::validators::fixed_date;
use crate::validate::rules::{
    HTTP_COOKIE, HTTP_INVALID_CACHE_CONTROL, HTTP_LONG_MAX_AGE, HTTP_MISSING_FRESHNESS,
    HTTP_NOT_CACHEABLE,
};

/// The longest time in seconds that a feed is usually stored without asking for changes: one week.
const LONG: u64 = 7 * 24 * 60 * 60;

/// Cookies that services in front of a server set, which its owner does not control.
#[rustfmt::skip]
static COOKIES_OF_SERVICES: &[&str] = &[
    "__cf", "_cfuvid", "cf_", "AWSALB", "AWSELB", "ARRAffinity", "incap_ses_", "visid_incap_", "nlbi_", "datadome", "ak_bmsc", "bm_",
    "GCLB", "SERVERID", "srv_id",
];

pub(super) fn check(served: &Served<'_>, out: &mut Diagnostics) {
    let headers = &served.response.head.headers;
    // Without any header, as in a list of documents, nothing is known.
    if headers.iter().next().is_none() {
        return;
    }
    cookie(served, out);
    let list = directives(headers);
    if is_invalid(served, &list, out) {
        return;
    }
    let line = |name: &str| headers.line(name).unwrap_or_default();
    let has = |name: &str| list.iter().any(|it| it.name == name);
    if has("no-store") || has("private") {
        let (name, severity) = if has("no-store") {
            ("no-store", Severity::Warning)
        } else {
            ("private", Severity::Info)
        };
        let note = if name == "no-store" {
            "readers that follow the specification keep no copy, and download the whole feed each time"
        } else {
            "caches between the server and its readers keep no copy, so each request reaches the server"
        };
        problem(
            &HTTP_NOT_CACHEABLE,
            line("Cache-Control"),
            format_args!("`Cache-Control: {name}` forbids storing the feed"),
            out,
        )
        .severity(severity)
        .note(note)
        .help("send, for example, `Cache-Control: max-age=3600`");
        return;
    }
    let sent = headers.get("Date").and_then(fixed_date).or(served.now);
    let expires = headers.get("Expires").and_then(fixed_date);
    let until = expires.zip(sent).map(|(expires, sent)| (expires - sent).num_seconds());
    let age = seconds(&list, "max-age")
        .map(|it| (it, "Cache-Control"))
        .or_else(|| u64::try_from(until?).ok().map(|it| (it, "Expires")));
    if let Some((age, name)) = age
        && age > LONG
    {
        let days = age / (24 * 60 * 60);
        problem(
            &HTTP_LONG_MAX_AGE,
            line(name),
            format_args!(
                "{} allows readers to reuse this copy of the feed for {days} days",
                Quoted(name)
            ),
            out,
        )
        .note("readers and caches that follow the header do not see new entries until then")
        .help("send, for example, `Cache-Control: max-age=3600`");
        return;
    }
    let is_specified = ["max-age", "s-maxage", "no-cache"].iter().any(|it| has(it))
        || headers.get("Expires").is_some()
        || headers.get("Pragma").is_some();
    if !is_specified {
        problem(
            &HTTP_MISSING_FRESHNESS,
            &served.response.head,
            "the response does not specify how long readers can reuse this copy of the feed",
            out,
        )
        .note("readers and caches guess, so they request the feed too often or too rarely")
        .help("send, for example, `Cache-Control: max-age=3600`");
    }
}

/// Reports directives that caches cannot read, and returns whether there are any.
fn is_invalid(served: &Served<'_>, list: &[Directive], out: &mut Diagnostics) -> bool {
    let headers = &served.response.head.headers;
    let invalid = list.iter().find_map(|it| {
        let value = it.value.as_deref().unwrap_or_default();
        let is_number = !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit());
        if it.name.contains(';') || value.contains(';') {
            Some("directives are separated by commas".to_owned())
        } else if matches!(it.name.as_str(), "max-age" | "s-maxage") && !is_number {
            Some(format!("`{}` needs a number of seconds", it.name))
        } else if it.name.contains(' ') {
            Some(format!("{} is not a directive", Quoted(&it.name)))
        } else {
            None
        }
    });
    let Some(why) = invalid else { return false };
    problem(
        &HTTP_INVALID_CACHE_CONTROL,
        headers.line("Cache-Control").unwrap_or_default(),
        format_args!("`Cache-Control` is not valid: {why}"),
        out,
    )
    .note("readers and caches ignore it, or do not reuse the feed at all")
    .help("write it as, for example, `Cache-Control: public, max-age=3600`");
    true
}

fn cookie(served: &Served<'_>, out: &mut Diagnostics) {
    let headers = &served.response.head.headers;
    let is_of_site = |it: &&str| !COOKIES_OF_SERVICES.iter().any(|start| it.starts_with(start));
    let Some(cookie) = headers.all("Set-Cookie").find(is_of_site) else { return };
    let name = cookie.split(['=', ';']).next().unwrap_or_default().trim();
    problem(
        &HTTP_COOKIE,
        // The value may be a secret.
        format_args!("Set-Cookie: {name}=…"),
        format_args!("the server sets a cookie with the feed: {}", Quoted(name)),
        out,
    )
    .note("readers do not send cookies back, so each request starts a new session, and many caches do not store the response")
    .help("do not start a session in the program that generates the feed");
}
