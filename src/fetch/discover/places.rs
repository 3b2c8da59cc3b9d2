//! Where sites have their feeds without a link to them: the documented URLs of platforms, and the usual places.

use url::Url;

/// The paths of feeds that site generators and programs use by default.
#[rustfmt::skip]
const USUAL: &[&str] = &[
    "feed", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json", "rss", "feed/", "index.rdf", "feeds", "blog/feed.xml", "blog/rss.xml",
    ".well-known/recommendations.opml",
];

/// A platform, and the documented URL of its feeds.
struct Platform {
    /// The host, or the end of the host with a dot before it.
    host: &'static str,
    /// The path: `*` stands for one segment. A longer path also fits.
    path: &'static [&'static str],
    /// The URLs. `{1}` is the first segment for a `*`, and `{host}` the host.
    feeds: &'static [&'static str],
    /// The documentation.
    #[cfg_attr(not(test), allow(dead_code, reason = "it shows where the pattern comes from"))]
    source: &'static str,
}

#[rustfmt::skip]
const PLATFORMS: &[Platform] = &[
    Platform { host: "youtube.com", path: &["channel", "*"], feeds: &["https://www.youtube.com/feeds/videos.xml?channel_id={1}"],
        source: "https://developers.google.com/youtube/v3/guides/push_notifications" },
    Platform { host: "reddit.com", path: &["r", "*"], feeds: &["https://www.reddit.com/r/{1}/.rss"],
        source: "https://www.reddit.com/wiki/rss" },
    Platform { host: "reddit.com", path: &["user", "*"], feeds: &["https://www.reddit.com/user/{1}/.rss"],
        source: "https://www.reddit.com/wiki/rss" },
    Platform { host: "github.com", path: &["*", "*"], feeds: &["https://github.com/{1}/{2}/releases.atom", "https://github.com/{1}/{2}/tags.atom",
            "https://github.com/{1}/{2}/commits.atom"],
        source: "https://docs.github.com/en/rest/activity/feeds" },
    Platform { host: "github.com", path: &["*"], feeds: &["https://github.com/{1}.atom"],
        source: "https://docs.github.com/en/rest/activity/feeds" },
    Platform { host: "medium.com", path: &["*"], feeds: &["https://medium.com/feed/{1}"],
        source: "https://help.medium.com/hc/en-us/articles/214874118-Using-RSS-feeds-of-profiles-publications-and-topics" },
    Platform { host: ".medium.com", path: &[], feeds: &["https://{host}/feed"],
        source: "https://help.medium.com/hc/en-us/articles/214874118-Using-RSS-feeds-of-profiles-publications-and-topics" },
    Platform { host: ".substack.com", path: &[], feeds: &["https://{host}/feed"],
        source: "https://support.substack.com/hc/en-us/articles/360038239391-Is-there-an-RSS-feed-for-my-publication" },
    Platform { host: ".blogspot.com", path: &[], feeds: &["https://{host}/feeds/posts/default"],
        source: "https://support.google.com/blogger/answer/97933" },
    Platform { host: ".tumblr.com", path: &[], feeds: &["https://{host}/rss"],
        source: "https://help.tumblr.com/rss-feeds/" },
    Platform { host: ".wordpress.com", path: &[], feeds: &["https://{host}/feed/"],
        source: "https://wordpress.com/support/feeds/" },
    Platform { host: "pypi.org", path: &["project", "*"], feeds: &["https://pypi.org/rss/project/{1}/releases.xml"],
        source: "https://docs.pypi.org/api/feeds/" },
];

