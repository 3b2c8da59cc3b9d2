//! Embedded content of other sites: videos, posts, code. Readers do not run embeds, so each becomes a link.

use crate::publish::template::arguments::Arguments;
use crate::publish::template::html::anchor;
use crate::publish::template::words::is_number;
use crate::publish::template::words::is_web;

/// Sites that use ids: a part of the tag's name, the names of the argument with the id, and the URL with a placeholder for it.
#[rustfmt::skip]
static SITES: &[(&str, &[&str], &str)] = &[
    ("youtube",     &["id", "videoid", "video", "v", "code"], "https://www.youtube.com/watch?v={}"),
    ("vimeo",       &["id", "videoid", "video", "code"],      "https://vimeo.com/{}"),
    ("streamable",  &["id"],                                  "https://streamable.com/{}"),
    ("dailymotion", &["id", "video"],                         "https://www.dailymotion.com/video/{}"),
    ("bilibili",    &["id", "bvid", "bv"],                    "https://www.bilibili.com/video/{}"),
    ("loom",        &["id", "video"],                         "https://www.loom.com/share/{}"),
    ("instagram",   &["id", "post"],                          "https://www.instagram.com/p/{}/"),
    ("jsfiddle",    &["id", "shorttag"],                      "https://jsfiddle.net/{}/"),
    ("codesandbox", &["id"],                                  "https://codesandbox.io/s/{}"),
    ("stackblitz",  &["id"],                                  "https://stackblitz.com/edit/{}"),
    ("asciinema",   &["id", "key"],                           "https://asciinema.org/a/{}"),
    ("glitch",      &["id"],                                  "https://glitch.com/~{}"),
    ("github",      &["repo", "repository", "id"],            "https://github.com/{}"),
];

/// A link to the embedded content.
pub(super) fn elsewhere(name: &str, arguments: &Arguments) -> Option<String> {
    let first = arguments.at(0).map(str::trim).filter(|it| !it.is_empty());
    let title = || arguments.get(&["title", "caption", "alt", "label"]);
    let url = ["url", "href", "src", "link"];
    let is_tweet =
        matches!(name, "tweet" | "twitter" | "x" | "twittersimple" | "xsimple" | "xembed");
    let address = match name {
        _ if is_tweet => {
            let id = arguments.get(&["id", "tweet", "tweetid", "url"]).or_else(|| {
                // Old Hugo: `{{< tweet ID >}}`. Other tools may write the handle first.
                arguments
                    .positional
                    .iter()
                    .map(|it| it.text.as_str())
                    .find(|it| is_web(it) || is_number(it))
            })?;
            let user = arguments.get(&["user", "username"]).unwrap_or("i");
            if is_web(id) {
                id.to_owned()
            } else {
                format!("https://twitter.com/{user}/status/{id}")
            }
        }
        "gist" => {
            let id = arguments.get(&["id", "gist", "url", "src"]);
            let user = arguments.get(&["user", "username"]);
            let id = match (id, user, first, arguments.at(1)) {
                (Some(id), Some(user), ..) => format!("{user}/{id}"),
                (Some(id), ..) => id.to_owned(),
                (_, _, Some(user), Some(id)) if is_gist(id) && !is_gist(user) => {
                    format!("{user}/{id}")
                }
                (_, _, Some(id), _) => id.to_owned(),
                _ => return None,
            };
            if is_web(&id) { id } else { format!("https://gist.github.com/{id}") }
        }
        "codepen" => {
            if let Some(url) = arguments.get(&url).or(first).filter(|it| is_web(it)) {
                url.to_owned()
            } else {
                let id =
                    arguments.get(&["id", "hash", "slug", "pen"]).or(arguments.at(1)).or(first)?;
                let user = arguments.get(&["user", "author"]).or(first).unwrap_or("anon");
                format!("https://codepen.io/{user}/pen/{id}")
            }
        }
        "spotify" => {
            let id = arguments.get(&["id", "src", "url"]).or(first)?;
            let kind = arguments.get(&["type", "kind"]).unwrap_or("track");
            if is_web(id) { id.to_owned() } else { format!("https://open.spotify.com/{kind}/{id}") }
        }
        _ => {
            let yt = name == "yt";
            let is = |part: &str| name.contains(part) || yt && part == "youtube";
            let (_, ids, pattern) = SITES.iter().find(|it| is(it.0))?;
            let given = arguments.get(ids).or_else(|| arguments.get(&url)).or(first)?;
            if is_web(given) {
                given.to_owned()
            } else {
                pattern.replace("{}", given.trim_matches('/'))
            }
        }
    };
    // Text with spaces is not an id.
    (!address.contains(char::is_whitespace)).then(|| anchor(&address, title().unwrap_or(&address)))
}

/// Whether a string is the id of a gist. Old ones are decimal, and new ones hexadecimal.
fn is_gist(text: &str) -> bool {
    let is_decimal = text.len() >= 3 && text.bytes().all(|it| it.is_ascii_digit());
    is_decimal || text.len() >= 16 && text.bytes().all(|it| it.is_ascii_hexdigit())
}
