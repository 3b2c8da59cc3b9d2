//! Converts running text to HTML: it is escaped, and bare URLs and e-mail addresses become links. Quotation marks are not
//! changed.

use crate::text::escape;

/// Converts text to HTML.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        push_word(&mut out, word);
    }
    out
}

/// Writes a word, as a link if it contains a URL or an e-mail address: `(see`, `https://example.org/a_(b).` and
/// `<press@example.org>,`.
fn push_word(out: &mut String, word: &str) {
    let Some((start, end, href)) = address(word) else {
        return out.push_str(&escape::attribute(word));
    };
    out.push_str(&escape::attribute(&word[..start]));
    out.push_str("<a href=\"");
    out.push_str(&escape::attribute(&href));
    out.push_str("\">");
    out.push_str(&escape::attribute(&word[start..end]));
    out.push_str("</a>");
    out.push_str(&escape::attribute(&word[end..]));
}

/// The position of a URL or an e-mail address in a word, and the target of the link.
fn address(word: &str) -> Option<(usize, usize, String)> {
    for (scheme, prefix) in [("https://", ""), ("http://", ""), ("www.", "https://")] {
        let Some(start) = word.find(scheme) else { continue };
        if word[..start].ends_with(char::is_alphanumeric) {
            return None;
        }
        let end = start + trimmed(&word[start..]);
        let host = word[start..end].get(scheme.len()..).unwrap_or("");
        let plausible = host.starts_with(char::is_alphanumeric) || host.starts_with('[');
        let dotted = scheme != "www." || host.contains('.');
        return (plausible && dotted)
            .then(|| (start, end, format!("{prefix}{}", &word[start..end])));
    }
    email(word)
}

/// The length of the URL at the start of `text`, without the punctuation of the sentence around it.
fn trimmed(text: &str) -> usize {
    let outside = |it: char| "<>\"“”«»„`|{}^\\".contains(it) || it.is_whitespace();
    let mut url = &text[..text.find(outside).unwrap_or(text.len())];
    let open = url.matches('(').count();
    let mut closed = url.matches(')').count();
    while let Some(last) = url.chars().next_back() {
        let punctuation = ".,;:!?'’*_…]–—".contains(last);
        let unpaired = last == ')' && closed > open;
        if !punctuation && !unpaired {
            break;
        }
        closed -= usize::from(last == ')');
        url = &url[..url.len() - last.len_utf8()];
    }
    url.len()
}

/// The position of an e-mail address in a word, and the target of the link.
fn email(word: &str) -> Option<(usize, usize, String)> {
    let at = word.find('@')?;
    let is_local = |it: char| it.is_ascii_alphanumeric() || ".-_+%".contains(it);
    let is_host = |it: char| it.is_ascii_alphanumeric() || ".-".contains(it);
    let start = word[..at]
        .rfind(|it| !is_local(it))
        .map_or(0, |it| it + word[it..].chars().next().map_or(1, char::len_utf8));
    let host = &word[at + 1..];
    let end = at + 1 + host.find(|it| !is_host(it)).unwrap_or(host.len());
    let host = word[at + 1..end].trim_end_matches(['.', '-']);
    let end = at + 1 + host.len();
    let holds =
        start < at && host.contains('.') && !host.starts_with('.') && !word[end..].starts_with('@');
    holds.then(|| (start, end, format!("mailto:{}", &word[start..end])))
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn links_urls_and_escapes_the_rest() {
        for (text, expected) in [
            ("a < b & c > \"d\"", "a &lt; b &amp; c &gt; &quot;d&quot;"),
            (
                "See https://example.org/a?b=1&c=2.",
                "See <a href=\"https://example.org/a?b=1&amp;c=2\">https://example.org/a?b=1&amp;c=2</a>.",
            ),
            ("(www.example.org)", "(<a href=\"https://www.example.org\">www.example.org</a>)"),
            (
                "https://example.org/a_(b)",
                "<a href=\"https://example.org/a_(b)\">https://example.org/a_(b)</a>",
            ),
            (
                "<press@example.org>,",
                "&lt;<a href=\"mailto:press@example.org\">press@example.org</a>&gt;,",
            ),
            ("“Yes,” she said.", "“Yes,” she said."),
            ("javascript:alert(1) @handle a@b http://", "javascript:alert(1) @handle a@b http://"),
        ] {
            assert_eq!(html(text), expected);
        }
    }
}
