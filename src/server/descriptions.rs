//! What the most used elements are for, in one sentence each.

use crate::validate::markup::name::Ns;

/// What an element is for. `None` if it is not in the table.
pub(super) fn description(ns: Ns, name: &str) -> Option<&'static str> {
    let found = DESCRIPTIONS.iter().find(|it| it.0 == ns && it.1 == name);
    found.map(|it| it.2)
}

#[rustfmt::skip]
static DESCRIPTIONS: &[(Ns, &str, &str)] = &[
    (Ns::NONE, "rss",             "The root of an RSS feed."),
    (Ns::NONE, "channel",         "The feed: what it is called, and its items."),
    (Ns::NONE, "title",           "The name, as readers show it in lists."),
    (Ns::NONE, "link",            "The page that readers open: the home page of the site, or the page of the item."),
    (Ns::NONE, "description",     "A text about the feed, or the summary or the whole content of an item."),
    (Ns::NONE, "language",        "The language of the feed."),
    (Ns::NONE, "copyright",       "Who has the rights to the content."),
    (Ns::NONE, "managingEditor",  "Who answers for the content."),
    (Ns::NONE, "webMaster",       "Who answers for technical problems."),
    (Ns::NONE, "pubDate",         "When the item was published. Readers sort by it."),
    (Ns::NONE, "lastBuildDate",   "When the content of the feed last changed."),
    (Ns::NONE, "category",        "A topic. `domain` names the list that it is taken from."),
    (Ns::NONE, "generator",       "The program that made the feed."),
    (Ns::NONE, "docs",            "A page that explains the format."),
    (Ns::NONE, "cloud",           "A service that tells subscribers about changes. WebSub has replaced it."),
    (Ns::NONE, "ttl",             "For how many minutes readers should keep the feed before they fetch it again."),
    (Ns::NONE, "rating",          "A PICS rating. No program uses it any more."),
    (Ns::NONE, "image",           "A picture that readers show with the feed."),
    (Ns::NONE, "url",             "The address of the file."),
    (Ns::NONE, "width",           "The width of the picture in pixels."),
    (Ns::NONE, "height",          "The height of the picture in pixels."),
    (Ns::NONE, "textInput",       "A text box for a form on the site. Almost no reader shows it."),
    (Ns::NONE, "skipHours",       "The hours in which readers need not fetch the feed."),
    (Ns::NONE, "hour",            "An hour of the day in UTC, from 0 to 23."),
    (Ns::NONE, "skipDays",        "The days on which readers need not fetch the feed."),
    (Ns::NONE, "day",             "A day of the week."),
    (Ns::NONE, "item",            "An entry: an article, an episode or a note."),
    (Ns::NONE, "author",          "The e-mail address of the author. `dc:creator` contains only a name."),
    (Ns::NONE, "comments",        "The page with the comments on the item."),
    (Ns::NONE, "enclosure",       "A file that belongs to the item, such as the recording of an episode."),
    (Ns::NONE, "guid",            "The id of the item. Readers show an item as new if its id changes."),
    (Ns::NONE, "source",          "The feed that the item was taken from."),

    (Ns::ATOM, "feed",            "The root of an Atom feed: what it is called, and its entries."),
    (Ns::ATOM, "entry",           "An entry: an article, an episode or a note."),
    (Ns::ATOM, "id",              "An id that never changes. Readers show an entry as new if its id changes."),
    (Ns::ATOM, "title",           "The name, as readers show it in lists."),
    (Ns::ATOM, "subtitle",        "A text about the feed."),
    (Ns::ATOM, "updated",         "When it last changed in a way that matters to readers."),
    (Ns::ATOM, "published",       "When it was first published."),
    (Ns::ATOM, "author",          "Who wrote it. The author of the feed counts for entries without one."),
    (Ns::ATOM, "contributor",     "Who helped to write it."),
    (Ns::ATOM, "name",            "The name of the person."),
    (Ns::ATOM, "uri",             "A page of the person."),
    (Ns::ATOM, "email",           "The e-mail address of the person."),
    (Ns::ATOM, "link",            "A link. `rel` says what it leads to: `alternate` to the page, `self` to the feed, `enclosure` to a recording."),
    (Ns::ATOM, "category",        "A topic: `term` for programs, and `label` for people."),
    (Ns::ATOM, "content",         "The content of the entry, or a link to it."),
    (Ns::ATOM, "summary",         "A short text about the entry."),
    (Ns::ATOM, "rights",          "Who has the rights to it."),
    (Ns::ATOM, "generator",       "The program that made the feed."),
    (Ns::ATOM, "icon",            "A small square picture for the feed."),
    (Ns::ATOM, "logo",            "A picture for the feed, twice as wide as it is high."),
    (Ns::ATOM, "source",          "What is known about the feed that the entry was taken from."),
    (Ns::ATOM, "atom:link",       "A link. With `rel=\"self\"`, it leads to the feed itself, and with `rel=\"hub\"` to its WebSub hub."),

    (Ns::JSON, "version",         "The URL of the version of the format."),
    (Ns::JSON, "title",           "The name, as readers show it in lists."),
    (Ns::JSON, "home_page_url",   "The page that the feed is about."),
    (Ns::JSON, "feed_url",        "The URL of the feed itself."),
    (Ns::JSON, "description",     "A text about the feed."),
    (Ns::JSON, "user_comment",    "A note for people who look at the file."),
    (Ns::JSON, "next_url",        "The URL of the next page of the feed, with older items."),
    (Ns::JSON, "icon",            "A large square picture for the feed."),
    (Ns::JSON, "favicon",         "A small square picture for the feed."),
    (Ns::JSON, "authors",         "Who wrote it. The authors of the feed count for items without authors."),
    (Ns::JSON, "author",          "The author in version 1.0. Since version 1.1, there is `authors`."),
    (Ns::JSON, "language",        "The language."),
    (Ns::JSON, "expired",         "`true` if there will be no more items."),
    (Ns::JSON, "hubs",            "Services that tell subscribers about changes."),
    (Ns::JSON, "items",           "The entries of the feed."),
    (Ns::JSON, "id",              "An id that never changes. Readers show an item as new if its id changes."),
    (Ns::JSON, "external_url",    "A page on another site that the item is about."),
    (Ns::JSON, "content_html",    "The content in HTML."),
    (Ns::JSON, "content_text",    "The content as plain text."),
    (Ns::JSON, "summary",         "A short text about the item."),
    (Ns::JSON, "image",           "The main picture of the item."),
    (Ns::JSON, "banner_image",    "A picture that readers show behind or above the item."),
    (Ns::JSON, "date_published",  "When the item was published. Readers sort by it."),
    (Ns::JSON, "date_modified",   "When the item last changed."),
    (Ns::JSON, "tags",            "The topics of the item."),
    (Ns::JSON, "attachments",     "Files that belong to the item, such as the recording of an episode."),
    (Ns::JSON, "mime_type",       "The media type of the file."),
    (Ns::JSON, "size_in_bytes",   "The size of the file."),
    (Ns::JSON, "duration_in_seconds", "The duration of the recording."),
    (Ns::JSON, "avatar",          "A square picture of the author."),

    (Ns::CONTENT, "content:encoded", "The whole content of the item in HTML, if `description` is a summary."),
    (Ns::DC, "dc:creator",        "The name of the author."),
    (Ns::DC, "dc:date",           "When the item was published."),
    (Ns::MEDIA, "media:content",  "A picture, a recording or another file of the item."),
    (Ns::MEDIA, "media:thumbnail", "A small picture for the item."),
    (Ns::MEDIA, "media:group",    "Several files with the same content, for example in other sizes."),

    (Ns::ITUNES, "itunes:author", "Who makes the podcast, as podcast apps show it."),
    (Ns::ITUNES, "itunes:subtitle", "A short text. Apple no longer shows it."),
    (Ns::ITUNES, "itunes:summary", "A text about the podcast or the episode."),
    (Ns::ITUNES, "itunes:keywords", "Words to search for. Apple no longer uses them."),
    (Ns::ITUNES, "itunes:title",  "The title without the number of the episode or the name of the podcast."),
    (Ns::ITUNES, "itunes:image",  "The artwork: a square picture with 1400 to 3000 pixels on each side."),
    (Ns::ITUNES, "itunes:explicit", "`true` if it is not suitable for children, and otherwise `false`."),
    (Ns::ITUNES, "itunes:block",  "`Yes` keeps it out of Apple Podcasts."),
    (Ns::ITUNES, "itunes:category", "A category of Apple Podcasts. It may contain a subcategory."),
    (Ns::ITUNES, "itunes:owner",  "Whom a directory writes to about the podcast."),
    (Ns::ITUNES, "itunes:email",  "The e-mail address to which directories send codes to verify the owner."),
    (Ns::ITUNES, "itunes:name",   "The name of the owner."),
    (Ns::ITUNES, "itunes:type",   "`episodic` if the newest episode comes first, or `serial` if the oldest does."),
    (Ns::ITUNES, "itunes:complete", "`Yes` if there will be no more episodes."),
    (Ns::ITUNES, "itunes:new-feed-url", "The new URL of the feed. Podcast apps move their subscriptions to it."),
    (Ns::ITUNES, "itunes:duration", "The duration of the episode."),
    (Ns::ITUNES, "itunes:episode", "The number of the episode in its season."),
    (Ns::ITUNES, "itunes:season", "The number of the season."),
    (Ns::ITUNES, "itunes:episodeType", "`full`, `trailer` or `bonus`."),

    (Ns::PODCAST, "podcast:guid", "The id of the podcast, which stays the same if the URL of the feed changes."),
    (Ns::PODCAST, "podcast:locked", "`yes` if no other host may import the podcast."),
    (Ns::PODCAST, "podcast:funding", "A page where listeners can pay for the podcast."),
    (Ns::PODCAST, "podcast:transcript", "The text of the episode, as a file."),
    (Ns::PODCAST, "podcast:chapters", "The chapters of the episode, as a file."),
    (Ns::PODCAST, "podcast:soundbite", "A part of the episode that represents it."),
    (Ns::PODCAST, "podcast:person", "Someone in the episode, with a role such as `host` or `guest`."),
    (Ns::PODCAST, "podcast:location", "The place that it is about."),
    (Ns::PODCAST, "podcast:season", "The number of the season. `name` is its name."),
    (Ns::PODCAST, "podcast:episode", "The number of the episode."),
    (Ns::PODCAST, "podcast:trailer", "A recording that advertises the podcast or a season."),
    (Ns::PODCAST, "podcast:license", "The license of the content."),
    (Ns::PODCAST, "podcast:alternateEnclosure", "The same recording in another format or quality."),
    (Ns::PODCAST, "podcast:value", "How listeners can send payments while they listen."),
    (Ns::PODCAST, "podcast:medium", "What the feed contains: `podcast`, `music`, `video` and others."),
    (Ns::PODCAST, "podcast:liveItem", "A live stream, which apps show before and while it runs."),

    (Ns::NONE, "opml",            "The root of a list of feeds or of another outline."),
    (Ns::NONE, "outline",         "A feed (`type=\"rss\"`), or a group that contains others."),
];

#[cfg(test)]
mod tests {
    use super::DESCRIPTIONS;
    use crate::validate::schema;

    #[test]
    fn describes_elements_of_the_schema_once() {
        let formats =
            [schema::RSS, schema::ATOM, schema::JSON_FEED, schema::OPML, schema::EXTENSIONS];
        let mut seen = std::collections::BTreeSet::new();
        for (ns, name, about) in DESCRIPTIONS {
            let mut known = formats.into_iter().flatten().filter(|it| it.ns == *ns);
            assert!(known.any(|it| it.rows.iter().any(|it| it.name == *name)), "{name}");
            assert!(seen.insert((ns, name)), "{name} is described twice");
            assert!(about.ends_with('.'), "{about}");
        }
    }
}
