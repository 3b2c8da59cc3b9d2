//! Plain text out of metadata: entities undone that were encoded once too often, blank space folded, stray tags dropped.

use scraper::Html;

/// Longer values are taken as they are, only folded: no title or summary needs more, in bytes.
const LONGEST: usize = 20_000;

/// The elements that title fields carry by mistake.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "font", "i", "kbd", "mark", "p", "q",
    "s", "small", "span", "strong", "sub", "sup", "tt", "u",
];

/// `text` as a reader should see it; empty when there is nothing to see.
pub(super) fn plain(text: &str) -> String {
    let mut text = folded(text);
    if text.len() > LONGEST {
        return text;
    }
    if is_tagged(&text) {
        text = parsed(&text);
    }
    // `&amp;amp;` comes from a template that encodes what is encoded: once more than twice is not known to happen.
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

/// Whether a text has one of these elements, with its start and its end.
fn is_tagged(text: &str) -> bool {
    INLINE.iter().any(|it| {
        text.contains(&format!("</{it}>"))
            && (text.contains(&format!("<{it}>")) || text.contains(&format!("<{it} ")))
    })
}

/// `text` with every run of blank space as one space.
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
    fn shows_what_a_reader_should_see() {
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
