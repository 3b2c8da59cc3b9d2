//! Reads invalid YAML key by key, so that an error in one value does not affect the others. The most common error is a title with
//! a colon, which can be read as plain text.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::publish::load::aliases;
use crate::publish::load::aliases::Field;
use crate::publish::load::front_matter::parsed::Parsed;
use crate::publish::load::front_matter::tree::Entry;
use crate::publish::load::front_matter::tree::Node;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::front_matter::yaml;
use crate::publish::rules::FRONT_MATTER_SYNTAX;
use crate::text::shorten::clipped;
use crate::text::span::Span;

/// The maximum number of keys. Each key may expand aliases up to the limits.
const MAX_COUNT: usize = 200;

/// The maximum length of a value in a message, in characters.
const SHOWN: usize = 60;

/// Reads the YAML at `place` of `text`, which the parser rejects as a whole. `None` if it does not consist of keys.
pub(super) fn read(text: &str, place: Span) -> Option<Parsed> {
    let mut diagnostics = Vec::new();
    let mut text = Cow::Borrowed(text);
    if let Some((spaced, tab)) = without_tabs(&text, place) {
        let mut warning = Diagnostic::new(
            &FRONT_MATTER_SYNTAX,
            tab,
            "a line of the front matter is indented with a tab",
        );
        warning.severity = Severity::Warning;
        warning.note("YAML does not allow it; feedwright reads each tab as one space");
        warning.help("indent with spaces");
        diagnostics.push(warning);
        text = Cow::Owned(spaced);
        if let Ok(node) = yaml::parse(&text, place) {
            return Some(Parsed { node: Ok(node), diagnostics });
        }
    }
    let mut entries: Vec<Entry> = Vec::new();
    for block in blocks(&text, place)? {
        let read = match yaml::read(&text, block) {
            Ok(Node { value: Value::Map(read), .. }) => read,
            Ok(Node { value: Value::Empty, .. }) => continue,
            Ok(_) => return None,
            Err(fault) => {
                let (entry, warning) = plain(&text, block, &fault)?;
                diagnostics.push(warning);
                entry.into_iter().collect()
            }
        };
        for entry in read {
            match entries.iter_mut().find(|it| it.key == entry.key) {
                None => entries.push(entry),
                Some(first) => {
                    diagnostics.push(repeated(first, &entry));
                    *first = entry;
                }
            }
        }
    }
    let span = entries.first().map_or(place.before(), |it| it.span.before());
    Some(Parsed { node: Ok(Node { span, value: Value::Map(entries) }), diagnostics })
}

/// Replaces the tabs that indent lines of the front matter with spaces. Also returns the position of the first tab.
fn without_tabs(text: &str, place: Span) -> Option<(String, Span)> {
    let mut first = None;
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..place.start as usize]);
    for line in text[place.range()].split_inclusive('\n') {
        let lead = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..lead].find('\t') {
            first.get_or_insert(Span::new(out.len() + tab, out.len() + tab + 1));
        }
        out.extend(std::iter::repeat_n(' ', lead));
        out.push_str(&line[lead..]);
    }
    out.push_str(&text[place.end as usize..]);
    first.map(|it| (out, it))
}

/// The position of each key at the start of a line, with all lines up to the next key. `None` if something precedes the first
/// key.
fn blocks(text: &str, place: Span) -> Option<Vec<Span>> {
    let mut blocks: Vec<Span> = Vec::new();
    let mut offset = place.start as usize;
    for line in text[place.range()].split_inclusive('\n') {
        let end = offset + line.len();
        if key_of(line).is_some() {
            blocks.push(Span::new(offset, end));
        } else if let Some(last) = blocks.last_mut() {
            *last = Span::new(last.start as usize, end);
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            return None;
        }
        offset = end;
    }
    (1..=MAX_COUNT).contains(&blocks.len()).then_some(blocks)
}

/// The key at the start of a line, and its length including quotation marks.
fn key_of(line: &str) -> Option<(&str, usize)> {
    let (written, rest) = line.split_once(':')?;
    let key = ['"', '\''].iter().find_map(|it| written.strip_prefix(*it)?.strip_suffix(*it));
    let key = key.unwrap_or(written).trim_end();
    let begins = key.starts_with(|it: char| it.is_alphanumeric() || it == '_');
    let plain = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.' | ' ' | '/');
    let separate = rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']);
    (begins && separate && key.chars().all(plain)).then_some((key, written.len()))
}

/// Reads the value of an invalid block as text. The value is dropped if it has more than one line.
fn plain(text: &str, block: Span, fault: &Diagnostic) -> Option<(Option<Entry>, Diagnostic)> {
    let source = &text[block.range()];
    let (key, length) = key_of(source)?;
    let start = block.start as usize;
    let rest = &source[length + 1..];
    let lead = rest.len() - rest.trim_start().len();
    let value = rest.trim();
    let span = block.part(length + 1 + lead, length + 1 + lead + value.len());
    let is_title =
        matches!(aliases::field(&aliases::folded(key)), Some((Field::Title | Field::Summary, _)));
    let folded = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = clipped(&folded, SHOWN);
    let message = format!("the value of `{key}` is not valid YAML: `{shown}`");
    let mut warning = Diagnostic::new(&FRONT_MATTER_SYNTAX, span, message);
    warning.severity = Severity::Warning;
    let why = fault.message.split_once(": ").map_or(fault.message.as_str(), |it| it.1);
    warning.note(why.to_owned());
    if value.contains('\n') && !is_title {
        warning.note("feedwright ignores this value");
        warning.help("indent all lines of a value equally, and put strings in quotation marks");
        return Some((None, warning));
    }
    warning.note("feedwright reads it as plain text; the site's generator may reject it");
    warning.help(if value.starts_with(['"', '\'']) {
        "put the whole value in one kind of quotation marks, and use the other kind inside"
    } else {
        "put the value in quotation marks"
    });
    let value = match value.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        Some(inner) if !is_title => {
            let item = |it: &str| scalar(it.trim().trim_matches(['"', '\'']), span);
            Value::List(inner.split(',').filter(|it| !it.trim().is_empty()).map(item).collect())
        }
        _ if folded.starts_with("!!") => scalar(unquoted(yaml::untagged(&folded)), span).value,
        _ => scalar(unquoted(&folded), span).value,
    };
    let entry = Entry {
        key: key.to_owned(),
        span: Span::new(start, start + length),
        node: Node { span, value },
    };
    Some((Some(entry), warning))
}

fn scalar(text: &str, span: Span) -> Node {
    Node { span, value: Value::Scalar { text: text.to_owned(), quoted: true } }
}

/// A string without the quotation marks around it.
fn unquoted(text: &str) -> &str {
    let inner = ['"', '\''].iter().find_map(|it| text.strip_prefix(*it)?.strip_suffix(*it));
    inner.unwrap_or(text)
}

/// The diagnostic for a repeated key. The last value is used, as in most parsers. But if the key decides whether and when the
/// article is published, different values are an error.
fn repeated(first: &Entry, again: &Entry) -> Diagnostic {
    let mut diagnostic = yaml::duplicate(&again.key, again.span);
    let decides = matches!(
        aliases::field(&aliases::folded(&again.key)),
        Some((
            Field::Title
                | Field::Published
                | Field::Draft
                | Field::Status
                | Field::Unlisted
                | Field::Id,
            _
        ))
    );
    if !decides || first.node.value == again.node.value {
        diagnostic.severity = Severity::Warning;
        diagnostic.note("feedwright uses the last value");
    }
    diagnostic
}
