//! Atom 1.0, written with the model of the `atom_syndication` crate. RFC 4287, <https://www.rfc-editor.org/rfc/rfc4287>

use std::collections::BTreeMap;

use atom_syndication::Category;
use atom_syndication::Content;
use atom_syndication::Entry;
use atom_syndication::Feed;
use atom_syndication::Generator;
use atom_syndication::Link;
use atom_syndication::Person;
use atom_syndication::Text;
use atom_syndication::extension::Extension;
use atom_syndication::extension::ExtensionMap;

use crate::publish::article;
use crate::publish::feed;
use crate::publish::ids::undated_tag;
use crate::text::escape;
use crate::value::uri;

/// Writes the feed as Atom 1.0. [`super::finish`] then makes it ready to serve.
pub(super) fn write(feed: &feed::Feed) -> Result<Vec<u8>, String> {
    model(feed).write_to(Vec::new()).map_err(|it| it.to_string())
}

fn model(feed: &feed::Feed) -> Feed {
    let link = |href: &str, rel: &str, mime_type: &str| Link {
        href: href.to_owned(),
        rel: rel.to_owned(),
        mime_type: Some(mime_type.to_owned()),
        ..Link::default()
    };
    let uses_media = feed.entries.iter().any(|it| it.image.is_some());
    let media =
        uses_media.then(|| ("media".to_owned(), "http://search.yahoo.com/mrss/".to_owned()));
    let marks = history(feed);
    let history = (!marks.is_empty()).then(|| ("fh".to_owned(), HISTORY.to_owned()));
    let mut links = vec![
        link(&feed.address, "self", "application/atom+xml"),
        link(&feed.home, "alternate", "text/html"),
    ];
    links.extend(feed.hubs.iter().map(|it| Link {
        href: it.clone(),
        rel: "hub".to_owned(),
        ..Link::default()
    }));
    links.extend(feed.history.links().map(|(rel, url)| link(url, rel, "application/atom+xml")));
    // Every entry needs an author: its own, or else the feed's.
    let authors = if feed.authors.is_empty() {
        vec![Person { name: feed.title.clone(), ..Person::default() }]
    } else {
        feed.authors.iter().map(person).collect()
    };
    Feed {
        title: Text::plain(&feed.title),
        id: feed.id.clone(),
        updated: feed.updated.fixed_offset(),
        authors,
        generator: Some(Generator { value: "feedwright".to_owned(), uri: None, version: None }),
        logo: feed.image.clone(),
        links,
        rights: feed.copyright.as_ref().map(Text::plain),
        subtitle: Some(Text::plain(&feed.description)).filter(|_| feed.description != feed.title),
        entries: feed.entries.iter().map(|it| entry(it, feed)).collect(),
        namespaces: media.into_iter().chain(history).collect(),
        extensions: marks,
        lang: feed.language.clone(),
        ..Feed::default()
    }
}

/// The marks of RFC 5005.
fn history(feed: &feed::Feed) -> ExtensionMap {
    let marks = feed.history.marks().map(|it| {
        let mark = Extension { name: format!("fh:{it}"), ..Extension::default() };
        (it.to_owned(), vec![mark])
    });
    let marks: BTreeMap<String, Vec<Extension>> = marks.collect();
    if marks.is_empty() {
        ExtensionMap::new()
    } else {
        ExtensionMap::from([("fh".to_owned(), marks)])
    }
}

/// The namespace of RFC 5005.
const HISTORY: &str = "http://purl.org/syndication/history/1.0";

fn entry(entry: &feed::Entry, feed: &feed::Feed) -> Entry {
    let language = feed.foreign_language(entry).map(ToOwned::to_owned);
    // The model has no `xml:lang` on an entry, so each text in another language has its own.
    let text = |value: &String| Text { lang: language.clone(), ..Text::plain(value) };
    let mut links = vec![Link {
        href: entry.url.clone(),
        rel: "alternate".to_owned(),
        mime_type: Some("text/html".to_owned()),
        ..Link::default()
    }];
    links.extend(entry.enclosure.as_ref().map(|it| Link {
        href: it.url.clone(),
        rel: "enclosure".to_owned(),
        mime_type: Some(it.media_type.clone()),
        length: (it.length > 0).then(|| it.length.to_string()),
        ..Link::default()
    }));
    links.extend(entry.external_url.as_ref().map(|url| Link {
        href: url.clone(),
        rel: "related".to_owned(),
        ..Link::default()
    }));
    links.extend(entry.source.as_ref().map(|url| Link {
        href: url.clone(),
        rel: "via".to_owned(),
        ..Link::default()
    }));
    Entry {
        title: text(&entry.title),
        id: absolute_id(&entry.id, &feed.home),
        updated: entry.updated,
        published: Some(entry.published),
        authors: entry.authors.iter().map(person).collect(),
        categories: entry
            .categories
            .iter()
            .map(|it| Category { term: it.clone(), scheme: None, label: None })
            .collect(),
        links,
        rights: entry.rights.as_ref().map(text),
        summary: entry.summary.as_ref().map(text),
        content: entry.html.as_ref().map(|html| Content {
            lang: language.clone(),
            value: Some(html.clone()),
            // Never `xhtml`: the crate writes it verbatim, whether it is well-formed or not.
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        extensions: entry.image.as_ref().map(media).unwrap_or_default(),
        ..Entry::default()
    }
}

/// The id as a URI, which Atom requires (<https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6>). An id that was adopted from
/// another format may be any string, such as `4711`.
fn absolute_id(id: &str, home: &str) -> String {
    if uri::check_absolute(id).is_ok() {
        return id.to_owned();
    }
    let host = uri::split(home).host();
    undated_tag(if host.is_empty() { "localhost" } else { host }, id)
}

fn person(it: &article::Person) -> Person {
    Person {
        name: it.name.clone(),
        email: it.email.clone(),
        uri: it.url.clone(),
        ..Person::default()
    }
}

/// The picture of an entry, for which Atom itself has no element.
fn media(image: &feed::Image) -> ExtensionMap {
    let extension = |name: &str, attrs: &[(&str, &str)], value: Option<&String>| Extension {
        name: name.to_owned(),
        value: value.cloned(),
        // The crate does not escape the attributes of extensions.
        attrs: attrs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), escape::attribute(value).into_owned()))
            .collect(),
        children: BTreeMap::new(),
    };
    let mut content = extension("media:content", &[("url", &image.url), ("medium", "image")], None);
    if let Some(alt) = &image.alt {
        let description = extension("media:description", &[("type", "plain")], Some(alt));
        content.children.insert("description".to_owned(), vec![description]);
    }
    if let Some(credit) = &image.credit {
        content
            .children
            .insert("credit".to_owned(), vec![extension("media:credit", &[], Some(credit))]);
    }
    let of_media = BTreeMap::from([("content".to_owned(), vec![content])]);
    ExtensionMap::from([("media".to_owned(), of_media)])
}
