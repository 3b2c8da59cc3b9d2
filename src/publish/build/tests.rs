//! Other parsers read the feeds that are built here, and the defects of the model crates are pinned.

use std::sync::Arc;

use chrono::DateTime;
use chrono::Utc;
use proptest::prelude::*;

use super::FeedFormat;
use super::build;
use crate::publish::article::Person;
use crate::publish::feed::Attachment;
use crate::publish::feed::Entry;
use crate::publish::feed::Feed;
use crate::publish::feed::Image;

fn date(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect("it is a date").to_utc()
}

fn feed() -> Feed {
    Feed {
        title: "Harbor & sea".to_owned(),
        home: "https://harbor.example/".to_owned(),
        address: "https://harbor.example/feed".to_owned(),
        id: "https://harbor.example/".to_owned(),
        description: "What happens <there>".to_owned(),
        language: Some("en".to_owned()),
        updated: date("2024-05-02T10:00:00Z"),
        image: Some("https://harbor.example/logo.png?a=1&b=2".to_owned()),
        entries: vec![Arc::new(Entry {
            id: "tag:harbor.example,2024-05-01:ferry".to_owned(),
            url: "https://harbor.example/ferry?a=1&b=2".to_owned(),
            title: "The <ferry> & \"more\" ]]>".to_owned(),
            authors: vec![
                Person { name: "Ada Lind".to_owned(), ..Person::default() },
                Person {
                    name: "Bo Oak".to_owned(),
                    email: Some("bo@harbor.example".to_owned()),
                    url: None,
                },
            ],
            published: date("2024-05-01T10:00:00Z").fixed_offset(),
            updated: date("2024-05-02T10:00:00Z").fixed_offset(),
            summary: Some("It runs every hour".to_owned()),
            html: Some("<p>It runs &amp; runs ]]&gt;</p>".to_owned()),
            categories: vec!["Sea & land".to_owned()],
            image: Some(Image {
                url: "https://harbor.example/f.jpg?a=1&b=2".to_owned(),
                alt: Some("A <ferry>".to_owned()),
                credit: Some("Bo Oak".to_owned()),
            }),
            enclosure: Some(Attachment {
                url: "https://harbor.example/f.mp3?a=1&b=2".to_owned(),
                media_type: "audio/mpeg".to_owned(),
                length: 2048,
                duration: Some(60),
            }),
            ..Entry::default()
        })],
        ..Feed::default()
    }
}

fn text(feed: &Feed, format: FeedFormat) -> String {
    String::from_utf8(build(feed, format, None).expect("it can be built")).expect("it is UTF-8")
}

#[test]
fn another_parser_finds_everything() {
    for format in FeedFormat::ALL {
        let built = text(&feed(), format);
        let read = feed_rs::parser::parse(built.as_bytes())
            .unwrap_or_else(|error| panic!("{error}: {built}"));
        let (wanted, entry) = (&feed().entries[0], &read.entries[0]);
        assert_eq!(read.title.expect("there is a title").content, "Harbor & sea", "{format:?}");
        assert_eq!(entry.id, wanted.id, "{format:?}");
        assert_eq!(
            entry.title.as_ref().expect("there is a title").content,
            wanted.title,
            "{format:?}"
        );
        assert_eq!(entry.links[0].href, wanted.url, "{format:?}");
        assert_eq!(entry.published, Some(wanted.published.to_utc()), "{format:?}");
        let names: Vec<&str> = entry.authors.iter().filter_map(|it| it.name.as_deref()).collect();
        assert_eq!(names, ["Ada Lind", "Bo Oak"], "{format:?}");
        let content = entry.content.as_ref().and_then(|it| it.body.clone());
        assert_eq!(content, wanted.html, "{format:?}");
        assert_eq!(
            entry.summary.as_ref().expect("there is a summary").content,
            "It runs every hour",
            "{format:?}"
        );
    }
}

