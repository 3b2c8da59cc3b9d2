//! Converts the text to `CommonMark` before it is parsed, and maps positions in the result back to the text.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::publish::dialect::Extra;
use crate::publish::dialect::Markdown;
use crate::publish::load::markdown::blocks;
use crate::publish::load::markdown::formulas;
use crate::publish::load::markdown::html_blocks;
use crate::publish::load::markdown::rewriting::Map;
use crate::publish::load::markdown::signs::Pairs;
use crate::publish::load::markdown::signs::Signs;

/// Text that is ready for parsing.
pub(super) struct Prepared<'t> {
    /// The converted text.
    pub(super) text: Cow<'t, str>,
    /// The text with masks over everything that Markdown must not change. It has the same length. `None` if nothing is masked.
    pub(super) masked: Option<String>,
    /// The meanings of abbreviations. Names and meanings are safe in HTML.
    pub(super) abbreviations: HashMap<String, String>,
    /// The pairs of bytes in `text`.
    pairs: Pairs,
    maps: Vec<Map>,
}

impl<'t> Prepared<'t> {
    /// Prepares the text in a dialect.
    pub(super) fn new(text: &'t str, markdown: &Markdown) -> Prepared<'t> {
        let mut prepared = Prepared {
            text: Cow::Borrowed(text),
            masked: None,
            abbreviations: HashMap::new(),
            pairs: Pairs::of(text),
            maps: Vec::new(),
        };
        let raw = markdown.has(Extra::RawHtmlBlocks);
        let rewritten = html_blocks::rewrite(text, &prepared.signs(), raw, markdown);
        prepared.take(rewritten);
        let mut abbreviations = HashMap::new();
        let signs = prepared.signs();
        let rewritten = blocks::rewrite(&prepared.text, &signs, markdown, &mut abbreviations);
        prepared.take(rewritten);
        prepared.abbreviations = abbreviations;
        prepared.masked = formulas::mask(&prepared.text, &prepared.signs());
        prepared
    }

    /// The byte pairs of the result.
    pub(super) fn signs(&self) -> Signs<'_> {
        Signs::with_pairs(&self.text, &self.pairs)
    }

    fn take(&mut self, rewritten: Option<(String, Map)>) {
        if let Some((text, map)) = rewritten {
            self.pairs = Pairs::of(&text);
            self.text = Cow::Owned(text);
            self.maps.push(map);
        }
    }

    /// Maps a position in the result to the text, in bytes.
    pub(super) fn offset(&self, at: usize) -> usize {
        self.maps.iter().rev().fold(at, |at, map| map.offset(at))
    }
}

#[cfg(test)]
mod tests {
    use super::Prepared;
    use crate::publish::dialect::PLAIN;

    #[test]
    fn maps_positions_back() {
        let text = "a\n\n:::note\nb\n:::\nc\n\n!!! tip\n    d\n\ne";
        let prepared = Prepared::new(text, &PLAIN.markdown);
        for letter in ["a\n", "b\n", "c\n", "d\n", "e"] {
            let at = prepared.text.rfind(letter).unwrap_or_default();
            assert_eq!(
                Some(prepared.offset(at)),
                text.rfind(letter),
                "{letter:?} {}",
                prepared.text
            );
        }
    }
}
