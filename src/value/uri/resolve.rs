//! Resolves references (RFC 3986, section 5, <https://www.rfc-editor.org/rfc/rfc3986#section-5>).

use crate::value::uri::Uri;
use crate::value::uri::split;

/// The absolute URI of `reference` in a document with the URI `base`. Nothing is encoded or decoded. If the base is relative, the
/// result is also relative.
pub fn resolve(base: &str, reference: &str) -> String {
    let (base, reference) = (split(base), split(reference));
    if reference.is_absolute() {
        let path = without_dots(reference.path());
        return recompose(reference.scheme(), &reference, &path, &reference, &reference);
    }
    if reference.host.is_some() {
        let path = without_dots(reference.path());
        return recompose(base.scheme(), &reference, &path, &reference, &reference);
    }
    if reference.path().is_empty() {
        let query = if reference.query.is_some() { &reference } else { &base };
        return recompose(base.scheme(), &base, base.path(), query, &reference);
    }
    let path = if reference.path().starts_with('/') {
        without_dots(reference.path())
    } else if base.host.is_some() && base.path().is_empty() {
        without_dots(&format!("/{}", reference.path()))
    } else {
        let folder = base.path().rfind('/').map_or("", |it| &base.path()[..=it]);
        without_dots(&format!("{folder}{}", reference.path()))
    };
    recompose(base.scheme(), &base, &path, &reference, &reference)
}

/// Removes `.` and `..` from a path (RFC 3986, section 5.2.4).
pub(super) fn without_dots(path: &str) -> String {
    if !path.contains('.') {
        return path.to_owned();
    }
    let mut written = String::with_capacity(path.len());
    let absolute = path.starts_with('/');
    let segments = path.strip_prefix('/').unwrap_or(path);
    let mut open = Vec::new();
    let mut folder = false;
    for segment in segments.split('/') {
        folder = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." => {
                open.pop();
            }
            _ => open.push(segment),
        }
    }
    if absolute {
        written.push('/');
    }
    written.push_str(&open.join("/"));
    if folder && !open.is_empty() {
        written.push('/');
    }
    written
}

fn recompose(scheme: &str, authority: &Uri, path: &str, query: &Uri, fragment: &Uri) -> String {
    let mut text = String::with_capacity(authority.text.len() + path.len());
    if !scheme.is_empty() {
        text.push_str(scheme);
        text.push(':');
    }
    if let Some(authority_range) = authority.authority() {
        text.push_str("//");
        text.push_str(&authority.text[authority_range]);
    } else if path.starts_with("//") {
        // Without it, the part after the two slashes would be a host (RFC 3986, §3.3).
        text.push_str("/.");
    }
    text.push_str(path);
    for (mark, uri, part) in [('?', query, &query.query), ('#', fragment, &fragment.fragment)] {
        if part.is_some() {
            text.push(mark);
            text.push_str(uri.part(part));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 3986, section 5.4: the normal and the abnormal examples.
    #[rustfmt::skip]
    static EXAMPLES: &[(&str, &str)] = &[
        ("g:h",           "g:h"),
        ("g",             "http://a/b/c/g"),
        ("./g",           "http://a/b/c/g"),
        ("g/",            "http://a/b/c/g/"),
        ("/g",            "http://a/g"),
        ("//g",           "http://g"),
        ("?y",            "http://a/b/c/d;p?y"),
        ("g?y",           "http://a/b/c/g?y"),
        ("#s",            "http://a/b/c/d;p?q#s"),
        ("g#s",           "http://a/b/c/g#s"),
        ("g?y#s",         "http://a/b/c/g?y#s"),
        (";x",            "http://a/b/c/;x"),
        ("g;x?y#s",       "http://a/b/c/g;x?y#s"),
        ("",              "http://a/b/c/d;p?q"),
        (".",             "http://a/b/c/"),
        ("./",            "http://a/b/c/"),
        ("..",            "http://a/b/"),
        ("../",           "http://a/b/"),
        ("../g",          "http://a/b/g"),
        ("../..",         "http://a/"),
        ("../../",        "http://a/"),
        ("../../g",       "http://a/g"),
        ("../../../g",    "http://a/g"),
        ("../../../../g", "http://a/g"),
        ("/./g",          "http://a/g"),
        ("/../g",         "http://a/g"),
        ("g.",            "http://a/b/c/g."),
        (".g",            "http://a/b/c/.g"),
        ("g..",           "http://a/b/c/g.."),
        ("..g",           "http://a/b/c/..g"),
        ("./../g",        "http://a/b/g"),
        ("./g/.",         "http://a/b/c/g/"),
        ("g/./h",         "http://a/b/c/g/h"),
        ("g/../h",        "http://a/b/c/h"),
        ("g;x=1/../y",    "http://a/b/c/y"),
        ("g?y/./x",       "http://a/b/c/g?y/./x"),
        ("g#s/../x",      "http://a/b/c/g#s/../x"),
        ("http:g",        "http:g"),
    ];

    #[test]
    fn resolves_as_the_specification_does() {
        for (reference, resolved) in EXAMPLES {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference), *resolved, "{reference}");
        }
    }

    #[test]
    fn does_not_turn_a_path_into_a_host() {
        assert_eq!(resolve("x:/a", "..//host/b"), "x:/.//host/b");
        assert_eq!(resolve("x:/a", "/.//host/b"), "x:/.//host/b");
    }

    #[test]
    fn resolves_at_a_host_without_a_path() {
        assert_eq!(resolve("https://example.org", "a"), "https://example.org/a");
        assert_eq!(
            resolve("https://user@example.org:81/x", "../a"),
            "https://user@example.org:81/a"
        );
    }
}
