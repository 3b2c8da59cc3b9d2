use super::OldFeed;
use super::read;

fn feed(text: &str) -> OldFeed {
    read("old", text.as_bytes().to_vec()).unwrap_or_else(|it| panic!("{it}\n{text}"))
}

/// The first entry, as `id | link | title | published | updated | text`.
fn first(text: &str) -> String {
    let feed = feed(text);
    let it = feed.entries.first().expect("there is an entry");
    let date = |it: Option<chrono::DateTime<chrono::FixedOffset>>| {
        it.map_or("-".to_owned(), |it| it.to_rfc3339())
    };
    format!(
        "{} | {} | {} | {} | {} | {}",
        it.id.as_deref().unwrap_or("-"),
        it.link.as_deref().unwrap_or("-"),
        it.plain_title().as_deref().unwrap_or("-"),
        date(it.published),
        date(it.updated),
        it.text(),
    )
}

#[test]
#[rustfmt::skip]
fn reads_every_format() {
    let rss = |item: &str| format!("<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/' \
        xmlns:atom='http://www.w3.org/2005/Atom' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><channel><link>https://a.example/</link><item>{item}</item></channel></rss>");
    let atom = |entry: &str| format!("<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://a.example/'/><link rel='self' href='https://a.example/feed'/><entry>{entry}</entry></feed>");
    let json = |item: &str| format!("{{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{{{item}}}]}}");
    for (text, wanted) in [
        (rss("<title>A &amp;amp; B</title><link>/a/</link><guid isPermaLink='false'>7</guid><pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;T&lt;/p&gt;</description>"),
            "7 | https://a.example/a/ | A & B | 2024-05-01T10:00:00+00:00 | - | T"),
        (rss("<description>S</description><content:encoded><![CDATA[<p>C<b>c</b></p>]]></content:encoded><dc:date>2024-05-01T10:00:00+02:00</dc:date><atom:updated>2024-05-02T00:00:00Z</atom:updated>"),
            "- | - | - | 2024-05-01T10:00:00+02:00 | 2024-05-02T00:00:00+00:00 | Cc"),
        (rss("<feedburner:origLink>https://a.example/real</feedburner:origLink><link>https://feeds.example/~r/1</link><atom:link rel='self' href='x'/><atom:link href='https://b.example/'/>"),
            "- | https://a.example/real | - | - | - | "),
        ("<rss version='0.91'><channel><item><title>T</title><link>https://a.example/a</link></item></channel></rss>".to_owned(),
            "- | https://a.example/a | T | - | - | "),
        ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel><link>https://a.example/</link></channel><item rdf:about='https://a.example/1'><link>https://a.example/one</link><title>T</title></item></rdf:RDF>".to_owned(),
            "https://a.example/1 | https://a.example/one | T | - | - | "),
        (atom("<id>urn:x:1</id><title>1 &lt; 2</title><link rel='enclosure' href='x.mp3'/><link rel='alternate' href='a/'/><published>2024-05-01T10:00:00Z</published><updated>2024-05-02T10:00:00Z</updated><summary>S</summary><content type='html'>&lt;i&gt;C&lt;/i&gt;</content>"),
            "urn:x:1 | https://a.example/a/ | 1 < 2 | 2024-05-01T10:00:00+00:00 | 2024-05-02T10:00:00+00:00 | C"),
        (atom("<title type='html'>a &lt;i>b&lt;/i></title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>x <b>y</b></p><title>no</title></div></content><source><id>other</id></source>"),
            "- | - | a b | - | - | x y no"),
        ("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><id>tag:1</id><title>T</title><issued>2004-05-01T10:00:00Z</issued><modified>2004-05-02T10:00:00Z</modified><link rel='alternate' href='https://a.example/'/></entry></feed>".to_owned(),
            "tag:1 | https://a.example/ | T | 2004-05-01T10:00:00+00:00 | 2004-05-02T10:00:00+00:00 | "),
        (json("\"id\": 7, \"url\": \"https://a.example/a\", \"title\": \"1 < 2\", \"content_text\": \"a <b>\", \"date_published\": \"2024-05-01T10:00:00Z\""),
            "7 | https://a.example/a | 1 < 2 | 2024-05-01T10:00:00+00:00 | - | a <b>"),
    ] {
        assert_eq!(first(&text), wanted, "{text}");
    }
}

#[test]
fn reads_the_fields_of_the_feed() {
    let found = feed(
        "<feed xmlns='http://www.w3.org/2005/Atom'><updated>2024-05-01T10:00:00Z</updated><entry><updated>2020-05-01T10:00:00Z</updated></entry></feed>",
    );
    assert_eq!(
        found.updated.map(|it| it.to_rfc3339()).as_deref(),
        Some("2024-05-01T10:00:00+00:00")
    );
}

#[test]
fn reports_where_a_feed_is_invalid() {
    for (text, wanted) in [
        ("", "old:1:1: not a feed: the file is empty"),
        ("text", "old:1:1: not a feed"),
        ("<html>\n</html>", "old:1:2: not a feed: its first element is `html`"),
        ("<rss><channel>\n<item><title>a</item></channel></rss>", "old:2:"),
        ("<rss><channel><item>", "old:1:"),
        ("{\"items\":\n 1x}", "old:2:"),
        ("[]", "old:1:1: not a JSON feed: it has no `items` list"),
    ] {
        let fault = read("old", text.as_bytes().to_vec()).expect_err(text).to_string();
        assert!(fault.starts_with(wanted), "{text}: {fault}");
    }
}

#[test]
fn survives_hostile_feeds() {
    let deep = format!("<rss><channel>{}", "<item><a>".repeat(200_000));
    assert!(read("old", deep.into_bytes()).is_err());
    assert!(read("old", "[".repeat(1_000_000).into_bytes()).is_err());
    let bomb = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>\
        <!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>]><rss><channel><item><title>&e;</title></item></channel></rss>";
    let _ = read("old", bomb.as_bytes().to_vec());
}
