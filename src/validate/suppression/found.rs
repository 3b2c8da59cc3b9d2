//! Suppressions that were found in a document, and what is wrong with them.

use std::cell::Cell;

use crate::text::nearest::nearest;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::options::Options;
use crate::validate::rules;
use crate::validate::select;
use crate::validate::select::Named;

/// How many names in the suppressions of a document are used. Documents of other people may have any number of them.
pub(super) const MAX: usize = 1_000;

/// Why a wrong suppression matters.
pub(super) const STILL_REPORTED: &str = "the problem is still reported";

/// A comment, or a member of a JSON object.
pub(super) struct Suppression<'s> {
    pub(super) scope: Scope,
    pub(super) allowed: Vec<Allowed<'s>>,
    /// What is removed if it allows nothing. `None` if it also has unknown names.
    pub(super) whole: Option<Span>,
}

/// The part of a document that a suppression is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Document,
    Part(Span),
    /// Nothing follows the comment.
    Nothing,
}

/// The name of a rule or of several rules in a suppression.
pub(super) struct Allowed<'s> {
    pub(super) name: &'s str,
    pub(super) rules: Named,
    pub(super) span: Span,
    /// What is removed if only this name is removed.
    pub(super) removed: Span,
    pub(super) is_used: Cell<bool>,
}

/// The suppressions of a document.
pub(super) struct Suppressions<'s> {
    pub(super) list: Vec<Suppression<'s>>,
    /// The number of all names in them, including those that are unknown.
    pub(super) names: usize,
    /// What is wrong with them.
    pub(super) faults: Diagnostics,
}

impl Suppressions<'_> {
    pub(super) fn new<'s>(options: &Options) -> Suppressions<'s> {
        let faults = Diagnostics::new(options.problems_per_rule);
        Suppressions { list: Vec::new(), names: 0, faults }
    }
}

impl Scope {
    /// Whether a problem at `span` is in it. A problem of the response is in no part of the document.
    pub(super) fn contains(self, span: Span, is_of_response: bool) -> bool {
        match self {
            Scope::Document => true,
            Scope::Part(part) => !is_of_response && (part.start..part.end).contains(&span.start),
            Scope::Nothing => false,
        }
    }
}

/// Reports a name that refers to no rule. `removed` is what a fix removes.
pub(super) fn report_unknown(name: &str, span: Span, removed: Span, out: &mut Diagnostics) {
    let near = if out.has_room(&rules::INVALID_SUPPRESSION) {
        nearest(name, select::names())
    } else {
        None
    };
    let message = format_args!("there is no rule {}, so this allows nothing", Quoted(name));
    let new = out.report(&rules::INVALID_SUPPRESSION, span, message).note(STILL_REPORTED);
    match near {
        Some(near) => new.help(format_args!("did you mean `{near}`?")).unsafe_fix(
            format_args!("change it to `{near}`"),
            span,
            near,
        ),
        None => new.help("remove it").fix("remove it", removed, ""),
    };
}

/// Reports a suppression beyond the limit.
pub(super) fn report_too_many(span: Span, out: &mut Diagnostics) {
    out.once(
        &rules::INVALID_SUPPRESSION,
        "too many",
        span,
        format_args!("suppressions of a document can have at most {MAX} names"),
    )
    .note(STILL_REPORTED)
    .help("allow the rule for the whole document, or fix the problems");
}
