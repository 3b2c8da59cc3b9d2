//! Completions in the front matter of articles.

use gen_lsp_types as lsp;

use crate::server::completion::item::Cursor;
use crate::server::completion::item::Item;
use crate::server::completion::item::Items;
use crate::text::span::Span;

/// The keys of front matter, each with what it sets. There are other spellings, which the generators of sites use.
#[rustfmt::skip]
const KEYS: &[(&str, &str)] = &[
    ("title",        "The title."),
    ("date",         "When the article was published, such as `2024-05-01` or `2024-05-01T08:00:00Z`. An article with a date in the future is published then."),
    ("updated",      "When the article was last changed."),
    ("expires",      "When the article is removed from the feeds."),
    ("summary",      "A short text for lists of articles."),
    ("authors",      "The authors: names, or maps with `name`, `email` and `url`."),
    ("tags",         "The tags of the article."),
    ("section",      "The section of the site, such as `news`."),
    ("categories",   "The categories of the article."),
    ("id",           "The id in feeds. Readers show an entry as new if its id changes."),
    ("url",          "The URL of the article, or its path on the site."),
    ("permalink",    "The URL of the article, or a pattern for it."),
    ("slug",         "The last part of the URL."),
    ("external_url", "A page on another site that the article is about. Readers open it instead of the article."),
    ("aliases",      "Former URLs of the article."),
    ("draft",        "`true` if the article must not be published."),
    ("image",        "The main picture: its URL, or a map with `url`, `alt`, `caption` and `credit`."),
    ("credit",       "Who made the main picture."),
    ("enclosure",    "A recording: its URL or file, or a map with `url`, `length`, `type` and `duration`."),
    ("language",     "The language, such as `en` or `pt-BR`."),
    ("copyright",    "Who has the rights to the article."),
    ("source",       "Where the article was first published."),
    ("season",       "The number of the season, for an episode of a podcast."),
    ("episode",      "The number of the episode of a podcast."),
    ("explicit",     "`true` if the episode is not suitable for children."),
    ("transcript",   "The URL or file of the transcript of the episode."),
    ("chapters",     "The chapters of the episode, or the URL or file of their list."),
    ("persons",      "The people in the episode: names, or maps with `name`, `role`, `url` and `image`."),
    ("soundbite",    "A part of the episode that represents it, with `start` and `duration`."),
    ("location",     "The place that the episode is about."),
];

pub(super) fn items(cursor: &Cursor<'_>) -> Option<Items> {
    let matter = Matter::around(cursor.text, cursor.offset)?;
    let start = matter.line.start;
    let typed = &cursor.text[start..cursor.offset];
    if cursor.trigger.is_some() || !is_key(typed) {
        return None;
    }
    let separator = if matter.is_toml { " = " } else { ": " };
    let is_there = |key: &str| {
        matter.text.lines().any(|line| {
            let rest = line.strip_prefix(key).map(str::trim_start);
            rest.is_some_and(|it| it.starts_with([':', '=']))
        })
    };
    let has_value = cursor.after().lines().next().is_some_and(|it| it.contains([':', '=']));
    let one = |(key, about): &(&str, &str)| Item {
        label: (*key).to_owned(),
        kind: Some(lsp::CompletionItemKind::Property),
        documentation: (*about).to_owned(),
        text: if has_value { (*key).to_owned() } else { format!("{key}{separator}") },
        ..Item::default()
    };
    let items = KEYS.iter().filter(|it| !is_there(it.0)).map(one).collect();
    Some(Items { typed: Span::new(start, cursor.offset), items })
}

/// The documentation of the key at a place, and the span of the key.
pub(in crate::server) fn documentation(text: &str, offset: usize) -> Option<(String, Span)> {
    let Matter { line, .. } = Matter::around(text, offset)?;
    let key = text[line.clone()].split([':', '=']).next()?.trim_end();
    let (_, about) = KEYS.iter().find(|it| it.0 == key)?;
    let span = Span::new(line.start, line.start + key.len());
    (offset <= span.range().end).then(|| (format!("**`{key}`**\n\n{about}"), span))
}

fn is_key(text: &str) -> bool {
    text.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-'))
}

/// The front matter around a place.
struct Matter<'t> {
    text: &'t str,
    is_toml: bool,
    /// The line of the place.
    line: std::ops::Range<usize>,
}

impl Matter<'_> {
    /// `None` if the place is not between the fences at the start of the document.
    fn around(text: &str, offset: usize) -> Option<Matter<'_>> {
        let fence = text.lines().next()?.trim_end();
        if !matches!(fence, "---" | "+++") {
            return None;
        }
        let start = text.find('\n')? + 1;
        let mut end = start;
        for line in text[start..].split_inclusive('\n') {
            if line.trim_end() == fence {
                break;
            }
            end += line.len();
        }
        if !(start..=end).contains(&offset) || !text.is_char_boundary(offset) {
            return None;
        }
        let line_start = text[..offset].rfind('\n').map_or(0, |it| it + 1);
        let line_end = text[offset..].find(['\r', '\n']).map_or(text.len(), |it| offset + it);
        (line_start < end || start == end || text.len() == end).then(|| Matter {
            text: &text[start..end],
            is_toml: fence == "+++",
            line: line_start..line_end,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::KEYS;
    use super::documentation;
    use super::items;
    use crate::publish::load::known_key;
    use crate::server::completion::item::texts;

    fn labels(before: &str, after: &str) -> Vec<String> {
        texts(before, after, items)
    }

    #[test]
    fn every_key_has_a_meaning() {
        for (key, _) in KEYS {
            assert!(known_key(key), "{key}");
        }
    }

    #[test]
    fn completes_keys_between_the_fences() {
        let keys = labels("---\ntitle: A\nta", "\n---\nText\n");
        assert!(keys.iter().any(|it| it == "tags: ") && !keys.iter().any(|it| it == "title: "));
        assert!(labels("+++\n", "\n+++\n").iter().any(|it| it == "title = "));
        assert!(labels("---\nda", "").iter().any(|it| it == "date: "));
        assert!(labels("---\nda", ": 2024\n---\n").iter().any(|it| it == "date"));
        for (before, after) in [
            ("", ""),
            ("Te", "xt"),
            ("---\n---\nte", "xt"),
            ("---\ntitle: A", "\n---\n"),
            ("-", "--\n"),
        ] {
            assert_eq!(labels(before, after), Vec::<String>::new(), "{before}");
        }
    }

    #[test]
    fn describes_keys() {
        let text = "---\ndate: 2024-05-01\nmood: calm\n---\ndate: no\n";
        let at = |word: &str| documentation(text, text.find(word).expect("it is there") + 1);
        let (about, span) = at("date").expect("it is a key");
        assert!(about.contains("published"), "{about}");
        assert_eq!(&text[span.range()], "date");
        assert!(at("2024").is_none() && at("mood").is_none() && at("no").is_none());
    }
}
