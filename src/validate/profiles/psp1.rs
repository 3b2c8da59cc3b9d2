//! PSP-1, the podcast RSS specification of the Podcast Standards Project.

use crate::diagnostic::Severity::Error;
use crate::diagnostic::Severity::Info;
use crate::diagnostic::Severity::Warning;
use crate::validate::profile::LengthUnit;
use crate::validate::profile::OtherRules;
use crate::validate::profile::Profile;
use crate::validate::profile::entry;
use crate::validate::profile::entry_limit;
use crate::validate::profile::feed;
use crate::validate::profile::feed_limit;
use crate::validate::profile::off;
use crate::validate::profile::rule;
use crate::validate::rules;

pub(super) static PROFILE: Profile = Profile {
    name: "psp1",
    title: "PSP-1",
    about: "What the Podcast Standards Project requires of a certified feed.",
    source: "https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification",
    others: OtherRules::Unchanged,
    rules: &[
        rule(&rules::MISSING_SELF_LINK, Error),
        rule(&rules::PODCAST_NOT_UTF8, Error),
        rule(&rules::INVALID_EXPLICIT, Error),
        rule(&rules::UNKNOWN_PODCAST_CATEGORY, Error),
        rule(&rules::OBSOLETE_PODCAST_CATEGORY, Error),
        rule(&rules::SURROUNDING_SPACE, Error),
        rule(&rules::UNSUPPORTED_ARTWORK, Error),
        off(&rules::PODCAST_WITHOUT_EMAIL),
        off(&rules::INCOMPLETE_PODCAST),
        off(&rules::EPISODE_WITHOUT_ENCLOSURE),
    ],
    required: &[
        feed(&["title"], Error),
        feed(&["description"], Error),
        feed(&["link"], Error),
        feed(&["language"], Error),
        feed(&["itunes:category"], Error),
        feed(&["itunes:explicit"], Error),
        feed(&["itunes:image"], Error),
        feed(&["podcast:locked"], Warning),
        feed(&["podcast:guid"], Warning),
        feed(&["itunes:author"], Warning),
        entry(&["title"], Error),
        entry(&["enclosure"], Error),
        entry(&["guid"], Error),
        entry(&["link"], Info),
        entry(&["pubDate"], Warning),
        entry(&["description"], Warning),
        entry(&["itunes:duration"], Warning),
        entry(&["itunes:image"], Info),
        entry(&["itunes:explicit"], Info),
        entry(&["podcast:transcript"], Info),
    ],
    limits: &[
        feed_limit(&["description"], 4000, LengthUnit::Bytes),
        entry_limit(&["description"], 4000, LengthUnit::Bytes),
        feed_limit(&["title", "itunes:author", "copyright"], 255, LengthUnit::Characters),
        entry_limit(&["title"], 255, LengthUnit::Characters),
    ],
    max_size: None,
};
