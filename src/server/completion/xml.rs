//! Completions in XML: elements, attributes, their values, and end tags.

use gen_lsp_types as lsp;

use crate::server::completion::Cursor;
use crate::server::completion::Item;
use crate::server::completion::Items;
use crate::server::completion::escaped;
use crate::server::completion::of_words;
use crate::server::documentation;
use crate::text::span::Span;
use crate::validate::cursor::Allowed;
use crate::validate::cursor::Cursor as Place;
use crate::validate::row::Attr;
use crate::validate::row::Count;
use crate::validate::row::Row;
use crate::validate::row::Value;

/// The name of the element that is assumed at the cursor.
const MARK: &str = "feedwright-cursor";

pub(super) fn items(cursor: &Cursor<'_>) -> Option<Items> {
    let before = cursor.before();
    let Some(start) = before.rfind('<') else {
        return before.trim().is_empty().then(|| skeletons(cursor, before.len())).flatten();
    };
    let tag = &before[start + 1..];
    match Part::of(tag)? {
        Part::Content => content(cursor, start + 1 + tag.rfind('>')? + 1),
        Part::EndTag => end_tag(cursor, start),
        Part::Name if before[..start].trim().is_empty() => skeletons(cursor, start),
        Part::Name => elements(cursor, start, start + 1),
        Part::AttributeName { name, typed } => {
            attributes(cursor, start, name, before.len() - typed)
        }
        Part::AttributeValue { name, attribute, typed } => {
            let place = Place::after(&before[..start], name)?;
            let attr = place.row?.attributes.iter().find(|it| it.name == attribute)?;
            let typed = Span::new(before.len() - typed, before.len());
            of_words(typed, documentation::words(attr.value))
        }
    }
}

/// The part of a tag in which the cursor is.
#[derive(Debug, PartialEq, Eq)]
enum Part<'t> {
    /// After the end of the tag.
    Content,
    EndTag,
    Name,
    /// `typed` is the length of what was typed so far.
    AttributeName {
        name: &'t str,
        typed: usize,
    },
    AttributeValue {
        name: &'t str,
        attribute: &'t str,
        typed: usize,
    },
}

