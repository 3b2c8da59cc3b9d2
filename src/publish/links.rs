//! Links between articles. Authors link to the file of an article, in a notation that depends on the generator. Readers need the
//! URL of its page.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::OnceLock;

use crate::publish::article::Dated;
use crate::publish::elsewhere;
use crate::publish::page::address_of;
use crate::publish::plan::Plan;
use crate::publish::slug;
use crate::publish::slug::encoded;
use percent_encoding::percent_decode_str;

/// The scheme of links that name an article instead of a URL: `{% post_url x %}` and `[[x]]` are turned into such links.
pub(super) const SCHEME: &str = "article:";

/// The longest name of an article, in bytes. No file has a longer path.
const MAX_LENGTH: usize = 4096;

/// The extensions of files that become pages.
static SOURCES: &[&str] =
    &["md", "mdx", "markdown", "mdown", "mkd", "rst", "adoc", "org", "ipynb", "rmd", "qmd"];

/// The links of a site: which page each file becomes.
pub(super) struct Links<'a> {
    articles: &'a [Dated],
    plan: &'a Plan,
    /// Built when the first link needs it.
    index: OnceLock<Index>,
}

/// The URLs of articles, by everything that can name an article.
#[derive(Default)]
struct Index {
    /// URLs by the path of the file.
    by_path: HashMap<String, String>,
    /// URLs by other names: the ends of the path, with and without extension and date, the slug, and the title. `None` if several
    /// articles have that name.
    by_name: HashMap<String, Option<String>>,
    /// The folders that contain articles.
    folders: HashSet<String>,
}

/// The target of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// An ordinary reference, which is not changed.
    Same,
    /// Replace the reference with this one, absolute or relative to the page.
    Other(String),
    /// A file or an article that does not exist. If it may be a page that is not an article, this is its URL.
    Nowhere(Option<String>),
}

impl Index {
    fn new(articles: &[Dated], plan: &Plan) -> Index {
        let mut index = Index::default();
        // A draft has no page.
        for dated in articles.iter().filter(|it| !it.article.draft) {
            index.add(dated, address_of(dated, plan));
        }
        index
    }

    fn add(&mut self, dated: &Dated, address: String) {
        let article = &dated.article;
        let mut names = Vec::new();
        let mut rest = article.path.as_str();
        loop {
            names.push(rest.to_lowercase());
            names.push(without_extension(rest).to_lowercase());
            match rest.split_once('/') {
                Some((_, inner)) => rest = inner,
                None => break,
            }
        }
        let location = &article.location;
        names.push(location.name.to_lowercase());
        names.push(location.undated_name.to_lowercase());
        names.extend(article.slug.as_ref().map(|it| it.to_lowercase()));
        names.extend(article.title.as_ref().map(|it| it.to_lowercase()));
        names.sort();
        names.dedup();
        for name in names.into_iter().filter(|it| !it.is_empty() && !is_index(it)) {
            let known = self.by_name.entry(name).or_insert_with(|| Some(address.clone()));
            if known.as_ref() != Some(&address) {
                *known = None;
            }
        }
        let path = article.path.to_lowercase();
        self.folders.extend(path.rsplit_once('/').map(|it| it.0.to_owned()));
        self.by_path.insert(path, address);
    }

    /// The URL of the article that the article at `path` refers to as `named`.
    fn found(&self, path: &str, named: &str) -> Option<&str> {
        if named.len() > MAX_LENGTH {
            return None;
        }
        let decoded = percent_decode_str(named).decode_utf8_lossy();
        let named = decoded.trim().to_lowercase();
        let folder = path.rsplit_once('/').map_or("", |it| it.0).to_lowercase();
        let below = joined(&folder, &named);
        let from_root = joined("", &named);
        let exact = [&below, &from_root].into_iter().find_map(|it| {
            let index = |name: &str| self.by_path.get(&joined(it, name));
            self.by_path.get(it).or_else(|| index("index.md")).or_else(|| index("index.mdx"))
        });
        if let Some(found) = exact {
            return Some(found);
        }
        // The folder of articles may be above or below the root that the author had in mind.
        let mut rest = from_root.as_str();
        loop {
            for name in [rest, without_extension(rest)] {
                let name = name.trim_end_matches('/');
                let name = name.strip_suffix("/index").unwrap_or(name);
                if let Some(Some(found)) = self.by_name.get(name) {
                    return Some(found);
                }
            }
            rest = rest.split_once('/')?.1;
        }
    }
}

