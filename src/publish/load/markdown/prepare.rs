//! What is done to a text before it is parsed, since it is not `CommonMark`; places in the result lead back to the text.

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

/// A text that is ready to be parsed.
pub(super) struct Prepared<'t> {
    /// The text, rewritten.
    pub(super) text: Cow<'t, str>,
    /// The text with masks over what Markdown must not touch, of the same length; `None` if there is no such thing.
    pub(super) masked: Option<String>,
    /// What abbreviations mean; both are safe in HTML.
    pub(super) abbreviations: HashMap<String, String>,
    /// The pairs of bytes of `text`.
    pairs: Pairs,
    maps: Vec<Map>,
}

impl<'t> Prepared<'t> {
    /// Prepares a text of a dialect.
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

    /// The signs of the result.
    pub(super) fn signs(&self) -> Signs<'_> {
        Signs::known(&self.text, &self.pairs)
    }

    fn take(&mut self, rewritten: Option<(String, Map)>) {
        if let Some((text, map)) = rewritten {
            self.pairs = Pairs::of(&text);
            self.text = Cow::Owned(text);
            self.maps.push(map);
        }
    }

    /// Where a place in the result was in the text, in bytes.
    pub(super) fn offset(&self, at: usize) -> usize {
        self.maps.iter().rev().fold(at, |at, map| map.offset(at))
    }
}

#[cfg(test)]
mod tests {
    use super::Prepared;
    use crate::publish::dialect::PLAIN;

    #[test]
    fn places_lead_back() {
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
