//! Cases in which the W3C feed validator is wrong, crashes or reports nothing. The specifications decide which
//! problems are reported.

use feedwright::Options;
use feedwright::Source;
use feedwright::validate;

#[rustfmt::skip]
macro_rules! rss {
    ($title:literal, $link:literal, $language:literal, $channel:literal, $item:literal, $guid:literal, $rest:literal) => {
        concat!("<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/' ",
            "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:georss='http://www.georss.org/georss'><channel>",
            "<title>", $title, "</title><link>", $link, "</link><description>a</description><language>", $language,
            "</language><atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='self' href='http://a.example/feed'/>", $channel,
            "<item><title>", $item, "</title><guid>", $guid, "</guid>", $rest, "</item></channel></rss>")
    };
}

#[rustfmt::skip]
macro_rules! atom {
    ($id:literal, $entry:literal) => {
        concat!("<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' ",
            "xmlns:thr='http://purl.org/syndication/thread/1.0' xml:lang='en'><id>http://a.example/</id><title>a</title>",
            "<updated>2024-05-01T10:00:00Z</updated><link rel='self' href='http://a.example/feed'/><author><name>a</name></author>",
            "<entry><id>", $id, "</id><title>t</title><updated>2024-05-01T10:00:00Z</updated><link href='http://a.example/1'/>",
            $entry, "</entry></feed>")
    };
}

macro_rules! opml {
    ($head:literal, $outline:literal) => {
        concat!(
            "<?xml version='1.0' encoding='UTF-8'?><opml version='2.0'><head><title>a</title>",
            $head,
            "</head><body>",
            $outline,
            "</body></opml>"
        )
    };
}

/// Documents around a fragment, which replaces `{}`.
#[rustfmt::skip]
mod place {
    pub(super) const ITEM: &str = rss!("a", "http://a.example/", "en", "", "t", "http://a.example/1", "{}");
    pub(super) const CHANNEL: &str = rss!("a", "http://a.example/", "en", "{}", "t", "http://a.example/1", "");
    pub(super) const LANGUAGE: &str = rss!("a", "http://a.example/", "{}", "", "t", "http://a.example/1", "");
    pub(super) const LINK: &str = rss!("a", "{}", "en", "", "t", "http://a.example/1", "");
    pub(super) const TITLE: &str = rss!("a", "http://a.example/", "en", "", "{}", "http://a.example/1", "");
    pub(super) const GUID: &str = rss!("a", "http://a.example/", "en", "", "t", "{}", "");
    pub(super) const ENTRY: &str = atom!("http://a.example/1", "{}");
    pub(super) const ATOM_ID: &str = atom!("{}", "");
    pub(super) const PUBLISHED: &str = atom!("http://a.example/1", "<published>{}</published>");
    pub(super) const HEAD: &str = opml!("{}", "<outline text='a'/>");
    pub(super) const OUTLINE: &str = opml!("", "{}");
}

use place::*;