#[test]
fn parts_make_the_same_feed() {
    let whole = feed();
    let full = &whole.entries[0];
    let plain = Arc::new(Entry {
        id: "https://harbor.example/plain".to_owned(),
        url: "https://harbor.example/plain".to_owned(),
        title: "Plain".to_owned(),
        html: Some("<p>a\r &amp;amp; b</p>".to_owned()),
        ..Entry::default()
    });
    let timed = Arc::new(Entry { image: None, summary: None, ..Entry::clone(full) });
    let orders: [&[&Arc<Entry>]; 5] =
        [&[], &[&plain], &[&plain, full, &timed], &[full, &plain, &plain], &[&timed, &plain, full]];
    for order in orders {
        let feed = Feed { entries: order.iter().map(|it| Arc::clone(it)).collect(), ..feed() };
        for write in [super::rss::write, super::atom::write] {
            let in_parts = |at_once| {
                let bytes = super::in_parts(&feed, at_once, write, None).expect("it can be built");
                String::from_utf8(bytes).expect("it is UTF-8")
            };
            assert_eq!(in_parts(1), in_parts(100));
            assert_eq!(in_parts(2), in_parts(100));
        }
    }
}

#[test]
fn writes_the_bytes_that_are_served() {
    let rss = text(&feed(), FeedFormat::Rss);
    assert!(rss.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss "), "{rss}");
    assert!(rss.ends_with("</rss>\n"));
    assert!(rss.contains("    <description>What happens &#x3C;there&gt;</description>\n    <atom:link href=\"https://harbor.example/feed\""));
    assert!(rss.contains("<guid isPermaLink=\"false\">tag:harbor.example,2024-05-01:ferry</guid>"));
    assert!(rss.contains("<atom:updated>2024-05-02T10:00:00Z</atom:updated>"));
    assert!(!rss.contains("CDATA"));
    let atom = text(&feed(), FeedFormat::Atom);
    assert!(atom.contains("<updated>2024-05-02T10:00:00Z</updated>"));
    assert!(
        atom.contains(
            "<media:content medium=\"image\" url=\"https://harbor.example/f.jpg?a=1&amp;b=2\">"
        ),
        "{atom}"
    );
    let styled = build(&feed(), FeedFormat::Atom, Some("/feed.css")).expect("it can be built");
    let styled = String::from_utf8(styled).expect("it is UTF-8");
    assert!(
        styled.contains("?>\n<?xml-stylesheet href=\"/feed.css\" type=\"text/css\"?>\n<feed "),
        "{styled}"
    );
}

#[test]
fn marks_literal_html_in_plain_text() {
    let mut feed = feed();
    Arc::make_mut(&mut feed.entries[0]).title = "The <title> & AT&T".to_owned();
    Arc::make_mut(&mut feed.entries[0]).summary = Some("Write <b> or &lt;".to_owned());
    let rss = text(&feed, FeedFormat::Rss);
    assert!(rss.contains("<title>The &#x3C;title&gt; &#x26; AT&#x26;T</title>"), "{rss}");
    // A description is HTML that is escaped for XML.
    assert!(
        rss.contains("<description>Write &amp;lt;b&amp;gt; or &amp;amp;lt;</description>"),
        "{rss}"
    );
    Arc::make_mut(&mut feed.entries[0]).title = "AT&T".to_owned();
    Arc::make_mut(&mut feed.entries[0]).summary = Some("AT&T, a < b".to_owned());
    let rss = text(&feed, FeedFormat::Rss);
    assert!(rss.contains("<title>AT&amp;T</title>"), "{rss}");
    assert!(rss.contains("<description>AT&amp;T, a &lt; b</description>"), "{rss}");
}

proptest! {
    #[test]
    fn other_parsers_read_feeds_with_any_text(title in any::<String>(), summary in any::<String>(), name in any::<String>(), html in any::<String>()) {
        let mut feed = feed();
        let entry = Arc::make_mut(&mut feed.entries[0]);
        entry.title = crate::text::scrub::one_line(&title);
        entry.summary = Some(crate::text::scrub::one_line(&summary));
        entry.authors[0].name = crate::text::scrub::one_line(&name);
        entry.html = Some(crate::text::scrub::scrub(&html).into_owned());
        entry.categories = vec![entry.title.clone()];
        for format in [FeedFormat::Rss, FeedFormat::Atom] {
            let built = text(&feed, format);
            let document = roxmltree::Document::parse(&built);
            prop_assert!(document.is_ok(), "{:?}: {built}", document.err());
            let document = document.expect("it was read");
            let item = document.descendants().find(|it| matches!(it.tag_name().name(), "item" | "entry")).expect("there is one");
            let found = item.children().find(|it| it.tag_name().name() == "title").expect("there is one");
            prop_assert_eq!(found.text().unwrap_or_default(), feed.entries[0].title.as_str());
        }
        let json = text(&feed, FeedFormat::Json);
        let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        prop_assert_eq!(json["items"][0]["title"].as_str(), Some(feed.entries[0].title.as_str()));
    }
}

// The defects of the model crates. If one of these tests fails, the crate has changed: remove the step that works around the
// defect.

/// `atom.rs` escapes the attributes of extensions. Remove `escaped` there, or they are escaped twice.
#[test]
fn atom_syndication_leaves_attributes_of_extensions_unescaped() {
    let mut extension =
        atom_syndication::extension::Extension { name: "x:y".to_owned(), ..Default::default() };
    extension.attrs.insert("a".to_owned(), "1&2".to_owned());
    let mut feed = atom_syndication::Feed::default();
    feed.extensions.entry("x".to_owned()).or_default().insert("y".to_owned(), vec![extension]);
    let written = feed.write_to(Vec::new()).expect("it can be written");
    assert!(String::from_utf8_lossy(&written).contains("a=\"1&2\""));
}

/// `text::scrub` must remove them before they reach a model.
#[test]
fn neither_crate_rejects_characters_that_xml_forbids() {
    let channel = rss::Channel { title: "a\u{0}b".to_owned(), ..Default::default() };
    assert!(channel.write_to(Vec::new()).expect("it can be written").contains(&0));
    let feed = atom_syndication::Feed {
        title: atom_syndication::Text::plain("a\u{0}b"),
        ..Default::default()
    };
    assert!(feed.write_to(Vec::new()).expect("it can be written").contains(&0));
}

/// `finish.rs` writes its own declaration, and `rss.rs` declares the namespaces of generic extensions.
#[test]
fn rss_writes_undeclared_prefixes() {
    let extension = rss::extension::Extension { name: "x:y".to_owned(), ..Default::default() };
    let mut channel = rss::Channel::default();
    channel.extensions.entry("x".to_owned()).or_default().insert("y".to_owned(), vec![extension]);
    let written = String::from_utf8(channel.write_to(Vec::new()).expect("it can be written"))
        .expect("it is UTF-8");
    assert!(written.contains("<x:y>") && !written.contains("xmlns:x"), "{written}");
}

/// `finish.rs` turns it into escaped text.
#[test]
fn rss_always_writes_item_descriptions_as_cdata() {
    let item = rss::Item { description: Some("a".to_owned()), ..Default::default() };
    let channel = rss::Channel { items: vec![item], ..Default::default() };
    let written = channel.write_to(Vec::new()).expect("it can be written");
    assert!(String::from_utf8_lossy(&written).contains("<![CDATA[a]]>"));
}

/// `finish.rs` writes `Z`.
#[test]
fn atom_syndication_writes_the_offset_of_utc_in_digits() {
    let written =
        atom_syndication::Feed::default().write_to(Vec::new()).expect("it can be written");
    assert!(String::from_utf8_lossy(&written).contains("+00:00</updated>"));
}
