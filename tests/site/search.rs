//! The index of the search: an entry per section of a page, and per rule.

use serde_json::json;

use crate::markdown::Rendered;
use crate::page::Page;

/// The length of the text of an entry in characters. The words of longer sections that come later are not found.
const LENGTH: usize = 1200;

/// A script with the index, because pages that are opened as files cannot read JSON.
pub(crate) fn index(pages: &[Page], rendered: &[Rendered]) -> String {
    let mut entries = Vec::new();
    for (page, rendered) in pages.iter().zip(rendered) {
        let is_whole = page.url.starts_with("rules/");
        for (number, text) in rendered.texts.iter().enumerate() {
            let heading = number.checked_sub(1).map(|it| &rendered.headings[it]);
            let is_empty = text.trim().is_empty();
            if is_empty || (is_whole && heading.is_some_and(|it| it.2 != "Why it matters")) {
                continue;
            }
            let (fragment, name) =
                heading.map_or((String::new(), ""), |it| (format!("#{}", it.1), &it.2));
            let text: String = text
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .chars()
                .take(LENGTH)
                .collect();
            entries.push(json!({ "url": format!("{}{fragment}", page.url), "page": page.title, "heading": name, "text": text }));
        }
    }
    assert!(entries.len() > 500, "there are only {} entries", entries.len());
    format!("window.searchIndex = {};\n", serde_json::Value::from(entries))
}
