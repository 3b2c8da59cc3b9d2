//! Known problems, which are not reported again.

use std::fs;
use std::process::Output;

use tempfile::TempDir;

use crate::BROKEN;
use crate::GOOD;
use crate::WARNED;
use crate::code;
use crate::feedwright;
use crate::folder;
use crate::stderr;
use crate::stdout;

fn check(folder: &TempDir, arguments: &[&str]) -> Output {
    let common =
        ["check", "--now", "2025-01-01", "--fail-level", "info", "--baseline", "known.json"];
    feedwright(folder, &[&common, arguments].concat())
}

fn baseline(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("known.json")).expect("it was written")
}

#[test]
fn only_new_problems_are_reported() {
    let folder = folder(&[("feeds/a.xml", WARNED), ("feeds/b.xml", BROKEN)]);
    let output = check(&folder, &["--write-baseline", "feeds"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (0, ""), "{}", stderr(&output));
    assert!(
        stderr(&output).starts_with("feedwright: known.json: 2 problems written\n"),
        "{}",
        stderr(&output)
    );

    let output = check(&folder, &["feeds"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (0, ""), "{}", stderr(&output));
    assert_eq!(
        stderr(&output),
        "feedwright: found no problems in 2 documents (2 in the baseline)\n"
    );

    // Lines have moved, and there is a new entry with the same problem.
    let (head, item) = WARNED.split_once("<item>").expect("it has an item");
    let more = format!(
        "\n\n{head}\n<item><title>New</title><link>https://harbor.example/new</link></item>\n<item>{item}"
    );
    fs::write(folder.path().join("feeds/a.xml"), more.trim_start()).expect("it can be written");
    let output = check(&folder, &["feeds", "--format", "concise"]);
    assert_eq!(code(&output), 1);
    assert_eq!(stdout(&output).lines().count(), 1, "{}", stdout(&output));
    assert!(stdout(&output).contains("missing-guid"), "{}", stdout(&output));
    assert_eq!(stderr(&output), "feedwright: not reported: 2 in the baseline\n");
}

#[test]
fn the_file_is_easy_to_review() {
    let folder = folder(&[("feeds/a.xml", WARNED), ("b.xml", BROKEN)]);
    check(&folder, &["--write-baseline", "feeds", "b.xml"]);
    let first = baseline(&folder);
    let lines: Vec<&str> = first.lines().collect();
    assert_eq!(&lines[..4], ["{", "  \"version\": 1,", "  \"documents\": {", "    \"b.xml\": ["]);
    assert!(lines[4].contains("\"rule\":\"invalid-rfc822-date\""), "{first}");
    assert!(first.contains("\n    \"feeds/a.xml\": [\n"), "{first}");
    check(&folder, &["--write-baseline", "b.xml", "feeds"]);
    assert_eq!(baseline(&folder), first);
    // The names of documents do not depend on the current folder.
    let absolute = folder.path().join("feeds/a.xml");
    let output = check(&folder, &[absolute.to_str().expect("it is UTF-8")]);
    assert!(stderr(&output).contains("(1 in the baseline)"), "{}", stderr(&output));
}

#[test]
fn problems_that_are_gone_can_be_removed() {
    let folder = folder(&[("a.xml", WARNED), ("b.xml", BROKEN), ("c.xml", WARNED)]);
    check(&folder, &["--write-baseline", "a.xml", "b.xml", "c.xml"]);
    fs::write(folder.path().join("a.xml"), GOOD).expect("it can be written");
    fs::remove_file(folder.path().join("c.xml")).expect("it exists");
    let output = check(&folder, &["a.xml", "b.xml"]);
    let hint = "feedwright: known.json: 1 problem no longer exists; to remove them, use --prune-baseline\n";
    assert!(stderr(&output).starts_with(hint), "{}", stderr(&output));
    // A rule that is not checked may still be broken.
    let output = check(&folder, &["a.xml", "--select", "xml", "--prune-baseline"]);
    assert!(
        stderr(&output).starts_with("feedwright: known.json: 1 problem removed\n"),
        "{}",
        stderr(&output)
    );
    let output = check(&folder, &["a.xml", "b.xml", "--prune-baseline"]);
    assert!(
        stderr(&output).starts_with("feedwright: known.json: 1 problem removed\n"),
        "{}",
        stderr(&output)
    );
    let left = baseline(&folder);
    assert!(left.contains("b.xml") && !left.contains("a.xml") && !left.contains("c.xml"), "{left}");
}

#[test]
fn a_baseline_that_cannot_be_read_is_an_error() {
    let folder = folder(&[("a.xml", WARNED)]);
    let output = check(&folder, &["a.xml"]);
    assert_eq!(code(&output), 2);
    assert!(
        stderr(&output).contains("known.json; to create it, add --write-baseline"),
        "{}",
        stderr(&output)
    );
    fs::write(folder.path().join("known.json"), "{\"version\": 1, \"documents\": []}")
        .expect("it can be written");
    for arguments in [&["a.xml"][..], &["a.xml", "--write-baseline"]] {
        let output = check(&folder, arguments);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("it is not a baseline"), "{}", stderr(&output));
    }
}

#[test]
fn further_problems_are_counted_as_before() {
    let items: String = (0..30)
        .map(|it| {
            format!("<item><title>A{it}</title><pubDate>{it} {}</pubDate></item>", "x".repeat(it))
        })
        .collect();
    let (head, _) = BROKEN.split_once("<item>").expect("it has an item");
    let folder =
        folder(&[("a.xml", &format!("{head}{items}</channel></rss>")), ("none.xml", GOOD)]);
    check(&folder, &["--write-baseline", "none.xml"]);
    let arguments =
        ["a.xml", "--select", "invalid-rfc822-date", "--max-findings", "3", "--format", "json"];
    let with: serde_json::Value =
        serde_json::from_str(&stdout(&check(&folder, &arguments))).expect("it is JSON");
    assert_eq!(with["summary"]["errors"], 30);
    let listed = with["documents"][0]["diagnostics"].as_array().expect("it is a list").len();
    assert!(listed <= 4, "{listed}");
}

#[test]
fn known_problems_are_also_fixed() {
    let folder = folder(&[("a.xml", include_str!("../../rules/xml-bare-ampersand/bad.xml"))]);
    check(&folder, &["--write-baseline", "a.xml"]);
    check(&folder, &["--fix", "a.xml"]);
    let fixed = fs::read_to_string(folder.path().join("a.xml")).expect("it exists");
    assert!(fixed.contains("&amp;"), "{fixed}");
}
