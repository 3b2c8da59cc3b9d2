//! URLs that run code, interpreted like in a browser: <https://url.spec.whatwg.org/#concept-basic-url-parser>.

/// The kind of code that a URL runs when a user follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A script. The URL has this scheme.
    Script(&'static str),
    /// A document in a `data:` URL, which may contain scripts.
    Document,
    /// An SVG image in a `data:` URL. Its scripts run unless it is shown as an image.
    Svg,
}

/// The code that a URL runs. References in it must be resolved.
#[inline]
pub fn runs_code(url: &str) -> Option<Code> {
    // Browsers ignore control characters and spaces around a URL.
    let url = url.trim_start_matches(|it: char| it <= ' ');
    match url.as_bytes().first() {
        Some(b'j' | b'J' | b'v' | b'V' | b'd' | b'D' | b'l' | b'L' | b'm' | b'M') => {
            BEGINNINGS.iter().find(|it| begins_with(url, it.0)).map(|it| it.1)
        }
        _ => None,
    }
}

/// The beginnings of such URLs, including those for old browsers.
#[rustfmt::skip]
static BEGINNINGS: &[(&str, Code)] = &[
    ("javascript:",                Code::Script("javascript")),
    ("vbscript:",                  Code::Script("vbscript")),
    ("livescript:",                Code::Script("livescript")),
    ("mocha:",                     Code::Script("mocha")),
    ("data:text/html",             Code::Document),
    ("data:application/xhtml+xml", Code::Document),
    ("data:text/xml",              Code::Document),
    ("data:application/xml",       Code::Document),
    ("data:text/javascript",       Code::Document),
    ("data:image/svg+xml",         Code::Svg),
];

/// Whether a URL has this beginning for a browser, which ignores tabs and line breaks in a URL.
fn begins_with(url: &str, beginning: &str) -> bool {
    let mut read = url.bytes().filter(|it| !matches!(it, b'\t' | b'\n' | b'\r'));
    beginning.bytes().all(|wanted| read.next().is_some_and(|it| it.eq_ignore_ascii_case(&wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_through_disguises() {
        let script = Some(Code::Script("javascript"));
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}javascript:alert(1)",
            "java\nscr\tipt\r:alert(1)",
        ] {
            assert_eq!(runs_code(url), script, "{url:?}");
        }
        assert_eq!(runs_code("vbscript:x"), Some(Code::Script("vbscript")));
        assert_eq!(runs_code("data:text/html;base64,AAAA"), Some(Code::Document));
        assert_eq!(runs_code("data:image/svg+xml,<svg/>"), Some(Code::Svg));
        for url in [
            "",
            "java script:x",
            "data:image/png;base64,AAAA",
            "/javascript:x",
            "mailto:a@b.c",
            "js",
        ] {
            assert_eq!(runs_code(url), None, "{url:?}");
        }
    }
}
