//! Removes files that look like articles but are not. This is only clear when all files were read: index pages of folders, pages
//! of lists, parts of page bundles, a README.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::publish::dialect::Dialect;
use crate::publish::load::Folder;
use crate::publish::load::Loaded;
use crate::publish::load::Options;
use crate::publish::load::PassedOver;
use crate::publish::load::selection;
use crate::publish::rules::EMPTY_ARTICLE;
use crate::publish::rules::PAGE_WITHOUT_ARTICLE;

/// Moves files that are not articles to the list of skipped files.
pub(crate) fn sift(folder: &mut Folder, options: &Options) {
    let bundles: HashSet<String> =
        if options.dialect.bundles { bundles(&folder.articles) } else { HashSet::new() };
    let filled = filled_folders(&folder.articles);
    let why_not = |it: &Loaded| {
        let is_wanted = options.selection.includes(&it.reading.article.path);
        if is_wanted { None } else { why_not(it, &filled, &bundles, options.dialect) }
    };
    let passed_over = &mut folder.passed_over;
    folder.articles.retain(|it| {
        let why = why_not(it);
        let path = || it.reading.article.path.clone();
        passed_over.extend(why.map(|why| PassedOver { path: path(), why, is_text: true }));
        why.is_none()
    });
}

/// Why a file is not an article. `None` if it is one.
fn why_not(
    loaded: &Loaded,
    filled: &HashSet<String>,
    bundles: &HashSet<String>,
    dialect: &Dialect,
) -> Option<&'static str> {
    let article = &loaded.reading.article;
    let (folder, name) = article.path.rsplit_once('/').unwrap_or(("", &article.path));
    let is_index = is_index(name);
    if !is_index && ancestors(folder).any(|it| bundles.contains(it)) {
        return Some("it belongs to the page bundle of its folder");
    }
    if is_page_of_list(folder) {
        return Some("it is a page of a paginated list");
    }
    // If the generator requires a date for posts, a file with neither date nor text is not a post.
    let errors = || loaded.reading.diagnostics.iter().filter(|it| it.is_error());
    let is_blank =
        |it: &Diagnostic| [EMPTY_ARTICLE.name, PAGE_WITHOUT_ARTICLE.name].contains(&it.rule.name);
    let is_blank_page = dialect.undated_is_page
        && loaded.sidecar.is_none()
        && loaded.reading.has_error()
        && errors().all(is_blank);
    // A file with a date is an article, whatever its name is. Unreadable articles are reported, not skipped.
    if article.published.is_some() || loaded.has_error() && !is_blank_page {
        return None;
    }
    let loops = ["{% for ", "{{ range "];
    if loaded.reading.removed.iter().any(|it| loops.iter().any(|begin| it.tag.starts_with(begin))) {
        return Some("it lists other pages and has no date");
    }
    if dialect.undated_is_page {
        return Some("it has no date, unlike the posts of this generator");
    }
    if is_index && !dialect.bundles && filled.contains(folder) {
        return Some("it is the index page of its folder");
    }
    selection::needs_a_date(name)
        .then_some("articles do not usually have this name, and it has no date")
}

fn is_index(name: &str) -> bool {
    name.split('.').next() == Some("index")
}

/// A folder and the folders that contain it, without the outermost one.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    let first = Some(folder).filter(|it| !it.is_empty());
    std::iter::successors(first, |it| it.rsplit_once('/').map(|it| it.0))
}

/// The folders of page bundles, which contain an `index.md`.
fn bundles(articles: &[Loaded]) -> HashSet<String> {
    let paths = articles.iter().map(|it| it.reading.article.path.as_str());
    let split = paths.filter_map(|it| it.rsplit_once('/'));
    split.filter(|it| is_index(it.1)).map(|it| it.0.to_owned()).collect()
}

/// The folders that contain articles next to an index or below it.
fn filled_folders(articles: &[Loaded]) -> HashSet<String> {
    let mut filled = HashSet::new();
    for loaded in articles {
        let path = loaded.reading.article.path.as_str();
        let Some((folder, name)) = path.rsplit_once('/') else { continue };
        // The index of a folder is an article of the folder above.
        let first =
            if is_index(name) { folder.rsplit_once('/').map_or("", |it| it.0) } else { folder };
        for folder in ancestors(first) {
            if !filled.insert(folder.to_owned()) {
                break;
            }
        }
    }
    filled
}

/// Whether a folder is one of the numbered pages of a list: `blog/page/2`.
fn is_page_of_list(folder: &str) -> bool {
    let mut parts = folder.rsplit('/');
    let number = parts.next().unwrap_or_default();
    let page = parts.next().unwrap_or_default();
    page == "page" && !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit())
}
