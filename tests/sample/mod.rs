//! Feeds of any length without problems, for tests that add errors to them.

#![allow(dead_code, reason = "not every test uses all functions")]

use std::fmt::Write;
use std::path::Path;

use chrono::DateTime;
use feedwright::Diagnostic;
use feedwright::Lines;
use feedwright::Options;
use feedwright::Report;
use feedwright::Source;
use feedwright::validate;

/// The URL of the feeds.
pub(crate) const ADDRESS: &str = "https://harbor.example/feed";

/// The options with which the feeds have no problems.
pub(crate) fn options() -> Options {
    let mut options = Options::default();
    options.now = DateTime::parse_from_rfc3339("2025-01-01T00:00:00Z").ok().map(|it| it.to_utc());
    options.base_url = Some(ADDRESS.to_owned());
    options
}

/// The report for some bytes.
pub(crate) fn report(bytes: &[u8]) -> (Source, Report) {
    let source = Source::from_bytes("feed", bytes, None);
    let report = validate(&source, &options());
    (source, report)
}

/// Each problem as `severity rule line`.
pub(crate) fn reported(source: &Source, diagnostics: &[Diagnostic]) -> Vec<String> {
    let lines = Lines::new(&source.text);
    let line = |it: &Diagnostic| lines.position(it.span.start).line;
    diagnostics
        .iter()
        .map(|it| format!("{} {} {}", it.severity.name(), it.rule.name, line(it)))
        .collect()
}

const RSS_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <channel>
    <title>Harbor &amp; ferry news</title>
    <link>https://harbor.example/</link>
    <description>What happens at the harbor, hour by hour</description>
    <language>en</language>
    <atom:link rel="self" type="application/rss+xml" href="https://harbor.example/feed"/>
    <lastBuildDate>Fri, 31 May 2024 10:00:00 GMT</lastBuildDate>
"#;

/// The number of lines before the first item of [`rss`], and the number of lines per item.
pub(crate) const RSS_HEAD_LINES: usize = 9;
pub(crate) const RSS_ITEM_LINES: usize = 10;

/// One item of [`rss`].
pub(crate) fn item(number: usize) -> String {
    let day = number % 28 + 1;
    let weekday = ["Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon"][number % 28 % 7];
    format!(
        r#"    <item>
      <title>The ferry &#8220;{number}&#8221; is back</title>
      <link>https://harbor.example/ferry/{number}?a=1&amp;b=2</link>
      <guid isPermaLink="true">https://harbor.example/ferry/{number}</guid>
      <pubDate>{weekday}, {day:02} Oct 2024 10:00:00 GMT</pubDate>
      <dc:creator>Maren Holt</dc:creator>
      <category domain="https://harbor.example/tags">ferries</category>
      <description>It runs every {number} minutes, &lt;b&gt;rain&lt;/b&gt; or shine.</description>
      <content:encoded><![CDATA[<p>It runs every {number} minutes &amp; more.</p><p><img src="https://harbor.example/{number}.jpg" alt="The ferry"></p>]]></content:encoded>
    </item>
"#
    )
}

/// An RSS 2.0 feed without problems.
pub(crate) fn rss(items: usize) -> String {
    let mut text = RSS_HEAD.to_owned();
    (1..=items).for_each(|number| text.push_str(&item(number)));
    text + "  </channel>\n</rss>\n"
}

/// An Atom 1.0 feed without problems.
pub(crate) fn atom(entries: usize) -> String {
    let mut text = r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>Harbor news</title>
  <link href="https://harbor.example/"/>
  <link rel="self" type="application/atom+xml" href="https://harbor.example/feed"/>
  <id>tag:harbor.example,2024:feed</id>
  <updated>2024-12-01T10:00:00Z</updated>
  <author><name>Maren Holt</name></author>
"#
    .to_owned();
    for number in 1..=entries {
        let day = number % 28 + 1;
        write!(
            text,
            r#"  <entry>
    <title>The ferry is back, {number}</title>
    <link href="https://harbor.example/ferry/{number}"/>
    <id>tag:harbor.example,2024:{number}</id>
    <published>2024-10-{day:02}T10:00:00Z</published>
    <updated>2024-10-{day:02}T11:00:{:02}Z</updated>
    <summary>It runs every {number} minutes.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It runs every <em>{number}</em> minutes.</p></div></content>
  </entry>
"#,
            number % 60
        )
        .expect("writing to a string cannot fail");
    }
    text + "</feed>\n"
}

/// A JSON Feed 1.1 feed without problems.
pub(crate) fn json(items: usize) -> String {
    let mut text = r#"{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "Harbor news",
  "home_page_url": "https://harbor.example/",
  "feed_url": "https://harbor.example/feed",
  "language": "en",
  "authors": [{"name": "Maren Holt"}],
  "items": [
"#
    .to_owned();
    for number in 1..=items {
        let comma = if number == items { "" } else { "," };
        writeln!(
            text,
            r#"    {{"id": "https://harbor.example/ferry/{number}", "url": "https://harbor.example/ferry/{number}", "title": "The ferry \"{number}\" is back", "content_html": "<p>It runs every {number} minutes.</p>", "date_published": "2024-10-01T10:00:00Z"}}{comma}"#
        )
        .expect("writing to a string cannot fail");
    }
    text + "  ]\n}\n"
}

/// Every document of the rules that is smaller than `most` bytes.
pub(crate) fn documents(most: usize) -> Vec<String> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut paths: Vec<_> = std::fs::read_dir(rules)
        .expect("there is a folder of rules")
        .filter_map(|it| std::fs::read_dir(it.ok()?.path()).ok())
        .flatten()
        .filter_map(|it| Some(it.ok()?.path()))
        .filter(|it| it.extension().is_some_and(|it| it == "xml" || it == "json"))
        .collect();
    paths.sort();
    let texts = paths.iter().filter_map(|it| std::fs::read_to_string(it).ok());
    texts.filter(|it| it.len() < most).collect()
}
