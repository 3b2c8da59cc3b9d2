//! RSS 2.0, written with the model of the `rss` crate. It follows <https://www.rssboard.org/rss-specification> and the advice in
//! <https://www.rssboard.org/rss-profile>.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rss::Category;
use rss::Channel;
use rss::Enclosure;
use rss::Guid;
use rss::Image;
use rss::Item;
use rss::Source;
use rss::extension::ExtensionMap;
use rss::extension::atom::AtomExtension;
use rss::extension::atom::Link;
use rss::extension::dublincore::DublinCoreExtension;

use crate::publish::article::Person;
use crate::publish::build::extension::add;
use crate::publish::build::extension::extension;
use crate::publish::build::podcast;
use crate::publish::content::text_of;
use crate::publish::feed::Entry;
use crate::publish::feed::Feed;
use crate::publish::podcast::show::Show;
use crate::text::escape;
use crate::text::shorten::at_word;
use crate::value::date::rfc822;
use crate::value::date::rfc822_at_offset;
use crate::value::date::rfc3339_at_offset;
use crate::value::html::plain::is_same_as_html;
use crate::value::person;

/// Writes the feed as RSS 2.0. [`super::finish`] then makes it ready to serve.
pub(super) fn write(feed: &Feed) -> Result<Vec<u8>, String> {
    // Never `to_string()`: it returns an empty document if writing fails.
    channel(feed).write_to(Vec::new()).map_err(|it| it.to_string())
}

fn channel(feed: &Feed) -> Channel {
    let link = |rel: &str, href: &str| Link {
        href: href.to_owned(),
        rel: rel.to_owned(),
        mime_type: Some("application/rss+xml".to_owned()),
        ..Link::default()
    };
    let mut links = vec![link("self", &feed.address)];
    links.extend(feed.hubs.iter().map(|it| Link {
        href: it.clone(),
        rel: "hub".to_owned(),
        ..Link::default()
    }));
    links.extend(feed.history.links().map(|(rel, url)| link(rel, url)));
    Channel {
        title: feed.title.clone(),
        link: feed.home.clone(),
        description: feed.description.clone(),
        language: feed.language.clone(),
        copyright: feed.copyright.clone(),
        managing_editor: feed.authors.iter().find_map(contact),
        last_build_date: (!feed.entries.is_empty()).then(|| rfc822(feed.updated)),
        generator: Some("feedwright".to_owned()),
        docs: Some("https://www.rssboard.org/rss-specification".to_owned()),
        image: feed.image.as_ref().map(|url| Image {
            url: url.clone(),
            title: feed.title.clone(),
            link: feed.home.clone(),
            ..Image::default()
        }),
        atom_ext: Some(AtomExtension { links }),
        itunes_ext: feed.podcast.as_deref().map(podcast::itunes_channel),
        extensions: extensions_of_feed(feed),
        namespaces: namespaces(feed),
        items: feed.entries.iter().map(|it| item(it, feed)).collect(),
        ..Channel::default()
    }
}

/// The namespaces of generic extensions. The crate only declares namespaces of extensions that it has types for.
fn namespaces(feed: &Feed) -> BTreeMap<String, String> {
    let uses_media = feed.entries.iter().any(|it| it.image.is_some());
    let media =
        uses_media.then(|| ("media".to_owned(), "http://search.yahoo.com/mrss/".to_owned()));
    let is_marked = feed.history.marks().next().is_some();
    let history =
        is_marked.then(|| ("fh".to_owned(), "http://purl.org/syndication/history/1.0".to_owned()));
    media.into_iter().chain(podcast::namespaces(feed)).chain(history).collect()
}

/// The elements of other vocabularies: those of podcasts, and the marks of RFC 5005.
fn extensions_of_feed(feed: &Feed) -> ExtensionMap {
    let show = feed.podcast.as_deref();
    let mut map = show.map(|it| podcast::channel(feed, it)).unwrap_or_default();
    for mark in feed.history.marks() {
        add(&mut map, extension(&format!("fh:{mark}"), &[], None));
    }
    map
}

