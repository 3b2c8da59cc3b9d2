//! `[check]` in `feedwright.toml`: which configuration is used, what it changes, and what `feedwright config` shows.

use serde_json::Value;
use tempfile::TempDir;

use crate::BROKEN;
use crate::GOOD;
use crate::WARNED;
use crate::code;
use crate::fed;
use crate::feedwright;
use crate::folder;
use crate::stderr;
use crate::stdout;

/// The rules of the problems of each document, as in `rss.xml: error[missing-guid]`.
fn problems(folder: &TempDir, arguments: &[&str]) -> Vec<String> {
    let common =
        ["check", "--format", "concise", "--now", "2025-01-01", "--ignore", "self-link-elsewhere"];
    let output = feedwright(folder, &[&common, arguments].concat());
    assert!(code(&output) < 2, "{arguments:?}: {}", stderr(&output));
    let problem = |line: &str| {
        let (place, rest) = line.split_once(": ").expect("it begins with the place");
        let (rule, _) = rest.split_once(": ").expect("a rule follows");
        format!("{}: {rule}", place.split(':').next().unwrap_or_default())
    };
    stdout(&output).lines().map(problem).collect()
}

#[test]
fn the_nearest_configuration_is_used() {
    let folder = folder(&[
        ("feedwright.toml", "[check]\nignore = [\"missing-guid\"]\n"),
        ("a.xml", WARNED),
        ("sub/feedwright.toml", "[check.severity]\nmissing-guid = \"error\"\n"),
        ("sub/deep/b.xml", WARNED),
        ("other.toml", "[check]\nignore = [\"xml\"]\n[check.severity]\nid = \"info\"\n"),
    ]);
    let nearest = ["sub/deep/b.xml: error[missing-guid]"];
    assert_eq!(problems(&folder, &["a.xml", "sub/deep/b.xml"]), nearest);
    let isolated = ["a.xml: warning[missing-guid]", "sub/deep/b.xml: warning[missing-guid]"];
    assert_eq!(problems(&folder, &["--isolated", "a.xml", "sub/deep/b.xml"]), isolated);
    let other = ["a.xml: info[missing-guid]", "sub/deep/b.xml: info[missing-guid]"];
    assert_eq!(problems(&folder, &["--config", "other.toml", "a.xml", "sub/deep/b.xml"]), other);

    let piped = |arguments: &[&str]| {
        let all =
            [&["check", "-", "--format", "concise", "--now", "2025-01-01"], arguments].concat();
        stdout(&fed(&folder, &all, WARNED.as_bytes()))
    };
    assert_eq!(piped(&[]), "");
    assert!(piped(&["--stdin-filename", "sub/new.xml"]).contains("error[missing-guid]"));
}

#[test]
fn the_command_line_takes_precedence() {
    let config =
        "[check]\nselect = [\"xml\", \"missing-guid\"]\n[check.severity]\nmissing-guid = \"off\"\n";
    let folder = folder(&[("feedwright.toml", config), ("a.xml", WARNED), ("b.xml", BROKEN)]);
    assert_eq!(problems(&folder, &["."]), [""; 0]);
    let all = ["./a.xml: warning[missing-guid]", "./b.xml: error[invalid-rfc822-date]"];
    assert_eq!(problems(&folder, &["--select", "all", "."]), all);
    assert_eq!(problems(&folder, &["--extend-select", "missing-guid,date", "."]), all);
    assert_eq!(problems(&folder, &["--select", "date", "."]), all[1..]);
    assert_eq!(problems(&folder, &["--select", "date", "--ignore", "invalid", "."]), [""; 0]);
}

#[test]
fn documents_have_own_settings() {
    let config = r#"
[check]
ignore = ["missing-guid"]
max-size = 100000

[check.per-file."podcasts/*.xml"]
extend-select = ["missing-guid"]
max-size = 10

[check.per-file."b.xml"]
ignore = ["date"]

[check.per-file."feeds"]
base-url = "https://harbor.example/f/"
select = ["self-link-elsewhere"]
"#;
    let folder = folder(&[
        ("feedwright.toml", config),
        ("a.xml", WARNED),
        ("b.xml", BROKEN),
        ("podcasts/c.xml", WARNED),
        ("feeds/x/d.xml", GOOD),
    ]);
    assert_eq!(problems(&folder, &["a.xml", "b.xml"]), [""; 0]);
    assert_eq!(problems(&folder, &["podcasts"]), ["podcasts/c.xml: error[document-too-large]"]);
    let larger = problems(&folder, &["podcasts", "--max-size", "100000"]);
    assert_eq!(larger, ["podcasts/c.xml: warning[missing-guid]"]);
    let arguments = ["check", "--format", "concise", "feeds/x/d.xml"];
    let output = stdout(&feedwright(&folder, &arguments));
    assert!(
        output.contains("but the URL of the feed is `https://harbor.example/f/x/d.xml`"),
        "{output}"
    );
    let arguments = [&arguments[..], &["--base-url", "https://harbor.example/feed"]].concat();
    assert_eq!(stdout(&feedwright(&folder, &arguments)), "");
}

