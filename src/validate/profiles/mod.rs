//! Profiles: what a directory, a standard or a policy requires in addition to the specifications of the formats. Each profile is data in a
//! file of its own.

use std::fmt;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Rule;
use crate::diagnostic::Severity;
use crate::text::nearest::nearest;
use crate::text::span::Span;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::row::Place;
use crate::validate::rules;

mod apple;
mod google_merchant;
mod google_news;
mod podcasting20;
mod psp1;
mod rss_profile;
mod spotify;
mod strict;
mod w3c;

/// The requirements of a directory, a standard or a policy.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct Profile {
    /// Its name, as in `--profile apple`.
    pub name: &'static str,
    /// What it is named after, such as `Apple Podcasts`.
    pub title: &'static str,
    /// What it checks, in a sentence.
    pub about: &'static str,
    /// The document that contains the requirements.
    pub source: &'static str,
    /// The severities of all rules that `rules` does not list.
    pub others: OtherRules,
    /// The severities of single rules.
    pub rules: &'static [RuleSeverity],
    /// The elements that it requires.
    pub required: &'static [RequiredElement],
    /// The maximum lengths of elements.
    pub limits: &'static [LengthLimit],
    /// The maximum size of a document in bytes.
    pub max_size: Option<usize>,
}

/// The severities of the rules that a profile does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OtherRules {
    /// They stay the same.
    Unchanged,
    /// A warning becomes an error, and an info becomes a warning.
    Raised,
    /// Rules without a message of the W3C feed validator are off, and the others stay the same.
    OfW3c,
}

/// The severity of a rule in a profile.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct RuleSeverity {
    /// The rule.
    #[serde(serialize_with = "name_of")]
    pub rule: &'static Rule,
    /// The severity. `None` turns the rule off.
    pub severity: Option<Severity>,
}

/// An element that a profile requires.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct RequiredElement {
    /// Whether it is required in each entry. Otherwise, it is required in the feed.
    pub in_entries: bool,
    /// The element, or several elements of which one is required.
    pub names: &'static [&'static str],
    /// The severity if it is missing.
    pub severity: Severity,
}

/// The maximum length of an element in a profile.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct LengthLimit {
    /// Whether it applies to the elements of entries. Otherwise, it applies to those of the feed.
    pub in_entries: bool,
    /// The elements.
    pub names: &'static [&'static str],
    /// The maximum length.
    pub most: usize,
    /// The unit of the length.
    pub unit: LengthUnit,
    /// The severity if an element is longer.
    pub severity: Severity,
}

/// The unit of a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LengthUnit {
    /// Bytes in UTF-8.
    Bytes,
    /// Unicode characters.
    Characters,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn name_of<S: serde::Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.name)
}

/// How many of the last problems may be about the same element.
const MAX_RECENT: usize = 32;

/// All profiles.
static PROFILES: &[&Profile] = &[
    &apple::PROFILE,
    &spotify::PROFILE,
    &podcasting20::PROFILE,
    &psp1::PROFILE,
    &google_merchant::PROFILE,
    &google_news::PROFILE,
    &rss_profile::PROFILE,
    &w3c::PROFILE,
    &strict::PROFILE,
];

/// All profiles.
///
/// ```
/// let names: Vec<&str> = feedwright::profiles().map(|it| it.name).collect();
/// assert!(names.contains(&"apple"));
/// ```
pub fn profiles() -> impl Iterator<Item = &'static Profile> {
    PROFILES.iter().copied()
}

/// A name that is not a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownProfile {
    /// The name.
    pub name: String,
}

impl fmt::Display for UnknownProfile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "there is no profile `{}`", self.name)?;
        match nearest(&self.name, profiles().map(|it| it.name)) {
            Some(near) => write!(out, "; did you mean `{near}`?"),
            None => {
                let names: Vec<&str> = profiles().map(|it| it.name).collect();
                write!(out, "; the profiles are {}", names.join(", "))
            }
        }
    }
}

impl std::error::Error for UnknownProfile {}

