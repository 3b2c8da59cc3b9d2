//! Gives translations of an article their own URLs. Most generators see the language in the path of a file, and [`super::page`] uses it. A
//! site can also have files with the same URL that only state their languages, as for the Jekyll plugin Polyglot, which puts all languages
//! except that of the site into folders: `/fr/walk/`.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::publish::article::Article;
use crate::publish::article::Dated;
use crate::publish::page::address_of;
use crate::publish::plan::Plan;

/// Puts articles that have the same URL, but different languages, into folders of their languages.
pub(super) fn separate(candidates: &mut [(usize, Dated)], plan: &Plan) {
    if !candidates.iter().any(|it| foreign(&it.1.article, plan).is_some()) {
        return;
    }
    let mut pages: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, (_, dated)) in candidates.iter().enumerate() {
        if !dated.article.draft && !dated.article.unlisted {
            pages.entry(address_of(dated, plan)).or_default().push(at);
        }
    }
    for (page, members) in pages.into_iter().filter(|it| it.1.len() > 1) {
        let languages = members.iter().map(|at| language(&candidates[*at].1.article, plan));
        let languages: HashSet<String> = languages.collect();
        let Some(rest) = page.strip_prefix(plan.site.url.as_str()) else { continue };
        if languages.len() < members.len() {
            continue;
        }
        for at in members {
            let article = &mut candidates[at].1.article;
            if let Some(language) = foreign(article, plan) {
                article.url = Some(format!("{}{language}/{rest}", plan.site.url));
            }
        }
    }
}

/// The language of an article in lower case. Empty if it is not known.
fn language(article: &Article, plan: &Plan) -> String {
    let language = article.language.as_ref().or(plan.site.language.as_ref());
    language.map(|it| it.to_lowercase()).unwrap_or_default()
}

/// Whether an article is in another language than the site, for the order of articles.
pub(super) fn is_foreign(article: &Article, plan: &Plan) -> bool {
    foreign(article, plan).is_some()
}

/// The language of an article in lower case, if it is not that of the site.
fn foreign(article: &Article, plan: &Plan) -> Option<String> {
    let own = article.language.as_ref()?.to_lowercase();
    let site = plan.site.language.as_ref().map(|it| it.to_lowercase()).unwrap_or_default();
    let is_that_of_the_site = own == site || site.split('-').next() == Some(own.as_str());
    (!is_that_of_the_site).then_some(own)
}
