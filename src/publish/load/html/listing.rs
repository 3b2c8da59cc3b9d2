//! Recognizes pages that are not articles: lists of articles (start pages, archives, tags, authors) and redirects.
//!
//! Lists are recognized by their structure: linked headings with teasers, or rows of links, make up most of the text.

use std::collections::HashMap;

use ego_tree::NodeId;
use scraper::ElementRef;
use url::Url;

use crate::publish::load::Options;
use crate::publish::load::html::body::{Amount, amounts};
use crate::publish::load::html::places::PageKey::{Item, Link, Meta};
use crate::publish::load::html::places::{
    Places, has_rel, in_page_edge, is_furniture, is_page_edge, short_text,
};
use crate::publish::load::html::title::{folded, hint, is_home};

/// The reasons why a page is not an article.
pub(super) const LISTS: &str = "the page lists articles but is not one itself";
const LEADS: &str = "the page only redirects to another page";

/// Classes of `html` or `body` that generators give to lists.
#[rustfmt::skip]
const KINDS: &[&str] = &[
    "archive", "author-template", "blog-archive-page", "blog-authors-list-page", "blog-authors-posts-page", "blog-list-page",
    "blog-tags-list-page", "blog-tags-post-list-page", "error404", "home-template", "search-results", "tag-template",
];

/// Elements that contain a teaser.
const TEASERS: &[&str] = &["article", "li"];
const TEASER_CLASSES: &[&str] =
    &["entry", "h-entry", "hentry", "post", "post-preview", "post-card", "card", "teaser"];

/// The maximum number of headings or links that are examined.
const MAX_COUNT: usize = 5_000;

/// The minimum length of a paragraph, in bytes without links.
const PARAGRAPH: usize = 100;

/// Why the page in the file `name` is not an article. `None` if its structure does not show that it is not one.
pub(super) fn why_not(places: &Places<'_>, name: &str, options: &Options) -> Option<&'static str> {
    if leads_elsewhere(places) {
        return Some(LEADS);
    }
    let roots = places.elements.iter().filter(|it| matches!(it.value().name(), "html" | "body"));
    let mut classes = roots.flat_map(|it| it.attr("class").unwrap_or_default().split_whitespace());
    if classes.any(|it| KINDS.contains(&it)) {
        return Some(LISTS);
    }
    let own = [Meta("article:published_time"), Meta("feedwright:title"), Item("articleBody")];
    let kind = places.first(&[Meta("og:type")]);
    let bodies = places.items("articleBody").take(2).count();
    if places.json.has_article()
        || bodies < 2 && places.first(&own).is_some()
        || kind.is_some_and(|it| it.value == "article")
    {
        return None;
    }
    let page = Itself::of(places, name, options);
    let amounts = amounts(&places.page.tree);
    (has_teasers(places, &page, &amounts) || has_rows(places, &page, &amounts)).then_some(LISTS)
}

/// Whether the page has `<meta http-equiv=refresh content="0; url=…">`, which generators write in place of a moved page.
fn leads_elsewhere(places: &Places<'_>) -> bool {
    let refresh = places.elements.iter().filter(|it| it.value().name() == "meta");
    let mut refresh = refresh.filter(|it| {
        it.attr("http-equiv").is_some_and(|it| it.trim().eq_ignore_ascii_case("refresh"))
    });
    refresh.any(|it| {
        let content = it.attr("content").unwrap_or_default().to_ascii_lowercase();
        let (wait, address) = content.split_once([';', ',']).unwrap_or((&content, ""));
        address.trim_start().starts_with("url")
            && wait.trim().parse::<f64>().is_ok_and(|it| it < 10.0)
    })
}

/// What is known about the page's own URL and title.
struct Itself<'o> {
    /// The last part of its path, for example `b` in `a/b/index.html`.
    slug: String,
    canonical: Option<Url>,
    /// The normalized text of the `title` element.
    title: String,
    options: &'o Options,
}

