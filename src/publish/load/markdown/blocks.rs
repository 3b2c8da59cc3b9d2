//! Converts blocks that are not part of `CommonMark`: `:::note` containers, `!!! note` admonitions, kramdown's `{::comment}` and
//! similar extensions, abbreviations, and inline footnotes.

use std::collections::HashMap;

use memchr::memmem;

use crate::publish::dialect::Extra;
use crate::publish::dialect::Markdown;
use crate::publish::load::markdown::code;
use crate::publish::load::markdown::code::Code;
use crate::publish::load::markdown::container;
use crate::publish::load::markdown::container::Fence;
use crate::publish::load::markdown::container::Frame;
use crate::publish::load::markdown::rewriting::Map;
use crate::publish::load::markdown::rewriting::Rewriting;
use crate::publish::load::markdown::signs::Signs;
use crate::text::escape;

/// The maximum nesting depth of boxes.
const MAX_DEPTH: usize = 20;

/// The maximum number of abbreviations in the text.
const MAX_ABBREVIATIONS: usize = 1000;

/// Converts these blocks in the text. `None` if it contains none.
pub(super) fn rewrite(
    text: &str,
    signs: &Signs<'_>,
    markdown: &Markdown,
    abbreviations: &mut HashMap<String, String>,
) -> Option<(String, Map)> {
    let has = |sign: &str| signs.has(sign);
    let mut writer = Writer {
        out: Rewriting::new(text),
        code: Code::default(),
        fences: Vec::new(),
        boxes: Vec::new(),
        skipped: 0,
        notes: Vec::new(),
        kramdown: markdown.kramdown && (has("{::") || has("{:/")),
        abbreviations: markdown.has(Extra::Abbreviations) && has("*["),
        inline_notes: markdown.has(Extra::InlineNotes) && has("^["),
        comments_end: true,
        ends: markdown.kramdown && has("\n^"),
    };
    let any = writer.ends || writer.kramdown || writer.abbreviations || writer.inline_notes;
    if !any && !has(":::") && !has("!!! ") && !has("???") {
        return None;
    }
    for (start, line) in code::lines(text) {
        writer.line(start, line, abbreviations);
    }
    writer.end()
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether the text contains a construct"
)]
struct Writer<'t> {
    out: Rewriting<'t>,
    code: Code,
    /// The open containers, with the number of their colons.
    fences: Vec<(usize, Frame)>,
    /// The open admonitions, with the indentation of their first lines.
    boxes: Vec<(usize, Frame)>,
    /// The text before this position is removed.
    skipped: usize,
    /// The inline footnotes and their positions.
    notes: Vec<(usize, usize)>,
    kramdown: bool,
    abbreviations: bool,
    inline_notes: bool,
    /// Whether another comment may end after this position.
    comments_end: bool,
    /// Whether a line that contains only `^` ends a block, as in kramdown.
    ends: bool,
}

impl<'t> Writer<'t> {
    fn line(&mut self, start: usize, line: &'t str, abbreviations: &mut HashMap<String, String>) {
        if start + line.len() < self.skipped {
            return;
        }
        let (start, line) = match self.skipped.checked_sub(start) {
            Some(cut) if cut <= line.len() => (self.skipped, &line[cut..]),
            _ => (start, line),
        };
        let indent = code::indent(line);
        if !line.trim().is_empty() {
            while let Some((_, it)) = self.boxes.pop_if(|it| indent < it.0 + 4) {
                self.out.keep(start);
                self.out.add(&format!("\n{}\n\n", it.end()));
            }
        }
        let (start, line) = self.dedented(start, line);
        if self.code.has(line) || line.trim().is_empty() {
            return;
        }
        let after = start + line.len();
        let blanks = &line[..line.len() - line.trim_start().len()];
        let inner = line.trim();
        if inner.starts_with(":::") {
            self.fence(start, after, blanks, inner);
        } else if inner.starts_with("!!!") || inner.starts_with("???") {
            if let Some((open, title)) = container::admonition(inner)
                && self.boxes.len() < MAX_DEPTH
            {
                self.replace(start, after, &open.start(blanks, title.as_deref()));
                self.boxes.push((indent, open));
            }
        } else if self.ends && inner == "^" {
            self.replace(start, after, "");
        } else if self.abbreviations && inner.starts_with("*[") && blanks.len() < 4 {
            if let Some((name, title)) = abbreviation(inner)
                && abbreviations.len() < MAX_ABBREVIATIONS
            {
                abbreviations.insert(name, title);
                self.replace(start, after, "");
            }
        } else {
            if self.kramdown {
                self.extensions(start, line);
            }
            if self.inline_notes {
                self.inline_notes(start, line);
            }
        }
    }

