//! No fix loses or moves an entry: an independent reader finds the same entries in the document after the fix as before, or more.
//! The reader forgives mistakes, as web browsers do: it looks only at tags and text, and knows nothing about feeds except
//! the names of a few elements.

mod sample;

use feedwright::Diagnostic;
use feedwright::Options;
use feedwright::Safety;
use feedwright::Source;
use feedwright::fix;
use feedwright::validate;

/// An entry as a forgiving reader sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    id: String,
    title: String,
    date: String,
    enclosures: Vec<String>,
}

/// The entries of a document.
fn entries(text: &str) -> Vec<Entry> {
    if text.trim_start().starts_with(['{', '[', '/']) {
        json_entries(text)
    } else {
        xml_entries(text)
    }
}

/// One piece of a document: a tag, with its name, the rest of the tag, or text.
enum Piece<'t> {
    Tag(&'t str, &'t str),
    Text(String),
}

/// The tags and texts of a document. A tag ends at the first `>` that is not between quotes, and at the latest at the next `<`.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        pieces.push(Piece::Text(decoded(&rest[..at])));
        rest = &rest[at..];
        let end = |rest: &str, end: &str| rest.find(end).map_or(rest.len(), |it| it + end.len());
        if let Some(section) = rest.strip_prefix("<![CDATA[") {
            let to = section.find("]]>").unwrap_or(section.len());
            pieces.push(Piece::Text(section[..to].to_owned()));
            rest = section.get(to + 3..).unwrap_or_default();
        } else if rest.starts_with("<!--") {
            rest = &rest[end(rest, "-->")..];
        } else if rest.starts_with("<?") {
            rest = &rest[end(rest, "?>")..];
        } else {
            let inner = &rest[1..];
            let stop = inner.find('<').unwrap_or(inner.len());
            let close = inner[..stop].find('>').unwrap_or(stop);
            // A `>` in quotes does not end the tag if there is another one.
            let is_quoted = inner[..close].matches('"').count() % 2 == 1;
            let later = inner[close..stop].rfind("\">").map(|it| close + it + 1);
            let close = later.filter(|_| is_quoted).unwrap_or(close);
            let tag = &inner[..close];
            let name = tag
                .find(|it: char| it.is_whitespace() || (it == '/' && !tag.starts_with('/')))
                .unwrap_or(tag.len());
            pieces.push(Piece::Tag(&tag[..name], &tag[name..]));
            rest = inner.get(close + usize::from(close < stop)..).unwrap_or_default();
        }
    }
    pieces.push(Piece::Text(decoded(rest)));
    pieces
}

/// A text with its references resolved, including those that are escaped twice, because a fix may resolve them. Numeric character references
/// are removed, because none of them is a letter in these documents.
fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    while text.contains("&amp;") {
        text = text.replace("&amp;", "&");
    }
    text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'");
    while let Some(start) = text.find("&#") {
        let end = text[start..].find(';').map_or(start + 2, |it| start + it + 1);
        text.replace_range(start..end, "");
    }
    text
}

/// A text without what fixes may change: white space, markup and punctuation.
fn essence(text: &str) -> String {
    let text = decoded(text).replace("<![CDATA[", "").replace("]]>", "");
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

fn attribute(rest: &str, name: &str) -> String {
    let Some(at) = rest.find(&format!("{name}=")) else { return String::new() };
    let value = rest[at + name.len() + 1..].trim_start_matches(['"', '\'']);
    let end = value.find(|it: char| it.is_whitespace() || matches!(it, '"' | '\'' | '>'));
    essence(&decoded(&value[..end.unwrap_or(value.len())]))
}

fn xml_entries(text: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut is_open = false;
    let mut field = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Tag("item" | "entry", _) => {
                found.push(Entry::default());
                is_open = true;
                field.clear();
            }
            Piece::Tag("/item" | "/entry", _) => is_open = false,
            Piece::Tag(name, rest) if is_open => {
                let entry = found.last_mut().expect("an entry is open");
                match name {
                    "enclosure" => entry.enclosures.push(attribute(rest, "url")),
                    "link" if rest.contains("enclosure") => {
                        entry.enclosures.push(attribute(rest, "href"));
                    }
                    _ => {}
                }
                // A title ends with the next tag, whatever it is.
                let is_whole = rest.ends_with('/') || name.starts_with('/');
                field = if is_whole { String::new() } else { name.to_owned() };
            }
            Piece::Text(text) if is_open => {
                let entry = found.last_mut().expect("an entry is open");
                let into = match field.as_str() {
                    "guid" | "id" => &mut entry.id,
                    "title" => &mut entry.title,
                    "pubDate" | "updated" | "published" => &mut entry.date,
                    _ => continue,
                };
                into.push_str(&essence(&text));
            }
            _ => {}
        }
    }
    found
}

