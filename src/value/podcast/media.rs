//! The media types of transcripts and chapters, and of files that podcast apps play.

use crate::value::media_type;

/// The types of transcripts that the podcast namespace lists.
/// <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/transcript.md>
pub(crate) const TRANSCRIPTS: &[&str] =
    &["text/plain", "text/html", "text/vtt", "application/json", "application/x-subrip"];

/// The type of chapters.
pub(crate) const CHAPTERS: &str = "application/json+chapters";

/// Other names for the types of transcripts, as real feeds have them.
#[rustfmt::skip]
static OTHER_NAMES: &[(&str, &str)] = &[
    ("application/srt",      "application/x-subrip"), ("application/x-srt",   "application/x-subrip"),
    ("application/subrip",   "application/x-subrip"), ("text/srt",            "application/x-subrip"),
    ("text/x-srt",           "application/x-subrip"), ("text/subrip",         "application/x-subrip"),
    ("text/x-subrip",        "application/x-subrip"), ("srt",                 "application/x-subrip"),
    ("plain/txt",            "text/plain"),           ("plain/text",          "text/plain"),
    ("text/txt",             "text/plain"),           ("txt",                 "text/plain"),
    ("application/txt",      "text/plain"),           ("text",                "text/plain"),
    ("text/webvtt",          "text/vtt"),             ("application/vtt",     "text/vtt"),
    ("application/webvtt",   "text/vtt"),             ("application/x-webvtt", "text/vtt"),
    ("text/x-webvtt",        "text/vtt"),             ("vtt",                 "text/vtt"),
    ("text/json",            "application/json"),     ("json",                "application/json"),
    ("html",                 "text/html"),            ("application/html",    "text/html"),
    ("application/xhtml+xml", "text/html"),
];

/// The type of a transcript in the podcast namespace, for another name of it.
pub(crate) fn transcript_of_other_name(essence: &str) -> Option<&'static str> {
    OTHER_NAMES.iter().find(|it| it.0.eq_ignore_ascii_case(essence)).map(|it| it.1)
}

/// What a file is, by its media type and its URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Medium {
    /// Audio or video.
    Playable,
    /// A web page, an image, or another file that no player plays.
    Unplayable,
    /// Neither the type nor the URL shows what it is.
    Unknown,
}

/// What a file is. The media type decides, and the file extension if the type is missing or general.
pub(crate) fn medium(kind: &str, url: &str) -> Medium {
    let of_type = medium_of_type(media_type::essence(kind.trim()));
    if of_type != Medium::Unknown {
        return of_type;
    }
    media_type::by_extension(url).map_or(Medium::Unknown, medium_of_type)
}

fn medium_of_type(essence: &str) -> Medium {
    let kind = essence.split('/').next().unwrap_or_default();
    let is = |name: &str| kind.eq_ignore_ascii_case(name);
    if is("audio") || is("video") || is("x-audio") || is("x-video") {
        return Medium::Playable;
    }
    let streams = ["application/ogg", "application/vnd.apple.mpegurl", "application/x-mpegurl"];
    if streams.iter().any(|it| it.eq_ignore_ascii_case(essence)) {
        return Medium::Playable;
    }
    if is("image") || is("text") { Medium::Unplayable } else { Medium::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognizes_media() {
        for (kind, url, wanted) in [
            ("audio/mpeg", "https://example.org/a", Medium::Playable),
            ("VIDEO/mp4", "", Medium::Playable),
            ("x-audio/mp3", "", Medium::Playable),
            ("", "https://example.org/a.mp3?x=1", Medium::Playable),
            ("application/octet-stream", "https://example.org/a.m4a", Medium::Playable),
            ("image/jpeg", "https://example.org/a.mp3", Medium::Unplayable),
            ("text/html", "https://example.org/a", Medium::Unplayable),
            ("", "https://example.org/a.png", Medium::Unplayable),
            ("application/pdf", "https://example.org/a.pdf", Medium::Unknown),
            ("", "https://example.org/a", Medium::Unknown),
        ] {
            assert_eq!(medium(kind, url), wanted, "{kind} {url}");
        }
    }

    #[test]
    fn other_names_have_listed_types() {
        for (name, right) in OTHER_NAMES {
            assert!(TRANSCRIPTS.contains(right), "{name}");
            assert!(!TRANSCRIPTS.contains(name), "{name}");
        }
        assert_eq!(transcript_of_other_name("Text/SRT"), Some("application/x-subrip"));
    }
}
