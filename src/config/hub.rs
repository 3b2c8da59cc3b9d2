//! The key `hub` of a feed, or of all feeds: the hubs that are told about changes (WebSub).

use url::Url;

use crate::config::table::Table;

const HELP: &str =
    "use the URL of the hub, for example `hub = \"https://pubsubhubbub.appspot.com/\"`";

/// The URLs of the hubs. `None` if the table does not name any.
pub(super) fn read(table: &Table<'_>) -> Option<Vec<String>> {
    if !table.has("hub") {
        return None;
    }
    let mut hubs: Vec<String> = Vec::new();
    for item in table.one_or_more("hub") {
        let Some(text) = item.as_text() else {
            item.fault("each value in `hub` must be a string", HELP);
            continue;
        };
        match parsed(text) {
            Ok(url) if hubs.contains(&url) => {
                item.fault(format!("`{text}` is listed twice"), "remove one of the two");
            }
            Ok(url) => hubs.push(url),
            Err(why) => item.fault(why, HELP),
        }
    }
    Some(hubs)
}

fn parsed(text: &str) -> Result<String, String> {
    let url = Url::parse(text.trim()).map_err(|_| format!("`{text}` is not an absolute URL"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("`{text}` is not an http or https URL"));
    }
    if url.fragment().is_some() {
        return Err(format!("`{text}` has a fragment, which is not sent to the hub"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(
            "the URL of a hub is public, but this one has a user name or a password".to_owned()
        );
    }
    Ok(url.into())
}
