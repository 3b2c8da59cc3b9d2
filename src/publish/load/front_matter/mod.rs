//! Front matter: the metadata before the text of an article. It may be YAML, TOML or JSON between fences, a bare JSON object,
//! Pelican's or Nikola's header, or YAML with only a closing fence, as in Hexo. All of them give the same tree.

use crate::diagnostic::Diagnostic;
use crate::publish::load::front_matter::tree::{Entry, Node, Value};
use crate::publish::rules::{FRONT_MATTER_SYNTAX, FRONT_MATTER_TOO_LARGE, FRONT_MATTER_UNCLOSED};
use crate::text::span::Span;

mod control;
mod fenceless;
mod flat;
mod header;
pub(crate) mod json;
mod nikola;
mod parsed;
mod recover;
pub(crate) mod toml;
pub(crate) mod tree;
pub(crate) mod yaml;

pub(crate) use parsed::MAX_SIZE;
use parsed::Parsed;
pub(crate) use parsed::Syntax;

/// The front matter of an article.
#[derive(Debug, Default)]
pub(crate) struct FrontMatter {
    /// Its syntax. `None` if there is no front matter.
    pub(crate) syntax: Option<Syntax>,
    /// Its entries, in the order of the source.
    pub(crate) entries: Vec<Entry>,
    /// The start of the article's text, in bytes.
    pub(crate) body: usize,
    /// The problems in it.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The syntaxes that are accepted in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accept {
    /// Every syntax, for Markdown.
    All,
    /// Only front matter between fences of `---` or `+++`, for HTML pages and press releases.
    Fenced,
}

/// Reads the front matter at the start of `text`.
pub(crate) fn read(text: &str, accept: Accept) -> FrontMatter {
    let start = first_line(text);
    let line = text[start..].lines().next().unwrap_or_default().trim_end();
    if let Some((fence, syntax)) = fence_of(line) {
        return fenced(text, start, fence, syntax);
    }
    if let Some((node, body)) = nikola::read(text, start) {
        return finish(text, Syntax::Nikola, Parsed::from(Ok(node)), body);
    }
    if accept == Accept::Fenced {
        return FrontMatter::default();
    }
    if let Some(found) = fenceless::find(text, start) {
        return finish(text, found.syntax, parsed(text, found.place, found.syntax), found.body);
    }
    if opens_object(&text[start..]) {
        let place = Span::new(start, text.len());
        return match json::read(text, place) {
            Ok((node, end)) => finish(text, Syntax::Json, Parsed::from(Ok(node)), end),
            Err(fault) => finish(text, Syntax::Json, Parsed::from(Err(fault)), text.len()),
        };
    }
    if header::opens(text, start) {
        let (node, end, diagnostics) = header::read(text, start);
        if end - start > MAX_SIZE {
            let place = Span::new(start, end);
            return finish(text, Syntax::Header, Parsed::from(Err(too_large(place))), text.len());
        }
        let mut read = finish(text, Syntax::Header, Parsed::from(Ok(node)), end);
        read.diagnostics.extend(diagnostics);
        return read;
    }
    FrontMatter::default()
}

/// `text` with its front matter replaced by blanks, so that positions in the rest do not change.
pub(crate) fn blanked(text: &str, body: usize) -> String {
    let keep = |it: u8| if it == b'\n' || it == b'\r' { char::from(it) } else { ' ' };
    text[..body].bytes().map(keep).chain(text[body..].chars()).collect()
}

fn fenced(text: &str, start: usize, fence: &str, syntax: Syntax) -> FrontMatter {
    let opening = text[start..].find('\n').map_or(text.len(), |it| start + it + 1);
    let Some(closing) = closing(text, opening, fence) else {
        let opener = Span::new(
            start,
            start + text[start..].lines().next().unwrap_or_default().trim_end().len(),
        );
        let line = text[..start].matches('\n').count() + 1;
        let message =
            format!("the front matter that starts with `{fence}` on line {line} is not closed");
        let mut fault = Diagnostic::new(&FRONT_MATTER_UNCLOSED, opener, message);
        fault.note("without a closing line, the whole text would be read as front matter");
        fault.help(format!("add a line with `{fence}` after the last line of the front matter"));
        return finish(text, syntax, Parsed::from(Err(Box::new(fault))), text.len());
    };
    let place = Span::new(opening, closing.start as usize);
    let parsed = if place.len() > MAX_SIZE {
        Parsed::from(Err(too_large(place)))
    } else {
        parsed(text, place, syntax)
    };
    finish(text, syntax, parsed, closing.end as usize)
}

/// Parses the front matter at `place`.
fn parsed(text: &str, place: Span, syntax: Syntax) -> Parsed {
    let Some(cleaned) = control::clean(text, place) else { return clean(text, place, syntax) };
    let mut parsed = clean(&cleaned.text, Span::new(0, cleaned.text.len()), syntax);
    cleaned.restore(&mut parsed);
    parsed
}

