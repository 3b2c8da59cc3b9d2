//! Collects the problems that checks report. The number of problems per rule is capped, and problems beyond the cap are not
//! formatted.

use std::collections::HashMap;
use std::fmt::Display;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Edit;
use crate::diagnostic::Fix;
use crate::diagnostic::Occurrence;
use crate::diagnostic::Rule;
use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::text::span::Span;
use crate::validate::extent::extent;

/// The problems of one document, in the order in which they were reported.
#[derive(Debug)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    tallies: HashMap<&'static str, Tally>,
    /// The problems that are reported once, by their rule and reason: the index of each, and its span.
    once: HashMap<(&'static str, String), (usize, Span)>,
    /// The places that have no path yet.
    without_path: Vec<Unplaced>,
    per_rule: usize,
}

/// How many places beyond the cap are recorded for each rule.
const MAX_PLACES: usize = 1_000;

/// The most edits that are added to a fix for other places.
const MAX_EDITS: usize = 10_000;

/// A place without a path, by its index.
#[derive(Debug)]
enum Unplaced {
    /// In the problem with this index.
    In(usize, usize),
    /// Beyond the cap of this rule.
    Beyond(&'static str, usize),
}

#[derive(Debug, Default)]
struct Tally {
    kept: usize,
    /// The number of problems beyond the cap.
    further: usize,
    /// Their places.
    places: Vec<Occurrence>,
}

/// A problem that is being reported. It is empty beyond the cap.
#[derive(Debug)]
pub struct NewDiagnostic<'f> {
    diagnostic: Option<&'f mut Diagnostic>,
    /// Whether it is another place of an earlier problem. Only its fix is added then.
    is_another_place: bool,
}

impl Diagnostics {
    /// Creates an empty collection that keeps `per_rule` problems of each rule.
    pub fn new(per_rule: usize) -> Diagnostics {
        Diagnostics {
            found: Vec::new(),
            tallies: HashMap::new(),
            once: HashMap::new(),
            without_path: Vec::new(),
            per_rule,
        }
    }

