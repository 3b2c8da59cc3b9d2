//! JSON-LD: finds the object that describes the article of a page, at any place in the data.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::publish::load::html::page::Page;
use crate::publish::load::html::plain::plain;
use crate::publish::rules::BROKEN_JSON_LD;
use crate::text::span::Span;

/// The schema.org types for articles. The first such object in a page is used, unless another one matches better.
#[rustfmt::skip]
const ARTICLES: &[&str] = &[
    "AdvertiserContentArticle", "AnalysisNewsArticle", "Article", "AskPublicNewsArticle", "BackgroundNewsArticle",
    "BlogPosting", "DiscussionForumPosting", "LiveBlogPosting", "NewsArticle", "OpinionNewsArticle", "PodcastEpisode",
    "Report", "ReportageNewsArticle", "ReviewNewsArticle", "SatiricalArticle", "ScholarlyArticle", "SocialMediaPosting",
    "TechArticle",
];

/// The JSON-LD of a page.
#[derive(Default)]
pub(super) struct JsonLd {
    blocks: Vec<Block>,
    /// The object of the article, and its block.
    article: Option<ObjectPath>,
    /// The objects that other objects may refer to.
    ids: BTreeMap<String, ObjectPath>,
}

/// A block and the path to an object in it.
type ObjectPath = (usize, Vec<Step>);

struct Block {
    /// The position of its text in the file.
    span: Span,
    value: Value,
}

/// A step of a path in a value.
#[derive(Clone, Debug)]
enum Step {
    Key(&'static str),
    Index(usize),
}

/// Facts about the article from other parts of the page, to find its object among others.
#[derive(Clone, Copy, Default)]
pub(super) struct Hints<'h> {
    pub(super) title: Option<&'h str>,
    pub(super) url: Option<&'h str>,
}

impl JsonLd {
    /// Reads the blocks of `page`, and reports invalid ones.
    pub(super) fn read(page: &Page<'_>, diagnostics: &mut Vec<Diagnostic>) -> JsonLd {
        let mut out = JsonLd::default();
        for script in page.elements().filter(|it| it.value().name() == "script") {
            let kind = script.attr("type").unwrap_or_default();
            let kind = kind.split(';').next().unwrap_or_default().trim();
            if !kind.eq_ignore_ascii_case("application/ld+json") {
                continue;
            }
            let Some(tag) = page.tag(script) else { continue };
            // Use the text of the file instead of the tree's, so that positions are correct.
            let start = tag.end as usize;
            let end = end_of_script(page.text, start);
            let (offset, text) = unwrapped(&page.text[start..end]);
            if text.is_empty() {
                continue;
            }
            let span = Span::new(start + offset, start + offset + text.len());
            match serde_json::from_str(&without_controls(text)) {
                Ok(value) => out.add(Block { span, value }),
                Err(error) => diagnostics.push(broken(&error, text, span)),
            }
        }
        out
    }

    fn add(&mut self, block: Block) {
        for (path, node) in nodes(&block.value) {
            if let Some(id) = node.get("@id").and_then(Value::as_str)
                && !is_reference(node)
            {
                self.ids.entry(id.to_owned()).or_insert((self.blocks.len(), path));
            }
        }
        self.blocks.push(block);
    }

    /// Chooses the object that best describes the article.
    pub(super) fn choose(&mut self, hints: Hints<'_>) {
        let mut best = 0;
        for (index, block) in self.blocks.iter().enumerate() {
            for (path, node) in nodes(&block.value) {
                let score = score(node, hints);
                if score > best {
                    best = score;
                    self.article = Some((index, path));
                }
            }
        }
    }

    /// Whether the page describes an article.
    pub(super) fn has_article(&self) -> bool {
        self.article.is_some()
    }

    /// The article's object.
    pub(super) fn node(&self) -> Option<&Value> {
        let (block, path) = self.article.as_ref()?;
        at(&self.blocks[*block].value, path)
    }

