//! Podcasting 2.0, the elements of the podcast namespace.

use crate::diagnostic::Severity::Error;
use crate::diagnostic::Severity::Info;
use crate::diagnostic::Severity::Warning;
use crate::validate::profile::OtherRules;
use crate::validate::profile::Profile;
use crate::validate::profile::entry;
use crate::validate::profile::feed;
use crate::validate::profile::rule;
use crate::validate::rules;

pub(super) static PROFILE: Profile = Profile {
    name: "podcasting20",
    title: "Podcasting 2.0",
    about: "The elements of the podcast namespace that most apps and hosts use.",
    source: "https://podcastindex.org/namespace/1.0",
    others: OtherRules::Unchanged,
    rules: &[
        rule(&rules::INSECURE_PODCAST_URL, Error),
        rule(&rules::INVALID_PODCAST_VALUE, Error),
        rule(&rules::UNKNOWN_PODCAST_TERM, Error),
        rule(&rules::UNSUPPORTED_TRANSCRIPT_TYPE, Error),
        rule(&rules::LIST_WITH_ITEMS, Error),
        rule(&rules::DEPRECATED_PODCAST_IMAGES, Warning),
    ],
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
