//! MDX: Markdown with JavaScript components and expressions. Markdown and HTML are kept, and the rest is removed.
//! <https://mdxjs.com/docs/what-is-mdx/>

use std::ops::Range;

use crate::publish::template::arguments::Arguments;
use crate::publish::template::code;
use crate::publish::template::context::Context;
use crate::publish::template::html;
use crate::publish::template::mdx::jsx::Tag;
use crate::publish::template::media;
use crate::publish::template::media::Meaning;
use crate::publish::template::output::Expanded;
use crate::publish::template::output::Output;
use crate::publish::template::output::ends_line;
use crate::publish::template::output::line_before;
use crate::publish::template::value::Scope;

mod expression;
mod jsx;
#[cfg(test)]
mod tests;

/// Comments between the summary and the rest, as in the Markdown reader.
static DIVIDERS: &[&str] = &["truncate", "more", "excerpt"];

/// The maximum number of open elements. Tags of deeper elements are removed, but their text is kept.
const DEEPEST: usize = 200;

/// Converts MDX, which starts at byte `base` of its file, to Markdown.
pub(crate) fn expand<'t>(text: &'t str, base: usize, context: &Context) -> Expanded<'t> {
    let code = code::find(text, code::Markup::Mdx);
    let mut verbatim: Vec<(Range<usize>, bool)> =
        code.ranges.into_iter().map(|it| (it, true)).collect();
    verbatim.extend(code.wrappers.into_iter().map(|it| (it, false)));
    verbatim.sort_by_key(|it| it.0.start);
    let walk = Walk {
        text,
        scope: Scope::new(context),
        output: Output::new(text, base),
        verbatim,
        at: 0,
        open: Vec::new(),
        comments_end: false,
    };
    walk.finish()
}

/// An open element.
struct Open<'t> {
    name: &'t str,
    /// The indentation of its tag, if the tag is first on its line.
    indent: usize,
    /// The indentation of its contents.
    inner: Option<usize>,
    /// The replacement of its end tag.
    end: End,
}

/// The replacement of an end tag.
#[derive(Clone, Debug, PartialEq, Eq)]
enum End {
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

struct Walk<'t, 'c> {
    text: &'t str,
    scope: Scope<'c>,
    output: Output<'t>,
    /// The ranges of code (`true`) and of removed lines.
    verbatim: Vec<(Range<usize>, bool)>,
    at: usize,
    open: Vec<Open<'t>>,
    /// Whether no comment ends after this position.
    comments_end: bool,
}

impl<'t> Walk<'t, '_> {
    fn finish(mut self) -> Expanded<'t> {
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

