//! Finds the intended web URL of a value whose scheme is mistyped: `http:https://`, `htp://`, `https:/host`, `http//host`.

use crate::text::nearest::nearest;
use crate::value::problem::Instead;
use crate::value::uri::check;

/// The web URL that a value is meant to be, if only the part before the host is wrong.
pub fn meant(text: &str) -> Option<Instead> {
    let trimmed = text.trim();
    let (mut scheme, mut rest, mut sure) = start(trimmed)?;
    // The last of several schemes is the right one: the first was added to a whole URL.
    while let Some((next, after, exact)) = start(rest).filter(|it| it.1.len() < rest.len()) {
        (scheme, rest, sure) = (next, after, sure && exact);
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.') && !host.starts_with('.') && !host.contains(['@', ' ']);
    if !is_host && host != "localhost" {
        return None;
    }
    let whole = format!("{scheme}://{rest}");
    (whole != text && check(&whole).is_ok()).then_some(Instead { text: whole, sure, reading: None })
}

/// The scheme at the start of a text, the text after it and its slashes, and whether the scheme is spelled right.
fn start(text: &str) -> Option<(&'static str, &str, bool)> {
    let end = text.find(|it: char| !it.is_ascii_alphanumeric())?;
    let (word, rest) = text.split_at(end);
    let is_mark = |it: char| matches!(it, ':' | ';' | '/' | '\\');
    let marks = rest.len() - rest.trim_start_matches(is_mark).len();
    let (marks, after) = rest.split_at(marks);
    // `http:host` and `http//host`, but not `http/host`.
    if !marks.contains([':', ';']) && !marks.contains("//") || !(2..=7).contains(&word.len()) {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let scheme = match lower.as_str() {
        "http" => "http",
        "https" => "https",
        // These schemes exist.
        "ftp" | "sftp" | "tftp" | "shttp" | "nntp" | "tip" | "xftp" => return None,
        // Every letter of a longer name is wrong by chance.
        _ if !lower.contains("tp") && !lower.contains("ht") => return None,
        _ => nearest(&lower, ["https", "http"].into_iter())?,
    };
    // With another number of slashes, it may also be a path.
    let slashes = marks.trim_start_matches([':', ';']);
    let is_exact = scheme == lower && (slashes == "//" || after.starts_with("http"));
    Some((scheme, after.trim_start(), is_exact))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[rustfmt::skip]
    static CASES: &[(&str, Option<(&str, bool)>)] = &[
        // value                          web URL                       certain
        ("http:https://harbor.example/a", Some(("https://harbor.example/a", true))),
        ("http://https://harbor.example", Some(("https://harbor.example", true))),
        ("http://http//harbor.example/",  Some(("http://harbor.example/", true))),
        ("https:/harbor.example/a",       Some(("https://harbor.example/a", false))),
        ("https:///harbor.example/a",     Some(("https://harbor.example/a", false))),
        ("https:harbor.example/a",        Some(("https://harbor.example/a", false))),
        ("http//harbor.example/a",        Some(("http://harbor.example/a", true))),
        ("http;//harbor.example/a",       Some(("http://harbor.example/a", true))),
        ("http:\\\\harbor.example\\a",    None),
        ("https:// harbor.example/a",     Some(("https://harbor.example/a", true))),
        ("htp://harbor.example/a",        Some(("http://harbor.example/a", false))),
        ("htps://harbor.example/a",       Some(("https://harbor.example/a", false))),
        ("htttps://harbor.example/a",     Some(("https://harbor.example/a", false))),
        ("ttps://harbor.example/a",       Some(("https://harbor.example/a", false))),
        ("hxxp://harbor.example/a",       None),
        ("https://harbor.example/a",      None),
        ("ftp://harbor.example/a",        None),
        ("http://",                       None),
        ("http/harbor.example",           None),
        ("harbor.example/a",              None),
        ("mailto:a@harbor.example",       None),
        ("/a/b",                          None),
    ];

    #[test]
    fn finds_the_intended_url() {
        for (text, expected) in CASES {
            let found = meant(text);
            assert_eq!(found.as_ref().map(|it| (it.text.as_str(), it.sure)), *expected, "{text}");
        }
    }
}