/// The feeds of a page of a platform. Only patterns that the platforms document are used.
pub(super) fn of_platform(url: &Url) -> Vec<String> {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    let plain = host.strip_prefix("www.").unwrap_or(&host);
    let segments: Vec<&str> =
        url.path_segments().map(|it| it.filter(|it| !it.is_empty()).collect()).unwrap_or_default();
    let mut feeds = Vec::new();
    for it in PLATFORMS {
        let is_host = match it.host.strip_prefix('.') {
            Some(domain) => {
                plain.strip_suffix(domain).is_some_and(|it| it.len() > 1 && it.ends_with('.'))
            }
            None => plain == it.host,
        };
        let fits = it.path.len() <= segments.len()
            && it.path.iter().zip(&segments).all(|(pattern, it)| *pattern == "*" || pattern == it);
        if !is_host || !fits {
            continue;
        }
        let wild = it.path.iter().zip(&segments).filter(|it| *it.0 == "*").map(|it| *it.1);
        for feed in it.feeds {
            let mut feed = feed.replace("{host}", &host);
            for (number, segment) in wild.clone().enumerate() {
                feed = feed.replace(&format!("{{{}}}", number + 1), segment);
            }
            feeds.push(feed);
        }
        break;
    }
    feeds.extend(of_profile(url, &segments));
    if plain == "youtube.com" && segments.first() == Some(&"playlist") {
        let list = url.query_pairs().find(|it| it.0 == "list").map(|it| it.1);
        feeds.extend(
            list.map(|it| format!("https://www.youtube.com/feeds/videos.xml?playlist_id={it}")),
        );
    }
    feeds
}

/// The feed of a profile on Mastodon (<https://docs.joinmastodon.org/user/network/#rss>), on any host.
fn of_profile(url: &Url, segments: &[&str]) -> Option<String> {
    let others = ["medium.com", "youtube.com", "tiktok.com", "threads.net", "threads.com"];
    let host = url.host_str()?.trim_start_matches("www.");
    let [name] = segments else { return None };
    let user = name.strip_prefix('@').filter(|it| !it.is_empty() && !it.contains(['@', '.']))?;
    (!others.contains(&host))
        .then(|| url.join(&format!("/@{user}.rss")).ok())
        .flatten()
        .map(String::from)
}

/// The usual places of feeds: below the page, and at the root of the site.
pub(super) fn usual(url: &Url) -> Vec<String> {
    let mut folder = url.clone();
    folder.set_query(None);
    folder.set_fragment(None);
    if !folder.path().ends_with('/') {
        let last = folder.path().rsplit('/').next().unwrap_or_default();
        // `/blog` is a folder, and `/blog/index.html` a file in it.
        if !last.contains('.') {
            folder.set_path(&format!("{}/", folder.path()));
        }
    }
    let mut places: Vec<String> = Vec::new();
    let mut root = folder.clone();
    root.set_path("/");
    for base in [&folder, &root] {
        for it in USUAL {
            let is_own = it.starts_with(".well-known") || it.starts_with("blog/");
            if is_own && base.path() != "/" {
                continue;
            }
            if let Ok(place) = base.join(it)
                && !places.contains(&place.as_str().to_owned())
            {
                places.push(place.into());
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_patterns_of_platforms() {
        #[rustfmt::skip]
        let cases = [
            ("https://www.youtube.com/channel/UCx/videos",        "https://www.youtube.com/feeds/videos.xml?channel_id=UCx"),
            ("https://www.youtube.com/playlist?list=PL1",         "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"),
            ("https://www.youtube.com/@harbor",                   ""),
            ("https://www.reddit.com/r/rust/",                    "https://www.reddit.com/r/rust/.rss"),
            ("https://github.com/harbor/ferry/releases",          "https://github.com/harbor/ferry/releases.atom https://github.com/harbor/ferry/tags.atom https://github.com/harbor/ferry/commits.atom"),
            ("https://medium.com/@harbor",                        "https://medium.com/feed/@harbor"),
            ("https://harbor.substack.com/p/ferry",               "https://harbor.substack.com/feed"),
            ("https://social.example/@harbor",                    "https://social.example/@harbor.rss"),
            ("https://harbor.example/",                           ""),
            ("https://notmedium.com/@harbor",                     "https://notmedium.com/@harbor.rss"),
        ];
        for (url, wanted) in cases {
            let url = Url::parse(url).expect("it is a URL");
            assert_eq!(of_platform(&url).join(" "), wanted, "{url}");
        }
        assert!(PLATFORMS.iter().all(|it| it.source.starts_with("https://")));
    }

    #[test]
    fn looks_in_the_folder_of_the_page_first() {
        let url = Url::parse("https://harbor.example/notes?page=2").expect("it is a URL");
        let places = usual(&url);
        assert_eq!(places[0], "https://harbor.example/notes/feed");
        assert!(places.contains(&"https://harbor.example/feed.xml".to_owned()));
        let file = Url::parse("https://harbor.example/notes/index.html").expect("it is a URL");
        assert_eq!(usual(&file)[0], "https://harbor.example/notes/feed");
        assert!(usual(&url).len() <= 26);
    }
}
