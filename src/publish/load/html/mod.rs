//! Reads HTML pages as articles: their metadata, the most reliable source first, and their text without the rest of the page.

use std::collections::HashSet;

use scraper::{ElementRef, Html};

use crate::diagnostic::Diagnostic;
use crate::publish::article::{Article, Confidence, Origin};
use crate::publish::content::text_of;
use crate::publish::load::Undecided;
use crate::publish::load::author_value;
use crate::publish::load::html::body::Chosen;
use crate::publish::load::html::json_ld::{Hints, JsonLd};
use crate::publish::load::html::page::Page;
use crate::publish::load::html::places::PageKey::{Item, Json, Link, Meta, Root};
use crate::publish::load::html::places::{Found, PageKey, Places, has_rel, text};
use crate::publish::load::summary;
use crate::publish::load::{Options, Reading};
use crate::publish::rules::{PAGE_TOO_COMPLEX, PAGE_WITHOUT_ARTICLE};
use crate::text::source::Source;
use crate::text::span::Span;

mod authors;
mod body;
mod dates;
mod json_ld;
mod listing;
mod media;
mod page;
mod page_url;
mod places;
mod plain;
pub(crate) mod siblings;
mod tags;
#[cfg(test)]
mod tests;
mod title;
mod write;

#[rustfmt::skip]
static SUMMARY: &[PageKey] = &[
    Meta("feedwright:summary"), Json("description"), Meta("og:description"), Meta("description"),
    Meta("dc.description"), Meta("dcterms.description"), Meta("twitter:description"), Meta("summary"),
    Item("description"),
];
static URL: &[PageKey] = &[
    Meta("feedwright:url"),
    Link("canonical"),
    Meta("og:url"),
    Json("url"),
    Json("mainEntityOfPage"),
    Meta("twitter:url"),
];
#[rustfmt::skip]
static LANGUAGE: &[PageKey] = &[
    Meta("feedwright:language"), Root("lang"), Root("xml:lang"), Json("inLanguage"), Item("inLanguage"),
    Meta("og:locale"), Meta("content-language"), Meta("lang"), Meta("language"),
];
#[rustfmt::skip]
static SECTION: &[PageKey] = &[
    Meta("feedwright:section"), Json("articleSection"), Meta("article:section"), Meta("category"), Meta("section"),
    Meta("parsely-section"), Item("articleSection"),
];
static ID: &[PageKey] = &[Meta("feedwright:id"), Meta("feedwright:guid")];
static SLUG: &[PageKey] = &[Meta("feedwright:slug"), Meta("slug")];
static RIGHTS: &[PageKey] = &[
    Meta("feedwright:rights"),
    Json("license"),
    Json("copyrightNotice"),
    Meta("rights"),
    Meta("dc.rights"),
    Meta("dcterms.rights"),
    Meta("copyright"),
];
static SOURCE: &[PageKey] = &[
    Meta("feedwright:source"),
    Json("isBasedOn"),
    Meta("original-source"),
    Meta("syndication-source"),
];

/// The places of tags, and whether one value contains several tags. The first group that contains any is used.
#[rustfmt::skip]
static TAGS: &[&[(PageKey, bool)]] = &[
    &[(Meta("feedwright:tags"), true), (Meta("feedwright:tag"), false)],
    &[(Meta("article:tag"), false), (Json("keywords"), true), (Meta("keywords"), true), (Meta("news_keywords"), true),
      (Meta("tags"), true), (Meta("parsely-tags"), true), (Item("keywords"), true)],
];

/// Why a page is not an article: it has only what every page of the site has.
const SITE_ITSELF: &str = "the page has no title but the site's, and no date";

