//! Suppressions: comments and members in a document with which its author allows problems. A suppression that allows nothing is reported.

use std::cell::Cell;
use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Rule;
use crate::text::quoted::Quoted;
use crate::text::source::Source;
use crate::validate::detect;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::options::Options;
use crate::validate::rules;
use crate::validate::select::Named;
use crate::validate::suppression::found::Allowed;
use crate::validate::suppression::found::Scope;
use crate::validate::suppression::found::Suppression;
use crate::validate::suppression::found::Suppressions;

mod comments;
mod found;
mod members;

/// The suppressions of a document.
fn suppressions<'s>(text: &'s str, options: &Options) -> Suppressions<'s> {
    let mut found = Suppressions::new(options);
    if detect::is_json(text) {
        members::find(text, options, &mut found);
    } else {
        comments::find(text, options, &mut found);
    }
    found
}

/// Whether a document may have suppressions. This is much faster than to look for them. The name alone may be that of the generator.
fn may_have_any(text: &str) -> bool {
    const NAME: &str = "feedwright";
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, NAME).any(|at| {
        let before = at.checked_sub(1).and_then(|it| bytes.get(it));
        bytes.get(at + NAME.len()) == Some(&b':') || before == Some(&b'_')
    })
}

/// Removes the problems that the suppressions of the document allow, reports suppressions that allow nothing, and returns the number of
/// removed problems.
pub(in crate::validate) fn apply(
    source: &Source,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> usize {
    if options.ignore_suppressions || !may_have_any(&source.text) {
        return 0;
    }
    let mut found = suppressions(&source.text, options);
    let removed = remove_allowed(&found.list, diagnostics);
    for it in &found.list {
        report_unused(it, &source.text, options, &mut found.faults);
    }
    let mut faults = found.faults.finish();
    let removed = removed + remove_allowed(&found.list, &mut faults);
    if !faults.is_empty() {
        diagnostics.extend(faults);
        diagnostics.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
    }
    removed
}

/// Like [`apply`], for problems that were found after those of [`validate`](crate::validate()). They use suppressions that may seem
/// unused otherwise, so those are not reported.
pub(in crate::validate) fn apply_later(
    source: &Source,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> usize {
    if options.ignore_suppressions || diagnostics.is_empty() || !may_have_any(&source.text) {
        return 0;
    }
    remove_allowed(&suppressions(&source.text, options).list, diagnostics)
}

/// Removes the problems that are allowed, and returns their number.
fn remove_allowed(list: &[Suppression<'_>], diagnostics: &mut Vec<Diagnostic>) -> usize {
    let mut by_rule: HashMap<&'static str, Vec<(Scope, &Cell<bool>)>> = HashMap::new();
    let mut removed = 0;
    diagnostics.retain_mut(|it| {
        let scopes = by_rule.entry(it.rule.name).or_insert_with(|| scopes(list, it.rule));
        if scopes.is_empty() {
            return true;
        }
        let is_of_response = it.response.is_some();
        let before = it.count;
        let is_left = it.retain_places(&|place| {
            let scope = scopes.iter().find(|it| it.0.contains(place, is_of_response));
            if let Some((_, is_used)) = scope {
                is_used.set(true);
            }
            scope.is_none()
        });
        removed += if is_left { before - it.count } else { before };
        is_left
    });
    removed
}

/// Where a rule is allowed.
fn scopes<'l>(list: &'l [Suppression<'_>], rule: &Rule) -> Vec<(Scope, &'l Cell<bool>)> {
    let mut scopes = Vec::new();
    for it in list {
        let names = it.allowed.iter().filter(|it| it.rules.includes(rule));
        scopes.extend(names.map(|allowed| (it.scope, &allowed.is_used)));
    }
    scopes
}

/// Reports the names in a suppression that allow nothing.
fn report_unused(it: &Suppression<'_>, text: &str, options: &Options, out: &mut Diagnostics) {
    let is_unused = |it: &&Allowed<'_>| {
        !it.is_used.get()
            && it.name != rules::UNUSED_SUPPRESSION.name
            && is_certain(&it.rules, options)
    };
    let unused: Vec<&Allowed<'_>> = it.allowed.iter().filter(is_unused).collect();
    let whole = it.whole.filter(|_| unused.len() == it.allowed.len());
    for (index, allowed) in unused.iter().enumerate() {
        let place = match it.scope {
            Scope::Document => "in this document",
            Scope::Part(_) if detect::is_json(text) => "in this object",
            Scope::Part(_) => "in the element after this comment",
            Scope::Nothing => "here, because nothing follows the comment in its parent element",
        };
        let message = format_args!("{} allows nothing {place}", Quoted(allowed.name));
        let new = out
            .report(&rules::UNUSED_SUPPRESSION, allowed.span, message)
            .note("it would hide such a problem later");
        match (whole, index) {
            (Some(whole), 0) => new.help("remove it").fix("remove it", whole, ""),
            (Some(_), _) => new.help("remove it"),
            (None, _) => new.help("remove it").fix("remove it", allowed.removed, ""),
        };
    }
}

/// Whether it is certain that these rules are not broken. Some rules need to know more than the document.
fn is_certain(named: &Named, options: &Options) -> bool {
    const OF_REQUESTS: &[&str] =
        &["http", "files of a feed", "pages of a feed", "changes between requests"];
    let needs_url = [
        &rules::SELF_LINK_ELSEWHERE,
        &rules::RELATIVE_SELF_LINK,
        &rules::MISSING_SELF_LINK,
        &rules::SAME_DOCUMENT_REFERENCE,
        &rules::INVALID_PODCAST_GUID,
    ];
    let is_uncertain = |rule: &Rule| {
        OF_REQUESTS.contains(&rule.group)
            || (rule.group == "profiles" && options.profiles.is_empty())
            || (options.base_url.is_none() && needs_url.iter().any(|it| it.name == rule.name))
            || (options.now.is_none() && rule == &rules::IMPLAUSIBLE_DATE)
    };
    !rules::RULES.iter().any(|rule| is_uncertain(rule) && named.includes(rule))
}
