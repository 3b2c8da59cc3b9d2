//! The description of a problem with a value. Dates, URLs, languages and all other values share it.

use crate::text::shorten::clipped;
use std::borrow::Cow;
use std::ops::Range;

/// What is wrong with a value, and where. `Class` is the kind or the severity of the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem<Class> {
    /// The kind of problem.
    pub class: Class,
    /// The byte range in the checked text. It is empty if something is missing there.
    pub at: Range<usize>,
    /// What is wrong, in lowercase and without a full stop: `the month must be 01 to 12`.
    pub what: Cow<'static, str>,
    /// What to write instead of the whole text, if that can be determined.
    pub instead: Option<Instead>,
}

/// A replacement for an invalid value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// The replacement for the whole text, not only for the invalid part.
    pub text: String,
    /// Whether the replacement certainly has the intended meaning. `false` for a guess that the author must confirm.
    pub sure: bool,
    /// The reading that leads to a guess, after the value: `if the day comes before the month`.
    pub reading: Option<Cow<'static, str>>,
}

impl<Class> Problem<Class> {
    /// Creates a problem at a byte range of the text, without a replacement.
    pub fn new(class: Class, at: Range<usize>, what: impl Into<Cow<'static, str>>) -> Self {
        Problem { class, at, what: what.into(), instead: None }
    }

    /// Adds a replacement that certainly means the same.
    pub fn instead(mut self, text: impl Into<String>) -> Self {
        self.instead = Some(Instead { text: text.into(), sure: true, reading: None });
        self
    }

    /// Adds a replacement that may mean the same.
    pub fn perhaps(mut self, text: impl Into<String>) -> Self {
        self.instead = Some(Instead { text: text.into(), sure: false, reading: None });
        self
    }

    /// The replacement, if there is one.
    #[cfg(feature = "publish")]
    pub fn proposal(&self) -> Option<&str> {
        self.instead.as_ref().map(|it| it.text.as_str())
    }
}

/// The byte range of the character at `at`, or an empty range at the end of the text.
pub(crate) fn character_at(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = (0..=at).rev().find(|&it| text.is_char_boundary(it)).unwrap_or(0);
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}

/// Quotes text for a message: at most forty characters, in backticks, with visible control characters. White space alone has a
/// name.
pub(crate) fn quoted(text: &str) -> String {
    match text {
        " " => return "a space".to_owned(),
        "\t" => return "a tab".to_owned(),
        "\n" | "\r" => return "a line break".to_owned(),
        _ => {}
    }
    let mut quoted = String::with_capacity(text.len().min(48) + 2);
    quoted.push('`');
    for character in clipped(text, 40).chars() {
        if character.is_control() || is_invisible(character) {
            quoted.extend(character.escape_unicode());
        } else {
            quoted.push(character);
        }
    }
    quoted.push('`');
    quoted
}

/// Whether a character is invisible or changes the direction of the text around it.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{2000}'..='\u{200f}')
        || matches!(character, '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_invisible_characters_visible() {
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
