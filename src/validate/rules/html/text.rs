//! Text that is checked as HTML, and the problems that have been reported for it.

use std::fmt::Display;
use std::ops::Range;

use crate::diagnostic::Rule;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
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
    /// The URL that relative references are resolved against, if it is known.
    pub(super) base_url: Option<&'o str>,
    /// Whether the text is the document itself.
    pub(super) is_xhtml: bool,
    /// Whether the text ends inside a tag or a comment.
    pub(super) is_cut: bool,
    /// The problems that were reported for this text.
    pub(super) reported: Vec<Reported<'a>>,
}

/// A problem that was reported: the rule, what breaks it, and where it is in the list of all problems. Each rule is reported once for
/// each thing that breaks it.
pub(super) type Reported<'a> = (&'static str, &'a str, (usize, Span));

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
    pub(super) fn is_new(&mut self, rule: &'static Rule, what: &'a str) -> bool {
        let is_new = self.reported.len() < MAX_KINDS && self.earlier(rule, what).is_none();
        if is_new {
            self.reported.push((rule.name, what, (self.out.len(), Span::at(0))));
        }
        is_new
    }

    fn earlier(&self, rule: &'static Rule, what: &str) -> Option<(usize, Span)> {
        let is_it = |it: &&Reported<'_>| it.0 == rule.name && it.1.eq_ignore_ascii_case(what);
        self.reported.iter().find(is_it).map(|it| it.2)
    }

    /// Reports a problem if this is the first time that `what` breaks the rule in this text. Otherwise, only its fix is added to the
    /// earlier problem. `None` if there is nothing to add.
    pub(super) fn report(
        &mut self,
        rule: &'static Rule,
        what: &'a str,
        range: &Range<usize>,
        message: impl Display,
    ) -> Option<NewDiagnostic<'_>> {
        // The place is only computed once, because in escaped text this takes as long as reading everything before it.
        if let Some(earlier) = self.earlier(rule, what) {
            return self.out.again(rule, earlier);
        }
        if self.reported.len() >= MAX_KINDS {
            return None;
        }
        let span = self.span(range);
        self.reported.push((rule.name, what, (self.out.len(), span)));
        Some(self.out.report(rule, span, message))
    }
}