impl<'o> Itself<'o> {
    fn of(places: &Places<'_>, name: &str, options: &'o Options) -> Itself<'o> {
        let canonical = places.first(&[Link("canonical"), Meta("og:url")]);
        let canonical = canonical.and_then(|it| Url::parse(&it.value).ok());
        let title = hint(places).map(|it| folded(&it)).unwrap_or_default();
        Itself { slug: slug(&name.replace('\\', "/")), canonical, title, options }
    }

    /// Whether a link leads to another page of the site.
    fn has_other(&self, href: &str) -> bool {
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') || is_home(href, self.options) {
            return false;
        }
        let path = match Url::parse(href) {
            Ok(url) => {
                let hosts = [self.options.site_url.as_ref(), self.canonical.as_ref()];
                let own = hosts.iter().flatten().any(|it| it.host_str() == url.host_str());
                if !own || !url.scheme().starts_with("http") {
                    return false;
                }
                url.path().to_owned()
            }
            Err(url::ParseError::RelativeUrlWithoutBase) => href.to_owned(),
            Err(_) => return false,
        };
        if self
            .canonical
            .as_ref()
            .is_some_and(|it| it.path().trim_end_matches('/') == path.trim_end_matches('/'))
        {
            return false;
        }
        let path = path.split(['?', '#']).next().unwrap_or_default();
        slug(path) != self.slug
    }
}

/// The last part of a path that names the page.
fn slug(path: &str) -> String {
    let parts = path.rsplit('/').map(|it| it.rsplit_once('.').map_or(it, |it| it.0));
    let mut parts = parts.filter(|it| !it.is_empty() && *it != "index" && *it != ".");
    parts.next().unwrap_or_default().to_lowercase()
}

/// Whether headings that link to other pages make up most of the page, together with the text below them.
fn has_teasers(places: &Places<'_>, page: &Itself<'_>, amounts: &HashMap<NodeId, Amount>) -> bool {
    let headings = places.elements.iter().copied();
    let headings =
        headings.filter(|it| matches!(it.value().name(), "h1" | "h2" | "h3" | "h4" | "h5"));
    let headings = headings.filter(|it| !is_furniture(*it)).take(MAX_COUNT).collect::<Vec<_>>();
    let teasers = headings.iter().copied().filter(|it| is_teaser(*it, page)).collect::<Vec<_>>();
    if teasers.is_empty() {
        return false;
    }
    let mut counts = HashMap::<NodeId, usize>::new();
    for heading in &headings {
        for above in heading.ancestors() {
            *counts.entry(above.id()).or_default() += 1;
        }
    }
    let boxes = teasers.iter().map(|it| teaser_box(*it, &counts));
    let mut known = std::collections::HashSet::new();
    let text = |it: ElementRef<'_>| amounts.get(&it.id()).map_or(0, |it| it.text);
    let mut teased = 0;
    for element in boxes {
        if !element.ancestors().any(|it| known.contains(&it.id())) && known.insert(element.id()) {
            teased += text(element);
        }
    }
    teased * 10 >= text_of_page(places, amounts) * 7
}

/// Whether a heading is only a link to another page, and not the title of this page.
fn is_teaser(heading: ElementRef<'_>, page: &Itself<'_>) -> bool {
    let Some(text) = short_text(heading, 500).filter(|it| !it.is_empty()) else { return false };
    let around = heading.ancestors().filter_map(ElementRef::wrap).take(3);
    let around = around.filter(|it| it.value().name() == "a");
    let links = heading.descendent_elements().filter(|it| it.value().name() == "a").chain(around);
    let mut links = links.filter(|it| it.attr("href").is_some_and(|it| page.has_other(it)));
    let whole = |it: ElementRef<'_>| short_text(it, 2_000).is_none_or(|it| it.contains(&text));
    let own = folded(&text);
    let is_title =
        !own.is_empty() && page.title.contains(&own) && folded(&page.options.site_title) != own;
    !is_title && links.any(whole)
}

