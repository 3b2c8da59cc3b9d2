//! The ids of podcasts. An id is computed from the URL of the feed once, and kept if the URL changes: "This value must be calculated once …
//! and then never change". <https://podcasting2.org/docs/podcast-namespace/tags/guid>

use std::collections::BTreeMap;

use crate::publish::assemble::Planned;
use crate::publish::feed_format::FeedFormat;
use crate::publish::settings::Settings;
use crate::value::podcast::guid;

/// Sets the id of each podcast: the one in the configuration, else the one that it had before, else a new one. Returns the ids by the keys
/// of the feeds.
pub(crate) fn settle(
    feeds: &mut [Planned],
    known: &BTreeMap<String, String>,
    settings: &Settings,
) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for planned in feeds {
        let Some(show) = &planned.feed.podcast else { continue };
        let Some((_, file)) = planned.files.iter().find(|it| it.0 == FeedFormat::Rss) else {
            continue;
        };
        let key = planned.key.clone().unwrap_or_default();
        let kept = show.guid.as_ref().or_else(|| known.get(&key)).cloned();
        let id = kept.unwrap_or_else(|| guid::of_feed(&settings.address_of(file)));
        planned.feed.podcast_guid = Some(id.clone());
        ids.insert(key, id);
    }
    ids
}