    /// A line without the indentation that comes from the admonitions around it.
    fn dedented(&mut self, start: usize, line: &'t str) -> (usize, &'t str) {
        let mut columns = 4 * self.boxes.len();
        if columns == 0 {
            return (start, line);
        }
        let mut cut = 0;
        while columns > 0 {
            match line.as_bytes().get(cut) {
                Some(b' ') => columns -= 1,
                Some(b'\t') => columns = columns.saturating_sub(4),
                _ => break,
            }
            cut += 1;
        }
        self.out.keep(start);
        self.out.skip(start + cut);
        (start + cut, &line[cut..])
    }

    fn replace(&mut self, start: usize, end: usize, text: &str) {
        self.out.keep(start);
        self.out.add(text);
        self.out.skip(end);
    }

    /// Handles a line that starts with `:::`.
    fn fence(&mut self, start: usize, end: usize, blanks: &str, line: &str) {
        match container::fence(line) {
            Fence::None => {}
            Fence::End(colons) => {
                // An inner container that was not closed is closed together with the outer one.
                let outer = self.fences.iter().rposition(|it| it.0 == colons);
                let longer = self.fences.last().is_some_and(|it| it.0 > colons);
                let open = outer.filter(|_| longer).unwrap_or(self.fences.len().saturating_sub(1));
                let mut text = String::new();
                for (_, it) in self.fences.drain(open..).rev() {
                    text.push_str(&format!("\n\n{blanks}{}\n", it.end()));
                }
                self.replace(start, end, &text);
            }
            Fence::Start { colons, open, title, text, closed } => {
                if self.fences.len() >= MAX_DEPTH {
                    self.replace(start, end, "");
                    return;
                }
                let mut html = open.start(blanks, title);
                if !text.is_empty() {
                    html.push_str(&format!("{blanks}{text}\n\n"));
                }
                if closed {
                    html.push_str(&format!("\n{blanks}{}\n", open.end()));
                } else {
                    self.fences.push((colons, open));
                }
                self.replace(start, end, &html);
            }
        }
    }

    /// Removes `{::comment}…{:/comment}` with its contents. For `{::nomarkdown}`, `{::options /}` and `{:/}`, only removes the
    /// tags.
    fn extensions(&mut self, start: usize, line: &str) {
        let text = self.out.source;
        let limit = start + line.len();
        let mut at = start;
        while at < limit
            && let Some(found) = text[at..limit].find("{:")
        {
            let tag = at + found;
            at = tag + 2;
            let rest = &text[at..];
            if !rest.starts_with([':', '/']) || text[..tag].ends_with('`') {
                continue;
            }
            let Some(close) = text[at..limit].find('}') else { break };
            let mut end = at + close + 1;
            if rest.starts_with(":comment") && !text[..end].ends_with("/}") && self.comments_end {
                let finder = memmem::find(&text.as_bytes()[end..], b"{:/");
                let close = finder.and_then(|it| Some(end + it + text[end + it..].find('}')? + 1));
                self.comments_end = close.is_some();
                end = close.unwrap_or(end);
            }
            self.out.keep(tag);
            self.out.skip(end);
            self.skipped = end;
            at = end;
        }
    }

    /// Replaces `^[a note]` with a reference. The notes are added at the end.
    fn inline_notes(&mut self, start: usize, line: &str) {
        let mut at = 0;
        let mut code = false;
        let mut counted = 0;
        while let Some(found) = line[at..].find("^[") {
            let mark = at + found;
            at = mark + 2;
            code ^= line[counted..mark].bytes().filter(|it| *it == b'`').count() % 2 == 1;
            counted = mark;
            if code || line[..mark].ends_with(['\\', '[']) || start + mark < self.skipped {
                continue;
            }
            let Some(length) = bracket(&line[mark + 1..]) else { break };
            let inner = (start + mark + 2, start + mark + length);
            if line[mark + 2..mark + length].trim().is_empty() {
                continue;
            }
            self.notes.push(inner);
            let reference = format!("[^feedwright-inline-{}]", self.notes.len());
            self.replace(start + mark, start + mark + 1 + length, &reference);
            at = mark + 1 + length;
        }
    }

    fn end(mut self) -> Option<(String, Map)> {
        let all = self.boxes.into_iter().rev().chain(self.fences.into_iter().rev());
        let ends: Vec<&str> = all.map(|it| it.1.end()).collect();
        let source = self.out.source;
        for end in ends {
            self.out.keep(source.len());
            self.out.add(&format!("\n\n{end}\n"));
        }
        for (index, (start, end)) in self.notes.into_iter().enumerate() {
            self.out.keep(source.len());
            let note = &source[start..end];
            self.out.add(&format!("\n\n[^feedwright-inline-{}]: {note}\n", index + 1));
        }
        self.out.done()
    }
}

/// The length of the brackets at the start of a string.
fn bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(at + 1),
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The name and the meaning in `*[HTML]: HyperText Markup Language`, both safe in HTML.
fn abbreviation(line: &str) -> Option<(String, String)> {
    let (name, title) = line.strip_prefix("*[")?.split_once("]:")?;
    let name = name.trim().to_owned();
    let title = escape::attribute(title.trim()).into_owned();
    (!name.is_empty()).then_some((name, title))
}
