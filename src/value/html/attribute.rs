//! The HTML attributes that contain URLs, and those that contain scripts.

/// The kind of URLs in the value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urls {
    /// One URL.
    One,
    /// URLs with descriptors, separated by commas (see [`crate::value::html::srcset`]).
    Srcset,
    /// URLs, separated by spaces.
    Spaced,
    /// A fragment of the page itself.
    Fragment,
}

/// The kind of URLs in an attribute, by its name in any case. `None` if it does not contain URLs.
///
/// <https://html.spec.whatwg.org/multipage/indices.html#attributes-3>, including the attributes of obsolete elements and SVG.
#[inline]
pub fn urls(name: &str) -> Option<Urls> {
    // No such attribute has a name of another length.
    let wanted = match name.len() {
        3..=11 => name,
        _ => return None,
    };
    ATTRIBUTES
        .iter()
        .find(|it| it.0.len() == wanted.len() && it.0.eq_ignore_ascii_case(wanted))
        .map(|it| it.1)
}

/// Whether an attribute is an event handler, whose value is a script.
#[inline]
pub fn is_event_handler(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() > 2
        && matches!(bytes[..2], [b'o' | b'O', b'n' | b'N'])
        && bytes[2..].iter().all(u8::is_ascii_alphabetic)
}

#[rustfmt::skip]
static ATTRIBUTES: &[(&str, Urls)] = &[
    ("href", Urls::One), ("src", Urls::One), ("srcset", Urls::Srcset), ("cite", Urls::One), ("poster", Urls::One),
    ("data", Urls::One), ("action", Urls::One), ("formaction", Urls::One), ("imagesrcset", Urls::Srcset), ("ping", Urls::Spaced),
    ("background", Urls::One), ("longdesc", Urls::One), ("usemap", Urls::Fragment), ("xlink:href", Urls::One),
    ("classid", Urls::One), ("codebase", Urls::One), ("archive", Urls::Spaced), ("manifest", Urls::One), ("profile", Urls::Spaced),
    ("dynsrc", Urls::One), ("lowsrc", Urls::One), ("icon", Urls::One),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognizes_url_attributes_and_event_handlers() {
        assert_eq!(urls("HREF"), Some(Urls::One));
        assert_eq!(urls("srcset"), Some(Urls::Srcset));
        assert_eq!(urls("imagesrcset"), Some(Urls::Srcset));
        assert_eq!(urls("xlink:href"), Some(Urls::One));
        for name in ["", "title", "alt", "hreflang", "data-src", "class"] {
            assert_eq!(urls(name), None, "{name}");
        }
        assert!(is_event_handler("onclick") && is_event_handler("OnLoad"));
        assert!(
            !is_event_handler("on") && !is_event_handler("on-x") && !is_event_handler("once:x")
        );
    }
}
