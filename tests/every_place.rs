//! The rules for a value are the same in every place: each mistake in a type of value is reported once, by the same
//! rule, in every element and attribute with this type.

use feedwright::Options;
use feedwright::Source;
use feedwright::validate;

macro_rules! rss {
    ($channel:literal, $item:literal) => {
        concat!(
            "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' ",
            "xmlns:dcterms='http://purl.org/dc/terms/' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' ",
            "xmlns:ev='http://purl.org/rss/1.0/modules/event/' xmlns:wfw='http://wellformedweb.org/CommentAPI/' ",
            "xmlns:atom='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'><channel>",
            "<title>a</title><link>http://a.example/</link><description>a</description>",
            "<atom:link rel='self' href='http://a.example/feed'/>",
            $channel,
            "<item><title>a</title><guid>http://a.example/1</guid>",
            $item,
            "</item></channel></rss>"
        )
    };
}

macro_rules! atom {
    ($attributes:literal, $feed:literal, $entry:literal, $source:literal) => {
        concat!(
            "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' ",
            "xmlns:app='http://www.w3.org/2007/app' xmlns:thr='http://purl.org/syndication/thread/1.0' ",
            $attributes,
            "><author><name>a</name></author><link rel='self' href='http://a.example/feed'/>",
            $feed,
            "<entry><link href='http://a.example/1'/>",
            $entry,
            "<source>",
            $source,
            "</source></entry></feed>"
        )
    };
}

/// The required content of a feed, an entry and a source, except the element to test.
const PARTS: &[(&str, &str)] = &[
    ("%feed", "%id-of-feed%title%updated"),
    ("%entry", "%id-of-entry%title%updated"),
    ("%id-of-feed", "<id>http://a.example/</id>"),
    ("%id-of-entry", "<id>http://a.example/1</id>"),
    ("%title", "<title>a</title>"),
    ("%updated", "<updated>2024-05-01T10:00:00Z</updated>"),
];

macro_rules! feed {
    ($($held:literal)+) => { atom!("xml:lang='en'", $($held)+, "%entry", "%feed") };
}
macro_rules! entry {
    ($($held:literal)+) => { atom!("xml:lang='en'", "%feed", $($held)+, "%feed") };
}
macro_rules! source {
    ($($held:literal)+) => { atom!("xml:lang='en'", "%feed", "%entry", $($held)+) };
}
macro_rules! opml {
    ($head:literal, $outline:literal) => {
        concat!(
            "<?xml version='1.0' encoding='UTF-8'?><opml version='2.0'><head><title>a</title>",
            $head,
            "</head><body><outline text='a'",
            $outline,
            "/></body></opml>"
        )
    };
}

/// A type of value: possible mistakes with the rules that report them, and the places with this type.
struct Kind {
    faults: &'static [(&'static str, &'static str)],
    places: &'static [&'static str],
}

