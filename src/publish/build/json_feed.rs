//! JSON Feed 1.1. <https://www.jsonfeed.org/version/1.1/>

use serde::Serialize;

use crate::publish::article::Person;
use crate::publish::feed::Attachment;
use crate::publish::feed::Entry;
use crate::publish::feed::Feed;
use crate::value::date::rfc3339_at_offset;

/// The members, in the order in which they are written.
#[derive(Serialize)]
struct Document<'f> {
    version: &'static str,
    title: &'f str,
    home_page_url: &'f str,
    feed_url: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<&'f str>,
    description: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'f str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'f>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'f str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'f>>,
    items: Vec<Item<'f>>,
}

#[derive(Serialize)]
struct Hub<'f> {
    #[serde(rename = "type")]
    protocol: &'static str,
    url: &'f str,
}

#[derive(Serialize)]
struct Author<'f> {
    name: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'f str>,
}

#[derive(Serialize)]
struct Item<'f> {
    id: &'f str,
    url: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'f str>,
    title: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'f str>,
    date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'f>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'f [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'f str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Enclosed<'f>>,
}

#[derive(Serialize)]
struct Enclosed<'f> {
    url: &'f str,
    mime_type: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_in_seconds: Option<u64>,
}

/// The feed as JSON Feed 1.1, ready to serve.
pub(super) fn write(feed: &Feed) -> Result<Vec<u8>, String> {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home,
        feed_url: &feed.address,
        next_url: feed.history.previous.as_deref(),
        description: &feed.description,
        icon: feed.image.as_deref(),
        authors: feed.authors.iter().map(author).collect(),
        language: feed.language.as_deref(),
        hubs: feed.hubs.iter().map(|url| Hub { protocol: "WebSub", url }).collect(),
        items: feed.entries.iter().map(|it| item(it, feed)).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&document).map_err(|it| it.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn author(person: &Person) -> Author<'_> {
    Author { name: &person.name, url: person.url.as_deref() }
}

fn item<'f>(entry: &'f Entry, feed: &Feed) -> Item<'f> {
    // JSON Feed requires one of the two contents. A feed of summaries has only the summary.
    let text = entry.summary.as_deref().unwrap_or(&entry.title);
    Item {
        id: &entry.id,
        url: &entry.url,
        external_url: entry.external_url.as_deref().or(entry.source.as_deref()),
        title: &entry.title,
        content_html: entry.html.as_deref(),
        content_text: entry.html.is_none().then_some(text),
        summary: entry.summary.as_deref(),
        image: entry.image.as_ref().map(|it| it.url.as_str()),
        date_published: rfc3339_at_offset(entry.published),
        date_modified: (entry.updated != entry.published).then(|| rfc3339_at_offset(entry.updated)),
        authors: entry.authors.iter().map(author).collect(),
        tags: &entry.categories,
        language: feed.foreign_language(entry),
        attachments: entry.enclosure.iter().map(enclosed).collect(),
    }
}

fn enclosed(it: &Attachment) -> Enclosed<'_> {
    Enclosed {
        url: &it.url,
        mime_type: &it.media_type,
        size_in_bytes: (it.length > 0).then_some(it.length),
        duration_in_seconds: it.duration,
    }
}
