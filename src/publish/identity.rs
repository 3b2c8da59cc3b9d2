//! The name of an article in ids and URLs. [`super::page`] builds its URL, and [`super::entry_id`] its id.

use crate::publish::article::Article;
use crate::publish::slug;
use crate::text::scrub::one_line;

/// The slug of an article: the one that the author gave, else the file name without date, language and extension.
pub(super) fn slug_of(article: &Article) -> String {
    if let Some(slug) = article.slug.as_deref().map(one_line).filter(|it| !it.is_empty()) {
        return slug;
    }
    let name = article.path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |it| it.0).to_owned()
}

/// A name as one segment of a path, without slashes and spaces, and never `.` or `..`. Letters of every script are kept.
pub(super) fn path_segment(name: &str) -> String {
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
    // A URL contains only ASCII. `join` would encode the rest in a path, but not in a `tag:`.
    slug::encoded(plain)
}

#[cfg(test)]
mod tests {
    use super::path_segment;

    #[test]
    fn turns_any_name_into_a_safe_segment() {
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
