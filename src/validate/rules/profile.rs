//! Checks what profiles require.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::profile::LengthLimit;
use crate::validate::profile::LengthUnit;
use crate::validate::profile::Profile;
use crate::validate::profile::RequiredElement;
use crate::validate::row::Place;
use crate::validate::rules;

/// How many of the last problems may be about the same element.
const MAX_RECENT: usize = 32;

/// Checks what the profiles require of an element that has ended.
#[cold]
pub(in crate::validate) fn check(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let profiles = &context.facts.options.profiles;
    let in_entries = match element.row.role {
        Some(Place::Feed) => Some(false),
        Some(Place::Entry) => Some(true),
        _ => None,
    };
    for profile in profiles {
        for it in profile.required.iter().filter(|it| Some(it.in_entries) == in_entries) {
            let is_there = it.names.iter().any(|name| element.has(name));
            if !is_there && !is_reported(it, element, context.out) {
                missing(profile, it, element, context.out);
            }
        }
    }
    let of_entries = match element.parent.and_then(|it| it.role) {
        Some(Place::Feed) => false,
        Some(Place::Entry) => true,
        _ => return,
    };
    for profile in profiles {
        for it in profile.limits.iter().filter(|it| it.in_entries == of_entries) {
            if it.names.contains(&element.row.name) {
                length(profile, it, element, context.out);
            }
        }
    }
}

/// Whether a rule of the format already reported that the element is missing.
fn is_reported(
    required: &RequiredElement,
    element: &Element<'_, '_>,
    out: &mut Diagnostics,
) -> bool {
    let before = out.len().saturating_sub(MAX_RECENT);
    let is_same = |it: &Diagnostic| {
        let is_missing = it.rule == &rules::MISSING_ELEMENT || it.rule == &rules::MISSING_GUID;
        let mut names = required.names.iter().map(|it| format!("`{it}`"));
        is_missing && it.span == element.name_span && names.any(|name| it.message.contains(&name))
    };
    out.since(before).iter().any(is_same)
}

fn missing(
    profile: &Profile,
    required: &RequiredElement,
    element: &Element<'_, '_>,
    out: &mut Diagnostics,
) {
    let names: Vec<String> = required.names.iter().map(|it| format!("`{it}`")).collect();
    let what = match names.as_slice() {
        [one] => format!("no {one}"),
        [one, other] => format!("neither {one} nor {other}"),
        [most @ .., last] => format!("none of {} and {last}", most.join(", ")),
        [] => return,
    };
    let verb = if required.severity == Severity::Error { "requires" } else { "recommends" };
    out.report(
        &rules::MISSING_FOR_PROFILE,
        element.name_span,
        format_args!("`{}` has {what}", element.row.name),
    )
    .severity(required.severity)
    .note(format_args!("{} {verb} it: {}", profile.title, profile.source))
    .help(format_args!("add {}", names[0]));
}

fn length(
    profile: &Profile,
    limit: &LengthLimit,
    element: &Element<'_, '_>,
    out: &mut Diagnostics,
) {
    let text = element.text.text;
    let (length, unit) = match limit.unit {
        LengthUnit::Bytes => (text.len(), "bytes"),
        LengthUnit::Characters => (text.chars().count(), "characters"),
    };
    if length <= limit.most {
        return;
    }
    out.report(
        &rules::TOO_LONG_FOR_PROFILE,
        element.name_span,
        format_args!(
            "`{}` has {length} {unit}, but at most {} are allowed",
            element.row.name, limit.most
        ),
    )
    .severity(limit.severity)
    .note(format_args!("{} has this limit: {}", profile.title, profile.source))
    .help("shorten it");
}

/// Checks the size of a document.
pub(in crate::validate) fn size(text: &str, profiles: &[&'static Profile], out: &mut Diagnostics) {
    for profile in profiles {
        let Some(most) = profile.max_size.filter(|it| text.len() > *it) else { continue };
        out.report(
            &rules::TOO_LONG_FOR_PROFILE,
            Span::default(),
            format_args!("the document has {} bytes, but at most {most} are allowed", text.len()),
        )
        .note(format_args!("{} has this limit: {}", profile.title, profile.source))
        .help("publish fewer entries");
    }
}
