use super::tree::{Node, Value};
use super::{Accept, Syntax, read};
use crate::text::lines::Lines;

/// The tree in one line, preceded by `!` if there are warnings. Scalars are verbatim, and quoted ones are in quotation marks.
fn shown(node: &Node) -> String {
    match &node.value {
        Value::Empty => "~".to_owned(),
        Value::Scalar { text, quoted: true } => format!("{text:?}"),
        Value::Scalar { text, quoted: false } => text.clone(),
        Value::List(items) => {
            format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let entry = |it: &super::Entry| format!("{}: {}", it.key, shown(&it.node));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

fn tree(text: &str) -> (Option<Syntax>, String, String) {
    let found = read(text, Accept::All);
    let faults: Vec<_> = found.diagnostics.iter().map(|it| it.message.clone()).collect();
    assert!(found.diagnostics.iter().all(|it| !it.is_error()), "{text:?}: {faults:?}");
    let mark = if faults.is_empty() { "" } else { "!" };
    let entry = |it: &super::Entry| format!("{}: {}", it.key, shown(&it.node));
    let entries: Vec<_> = found.entries.iter().map(entry).collect();
    (found.syntax, mark.to_owned() + &entries.join(", "), text[found.body..].to_owned())
}

fn fault(text: &str) -> (&'static str, String, u32, u32) {
    let found = read(text, Accept::All);
    let first =
        found.diagnostics.first().unwrap_or_else(|| panic!("nothing is wrong with {text:?}"));
    let at = Lines::new(text).position(first.span.start);
    (first.rule.name, first.message.clone(), at.line, at.column)
}

#[test]
fn reads_each_syntax() {
    use Syntax::{Header, Json, Nikola, Toml, Yaml};
    #[rustfmt::skip]
    let cases = [
        ("---\ntitle: A\n---\nBody",                    Some(Yaml),   "title: A",                       "Body"),
        ("---\ntitle: A\n...\nBody",                    Some(Yaml),   "title: A",                       "Body"),
        ("\u{feff}---\r\ntitle: A\r\n---\r\nBody",      Some(Yaml),   "title: A",                       "Body"),
        ("\n \n---\ntitle: A\n---\nBody",               Some(Yaml),   "title: A",                       "Body"),
        ("---\n---\nBody",                              Some(Yaml),   "",                               "Body"),
        ("---\n# nothing yet\n---",                     Some(Yaml),   "",                               ""),
        ("+++\ntitle = 'A'\ndate = 2024-05-01\nn = 1_0\n[extra]\nx = [1, true]\n+++\nBody", Some(Toml), "title: \"A\", date: 2024-05-01, n: 1_0, extra: {x: [1, true]}", "Body"),
        ("---toml\ntitle = \"A\"\n---\nBody",           Some(Toml),   "title: \"A\"",                   "Body"),
        ("---json\n{\"title\": \"A\"}\n---\nBody",      Some(Json),   "title: \"A\"",                   "Body"),
        ("{\n\t\"title\": \"A \\u00e9\",\n\t\"n\": 1.10, \"x\": null\n}\nBody", Some(Json), "title: \"A \u{e9}\", n: 1.10, x: ~", "\nBody"),
        ("Title: A: b\nTags: x,\n    y\n\nBody",        Some(Header), "Title: A: b, Tags: x,\ny",       "\nBody"),
        ("Date: 2024-05-01\r\n\r\nBody",                Some(Header), "Date: 2024-05-01",               "\r\nBody"),
        ("title: A\ntags:\n- x\n- y\n---\n\nBody",      Some(Yaml),   "title: A, tags: [x, y]",         "\nBody"),
        ("title: A: b\ndate: 2024-05-01\n---\nBody",   Some(Yaml),   "!title: \"A: b\", date: 2024-05-01", "Body"),
        ("\"title\": \"A\",\n\"n\": [1]\n;;;\nBody",  Some(Json),   "title: \"A\", n: [1]",         "Body"),
        (";;;\n\"title\": \"A\"\n;;;\nBody",         Some(Json),   "title: \"A\"",                 "Body"),
        ("<!--\n.. title: A: b\n.. tags: x, y\n.. link:\n-->\nBody", Some(Nikola), "title: A: b, tags: x, y, link: ~", "\nBody"),
        (".. title: A\n.. slug: a\n\nBody",            Some(Nikola), "title: A, slug: a",              "Body"),
        ("Title: A\nBase Header Level: 2\n\nBody",     Some(Header), "Title: A, Base Header Level: 2", "\nBody"),
        ("---\ntitle: Foo: \"bar\" # x\n---\nBody",    Some(Yaml),   "!title: \"Foo: \\\"bar\\\" # x\"", "Body"),
        ("---\ntitle: [WIP] A\ndraft: true\n---\n",   Some(Yaml),   "!title: \"[WIP] A\", draft: true", ""),
        ("---\ntags: [c++, @x]\ntitle: A\n---\n",     Some(Yaml),   "!tags: [\"c++\", \"@x\"], title: A", ""),
        ("---\ntitle: A\nlist:\n\t- x\n\t- y\n---\n", Some(Yaml),   "!title: A, list: [x, y]",        ""),
        ("---\nt\u{8}itle: \"A\u{1c}b\"\n---\nBody",   Some(Yaml),   "!title: \"Ab\"",                "Body"),
        ("---\ndate: !!timestamp 2024-05-01\n---\n",   Some(Yaml),   "!date: \"2024-05-01\"",           ""),
        ("---\ntags: a\ntags: b\n---\n",              Some(Yaml),   "!tags: b",                       ""),
        ("<!-- a comment -->\n\nBody",                 None,         "",                               "<!-- a comment -->\n\nBody"),
        ("Heading: of a kind\n---\nBody",              None,         "",                               "Heading: of a kind\n---\nBody"),
        ("Note: this is a text\n\nBody",                None,         "",                               "Note: this is a text\n\nBody"),
        ("{{< figure >}}",                              None,         "",                               "{{< figure >}}"),
        ("---\ntitle: A\n------\nBody",                  Some(Yaml),   "title: A",                       "Body"),
        ("----\nText",                                  None,         "",                               "----\nText"),
        ("",                                            None,         "",                               ""),
    ];
    for (text, syntax, entries, body) in cases {
        let (is, tree, rest) = tree(text);
        assert_eq!((is, tree.as_str(), rest.as_str()), (syntax, entries, body), "{text:?}");
    }
}

#[test]
fn keeps_scalars_as_written() {
    let text = "---\na: no\nb: 1984\nc: 012\nd: 2024-05-01\ne: 1.10 # x\nf: 1_000\ng: 'yes'\nh: ~\ni:\nj: .inf\nno: 1e3\nk: a\n  b\nl: |\n  x\n  y\nm: !!python/object z\n---\n";
    let expected = "a: no, b: 1984, c: 012, d: 2024-05-01, e: 1.10, f: 1_000, g: \"yes\", h: ~, i: ~, j: .inf, no: 1e3, k: a b, l: x\ny\n, m: z";
    assert_eq!(tree(text).1, expected);
}

#[test]
fn positions_are_exact() {
    let text = "\r\n---\r\n\u{e9}: 1\r\nlastmod:   2024-05-01\r\n---\r\n";
    let found = read(text, Accept::All);
    let entry = &found.entries[1];
    assert_eq!(&text[entry.span.range()], "lastmod");
    assert_eq!(&text[entry.node.span.range()], "2024-05-01");
    assert_eq!(Lines::new(text).position(entry.span.start).line, 4);
}

#[test]
fn diagnostics_have_a_position() {
    #[rustfmt::skip]
    let cases = [
        ("---\ntitle: A\n\nBody",              "front-matter-unclosed",      "the front matter that starts with `---` on line 1 is not closed", 1, 1),
        ("\n+++\ntitle = 1",                   "front-matter-unclosed",      "the front matter that starts with `+++` on line 2 is not closed", 2, 1),
        ("---\na: b: c\n---\n",                "front-matter-syntax",        "the value of `a` is not valid YAML: `b: c`", 2, 4),
        ("---\na: 1\n\tb: 2\n---\n",         "front-matter-syntax",        "a line of the front matter is indented with a tab", 3, 1),
        ("---\na: \"b\u{8}c\"\n---\n",         "front-matter-syntax",        "the front matter contains the control character U+0008", 2, 6),
        ("---\na: 1\nb: 2\na: 3\n---\n",       "duplicate-front-matter-key", "duplicate key `a` in the front matter", 4, 1),
        ("+++\na = 1\nb = \n+++\n",            "front-matter-syntax",        "the front matter is not valid TOML: string values must be quoted, expected literal string", 3, 5),
        ("+++\na = 1\na = 2\n+++\n",           "duplicate-front-matter-key", "duplicate key `a` in the front matter", 3, 1),
        ("{\n\"a\": 1,\n}\n",                  "front-matter-syntax",        "the front matter is not valid JSON: key must be a string", 3, 1),
        ("{\"a\": 1, \"a\": 2}\n",             "duplicate-front-matter-key", "duplicate key `a` in the front matter", 1, 10),
        ("Title: A\ntitle: B\n\n",             "duplicate-front-matter-key", "duplicate key `title` in the front matter", 2, 1),
        ("---\n- a\n- b\n---\n",               "front-matter-syntax",        "the front matter is a list, not keys and values", 2, 1),
        ("---\njust words\n---\n",             "front-matter-syntax",        "the front matter is a string, not keys and values", 2, 1),
    ];
    for (text, rule, message, line, column) in cases {
        assert_eq!(fault(text), (rule, message.to_owned(), line, column), "{text:?}");
    }
}

#[test]
fn rejects_bombs_quickly() {
    let mut laughs = "---\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (from, to) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        let list = vec![format!("*{from}"); 9].join(", ");
        laughs
            .push_str(&["", &to.to_string(), ": &", &to.to_string(), " [", &list, "]\n"].concat());
    }
    laughs += "---\n";
    let merges = "---\na: &a {x: 1}\n".to_owned() + &"b: {<<: *a}\n".repeat(3000) + "---\n";
    let nested = format!("---\na: {}\n---\n", "[".repeat(100_000));
    let block: String = (0..3000).map(|it| " ".repeat(it) + "a:\n").collect();
    let block = format!("---\n{block}---\n");
    let itself = "---\na: &a [*a]\n---\n".to_owned();
    let object = format!("{{\"a\": {}", "[".repeat(100_000));
    let toml = format!("+++\na = {}\n+++\n", "[".repeat(100_000));
    let long = format!("---\ntitle: {}\n---\n", "x".repeat(2 * super::MAX_SIZE));
    let header = format!("Title: a\n{}", "Key: v\n".repeat(super::MAX_SIZE / 4));
    for text in [&header, &laughs, &merges, &nested, &block, &itself, &object, &toml, &long] {
        let (rule, message, line, _) = fault(text);
        assert!(rule.contains("front-matter"), "{message}");
        assert!(line < 3010 && message.len() < 300, "{message}");
    }
    assert!(fault(&laughs).1.starts_with("the front matter exceeds a limit for YAML"));
}
