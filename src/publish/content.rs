//! The content of an entry: HTML that is safe in any reader, and whose every address is whole.
//!
//! Readers do not know the page that an article comes from, and many take no notice of `xml:base`; so relative URLs are made absolute.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::LazyLock;

use scraper::Html;
use url::Url;

use crate::publish::address::absolute;
use crate::publish::srcset;
use crate::text::scrub::one_line;
use crate::text::scrub::scrub;

/// Elements that stay, beyond those that ammonia lets stay by default.
const ELEMENTS: &[&str] = &[
    "figure",
    "figcaption",
    "picture",
    "source",
    "video",
    "audio",
    "track",
    "details",
    "summary",
    "section",
    "main",
    "address",
    "caption",
    "colgroup",
    "col",
    "dfn",
    "mark",
    "ruby",
    "rb",
    "rt",
    "rtc",
    "rp",
    "time",
    "var",
    "wbr",
    "ins",
    "del",
    "header",
    "footer",
    "aside",
];

/// Attributes that stay, by element, beyond those that ammonia lets stay by default.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang", "title"]),
    ("img", &["src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"]),
    ("source", &["src", "srcset", "sizes", "type", "media", "width", "height"]),
    ("video", &["src", "poster", "controls", "width", "height", "loop", "muted", "preload"]),
    ("audio", &["src", "controls", "loop", "muted", "preload"]),
    ("track", &["src", "kind", "srclang", "label", "default"]),
    ("blockquote", &["cite"]),
    ("q", &["cite"]),
    ("ins", &["cite", "datetime"]),
    ("del", &["cite", "datetime"]),
    ("time", &["datetime"]),
    ("details", &["open"]),
    ("ol", &["start", "reversed", "type"]),
    ("li", &["value"]),
    ("td", &["colspan", "rowspan", "headers"]),
    ("th", &["colspan", "rowspan", "headers", "scope"]),
    ("abbr", &["title"]),
];

/// Attributes that hold one URL.
const URLS: &[&str] = &["href", "src", "poster", "cite", "data", "longdesc"];

/// Schemes that a link may have.
const SCHEMES: &[&str] = &[
    "http", "https", "mailto", "tel", "sms", "xmpp", "irc", "ircs", "magnet", "geo", "ftp", "sftp",
    "matrix", "acct", "feed", "data",
];

/// The elements that may have a `data:` URL: pictures that are part of the text.
const INLINE: &[&str] = &["img", "source"];

/// Cleans the HTML of an article whose page is `page`; ids in it get `prefix`, so that no two entries share one.
pub fn publishable(html: &str, page: &Url, prefix: &str) -> String {
    let html = frames_to_links(&scrub(html)).into_owned();
    let page = page.clone();
    let prefix = prefix.to_owned();
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .add_tags(ELEMENTS)
        .add_generic_attributes(&["id", "dir"])
        .url_schemes(SCHEMES.iter().copied().collect::<HashSet<&str>>())
        .link_rel(None)
        .attribute_filter(move |element, attribute, value| {
            filter(element, attribute, value, &page, &prefix)
        });
    for (element, attributes) in ATTRIBUTES {
        cleaner.add_tag_attributes(*element, *attributes);
    }
    // References such as `&#27;` have become characters by now.
    scrub(&cleaner.clean(&html).to_string()).trim().to_owned()
}

/// What becomes of an attribute that may stay.
fn filter<'v>(
    element: &str,
    attribute: &str,
    value: &'v str,
    page: &Url,
    prefix: &str,
) -> Option<Cow<'v, str>> {
    match attribute {
        "id" => Some(Cow::Owned(format!("{prefix}{value}"))).filter(|_| !value.trim().is_empty()),
        "srcset" => srcset::map_urls(value, |url| resolved(element, url, page)).map(Cow::Owned),
        attribute if URLS.contains(&attribute) => resolved(element, value, page).map(Cow::Owned),
        _ => Some(Cow::Borrowed(value)),
    }
}

/// The absolute form of a URL; `None` for one that cannot be, or that a reader should not open.
fn resolved(element: &str, url: &str, page: &Url) -> Option<String> {
    let absolute = absolute(page, url)?;
    let (scheme, rest) = absolute.split_once(':')?;
    let is_picture = scheme == "data" && INLINE.contains(&element) && rest.starts_with("image/");
    if (scheme == "data" && !is_picture) || !SCHEMES.contains(&scheme) {
        return None;
    }
    Some(absolute)
}

/// Frames have no place in a feed, and what they show should not be lost: each becomes a link to it.
fn frames_to_links(html: &str) -> Cow<'_, str> {
    let has = |name: &str| {
        html.as_bytes().windows(name.len()).any(|it| it.eq_ignore_ascii_case(name.as_bytes()))
    };
    if !html.contains('<') || !has("<iframe") {
        return Cow::Borrowed(html);
    }
    let mut links = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = find_ignoring_case(rest, "<iframe") {
        let (before, frame) = rest.split_at(at);
        links.push_str(before);
        let end =
            find_ignoring_case(frame, "</iframe>").map_or(frame.len(), |it| it + "</iframe>".len());
        let fragment = Html::parse_fragment(&frame[..end]);
        let found = fragment.select(&FRAME).next();
        if let Some(src) = found.and_then(|it| it.value().attr("src")) {
            let title = found.and_then(|it| it.value().attr("title")).unwrap_or(src);
            let escaped =
                |it: &str| it.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
            links.push_str(&format!("<p><a href=\"{}\">{}</a></p>", escaped(src), escaped(title)));
        }
        rest = &frame[end..];
    }
    links.push_str(rest);
    Cow::Owned(links)
}

