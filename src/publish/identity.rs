//! What an article is called for good: its id, and its page.

use std::collections::HashSet;

use chrono::DateTime;
use chrono::FixedOffset;

use crate::publish::article::Article;
use crate::publish::feed::Dated;
use crate::publish::feed::Site;
use crate::text::scrub::one_line;
use crate::value::uri;

/// The id of each article: what the author gave, or an earlier run minted, or a new one. No two have the same. An `id` that
/// is no URI (a number, a slug) names the article in the `tag:` URI that is minted.
pub(super) fn ids(articles: &[&Dated], site: &Site) -> Vec<String> {
    let mut taken = HashSet::new();
    // What readers know already goes first, so that a new article never takes the id of an old one.
    let kept: Vec<Option<String>> =
        articles.iter().map(|it| kept_id(it).filter(|id| taken.insert(id.clone()))).collect();
    let new = |(dated, kept): (&&Dated, Option<String>)| {
        kept.unwrap_or_else(|| {
            let free = candidates(dated, site).find(|it| taken.insert(it.clone()));
            free.expect("one of endless candidates is free")
        })
    };
    articles.iter().zip(kept).map(new).collect()
}

fn kept_id(dated: &Dated) -> Option<String> {
    let own = dated.article.id.as_deref().map(one_line);
    own.filter(|it| uri::check_absolute(it).is_ok()).or_else(|| dated.id.clone())
}

/// Ids that a new article may have, the plainest first: after its name, its path, and its path with a number.
fn candidates<'d>(dated: &'d Dated, site: &'d Site) -> impl Iterator<Item = String> + 'd {
    let article = &dated.article;
    let own = article.id.as_deref().map(one_line).filter(|it| !it.is_empty());
    let stem = article.path.rsplit_once('.').map_or(article.path.as_str(), |it| it.0);
    let names = [own.unwrap_or_else(|| slug_of(article)), stem.to_owned()];
    let numbered = (2..).map(move |it: usize| format!("{stem}-{it}"));
    let host = site.url.host_str().unwrap_or("localhost");
    names.into_iter().chain(numbered).map(move |it| mint_id(host, dated.published, &it))
}

/// A `tag:` URI (RFC 4151, <https://www.rfc-editor.org/rfc/rfc4151>): whoever had `host` on that day named it.
fn mint_id(host: &str, day: DateTime<FixedOffset>, name: &str) -> String {
    format!("tag:{host},{}:{}", day.format("%Y-%m-%d"), path_segment(name))
}

/// The name of an article in addresses: what the author gave, else the file's name without date, language and extension.
pub(super) fn slug_of(article: &Article) -> String {
    if let Some(slug) = article.slug.as_deref().map(one_line).filter(|it| !it.is_empty()) {
        return slug;
    }
    let name = article.path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |it| it.0).to_owned()
}

/// A name as one segment of a path: no slash, no space, no dot alone; letters of every script stay.
fn path_segment(name: &str) -> String {
    let mut segment = String::with_capacity(name.len());
    for it in name.chars() {
        match it {
            it if it.is_alphanumeric() => segment.extend(it.to_lowercase()),
            '-' | '_' | '~' => segment.push(it),
            '.' if !segment.is_empty() => segment.push('.'),
            _ if segment.ends_with('-') || segment.is_empty() => {}
            _ => segment.push('-'),
        }
    }
    let trimmed = segment.trim_end_matches(['-', '.']);
    let plain = if trimmed.is_empty() { "article" } else { trimmed };
    // A URL keeps to ASCII; `join` would encode the rest in the path, but not in a `tag:`.
    plain.bytes().fold(String::new(), |mut text, it| {
        if it.is_ascii() {
            text.push(char::from(it));
        } else {
            text.push_str(&format!("%{it:02X}"));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::path_segment;

    #[test]
    fn makes_safe_segments_of_any_name() {
        for (name, wanted) in [
            ("A Title, with: signs!", "a-title-with-signs"),
            ("../../etc/passwd", "etc-passwd"),
            ("..", "article"),
            ("straße", "stra%C3%9Fe"),
            ("v1.2", "v1.2"),
            ("", "article"),
        ] {
            assert_eq!(path_segment(name), wanted, "{name}");
        }
    }
}