    /// The value of `key` in the object of the article, with references resolved.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        let node = self.node()?;
        node.get(key).map(|it| self.resolved(it)).filter(|it| !it.is_null())
    }

    /// The strings in a value or a list of values. For an object, this is its name.
    pub(super) fn texts(&self, value: &Value) -> Vec<String> {
        let list = match value {
            Value::Array(list) => list.iter().collect(),
            one => vec![one],
        };
        let text = |it: &Value| match self.resolved(it) {
            Value::String(text) => plain(text),
            Value::Number(number) => number.to_string(),
            Value::Object(object) => ["@value", "name", "url", "@id"]
                .iter()
                .find_map(|it| object.get(*it).and_then(Value::as_str))
                .map(plain)
                .unwrap_or_default(),
            _ => String::new(),
        };
        list.into_iter().map(text).filter(|it| !it.is_empty()).collect()
    }

    /// Resolves an object that is only a reference (`{"@id": "#ann"}`) to the object with that id in the page.
    pub(super) fn resolved<'v>(&'v self, value: &'v Value) -> &'v Value {
        let id = value.get("@id").and_then(Value::as_str).filter(|_| is_reference(value));
        let Some((block, path)) = id.and_then(|it| self.ids.get(it)) else { return value };
        at(&self.blocks[*block].value, path).unwrap_or(value)
    }

    /// The names in the breadcrumbs, from the outermost.
    pub(super) fn breadcrumbs(&self) -> Vec<String> {
        let mut all = self.blocks.iter().flat_map(|it| nodes(&it.value));
        let Some((_, list)) = all.find(|(_, it)| types(it).any(|it| it == "BreadcrumbList")) else {
            return Vec::new();
        };
        let items = list.get("itemListElement").and_then(Value::as_array);
        let name = |it: &Value| {
            let own = it.get("name").or_else(|| it.get("item").and_then(|it| it.get("name")));
            own.and_then(Value::as_str).map(plain)
        };
        items.into_iter().flatten().filter_map(name).filter(|it| !it.is_empty()).collect()
    }

    /// The position of `key` with the string `value` in the block of the article. `None` if several positions are possible.
    pub(super) fn span(&self, page: &Page<'_>, key: &str, value: Option<&str>) -> Option<Span> {
        let block = &self.blocks[self.article.as_ref()?.0];
        let text = &page.text[block.span.range()];
        let quoted = format!("\"{key}\"");
        let mut places = Vec::new();
        for (start, _) in text.match_indices(&quoted).take(MAX_PLACES) {
            let after = text[start + quoted.len()..].trim_start();
            let Some(after) = after.strip_prefix(':').map(str::trim_start) else { continue };
            let from = text.len() - after.len();
            let written = after.starts_with('"').then(|| string_at(after)).flatten();
            let own = match (value, &written) {
                (Some(value), Some((read, _))) => plain(read) == value,
                (Some(_), None) => false,
                (None, _) => true,
            };
            if own {
                let length = written.map_or(1, |it| it.1);
                places.push(block.span.part(from, from + length));
            }
        }
        // If the string occurs twice, the first position is used. Without a string, the position is ambiguous.
        match (places.as_slice(), value) {
            ([one], _) | ([one, ..], Some(_)) => Some(*one),
            _ => None,
        }
    }
}

/// The maximum number of positions of one key that are examined.
const MAX_PLACES: usize = 64;

/// Decodes the JSON string at the start of `text`, and returns its length in the text.
fn string_at(text: &str) -> Option<(String, usize)> {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|it| {
        let end = it == b'"' && !escaped;
        escaped = it == b'\\' && !escaped;
        end
    })?;
    let written = &text[..end + 2];
    let value = serde_json::from_str(&without_controls(written)).ok()?;
    Some((value, written.len()))
}

fn end_of_script(text: &str, from: usize) -> usize {
    let rest = &text.as_bytes()[from..];
    let end = memchr::memmem::find_iter(rest, b"</")
        .find(|it| rest.get(it + 2..it + 8).is_some_and(|it| it.eq_ignore_ascii_case(b"script")));
    end.map_or(text.len(), |it| from + it)
}

/// The JSON without the comments and CDATA marks that old pages put around it, and its position.
fn unwrapped(text: &str) -> (usize, &str) {
    const BEFORE: &[&str] =
        &["<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA["];
    const AFTER: &[&str] = &["-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", "//", ";"];
    let whole = text;
    let blank = |it: char| it.is_whitespace() || it == '\u{feff}' || it.is_control();
    let mut text = text.trim_matches(blank);
    while let Some(rest) = BEFORE.iter().find_map(|it| text.strip_prefix(it)) {
        text = rest.trim_start_matches(blank);
    }
    let start = whole.trim_end_matches(blank).len() - text.len();
    while let Some(rest) = AFTER.iter().find_map(|it| text.strip_suffix(it)) {
        text = rest.trim_end_matches(blank);
    }
    (start, text)
}

