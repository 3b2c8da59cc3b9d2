//! The canonical form of a URI (RFC 3986, section 6, <https://www.rfc-editor.org/rfc/rfc3986#section-6>), and the conversion of
//! an IRI to a URI (RFC 3987, section 3.1).

use std::fmt::Write;

use crate::value::uri::Uri;
use crate::value::uri::is_iri_character;
use crate::value::uri::is_literal;
use crate::value::uri::resolve::without_dots;
use crate::value::uri::split;

/// The canonical form of a URI, if it differs: scheme and host in lowercase, no default port, no empty user name, no `.` or `..`,
/// escapes in capitals and only if needed, and `/` instead of an empty path.
pub fn differs(text: &str) -> Option<String> {
    let uri = split(text);
    // After an incomplete escape, decoded characters could become a part of the escape.
    if is_plain(&uri) || !escapes_are_whole(text) {
        return None;
    }
    let canonical = canonical(&uri);
    // The first part of a path must not become a scheme: `%4A:x` is not `J:x`.
    let same = split(&canonical).is_absolute() == uri.is_absolute();
    (canonical != text && same).then_some(canonical)
}

fn escapes_are_whole(text: &str) -> bool {
    let is_hex = |it: Option<u8>| it.is_some_and(|it| it.is_ascii_hexdigit());
    text.split('%').skip(1).all(|it| {
        let mut digits = it.bytes();
        is_hex(digits.next()) && is_hex(digits.next())
    })
}

/// Converts an IRI to a URI: the host in its DNS form, and everything else percent-encoded. A URI is unchanged. `None` if the host
/// is invalid.
pub fn to_uri(text: &str) -> Option<String> {
    if text.is_ascii() {
        return Some(text.to_owned());
    }
    let uri = split(text);
    let mut written = String::with_capacity(text.len() * 2);
    let host = uri.host.clone().filter(|it| !text[it.clone()].is_ascii());
    let Some(host) = host else {
        encode_wide(text, &mut written);
        return Some(written);
    };
    encode_wide(&text[..host.start], &mut written);
    written.push_str(&url::Host::parse(&text[host.clone()]).ok()?.to_string());
    encode_wide(&text[host.end..], &mut written);
    Some(written)
}

/// Percent-encodes all characters that a URI cannot contain, and trims white space.
pub(super) fn encoded(uri: &Uri) -> String {
    let mut written = String::with_capacity(uri.text.len() + 16);
    let trimmed = uri.text.trim();
    let uri = split(trimmed);
    let web = uri.is_web();
    let bytes = trimmed.as_bytes();
    let mut fragment = false;
    for (at, character) in trimmed.char_indices() {
        let in_host = uri.host.as_ref().is_some_and(|it| is_literal(trimmed, it, at));
        match character {
            // Browsers remove these characters, and treat a backslash as a slash.
            '\n' | '\r' | '\t' => {}
            '\\' if web => written.push('/'),
            '#' if !std::mem::replace(&mut fragment, true) => written.push('#'),
            '%' if bytes
                .get(at + 1..at + 3)
                .is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit)) =>
            {
                written.push('%');
            }
            '[' | ']' if in_host => written.push(character),
            'a'..='z' | 'A'..='Z' | '0'..='9' => written.push(character),
            _ if "-._~:/?@!$&'()*+,;=".contains(character) => written.push(character),
            _ if is_iri_character(character, false) => written.push(character),
            _ => encode(character, &mut written),
        }
    }
    written
}

fn encode_wide(text: &str, written: &mut String) {
    for character in text.chars() {
        if character.is_ascii() {
            written.push(character);
        } else {
            encode(character, written);
        }
    }
}

fn encode(character: char, written: &mut String) {
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        write!(written, "%{byte:02X}").expect("writing to a string cannot fail");
    }
}

/// Whether a quick check shows that the URI is canonical. This is true of most URIs.
fn is_plain(uri: &Uri) -> bool {
    let text = uri.text;
    let lower = |text: &str| !text.bytes().any(|it| it.is_ascii_uppercase());
    let name =
        if uri.is_scheme("urn") { uri.path().split(':').next().unwrap_or_default() } else { "" };
    lower(uri.scheme())
        && lower(uri.host())
        && lower(name)
        && uri.userinfo.is_none()
        && uri.port.is_none()
        && !text.contains('%')
        && !uri.path().contains("/.")
        && !(uri.host.is_some() && uri.path.is_empty())
        && !uri.query.as_ref().is_some_and(std::ops::Range::is_empty)
        && !uri.fragment.as_ref().is_some_and(std::ops::Range::is_empty)
}

fn canonical(uri: &Uri) -> String {
    let mut written = String::with_capacity(uri.text.len() + 1);
    if uri.is_absolute() {
        written.push_str(&uri.scheme().to_ascii_lowercase());
        written.push(':');
    }
    if uri.host.is_some() {
        written.push_str("//");
        let user = uri.part(&uri.userinfo);
        // The password follows the first colon.
        let user = user.strip_suffix(':').filter(|it| !it.contains(':')).unwrap_or(user);
        if !user.is_empty() {
            unescape(user, &mut written);
            written.push('@');
        }
        written.push_str(&uri.host().to_ascii_lowercase());
        let port = uri.part(&uri.port);
        let number = port.trim_start_matches('0');
        let port = if number.is_empty() { port } else { number };
        if !port.is_empty() && !is_default(uri, port) {
            written.push(':');
            written.push_str(port);
        }
    }
    let mut path = String::with_capacity(uri.path.len());
    unescape(uri.path(), &mut path);
    if uri.is_scheme("urn") && uri.host.is_none() {
        canonical_urn(&path, &mut written);
    } else if uri.host.is_some() && path.is_empty() {
        written.push('/');
    } else if uri.host.is_some() {
        written.push_str(&without_dots(&path));
    } else {
        // After two slashes at the start, the next part would be a host (RFC 3986, §3.3).
        let plain = Some(&path).filter(|it| uri.is_absolute() && it.starts_with('/'));
        let plain = plain.map(|it| without_dots(it)).filter(|it| !it.starts_with("//"));
        written.push_str(plain.as_deref().unwrap_or(&path));
    }
    for (mark, part) in [('?', &uri.query), ('#', &uri.fragment)] {
        if part.is_some() {
            written.push(mark);
            unescape(uri.part(part), &mut written);
        }
    }
    written
}

