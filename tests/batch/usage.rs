//! Exit codes, messages and statistics.

use std::fs;
use std::path::Path;

use crate::run::GOOD;
use crate::run::batch;
use crate::run::folder;
use crate::run::lines;
use crate::run::many;
use crate::run::stderr;

#[test]
fn wrong_usage_and_failures_have_their_exit_codes() {
    let folder = folder(&[
        ("list", b"a.xml\n"),
        ("a.xml", GOOD.as_bytes()),
        ("bad.opml", b"<opml><body>"),
        ("notes.txt", b"some\nnotes\n"),
        ("note.txt", b"a note"),
        ("docs.ndjson", b"{\"id\":1,\"body\":\"x\"}\n"),
    ]);
    #[rustfmt::skip]
    let cases: [(&[&str], i32, &str); 12] = [
        (&[],                                                         2, "--files-from"),
        (&["--files-from", "list", "--resume"],                       2, "--output"),
        (&["--files-from", "missing"],                                2, "cannot read missing"),
        (&["--files-from", "."],                                      2, "cannot read ."),
        (&["--opml", "bad.opml"],                                     2, "bad.opml is not well-formed: line 1: "),
        (&["--opml", "a.xml"],                                        2, "a.xml is not OPML"),
        (&["--files-from", "-", "--ndjson", "-"],                     2, "can only be used for one input"),
        (&["--files-from", "list", "-o", "notes.txt", "--resume"],    2, "line 1 of notes.txt is not from `feedwright batch`"),
        (&["--files-from", "list", "-o", "note.txt", "--resume"],     2, "line 1 of note.txt is not from `feedwright batch`"),
        (&["--files-from", "list", "-o", "docs.ndjson", "--resume"],  2, "line 1 of docs.ndjson is not from `feedwright batch`"),
        (&["--files-from", "list", "-o", "/dev/null", "--resume"],    2, "/dev/null is not a regular file"),
        (&["--files-from", "list", "-o", "missing/out"],              3, "cannot write missing/out"),
    ];
    for (arguments, code, message) in cases {
        let output = batch(&folder, arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
    }
    for (name, text) in [
        ("notes.txt", "some\nnotes\n"),
        ("note.txt", "a note"),
        ("docs.ndjson", "{\"id\":1,\"body\":\"x\"}\n"),
    ] {
        assert_eq!(fs::read_to_string(folder.path().join(name)).expect("it is there"), text);
    }
    if Path::new("/dev/full").exists() {
        let output = batch(&folder, &["--files-from", "list", "-o", "/dev/full"]);
        assert_eq!(output.status.code(), Some(3));
        assert!(stderr(&output).contains("No space left on device"), "{}", stderr(&output));
    }
}

#[test]
fn an_input_is_not_overwritten() {
    let line = serde_json::json!({"body": GOOD}).to_string();
    let archive = b"WARC/1.0\r\n";
    let opml = b"<opml version='2.0'><body/></opml>";
    let files: [(&str, &str, &[u8]); 4] = [
        ("--files-from", "list", b"a.xml\n"),
        ("--ndjson", "docs.ndjson", line.as_bytes()),
        ("--warc", "a.warc", archive),
        ("--opml", "feeds.opml", opml),
    ];
    let folder = folder(&files.map(|it| (it.1, it.2)));
    for (option, name, bytes) in files {
        let same = format!("./{name}");
        for more in [&[][..], &["--resume"]] {
            let output = batch(&folder, &[&[option, name, "-o", &same], more].concat());
            assert_eq!(output.status.code(), Some(2), "{option}");
            let message = format!("feedwright: {same} is an input, so it cannot be the output\n");
            assert_eq!(stderr(&output), message);
            assert_eq!(fs::read(folder.path().join(name)).expect("it is there"), bytes);
        }
    }
}

#[test]
fn profiles_are_those_of_the_arguments_or_of_the_current_folder() {
    let folder = folder(&[
        ("a.xml", GOOD.as_bytes()),
        ("list", b"a.xml\n"),
        ("feedwright.toml", b"[check]\nprofile = [\"apple\"]\n"),
    ]);
    for (arguments, is_checked) in [
        (&[][..], true),
        (&["--isolated"], false),
        (&["--config", "feedwright.toml"], true),
        (&["--profile", "apple"], true),
        (&["--config", "feedwright.toml", "--profile", "strict"], false),
    ] {
        let arguments = [&["--files-from", "list"], arguments].concat();
        let rules = lines(&folder, &arguments).remove(0)["diagnostics"].to_string();
        assert_eq!(rules.contains("missing-for-profile"), is_checked, "{arguments:?}");
    }
}

#[test]
fn prints_statistics() {
    let folder = folder(&[("docs.ndjson", many(30).as_bytes())]);
    let output = batch(&folder, &["--ndjson", "docs.ndjson", "-o", "out", "--statistics"]);
    let text = String::from_utf8(output.stdout.clone()).expect("it is UTF-8");
    assert_eq!(stderr(&output), "");
    for part in [
        "30 documents\n\nStatus\n       30  ok\n\nFormat\n       30  rss-2.0\n\nGenerator\n       30  Hugo\n\n",
        "Host\n       30  a.example\n",
        "Rule: number of problems, of documents\n",
    ] {
        assert!(text.contains(part), "{part}\nin\n{text}");
    }
    // The numbers of a run that was continued are those of all lines.
    let resumed =
        batch(&folder, &["--ndjson", "docs.ndjson", "-o", "out", "--resume", "--statistics"]);
    assert_eq!(String::from_utf8(resumed.stdout).expect("it is UTF-8"), text);
    let piped = batch(&folder, &["--ndjson", "docs.ndjson", "--statistics"]);
    assert_eq!(stderr(&piped), text);
    let one = folder.path().join("one.ndjson");
    fs::write(one, many(1)).expect("it can be written");
    let one = batch(&folder, &["--ndjson", "one.ndjson", "--statistics"]);
    assert!(stderr(&one).starts_with("1 document\n"), "{}", stderr(&one));
}