    /// Reports a problem of `rule` at `span`.
    pub fn report(
        &mut self,
        rule: &'static Rule,
        span: Span,
        message: impl Display,
    ) -> NewDiagnostic<'_> {
        NewDiagnostic { diagnostic: self.add(rule, span, message), is_another_place: false }
    }

    /// Like [`Diagnostics::report`], for an element whose path is known.
    #[cfg(feature = "fetch")]
    pub(crate) fn report_at(
        &mut self,
        rule: &'static Rule,
        span: Span,
        path: &str,
        message: impl Display,
    ) -> NewDiagnostic<'_> {
        let before = self.found.len();
        let is_kept = self.add(rule, span, message).is_some();
        for it in &mut self.found[before..] {
            path.clone_into(&mut it.path);
        }
        let diagnostic = if is_kept { self.found.last_mut() } else { None };
        NewDiagnostic { diagnostic, is_another_place: false }
    }

    /// Like [`Diagnostics::report`], but once per document for each `reason`. Later places are added to the first problem, with
    /// their fixes.
    pub fn once(
        &mut self,
        rule: &'static Rule,
        reason: &str,
        span: Span,
        message: impl Display,
    ) -> NewDiagnostic<'_> {
        let key = (rule.name, reason.to_owned());
        let earlier = self.once.get(&key).and_then(|it| self.index_of(rule, *it));
        let Some(index) = earlier else {
            self.once.insert(key, (self.found.len(), span));
            return self.report(rule, span, message);
        };
        let first = &mut self.found[index];
        if first.places.is_empty() {
            if first.path.is_empty() || first.path.starts_with('.') {
                self.without_path.push(Unplaced::In(index, 0));
            }
            first.places.push(Occurrence { span: first.span, path: first.path.clone() });
        }
        first.count += 1;
        if first.places.len() < MAX_PLACES {
            self.without_path.push(Unplaced::In(index, first.places.len()));
            first.places.push(Occurrence { span, path: String::new() });
        }
        NewDiagnostic { diagnostic: Some(first), is_another_place: true }
    }

    /// Another place of a problem that was reported at `index`, for its fix only. `None` if the problem has no fix, or too many edits.
    pub fn again(
        &mut self,
        rule: &'static Rule,
        (index, span): (usize, Span),
    ) -> Option<NewDiagnostic<'_>> {
        let diagnostic = self.found.get_mut(index).filter(|it| {
            let has_room = it.fix.as_ref().is_some_and(|it| it.edits.len() < MAX_EDITS);
            it.rule == rule && it.span == span && has_room
        })?;
        Some(NewDiagnostic { diagnostic: Some(diagnostic), is_another_place: true })
    }

    /// The index of a problem that was reported at `index`, unless it was removed since.
    fn index_of(&self, rule: &Rule, (index, span): (usize, Span)) -> Option<usize> {
        let is_it = |it: &Diagnostic| it.rule == rule && it.span == span && it.count > 0;
        if self.found.get(index).is_some_and(is_it) {
            return Some(index);
        }
        self.found.iter().position(is_it)
    }

    /// Like [`Diagnostics::report`], but returns the diagnostic. `None` if the cap of this rule is reached.
    pub fn add(
        &mut self,
        rule: &'static Rule,
        span: Span,
        message: impl Display,
    ) -> Option<&mut Diagnostic> {
        let tally = self.tallies.entry(rule.name).or_default();
        if tally.kept >= self.per_rule {
            tally.further += 1;
            if tally.places.len() < MAX_PLACES {
                self.without_path.push(Unplaced::Beyond(rule.name, tally.places.len()));
                tally.places.push(Occurrence { span, path: String::new() });
            }
            if tally.further == 1 {
                // It stands for all further ones. It is in the list so that it gets a path.
                let severity = self.found.iter().rev().find(|it| it.rule == rule);
                let severity = severity.map_or(rule.severity, |it| it.severity);
                let rest = Diagnostic { severity, count: 0, ..Diagnostic::new(rule, span, "") };
                self.found.push(rest);
            }
            return None;
        }
        tally.kept += 1;
        self.found.push(Diagnostic::new(rule, span, message.to_string()));
        self.found.last_mut()
    }

    /// Whether another problem of this rule would be kept. If not, there is no need to prepare its message.
    pub fn has_room(&self, rule: &'static Rule) -> bool {
        self.tallies.get(rule.name).is_none_or(|it| it.kept < self.per_rule)
    }

    /// Whether a problem with this message was already reported.
    pub fn has(&self, rule: &'static Rule, message: &str) -> bool {
        self.found.iter().any(|it| it.rule == rule && it.message == message)
    }

    /// The number of problems kept so far.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// The first problem.
    pub fn first(&self) -> Option<&Diagnostic> {
        self.found.first()
    }

    /// Adds a problem that was created elsewhere.
    pub fn take(&mut self, diagnostic: Diagnostic) {
        let message = diagnostic.message.clone();
        if let Some(it) = self.add(diagnostic.rule, diagnostic.span, message) {
            *it = diagnostic;
        }
    }

    /// Whether there are no problems.
    #[cfg(any(test, feature = "internals"))]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The problems after the first `before`, so that their path in the document can be added.
    pub fn since(&mut self, before: usize) -> &mut [Diagnostic] {
        &mut self.found[before..]
    }

    /// Whether there are places without a path.
    pub fn has_places_without_path(&self) -> bool {
        !self.without_path.is_empty()
    }

    /// Sets the path of the places that have none. A path that begins with a dot continues `path`.
    pub fn set_path_of_places(&mut self, path: &str) {
        for unplaced in self.without_path.drain(..) {
            let place = match unplaced {
                Unplaced::In(index, place) => {
                    self.found.get_mut(index).and_then(|it| it.places.get_mut(place))
                }
                Unplaced::Beyond(rule, place) => {
                    self.tallies.get_mut(rule).and_then(|it| it.places.get_mut(place))
                }
            };
            if let Some(it) = place {
                let rest = it.path.strip_prefix('.').unwrap_or_default();
                it.path = format!("{path}{rest}");
            }
        }
    }

    /// Removes the problems after the first `before`, because they turned out to be consequences of another one.
    pub fn retract(&mut self, before: usize) {
        for it in self.found.drain(before.min(self.found.len())..) {
            if let Some(tally) = self.tallies.get_mut(it.rule.name) {
                tally.forget(&it);
            }
        }
    }

    /// Removes all problems that `keep` rejects, because the document turned out to be of another kind.
    pub fn start_over(&mut self, keep: impl Fn(&'static Rule) -> bool) {
        self.keep_since(0, |it| keep(it.rule));
    }

    /// Removes the problems after the first `before` that `keep` rejects.
    pub fn keep_since(&mut self, before: usize, keep: impl Fn(&Diagnostic) -> bool) {
        let made = self.found.split_off(before.min(self.found.len()));
        for it in made {
            if keep(&it) {
                self.found.push(it);
            } else if let Some(tally) = self.tallies.get_mut(it.rule.name) {
                tally.forget(&it);
            }
        }
    }

    /// Returns all problems, sorted by span and then by rule. If a rule is capped, one more problem stands for the others.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        for it in self.found.iter_mut().filter(|it| it.count == 0) {
            let Some(tally) = self.tallies.get_mut(it.rule.name) else { continue };
            it.message = Diagnostic::rest_message(tally.further);
            it.count = tally.further;
            if let Some(first) = tally.places.first_mut() {
                first.path.clone_from(&it.path);
            }
            it.places = std::mem::take(&mut tally.places);
        }
        // An element that is reported with its fix may come after its neighbors.
        for fix in self.found.iter_mut().filter_map(|it| it.fix.as_mut()) {
            fix.edits.sort_by_key(|it| it.span);
        }
        self.found.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
        self.found
    }
}

impl Tally {
    /// Forgets a problem that is removed.
    fn forget(&mut self, removed: &Diagnostic) {
        if removed.count == 0 {
            self.further = 0;
            self.places.clear();
        } else {
            self.kept -= 1;
        }
    }
}

