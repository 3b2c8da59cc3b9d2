//! Finds the feeds that a web page links to: `<link rel="alternate" type="application/rss+xml" href="…">`. Source:
//! <https://www.rssboard.org/rss-autodiscovery>.

use crate::text::escape::unescaped;
use crate::value::media_type;
use crate::value::uri;

/// How much of a page is searched, in bytes. The links are in its head.
const SEARCHED: usize = 1 << 18;

/// How many feeds are returned.
const MAX_FEEDS: usize = 20;

/// The media types of feeds.
static TYPES: &[&str] = &[
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
];

/// The URLs of the feeds that a page links to, in order. They are resolved if the URL of the page is known.
pub(super) fn feed_links(page: &str, url: Option<&str>) -> Vec<String> {
    let mut searched = page.len().min(SEARCHED);
    while !page.is_char_boundary(searched) {
        searched -= 1;
    }
    let mut feeds = Vec::new();
    let mut rest = &page[..searched];
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let is_link = rest.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("link"));
        if !is_link || !rest[4..].starts_with(|it: char| it.is_ascii_whitespace()) {
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[4..end];
        let has = |name: &str| attribute(tag, name).unwrap_or_default().to_ascii_lowercase();
        let kind = has("type");
        let is_feed = has("rel").split_ascii_whitespace().any(|it| it == "alternate")
            && TYPES.contains(&media_type::essence(kind.trim()));
        let href = attribute(tag, "href").filter(|it| is_feed && !it.trim().is_empty());
        if let Some(href) = href {
            let href = unescaped(href.trim());
            feeds.push(url.map_or_else(|| href.clone(), |url| uri::resolve::resolve(url, &href)));
            if feeds.len() == MAX_FEEDS {
                break;
            }
        }
    }
    feeds
}

/// The value of an attribute in a start tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_ascii_whitespace() || it == '/');
        let end = rest.find(|it: char| it.is_ascii_whitespace() || it == '=')?;
        let found = &rest[..end];
        rest = rest[end..].trim_start();
        let Some(after) = rest.strip_prefix('=') else { continue };
        let after = after.trim_start();
        let (value, next) = if let Some(quote @ ('"' | '\'')) = after.chars().next() {
            after[1..].split_once(quote)?
        } else {
            let end = after.find(|it: char| it.is_ascii_whitespace()).unwrap_or(after.len());
            after.split_at(end)
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::feed_links;

    #[test]
    fn finds_the_feeds_of_a_page() {
        let page = "<html><link rel=stylesheet href=a.css><LINK type='application/rss+xml' rel=\"x Alternate\" href=\"/feed?a=1&amp;b\">\
                    <link rel=alternate type=application/atom+xml;charset=utf-8 href=atom.xml disabled>\
                    <link rel=alternate hreflang=de href=/de><link rel=alternate type=application/feed+json";
        let url = Some("https://harbor.example/a/b");
        let feeds = ["https://harbor.example/feed?a=1&b", "https://harbor.example/a/atom.xml"];
        assert_eq!(feed_links(page, url), feeds);
        assert_eq!(feed_links(page, None), ["/feed?a=1&b", "atom.xml"]);
        assert!(feed_links("<link rel=alternate =\"", None).is_empty());
    }
}
