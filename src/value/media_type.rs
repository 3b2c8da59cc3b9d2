//! Media types: RFC 9110, section 8.3.1 (<https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1>), their names according to RFC 6838
//! (<https://www.rfc-editor.org/rfc/rfc6838#section-4.2>), and the types of files in feeds.

use std::ops::Range;

use crate::value::InvalidValue;
use crate::value::compare_in_lower_case;
use crate::value::problem::Problem;
use crate::value::problem::character_at;
use crate::value::problem::quoted;

/// The kind of problem with a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaTypeFault {
    /// The value does not have the form `type/subtype` with optional parameters.
    Invalid,
    /// The type before the slash is not registered.
    UnknownType,
    /// The media type is not registered, but it certainly means one that is.
    Misspelled,
}

/// The problem with a media type such as `text/html; charset=utf-8`.
pub fn problem(text: &str) -> Option<Problem<MediaTypeFault>> {
    let essence = essence(text);
    if let Some(fault) = form_problem(text, essence) {
        return Some(match meant(text) {
            Some(right) => fault.perhaps(right),
            None => fault,
        });
    }
    if let Some(right) = registered_name(essence) {
        let at = 0..essence.len();
        let what =
            format!("{} is not registered: the registered name is `{right}`", quoted(essence));
        let whole = format!("{right}{}", &text[essence.len()..]);
        return Some(Problem::new(MediaTypeFault::Misspelled, at, what).instead(whole));
    }
    let kind = essence.split('/').next().unwrap_or_default();
    if TYPES.iter().any(|it| it.eq_ignore_ascii_case(kind)) {
        return None;
    }
    let what = format!(
        "{} is not a registered top-level type; the types are {}",
        quoted(kind),
        TYPES.join(", ")
    );
    Some(Problem::new(MediaTypeFault::UnknownType, 0..kind.len(), what))
}

/// The type and the subtype, without the parameters: `text/html`.
pub fn essence(text: &str) -> &str {
    text.split(';').next().unwrap_or_default().trim_end_matches([' ', '\t'])
}

/// The `charset` of a `Content-Type` header, for [`Source::from_bytes`](crate::Source::from_bytes).
///
/// # Errors
///
/// If the value of the header is not a media type.
///
/// ```
/// let charset = feedwright::http_charset("application/rss+xml; charset=windows-1252")?;
/// assert_eq!(charset.as_deref(), Some("windows-1252"));
/// # Ok::<(), feedwright::InvalidValue>(())
/// ```
pub fn http_charset(content_type: &str) -> Result<Option<String>, InvalidValue> {
    match problem(content_type) {
        Some(problem) if problem.class == MediaTypeFault::Invalid => {
            Err(InvalidValue(problem.what.into()))
        }
        _ => Ok(parameter(content_type, "charset")),
    }
}

/// The value of a parameter, such as `charset`, without quotes. The case of the name does not matter.
pub fn parameter(text: &str, name: &str) -> Option<String> {
    let mut rest = &text[essence(text).len()..];
    loop {
        rest = rest.trim_start_matches([' ', '\t', ';']);
        let (found, after) = rest.split_once('=')?;
        let after = after.trim_start_matches([' ', '\t']);
        let value = if let Some(quoted) = after.strip_prefix('"') {
            let mut value = String::new();
            let mut characters = quoted.char_indices();
            let mut end = quoted.len();
            while let Some((at, it)) = characters.next() {
                match it {
                    '"' => {
                        end = at + 1;
                        break;
                    }
                    '\\' => value.extend(characters.next().map(|it| it.1)),
                    it => value.push(it),
                }
            }
            rest = &quoted[end..];
            value
        } else {
            let end = after.find(';').unwrap_or(after.len());
            rest = &after[end..];
            after[..end].trim_end_matches([' ', '\t']).to_owned()
        };
        if found.trim_end_matches([' ', '\t']).eq_ignore_ascii_case(name) {
            return Some(value);
        }
    }
}

/// The media type of a file in a feed, by its extension. A query or a fragment is ignored.
pub fn by_extension(path: &str) -> Option<&'static str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let (_, extension) = name.rsplit_once('.')?;
    EXTENSIONS
        .binary_search_by(|(it, _)| compare_in_lower_case(it, extension))
        .ok()
        .map(|at| EXTENSIONS[at].1)
}

