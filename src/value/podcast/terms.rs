//! The terms that the podcast namespace lists: roles, media, licenses, services, protocols. They are compared without case.

/// The roles and groups of the Podcast Taxonomy (<https://podcasttaxonomy.com/>). The most common group comes first.
/// <https://github.com/Podcastindex-org/podcast-namespace/blob/main/taxonomy.json>
#[rustfmt::skip]
static TAXONOMY: &[(&str, &[&str])] = &[
    ("cast",                  &["host", "guest", "co-host", "guest host", "voice actor", "narrator", "announcer", "reporter"]),
    ("administration",        &["production coordinator", "booking coordinator", "production assistant", "content manager",
                                "marketing manager", "sales representative", "sales manager"]),
    ("audio post-production", &["audio editor", "sound designer", "foley artist", "composer", "theme music",
                                "music production", "music contributor"]),
    ("audio production",      &["studio coordinator", "technical director", "technical manager", "audio engineer",
                                "remote recording engineer", "post production engineer"]),
    ("community",             &["social media manager"]),
    ("creative direction",    &["director", "assistant director", "executive producer", "senior producer", "producer",
                                "associate producer", "development producer", "creative director"]),
    ("misc.",                 &["consultant", "intern"]),
    ("video post-production", &["editor", "assistant editor"]),
    ("video production",      &["camera operator", "lighting designer", "camera grip", "assistant camera"]),
    ("visuals",               &["graphic designer", "cover art designer"]),
    ("writing",               &["author", "editorial director", "co-writer", "writer", "songwriter", "guest writer",
                                "story editor", "managing editor", "script editor", "script coordinator", "researcher", "editor",
                                "fact checker", "translator", "translater", "transcriber", "logger"]),
];

/// All roles of the Podcast Taxonomy.
pub(crate) fn roles() -> impl Iterator<Item = &'static str> + Clone {
    TAXONOMY.iter().flat_map(|it| it.1.iter().copied())
}

/// All groups of the Podcast Taxonomy.
pub(crate) fn groups() -> impl Iterator<Item = &'static str> + Clone {
    TAXONOMY.iter().map(|it| it.0)
}

/// The media. <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/medium.md>
#[rustfmt::skip]
pub(crate) const MEDIA: &[&str] = &[
    "podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course", "mixed",
    "podcastL", "musicL", "videoL", "filmL", "audiobookL", "newsletterL", "blogL", "publisherL", "courseL",
];

/// Whether a feed of this medium is a list of references to other feeds, without items.
pub(crate) fn is_list(medium: &str) -> bool {
    medium == "mixed" || medium.ends_with('L')
}

/// The services that `podcast:block` may name. <https://github.com/Podcastindex-org/podcast-namespace/blob/main/serviceslugs.txt>
#[rustfmt::skip]
pub(crate) const SERVICES: &[&str] = &[
    "acast", "amazon", "anchor", "apple", "audible", "audioboom", "backtracks", "bitcoin", "blubrry", "buzzsprout",
    "captivate", "castos", "castopod", "deezer", "facebook", "fireside", "fyyd", "google", "gpodder", "hypercatcher", "kasts",
    "libsyn", "mastodon", "megafono", "megaphone", "omnystudio", "overcast", "pandora", "paypal", "pinecast", "podbean",
    "podcastaddict", "podcastguru", "podcastindex", "podcasts.com", "podchaser", "podcloud", "podfriend", "podiant",
    "podigee", "podnews", "podomatic", "podserve", "podverse", "radiopublic", "redcircle", "relayfm", "resonate", "rss.com",
    "shoutengine", "simplecast", "slack", "soundcloud", "spotify", "spreaker", "tiktok", "transistor", "twitter",
    "whooshkaa", "youtube", "zencast",
];

/// The protocols of social networks. <https://github.com/Podcastindex-org/podcast-namespace/blob/main/socialprotocols.txt>
pub(crate) const SOCIAL_PROTOCOLS: &[&str] = &[
    "disabled",
    "activitypub",
    "twitter",
    "lightning",
    "atproto",
    "bluesky",
    "hive",
    "matrix",
    "nostr",
];

/// The protocols of chats. <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/chatprotocols.txt>
pub(crate) const CHAT_PROTOCOLS: &[&str] = &["irc", "xmpp", "nostr", "matrix"];

/// The licenses that apply to more than software, by their SPDX identifiers (<https://spdx.org/licenses/>) without a version, and those
/// that the podcast namespace adds.
#[rustfmt::skip]
const LICENSES: &[&str] = &[
    "0bsd", "afl", "agpl", "apache", "arr", "artistic", "blueoak", "bsd-2-clause", "bsd-3-clause", "bsd-3-clause-clear", "bsl", "c-uda",
    "cc", "cc-by", "cc-by-nc", "cc-by-nc-nd", "cc-by-nc-sa", "cc-by-nd", "cc-by-sa", "cc-pddc", "cc-pdm", "cc-sa", "cc0",
    "cdla-permissive", "cdla-sharing", "copyleft-next", "ecl", "epl", "eupl", "fdl", "free-art", "gfdl", "gpl", "isc",
    "lal", "lgpl", "mit", "mpl", "odbl", "odc-by", "ofl", "ogl-uk", "opl", "pddl", "pod-v4v", "sata", "unlicense", "wtfpl", "zlib",
];

/// Whether a value is the identifier of a known license, such as `cc-by-4.0`. Hosts also write "All rights reserved", which needs no
/// further text.
pub(crate) fn is_license(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if lower.trim_end_matches('.') == "all rights reserved" {
        return true;
    }
    let mut name = lower.as_str();
    name = name.trim_end_matches("-only").trim_end_matches("-or-later").trim_end_matches('+');
    // A version, and for Creative Commons the country of a port.
    if let Some((before, country)) = name.rsplit_once('-')
        && (2..=3).contains(&country.len())
        && country.bytes().all(|it| it.is_ascii_lowercase())
        && before.ends_with(|it: char| it.is_ascii_digit())
    {
        name = before;
    }
    if let Some((before, version)) = name.rsplit_once('-')
        && version.bytes().all(|it| it.is_ascii_digit() || it == b'.')
    {
        name = before;
    }
    LICENSES.binary_search(&name).is_ok() || LICENSES.binary_search(&lower.as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognizes_licenses() {
        assert!(LICENSES.is_sorted());
        for text in [
            "cc-by-4.0",
            "CC-BY-NC-ND-4.0",
            "cc0-1.0",
            "cc-by-sa-3.0-de",
            "ARR",
            "gpl-3.0-or-later",
            "MIT",
        ] {
            assert!(is_license(text), "{text}");
        }
        for text in ["my-license-v1", "", "creative commons"] {
            assert!(!is_license(text), "{text}");
        }
    }

    #[test]
    fn lists_terms() {
        assert!(roles().any(|it| it == "cover art designer"));
        assert!(groups().any(|it| it == "visuals"));
        assert!(is_list("musicL") && is_list("mixed") && !is_list("music"));
    }
}
