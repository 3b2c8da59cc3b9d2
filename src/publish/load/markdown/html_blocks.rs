//! HTML blocks as in kramdown and Python-Markdown: they are raw up to their end tag, even across blank lines, and Markdown
//! continues after it. `markdown="1"` enables Markdown inside them.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::Parser;
use pulldown_cmark::html;

use crate::publish::dialect::Markdown;
use crate::publish::load::markdown::code;
use crate::publish::load::markdown::code::Code;
use crate::publish::load::markdown::event::extensions;
use crate::publish::load::markdown::formulas::MASK;
use crate::publish::load::markdown::rewriting::Map;
use crate::publish::load::markdown::rewriting::Rewriting;
use crate::publish::load::markdown::signs::Signs;

/// Elements that start a block.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "iframe", "legend", "li", "main", "menu",
    "nav", "noframes", "ol", "optgroup", "option", "p", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr",
    "ul",
];

/// Elements that contain a line of text.
const LINES: &[&str] =
    &["dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "p", "summary"];

/// The maximum length of a tag in bytes.
const MAX_LENGTH: usize = 4000;

/// A filler for blank lines, so that Markdown does not see them as blank.
const FILLER: &str = "\u{1a}";

/// Converts these blocks in the text. `raw` says whether blocks are raw up to their end tag. `None` if there is nothing to convert.
pub(super) fn rewrite(
    text: &str,
    signs: &Signs<'_>,
    raw: bool,
    markdown: &Markdown,
) -> Option<(String, Map)> {
    let has = |sign: &str| signs.has(sign);
    let marked = (raw || markdown.kramdown) && (has("markdown=") || has(" markdown>"));
    let blocks = raw && (has("\n<") || has("\n <") || text.starts_with('<'));
    if !marked && !blocks {
        return None;
    }
    let tags = tags(text, raw);
    let mut writer = Writer { out: Rewriting::new(text), text, raw, tags: &tags, markdown };
    writer.all();
    writer.out.done()
}

/// The tag of a block, or a line that starts with another tag.
struct Tag {
    range: Range<usize>,
    kind: TagKind,
    /// Whether it is first on its line.
    first: bool,
    /// The range of its `markdown` attribute, and whether the attribute requests a line of text.
    markdown: Option<(Range<usize>, bool)>,
}

enum TagKind {
    /// A start tag, with the index of its end tag.
    Start(Option<usize>),
    End,
    /// A line that contains only the tag of an inline element.
    Inline,
}

/// The tags outside code.
fn tags(text: &str, raw: bool) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut code = Code::default();
    let mut after = 0;
    for (start, line) in code::lines(text) {
        if code.has(line) {
            continue;
        }
        // The last position in the line where such an attribute may be.
        let marked = memchr::memmem::rfind(line.as_bytes(), b"markdown");
        for at in memchr::memchr_iter(b'<', line.as_bytes()) {
            let here = start + at;
            let closes = line.as_bytes().get(at + 1) == Some(&b'/');
            let name = &text[here + 1 + usize::from(closes)..];
            let end = name.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(name.len());
            let name = &name[..end];
            if here < after || name.is_empty() || name.len() > 12 {
                continue;
            }
            let first = at <= 3 && line[..at].trim().is_empty();
            let lower = name.to_ascii_lowercase();
            let known = BLOCKS.iter().find(|it| **it == lower);
            if known.is_none() && !(raw && first) && marked.is_none_or(|it| it < at) {
                continue;
            }
            let Some(end) = end_of(text, here) else { continue };
            after = end;
            let range = here..end;
            let tag = &text[range.clone()];
            let Some(name) = known else {
                let alone = first && {
                    let rest = text[end..].split('\n').next().unwrap_or_default();
                    let next = text[end + rest.len()..].get(1..).and_then(|it| it.lines().next());
                    rest.trim().is_empty() && next.is_some_and(|it| !it.trim().is_empty())
                };
                let markdown = attribute(tag)
                    .filter(|_| !closes)
                    .map(|it| (it.start + here..it.end + here, true));
                if (alone && raw) || markdown.is_some() {
                    tags.push(Tag { range, kind: TagKind::Inline, first: alone && raw, markdown });
                }
                continue;
            };
            let index = tags.len();
            if closes {
                if let Some(start) = open.get_mut(name).and_then(Vec::pop) {
                    tags[start].kind = TagKind::Start(Some(index));
                }
                tags.push(Tag { range, kind: TagKind::End, first, markdown: None });
            } else if !tag.ends_with("/>") {
                open.entry(name).or_default().push(index);
                let found = attribute(tag);
                let markdown = found.map(|it| {
                    let line = tag[it.clone()].contains("span") || LINES.contains(name);
                    (it.start + here..it.end + here, line)
                });
                tags.push(Tag { range, kind: TagKind::Start(None), first, markdown });
            }
        }
    }
    tags
}

