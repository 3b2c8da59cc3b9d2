//! Inline constructs in running text, outside code: bare URLs, emoji codes, wiki links, marked text, abbreviations, and
//! references to missing footnotes.

use std::ops::Range;

use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::LinkType;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::publish::dialect::Extra;
use crate::publish::dialect::Markdown;
use crate::publish::load::markdown::autolink;
use crate::publish::load::markdown::event::SpannedEvent;
use crate::publish::load::markdown::prepare::Prepared;
use crate::publish::load::markdown::signs::Signs;

/// The maximum length of an emoji name, a footnote label or a page name, in bytes.
const MAX_LENGTH: usize = 200;

/// Elements that do not contain running text.
const RAW: &[&str] =
    &["a", "code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "tt", "var"];

/// Extensions of pictures that `![[x.png]]` shows.
const PICTURES: &[&str] = &[".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp"];

/// Converts these constructs in the running text.
pub(super) fn rewritten<'t>(
    events: Vec<SpannedEvent<'t>>,
    source: &'t str,
    prepared: &'t Prepared<'t>,
    markdown: &Markdown,
    signs: &Signs<'_>,
) -> Vec<SpannedEvent<'t>> {
    let emoji = markdown.has(Extra::Emoji) && signs.has(":") && has_code(source);
    let brackets = signs.has("[[") || signs.has("[^");
    let stops = Stops::of(&[
        (b':', emoji || signs.has("://")),
        (b'w', signs.has("www.")),
        (b'@', signs.has("@")),
        (b'[', brackets),
        (b'=', markdown.has(Extra::Marks) && signs.has("==")),
    ]);
    let is_text = |it: &SpannedEvent| matches!(&it.0, Event::Text(text) if stops.find(text.as_bytes()).is_some());
    if prepared.abbreviations.is_empty() && !events.iter().any(is_text) {
        return events;
    }
    let mut writer = Writer {
        out: Vec::with_capacity(events.len() + events.len() / 8),
        source,
        prepared,
        emoji,
        marks: markdown.has(Extra::Marks),
        wiki: markdown.has(Extra::WikiLinks),
        linked: 0,
        stops,
    };
    let mut code = false;
    // Open raw elements in the line.
    let mut raw = 0_usize;
    for (event, range) in events {
        match &event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => writer.linked += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => {
                writer.linked = writer.linked.saturating_sub(1);
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => raw = 0,
            Event::InlineHtml(html) => match html.strip_prefix("</") {
                Some(name) if is_raw(name) => raw = raw.saturating_sub(1),
                None if is_raw(&html[1.min(html.len())..]) && !html.contains("</") => raw += 1,
                _ => {}
            },
            Event::Text(text) if !code && raw == 0 => {
                let text = text.clone();
                writer.text(text, range);
                continue;
            }
            _ => {}
        }
        writer.out.push((event, range));
    }
    writer.out
}

fn is_raw(tag: &str) -> bool {
    let end = tag.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(tag.len());
    RAW.iter().any(|it| it.eq_ignore_ascii_case(&tag[..end]))
}

struct Writer<'t> {
    out: Vec<SpannedEvent<'t>>,
    /// The text without masks.
    source: &'t str,
    prepared: &'t Prepared<'t>,
    emoji: bool,
    marks: bool,
    wiki: bool,
    /// The number of open links and pictures.
    linked: usize,
    stops: Stops,
}

/// The bytes with which a construct may start.
struct Stops {
    bytes: Vec<u8>,
    table: [bool; 256],
}

impl Stops {
    /// The bytes in `all` that are enabled.
    fn of(all: &[(u8, bool)]) -> Stops {
        let bytes: Vec<u8> = all.iter().filter(|it| it.1).map(|it| it.0).collect();
        let mut table = [false; 256];
        for byte in &bytes {
            table[usize::from(*byte)] = true;
        }
        Stops { bytes, table }
    }

    /// The position of the first of them.
    fn find(&self, text: &[u8]) -> Option<usize> {
        match *self.bytes.as_slice() {
            [] => None,
            [a] => memchr::memchr(a, text),
            [a, b] => memchr::memchr2(a, b, text),
            [a, b, c] => memchr::memchr3(a, b, c, text),
            _ => text.iter().position(|it| self.table[usize::from(*it)]),
        }
    }
}

/// Whether the text may contain an emoji code: a name between colons.
fn has_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b':', bytes).any(|at| {
        let rest = &bytes[at + 1..];
        let name = rest.iter().take(MAX_LENGTH).take_while(|it| is_name(**it)).count();
        name > 0 && rest.get(name) == Some(&b':')
    })
}

