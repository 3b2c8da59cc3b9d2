//! The feed requirements of Google News.

use crate::diagnostic::Severity::Error;
use crate::diagnostic::Severity::Warning;
use crate::validate::profile::LengthUnit;
use crate::validate::profile::OtherRules;
use crate::validate::profile::Profile;
use crate::validate::profile::entry;
use crate::validate::profile::entry_limit;
use crate::validate::profile::rule;
use crate::validate::rules;

pub(super) static PROFILE: Profile = Profile {
    name: "google-news",
    title: "Google News",
    about: "What Google News requires of the feed of a publication.",
    source: "https://support.google.com/news/publisher-center/answer/9545420",
    others: OtherRules::Unchanged,
    rules: &[
        rule(&rules::MISSING_GUID, Error),
        rule(&rules::GUID_NOT_PERMALINK, Error),
        rule(&rules::DUPLICATE_GUID, Error),
    ],
    required: &[
        entry(&["guid", "id"], Error),
        entry(&["title"], Error),
        entry(&["link"], Error),
        entry(&["pubDate", "published", "updated"], Error),
        entry(&["content:encoded", "content", "description", "summary"], Error),
        entry(&["author", "dc:creator"], Warning),
    ],
    limits: &[entry_limit(
        &["content:encoded", "content", "description"],
        1 << 20,
        LengthUnit::Bytes,
    )],
    max_size: Some(2 << 20),
};