/// The end of the tag at `at`.
fn end_of(text: &str, at: usize) -> Option<usize> {
    let mut quote = None;
    for (index, byte) in text.as_bytes()[at..].iter().take(MAX_LENGTH).enumerate() {
        match (byte, quote) {
            (b'>', None) => return Some(at + index + 1),
            (b'<', None) if index > 0 => return None,
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The range of a tag's `markdown` attribute, including the space before it, unless its value is "0".
fn attribute(tag: &str) -> Option<Range<usize>> {
    let at = tag.find(" markdown").or_else(|| tag.find("\nmarkdown"))?;
    let rest = &tag[at + " markdown".len()..];
    let Some(value) = rest.strip_prefix('=') else {
        return rest.starts_with(['>', ' ']).then(|| at..at + " markdown".len());
    };
    let length = match value.bytes().next()? {
        quote @ (b'"' | b'\'') => value[1..].bytes().position(|it| it == quote)? + 2,
        _ => value.find([' ', '>', '\n'])?,
    };
    let value = value[..length].trim_matches(['"', '\'']);
    let whole = at..at + " markdown=".len() + length;
    matches!(value, "1" | "block" | "span" | "true" | "").then_some(whole)
}

struct Writer<'t> {
    out: Rewriting<'t>,
    text: &'t str,
    raw: bool,
    tags: &'t [Tag],
    markdown: &'t Markdown,
}

impl Writer<'_> {
    fn all(&mut self) {
        // The end tags of blocks that contain Markdown.
        let mut ends: Vec<usize> = Vec::new();
        let mut index = 0;
        while index < self.tags.len() {
            let tag = &self.tags[index];
            if ends.last() == Some(&index) {
                ends.pop();
                self.out.keep(tag.range.start);
                self.out.add("\n\n");
                self.out.keep(tag.range.end);
                self.out.add("\n\n");
                index += 1;
                continue;
            }
            match (&tag.kind, &tag.markdown) {
                (TagKind::Start(Some(end)), Some((_, line))) if tag.first && *end > index => {
                    if *line {
                        self.line(tag, *end);
                        index = *end;
                        self.after(*end);
                    } else {
                        self.without_attribute(tag);
                        self.out.add("\n\n");
                        ends.push(*end);
                    }
                }
                (TagKind::Start(Some(end)), None) if tag.first && self.raw => {
                    self.block(index, *end);
                    index = *end;
                    self.after(*end);
                }
                (TagKind::Inline, _) if tag.first => {
                    self.out.keep(tag.range.start);
                    self.out.add(FILLER);
                    self.without_attribute(tag);
                }
                (_, Some(_)) => self.without_attribute(tag),
                _ => {}
            }
            index += 1;
        }
    }

    fn without_attribute(&mut self, tag: &Tag) {
        if let Some((attribute, _)) = &tag.markdown {
            self.out.keep(attribute.start);
            self.out.skip(attribute.end);
        }
        self.out.keep(tag.range.end);
    }

    /// Handles an element that contains Markdown and is written as HTML.
    fn line(&mut self, tag: &Tag, end: usize) {
        self.without_attribute(tag);
        let end = self.tags[end].range.clone();
        let inside = &self.text[tag.range.end..end.start];
        let mut rendered = String::new();
        html::push_html(&mut rendered, Parser::new_ext(inside.trim(), extensions(self.markdown)));
        let rendered = rendered.trim_end();
        let only = rendered.strip_prefix("<p>").and_then(|it| it.strip_suffix("</p>"));
        let rendered = only.filter(|it| !it.contains("<p>")).unwrap_or(rendered);
        self.out.add(&rendered.replace("\n\n", &format!("\n{FILLER}\n")));
        self.out.skip(end.start);
        self.out.keep(end.end);
    }

    /// Handles an element with raw contents, from its start tag to its end tag.
    fn block(&mut self, start: usize, end: usize) {
        let mut at = self.tags[start].range.start;
        let mut index = start;
        while index < end {
            let tag = &self.tags[index];
            if let (TagKind::Start(Some(close)), Some(_)) = (&tag.kind, &tag.markdown)
                && *close <= end
            {
                self.filled(at..tag.range.start);
                self.line(tag, *close);
                at = self.tags[*close].range.end;
                index = *close;
            }
            index += 1;
        }
        self.filled(at..self.tags[end].range.end.max(at));
    }

    /// Copies a part of the text, with its blank lines filled.
    fn filled(&mut self, part: Range<usize>) {
        let bytes = self.text.as_bytes();
        let mut blank = false;
        for at in part.clone() {
            match bytes[at] {
                b'\n' if blank => {
                    self.out.keep(at);
                    self.out.add(FILLER);
                }
                b'\n' => blank = true,
                b' ' | b'\t' | b'\r' => {}
                _ => blank = false,
            }
        }
        self.out.keep(part.end);
    }

    /// Lets Markdown continue after an end tag.
    fn after(&mut self, end: usize) {
        if !self.raw {
            return;
        }
        let end = self.tags[end].range.end;
        let rest = self.text[end..].split('\n').next().unwrap_or_default();
        if !rest.trim().is_empty() {
            if !rest.trim_start().starts_with('<') {
                self.out.keep(end);
                self.out.add("\n\n");
            }
        } else if let Some(next) = self.text[end + rest.len()..].get(1..)
            && next.lines().next().is_some_and(|it| !it.trim().is_empty())
        {
            self.out.keep(end + rest.len());
            self.out.add("\n");
        }
    }
}

const _: () = assert!(MASK == 0x1a, "the filler is the mask");
