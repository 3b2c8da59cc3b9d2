//! Handles the text of MDX in order: lines, code, modules and expressions. Tags are in `tags`.

use std::ops::Range;

use crate::publish::template::mdx::expression;
use crate::publish::template::output::Expanded;
use crate::publish::template::output::Output;
use crate::publish::template::value::Scope;

/// The maximum number of open elements. Tags of deeper elements are removed, but their text is kept.
pub(super) const MAX_DEPTH: usize = 200;

/// An open element.
pub(super) struct Open<'t> {
    pub(super) name: &'t str,
    /// The indentation of its tag, if the tag is first on its line.
    pub(super) indent: usize,
    /// The indentation of its contents.
    pub(super) inner: Option<usize>,
    /// The replacement of its end tag.
    pub(super) end: End,
}

/// The replacement of an end tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The end tag itself.
    Kept,
    /// The end tag is removed.
    Nothing,
    /// HTML on a separate line.
    Block(&'static str),
    /// HTML inside the line.
    Inline(&'static str),
    /// The end tag itself, after a blank line.
    Apart,
}

/// Comments between the summary and the rest, as in the Markdown reader.
static DIVIDERS: &[&str] = &["truncate", "more", "excerpt"];

pub(super) struct Walk<'t, 'c> {
    pub(super) text: &'t str,
    pub(super) scope: Scope<'c>,
    pub(super) output: Output<'t>,
    /// The ranges of code (`true`) and of removed lines.
    pub(super) verbatim: Vec<(Range<usize>, bool)>,
    pub(super) at: usize,
    pub(super) open: Vec<Open<'t>>,
    /// Whether no comment ends after this position.
    pub(super) comments_end: bool,
}

impl<'t> Walk<'t, '_> {
    pub(super) fn finish(mut self) -> Expanded<'t> {
        let verbatim = std::mem::take(&mut self.verbatim);
        let mut next = verbatim.iter().peekable();
        while self.at < self.text.len() {
            while next.next_if(|it| it.0.end <= self.at).is_some() {}
            if let Some((range, keeps)) = next.next_if(|it| it.0.start <= self.at) {
                if *keeps {
                    self.code(range.end);
                } else {
                    self.at = range.end;
                }
                continue;
            }
            let within = next.peek().map_or(self.text.len(), |it| it.0.start);
            self.step(within);
        }
        self.output.finish()
    }

    /// Reads the construct at this position and the text after it, up to the next position where a construct can start. Code
    /// starts at `within`.
    fn step(&mut self, within: usize) {
        let bytes = self.text.as_bytes();
        let is_line = self.at == 0 || bytes[self.at - 1] == b'\n';
        if is_line {
            self.line();
            if self.at >= within {
                return;
            }
        }
        let is_escaped = {
            let slashes = bytes[..self.at].iter().rev().take_while(|it| **it == b'\\').count();
            slashes.min(self.at) % 2 == 1
        };
        let done = !is_escaped
            && match bytes[self.at] {
                b'{' => self.expression(),
                b'<' => self.tag(),
                b'i' | b'e' if is_line => self.module(),
                _ => false,
            };
        if done {
            return;
        }
        // Skip to the next brace, tag or line.
        let rest = &bytes[self.at + 1..within];
        let length = memchr::memchr3(b'{', b'<', b'\n', rest)
            .map_or(rest.len(), |it| if rest[it] == b'\n' { it + 1 } else { it });
        let end = if bytes[self.at] == b'\n' { self.at + 1 } else { self.at + 1 + length };
        self.output.copy(self.at..end);
        self.at = end;
    }

    /// Removes the indentation that comes from the elements around a line.
    fn line(&mut self) {
        let line = self.output.rest_of_line(self.at);
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if indent == line.trim_end().len() {
            return;
        }
        let Some(base) = self.open.first().map(|it| it.indent) else { return };
        let Some(element) = self.open.last_mut() else { return };
        let is_end = line.trim_start().starts_with("</");
        let inner = if is_end {
            element.inner.unwrap_or(indent).min(indent)
        } else {
            *element.inner.get_or_insert(indent)
        };
        self.at += inner.min(indent).saturating_sub(base);
    }

    /// Copies code up to `end` without the indentation of the surrounding elements.
    fn code(&mut self, end: usize) {
        let start = self.at;
        if self.open.is_empty() || !self.text[start..end].contains('\n') {
            self.output.copy(start..end);
            self.at = end;
            return;
        }
        let mut from = start;
        while from < end {
            self.at = from;
            if from == 0 || self.text.as_bytes()[from - 1] == b'\n' {
                self.line();
            }
            let line_end = self.at + self.output.rest_of_line(self.at).len() + 1;
            let line_end = line_end.min(end).max(self.at);
            self.output.copy(self.at..line_end);
            from = line_end;
        }
        self.at = end;
    }

    /// Removes `import` and `export` statements at the start of a line.
    fn module(&mut self) -> bool {
        let above = self.text[..self.at].trim_end_matches([' ', '\t', '\r']);
        let follows = above.is_empty()
            || above.ends_with("\n\n")
            || above.ends_with("\n\r\n")
            || self.output.text.trim_end().is_empty();
        let after_module = self.output.text.ends_with('\n') || self.output.text.is_empty();
        let Some(end) =
            expression::module(&self.text[self.at..]).filter(|_| follows || after_module)
        else {
            return false;
        };
        self.at += end;
        true
    }

    /// Handles an expression in braces.
    fn expression(&mut self) -> bool {
        let rest = &self.text[self.at..];
        // The heading ids and links of Docusaurus.
        if rest.starts_with("{#") || rest.starts_with("{@") {
            return false;
        }
        let Some(length) = expression::balanced(rest) else { return false };
        let range = self.at..self.at + length;
        let inside = rest[1..length - 1].trim();
        if let Some(comment) = inside.strip_prefix("/*").and_then(|it| it.strip_suffix("*/")) {
            let comment = comment.trim();
            self.at = if DIVIDERS.contains(&comment) {
                self.output.put(range.start, &format!("<!-- {comment} -->"));
                range.end
            } else {
                self.output.leave_out(&range)
            };
            return true;
        }
        let value = expression::literal(inside).or_else(|| {
            let is_path = inside.starts_with("frontMatter.") || inside.starts_with("frontmatter.");
            is_path.then(|| self.scope.value(inside))?
        });
        if let Some(value) = value {
            self.output.put(range.start, &text(&value));
            self.at = range.end;
            return true;
        }
        if !inside.is_empty() {
            let in_path = |it: char| it.is_alphanumeric() || "_.$".contains(it);
            let is_path = inside.len() < 40 && inside.chars().all(in_path);
            let shown = if is_path { inside } else { "…" };
            self.output.removed(format!("{{{shown}}}"), &range);
        }
        self.at = self.output.leave_out(&range);
        true
    }
}

/// Escapes a string so that Markdown shows it verbatim.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for it in value.chars() {
        match it {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            '*' | '_' | '`' | '[' | ']' => out.extend(['\\', it]),
            _ => out.push(it),
        }
    }
    out
}
