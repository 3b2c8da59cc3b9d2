//! The ids of podcasts: UUIDs that are computed from the URL of the feed.
//! <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/guid.md>

use uuid::Uuid;

use crate::value::problem::Problem;
use crate::value::problem::quoted;

/// The kind of problem with the id of a podcast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GuidFault {
    /// It is not a UUID.
    NotUuid,
    /// It is a UUID, but not one that is computed from a name.
    OtherVersion,
}

/// The namespace of the ids of podcasts.
const PODCASTS: Uuid = Uuid::from_u128(0xead4_c236_bf58_58c6_a2c6_a6b2_8d12_8cb6);

/// The id of the podcast with this feed URL. The scheme and the slashes at the end are not part of the name.
pub(crate) fn of_feed(url: &str) -> String {
    let name = url.split_once("://").map_or(url, |it| it.1).trim_end_matches('/');
    Uuid::new_v5(&PODCASTS, name.as_bytes()).to_string()
}

/// The problem with the id of a podcast.
pub(crate) fn problem(text: &str) -> Option<Problem<GuidFault>> {
    let whole = 0..text.len();
    if !has_form(text) {
        let what = format!("{} is not a UUID", quoted(text));
        let problem = Problem::new(GuidFault::NotUuid, whole, what);
        return Some(match Uuid::try_parse(text.trim()) {
            Ok(right) => problem.instead(right.hyphenated().to_string()),
            Err(_) => problem,
        });
    }
    let version = text.as_bytes()[14];
    (version != b'5').then(|| {
        let what = format!("it is a UUID of version {}, not 5", char::from(version));
        Problem::new(GuidFault::OtherVersion, whole, what)
    })
}

/// Whether a value has 32 hexadecimal digits with hyphens in the usual places.
fn has_form(text: &str) -> bool {
    let is_right = |(at, it): (usize, u8)| match at {
        8 | 13 | 18 | 23 => it == b'-',
        _ => it.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(is_right)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Both pairs are examples of the specification.
    #[test]
    fn computes_ids_from_feed_urls() {
        for (url, wanted) in [
            ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
            ("podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ] {
            assert_eq!(of_feed(url), wanted);
        }
    }

    #[test]
    fn describes_problems() {
        let described = |text: &str| {
            problem(text).map(|it| (it.what.to_string(), it.instead.map(|it| it.text)))
        };
        let right = "917393e3-1b1e-5cef-ace4-edaa54e1f810";
        assert_eq!(described(right), None);
        assert_eq!(described(&right.to_uppercase()), None);
        let corrected = |text: &str| described(text).and_then(|it| it.1);
        assert_eq!(corrected(&format!("urn:uuid:{right}")).as_deref(), Some(right));
        assert_eq!(corrected(&format!("{{{right}}}")).as_deref(), Some(right));
        assert_eq!(corrected(&right.replace('-', "")).as_deref(), Some(right));
        assert_eq!(described("not-a-uuid"), Some(("`not-a-uuid` is not a UUID".to_owned(), None)));
        let other = described("e32b4890-983b-4ce5-8b46-f2d6bc1d8819").map(|it| it.0);
        assert_eq!(other.as_deref(), Some("it is a UUID of version 4, not 5"));
        assert!(described("é").is_some());
    }
}