/// The section of the specification, the document around the fragment, the fragment, and the expected problems.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str, &str)] = &[
    ("RFC 4287 4.2.6: ids are IRIs", ATOM_ID, "http://münchen.example/1", ""),
    ("RFC 4287 4.2.2.2: schemes of categories are IRIs", ENTRY, r#"<category term="a" scheme="http://münchen.example/"/>"#, ""),
    ("RFC 4287 4.1.3.2: content elsewhere is at an IRI", ENTRY, r#"<summary>a</summary><content type="image/png" src="http://münchen.example/a"/>"#, ""),
    ("RFC 3986 3.2.2: IPv6 literals", LINK, "http://[2001:db8::1]/a", ""),
    ("RFC 3986 3.2.2, 3.3", ITEM, r#"<enclosure url="http://localhost/a.mp3" length="1" type="audio/mpeg"/>"#, ""),
    ("RFC 3986 3.2.2, 3.3", ITEM, r#"<enclosure url="http://a.example?x=1" length="1" type="audio/mpeg"/>"#, ""),
    ("RFC 3986 3.2.2, 3.3", ITEM, r#"<enclosure url="http://a_b.example/x" length="1" type="audio/mpeg"/>"#, ""),
    ("RFC 3986 3.2.2, 3.3", ITEM, r#"<enclosure url="http://[::1]/a.mp3" length="1" type="audio/mpeg"/>"#, ""),
    ("RFC 8141 2", ATOM_ID, "urn:example:a/b", ""),
    ("RFC 8141 2", ATOM_ID, "urn:example:a?=b", ""),
    ("RFC 8141 2", ATOM_ID, "urn:example:a?+b", ""),
    ("RFC 8141 2", ATOM_ID, "urn:example:a#b", ""),
    ("BCP 47", LANGUAGE, "cmn", ""),
    ("BCP 47", LANGUAGE, "yue", ""),
    ("BCP 47", LANGUAGE, "zh-cmn", ""),
    ("BCP 47", LANGUAGE, "i-klingon", "info deprecated-language"),
    ("BCP 47", LANGUAGE, "en-XX-bogus-!!", "error invalid-language"),
    ("BCP 47", LANGUAGE, "en-", "error invalid-language"),
    ("BCP 47", LANGUAGE, "epo", "warning invalid-language"),
    ("RFC 5322 3.4.1, RFC 6531", CHANNEL, "<webMaster>a@[127.0.0.1] (A)</webMaster>", ""),
    ("RFC 5322 3.4.1, RFC 6531", CHANNEL, r#"<webMaster>"a b"@c.example (A)</webMaster>"#, ""),
    ("RFC 5322 3.4.1, RFC 6531", CHANNEL, "<webMaster>ü@ü.example (A)</webMaster>", ""),
    ("OPML 2.0: docs, and windows left of the screen", HEAD, "<docs>http://opml.org/spec2.opml</docs><vertScrollState>0</vertScrollState><windowTop>-5</windowTop>", ""),
    ("OPML 2.0: xmlUrl is an address", OUTLINE, r#"<outline text="a" type="rss" title="a" xmlUrl="not a url"/>"#, "error invalid-url"),
    ("Media RSS 1.5.1", ITEM, r#"<media:content url="http://a.example/a.mp4"><media:community><media:starRating average="3.5" count="20" min="1" max="10"/><media:statistics views="5" favorites="5"/><media:tags>news: 5</media:tags></media:community><media:restriction relationship="deny" type="sharing"/><media:license type="text/html" href="http://a.example/">a</media:license><media:subTitle type="application/smil" lang="en" href="http://a.example/"/><media:location description="x" start="00:01" end="01:00"/><media:rights status="userCreated"/><media:scenes><media:scene><sceneTitle>a</sceneTitle><sceneStartTime>00:15</sceneStartTime></media:scene></media:scenes></media:content>"#, ""),
    ("Media RSS: a group of one is allowed", ITEM, r#"<media:group><media:content url="http://a.example/a.mp4"/></media:group>"#, "info media-group-of-one"),
    ("Media RSS: numbers", ITEM, r#"<media:content url="http://a.example/a.mp4" bitrate="12abc"/>"#, "error invalid-number"),
    ("Media RSS: a url, or a player", ITEM, r#"<media:content medium="video"/>"#, "warning media-without-url"),
    ("Apple: title and complete of a podcast", CHANNEL, r#"<itunes:title>a</itunes:title><itunes:complete>Yes</itunes:complete><itunes:explicit>false</itunes:explicit><itunes:category text="Arts"/><itunes:image href="http://a.example/a.png"/>"#, ""),
    ("GeoRSS: boxes and circles", ITEM, "<georss:box>42 -71 43 -69</georss:box><georss:circle>42 -71 500</georss:circle>", ""),
    ("GeoRSS: ranges", ITEM, "<georss:point>99 999</georss:point>", "error invalid-coordinates"),
    ("GeoRSS: polygons are closed", ITEM, "<georss:polygon>45 -110 46 -109 43 -109</georss:polygon>", "warning open-polygon"),
    ("RFC 5322 3.3", ITEM, "<pubDate>Wed, 02 Oct 2002 13:00:00 +0545</pubDate>", ""),
    ("RFC 5322 3.3", ITEM, "<pubDate>Wed, 02 Oct 2002 13:00:00 +0845</pubDate>", ""),
    ("RFC 5322 3.3", ITEM, "<pubDate>Wed, 02 Oct 2002 13:00:00 +1245</pubDate>", ""),
    ("RFC 5322 3.3", ITEM, "<pubDate>Wed, 02 Oct 2002 25:61:61 GMT</pubDate>", "error invalid-rfc822-date"),
    ("RFC 5322 3.3", ITEM, "<pubDate>Wed, 02 Oct 2002 13:00:00 0000</pubDate>", "error invalid-rfc822-date"),
    ("RFC 3339 5.6", PUBLISHED, "2024-05-01T10:60:00Z", "error invalid-rfc3339-date"),
    ("RFC 3339 5.6", PUBLISHED, "2024-05-01T10:00:59.Z", "error invalid-rfc3339-date"),
    ("RFC 3339 5.6", PUBLISHED, "2024-05-01T10:00:00+99:99", "error invalid-rfc3339-date"),
    ("RFC 3339 5.6", PUBLISHED, "2024-05-01T10:00:00+23:59", ""),
    ("RFC 4287 4.2.15", PUBLISHED, "2024-06-01T10:00:00Z", "warning updated-before-published"),
    ("HTML, ambiguous ampersand", TITLE, "1&amp;1 AT&amp;T", ""),
    ("IANA, link relations", ENTRY, r#"<link rel="prev" href="http://a.example/"/><link rel="icon" href="http://a.example/"/><link rel="author" href="http://a.example/"/><link rel="webmention" href="http://a.example/"/><link rel="canonical" href="http://a.example/"/><link rel="preview" href="http://a.example/"/><link rel="collection" href="http://a.example/"/><link rel="item" href="http://a.example/"/><link rel="privacy-policy" href="http://a.example/"/>"#, ""),
    ("IANA, URI schemes", ATOM_ID, "did:example:1", ""),
    ("IANA, URI schemes", ATOM_ID, "acct:a@b.example", ""),
    ("IANA, URI schemes", ATOM_ID, "ws://a.example/", ""),
    ("IANA, URI schemes", ATOM_ID, "matrix:r/a", ""),
    ("IANA, URI schemes", ATOM_ID, "magnet:?xt=urn:btih:a", ""),
    ("RFC 8288: relations of any context", ENTRY, r#"<link rel="next" href="http://a.example/"/>"#, "info feed-relation-in-entry"),
    ("RFC 3986 2.1, 3.2; RSS 2.0", LINK, "https:///x", "error invalid-url"),
    ("RFC 3986 2.1, 3.2; RSS 2.0", LINK, "http://a.example/%zz", "error invalid-url"),
    ("RFC 3986 2.1, 3.2; RSS 2.0", LINK, "http://a.example:99999/", "error invalid-url"),
    ("RFC 3986 2.1, 3.2; RSS 2.0", LINK, "http://me:secret@a.example/", "warning password-in-url"),
    ("RFC 3986 2.1, 3.2; RSS 2.0", LINK, "mailto:a@b.example", "warning link-not-a-page"),
    ("RFC 3986 2.1, 3.2; RSS 2.0", LINK, "http://münchen.example/", "warning iri-not-uri"),
    ("RSS 2.0: a permalink is a URL", GUID, "mailto:a@b.example", "error guid-not-permalink"),
    ("RSS 2.0: a permalink is a URL", GUID, "urn:isbn:0451450523", "error guid-not-permalink"),
    ("RSS 2.0: a category is named", CHANNEL, "<category></category>", "warning blank-element"),
    ("what browsers show", CHANNEL, "<image><url>http://a.example/a.svg</url><title>a</title><link>http://a.example/</link></image>", ""),
    ("what browsers show", CHANNEL, "<image><url>http://a.example/a.webp?v=1.0</url><title>a</title><link>http://a.example/</link></image>", ""),
    ("RFC 4685 3: ref", ENTRY, r#"<thr:in-reply-to href="http://a.example/"/>"#, "error reply-without-ref"),
    ("RFC 4287 4.1.3.3: base64", ENTRY, r#"<summary>a</summary><content type="application/json">{}</content>"#, "error not-base64"),
    ("names of relations that crash the W3C validator", ENTRY, r#"<link rel="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" href="http://a.example/"/>"#, "warning unregistered-relation"),
    ("names of relations that crash the W3C validator", ENTRY, r#"<link rel="." href="http://a.example/"/>"#, "warning unregistered-relation"),
    ("a scheme that crashes the W3C validator", ITEM, r#"<media:content url="http://a.example/a.mp4"><media:credit scheme="urn:yvs" role="owner">a</media:credit></media:content>"#, ""),
];

#[test]
fn the_specifications_decide() {
    let mut wrong = Vec::new();
    for (specification, place, piece, wanted) in CASES {
        let document = place.replace("{}", piece);
        let report = validate(&Source::from_text("", &document), &Options::default());
        let found: Vec<String> = report
            .diagnostics
            .iter()
            .map(|it| format!("{} {}", it.severity.name(), it.rule.name))
            .collect();
        if found.join(", ") != *wanted {
            wrong.push(format!("{specification}: {piece}\n  wanted {wanted:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
