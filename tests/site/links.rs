//! Where links lead: to pages of the site, to copies of files, or to other sites.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use regex::Regex;

use crate::markdown;
use crate::page::Page;
use crate::page::escape;
use crate::root;
use crate::site;
use crate::write;

/// The pages and headings of the site, by the files that they come from.
pub(crate) struct Places {
    /// The URL and the title of the first page from each file.
    pages: BTreeMap<String, (String, String)>,
    /// The page with a heading, by the file and the id of the heading.
    headings: BTreeMap<(String, String), String>,
}

/// Where a link leads.
#[derive(Default)]
pub(crate) struct Resolved {
    /// `None` if there is no such page, heading or file.
    pub(crate) url: Option<String>,
    /// The title of the page, if the link has no fragment.
    pub(crate) title: Option<String>,
    /// The link as it is written, and the path of the file.
    pub(crate) paths: Vec<String>,
}

impl Places {
    pub(crate) fn of(pages: &[Page]) -> Places {
        let mut places = Places { pages: BTreeMap::new(), headings: BTreeMap::new() };
        for page in pages {
            // The ids do not depend on links, so the page can be rendered without them.
            let none = Places { pages: BTreeMap::new(), headings: BTreeMap::new() };
            let title = markdown::slug(&page.title);
            let headings = markdown::render(page, &none).headings.into_iter().map(|it| it.1);
            for id in headings.chain([title]) {
                for source in &page.sources {
                    let key = (source.clone(), id.clone());
                    places.headings.entry(key).or_insert_with(|| page.url.clone());
                }
            }
            for source in &page.sources {
                let place = (page.url.clone(), page.title.clone());
                places.pages.entry(source.clone()).or_insert(place);
            }
        }
        places
    }

    /// Where a link on this page leads.
    pub(crate) fn resolve(&self, page: &Page, link: &str) -> Resolved {
        let written = vec![link.to_owned()];
        if link.contains("://") || link.starts_with("mailto:") {
            return Resolved { url: Some(link.to_owned()), title: None, paths: Vec::new() };
        }
        let (path, id) = link.split_once('#').map_or((link, None), |it| (it.0, Some(it.1)));
        for source in &page.sources {
            let file = if path.is_empty() { source.clone() } else { joined(source, path) };
            let found = match id {
                Some(id) => {
                    self.headings.get(&(file.clone(), id.to_owned())).map(|it| format!("{it}#{id}"))
                }
                None => self.pages.get(&file).map(|it| it.0.clone()).or_else(|| copied(&file)),
            };
            if let Some(url) = found {
                let title = self.pages.get(&file).filter(|_| id.is_none()).map(|it| it.1.clone());
                let url = Some(format!("{}{url}", page.to_root()));
                return Resolved { url, title, paths: [written, vec![file]].concat() };
            }
        }
        Resolved::default()
    }
}

/// The path of a link in this file, from the root of the repository.
fn joined(source: &str, link: &str) -> String {
    let mut parts: Vec<&str> = source.split('/').collect();
    parts.pop();
    for part in link.trim_end_matches('/').split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// Copies a file of the repository, or a list of the files in a folder. Returns its URL.
fn copied(path: &str) -> Option<String> {
    let from = root().join(path);
    if from.is_dir() {
        let names =
            fs::read_dir(&from).ok()?.filter_map(|it| it.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.collect();
        names.sort();
        let items = names.iter().filter_map(|name| {
            copied(&format!("{path}/{name}"))?;
            Some(format!("<li><a href=\"{name}\">{}</a></li>\n", escape(name)))
        });
        let items: String = items.collect();
        let title = escape(path);
        let list = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<h1>{title}</h1>\n<ul>\n{items}</ul>\n"
        );
        write(&format!("files/{path}/index.html"), list);
        return Some(format!("files/{path}/index.html"));
    }
    let bytes = fs::read(from).ok()?;
    // A web server would take other names for programs, or not know them.
    write(&format!("files/{path}"), bytes);
    Some(format!("files/{path}"))
}

/// Checks all links and ids in the files of the site, after it was written.
pub(crate) fn check_written(site: &Path) {
    let mut files = Vec::new();
    find_pages(site, &mut files);
    assert!(files.len() > 300, "there are only {} pages", files.len());
    let href =
        Regex::new("<(?:a|img|link|script) [^<>]*?(?:href|src)=\"([^\"]*)\"").expect("it is valid");
    let id = Regex::new(" id=\"([^\"]*)\"").expect("it is valid");
    let texts: BTreeMap<PathBuf, String> = files
        .into_iter()
        .map(|it| (it.clone(), fs::read_to_string(it).expect("it can be read")))
        .collect();
    let ids: BTreeSet<(&Path, &str)> = texts
        .iter()
        .flat_map(|(path, text)| {
            id.captures_iter(text)
                .map(move |it| (path.as_path(), it.get(1).expect("it is a group").as_str()))
        })
        .collect();
    let mut dead = Vec::new();
    for (path, text) in &texts {
        for link in href.captures_iter(text).map(|it| it[1].replace("&amp;", "&")) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (file, fragment) =
                link.split_once('#').map_or((&*link, None), |it| (it.0, Some(it.1)));
            let target = if file.is_empty() {
                path.clone()
            } else {
                normal(&path.with_file_name("").join(file))
            };
            let is_dead =
                !target.is_file() || fragment.is_some_and(|it| !ids.contains(&(&*target, it)));
            if is_dead {
                dead.push(format!("{}: {link}", path.strip_prefix(site).unwrap_or(path).display()));
            }
        }
    }
    assert!(dead.is_empty(), "dead links:\n{}", dead.join("\n"));
}

/// The path without `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        if part.as_os_str() == ".." {
            normal.pop();
        } else {
            normal.push(part);
        }
    }
    normal
}

/// The pages below a folder. Copies of files are not pages.
fn find_pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("it is a folder") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            if path != site().join("files") {
                find_pages(&path, found);
            }
        } else if path.extension().is_some_and(|it| it == "html") {
            found.push(path);
        }
    }
}
