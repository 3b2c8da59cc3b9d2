//! URLs as they are published: absolute, and valid by RFC 3986, not only by the WHATWG rules that browsers follow.

use url::Url;

use crate::value::uri;

/// Resolves `reference` against `base`. `None` if the result is not a valid URL.
pub(super) fn absolute(base: &Url, reference: &str) -> Option<String> {
    let url = base.join(reference.trim()).ok()?;
    // Browsers accept some characters that RFC 3986 does not allow, such as `[` in a path.
    let text = match uri::check(url.as_str()) {
        Ok(_) => return Some(url.into()),
        Err(problem) => problem.instead?.text,
    };
    uri::check(&text).is_ok().then_some(text)
}

/// Like [`absolute`], for URLs that are fetched from the web: only `http` and `https`.
pub(super) fn on_the_web(base: &Url, reference: &str) -> Option<String> {
    absolute(base, reference).filter(|it| it.starts_with("http://") || it.starts_with("https://"))
}

#[cfg(test)]
mod tests {
    use super::absolute;
    use super::on_the_web;
    use url::Url;

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
