//! Articles that claim the same id or the same address.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Rule};
use crate::publish::article::Article;
use crate::publish::load::folder::Loaded;
use crate::publish::rules::{DUPLICATE_ARTICLE_ID, DUPLICATE_ARTICLE_URL};
use crate::text::lines::Lines;
use crate::text::span::Span;

/// Reports ids and addresses that an earlier article has already, on the later one. Drafts claim nothing.
pub(crate) fn report(articles: &mut [Loaded]) {
    let mut ids: HashMap<String, String> = HashMap::new();
    let mut addresses: HashMap<String, String> = HashMap::new();
    for loaded in articles {
        let article = &loaded.reading.article;
        if article.draft || loaded.reading.has_error() {
            continue;
        }
        let path = article.path.clone();
        let id = article.id.clone();
        let address = address(article);
        if let Some(first) = id.clone().and_then(|it| claim(&mut ids, it, &path)) {
            let message =
                format!("the id `{}` is that of `{first}` as well", id.unwrap_or_default());
            let fault = fault(loaded, &DUPLICATE_ARTICLE_ID, "id", message);
            loaded.reading.diagnostics.push(fault);
        } else if let Some(first) = address.and_then(|it| claim(&mut addresses, it, &path)) {
            let field = if loaded.reading.article.url.is_some() { "url" } else { "slug" };
            let message = format!("the article has the address of `{first}`");
            let fault = fault(loaded, &DUPLICATE_ARTICLE_URL, field, message);
            loaded.reading.diagnostics.push(fault);
        }
    }
}

/// The path of the article that has `key` already; else it is the one at `path` from now on.
fn claim(claimed: &mut HashMap<String, String>, key: String, path: &str) -> Option<String> {
    if let Some(first) = claimed.get(&key) {
        return Some(first.clone());
    }
    claimed.insert(key, path.to_owned());
    None
}

/// What addresses are compared by: many servers and file systems take upper and lower case for the same. Articles without
/// a URL of their own collide when folder, slug, language and the date in their names are the same.
fn address(article: &Article) -> Option<String> {
    if let Some(url) = &article.url {
        let url = url.to_lowercase();
        return Some(url.trim_end_matches('/').to_owned());
    }
    let slug = article.slug.as_ref()?;
    let (folder, name) = article.path.rsplit_once('/').unwrap_or(("", &article.path));
    let bundle = name.split('.').next() == Some("index");
    let folder = if bundle { folder.rsplit_once('/').map_or("", |it| it.0) } else { folder };
    let dated = article.origin.get("published").is_some_and(|it| it.what == "file name");
    let date = article.published.filter(|_| dated).map(|it| it.date_naive().to_string());
    let language = article.language.as_deref().unwrap_or_default();
    let key = format!("{folder}/{slug}\n{}\n{language}", date.unwrap_or_default());
    Some(key.to_lowercase())
}

fn fault(loaded: &Loaded, rule: &'static Rule, field: &str, message: String) -> Diagnostic {
    let line = loaded.reading.article.origin.get(field).and_then(|it| it.line);
    let span = line.map_or(Span::default(), |it| Lines::new(&loaded.source.text).span_of(it));
    let mut diagnostic = Diagnostic::new(rule, span, message);
    diagnostic.note("readers show only one of the two");
    diagnostic.help("change the one that is the copy");
    diagnostic
}