/// Parses front matter without control characters.
fn clean(text: &str, place: Span, syntax: Syntax) -> Parsed {
    let source = &text[place.range()];
    match syntax {
        Syntax::Toml => Parsed::from(toml::read(text, place)),
        Syntax::Json if source.trim_start().starts_with('"') => members(source, place),
        Syntax::Json if !source.trim().is_empty() => {
            let lead = source.len() - source.trim_start().len();
            let object = place.part(lead, place.len());
            Parsed::from(json::read(text, object).map(|it| it.0))
        }
        _ => match yaml::read(text, place) {
            Err(fault) if !fault.message.starts_with(yaml::LIMIT) => {
                recover::read(text, place).unwrap_or_else(|| Parsed::from(Err(fault)))
            }
            node => Parsed::from(node),
        },
    }
}

/// Parses the members of a JSON object without its outer braces, as in Hexo.
fn members(source: &str, place: Span) -> Parsed {
    let object = format!("{{{source}}}");
    let read = json::read(&object, Span::new(0, object.len())).map(|it| it.0);
    let mut parsed = Parsed::from(read);
    let end = place.end as usize;
    parsed.move_spans(&|it| (place.start as usize + it.saturating_sub(1)).min(end));
    parsed
}

/// Parses a whole data file: `authors.yml`, `authors.toml`, `authors.json`. `None` if it is not valid.
pub(crate) fn document(text: &str, extension: &str) -> Option<Node> {
    let place = Span::new(0, text.len());
    let syntax = match extension {
        "toml" => Syntax::Toml,
        "json" => Syntax::Json,
        "yml" | "yaml" => Syntax::Yaml,
        _ => return None,
    };
    if place.len() > MAX_SIZE {
        return None;
    }
    // JSON is YAML, and a list of authors is not an object.
    let list = syntax == Syntax::Json && text.trim_start().starts_with('[');
    if list { yaml::read(text, place).ok() } else { parsed(text, place, syntax).node.ok() }
}

fn finish(text: &str, syntax: Syntax, parsed: Parsed, body: usize) -> FrontMatter {
    let mut read = FrontMatter { syntax: Some(syntax), body, ..FrontMatter::default() };
    debug_assert!(text.is_char_boundary(body), "a body begins with a character");
    read.diagnostics = parsed.diagnostics;
    match parsed.node {
        Ok(Node { value: Value::Map(entries), .. }) => read.entries = entries,
        Ok(Node { value: Value::Empty, .. }) => {}
        Ok(node) => {
            let message = format!("the front matter is {}, not keys and values", node.kind());
            let mut fault = Diagnostic::new(&FRONT_MATTER_SYNTAX, node.span, message);
            fault.help("write one key per line, for example `title: …`");
            read.diagnostics.push(fault);
        }
        Err(fault) => read.diagnostics.push(*fault),
    }
    read
}

fn too_large(place: Span) -> Box<Diagnostic> {
    let message = format!(
        "the front matter is too large: {} bytes, but the limit is {MAX_SIZE}",
        place.len()
    );
    let mut fault = Diagnostic::new(&FRONT_MATTER_TOO_LARGE, place.before(), message);
    fault.help("move the text below the front matter");
    Box::new(fault)
}

/// The start of the first line that is not blank. A byte order mark is skipped.
fn first_line(text: &str) -> usize {
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while let Some(end) = text[start..].find('\n') {
        if !text[start..start + end].trim().is_empty() {
            break;
        }
        start += end + 1;
    }
    start
}

/// The opening fence of front matter, and the syntax that follows it: `---`, `+++`, `;;;`, `---json`, `---toml`.
fn fence_of(line: &str) -> Option<(&'static str, Syntax)> {
    if line == "+++" {
        return Some(("+++", Syntax::Toml));
    }
    if line == ";;;" {
        return Some((";;;", Syntax::Json));
    }
    match line.strip_prefix("---")?.trim().to_ascii_lowercase().as_str() {
        "" | "yaml" | "yml" => Some(("---", Syntax::Yaml)),
        "json" => Some(("---", Syntax::Json)),
        "toml" => Some(("---", Syntax::Toml)),
        _ => None,
    }
}

/// The line that closes front matter, with its line ending.
fn closing(text: &str, from: usize, fence: &str) -> Option<Span> {
    let mut start = from;
    let mut longer = None;
    for line in text[from..].split_inclusive('\n') {
        let content = line.trim_end();
        if content == fence || fence == "---" && content == "..." {
            return Some(Span::new(start, start + line.len()));
        }
        if longer.is_none() && content.starts_with(fence) && content.chars().all(|it| it == '-') {
            longer = Some(Span::new(start, start + line.len()));
        }
        start += line.len();
    }
    // Hugo ends front matter at any line that starts with the fence, so `------` ends it if there is no other.
    longer
}

/// Whether this is Hugo's bare object. `{{` and `{%` start shortcodes, and `{` before a word is text.
fn opens_object(text: &str) -> bool {
    text.strip_prefix('{').is_some_and(|it| it.trim_start().starts_with(['"', '}']))
}

#[cfg(test)]
mod tests;
