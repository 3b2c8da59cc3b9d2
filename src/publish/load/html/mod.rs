//! HTML pages as articles: their metadata in the order in which it can be trusted, and their text without the page.

use std::collections::HashSet;

use scraper::{ElementRef, Html};

use crate::diagnostic::Diagnostic;
use crate::publish::article::{Article, Confidence, Origin};
use crate::publish::load::address as load_address;
use crate::publish::load::html::body::Chosen;
use crate::publish::load::html::json_ld::{Hints, JsonLd};
use crate::publish::load::html::page::Page;
use crate::publish::load::html::places::Place::{Item, Json, Link, Meta, Root};
use crate::publish::load::html::places::{Found, Place, Places, has_rel, text};
use crate::publish::load::summary;
use crate::publish::load::{Options, Reading};
use crate::publish::rules::{PAGE_TOO_COMPLEX, PAGE_WITHOUT_ARTICLE};
use crate::text::source::Source;
use crate::text::span::Span;

mod address;
mod authors;
mod body;
mod dates;
mod json_ld;
mod media;
mod page;
mod places;
mod plain;
mod tags;
#[cfg(test)]
mod tests;
mod title;
mod write;

#[rustfmt::skip]
static SUMMARY: &[Place] = &[
    Meta("feedwright:summary"), Json("description"), Meta("og:description"), Meta("description"),
    Meta("dc.description"), Meta("dcterms.description"), Meta("twitter:description"), Meta("summary"),
    Item("description"),
];
static URL: &[Place] = &[
    Meta("feedwright:url"),
    Link("canonical"),
    Meta("og:url"),
    Json("url"),
    Json("mainEntityOfPage"),
    Meta("twitter:url"),
];
#[rustfmt::skip]
static LANGUAGE: &[Place] = &[
    Meta("feedwright:language"), Root("lang"), Root("xml:lang"), Json("inLanguage"), Item("inLanguage"),
    Meta("og:locale"), Meta("content-language"), Meta("lang"), Meta("language"),
];
#[rustfmt::skip]
static SECTION: &[Place] = &[
    Meta("feedwright:section"), Json("articleSection"), Meta("article:section"), Meta("category"), Meta("section"),
    Meta("parsely-section"), Item("articleSection"),
];
static ID: &[Place] = &[Meta("feedwright:id"), Meta("feedwright:guid")];
static SLUG: &[Place] = &[Meta("feedwright:slug"), Meta("slug")];
static RIGHTS: &[Place] = &[
    Meta("feedwright:rights"),
    Json("license"),
    Json("copyrightNotice"),
    Meta("rights"),
    Meta("dc.rights"),
    Meta("dcterms.rights"),
    Meta("copyright"),
];
static SOURCE: &[Place] = &[
    Meta("feedwright:source"),
    Json("isBasedOn"),
    Meta("original-source"),
    Meta("syndication-source"),
];

/// Where tags stand, and whether one value lists several. The first places that have any are taken together.
#[rustfmt::skip]
static TAGS: &[&[(Place, bool)]] = &[
    &[(Meta("feedwright:tags"), true), (Meta("feedwright:tag"), false)],
    &[(Meta("article:tag"), false), (Json("keywords"), true), (Meta("keywords"), true), (Meta("news_keywords"), true),
      (Meta("tags"), true), (Meta("parsely-tags"), true), (Item("keywords"), true)],
];

/// Reads an HTML page.
pub fn read(source: &Source, options: &Options) -> Reading {
    let mut page = match Page::parse(&source.text) {
        Ok(page) => page,
        Err(problem) => {
            let mut fault = Diagnostic::new(&PAGE_TOO_COMPLEX, problem.span, problem.message);
            fault.help("close the elements that the page opens, and keep data out of attributes");
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
    reading.article = fields(&places, bodies, options, &mut understood, &mut reading.diagnostics);
    let listing = is_listing(&places);
    let line = bodies.first().and_then(|it| page.line(*it));
    let roots = bodies.iter().map(|it| it.id()).collect::<Vec<_>>();
    let what = body.map(|Chosen { what, .. }| what).unwrap_or_default();
    drop(places);

    let mut tree = std::mem::replace(&mut page.tree, Html::new_document());
    let article = &mut reading.article;
    let base = address::base(&tree, article.url.as_deref());
    body::clean(&mut tree, &roots, article.title.as_deref(), &understood);
    address::mend(&mut tree, &roots, base.as_ref());
    if let Some(image) = &mut article.image {
        image.url = address::absolute(&image.url, base.as_ref());
    }
    if let Some(enclosure) = &mut article.enclosure {
        enclosure.url = address::absolute(&enclosure.url, base.as_ref());
    }
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
        article.summary = Some(summary::cut(&text(paragraph)));
        article.origin.insert("summary", origin);
    }
    if !article.html.is_empty() {
        let origin = Origin { what, line, confidence: Confidence::Stated };
        article.origin.insert("html", origin);
    }
    if listing || article.title.is_none() && article.html.is_empty() {
        reading.diagnostics.push(without_article(listing));
    }
    reading
}

/// All fields but the text; notes the elements that show one.
fn fields(
    places: &Places<'_>,
    bodies: &[ElementRef<'_>],
    options: &Options,
    understood: &mut HashSet<ego_tree::NodeId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Article {
    let mut article = Article::default();
    let url = places.first(URL);
    let mut keep = |article: &mut Article, field: &'static str, found: Found| {
        understood.extend(found.element);
        article.origin.insert(field, found.origin);
        found.value
    };
    if let Some(mut found) = title::read(places) {
        // The heading goes by its text, together with its copies.
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
    // A page of a template that nobody filled in names no language.
    let found = places.first(LANGUAGE).filter(|it| load_address::language(&it.value).is_some());
    let language = one(&mut article, "language", found);
    article.language = language.and_then(|it| load_address::language(&it));
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

/// Whether the page is a draft, or asks not to be listed.
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

/// The section, else the last breadcrumb that leads to the article but is not the start page.
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

/// The tags, each once whatever its case, and where the first stands.
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
    // Of several sections, the first is the section.
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

/// Whether a page lists articles rather than being one: several side by side, each with a heading that links to it.
fn is_listing(places: &Places<'_>) -> bool {
    let own = [Meta("article:published_time"), Meta("feedwright:title"), Item("articleBody")];
    let kind = places.first(&[Meta("og:type")]);
    if places.json.has_article()
        || places.first(&own).is_some()
        || kind.is_some_and(|it| it.value == "article")
    {
        return false;
    }
    let teaser = |it: &&ElementRef<'_>| {
        let mut inner = it.descendent_elements().take(50);
        it.value().name() == "article"
            && inner.any(|it| {
                matches!(it.value().name(), "h1" | "h2" | "h3")
                    && (it.descendent_elements().take(5).any(|it| it.value().name() == "a")
                        || it
                            .parent()
                            .and_then(ElementRef::wrap)
                            .is_some_and(|it| it.value().name() == "a"))
            })
    };
    let articles = places.elements.iter().filter(|it| it.value().name() == "article");
    let count = articles.clone().count();
    count >= 3 && articles.filter(teaser).count() == count
}

fn without_article(listing: bool) -> Diagnostic {
    let message = if listing {
        "the page lists articles, but is none itself"
    } else {
        "the page has neither a title nor a text"
    };
    let mut fault = Diagnostic::new(&PAGE_WITHOUT_ARTICLE, Span::at(0), message);
    fault
        .note("an entry without both would show as an empty line in readers")
        .help("keep it out of the folder of articles, or put its text into an `<article>` element");
    fault
}