/// Reads a file that is an HTML page without front matter.
pub fn read(source: &Source, options: &Options) -> Reading {
    let mut page = match Page::parse(&source.text) {
        Ok(page) => page,
        Err(problem) => {
            let mut fault = Diagnostic::new(&PAGE_TOO_COMPLEX, problem.span, problem.message);
            fault.help("close every element that the page opens, and move data out of attributes");
            return Reading { diagnostics: vec![fault], ..Reading::default() };
        }
    };
    let mut reading = Reading::default();
    let json = JsonLd::read(&page, &mut reading.diagnostics);
    let mut places = Places::new(&page, json);
    let title = title::hint(&places);
    let url = places.first(&[Link("canonical"), Meta("og:url")]).map(|it| it.value);
    places.json.choose(Hints { title: title.as_deref(), url: url.as_deref() });
    let body = body::choose(&places);
    let mut understood = HashSet::new();
    let bodies = body.as_ref().map_or(&[][..], |it| &it.elements);
    let titles = title::candidates(&places, options);
    let first = titles.first().cloned();
    reading.article =
        fields(&places, bodies, first, options, &mut understood, &mut reading.diagnostics);
    reading.no_article = listing::why_not(&places, &source.name, options);
    let named = titles.is_empty() && title::hint(&places).is_some();
    if reading.no_article.is_none() && named && reading.article.published.is_none() {
        reading.no_article = Some(SITE_ITSELF);
    }
    let dates = dates::shown(&places, options.timezone).into_iter();
    reading.undecided = Some(Undecided {
        titles: titles.into_iter().map(|it| (it.value, it.origin)).collect(),
        dates: dates.map(|(when, found)| (when, found.origin)).collect(),
    });
    let line = bodies.first().and_then(|it| page.line(*it));
    let roots = bodies.iter().map(|it| it.id()).collect::<Vec<_>>();
    let what = body.map(|Chosen { what, .. }| what).unwrap_or_default();
    drop(places);

    let mut tree = std::mem::replace(&mut page.tree, Html::new_document());
    let article = &mut reading.article;
    let base = page_url::base(&tree, article.url.as_deref());
    body::clean(&mut tree, &roots, article.title.as_deref(), &understood);
    page_url::fix_urls(&mut tree, &roots, base.as_ref());
    if let Some(image) = &mut article.image {
        image.url = page_url::absolute(&image.url, base.as_ref());
    }
    if let Some(enclosure) = &mut article.enclosure {
        enclosure.url = page_url::absolute(&enclosure.url, base.as_ref());
    }
    keep(article, &page, &tree, &roots, what, line);
    let why = match reading.no_article {
        None if article.title.is_none() && article.html.is_empty() => {
            Some("the page has neither a title nor any text")
        }
        why => why,
    };
    reading.diagnostics.extend(why.map(without_article));
    reading
}

/// Reads the HTML after front matter. All of it is the text of the article, which its author wrote for a layout. If it is a whole
/// page, the text is its body, and its head fills fields that are missing in the front matter.
pub fn read_content(source: &Source, options: &Options) -> Reading {
    let mut reading = Reading::default();
    let Ok(mut page) = Page::parse(&source.text) else {
        source.text.trim().clone_into(&mut reading.article.html);
        return reading;
    };
    let whole = |it: &ElementRef<'_>| matches!(it.value().name(), "html" | "head" | "body");
    let is_page = page.elements().any(|it| whole(&it) && page.tag(it).is_some());
    let json = JsonLd::read(&page, &mut reading.diagnostics);
    let places = Places::new(&page, json);
    let bodies = places.elements.iter().filter(|it| it.value().name() == "body").copied();
    let bodies = bodies.take(1).collect::<Vec<_>>();
    let titles = title::candidates(&places, options).into_iter().next();
    if is_page {
        let found = &mut HashSet::new();
        reading.article =
            fields(&places, &bodies, titles, options, found, &mut reading.diagnostics);
        // If the front matter has no date, the date in the file name is better than an invalid one.
        reading.diagnostics.retain(|it| !it.is_error());
    } else {
        if let Some(found) = titles {
            reading.article.title = Some(found.value);
            reading.article.origin.insert("title", found.origin);
        }
        if let Some((image, found)) = media::image(&places, &bodies) {
            reading.article.image = Some(image);
            reading.article.origin.insert("image", found.origin);
        }
    }
    let roots = bodies.iter().map(|it| it.id()).collect::<Vec<_>>();
    let line =
        bodies.first().and_then(|it| it.child_elements().next()).and_then(|it| page.line(it));
    drop(places);
    let mut tree = std::mem::replace(&mut page.tree, Html::new_document());
    let base = page_url::base(&tree, reading.article.url.as_deref());
    page_url::fix_urls(&mut tree, &roots, base.as_ref());
    keep(&mut reading.article, &page, &tree, &roots, "`<body>`".to_owned(), line);
    reading
}

