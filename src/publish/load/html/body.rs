//! Finds the element that contains the text of an article, and removes what belongs to the page.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::{ElementRef, Html};

use crate::publish::content::edit;
use crate::publish::load::html::places::{Places, is_furniture, short_text};

/// Classes that common systems use for the element that contains only the text.
#[rustfmt::skip]
const CONTENT: &[&str] = &[
    "available-content", "article-body", "article__body", "article-content", "article__content", "articleBody",
    "body-content", "content-body", "e-content", "entry-content", "gh-content", "post-body", "post__body", "post-content",
    "post__content", "postContent", "story-body", "story__body", "story-content", "td-post-content",
];

/// Elements that are never part of the text.
#[rustfmt::skip]
const NEVER: &[&str] = &[
    "aside", "base", "datalist", "dialog", "fieldset", "form", "input", "link", "menu", "meta", "nav", "noscript",
    "script", "select", "style", "template", "textarea", "title",
];

/// Classes and ids of elements around the text, or inside it without being part of it.
#[rustfmt::skip]
const AROUND: &[&str] = &[
    "ad", "addtoany_share_save_container", "ads", "advert", "advertisement", "article-share", "author-bio", "author-box", "author-card",
    "breadcrumb", "breadcrumbs", "comment-list", "comment-respond", "comments", "comments-area", "cookie-banner", "cookie-notice",
    "disqus_thread", "entry-footer", "entry-meta", "entry-share", "footer-cta", "gh-signup", "gh-subscribe", "giscus", "jp-relatedposts",
    "kg-signup-card", "mailchimp", "newsletter", "newsletter-form", "newsletter-signup", "pager", "pagination", "pagination-nav",
    "post-footer", "post-info", "post-meta", "post-nav", "post-navigation", "post-share", "post-tags", "promo", "read-next",
    "recommended", "related", "related-articles", "related-content", "related-posts", "respond", "screen-reader-text", "share",
    "share-buttons", "share-links", "sharedaddy", "sharing", "sidebar", "signup", "signup-form", "skip-link", "social", "social-links",
    "social-share", "sponsor", "sr-only", "subscribe", "subscribe-form", "subscription-widget", "subscription-widget-wrap",
    "theme-doc-breadcrumbs", "theme-doc-footer", "theme-edit-this-page", "utterances", "visually-hidden", "widget", "yarpp-related",
];

/// Classes and ids of the box around the text in pages without `article` and `main`.
const BOXES: &[&str] = &[
    "content",
    "hentry",
    "h-entry",
    "main",
    "main-content",
    "post",
    "page-content",
    "site-content",
];

/// The amount of text in an element and in its links, in bytes.
#[derive(Clone, Copy, Default)]
pub(super) struct Amount {
    pub(super) text: usize,
    pub(super) linked: usize,
}

/// The elements that contain the text, and a description of how they were found.
pub(super) struct Chosen<'p> {
    pub(super) elements: Vec<ElementRef<'p>>,
    pub(super) what: String,
}

