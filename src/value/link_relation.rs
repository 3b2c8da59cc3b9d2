//! Link relations: RFC 8288, section 2.1 (<https://www.rfc-editor.org/rfc/rfc8288#section-2.1>), with the IANA registry.

use crate::value::compare_in_lower_case;
use crate::value::problem::Problem;
use crate::value::problem::character_at;
use crate::value::problem::quoted;
use crate::value::uri;

/// The kind of problem with a link relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRelationFault {
    /// The value is not a name or an absolute URI.
    Invalid,
    /// The name is not registered.
    Unregistered,
}

/// The problem with a link relation, which must be a registered name in any case, or an absolute URI.
pub fn problem(text: &str) -> Option<Problem<LinkRelationFault>> {
    if is_registered(text) || uri::check_absolute(text).is_ok() {
        return None;
    }
    let whole = 0..text.len();
    // In Atom, an attribute contains only one relation. In HTML, it may contain several.
    let Some(at) = bad_character(text) else {
        let what = format!("{} is not a registered relation or a URI", quoted(text));
        let problem = Problem::new(LinkRelationFault::Unregistered, whole, what);
        return Some(match meant(text) {
            Some(name) => problem.perhaps(name),
            None => problem,
        });
    };
    let what = match text.as_bytes().get(at) {
        None => "the relation is missing".to_owned(),
        Some(b' ') if text.split(' ').all(is_registered) => {
            "a link can have only one relation, so write one link per relation".to_owned()
        }
        Some(_) => {
            format!(
                "the name of a relation cannot contain {} here",
                quoted(&text[character_at(text, at)])
            )
        }
    };
    let problem = Problem::new(LinkRelationFault::Invalid, character_at(text, at), what);
    Some(if is_registered(text.trim()) { problem.instead(text.trim()) } else { problem })
}

/// Whether a name is registered with IANA, in any case.
pub fn is_registered(name: &str) -> bool {
    RELATIONS.binary_search_by(|it| compare_in_lower_case(it, name)).is_ok()
}

/// The offset of the first character that a name cannot contain (RFC 8288, section 3.3, `reg-rel-type`, in any case).
fn bad_character(text: &str) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    text.bytes().enumerate().position(|(at, it)| match it {
        b'0'..=b'9' | b'.' | b'-' | b'_' => at == 0,
        _ => !it.is_ascii_alphabetic(),
    })
}

/// The prefix of the registry. According to RFC 4287, the prefix with a name is equivalent to the name.
const PREFIX: &str = "http://www.iana.org/assignments/relation/";

/// The registered name if the value is a URI in the registry, or otherwise the value itself (RFC 4287, section 4.2.7.2).
pub fn name(text: &str) -> &str {
    text.strip_prefix(PREFIX).unwrap_or(text)
}

/// Common wrong names for relations.
#[rustfmt::skip]
static MEANT: &[(&str, &str)] = &[
    ("alternative", "alternate"), ("attachment", "enclosure"), ("comments", "replies"), ("feed", "alternate"),
    ("licence", "license"), ("next-page", "next"), ("permalink", "alternate"), ("prev-page", "prev"),
    ("pubsubhubbub", "hub"), ("reply", "replies"), ("source", "via"), ("websub", "hub"),
];

/// The intended name, for a common mistake or a name that differs by one letter.
fn meant(text: &str) -> Option<&'static str> {
    if let Some((_, name)) = MEANT.iter().find(|(wrong, _)| wrong.eq_ignore_ascii_case(text)) {
        return Some(name);
    }
    let lower = text.to_ascii_lowercase();
    RELATIONS.iter().find(|it| it.len() > 3 && differ_by_a_letter(it, &lower)).copied()
}

