//! The problems of good and bad URIs.

use super::*;

fn described(text: &str) -> String {
    let Err(problem) = check_absolute(text) else { return String::new() };
    assert!(text.get(problem.at.clone()).is_some(), "{text}: {:?}", problem.at);
    let instead = problem.instead.map_or(String::new(), |it| {
        assert_eq!(check_absolute(&it.text).err(), None, "{text}: {}", it.text);
        format!(" => {}{}", it.text, if it.sure { "" } else { "?" })
    });
    format!("{:?} at {:?}: {}{instead}", problem.class, problem.at, problem.what)
}

#[rustfmt::skip]
static GOOD: &[&str] = &[
    "http://example.org/", "https://example.org", "http://example.org?x=1", "http://example.org/a;b,c/(d)/~e/!f$&'*+=:@",
    "http://localhost:8080/x", "http://under_score.example/", "http://[::1]/", "http://[2001:db8::7]:81/c=GB?objectClass?one",
    "http://[fe80::1%25en0]/", "http://[v1.fe]/", "http://user:secret@example.org/", "http://example.org:/", "http://192.0.2.1/",
    "http://example.org./", "HTTP://EXAMPLE.org/%7e", "http://xn--bcher-kva.example/", "http://b\u{fc}cher.example/\u{e9}?\u{e9}#\u{e9}",
    "ftp://ftp.example.org/x", "mailto:a@example.org", "data:text/plain,x", "geo:48.2,16.3", "did:example:123",
    "urn:example:a", "urn:example:a/b", "urn:example:a?+b?=c#d", "urn:example:a?=q", "urn:isbn:0451450523", "URN:Example:A",
    "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
    "tag:example.org,2003:x", "tag:example.org,2003-12:x/y?z", "tag:ann.lee@example.org,2003-12-13:", "tag:example.org,2003:a#b",
    "tag:example.org,2003:\u{e9}", "file:///etc/hosts", "ms-settings:x", "git+ssh://example.org/x",
];

#[test]
fn accepts_good_uris() {
    for text in GOOD {
        assert_eq!(described(text), "", "{text}");
    }
}

