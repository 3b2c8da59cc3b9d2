//! What a directory, a standard or a policy requires in addition to the specifications of the formats.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Rule;
use crate::diagnostic::Severity;
use crate::validate::rules;

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
    /// The document that contains the requirements. Empty if there is none.
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
pub(in crate::validate) fn apply(profiles: &[&Profile], list: &mut Vec<Diagnostic>) {
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

/// The severity of a rule.
pub(in crate::validate) const fn rule(rule: &'static Rule, severity: Severity) -> RuleSeverity {
    RuleSeverity { rule, severity: Some(severity) }
}

/// A rule that is off.
pub(in crate::validate) const fn off(rule: &'static Rule) -> RuleSeverity {
    RuleSeverity { rule, severity: None }
}

/// A required element of the feed, or several elements of which one is required.
pub(in crate::validate) const fn feed(
    names: &'static [&'static str],
    severity: Severity,
) -> RequiredElement {
    RequiredElement { in_entries: false, names, severity }
}

/// A required element of each entry, or several elements of which one is required.
pub(in crate::validate) const fn entry(
    names: &'static [&'static str],
    severity: Severity,
) -> RequiredElement {
    RequiredElement { in_entries: true, names, severity }
}

/// The maximum length of elements of the feed.
pub(in crate::validate) const fn feed_limit(
    names: &'static [&'static str],
    most: usize,
    unit: LengthUnit,
) -> LengthLimit {
    LengthLimit { in_entries: false, names, most, unit, severity: Severity::Error }
}

/// The maximum length of elements of entries.
pub(in crate::validate) const fn entry_limit(
    names: &'static [&'static str],
    most: usize,
    unit: LengthUnit,
) -> LengthLimit {
    LengthLimit { in_entries: true, names, most, unit, severity: Severity::Error }
}
