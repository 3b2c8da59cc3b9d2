//! The place where the content of an entry is published, and what it means for links, ids and other attributes.

use std::borrow::Cow;
use std::collections::HashSet;

use url::Url;

use crate::publish::absolute_url::absolute;
use crate::publish::content::srcset;
use crate::publish::links;
use crate::publish::links::Target;
use crate::value::person::percent_decoded;

/// The context in which the content of an entry is cleaned.
pub(super) struct EntryPage {
    page: Url,
    prefix: String,
    /// The ids of footnotes and their references, without the prefix. Other ids are only valid on the page.
    ids: HashSet<String>,
}

impl EntryPage {
    pub(super) fn new(page: &Url, prefix: &str, ids: HashSet<String>) -> EntryPage {
        let mut page = page.clone();
        page.set_fragment(None);
        EntryPage { page, prefix: prefix.to_owned(), ids }
    }

    /// Filters the value of an attribute that is allowed.
    pub(super) fn filter<'v>(
        &self,
        element: &str,
        attribute: &str,
        value: &'v str,
    ) -> Option<Cow<'v, str>> {
        match attribute {
            "id" => Some(value.trim())
                .filter(|it| !it.is_empty())
                .map(|it| Cow::Owned(format!("{}{it}", self.prefix))),
            "class" => value
                .split_ascii_whitespace()
                .find(|it| it.starts_with("language-"))
                .map(Cow::Borrowed),
            "srcset" => srcset::map_urls(value, |url| self.resolved(element, url)).map(Cow::Owned),
            "href" if self.is_own(value) => {
                let fragment = format!("#{}{}", self.prefix, &value.trim()[1..]);
                self.resolved(element, &fragment).map(Cow::Owned)
            }
            attribute if URLS.contains(&attribute) => self.resolved(element, value).map(Cow::Owned),
            _ => Some(Cow::Borrowed(value)),
        }
    }

    /// Whether a URL links to a footnote in the content, or back.
    fn is_own(&self, url: &str) -> bool {
        let Some(fragment) = url.trim().strip_prefix('#') else { return false };
        self.ids.contains(fragment)
            || (fragment.contains('%') && self.ids.contains(&percent_decoded(fragment)))
    }

    /// The absolute form of a URL. `None` if there is none, or if a reader should not open it.
    fn resolved(&self, element: &str, url: &str) -> Option<String> {
        let absolute = absolute(&self.page, url)?;
        let (scheme, rest) = absolute.split_once(':')?;
        let is_picture =
            scheme == "data" && INLINE.contains(&element) && rest.starts_with("image/");
        if (scheme == "data" && !is_picture) || !SCHEMES.contains(&scheme) {
            return None;
        }
        Some(absolute)
    }
}

/// Attributes that contain a single URL.
pub(super) const URLS: &[&str] = &["href", "src", "poster", "cite"];

/// Schemes that are allowed in links.
#[rustfmt::skip]
pub(super) const SCHEMES: &[&str] = &[
    "http", "https", "mailto", "tel", "sms", "xmpp", "irc", "ircs", "magnet", "geo", "ftp", "sftp", "matrix", "acct", "feed", "data",
];

/// Elements in which `data:` URLs are allowed: pictures that are part of the text.
pub(super) const INLINE: &[&str] = &["img", "source"];

/// The target of a link, according to `lead`. `None` if the link has no target and cannot be a URL either, and becomes text.
pub(super) fn led<'r>(
    reference: &'r str,
    lead: &mut dyn FnMut(&str) -> Target,
) -> Option<Cow<'r, str>> {
    match lead(reference) {
        Target::Other(url) | Target::Nowhere(Some(url)) => {
            Some(url).filter(|it| !it.is_empty()).map(Cow::Owned)
        }
        Target::Nowhere(None)
            if reference.trim_start().starts_with(['{', '@', '|', '%'])
                || reference.starts_with(links::SCHEME) =>
        {
            None
        }
        Target::Same | Target::Nowhere(None) => Some(Cow::Borrowed(reference)),
    }
}

/// The prefixes that generators and editors use for ids of footnotes and their references.
pub(super) const NOTES: &[&str] =
    &["fn", "footnote", "user-content-fn", "_ftn", "_edn", "sdfootnote", "sdendnote", "endnote"];

/// Whether HTML may contain links to its own parts.
pub(super) fn has_own_links(html: &str) -> bool {
    html.contains("=\"#") || html.contains("='#") || html.contains("=#")
}

/// Whether an id is that of a footnote or of its reference.
pub(super) fn is_note(id: &str) -> bool {
    NOTES.iter().any(|note| id.starts_with(note))
}

/// Inline elements. All other elements start a new line.
#[rustfmt::skip]
pub(super) const IN_LINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label",
    "mark", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
];
