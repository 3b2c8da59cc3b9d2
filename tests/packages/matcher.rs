//! `packages/problem-matcher.json` finds each line of `check --format concise`.

use std::process::Command;

use regex::Regex;

use crate::PROGRAM;
use crate::read;
use crate::root;
use crate::run;

/// Documents with problems of each severity, and with one that has no line.
const DOCUMENTS: &[&[&str]] = &[
    &["rules/missing-guid/bad.xml", "rules/xml-bare-ampersand", "rules/comments-without-date"],
    &["--response", "rules/http-not-cacheable/bad.http", "--as-url", "https://harbor.example/feed"],
];

#[test]
fn the_problem_matcher_finds_all_problems() {
    let matcher: serde_json::Value =
        serde_json::from_str(&read("packages/problem-matcher.json")).expect("it is JSON");
    let matchers = matcher["problemMatcher"].as_array().expect("it is a list");
    let patterns = matchers.iter().map(|it| &it["pattern"][0]);
    let patterns: Vec<(Regex, &serde_json::Value)> = patterns
        .map(|it| {
            (Regex::new(it["regexp"].as_str().expect("it is text")).expect("it is valid"), it)
        })
        .collect();
    let check = |format: &str| {
        DOCUMENTS.iter().fold(String::new(), |text, documents| {
            let mut command = Command::new(PROGRAM);
            command.args(["check", "--format", format]).args(*documents).current_dir(root());
            text + &String::from_utf8(run(&mut command).stdout).expect("it prints UTF-8")
        })
    };
    let mut wanted = Vec::new();
    for line in check("ndjson").lines() {
        let document: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
        for it in document["diagnostics"].as_array().expect("it is a list") {
            let mut found = it.clone();
            found["file"] = document["source"].clone();
            wanted.push(found);
        }
    }
    let severities: Vec<&str> = wanted.iter().filter_map(|it| it["severity"].as_str()).collect();
    assert!(
        ["error", "warning", "info"].iter().all(|it| severities.contains(it)),
        "{severities:?}"
    );
    let concise = check("concise");
    assert_eq!(concise.lines().count(), wanted.len());
    for (line, wanted) in concise.lines().zip(&wanted) {
        let found: Vec<_> =
            patterns.iter().filter_map(|(regex, it)| Some((regex.captures(line)?, *it))).collect();
        let [(groups, pattern)] = &found[..] else { panic!("{} matchers: {line}", found.len()) };
        let group = |name: &str| {
            let group = pattern[name].as_u64().expect("it has this group");
            groups.get(usize::try_from(group).expect("it is small")).map_or("", |it| it.as_str())
        };
        let number =
            |it: &serde_json::Value| it.as_u64().map_or(String::new(), |it| it.to_string());
        assert_eq!(wanted["file"], group("file"));
        if wanted.get("response").is_some() {
            assert_eq!((group("line"), group("column")), ("", ""), "{line}");
        } else {
            assert_eq!(number(&wanted["line"]), group("line"), "{line}");
            assert_eq!(number(&wanted["column"]), group("column"), "{line}");
        }
        assert_eq!(wanted["rule"], group("code"));
        assert!(group("message").starts_with(wanted["message"].as_str().expect("it is text")));
        if wanted["severity"] != "info" {
            assert_eq!(wanted["severity"], group("severity"));
        }
    }
    // Other lines of a log are left alone.
    for line in [
        "feedwright: found 1 error in 1 document",
        "error: could not compile `x`",
        "error[E0308]: mismatched types",
    ] {
        assert!(patterns.iter().all(|it| !it.0.is_match(line)), "{line}");
    }
}