#[rustfmt::skip]
static BAD: &[(&str, &str)] = &[
    ("", "Relative at 0..0: there is no scheme such as `https:` at the start"),
    ("/websearch.png", "Relative at 0..14: there is no scheme such as `https:` at the start"),
    ("image.jpg", "Relative at 0..9: there is no scheme such as `https:` at the start"),
    ("example.com", "Relative at 0..11: there is no scheme such as `https:` at the start => https://example.com?"),
    ("www.example.com/a?b", "Relative at 0..19: there is no scheme such as `https:` at the start => https://www.example.com/a?b?"),
    ("//example.com/a", "Relative at 0..15: there is no scheme such as `https:` at the start => https://example.com/a?"),
    (" http://example.org/", "Character at 0..1: there is a space at the start or end => http://example.org/"),
    ("http://example.org/a b", "Character at 20..21: it contains a space => http://example.org/a%20b"),
    ("http://example.org/a\nb", "Character at 20..21: it contains a line break => http://example.org/ab"),
    ("http://example.org/<b>", "Character at 19..20: a URI cannot contain `<` here => http://example.org/%3Cb%3E"),
    ("http://example.org/a|b", "Character at 20..21: a URI cannot contain `|` here => http://example.org/a%7Cb"),
    ("http://example.org\\a", "Character at 18..19: a URI cannot contain `\\` here => http://example.org/a"),
    ("http://example.org/a[1]", "Character at 20..21: a URI cannot contain `[` here => http://example.org/a%5B1%5D"),
    ("http://example.org/#a#b", "Character at 21..22: it contains a second `#` => http://example.org/#a%23b"),
    ("http://example.org/\u{202e}x", "Character at 19..22: a URI cannot contain `\\u{202e}` here => http://example.org/%E2%80%AEx"),
    ("http://example.org/\u{1b}", "Character at 19..20: a URI cannot contain `\\u{1b}` here => http://example.org/%1B"),
    ("http://example.org/100%", "Escape at 22..23: a `%` must be followed by two hexadecimal digits (a literal `%` is written `%25`) => http://example.org/100%25"),
    ("http://example.org/%zz", "Escape at 19..20: a `%` must be followed by two hexadecimal digits (a literal `%` is written `%25`) => http://example.org/%25zz"),
    ("http://example.org/%2", "Escape at 19..20: a `%` must be followed by two hexadecimal digits (a literal `%` is written `%25`) => http://example.org/%252"),
    ("1http://example.org/", "Scheme at 0..5: `1http` is not a scheme: a scheme can only contain letters, digits, `+`, `-` and `.` => http://example.org/?"),
    ("://example.org/", "Scheme at 0..1: there is no scheme before the colon"),
    ("http:/example.com", "Authority at 5..5: `//` and a host are missing after `http:` => http://example.com?"),
    ("https:", "Authority at 6..6: `//` and a host are missing after `https:`"),
    ("http://", "Authority at 7..7: the host is missing"),
    ("https:///x", "Authority at 8..8: the host is missing"),
    ("http:///example.com/a", "Authority at 7..7: the host is missing => http://example.com/a?"),
    ("http://:80/", "Authority at 7..7: the host is missing"),
    ("http://?x", "Authority at 7..7: the host is missing"),
    ("http://[::1/", "Character at 7..8: a URI cannot contain `[` here"),
    ("http://[::1::2]/", "Host at 7..15: `[::1::2]` is not an IPv6 address"),
    ("http://[gg]/", "Host at 7..11: `[gg]` is not an IPv6 address"),
    ("http://a..b/", "Host at 7..11: `a..b` has two dots in a row, or a dot at its start or end"),
    ("http://.a/", "Host at 7..9: `.a` has two dots in a row, or a dot at its start or end"),
    ("http://1.2.3.999/", "Host at 7..16: `1.2.3.999` is not an IPv4 address"),
    ("http://1.2.3/", "Host at 7..12: `1.2.3` is not an IPv4 address"),
    ("http://example.org:99999/", "Port at 19..24: the port `99999` is above 65535"),
    ("http://example.org:http/", "Port at 19..23: the port `http` is not a number"),
    ("http://a:b:c/", "Port at 9..12: the port `b:c` is not a number"),
    ("urn:example", "Urn at 11..11: the name after the namespace is missing"),
    ("urn:example:", "Urn at 12..12: the name after the namespace is missing"),
    ("urn:-a:1", "Urn at 4..6: `-a` is not a URN namespace: it must have 2 to 32 letters, digits and hyphens, and no hyphen at its start or end"),
    ("urn:a.b:1", "Urn at 4..7: `a.b` is not a URN namespace: it must have 2 to 32 letters, digits and hyphens, and no hyphen at its start or end"),
    ("urn:example:a b", "Urn at 13..14: a URN cannot contain a space here"),
    ("urn:example:a?b", "Urn at 13..14: a `?` in a URN must be followed by `+` or `=` and a component"),
    ("urn:example:a%2", "Urn at 13..14: a URN cannot contain `%` here"),
    ("urn:uuid:f81d4fae7dec11d0a76500a0c91e6bf6", "Uuid at 9..41: `f81d4fae7dec11d0a76500a0c91e6bf6` is not a UUID: it must have 8-4-4-4-12 hexadecimal digits => urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
    ("urn:uuid:cdef5c6d5-gff8-4ebb-assa-80dwe44efkjo", "Uuid at 9..46: `cdef5c6d5-gff8-4ebb-assa-80dwe44efkjo` is not a UUID: it must have 8-4-4-4-12 hexadecimal digits"),
    ("tag:example.org:x", "Tag at 15..15: a comma and a date are missing after the host or e-mail address"),
    ("tag:example org,2003:x", "Tag at 4..15: `example org` is not a host name"),
    ("tag:@example.org,2003:x", "Tag at 4..16: `@example.org` is not an e-mail address"),
    ("tag:example.org,2003-9-11:x", "Tag at 16..25: `2003-9-11` is not a date in the form YYYY, YYYY-MM or YYYY-MM-DD"),
    ("tag:example.org,2003-06-31:x", "Tag at 16..26: `2003-06-31` is not a date in the form YYYY, YYYY-MM or YYYY-MM-DD"),
    ("tag:example.org,2003-06-30T14:00:00Z:x", "Tag at 16..29: `2003-06-30T14` is not a date in the form YYYY, YYYY-MM or YYYY-MM-DD"),
    ("tag:example.org,2003", "Tag at 20..20: a colon is missing after the date"),
    ("tag:example.org,2003:{x}", "Tag at 21..22: a tag cannot contain `{` here"),
];

#[test]
fn describes_problems() {
    for (text, wanted) in BAD {
        assert_eq!(described(text), *wanted, "{text}");
    }
}

#[test]
fn accepts_references() {
    for text in ["", "a", "/a", "./a:b", "?q", "#f", "//example.org", "../\u{e9}"] {
        assert_eq!(check(text).err(), None, "{text}");
    }
    assert_eq!(check("a:b/c").map(|it| it.is_absolute()), Ok(true));
    assert_eq!(check("1:b").map_err(|it| it.class), Err(UriFault::Scheme));
}

#[test]
fn splits_a_uri() {
    let uri = split("https://ann:pw@[::1]:81/a/b?c?d#e#f");
    let parts = [&uri.scheme, &uri.userinfo, &uri.host, &uri.port, &uri.query, &uri.fragment];
    assert_eq!(parts.map(|it| uri.part(it)), ["https", "ann:pw", "[::1]", "81", "c?d", "e#f"]);
    assert_eq!((uri.path(), uri.authority()), ("/a/b", Some(8..23)));
    assert_eq!(split("a?b:c").scheme, None);
    assert_eq!(split("a/b:c").scheme, None);
}

#[test]
fn recognizes_registered_schemes() {
    assert_eq!(registration("https"), Some(Registration::Permanent));
    assert_eq!(registration("HTTP"), Some(Registration::Permanent));
    assert_eq!(registration("feed"), Some(Registration::Provisional));
    assert_eq!(registration("magnet"), Some(Registration::Provisional));
    assert_eq!(registration("javascript"), None);
    for names in [schemes::PERMANENT, schemes::PROVISIONAL, schemes::HISTORICAL] {
        assert!(names.is_sorted(), "{names:?}");
    }
}

#[test]
fn reads_hostile_uris_in_linear_time() {
    for part in ["../", "%2", "a.", "xn--", ":", "[", "#", "?", "@", "//", "\u{e9}.", "%25"] {
        for start in ["http://", "http://[", "urn:example:", "tag:", ""] {
            let text = format!("{start}{}", part.repeat(50_000));
            let _ = (check_absolute(&text), canonical::differs(&text), canonical::to_uri(&text));
            let _ = resolve::resolve("http://example.org/a/", &text);
        }
    }
}
