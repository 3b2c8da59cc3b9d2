//! A fast path for the most common YAML front matter: one `key: value` per line, with plain or quoted scalars and lists in
//! brackets. It gives the same tree as the parser. Everything else is left to the parser.

use crate::publish::load::front_matter::tree::{Entry, Node, Value};
use crate::text::span::Span;

/// The maximum number of lines. Longer front matter is rare, and the parser limits it.
const MAX_COUNT: usize = 200;

/// Reads the YAML at `place` of `text`. `None` if it needs the parser.
pub(super) fn read(text: &str, place: Span) -> Option<Node> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut offset = place.start as usize;
    for (number, line) in text[place.range()].split_inclusive('\n').enumerate() {
        let content = line.strip_suffix('\n').unwrap_or(line);
        let content = content.strip_suffix('\r').unwrap_or(content);
        if number >= MAX_COUNT || content.chars().any(is_odd) {
            return None;
        }
        if !content.is_empty() {
            let entry = entry(content, offset)?;
            if entries.iter().any(|it| it.key == entry.key) {
                return None;
            }
            entries.push(entry);
        }
        offset += line.len();
    }
    let first = entries.first()?.span;
    Some(Node { span: first.before(), value: Value::Map(entries) })
}

/// Reads `key: value`, which starts at `offset`.
fn entry(line: &str, offset: usize) -> Option<Entry> {
    let (key, rest) = line.split_once(':')?;
    let word = |it: u8| it.is_ascii_alphanumeric() || it == b'_' || it == b'-';
    if !key.starts_with(|it: char| it.is_ascii_alphabetic())
        || !key.bytes().all(word)
        || is_null(key)
    {
        return None;
    }
    let lead = rest.len() - rest.trim_start_matches(' ').len();
    let value = rest[lead..].trim_end_matches(' ');
    if lead == 0 || value.is_empty() {
        return None;
    }
    let at = offset + key.len() + 1 + lead;
    let node = match value.strip_prefix('[') {
        Some(inner) => list(inner.strip_suffix(']')?, at)?,
        None => scalar(value, at, false)?,
    };
    Some(Entry { key: key.to_owned(), span: Span::new(offset, offset + key.len()), node })
}

/// The items of a list in brackets whose opening bracket is at `at`.
fn list(inner: &str, at: usize) -> Option<Node> {
    let mut items = Vec::new();
    let mut offset = at + 1;
    for item in inner.split(',') {
        let lead = item.len() - item.trim_start_matches(' ').len();
        items.push(scalar(item.trim_matches(' '), offset + lead, true)?);
        offset += item.len() + 1;
    }
    Some(Node { span: Span::new(at, at + 1), value: Value::List(items) })
}

/// A scalar at `at`, plain or in quotation marks that contain no further ones.
fn scalar(written: &str, at: usize, in_list: bool) -> Option<Node> {
    let span = Span::new(at, at + written.len());
    let scalar = |text: &str, quoted| {
        Some(Node { span, value: Value::Scalar { text: text.to_owned(), quoted } })
    };
    for mark in ['"', '\''] {
        if let Some(rest) = written.strip_prefix(mark) {
            let text = rest.strip_suffix(mark)?;
            let plain = !text.contains([mark, '\\']) && (!in_list || !text.contains(','));
            return if plain { scalar(text, true) } else { None };
        }
    }
    let begins = written.starts_with(char::is_alphanumeric);
    let special = written.contains(": ") || written.contains(" #") || written.ends_with(':');
    let brackets = in_list && written.contains(['[', ']', '{', '}', ':', '#', '"', '\'']);
    if !begins || special || brackets || is_null(written) {
        return None;
    }
    scalar(written, false)
}

fn is_null(text: &str) -> bool {
    matches!(text, "null" | "Null" | "NULL")
}

/// Whether YAML forbids a character, or treats it as white space or as the end of a line.
fn is_odd(character: char) -> bool {
    character.is_control()
        || (character.is_whitespace() && character != ' ')
        || matches!(character, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::publish::load::front_matter::yaml;
    use crate::text::span::Span;

    /// Reads `yaml` after a fence in both ways and compares the results. Returns whether the fast path was used.
    fn agrees(yaml: &str) -> bool {
        let text = format!("---\n{yaml}---\n");
        let place = Span::new(4, 4 + yaml.len());
        let Some(flat) = read(&text, place) else { return false };
        assert_eq!(yaml::parse(&text, place), Ok(flat), "{yaml:?}");
        true
    }

    #[test]
    fn reads_common_front_matter() {
        for yaml in [
            "title: A walk\n",
            "title: \"A walk: by the lake # 2\"\ndate: 2024-05-01T10:00:00+02:00\ndraft: false\n",
            "title: 'A walk'\r\ntags: [web, feeds, \"a b\", 'c', no, 012]\r\n\r\nweight: 1.10\r\n",
            "title:   Größe – “quoted” it's\nurl: https://example.org/a?b=c#d\nslug: 1e3\nlang: no\ntime: 1:30\n",
            "categories: [history]\nauthor: Ann Lee  \nid: 0x1F",
        ] {
            assert!(agrees(yaml), "{yaml:?}");
        }
    }

    #[test]
    fn leaves_the_rest_to_the_parser() {
        for yaml in [
            "",
            "title:\n",
            "title: |\n  a\n",
            "title: a\n  b\n",
            "- a\n",
            "a: b\na: c\n",
            "a: ~\n",
            "a: null\n",
            "a: [b, [c]]\n",
            "a: {b: c}\n",
            "a: b: c\n",
            "a: b # c\n",
            "a: \"b\\n\"\n",
            "a: 'it''s'\n",
            "a: &b c\n",
            "a: *b\n",
            "a: !!str b\n",
            "a: [b, c\n",
            "a: [b, ]\n",
            "a: \"b\n",
            "a : b\n",
            "a:b\n",
            "# a\n",
            "a: b\tc\n",
            "<<: b\n",
            "a: @b\n",
            "a: 'b' c\n",
        ] {
            assert!(!agrees(yaml), "{yaml:?}");
        }
    }

    static PARTS: &[&str] = &[
        "a",
        "title",
        "null",
        "no",
        "yes",
        "12",
        "0x1",
        "1_0",
        ".inf",
        "2024-05-01",
        ": ",
        ":",
        " ",
        "  ",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "[",
        "]",
        ", ",
        ",",
        "\"",
        "'",
        "#",
        " #",
        "-",
        "- ",
        "?",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "{",
        "}",
        "~",
        "ü",
        "“",
        "\t",
        "\u{85}",
        "\u{a0}",
        "\u{2028}",
        "\\",
        "/",
        "<<",
        "=",
        "...",
        "---",
        "e3",
        "b: c\n",
        "d: [e, f]\n",
        "g: \"h\"\n",
        "\u{feff}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

        #[test]
        fn accepts_only_what_the_parser_reads_in_the_same_way(parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..14)) {
            agrees(&parts.concat());
            agrees(&format!("k: {}\n", parts.concat()));
            agrees(&format!("k: [{}]\n", parts.concat()));
        }
    }
}
