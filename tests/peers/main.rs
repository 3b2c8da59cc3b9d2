//! Independent feed readers find the content of the articles in the sample feeds.
//!
//! These tests need other programs, so they are ignored by default. `.ci/run` installs the programs and runs the
//! tests with `cargo test --test peers -- --ignored`.

mod pages;

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

fn feeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("feeds")
}

/// The items of `feeds/feed.json`, which `tests/publish` compares with the articles byte for byte.
fn items() -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(feeds().join("feed.json")).expect("there is a JSON feed");
    let feed: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    feed["items"].as_array().expect("it has items").clone()
}

#[test]
#[ignore = "needs xmllint"]
fn libxml2_reads_the_feeds() {
    for name in ["rss.xml", "atom.xml"] {
        let output = Command::new("xmllint")
            .args(["--noout", "--nonet", "--nowarning"])
            .arg(feeds().join(name))
            .output()
            .expect("xmllint is installed");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let count = Command::new("xmllint")
            .args(["--xpath", "count(//*[local-name()='item' or local-name()='entry'])"])
            .arg(feeds().join(name))
            .output()
            .expect("xmllint is installed");
        assert_eq!(
            String::from_utf8_lossy(&count.stdout).trim(),
            items().len().to_string(),
            "{name}"
        );
    }
}

/// Prints the output of feedparser as JSON, with one object per entry. feedparser rewrites HTML, so content is
/// compared after another parser has read it: as tags with their attributes, and text.
const FEEDPARSER: &str = r#"
import feedparser, html.parser, json, sys
feedparser.SANITIZE_HTML = False

class Told(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.told = []
        self.feed(text)
        self.close()
    def handle_starttag(self, tag, attrs): self.told.append([tag, sorted(attrs)])
    def handle_startendtag(self, tag, attrs): self.handle_starttag(tag, attrs)
    def handle_data(self, text): self.told.append(text)

wanted = [Told(it["content_html"]).told for it in json.load(open(sys.argv[2]))["items"]]
feed = feedparser.parse(sys.argv[1])
assert not feed.bozo, feed.bozo_exception
print(json.dumps([{
    "id": it.id,
    "title": it.title,
    "link": it.link,
    "published": "%04d-%02d-%02dT%02d:%02d:%02dZ" % it.published_parsed[:6],
    "authors": [a.get("name") for a in it.get("authors", []) if a.get("name")],
    "content": Told((it.get("content") or [{"value": it.get("summary", "")}])[0]["value"]).told == content,
    "tags": [t.term for t in it.get("tags", [])],
    "enclosures": [e.href for e in it.get("enclosures", [])],
} for it, content in zip(feed.entries, wanted)]))
"#;

#[test]
#[ignore = "needs Python with feedparser; FEEDWRIGHT_PYTHON names the interpreter"]
fn feedparser_finds_every_field() {
    let python = std::env::var("FEEDWRIGHT_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    for name in ["rss.xml", "atom.xml"] {
        let output = Command::new(&python)
            .args(["-c", FEEDPARSER])
            .args([feeds().join(name), feeds().join("feed.json")])
            .output()
            .expect("Python is installed");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let found: Vec<serde_json::Value> =
            serde_json::from_slice(&output.stdout).expect("it prints JSON");
        assert_eq!(found.len(), items().len(), "{name}");
        for (found, item) in found.iter().zip(items()) {
            for (theirs, ours) in [("id", "id"), ("title", "title"), ("link", "url")] {
                assert_eq!(found[theirs], item[ours], "{name}: {theirs}");
            }
            // feedparser converts dates to UTC, and the feeds keep the author's offset.
            let instant = |it: &serde_json::Value| {
                let text = it.as_str().expect("a date is a string");
                chrono::DateTime::parse_from_rfc3339(text).expect("it is a date")
            };
            assert_eq!(instant(&found["published"]), instant(&item["date_published"]), "{name}");
            assert_eq!(found["content"], true, "{name}: the content of {} differs", item["title"]);
            assert_eq!(
                found["tags"].as_array().map_or(0, Vec::len),
                item["tags"].as_array().map_or(0, Vec::len),
                "{name}"
            );
            let names: Vec<&str> = item["authors"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|it| it["name"].as_str())
                .collect();
            for author in names {
                let all = found["authors"].to_string();
                assert!(all.contains(author), "{name}: {author} is not in {all}");
            }
            for attachment in item["attachments"].as_array().into_iter().flatten() {
                assert!(
                    found["enclosures"]
                        .to_string()
                        .contains(attachment["url"].as_str().expect("it has a URL")),
                    "{name}"
                );
            }
        }
    }
}
