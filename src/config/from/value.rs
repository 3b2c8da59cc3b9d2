//! Converts values of a generator's configuration to TOML.

use crate::value::language;
use crate::value::timezone::Timezone;

use super::tree::Found;
use super::tree::Sources;
use super::tree::Value;

/// The type of a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum ValueKind {
    Text,
    Language,
    Timezone,
    Authors,
    /// A number greater than zero.
    Count,
}

/// Returns the value as TOML, or `None` if there is none.
pub(super) fn converted(
    kind: ValueKind,
    found: Found<'_>,
    sources: &Sources,
) -> Result<Option<String>, String> {
    if found.is_computed() {
        return Err("the value is computed by code".to_owned());
    }
    let text = found.text();
    match kind {
        ValueKind::Text => Ok(text.map(quoted)),
        ValueKind::Authors => authors(found, sources),
        ValueKind::Language => {
            let Some(text) = text.or_else(|| first_of(found)) else { return Ok(None) };
            let tag = text.replace('_', "-");
            match language::problem(&tag) {
                Some(_) => Err(format!("`{text}` is not a valid language tag")),
                None => Ok(Some(quoted(&language::canonical(&tag)))),
            }
        }
        ValueKind::Timezone => match text {
            Some(text) if Timezone::named(text).is_none() => {
                Err(format!("`{text}` is not an IANA time zone name"))
            }
            text => Ok(text.map(quoted)),
        },
        ValueKind::Count => match text.map(str::parse::<u32>) {
            Some(Ok(count)) if count > 0 => Ok(Some(count.to_string())),
            _ => Ok(None),
        },
    }
}

/// Returns the first string of a list. In a site with several languages, this is the main language.
fn first_of(found: Found<'_>) -> Option<&str> {
    let Value::List(items) = found.value else { return None };
    match &items.first()?.value {
        Value::Scalar(text) => Some(text.trim()),
        _ => None,
    }
}

/// Reads a name, a map with `name` and optionally `email` and `url`, or a list of these.
fn authors(found: Found<'_>, sources: &Sources) -> Result<Option<String>, String> {
    let mut authors = Vec::new();
    match found.value {
        Value::List(items) => {
            for item in items {
                match &item.value {
                    Value::Scalar(text) if !text.trim().is_empty() => {
                        authors.push(quoted(text.trim()));
                    }
                    Value::Map(_) => authors.extend(author(found.of(item), sources)),
                    _ => {}
                }
            }
        }
        Value::Map(_) => authors.extend(author(found, sources)),
        _ => authors.extend(found.text().map(quoted)),
    }
    if authors.is_empty() {
        return match found.value {
            Value::Map(_) | Value::List(_) => Err("the author has no name".to_owned()),
            _ => Ok(None),
        };
    }
    Ok(Some(format!("[{}]", authors.join(", "))))
}

fn author(found: Found<'_>, sources: &Sources) -> Option<String> {
    let text = |keys: &[&str]| {
        let found = keys.iter().find_map(|it| sources.inside(found, it));
        found.and_then(|it| it.text().map(quoted))
    };
    let name = text(&["name"])?;
    let more: Vec<String> = [("email", text(&["email"])), ("url", text(&["url", "uri", "link"]))]
        .into_iter()
        .filter_map(|(key, value)| value.map(|it| format!(", {key} = {it}")))
        .collect();
    Some(if more.is_empty() { name } else { format!("{{ name = {name}{} }}", more.concat()) })
}

/// Returns an example of a value.
pub(super) fn example(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "\"…\"",
        ValueKind::Language => "\"en\"",
        ValueKind::Timezone => "\"Europe/Berlin\"",
        ValueKind::Authors => "[\"Ann Lee <ann@example.org>\"]",
        ValueKind::Count => "20",
    }
}

/// Formats a list of strings as TOML.
pub(super) fn list(items: &[String]) -> String {
    format!("[{}]", items.iter().map(|it| quoted(it)).collect::<Vec<_>>().join(", "))
}

/// Formats a string as TOML, on one line.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", plain(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns the text on one line, without control characters, which TOML does not allow.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(char::is_control, "")
}
