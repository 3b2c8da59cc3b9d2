//! Suppressions in JSON: a member `_feedwright` with an object `allow`, whose keys are rules and whose values are reasons.

use std::cell::Cell;

use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::markup::Event;
use crate::validate::markup::Kind;
use crate::validate::markup::Open;
use crate::validate::markup::json::Json;
use crate::validate::options::Options;
use crate::validate::rules;
use crate::validate::select::Named;
use crate::validate::suppression::found::Allowed;
use crate::validate::suppression::found::MAX;
use crate::validate::suppression::found::STILL_REPORTED;
use crate::validate::suppression::found::Scope;
use crate::validate::suppression::found::Suppression;
use crate::validate::suppression::found::Suppressions;
use crate::validate::suppression::found::report_too_many;
use crate::validate::suppression::found::report_unknown;

/// The member of a JSON Feed extension. A custom object begins with an underscore.
const MEMBER: &str = "_feedwright";

const EXAMPLE: &str =
    "for example, `\"_feedwright\": {\"allow\": {\"missing-feed-url\": \"the feed is private\"}}`";

/// An object or an array that is open.
struct Level<'s> {
    name: &'s str,
    kind: Kind,
    start: usize,
    /// What the object `_feedwright` allows.
    allowed: Vec<Allowed<'s>>,
    /// Whether it has names that are unknown.
    has_unknown: bool,
    /// The suppressions for the object, by their index.
    own: Vec<usize>,
}

/// Finds the suppressions of a JSON document.
pub(super) fn find<'s>(text: &'s str, options: &Options, found: &mut Suppressions<'s>) {
    let mut reader = Json::new(text, &options.limits);
    let mut markup = Diagnostics::new(0);
    let mut levels: Vec<Level<'s>> = Vec::new();
    // The member of `allow` whose value follows.
    let mut member: Option<(&'s str, Span)> = None;
    loop {
        match reader.next(&mut markup) {
            Event::Open(it) => {
                let name = reader.name(it.name).local;
                if check_member(&levels, name, &it, &mut found.faults) && is_allow(&levels) {
                    member = Some((name, it.name_span));
                }
                if matches!(it.kind, Kind::Object | Kind::Array) {
                    let start = it.span.start as usize;
                    let (kind, has_unknown) = (it.kind, false);
                    let (allowed, own) = (Vec::new(), Vec::new());
                    levels.push(Level { name, kind, start, allowed, has_unknown, own });
                }
            }
            Event::Text(piece) => {
                if let (Some(name), [.., level, _]) = (member.take(), &mut levels[..]) {
                    allow(name, text, piece.span.end as usize + 1, level, found);
                }
            }
            // The values that are not objects or arrays have no own end.
            Event::Close(it) if !it.span.is_empty() => {
                if let Some(level) = levels.pop() {
                    close(level, &mut levels, it.span.end as usize, text, found);
                }
            }
            Event::End => break,
            _ => {}
        }
    }
}

/// Whether the innermost object has the allowed rules.
fn is_allow(levels: &[Level<'_>]) -> bool {
    let is_object = |it: &Level<'_>| it.name == "allow" && it.kind == Kind::Object;
    matches!(levels, [.., outer, inner] if is_object(inner) && is_member(outer))
}

fn is_member(level: &Level<'_>) -> bool {
    level.name == MEMBER && level.kind == Kind::Object
}

/// Reports what is wrong with the form of a suppression, and returns whether nothing is.
fn check_member(levels: &[Level<'_>], name: &str, it: &Open, out: &mut Diagnostics) -> bool {
    let Some(parent) = levels.last().filter(|it| it.kind == Kind::Object) else { return true };
    let message = if name == MEMBER && it.kind != Kind::Object {
        format!("{} must be an object", Quoted(MEMBER))
    } else if is_allow(levels) && it.kind != Kind::String {
        format!("the reason for {} must be a string", Quoted(name))
    } else if is_member(parent) && !matches!(name, "allow" | "about") {
        format!("{} is not an instruction for feedwright", Quoted(name))
    } else if is_member(parent) && name == "allow" && it.kind != Kind::Object {
        "`allow` must be an object, whose keys are rules and whose values are reasons".to_owned()
    } else {
        return true;
    };
    out.report(&rules::INVALID_SUPPRESSION, it.name_span, message)
        .note(STILL_REPORTED)
        .help(format_args!("name the rule and the reason, {EXAMPLE}"));
    false
}

/// Adds an allowed rule to `_feedwright`. `end` is the end of the reason.
fn allow<'s>(
    (name, span): (&'s str, Span),
    text: &str,
    end: usize,
    level: &mut Level<'s>,
    found: &mut Suppressions<'s>,
) {
    found.names += 1;
    if found.names > MAX {
        level.has_unknown = true;
        report_too_many(span, &mut found.faults);
        return;
    }
    let removed = removal(text, (span.start as usize).saturating_sub(1), end);
    match Named::known(name) {
        Some(rules) => {
            level.allowed.push(Allowed { name, rules, span, removed, is_used: Cell::new(false) });
        }
        None => {
            level.has_unknown = true;
            report_unknown(name, span, removed, &mut found.faults);
        }
    }
}

/// Ends an object or an array at `end`.
fn close<'s>(
    level: Level<'s>,
    levels: &mut [Level<'s>],
    end: usize,
    text: &str,
    found: &mut Suppressions<'s>,
) {
    for index in &level.own {
        if let Scope::Part(part) = &mut found.list[*index].scope {
            *part = Span::new(part.start as usize, end);
        }
    }
    let is_document = levels.len() == 1;
    let (true, Some(parent)) = (is_member(&level), levels.last_mut()) else { return };
    let whole = removal(text, level.start, end);
    if level.allowed.is_empty() {
        return;
    }
    let scope = if is_document {
        Scope::Document
    } else {
        parent.own.push(found.list.len());
        Scope::Part(Span::new(parent.start, text.len()))
    };
    // The fix of an unknown name removes only this name.
    let whole = (!level.has_unknown).then_some(whole);
    found.list.push(Suppression { scope, allowed: level.allowed, whole });
}

/// What is removed together with the member from `start` to `end`: the comma after it, or before it, and the space in between.
fn removal(text: &str, start: usize, end: usize) -> Span {
    let after = text[end..].trim_start();
    if let Some(rest) = after.strip_prefix(',') {
        return Span::new(start, text.len() - rest.trim_start().len());
    }
    let before = text[..start].trim_end();
    match before.strip_suffix(',') {
        Some(before) => Span::new(before.len(), end),
        None => Span::new(start, end),
    }
}