/// Whether two strings differ only by one inserted, removed, changed or swapped letter.
fn differ_by_a_letter(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&one[..one.len() - end], &other[..other.len() - end]) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// The IANA registry of link relations of August 2026, in lowercase and sorted:
/// <https://www.iana.org/assignments/link-relations/link-relations.xhtml>. Made from the first column of its CSV file.
#[rustfmt::skip]
static RELATIONS: &[&str] = &[
    "about", "acl", "alternate", "amphtml", "api-catalog", "appendix", "apple-touch-icon",
    "apple-touch-startup-image", "archives", "author", "blocked-by", "bookmark", "c2pa-manifest", "canonical",
    "chapter", "cite-as", "collection", "compression-dictionary", "contents", "convertedfrom", "copyright",
    "create-form", "current", "deprecation", "describedby", "describes", "disclosure", "dns-prefetch", "dpp",
    "duplicate", "edit", "edit-form", "edit-media", "enclosure", "external", "first", "geofeed", "glossary", "help",
    "hosts", "hub", "ice-server", "icon", "index", "intervalafter", "intervalbefore", "intervalcontains",
    "intervaldisjoint", "intervalduring", "intervalequals", "intervalfinishedby", "intervalfinishes", "intervalin",
    "intervalmeets", "intervalmetby", "intervaloverlappedby", "intervaloverlaps", "intervalstartedby",
    "intervalstarts", "item", "last", "latest-version", "license", "linkset", "lrdd", "manifest", "mask-icon", "me",
    "media-feed", "memento", "micropub", "modulepreload", "monitor", "monitor-group", "next", "next-archive",
    "nofollow", "noopener", "noreferrer", "opener", "openid2.local_id", "openid2.provider", "original", "p3pv1",
    "payment", "pingback", "preconnect", "predecessor-version", "prefetch", "preload", "prerender", "prev",
    "prev-archive", "preview", "previous", "privacy-policy", "profile", "publication", "rdap-active", "rdap-bottom",
    "rdap-down", "rdap-top", "rdap-up", "related", "replies", "restconf", "ruleinput", "search", "section", "self",
    "service", "service-desc", "service-doc", "service-meta", "sip-trunking-capability", "sponsored", "start",
    "status", "stylesheet", "subsection", "successor-version", "sunset", "tag", "terms-of-service", "timegate",
    "timemap", "type", "ugc", "up", "version-history", "via", "webmention", "working-copy", "working-copy-of",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[rustfmt::skip]
    static VALUES: &[(&str, &str)] = &[
        // value                    problem
        ("alternate",               ""),
        ("Self",                    ""),
        ("prev-archive",            ""),
        ("webmention",              ""),
        ("http://example.org/rel",  ""),
        ("http://www.iana.org/assignments/relation/self", ""),
        ("tag:example.org,2003:x",  ""),
        ("",                        "Invalid at 0..0: the relation is missing"),
        (" self",                   "Invalid at 0..1: the name of a relation cannot contain a space here => self"),
        ("self alternate",          "Invalid at 4..5: a link can have only one relation, so write one link per relation"),
        ("s\u{e9}lf",                "Invalid at 1..3: the name of a relation cannot contain `\u{e9}` here"),
        ("1st",                     "Invalid at 0..1: the name of a relation cannot contain `1` here"),
        ("/rel",                    "Invalid at 0..1: the name of a relation cannot contain `/` here"),
        ("alternative",             "Unregistered at 0..11: `alternative` is not a registered relation or a URI => alternate"),
        ("alernate",                "Unregistered at 0..8: `alernate` is not a registered relation or a URI => alternate"),
        ("enclosrue",               "Unregistered at 0..9: `enclosrue` is not a registered relation or a URI => enclosure"),
        ("foo",                     "Unregistered at 0..3: `foo` is not a registered relation or a URI"),
    ];

    #[test]
    fn describes_problems() {
        for (text, wanted) in VALUES {
            let proposed = problem(text).map_or(String::new(), |it| {
                assert!(text.get(it.at.clone()).is_some(), "{text}: {:?}", it.at);
                let instead = it.proposal().map_or(String::new(), |it| format!(" => {it}"));
                format!("{:?} at {:?}: {}{instead}", it.class, it.at, it.what)
            });
            assert_eq!(proposed, *wanted, "{text}");
        }
    }

    #[test]
    fn the_registry_is_sorted() {
        assert!(RELATIONS.is_sorted());
    }

    #[test]
    fn finds_the_name_of_a_uri() {
        assert_eq!(name("http://www.iana.org/assignments/relation/self"), "self");
        assert_eq!(name("self"), "self");
    }
}