impl<'a> Links<'a> {
    /// The links of a site with these articles.
    pub(super) fn new(articles: &'a [Dated], plan: &'a Plan) -> Links<'a> {
        Links { articles, plan, index: OnceLock::new() }
    }

    /// The target of `reference` in the article at `path`.
    pub(super) fn target(&self, path: &str, reference: &str) -> Target {
        let reference = reference.trim();
        let end = reference.find(['?', '#']).unwrap_or(reference.len());
        let (address, rest) = reference.split_at(end);
        let named = if let Some(named) = address.strip_prefix(SCHEME) {
            named
        } else if let Some(named) = address.strip_prefix("@/") {
            named
        } else if let Some((mark, named)) = marked(address) {
            if mark != "filename" {
                return self.of_mark(path, mark, named, rest);
            }
            named
        } else if let Some(named) = address.strip_prefix("pathname://") {
            return Target::Other(format!("{named}{rest}"));
        } else if address.contains(':') || address.starts_with("//") || !is_source(address) {
            return Target::Same;
        } else {
            address
        };
        let index = self.index.get_or_init(|| Index::new(self.articles, self.plan));
        if let Some(found) = index.found(path, named) {
            return Target::Other(format!("{found}{rest}"));
        }
        let is_marked = marked(address).is_some();
        let root = if address.starts_with("@/") { "/" } else { "" };
        let page = self.elsewhere(path, &format!("{root}{named}"), is_marked);
        Target::Nowhere(page.map(|it| format!("{it}{rest}")))
    }

    /// The URL of a file that is not an article, linked in the article at `path`. Links between articles need no guess, so only
    /// links from the root of the content and links out of the folder of articles get one.
    fn elsewhere(&self, path: &str, named: &str, is_marked: bool) -> Option<String> {
        let folder = path.rsplit_once('/').map_or("", |it| it.0);
        let depth = folder.split('/').filter(|it| !it.is_empty()).count();
        let up =
            named.split('/').take_while(|it| matches!(*it, "." | "..")).filter(|it| *it == "..");
        let leaves = named.starts_with('/') || is_marked || up.count() > depth;
        let file = joined(folder, named);
        let beside = file.rsplit_once('/').map_or("", |it| it.0).to_lowercase();
        let index = self.index.get_or_init(|| Index::new(self.articles, self.plan));
        if !leaves || index.folders.contains(&beside) {
            return None;
        }
        let page = elsewhere::page(&file, &self.plan.addresses)?;
        self.plan.site.url.join(&page).ok().map(String::from)
    }

    /// Resolves Pelican's `{static}`, `{attach}`, `{tag}` and similar marks.
    fn of_mark(&self, path: &str, mark: &str, named: &str, rest: &str) -> Target {
        let folder = path.rsplit_once('/').map_or("", |it| it.0);
        let decoded = percent_decode_str(named).decode_utf8_lossy();
        let named = decoded.trim();
        let on_site = |path: &str| {
            let address = self.plan.site.url.join(path.trim_start_matches('/'));
            address.map_or(Target::Nowhere(None), |it| Target::Other(format!("{it}{rest}")))
        };
        let segment = || encoded(&slug::plain(named, &crate::publish::dialect::PELICAN.title_slug));
        match mark {
            "static" => on_site(&joined(folder, named)),
            // Pelican puts the file next to the article's page, and keeps its folders if it is below the article's folder.
            "attach" => {
                let beside = joined(folder, named);
                let inside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
                let below = beside.strip_prefix(inside.as_str());
                let name = || beside.rsplit('/').next().unwrap_or(&beside);
                Target::Other(format!("{}{rest}", below.unwrap_or_else(name)))
            }
            "tag" => on_site(&format!("tag/{}.html", segment())),
            "category" => on_site(&format!("category/{}.html", segment())),
            "author" => on_site(&format!("author/{}.html", segment())),
            _ => on_site(""),
        }
    }
}

/// Splits `{filename}a.md` and `|filename|a.md` into the mark and the rest. The braces may be percent-encoded.
fn marked(address: &str) -> Option<(&str, &str)> {
    static MARKS: &[&str] = &["filename", "static", "attach", "tag", "category", "author", "index"];
    for (open, close) in [("{", "}"), ("|", "|"), ("%7B", "%7D"), ("%7b", "%7d"), ("%7C", "%7C")] {
        let Some((mark, rest)) = address.strip_prefix(open).and_then(|it| it.split_once(close))
        else {
            continue;
        };
        if MARKS.contains(&mark) {
            return Some((mark, rest));
        }
    }
    None
}

/// Whether a relative URL ends like the source file of a page.
fn is_source(address: &str) -> bool {
    ends_as(address, SOURCES)
}

/// Whether a file name has one of these extensions.
fn ends_as(path: &str, extensions: &[&str]) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|it| it.1.to_ascii_lowercase());
    extension.is_some_and(|it| extensions.contains(&it.as_str()))
}

fn without_extension(path: &str) -> &str {
    if is_source(path) || ends_as(path, &["html", "htm"]) {
        path.rsplit_once('.').map_or(path, |it| it.0)
    } else {
        path
    }
}

fn is_index(name: &str) -> bool {
    name == "index" || name == "_index" || name.starts_with("index.")
}

