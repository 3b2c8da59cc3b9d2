//! The title of a page: its headline rather than what stands in the browser's tab.

use scraper::ElementRef;

use crate::publish::article::Confidence;
use crate::publish::load::html::places::Place::{Item, Json, Meta};
use crate::publish::load::html::places::{Found, Place, Places, is_furniture, short_text};
use crate::publish::load::html::plain::plain;

static BEFORE_H1: &[Place] = &[
    Meta("feedwright:title"),
    Json("headline"),
    // Of a `PodcastEpisode`, the name is the headline.
    Json("name"),
    Meta("og:title"),
    Item("headline"),
];

/// A heading of the article is shorter than this, in bytes.
const LONGEST: usize = 1_000;

/// What stands between a title and the name of a site.
static SEPARATORS: &[&str] =
    &[" | ", " - ", " \u{2013} ", " \u{2014} ", " / ", " > ", " \u{bb} ", " \u{b7} ", " :: "];

/// The title of a page.
pub(super) fn read(places: &Places<'_>) -> Option<Found> {
    let site = site(places);
    let site = site.as_deref();
    if let Some(mut found) = places.first(BEFORE_H1) {
        if let Some(bare) = site.and_then(|it| without(&found.value, it)) {
            found.value = bare.to_owned();
        }
        return Some(found);
    }
    heading(places, site).or_else(|| in_head(places, site))
}

/// The text of the `title` element or `og:title`, to compare others with.
pub(super) fn hint(places: &Places<'_>) -> Option<String> {
    places.first(&[Meta("og:title")]).or_else(|| tab(places)).map(|it| it.value)
}

/// The name of the site.
fn site(places: &Places<'_>) -> Option<String> {
    places.first(&[Meta("og:site_name"), Meta("application-name")]).map(|it| it.value)
}

/// The only first heading of the page, else the only one of its articles.
fn heading(places: &Places<'_>, site: Option<&str>) -> Option<Found> {
    let headings = places.elements.iter().filter(|it| it.value().name() == "h1");
    let shown = |it: &ElementRef<'_>| places.shown(*it, "`<h1>`".to_owned(), Confidence::Stated);
    let own = |it: &&ElementRef<'_>| {
        let class = it.attr("class").unwrap_or_default();
        let Some(value) = short_text(**it, LONGEST) else { return false };
        !value.is_empty()
            && Some(value.as_str()) != site
            && !class.contains("site")
            && !class.contains("logo")
            && !is_furniture(**it)
    };
    let headings = headings.filter(own).take(100).collect::<Vec<_>>();
    let in_article = |it: &&&ElementRef<'_>| {
        let mut above = it.ancestors().filter_map(ElementRef::wrap);
        above.any(|it| it.value().name() == "article" || it.attr("role") == Some("article"))
    };
    let inner = headings.iter().filter(in_article).copied().collect::<Vec<_>>();
    match (headings.as_slice(), inner.as_slice()) {
        ([one], _) | (_, [one]) => Some(shown(one)),
        _ => None,
    }
}

/// The `title` element without the name of the site.
fn in_head(places: &Places<'_>, site: Option<&str>) -> Option<Found> {
    let mut found = tab(places)?;
    let bare = match site {
        Some(site) => without(&found.value, site).map(str::to_owned),
        None => without_last_part(&found.value).map(str::to_owned),
    };
    if let Some(bare) = bare {
        found.value = bare;
        found.origin.confidence = Confidence::Likely;
        "`<title>` without the site's name".clone_into(&mut found.origin.what);
    }
    Some(found)
}

fn tab(places: &Places<'_>) -> Option<Found> {
    let svg = |it: &ElementRef<'_>| {
        it.parent().and_then(ElementRef::wrap).is_some_and(|it| it.value().name() == "svg")
    };
    let element = places.elements.iter().find(|it| it.value().name() == "title" && !svg(it))?;
    let mut found = places.shown(*element, "`<title>`".to_owned(), Confidence::Stated);
    found.element = None;
    found.value = plain(&found.value);
    Some(found).filter(|it| !it.value.is_empty())
}

/// `title` without the name of the site at its end or start.
fn without<'t>(title: &'t str, site: &str) -> Option<&'t str> {
    let behind = title
        .strip_suffix(site)
        .and_then(|rest| SEPARATORS.iter().find_map(|it| rest.strip_suffix(it)));
    let before = title
        .strip_prefix(site)
        .and_then(|rest| SEPARATORS.iter().find_map(|it| rest.strip_prefix(it)));
    behind.or(before).map(str::trim).filter(|it| !it.is_empty())
}

/// `title` up to its last separator, where at least three words are left.
fn without_last_part(title: &str) -> Option<&str> {
    let at = SEPARATORS.iter().filter_map(|it| title.rfind(it)).max()?;
    Some(title[..at].trim()).filter(|it| it.split_whitespace().count() >= 3)
}
