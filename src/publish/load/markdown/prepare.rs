//! Converts the text to `CommonMark` before it is parsed, and maps positions in the result back to the text.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::publish::dialect::Extra;
use crate::publish::dialect::Markdown;
use crate::publish::load::markdown::blocks;
use crate::publish::load::markdown::formulas;
use crate::publish::load::markdown::html_blocks;
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
        Signs::known(&self.text, &self.pairs)
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

/// The parts of a converted text: their start in the result, and their start in the text.
#[derive(Default)]
pub(super) struct Map(Vec<(usize, usize)>);

impl Map {
    fn offset(&self, at: usize) -> usize {
        let next = self.0.partition_point(|it| it.0 <= at);
        let Some((out, source)) = next.checked_sub(1).map(|it| self.0[it]) else { return 0 };
        let moved = source + (at - out);
        self.0.get(next).map_or(moved, |it| moved.min(it.1))
    }
}

/// Text that is converted from start to end.
pub(super) struct Rewriting<'t> {
    pub(super) source: &'t str,
    out: String,
    map: Map,
    taken: usize,
}

impl<'t> Rewriting<'t> {
    pub(super) fn new(source: &'t str) -> Rewriting<'t> {
        let out = String::with_capacity(source.len() + source.len() / 16);
        Rewriting { source, out, map: Map::default(), taken: 0 }
    }

    /// Keeps the text up to `at`.
    pub(super) fn keep(&mut self, at: usize) {
        if at > self.taken {
            self.map.0.push((self.out.len(), self.taken));
            self.out.push_str(&self.source[self.taken..at]);
            self.taken = at;
        }
    }

    /// Removes the text up to `at`.
    pub(super) fn skip(&mut self, at: usize) {
        self.taken = self.taken.max(at);
    }

    /// Adds text.
    pub(super) fn add(&mut self, text: &str) {
        self.map.0.push((self.out.len(), self.taken));
        self.out.push_str(text);
    }

    /// The result. `None` if nothing was changed.
    pub(super) fn done(mut self) -> Option<(String, Map)> {
        if self.out.is_empty() && self.taken == 0 {
            return None;
        }
        self.keep(self.source.len());
        Some((self.out, self.map))
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