/// The entries of a JSON Feed that need not be valid: the values of its keys, in the order of the document.
fn json_entries(text: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let Some((_, items)) = text.split_once("items") else { return found };
    let mut last = "";
    for line in items.split(['{', ',', '\n']) {
        let Some((key, value)) = line.split_once(':') else { continue };
        let key = key.trim().trim_matches(['"', '\'', '/', '*', ' ']);
        match key {
            "id" => {
                found.push(Entry { id: essence(value), ..Entry::default() });
            }
            "title" if !last.is_empty() => {
                if let Some(entry) = found.last_mut() {
                    entry.title = essence(value);
                }
            }
            _ => {}
        }
        last = key;
    }
    found
}

/// Whether one entry is another after a fix. Values may be corrected, so only missing ones count. A title may have swallowed the markup
/// after it, or may have lost markup.
fn is_kept(old: &Entry, new: &Entry) -> bool {
    let has = |old: &str, new: &str| old.is_empty() || !new.is_empty();
    let title = has(&old.title, &new.title)
        && (new.title.contains(&old.title) || old.title.contains(&new.title));
    title
        && has(&old.id, &new.id)
        && has(&old.date, &new.date)
        && new.enclosures.len() >= old.enclosures.len()
}

/// The first entry that a fix lost or moved. It may find others between them.
fn lost(before: &[Entry], after: &[Entry]) -> Option<String> {
    let mut rest = after.iter();
    before.iter().enumerate().find_map(|(index, old)| {
        (!rest.any(|new| is_kept(old, new)))
            .then(|| format!("entry {index} of {}, {old:?}, is not in {after:?}", before.len()))
    })
}

/// The entries of a well-formed document: only elements directly in the feed, and only their own children.
fn strict_entries(text: &str) -> Option<Vec<Entry>> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(text, options).ok()?;
    let local = |node: &roxmltree::Node<'_, '_>| node.tag_name().name().to_owned();
    let is_entry = |node: &roxmltree::Node<'_, '_>| {
        let parent = node.parent_element().map(|it| local(&it)).unwrap_or_default();
        matches!(
            (local(node).as_str(), parent.as_str()),
            ("item", "channel" | "RDF") | ("entry", "feed")
        )
    };
    let entry = |node: roxmltree::Node<'_, '_>| {
        let mut entry = Entry::default();
        for child in node.children().filter(roxmltree::Node::is_element) {
            let text: String = child
                .descendants()
                .filter(roxmltree::Node::is_text)
                .filter_map(|it| it.text())
                .collect();
            match local(&child).as_str() {
                "guid" | "id" => entry.id.push_str(&essence(&text)),
                "title" => entry.title.push_str(&essence(&text)),
                "pubDate" | "updated" | "published" => entry.date.push_str(&essence(&text)),
                "enclosure" => entry.enclosures.push(String::new()),
                "link" if child.attribute("rel") == Some("enclosure") => {
                    entry.enclosures.push(String::new());
                }
                _ => {}
            }
        }
        entry
    };
    Some(document.descendants().filter(is_entry).map(entry).collect())
}

/// What a fix lost, for the forgiving reader and, if the document is well-formed after the fix, for a strict one.
fn lost_by(before: &str, after: &str) -> Option<String> {
    let old = entries(before);
    lost(&old, &entries(after)).or_else(|| {
        let new = strict_entries(after)?;
        lost(&strict_entries(before).unwrap_or(old), &new).map(|it| format!("strictly: {it}"))
    })
}

/// Applies the safe fixes, all fixes, and each fix alone, and returns what got lost.
fn problems_of(text: &str, alone: bool) -> Option<String> {
    let mut options = Options::default();
    options.base_url = Some("https://harbor.example/feed".to_owned());
    let source = Source::from_text("-", text);
    let is =
        |it: &Diagnostic, safety: Safety| it.fix.as_ref().is_some_and(|it| it.safety == safety);
    let safe = |it: &Diagnostic| is(it, Safety::Safe);
    let all = |it: &Diagnostic| it.fix.is_some();
    for wanted in [&safe as &dyn Fn(&Diagnostic) -> bool, &all] {
        let fixed = fix(source.clone(), &options, wanted).source.text;
        if let Some(lost) = lost_by(text, &fixed) {
            return Some(format!("{lost}\n{text}\n=====\n{fixed}"));
        }
    }
    if !alone {
        return None;
    }
    for diagnostic in validate(&source, &options).diagnostics {
        let Some(fix) = diagnostic.fix else { continue };
        let mut edits = fix.edits;
        edits.sort_by_key(|it| std::cmp::Reverse((it.span.start, it.span.end)));
        let mut fixed = source.text.clone();
        for edit in edits {
            fixed.replace_range(edit.span.range(), &edit.text);
        }
        if let Some(lost) = lost_by(text, &fixed) {
            let rule = diagnostic.rule.name;
            return Some(format!("{rule}: {lost}\n{text}\n=====\n{fixed}"));
        }
    }
    None
}

#[test]
fn fixes_keep_the_entries_of_the_examples_of_all_rules() {
    let documents = sample::documents(20_000);
    assert!(documents.len() > 300, "the documents were not found");
    let wrong: Vec<String> = documents.iter().filter_map(|it| problems_of(it, true)).collect();
    assert!(wrong.is_empty(), "{} documents:\n{}", wrong.len(), wrong.join("\n----------\n"));
}

