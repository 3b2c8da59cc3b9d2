//! Text that is checked as HTML, and what has been reported of it.

use std::ops::Range;

use crate::text::span::Span;
use crate::validate::findings::Findings;
use crate::validate::markup::decoded::Decoded;

/// How many findings of one text are told apart; past them, nothing more is said of it.
const MOST_KINDS: usize = 64;

/// What relative references are resolved against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// Something that the document says.
    Known,
    /// Nothing, in RSS.
    OfRss,
    /// Nothing, in Atom.
    OfAtom,
    /// Nothing, in JSON Feed.
    OfJson,
}

/// A text that is judged.
pub(super) struct Html<'a, 'o> {
    pub(super) text: Decoded<'a>,
    pub(super) out: &'o mut Findings,
    pub(super) base: Base,
    /// What has been said of this text: a rule, and what about. Each is said once.
    pub(super) said: Vec<(&'static str, &'a str)>,
}

impl<'a> Html<'a, '_> {
    /// Bytes of the text.
    pub(super) fn part(&self, range: &Range<usize>) -> &'a str {
        &self.text.text[range.clone()]
    }

    /// Where bytes of the text stand in the document.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.text.span_of(range.start, range.end)
    }

    /// Whether this is the first time that a rule is broken by `what` in this text.
    pub(super) fn is_news(
        &mut self,
        rule: &'static crate::diagnostic::Rule,
        what: &'a str,
    ) -> bool {
        let key = (rule.name, what);
        let known = |it: &(&str, &str)| it.0 == key.0 && it.1.eq_ignore_ascii_case(what);
        if self.said.len() >= MOST_KINDS || self.said.iter().any(known) {
            return false;
        }
        self.said.push(key);
        true
    }
}
