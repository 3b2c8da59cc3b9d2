//! The authors of a page, from its metadata, links and bylines.

use scraper::ElementRef;
use serde_json::Value;

use crate::publish::article::{Confidence, Person};
use crate::publish::load::html::json_ld::types;
use crate::publish::load::html::places::PageKey::{Item, Meta};
use crate::publish::load::html::places::{
    Found, PageKey, Places, has_rel, in_page_edge, is_furniture, short_text,
};
use crate::publish::load::html::plain::plain;
use crate::publish::load::people;

static METAS: &[PageKey] = &[
    Meta("author"),
    Meta("authors"),
    Meta("dc.creator"),
    Meta("dcterms.creator"),
    Meta("parsely-author"),
    Meta("sailthru.author"),
    Meta("byl"),
    Meta("citation_author"),
    Meta("article:author"),
];

/// The maximum length of a byline in bytes.
const MAX_LENGTH: usize = 100;
/// The maximum number of elements that are examined.
const MAX_LOOKED_AT: usize = 50;

/// The authors, and where each was found. `bodies` are the elements that contain the article's text.
pub(super) fn read(places: &Places<'_>, bodies: &[ElementRef<'_>]) -> (Vec<Person>, Vec<Found>) {
    let metas = |list: &[PageKey]| {
        let all = list.iter().map(|it| places.at(*it));
        let mut all = all.map(|found| named(found.into_iter().filter(|it| !is_address(&it.value))));
        all.find(|it| !it.0.is_empty()).unwrap_or_default()
    };
    let sources: [&dyn Fn() -> (Vec<Person>, Vec<Found>); 7] = [
        &|| metas(&[Meta("feedwright:author"), Meta("feedwright:authors")]),
        &|| in_json(places),
        &|| metas(METAS),
        &|| linked(places),
        &|| named(places.at(Item("author")).into_iter()),
        &|| in_class(places),
        &|| in_text(places, bodies),
    ];
    sources.iter().map(|it| it()).find(|it| !it.0.is_empty()).unwrap_or_default()
}

/// The authors named in the given values.
fn named(found: impl Iterator<Item = Found>) -> (Vec<Person>, Vec<Found>) {
    let mut out = (Vec::new(), Vec::new());
    for found in found.take(MAX_LOOKED_AT) {
        for person in people::read(&found.value) {
            add(&mut out.0, person);
        }
        out.1.push(found);
    }
    out
}

fn add(people: &mut Vec<Person>, person: Person) {
    match people.iter_mut().find(|it| it.name == person.name) {
        Some(known) => {
            known.email = known.email.take().or(person.email);
            known.url = known.url.take().or(person.url);
        }
        None => people.push(person),
    }
}

fn in_json(places: &Places<'_>) -> (Vec<Person>, Vec<Found>) {
    for key in ["author", "creator"] {
        let Some(value) = places.json.get(key) else { continue };
        let list = value
            .as_array()
            .map_or_else(|| vec![value], |it| it.iter().take(MAX_LOOKED_AT).collect());
        let mut people = Vec::new();
        for one in list {
            for person in in_object(places, one) {
                add(&mut people, person);
            }
        }
        if !people.is_empty() {
            let span = places.json.span(places.page, key, None);
            return (people, vec![places.json_found(key, String::new(), span)]);
        }
    }
    (Vec::new(), Vec::new())
}

