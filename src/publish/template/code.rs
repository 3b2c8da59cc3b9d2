//! Finds code in a text: fenced and indented blocks, code spans, `<pre>` and similar elements. Braces in code are text.

use std::collections::HashMap;
use std::ops::Range;

/// The language around the template tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Markup {
    /// Markdown, which may contain HTML.
    Markdown,
    /// Markdown with components. It has no indented code.
    Mdx,
    /// HTML.
    Html,
}

/// The code in a text.
#[derive(Debug, Default)]
pub(crate) struct Code {
    /// The ranges of code, sorted.
    pub(crate) ranges: Vec<Range<usize>>,
    /// The lines of fences that only contain components: Docusaurus's `mdx-code-block`.
    pub(crate) wrappers: Vec<Range<usize>>,
}

/// Elements that show their contents verbatim, or whose text people do not read.
static ELEMENTS: &[&str] = &["pre", "code", "script", "style", "textarea", "samp"];

/// Finds the code in `text`.
pub(crate) fn find(text: &str, markup: Markup) -> Code {
    let mut code = match markup {
        Markup::Html => Code::default(),
        _ => {
            Lines { text, markup, code: Code::default(), paragraph: None, lists: Vec::new() }.read()
        }
    };
    if markup != Markup::Mdx {
        elements(text, &mut code.ranges);
    }
    code
}

/// An open fence.
struct Fence {
    mark: u8,
    length: usize,
    start: usize,
    wraps: bool,
}

struct Lines<'t> {
    text: &'t str,
    markup: Markup,
    code: Code,
    /// The start of the lines that are searched for code spans.
    paragraph: Option<usize>,
    /// The indentation of the text in the open list items.
    lists: Vec<usize>,
}

impl Lines<'_> {
    fn read(mut self) -> Code {
        let text = self.text;
        let mut fence: Option<Fence> = None;
        let mut start = 0;
        let mut after_blank = true;
        for line in text.split_inclusive('\n') {
            let range = start..start + line.len();
            start = range.end;
            let bare = unquoted(line);
            if let Some(open) = &fence {
                if closes(bare, open) {
                    if open.wraps {
                        self.code.wrappers.push(range.clone());
                    } else {
                        self.code.ranges.push(open.start..range.end);
                    }
                    fence = None;
                    after_blank = true;
                }
                continue;
            }
            if bare.trim().is_empty() {
                self.spans(range.start);
                after_blank = true;
                continue;
            }
            if let Some((mark, length, info)) = opens(bare) {
                self.spans(range.start);
                let wraps = self.markup == Markup::Mdx && info.starts_with("mdx-code-block");
                if wraps {
                    self.code.wrappers.push(range.clone());
                }
                fence = Some(Fence { mark, length, start: range.start, wraps });
            } else if self.is_indented(line, after_blank) {
                self.code.ranges.push(range);
                continue;
            } else {
                self.paragraph.get_or_insert(range.start);
            }
            after_blank = false;
        }
        match fence {
            Some(open) if !open.wraps => self.code.ranges.push(open.start..text.len()),
            _ => self.spans(text.len()),
        }
        self.code
    }

    /// Whether a line is code because of its indentation. `after` says whether the line above is blank or also such code.
    fn is_indented(&mut self, line: &str, after: bool) -> bool {
        let indent = indent(line);
        if after {
            while self.lists.pop_if(|it| *it > indent).is_some() {}
            let base = self.lists.last().copied().unwrap_or(0);
            if self.markup != Markup::Mdx && indent >= base + 4 && self.paragraph.is_none() {
                return true;
            }
        }
        let mut rest = line.trim_start_matches([' ', '\t']);
        let mut offset = indent;
        // `- 1. text` opens two list items.
        for _ in 0..8 {
            let Some(width) = marker(rest) else { break };
            offset += width;
            self.lists.push(offset);
            rest = rest.get(width..).unwrap_or_default();
        }
        false
    }

    /// Finds the code spans in the lines before `end`.
    fn spans(&mut self, end: usize) {
        let Some(start) = self.paragraph.take() else { return };
        let bytes = &self.text.as_bytes()[start..end];
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut last_end = 0;
        for at in memchr::memchr_iter(b'`', bytes) {
            match runs.last_mut() {
                Some((_, length)) if last_end == at => *length += 1,
                _ => runs.push((at, 1)),
            }
            last_end = at + 1;
        }
        let mut seen: HashMap<usize, usize> = HashMap::new();
        let mut partners = vec![None; runs.len()];
        for (index, (_, length)) in runs.iter().enumerate().rev() {
            partners[index] = seen.insert(*length, index);
        }
        let mut index = 0;
        while index < runs.len() {
            let (at, _) = runs[index];
            let backslashes = bytes[..at].iter().rev().take_while(|it| **it == b'\\').count();
            match partners[index].filter(|_| backslashes % 2 == 0) {
                Some(partner) => {
                    let (last, length) = runs[partner];
                    self.code.ranges.push(start + at..start + last + length);
                    index = partner + 1;
                }
                None => index += 1,
            }
        }
    }
}

/// A line without the marks of block quotes.
fn unquoted(line: &str) -> &str {
    let mut bare = line;
    while let Some(rest) = bare.trim_start_matches([' ', '\t']).strip_prefix('>') {
        bare = rest;
    }
    bare
}

