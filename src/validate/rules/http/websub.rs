//! Checks the links of `WebSub` in the headers against those in the document (<https://www.w3.org/TR/websub/#discovery>).

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::rules::http::link_header::links;
use crate::validate::rules::http::served::Served;
use crate::validate::rules::http::served::report as problem;
use crate::validate::rules::{
    HTTP_DIFFERENT_SELF_LINK, HTTP_HUB_WITHOUT_SELF_LINK, HTTP_INSECURE_HUB,
    HTTP_SEVERAL_SELF_LINKS,
};
use crate::value::uri;

pub(super) fn check(served: &Served<'_>, out: &mut Diagnostics) {
    let headers = &served.response.head.headers;
    let all = links(headers);
    let of = |relation: &str| -> Vec<&str> {
        let is_one = |it: &&super::link_header::Link| it.relations.iter().any(|it| it == relation);
        all.iter().filter(is_one).map(|it| it.url.as_str()).collect()
    };
    let (hubs, selves) = (of("hub"), of("self"));
    let line = |url: &str| {
        let values = headers.all("Link").find(|it| it.contains(url));
        format!("Link: {}", values.unwrap_or_default())
    };
    let final_url = served.response.final_url().unwrap_or_default();
    let whole = |url: &str| uri::resolve::resolve(final_url, url);
    if let Some(hub) = hubs.iter().find(|it| it.starts_with("http://")) {
        problem(
            &HTTP_INSECURE_HUB,
            line(hub),
            format_args!("the hub is not requested over https: {}", Quoted(hub)),
            out,
        )
        .note("others on the network can read the subscriptions of readers and change the entries that they get")
        .help("use the URL of the hub that begins with `https://`");
    }
    match selves.as_slice() {
        [] => {
            if let Some(hub) = hubs.first().filter(|_| served.self_url.is_none()) {
                problem(
                    &HTTP_HUB_WITHOUT_SELF_LINK,
                    line(hub),
                    "the headers name a hub, but neither they nor the feed have a `self` link",
                    out,
                )
                .note("readers cannot tell for which URL they have to subscribe at the hub, so they get no notifications")
                .help(format_args!("add `<{}>; rel=\"self\"` to the `Link` header", example(final_url)));
            }
        }
        [first, others @ ..] => {
            if let Some(other) = others.iter().find(|it| whole(it) != whole(first)) {
                problem(
                    &HTTP_SEVERAL_SELF_LINKS,
                    line(other),
                    format_args!(
                        "the headers have two `self` links: {} and {}",
                        Quoted(first),
                        Quoted(other)
                    ),
                    out,
                )
                .note("readers and hubs disagree about which URL to subscribe to")
                .help("keep the link with the URL that readers should subscribe to");
            } else if let Some(named) = served.self_url.map(whole)
                && named != whole(first)
            {
                problem(
                    &HTTP_DIFFERENT_SELF_LINK,
                    line(first),
                    format_args!(
                        "the `self` link in the headers is {}, but the one in the feed is {}",
                        Quoted(first),
                        Quoted(&named)
                    ),
                    out,
                )
                .note("readers subscribe at the hub to the URL in the headers, and hubs send notifications for the one in the feed")
                .help("use the same URL in both");
            }
        }
    }
}

/// The URL of the feed, or an example.
fn example(url: &str) -> &str {
    if url.is_empty() { "https://example.org/feed" } else { url }
}