/// The authors in one value of `author`: a name, or an object with a name.
fn in_object(places: &Places<'_>, value: &Value) -> Vec<Person> {
    let value = places.json.resolved(value);
    if let Value::String(name) = value {
        return if is_address(name) { Vec::new() } else { people::read(&plain(name)) };
    }
    let text = |key: &str| {
        let value = places.json.resolved(value.get(key)?);
        let value = value.as_array().map_or(Some(value), |it| it.first())?;
        value.as_str().map(plain).filter(|it| !it.is_empty())
    };
    let Some(name) =
        text("name").or_else(|| Some(format!("{} {}", text("givenName")?, text("familyName")?)))
    else {
        return Vec::new();
    };
    if is_address(&name) {
        return Vec::new();
    }
    // An organization's name is not split at a comma or an "and".
    let organisation = types(value).any(|it| it.ends_with("Organization"));
    let mut people = if organisation { Vec::new() } else { people::read(&name) };
    if people.is_empty() {
        people.push(Person { name, ..Person::default() });
    }
    if let [person] = people.as_mut_slice() {
        let email = text("email").map(|it| it.trim_start_matches("mailto:").to_owned());
        person.email = email.or(person.email.take());
        let url = text("url").or_else(|| text("sameAs")).filter(|it| is_address(it));
        person.url = url.or(person.url.take());
    }
    people
}

/// `<a rel="author">`
fn linked(places: &Places<'_>) -> (Vec<Person>, Vec<Found>) {
    let links =
        places.elements.iter().filter(|it| it.value().name() == "a" && has_rel(**it, "author"));
    let mut out = (Vec::new(), Vec::new());
    for link in links.take(MAX_LOOKED_AT) {
        if short_text(*link, MAX_LENGTH).is_none() || is_furniture(*link) || in_page_edge(*link) {
            continue;
        }
        let found = places.shown(*link, "`rel=author`".to_owned(), Confidence::Stated);
        let mut people = people::read(&found.value);
        if let [person] = people.as_mut_slice() {
            let address = link.attr("href").map(str::trim).filter(|it| is_address(it));
            person.url = person.url.take().or(address.map(str::to_owned));
        }
        for person in people {
            add(&mut out.0, person);
        }
        out.1.push(found);
    }
    out
}

/// An element whose class marks it as a byline.
fn in_class(places: &Places<'_>) -> (Vec<Person>, Vec<Found>) {
    let byline = |it: &&ElementRef<'_>| {
        let mut classes = it.attr("class").unwrap_or_default().split_whitespace();
        classes.any(|it| {
            let it = it.to_lowercase();
            it.contains("byline")
                || it.contains("writtenby")
                || it == "author"
                || ["-author", "_author", "author-name", "author__name", "author_name"]
                    .iter()
                    .any(|end| it.ends_with(end))
        })
    };
    for element in places.elements.iter().filter(byline).take(MAX_LOOKED_AT) {
        if short_text(*element, MAX_LENGTH).is_none() || is_furniture(*element) {
            continue;
        }
        let found = places.shown(*element, "byline".to_owned(), Confidence::Likely);
        // In `By Ann Lee | 3 May 2024`, the first part contains the names.
        let who = found.value.split(['|', '\u{b7}', '\u{2022}']).next().unwrap_or_default();
        let people = people::read(who);
        if !people.is_empty() && !who.bytes().any(|it| it.is_ascii_digit()) {
            return (people, vec![found]);
        }
    }
    (Vec::new(), Vec::new())
}

/// A line at the start of the text, such as `By Ann Lee`.
fn in_text(places: &Places<'_>, bodies: &[ElementRef<'_>]) -> (Vec<Person>, Vec<Found>) {
    let lines = bodies.iter().flat_map(ElementRef::descendent_elements);
    let lines = lines.filter(|it| matches!(it.value().name(), "p" | "div" | "span" | "address"));
    for element in lines.take(6) {
        let Some(text) = short_text(element, MAX_LENGTH) else { continue };
        let byline = people::byline(&text);
        if byline.marked && !byline.people.is_empty() && !text.ends_with('.') {
            let found = places.shown(element, "byline".to_owned(), Confidence::Likely);
            return (byline.people, vec![found]);
        }
    }
    (Vec::new(), Vec::new())
}

/// Whether a value is a URL instead of a name: `article:author` is usually a Facebook profile.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    text.contains("://")
        || text.starts_with("www.")
        || text.starts_with('/')
        || text.starts_with("//")
}
