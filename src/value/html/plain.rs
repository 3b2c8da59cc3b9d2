//! Finds markup in plain text.

use std::ops::Range;

use memchr::memchr2;
use memchr::memmem;

use crate::value::html::element;
use crate::value::html::reference::ReferenceContext;
use crate::value::html::reference::reference_at;
use crate::value::html::tokenizer::Attribute;
use crate::value::html::tokenizer::Quotes;
use crate::value::html::tokenizer::Token;
use crate::value::html::tokenizer::Tokenizer;

/// All markup in plain text.
pub fn markup(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    Search { text, at: 0, no_tag_before: 0, end_tags: None, has_comment_end: None }
}

/// Whether a program that interprets plain text as HTML shows it unchanged.
#[cfg(feature = "publish")]
pub fn is_same_as_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins_tag = |at: usize| {
        let next = bytes.get(at + 1);
        next.is_some_and(|it| it.is_ascii_alphabetic() || b"/!?".contains(it))
    };
    let begins_markup = |at: usize| {
        (bytes[at] == b'<' && begins_tag(at))
            || reference_at(text, at, ReferenceContext::Text).is_some()
    };
    !memchr::memchr2_iter(b'<', b'&', bytes).any(begins_markup)
}

struct Search<'t> {
    text: &'t str,
    /// The reading position.
    at: usize,
    /// Before this offset, no `<` begins a tag.
    no_tag_before: usize,
    /// The offset after the last `</`. 0 if there is none, and `None` if it has not been searched for.
    end_tags: Option<usize>,
    has_comment_end: Option<bool>,
}

impl Iterator for Search<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        loop {
            let at = self.at + memchr2(b'<', b'&', &bytes[self.at..])?;
            self.at = at + 1;
            let found = match bytes[at] {
                b'&' => self.reference(at),
                _ if at < self.no_tag_before => None,
                _ if bytes[at..].starts_with(b"<!--") => self.comment(at),
                _ => self.tag(at),
            };
            if let Some(found) = found {
                self.at = found.end;
                return Some(found);
            }
        }
    }
}

impl Search<'_> {
    fn reference(&self, at: usize) -> Option<Range<usize>> {
        let found = reference_at(self.text, at, ReferenceContext::Text)?;
        (found.means.is_some() && self.text[found.range.clone()].ends_with(';'))
            .then_some(found.range)
    }

    fn comment(&mut self, at: usize) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        if self.has_comment_end == Some(false) {
            return None;
        }
        let end = memmem::find(&bytes[at..], b"-->");
        self.has_comment_end = Some(end.is_some());
        end.map(|it| at..at + it + 3)
    }

    fn tag(&mut self, at: usize) -> Option<Range<usize>> {
        let text = &self.text[at..];
        let from = 1 + usize::from(text.as_bytes().get(1) == Some(&b'/'));
        let end = text[from..].find(|it: char| !it.is_ascii_alphanumeric()).map(|it| from + it)?;
        let known = element::element(&text[from..end])?;
        let mut tokenizer = Tokenizer::new(text);
        let tag = match tokenizer.read() {
            Token::Tag(tag) => tag,
            other => {
                if matches!(other, Token::CutTag(_)) {
                    self.no_tag_before = self.text.len();
                }
                return None;
            }
        };
        self.no_tag_before = at + tag.range.end;
        if tag.name.end != end || !tokenizer.attributes().iter().all(|it| is_likely(it, text)) {
            return None;
        }
        // `Future<Output>` is a type, and `stop<br>go` is markup.
        let is_glued = self.text[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_');
        let needs_no_end_tag = known.content == element::Content::Void || known.end_is_optional;
        let is_bare =
            is_glued && !tag.is_end && !needs_no_end_tag && tokenizer.attributes().is_empty();
        if is_bare && self.end_tags() < at {
            return None;
        }
        Some(at..at + tag.range.end)
    }

    fn end_tags(&mut self) -> usize {
        let last = || memmem::rfind(self.text.as_bytes(), b"</").map_or(0, |it| it + 2);
        *self.end_tags.get_or_insert_with(last)
    }
}

/// Whether an attribute is plausible. The text `a <b and c> d` does not contain plausible attributes.
fn is_likely(attribute: &Attribute, text: &str) -> bool {
    let name = &text[attribute.name.clone()];
    attribute.quotes != Quotes::None
        || name.contains('-')
        || WITHOUT_VALUE.iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// Attributes that do not need a value: <https://html.spec.whatwg.org/multipage/indices.html#attributes-3>.
#[rustfmt::skip]
static WITHOUT_VALUE: &[&str] = &[
    "allowfullscreen", "async", "autofocus", "autoplay", "checked", "compact", "controls", "default", "defer", "disabled",
    "download", "hidden", "inert", "ismap", "itemscope", "loop", "multiple", "muted", "nomodule", "noshade", "novalidate",
    "nowrap", "open", "playsinline", "readonly", "required", "reversed", "selected",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_markup() {
        #[rustfmt::skip]
        let cases = [
            ("plain <b>bold</b>", "<b>"), ("</p>", "</p>"), ("a<br>b", "<br>"), ("a<BR/>b", "<BR/>"), ("x<i>y</i>", "<i>"),
            ("<a href=\"http://a/\">x</a>", "<a href=\"http://a/\">"), ("<input disabled>", "<input disabled>"),
            ("one <!-- two --> three", "<!-- two -->"), ("Tom &amp; Jerry", "&amp;"), ("1 &lt; 2", "&lt;"),
            ("caf&#233;", "&#233;"), ("caf&#xE9;", "&#xE9;"), ("AT&T &hellip;", "&hellip;"), ("&#147;", "&#147;"),
            ("use the <title> element", "<title>"),
        ];
        for (text, found) in cases {
            assert_eq!(markup(text).next().map(|it| &text[it]), Some(found), "{text}");
        }
    }

    #[test]
    fn recognizes_text_that_html_shows_differently() {
        for text in ["", "AT&T, 1&1", "a < b", "<3"] {
            assert!(is_same_as_html(text), "{text}");
        }
        for text in ["Vec<String>", "</p>", "<!x", "<?x", "&amp;", "&copy", "&bogus;"] {
            assert!(!is_same_as_html(text), "{text}");
        }
    }

    #[test]
    fn accepts_text_without_markup() {
        #[rustfmt::skip]
        let cases = [
            "", "1&1", "AT&T", "a < b > c", "<3", "i <3 u", "Vec<String>", "Map<u8, Vec<a>>", "Future<Output>",
            "<jane@example.org>", "<b@example.org>", "<http://example.org/>", "if a <b and c> d", "x<y", "R&D;", "&copy", "&#;", "<!--",
            "</", "</>", "<", "&", "<a", "a <b", "<scriptingNews>", "M&S to expand", "?a=1&copy=2", "<div", "Q&A <Q",
        ];
        for text in cases {
            assert_eq!(markup(text).next(), None, "{text}");
        }
        for part in ["<a ", "<!--", "<b c ", "x<a>", "&", "<a b='"] {
            assert_eq!(markup(&part.repeat(100_000)).next(), None, "{part}");
        }
    }
}