/// Finds the elements that contain the text.
pub(super) fn choose<'p>(places: &Places<'p>) -> Option<Chosen<'p>> {
    let amounts = amounts(&places.page.tree);
    let amount = |it: ElementRef<'_>| amounts.get(&it.id()).map_or(0, |it| it.text);
    let items = outermost(places.items("articleBody").filter(|it| it.value().name() != "meta"));
    if items.iter().any(|it| amount(*it) > 0) {
        return Some(Chosen { elements: items, what: "itemprop `articleBody`".to_owned() });
    }
    let role =
        |it: ElementRef<'_>, name: &str| it.value().name() == name || it.attr("role") == Some(name);
    // If several are equally long, use the first one, so that the choice is stable.
    let longest = |candidates: Vec<ElementRef<'p>>| {
        let longest = candidates.into_iter().rev().max_by_key(|it| amount(*it));
        longest.filter(|it| amount(*it) > 0 || has_media(*it))
    };
    let all = || places.elements.iter().copied();
    let inner = |outer: ElementRef<'p>| {
        let named = |it: &ElementRef<'_>| {
            let mut classes = it.attr("class").unwrap_or_default().split_whitespace();
            classes.any(|it| CONTENT.contains(&it))
        };
        let inner = longest(outer.descendent_elements().filter(named).collect());
        // If the text is short, the header and comments around it may be longer. A teaser is much shorter than the rest.
        inner.filter(|it| 4 * amount(*it) > amount(outer)).unwrap_or(outer)
    };
    let articles = outermost(all().filter(|it| role(*it, "article") && !is_furniture(*it)));
    for (candidates, what) in
        [(articles, "`<article>`"), (outermost(all().filter(|it| role(*it, "main"))), "`<main>`")]
    {
        if let Some(outer) = longest(candidates) {
            return Some(Chosen { elements: vec![inner(outer)], what: what.to_owned() });
        }
    }
    let body = all().find(|it| it.value().name() == "body")?;
    let narrow = inner(body);
    if narrow != body {
        return Some(Chosen {
            elements: vec![narrow],
            what: "the element marked as content".to_owned(),
        });
    }
    let is_box = |it: &ElementRef<'_>| {
        let mut names =
            it.attr("class").unwrap_or_default().split_whitespace().chain(it.attr("id"));
        matches!(it.value().name(), "div" | "section" | "td")
            && names.any(|it| BOXES.contains(&it))
            && !is_furniture(*it)
    };
    let boxed =
        longest(outermost(all().filter(is_box))).filter(|it| 5 * amount(*it) > 3 * amount(body));
    if let Some(outer) = boxed {
        let what = "the element marked as content".to_owned();
        return Some(Chosen { elements: vec![outer], what });
    }
    if let Some(best) = best_scored(places, &amounts) {
        return Some(Chosen {
            elements: vec![best],
            what: "the element with the most text".to_owned(),
        });
    }
    Some(Chosen { elements: vec![body], what: "`<body>`".to_owned() })
}

/// Removes what is not part of the text in `roots`. `understood` are the elements that became fields.
pub(super) fn clean(
    tree: &mut Html,
    roots: &[NodeId],
    title: Option<&str>,
    understood: &HashSet<NodeId>,
) {
    let amounts = amounts(tree);
    let mut out = Vec::new();
    let mut unwrap = Vec::new();
    for root in roots {
        let Some(root) = tree.tree.get(*root).and_then(ElementRef::wrap) else { continue };
        let whole = amounts.get(&root.id()).map_or(0, |it| it.text);
        for node in root.descendants().skip(1) {
            let Some(element) = ElementRef::wrap(node) else {
                if !node.value().is_text() {
                    out.push(node.id());
                }
                continue;
            };
            let own = amounts.get(&element.id()).map_or(0, |it| it.text);
            if element.value().name() == "noscript" && has_media(element) {
                // It repeats a picture, or contains the only one.
            } else if is_formula(element) {
                // It contains TeX.
            } else if NEVER.contains(&element.value().name())
                || is_hidden(element)
                || repeats_title(element, title)
                || is_around(element) && 3 * own <= whole
                || is_page_edge(element, root)
            {
                // Keep a header that contains a picture.
                if element.value().name() == "header" && shows_picture(element) {
                    unwrap.push(element.id());
                    let rest = element.child_elements().filter(|it| !shows_picture(*it));
                    out.extend(rest.map(|it| it.id()));
                } else {
                    out.push(element.id());
                }
            } else if understood.contains(&element.id()) {
                out.extend(line_of(element, root, understood, &amounts).map(|it| it.id()));
            }
        }
    }
    for id in out {
        if let Some(mut node) = tree.tree.get_mut(id) {
            node.detach();
        }
    }
    for id in unwrap {
        edit::unwrap(tree, id);
    }
}

/// The first paragraph that belongs to the text itself.
pub(super) fn first_paragraph<'p>(roots: &[ElementRef<'p>]) -> Option<ElementRef<'p>> {
    let quoted = |it: ElementRef<'_>| {
        let mut above = it.ancestors().filter_map(ElementRef::wrap).take(4);
        above.any(|it| matches!(it.value().name(), "blockquote" | "figure" | "table"))
    };
    let mut all = roots.iter().flat_map(ElementRef::descendent_elements);
    all.find(|it| it.value().name() == "p" && !quoted(*it) && short_text(*it, 0).is_none())
}

