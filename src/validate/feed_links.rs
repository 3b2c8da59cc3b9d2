//! Reads the links of a web page, and finds the feeds among them: `<link rel="alternate" type="application/rss+xml" href="…">`. Sources:
//! <https://www.rssboard.org/rss-autodiscovery> and <https://html.spec.whatwg.org/multipage/links.html#rel-alternate>.

use crate::value::html::reference;
use crate::value::html::reference::ReferenceContext;
use crate::value::html::tokenizer::Token;
use crate::value::html::tokenizer::Tokenizer;
use crate::value::media_type;
use crate::value::uri;

/// How much of a page is searched for its feeds, in bytes. The links are in its head.
const SEARCHED: usize = 1 << 18;

/// How many feeds are returned.
const MAX_FEEDS: usize = 20;

/// Media types that only feeds have.
#[rustfmt::skip]
const FEED_TYPES: &[&str] = &[
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/x-rss+xml",
    "application/rss", "application/atom", "text/rss+xml", "text/rss", "text/atom", "application/x.atom+xml", "application/x-atom+xml",
];

/// Whether a media type is that of a feed.
pub(crate) fn is_feed_type(media_type: &str) -> bool {
    let essence = media_type::essence(media_type.trim()).to_ascii_lowercase();
    FEED_TYPES.contains(&essence.as_str())
}

/// The URLs of the feeds that a page links to, in order. They are resolved if the URL of the page is known.
pub(super) fn feed_links(page: &str, url: Option<&str>) -> Vec<String> {
    let end = page.len().min(SEARCHED);
    let searched = (0..=end).rfind(|it| page.is_char_boundary(*it)).unwrap_or_default();
    let links = PageLinks::new(&page[..searched], url);
    let is_feed = |it: &PageLink| {
        it.is_element && it.has_relation("alternate") && is_feed_type(&it.media_type)
    };
    links.filter(is_feed).map(|it| it.url).take(MAX_FEEDS).collect()
}

/// A link of a web page.
pub(crate) struct PageLink {
    /// Whether it is a `link` element, and not an `a` element in the text.
    pub(crate) is_element: bool,
    /// Its relations, in lowercase.
    pub(crate) relations: String,
    pub(crate) media_type: String,
    /// Its URL. It is resolved if the URL of the page is known.
    pub(crate) url: String,
}

impl PageLink {
    pub(crate) fn has_relation(&self, wanted: &str) -> bool {
        self.relations.split_ascii_whitespace().any(|it| it == wanted)
    }
}

/// The links of a web page, in order.
pub(crate) struct PageLinks<'p> {
    page: &'p str,
    tokenizer: Tokenizer<'p>,
    url: Option<&'p str>,
    /// The URL of the first `base` element.
    base: Option<String>,
}

impl<'p> PageLinks<'p> {
    pub(crate) fn new(page: &'p str, url: Option<&'p str>) -> PageLinks<'p> {
        PageLinks { page, tokenizer: Tokenizer::new(page), url, base: None }
    }

    /// The value of an attribute of the current tag.
    fn attribute(&self, name: &str) -> Option<String> {
        let found =
            self.tokenizer.attributes().iter().find(|it| {
                !it.is_duplicate && self.page[it.name.clone()].eq_ignore_ascii_case(name)
            })?;
        let value = self.page[found.value.clone()].trim();
        Some(reference::decode(value, ReferenceContext::Attribute).into_owned())
    }
}

impl Iterator for PageLinks<'_> {
    type Item = PageLink;

    fn next(&mut self) -> Option<PageLink> {
        loop {
            let tag = match self.tokenizer.read() {
                Token::Tag(tag) if !tag.is_end => tag,
                Token::End => return None,
                _ => continue,
            };
            let name = &self.page[tag.name];
            let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
            let (is_base, is_element) = (is("base"), is("link"));
            if !is_base && !is_element && !is("a") {
                continue;
            }
            let Some(href) = self.attribute("href").filter(|it| !it.is_empty()) else { continue };
            let base = self.base.as_deref().filter(|_| !is_base).or(self.url);
            let url = base.map_or_else(|| href.clone(), |it| uri::resolve::resolve(it, &href));
            if is_base {
                self.base.get_or_insert(url);
                continue;
            }
            let relations = self.attribute("rel").unwrap_or_default().to_ascii_lowercase();
            let media_type = self.attribute("type").unwrap_or_default();
            return Some(PageLink { is_element, relations, media_type, url });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::feed_links;

    #[test]
    fn finds_the_feeds_of_a_page() {
        let page = "<html><link rel=stylesheet href=a.css><LINK type='application/rss+xml' rel=\"x Alternate\" href=\"/feed?a=1&amp;b\">\
                    <link rel=alternate type=application/atom+xml;charset=utf-8 href=atom.xml disabled>\
                    <!-- <link rel=alternate type=application/rss+xml href=/former> --><link rel=alternate type=application/rss+xml href=' '>\
                    <link rel=alternate hreflang=de href=/de><a rel=alternate type=application/rss+xml href=/a>\
                    <link rel=alternate type=application/feed+json";
        let url = Some("https://harbor.example/a/b");
        let feeds = ["https://harbor.example/feed?a=1&b", "https://harbor.example/a/atom.xml"];
        assert_eq!(feed_links(page, url), feeds);
        assert_eq!(feed_links(page, None), ["/feed?a=1&b", "atom.xml"]);
        assert!(feed_links("<link rel=alternate =\"", None).is_empty());
        let based = format!("<base href=/x/><base href=/y/>{page}");
        assert_eq!(feed_links(&based, url)[1], "https://harbor.example/x/atom.xml");
        assert_eq!(feed_links(&based, None)[1], "/x/atom.xml");
    }

    #[test]
    fn searches_only_the_start_of_a_page() {
        let link = "<link rel=alternate type=application/rss+xml href=/feed>";
        assert_eq!(feed_links(&link.repeat(30), None).len(), 20);
        let late = format!("é{}{link}", "é".repeat(super::SEARCHED / 2));
        assert!(feed_links(&late, None).is_empty());
    }
}
