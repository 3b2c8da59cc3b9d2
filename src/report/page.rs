//! The only output that a reporter can write to. It accepts three things: text of the program itself, numbers, and
//! text of any origin, which it escapes for the kind of output. This way, no reporter can print text from a document
//! unescaped.

use std::io;
use std::io::Write;
use std::marker::PhantomData;

use serde::Serialize;

use crate::report::escape::GithubMessage;
use crate::report::escape::GithubProperty;
use crate::report::escape::MarkdownCell;
use crate::report::escape::Terminal;
use crate::report::escape::Xml;
use crate::report::escape::visible_json;
use crate::text::hidden::is_hidden;
use crate::text::shorten::clipped;

/// The maximum number of characters in a part of a table cell.
const MAX_CELL: usize = 400;

/// A page of the kind `Sink`.
pub(super) struct Page<'w, Sink> {
    /// This field is private because any text could be written to it unescaped.
    out: &'w mut dyn Write,
    sink: PhantomData<Sink>,
}

/// A terminal or a log.
#[derive(Debug)]
pub(super) struct Screen;

/// GitHub workflow commands.
#[derive(Debug)]
pub(super) struct Workflow;

/// An XML document or an HTML page.
#[derive(Debug)]
pub(super) struct Markup;

/// Markdown.
#[derive(Debug)]
pub(super) struct Prose;

/// JSON.
#[derive(Debug)]
pub(super) struct Data;

impl<'w, Sink> Page<'w, Sink> {
    /// Creates a page that is written to `out`.
    pub(super) fn new(out: &'w mut dyn Write) -> Page<'w, Sink> {
        Page { out, sink: PhantomData }
    }

    /// Writes a string that is part of the program.
    pub(super) fn own(&mut self, words: &'static str) -> io::Result<()> {
        self.out.write_all(words.as_bytes())
    }

    /// Writes a number.
    pub(super) fn number(&mut self, number: impl TryInto<u64>) -> io::Result<()> {
        write!(self.out, "{}", number.try_into().unwrap_or(u64::MAX))
    }
}

impl Page<'_, Screen> {
    /// Writes text of any origin on one line.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        write!(self.out, "{}", Terminal(text))
    }

    /// Writes a line that is drawn around such text. The only escape sequences that are kept are those that set
    /// colors.
    pub(super) fn drawn(&mut self, line: &str) -> io::Result<()> {
        let mut rest = line;
        while let Some(it) = rest.chars().next() {
            let length = color(rest).unwrap_or(it.len_utf8());
            if length > it.len_utf8() || !is_hidden(it) {
                self.out.write_all(&rest.as_bytes()[..length])?;
            } else {
                write!(self.out, "{}", it.escape_unicode())?;
            }
            rest = &rest[length..];
        }
        self.out.write_all(b"\n")
    }
}

/// The length of the escape sequence at the start of `text` that sets a color: `ESC [`, numbers, `m`.
fn color(text: &str) -> Option<usize> {
    let numbers = text.strip_prefix("\u{1b}[")?;
    let end = numbers.find(|it: char| !it.is_ascii_digit() && it != ';')?;
    numbers[end..].starts_with('m').then_some(end + 3)
}

impl Page<'_, Workflow> {
    /// Writes text of any origin as part of a message.
    pub(super) fn message(&mut self, text: &str) -> io::Result<()> {
        write!(self.out, "{}", GithubMessage(text))
    }

    /// Writes text of any origin as the value of a property.
    pub(super) fn property(&mut self, text: &str) -> io::Result<()> {
        write!(self.out, "{}", GithubProperty(text))
    }
}

impl Page<'_, Markup> {
    /// Writes text of any origin in an element or an attribute value.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        write!(self.out, "{}", Xml(text))
    }

    /// Writes Markdown that is part of the program as HTML.
    pub(super) fn markdown(&mut self, words: &'static str) -> io::Result<()> {
        let mut html = String::new();
        let tables = pulldown_cmark::Options::ENABLE_TABLES;
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(words, tables));
        // Rule pages contain byte order marks and similar characters, exactly as in documents.
        for it in html.chars() {
            if is_hidden(it) && it != '\n' {
                write!(self.out, "{}", it.escape_unicode())?;
            } else {
                write!(self.out, "{it}")?;
            }
        }
        Ok(())
    }
}

impl Page<'_, Prose> {
    /// Writes text of any origin in a table cell. The parts between backticks are shown as code.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        let text = clipped(text, MAX_CELL);
        let parts: Vec<&str> = text.split('`').collect();
        for (index, part) in parts.iter().enumerate() {
            match index % 2 {
                1 if index + 1 < parts.len() => {
                    write!(self.out, "<code>{}</code>", MarkdownCell(part))?;
                }
                1 => write!(self.out, "{}{}", MarkdownCell("`"), MarkdownCell(part))?,
                _ => write!(self.out, "{}", MarkdownCell(part))?,
            }
        }
        Ok(())
    }
}

impl Page<'_, Data> {
    /// Writes a value that contains text of any origin, on one line.
    pub(super) fn value(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.out.write_all(visible_json(&serde_json::to_string(value)?).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::Page;
    use super::Screen;

    #[test]
    fn keeps_colors_and_no_other_escape_sequences() {
        let drawn = |line: &str| {
            let mut out = Vec::new();
            Page::<Screen>::new(&mut out).drawn(line).expect("writing to a vector cannot fail");
            String::from_utf8(out).expect("it is UTF-8")
        };
        assert_eq!(drawn("\u{1b}[1;31mé\u{1b}[0m"), "\u{1b}[1;31mé\u{1b}[0m\n");
        assert_eq!(
            drawn("a\u{1b}[2Jb\u{1b}]0;c\u{7}\u{9b}m"),
            "a\\u{1b}[2Jb\\u{1b}]0;c\\u{7}\\u{9b}m\n"
        );
        assert_eq!(drawn("a\rb\nc\u{1b}[1"), "a\\u{d}b\\u{a}c\\u{1b}[1\n");
    }
}
