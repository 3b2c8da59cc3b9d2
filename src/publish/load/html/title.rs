//! The possible titles of a page, the best first. Its headline is preferred to its `title` element, and the site's name is never
//! used.

use scraper::ElementRef;

use crate::publish::article::Confidence;
use crate::publish::load::Options;
use crate::publish::load::html::places::PageKey::{Item, Json, Meta};
use crate::publish::load::html::places::{
    Found, PageKey, Places, is_furniture, is_page_edge, short_text,
};
use crate::publish::load::html::plain::plain;

static BEFORE_H1: &[PageKey] = &[
    Meta("feedwright:title"),
    Json("headline"),
    // The name of a `PodcastEpisode` is its headline.
    Json("name"),
    Meta("og:title"),
    Item("headline"),
];

/// Classes that common themes give to the headline.
#[rustfmt::skip]
const CLASSES: &[&str] = &[
    "article-title", "article__title", "blog-post-title", "entry-title", "gh-article-title", "p-name", "post-full-title", "post-title",
    "post__title", "postTitle", "posttitle",
];

/// Classes of a heading that contains the site's name.
const SITE_CLASSES: &[&str] = &["site", "logo", "brand", "masthead"];

/// The maximum length of a heading in bytes.
const MAX_LENGTH: usize = 1_000;

/// The maximum number of headings that are examined.
const MAX_HEADINGS: usize = 100;

/// The separators between a title and the name of the site.
pub(super) static SEPARATORS: &[&str] = &[
    " | ",
    " - ",
    " \u{2013} ",
    " \u{2014} ",
    " / ",
    " > ",
    " \u{bb} ",
    " \u{b7} ",
    " :: ",
    " \u{2022} ",
    " ~ ",
    " \u{ab} ",
];

/// The possible titles of a page, the best first, without duplicates. None of them is the name of the site.
pub(super) fn candidates(places: &Places<'_>, options: &Options) -> Vec<Found> {
    let headings = headings(places);
    let site = Site::of(places, &headings, options);
    let tab = tab(places);
    let parts = tab.as_ref().map(|it| parts(&it.value)).unwrap_or_default();
    let shown = |it: &ElementRef<'_>| {
        let what = format!("`<{}>`", it.value().name());
        places.shown(*it, what, Confidence::Stated)
    };
    let own = headings.iter().filter(|it| !site.is_named(&it.text)).collect::<Vec<_>>();
    let mut all = BEFORE_H1.iter().flat_map(|it| places.at(*it)).collect::<Vec<_>>();
    for found in &mut all {
        if let Some(bare) = site.removed_from(&found.value) {
            found.value = bare;
        }
    }
    let agrees = |it: &&&Heading<'_>| it.level() <= 2 && parts.contains(&folded(&it.text));
    all.extend(own.iter().filter(agrees).map(|it| shown(&it.element)));
    let classed = |it: &&&Heading<'_>| {
        let mut classes = it.element.attr("class").unwrap_or_default().split_whitespace();
        classes.any(|it| CLASSES.contains(&it))
    };
    all.extend(own.iter().filter(classed).map(|it| shown(&it.element)));
    all.extend(only_first(&own).map(|it| shown(&it.element)));
    all.extend(
        own.iter().find(|it| it.level() <= 2 && in_header(it.element)).map(|it| shown(&it.element)),
    );
    let weak = own.iter().find(|it| it.level() == 2).map(|it| shown(&it.element));
    if let Some(tab) = tab {
        all.push(without_site(tab.clone(), &site));
        all.push(tab);
    }
    // This heading is part of the text, unless all other titles are the site's name.
    all.extend(weak.map(|mut it| {
        it.origin.confidence = Confidence::Unsure;
        it
    }));
    let mut seen = std::collections::HashSet::new();
    all.retain(|it| {
        !it.value.is_empty() && !site.is_named(&it.value) && seen.insert(it.value.clone())
    });
    all
}

/// The text of the `title` element or of `og:title`, for comparison with other titles.
pub(super) fn hint(places: &Places<'_>) -> Option<String> {
    places.first(&[Meta("og:title")]).or_else(|| tab(places)).map(|it| it.value)
}

/// A string in lower case and without punctuation, for comparing titles.
pub(super) fn folded(text: &str) -> String {
    let words = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    let folded = words.map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    if folded.is_empty() { text.trim().to_owned() } else { folded }
}

/// A heading that is not in the navigation of the page.
struct Heading<'p> {
    element: ElementRef<'p>,
    text: String,
}

impl Heading<'_> {
    fn level(&self) -> u8 {
        self.element.value().name().bytes().last().map_or(6, |it| it.saturating_sub(b'0'))
    }
}

fn headings<'p>(places: &Places<'p>) -> Vec<Heading<'p>> {
    let all = places.elements.iter().copied();
    let all =
        all.filter(|it| matches!(it.value().name(), "h1" | "h2" | "h3") && !is_furniture(*it));
    let all = all.filter_map(|element| {
        let text = short_text(element, MAX_LENGTH).filter(|it| !it.is_empty())?;
        Some(Heading { element, text })
    });
    all.take(MAX_HEADINGS).collect()
}

