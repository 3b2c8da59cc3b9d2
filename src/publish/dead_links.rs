//! Warns about links in articles whose target, a file or an article, does not exist.

use crate::diagnostic::Diagnostic;
use crate::publish::load::Loaded;
use crate::publish::rules::DEAD_ARTICLE_LINK;
use crate::publish::warnings;
use crate::text::span::Span;

/// The most dead links that are reported for one article. The text is searched for each of them.
const MAX_DEAD: usize = 500;

/// Adds a warning to each article that links to a file or an article that does not exist.
pub(super) fn report(articles: &mut [Loaded], dead: &[(String, String)]) {
    let mut dead = dead.to_vec();
    dead.sort();
    dead.dedup();
    for dead in dead.chunk_by(|a, b| a.0 == b.0) {
        // The articles are sorted by path.
        let at = articles.binary_search_by(|it| it.reading.article.path.cmp(&dead[0].0));
        let Some(loaded) = at.ok().and_then(|it| articles.get_mut(it)) else { continue };
        let text = &loaded.source.text;
        let mut faults: Vec<Diagnostic> =
            dead.iter().take(MAX_DEAD).map(|(_, reference)| dead_link(reference, text)).collect();
        faults.sort_by_key(|it| it.span.start);
        if let Some(last) = faults.last_mut().filter(|_| dead.len() > MAX_DEAD) {
            let more = warnings::grouped(dead.len() - MAX_DEAD);
            last.note(format!("{more} more links in this article have no target"));
        }
        loaded.reading.diagnostics.extend(faults);
    }
}

/// The problem of a link without a target.
fn dead_link(reference: &str, text: &str) -> Diagnostic {
    let span = place_of(reference, text).unwrap_or_default();
    let message = format!("the link target does not exist: `{reference}`");
    let mut fault = Diagnostic::new(&DEAD_ARTICLE_LINK, span, message);
    fault.note("in the feed, the link leads to an error page or has no URL");
    fault.help("correct the path, or link to the URL of the page");
    fault
}

/// Finds a reference in the text of an article, in the forms that an author may have written. The front matter is only searched
/// if the body does not contain it. A place where the reference is only the start or the end of a longer one does not count.
fn place_of(reference: &str, text: &str) -> Option<Span> {
    let body = ["---", "+++"].into_iter().find_map(|fence| {
        let head = text.strip_prefix(fence)?;
        Some(fence.len() + head.find(&format!("\n{fence}"))?)
    });
    let body = body.unwrap_or_default();
    let plain = reference.split('#').next().unwrap_or(reference);
    let forms = [reference, plain, plain.trim_start_matches('/')];
    let encoded = forms.map(|it| it.replace(' ', "%20"));
    let is_name = |it: char| it.is_alphanumeric() || "-_%./".contains(it);
    let found = |form: &str, from: usize| {
        let places = || text[from..].match_indices(form).map(|it| from + it.0);
        let is_whole = |at: &usize| {
            !text[..*at].ends_with(is_name) && !text[at + form.len()..].starts_with(is_name)
        };
        let at = places().find(is_whole).or_else(|| places().next())?;
        Some(Span::new(at, at + form.len()))
    };
    let forms = || forms.into_iter().chain(encoded.iter().map(String::as_str));
    let named = || forms().filter(|it| !it.is_empty());
    named().find_map(|it| found(it, body)).or_else(|| named().find_map(|it| found(it, 0)))
}
