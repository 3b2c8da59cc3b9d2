//! URLs as they are published: absolute, and valid by RFC 3986, not only by the WHATWG rules that browsers follow.

use url::Position;
use url::Url;

use crate::value::uri;

/// Resolves `reference` against `base`. `None` if the result is not a valid URL.
pub(super) fn absolute(base: &Url, reference: &str) -> Option<String> {
    resolved_without_parser(base, reference).or_else(|| resolved(base, reference))
}

/// Like [`absolute`], for any reference.
fn resolved(base: &Url, reference: &str) -> Option<String> {
    let url = base.join(reference.trim()).ok()?;
    // Browsers accept some characters that RFC 3986 does not allow, such as `[` in a path.
    let text = match uri::check(url.as_str()) {
        Ok(_) => return Some(url.into()),
        Err(problem) => problem.instead?.text,
    };
    uri::check(&text).is_ok().then_some(text)
}

/// Like [`absolute`], for ordinary references, which only have to be put together. `None` for all others.
fn resolved_without_parser(base: &Url, reference: &str) -> Option<String> {
    if is_ordinary(reference) {
        return Some(reference.to_owned());
    }
    let first = *reference.as_bytes().first()?;
    let is_path = !matches!(first, b'.' | b'?' | b'#') && !reference.starts_with("//");
    if !is_path || !is_ordinary_path(reference) || !is_ordinary(base.as_str()) {
        return None;
    }
    if first == b'/' {
        return Some(base[..Position::BeforePath].to_owned() + reference);
    }
    // Text before a colon would be a scheme.
    let folder = &base[..Position::AfterPath];
    let folder = &folder[..=folder.rfind('/')?];
    (!reference.contains(':')).then(|| folder.to_owned() + reference)
}

/// Whether an absolute URL is certainly valid and in the form in which browsers and [`uri`] write it.
pub(super) fn is_ordinary(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some((host, path)) = rest.and_then(|it| it.split_at_checked(it.find('/')?)) else {
        return false;
    };
    is_ordinary_host(host) && is_ordinary_path(path)
}

/// Whether a host is a name in ASCII, in lower case.
fn is_ordinary_host(host: &str) -> bool {
    let is_name = |it: &str| {
        let bytes = it.as_bytes();
        bytes.iter().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || *it == b'-')
            && bytes.first().is_some_and(|it| *it != b'-')
            && bytes.last().is_some_and(|it| *it != b'-')
    };
    // A last part with digits may be a part of an IPv4 address, and two hyphens mark an encoded name.
    let last = host.rsplit('.').next().unwrap_or_default();
    host.len() < 60
        && host.split('.').all(is_name)
        && last.bytes().all(|it| it.is_ascii_lowercase())
        && !host.contains("--")
}

/// Whether a path with its query and fragment needs no escapes and has no parts that start with a dot.
fn is_ordinary_path(path: &str) -> bool {
    let bytes = path.as_bytes();
    let mut fragments = 0;
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        it if it.is_ascii_alphanumeric() || b"-_~!$&()*+,;=:@/?".contains(it) => true,
        b'.' => at > 0 && bytes[at - 1] != b'/',
        b'#' => {
            fragments += 1;
            fragments == 1
        }
        // An escaped dot is a dot.
        b'%' => {
            let digits = bytes.get(at + 1..at + 3);
            digits.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit) && it[0] != b'2')
        }
        _ => false,
    })
}

/// Like [`absolute`], for URLs that are fetched from the web: only `http` and `https`.
pub(super) fn on_the_web(base: &Url, reference: &str) -> Option<String> {
    absolute(base, reference).filter(|it| it.starts_with("http://") || it.starts_with("https://"))
}

#[cfg(test)]
mod tests {
    use super::absolute;
    use super::is_ordinary;
    use super::on_the_web;
    use super::resolved;
    use super::resolved_without_parser;
    use proptest::prelude::*;
    use url::Url;

    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        "https://", "http://", "HTTPS://", "https:", "//", "/", "a", "B", "site.example", "xn--a", "a--b", "1.2", "0x1", "..", ".", "/../", "/./", "?", "#", "&", "=",
        "%41", "%2e", "%2F", "%", "%zz", "[", "]", "'", "\"", "<", " ", "\t", "\n", "\\", "^", "`", "{", "|", "~", "ü", ":", "@", "80", ":80", "mailto:", "data:", "-", "_", "*", "(",
        "!", "$", "+", ",", ";", "\u{a0}", "javascript:", "file:", "x.png", "/posts/post-1/", "é",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn ordinary_references_are_resolved_like_others(
            start in prop::sample::select(&["", "/", "https://a.example/", "https://a.example", "b"][..]),
            rest in prop::collection::vec(prop::sample::select(PIECES), 0..6),
            base in prop::sample::select(&[
                "https://site.example/2024/post/", "https://site.example/2024/post?a/b#c/d", "https://u:p@site.example:8080/x/", "https://1.2.3.4/",
                "https://xn--bcher-kva.example/[/", "http://localhost/a%20b/c", "https://site.example/", "http://a.example/a/b/c.html",
            ][..]),
        ) {
            let base = Url::parse(base).expect("it is a URL");
            let reference = start.to_owned() + &rest.concat();
            if let Some(found) = resolved_without_parser(&base, &reference) {
                prop_assert_eq!(Some(found), resolved(&base, &reference), "{}", reference);
            }
            if is_ordinary(&reference) {
                let parsed = Url::parse(&reference).expect("an ordinary URL is valid");
                prop_assert_eq!(parsed.as_str(), &reference);
            }
        }
    }

    #[test]
    fn ordinary_references_need_no_parser() {
        let base = Url::parse("https://site.example/2024/post/?a#b").expect("it is a URL");
        for (reference, wanted) in [
            ("https://example.org/design/8376", "https://example.org/design/8376"),
            ("https://example.org/?a=1&b=%41#c", "https://example.org/?a=1&b=%41#c"),
            ("/posts/post-1/", "https://site.example/posts/post-1/"),
            ("pic/a.png", "https://site.example/2024/post/pic/a.png"),
        ] {
            assert_eq!(resolved_without_parser(&base, reference).as_deref(), Some(wanted));
        }
    }

    #[test]
    fn returns_only_urls_that_every_reader_accepts() {
        let base = Url::parse("https://site.example/a/").expect("it is a URL");
        for (reference, wanted) in [
            ("b c", Some("https://site.example/a/b%20c")),
            ("[", Some("https://site.example/a/%5B")),
            ("x?a=[1]", Some("https://site.example/a/x?a=%5B1%5D")),
            ("100%", Some("https://site.example/a/100%25")),
            ("//b\u{fc}cher.example", Some("https://xn--bcher-kva.example/")),
            ("https://", None),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
        ] {
            assert_eq!(absolute(&base, reference).as_deref(), wanted, "{reference}");
        }
        assert_eq!(on_the_web(&base, "mailto:a@b.example"), None);
    }
}
