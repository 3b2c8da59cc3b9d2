//! Podcasting 2.0, the elements of the podcast namespace.

use crate::diagnostic::Severity::Info;
use crate::diagnostic::Severity::Warning;
use crate::validate::profile::OtherRules;
use crate::validate::profile::Profile;
use crate::validate::profile::entry;
use crate::validate::profile::feed;

pub(super) static PROFILE: Profile = Profile {
    name: "podcasting20",
    title: "Podcasting 2.0",
    about: "The elements of the podcast namespace that most apps and hosts use.",
    source: "https://podcasting2.org/podcast-namespace/1.0",
    others: OtherRules::Unchanged,
    rules: &[],
    required: &[
        feed(&["podcast:guid"], Warning),
        feed(&["podcast:locked"], Warning),
        feed(&["podcast:medium"], Info),
        feed(&["podcast:funding"], Info),
        feed(&["podcast:person"], Info),
        entry(&["podcast:transcript"], Warning),
        entry(&["podcast:chapters"], Info),
    ],
    limits: &[],
    max_size: None,
};