/// The elements that are not inside another one of them, in document order.
fn outermost<'p>(elements: impl Iterator<Item = ElementRef<'p>>) -> Vec<ElementRef<'p>> {
    let mut known = HashSet::new();
    let mut out = Vec::new();
    for element in elements {
        if !element.ancestors().any(|it| known.contains(&it.id())) {
            out.push(element);
        }
        known.insert(element.id());
    }
    out
}

/// The amounts of text in all elements, computed in one pass.
pub(super) fn amounts(tree: &Html) -> HashMap<NodeId, Amount> {
    let mut out = HashMap::new();
    let mut open = Vec::new();
    let mut seen = Amount::default();
    let mut links = 0_usize;
    let mut skipped = 0_usize;
    for edge in tree.tree.root().traverse() {
        match edge {
            Edge::Open(node) => {
                if let Some(text) = node.value().as_text() {
                    let length = if skipped > 0 { 0 } else { text.trim().len() };
                    seen.text += length;
                    seen.linked += if links > 0 { length } else { 0 };
                }
                if let Some(element) = node.value().as_element() {
                    links += usize::from(element.name() == "a");
                    skipped += usize::from(NEVER.contains(&element.name()));
                }
                open.push(seen);
            }
            Edge::Close(node) => {
                let before = open.pop().unwrap_or_default();
                let Some(element) = node.value().as_element() else { continue };
                links -= usize::from(element.name() == "a");
                skipped -= usize::from(NEVER.contains(&element.name()));
                let amount =
                    Amount { text: seen.text - before.text, linked: seen.linked - before.linked };
                out.insert(node.id(), amount);
            }
        }
    }
    out
}

/// The element whose paragraphs contain the most text, scored like Readability: one point per paragraph, one per comma, and one
/// per hundred characters, up to three. The parent gets the full score and the grandparent half. Links reduce it.
fn best_scored<'p>(
    places: &Places<'p>,
    amounts: &HashMap<NodeId, Amount>,
) -> Option<ElementRef<'p>> {
    /// Elements that may contain a paragraph without being the whole text.
    const PARTS: &[&str] = &[
        "blockquote",
        "dd",
        "details",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "ul",
    ];
    let mut scores = HashMap::<NodeId, usize>::new();
    let mut held = HashMap::<NodeId, usize>::new();
    let mut total = 0_usize;
    let mut order = Vec::new();
    for paragraph in &places.elements {
        if !matches!(paragraph.value().name(), "p" | "pre" | "blockquote" | "td") {
            continue;
        }
        let length = amounts.get(&paragraph.id()).map_or(0, |it| it.text);
        if length < 25 || is_furniture(*paragraph) {
            continue;
        }
        let own = paragraph.children().filter_map(|it| it.value().as_text());
        let commas = own.map(|it| it.matches([',', '\u{3001}', '\u{ff0c}']).count()).sum::<usize>();
        let score = 2 * (1 + commas + (length / 100).min(3));
        total += score;
        // A quotation, a list or a figure is only part of the text.
        let above = paragraph.ancestors().filter_map(ElementRef::wrap);
        let above = above.skip_while(|it| PARTS.contains(&it.value().name()));
        for (element, part) in above.take(2).zip([score, score / 2]) {
            let sum = scores.entry(element.id()).or_insert_with(|| {
                order.push(element);
                0
            });
            *sum += part;
        }
        for element in paragraph.ancestors() {
            *held.entry(element.id()).or_default() += score;
        }
    }
    let weighed = |it: &ElementRef<'_>| {
        let Amount { text, linked } = amounts.get(&it.id()).copied().unwrap_or_default();
        scores[&it.id()] * 1_000 * text.saturating_sub(linked) / text.max(1)
    };
    let best = order.into_iter().rev().max_by_key(weighed)?;
    // If the text is in several boxes, use the box around them.
    let enough = |it: &ElementRef<'_>| held.get(&it.id()).is_some_and(|it| 5 * it >= 3 * total);
    let whole =
        std::iter::once(best).chain(best.ancestors().filter_map(ElementRef::wrap)).find(enough);
    whole.filter(|it| it.value().name() != "html")
}

pub(super) fn has_media(element: ElementRef<'_>) -> bool {
    element.descendent_elements().any(|it| {
        matches!(it.value().name(), "img" | "picture" | "video" | "audio" | "iframe" | "object")
    })
}

