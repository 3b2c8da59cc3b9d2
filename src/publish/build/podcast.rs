//! The elements of podcasts: Apple's (<https://help.apple.com/itc/podcasts_connect/#/itcb54353390>), those of the podcast namespace
//! (<https://podcasting2.org/docs/podcast-namespace>), and Podlove Simple Chapters (<https://podlove.org/simple-chapters/>).

use std::collections::BTreeMap;

use rss::extension::Extension;
use rss::extension::ExtensionMap;
use rss::extension::itunes::ITunesCategory;
use rss::extension::itunes::ITunesChannelExtension;
use rss::extension::itunes::ITunesItemExtension;
use rss::extension::itunes::ITunesOwner;

use crate::publish::build::extension::add;
use crate::publish::build::extension::extension;
use crate::publish::feed::Entry;
use crate::publish::feed::Feed;
use crate::publish::podcast::Credit;
use crate::publish::podcast::Venue;
use crate::publish::podcast::episode::Chapter;
use crate::publish::podcast::episode::Chapters;
use crate::publish::podcast::episode::Episode;
use crate::publish::podcast::show::Show;
use crate::text::shorten::at_word;
use crate::value::date::rfc822_at_offset;
use crate::value::media_type;
use crate::value::podcast::media;

/// The longest names and titles of the podcast namespace, in characters.
const SHORT: usize = 128;

/// Apple's elements of a channel.
pub(super) fn itunes_channel(show: &Show) -> ITunesChannelExtension {
    let yes = |it: bool| it.then(|| "Yes".to_owned());
    let category = |name: &str| ITunesCategory { text: name.to_owned(), subcategory: None };
    let categories = show.categories.iter().map(|it| ITunesCategory {
        subcategory: it.sub.map(|it| Box::new(category(it))),
        ..category(it.main)
    });
    ITunesChannelExtension {
        author: Some(show.author.clone()),
        block: yes(show.block),
        categories: categories.collect(),
        image: show.image.clone(),
        explicit: Some(show.explicit.to_string()),
        complete: yes(show.complete),
        new_feed_url: show.new_feed_url.clone(),
        owner: show
            .owner
            .as_ref()
            .map(|it| ITunesOwner { name: it.name.clone(), email: Some(it.email.clone()) }),
        r#type: show
            .has_type
            .then(|| if show.is_serial { "serial" } else { "episodic" }.to_owned()),
        ..ITunesChannelExtension::default()
    }
}

/// The elements of the podcast namespace in a channel.
pub(super) fn channel(feed: &Feed, show: &Show) -> ExtensionMap {
    let mut map = ExtensionMap::new();
    if let Some(guid) = &feed.podcast_guid {
        put(&mut map, "podcast:guid", &[], Some(guid));
    }
    let owner = show.owner.as_ref().map(|it| it.email.as_str());
    let locked = if show.locked { "yes" } else { "no" };
    put(&mut map, "podcast:locked", &[("owner", owner)], Some(locked));
    if let Some(medium) = show.medium {
        put(&mut map, "podcast:medium", &[], Some(medium));
    }
    for it in &show.funding {
        put(&mut map, "podcast:funding", &[("url", it.url.as_deref())], Some(&short(&it.text)));
    }
    if let Some(it) = &show.license {
        put(&mut map, "podcast:license", &[("url", it.url.as_deref())], Some(&it.text));
    }
    for it in &show.trailers {
        let (date, length) = (rfc822_at_offset(it.published), it.length.map(|it| it.to_string()));
        let season = it.season.map(|it| it.to_string());
        let attrs = [
            ("url", Some(it.url.as_str())),
            ("pubdate", Some(date.as_str())),
            ("length", length.as_deref()),
            ("type", it.media_type.as_deref()),
            ("season", season.as_deref()),
        ];
        put(&mut map, "podcast:trailer", &attrs, Some(&short(&it.title)));
    }
    if let Some(it) = &show.update_frequency {
        let attrs = [
            ("complete", show.complete.then_some("true")),
            ("dtstart", it.start.as_deref()),
            ("rrule", it.rrule.as_deref()),
        ];
        put(&mut map, "podcast:updateFrequency", &attrs, Some(&short(&it.text)));
    }
    for it in &show.txt {
        put(&mut map, "podcast:txt", &[("purpose", it.purpose.as_deref())], Some(&it.text));
    }
    if show.block {
        put(&mut map, "podcast:block", &[], Some("yes"));
    }
    credits(&show.persons, &mut map);
    location(show.location.as_ref(), &mut map);
    map
}

/// Apple's elements of an item. For an item in a feed that is not a podcast, only the duration of its recording.
pub(super) fn itunes_item(entry: &Entry, show: Option<&Show>) -> Option<ITunesItemExtension> {
    let duration = entry.enclosure.as_ref().and_then(|it| it.duration).map(|it| it.to_string());
    let Some(show) = show else {
        let duration = Some(duration?);
        return Some(ITunesItemExtension { duration, ..ITunesItemExtension::default() });
    };
    let none = Episode::default();
    let episode = entry.episode.as_deref().unwrap_or(&none);
    Some(ITunesItemExtension {
        duration,
        explicit: Some(episode.explicit.unwrap_or(show.explicit).to_string()),
        // Apple's numbers are whole.
        episode: episode.number.clone().filter(|it| !it.contains('.')),
        season: episode.season.map(|it| it.to_string()),
        episode_type: episode.kind.map(|it| it.name().to_owned()),
        image: artwork(entry, episode),
        subtitle: episode.subtitle.as_deref().map(|it| at_word(it, 254)),
        block: episode.block.then(|| "Yes".to_owned()),
        ..ITunesItemExtension::default()
    })
}

