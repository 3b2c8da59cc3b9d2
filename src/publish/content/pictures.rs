//! Lazy-loaded pictures: a page contains a placeholder, the real URL in another attribute, and the picture again in `noscript`.
//! Readers do not run the script, so the real picture is kept, once.

use ego_tree::NodeId;
use scraper::ElementRef;
use scraper::Html;

use crate::publish::content::edit;
use crate::publish::content::edit::text;
use crate::value::html::srcset::candidates;

/// Attributes that contain the URL of a picture until it is loaded, the best first.
#[rustfmt::skip]
pub(crate) const LATE: &[&str] = &[
    "data-src", "data-lazy-src", "data-original", "data-original-src", "data-lazy", "data-lazyload", "data-ll-src", "data-actualsrc",
    "data-echo", "data-cfsrc", "data-pagespeed-lazy-src", "data-image", "data-hi-res-src", "data-url", "data-full-url", "data-orig-file", "data-large-file", "data-canonical-src",
];

/// Attributes that contain the sizes of a picture until it is loaded.
#[rustfmt::skip]
pub(crate) const LATE_SETS: &[&str] = &["data-srcset", "data-lazy-srcset", "data-original-set", "data-original-srcset", "data-ll-srcset"];

/// Names of placeholder files.
#[rustfmt::skip]
const PLACEHOLDERS: &[&str] = &[
    "1x1", "ajax-loader", "blank", "clear", "dot", "empty", "gray", "grey", "lazy", "lazyload", "lazy-load", "loader", "loading", "pixel",
    "placeholder", "preload", "preloader", "spacer", "spinner", "trans", "transparent", "white",
];

/// Classes of a picture that a script loads. Its `src` may be a small, blurred copy.
#[rustfmt::skip]
const LAZY: &[&str] = &["b-lazy", "blur-up", "js-lazy", "lazy", "lazyload", "lazyloaded", "lazyloading", "lozad", "progressiveMedia-image"];

/// The start of a GIF with a single pixel.
const ONE_PIXEL: &str = "data:image/gif;base64,R0lGODlhAQABA";

/// The real URL of a picture, from its attributes. Empty if it has none.
pub(crate) fn source<'a>(attribute: impl Fn(&str) -> Option<&'a str>) -> &'a str {
    let own = attribute("src").map(str::trim).unwrap_or_default();
    let is_lazy = attribute("class")
        .unwrap_or_default()
        .split_ascii_whitespace()
        .any(|it| LAZY.contains(&it));
    if !is_placeholder(own) && !is_lazy && !named_as_placeholder(own) {
        return own;
    }
    let late = LATE.iter().filter_map(|it| attribute(it)).map(str::trim);
    let late = late.filter(|it| {
        !is_placeholder(it) && !it.starts_with(['{', '[']) && !it.contains(char::is_whitespace)
    });
    late.into_iter().next().unwrap_or(own)
}

/// The sizes of a picture, from its attributes.
pub(crate) fn source_set<'a>(attribute: impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
    let real = |it: &&str| !it.trim().is_empty() && !is_placeholder(it.trim());
    let own = attribute("srcset").filter(real);
    own.or_else(|| LATE_SETS.iter().filter_map(|it| attribute(it)).find(real))
}

/// The URL of the largest picture in a `srcset`.
pub(super) fn largest(set: &str) -> Option<&str> {
    let size = |descriptor: &str| {
        descriptor.trim_end_matches(char::is_alphabetic).parse::<f64>().unwrap_or(1.0)
    };
    let all = candidates(set).map(|it| (&set[it.url], size(&set[it.descriptor])));
    let largest = all.reduce(|best, it| if it.1 > best.1 { it } else { best });
    largest.map(|it| it.0).filter(|it| !it.is_empty())
}

/// Whether a class marks a picture that a script loads.
pub(super) fn depends_on(class: &str) -> bool {
    LAZY.contains(&class)
}

fn is_placeholder(address: &str) -> bool {
    address.is_empty()
        || address.starts_with("data:")
        || address == "about:blank"
        || address.starts_with('#')
        || address.starts_with("javascript:")
}

/// Whether a file name is that of a placeholder: `loading.gif`, `img/blank.png?v=1`.
fn named_as_placeholder(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |it| it.0);
    let parts = || {
        stem.split(['-', '_', '.'])
            .filter(|it| !it.is_empty() && !it.bytes().all(|it| it.is_ascii_digit()))
    };
    PLACEHOLDERS.contains(&stem)
        || parts().count() > 0
            && parts().all(|it| PLACEHOLDERS.contains(&it) || matches!(it, "image" | "img" | "pic"))
        || parts().any(|it| matches!(it, "placeholder" | "lazyload" | "spinner"))
}