fn item(entry: &Entry, feed: &Feed) -> Item {
    let show = feed.podcast.as_deref();
    let names: Vec<String> = entry.authors.iter().map(|it| it.name.clone()).collect();
    // `author` must be an e-mail address, so a name without one goes into `dc:creator`. Writing both would repeat the person.
    let author = match entry.authors.as_slice() {
        [one] => contact(one),
        _ => None,
    };
    // An item has no language of its own in RSS.
    let languages =
        feed.foreign_language(entry).map(ToOwned::to_owned).into_iter().collect::<Vec<_>>();
    let creators = if author.is_some() { Vec::new() } else { names };
    let (description, content) = match show {
        Some(_) => texts_of_episode(entry),
        None => texts(entry),
    };
    Item {
        title: Some(entry.title.clone()),
        link: Some(entry.url.clone()),
        description,
        dublin_core_ext: (!creators.is_empty() || !languages.is_empty())
            .then(|| DublinCoreExtension { creators, languages, ..DublinCoreExtension::default() }),
        author,
        categories: entry
            .categories
            .iter()
            .map(|it| Category { name: it.clone(), domain: None })
            .collect(),
        enclosure: entry.enclosure.as_ref().map(|it| Enclosure {
            url: it.url.clone(),
            length: it.length.to_string(),
            mime_type: it.media_type.clone(),
        }),
        guid: Some(Guid { value: entry.id.clone(), permalink: entry.id == entry.url }),
        pub_date: Some(rfc822_at_offset(entry.published)),
        source: entry.source.as_ref().map(|url| Source { url: url.clone(), title: None }),
        content,
        itunes_ext: podcast::itunes_item(entry, show),
        extensions: extensions(entry, show),
        ..Item::default()
    }
}

/// The description and the content of an item. The description comes first and contains the summary. Without a summary, it contains the
/// content, which is then not repeated.
fn texts(entry: &Entry) -> (Option<String>, Option<String>) {
    match &entry.summary {
        Some(summary) => (Some(as_html(summary)), entry.html.clone()),
        None => (entry.html.clone(), None),
    }
}

/// The longest description of an episode, in bytes: <https://podcasters.apple.com/support/823-podcast-requirements>.
const MAX_DESCRIPTION: usize = 4000;

/// The description and the content of an episode. The notes to an episode may be too long for a description.
fn texts_of_episode(entry: &Entry) -> (Option<String>, Option<String>) {
    let (description, content) = texts(entry);
    match &description {
        Some(text) if text.len() > MAX_DESCRIPTION => {
            let summary = entry.summary.as_deref().map(Cow::Borrowed);
            let plain = || Cow::Owned(text_of(entry.html.as_deref().unwrap_or_default()));
            (Some(shortened(&summary.unwrap_or_else(plain))), entry.html.clone())
        }
        _ => (description, content),
    }
}

/// Plain text as HTML that is not too long for a description.
fn shortened(text: &str) -> String {
    let mut most = MAX_DESCRIPTION;
    loop {
        let html = as_html(&at_word(text, most));
        if html.len() <= MAX_DESCRIPTION {
            return html;
        }
        most = most * 3 / 4;
    }
}

/// Escapes a plain-text summary for a description, which is HTML.
fn as_html(summary: &str) -> String {
    if is_same_as_html(summary) {
        return summary.to_owned();
    }
    escape::content(summary).into_owned()
}

/// `jane@example.org (Jane Doe)`, if the person has an e-mail address.
fn contact(it: &Person) -> Option<String> {
    it.email.as_deref().map(|email| person::rss(email, &it.name))
}

fn extensions(entry: &Entry, show: Option<&Show>) -> ExtensionMap {
    let mut map = ExtensionMap::new();
    if entry.updated != entry.published {
        add(&mut map, extension("atom:updated", &[], Some(rfc3339_at_offset(entry.updated))));
    }
    if let Some(image) = &entry.image {
        let mut content =
            extension("media:content", &[("url", &image.url), ("medium", "image")], None);
        let mut children = BTreeMap::new();
        if let Some(alt) = &image.alt {
            let description =
                extension("media:description", &[("type", "plain")], Some(alt.clone()));
            children.insert("description".to_owned(), vec![description]);
        }
        if let Some(credit) = &image.credit {
            children.insert(
                "credit".to_owned(),
                vec![extension("media:credit", &[], Some(credit.clone()))],
            );
        }
        content.children = children;
        add(&mut map, content);
    }
    if show.is_some() {
        podcast::item(entry, &mut map);
    }
    map
}
