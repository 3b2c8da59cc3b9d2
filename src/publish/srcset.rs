//! The attribute `srcset`: candidates of a URL and a descriptor. <https://html.spec.whatwg.org/multipage/images.html#srcset-attributes>

/// Rewrites the URL of each candidate; one without a URL any more is left out. `None` when none is left.
pub(super) fn map_urls(
    srcset: &str,
    mut rewrite: impl FnMut(&str) -> Option<String>,
) -> Option<String> {
    let mut candidates = Vec::new();
    let mut rest = srcset;
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_ascii_whitespace() || it == ',');
        if rest.is_empty() {
            break;
        }
        // A comma belongs to the URL, unless it ends it.
        let end = rest.find(|it: char| it.is_ascii_whitespace()).unwrap_or(rest.len());
        let (url, after) = rest.split_at(end);
        let bare = url.trim_end_matches(',');
        let descriptor;
        if bare.len() < url.len() {
            descriptor = "";
            rest = after;
        } else {
            let end = descriptor_end(after);
            descriptor = after[..end].trim();
            rest = &after[end..];
        }
        if let Some(url) = rewrite(bare) {
            // A URL with a comma at its end, or a space in it, would be read as another.
            let url = url.replace(' ', "%20").replace(',', "%2C");
            candidates.push(if descriptor.is_empty() {
                url
            } else {
                format!("{url} {descriptor}")
            });
        }
    }
    (!candidates.is_empty()).then(|| candidates.join(", "))
}

/// Where the descriptor ends: at the first comma that is not in parentheses.
fn descriptor_end(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, it) in text.char_indices() {
        match it {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
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