/// Stores the text in `roots`, with its first paragraph as the summary if there is no other.
fn keep(
    article: &mut Article,
    page: &Page<'_>,
    tree: &Html,
    roots: &[ego_tree::NodeId],
    what: String,
    line: Option<u32>,
) {
    let roots = roots.iter().filter_map(|it| tree.tree.get(*it).and_then(ElementRef::wrap));
    let roots = roots.filter(|it| body::has_media(*it) || !text(*it).is_empty());
    let roots = roots.collect::<Vec<_>>();
    let parts = roots.iter().map(|it| write::inner(*it).trim().to_owned()).collect::<Vec<_>>();
    article.html = parts.join("\n");
    if article.summary.is_none()
        && let Some(paragraph) = body::first_paragraph(&roots)
    {
        let what = "first paragraph".to_owned();
        let line = page.line(paragraph);
        let origin = Origin { what, line, confidence: Confidence::Likely };
        article.summary = Some(summary::cut(&text_of(&write::inner(paragraph))));
        article.origin.insert("summary", origin);
    }
    if !article.html.is_empty() {
        let origin = Origin { what, line, confidence: Confidence::Stated };
        article.origin.insert("html", origin);
    }
}

/// Reads all fields except the text, and records the elements that show them.
fn fields(
    places: &Places<'_>,
    bodies: &[ElementRef<'_>],
    title: Option<Found>,
    options: &Options,
    understood: &mut HashSet<ego_tree::NodeId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Article {
    let mut article = Article::default();
    let url = page_url::stated(places, URL, options);
    let mut keep = |article: &mut Article, field: &'static str, found: Found| {
        understood.extend(found.element);
        article.origin.insert(field, found.origin);
        found.value
    };
    if let Some(mut found) = title {
        // The heading and its copies are removed by their text.
        found.element = None;
        article.title = Some(keep(&mut article, "title", found));
    }
    let (people, found) = authors::read(places, bodies);
    for found in found.into_iter().rev() {
        keep(&mut article, "authors", found);
    }
    article.authors = people;
    let dates = dates::read(places, url.as_ref(), options.timezone, diagnostics);
    for (field, dated) in
        [("published", dates.published), ("updated", dates.updated), ("expires", dates.expires)]
    {
        let Some((when, found)) = dated else { continue };
        keep(&mut article, field, found);
        match field {
            "published" => article.published = Some(when),
            "updated" => article.updated = Some(when),
            _ => article.expires = Some(when),
        }
    }
    let mut one = |article: &mut Article, field, places: Option<Found>| {
        places.map(|it| keep(article, field, it))
    };
    article.summary = one(&mut article, "summary", places.first(SUMMARY));
    article.url = one(&mut article, "url", url);
    // A template that was not filled in contains no valid language.
    let found = places.first(LANGUAGE).filter(|it| author_value::language(&it.value).is_some());
    let language = one(&mut article, "language", found);
    article.language = language.and_then(|it| author_value::language(&it));
    article.section = one(&mut article, "section", section(places));
    article.id = one(&mut article, "id", places.first(ID));
    article.slug = one(&mut article, "slug", places.first(SLUG));
    article.rights = one(&mut article, "rights", places.first(RIGHTS));
    article.source = one(&mut article, "source", places.first(SOURCE));
    let (tags, found) = tags(places, article.section.as_deref());
    article.tags = tags;
    one(&mut article, "tags", found);
    if let Some((image, found)) = media::image(places, bodies) {
        if image.credit.is_some() {
            article.origin.insert("credit", found.origin.clone());
        }
        one(&mut article, "image", Some(found));
        article.credit.clone_from(&image.credit);
        article.image = Some(image);
    }
    if let Some((enclosure, found)) = media::enclosure(places) {
        one(&mut article, "enclosure", Some(found));
        article.enclosure = Some(enclosure);
    }
    state(places, &mut article);
    article
}

/// Whether the page is a draft or must not be listed.
fn state(places: &Places<'_>, article: &mut Article) {
    let words = |name| {
        let found = places.at(Meta(name)).into_iter().next()?;
        let words = found.value.to_lowercase();
        let words = words.split([',', ' ']).map(str::to_owned).collect::<Vec<_>>();
        Some((words, found.origin))
    };
    for name in [
        "feedwright",
        "feedwright:robots",
        "robots",
        "status",
        "feedwright:status",
        "feedwright:draft",
    ] {
        let Some((words, origin)) = words(name) else { continue };
        let says = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
        let robots = !name.ends_with("status") && !name.ends_with("draft");
        let (unlisted, draft) = if robots {
            (says(&["noindex", "none", "exclude"]), false)
        } else {
            (says(&["hidden", "skip"]), says(&["draft", "true", "yes"]))
        };
        if unlisted && !article.unlisted {
            article.unlisted = true;
            article.origin.insert("unlisted", origin.clone());
        }
        if draft && !article.draft {
            article.draft = true;
            article.origin.insert("draft", origin);
        }
    }
}

/// The section, else the last breadcrumb that leads to the article and is not the start page.
fn section(places: &Places<'_>) -> Option<Found> {
    if let Some(found) = places.first(SECTION) {
        return Some(found);
    }
    let crumbs = places.json.breadcrumbs();
    let [_, inner @ .., _] = crumbs.as_slice() else { return None };
    let value = inner.last()?.clone();
    let origin = Origin {
        what: "JSON-LD `BreadcrumbList`".to_owned(),
        line: None,
        confidence: Confidence::Likely,
    };
    Some(Found { value, origin, span: Span::default(), element: None })
}

/// The tags, without duplicates in another case, and the position of the first.
fn tags(places: &Places<'_>, section: Option<&str>) -> (Vec<String>, Option<Found>) {
    let mut seen = HashSet::new();
    let mut tags = Vec::new();
    let mut first = None;
    for group in TAGS {
        for (place, is_list) in *group {
            for found in places.at(*place) {
                let mark = if found.value.contains(';') { ';' } else { ',' };
                let parts = found.value.split(mark).filter(|_| *is_list);
                let whole = std::iter::once(found.value.as_str()).filter(|_| !is_list);
                for tag in parts.chain(whole).map(str::trim).filter(|it| !it.is_empty()) {
                    if seen.insert(tag.to_lowercase()) {
                        tags.push(tag.to_owned());
                    }
                }
                first.get_or_insert(found);
            }
        }
        if !tags.is_empty() {
            break;
        }
    }
    // If there are several sections, the first one is the section.
    for found in places.at(Json("articleSection")).into_iter().skip(1) {
        if seen.insert(found.value.to_lowercase()) && Some(found.value.as_str()) != section {
            tags.push(found.value.clone());
            first.get_or_insert(found);
        }
    }
    if tags.is_empty() {
        let links =
            places.elements.iter().filter(|it| it.value().name() == "a" && has_rel(**it, "tag"));
        for link in links.take(100) {
            let mut found = places.shown(*link, "`rel=tag`".to_owned(), Confidence::Stated);
            found.element = None;
            let tag = found.value.trim_start_matches('#').to_owned();
            if !tag.is_empty() && seen.insert(tag.to_lowercase()) {
                tags.push(tag);
                first.get_or_insert(found);
            }
        }
    }
    (tags, first)
}

fn without_article(why: &str) -> Diagnostic {
    let mut fault = Diagnostic::new(&PAGE_WITHOUT_ARTICLE, Span::at(0), why);
    fault.note("readers would show an empty line for this entry").help(
        "move the page out of the folder of articles, or put its text into an `<article>` element",
    );
    fault
}