/// The names of the site, normalized.
struct Site(Vec<String>);

impl Site {
    fn of(places: &Places<'_>, headings: &[Heading<'_>], options: &Options) -> Site {
        let stated = places.first(&[Meta("og:site_name")]).into_iter();
        let stated = stated.chain(places.first(&[Meta("application-name")])).map(|it| it.value);
        let shown = headings.iter().filter(|it| names_site(it.element, options));
        let all = std::iter::once(options.site_title.clone()).chain(stated);
        let all = all.chain(shown.map(|it| it.text.clone()));
        Site(all.map(|it| folded(&it)).filter(|it| !it.is_empty()).collect())
    }

    fn is_named(&self, text: &str) -> bool {
        let text = folded(text);
        self.0.contains(&text)
    }

    /// `title` without the name of the site at its end or start.
    fn removed_from(&self, title: &str) -> Option<String> {
        SEPARATORS.iter().find_map(|separator| {
            let after =
                title.rsplit_once(separator).filter(|it| self.is_named(it.1)).map(|it| it.0);
            let before =
                || title.split_once(separator).filter(|it| self.is_named(it.0)).map(|it| it.1);
            let bare = after.or_else(before)?.trim();
            (!bare.is_empty()).then(|| bare.to_owned())
        })
    }
}

/// Whether a heading names the site: its class shows it, or it links to the start page.
fn names_site(heading: ElementRef<'_>, options: &Options) -> bool {
    let class = heading.attr("class").unwrap_or_default();
    if SITE_CLASSES.iter().any(|it| class.contains(it)) {
        return true;
    }
    let link = heading.descendent_elements().find(|it| it.value().name() == "a");
    let around = heading.parent().and_then(ElementRef::wrap).filter(|it| it.value().name() == "a");
    let Some(href) = link.or(around).and_then(|it| it.attr("href")) else { return false };
    is_home(href.trim(), options)
}

/// Whether a URL is that of the start page.
pub(super) fn is_home(href: &str, options: &Options) -> bool {
    let path =
        match url::Url::parse(href) {
            Ok(url) => {
                if options.site_url.as_ref().is_some_and(|it| {
                    it.as_str().trim_end_matches('/') == href.trim_end_matches('/')
                }) {
                    return true;
                }
                url.path().to_owned()
            }
            Err(_) => href.to_owned(),
        };
    let page = path.rsplit('/').next().unwrap_or_default();
    let up = path.split('/').all(|it| it.is_empty() || it == "." || it == "..");
    !path.starts_with('#')
        && (up && !path.is_empty()
            || matches!(page, "index.html" | "index.htm")
                && path.split('/').rev().skip(1).all(|it| it.is_empty() || it == "." || it == ".."))
}

/// The only `h1` of the page, else the only one in its articles.
fn only_first<'h, 'p>(headings: &[&'h Heading<'p>]) -> Option<&'h Heading<'p>> {
    let first = headings.iter().filter(|it| it.level() == 1).copied().collect::<Vec<_>>();
    let in_article = |it: &&&Heading<'_>| {
        let mut above = it.element.ancestors().filter_map(ElementRef::wrap);
        above.any(|it| it.value().name() == "article" || it.attr("role") == Some("article"))
    };
    let inner = first.iter().filter(in_article).copied().collect::<Vec<_>>();
    match (first.as_slice(), inner.as_slice()) {
        ([one], _) | (_, [one]) => Some(one),
        _ => None,
    }
}

/// Whether a heading is in the header of an article or of a part of the page, but not in the header of the page.
fn in_header(heading: ElementRef<'_>) -> bool {
    let mut above = heading.ancestors().filter_map(ElementRef::wrap);
    above.any(|it| it.value().name() == "header" && !is_page_edge(it))
}

/// The `title` element without the name of the site.
fn without_site(mut found: Found, site: &Site) -> Found {
    let bare = site.removed_from(&found.value);
    let bare = bare.or_else(|| {
        // If the site's name is known and not in the title, a dash belongs to the title.
        let known = !site.0.is_empty();
        without_last_part(&found.value).filter(|_| !known).map(str::to_owned)
    });
    if let Some(bare) = bare {
        found.value = bare;
        found.origin.confidence = Confidence::Likely;
        "`<title>` without the site's name".clone_into(&mut found.origin.what);
    }
    found
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

/// A title and its parts around each separator, normalized.
fn parts(title: &str) -> Vec<String> {
    let mut parts = vec![folded(title)];
    for separator in SEPARATORS {
        for (at, _) in title.match_indices(separator).take(8) {
            parts.push(folded(&title[..at]));
            parts.push(folded(&title[at + separator.len()..]));
        }
    }
    parts.retain(|it| !it.is_empty());
    parts
}

/// `title` up to its last separator, if at least three words are left.
fn without_last_part(title: &str) -> Option<&str> {
    let at = SEPARATORS.iter().filter_map(|it| title.rfind(it)).max()?;
    Some(title[..at].trim()).filter(|it| it.split_whitespace().count() >= 3)
}
