//! Escapes text from a document for the place where it is printed. There is one type per kind of output, and every
//! reporter uses one of them.
//!
//! A document may contain escape sequences of terminals, line breaks that add a fake line to the output, and
//! characters that change the direction of text. None of them is printed unchanged: they appear as `\u{9b}`, so the
//! user can see them.

use std::fmt;
use std::fmt::Display;
use std::fmt::Write;

use unicode_normalization::char::is_combining_mark;

use crate::text::escape::reference;
use crate::text::hidden::is_hidden;
use crate::text::shorten::clipped;

/// The maximum number of characters that are printed at once. Values in messages are much shorter.
const MAX_LENGTH: usize = 400;

/// The maximum number of combining marks per letter. No script needs more, and a long stack of them covers other
/// lines.
const MAX_MARKS: usize = 4;

/// Text on one line of a terminal or of a log.
#[derive(Clone, Copy, Debug)]
pub struct Terminal<'t>(pub &'t str);

impl Display for Terminal<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        visible(self.0, |it| out.write_char(it))
    }
}

/// The message of a GitHub workflow command, in which `%` starts an escape sequence. Source:
/// <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
#[derive(Clone, Copy, Debug)]
pub(super) struct GithubMessage<'t>(pub &'t str);

impl Display for GithubMessage<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        visible(self.0, |it| if it == '%' { out.write_str("%25") } else { out.write_char(it) })
    }
}

/// The value of a property of a GitHub workflow command, which a colon or a comma would terminate.
#[derive(Clone, Copy, Debug)]
pub(super) struct GithubProperty<'t>(pub &'t str);

impl Display for GithubProperty<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        visible(self.0, |it| match it {
            '%' => out.write_str("%25"),
            ':' => out.write_str("%3A"),
            ',' => out.write_str("%2C"),
            it => out.write_char(it),
        })
    }
}

/// Text in an element or an attribute value of XML or HTML.
#[derive(Clone, Copy, Debug)]
pub(super) struct Xml<'t>(pub &'t str);

impl Display for Xml<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        visible(self.0, |it| match it {
            '\'' => out.write_str("&#39;"),
            // Not hidden, but also not allowed in XML 1.0.
            '\u{fffe}' | '\u{ffff}' => out.write_char('\u{fffd}'),
            it => match reference(it) {
                Some(reference) => out.write_str(reference),
                None => out.write_char(it),
            },
        })
    }
}

/// Text in a table cell of Markdown. Characters with a meaning in GitHub Flavored Markdown are written as character references, so that no text
/// becomes a link, mentions a user, or ends the cell. Source: <https://github.github.com/gfm/>.
#[derive(Clone, Copy, Debug)]
pub(super) struct MarkdownCell<'t>(pub &'t str);

impl Display for MarkdownCell<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = ['\0'; 3];
        visible(self.0, |it| {
            // `https://…` and `www.…` would be links.
            let is_link = (it == '/' && before[2] == ':') || (it == '.' && before == ['w'; 3]);
            before = [before[1], before[2], it.to_ascii_lowercase()];
            match it {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '@'
                | '$' => {
                    write!(out, "&#{};", u32::from(it))
                }
                it if is_link => write!(out, "&#{};", u32::from(it)),
                it => out.write_char(it),
            }
        })
    }
}

/// A SARIF message, in which braces are placeholders (§3.11.5) and brackets are links (§3.11.6) unless they are
/// escaped. Source:
/// <https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html>.
#[derive(Clone, Copy, Debug)]
pub(super) struct SarifMessage<'t>(pub &'t str);

impl Display for SarifMessage<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        visible(self.0, |it| match it {
            '{' => out.write_str("{{"),
            '}' => out.write_str("}}"),
            '\\' | '[' | ']' => write!(out, "\\{it}"),
            it => out.write_char(it),
        })
    }
}

/// The path of a file as a URI reference (RFC 3986). Characters that are not allowed in a path are percent-encoded.
#[derive(Clone, Copy, Debug)]
pub(super) struct UriPath<'t>(pub &'t str);

impl Display for UriPath<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.starts_with('/') {
            out.write_str("file://")?;
        }
        for byte in self.0.bytes() {
            match byte {
                b'-' | b'.' | b'_' | b'~' | b'/' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                    out.write_char(byte.into())?;
                }
                _ => write!(out, "%{byte:02X}")?,
            }
        }
        Ok(())
    }
}