/// The artwork of an episode: its own, or the picture of the article if Apple shows its format.
fn artwork(entry: &Entry, episode: &Episode) -> Option<String> {
    let is_shown = |it: &&String| {
        media_type::by_extension(it).is_some_and(|it| matches!(it, "image/jpeg" | "image/png"))
    };
    let picture = entry.image.as_ref().map(|it| &it.url).filter(is_shown);
    episode.image.clone().or_else(|| picture.cloned())
}

/// The other elements of an episode.
pub(super) fn item(entry: &Entry, map: &mut ExtensionMap) {
    let Some(episode) = entry.episode.as_deref() else { return };
    if let Some(title) = &episode.title {
        put(map, "itunes:title", &[], Some(title));
    }
    if let Some(number) = &episode.number {
        put(map, "podcast:episode", &[], Some(number));
    }
    if let Some(season) = episode.season {
        let name = episode.season_name.as_deref().map(short);
        put(map, "podcast:season", &[("name", name.as_deref())], Some(&season.to_string()));
    }
    for it in episode.transcripts.iter().filter(|it| is_secure(&it.url)) {
        let attrs = [
            ("url", Some(it.url.as_str())),
            ("type", Some(it.r#type.as_str())),
            ("language", it.language.as_deref()),
            ("rel", it.captions.then_some("captions")),
        ];
        put(map, "podcast:transcript", &attrs, None);
    }
    match &episode.chapters {
        Some(Chapters::File(url)) if is_secure(url) => {
            let attrs = [("url", Some(url.as_str())), ("type", Some(media::CHAPTERS))];
            put(map, "podcast:chapters", &attrs, None);
        }
        Some(Chapters::List(list)) => add(map, chapters(list)),
        _ => {}
    }
    for it in &episode.soundbites {
        let attrs = [("startTime", Some(&*it.start)), ("duration", Some(&*it.duration))];
        put(map, "podcast:soundbite", &attrs, it.title.as_deref().map(short).as_deref());
    }
    credits(&episode.persons, map);
    location(episode.location.as_ref(), map);
}

/// The declarations of the namespaces that a podcast uses, besides Apple's.
pub(super) fn namespaces(feed: &Feed) -> Vec<(String, String)> {
    if feed.podcast.is_none() {
        return Vec::new();
    }
    let has_list = |it: &Episode| matches!(it.chapters, Some(Chapters::List(_)));
    let uses_psc = feed.entries.iter().any(|it| it.episode.as_deref().is_some_and(has_list));
    let psc = uses_psc.then_some(("psc", "http://podlove.org/simple-chapters"));
    let podcast = ("podcast", "https://podcastindex.org/namespace/1.0");
    let all = std::iter::once(podcast).chain(psc);
    all.map(|(prefix, name)| (prefix.to_owned(), name.to_owned())).collect()
}

fn chapters(list: &[Chapter]) -> Extension {
    let chapter = |it: &Chapter| {
        let attrs = [
            ("start", Some(it.start.as_str())),
            ("title", Some(it.title.as_str())),
            ("href", it.url.as_deref()),
            ("image", it.image.as_deref()),
        ];
        with_known("psc:chapter", &attrs, None)
    };
    let children = BTreeMap::from([("chapter".to_owned(), list.iter().map(chapter).collect())]);
    Extension { children, ..extension("psc:chapters", &[("version", "1.2")], None) }
}

fn credits(credits: &[Credit], map: &mut ExtensionMap) {
    for it in credits {
        let attrs = [
            ("role", it.role.as_deref()),
            ("group", it.group.as_deref()),
            ("img", it.image.as_deref().filter(|it| is_secure(it))),
            ("href", it.url.as_deref().filter(|it| is_secure(it))),
        ];
        put(map, "podcast:person", &attrs, Some(&short(&it.name)));
    }
}

fn location(venue: Option<&Venue>, map: &mut ExtensionMap) {
    let Some(it) = venue else { return };
    let attrs = [
        ("rel", it.rel.as_deref()),
        ("geo", it.geo.as_deref()),
        ("osm", it.osm.as_deref()),
        ("country", it.country.as_deref()),
    ];
    put(map, "podcast:location", &attrs, Some(&short(&it.name)));
}

/// Adds an element with the attributes that have a value.
fn put(map: &mut ExtensionMap, name: &str, attrs: &[(&str, Option<&str>)], text: Option<&str>) {
    add(map, with_known(name, attrs, text));
}

/// An element with the attributes that have a value.
fn with_known(name: &str, attrs: &[(&str, Option<&str>)], text: Option<&str>) -> Extension {
    let known: Vec<(&str, &str)> =
        attrs.iter().filter_map(|(name, value)| Some((*name, (*value)?))).collect();
    extension(name, &known, text.map(str::to_owned))
}

fn short(text: &str) -> String {
    at_word(text, SHORT - 1)
}

/// Whether the podcast namespace allows a URL: "it must be given as `https:`".
fn is_secure(url: &str) -> bool {
    url.starts_with("https://")
}
