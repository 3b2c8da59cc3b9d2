//! What each input gives.

use std::io::Write;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::run::GOOD;
use crate::run::PAGE;
use crate::run::WARNED;
use crate::run::folder;
use crate::run::lines;
use crate::run::statuses;

/// Arguments, and the ids and statuses of the lines that they give.
type Case<'c> = (&'c [&'c str], Vec<(&'c str, &'c str)>);

/// A WARC record with a response.
fn record(id: &str, url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let http = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: {id}\r\nWARC-Target-URI: {url}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        http.len()
    )
    .into_bytes();
    record.extend(http);
    record.extend(b"\r\n\r\n");
    record
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("it is in memory");
    encoder.finish().expect("it is in memory")
}

#[test]
fn each_input_gives_one_line_per_document_in_order() {
    let feed = GOOD.as_bytes();
    let chunked = [b"5\r\n".as_slice(), &feed[..5], b"\r\nfff\r\n"].concat();
    assert!(feed.len() > 5 && chunked.len() > 5);
    let packed = gzip(feed);
    let warc = [
        record("<urn:1>", "https://a.example/1", "Content-Type: text/xml\r\n", feed),
        record("<urn:2>", "https://a.example/2", "Content-Encoding: gzip\r\n", &packed),
        record(
            "<urn:3>",
            "https://a.example/3",
            "Transfer-Encoding: chunked\r\n",
            &[format!("{:x}\r\n", feed.len()).as_bytes(), feed, b"\r\n0\r\n\r\n"].concat(),
        ),
        record("<urn:4>", "https://a.example/4", "Transfer-Encoding: chunked\r\n", &chunked),
    ];
    let ndjson = format!(
        "{}\n{{broken\n{}\n",
        serde_json::json!({"id": 7, "url": "https://b.example/", "body": GOOD}),
        serde_json::json!({"url": "https://c.example/", "body": "x", "status": 404, "headers": {}}),
    );
    let opml = "<opml version='2.0'><body><outline text='x'><outline text='y' xmlUrl='http://127.0.0.1:1/feed'/></outline></body></opml>";
    let folder = folder(&[
        ("good.xml", feed),
        ("page.html", PAGE.as_bytes()),
        ("list", b"good.xml\nmissing.xml\npage.html\ngood.xml\n"),
        ("nul", b"page.html\0good.xml\0"),
        ("docs.ndjson", ndjson.as_bytes()),
        ("feeds.opml", opml.as_bytes()),
        ("a.warc", &warc.concat()),
        ("b.warc.gz", &warc.iter().flat_map(|it| gzip(it)).collect::<Vec<u8>>()),
    ]);
    let from_list = [
        ("good.xml", "ok"),
        ("missing.xml", "unreadable"),
        ("page.html", "not_a_feed"),
        ("good.xml", "ok"),
    ];
    let from_warc =
        [("<urn:1>", "ok"), ("<urn:2>", "ok"), ("<urn:3>", "ok"), ("<urn:4>", "truncated")];
    let from_ndjson =
        [("7", "ok"), ("docs.ndjson:2", "unreadable"), ("https://c.example/", "http_error")];
    let from_opml = [("http://127.0.0.1:1/feed", "refused")];
    let cases: [Case<'_>; 6] = [
        (&["--files-from", "list"], from_list.to_vec()),
        (&["--files-from", "nul"], vec![("page.html", "not_a_feed"), ("good.xml", "ok")]),
        (&["--ndjson", "docs.ndjson"], from_ndjson.to_vec()),
        (&["--opml", "feeds.opml"], from_opml.to_vec()),
        (&["--warc", "a.warc", "b.warc.gz"], [from_warc, from_warc].concat()),
        (
            &[
                "--warc",
                "a.warc",
                "--opml",
                "feeds.opml",
                "--ndjson",
                "docs.ndjson",
                "--files-from",
                "list",
            ],
            [&from_list[..], &from_opml, &from_ndjson, &from_warc].concat(),
        ),
    ];
    for (arguments, expected) in cases {
        let expected: Vec<_> =
            expected.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
        assert_eq!(statuses(&lines(&folder, arguments)), expected, "{arguments:?}");
        let mut unordered = statuses(&lines(&folder, &[arguments, &["--unordered"]].concat()));
        let mut sorted = expected.clone();
        unordered.sort();
        sorted.sort();
        assert_eq!(unordered, sorted, "{arguments:?}");
    }
    let found = lines(&folder, &["--warc", "a.warc"]);
    assert_eq!(found[0]["http"]["content_type"], "text/xml");
    assert_eq!(found[0]["url"], "https://a.example/1");
    let found = lines(&folder, &["--files-from", "list"]);
    assert_eq!((&found[1]["valid"], &found[1]["url"]), (&Value::Bool(false), &Value::Null));
    assert!(found[1]["reason"].as_str().is_some_and(|it| it.starts_with("cannot be read: ")));
}

#[test]
fn a_line_is_the_object_of_check_and_more() {
    let folder = folder(&[("bad.xml", WARNED.as_bytes()), ("list", b"bad.xml")]);
    let mut line = lines(&folder, &["--files-from", "list"]).remove(0);
    let checked = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["check", "--format", "ndjson", "--now", "2025-01-01", "bad.xml"])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    let checked: Value = serde_json::from_slice(&checked.stdout).expect("it is JSON");
    let object = line.as_object_mut().expect("it is an object");
    for (name, value) in [("id", "bad.xml".into()), ("url", Value::Null), ("status", "ok".into())] {
        assert_eq!(object.remove(name), Some(value));
    }
    assert_eq!(line, checked);
}

#[test]
fn user_names_and_passwords_are_not_in_the_results() {
    let url = |path: &str| format!("http://me:secret@127.0.0.1:1/{path}");
    let opml = format!("<opml version='2.0'><body><outline xmlUrl='{}'/></body></opml>", url("o"));
    let ndjson = serde_json::json!({"url": url("n"), "body": GOOD}).to_string();
    let folder = folder(&[
        ("list", url("l").as_bytes()),
        ("feeds.opml", opml.as_bytes()),
        ("docs.ndjson", ndjson.as_bytes()),
        ("a.warc", &record("<urn:1>", &url("w"), "", GOOD.as_bytes())),
    ]);
    let arguments = ["--files-from", "list", "--opml", "feeds.opml", "--ndjson", "docs.ndjson"];
    let found = lines(&folder, &[&arguments[..], &["--warc", "a.warc"]].concat());
    let urls: Vec<&str> = found.iter().filter_map(|it| it["url"].as_str()).collect();
    assert_eq!(urls, ["l", "o", "n", "w"].map(|it| format!("http://127.0.0.1:1/{it}")));
    for line in &found {
        let text = line.to_string();
        assert!(!text.contains("secret") && !text.contains("me:"), "{text}");
    }
}
