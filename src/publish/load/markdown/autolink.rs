//! Bare URLs in running text, as in GFM's extended autolinks: <https://github.github.com/gfm/#autolinks-extension->.

use std::ops::Range;

use crate::publish::template::target::floor;

/// The schemes of web URLs that are linked.
const SCHEMES: &[&str] = &["https", "http", "ftp"];

/// The maximum length of a URL in bytes. Longer ones stay text.
const MAX_LENGTH: usize = 4000;

/// The maximum length of a host in bytes.
const MAX_HOST_LENGTH: usize = 300;

/// If the word at `at` is too long to be a URL, the position up to which it need not be searched.
pub(super) fn is_too_long(text: &str, at: usize) -> Option<usize> {
    let end = floor(text, (at + MAX_LENGTH).min(text.len()));
    (end < text.len() && !text[at..end].contains(stops)).then_some(end)
}

/// Whether a character ends a URL.
fn stops(it: char) -> bool {
    it.is_whitespace() || matches!(it, '<' | '，' | '。' | '、' | '）' | '」' | '“' | '”')
}

/// The URL whose `://` is at `at`, but which does not start before `from`.
pub(super) fn url(text: &str, at: usize, from: usize) -> Option<Range<usize>> {
    let before = &text[from..at];
    let tail = before.len().saturating_sub(5);
    let scheme = SCHEMES
        .iter()
        .find(|it| before.as_bytes()[tail..].to_ascii_lowercase().ends_with(it.as_bytes()))?;
    let start = at - scheme.len();
    if text[from..start].ends_with(char::is_alphanumeric) {
        return None;
    }
    let host = domain(text, at + 3)?;
    let found = start..end(text, start, host)?;
    // A URL pattern such as `https://a.example/{id}` is not linked.
    (!text[found.clone()].contains(['{', '}'])).then_some(found)
}

/// The URL whose `www.` is at `at`, but which does not start before `from`.
pub(super) fn www(text: &str, at: usize, from: usize) -> Option<Range<usize>> {
    if !text[at..].starts_with("www.") {
        return None;
    }
    let before = text[from..at].chars().next_back();
    if before
        .is_some_and(|it| !it.is_whitespace() && !matches!(it, '*' | '_' | '~' | '(' | '"' | '“'))
    {
        return None;
    }
    let host = domain(text, at + 4)?;
    Some(at..end(text, at, host)?)
}

/// The e-mail address whose `@` is at `at`, but which does not start before `from`.
pub(super) fn mail(text: &str, at: usize, from: usize) -> Option<Range<usize>> {
    let is_local = |it: &u8| it.is_ascii_alphanumeric() || b".-_+".contains(it);
    let local = text.as_bytes()[from..at].iter().rev().take_while(|it| is_local(it)).count();
    let start = at - local;
    if local == 0
        || text[from..start].ends_with(['/', '@', ':'])
        || text[from..start].ends_with(char::is_alphanumeric)
    {
        return None;
    }
    let host =
        text.as_bytes()[at + 1..].iter().take_while(|it| is_local(it) && **it != b'+').count();
    let host = text[at + 1..at + 1 + host].trim_end_matches('.');
    let last = host.bytes().next_back()?;
    let whole = host.contains('.') && !host.starts_with('.') && last.is_ascii_alphabetic();
    let next = text[at + 1 + host.len()..].chars().next();
    (whole && next != Some('@')).then(|| start..at + 1 + host.len())
}

/// The end of the host at `at`, if it is valid: it contains a dot, and its last two parts no underscore.
fn domain(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..floor(text, text.len().min(at + MAX_HOST_LENGTH))];
    let end = rest.find(|it: char| !it.is_alphanumeric() && !matches!(it, '-' | '_' | '.'));
    let host = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
    let mut parts = host.rsplit('.');
    let (last, second) = (parts.next()?, parts.next());
    let begins = host.starts_with(char::is_alphanumeric);
    let dotted = text[..at].ends_with("www.") || second.is_some();
    let clean = !last.is_empty()
        && !last.contains('_')
        && !second.is_some_and(|it| it.contains('_') || it.is_empty());
    (begins && dotted && clean).then_some(at + host.len())
}

/// The end of the URL whose host ends at `host`: before white space or `<`, and without the punctuation of the sentence. `None`
/// if the URL is too long.
fn end(text: &str, start: usize, host: usize) -> Option<usize> {
    let rest = &text[host..floor(text, text.len().min(host + MAX_LENGTH))];
    let length =
        rest.find(stops).or_else(|| (host + rest.len() == text.len()).then_some(rest.len()))?;
    let mut address = &text[start..host + length];
    let mut open = address.matches('(').count();
    let mut close = address.matches(')').count();
    while let Some(last) = address.chars().next_back() {
        match last {
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '"' | '’' | '…' | ']'
            | '\\' | '|' => {}
            ')' if close > open => close -= 1,
            _ => break,
        }
        if last == '(' {
            open -= 1;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    // An entity at the end is not part of the URL.
    Some(start + address.len())
}

#[cfg(test)]
mod tests {
    use super::mail;
    use super::url;
    use super::www;

    #[test]
    fn finds_urls_like_gfm() {
        #[rustfmt::skip]
        let urls = [
            ("see https://a.example.",                Some("https://a.example")),
            ("(https://a.example/b_(c))",             Some("https://a.example/b_(c)")),
            ("HTTP://A.example/?q=1&r=2, then",       Some("HTTP://A.example/?q=1&r=2")),
            ("https://a.example/b?!",                 Some("https://a.example/b")),
            ("https://localhost:80/",                 None),
            ("xhttps://a.example",                    None),
            ("https://a_b.example",                   None),
            ("https://",                              None),
            ("https://a.example/{b}/", None),
            ("https://.",                             None),
            ("é://a.example",                         None),
            ("https://ü.example/ä",                   Some("https://ü.example/ä")),
        ];
        for (text, expected) in urls {
            let at = text.find("://").unwrap_or_default();
            assert_eq!(url(text, at, 0).map(|it| &text[it]), expected, "{text}");
        }
        #[rustfmt::skip]
        let hosts = [
            ("www.a.example/x)",   Some("www.a.example/x")),
            ("www.x",              Some("www.x")),
            ("xwww.a.example",     None),
            ("www.",               None),
        ];
        for (text, expected) in hosts {
            let at = text.find("www.").unwrap_or_default();
            assert_eq!(www(text, at, 0).map(|it| &text[it]), expected, "{text}");
        }
        #[rustfmt::skip]
        let mails = [
            ("to a.b+c@d.example.", Some("a.b+c@d.example")),
            ("a@b",                 None),
            ("a@1.2.3",             None),
            ("@b.example",          None),
            ("a@@b.example",        None),
        ];
        for (text, expected) in mails {
            let at = text.find('@').unwrap_or_default();
            assert_eq!(mail(text, at, 0).map(|it| &text[it]), expected, "{text}");
        }
    }
}