impl NewDiagnostic<'_> {
    /// Sets the line of the server's response that is wrong.
    pub fn response(self, line: impl Display) -> Self {
        self.with(|it| it.response = Some(line.to_string()))
    }

    /// Adds a note, which explains why the problem matters.
    pub fn note(self, note: impl Display) -> Self {
        self.with(|it| it.notes.push(note.to_string()))
    }

    /// Adds a note that is only created if the problem is kept.
    pub fn note_with(self, note: impl FnOnce() -> String) -> Self {
        self.with(|it| it.notes.push(note()))
    }

    /// Sets the help text, which explains what to do.
    pub fn help(self, help: impl Display) -> Self {
        self.with(|it| it.help = Some(help.to_string()))
    }

    /// Sets the help text if there is one.
    pub fn help_if(self, help: Option<impl Display>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// Adds a label for another place.
    pub fn label(self, span: Span, words: impl Display) -> Self {
        self.with(|it| it.labels.push((span, words.to_string())))
    }

    /// Sets a severity that differs from the rule's severity.
    pub fn severity(self, severity: Severity) -> Self {
        self.with(|it| it.severity = severity)
    }

    /// Adds a safe fix, which does not change what readers show.
    pub fn fix(self, title: impl Display, span: Span, text: impl Display) -> Self {
        self.offer(Safety::Safe, title, span, text)
    }

    /// Adds an unsafe fix, which may change what readers show.
    pub fn unsafe_fix(self, title: impl Display, span: Span, text: impl Display) -> Self {
        self.offer(Safety::Unsafe, title, span, text)
    }

    /// Whether the problem is kept. If not, there is no need to compute a fix.
    pub fn is_kept(&self) -> bool {
        self.diagnostic.is_some()
    }

    /// Sets the path of an element in the one that is being checked, which begins with a dot.
    pub fn inside(mut self, path: &str) -> Self {
        if let Some(diagnostic) = self.diagnostic.as_deref_mut() {
            let place = if self.is_another_place {
                diagnostic.places.last_mut().map(|it| &mut it.path)
            } else {
                Some(&mut diagnostic.path)
            };
            // The last place is another one if there are too many.
            if let Some(it) = place.filter(|it| it.is_empty()) {
                path.clone_into(it);
            }
        }
        self
    }

    /// Adds a fix with one edit, if it can be made.
    pub fn fix_with(self, safety: Safety, title: impl Display, edit: Option<Edit>) -> Self {
        self.fix_all_if(safety, title, edit.map(|it| vec![it]))
    }

    /// Adds a fix with several edits, if they can be made.
    pub fn fix_all_if(self, safety: Safety, title: impl Display, edits: Option<Vec<Edit>>) -> Self {
        match edits {
            Some(edits) => self.offer_all(safety, title, edits),
            None => self,
        }
    }

    /// Adds a fix with several edits.
    pub fn fix_all(self, safety: Safety, title: impl Display, edits: Vec<Edit>) -> Self {
        self.offer_all(safety, title, edits)
    }

    /// Adds a fix that renames an element in its start tag at `name` and in its end tag. Adds nothing if the end tag cannot be
    /// found.
    pub fn rename(self, source: &str, name: Span, to: &str) -> Self {
        let extent = self.diagnostic.as_ref().and_then(|_| extent(source, name));
        let Some(extent) = extent else { return self };
        let edit = |span| Edit { span, text: to.to_owned() };
        let edits = std::iter::once(name).chain(extent.end_name).map(edit).collect();
        self.fix_all(Safety::Safe, format_args!("rename it to `{to}`"), edits)
    }

    /// Like [`NewDiagnostic::rename`], but the fix is unsafe, because another name may be meant.
    pub fn rename_if_meant(self, source: &str, name: Span, to: &str) -> Self {
        self.rename(source, name, to).with(|it| {
            if let Some(fix) = &mut it.fix {
                fix.safety = Safety::Unsafe;
            }
        })
    }

    fn offer(self, safety: Safety, title: impl Display, span: Span, text: impl Display) -> Self {
        if self.diagnostic.is_none() {
            return self;
        }
        self.offer_all(safety, title, vec![Edit { span, text: text.to_string() }])
    }

    fn offer_all(mut self, safety: Safety, title: impl Display, edits: Vec<Edit>) -> Self {
        let Some(diagnostic) = self.diagnostic.as_deref_mut() else { return self };
        if !self.is_another_place {
            diagnostic.fix = Some(Fix::new(title.to_string(), safety, edits));
        } else if let Some(fix) = diagnostic.fix.as_mut().filter(|it| it.safety == safety) {
            fix.edits.extend(edits);
        }
        self
    }

    fn with(mut self, change: impl FnOnce(&mut Diagnostic)) -> Self {
        if let Some(diagnostic) = self.diagnostic.as_deref_mut()
            && !self.is_another_place
        {
            change(diagnostic);
        }
        self
    }
}
