//! `feedwright diff` as a program: its output and its exit code.

use std::fs;
use std::process::Command;

const OLD: &str = "<rss version='2.0'><channel><title>T</title><link>https://a.example/</link>
    <item><title>One</title><link>https://a.example/one/</link><guid isPermaLink='false'>1</guid><pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;Text&lt;/p&gt;</description></item>
    <item><title>Two</title><link>https://a.example/two/</link><guid isPermaLink='false'>2</guid><pubDate>Thu, 02 May 2024 10:00:00 GMT</pubDate></item>
    </channel></rss>";

/// Compares two feeds. Returns the exit code and all output.
fn diff(old: &str, new: &str, arguments: &[&str]) -> (i32, String) {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    fs::write(folder.path().join("old"), old).expect("it is written");
    fs::write(folder.path().join("new"), new).expect("it is written");
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["diff", "old", "new"])
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(text).expect("it is UTF-8"))
}

#[test]
fn reports_entries_that_readers_show_as_new() {
    let new = OLD.replace(">1<", ">urn:example:1<").replace("Text", "Texts");
    let said = "shown as new again: One (its id changed)\n  matched by its link\n  id: 1 -> urn:example:1\n  text changed\n";
    assert_eq!(
        diff(OLD, &new, &[]),
        (1, format!("{said}1 shown as new again, 0 changed, 0 new, 0 gone, 1 unchanged\n"))
    );
    assert_eq!(diff(OLD, &new, &["-q"]), (1, said.to_owned()));
    let (code, json) = diff(OLD, &new, &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!((code, &json["shown_as_new"]), (1, &serde_json::json!(1)));
    assert_eq!(json["changed"][0]["differences"][0]["new"], "urn:example:1");
}

#[test]
fn reports_other_differences() {
    let new = OLD
        .replace("<title>Two</title>", "<title>Two\u{1b}</title>".trim())
        .replace('\u{1b}', " changed")
        .replace(
            "<item><title>One",
            "<item><title>Three</title><guid>3</guid></item><item><title>One",
        )
        .replace("https://a.example/one/", "https://a.example/1/");
    let (code, said) = diff(OLD, &new, &[]);
    assert_eq!(
        (code, said.as_str()),
        (
            0,
            "changed: One\n  link: https://a.example/one/ -> https://a.example/1/\n\
             changed: Two changed\n  title: Two -> Two changed\n\
             new: Three\n0 shown as new again, 2 changed, 1 new, 0 gone, 0 unchanged\n"
        )
    );
}

#[test]
fn compares_feeds_in_different_formats() {
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Two</title><id>2</id><link href='https://a.example/two/'/><published>2024-05-02T12:00:00+02:00</published><updated>2024-05-02T12:00:00+02:00</updated></entry></feed>";
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": \"2\", \"title\": \"Two\", \"url\": \"https://a.example/two/\", \"date_published\": \"2024-05-02T10:00:00Z\"}]}";
    assert_eq!(
        diff(atom, json, &[]).1,
        "0 shown as new again, 0 changed, 0 new, 0 gone, 1 unchanged\n"
    );
    let (code, said) = diff(OLD, json, &[]);
    assert_eq!((code, said.lines().next()), (0, Some("gone: One (https://a.example/one/)")));
}

#[test]
fn names_files_that_it_cannot_read() {
    for (old, words) in [
        ("<rss>\n<channel>", "old:"),
        ("{\"items\": 1}", "old:1:1: not a JSON feed"),
        ("", "old:1:1: not a feed: the file is empty"),
    ] {
        let (code, said) = diff(old, OLD, &[]);
        assert!(code == 2 && said.contains(words), "{code} {said}");
    }
}
