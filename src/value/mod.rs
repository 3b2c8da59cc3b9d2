//! Reads, checks and writes values: dates, URLs, languages, media types, people.
//!
//! Every module turns text into a value or a [`problem::Problem`], which describes what is wrong, where, and what to write
//! instead. None of them allocates for a valid value. The caller decides which rule reports a problem.

pub mod base64;
pub mod country;
pub mod currency;
pub mod date;
pub mod duration;
pub mod html;
#[cfg(any(feature = "fetch", feature = "publish"))]
pub(crate) mod image_size;
pub mod language;
pub mod link_relation;
pub mod media_type;
pub mod number;
pub mod person;
pub(crate) mod podcast;
pub(crate) mod podcast_category;
pub(crate) mod price;
pub mod problem;
#[cfg(feature = "publish")]
pub(crate) mod recording;
#[cfg(feature = "publish")]
pub mod timezone;
pub mod uri;

/// A value is not what it should be. The message quotes the value and says what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidValue(pub(crate) String);

impl std::fmt::Display for InvalidValue {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for InvalidValue {}

/// Compares a lowercase name with text in any case, to search a sorted table.
fn compare_in_lower_case(name: &str, text: &str) -> std::cmp::Ordering {
    name.bytes().cmp(text.bytes().map(|it| it.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of the problems that all parsers report for `text`.
    fn places(text: &str) -> Vec<std::ops::Range<usize>> {
        [
            date::rfc822::read(text).problem.map(|it| it.at),
            date::rfc3339::read(text).problem.map(|it| it.at),
            date::w3cdtf::read(text).problem.map(|it| it.at),
            uri::check_absolute(text).err().map(|it| it.at),
            language::problem(text).map(|it| it.at),
            media_type::problem(text).map(|it| it.at),
            person::contact(text).1.map(|it| it.at),
            person::address_problem(text).map(|it| it.at),
            number::integer(text, 0, i64::MAX).err().map(|it| it.at),
            number::decimal(text).err().map(|it| it.at),
            duration::itunes(text).err().map(|it| it.at),
            duration::play_time(text).err().map(|it| it.at),
            link_relation::problem(text).map(|it| it.at),
            country::problem(text).map(|it| it.at),
            currency::problem(text).map(|it| it.at),
            base64::problem(text).map(|it| it.at),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    // The generator is deterministic, so failures can be reproduced.
    #[test]
    fn accepts_any_text_without_panicking() {
        #[rustfmt::skip]
        let parts = [
            "Wed", ", ", "02 ", "Oct ", "2002", " 13:00", ":00", " GMT", "+0200", "-", "T", "Z", "(", ")", "\\", "\u{e9}",
            "\u{202e}", "\u{1f600}", "\u{2212}", "http:", "//", "example.org", ":80", "/a", "..", "?", "#", "%", "%41", "[",
            "::1", "]", "urn:", "uuid:", "tag:", "@", "<", ">", "\"", "en", "x", "1996", "text", "html", ";", "=", ".", "P", "1",
            "h", " ", "\n", "\0", "mailto:", "99999999999999999999", "MB",
        ];
        let mut state = 1_u64;
        let mut next = |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or_default() % below
        };
        for _ in 0..20_000 {
            let text: String = (0..next(9)).map(|_| parts[next(parts.len())]).collect();
            for place in places(&text) {
                assert!(text.get(place.clone()).is_some(), "{text:?}: {place:?}");
            }
            let _ = (uri::canonical::differs(&text), uri::canonical::to_uri(&text));
            let _ =
                (uri::resolve::resolve(&text, "../a"), uri::resolve::resolve("http://a/b", &text));
            let _ = (language::canonical(&text), media_type::by_extension(&text));
        }
    }
}
