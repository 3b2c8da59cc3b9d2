//! What is wrong with a value: the same answer for dates, URLs, languages and all the others.

use std::borrow::Cow;
use std::ops::Range;

/// What is wrong with a text, and where; `Class` says how wrong, or which kind of fault it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem<Class> {
    /// Which kind of fault it is.
    pub class: Class,
    /// Where, in bytes of the text that was judged; empty where something is missing.
    pub at: Range<usize>,
    /// What is wrong, in lower case and without a full stop: `there is no month 13`.
    pub what: Cow<'static, str>,
    /// What to write instead of the whole text, where that can be told.
    pub instead: Option<Instead>,
}

/// A text to write in place of a faulty one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// The whole text, not only the part at fault.
    pub text: String,
    /// Whether it certainly means what was meant; `false` for a guess that the author has to confirm.
    pub sure: bool,
}

impl<Class> Problem<Class> {
    /// A problem at some bytes of the text, without a proposal.
    pub fn new(class: Class, at: Range<usize>, what: impl Into<Cow<'static, str>>) -> Self {
        Problem { class, at, what: what.into(), instead: None }
    }

    /// Proposes a text that means the same.
    pub fn instead(mut self, text: impl Into<String>) -> Self {
        self.instead = Some(Instead { text: text.into(), sure: true });
        self
    }

    /// Proposes a text that may mean the same.
    pub fn perhaps(mut self, text: impl Into<String>) -> Self {
        self.instead = Some(Instead { text: text.into(), sure: false });
        self
    }

    /// The text to write instead, if one is proposed.
    #[cfg(feature = "publish")]
    pub fn proposal(&self) -> Option<&str> {
        self.instead.as_ref().map(|it| it.text.as_str())
    }
}

/// The bytes of the character of `text` at `at`, or the empty range at its end.
pub(crate) fn character_at(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = (0..=at).rev().find(|&it| text.is_char_boundary(it)).unwrap_or(0);
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}

/// A text as a message quotes it: at most forty characters, in backticks, control characters made visible.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len().min(48) + 2);
    quoted.push('`');
    for (count, character) in text.chars().enumerate() {
        if count == 40 {
            quoted.push('…');
            break;
        }
        if character.is_control() || is_invisible(character) {
            quoted.extend(character.escape_unicode());
        } else {
            quoted.push(character);
        }
    }
    quoted.push('`');
    quoted
}

/// Whether a character cannot be seen, or turns the direction of those around it.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{2000}'..='\u{200f}')
        || matches!(character, '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_what_cannot_be_seen() {
        assert_eq!(quoted("Mon"), "`Mon`");
        assert_eq!(quoted("a\u{1b}[31m\u{202e}b"), r"`a\u{1b}[31m\u{202e}b`");
        assert_eq!(quoted(&"x".repeat(50)), format!("`{}…`", "x".repeat(40)));
    }

    #[test]
    fn finds_whole_characters() {
        assert_eq!(character_at("aé", 2), 1..3);
        assert_eq!(character_at("aé", 3), 3..3);
        assert_eq!(character_at("", 0), 0..0);
    }
}
