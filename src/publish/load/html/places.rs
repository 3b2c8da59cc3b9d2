//! The places in a page that may contain a field, and their values.

use std::collections::BTreeMap;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::ElementRef;

use crate::publish::article::{Confidence, Origin};
use crate::publish::content::extras;
use crate::publish::load::html::json_ld::JsonLd;
use crate::publish::load::html::page::Page;
use crate::publish::load::html::plain::{folded, plain};
use crate::text::span::Span;

/// The maximum number of elements with the same `itemprop` that are examined. They may be nested, and each contains the whole
/// text.
const MAX_ITEMS: usize = 20;

/// A place that may contain a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum PageKey {
    /// A key of the article's JSON-LD.
    Json(&'static str),
    /// A `meta` element with this `name` or `property`.
    Meta(&'static str),
    /// An element with this `itemprop`.
    Item(&'static str),
    /// A `link` with this `rel`.
    Link(&'static str),
    /// An attribute of the `html` element.
    Root(&'static str),
}

/// A value and the place where it was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) value: String,
    pub(super) origin: Origin,
    pub(super) span: Span,
    /// The element that shows it to visitors of the page.
    pub(super) element: Option<NodeId>,
}

/// A page and the data from which fields are read.
pub(super) struct Places<'p> {
    pub(super) page: &'p Page<'p>,
    pub(super) json: JsonLd,
    /// All elements, in document order.
    pub(super) elements: Vec<ElementRef<'p>>,
    metas: BTreeMap<String, Vec<ElementRef<'p>>>,
    items: BTreeMap<&'p str, Vec<ElementRef<'p>>>,
}

impl<'p> Places<'p> {
    pub(super) fn new(page: &'p Page<'p>, json: JsonLd) -> Places<'p> {
        let elements = page.elements().collect::<Vec<_>>();
        let mut metas = BTreeMap::<String, Vec<ElementRef<'p>>>::new();
        let mut items = BTreeMap::<&str, Vec<ElementRef<'p>>>::new();
        for element in &elements {
            if element.value().name() == "meta" {
                for name in ["name", "property", "http-equiv"] {
                    let Some(name) = element.attr(name) else { continue };
                    metas.entry(name.trim().to_lowercase()).or_default().push(*element);
                }
            }
            for name in element.attr("itemprop").unwrap_or_default().split_whitespace() {
                items.entry(name).or_default().push(*element);
            }
        }
        Places { page, json, elements, metas, items }
    }

    /// The first value in `places`.
    pub(super) fn first(&self, places: &[PageKey]) -> Option<Found> {
        places.iter().find_map(|it| self.at(*it).into_iter().next())
    }

    /// All values in `place`, without empty ones.
    pub(super) fn at(&self, place: PageKey) -> Vec<Found> {
        let mut found = match place {
            PageKey::Json(key) => self.json_texts(key),
            PageKey::Meta(name) => self.metas(name).map(|it| self.meta(name, it)).collect(),
            PageKey::Item(name) => {
                self.items(name).take(MAX_ITEMS).map(|it| self.item(name, it)).collect()
            }
            PageKey::Link(rel) => self.links(rel),
            PageKey::Root(name) => {
                let root = self.elements.iter().filter(|it| it.value().name() == "html");
                let root = root.filter_map(|it| Some((it, it.attr(name)?)));
                root.map(|(it, value)| self.stated(*it, value, format!("`<html {name}>`")))
                    .collect()
            }
        };
        found.retain(|it| !it.value.is_empty());
        found
    }

    /// A value in an attribute of `element`.
    pub(super) fn stated(&self, element: ElementRef<'_>, value: &str, what: String) -> Found {
        Found {
            value: plain(value),
            origin: Origin { what, line: self.page.line(element), confidence: Confidence::Stated },
            span: self.page.value_span(element, value.trim()),
            element: None,
        }
    }

    /// The visible text of `element`.
    pub(super) fn shown(
        &self,
        element: ElementRef<'_>,
        what: String,
        confidence: Confidence,
    ) -> Found {
        Found {
            value: text(element),
            origin: Origin { what, line: self.page.line(element), confidence },
            span: self.page.tag(element).unwrap_or_default(),
            element: Some(element.id()),
        }
    }

    /// The elements with this `itemprop`.
    pub(super) fn items(&self, name: &str) -> impl Iterator<Item = ElementRef<'p>> {
        self.items.get(name).into_iter().flatten().copied()
    }

    /// The `meta` elements with this name.
    fn metas(&self, name: &str) -> impl Iterator<Item = ElementRef<'p>> {
        self.metas.get(name).into_iter().flatten().copied()
    }

    fn json_texts(&self, key: &str) -> Vec<Found> {
        let Some(value) = self.json.get(key) else { return Vec::new() };
        let found = |text: String| {
            let span = self.json.span(self.page, key, Some(&text));
            let span = span.or_else(|| self.json.span(self.page, key, None));
            self.json_found(key, text, span)
        };
        let mut texts = self.json.texts(value).into_iter();
        let first = texts.next().map(found);
        // Only the first value is ever shown as the origin of a field.
        first.into_iter().chain(texts.map(|it| self.json_found(key, it, None))).collect()
    }

    /// A value of the article's JSON-LD at `span`.
    pub(super) fn json_found(&self, key: &str, value: String, span: Option<Span>) -> Found {
        let origin = Origin {
            what: format!("JSON-LD `{key}`"),
            line: span.map(|it| self.page.line_at(it.start)),
            confidence: Confidence::Stated,
        };
        Found { value, origin, span: span.unwrap_or_default(), element: None }
    }

    fn meta(&self, name: &str, element: ElementRef<'_>) -> Found {
        // Pelican's documentation used `contents` for a time, and some pages still have it.
        let content = element.attr("content").or_else(|| element.attr("contents"));
        let what = if name.contains(':') { format!("`{name}`") } else { format!("meta `{name}`") };
        self.stated(element, content.unwrap_or_default(), what)
    }

    fn item(&self, name: &str, element: ElementRef<'_>) -> Found {
        let what = format!("itemprop `{name}`");
        for attribute in ["content", "datetime", "src", "href"] {
            // The link is the value if the property is a URL. For a name, it only leads to another page.
            if attribute == "href" && !matches!(name, "url" | "image" | "license") {
                continue;
            }
            let Some(value) = element.attr(attribute) else { continue };
            let shown = element.value().name() != "meta" && element.value().name() != "link";
            let element_shown = shown.then_some(element.id());
            return Found { element: element_shown, ..self.stated(element, value, what) };
        }
        let named = element.descendent_elements().find(|it| it.attr("itemprop") == Some("name"));
        let named = named.filter(|_| element.attr("itemscope").is_some());
        let named_text = named.map(|it| it.attr("content").map_or_else(|| text(it), plain));
        let mut found = self.shown(element, what, Confidence::Stated);
        found.value = named_text.unwrap_or(found.value);
        found
    }

    fn links(&self, rel: &str) -> Vec<Found> {
        let links =
            self.elements.iter().filter(|it| it.value().name() == "link" && has_rel(**it, rel));
        let href = |it: &ElementRef<'_>| {
            self.stated(*it, it.attr("href").unwrap_or_default(), format!("`<link rel={rel}>`"))
        };
        links.map(href).collect()
    }
}