static FRAME: LazyLock<scraper::Selector> =
    LazyLock::new(|| scraper::Selector::parse("iframe").expect("the selector is right"));

fn find_ignoring_case(text: &str, word: &str) -> Option<usize> {
    text.as_bytes().windows(word.len()).position(|it| it.eq_ignore_ascii_case(word.as_bytes()))
}

/// The text of HTML as a person reads it, on one line; scripts, styles and the like left out.
pub fn text_of(html: &str) -> String {
    let nothing = HashMap::new();
    let bare = ammonia::Builder::empty()
        .tag_attributes(nothing)
        .add_clean_content_tags(["script", "style"])
        .clean(&html.replace('<', " <"))
        .to_string();
    let fragment = Html::parse_fragment(&bare);
    one_line(&fragment.root_element().text().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::publishable;
    use super::text_of;
    use url::Url;

    fn clean(html: &str) -> String {
        let page = Url::parse("https://site.example/2024/post/").expect("it is a URL");
        publishable(html, &page, "post-")
    }

    #[rustfmt::skip]
    const URLS: &[(&str, &str)] = &[
        ("<a href='../other/'>x</a>",          "<a href=\"https://site.example/2024/other/\">x</a>"),
        ("<a href='/top'>x</a>",               "<a href=\"https://site.example/top\">x</a>"),
        ("<a href='#note'>x</a>",              "<a href=\"https://site.example/2024/post/#note\">x</a>"),
        ("<a href='//cdn.example/a b'>x</a>",  "<a href=\"https://cdn.example/a%20b\">x</a>"),
        ("<a href='mailto:a@b.example'>x</a>", "<a href=\"mailto:a@b.example\">x</a>"),
        ("<a href='tel:+49123'>x</a>",         "<a href=\"tel:+49123\">x</a>"),
        ("<a href='javascript:x()'>x</a>",     "<a>x</a>"),
        ("<a href='data:text/html,x'>x</a>",   "<a>x</a>"),
        ("<img src='data:image/png;base64,AA'>", "<img src=\"data:image/png;base64,AA\">"),
        ("<img srcset='a.jpg 1x, b.jpg 2x'>",  "<img srcset=\"https://site.example/2024/post/a.jpg 1x, https://site.example/2024/post/b.jpg 2x\">"),
        ("<video poster='p.jpg' src='v.mp4'></video>", "<video poster=\"https://site.example/2024/post/p.jpg\" src=\"https://site.example/2024/post/v.mp4\"></video>"),
        ("<blockquote cite='/c'>q</blockquote>", "<blockquote cite=\"https://site.example/c\">q</blockquote>"),
        ("<a href='https://bücher.example/ü'>x</a>", "<a href=\"https://xn--bcher-kva.example/%C3%BC\">x</a>"),
    ];

    #[test]
    fn makes_every_address_whole() {
        for (html, wanted) in URLS {
            assert_eq!(clean(html), *wanted, "{html}");
        }
    }

    #[rustfmt::skip]
    const CLEANED: &[(&str, &str)] = &[
        ("<p onclick='x()'>a<script>b</script></p>",  "<p>a</p>"),
        ("<p style='color:red' class='x'>a</p>",      "<p>a</p>"),
        ("<figure><img src='/a.png' alt='A'><figcaption>b</figcaption></figure>",
         "<figure><img src=\"https://site.example/a.png\" alt=\"A\"><figcaption>b</figcaption></figure>"),
        ("<h2 id='x'>a</h2>",                         "<h2 id=\"post-x\">a</h2>"),
        ("<b>a<i>b",                                  "<b>a<i>b</i></b>"),
        ("a\u{0}\u{8}b &amp; c]]>d",                  "ab &amp; c]]&gt;d"),
        ("<p>a<iframe src='https://v.example/1' title='A film'></iframe></p>",
         "<p>a</p><p><a href=\"https://v.example/1\">A film</a></p><p></p>"),
    ];

    #[test]
    fn keeps_what_readers_show_and_drops_what_they_should_not() {
        for (html, wanted) in CLEANED {
            assert_eq!(clean(html), *wanted, "{html}");
        }
    }

    #[test]
    fn survives_deep_nesting() {
        let html = "<b>".repeat(100_000);
        assert!(clean(&html).starts_with("<b>"));
    }

    #[test]
    fn reads_as_a_person_does() {
        assert_eq!(
            text_of("<p>One &amp; two</p><p>three<script>no</script></p>"),
            "One & two three"
        );
        assert_eq!(text_of("1 < 2"), "1 < 2");
    }
}