// RFC 8141, section 3.1: the namespace is case-insensitive. The rest is unchanged, even a UUID in capitals, because readers
// compare ids byte by byte and many feeds contain such UUIDs.
fn canonical_urn(path: &str, written: &mut String) {
    let name = path.find(':').unwrap_or(0);
    written.push_str(&path[..name].to_ascii_lowercase());
    written.push_str(&path[name..]);
}

fn is_default(uri: &Uri, port: &str) -> bool {
    let default = match uri.scheme() {
        it if it.eq_ignore_ascii_case("http") => "80",
        it if it.eq_ignore_ascii_case("https") => "443",
        it if it.eq_ignore_ascii_case("ftp") => "21",
        _ => return false,
    };
    port == default
}

/// Writes text with only the escapes that it needs, with their digits in capitals.
fn unescape(text: &str, written: &mut String) {
    let bytes = text.as_bytes();
    let mut rest = 0;
    while let Some(at) = bytes[rest..].iter().position(|it| *it == b'%').map(|it| rest + it) {
        written.push_str(&text[rest..at]);
        rest = at + 1;
        let digits = text.get(at + 1..at + 3).unwrap_or_default();
        let Ok(value) = u8::from_str_radix(digits, 16) else {
            written.push('%');
            continue;
        };
        rest = at + 3;
        if value.is_ascii_alphanumeric() || b"-._~".contains(&value) {
            written.push(char::from(value));
        } else {
            write!(written, "%{value:02X}").expect("writing to a string cannot fail");
        }
    }
    written.push_str(&text[rest..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rustfmt::skip]
    static CANONICAL: &[(&str, Option<&str>)] = &[
        // URI                                   canonical form, if different
        ("http://example.org/",                  None),
        ("http://example.org/a/b?c=D#E",         None),
        ("http://example.org:8080/",             None),
        ("http://user@example.org/",             None),
        ("http://user::@example.org/",           None),
        ("x:/..//host/a",                        None),
        ("x:%%33333",                            None),
        ("urn:A",                                None),
        ("urn://a?b",                            Some("urn://a/?b")),
        ("x:/a/../b",                            Some("x:/b")),
        ("tag:example.org,2003:A",               None),
        ("urn:example:A",                        None),
        ("mailto:A@Example.org",                 None),
        ("http://example.org/%20%C3%A9",         None),
        ("http://example.org/?q=a/../b",         None),
        ("http://ex\u{e4}mple.org/\u{e9}",       None),
        ("http://example.com",                   Some("http://example.com/")),
        ("http://example.com?q",                 Some("http://example.com/?q")),
        ("Http://example.org/",                  Some("http://example.org/")),
        ("http://Example.com/A",                 Some("http://example.com/A")),
        ("http://example.com:80/",               Some("http://example.com/")),
        ("https://example.com:443/",             Some("https://example.com/")),
        ("http://example.com:/",                 Some("http://example.com/")),
        ("http://:@example.org/1",               Some("http://example.org/1")),
        ("http://@example.org/1",                Some("http://example.org/1")),
        ("http://ann:@example.org/1",            Some("http://ann@example.org/1")),
        ("http://example.org:0081/1",            Some("http://example.org:81/1")),
        ("http://example.org:0/1",               None),
        ("http://example.org/./a/../b",          Some("http://example.org/b")),
        ("http://example.com/%7Esmith/",         Some("http://example.com/~smith/")),
        ("http://example.com/%c3%a9",            Some("http://example.com/%C3%A9")),
        ("URN:Example:A",                        Some("urn:example:A")),
        ("urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", None),
    ];

    #[test]
    fn finds_the_canonical_form() {
        for (text, canonical) in CANONICAL {
            let differs = differs(text);
            assert_eq!(differs.as_deref(), *canonical, "{text}");
            assert_eq!(differs.and_then(|it| super::differs(&it)), None, "{text}: twice");
        }
    }

    #[test]
    fn converts_an_iri_to_a_uri() {
        for (iri, uri) in [
            ("http://example.org/a", Some("http://example.org/a")),
            ("http://www.\u{8a79}\u{59c6}\u{65af}.com/", Some("http://www.xn--8ws00zhy3a.com/")),
            (
                "http://B\u{fc}cher.example/\u{e9}?\u{e9}#\u{e9}",
                Some("http://xn--bcher-kva.example/%C3%A9?%C3%A9#%C3%A9"),
            ),
            ("tag:example.org,2003:\u{e9}", Some("tag:example.org,2003:%C3%A9")),
            ("http://\u{e9} x/", None),
        ] {
            assert_eq!(to_uri(iri).as_deref(), uri, "{iri}");
        }
    }
}
