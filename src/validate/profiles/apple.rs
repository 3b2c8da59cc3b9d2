//! Apple Podcasts.

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
    name: "apple",
    title: "Apple Podcasts",
    about: "What a show needs to be accepted by Apple Podcasts and to have its episodes listed.",
    source: "https://podcasters.apple.com/support/823-podcast-requirements",
    others: OtherRules::Unchanged,
    rules: &[
        rule(&rules::INVALID_EXPLICIT, Error),
        rule(&rules::UNKNOWN_PODCAST_CATEGORY, Error),
        rule(&rules::OBSOLETE_PODCAST_CATEGORY, Warning),
        rule(&rules::UNSUPPORTED_PODCAST_FORMAT, Error),
        rule(&rules::UNSUPPORTED_ARTWORK, Error),
        rule(&rules::SERIAL_WITHOUT_EPISODE_NUMBER, Error),
        rule(&rules::RESOURCE_HEAD_REFUSED, Error),
        rule(&rules::RESOURCE_WITHOUT_RANGES, Error),
        rule(&rules::SEVERAL_ENCLOSURES, Error),
        rule(&rules::MISSING_GUID, Error),
        rule(&rules::DUPLICATE_GUID, Error),
        rule(&rules::CONTENT_WHERE_FEW_LOOK, Info),
        // Apple no longer uses the owner's address, and the elements below replace the general rule.
        off(&rules::PODCAST_WITHOUT_EMAIL),
        off(&rules::INCOMPLETE_PODCAST),
        off(&rules::EPISODE_WITHOUT_ENCLOSURE),
    ],
    required: &[
        feed(&["title"], Error),
        feed(&["description"], Error),
        feed(&["language"], Error),
        feed(&["itunes:image"], Error),
        feed(&["itunes:category"], Error),
        feed(&["itunes:explicit"], Error),
        feed(&["itunes:author"], Warning),
        feed(&["link"], Warning),
        entry(&["title", "itunes:title"], Error),
        entry(&["enclosure"], Error),
        entry(&["guid"], Error),
        entry(&["pubDate"], Warning),
        entry(&["itunes:duration"], Warning),
    ],
    limits: &[
        feed_limit(&["description", "itunes:summary"], 4000, LengthUnit::Bytes),
        feed_limit(&["title", "itunes:author", "itunes:title"], 255, LengthUnit::Characters),
        entry_limit(&["title", "itunes:author", "itunes:title"], 255, LengthUnit::Characters),
    ],
    max_size: None,
};
