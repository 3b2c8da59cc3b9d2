//! The tags of HTML elements and components in MDX.

use std::ops::Range;

use crate::publish::template::arguments::Arguments;
use crate::publish::template::html;
use crate::publish::template::mdx::expression;
use crate::publish::template::mdx::jsx;
use crate::publish::template::mdx::jsx::Tag;
use crate::publish::template::mdx::walk::End;
use crate::publish::template::mdx::walk::MAX_DEPTH;
use crate::publish::template::mdx::walk::Open;
use crate::publish::template::mdx::walk::Walk;
use crate::publish::template::media;
use crate::publish::template::media::Meaning;
use crate::publish::template::output::ends_line;
use crate::publish::template::output::line_before;

impl<'t> Walk<'t, '_> {
    /// Handles an HTML or component tag.
    pub(super) fn tag(&mut self) -> bool {
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
        if self.open.len() < MAX_DEPTH {
            self.open.push(Open { name, indent, inner: None, end });
        }
    }
}
