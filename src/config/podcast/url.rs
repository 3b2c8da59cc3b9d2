//! The URLs of a podcast, and its artwork.

use crate::config::podcast::Around;
use crate::config::table::Table;
use crate::publish::podcast::artwork;
use crate::publish::site::Site;
use crate::value::media_type;
use url::Url;

/// The URL of the artwork. A file of the site is checked.
pub(super) fn image(table: &Table<'_>, around: &Around<'_>) -> Option<String> {
    let text = table.text("image")?;
    let home = around.site.url.as_str();
    let is_remote = text.contains("://") && !text.starts_with(home);
    let path = text.strip_prefix(home).unwrap_or(&text);
    let file = artwork::found(path, &around.folders).filter(|_| !is_remote);
    let kind = media_type::by_extension(&text).filter(|it| !is_artwork(it));
    // A file at an absolute URL may only be on the server.
    let is_missing = file.is_none() && !is_remote && path == text;
    if let Some(Err(unusable)) = file.as_deref().map(artwork::check) {
        table.fault("image", unusable.why, unusable.help);
    } else if is_missing {
        let why = format!("the file `{text}` does not exist in the folder of the site");
        let help =
            "the path is relative to the URL of the site; if the file is elsewhere, write its URL";
        table.fault("image", why, help);
    } else if let Some(kind) = kind {
        let why = format!("the artwork has the type `{kind}`, which Apple Podcasts does not show");
        table.fault("image", why, "use a JPEG or PNG file with its usual extension");
    }
    absolute(table, "image", &text, around.site)
}

pub(super) fn is_artwork(kind: &str) -> bool {
    matches!(kind, "image/jpeg" | "image/png")
}

/// A URL that may be relative to the site.
pub(super) fn absolute(table: &Table<'_>, key: &str, text: &str, site: &Site) -> Option<String> {
    match web_url(text, site) {
        Ok(url) => Some(url),
        Err(why) => {
            table.fault(key, why, "write a URL that starts with `https://`");
            None
        }
    }
}

pub(super) fn url(table: &Table<'_>, key: &str, site: &Site) -> Option<String> {
    let text = table.text(key)?;
    absolute(table, key, &text, site)
}

/// A URL for an attribute in the podcast namespace, which requires `https:`.
pub(super) fn secure_url(table: &Table<'_>, key: &str, site: &Site) -> Option<String> {
    let url = url(table, key, site)?;
    if url.starts_with("http://") && table.text(key).is_some_and(|it| it.starts_with("http:")) {
        let why = format!("`{key}` does not start with `https:`");
        table.fault(key, why, "the podcast namespace requires `https://`");
    }
    Some(url).filter(|it| it.starts_with("https://"))
}

pub(super) fn web_url(text: &str, site: &Site) -> Result<String, String> {
    let url: Url =
        site.url.join(text.trim()).map_err(|_| format!("`{text}` is not a valid URL"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("`{text}` is not an http or https URL"));
    }
    crate::value::uri::check(url.as_str()).map_err(|_| format!("`{text}` is not a valid URL"))?;
    Ok(url.into())
}
