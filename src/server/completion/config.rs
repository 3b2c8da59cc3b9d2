//! Completions in `feedwright.toml`: tables, keys, and values that are names of rules, profiles and generators.

use gen_lsp_types as lsp;

use crate::config::keys;
use crate::publish::dialect_names;
use crate::server::completion::Cursor;
use crate::server::completion::Item;
use crate::server::completion::Items;
use crate::text::span::Span;
use crate::validate::groups::groups;
use crate::validate::profiles::profiles;
use crate::validate::rules::RULES;

pub(super) fn items(cursor: &Cursor<'_>) -> Option<Items> {
    let before = cursor.before();
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    let line = &before[start..];
    let indent = line.len() - line.trim_start().len();
    let typed = line.trim_start();
    if let Some(name) = typed.strip_prefix('[') {
        let name = name.trim_start_matches('[');
        return is_name(name).then(|| tables(cursor, before.len() - name.len()));
    }
    if let Some(open) = open_string(before) {
        let key = key_of(&before[..open])?;
        return values(key, Span::new(open + 1, before.len()));
    }
    if !is_name(typed) || cursor.trigger.is_some_and(|it| it == " ") || is_in_list(before) {
        return None;
    }
    let table = table_at(before);
    let span = Span::new(start + indent, before.len());
    let there = keys_of_table(cursor.text, start);
    let has_value = cursor.after().lines().next().is_some_and(|it| it.contains('='));
    let known = keys().iter().find(|it| it.0 == table)?.1;
    let missing = known.iter().filter(|it| **it != "*" && !there.contains(it));
    let items = missing.map(|key| Item {
        label: (*key).to_owned(),
        kind: Some(lsp::CompletionItemKind::Property),
        text: if has_value { (*key).to_owned() } else { format!("{key} = ") },
        ..Item::default()
    });
    Some(Items { typed: span, items: items.collect() })
}

/// The documentation of the key at a place, and the span of the key.
pub(in crate::server) fn documentation(text: &str, offset: usize) -> Option<(String, Span)> {
    let _ = (text, offset);
    None
}

fn is_name(text: &str) -> bool {
    text.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '.'))
}

/// Completions of the names of tables.
fn tables(cursor: &Cursor<'_>, start: usize) -> Items {
    let names = keys().iter().map(|it| it.0.trim_matches(['[', ']']));
    let mut names: Vec<&str> =
        names.filter(|it| !it.is_empty() && *it != "authors" && !it.contains('*')).collect();
    names.dedup();
    let items = names.into_iter().map(|name| Item {
        label: name.to_owned(),
        kind: Some(lsp::CompletionItemKind::Module),
        text: name.to_owned(),
        ..Item::default()
    });
    Items { typed: Span::new(start, cursor.offset), items: items.collect() }
}

/// Completions of the values of a key.
fn values(key: &str, typed: Span) -> Option<Items> {
    let with_about = |label: &str, documentation: &str| Item {
        label: label.to_owned(),
        kind: Some(lsp::CompletionItemKind::Value),
        text: label.to_owned(),
        documentation: documentation.to_owned(),
        ..Item::default()
    };
    let items: Vec<Item> = match key {
        "select" | "extend-select" | "ignore" => {
            let groups = groups().map(|it| with_about(it.name, "A group of rules."));
            groups.chain(RULES.iter().map(|it| with_about(it.name, it.summary()))).collect()
        }
        "profile" => profiles().map(|it| with_about(it.name, it.title)).collect(),
        "dialect" => dialect_names().map(|it| with_about(it, "")).collect(),
        "formats" => ["rss", "atom", "json"].into_iter().map(|it| with_about(it, "")).collect(),
        _ => return None,
    };
    Some(Items { typed, items })
}

/// The position of the quote of the string at the end of a text. Strings end with their line.
fn open_string(before: &str) -> Option<usize> {
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    let mut open = None;
    for (at, it) in before[start..].char_indices() {
        open = match open {
            None if it == '#' => return None,
            None if matches!(it, '"' | '\'') => Some((at, it)),
            Some((_, quote)) if quote == it => None,
            other => other,
        };
    }
    open.map(|it| start + it.0)
}