/// Finds a profile by its name.
///
/// ```
/// use feedwright::{Options, Severity, Source, profile, validate};
///
/// let mut options = Options::default();
/// options.profiles.push(profile("apple")?);
/// let source = Source::from_text("feed.xml", "<rss version=\"2.0\"><channel><title>Notes</title></channel></rss>");
/// let report = validate(&source, &options);
/// assert!(report.diagnostics.iter().any(|it| it.message == "`channel` has no `itunes:image`"));
///
/// assert_eq!(profile("aple").unwrap_err().to_string(), "there is no profile `aple`; did you mean `apple`?");
/// # Ok::<(), feedwright::UnknownProfile>(())
/// ```
pub fn profile(name: &str) -> Result<&'static Profile, UnknownProfile> {
    profiles().find(|it| it.name == name).ok_or_else(|| UnknownProfile { name: name.to_owned() })
}

impl Profile {
    /// The severity of a problem whose usual severity is `usual`. `None` if the rule is off.
    fn severity(&self, rule: &Rule, usual: Severity) -> Option<Severity> {
        if let Some(change) = self.rules.iter().find(|it| it.rule == rule) {
            return change.severity;
        }
        match self.others {
            OtherRules::Raised => Some(match usual {
                Severity::Info => Severity::Warning,
                Severity::Warning | Severity::Error => Severity::Error,
            }),
            OtherRules::OfW3c if rule.w3c.is_empty() && !is_of_profiles(rule) => None,
            OtherRules::OfW3c | OtherRules::Unchanged => Some(usual),
        }
    }
}

/// Whether a rule reports the requirements of profiles themselves.
fn is_of_profiles(rule: &Rule) -> bool {
    rule == &rules::MISSING_FOR_PROFILE || rule == &rules::TOO_LONG_FOR_PROFILE
}

/// Changes the severities of problems, and removes those of rules that are off. With several profiles, the highest severity counts.
pub(super) fn apply(profiles: &[&Profile], list: &mut Vec<Diagnostic>) {
    if profiles.is_empty() {
        return;
    }
    list.retain_mut(|it| {
        let severities = profiles.iter().map(|profile| profile.severity(it.rule, it.severity));
        match severities.max().flatten() {
            Some(severity) => {
                it.severity = severity;
                true
            }
            None => false,
        }
    });
}

/// Checks what the profiles require of an element that has ended.
#[cold]
pub(super) fn check(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
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
    out.since(before).iter().any(|it| is_same(it))
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
pub(super) fn size(text: &str, profiles: &[&'static Profile], out: &mut Diagnostics) {
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

/// The severity of a rule.
const fn rule(rule: &'static Rule, severity: Severity) -> RuleSeverity {
    RuleSeverity { rule, severity: Some(severity) }
}

/// A rule that is off.
const fn off(rule: &'static Rule) -> RuleSeverity {
    RuleSeverity { rule, severity: None }
}

/// A required element of the feed, or several elements of which one is required.
const fn feed(names: &'static [&'static str], severity: Severity) -> RequiredElement {
    RequiredElement { in_entries: false, names, severity }
}

/// A required element of each entry, or several elements of which one is required.
const fn entry(names: &'static [&'static str], severity: Severity) -> RequiredElement {
    RequiredElement { in_entries: true, names, severity }
}

/// The maximum length of elements of the feed.
const fn feed_limit(names: &'static [&'static str], most: usize, unit: LengthUnit) -> LengthLimit {
    LengthLimit { in_entries: false, names, most, unit, severity: Severity::Error }
}

/// The maximum length of elements of entries.
const fn entry_limit(names: &'static [&'static str], most: usize, unit: LengthUnit) -> LengthLimit {
    LengthLimit { in_entries: true, names, most, unit, severity: Severity::Error }
}

#[cfg(test)]
mod tests {
    use super::profiles;
    use crate::validate::schema;

    #[test]
    fn every_profile_refers_to_elements_of_the_schema() {
        let vocabularies = [schema::RSS, schema::ATOM, schema::EXTENSIONS];
        let rows = vocabularies.into_iter().flatten().flat_map(|it| it.rows);
        let known: Vec<&str> = rows.map(|it| it.name).collect();
        for profile in profiles() {
            assert!(profile.source.starts_with("https://"), "{}", profile.name);
            let required = profile.required.iter().flat_map(|it| it.names);
            for name in required.chain(profile.limits.iter().flat_map(|it| it.names)) {
                assert!(known.contains(name), "{}: there is no `{name}`", profile.name);
            }
        }
    }
}
