//! Completions in `feedwright.toml`: tables, keys, and values that are names of rules, profiles and generators.

use gen_lsp_types as lsp;

use crate::config::keys::Form;
use crate::config::keys::Key;
use crate::config::keys::KeyTable;
use crate::config::keys::TABLES;
use crate::server::completion::item::Cursor;
use crate::server::completion::item::Item;
use crate::server::completion::item::Items;
use crate::text::span::Span;
use crate::validate::rules::RULES;

pub(super) fn items(cursor: &Cursor<'_>) -> Option<Items> {
    let before = cursor.before();
    let start = line_start(before);
    let line = &before[start..];
    let typed = line.trim_start();
    if let Some(name) = typed.strip_prefix('[') {
        let name = name.trim_start_matches('[');
        return is_name(name).then(|| tables(cursor, before.len() - name.len()));
    }
    if let Some(open) = open_string(before) {
        let key = key_of(&before[..open])?;
        let form = known(&table_at(before), key)?.form;
        return values(form, Span::new(open + 1, before.len()));
    }
    if !is_name(typed) || cursor.trigger.is_some_and(|it| it == " ") || is_in_list(before) {
        return None;
    }
    let span = Span::new(start + line.len() - typed.len(), before.len());
    let table = table(&table_at(before))?;
    if table.name.ends_with("severity") {
        return values(Form::Rule, span);
    }
    let there = keys_of_table(cursor.text, start);
    let has_value = cursor.after().lines().next().is_some_and(|it| it.contains('='));
    let missing = table.keys.iter().filter(|it| !there.contains(&it.name));
    Some(Items { typed: span, items: missing.map(|it| item(it, has_value)).collect() })
}

fn item(key: &Key, has_value: bool) -> Item {
    let name = key.name;
    Item {
        label: name.to_owned(),
        kind: Some(lsp::CompletionItemKind::Property),
        documentation: about(key),
        text: if has_value { name.to_owned() } else { format!("{name} = ") },
        snippet: (!has_value).then(|| format!("{name} = {}", place(key.form))),
        ..Item::default()
    }
}

/// A value with a place for the cursor.
fn place(form: Form) -> &'static str {
    match form {
        Form::Text | Form::Choice(_) | Form::Rule => "\"$0\"",
        Form::List(Form::Text | Form::Choice(_) | Form::Rule) => "[\"$0\"]",
        Form::List(_) => "[$0]",
        Form::Flag => "${1|true,false|}",
        Form::Table(_) => "{ $0 }",
        Form::OneOrMore(form) | Form::Either(form, _) => place(*form),
        Form::Date | Form::Number(..) => "$0",
    }
}

fn about(key: &Key) -> String {
    format!("**`{}`**\n\n{}.", key.name, key.about)
}

/// The documentation of the key at a place, and the span of the key.
pub(in crate::server) fn documentation(text: &str, offset: usize) -> Option<(String, Span)> {
    let before = text.get(..offset)?;
    let start = line_start(before);
    let line = text[start..].lines().next()?;
    let (key, _) = line.split_once('=')?;
    let name = key.trim();
    let start = start + key.len() - key.trim_start().len();
    let span = Span::new(start, start + name.len());
    let key = known(&table_at(before), name)?;
    span.range().contains(&offset).then(|| (about(key), span))
}

/// The table of keys with this name.
fn table(name: &str) -> Option<&'static KeyTable> {
    TABLES.iter().find(|it| it.name == name)
}

/// The key with this name in a table.
fn known(table_name: &str, key: &str) -> Option<&'static Key> {
    table(table_name)?.keys.iter().find(|it| it.name == key)
}

fn line_start(before: &str) -> usize {
    before.rfind('\n').map_or(0, |it| it + 1)
}

fn is_name(text: &str) -> bool {
    text.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '.'))
}

/// Completions of the names of tables.
fn tables(cursor: &Cursor<'_>, start: usize) -> Items {
    let names = TABLES.iter().map(|it| it.name.trim_matches(['[', ']']));
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

/// Completions of values of this form.
fn values(form: Form, typed: Span) -> Option<Items> {
    let one = |word: &str| {
        let rule = RULES.iter().find(|it| it.name == word);
        Item {
            label: word.to_owned(),
            kind: Some(lsp::CompletionItemKind::Value),
            text: word.to_owned(),
            documentation: rule.map_or_else(String::new, |it| it.summary().to_owned()),
            ..Item::default()
        }
    };
    let words = form.words();
    (!words.is_empty()).then(|| Items { typed, items: words.into_iter().map(one).collect() })
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
    use super::documentation;
    use super::items;
    use crate::server::completion::item::texts;

    fn labels(before: &str, after: &str) -> Vec<String> {
        texts(before, after, items)
    }

    #[test]
    fn completes_keys_of_the_table() {
        let site = labels("[site]\ntitle = \"A\"\nu", "\nlanguage = \"en\"\n[feed]\n");
        assert!(site.iter().any(|it| it == "url = "), "{site:?}");
        assert!(!site.iter().any(|it| it == "title = " || it == "language = " || it == "limit = "));
        assert!(labels("[check.severity]\n", "").iter().any(|it| it == "missing-guid"));
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
        assert!(labels("[feed]\nformats = [\"", "\"]").iter().any(|it| it == "atom"));
        assert!(labels("[check]\nprofile = [\"ap", "\"]").iter().any(|it| it == "apple"));
        assert_eq!(labels("[site]\ntitle = \"", "\""), Vec::<String>::new());
        assert_eq!(labels("[check]\nignore = [\n  ", "\n]"), Vec::<String>::new());
    }

    #[test]
    fn describes_keys() {
        let text = "[site]\ntitle = \"A\"\nmood = 1\n[[feed]]\ntitle = \"B\"\n";
        let at = |offset: usize| documentation(text, offset).map(|it| it.0);
        let first = text.find("title").expect("it is there");
        assert_eq!(at(first + 1).as_deref(), Some("**`title`**\n\nThe name of the site."));
        let second = text.rfind("title").expect("it is there");
        assert!(at(second).is_some_and(|it| it.contains("placeholders")));
        assert!(at(first + 9).is_none() && at(text.find("mood").expect("it is there")).is_none());
    }
}
