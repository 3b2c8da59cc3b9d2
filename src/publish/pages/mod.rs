//! The files beside the feeds: pages that list all feeds, for people and for feed readers, and the stylesheet of the feeds.

use std::io::Read;
use std::path::Path;

use crate::publish::assemble::Planned;
use crate::publish::index_format::IndexFormat;
use crate::publish::pages::listed::listed;
use crate::publish::settings::Settings;
use crate::publish::stylesheet;
use crate::publish::stylesheet::Stylesheet;
use crate::publish::write::Target;

mod html;
mod listed;
mod opml;

/// A file that is not a feed.
pub(super) struct Page {
    pub(super) target: Target,
    /// Its path relative to the folder of feeds.
    pub(super) name: String,
    pub(super) url: String,
    /// Whether the validator can check it.
    pub(super) is_validated: bool,
}

/// The pages of a site and the stylesheet of its feeds.
pub(super) fn pages(feeds: &[Planned], settings: &Settings) -> Vec<Page> {
    let page = |name: &str, text: String, is_validated| Page {
        target: Target::new(settings.out.join(name), text.into_bytes()),
        name: name.to_owned(),
        url: settings.address_of(name),
        is_validated,
    };
    let mut pages = Vec::new();
    // A plan with `each` may have no feeds at the moment.
    if settings.plan.feeds.iter().any(|it| it.stylesheet == Some(Stylesheet::Css)) {
        pages.push(page(stylesheet::FILE_NAME, stylesheet::CSS.to_owned(), false));
    }
    let listed = listed(feeds, settings);
    if settings.index.contains(&IndexFormat::Html) {
        let text = html::page(&listed, settings);
        pages.push(page(IndexFormat::Html.file_name(), text, false));
    }
    if settings.index.contains(&IndexFormat::Opml) {
        let text = opml::list(&listed, settings);
        pages.push(page(IndexFormat::Opml.file_name(), text, true));
    }
    pages
}

/// What identifies a file that was written here.
const MARK: &[u8] = b"feedwright";

/// The number of bytes in which the mark is looked for.
const HEAD: u64 = 1024;

/// Whether a page may replace or delete the file at `path`: there is none, or it was written here. The folder of feeds may be that of
/// the site, where `index.html` is its home page.
pub(super) fn is_ours(path: &Path) -> bool {
    if !path.is_file() {
        return true;
    }
    let Ok(file) = std::fs::File::open(path) else { return false };
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head).is_ok() && memchr::memmem::find(&head, MARK).is_some()
}
