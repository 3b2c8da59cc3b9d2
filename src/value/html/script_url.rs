//! URLs that run code, read as a browser reads them: <https://url.spec.whatwg.org/#concept-basic-url-parser>.

/// What a URL runs when it is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A script: the URL has this scheme.
    Script(&'static str),
    /// A document that may hold scripts, written into a `data:` URL.
    Document,
    /// An SVG image in a `data:` URL, whose scripts run where it is not shown as an image.
    Svg,
}

/// What code the URL runs; references in it have to be resolved before.
#[inline]
pub fn runs_code(url: &str) -> Option<Code> {
    // Browsers pass over control characters and blanks around a URL.
    let url = url.trim_start_matches(|it: char| it <= ' ');
    match url.as_bytes().first() {
        Some(b'j' | b'J' | b'v' | b'V' | b'd' | b'D' | b'l' | b'L' | b'm' | b'M') => {
            BEGINNINGS.iter().find(|it| begins_with(url, it.0)).map(|it| it.1)
        }
        _ => None,
    }
}

/// What begins such a URL, browsers long gone included.
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

/// Whether it begins so, for a browser, which passes over tabs and line ends in a URL.
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
