//! The URLs in the text of an article: those that scripts would set, and those that `<base href>` changes.

use ego_tree::NodeId;
use html5ever::{LocalName, QualName, ns};
use scraper::{ElementRef, Html, StrTendril};
use url::Url;

use crate::publish::content::pictures;
use crate::publish::load::Options;
use crate::publish::load::html::media::source;
use crate::publish::load::html::places::{Found, PageKey, Places};
use crate::publish::load::html::title::is_home;

/// Attributes that contain a single URL.
const ADDRESSES: &[&str] = &["cite", "data", "href", "longdesc", "poster", "src"];

/// The first URL that the page states as its own. The site's start page is skipped, because some themes state it on all pages. If
/// the URL is on a server on the author's machine, its path is used on the site.
pub(super) fn stated(places: &Places<'_>, all: &[PageKey], options: &Options) -> Option<Found> {
    let found = all.iter().flat_map(|it| places.at(*it));
    found.into_iter().find_map(|mut found| {
        let Ok(url) = Url::parse(&found.value) else {
            return Some(found).filter(|it| !is_home(&it.value, options));
        };
        let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "0.0.0.0" | "[::1]"));
        if local {
            url[url::Position::BeforePath..].clone_into(&mut found.value);
        }
        Some(found).filter(|_| !is_home(url.as_str(), options))
    })
}

/// The `<base href>` against which relative URLs are resolved, if there is one.
pub(super) fn base(tree: &Html, url: Option<&str>) -> Option<Url> {
    let mut all = tree.tree.root().descendants().filter_map(ElementRef::wrap);
    let href = all.find_map(|it| it.attr("href").filter(|_| it.value().name() == "base"))?;
    let page = url.and_then(|it| Url::parse(it).ok());
    let base = match &page {
        Some(page) => page.join(href.trim()).ok()?,
        None => Url::parse(href.trim()).ok()?,
    };
    (page.as_ref() != Some(&base) && base.has_host()).then_some(base)
}

/// Makes a URL in the page absolute if there is a base.
pub(super) fn absolute(address: &str, base: Option<&Url>) -> String {
    // A fragment refers to this page, whatever the base is.
    let relative = Url::parse(address) == Err(url::ParseError::RelativeUrlWithoutBase);
    let base = base.filter(|_| relative && !address.starts_with('#'));
    base.and_then(|it| it.join(address).ok()).map_or_else(|| address.to_owned(), Into::into)
}

/// Replaces the URLs in `roots` with URLs that readers can use.
pub(super) fn fix_urls(tree: &mut Html, roots: &[NodeId], base: Option<&Url>) {
    let mut changes = Vec::new();
    for root in roots {
        let Some(root) = tree.tree.get(*root) else { continue };
        for element in root.descendants().filter_map(ElementRef::wrap) {
            if matches!(element.value().name(), "img" | "source") {
                let late = source(element);
                if !late.is_empty() && element.attr("src").map(str::trim) != Some(late) {
                    changes.push((element.id(), "src", absolute(late, base)));
                }
                if let Some(set) = pictures::source_set(|it| element.attr(it))
                    .filter(|it| element.attr("srcset") != Some(*it))
                {
                    changes.push((element.id(), "srcset", absolute_set(set, base)));
                }
            }
            if base.is_none() {
                continue;
            }
            for name in ADDRESSES {
                let Some(value) = element.attr(name) else { continue };
                if *name != "src" || !value.trim().starts_with("data:") {
                    changes.push((element.id(), *name, absolute(value.trim(), base)));
                }
            }
            if let Some(set) = element.attr("srcset") {
                changes.push((element.id(), "srcset", absolute_set(set, base)));
            }
        }
    }
    for (id, name, value) in changes {
        let Some(mut node) = tree.tree.get_mut(id) else { continue };
        let scraper::Node::Element(element) = node.value() else { continue };
        element.attrs.retain(|(it, _)| {
            &*it.local != name && !(pictures::LATE.contains(&&*it.local) && name == "src")
        });
        let name = QualName::new(None, ns!(), LocalName::from(name));
        // The attributes must stay sorted, because they are looked up by binary search.
        let at = element.attrs.partition_point(|(it, _)| *it < name);
        element.attrs.insert(at, (name, StrTendril::from(value)));
    }
}

fn absolute_set(set: &str, base: Option<&Url>) -> String {
    let one = |candidate: &str| {
        let (address, size) = candidate.split_once(char::is_whitespace).unwrap_or((candidate, ""));
        format!("{} {}", absolute(address, base), size.trim()).trim_end().to_owned()
    };
    // A comma inside a URL is not followed by white space.
    let parts = set.split(", ").flat_map(|it| it.split(",\n"));
    parts.map(str::trim).filter(|it| !it.is_empty()).map(one).collect::<Vec<_>>().join(", ")
}
