//! Recognizes files that are often stored with feeds but are certainly not feeds: sitemaps, web pages, stylesheets and settings. A
//! document with an unknown root element may be a feed with a mistake in its first line, so it is not one of these files.

use memchr::memmem::find;

use crate::validate::detect;

/// Root elements of documents that are often stored with feeds but are never feeds. In lowercase and without a prefix.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    // Stylesheets that turn XML into web pages, and content of web pages.
    "stylesheet", "transform", "svg", "math", "wml",
    // Files for search engines, browsers and editors.
    "urlset", "sitemapindex", "browserconfig", "tile", "cross-domain-policy", "access-policy", "rsd", "xrd", "xrds", "manifest",
    // Maps, tracks, playlists, bookmarks and books.
    "kml", "gpx", "osm", "playlist", "smil", "mpd", "xbel", "package", "container", "ncx", "tei",
    // Interfaces between programs.
    "envelope", "definitions", "schema", "methodcall", "methodresponse", "entitydescriptor", "oai-pmh",
    // Settings and reports of programs.
    "project", "configuration", "plist", "web-app", "resources", "testsuites", "testsuite", "checkstyle", "coverage",
];

/// A web page with this namespace is intended to be XML. A page without it may be an error page that a server sent instead of a
/// feed.
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Root elements that belong to a feed only if the document contains one of these strings.
#[rustfmt::skip]
const MAYBE: &[(&str, &[&str])] = &[
    ("rdf",        &["purl.org/rss", "my.netscape.com/rdf", "<channel", "<item", "<rss:"]),
    ("service",    &["www.w3.org/2007/app", "purl.org/atom/app"]),
    ("categories", &["www.w3.org/2007/app", "purl.org/atom/app"]),
];

/// Whether a document is a known kind of XML other than a feed, or JSON with a different structure from a feed.
///
/// ```
/// assert!(feedwright::is_not_a_feed("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"/>"));
/// // This may be a feed with a mistake.
/// assert!(!feedwright::is_not_a_feed("<rsss version=\"2.0\"/>"));
/// ```
pub fn is_not_a_feed(text: &str) -> bool {
    if detect::is_json(text) { is_other_json(text) } else { is_other_xml(text) }
}

fn is_other_xml(text: &str) -> bool {
    let Some(root) = root(text) else { return false };
    let local = root.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    let has = |words: &str| find(text.as_bytes(), words.as_bytes()).is_some();
    if local == "html" {
        return has(XHTML);
    }
    if let Some((_, words)) = MAYBE.iter().find(|it| it.0 == local) {
        return !words.iter().any(|it| has(it));
    }
    OTHERS.contains(&local.as_str())
}

/// The name of the root element. `None` if there is none, or if the document ends in the name.
pub(super) fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}');
    loop {
        rest = rest.trim_start();
        rest = if rest.starts_with("<?") {
            after(rest, "?>")?
        } else if rest.starts_with("<!--") {
            after(rest, "-->")?
        } else if rest.starts_with("<!") {
            // A document type declaration may contain markup in brackets.
            let end = rest.find(['[', '>'])?;
            if rest[end..].starts_with('[') {
                after(after(rest, "]")?, ">")?
            } else {
                &rest[end + 1..]
            }
        } else {
            break;
        };
    }
    let name = rest.strip_prefix('<')?;
    let end =
        name.find(|it: char| !it.is_alphanumeric() && !matches!(it, ':' | '_' | '-' | '.'))?;
    Some(&name[..end]).filter(|it| !it.is_empty())
}

fn after<'t>(text: &'t str, end: &str) -> Option<&'t str> {
    text.find(end).map(|it| &text[it + end.len()..])
}

/// Whether JSON has a different structure from a feed. A feed is an object with a JSON Feed version, or with a title and items.
/// Truncated JSON may be a feed.
fn is_other_json(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut depth, mut at, mut names) = (0_usize, 0, Vec::new());
    let mut is_version = false;
    let is_list = text.trim_start().starts_with('[');
    while let Some(it) = bytes.get(at) {
        match it {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let has = |it: &str| names.contains(&it);
                    let is_feed =
                        has("items") && (has("title") || has("home_page_url") || has("feed_url"));
                    return is_list || !is_feed;
                }
            }
            b'"' => {
                let start = at + 1;
                at = start;
                while bytes.get(at).is_some_and(|it| *it != b'"') {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                let string = text.get(start..at).unwrap_or_default();
                let is_key = text.get(at + 1..).is_some_and(|it| it.trim_start().starts_with(':'));
                if depth == 1 && !is_list {
                    if is_version && string.contains("jsonfeed") {
                        return false;
                    }
                    is_version = is_key && string == "version";
                    if is_key {
                        names.push(string);
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_not_a_feed;

    #[test]
    fn distinguishes_feeds_from_other_files() {
        #[rustfmt::skip]
        let cases = [
            ("<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", true),
            ("<?xml-stylesheet href='x'?><!-- <rss> --><xsl:stylesheet version='1.0'/>",         true),
            ("<!DOCTYPE html [ <!ENTITY x '>'> ]><html xmlns='http://www.w3.org/1999/xhtml'>",     true),
            ("<!doctype html>\n<html lang='en'>",                                                  false),
            ("<browserconfig><msapplication/></browserconfig>",                                     true),
            ("<project>",                                                                          true),
            ("<service/>",                                                                         true),
            ("<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'><foaf:Person/></rdf:RDF>",           true),
            ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>",                                         false),
            ("<service xmlns='http://www.w3.org/2007/app'/>",                                      false),
            ("<OpenSearchDescription/>",                                                           false),
            ("\u{feff} <rss version='2.0'><channel>",                                              false),
            ("<rss",                                                                               false),
            ("<rs",                                                                                false),
            ("<doc/>",                                                                             false),
            ("<Rss version='2.0'/>",                                                               false),
            ("<!-- no end <html>",                                                                 false),
            ("<RSS version='2.0'/>",                                                               false),
            ("<x:feed xmlns:x='http://wrong.example/'/>",                                          false),
            ("<channel><item/></channel>",                                                         false),
            ("Fatal error: no database",                                                           false),
            ("",                                                                                   false),
            ("{\"name\": \"x\", \"version\": \"1.0.0\", \"dependencies\": {\"items\": \"1\"}}",      true),
            ("[{\"version\": \"https://jsonfeed.org/version/1\"}]",                                true),
            ("{}",                                                                                 true),
            ("{\"items\": []}",                                                                    true),
            ("{\"a\": {\"title\": \"x\", \"items\": []}}",                                         true),
            ("{\"version\": \"https://jsonfeed.org/version/9\"}",                                  false),
            ("{\"title\": \"x\\\"\", \"items\": []}",                                              false),
            ("{\"title\": \"x\", \"ite",                                                           false),
            ("{\"version",                                                                         false),
        ];
        for (text, wanted) in cases {
            assert_eq!(is_not_a_feed(text), wanted, "{text}");
        }
    }
}