/// The types that IANA has registered: <https://www.iana.org/assignments/media-types/>.
static TYPES: [&str; 11] = [
    "application",
    "audio",
    "example",
    "font",
    "haptics",
    "image",
    "message",
    "model",
    "multipart",
    "text",
    "video",
];

/// The media types of files by their extension, sorted.
#[rustfmt::skip]
static EXTENSIONS: &[(&str, &str)] = &[
    ("3gp", "video/3gpp"),            ("7z", "application/x-7z-compressed"),
    ("aac", "audio/aac"),             ("aif", "audio/aiff"),
    ("aiff", "audio/aiff"),           ("apng", "image/apng"),
    ("atom", "application/atom+xml"), ("avi", "video/x-msvideo"),
    ("avif", "image/avif"),           ("bmp", "image/bmp"),
    ("css", "text/css"),              ("csv", "text/csv"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("epub", "application/epub+zip"), ("flac", "audio/flac"),
    ("gif", "image/gif"),             ("gz", "application/gzip"),
    ("heic", "image/heic"),           ("heif", "image/heif"),
    ("htm", "text/html"),             ("html", "text/html"),
    ("ico", "image/vnd.microsoft.icon"), ("ics", "text/calendar"),
    ("jpeg", "image/jpeg"),           ("jpg", "image/jpeg"),
    ("js", "text/javascript"),        ("json", "application/json"),
    ("jxl", "image/jxl"),             ("m3u8", "application/vnd.apple.mpegurl"),
    ("m4a", "audio/x-m4a"),           ("m4b", "audio/x-m4b"),
    ("m4v", "video/x-m4v"),           ("md", "text/markdown"),
    ("mid", "audio/midi"),            ("midi", "audio/midi"),
    ("mka", "audio/matroska"),        ("mkv", "video/matroska"),
    ("mobi", "application/x-mobipocket-ebook"), ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),            ("mp4", "video/mp4"),
    ("mpeg", "video/mpeg"),           ("mpg", "video/mpeg"),
    ("odt", "application/vnd.oasis.opendocument.text"), ("oga", "audio/ogg"),
    ("ogg", "audio/ogg"),             ("ogv", "video/ogg"),
    ("opus", "audio/opus"),           ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("rss", "application/rss+xml"),   ("rtf", "application/rtf"),
    ("srt", "application/x-subrip"),  ("svg", "image/svg+xml"),
    ("tif", "image/tiff"),            ("tiff", "image/tiff"),
    ("torrent", "application/x-bittorrent"), ("txt", "text/plain"),
    ("vtt", "text/vtt"),              ("wav", "audio/wav"),
    ("weba", "audio/webm"),           ("webm", "video/webm"),
    ("webp", "image/webp"),           ("wma", "audio/x-ms-wma"),
    ("wmv", "video/x-ms-wmv"),        ("xhtml", "application/xhtml+xml"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xml", "application/xml"),       ("zip", "application/zip"),
];

/// Common names for types that are registered under another name, sorted.
#[rustfmt::skip]
static MISSPELLED: &[(&str, &str)] = &[
    ("application/atom", "application/atom+xml"), ("application/feedjson", "application/feed+json"),
    ("application/jpg", "image/jpeg"),            ("application/mp3", "audio/mpeg"),
    ("application/rss", "application/rss+xml"),   ("application/svg+xml", "image/svg+xml"),
    ("application/x-pdf", "application/pdf"),     ("application/xhtml", "application/xhtml+xml"),
    ("audio/m4a", "audio/x-m4a"),                 ("audio/mp3", "audio/mpeg"),
    ("audio/mpeg-3", "audio/mpeg"),               ("audio/mpeg3", "audio/mpeg"),
    ("audio/mpg", "audio/mpeg"),                  ("audio/wave", "audio/wav"),
    ("audio/x-mp3", "audio/mpeg"),                ("audio/x-mpeg", "audio/mpeg"),
    ("audio/x-mpeg-3", "audio/mpeg"),             ("audio/x-mpg", "audio/mpeg"),
    ("image/jpg", "image/jpeg"),                  ("image/pjpeg", "image/jpeg"),
    ("image/svg", "image/svg+xml"),               ("image/tif", "image/tiff"),
    ("image/x-png", "image/png"),                 ("text/htm", "text/html"),
    ("text/json", "application/json"),            ("text/pdf", "application/pdf"),
    ("text/plaintext", "text/plain"),             ("text/rss", "application/rss+xml"),
    ("text/txt", "text/plain"),                   ("text/xhtml", "application/xhtml+xml"),
    ("video/mov", "video/quicktime"),             ("video/mpg", "video/mpeg"),
    ("video/x-mp4", "video/mp4"),                 ("x-audio/mp3", "audio/mpeg"),
    ("x-audio/mpeg", "audio/mpeg"),
];

fn registered_name(essence: &str) -> Option<&'static str> {
    MISSPELLED
        .binary_search_by(|(it, _)| compare_in_lower_case(it, essence))
        .ok()
        .map(|at| MISSPELLED[at].1)
}