/// Keeps each picture once, and removes placeholders.
pub(super) fn clean(tree: &mut Html) {
    let noscripts: Vec<NodeId> = edit::elements(tree)
        .filter(|it| it.value().name() == "noscript")
        .map(|it| it.id())
        .collect();
    // An inner element is removed together with its outer element, so the inner one is handled first.
    for id in noscripts.into_iter().rev() {
        noscript(tree, id);
    }
    let mut out = Vec::new();
    let mut sources = Vec::new();
    for picture in edit::elements(tree).filter(|it| it.value().name() == "img") {
        let src = picture.value().attr("src").map(str::trim).unwrap_or_default();
        if src.starts_with(ONE_PIXEL) || is_blurred_copy(picture, src) {
            out.push(picture.id());
        } else if src.is_empty()
            && let Some(largest) = set_of(picture).and_then(largest)
        {
            sources.push((picture.id(), largest.to_owned()));
        }
    }
    for (id, source) in sources {
        edit::set(tree, id, "src", &source);
    }
    for id in out {
        edit::detach(tree, id);
    }
}

/// The sizes of a picture, from its own attributes or from the `picture` element around it.
fn set_of(picture: ElementRef<'_>) -> Option<&str> {
    picture.value().attr("srcset").or_else(|| {
        let around = picture
            .parent()
            .and_then(ElementRef::wrap)
            .filter(|it| it.value().name() == "picture")?;
        let mut sources = around.child_elements().filter(|it| it.value().name() == "source");
        sources.find_map(|it| it.value().attr("srcset"))
    })
}

/// Whether a picture is a blurred copy: it is hidden from screen readers, and the real picture follows.
fn is_blurred_copy(picture: ElementRef<'_>, src: &str) -> bool {
    let hidden = picture.value().attr("aria-hidden") == Some("true");
    let next = || picture.next_siblings().find_map(ElementRef::wrap);
    hidden
        && src.starts_with("data:")
        && next().is_some_and(|it| matches!(it.value().name(), "img" | "picture"))
}

/// Handles a `noscript` element: its picture repeats the picture before it, or is the only real one.
fn noscript(tree: &mut Html, id: NodeId) {
    let Some(element) = edit::element(tree, id) else { return };
    if !edit::has_media(element) {
        // "Please enable JavaScript to view the comments."
        let asks = text(element).to_lowercase().contains("javascript");
        if asks {
            edit::detach(tree, id);
        } else {
            edit::unwrap(tree, id);
        }
        return;
    }
    let holds_picture = element.descendent_elements().any(|it| it.value().name() == "img");
    let twins: Vec<ElementRef<'_>> = if holds_picture { twins(element) } else { Vec::new() };
    let real = twins.iter().any(|it| is_real(*it));
    let placeholders =
        twins.iter().filter(|it| !is_real(**it)).map(|it| it.id()).collect::<Vec<_>>();
    for twin in placeholders {
        edit::detach(tree, twin);
    }
    if real { edit::detach(tree, id) } else { edit::unwrap(tree, id) }
}

/// The pictures directly before an element, or else the one directly after it.
fn twins(element: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let is_gap = |it: &ego_tree::NodeRef<'_, scraper::Node>| {
        it.value().as_text().is_some_and(|it| it.trim().is_empty())
    };
    let before =
        element.prev_siblings().filter(|it| !is_gap(it)).take(3).map_while(ElementRef::wrap);
    let before: Vec<ElementRef<'_>> = before.take_while(|it| is_picture(*it)).collect();
    if !before.is_empty() {
        return before;
    }
    let after = element.next_siblings().find(|it| !is_gap(it)).and_then(ElementRef::wrap);
    // A real picture does not follow its copy for readers without scripts, so only a placeholder may.
    after.filter(|it| is_picture(*it) && !is_real(*it)).into_iter().collect()
}

/// Whether an element is a picture, or a box that contains only a picture.
fn is_picture(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    let is_box = matches!(name, "div" | "span" | "a" | "picture" | "figure");
    name == "img"
        || is_box && {
            let mut inside = element.descendants().skip(1).take(12);
            let mut pictures = 0;
            let only = inside.all(|it| match ElementRef::wrap(it) {
                Some(it) => {
                    pictures += usize::from(it.value().name() == "img");
                    matches!(
                        it.value().name(),
                        "img" | "source" | "picture" | "div" | "span" | "a" | "canvas"
                    )
                }
                None => it.value().as_text().is_none_or(|it| it.trim().is_empty()),
            });
            only && pictures > 0
        }
}

