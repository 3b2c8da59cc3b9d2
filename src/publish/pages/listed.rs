//! The feeds as the pages list them: in groups, with their URLs.

use crate::publish::assemble::Planned;
use crate::publish::feed_format::FeedFormat;
use crate::publish::feed_plan::Property;
use crate::publish::settings::Settings;

/// A feed in a list.
pub(super) struct Listed<'f> {
    pub(super) planned: &'f Planned,
    /// Its formats with their URLs.
    pub(super) urls: Vec<(FeedFormat, String)>,
}

impl Listed<'_> {
    /// Its description, unless it only repeats the title or the description of the site.
    pub(super) fn description(&self) -> Option<&str> {
        let Planned { feed, each, has_own_description, .. } = self.planned;
        let says_more = feed.description != feed.title && (each.is_none() || *has_own_description);
        says_more.then_some(feed.description.as_str())
    }
}

/// Feeds under a common heading.
pub(super) struct Group<'f> {
    /// The property of whose values these are the feeds. `None` for feeds that are configured one by one.
    pub(super) each: Option<Property>,
    pub(super) feeds: Vec<Listed<'f>>,
}

/// The feeds in groups: those that are configured one by one come first.
pub(super) fn listed<'f>(feeds: &'f [Planned], settings: &Settings) -> Vec<Group<'f>> {
    let mut groups: Vec<Group<'f>> = Vec::new();
    // Nobody subscribes to an archive.
    for planned in feeds.iter().filter(|it| it.archive.is_none()) {
        let urls = planned.files.iter().map(|it| (it.0, settings.address_of(&it.1))).collect();
        let feed = Listed { planned, urls };
        match groups.iter_mut().find(|it| it.each == planned.each) {
            Some(group) => group.feeds.push(feed),
            None => groups.push(Group { each: planned.each, feeds: vec![feed] }),
        }
    }
    groups.sort_by_key(|it| it.each.is_some());
    groups
}

/// The heading of a group.
pub(super) fn heading(each: Property) -> &'static str {
    match each {
        Property::Tag => "Tags",
        Property::Section => "Sections",
        Property::Author => "Authors",
        Property::Language => "Languages",
    }
}

/// The language of a text, if it differs from that of the words of the pages, which is English.
pub(super) fn foreign(language: Option<&String>) -> Option<&str> {
    language.map(String::as_str).filter(|it| !it.eq_ignore_ascii_case("en"))
}
