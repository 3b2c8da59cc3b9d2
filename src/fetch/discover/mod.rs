//! Finds the feeds of a site: from the links in its page and its headers, the patterns of platforms, lists of feeds, and the places where
//! sites usually have their feeds.

use chrono::DateTime;
use chrono::FixedOffset;
use url::Url;

use crate::diagnostic::Severity;
use crate::fetch::FetchError;
use crate::fetch::Fetched;
use crate::fetch::Network;
use crate::fetch::Request;
use crate::fetch::client::received::Received;
use crate::fetch::client::received::is_web;
use crate::fetch::client::received::normal;
use crate::fetch::discover::page::Link;
use crate::text::fingerprint::fnv1a;
use crate::validate::feed_links::is_feed_type;
use crate::validate::format::Format;
use crate::validate::inventory::ResourceKind;
use crate::validate::options::Options;
use crate::validate::response::{Head, Response};
use crate::validate::rules::http::link_header;
use crate::validate::validate;
use crate::value::html::reference;
use crate::value::html::reference::ReferenceContext;

mod found_by;
mod page;
mod places;

pub use crate::fetch::discover::found_by::FoundBy;

/// How the feeds of a site are looked for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DiscoverSettings {
    /// The maximum number of requests (`--max-requests`).
    pub requests: usize,
    /// Whether to look at the usual places even if the page links to feeds (`--all`).
    pub all: bool,
}

impl Default for DiscoverSettings {
    fn default() -> DiscoverSettings {
        DiscoverSettings { requests: 50, all: false }
    }
}

/// The feeds of a site.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Discovered {
    /// The feeds and lists of feeds, those that the page links to first.
    pub feeds: Vec<DiscoveredFeed>,
    /// The URLs that the site declares as feeds, but that are not.
    pub broken: Vec<BrokenLink>,
    /// The status of the page.
    pub status: u16,
    /// How many URLs were not requested because of the limit.
    pub left_out: usize,
}

/// A feed, or a list of feeds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DiscoveredFeed {
    /// Its URL, after all redirects.
    pub url: String,
    /// How it was found.
    pub found: Vec<FoundBy>,
    /// Its format.
    pub format: Format,
    /// Its title.
    pub title: String,
    /// The number of its entries. In a list, the number of feeds.
    pub entries: usize,
    /// The date of its newest entry.
    pub newest: Option<DateTime<FixedOffset>>,
    /// The number of errors, warnings and hints.
    pub problems: [usize; 3],
}

impl DiscoveredFeed {
    /// Whether it is a list of feeds (OPML).
    pub fn is_list(&self) -> bool {
        matches!(self.format, Format::Opml10 | Format::Opml11 | Format::Opml20)
    }
}

/// A URL that is declared as a feed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BrokenLink {
    /// The URL.
    pub url: String,
    /// How it was found.
    pub found: FoundBy,
    /// Why it is not a feed.
    pub reason: String,
}

/// Finds the feeds of a site, starting with the page at `url`, and validates each.
///
/// # Errors
///
/// If the page cannot be fetched.
///
/// ```
/// use feedwright::{DiscoverSettings, FetchSettings, FoundBy, Options, Replay, discover};
///
/// let conversation = br#">>> GET https://harbor.example/
/// HTTP/1.1 200 OK
/// Content-Type: text/html
///
/// <!DOCTYPE html><title>Harbor</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">
/// >>> GET https://harbor.example/feed.xml
/// HTTP/1.1 200 OK
///
/// <rss version="2.0"><channel><title>Harbor news</title><item><title>Ferry</title></item></channel></rss>
/// "#;
/// let network = Replay::read(conversation, &FetchSettings::default())?;
/// let settings = DiscoverSettings::default();
/// let found = discover("https://harbor.example/", &Options::default(), &network, &settings)
///     .map_err(|it| it.diagnostic.message)?;
///
/// assert_eq!(found.feeds[0].url, "https://harbor.example/feed.xml");
/// assert_eq!(found.feeds[0].title, "Harbor news");
/// assert_eq!(found.feeds[0].found, [FoundBy::LinkElement]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn discover(
    url: &str,
    options: &Options,
    network: &dyn Network,
    settings: &DiscoverSettings,
) -> Result<Discovered, FetchError> {
    let fetched = network.send(&Request::get(url))?;
    Ok(search(fetched, url, options, network, settings, settings.requests.saturating_sub(1)))
}

/// Like [`discover`], for a page that is already there. `url` is its URL.
pub fn discover_in_page(
    html: &[u8],
    url: &str,
    options: &Options,
    network: &dyn Network,
    settings: &DiscoverSettings,
) -> Discovered {
    let head = Head { status: 200, ..Head::default() };
    let response = Response { url: Some(url.to_owned()), head, ..Response::default() };
    let fetched = Fetched { response, body: html.to_vec() };
    search(fetched, url, options, network, settings, settings.requests)
}

/// Finds the feeds of a site whose page is there, with this many further requests.
fn search(
    page: Fetched,
    url: &str,
    options: &Options,
    network: &dyn Network,
    settings: &DiscoverSettings,
    left: usize,
) -> Discovered {
    let mut search = Search {
        options: Options { base_url: None, response: None, ..options.clone() },
        network,
        left,
        requested: Vec::new(),
        bodies: Vec::new(),
        found: Discovered { status: page.response.head.status, ..Discovered::default() },
    };
    search.start(url, page, settings.all);
    search.found
}

