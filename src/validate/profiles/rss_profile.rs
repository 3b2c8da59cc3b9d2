//! The RSS Best Practices Profile of the RSS Advisory Board.

use crate::diagnostic::Severity::Warning;
use crate::validate::profile::OtherRules;
use crate::validate::profile::Profile;
use crate::validate::profile::rule;
use crate::validate::rules;

pub(super) static PROFILE: Profile = Profile {
    name: "rss-profile",
    title: "The RSS Best Practices Profile",
    about: "The recommendations of the RSS Advisory Board for RSS 2.0.",
    source: "https://www.rssboard.org/rss-profile",
    others: OtherRules::Unchanged,
    rules: &[
        rule(&rules::MISSING_SELF_LINK, Warning),
        rule(&rules::MISSING_GUID, Warning),
        rule(&rules::ELEMENT_AFTER_ITEMS, Warning),
        rule(&rules::SEVERAL_ENCLOSURES, Warning),
        rule(&rules::CONTENT_BEFORE_DESCRIPTION, Warning),
        rule(&rules::COMMENTS_WITHOUT_DATE, Warning),
        rule(&rules::CONTACT_WITHOUT_NAME, Warning),
        rule(&rules::MALFORMED_CONTACT, Warning),
        rule(&rules::IMAGE_UNLIKE_CHANNEL, Warning),
        rule(&rules::UNSUPPORTED_TEXT_INPUT, Warning),
        rule(&rules::HTML_LIKE_TEXT, Warning),
        rule(&rules::HOUR_24, Warning),
    ],
    required: &[],
    limits: &[],
    max_size: None,
};
