//! How long someone who types waits for the problems.

use std::io;
use std::io::Write;
use std::time::Instant;

use serde_json::json;

use crate::client::Client;
use crate::client::range;

const FEED: &str = "file:///site/feed.xml";

/// An item of about 1000 bytes, as generators write them.
fn item(number: usize) -> String {
    let paragraph = "&lt;p&gt;The ferry to the island leaves at eight, at noon and at four. Bring a coat &amp;amp; a hat.&lt;/p&gt;\n";
    format!(
        "<item>\n<title>Ferry {number}</title>\n<link>https://harbor.example/ferry/{number}</link>\n\
         <guid>https://harbor.example/ferry/{number}</guid>\n<pubDate>Wed, 01 May 2024 08:00:00 GMT</pubDate>\n\
         <description>{}</description>\n</item>\n",
        paragraph.repeat(7)
    )
}

#[test]
#[ignore = "it measures time: run it with `--release --ignored --nocapture`"]
fn keystrokes_in_a_feed_of_one_megabyte() {
    let items: String = (0..1000).map(item).collect();
    let text =
        format!("<rss version=\"2.0\"><channel><title>Harbor</title>\n{items}</channel></rss>\n");
    let size = text.len();
    let mut client = Client::new();
    client.open(FEED, "xml", &text);
    let typed = "A longer title, with <b>a mistake</b> & a \u{1f6a2} for the ferry. ";
    let mut times = Vec::new();
    let mut column = "<title>".len();
    // The title of an item in the middle of the feed.
    let line = 1 + 500 * (item(500).matches('\n').count()) + 1;
    for character in typed.chars().cycle().take(300) {
        let start = Instant::now();
        let at = (line, column);
        client.change(FEED, json!([{ "range": range(at, at), "text": character.to_string() }]));
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        column += character.len_utf16();
    }
    client.end();
    times.sort_by(f64::total_cmp);
    let _ = writeln!(
        io::stdout(),
        "{size} bytes, {} keystrokes: median {:.1} ms, 99% {:.1} ms, max {:.1} ms",
        times.len(),
        times[times.len() / 2],
        times[times.len() * 99 / 100],
        times[times.len() - 1],
    );
}