/// `text` with a space in place of each control character that JSON forbids in strings. The length does not change.
fn without_controls(text: &str) -> String {
    let mut inside = false;
    let mut escaped = false;
    let clean = |it: char| {
        let end = it == '"' && !escaped;
        inside ^= end;
        escaped = inside && it == '\\' && !escaped;
        let forbidden = it < ' ' && (inside || !matches!(it, '\n' | '\r' | '\t'));
        if forbidden { ' ' } else { it }
    };
    text.chars().map(clean).collect()
}

fn broken(error: &serde_json::Error, text: &str, span: Span) -> Diagnostic {
    let before = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let found = before.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    // If the end is missing, point to the last character.
    let end = found.min(text.len().saturating_sub(1));
    let offset = (0..=end).rfind(|it| text.is_char_boundary(*it)).unwrap_or(0);
    let length = text[offset..].chars().next().map_or(0, char::len_utf8);
    let mut why = error.to_string();
    if let Some(end) = why.rfind(" at line ") {
        why.truncate(end);
    }
    let message = format!("this JSON-LD block is not valid JSON: {why}");
    let mut fault = Diagnostic::new(&BROKEN_JSON_LD, span.part(offset, offset + length), message);
    fault
        .note("feedwright and search engines ignore the whole block")
        .help("fix the syntax here; the most common mistakes are an extra comma and a quotation mark without `\\`");
    fault
}

/// The objects of a block that may describe the article: the top-level ones, those in `@graph`, and the main entity of a page.
fn nodes(block: &Value) -> Vec<(Vec<Step>, &Value)> {
    let mut found = Vec::new();
    let mut open = vec![(Vec::new(), block)];
    while let Some((path, value)) = open.pop() {
        let step = |step| path.iter().cloned().chain([step]).collect::<Vec<_>>();
        match value {
            Value::Array(list) => {
                let inner =
                    list.iter().enumerate().map(|(index, it)| (step(Step::Index(index)), it));
                open.extend(inner.rev());
            }
            Value::Object(object) => {
                for key in ["mainEntity", "mainEntityOfPage", "@graph"] {
                    if let Some(inner) = object.get(key).filter(|it| !it.is_string()) {
                        open.push((step(Step::Key(key)), inner));
                    }
                }
                found.push((path, value));
            }
            _ => {}
        }
    }
    found
}

fn at<'v>(mut value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    for step in path {
        value = match step {
            Step::Key(key) => value.get(key)?,
            Step::Index(index) => value.get(index)?,
        };
    }
    Some(value)
}

/// The types of an object, without their namespace.
pub(super) fn types(node: &Value) -> impl Iterator<Item = &str> {
    let list = match node.get("@type") {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    list.into_iter()
        .filter_map(Value::as_str)
        .map(|it| it.rsplit(['/', '#', ':']).next().unwrap_or(it))
}

/// How well an object describes the page's article. 0 if it does not describe one.
fn score(node: &Value, hints: Hints<'_>) -> u32 {
    if !types(node).any(|it| ARTICLES.contains(&it)) {
        return 0;
    }
    let text = |key: &str| node.get(key).and_then(Value::as_str);
    let same_title = hints.title.is_some_and(|title| {
        let own = text("headline").or_else(|| text("name")).map(plain).unwrap_or_default();
        !own.is_empty() && (title.contains(&own) || own.contains(title))
    });
    let page = node.get("mainEntityOfPage");
    let page = page.and_then(|it| it.as_str().or_else(|| it.get("@id").and_then(Value::as_str)));
    let same_url = hints.url.is_some_and(|url| {
        let bare = |it: &str| it.split('#').next().unwrap_or(it).trim_end_matches('/').to_owned();
        [text("url"), text("@id"), page].into_iter().flatten().any(|it| bare(it) == bare(url))
    });
    let has_details =
        ["headline", "name", "datePublished", "author"].iter().any(|it| node.get(it).is_some());
    1 + 4 * u32::from(same_title) + 4 * u32::from(same_url) + u32::from(has_details)
}

/// Whether an object contains only its id.
fn is_reference(node: &Value) -> bool {
    node.as_object().is_some_and(|it| it.keys().all(|it| it == "@id" || it == "@type"))
}

/// The keys of `value` whose values are strings.
pub(super) fn strings(value: &Value) -> BTreeMap<&str, &str> {
    let object = value.as_object().into_iter().flatten();
    object.filter_map(|(key, it)| Some((key.as_str(), it.as_str()?))).collect()
}