/// Passes through the characters of `text` up to the maximum length, and escapes hidden characters.
fn visible(text: &str, mut write: impl FnMut(char) -> fmt::Result) -> fmt::Result {
    let mut marks = 0;
    for it in clipped(text, MAX_LENGTH).chars() {
        marks = if !it.is_ascii() && is_combining_mark(it) { marks + 1 } else { 0 };
        if marks > MAX_MARKS || is_hidden(it) {
            it.escape_unicode().try_for_each(&mut write)?;
        } else {
            write(it)?;
        }
    }
    Ok(())
}

/// Escapes hidden characters in JSON: characters for which [`is_hidden`] is true are written as `\uXXXX`.
pub fn visible_json(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    // The end of the part that is already written. Ordinary characters are written in one piece.
    let mut from = 0;
    for (at, it) in json.char_indices() {
        if matches!(it, ' '..='~' | '\n') || !is_hidden(it) {
            continue;
        }
        text.push_str(&json[from..at]);
        from = at + it.len_utf8();
        let mut units = [0; 2];
        for unit in it.encode_utf16(&mut units) {
            write!(text, "\\u{unit:04x}").expect("writing to a string cannot fail");
        }
    }
    text.push_str(&json[from..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_no_terminal_escape_sequences() {
        #[rustfmt::skip]
        let cases = [
            ("a\u{1b}[31m\u{9b}2J",       r"a\u{1b}[31m\u{9b}2J"),
            ("one\r\ntwo\tthree\u{7f}",   r"one\u{d}\u{a}two\u{9}three\u{7f}"),
            ("abc\u{202e}cba\u{2066}",    r"abc\u{202e}cba\u{2066}"),
            ("pay\u{200b}pal\u{feff}",    r"pay\u{200b}pal\u{feff}"),
            ("a\u{2028}b\u{2029}c",       r"a\u{2028}b\u{2029}c"),
            ("\u{e0041}",                 r"\u{e0041}"),
            ("é ü 日本 ❤\u{fe0f} e\u{301}", "é ü 日本 ❤\u{fe0f} e\u{301}"),
        ];
        for (text, shown) in cases {
            assert_eq!(Terminal(text).to_string(), shown);
        }
        assert_eq!(Terminal(&"x".repeat(1000)).to_string().chars().count(), 401);
        let pile = Terminal(&format!("a{}b", "\u{301}".repeat(6))).to_string();
        assert_eq!(pile, "a\u{301}\u{301}\u{301}\u{301}\\u{301}\\u{301}b");
    }

    #[test]
    fn cannot_end_a_workflow_command_or_its_properties() {
        let text = "50%0A a:b, c\n::error::forged";
        assert_eq!(GithubMessage(text).to_string(), r"50%250A a:b, c\u{a}::error::forged");
        assert_eq!(
            GithubProperty(text).to_string(),
            r"50%250A a%3Ab%2C c\u{a}%3A%3Aerror%3A%3Aforged"
        );
    }

    #[test]
    fn cannot_open_an_element_or_a_link() {
        assert_eq!(
            Xml("<a b='\"'>&\u{1b}\u{ffff}").to_string(),
            "&lt;a b=&#39;&quot;&#39;&gt;&amp;\\u{1b}\u{fffd}"
        );
        assert_eq!(
            SarifMessage(r"{0} [here](https://example.org/) \").to_string(),
            r"{{0}} \[here\](https://example.org/) \\"
        );
        assert_eq!(
            MarkdownCell("a: b.c | [b](https://c) www.d @e").to_string(),
            "a: b.c &#124; &#91;b&#93;(https:&#47;/c) www&#46;d &#64;e"
        );
        assert_eq!(UriPath("a b/ü:%.xml").to_string(), "a%20b/%C3%BC%3A%25.xml");
        assert_eq!(UriPath("/srv/a.xml").to_string(), "file:///srv/a.xml");
    }

    #[test]
    fn writes_json_without_hidden_characters() {
        assert_eq!(visible_json("\"a\u{9b}\u{202e}\u{e0001}\""), r#""a\u009b\u202e\udb40\udc01""#);
    }
}
