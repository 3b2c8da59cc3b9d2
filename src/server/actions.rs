//! Fixes: one for each problem at a place, and all safe ones of a document at once.

use std::borrow::Cow;

use gen_lsp_types as lsp;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Safety;
use crate::server::answer::Snapshot;
use crate::server::check;
use crate::server::diagnostics;
use crate::server::document::Kind;
use crate::server::edits;
use crate::server::position::Positions;
use crate::text::span::Span;
use crate::validate::fix::fix;

/// The action that makes all safe fixes. Editors can run it when a document is saved.
pub(super) const FIX_ALL: &str = "source.fixAll.feedwright";

/// The kinds of the actions.
pub(super) fn kinds() -> Vec<lsp::CodeActionKind> {
    vec![lsp::CodeActionKind::QuickFix, FIX_ALL.to_owned().into()]
}

/// The actions for a range of a document.
pub(super) fn actions(it: &Snapshot, params: &lsp::CodeActionParams) -> Vec<lsp::CodeAction> {
    if !it.client.has_code_actions {
        return Vec::new();
    }
    let problems = it.problems();
    let positions = Positions::new(&it.document.text, it.client.encoding);
    let mut actions = Vec::new();
    if is_wanted(&params.context, "quickfix") {
        let range = positions.span(params.range);
        let here = problems.iter().filter(|problem| touches(problem, range));
        actions.extend(here.filter_map(|problem| quick_fix(it, &positions, problem)));
    }
    // Editors also ask for actions whenever the cursor moves, which must be fast.
    let is_automatic = params.context.only.is_none()
        && params.context.trigger_kind == Some(lsp::CodeActionTriggerKind::Automatic);
    if !is_automatic && is_wanted(&params.context, FIX_ALL) && problems.iter().any(is_safe) {
        actions.extend(fix_all(it, &positions));
    }
    actions
}

/// Whether the editor asks for actions of this kind: for all, for this one, or for a group of kinds.
fn is_wanted(context: &lsp::CodeActionContext, kind: &str) -> bool {
    context.only.as_ref().is_none_or(|kinds| {
        kinds.iter().any(|it| {
            let it = String::from(it.clone());
            let rest = kind.strip_prefix(it.as_str());
            rest.is_some_and(|rest| rest.is_empty() || it.is_empty() || rest.starts_with('.'))
        })
    })
}

/// Whether one of the places of a problem touches a span.
fn touches(problem: &Diagnostic, span: Span) -> bool {
    let is_here = |it: Span| it.start <= span.end && span.start <= it.end;
    is_here(problem.span) || problem.places.iter().any(|it| is_here(it.span))
}

fn is_safe(problem: &Diagnostic) -> bool {
    problem.fix.as_ref().is_some_and(|it| it.safety == Safety::Safe)
}

/// The fix of a problem.
fn quick_fix(
    it: &Snapshot,
    positions: &Positions<'_>,
    problem: &Diagnostic,
) -> Option<lsp::CodeAction> {
    let fix = problem.fix.as_ref()?;
    let (title, rule) = (capitalized(&fix.title), problem.rule);
    let title = match fix.safety {
        Safety::Safe => format!("{title} ({rule})"),
        Safety::Unsafe => format!("{title} ({rule}, unsafe: readers may show something else)"),
    };
    let edits = edits::converted(positions, &fix.edits);
    let has_related = it.client.has_related_information;
    Some(lsp::CodeAction {
        title,
        kind: Some(lsp::CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostics::one(&it.document, positions, problem, has_related)]),
        is_preferred: Some(fix.safety == Safety::Safe),
        edit: Some(edits::of_document(&it.document, edits, &it.client)),
        ..lsp::CodeAction::default()
    })
}

/// All safe fixes of a feed. `None` if they change nothing.
fn fix_all(it: &Snapshot, positions: &Positions<'_>) -> Option<lsp::CodeAction> {
    if !matches!(it.document.kind, Kind::Feed { .. }) {
        return None;
    }
    let (body, shift) = it.document.body();
    let source = check::source(&it.document).source;
    let checks = check::checks(&it.document, &it.configurations);
    let wanted = |problem: &Diagnostic| checks.selection.includes(problem.rule) && is_safe(problem);
    let fixed = fix(source, &checks.options, &wanted);
    let edits = edits::between(body, &fixed.source.text, shift);
    if edits.is_empty() {
        return None;
    }
    let problems = if fixed.count == 1 { "problem" } else { "problems" };
    let edits = edits::converted(positions, &edits);
    Some(lsp::CodeAction {
        title: format!("Fix {} {problems} with safe fixes", fixed.count),
        kind: Some(FIX_ALL.to_owned().into()),
        edit: Some(edits::of_document(&it.document, edits, &it.client)),
        ..lsp::CodeAction::default()
    })
}

/// The same text, with a capital first letter.
fn capitalized(text: &str) -> Cow<'_, str> {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() => {
            Cow::Owned(first.to_uppercase().chain(letters).collect())
        }
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use gen_lsp_types as lsp;

    use super::FIX_ALL;
    use super::is_wanted;

    #[test]
    fn answers_for_groups_of_kinds() {
        let context = |only: Option<&[&str]>| lsp::CodeActionContext {
            only: only.map(|it| it.iter().map(|it| (*it).to_owned().into()).collect()),
            ..lsp::CodeActionContext::default()
        };
        let cases: [(Option<&[&str]>, bool, bool); 7] = [
            (None, true, true),
            (Some(&[]), false, false),
            (Some(&[""]), true, true),
            (Some(&["quickfix"]), true, false),
            (Some(&["source"]), false, true),
            (Some(&["source.fixAll"]), false, true),
            (Some(&["source.fixAll.other", "refactor", "sour"]), false, false),
        ];
        for (only, quick, all) in cases {
            let context = context(only);
            let found = (is_wanted(&context, "quickfix"), is_wanted(&context, FIX_ALL));
            assert_eq!(found, (quick, all), "{only:?}");
        }
    }
}
