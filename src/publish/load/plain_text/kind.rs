//! Recognizes text files that are not articles: binary data, markup, and files for programs.

use crate::text::span::Span;

/// Files for programs. Each line of such a file starts with one of its keys.
static PROGRAM_FILES: &[(&str, &[&str])] = &[
    (
        "a robots.txt",
        &["user-agent:", "disallow:", "allow:", "sitemap:", "crawl-delay:", "host:", "#"],
    ),
    (
        "a security.txt",
        &[
            "contact: mailto:",
            "contact: https:",
            "expires:",
            "encryption:",
            "preferred-languages:",
            "canonical:",
            "policy:",
            "hiring:",
            "#",
        ],
    ),
    ("an ads.txt", &["google.com,", "contact=", "subdomain=", "#"]),
];

/// The starts of files in markup and other formats.
static BEGINNINGS: &[(&str, &str)] = &[
    ("<!doctype", "an HTML page"),
    ("<html", "an HTML page"),
    ("<?xml", "an XML document"),
    ("<rss", "a feed"),
    ("<feed", "a feed"),
    ("%pdf-", "a PDF file"),
    ("{\\rtf", "an RTF file"),
    ("#!/", "a script"),
    ("-----begin ", "a key or a certificate"),
];

/// Describes a file that is certainly not an article, with the position that shows this.
pub(super) fn other_kind(text: &str) -> Option<(Span, String)> {
    let start = text.len() - text.trim_start().len();
    let sample = text.char_indices().nth(4000).map_or(text, |(at, _)| &text[..at]);
    let odd = |it: &char| {
        *it == '\0'
            || *it == '\u{fffd}'
            || (it.is_control() && !it.is_whitespace() && *it < '\u{80}')
    };
    let odd_ones = sample.chars().filter(odd).count();
    if odd_ones * 10 > sample.chars().count() {
        return Some((
            Span::new(0, text.chars().next().map_or(0, char::len_utf8)),
            "binary data".to_owned(),
        ));
    }
    let begin = text[start..].chars().take(20).collect::<String>().to_lowercase();
    for (beginning, what) in BEGINNINGS {
        if begin.starts_with(beginning) {
            return Some((Span::new(start, start + beginning.len()), (*what).to_owned()));
        }
    }
    let json = text[start..].starts_with(['{', '['])
        && serde_json::from_str::<serde::de::IgnoredAny>(text.trim()).is_ok();
    if json {
        return Some((Span::new(start, start + 1), "a JSON document".to_owned()));
    }
    let lines = || sample.lines().map(str::trim).filter(|it| !it.is_empty());
    for (what, keys) in PROGRAM_FILES {
        let known = |it: &str| {
            let it = it.to_lowercase();
            keys.iter().position(|key| it.starts_with(key))
        };
        let all = lines().all(|it| known(it).is_some());
        // There must be two lines, and one of them must have a key of this kind. A comment is not enough.
        let named = lines().filter(|it| known(it).is_some_and(|at| at + 1 < keys.len())).count();
        if all && named >= 2 {
            return Some((Span::new(start, start + 1), (*what).to_owned()));
        }
    }
    None
}
