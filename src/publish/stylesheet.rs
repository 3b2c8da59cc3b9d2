//! The stylesheet of a feed, with which browsers display it: one that is written here, a file, or a URL.

use percent_encoding::percent_decode_str;

/// The stylesheet with which a browser displays a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stylesheet {
    /// A short CSS file that is written into the folder of feeds.
    Css,
    /// A file that is already there: its path, relative to the folder of feeds. It may have a query.
    File(String),
    /// A URL, which may be relative to the host.
    Url(String),
}

/// The name of the file in the folder of feeds.
pub(crate) const FILE_NAME: &str = "feed.css";

/// Its contents. Browsers apply CSS to XML without any script, and do not drop it, unlike XSLT.
pub(crate) const CSS: &str = include_str!("stylesheet.css");

impl Stylesheet {
    /// The stylesheet with this name in the configuration.
    pub(crate) fn named(text: &str) -> Stylesheet {
        let has_scheme = text.split_once(':').is_some_and(|it| !it.0.contains(['/', '.', '?']));
        match text {
            "css" => Stylesheet::Css,
            _ if text.starts_with('/') || has_scheme => Stylesheet::Url(text.to_owned()),
            _ => Stylesheet::File(text.to_owned()),
        }
    }

    /// The reference in the feed in the file `feed`, which is relative to the folder of feeds.
    pub(crate) fn href(&self, feed: &str) -> String {
        let path = match self {
            Stylesheet::Css => FILE_NAME,
            Stylesheet::File(path) => path,
            Stylesheet::Url(url) => return url.clone(),
        };
        format!("{}{path}", "../".repeat(feed.matches('/').count()))
    }

    /// The path of the file that must exist, relative to the folder of feeds.
    pub(crate) fn needed_file(&self) -> Option<String> {
        let Stylesheet::File(path) = self else { return None };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        Some(percent_decode_str(path).decode_utf8_lossy().into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Stylesheet;

    #[test]
    fn tells_files_from_urls() {
        for url in ["https://example.org/a.css", "//example.org/a.css", "/a.xsl", "/x:y.css"] {
            assert_eq!(Stylesheet::named(url), Stylesheet::Url(url.to_owned()));
        }
        for path in ["a.css", "css/a.css", "../a.css", "./a:b.css", "a.css?v=1:2"] {
            assert_eq!(Stylesheet::named(path), Stylesheet::File(path.to_owned()));
        }
        assert_eq!(Stylesheet::named("css"), Stylesheet::Css);
    }

    #[test]
    fn refers_to_a_file_from_the_folder_of_the_feed() {
        assert_eq!(Stylesheet::Css.href("rss.xml"), "feed.css");
        assert_eq!(Stylesheet::Css.href("tags/a/rss.xml"), "../../feed.css");
        let file = Stylesheet::named("my%20style.css?v=2");
        assert_eq!(file.href("tags/rss.xml"), "../my%20style.css?v=2");
        assert_eq!(file.needed_file().as_deref(), Some("my style.css"));
        assert_eq!(Stylesheet::named("/a.css").href("tags/rss.xml"), "/a.css");
    }
}
