//! Checks the URLs that a request went through.

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::response::{Redirect, Response};
use crate::validate::rules::http::served::report as problem;
use crate::validate::rules::{
    HTTP_INSECURE, HTTP_INSECURE_REDIRECT, HTTP_LONG_REDIRECT_CHAIN, HTTP_PERMANENT_REDIRECT,
    HTTP_TEMPORARY_REDIRECT,
};
use crate::value::uri;

/// The usual number of redirects: to https, to the right host, and to the right path.
const USUAL: usize = 3;

pub(super) fn check(response: &Response, out: &mut Diagnostics) {
    let hops = &response.redirects;
    let was_secure = |at: usize| {
        let before =
            if at == 0 { response.url.as_deref() } else { Some(hops[at - 1].target.as_str()) };
        before.is_some_and(|it| it.starts_with("https://"))
    };
    let downgrade = (0..hops.len()).find(|at| is_insecure(&hops[*at].target) && was_secure(*at));
    if let Some(at) = downgrade {
        problem(
            &HTTP_INSECURE_REDIRECT,
            line(&hops[at]),
            format_args!("the server redirects from https to http: {}", Quoted(&hops[at].target)),
            out,
        )
        .note("many readers do not follow such a redirect, and others request the feed without encryption")
        .help(format_args!("redirect to `{}`", hops[at].target.replacen("http://", "https://", 1)));
        return;
    }
    if let Some(url) = response.final_url().filter(|it| is_insecure(it)) {
        problem(
            &HTTP_INSECURE,
            &response.head,
            format_args!("the feed is not served over https: {}", Quoted(url)),
            out,
        )
        .note("others on the network can read and change the feed, and some readers do not request http URLs")
        .help(format_args!(
            "serve the feed at `{}`, and redirect the old URL with status 301",
            url.replacen("http://", "https://", 1)
        ));
    }
    if hops.len() > USUAL {
        let last = &hops[hops.len() - 1];
        problem(
            &HTTP_LONG_REDIRECT_CHAIN,
            line(last),
            format_args!("the URL of the feed redirects {} times", hops.len()),
            out,
        )
        .note(format_args!(
            "each update takes {} more requests, and readers with SimplePie stop after 5 redirects",
            hops.len()
        ))
        .help(format_args!("redirect directly to {}", Quoted(&last.target)));
        return;
    }
    let Some(last) = hops.last() else { return };
    if let Some(temporary) = hops.iter().find(|it| !it.is_permanent()) {
        problem(
            &HTTP_TEMPORARY_REDIRECT,
            line(temporary),
            format_args!(
                "the URL of the feed redirects temporarily to {}",
                Quoted(&temporary.target)
            ),
            out,
        )
        .note("readers keep the URL that redirects, so each update takes at least two requests")
        .help("redirect with status 301 or 308 if the feed has moved permanently");
    } else {
        problem(
            &HTTP_PERMANENT_REDIRECT,
            line(last),
            format_args!("the feed has moved permanently to {}", Quoted(&last.target)),
            out,
        )
        .note("not all readers replace the URL of the subscription, so some of them always request both URLs")
        .help(format_args!("use {} in the links to the feed", Quoted(&last.target)));
    }
}

/// The lines of a redirect, in short.
fn line(hop: &Redirect) -> String {
    format!("{} Location: {}", hop.status, hop.target)
}

/// Whether a URL is not encrypted although its host is on the internet.
fn is_insecure(url: &str) -> bool {
    if !url.starts_with("http://") {
        return false;
    }
    let host = uri::split(url).host().to_ascii_lowercase();
    let is_address = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
    let is_local = host == "localhost"
        || [".localhost", ".local", ".onion", ".internal"].iter().any(|it| host.ends_with(it));
    !is_address && !is_local
}
