//! Checks the links of `WebSub` in the headers against those in the document (<https://www.w3.org/TR/websub/#discovery>).

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::response::Headers;
use crate::validate::rules::http::link_header::links;
use crate::validate::rules::http::served::Served;
use crate::validate::rules::http::served::report as problem;
use crate::validate::rules::link::leads_to_same_document;
use crate::validate::rules::{
    HTTP_DIFFERENT_HUB, HTTP_DIFFERENT_SELF_LINK, HTTP_HUB_WITHOUT_SELF_LINK, HTTP_INSECURE_HUB,
    HTTP_SEVERAL_SELF_LINKS,
};
use crate::value::uri;

pub(super) fn check(served: &Served<'_>, out: &mut Diagnostics) {
    let headers = &served.response.head.headers;
    let all = links(headers);
    let of = |relation: &str| -> Vec<&str> {
        let with = all.iter().filter(|it| it.relations.iter().any(|it| it == relation));
        with.map(|it| it.url.as_str()).collect()
    };
    let hubs = of("hub");
    insecure_hub(&hubs, headers, out);
    different_hub(&hubs, served, out);
    self_links(&of("self"), &hubs, served, out);
}

fn insecure_hub(hubs: &[&str], headers: &Headers, out: &mut Diagnostics) {
    let Some(hub) = hubs.iter().find(|it| it.starts_with("http://")) else { return };
    problem(
        &HTTP_INSECURE_HUB,
        line(hub, headers),
        format_args!("the hub is not requested over https: {}", Quoted(hub)),
        out,
    )
    .note("others on the network can read the subscriptions of readers and change the entries that they get")
    .help("use the URL of the hub that begins with `https://`");
}

/// Reports that no hub is in both places. A feed may have several hubs.
fn different_hub(hubs: &[&str], served: &Served<'_>, out: &mut Diagnostics) {
    let (Some(first), Some(named)) = (hubs.first(), served.hubs.first()) else { return };
    let is_in_feed = |hub: &&str| served.hubs.iter().any(|it| is_same(hub, it, served));
    if hubs.iter().any(is_in_feed) {
        return;
    }
    problem(
        &HTTP_DIFFERENT_HUB,
        line(first, &served.response.head.headers),
        format_args!(
            "the hub in the headers is {}, but the one in the feed is {}",
            Quoted(first),
            Quoted(named)
        ),
        out,
    )
    .note("some readers subscribe to one hub and some to the other; if the feed notifies only one of them, the readers of the other get no notifications")
    .help("use the same hub in the headers and in the feed");
}

fn self_links(selves: &[&str], hubs: &[&str], served: &Served<'_>, out: &mut Diagnostics) {
    let headers = &served.response.head.headers;
    let [first, others @ ..] = selves else {
        if let Some(hub) = hubs.first().filter(|_| served.self_url.is_none()) {
            let url = served.response.final_url().unwrap_or("https://example.org/feed");
            problem(
                &HTTP_HUB_WITHOUT_SELF_LINK,
                line(hub, headers),
                "the headers name a hub, but neither they nor the feed have a `self` link",
                out,
            )
            .note("readers cannot tell for which URL they have to subscribe at the hub, so they get no notifications")
            .help(format_args!("add `<{url}>; rel=\"self\"` to the `Link` header"));
        }
        return;
    };
    if let Some(other) = others.iter().find(|it| !is_same(first, it, served)) {
        problem(
            &HTTP_SEVERAL_SELF_LINKS,
            line(other, headers),
            format_args!(
                "the headers have two `self` links: {} and {}",
                Quoted(first),
                Quoted(other)
            ),
            out,
        )
        .note("readers and hubs disagree about which URL to subscribe to")
        .help("keep the link with the URL that readers should subscribe to");
    } else if let Some(named) = served.self_url.filter(|it| !is_same(first, it, served)) {
        problem(
            &HTTP_DIFFERENT_SELF_LINK,
            line(first, headers),
            format_args!(
                "the `self` link in the headers is {}, but the one in the feed is {}",
                Quoted(first),
                Quoted(&whole(named, served))
            ),
            out,
        )
        .note("readers subscribe at the hub to the URL in the headers, and hubs send notifications for the one in the feed")
        .help("use the same URL in both");
    }
}

/// Whether two links lead to the same document.
fn is_same(one: &str, other: &str, served: &Served<'_>) -> bool {
    leads_to_same_document(&whole(one, served), &whole(other, served))
}

fn whole(url: &str, served: &Served<'_>) -> String {
    uri::resolve::resolve(served.response.final_url().unwrap_or_default(), url)
}

/// The header that contains a URL.
fn line(url: &str, headers: &Headers) -> String {
    let value = headers.all("Link").find(|it| it.contains(url));
    format!("Link: {}", value.unwrap_or_default())
}