#[rustfmt::skip]
const KINDS: &[Kind] = &[
    Kind {
        faults: &[
            ("", "blank-element"), ("a", "relative-url"), ("/a", "relative-url"), ("http://a.example/a b", "invalid-url"), ("http:///", "invalid-url"),
            ("urn:-a:b", "invalid-url"), ("urn:uuid:1", "invalid-url"), ("tag:a.example:1", "invalid-url"), ("tag:a.example,03:1", "invalid-url"),
            (" tag:a.example,2024:1 ", "surrounding-space"), ("http://A.example/a", "uri-not-canonical"), ("nonsense:a", "unregistered-scheme"),
        ],
        places: &[
            feed!("<id>{}</id>%title%updated"), entry!("<id>{}</id>%title%updated"), source!("<id>{}</id>%title%updated"),
        ],
    },
    Kind {
        faults: &[
            ("", "blank-element"), ("http://a.example/a b", "invalid-url"), ("http://a.example/{a}", "invalid-url"), ("http:///", "invalid-url"),
            ("urn:-a:b", "invalid-url"), (" http://a.example/ ", "surrounding-space"), ("/a", "relative-url"),
            ("javascript:a()", "script-url"),
        ],
        places: &[
            feed!("%feed<contributor><name>a</name><uri>{}</uri></contributor>"), entry!("%entry<author><name>a</name><uri>{}</uri></author>"),
            entry!("%entry<contributor><name>a</name><uri>{}</uri></contributor>"), source!("%feed<author><name>a</name><uri>{}</uri></author>"),
            source!("%feed<contributor><name>a</name><uri>{}</uri></contributor>"), feed!("%feed<icon>{}</icon>"), feed!("%feed<logo>{}</logo>"),
            source!("%feed<icon>{}</icon>"), source!("%feed<logo>{}</logo>"),
        ],
    },
    Kind {
        faults: &[
            ("http://a.example/a b", "invalid-url"), (" http://a.example/ ", "invalid-url"), ("http:///", "invalid-url"), ("urn:-a:b", "invalid-url"),
            ("tag:a", "invalid-url"), ("javascript:a()", "script-url"), ("data:text/html,a", "script-url"),
        ],
        places: &[
            feed!("%feed<link rel='related' href='{}'/>"), entry!("%entry<link rel='related' href='{}'/>"), source!("%feed<link rel='related' href='{}'/>"),
            feed!("%feed<generator uri='{}'>a</generator>"), source!("%feed<generator uri='{}'>a</generator>"),
            entry!("%entry<summary>a</summary><content type='text/html' src='{}'/>"), entry!("%entry<rights xml:base='{}'>a</rights>"),
            entry!("%entry<thr:in-reply-to ref='http://a.example/2' href='{}'/>"),
        ],
    },
    Kind {
        faults: &[
            ("a", "relative-url"), ("a.example", "relative-url"), ("http://a.example/a b", "invalid-url"), ("https:///a", "invalid-url"),
            ("http://a.example/%zz", "invalid-url"), ("http://a.example:99999/", "invalid-url"), ("http://a:b@a.example/", "password-in-url"),
            ("javascript:a()", "script-url"), ("http://m\u{fc}nchen.example/", "iri-not-uri"),
        ],
        places: &[
            rss!("<language>en</language><docs>{}</docs>", ""), rss!("<language>en</language>", "<link>{}</link>"),
            rss!("<language>en</language>", "<comments>{}</comments>"), rss!("<language>en</language>", "<source url='{}'>a</source>"),
            rss!("<language>en</language><image><url>http://a.example/a.png</url><title>a</title><link>http://a.example/</link></image>", "<comments>{}</comments>"),
        ],
    },
    Kind {
        faults: &[("", "blank-element"), (" \n ", "blank-element")],
        places: &[
            rss!("<language>en</language><docs>{}</docs>", ""), rss!("<language>en</language>", "<link>{}</link>"), rss!("<language>{}</language>", ""),
            rss!("<language>en</language>", "<comments>{}</comments>"), rss!("<language>en</language>", "<wfw:commentRss>{}</wfw:commentRss>"),
            rss!("<language>en</language><managingEditor>{}</managingEditor>", ""), rss!("<language>en</language>", "<author>{}</author>"),
            rss!("<language>en</language><image><url>{}</url><title>a</title><link>http://a.example/</link></image>", ""),
            rss!("<language>en</language><image><url>http://a.example/a.png</url><title>a</title><link>http://a.example/</link><width>{}</width></image>", ""),
            rss!("<language>en</language><ttl>{}</ttl>", ""), rss!("<language>en</language><sy:updatePeriod>{}</sy:updatePeriod>", ""),
            opml!("<docs>{}</docs>", ""), opml!("<ownerId>{}</ownerId>", ""), opml!("<ownerEmail>{}</ownerEmail>", ""),
        ],
    },
    Kind {
        faults: &[("", "blank-attribute")],
        places: &[
            opml!("", " htmlUrl='{}'"), opml!("", " url='{}'"), opml!("", " isComment='{}'"), feed!("%feed<link rel='related' href='{}'/>"),
            entry!("%entry<link rel='related' href='{}'/>"), entry!("%entry<link rel='related' href='http://a.example/2' hreflang='{}'/>"),
            feed!("%feed<generator uri='{}'>a</generator>"), entry!("%entry<link rel='related' href='http://a.example/2' type='{}'/>"),
        ],
    },
    Kind {
        faults: &[("", "invalid-url")],
        places: &[
            rss!("<language>en</language>", "<source url='{}'>a</source>"),
            rss!("<language>en</language>", "<enclosure url='{}' length='1' type='audio/mpeg'/>"),
        ],
    },
    Kind {
        faults: &[
            ("", "invalid-rfc3339-date"), ("2024", "invalid-rfc3339-date"), ("2024-05-01", "invalid-rfc3339-date"), ("2024-05-01T10:00Z", "invalid-rfc3339-date"),
            ("2024-05-01T10:00:00", "invalid-rfc3339-date"), ("2024-05-01 10:00:00Z", "invalid-rfc3339-date"), ("2024-05-01t10:00:00z", "invalid-rfc3339-date"),
            ("20240501T100000Z", "invalid-rfc3339-date"), ("2024-13-01T10:00:00Z", "invalid-rfc3339-date"), ("2024-02-30T10:00:00Z", "invalid-rfc3339-date"),
            ("2024-05-01T24:00:00Z", "invalid-rfc3339-date"), ("2024-05-01T10:60:00Z", "invalid-rfc3339-date"), ("2024-05-01T10:00:61Z", "invalid-rfc3339-date"),
            ("2024-05-01T10:00:00.Z", "invalid-rfc3339-date"), ("2024-05-01T10:00:00+0100", "invalid-rfc3339-date"), ("2024-05-01T10:00:00+99:99", "invalid-rfc3339-date"),
            ("Wed, 01 May 2024 10:00:00 GMT", "invalid-rfc3339-date"),
        ],
        places: &[
            feed!("%id-of-feed%title<updated>{}</updated>"), entry!("%id-of-entry%title<updated>{}</updated>"), source!("%id-of-feed%title<updated>{}</updated>"),
            entry!("%entry<app:edited>{}</app:edited>"), entry!("%entry<link rel='replies' href='http://a.example/2' thr:updated='{}'/>"),
            rss!("<language>en</language><atom:updated>{}</atom:updated>", ""),
        ],
    },
    Kind {
        faults: &[
            ("", "invalid-rfc822-date"), ("2024-05-01T10:00:00Z", "invalid-rfc822-date"), ("Wed, 01 May 2024 10:00:00", "invalid-rfc822-date"),
            ("Wed, 01 May 2024 10:00:00 UTC", "invalid-rfc822-date"), ("Wed, 01 May 2024 10:00:00 CEST", "invalid-rfc822-date"),
            ("Wednesday, 01 May 2024 10:00:00 GMT", "invalid-rfc822-date"), ("Wed, 32 May 2024 10:00:00 GMT", "invalid-rfc822-date"),
            ("Wed, 01 May 2024 25:00:00 GMT", "invalid-rfc822-date"), ("Wed, 01 May 2024 10:61:00 GMT", "invalid-rfc822-date"),
            ("Wed, 01 May 2024 10:00:00 0000", "invalid-rfc822-date"), ("Wed, 01 May 2024 10:00:00 +02:00", "invalid-rfc822-date"),
            ("Thu, 01 May 2024 10:00:00 GMT", "wrong-weekday"), ("Wed, 01 May 24 10:00:00 GMT", "obsolete-rfc822-date"),
            ("wed, 01 may 2024 10:00:00 gmt", "obsolete-rfc822-date"), ("Wed, 01 May 2024 10:00:00 A", "obsolete-rfc822-date"),
            ("Wed, 04 Jul 1951 10:00:00 GMT", "implausible-date"),
        ],
        places: &[
            rss!("<language>en</language><pubDate>{}</pubDate>", ""), rss!("<language>en</language><lastBuildDate>{}</lastBuildDate>", ""),
            rss!("<language>en</language>", "<pubDate>{}</pubDate>"), opml!("<dateCreated>{}</dateCreated>", ""), opml!("<dateModified>{}</dateModified>", ""),
            opml!("", " created='{}'"),
        ],
    },
    Kind {
        faults: &[
            ("", "invalid-w3cdtf-date"), ("2024-05-01T10:00:00", "invalid-w3cdtf-date"), ("2024-05-01T10Z", "invalid-w3cdtf-date"), ("2024-13", "invalid-w3cdtf-date"),
            ("2024-02-30", "invalid-w3cdtf-date"), ("2024-05-01t10:00:00z", "invalid-w3cdtf-date"), ("20240501", "invalid-w3cdtf-date"),
            ("Wed, 01 May 2024 10:00:00 GMT", "invalid-w3cdtf-date"), ("1776", "implausible-date"),
        ],
        places: &[
            rss!("<language>en</language><dc:date>{}</dc:date>", ""), rss!("<language>en</language>", "<dc:date>{}</dc:date>"),
            rss!("<language>en</language>", "<dcterms:created>{}</dcterms:created>"), rss!("<language>en</language>", "<dcterms:issued>{}</dcterms:issued>"),
            rss!("<language>en</language>", "<dcterms:modified>{}</dcterms:modified>"),
        ],
    },
    Kind {
        faults: &[
            ("insert language here", "invalid-language"), ("en_US", "invalid-language"), ("english", "invalid-language"), ("en-", "invalid-language"), ("qq", "invalid-language"),
            ("iw", "deprecated-language"),
        ],
        places: &[
            rss!("<language>{}</language>", ""), rss!("<dc:language>{}</dc:language>", ""), atom!("xml:lang='{}'", "%feed", "%entry", "%feed"),
            entry!("%entry<link rel='related' href='http://a.example/2' hreflang='{}'/>"), entry!("%entry<rights xml:lang='{}'>a</rights>"),
            rss!("<language>en</language>", "<media:content url='http://a.example/a' lang='{}'/>"),
        ],
    },
    Kind {
        faults: &[
            ("html", "invalid-media-type"), ("text/", "invalid-media-type"), ("text/html/a", "invalid-media-type"),
            ("text html", "invalid-media-type"), (" text/html", "surrounding-space"), ("text/html ", "surrounding-space"),
        ],
        places: &[
            rss!("<language>en</language>", "<enclosure url='http://a.example/a' length='1' type='{}'/>"),
            feed!("%feed<link rel='related' href='http://a.example/2' type='{}'/>"), entry!("%entry<link rel='related' href='http://a.example/2' type='{}'/>"),
            source!("%feed<link rel='related' href='http://a.example/2' type='{}'/>"),
        ],
    },
    Kind {
        faults: &[
            ("", "blank-element"), ("a", "invalid-email"), ("a@", "invalid-email"), ("a b@a.example", "invalid-email"), ("A (a@a.example)", "invalid-email"),
            ("a@a.example (A)", "invalid-email"), ("mailto:a@a.example?subject=b", "invalid-email"), ("a@a.example?subject=b", "invalid-email"),
        ],
        places: &[
            feed!("%feed<contributor><name>a</name><email>{}</email></contributor>"), entry!("%entry<author><name>a</name><email>{}</email></author>"),
            entry!("%entry<contributor><name>a</name><email>{}</email></contributor>"), source!("%feed<author><name>a</name><email>{}</email></author>"),
        ],
    },
    Kind {
        faults: &[("&lt;b>a&lt;/b>", "markup-in-plain-text"), ("a&amp;eacute;b", "markup-in-plain-text")],
        places: &[
            feed!("%feed<contributor><name>{}</name></contributor>"), entry!("%entry<author><name>{}</name></author>"), feed!("%feed<generator>{}</generator>"),
            source!("%feed<generator>{}</generator>"), feed!("%feed<category term='a' label='{}'/>"), entry!("%entry<category term='a' label='{}'/>"),
            entry!("%entry<link rel='related' href='http://a.example/2' title='{}'/>"), rss!("<language>en</language><copyright>{}</copyright>", ""),
            rss!("<language>en</language>", "<category>{}</category>"), rss!("<language>en</language>", "<source url='http://a.example/'>{}</source>"),
            rss!("<language>en</language><image><url>http://a.example/a.png</url><title>a</title><link>http://a.example/</link><description>{}</description></image>", ""),
        ],
    },
    Kind {
        faults: &[
            ("></X>", "blank-element"), (" type='html'></X>", "blank-element"), (" type=''>a</X>", "blank-attribute"), (" type='text/html'>a</X>", "html-fragment, invalid-text-type"),
            (" type='HTML'>a</X>", "invalid-text-type"), (" type=' html '>a</X>", "surrounding-space"), (" a='b'>a</X>", "unknown-attribute"),
            (">a <b>c</b></X>", "element-in-text"), (" type='html'>a <b>c</b></X>", "element-in-text"), (">&lt;b>a&lt;/b></X>", "undeclared-html"),
            (" type='html'>&lt;script>a&lt;/script></X>", "unsafe-element"), (" type='html'>&lt;p onclick='a'>b&lt;/p></X>", "event-handler"),
            (" type='xhtml'>a</X>", "xhtml-without-div"), (" type='xhtml'><p xmlns='http://www.w3.org/1999/xhtml'>a</p></X>", "xhtml-without-div"),
            (" type='xhtml'><div>a</div></X>", "xhtml-without-div"),
            (" type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a</div>b</X>", "unexpected-text"),
            (" type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a</div><p xmlns='http://www.w3.org/1999/xhtml'>b</p></X>", "xhtml-without-div"),
            (" type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>&lt;b>a&lt;/b></div></X>", "markup-not-inline"),
            (" type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><script>a</script></div></X>", "unsafe-element"),
        ],
        places: &[
            feed!("%id-of-feed%updated<title{}"), entry!("%id-of-entry%updated<title{}"), source!("%id-of-feed%updated<title{}"), feed!("%feed<subtitle{}"),
            source!("%feed<subtitle{}"), feed!("%feed<rights{}"), entry!("%entry<rights{}"), source!("%feed<rights{}"), entry!("%entry<summary{}"),
        ],
    },
];

/// The rules that report a problem in a document, in order.
fn broken(document: &str) -> String {
    let report = validate(&Source::from_text("", document), &Options::default());
    let mut rules: Vec<&str> = report.diagnostics.iter().map(|it| it.rule.name).collect();
    rules.sort_unstable();
    rules.join(", ")
}

/// Returns a place with `held` in it. `X` in `held` is replaced by the name of the element that the place leaves
/// open.
fn document(place: &str, held: &str) -> String {
    let name = place.split("{}").next().and_then(|it| it.rsplit('<').next()).unwrap_or_default();
    let mut document = place.replace("{}", &held.replace("</X>", &format!("</{name}>")));
    for (part, text) in PARTS {
        document = document.replace(part, text);
    }
    document
}

#[test]
fn a_mistake_is_reported_in_every_place() {
    let mut wrong = Vec::new();
    for kind in KINDS {
        for place in kind.places {
            for (held, rule) in kind.faults {
                let document = document(place, held);
                let found = broken(&document);
                if found != *rule {
                    wrong.push(format!("{held:?} in {document}\n  wanted {rule}, found {found}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
