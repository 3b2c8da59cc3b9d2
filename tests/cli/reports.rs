//! What is printed, where, and in which format.

use std::fs;

use serde_json::Value;

use super::BROKEN;
use super::CLEAN;
use super::GOOD;
use super::WARNED;
use super::code;
use super::fed;
use super::feedwright;
use super::folder;
use super::stderr;
use super::stdout;

#[test]
fn the_report_goes_to_standard_output_and_the_summary_to_standard_error() {
    let folder = folder(&[("broken.xml", BROKEN), ("good.xml", GOOD)]);
    let check =
        |more: &[&str]| feedwright(&folder, &[&["check", "broken.xml"], CLEAN, more].concat());
    let plain = check(&[]);
    assert!(stdout(&plain).starts_with("error[invalid-rfc822-date]: `pubDate` is not"));
    assert_eq!(stderr(&plain), "feedwright: found 1 error in 1 document\n");
    assert_eq!(stderr(&check(&["-q"])), "");
    assert_eq!(stdout(&check(&["-q"])), stdout(&plain));
    let clean = feedwright(&folder, &[&["check", "good.xml"], CLEAN].concat());
    assert_eq!((stdout(&clean).as_str(), stderr(&clean).as_str()), ("", ""));
    let verbose = feedwright(&folder, &[&["check", "-v", "good.xml"], CLEAN].concat());
    assert_eq!(stderr(&verbose), "feedwright: found no problems in 1 document\n");
    let written = check(&["-o", "report.txt", "--color", "auto"]);
    assert_eq!((code(&written), stdout(&written).as_str()), (1, ""));
    let report = fs::read_to_string(folder.path().join("report.txt")).expect("it was written");
    assert_eq!(report, stdout(&plain));
    let statistics = check(&["--statistics"]);
    assert_eq!(stdout(&statistics), "      1  invalid-rfc822-date\n");
}

#[test]
fn uses_color_only_on_request() {
    let folder = folder(&[("broken.xml", BROKEN)]);
    let colored = |arguments: &[&str]| {
        stdout(&feedwright(&folder, &[&["check", "broken.xml"], arguments].concat()))
            .contains('\u{1b}')
    };
    assert!(!colored(&[]), "this is not a terminal");
    assert!(colored(&["--color", "always"]));
    assert!(!colored(&["--color", "never"]));
    assert!(!colored(&["--color", "always", "--format", "concise"]));
}

#[test]
fn quiet_shows_only_errors() {
    let folder = folder(&[("warned.xml", WARNED), ("broken.xml", BROKEN), ("a.md", "# A\n")]);
    for arguments in [
        &["check", "-q", "warned.xml"][..],
        &["check", "-q", "--statistics", "warned.xml"],
        &["init", "-q"],
        &["inspect", "-q", "a.md"],
        &["build", "-q"],
    ] {
        let output = feedwright(&folder, &[arguments, &[]].concat());
        assert_eq!(
            (code(&output), stdout(&output), stderr(&output)),
            (0, String::new(), String::new()),
            "{arguments:?}"
        );
    }
    let output = feedwright(&folder, &["check", "-q", "--format", "concise", "."]);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).lines().all(|it| it.contains(": error[")), "{output:?}");
    assert_eq!(stderr(&output), "");
    // Warnings still count for the exit code.
    let output = feedwright(&folder, &["check", "-q", "--max-warnings", "0", "warned.xml"]);
    assert_eq!((code(&output), stdout(&output)), (1, String::new()));
}

#[test]
fn every_format_is_complete() {
    let folder = folder(&[("broken.xml", BROKEN), ("good.xml", GOOD)]);
    for format in ["json", "sarif", "gitlab"] {
        for input in ["good.xml", "broken.xml", "."] {
            let output = feedwright(&folder, &["check", "--format", format, input]);
            let text = stdout(&output);
            assert!(serde_json::from_str::<Value>(&text).is_ok(), "{format}: {text}");
        }
    }
    let text = stdout(&feedwright(&folder, &["check", "--format", "junit", "."]));
    assert!(roxmltree::Document::parse(&text).is_ok(), "{text}");
    let text = stdout(&feedwright(&folder, &["check", "--format", "github", "."]));
    assert!(text.contains("::error title=invalid-rfc822-date,file=broken.xml,line="), "{text}");
}

