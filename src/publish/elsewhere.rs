//! The URLs of pages that are not articles, such as the manual of a site: where the generator puts them, as far as a link to
//! their file shows it.

use crate::publish::dialect::OtherPages;
use crate::publish::plan::Addresses;
use crate::publish::slug;
use crate::publish::slug::slug as slug_of;

/// The path of the page that is built from the file `path`, which starts at the root of the site's content. `None` for a file
/// whose page could be anywhere.
pub(super) fn page(path: &str, addresses: &Addresses) -> Option<String> {
    let dialect = addresses.dialect;
    let (folder, file) = path.rsplit_once('/')?;
    let (name, _) = file.rsplit_once('.')?;
    let mut parts: Vec<String> = folder.split('/').map(|it| slug_of(it, &dialect.folder)).collect();
    // A collection has its own URL pattern.
    if parts.iter().any(|it| it.is_empty() || it.starts_with(['_', '.'])) {
        return None;
    }
    let is_index = matches!(name, "index" | "_index");
    if !is_index {
        parts.push(slug_of(name, &dialect.slug));
    }
    let path = parts.join("/");
    match dialect.other_pages {
        OtherPages::Unknown => None,
        OtherPages::Folders => Some(format!("{path}/")),
        OtherPages::Names => Some(path),
        OtherPages::Files if is_index || addresses.pattern.ends_with_slash() => {
            Some(format!("{path}/"))
        }
        OtherPages::Files => Some(format!("{path}.html")),
        OtherPages::PagesFolder => (folder == "pages")
            .then(|| format!("pages/{}.html", slug::slug(name, &dialect.title_slug))),
    }
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::publish::dialect;
    use crate::publish::plan::Addresses;
    use crate::value::timezone::Timezone;

    #[test]
    fn is_where_the_generator_puts_the_page() {
        #[rustfmt::skip]
        let cases = [
            ("zola",       "learn/book/_index.md",  Some("learn/book/")),
            ("zola",       "learn/First Steps.md",  Some("learn/first-steps/")),
            ("zola",       "about.md",              None),
            ("hugo",       "docs/Setup.md",         Some("docs/setup/")),
            ("docusaurus", "docs/setup.mdx",        Some("docs/setup")),
            ("docusaurus", "docs/guide/index.md",   Some("docs/guide")),
            ("eleventy",   "docs/setup.md",         Some("docs/setup/")),
            ("jekyll",     "docs/setup.md",         Some("docs/setup.html")),
            ("jekyll",     "_tips/oars.md",         None),
            ("pelican",    "pages/About us.md",     Some("pages/about-us.html")),
            ("pelican",    "notes/x.md",            None),
            ("plain",      "docs/x.md",             None),
        ];
        for (dialect, path, wanted) in cases {
            let dialect = dialect::named(dialect).expect("it is a dialect");
            let addresses = Addresses::of(dialect, Timezone::UTC);
            assert_eq!(page(path, &addresses).as_deref(), wanted, "{} {path}", dialect.name);
        }
    }
}
