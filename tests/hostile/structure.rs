//! Documents that were damaged, and documents that are not feeds.

use super::sample::rss;
use super::{Accepted, Flagged, MORE, Rejected, RejectedAs, Row, TITLE, row, run, titled, with};

fn truncated() -> Vec<Row> {
    #[rustfmt::skip]
    let places = [
        "?>", "<rss ", "version=\"", "xmlns:dc", "<channel>", "<title>Harbor", "&am", "<item", "</title", "<link>https", "<![CDATA[<p>", "]]", "</channel>",
    ];
    let mut rows: Vec<Row> = places
        .into_iter()
        .map(|it| {
            row(format!("cut at {it}"), Rejected(0), move || {
                let text = rss(2);
                let at = text.find(it).unwrap_or_else(|| panic!("{it} is not there"));
                text[..at + it.len() - 1].to_owned()
            })
        })
        .collect();
    rows.push(row("cut before its last byte", Rejected(0), || {
        rss(1).trim_end().trim_end_matches('>').to_owned()
    }));
    rows
}

fn ill_formed() -> Vec<Row> {
    #[rustfmt::skip]
    let faults = [
        ("an element not closed",        "<x:a xmlns:x='u'>"),          ("elements that overlap",          "<x:a xmlns:x='u'><x:b></x:a></x:b>"),
        ("a lone end tag",             "</x>"),                       ("an end tag in another case",     "<x:a xmlns:x='u'></X:a>"),
        ("an attribute without quotes",  "<x:a xmlns:x='u' b=c/>"),     ("an attribute without a value",   "<x:a xmlns:x='u' b/>"),
        ("an attribute twice",           "<x:a xmlns:x='u' b='' b=''/>"), ("attributes without space",     "<x:a xmlns:x='u'b=''/>"),
        ("a quote not closed",           "<x:a xmlns:x='u' b='c></x:a>"), ("< in an attribute",            "<x:a xmlns:x='u' b='<'/>"),
        ("a tag not closed",             "<x:a xmlns:x='u' <x:b/>"),    ("a name with a digit first",      "<1a/>"),
        ("a name with a dash first",     "<-a/>"),                      ("a space before a name",          "< a/>"),
        ("an attribute in an end tag",   "<x:a xmlns:x='u'></x:a b=''>"), ("-- in a comment",              "<!-- a -- b -->"),
        ("--- at a comment's end",       "<!-- a --->"),                ("]]> in text",                    "a ]]> b"),
        ("an instruction without a name", "<? a?>"),                    ("an XML declaration further on",  "<?xml version='1.0'?>"),
        ("a marked section",             "<![INCLUDE[a]]>"),            ("an element declaration",         "<!ELEMENT a ANY>"),
        ("/ in a tag",                   "<x:a xmlns:x='u'/ >"),        ("two quotes",                     "<x:a xmlns:x='u' b=\"c\"\"/>"),
    ];
    let mut rows: Vec<Row> = faults
        .into_iter()
        .map(|(name, more)| row(name, Rejected(MORE), move || with(more)))
        .collect();
    rows.extend([
        row("a space before the declaration", RejectedAs("xml-before-declaration", 1), || format!(" {}", rss(1))),
        row("a line before the declaration", RejectedAs("xml-before-declaration", 1), || format!("\n{}", rss(1))),
        row("a warning of PHP before it", RejectedAs("xml-before-declaration", 1), || format!("<br />\n<b>Warning</b>: mysql_connect() in <b>/srv/feed.php</b> on line <b>3</b><br />\n{}", rss(1))),
        row("a warning of PHP in it", Rejected(MORE), || with("<br />\n<b>Warning</b>: mysql_connect() in <b>/srv/feed.php</b> on line <b>3</b><br>")),
        row("a conflict of git", Rejected(MORE), || with("<<<<<<< HEAD\n<ttl>5</ttl>\n=======\n>>>>>>> main")),
        row("two roots", RejectedAs("xml-second-root", 22), || rss(1) + rss(1).split_once("?>\n").expect("it is declared").1),
        row("two documents", Rejected(22), || rss(1).repeat(2)),
        row("text after the end", RejectedAs("xml-text-outside-root", 22), || rss(1) + "done"),
        row("a comment after the end", Accepted, || rss(1) + "<!-- made in 0.1 s -->\n<?x y?>\n"),
        row("text before", RejectedAs("xml-text-outside-root", 2), || rss(1).replacen("<rss ", "hello\n<rss ", 1)),
    ]);
    rows
}

fn no_feeds() -> Vec<Row> {
    let says = |name: &'static str, words: &'static str, make: fn() -> Vec<u8>| {
        let (source, report) = super::sample::report(&make());
        let said: Vec<_> = report.diagnostics.iter().map(|it| it.message.as_str()).collect();
        assert!(said.iter().any(|it| it.contains(words)), "{name}: {said:?} {}", source.encoding);
        row(name, Rejected(1), make)
    };
    vec![
        says("nothing", "empty", Vec::new),
        says("a byte order mark", "empty", || b"\xef\xbb\xbf".to_vec()),
        says("spaces", "empty", || b"  \n \n".to_vec()),
        says("a page", "HTML", || {
            b"<!DOCTYPE html><html><head><title>Harbor</title></head><body><p>Hello<br></body></html>".to_vec()
        }),
        says("JSON", "JSON", || b"{\"hello\": \"world\"}".to_vec()),
        says("an image", "SVG", || b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
        says("a sitemap", "sitemap", || {
            b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>".to_vec()
        }),
        says("PNG", "PNG", || b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        says("gzip", "gzip", || b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\x48".to_vec()),
        says("zip", "ZIP", || b"PK\x03\x04\x14\0\0\0".to_vec()),
        says("PDF", "PDF", || b"%PDF-1.7\n%\xe2\xe3".to_vec()),
        says("noise", "not XML", || {
            (0..1000u32)
                .map(|it| (it.wrapping_mul(2_654_435_761) >> 24).to_le_bytes()[0] | 0x80)
                .collect()
        }),
        says("English", "it is text", || b"The feed is temporarily unavailable.".to_vec()),
    ]
}

fn odd_feeds() -> Vec<Row> {
    vec![
        row("no channel", RejectedAs("missing-element", 1), || "<rss version='2.0'/>".to_owned()),
        row("no version", RejectedAs("missing-attribute", 2), || {
            rss(1).replacen(" version=\"2.0\"", "", 1)
        }),
        row("version 3.0", RejectedAs("unknown-rss-version", 2), || {
            rss(1).replacen("\"2.0\"", "\"3.0\"", 1)
        }),
        row("two channels", RejectedAs("duplicate-element", 0), || {
            let text = rss(1);
            let (start, end) = (
                text.find("  <channel>").expect("it is there"),
                text.find("</rss>").expect("it is there"),
            );
            format!("{}{}{}", &text[..end], &text[start..end], &text[end..])
        }),
        row("OPML", Accepted, || {
            "<?xml version='1.0' encoding='UTF-8'?>\n<opml version='2.0'><head><title>Feeds</title></head><body><outline text='Harbor' type='rss' xmlUrl='https://harbor.example/feed'/></body></opml>".to_owned()
        }),
        row("an item after the channel", Flagged("misplaced-element", 0), || {
            titled("x").replacen("</rss>", "<item/></rss>", 1)
        }),
        row("the title is there", Flagged("element-in-text", TITLE), || titled("a <b>b</b>")),
    ]
}

#[test]
fn structure() {
    run([truncated(), ill_formed(), no_feeds(), odd_feeds()].into_iter().flatten().collect());
}
