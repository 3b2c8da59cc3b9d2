//! JSON Feed, 1.0 and 1.1: <https://www.jsonfeed.org/version/1.1/>.

use serde_json::Value;

use crate::publish::old_feed::entry::Broken;
use crate::publish::old_feed::entry::OldEntry;
use crate::publish::old_feed::entry::OldFeed;
use crate::publish::old_feed::entry::date;
use crate::text::escape;
use crate::text::lines::offset_at_byte_column;

/// Parses a JSON feed. The JSON parser limits the depth.
pub(super) fn read(text: &str) -> Result<OldFeed, Broken> {
    let document: Value = serde_json::from_str(text).map_err(|it| {
        let (line, column) = (u32::try_from(it.line()), u32::try_from(it.column()));
        let at = offset_at_byte_column(text, line.unwrap_or(1), column.unwrap_or(1));
        Broken { at: u32::try_from(at).unwrap_or_default(), what: format!("not valid JSON: {it}") }
    })?;
    let Some(items) = document["items"].as_array() else {
        let what = "not a JSON feed: it has no `items` list".to_owned();
        return Err(Broken { at: 0, what });
    };
    Ok(OldFeed {
        name: String::new(),
        home: string(&document["home_page_url"]).or_else(|| string(&document["feed_url"])),
        updated: None,
        entries: items.iter().filter(|it| it.is_object()).map(entry).collect(),
    })
}

fn entry(item: &Value) -> OldEntry {
    let html = string(&item["content_html"])
        .or_else(|| string(&item["content_text"]).map(|it| escape::content(&it).into_owned()))
        .or_else(|| string(&item["summary"]).map(|it| escape::content(&it).into_owned()));
    OldEntry {
        id: string(&item["id"]),
        is_permalink: false,
        link: string(&item["url"]),
        title: string(&item["title"]).map(|it| escape::content(&it).into_owned()),
        published: string(&item["date_published"]).and_then(|it| date(&it)),
        updated: string(&item["date_modified"]).and_then(|it| date(&it)),
        html,
    }
}

/// A string, or a number as the string that the specification requires.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