#[test]
fn json_lists_all_places_and_the_bytes_of_the_file() {
    let mut items = String::new();
    for it in 1..=120 {
        items += &format!("<item><title>{it}</title><guid isPermaLink='false'>ä{it}</guid>");
        items += "<pubDate>2024-05-01</pubDate></item>";
    }
    let text = format!(
        "\u{feff}<?xml version='1.0' encoding='UTF-16'?><rss version='2.0'><channel><title>a</title>\
         <link>https://harbor.example/</link><description>a</description>{items}</channel></rss>"
    );
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let arguments = ["check", "--format", "json", "--select", "invalid-rfc822-date", "-"];
    let output = fed(&folder(&[]), &arguments, &bytes);
    let report: Value = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    let document = &report["documents"][0];
    assert_eq!((&document["errors"], &report["summary"]["errors"]), (&120.into(), &120.into()));
    let found = document["diagnostics"].as_array().expect("it is a list");
    let places = found[0]["places"].as_array().expect("it is a list");
    assert_eq!((found.len(), &found[0]["count"], places.len()), (1, &120.into(), 120));
    for place in places {
        let at = |key: &str| {
            usize::try_from(place[key].as_u64().expect("a number")).expect("it is small")
        };
        let value: Vec<u8> = "2024-05-01".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(bytes[at("byte_start")..at("byte_end")], value, "{place}");
        assert_eq!(text["\u{feff}".len()..][at("start")..at("end")], *"2024-05-01", "{place}");
    }
    assert_eq!(places[100]["path"], "/rss/channel/item[101]/pubDate");
    let limited = [&arguments[..5], &["--max-findings", "10", "-"]].concat();
    let output = fed(&folder(&[]), &limited, &bytes);
    let report: Value = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    let found = &report["documents"][0]["diagnostics"][0];
    assert_eq!(
        (&found["count"], found["places"].as_array().map(Vec::len)),
        (&120.into(), Some(120))
    );
    assert_eq!(found["places"][100]["path"], "/rss/channel/item[101]/pubDate");
    let output = fed(&folder(&[]), &["check", "--statistics", "-"], &bytes);
    assert!(stdout(&output).contains("120  invalid-rfc822-date"), "{}", stdout(&output));
}

/// Characters that would do harm in a terminal or a log, if XML allows them.
#[test]
fn no_control_character_of_a_document_reaches_the_terminal() {
    let value = "\u{9b}31m\u{85}::error::forged&#10;::error::forged\u{202e}\u{200b}\u{2028}\u{7f}";
    let text = BROKEN.replace("</pubDate>", &format!("{value}</pubDate>"));
    assert_ne!(text, BROKEN);
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"\\u001b]0;x\\u0007\": 1, \"title\": \"\\u001b[2J\\ud800\", \"items\": [{\"id\": 1}]}";
    let folder = folder(&[("hostile.xml", &text), ("hostile.json", json)]);
    for format in [
        "pretty", "concise", "json", "ndjson", "sarif", "github", "gitlab", "junit", "html",
        "markdown",
    ] {
        let output = feedwright(&folder, &["check", "--format", format, "."]);
        assert_eq!(code(&output), 1);
        for text in [stdout(&output), stderr(&output)] {
            let seen = |it: char| it != '\n' && feedwright::is_hidden(it);
            assert!(!text.contains(seen), "{format}: {text:?}");
            let forged = |it: &str| it.trim_start().starts_with("::error::");
            assert!(!text.lines().any(forged), "{format}: {text}");
        }
    }
}
