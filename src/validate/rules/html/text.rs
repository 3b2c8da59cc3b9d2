//! Text that is checked as HTML, and the problems that have been reported for it.

use std::ops::Range;

use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::decoded::Decoded;

/// The most different problems that are reported for one text. All others are ignored.
const MAX_KINDS: usize = 64;

/// The base URL of relative references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The document specifies one.
    Known,
    /// The document is RSS, which has none.
    OfRss,
    /// The document is Atom and specifies none.
    OfAtom,
    /// The document is a JSON Feed, which has none.
    OfJson,
}

/// The text that is being checked.
pub(super) struct Html<'a, 'o> {
    pub(super) text: Decoded<'a>,
    pub(super) out: &'o mut Diagnostics,
    pub(super) base: Base,
    /// The problems that were reported for this text: the rule and what breaks it. Each pair is reported once.
    pub(super) reported: Vec<(&'static str, &'a str)>,
}

impl<'a> Html<'a, '_> {
    /// The text in a range.
    pub(super) fn part(&self, range: &Range<usize>) -> &'a str {
        &self.text.text[range.clone()]
    }

    /// The span in the document of a range of the text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.text.span_of(range.start, range.end)
    }

    /// Whether this is the first time that `what` breaks a rule in this text.
    pub(super) fn is_new(&mut self, rule: &'static crate::diagnostic::Rule, what: &'a str) -> bool {
        let key = (rule.name, what);
        let known = |it: &(&str, &str)| it.0 == key.0 && it.1.eq_ignore_ascii_case(what);
        if self.reported.len() >= MAX_KINDS || self.reported.iter().any(known) {
            return false;
        }
        self.reported.push(key);
        true
    }
}