struct Search<'n> {
    options: Options,
    network: &'n dyn Network,
    /// How many requests are left.
    left: usize,
    /// The URLs that were requested.
    requested: Vec<String>,
    /// The fingerprint of each feed in `found`. Sites often have the same feed at several URLs.
    bodies: Vec<u64>,
    found: Discovered,
}

impl Search<'_> {
    fn start(&mut self, url: &str, fetched: Fetched, all: bool) {
        let headers = link_header::links(&fetched.response.head.headers);
        let page = Received::new(fetched, &self.options);
        self.requested.extend(page.urls.iter().cloned());
        let base = page.options.base_url.clone().unwrap_or_else(|| url.to_owned());
        let Ok(base) = Url::parse(&base) else { return };
        if page.inventory.is_feed() {
            self.add(&page, FoundBy::Itself);
            return;
        }
        let mut candidates: Vec<(String, FoundBy)> = Vec::new();
        for it in headers {
            let is_alternate = it.relations.iter().any(|it| it == "alternate" || it == "feed");
            if is_alternate
                && is_feed_type(&it.media_type)
                && let Ok(url) = base.join(&it.url)
            {
                candidates.push((url.into(), FoundBy::LinkHeader));
            }
        }
        let links: Vec<Link> = page::links(&page.source.text, &base);
        candidates.extend(links.into_iter().map(|it| (it.url, it.found)));
        let places = places::of_platform(&base);
        candidates.extend(places.into_iter().map(|it| (it, FoundBy::Platform)));
        // The site itself knows best which of its feeds matters most.
        candidates.sort_by_key(|it| it.1);
        for (url, found) in candidates {
            self.candidate(&url, found);
        }
        if self.found.feeds.is_empty() || all {
            for url in places::usual(&base) {
                self.candidate(&url, FoundBy::UsualPlace);
            }
        }
    }

    /// Requests a URL that may be a feed, unless it is known.
    fn candidate(&mut self, url: &str, found: FoundBy) {
        let url = normal(url);
        if !is_web(&url) {
            return;
        }
        if self.requested.contains(&url) {
            if let Some(feed) = self.found.feeds.iter_mut().find(|it| normal(&it.url) == url)
                && !feed.found.contains(&found)
            {
                feed.found.push(found);
            }
            return;
        }
        if self.left == 0 {
            self.found.left_out += 1;
            return;
        }
        self.left -= 1;
        self.requested.push(url.clone());
        let reason = match self.network.send(&Request::get(url.as_str())) {
            Ok(fetched) if matches!(fetched.response.head.status, 200..=299) => {
                let received = Received::new(fetched, &self.options);
                if received.inventory.is_feed() {
                    return self.add(&received, found);
                }
                "it is not a feed".to_owned()
            }
            Ok(fetched) => {
                let head = &fetched.response.head;
                format!("the server responds with {} {}", head.status, head.reason)
            }
            Err(error) => error.diagnostic.message,
        };
        if found.is_declared() {
            let reason = reason.trim_end().to_owned();
            self.found.broken.push(BrokenLink { url, found, reason });
        }
    }

    /// Adds a feed, unless it is one that was found before.
    fn add(&mut self, received: &Received, found: FoundBy) {
        let url = received.options.base_url.clone().unwrap_or_default();
        let body = fnv1a(received.source.text.bytes());
        let is_known =
            |(feed, it): (&DiscoveredFeed, &u64)| normal(&feed.url) == normal(&url) || *it == body;
        if let Some(known) = self.found.feeds.iter().zip(&self.bodies).position(is_known) {
            let feed = &mut self.found.feeds[known];
            if !feed.found.contains(&found) {
                feed.found.push(found);
            }
            return;
        }
        self.requested.extend(received.urls.iter().cloned());
        let report = validate(&received.source, &received.options);
        let count = |severity| {
            let of = report.diagnostics.iter().filter(|it| it.severity == severity);
            of.map(|it| it.count).sum()
        };
        let inventory = &received.inventory;
        let mut feed = DiscoveredFeed {
            url,
            found: vec![found],
            format: report.format,
            title: plain(inventory.title.as_ref().map_or("", |it| it.text.as_str())),
            entries: inventory.entries.len(),
            newest: inventory.newest(),
            problems: [Severity::Error, Severity::Warning, Severity::Info].map(count),
        };
        if feed.is_list() {
            feed.entries = inventory.resources_of(ResourceKind::Feed).count();
        }
        self.found.feeds.push(feed);
        self.bodies.push(body);
    }
}

/// A title without markup, on one line.
fn plain(title: &str) -> String {
    let decoded = reference::decode(title, ReferenceContext::Text);
    let mut text = String::new();
    let mut rest = decoded.as_ref();
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').map(|it| start + it + 1);
        let is_tag =
            rest[start + 1..].starts_with(|it: char| it.is_ascii_alphabetic() || it == '/');
        if let Some(end) = end.filter(|_| is_tag) {
            text.push_str(&rest[..start]);
            rest = &rest[end..];
        } else {
            text.push_str(&rest[..=start]);
            rest = &rest[start + 1..];
        }
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
