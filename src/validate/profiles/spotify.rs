//! Spotify. Its delivery specification is not public, so only what its public pages say is here.

use crate::diagnostic::Severity::Error;
use crate::diagnostic::Severity::Warning;
use crate::validate::profile::OtherRules;
use crate::validate::profile::Profile;
use crate::validate::profile::entry;
use crate::validate::profile::feed;
use crate::validate::profile::off;
use crate::validate::profile::rule;
use crate::validate::rules;

pub(super) static PROFILE: Profile = Profile {
    name: "spotify",
    title: "Spotify",
    about: "What Spotify needs to show a podcast and to let its owner claim it.",
    source: "https://support.spotify.com/us/creators/article/podcast-specification-doc/",
    others: OtherRules::Unchanged,
    rules: &[
        // Spotify sends the code with which an owner claims a show to this address.
        rule(&rules::PODCAST_WITHOUT_EMAIL, Error),
        off(&rules::INCOMPLETE_PODCAST),
        off(&rules::EPISODE_WITHOUT_ENCLOSURE),
    ],
    required: &[
        feed(&["title"], Error),
        feed(&["description"], Error),
        feed(&["itunes:image"], Error),
        feed(&["itunes:category"], Warning),
        feed(&["language"], Warning),
        entry(&["title"], Error),
        entry(&["enclosure"], Error),
        entry(&["guid"], Error),
        entry(&["pubDate"], Error),
    ],
    limits: &[],
    max_size: None,
};
