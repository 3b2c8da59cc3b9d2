//! Link relations: RFC 8288, section 2.1 (<https://www.rfc-editor.org/rfc/rfc8288#section-2.1>), with the IANA registry.

use crate::value::compare_in_lower_case;
use crate::value::problem::Problem;
use crate::value::problem::character_at;
use crate::value::problem::quoted;
use crate::value::uri;

/// Which kind of fault a link relation has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRelationFault {
    /// It is neither a name nor an absolute URI.
    Invalid,
    /// It has the form of a name, but is not registered.
    Unregistered,
}

/// What is wrong with one link relation: a registered name, in whatever case, or an absolute URI.
pub fn problem(text: &str) -> Option<Problem<LinkRelationFault>> {
    if is_registered(text) || uri::check_absolute(text).is_ok() {
        return None;
    }
    let whole = 0..text.len();
    // Atom has one relation in an attribute where HTML has several.
    let Some(at) = bad_character(text) else {
        let what = format!("{} is no registered relation, and no URI", quoted(text));
        let problem = Problem::new(LinkRelationFault::Unregistered, whole, what);
        return Some(match meant(text) {
            Some(name) => problem.perhaps(name),
            None => problem,
        });
    };
    let what = match text.as_bytes().get(at) {
        None => "there is no relation".to_owned(),
        Some(b' ') if text.split(' ').all(is_registered) => {
            "there is one relation in a link; several take several links".to_owned()
        }
        Some(_) => {
            format!(
                "the name of a relation cannot have {} here",
                quoted(&text[character_at(text, at)])
            )
        }
    };
    let problem = Problem::new(LinkRelationFault::Invalid, character_at(text, at), what);
    Some(if is_registered(text.trim()) { problem.instead(text.trim()) } else { problem })
}

/// Whether a name is registered with IANA, in whatever case it is written.
pub fn is_registered(name: &str) -> bool {
    RELATIONS.binary_search_by(|it| compare_in_lower_case(it, name)).is_ok()
}

/// Where a text stops being a name: RFC 8288, section 3.3, `reg-rel-type`, in whatever case.
fn bad_character(text: &str) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    text.bytes().enumerate().position(|(at, it)| match it {
        b'0'..=b'9' | b'.' | b'-' | b'_' => at == 0,
        _ => !it.is_ascii_alphabetic(),
    })
}

/// The prefix that IANA gives to the names of its registry, which RFC 4287 lets stand for the name.
const PREFIX: &str = "http://www.iana.org/assignments/relation/";

/// The registered name for a URI of the registry, else the text itself: RFC 4287, section 4.2.7.2.
pub fn name(text: &str) -> &str {
    text.strip_prefix(PREFIX).unwrap_or(text)
}

/// Names that people write for another relation.
#[rustfmt::skip]
static MEANT: &[(&str, &str)] = &[
    ("alternative", "alternate"), ("attachment", "enclosure"), ("comments", "replies"), ("feed", "alternate"),
    ("licence", "license"), ("next-page", "next"), ("permalink", "alternate"), ("prev-page", "prev"),
    ("pubsubhubbub", "hub"), ("reply", "replies"), ("source", "via"), ("websub", "hub"),
];

/// The name that is meant: a usual mistake, or one that differs by a letter.
fn meant(text: &str) -> Option<&'static str> {
    if let Some((_, name)) = MEANT.iter().find(|(wrong, _)| wrong.eq_ignore_ascii_case(text)) {
        return Some(name);
    }
    let lower = text.to_ascii_lowercase();
    RELATIONS.iter().find(|it| it.len() > 3 && differ_by_a_letter(it, &lower)).copied()
}

/// Whether a letter left out, put in, changed, or swapped with the next, makes the one text of the other.
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

/// The IANA registry of link relations of August 2026, in lower case, sorted:
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
        // text                     what is said of it
        ("alternate",               ""),
        ("Self",                    ""),
        ("prev-archive",            ""),
        ("webmention",              ""),
        ("http://example.org/rel",  ""),
        ("http://www.iana.org/assignments/relation/self", ""),
        ("tag:example.org,2003:x",  ""),
        ("",                        "Invalid at 0..0: there is no relation"),
        (" self",                   "Invalid at 0..1: the name of a relation cannot have ` ` here => self"),
        ("self alternate",          "Invalid at 4..5: there is one relation in a link; several take several links"),
        ("s\u{e9}lf",                "Invalid at 1..3: the name of a relation cannot have `\u{e9}` here"),
        ("1st",                     "Invalid at 0..1: the name of a relation cannot have `1` here"),
        ("/rel",                    "Invalid at 0..1: the name of a relation cannot have `/` here"),
        ("alternative",             "Unregistered at 0..11: `alternative` is no registered relation, and no URI => alternate"),
        ("alernate",                "Unregistered at 0..8: `alernate` is no registered relation, and no URI => alternate"),
        ("enclosrue",               "Unregistered at 0..9: `enclosrue` is no registered relation, and no URI => enclosure"),
        ("foo",                     "Unregistered at 0..3: `foo` is no registered relation, and no URI"),
    ];

    #[test]
    fn says_what_is_wrong() {
        for (text, wanted) in VALUES {
            let said = problem(text).map_or(String::new(), |it| {
                assert!(text.get(it.at.clone()).is_some(), "{text}: {:?}", it.at);
                let instead = it.proposal().map_or(String::new(), |it| format!(" => {it}"));
                format!("{:?} at {:?}: {}{instead}", it.class, it.at, it.what)
            });
            assert_eq!(said, *wanted, "{text}");
        }
    }

    #[test]
    fn the_registry_is_sorted() {
        assert!(RELATIONS.is_sorted());
    }

    #[test]
    fn knows_the_name_behind_a_uri() {
        assert_eq!(name("http://www.iana.org/assignments/relation/self"), "self");
        assert_eq!(name("self"), "self");
    }
}