/// Whether a byte is allowed in an emoji code.
fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_+-".contains(&byte)
}

impl<'t> Writer<'t> {
    /// Writes a piece of text, with the constructs in it converted.
    fn text(&mut self, text: CowStr<'t>, range: Range<usize>) {
        let bytes = text.as_bytes();
        let mut written = 0;
        let mut at = 0;
        // A word up to here is too long to be a URL.
        let mut long = 0;
        while let Some(next) = self.stops.find(&bytes[at..]) {
            let here = at + next;
            at = here + 1;
            let end = match bytes[here] {
                b'w' | b'@' if self.linked > 0 || here < long => None,
                b':' if bytes[here..].starts_with(b"://") && (self.linked > 0 || here < long) => {
                    None
                }
                b':' if bytes[here..].starts_with(b"://") => {
                    self.link(&text, &range, written, autolink::url(&text, here, written), "")
                }
                b':' if self.emoji => self.emoji(&text, &range, written, here),
                b'w' => {
                    let found = autolink::www(&text, here, written);
                    self.link(&text, &range, written, found, "http://")
                }
                b'@' => {
                    let found = autolink::mail(&text, here, written);
                    self.link(&text, &range, written, found, "mailto:")
                }
                b'[' => self.bracket(&text, &range, written, here),
                b'=' if self.marks => self.mark(&text, &range, written, here),
                _ => None,
            };
            if let Some(end) = end {
                written = end;
                at = end;
            } else if here >= long && ["://", "www."].iter().any(|it| text[here..].starts_with(it))
            {
                long = autolink::is_too_long(&text, here).unwrap_or(long);
            }
        }
        if written == 0 && self.prepared.abbreviations.is_empty() {
            self.out.push((Event::Text(text), range));
        } else {
            self.plain(&text, &range, written..text.len());
        }
    }

    /// The range of a part of the text in the source.
    fn place(&self, text: &str, range: &Range<usize>, part: &Range<usize>) -> Range<usize> {
        if text.len() == range.len() {
            range.start + part.start..range.start + part.end
        } else {
            range.clone()
        }
    }

    /// A part of the text without masks.
    fn unmasked(&self, text: &str, range: &Range<usize>, part: &Range<usize>) -> String {
        let place = self.place(text, range, part);
        let same = text.len() == range.len();
        self.source.get(place).filter(|_| same).unwrap_or(&text[part.clone()]).to_owned()
    }

    /// Writes a part of the text that contains no construct.
    fn plain(&mut self, text: &str, range: &Range<usize>, part: Range<usize>) {
        let abbreviations = &self.prepared.abbreviations;
        let mut from = part.start;
        if !abbreviations.is_empty() {
            let mut at = part.start;
            while at < part.end {
                let word = text[at..part.end].find(|it: char| it.is_alphanumeric());
                let Some(word) = word.map(|it| at + it) else { break };
                let length = text[word..part.end].find(|it: char| !it.is_alphanumeric());
                at = length.map_or(part.end, |it| word + it);
                if let Some(title) = abbreviations.get(&text[word..at]) {
                    self.verbatim(text, range, from..word);
                    let html = format!("<abbr title=\"{title}\">");
                    self.html(html, range);
                    self.verbatim(text, range, word..at);
                    self.html("</abbr>".to_owned(), range);
                    from = at;
                }
            }
        }
        self.verbatim(text, range, from..part.end);
    }

    fn verbatim(&mut self, text: &str, range: &Range<usize>, part: Range<usize>) {
        if part.is_empty() {
            return;
        }
        let place = self.place(text, range, &part);
        self.out.push((Event::Text(text[part].to_owned().into()), place));
    }

    fn html(&mut self, html: String, range: &Range<usize>) {
        self.out.push((Event::InlineHtml(html.into()), range.clone()));
    }

    /// Writes a URL as a link to it.
    fn link(
        &mut self,
        text: &str,
        range: &Range<usize>,
        written: usize,
        found: Option<Range<usize>>,
        prefix: &str,
    ) -> Option<usize> {
        let found = found.filter(|_| self.linked == 0)?;
        // The URL continues with an escaped character.
        if found.end == text.len() && self.source.as_bytes().get(range.end) == Some(&b'\\') {
            return None;
        }
        self.plain(text, range, written..found.start);
        let url = format!("{prefix}{}", self.unmasked(text, range, &found));
        let place = self.place(text, range, &found);
        self.open(url, &place);
        self.verbatim(text, range, found.clone());
        self.out.push((Event::End(TagEnd::Link), place));
        Some(found.end)
    }