#[test]
fn problems_of_the_configuration_are_shown_with_their_place() {
    #[rustfmt::skip]
    let cases: &[(&str, &str, &str)] = &[
        ("[check]\nignore = [\"mising-guid\"]",           "feedwright.toml:2:11", "did you mean `missing-guid`?"),
        ("[check]\nignore = [\"podcst\"]",                "feedwright.toml:2:11", "did you mean `podcast`?"),
        ("[check]\nignore = [\"missing-body\"]",          "feedwright.toml:2:11", "is a rule for articles and configurations"),
        ("[check]\nselect = []",                          "feedwright.toml:2:10", "no rule would be checked"),
        ("[check]\nextend_select = [\"xml\"]",            "feedwright.toml:2:1",  "did you mean `extend-select`?"),
        ("[check]\nignore = \"xml\"",                     "feedwright.toml:2:10", "must be a list"),
        ("[check]\nmax-size = 0",                         "feedwright.toml:2:12", "from 1 to"),
        ("[check]\nbase-url = \"harbor.example\"",        "feedwright.toml:2:12", "not an absolute URL"),
        ("[check]\nprofile = [\"aple\"]",                 "feedwright.toml:2:12", "did you mean `apple`?"),
        ("[check.severity]\nmising-guid = \"error\"",     "feedwright.toml:2:1",  "did you mean `missing-guid`?"),
        ("[check.severity]\nmissing-guid = \"eror\"",     "feedwright.toml:2:16", "did you mean `error`?"),
        ("[check.per-file]\n\"*.xml\" = 1",               "feedwright.toml:2:11", "must be a table"),
        ("[check.per-file.\"[\"]\nignore = [\"xml\"]",    "feedwright.toml:1:",   "not a valid glob"),
        ("[check.per-file.\"*.xml\"]\nselct = [\"xml\"]", "feedwright.toml:2:1",  "did you mean `select`?"),
    ];
    for (config, place, words) in cases {
        let folder = folder(&[("feedwright.toml", config), ("a.xml", GOOD)]);
        for arguments in [&["check", "a.xml"][..], &["config"], &["batch", "--files-from", "-"]] {
            let output = feedwright(&folder, arguments);
            assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{config}");
            let shown = stderr(&output);
            assert!(shown.contains(place) && shown.contains(words), "{config}: {shown}");
        }
    }
}

#[test]
fn a_batch_uses_the_configuration_of_the_current_folder() {
    let config =
        "[check]\nignore = [\"missing-guid\"]\n[check.per-file.\"a.xml\"]\nignore = [\"date\"]\n";
    let folder = folder(&[("feedwright.toml", config), ("a.xml", WARNED)]);
    let rules = |arguments: &[&str]| {
        let common = ["batch", "--files-from", "-", "--now", "2025-01-01"];
        let output = fed(&folder, &[&common, arguments].concat(), b"a.xml\n");
        let line: Value = serde_json::from_str(&stdout(&output)).expect("it is one line of JSON");
        let list = line["diagnostics"].as_array().expect("it is a list").clone();
        (list.len(), stderr(&output).contains("[check.per-file] is not used"))
    };
    assert_eq!(rules(&[]), (0, true));
    assert_eq!(rules(&["--isolated"]), (1, false));
}

const CONFIG: &str = r#"[site]
title = "Harbor"

[check]
profile = ["apple"]
ignore = ["unknown-namespace", "http"]
max-size = 1000000

[check.severity]
missing-guid = "error"

[check.per-file."old/*.xml"]
profile = []
base-url = "https://harbor.example/old/"
"#;