/// The key of the value that begins at the end of a text. The value may be in a list over several lines.
fn key_of(before: &str) -> Option<&str> {
    let (head, rest) = before.rsplit_once('=')?;
    let is_value =
        rest.trim().is_empty() || rest.trim_start().starts_with('[') && !rest.contains(']');
    let key = head.rsplit(['\n', '{', ',']).next()?.trim().trim_matches('"');
    is_value.then_some(key)
}

/// Whether a place is in a list over several lines.
fn is_in_list(before: &str) -> bool {
    key_of(before).is_some_and(|_| before.rsplit_once('=').is_some_and(|it| it.1.contains('[')))
}

/// The name of the table that a place is in, as in the table of keys.
fn table_at(before: &str) -> String {
    let header = before.lines().rev().map(str::trim).find(|it| it.starts_with('['));
    let Some(header) = header else { return String::new() };
    let header = header.split('#').next().unwrap_or_default().trim();
    let name = header.trim_matches(['[', ']']).trim();
    if header.starts_with("[[") && !name.contains('.') {
        return format!("[{name}]");
    }
    match name.strip_prefix("check.per-file.") {
        Some(rest) if rest.ends_with(".severity") => "check.per-file.*.severity".to_owned(),
        Some(_) => "check.per-file.*".to_owned(),
        None => name.to_owned(),
    }
}

/// The keys in the table around a line, which starts at `start`, without that line.
fn keys_of_table(text: &str, start: usize) -> Vec<&str> {
    let is_header = |it: &&str| it.trim_start().starts_with('[');
    let above = text[..start].lines().rev().take_while(|it| !is_header(it));
    let below = text[start..].lines().skip(1).take_while(|it| !is_header(it));
    above.chain(below).filter_map(|it| Some(it.split_once('=')?.0.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::items;
    use crate::server::completion::Cursor;

    fn labels(before: &str, after: &str) -> Vec<String> {
        let text = format!("{before}{after}");
        let cursor = Cursor { text: &text, offset: before.len(), trigger: None };
        items(&cursor)
            .map(|it| it.items.into_iter().map(|it| it.text).collect())
            .unwrap_or_default()
    }

    #[test]
    fn completes_keys_of_the_table() {
        let site = labels("[site]\ntitle = \"A\"\nu", "\nlanguage = \"en\"\n[feed]\n");
        assert!(site.iter().any(|it| it == "url = "), "{site:?}");
        assert!(!site.iter().any(|it| it == "title = " || it == "language = " || it == "limit = "));
        assert!(labels("[[feed]] # one\n", "").iter().any(|it| it == "name = "));
        assert!(labels("[feed]\n", "").iter().any(|it| it == "out = "));
        assert!(!labels("[[feed]]\n", "").iter().any(|it| it == "out = "));
        assert!(
            labels("[check.per-file.\"feeds/*.xml\"]\n", "").iter().any(|it| it == "ignore = ")
        );
        assert!(labels("[site]\nti", " = \"A\"").iter().any(|it| it == "title"));
        assert_eq!(labels("[site]\ntitle = ", ""), Vec::<String>::new());
        assert_eq!(labels("[unknown]\n", ""), Vec::<String>::new());
    }

    #[test]
    fn completes_tables_and_values() {
        assert!(labels("[", "").iter().any(|it| it == "site"));
        assert!(labels("[[fe", "]]").iter().any(|it| it == "feed"));
        let rules = labels("[check]\nignore = [\n  \"missing-guid\",\n  \"", "\"]\n");
        assert!(rules.iter().any(|it| it == "invalid-url"), "{rules:?}");
        assert!(labels("[check]\nprofile = [\"ap", "\"]").iter().any(|it| it == "apple"));
        assert_eq!(labels("[site]\ntitle = \"", "\""), Vec::<String>::new());
        assert_eq!(labels("[check]\nignore = [\n  ", "\n]"), Vec::<String>::new());
    }
}