impl<'t> Part<'t> {
    /// The part at the end of `tag`, which is the text after the last `<`. `None` in comments, instructions and declarations.
    fn of(tag: &'t str) -> Option<Part<'t>> {
        if tag.starts_with(['!', '?']) {
            return tag.ends_with('>').then_some(Part::Content);
        }
        // An opening quote, with its position.
        let mut quote: Option<(char, usize)> = None;
        for (at, it) in tag.char_indices() {
            quote = match quote {
                Some((open, _)) if open == it => None,
                None if matches!(it, '"' | '\'') => Some((it, at)),
                None if it == '>' => return Some(Part::Content),
                other => other,
            };
        }
        if tag.starts_with('/') {
            return Some(Part::EndTag);
        }
        let Some(name_end) = tag.find(char::is_whitespace) else { return Some(Part::Name) };
        let name = &tag[..name_end];
        Some(match quote {
            Some((_, at)) => {
                let attribute = tag[..at].trim_end().strip_suffix('=')?.trim_end();
                let attribute = attribute.rsplit(char::is_whitespace).next()?;
                Part::AttributeValue { name, attribute, typed: tag.len() - at - 1 }
            }
            None => {
                let typed = tag.rsplit(|it: char| it.is_whitespace() || it == '"' || it == '\'');
                let typed = typed.clone().next()?;
                if typed.contains('=') {
                    return None;
                }
                Part::AttributeName { name, typed: typed.len() }
            }
        })
    }
}

/// Completions between tags. `start` is the end of the last tag.
fn content(cursor: &Cursor<'_>, start: usize) -> Option<Items> {
    let before = cursor.before();
    let place = Place::after(&before[..start], MARK)?;
    let row = place.parent()?.row?;
    let typed = before[start..].trim_start();
    let words = documentation::words(row.value);
    if !words.is_empty() {
        return of_words(Span::new(before.len() - typed.len(), before.len()), words);
    }
    // A space between elements does not ask for an element.
    let is_asked = cursor.trigger.is_none() && typed.is_empty();
    if !is_asked || row.value != Value::Children {
        return None;
    }
    let items = place.allowed().iter().map(|it| element(it, &place, "<", true)).collect();
    Some(Items { typed: Span::at(before.len()), items })
}

/// Completions of the names of elements. `start` is the `<` of the tag, and the typed name is at `name`.
fn elements(cursor: &Cursor<'_>, start: usize, name: usize) -> Option<Items> {
    let place = Place::after(&cursor.text[..start], MARK)?;
    // If the rest of the tag is there, only the name is replaced.
    let is_new = !is_tag(cursor.after());
    let items = place.allowed().iter().map(|it| element(it, &place, "", is_new)).collect();
    Some(Items { typed: Span::new(name, cursor.offset), items })
}

/// Whether a text is the rest of a tag.
fn is_tag(text: &str) -> bool {
    text.find(['<', '>']).is_some_and(|it| text[it..].starts_with('>'))
}

fn element(allowed: &Allowed, place: &Place, open: &str, is_new: bool) -> Item {
    let Allowed { row, vocabulary, name, undeclared } = allowed;
    let insertion = undeclared.and_then(|it| {
        Some((place.root_name_end?, format!(" xmlns:{}=\"{}\"", it.prefix, it.uri)))
    });
    let is_needed = matches!(row.count, Count::One | Count::OneOrMore | Count::Recommended);
    let is_core = name.split_once(':').is_none();
    Item {
        label: name.clone(),
        kind: Some(lsp::CompletionItemKind::Property),
        documentation: documentation::element(row, Some(vocabulary)),
        text: format!("{open}{name}"),
        snippet: is_new.then(|| format!("{open}{}", snippet(row, name))),
        rank: match (is_core, is_needed, undeclared) {
            (true, true, _) => 0,
            (true, false, _) => 1,
            (false, _, None) => 2,
            (false, _, Some(_)) => 3,
        },
        insertion,
    }
}

/// The rest of an element after `<`, with its required attributes.
fn snippet(row: &Row, name: &str) -> String {
    let mut text = name.to_owned();
    let required = row.attributes.iter().filter(|it| it.required);
    for (index, attr) in required.enumerate() {
        text += &format!(" {}=\"{}\"", attr.name, choice(index + 1, attr));
    }
    match row.value {
        Value::Empty => text + "/>$0",
        _ if row.void.is_some_and(<[_]>::is_empty) => text + "/>$0",
        Value::Children => format!("{text}>\n\t$0\n</{name}>"),
        _ => format!("{text}>$0</{name}>"),
    }
}

/// A place for the value of an attribute.
fn choice(number: usize, attr: &Attr) -> String {
    match documentation::words(attr.value) {
        [] => format!("${number}"),
        words => {
            let words: Vec<String> = words.iter().map(|it| it.replace(',', "\\,")).collect();
            format!("${{{number}|{}|}}", words.join(","))
        }
    }
}

/// Completions of the attributes of the element `name`. `typed` is the start of what was typed.
fn attributes(cursor: &Cursor<'_>, start: usize, name: &str, typed: usize) -> Option<Items> {
    let row = Place::after(&cursor.text[..start], name)?.row?;
    let rest = cursor.after();
    let rest = &rest[..rest.find('>').unwrap_or(rest.len())];
    let tag = &cursor.text[start..typed];
    let is_there = |name: &str| {
        [tag, rest].iter().any(|part| {
            part.match_indices(name).any(|(at, _)| {
                let ends = part[at + name.len()..].trim_start().starts_with('=');
                ends && (part[..at].is_empty() || part[..at].ends_with(char::is_whitespace))
            })
        })
    };
    let one = |attr: &Attr| Item {
        label: attr.name.to_owned(),
        kind: Some(lsp::CompletionItemKind::Field),
        documentation: documentation::attribute(row, attr),
        text: attr.name.to_owned(),
        snippet: (!rest.trim_start().starts_with('='))
            .then(|| format!("{}=\"{}\"$0", attr.name, choice(1, attr))),
        rank: u8::from(!attr.required),
        insertion: None,
    };
    let items = row.attributes.iter().filter(|it| !is_there(it.name)).map(one).collect();
    Some(Items { typed: Span::new(typed, cursor.offset), items })
}

/// The end tag of the innermost element.
fn end_tag(cursor: &Cursor<'_>, start: usize) -> Option<Items> {
    let place = Place::after(&cursor.text[..start], MARK)?;
    let name = &place.parent()?.name;
    let end = if is_tag(cursor.after()) { "" } else { ">" };
    let item = Item {
        label: name.clone(),
        kind: Some(lsp::CompletionItemKind::Property),
        text: format!("{name}{end}"),
        ..Item::default()
    };
    Some(Items { typed: Span::new(start + 2, cursor.offset), items: vec![item] })
}

/// Whole feeds, for an empty document.
#[rustfmt::skip]
const SKELETONS: &[(&str, &str, &str)] = &[
    ("rss", "A feed in RSS 2.0",
     "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n\t<channel>\n\t\t<title>${1:Title}</title>\n\
      \t\t<link>${2:https://example.org/}</link>\n\t\t<description>${3:Description}</description>\n\t\t<language>${4:en}</language>\n\
      \t\t<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"${5:https://example.org/feed.xml}\"/>\n\t\t$0\n\t</channel>\n</rss>"),
    ("feed", "A feed in Atom 1.0",
     "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\t<id>${1:https://example.org/}</id>\n\t<title>${2:Title}</title>\n\
      \t<updated>${3:2024-05-01T08:00:00Z}</updated>\n\t<author>\n\t\t<name>${4:Name}</name>\n\t</author>\n\
      \t<link rel=\"self\" href=\"${5:https://example.org/feed.xml}\"/>\n\t$0\n</feed>"),
    ("opml", "A list of feeds in OPML 2.0",
     "<opml version=\"2.0\">\n\t<head>\n\t\t<title>${1:Title}</title>\n\t</head>\n\t<body>\n\
      \t\t<outline type=\"rss\" text=\"${2:Name}\" xmlUrl=\"${3:https://example.org/feed.xml}\"/>$0\n\t</body>\n</opml>"),
];

/// Completions of a whole document. `start` is the start of what was typed.
fn skeletons(cursor: &Cursor<'_>, start: usize) -> Option<Items> {
    if !cursor.after().trim().is_empty() {
        return None;
    }
    let declaration = if cursor.text[..start].contains("<?xml") {
        ""
    } else {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    };
    let one = |(name, about, text): &(&str, &str, &str)| Item {
        label: (*name).to_owned(),
        kind: Some(lsp::CompletionItemKind::Snippet),
        documentation: (*about).to_owned(),
        text: format!("<{name}"),
        snippet: Some(format!("{}{text}", escaped(declaration))),
        ..Item::default()
    };
    let items = SKELETONS.iter().map(one).collect();
    Some(Items { typed: Span::new(start, cursor.offset), items })
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn finds_the_part_of_a_tag() {
        let value = |attribute, typed| Part::AttributeValue { name: "a", attribute, typed };
        #[rustfmt::skip]
        let cases = [
            ("",                  Some(Part::Name)),
            ("itunes:au",         Some(Part::Name)),
            ("/",                 Some(Part::EndTag)),
            ("/ite",              Some(Part::EndTag)),
            ("a ",                Some(Part::AttributeName { name: "a", typed: 0 })),
            ("a b='c' d",         Some(Part::AttributeName { name: "a", typed: 1 })),
            ("a\n\tb=\"c>d\"\nde", Some(Part::AttributeName { name: "a", typed: 2 })),
            ("a b=",              None),
            ("a b='",             Some(value("b", 0))),
            ("a x='1' b = \"c'd", Some(value("b", 3))),
            ("a>",                Some(Part::Content)),
            ("a b='>'> text",     Some(Part::Content)),
            ("!-- a",             None),
            ("?xml ",             None),
            ("?xml?>",            Some(Part::Content)),
        ];
        for (tag, expected) in cases {
            assert_eq!(Part::of(tag), expected, "{tag}");
        }
    }
}