/// The element that contains a teaser and its heading.
fn teaser_box<'p>(heading: ElementRef<'p>, counts: &HashMap<NodeId, usize>) -> ElementRef<'p> {
    let above = || {
        heading
            .ancestors()
            .filter_map(ElementRef::wrap)
            .take_while(|it| !matches!(it.value().name(), "body" | "main" | "html"))
    };
    let is_box = |it: &ElementRef<'_>| {
        let mut classes = it.attr("class").unwrap_or_default().split_whitespace();
        TEASERS.contains(&it.value().name()) || classes.any(|it| TEASER_CLASSES.contains(&it))
    };
    let alone = || above().take_while(|it| counts.get(&it.id()).is_none_or(|it| *it < 2)).last();
    above().find(is_box).or_else(alone).unwrap_or(heading)
}

/// Whether the page consists of rows of links to other pages, without its own paragraph, picture or date.
fn has_rows(places: &Places<'_>, page: &Itself<'_>, amounts: &HashMap<NodeId, Amount>) -> bool {
    let amount = |it: ElementRef<'_>| amounts.get(&it.id()).copied().unwrap_or_default();
    let mut rows = 0_usize;
    let mut links = 0_usize;
    for element in places.elements.iter().copied() {
        let class = element.attr("class").unwrap_or_default();
        match element.value().name() {
            "img" | "picture" | "video" | "audio" | "iframe" | "pre"
                if !is_furniture(element) && !in_page_edge(element) =>
            {
                return false;
            }
            "p" | "li" | "dd" | "td" | "blockquote" => {
                let Amount { text, linked } = amount(element);
                if text.saturating_sub(linked) >= PARAGRAPH
                    && !is_furniture(element)
                    && is_innermost(element)
                {
                    return false;
                }
            }
            "time" | "abbr"
                if (element.value().name() == "time" || class.contains("published"))
                    && in_row(element).is_none()
                    && !is_furniture(element) =>
            {
                return false;
            }
            "a" if links < MAX_COUNT => {
                links += 1;
                let other = element.attr("href").is_some_and(|it| page.has_other(it));
                let says = ["tag", "author", "prev", "next", "category"];
                let leads = other
                    && !says.iter().any(|it| has_rel(element, it))
                    && !is_furniture(element)
                    && !in_page_edge(element);
                if leads && let Some(row) = in_row(element) {
                    rows += usize::from(amount(element).text * 5 >= amount(row).text * 2);
                }
            }
            _ => {}
        }
    }
    let Some(body) = places.elements.iter().find(|it| it.value().name() == "body") else {
        return false;
    };
    let (text, linked) = (text_of_page(places, amounts), amount(*body).linked);
    rows > 0 && linked * 4 >= text
}

/// The row of a list or a table that contains an element.
fn in_row(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let mut above = element.ancestors().filter_map(ElementRef::wrap).take(8);
    above.find(|it| matches!(it.value().name(), "li" | "dd" | "dt" | "td" | "tr"))
}

/// Whether an element contains no paragraph, list or cell.
fn is_innermost(element: ElementRef<'_>) -> bool {
    let mut inside = element.descendent_elements().skip(1).take(50);
    !inside.any(|it| matches!(it.value().name(), "p" | "ul" | "ol" | "dl" | "table" | "li"))
}

/// The amount of text in the page without headers, footers and navigation, in bytes.
fn text_of_page(places: &Places<'_>, amounts: &HashMap<NodeId, Amount>) -> usize {
    let amount = |it: ElementRef<'_>| amounts.get(&it.id()).map_or(0, |it| it.text);
    let body = places.elements.iter().find(|it| it.value().name() == "body");
    let mut whole = body.map_or(0, |it| amount(*it));
    let mut known = std::collections::HashSet::new();
    for element in places.elements.iter().copied() {
        // `nav` elements are not included in the amounts.
        let is_edge = is_page_edge(element) || element.value().name() == "h1";
        if is_edge && !element.ancestors().any(|it| known.contains(&it.id())) {
            known.insert(element.id());
            whole = whole.saturating_sub(amount(element));
        }
    }
    whole
}