/// The intended media type of a value without a slash: an extension such as `mp3`, or a type name from Atom.
fn meant(text: &str) -> Option<&'static str> {
    let name = text.trim().trim_start_matches('.');
    if name.contains(['/', '.']) { None } else { by_extension(&format!(".{name}")) }
}

fn form_problem(text: &str, essence: &str) -> Option<Problem<MediaTypeFault>> {
    let fault =
        |at: Range<usize>, what: String| Some(Problem::new(MediaTypeFault::Invalid, at, what));
    let Some((kind, subtype)) = essence.split_once('/') else {
        return fault(essence.len()..essence.len(), "a slash and a subtype are missing".to_owned());
    };
    for (name, start, missing) in [
        (kind, 0, "the type before the slash is missing"),
        (subtype, kind.len() + 1, "the subtype after the slash is missing"),
    ] {
        if name.is_empty() {
            return fault(start..start, missing.to_owned());
        }
        if name == "*" {
            return fault(start..start + 1, "`*` is only allowed in requests".to_owned());
        }
        if let Some(at) = name.bytes().position(|it| !is_token(it)) {
            let at = character_at(text, start + at);
            let what = format!("a media type cannot contain {} here", quoted(&text[at.clone()]));
            return fault(at, what);
        }
    }
    parameter_problem(text, essence.len())
}