#[test]
fn conversion_to_utf8_keeps_the_entries_and_the_text() {
    let mut converted = 0;
    for text in sample::documents(3000) {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let source = Source::from_bytes("-", &bytes, None);
        let wanted =
            |it: &Diagnostic| it.fix.as_ref().is_some_and(|it| it.encoding == Some("UTF-8"));
        let fixed = fix(source.clone(), &Options::default(), &wanted).source;
        if fixed.encoding == source.encoding {
            continue;
        }
        converted += 1;
        let bytes = fixed.to_bytes().expect("UTF-8 has all characters");
        assert_eq!(String::from_utf8(bytes).as_deref(), Ok(fixed.text.as_str()));
        assert_eq!(lost_by(&source.text, &fixed.text), None, "{text}");
        let without_declaration =
            |text: &str| text.split_once("?>").map_or(text, |it| it.1).to_owned();
        assert_eq!(without_declaration(&fixed.text), without_declaration(&source.text));
    }
    assert!(converted > 200, "only {converted} documents were converted");
}

/// What people and programs do to documents: the text, its replacement, and whether this also happens at every place.
#[rustfmt::skip]
const DAMAGES: &[(&str, &str)] = &[
    // elements that are left open, and tags that are lost
    ("/>", ">"), ("/>", ""), ("</title>", ""), ("</item>", ""), ("</entry>", ""), ("<item>", ""), ("<entry>", ""), ("</guid>", ""), ("</id>", ""),
    ("</description>", ""), ("</content>", ""), ("</pubDate>", ""), ("</updated>", ""), ("</author>", ""), ("</channel>", ""), ("</link>", ""),
    ("</", "<"), ("</title>", "</titel>"), ("</item>", "</Item>"), ("<title>", "<title"), ("</title>", "</title"), ("\">", "\""),
    // quotes
    ("href=\"", "href=\"a \"b\" "), ("\"/>", "/>"), ("=\"", "="), ("\" ", " "), ("url=\"", "url='"), ("version=\"", "version=\"\""),
    // sections
    ("<title>", "<title><![CDATA["), ("</title>", "]]></title>"), ("<![CDATA[", ""), ("]]>", ""), ("<![CDATA[", "<![CDATA[<![CDATA["),
    ("]]>", " <![CDATA[ a ]]> b ]]>"), ("<description>", "<description><![CDATA[ a ]]> <b>c ]]>"), ("<description>", "<description><br>"),
    // prefixes, references, text
    ("<guid", "<x:guid"), ("&amp;", "&"), ("&lt;", "<"), ("<?xml", "&lt;?xml"), ("<?xml", "\n<?xml"), ("<?xml", "<br />\n<b>Warning</b>: a<br />\n<?xml"),
    (" xmlns:", " xmlnx:"), ("http://www.w3.org/2005/Atom", "http://www.w3.org/2005/atom/"), ("encoding=\"UTF-8\"", "encoding=\"utf-16\""),
    // JSON
    ("\",\n", "\"\n"), ("\"", "'"), ("\"id\"", "id"), ("}", "},"), ("{", "{ /* a */"), ("back", "\"back\""), ("back", "ba\nck"), ("]", "],"),
];

#[test]
fn fixes_keep_the_entries_of_damaged_feeds() {
    let media =
        "<enclosure url=\"https://harbor.example/a.mp3\" length=\"1\" type=\"audio/mpeg\"/>";
    let section =
        "<description><![CDATA[<p>It runs</p>]]></description><category domain=\"a\">b</category>";
    let rss =
        sample::rss(3).replace("</guid>", &format!("</guid>\n      {media}\n      {section}"));
    let link = "<link rel=\"enclosure\" href=\"https://harbor.example/a.mp3\" type=\"audio/mpeg\" length=\"1\"/><category term=\"a\"/>";
    let atom =
        sample::atom(3).replace("</updated>\n    <", &format!("</updated>\n    {link}\n    <"));
    let flat = |text: &str| text.lines().map(str::trim).collect::<String>();
    let feeds = [
        rss.clone(),
        flat(&rss),
        atom.clone(),
        flat(&atom),
        sample::json(3),
        flat(&sample::json(3)),
    ];
    let mut wrong = Vec::new();
    for feed in &feeds {
        for (from, to) in DAMAGES {
            for at in feed.match_indices(from).map(|it| it.0) {
                let mut damaged = feed.clone();
                damaged.replace_range(at..at + from.len(), to);
                wrong
                    .extend(problems_of(&damaged, false).map(|it| format!("{from} -> {to}: {it}")));
            }
            wrong.extend(
                problems_of(&feed.replace(from, to), true)
                    .map(|it| format!("every {from} -> {to}: {it}")),
            );
        }
    }
    let shown: Vec<&str> = wrong.iter().take(10).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} documents:\n{}", wrong.len(), shown.join("\n----------\n"));
}