/// Whether an element contains a picture that is not the author's.
fn shows_picture(element: ElementRef<'_>) -> bool {
    let of_person = |it: ElementRef<'_>| {
        let class = it.attr("class").unwrap_or_default().to_lowercase();
        ["avatar", "author", "profile", "logo", "icon"].iter().any(|part| class.contains(part))
    };
    element.descendent_elements().any(|it| {
        let around = it.ancestors().filter_map(ElementRef::wrap).take(3);
        matches!(it.value().name(), "img" | "video" | "audio" | "iframe" | "object")
            && !of_person(it)
            && !around.into_iter().any(of_person)
    })
}

/// Whether an element is a script that contains a formula.
fn is_formula(element: ElementRef<'_>) -> bool {
    element.value().name() == "script"
        && element.attr("type").is_some_and(|it| it.trim_start().starts_with("math/tex"))
}

fn is_hidden(element: ElementRef<'_>) -> bool {
    let style = element.attr("style").unwrap_or_default();
    element.attr("hidden").is_some()
        || element.attr("data-feed") == Some("exclude")
        || style.len() < 1_000 && style.replace(' ', "").to_lowercase().contains("display:none")
}

fn is_around(element: ElementRef<'_>) -> bool {
    let classes = element.attr("class").unwrap_or_default().split_whitespace();
    classes.chain(element.attr("id")).any(|it| AROUND.contains(&it.to_lowercase().as_str()))
        || matches!(element.attr("role"), Some("navigation" | "complementary" | "search"))
}

/// Whether an element is the header or footer of a page or an article. The footer of a quotation is kept, because it names the
/// source.
fn is_page_edge(element: ElementRef<'_>, root: ElementRef<'_>) -> bool {
    let edge = matches!(element.value().name(), "header" | "footer")
        || matches!(element.attr("role"), Some("banner" | "contentinfo"));
    let notes = element.attr("class").unwrap_or_default().contains("footnote");
    let mut above = element.ancestors().take_while(|it| it.id() != root.id());
    let own_part = above.any(|it| {
        it.value()
            .as_element()
            .is_some_and(|it| matches!(it.name(), "blockquote" | "figure" | "section"))
    });
    edge && !notes && !own_part
}

/// Whether an element is the heading that became the title.
fn repeats_title(element: ElementRef<'_>, title: Option<&str>) -> bool {
    let Some(title) = title.filter(|_| matches!(element.value().name(), "h1" | "h2")) else {
        return false;
    };
    short_text(element, 1_000).is_some_and(|it| it == title)
        && (element.value().name() == "h1"
            || element.prev_siblings().find_map(ElementRef::wrap).is_none())
}

/// The short line around an element such as a byline, if the line contains nothing else.
fn line_of<'p>(
    element: ElementRef<'p>,
    root: ElementRef<'_>,
    understood: &HashSet<NodeId>,
    amounts: &HashMap<NodeId, Amount>,
) -> Option<ElementRef<'p>> {
    /// The maximum length of the rest of the line, in bytes: `Posted on … by … in …`.
    const MAX_LEFT: usize = 40;
    /// The maximum length of a line. Longer elements are not examined.
    const MAX_LENGTH: usize = 300;
    let amount = |it: ElementRef<'_>| amounts.get(&it.id()).map_or(0, |it| it.text);
    let inline = |it: &ElementRef<'_>| {
        matches!(it.value().name(), "a" | "b" | "em" | "i" | "small" | "span" | "strong" | "time")
    };
    let above = element.ancestors().take_while(|it| it.id() != root.id());
    let mut lines = std::iter::once(element).chain(above.filter_map(ElementRef::wrap));
    let Some(line) = lines.find(|it| !inline(it)) else {
        let alone = element.parent().is_some_and(|it| it.id() == root.id());
        return (element.value().name() == "time" && alone).then_some(element);
    };
    if amount(line) > MAX_LENGTH || has_media(line) {
        return None;
    }
    let parts = outermost(line.descendent_elements().filter(|it| understood.contains(&it.id())));
    let named = parts.into_iter().map(amount).sum::<usize>();
    (amount(line).saturating_sub(named) <= MAX_LEFT).then_some(line)
}
