//! Replaces the URLs in a `srcset` attribute.

use crate::value::html::srcset::candidates;

/// Replaces the URL of each candidate. Candidates whose URL is removed are left out. `None` if no candidate is left.
pub(super) fn map_urls(
    srcset: &str,
    mut rewrite: impl FnMut(&str) -> Option<String>,
) -> Option<String> {
    let mut written = Vec::new();
    for candidate in candidates(srcset) {
        if let Some(url) = rewrite(&srcset[candidate.url]) {
            // A URL that contains a space or ends with a comma would not be parsed correctly.
            let url = url.replace(' ', "%20").replace(',', "%2C");
            let descriptor = &srcset[candidate.descriptor];
            written.push(if descriptor.is_empty() { url } else { format!("{url} {descriptor}") });
        }
    }
    (!written.is_empty()).then(|| written.join(", "))
}

#[cfg(test)]
mod tests {
    use super::map_urls;

    #[test]
    fn rewrites_each_candidate() {
        let mapped = |it| map_urls(it, |url| (url != "drop").then(|| format!("/{url}")));
        assert_eq!(mapped("a.jpg").as_deref(), Some("/a.jpg"));
        assert_eq!(mapped("a.jpg, b.jpg 2x").as_deref(), Some("/a.jpg, /b.jpg 2x"));
        assert_eq!(mapped(" a 640w,\n b,c 1280w ,").as_deref(), Some("/a 640w, /b%2Cc 1280w"));
        assert_eq!(mapped("drop 1x, a 2x").as_deref(), Some("/a 2x"));
        assert_eq!(mapped("drop"), None);
        assert_eq!(mapped(" , "), None);
    }
}