/// The problem with the parameters, which start at `at` with white space or a semicolon.
fn parameter_problem(text: &str, mut at: usize) -> Option<Problem<MediaTypeFault>> {
    let bytes = text.as_bytes();
    let fault = |at: Range<usize>, what: &str| {
        Some(Problem::new(MediaTypeFault::Invalid, at, what.to_owned()))
    };
    let skip = |mut at: usize, wanted: fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|it| wanted(*it)) {
            at += 1;
        }
        at
    };
    loop {
        at = skip(at, is_blank);
        match bytes.get(at) {
            None => return None,
            Some(b';') => at = skip(at + 1, is_blank),
            Some(_) => return fault(character_at(text, at), "a `;` is missing before this"),
        }
        let name = skip(at, is_token);
        if name == at {
            continue;
        }
        if bytes.get(name) != Some(&b'=') {
            return fault(at..name, "a parameter must have a value: `name=value`");
        }
        at = name + 1;
        if bytes.get(at) == Some(&b'"') {
            let start = at;
            at += 1;
            while bytes.get(at).is_some_and(|it| *it != b'"') {
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
            if at >= bytes.len() {
                return fault(start..start + 1, "the quotation mark is not closed");
            }
            at += 1;
        } else {
            let end = skip(at, is_token);
            if end == at {
                return fault(character_at(text, at), "the value of the parameter is missing");
            }
            at = end;
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether a byte may be part of a token of HTTP (RFC 9110, section 5.6.2). RFC 6838 allows fewer characters in registered names.
pub(crate) fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(text: &str) -> String {
        let Some(problem) = problem(text) else { return String::new() };
        assert!(text.get(problem.at.clone()).is_some(), "{text}: {:?}", problem.at);
        let instead = problem.proposal().map_or(String::new(), |it| {
            assert_eq!(super::problem(it), None, "{text}: {it}");
            format!(" => {it}")
        });
        format!("{:?} at {:?}: {}{instead}", problem.class, problem.at, problem.what)
    }

    #[test]
    fn finds_a_parameter() {
        #[rustfmt::skip]
        let cases = [
            ("text/xml; charset=utf-8",                    Some("utf-8")),
            ("text/xml;CHARSET = \"iso-8859-1\" ; a=b",    Some("iso-8859-1")),
            ("text/xml; a=\"x; charset=no\"; charset=yes", Some("yes")),
            ("text/xml; a=\"\\\"; charset=no",             None),
            ("text/xml; charset=",                         Some("")),
            ("text/xml; charset",                          None),
            ("text/xml",                                   None),
        ];
        for (text, expected) in cases {
            assert_eq!(parameter(text, "charset").as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn accepts_good_types() {
        for text in [
            "text/html",
            "TEXT/HTML",
            "application/atom+xml;type=entry",
            "text/html; charset=utf-8",
            "font/woff2",
            "text/plain ; a=\"b;\\\"c\" ; d=e",
            "audio/x-m4a",
            "application/vnd.ms-excel",
            "text/html;",
        ] {
            assert_eq!(described(text), "", "{text}");
        }
    }

    #[rustfmt::skip]
    static BAD: &[(&str, &str)] = &[
        ("", "Invalid at 0..0: a slash and a subtype are missing"),
        ("invalid", "Invalid at 7..7: a slash and a subtype are missing"),
        ("html", "Invalid at 4..4: a slash and a subtype are missing => text/html"),
        ("mp3", "Invalid at 3..3: a slash and a subtype are missing => audio/mpeg"),
        ("/html", "Invalid at 0..0: the type before the slash is missing"),
        ("text/", "Invalid at 5..5: the subtype after the slash is missing"),
        ("text/*", "Invalid at 5..6: `*` is only allowed in requests"),
        ("text /html", "Invalid at 4..5: a media type cannot contain a space here"),
        ("text/html/x", "Invalid at 9..10: a media type cannot contain `/` here"),
        ("text/h\u{e9}", "Invalid at 6..8: a media type cannot contain `\u{e9}` here"),
        ("text/html, text/plain", "Invalid at 9..10: a media type cannot contain `,` here"),
        ("text/html charset=utf-8", "Invalid at 9..10: a media type cannot contain a space here"),
        ("text/html; charset", "Invalid at 11..18: a parameter must have a value: `name=value`"),
        ("text/html; charset=", "Invalid at 19..19: the value of the parameter is missing"),
        ("text/html; a=\"b", "Invalid at 13..14: the quotation mark is not closed"),
        ("text/html; a=b c", "Invalid at 15..16: a `;` is missing before this"),
        ("x-audio/x", "UnknownType at 0..7: `x-audio` is not a registered top-level type; the types are application, audio, example, font, haptics, image, message, model, multipart, text, video"),
        ("audio/mp3", "Misspelled at 0..9: `audio/mp3` is not registered: the registered name is `audio/mpeg` => audio/mpeg"),
        ("Image/JPG; q=1", "Misspelled at 0..9: `Image/JPG` is not registered: the registered name is `image/jpeg` => image/jpeg; q=1"),
    ];

    #[test]
    fn describes_problems() {
        for (text, wanted) in BAD {
            assert_eq!(described(text), *wanted, "{text}");
        }
    }

    #[test]
    fn recognizes_files_by_their_names() {
        for (path, wanted) in [
            ("a.mp3", Some("audio/mpeg")),
            ("https://example.org/a/B.JPG?x=1.png#y.gif", Some("image/jpeg")),
            ("a.tar.gz", Some("application/gzip")),
            ("https://example.org/", None),
            ("a.b/c", None),
            ("a.", None),
        ] {
            assert_eq!(by_extension(path), wanted, "{path}");
        }
    }

    #[test]
    fn tables_are_sorted() {
        assert!(EXTENSIONS.is_sorted());
        assert!(MISSPELLED.is_sorted());
    }

    #[test]
    fn reads_hostile_types_in_linear_time() {
        for part in [";", "a", "/", "; a=b", "\\", "\"", "; a=\"\\", " "] {
            let _ =
                (problem(&part.repeat(100_000)), problem(&format!("a/b;{}", part.repeat(100_000))));
        }
    }
}
