//! Keys that keep an article out of feeds. Each theme and plugin has its own spelling of "not in the feed". The spellings combine
//! a few words, so this module lists the words instead of the spellings.

/// The meaning of a key whose value is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyMeaning {
    /// The article must not be in feeds: `hidden`, `exclude_from_feed`.
    Hide,
    /// The article may be in feeds: `feed`, `listed`. Only the value `false` has an effect.
    Show,
    /// The value decides: `build.list: never`.
    Word,
    /// Only some people may read the article. Any value except `false` hides it.
    Secret,
    /// An instruction for search engines: `noindex, nofollow`.
    Robots,
    /// A list of places where the article must not be: `exclude_from: [feed]`.
    Feeds,
    /// If the value is `redirect`, the page leads to another page.
    Layout,
}

/// Keys that are not a combination of the words below. `sitemap` and `sitemap_exclude` are not included, because they are for
/// search engines and do not hide an article from readers.
#[rustfmt::skip]
static KEYS: &[(&str, KeyMeaning)] = &[
    ("unlisted", KeyMeaning::Hide),      ("hidden", KeyMeaning::Hide),          ("ishidden", KeyMeaning::Hide),        ("hide", KeyMeaning::Hide),
    ("noindex", KeyMeaning::Hide),       ("norobots", KeyMeaning::Hide),        ("robotsnoindex", KeyMeaning::Hide),   ("private", KeyMeaning::Hide),
    ("isprivate", KeyMeaning::Hide),     ("secret", KeyMeaning::Hide),          ("headless", KeyMeaning::Hide),        ("robots.noindex", KeyMeaning::Hide),
    ("eleventyexcludefromcollections", KeyMeaning::Hide),                 ("exclude", KeyMeaning::Hide),         ("excluded", KeyMeaning::Hide),
    ("excludefrom", KeyMeaning::Feeds),  ("hidefrom", KeyMeaning::Feeds),       ("hiddenin", KeyMeaning::Feeds),       ("excludedfrom", KeyMeaning::Feeds),
    ("listed", KeyMeaning::Show),        ("islisted", KeyMeaning::Show),        ("visible", KeyMeaning::Show),         ("isvisible", KeyMeaning::Show),
    ("render", KeyMeaning::Show),        ("public", KeyMeaning::Show),          ("ispublic", KeyMeaning::Show),        ("robots.index", KeyMeaning::Show),
    ("build.list", KeyMeaning::Word),    ("build.render", KeyMeaning::Word),    ("visibility", KeyMeaning::Word),
    ("access", KeyMeaning::Word),
    ("password", KeyMeaning::Secret),    ("passwd", KeyMeaning::Secret),        ("protected", KeyMeaning::Hide),       ("encrypted", KeyMeaning::Hide),
    ("encrypt", KeyMeaning::Hide),
    ("robots", KeyMeaning::Robots),      ("metarobots", KeyMeaning::Robots),    ("robotsmeta", KeyMeaning::Robots),
    ("layout", KeyMeaning::Layout),      ("template", KeyMeaning::Layout),      ("type", KeyMeaning::Layout),
];

/// Words for a feed or a list.
#[rustfmt::skip]
static FEEDS: &[&str] = &[
    "feed", "feeds", "rss", "atom", "jsonfeed", "rssfeed", "atomfeed", "rssfeeds", "list", "lists", "listing", "listings", "collection",
    "collections", "postlist", "syndication",
];

/// Words before one of [`FEEDS`] that keep an article out of it.
#[rustfmt::skip]
static OUT: &[&str] = &[
    "no", "not", "skip", "hide", "hidden", "exclude", "excluded", "ignore", "ignored", "omit", "disable", "disabled", "without",
    "suppress", "remove",
];

/// Words before one of [`FEEDS`] that let an article into it.
static IN: &[&str] = &[
    "", "include", "included", "show", "shown", "in", "publish", "add", "enable", "appear",
    "display",
];

/// Words between a word of [`OUT`] or [`IN`] and one of [`FEEDS`].
static BETWEEN: &[&str] =
    &["from", "fromthe", "in", "inthe", "to", "tothe", "on", "for", "frommain", "."];

