//! The links of a web page that lead to feeds, and those that may lead to one.

use std::collections::BTreeSet;

use url::Url;

use crate::fetch::discover::found_by::FoundBy;
use crate::validate::feed_links::PageLink;
use crate::validate::feed_links::PageLinks;
use crate::validate::feed_links::is_feed_type;
use crate::value::media_type::essence;

/// A link that may lead to a feed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) url: String,
    pub(super) found: FoundBy,
}

/// Types that feeds and other documents have.
const SHARED_TYPES: &[&str] =
    &["application/xml", "text/xml", "application/json", "text/x-opml", "text/x-opml+xml"];

/// The ends of file names that feeds have.
const ENDINGS: &[&str] = &[
    ".rss",
    ".atom",
    ".rdf",
    "feed.xml",
    "rss.xml",
    "atom.xml",
    "feed.json",
    ".opml",
    "index.xml",
];

/// The last segments of paths that feeds have.
const NAMES: &[&str] = &["feed", "rss", "atom", "feeds", "rss2"];

/// The parameters with which programs return a feed instead of a page.
#[rustfmt::skip]
const QUERIES: &[&str] = &[
    "feed=rss", "feed=rss2", "feed=atom", "format=rss", "format=atom", "format=feed", "alt=rss",
];

/// The links of a page that may lead to feeds, in its order. Each is listed once.
pub(super) fn links(html: &str, url: &Url) -> Vec<Link> {
    let mut known = BTreeSet::new();
    let mut links = Vec::new();
    for it in PageLinks::new(html, Some(url.as_str())) {
        let Ok(target) = Url::parse(&it.url) else { continue };
        let found = if it.is_element {
            of_link(&it, &target)
        } else {
            looks_like_feed(&target, url).then_some(FoundBy::Anchor)
        };
        let Some(found) = found else { continue };
        if known.insert((target.as_str().to_owned(), found)) {
            links.push(Link { url: target.into(), found });
        }
    }
    links
}

/// How a `link` element leads to a feed, if it does.
fn of_link(link: &PageLink, target: &Url) -> Option<FoundBy> {
    let has = |wanted: &str| link.has_relation(wanted);
    let media_type = link.media_type.as_str();
    if has("blogroll") || (has("outline") && media_type.contains("opml")) {
        return Some(FoundBy::Blogroll);
    }
    if has("stylesheet") || has("icon") || has("manifest") {
        return None;
    }
    let is_feed = is_feed_type(media_type);
    if has("alternate") && is_feed {
        return Some(FoundBy::LinkElement);
    }
    let is_plain = link.relations.is_empty();
    if is_feed && (has("feed") || has("self") || has("home") || is_plain || has("service.feed")) {
        return Some(FoundBy::OtherLinkElement);
    }
    let is_shared = media_type.is_empty()
        || SHARED_TYPES.iter().any(|it| it.eq_ignore_ascii_case(essence(media_type.trim())));
    // WordPress links to its programming interface in the same way.
    let is_other = target.path().contains("/wp-json/") || target.path().contains("oembed");
    let is_meant =
        has("feed") || (has("alternate") && (!media_type.is_empty() || is_feed_path(target)));
    (is_meant && is_shared && !is_other).then_some(FoundBy::OtherLinkElement)
}

/// Whether a link in the text of a page leads to a feed, by its URL.
fn looks_like_feed(target: &Url, page: &Url) -> bool {
    // Links to services that subscribe to a feed contain its URL.
    let is_near = domain(target) == domain(page)
        || target.host_str().is_some_and(|it| it.starts_with("feeds.") || it.starts_with("rss."));
    is_near && is_feed_path(target)
}

/// The last two labels of a host.
fn domain(url: &Url) -> Option<String> {
    let mut labels: Vec<&str> = url.host_str()?.rsplit('.').take(2).collect();
    labels.reverse();
    Some(labels.join("."))
}

/// Whether the path of a URL is that of a feed.
fn is_feed_path(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let query = url.query().unwrap_or_default().to_ascii_lowercase();
    ENDINGS.iter().any(|it| last.ends_with(it))
        || NAMES.contains(&last)
        || query.split('&').any(|it| QUERIES.contains(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_links_of_a_page() {
        #[rustfmt::skip]
        let cases = [
            ("<link rel=alternate type=application/rss+xml href=/feed.xml>",                     "LinkElement https://harbor.example/feed.xml"),
            ("<LINK REL='Alternate home' TYPE='application/atom+xml; charset=utf-8' HREF='a&amp;b'>", "LinkElement https://harbor.example/blog/a&b"),
            ("<base href=/x/><link rel=alternate type=application/feed+json href=f>",            "LinkElement https://harbor.example/x/f"),
            ("<link rel=alternate type=text/xml href=/data>",                                    "OtherLinkElement https://harbor.example/data"),
            ("<link rel=feed href=/f>",                                                          "OtherLinkElement https://harbor.example/f"),
            ("<link rel=alternate hreflang=de href=/de/>",                                       ""),
            ("<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/1>",           ""),
            ("<link rel=alternate type=application/json+oembed href=/x>",                        ""),
            ("<link rel='alternate stylesheet' type=text/css href=/feed>",                       ""),
            ("<link rel=blogroll type=text/xml href=/blogroll.opml>",                            "Blogroll https://harbor.example/blogroll.opml"),
            ("<a href=/rss/>RSS</a>",                                                            "Anchor https://harbor.example/rss/"),
            ("<a href='https://feeds.harbor.example/news.rss'>RSS</a>",                          "Anchor https://feeds.harbor.example/news.rss"),
            ("<a href='?feed=rss2'>RSS</a>",                                                     "Anchor https://harbor.example/blog/?feed=rss2"),
            ("<a href='https://reader.example/add/https://harbor.example/feed'>+</a>",           ""),
            ("<!-- <link rel=alternate type=application/rss+xml href=/feed.xml> -->",            ""),
            ("<script>'<link rel=alternate type=application/rss+xml href=/feed.xml>'</script>",  ""),
            ("<a href='javascript:rss'>x</a>",                                                   ""),
        ];
        let url = Url::parse("https://harbor.example/blog/").expect("it is a URL");
        for (html, wanted) in cases {
            let found: Vec<String> =
                links(html, &url).iter().map(|it| format!("{:?} {}", it.found, it.url)).collect();
            assert_eq!(found.join(", "), wanted, "{html}");
        }
    }
}