/// Whether an element has this `rel`.
pub(super) fn has_rel(element: ElementRef<'_>, rel: &str) -> bool {
    let rels = element.attr("rel").unwrap_or_default();
    rels.split_whitespace().any(|it| it.eq_ignore_ascii_case(rel))
}

/// The text of an element, with white space collapsed and without scripts and styles.
pub(super) fn text(element: ElementRef<'_>) -> String {
    short_text(element, usize::MAX).unwrap_or_default()
}

/// The text of an element with white space collapsed, if it has at most `longest` bytes. The search stops at this length. Text
/// for screen readers and the link from a heading to itself are left out.
pub(super) fn short_text(element: ElementRef<'_>, longest: usize) -> Option<String> {
    let mut out = String::new();
    let mut size = 0;
    let mut unread = 0_usize;
    for edge in element.traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let opens = matches!(edge, Edge::Open(_));
        if let Some(inner) = ElementRef::wrap(node) {
            // `one<br>two` is two words.
            if opens && unread == 0 && matches!(inner.value().name(), "br" | "div" | "p" | "li") {
                out.push(' ');
            }
            if inner != element && is_unread(inner) {
                unread = if opens { unread + 1 } else { unread.saturating_sub(1) };
            }
            continue;
        }
        let Some(text) = node.value().as_text().filter(|_| opens && unread == 0) else { continue };
        size += text.trim().len();
        if size > longest {
            return None;
        }
        out.push_str(text);
    }
    Some(folded(&out)).filter(|it| it.len() <= longest)
}

fn is_unread(element: ElementRef<'_>) -> bool {
    let named = || element.attr("class").is_some_and(|it| it == "katex-html");
    matches!(element.value().name(), "script" | "style" | "svg" | "annotation" | "template")
        || element.value().name() == "a" && extras::leads_to_itself(element)
        || extras::is_unseen(element)
        || named() && element.prev_siblings().any(|it| it.value().is_element())
}

/// Whether an element is the header or footer of the page, not of the article.
pub(super) fn is_page_edge(element: ElementRef<'_>) -> bool {
    is_edge(element) && !element.ancestors().filter_map(ElementRef::wrap).any(is_inner)
}

/// Whether an element is in the header or footer of the page.
pub(super) fn in_page_edge(element: ElementRef<'_>) -> bool {
    let above = element.ancestors().filter_map(ElementRef::wrap).collect::<Vec<_>>();
    above.into_iter().rev().take_while(|it| !is_inner(*it)).any(is_edge)
}

/// Whether an element is a header or footer, and its class does not mark it as part of an article.
fn is_edge(element: ElementRef<'_>) -> bool {
    let mut classes = element.attr("class").unwrap_or_default().split_whitespace();
    let of_article =
        |it: &str| ["post", "entry", "article"].iter().any(|part| it.starts_with(part));
    match element.value().name() {
        "header" | "footer" => !classes.any(of_article),
        _ => matches!(element.attr("role"), Some("banner" | "contentinfo")),
    }
}

/// Whether an element can have its own headers and footers.
fn is_inner(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "article" | "blockquote" | "figure" | "li" | "main" | "section"
    ) || matches!(element.attr("role"), Some("article" | "main"))
}

/// Whether an element belongs to the page and not to the article.
pub(super) fn is_furniture(element: ElementRef<'_>) -> bool {
    let above = element.ancestors().filter_map(ElementRef::wrap).collect::<Vec<_>>();
    let mut inner = false;
    above.into_iter().rev().any(|it| {
        let name = it.value().name();
        // The page and the article may have classes such as `comments-open`.
        let part = !matches!(name, "html" | "body" | "main" | "article");
        let mut names =
            it.attr("class").unwrap_or_default().split_whitespace().chain(it.attr("id"));
        let is_furniture = matches!(name, "nav" | "aside" | "form")
            || name == "footer" && !inner && is_edge(it)
            || it.attr("data-feed") == Some("exclude")
            || part && names.any(|it| it.contains("comment") || it.contains("related"));
        inner |= is_inner(it);
        is_furniture
    })
}