/// Whether a picture is not a placeholder.
fn is_real(picture: ElementRef<'_>) -> bool {
    picture.descendent_elements().take(12).any(|it| {
        let src = it.value().attr("src").map(str::trim).unwrap_or_default();
        let set = it
            .value()
            .attr("srcset")
            .is_some_and(|it| !it.trim().is_empty() && !it.trim_start().starts_with("data:"));
        match it.value().name() {
            "img" => set || !is_placeholder(src) && !named_as_placeholder(src),
            "source" => set,
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::clean;
    use crate::publish::content::tree;

    fn cleaned(html: &str) -> String {
        tree::cleaned(html, clean)
    }

    #[rustfmt::skip]
    const PICTURES: &[(&str, &str)] = &[
        ("<img src=/loading.gif data-src=real.jpg>",                          "<img data-src=\"real.jpg\" src=\"real.jpg\">"),
        ("<img src=/img/lazy-placeholder.png?v=1 data-original=b.jpg>",        "<img data-original=\"b.jpg\" src=\"b.jpg\">"),
        ("<img src=small.jpg class='lazyload blur-up' data-src=big.jpg>",      "<img class=\"lazyload blur-up\" data-src=\"big.jpg\" src=\"big.jpg\">"),
        ("<img src=/a.png data-src=/b.png>",                                   "<img data-src=\"/b.png\" src=\"/a.png\">"),
        ("<video data-src=/a.mp4 data-poster=/a.jpg></video>",                 "<video data-poster=\"/a.jpg\" data-src=\"/a.mp4\" poster=\"/a.jpg\" src=\"/a.mp4\"></video>"),
        ("<img src=/loading.gif>",                                             "<img src=\"/loading.gif\">"),
        ("<img data-srcset='a.png?w=75 75w, b.png 100w'>",                     "<img data-srcset=\"a.png?w=75 75w, b.png 100w\" src=\"b.png\" srcset=\"a.png?w=75 75w, b.png 100w\">"),
        ("<picture><source data-srcset='a.webp 1x'><img data-src=a.jpg></picture>", "<picture><source data-srcset=\"a.webp 1x\" srcset=\"a.webp 1x\"><img data-src=\"a.jpg\" src=\"a.jpg\"></picture>"),
        ("<picture><source srcset='a.webp'><img alt=A></picture>",             "<picture><source srcset=\"a.webp\"><img alt=\"A\" src=\"a.webp\"></picture>"),
        ("<img data-src='{\"a\": 1}' data-original=a.png>",                    "<img data-original=\"a.png\" data-src=\"{&quot;a&quot;: 1}\" src=\"a.png\">"),
        // The picture is repeated in `noscript`.
        ("<img src='data:image/gif;base64,R0' data-src=a.jpg><noscript><img src=a.jpg></noscript>", "<img data-src=\"a.jpg\" src=\"a.jpg\">"),
        ("<span><img src='data:image/gif;base64,R0'></span> <noscript><img src=a.jpg></noscript>", " <img src=\"a.jpg\">"),
        ("<noscript><img src=a.jpg></noscript><img src='data:image/svg+xml,x'>", "<img src=\"a.jpg\">"),
        ("<p>Text</p><noscript><img src=a.jpg></noscript>",                    "<p>Text</p><img src=\"a.jpg\">"),
        ("<img src=a.jpg><p>Text</p><noscript><img src=b.jpg></noscript>",     "<img src=\"a.jpg\"><p>Text</p><img src=\"b.jpg\">"),
        ("<noscript>Please enable JavaScript.</noscript><noscript>Text</noscript>", "Text"),
        // Placeholders.
        ("a<img src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP'>",          "a"),
        ("<img aria-hidden=true alt='' src='data:image/png;base64,AA'><picture><img src=a.jpg></picture>", "<picture><img src=\"a.jpg\"></picture>"),
        ("<img src='data:image/png;base64,AA'>",                               "<img src=\"data:image/png;base64,AA\">"),
    ];

    #[test]
    fn keeps_the_real_picture_once() {
        for (html, wanted) in PICTURES {
            assert_eq!(cleaned(html), *wanted, "{html}");
        }
    }
}
