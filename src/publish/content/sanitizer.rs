//! Removes everything from HTML that is not on the list of elements and attributes that readers show.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

use crate::publish::content::entry_page::EntryPage;
use crate::publish::content::entry_page::SCHEMES;
use crate::publish::content::math;

/// Elements that are kept in addition to ammonia's defaults.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "address", "audio", "main", "picture", "rb", "section", "source", "track", "video",
];

/// Elements that are removed with their contents, in addition to `script` and `style`. The text of a drawing is useless without
/// it.
const DROPPED: &[&str] = &["svg"];

/// Attributes that are kept in addition to ammonia's defaults, by element.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("img", &["srcset", "sizes", "loading", "decoding"]),
    ("source", &["src", "srcset", "sizes", "type", "media", "width", "height"]),
    ("video", &["src", "poster", "controls", "width", "height", "loop", "muted", "preload"]),
    ("audio", &["src", "controls", "loop", "muted", "preload"]),
    ("track", &["src", "kind", "srclang", "label", "default"]),
    ("area", &["href", "alt", "shape", "coords"]),
    ("data", &["value"]),
    ("time", &["datetime"]),
    ("details", &["open"]),
    ("ol", &["reversed", "type"]),
    ("li", &["value"]),
    // The language of code, see `filter`.
    ("code", &["class"]),
    ("pre", &["class"]),
];

/// Attributes that are kept on every element, in addition to `lang` and `title`.
const ANYWHERE: &[&str] = &["id", "dir"];

/// The sanitizer. Its tables take longer to build than a short article takes to clean.
static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut sanitizer = Builder::default();
    sanitizer
        .add_tags(ELEMENTS)
        .add_clean_content_tags(DROPPED)
        .add_generic_attributes(ANYWHERE)
        .url_schemes(SCHEMES.iter().copied().collect::<HashSet<&str>>())
        .link_rel(None)
        .attribute_filter(|element, attribute, value| {
            PAGE.with_borrow(|page| page.as_ref()?.filter(element, attribute, value))
        });
    for (element, attributes) in ATTRIBUTES {
        sanitizer.add_tag_attributes(*element, *attributes);
    }
    sanitizer.add_tags(math::ELEMENTS);
    for element in math::ELEMENTS {
        sanitizer.add_tag_attributes(*element, math::ATTRIBUTES);
    }
    sanitizer
});

thread_local! {
    /// The page of the HTML that this thread cleans. The filter of the shared sanitizer gets no other arguments.
    static PAGE: RefCell<Option<EntryPage>> = const { RefCell::new(None) };
}

/// Cleans HTML that is published at this place.
pub(super) fn clean(html: &str, page: EntryPage) -> String {
    PAGE.set(Some(page));
    SANITIZER.clean(html).to_string()
}
