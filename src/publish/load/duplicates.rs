//! Reports articles with the same id. Duplicate URLs are reported in `settle`, when the URLs are known.

use std::collections::HashMap;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Rule};
use crate::publish::load::Loaded;
use crate::publish::rules::DUPLICATE_ARTICLE_ID;
use crate::text::lines::Lines;
use crate::text::span::Span;

/// Reports ids that an earlier article in the same language already has, on the later article. Drafts are ignored.
pub(crate) fn report(articles: &mut [Loaded], root: &Path) {
    let mut ids: HashMap<String, String> = HashMap::new();
    for loaded in articles {
        let article = &loaded.reading.article;
        if article.draft || loaded.reading.has_error() {
            continue;
        }
        let Some(id) = article.id.clone() else { continue };
        let path = article.path.clone();
        // A translation may have the id of its original. It gets its own id in feeds.
        let language = article.language.as_deref().unwrap_or_default();
        if let Some(first) = claim(&mut ids, format!("{id}\n{language}"), &path) {
            loaded.restore_text(root);
            let message = format!("`{first}` has the same id: `{id}`");
            let fault = fault(loaded, &DUPLICATE_ARTICLE_ID, "id", message);
            loaded.reading.diagnostics.push(fault);
        }
    }
}

/// The path of the article that already has `key`. If there is none, `path` is recorded as the owner.
fn claim(claimed: &mut HashMap<String, String>, key: String, path: &str) -> Option<String> {
    if let Some(first) = claimed.get(&key) {
        return Some(first.clone());
    }
    claimed.insert(key, path.to_owned());
    None
}

fn fault(loaded: &Loaded, rule: &'static Rule, field: &str, message: String) -> Diagnostic {
    let line = loaded.reading.article.origin.get(field).and_then(|it| it.line);
    let span = line.map_or(Span::default(), |it| Lines::new(&loaded.source.text).span_of(it));
    let mut diagnostic = Diagnostic::new(rule, span, message);
    diagnostic.note("readers show only one of the two articles");
    diagnostic.help("change the id of the copy");
    diagnostic
}
