//! Prints the output of feed-rs, or of the crates rss and atom_syndication, one line of JSON per document. `readers feed-rs FILE...`

use serde_json::Value;
use serde_json::json;

type Told = Result<Value, String>;

fn feed_rs(bytes: &[u8]) -> Told {
    let feed = feed_rs::parser::parse(bytes).map_err(|error| error.to_string())?;
    let text = |it: Option<feed_rs::model::Text>| it.map(|it| it.content);
    let link = |links: &[feed_rs::model::Link]| {
        links
            .iter()
            .find(|it| it.rel.as_deref().is_none_or(|rel| rel == "alternate"))
            .map(|it| it.href.clone())
    };
    let entries: Vec<Value> = feed.entries.into_iter().map(|it| json!({
        "id": it.id, "title": text(it.title), "link": link(&it.links),
        "date": it.published.or(it.updated).map(|it| it.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
        "author": it.authors.first().map(|it| it.name.clone()),
        "summary": text(it.summary), "content": it.content.and_then(|it| it.body),
        "enclosures": it.media.iter().flat_map(|it| &it.content)
            .map(|it| json!([it.url, it.content_type.as_ref().map(ToString::to_string), it.size])).collect::<Vec<_>>(),
    })).collect();
    Ok(
        json!({"title": text(feed.title), "link": link(&feed.links), "language": feed.language, "entries": entries}),
    )
}

fn rss(bytes: &[u8]) -> Told {
    let feed = rss::Channel::read_from(bytes).map_err(|error| error.to_string())?;
    let entries: Vec<Value> = feed.items.iter().map(|it| json!({
        "id": it.guid.as_ref().map(|it| &it.value), "title": it.title, "link": it.link, "date": it.pub_date, "author": it.author,
        "summary": it.description, "content": it.content,
        "enclosures": it.enclosure.iter().map(|it| json!([it.url, it.mime_type, it.length])).collect::<Vec<_>>(),
    })).collect();
    Ok(
        json!({"title": feed.title, "link": feed.link, "language": feed.language, "entries": entries}),
    )
}

fn atom(bytes: &[u8]) -> Told {
    let feed = atom_syndication::Feed::read_from(bytes).map_err(|error| error.to_string())?;
    let link = |links: &[atom_syndication::Link]| {
        links.iter().find(|it| it.rel == "alternate").map(|it| it.href.clone())
    };
    let entries: Vec<Value> = feed.entries.iter().map(|it| json!({
        "id": it.id, "title": it.title.value, "link": link(&it.links), "date": it.published.unwrap_or(it.updated).to_rfc3339(),
        "author": it.authors.first().map(|it| &it.name), "summary": it.summary.as_ref().map(|it| &it.value),
        "content": it.content.as_ref().and_then(|it| it.value.as_ref()), "enclosures": [],
    })).collect();
    Ok(
        json!({"title": feed.title.value, "link": link(&feed.links), "language": feed.lang, "entries": entries}),
    )
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let reader = arguments.next().expect("name a reader");
    for path in arguments {
        let bytes = std::fs::read(&path).expect("the file can be read");
        let told = match reader.as_str() {
            "feed-rs" => feed_rs(&bytes),
            _ if bytes.windows(5).any(|it| it == b"<feed") => atom(&bytes),
            _ => rss(&bytes),
        };
        let mut line = json!({"file": path, "accepted": told.is_ok(), "problem": told.as_ref().err(), "entries": []});
        if let (Ok(told), Some(line)) = (told, line.as_object_mut()) {
            line.extend(told.as_object().cloned().unwrap_or_default());
        }
        println!("{line}");
    }
}
