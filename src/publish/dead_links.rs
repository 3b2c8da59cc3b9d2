//! Links of articles to files and articles that are not there: the warning, and its place in the text.

use crate::diagnostic::Diagnostic;
use crate::publish::load::Loaded;
use crate::publish::rules::DEAD_ARTICLE_LINK;
use crate::publish::warnings;
use crate::text::span::Span;

/// How many dead links of one article are reported; each is searched for in its text.
const MOST_DEAD: usize = 500;

/// Warns of links to files and articles that are not there, on the articles that have them.
pub(super) fn report(articles: &mut [Loaded], dead: &[(String, String)]) {
    let mut dead = dead.to_vec();
    dead.sort();
    dead.dedup();
    for dead in dead.chunk_by(|a, b| a.0 == b.0) {
        // The articles are sorted by their paths.
        let at = articles.binary_search_by(|it| it.reading.article.path.cmp(&dead[0].0));
        let Some(loaded) = at.ok().and_then(|it| articles.get_mut(it)) else { continue };
        let text = &loaded.source.text;
        let mut faults: Vec<Diagnostic> =
            dead.iter().take(MOST_DEAD).map(|(_, reference)| dead_link(reference, text)).collect();
        faults.sort_by_key(|it| it.span.start);
        if let Some(last) = faults.last_mut().filter(|_| dead.len() > MOST_DEAD) {
            let more = warnings::grouped(dead.len() - MOST_DEAD);
            last.note(format!("{more} more links of the article have no target"));
        }
        loaded.reading.diagnostics.extend(faults);
    }
}

/// The problem of a link without a target.
fn dead_link(reference: &str, text: &str) -> Diagnostic {
    let span = place_of(reference, text).unwrap_or_default();
    let message = format!("the link target does not exist: `{reference}`");
    let mut fault = Diagnostic::new(&DEAD_ARTICLE_LINK, span, message);
    fault.note("readers of the feed get an error page, or a link without a URL");
    fault.help("correct the name, or link to the URL of the page");
    fault
}

/// Where a reference is in an article, as the author may have written it: not in the front matter if it is in the text too, and not
/// where it is only the end or the beginning of another one.
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