/// Words after one of [`FEEDS`], as in `rss_ignore` and `feed.exclude`.
#[rustfmt::skip]
static AFTER: &[(&str, KeyMeaning)] = &[
    ("exclude", KeyMeaning::Hide), ("excluded", KeyMeaning::Hide), ("ignore", KeyMeaning::Hide), ("hide", KeyMeaning::Hide), ("hidden", KeyMeaning::Hide),
    ("skip", KeyMeaning::Hide), ("omit", KeyMeaning::Hide), ("disable", KeyMeaning::Hide), ("disabled", KeyMeaning::Hide), ("noindex", KeyMeaning::Hide),
    ("include", KeyMeaning::Show), ("included", KeyMeaning::Show), ("show", KeyMeaning::Show), ("enable", KeyMeaning::Show), ("enabled", KeyMeaning::Show),
    ("publish", KeyMeaning::Show), ("visible", KeyMeaning::Show),
];

/// What a normalized key says about feeds. `None` if it is not about feeds.
pub(crate) fn meaning(key: &str) -> Option<KeyMeaning> {
    if let Some((_, meaning)) = KEYS.iter().find(|it| it.0 == key) {
        return Some(*meaning);
    }
    let feed = |it: &str| FEEDS.contains(&it);
    let into = |word: &str| {
        let rest = key.strip_prefix(word)?;
        let between = || BETWEEN.iter().filter_map(|it| rest.strip_prefix(it));
        (feed(rest) || !word.is_empty() && between().any(feed)).then_some(())
    };
    if OUT.iter().any(|it| into(it).is_some()) {
        return Some(KeyMeaning::Hide);
    }
    // A list or collection is not a feed by itself: `lists: [a, b]`.
    let alone =
        ["list", "lists", "listing", "listings", "collection", "collections"].contains(&key);
    if !alone && IN.iter().any(|it| into(it).is_some()) {
        return Some(KeyMeaning::Show);
    }
    FEEDS.iter().find_map(|it| {
        let rest = key.strip_prefix(it)?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        AFTER.iter().find(|it| it.0 == rest).map(|it| it.1)
    })
}

/// Whether a word means a feed or a list of all posts: `exclude_from: [rss]`.
pub(crate) fn is_feed(word: &str) -> bool {
    let word = crate::publish::load::aliases::folded(word);
    FEEDS.contains(&word.as_str()) || matches!(word.as_str(), "all" | "everywhere" | "everything")
}

/// Whether a value of Hugo's `build.list` and `build.render`, or of `visibility`, hides an article.
pub(crate) fn hides(key: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.as_str();
    if key.starts_with("build.") {
        return matches!(word, "never" | "false" | "no") || key == "build.list" && word == "local";
    }
    matches!(
        word,
        "hidden"
            | "private"
            | "unlisted"
            | "draft"
            | "false"
            | "no"
            | "none"
            | "members"
            | "paid"
            | "internal"
            | "secret"
            | "restricted"
            | "protected"
            | "invisible"
    )
}

#[cfg(test)]
mod tests {
    use super::KeyMeaning;
    use super::meaning;

    #[test]
    fn recognizes_the_spellings_of_themes_and_plugins() {
        #[rustfmt::skip]
        let hide = [
            "excludefromfeed", "nofeed", "norss", "rssignore", "hidefromfeed", "hidefromrss", "hiddenfromfeed", "hiddenfromrss",
            "hiddeninrss", "feed.exclude", "feedexclude", "rssexclude", "excluderss", "excludefromrss", "skipfeed", "disablefeed",
            "disablerss", "exclude", "excludefromcollections", "feed.hidden", "ignorefeed", "omitfromfeed", "nolist", "hideinlist",
        ];
        for key in hide {
            assert_eq!(meaning(key), Some(KeyMeaning::Hide), "{key}");
        }
        for key in [
            "feed",
            "rss",
            "atom",
            "infeed",
            "showinrss",
            "includeinfeed",
            "feed.include",
            "showinlist",
        ] {
            assert_eq!(meaning(key), Some(KeyMeaning::Show), "{key}");
        }
        for key in [
            "sitemap",
            "sitemapexclude",
            "excludefromsitemap",
            "list",
            "lists",
            "collections",
            "feedurl",
            "title",
            "nofeedback",
        ] {
            assert_eq!(meaning(key), None, "{key}");
        }
    }
}