/// Joins `path` to `folder` and resolves `.` and `..`. A path that starts with a slash is relative to the outermost folder.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let folder = if path.starts_with('/') { "" } else { folder };
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::Links;
    use super::Target;
    use crate::publish::article::Article;
    use crate::publish::article::Dated;
    use crate::publish::assemble;
    use crate::publish::dialect::PLAIN;
    use crate::publish::dialect::ZOLA;
    use crate::publish::load::location;
    use crate::publish::plan::Addresses;
    use crate::publish::plan::Plan;
    use crate::value::timezone::Timezone;

    fn plan() -> Plan {
        Plan { addresses: Addresses::of(&PLAIN, Timezone::UTC), ..assemble::tests::plan() }
    }

    fn articles(paths: &[&str]) -> Vec<Dated> {
        let dated = |path: &&str| Dated {
            article: Article {
                path: (*path).to_owned(),
                location: location::read(path, &PLAIN),
                title: Some(format!("The Page {path}")),
                ..Article::default()
            },
            published: DateTime::UNIX_EPOCH.fixed_offset(),
            first_seen: false,
            id: None,
        };
        paths.iter().map(dated).collect()
    }

    #[test]
    fn links_to_the_page_of_a_file() {
        let plan = plan();
        let articles = articles(&[
            "a.md",
            "notes/2024-05-01-bee.md",
            "notes/sea/index.md",
            "notes/twin.md",
            "other/twin.md",
        ]);
        let links = Links::new(&articles, &plan);
        #[rustfmt::skip]
        let cases = [
            ("a.md",        "notes/2024-05-01-bee.md#x",   "/bee/#x"),
            ("a.md",        "./notes/2024-05-01-bee.md?q", "/bee/?q"),
            ("notes/x.md",  "2024-05-01-bee.md",           "/bee/"),
            ("notes/x.md",  "../a.md",                     "/a/"),
            ("notes/x.md",  "/a.md",                       "/a/"),
            ("a.md",        "@/notes/sea/index.md",        "/sea/"),
            ("a.md",        "@/blog/notes/sea/index.md",   "/sea/"),
            ("a.md",        "{filename}/notes/2024-05-01-bee.md", "/bee/"),
            ("a.md",        "%7Bfilename%7Da.md",          "/a/"),
            ("notes/x.md",  "|filename|twin.md",           "/twin/"),
            ("a.md",        "article:2024-05-01-bee",      "/bee/"),
            ("a.md",        "article:/_posts/2024-05-01-bee.md", "/bee/"),
            ("a.md",        "article:the page a.md",       "/a/"),
            ("a.md",        "article:bee#part",            "/bee/#part"),
            ("a.md",        "/docs/a.mdx",                 "/a/"),
            ("a.md",        "{static}/images/x.png",       "/images/x.png"),
            ("notes/x.md",  "{static}x.png",               "/notes/x.png"),
            ("a.md",        "{tag}Big Ships",              "/tag/big-ships.html"),
        ];
        for (path, reference, wanted) in cases {
            let wanted = Target::Other(format!("https://harbor.example{wanted}"));
            assert_eq!(links.target(path, reference), wanted, "{reference}");
        }
        for (reference, wanted) in [
            ("{attach}img/x.png", "img/x.png"),
            ("{attach}/notes/x.png", "x.png"),
            ("{attach}../x.png?q", "x.png?q"),
        ] {
            let wanted = Target::Other(wanted.to_owned());
            assert_eq!(links.target("notes/a.md", reference), wanted, "{reference}");
        }
    }

    #[test]
    fn guesses_the_urls_of_the_sites_other_pages() {
        let plan = Plan { addresses: Addresses::of(&ZOLA, Timezone::UTC), ..plan() };
        let articles = articles(&["a.md", "notes/b.md"]);
        let links = Links::new(&articles, &plan);
        #[rustfmt::skip]
        let cases = [
            ("a.md",       "@/learn/_index.md#x",    Some("/learn/#x")),
            ("a.md",       "../docs/x.md",           Some("/docs/x/")),
            ("notes/b.md", "../../docs/x.md",        Some("/docs/x/")),
            ("notes/b.md", "article:/docs/x.md",     Some("/docs/x/")),
            ("notes/b.md", "../docs/x.md",           None),
            ("notes/b.md", "docs/x.md",              None),
            ("a.md",       "@/notes/x.md",           None),
        ];
        for (path, reference, wanted) in cases {
            let wanted = wanted.map(|it| format!("https://harbor.example{it}"));
            assert_eq!(links.target(path, reference), Target::Nowhere(wanted), "{reference}");
        }
    }

    #[test]
    fn ignores_ordinary_links_and_reports_missing_articles() {
        let (plan, articles) = (plan(), articles(&["a.md", "notes/twin.md", "other/twin.md"]));
        let links = Links::new(&articles, &plan);
        for reference in [
            "https://x.example/r.md",
            "x.png",
            "/a/",
            "#a",
            "mailto:a@b.md",
            "//x.example/a.md",
            "",
            "b",
        ] {
            assert_eq!(links.target("a.md", reference), Target::Same, "{reference}");
        }
        for reference in ["b.md", "@/x.md", "{filename}/x.md", "article:x", "article:"] {
            assert_eq!(links.target("a.md", reference), Target::Nowhere(None), "{reference}");
        }
    }
}
