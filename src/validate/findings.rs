//! Where checks report. Findings of one rule are capped, and what is past the cap costs no formatting.

use std::collections::HashMap;
use std::fmt::Display;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Edit;
use crate::diagnostic::Fix;
use crate::diagnostic::Rule;
use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::text::span::Span;
use crate::validate::extent::extent;

/// The findings of one document, in the order in which they were made.
#[derive(Debug)]
pub struct Findings {
    found: Vec<Diagnostic>,
    tallies: HashMap<&'static str, Tally>,
    per_rule: usize,
}

#[derive(Debug, Default)]
struct Tally {
    kept: usize,
    further: usize,
    first_further: Option<(Span, &'static Rule)>,
}

/// A finding being made; nothing is kept of one past the cap.
#[derive(Debug)]
pub struct Finding<'f>(Option<&'f mut Diagnostic>);

impl Findings {
    /// No findings yet; `per_rule` of each rule will be kept.
    pub fn new(per_rule: usize) -> Findings {
        Findings { found: Vec::new(), tallies: HashMap::new(), per_rule }
    }

    /// Reports that `rule` is broken at `span`.
    pub fn report(
        &mut self,
        rule: &'static Rule,
        span: Span,
        message: impl Display,
    ) -> Finding<'_> {
        Finding(self.add(rule, span, message))
    }

    /// As [`Findings::report`], for who fills in the rest itself; `None` when there are enough of this rule.
    pub fn add(
        &mut self,
        rule: &'static Rule,
        span: Span,
        message: impl Display,
    ) -> Option<&mut Diagnostic> {
        let tally = self.tallies.entry(rule.name).or_default();
        if tally.kept >= self.per_rule {
            tally.further += 1;
            tally.first_further.get_or_insert((span, rule));
            return None;
        }
        tally.kept += 1;
        self.found.push(Diagnostic::new(rule, span, message.to_string()));
        self.found.last_mut()
    }

    /// Whether a further finding of this rule would be kept: else what makes its words need not be found out.
    pub fn has_room(&self, rule: &'static Rule) -> bool {
        self.tallies.get(rule.name).is_none_or(|it| it.kept < self.per_rule)
    }

    /// How many findings are kept so far.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// The finding made first.
    pub fn first(&self) -> Option<&Diagnostic> {
        self.found.first()
    }

    /// Takes in a finding that was made elsewhere.
    pub fn take(&mut self, diagnostic: Diagnostic) {
        let message = diagnostic.message.clone();
        if let Some(it) = self.add(diagnostic.rule, diagnostic.span, message) {
            *it = diagnostic;
        }
    }

    /// Whether none is kept.
    #[cfg(any(test, feature = "internals"))]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings kept since there were `before`, so that their place in the document can be added.
    pub fn since(&mut self, before: usize) -> &mut [Diagnostic] {
        &mut self.found[before..]
    }

    /// Takes back the findings made since there were `before`: they turned out to be consequences of another.
    pub fn retract(&mut self, before: usize) {
        for it in self.found.drain(before.min(self.found.len())..) {
            if let Some(tally) = self.tallies.get_mut(it.rule.name) {
                tally.kept -= 1;
            }
        }
    }

    /// Takes back all that are not to be kept: the document turned out to be something else than it was judged as.
    pub fn start_over(&mut self, keep: impl Fn(&'static Rule) -> bool) {
        self.keep_since(0, |it| keep(it.rule));
        self.tallies.retain(|_, it| it.kept > 0 || it.first_further.is_some_and(|it| keep(it.1)));
    }

    /// Takes back those made since there were `before` that are not to be kept.
    pub fn keep_since(&mut self, before: usize, keep: impl Fn(&Diagnostic) -> bool) {
        let made = self.found.split_off(before.min(self.found.len()));
        for it in made {
            if keep(&it) {
                self.found.push(it);
            } else if let Some(tally) = self.tallies.get_mut(it.rule.name) {
                tally.kept -= 1;
            }
        }
    }

    /// All findings, sorted by span, then rule; each capped rule ends in one that counts the rest.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let mut further: Vec<&Tally> = self.tallies.values().filter(|it| it.further > 0).collect();
        further.sort_by_key(|it| it.first_further.map(|(span, rule)| (span, rule.name)));
        for tally in further {
            let Some((span, rule)) = tally.first_further else { continue };
            let mut rest =
                Diagnostic::new(rule, span, format!("and {} more like this", tally.further));
            // Where the rule is less severe, it mostly is so throughout the document.
            let last = self.found.iter().rev().find(|it| it.rule == rule);
            rest.severity = last.map_or(rule.severity, |it| it.severity);
            self.found.push(rest);
        }
        self.found.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
        self.found
    }
}

impl Finding<'_> {
    /// Says why it matters.
    pub fn note(self, note: impl Display) -> Self {
        self.with(|it| it.notes.push(note.to_string()))
    }

    /// Says why it matters, in words that have to be looked up.
    pub fn note_with(self, note: impl FnOnce() -> String) -> Self {
        self.with(|it| it.notes.push(note()))
    }

    /// Says what to do.
    pub fn help(self, help: impl Display) -> Self {
        self.with(|it| it.help = Some(help.to_string()))
    }

    /// Says what to do, if that is known.
    pub fn help_if(self, help: Option<impl Display>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// Points at a further place.
    pub fn label(self, span: Span, words: impl Display) -> Self {
        self.with(|it| it.labels.push((span, words.to_string())))
    }

    /// Gives another severity than the rule's.
    pub fn severity(self, severity: Severity) -> Self {
        self.with(|it| it.severity = severity)
    }

    /// Offers an edit that keeps what readers see.
    pub fn fix(self, title: impl Display, span: Span, text: impl Display) -> Self {
        self.offer(Safety::Safe, title, span, text)
    }

    /// Offers an edit that may change what readers see.
    pub fn unsafe_fix(self, title: impl Display, span: Span, text: impl Display) -> Self {
        self.offer(Safety::Unsafe, title, span, text)
    }

    /// Whether it is kept, so that looking for a fix is worth it.
    pub fn is_kept(&self) -> bool {
        self.0.is_some()
    }

    /// Offers several edits that belong together.
    pub fn fix_all(self, safety: Safety, title: impl Display, edits: Vec<Edit>) -> Self {
        self.with(|it| it.fix = Some(Fix { title: title.to_string(), safety, edits }))
    }

    /// Offers to give an element another name, in its start tag at `name` and in its end tag, where that can be found.
    pub fn rename(self, source: &str, name: Span, to: &str) -> Self {
        let Some(extent) = self.0.as_ref().and_then(|_| extent(source, name)) else { return self };
        let edit = |span| Edit { span, text: to.to_owned() };
        let edits = std::iter::once(name).chain(extent.end_name).map(edit).collect();
        self.fix_all(Safety::Safe, format_args!("write <{to}>"), edits)
    }

    fn offer(self, safety: Safety, title: impl Display, span: Span, text: impl Display) -> Self {
        self.with(|it| {
            let edits = vec![Edit { span, text: text.to_string() }];
            it.fix = Some(Fix { title: title.to_string(), safety, edits });
        })
    }

    fn with(mut self, change: impl FnOnce(&mut Diagnostic)) -> Self {
        if let Some(diagnostic) = self.0.as_deref_mut() {
            change(diagnostic);
        }
        self
    }
}