/// The mark, length and info string of the fence that a line opens. The fence may be in a list item.
fn opens(line: &str) -> Option<(u8, usize, &str)> {
    let mut bare = line.trim_start_matches([' ', '\t']);
    if let Some(width) = marker(bare) {
        bare = bare.get(width..).unwrap_or_default().trim_start_matches([' ', '\t']);
    }
    let mark = *bare.as_bytes().first().filter(|it| matches!(it, b'`' | b'~'))?;
    let length = bare.bytes().take_while(|it| *it == mark).count();
    let info = bare[length..].trim();
    (length >= 3 && !(mark == b'`' && info.contains('`'))).then_some((mark, length, info))
}

fn closes(line: &str, open: &Fence) -> bool {
    let bare = line.trim();
    bare.len() >= open.length && bare.bytes().all(|it| it == open.mark)
}

fn indent(line: &str) -> usize {
    line.bytes()
        .take_while(|it| matches!(it, b' ' | b'\t'))
        .fold(0, |width, it| if it == b'\t' { (width / 4 + 1) * 4 } else { width + 1 })
}

/// The width of the marker at the start of a string, including the space after it. It may belong to a list item, a footnote or a
/// definition.
fn marker(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mark = match bytes.first()? {
        b'-' | b'*' | b'+' => 1,
        b':' => return text[1..].starts_with(' ').then_some(2),
        b'[' if text.starts_with("[^") => return text.find("]:").filter(|it| *it < 60).map(|_| 4),
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|it| it.is_ascii_digit()).count();
            if digits > 9 || !matches!(bytes.get(digits), Some(b'.' | b')')) {
                return None;
            }
            digits + 1
        }
        _ => return None,
    };
    let space = bytes[mark..].iter().take_while(|it| **it == b' ').count();
    match bytes.get(mark + space) {
        None | Some(b'\n' | b'\r') => Some(mark + 1),
        Some(b'\t') => Some(mark + space + 1),
        _ if space == 0 => None,
        _ if space > 4 => Some(mark + 1),
        _ => Some(mark + space),
    }
}

/// Adds the elements that contain code, outside the existing ranges, and sorts all ranges.
fn elements(text: &str, ranges: &mut Vec<Range<usize>>) {
    let mut found = Vec::new();
    let mut ends: [Option<usize>; 6] = [Some(0); 6];
    let mut known = ranges.iter().peekable();
    let mut skipped = 0;
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        while let Some(range) = known.next_if(|it| it.start <= at) {
            skipped = skipped.max(range.end);
        }
        if at < skipped {
            continue;
        }
        let rest = &text.as_bytes()[at + 1..];
        let opens = |name: &&str| {
            rest.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
                && rest.get(name.len()).is_some_and(|it| matches!(it, b'>' | b' ' | b'\n' | b'\t'))
        };
        let Some(index) = ELEMENTS.iter().position(opens) else { continue };
        let name = ELEMENTS[index];
        // The next end tag of each name is searched for once.
        let Some(end) = ends[index] else { continue };
        if end <= at {
            ends[index] = end_tag(text, at + 1, name);
        }
        let Some(end) = ends[index] else { continue };
        found.push(at..end);
        skipped = end;
    }
    ranges.append(&mut found);
    ranges.sort_by_key(|it| (it.start, it.end));
}

fn end_tag(text: &str, from: usize, name: &str) -> Option<usize> {
    memchr::memmem::find_iter(&text.as_bytes()[from..], b"</").map(|it| from + it).find(|at| {
        let rest = &text.as_bytes()[at + 2..];
        rest.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::Markup;
    use super::find;

    fn code(text: &str, markup: Markup) -> Vec<&str> {
        find(text, markup).ranges.into_iter().map(|it| text[it].trim_end()).collect()
    }

    #[test]
    fn finds_code() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str])] = &[
            ("a `b` c ``d ` e`` f ` g",         &["`b`", "``d ` e``"]),
            ("a ` b\n\nc ` d",                  &[]),
            (r"a \`b` c",                       &[]),
            ("```x\n{{ a }}\n```\nb",           &["```x\n{{ a }}\n```"]),
            ("~~~\na\n```\n~~~\nb",             &["~~~\na\n```\n~~~"]),
            ("> ```\n> a\n> ```\n> b",          &["> ```\n> a\n> ```"]),
            ("- ```\n  a\n  ```\n",             &["- ```\n  a\n  ```"]),
            ("a\n    b\n\n    c\n\n    d\ne",   &["c", "d"]),
            ("- a\n\n    b\n\n      c\n",       &["c"]),
            ("1. a\n\n   b\n\n        c\n",     &["c"]),
            ("<pre>a</pre> <code>b</code> <PRE x=1>c</PRE>", &["<pre>a", "<code>b", "<PRE x=1>c"]),
            ("```\nopen",                       &["```\nopen"]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> =
                code(text, Markup::Markdown).iter().map(|it| it.trim()).collect();
            assert_eq!(found, *expected, "{text}");
        }
        assert!(code("a\n\n    b\n", Markup::Mdx).is_empty());
        assert!(code("a `b`\n\n    c\n", Markup::Html).is_empty());
        let wrapped = find("```mdx-code-block\n<Tabs>\n```\n", Markup::Mdx);
        assert_eq!((wrapped.ranges.len(), wrapped.wrappers.len()), (0, 2));
    }

    #[test]
    fn is_linear() {
        for piece in ["`", "``", "<pre>", "<code ", "- ", "    a\n\n", "> ", "```\n", "` `` "] {
            let _ = find(&piece.repeat(2_000_000 / piece.len()), Markup::Markdown);
        }
    }
}