#[test]
fn config_shows_where_values_come_from() {
    let folder = folder(&[("feedwright.toml", CONFIG), ("old/a.xml", GOOD)]);
    let shown = |arguments: &[&str]| {
        let output = feedwright(&folder, &[&["config"], arguments].concat());
        assert_eq!((code(&output), stderr(&output).as_str()), (0, ""), "{arguments:?}");
        stdout(&output)
    };
    let general = shown(&[]);
    assert_eq!(
        general.split_once("rules: ").expect("the number of rules follows").0,
        "configuration: feedwright.toml
select                 [\"all\"]                        default
ignore                 [\"unknown-namespace\", \"http\"]  line 6
severity.missing-guid  \"error\"                        line 10
profile                [\"apple\"]                      line 5
max-size               1000000                        line 7
max-depth              256                            default
max-attributes         1000                           default
max-namespaces         256                            default
max-name               1000                           default
max-expansion          8388608                        default
max-findings           100                            default
per-file               \"old/*.xml\"                    line 12
"
    );
    let old = shown(&["old/a.xml", "--select", "xml", "--max-depth", "9"]);
    for line in [
        "select                 [\"xml\"]                        command line",
        "profile                []                             line 13, old/*.xml",
        "base-url               \"https://harbor.example/old/\"  line 14, old/*.xml",
        "max-depth              9                              command line",
    ] {
        assert!(old.lines().any(|it| it == line), "{line}\n{old}");
    }
    // The command line selects other rules, so the rules of the file are not in force.
    assert!(!old.contains("unknown-namespace"), "{old}");
    assert!(
        shown(&["-v", "--isolated", "--ignore", "missing-guid"]).contains("  missing-guid: off\n")
    );
}

#[test]
fn config_is_also_printed_as_json() {
    let folder = folder(&[("feedwright.toml", CONFIG)]);
    let output = feedwright(&folder, &["config", "old/new.xml", "--format", "json"]);
    let shown: Value = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    let value = |key: &str| {
        let values = shown["values"].as_array().expect("it is a list");
        values.iter().find(|it| it["key"] == key).unwrap_or_else(|| panic!("{key}")).clone()
    };
    assert_eq!(value("max-size")["value"], 1_000_000);
    assert_eq!(value("profile")["glob"], "old/*.xml");
    assert_eq!(value("profile")["line"], 13);
    assert_eq!(value("severity.missing-guid")["origin"], "file");
    let rules = shown["rules"].as_array().expect("it is a list");
    assert!(rules.iter().any(|it| it["rule"] == "http-cookie" && it["severity"] == "off"));
    assert!(rules.iter().any(|it| it["rule"] == "missing-guid" && it["severity"] == "error"));
}

#[test]
fn explain_lists_groups() {
    let folder = folder(&[]);
    let podcast = stdout(&feedwright(&folder, &["explain", "podcast"]));
    assert!(podcast.starts_with("podcast: ") && podcast.contains("invalid-explicit"), "{podcast}");
    assert!(!podcast.contains("missing-guid"), "{podcast}");
    let all = stdout(&feedwright(&folder, &["explain"]));
    let (_, groups) = all.split_once("\ngroups, ").expect("groups come last");
    assert!(groups.lines().any(|it| it.starts_with("  podcast ")), "{groups}");
}

#[test]
fn the_last_table_that_matches_takes_precedence() {
    let config = r#"
[check.severity]
missing-guid = "off"
[check.per-file."*.xml"]
severity = { missing-guid = "error" }
[check.per-file."b.xml"]
severity = { id = "info" }
[check.per-file."c.*"]
severity = { missing-guid = "info" }
"#;
    let files =
        [("feedwright.toml", config), ("a.xml", WARNED), ("b.xml", WARNED), ("c.xml", WARNED)];
    let folder = folder(&files);
    let all = [
        "./a.xml: error[missing-guid]",
        "./b.xml: info[missing-guid]",
        "./c.xml: info[missing-guid]",
    ];
    assert_eq!(problems(&folder, &["."]), all);
}

#[test]
fn severities_take_precedence_over_profiles() {
    let config = "[check.severity]\nmissing-guid = \"info\"\nunneeded-doctype = \"error\"\n";
    let doctype = include_str!("../../rules/unneeded-doctype/bad.xml");
    let folder = folder(&[("feedwright.toml", config), ("a.xml", WARNED), ("b.xml", doctype)]);
    assert_eq!(problems(&folder, &["a.xml", "--profile", "strict"]), ["a.xml: info[missing-guid]"]);
    let only = ["b.xml", "--select", "unneeded-doctype"];
    assert_eq!(problems(&folder, &only), ["b.xml: error[unneeded-doctype]"]);
    // The profile turns the rule off.
    assert_eq!(problems(&folder, &[&only[..], &["--profile", "w3c"]].concat()), [""; 0]);
}