    fn open(&mut self, url: String, place: &Range<usize>) {
        let (title, id) = (CowStr::Borrowed(""), CowStr::Borrowed(""));
        let tag = Tag::Link { link_type: LinkType::Autolink, dest_url: url.into(), title, id };
        self.out.push((Event::Start(tag), place.clone()));
    }

    /// Handles `:rocket:`.
    fn emoji(
        &mut self,
        text: &str,
        range: &Range<usize>,
        written: usize,
        at: usize,
    ) -> Option<usize> {
        let name = text.as_bytes()[at + 1..]
            .iter()
            .take(MAX_LENGTH)
            .take_while(|it| is_name(**it))
            .count();
        let end = at + 1 + name;
        let after = text[end..].strip_prefix(':')?;
        let bounded = !text[..at].ends_with(|it: char| it.is_alphanumeric() || it == ':')
            && !after.starts_with(|it: char| it.is_ascii_alphanumeric());
        if name == 0 || !bounded {
            return None;
        }
        let emoji = emojis::get_by_shortcode(&text[at + 1..end])?;
        self.plain(text, range, written..at);
        self.out.push((Event::Text(CowStr::Borrowed(emoji.as_str())), range.clone()));
        Some(end + 1)
    }

    /// Handles `[[Page]]`, `[[page|Text]]`, and `[^1]` without a footnote of this label.
    fn bracket(
        &mut self,
        text: &str,
        range: &Range<usize>,
        written: usize,
        at: usize,
    ) -> Option<usize> {
        let near = &text.as_bytes()[at..text.len().min(at + MAX_LENGTH)];
        if near.starts_with(b"[^") {
            let label =
                near[2..].iter().take_while(|it| !matches!(it, b']' | b' ' | b'\n')).count();
            let label = text.get(at + 2..at + 2 + label)?;
            let end = at + 2 + label.len();
            let is_label = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_');
            let class = text[..at].ends_with(['/', '[', '(', '"', '\'', '“', '‘', '^', '|', '\\']);
            if near.get(end - at) != Some(&b']')
                || label.is_empty()
                || class
                || !label.chars().all(is_label)
            {
                return None;
            }
            self.plain(text, range, written..at);
            self.html(format!("<sup>{label}</sup>"), range);
            return Some(end + 1);
        }
        if !self.wiki || self.linked > 0 || !near.starts_with(b"[[") {
            return None;
        }
        let end = memchr::memmem::find(near, b"]]")?;
        let inner = text.get(at + 2..at + end)?;
        let (target, label) = inner.split_once('|').unwrap_or((inner, inner));
        let target = target.trim_end_matches('\\');
        let begins = target.starts_with(|it: char| it.is_alphanumeric() || matches!(it, '/' | '#'));
        let end = at + end + 2;
        if !begins || inner.contains(['[', ']', '\n']) || text[end..].starts_with(['(', '[', ':']) {
            return None;
        }
        let embedded = text[written..at].ends_with('!');
        self.plain(text, range, written..at - usize::from(embedded));
        let place = self.place(text, range, &(at..end));
        let lower = target.to_lowercase();
        if embedded && PICTURES.iter().any(|it| lower.ends_with(it)) {
            let (title, id) = (CowStr::Borrowed(""), CowStr::Borrowed(""));
            let dest_url = target.to_owned().into();
            let tag = Tag::Image { link_type: LinkType::Inline, dest_url, title, id };
            self.out.push((Event::Start(tag), place.clone()));
            self.out.push((Event::End(TagEnd::Image), place));
            return Some(end);
        }
        let url =
            if target.starts_with('#') { target.to_owned() } else { format!("article:{target}") };
        self.open(url, &place);
        self.out.push((Event::Text(label.trim().to_owned().into()), range.clone()));
        self.out.push((Event::End(TagEnd::Link), place));
        Some(end)
    }

    /// Handles `==marked==`.
    fn mark(
        &mut self,
        text: &str,
        range: &Range<usize>,
        written: usize,
        at: usize,
    ) -> Option<usize> {
        let rest = text[at..].strip_prefix("==")?;
        let outside = |it: char| it.is_alphanumeric() || it == '=';
        let length = rest.find("==")?;
        let (inner, after) = (&rest[..length], &rest[length + 2..]);
        let tight = inner.starts_with(|it: char| !it.is_whitespace())
            && inner.ends_with(|it: char| !it.is_whitespace());
        if !tight || text[..at].ends_with(outside) || after.starts_with(outside) {
            return None;
        }
        self.plain(text, range, written..at);
        self.html("<mark>".to_owned(), range);
        self.plain(text, range, at + 2..at + 2 + length);
        self.html("</mark>".to_owned(), range);
        Some(at + length + 4)
    }
}
