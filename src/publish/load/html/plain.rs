//! Plain text from metadata: entities that were encoded twice are decoded, white space is collapsed, and stray tags are removed.

use scraper::Html;

/// Longer values only have their white space collapsed, in bytes. No title or summary is this long.
const MAX_LENGTH: usize = 20_000;

/// Elements that title fields contain by mistake.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "font", "i", "kbd", "mark", "p", "q",
    "s", "small", "span", "strong", "sub", "sup", "tt", "u",
];

/// `text` as a reader should see it. Empty if nothing is visible.
pub(super) fn plain(text: &str) -> String {
    let mut text = folded(text);
    if text.len() > MAX_LENGTH {
        return text;
    }
    if is_tagged(&text) {
        text = parsed(&text);
    }
    // A template that encodes encoded text gives `&amp;amp;`. More than twice is not known to happen.
    let encoded = has_reference(&text);
    for _ in 0..2 {
        if !has_reference(&text) {
            break;
        }
        text = parsed(&text.replace('<', "&lt;"));
    }
    if encoded && is_tagged(&text) {
        text = parsed(&text.replace('&', "&amp;"));
    }
    folded(&text)
}

/// Whether a string contains the start tag and the end tag of one of these elements.
fn is_tagged(text: &str) -> bool {
    INLINE.iter().any(|it| {
        text.contains(&format!("</{it}>"))
            && (text.contains(&format!("<{it}>")) || text.contains(&format!("<{it} ")))
    })
}

/// Replaces each run of white space in `text` with one space.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has_reference(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let name = text[at + 1..].split(';').next().unwrap_or_default();
        text[at + 1 + name.len()..].starts_with(';')
            && (2..=32).contains(&name.len())
            && name
                .bytes()
                .enumerate()
                .all(|(index, it)| it.is_ascii_alphanumeric() || it == b'#' && index == 0)
    })
}

fn parsed(html: &str) -> String {
    Html::parse_fragment(html).root_element().text().collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn shows_plain_text_to_readers() {
        let cases = [
            ("  Bread \n&  butter ", "Bread & butter"),
            ("Bread &amp; butter", "Bread & butter"),
            ("Bread &amp;amp; butter", "Bread & butter"),
            ("It&#8217;s &quot;here&quot;", "It\u{2019}s \"here\""),
            ("AT&T; a&b; x", "AT&T; a&b; x"),
            ("How <b> differs from <i>", "How <b> differs from <i>"),
            ("The <em>Ship</em> &amp; I", "The Ship & I"),
            ("&lt;em&gt;Ship&lt;/em&gt;", "Ship"),
            ("a &lt; b", "a < b"),
            ("<p>One&hellip;</p>", "One\u{2026}"),
            ("Use <code>&lt;b&gt;</code>", "Use <b>"),
            ("\u{a0}", ""),
        ];
        for (text, seen) in cases {
            assert_eq!(plain(text), seen);
        }
    }
}