    /// Handles an HTML or component tag.
    fn tag(&mut self) -> bool {
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") {
            let Some(end) = Some(rest).filter(|_| !self.comments_end).and_then(|it| it.find("-->"))
            else {
                self.comments_end = true;
                return false;
            };
            self.output.copy(self.at..self.at + end + 3);
            self.at += end + 3;
            return true;
        }
        let Some(tag) = jsx::read(rest) else { return false };
        let range = self.at..self.at + tag.length;
        self.at = range.end;
        if tag.closes {
            self.close(&tag, &range);
        } else if tag.is_component() {
            self.component(&tag, &range);
        } else {
            self.element(&tag, &range);
        }
        true
    }

    /// Whether the contents of an element are Markdown on separate lines. Then its tags must be on separate lines too.
    fn is_block(&self, range: &Range<usize>) -> bool {
        self.output.is_alone(range.end)
    }

    fn element(&mut self, tag: &Tag<'t>, range: &Range<usize>) {
        let html = tag.html();
        let block = self.is_block(range);
        let indent = self.indent();
        if !block && indent == 0 && self.holds_marks(tag, range.end) {
            // A nested paragraph would end the outer one.
            let opening = if tag.name == "p" { "" } else { &html };
            self.output.put(range.start, &format!("\n{opening}\n\n"));
            let end = if tag.name == "p" { End::Block("") } else { End::Apart };
            return self.push(tag.name, indent, end);
        }
        self.output.put(range.start, &html);
        if tag.is_empty() {
            return;
        }
        if block && jsx::holds_blocks(tag.name) {
            self.output.put(range.end, "\n");
        }
        self.push(tag.name, indent, End::Kept);
    }

    /// Whether a line starts with the tag of a block element and its text on this line contains Markdown, which MDX renders.
    fn holds_marks(&self, tag: &Tag, end: usize) -> bool {
        static BLOCKS: &[&str] =
            &["div", "p", "figcaption", "center", "td", "section", "aside", "blockquote", "li"];
        if !BLOCKS.contains(&tag.name) || !self.begins_line() {
            return false;
        }
        let line = self.output.rest_of_line(end);
        let Some((inside, after)) = line.split_once("</") else { return false };
        let closes = after.strip_prefix(tag.name).is_some_and(|it| it.trim_end() == ">");
        let has_marks = ["**", "](", "`", " *", " _"].iter().any(|it| inside.contains(it))
            || inside.starts_with(['*', '_']);
        closes && has_marks && !inside.contains('<')
    }

    fn component(&mut self, tag: &Tag<'t>, range: &Range<usize>) {
        let block = self.is_block(range);
        let indent = self.indent();
        let name = tag.name.rsplit('.').next().unwrap_or(tag.name);
        let arguments = tag.arguments();
        if let Some(html) = self.shown_code(tag, &arguments) {
            self.output.put(range.start, &html);
            if !tag.is_closed {
                self.push(tag.name, indent, End::Nothing);
            }
            return;
        }
        let links = matches!(
            name,
            "Link"
                | "NextLink"
                | "Anchor"
                | "A"
                | "ExternalLink"
                | "LinkButton"
                | "Button"
                | "LinkCard"
                | "NavLink"
        );
        let meaning = match arguments.get(&["to", "href"]) {
            Some(address) if links && !tag.is_closed => Meaning::Link(address.to_owned()),
            _ if tag.name.is_empty() => Meaning::Unknown,
            _ => media::meaning(name, &arguments, ""),
        };
        let end = match meaning {
            Meaning::Html(html) => {
                self.output.html(range, &html);
                End::Nothing
            }
            Meaning::Around(opening, closing)
                if !tag.is_closed && (block || self.begins_line() && indent == 0) =>
            {
                let gap = if block { "\n" } else { "\n\n" };
                self.output.put(range.start, &format!("{opening}{gap}"));
                if closing.is_empty() { End::Nothing } else { End::Block(closing) }
            }
            Meaning::Link(address) if !tag.is_closed && !block => {
                self.output.put(range.start, &format!("<a href=\"{}\">", html::escaped(&address)));
                End::Inline("</a>")
            }
            Meaning::Link(address) if address.contains("://") => {
                self.output.html(range, &html::anchor(&address, &address));
                End::Nothing
            }
            _ => {
                if !tag.name.is_empty() {
                    self.output.removed(format!("<{}>", tag.name), range);
                }
                self.at = self.output.leave_out(range);
                // The text after it on the same line is separate text.
                End::Nothing
            }
        };
        if !tag.is_closed {
            self.push(tag.name, indent, end);
        }
    }

    fn close(&mut self, tag: &Tag, range: &Range<usize>) {
        let place = self.open.iter().rposition(|it| it.name == tag.name);
        let end = match place {
            Some(place) => {
                let end = self.open[place].end.clone();
                self.open.truncate(place);
                end
            }
            None if tag.is_component() => End::Nothing,
            None => End::Kept,
        };
        match end {
            End::Kept => {
                // The next line is not part of this element, but an HTML block continues until a blank line.
                let rest = &self.text[range.end..];
                let goes_on = || rest.split_once('\n').is_some_and(|it| !ends_line(it.1));
                let last = self.open.is_empty() && ends_line(rest) && goes_on();
                let block = last || self.is_block(range);
                self.output.copy(range.clone());
                let heads = matches!(tag.name, "summary" | "figcaption" | "legend" | "caption");
                let ends = heads && ends_line(&self.text[range.end..]);
                if ends || block && jsx::holds_blocks(tag.name) {
                    self.output.put(range.end, "\n");
                }
            }
            End::Nothing => self.at = self.output.leave_out(range),
            End::Block(html) => {
                // The text after it on the same line is not part of the HTML.
                let after = if ends_line(&self.text[range.end..]) { "" } else { "\n" };
                let gap = if self.output.begins_line() { "" } else { "\n\n" };
                self.output.put(range.start, &format!("{gap}{html}\n{after}"));
            }
            End::Inline(html) => self.output.put(range.start, html),
            End::Apart => {
                self.output.put(range.start, "\n\n");
                self.output.copy(range.clone());
                self.output.put(range.end, "\n");
            }
        }
    }

    fn begins_line(&self) -> bool {
        self.output.begins_line()
    }

    /// The code in an expression or an attribute of a component that displays code.
    fn shown_code(&mut self, tag: &Tag, arguments: &Arguments) -> Option<String> {
        let named = ["CodeBlock", "Code", "SyntaxHighlighter", "CodeSnippet", "Highlight"];
        named.contains(&tag.name).then_some(())?;
        let language = arguments.get(&["language", "lang"]).unwrap_or_default();
        if let Some(code) = arguments.get(&["code", "children"]) {
            return Some(html::code_block(language, code));
        }
        let rest = self.text[self.at..].trim_start();
        let length = Some(rest).filter(|it| it.starts_with('{')).and_then(expression::balanced)?;
        let code = expression::literal(rest[1..length - 1].trim())?;
        self.at = self.text.len() - rest.len() + length;
        Some(html::code_block(language, code.trim_matches('\n')))
    }

    /// The indentation of this line in the source.
    fn indent(&self) -> usize {
        let line = line_before(self.text, self.at);
        line.len() - line.trim_start_matches([' ', '\t']).len()
    }

    fn push(&mut self, name: &'t str, indent: usize, end: End) {
        if self.open.len() < DEEPEST {
            self.open.push(Open { name, indent, inner: None, end });
        }
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
