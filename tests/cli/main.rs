//! The command line as users and scripts see it: exit codes, output streams, folders, pipes, and hostile input.

mod baseline;
mod config;
mod documents;
mod limits;
mod links;
mod reports;
#[cfg(unix)]
mod shell;
mod suppressions;
#[cfg(unix)]
mod unix;

use std::fs;
use std::io::Write;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

const GOOD: &str = include_str!("../../rules/missing-guid/good.xml");
const WARNED: &str = include_str!("../../rules/missing-guid/bad.xml");
const BROKEN: &str = include_str!("../../rules/invalid-rfc822-date/bad.xml");

/// Options with which the sample feeds have no problems.
const CLEAN: &[&str] =
    &["--base-url", "https://harbor.example/feed", "--now", "2025-01-01T00:00:00Z"];

/// Runs the program in a folder with an empty environment, as in cron.
fn feedwright(folder: &TempDir, arguments: &[&str]) -> Output {
    fed(folder, arguments, b"")
}

/// The same, with standard input.
fn fed(folder: &TempDir, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // The program may exit before it has read all of its input.
    let _ = child.stdin.take().expect("it is piped").write_all(input);
    child.wait_with_output().expect("the program ends")
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
    folder
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("killed: {output:?}"))
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("results are UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// The names of the documents, in the order of the report.
fn sources(output: &Output) -> Vec<String> {
    let line = |it: &str| serde_json::from_str::<Value>(it).expect("each line is JSON");
    stdout(output)
        .lines()
        .map(|it| line(it)["source"].as_str().expect("it has a name").to_owned())
        .collect()
}

#[test]
fn the_exit_code_depends_on_the_problems() {
    let folder = folder(&[("good.xml", GOOD), ("warned.xml", WARNED), ("broken.xml", BROKEN)]);
    #[rustfmt::skip]
    let cases: &[(&[&str], i32)] = &[
        (&["good.xml"],                                                0),
        (&["warned.xml"],                                              0),
        (&["warned.xml", "--fail-level", "warning"],                   1),
        (&["warned.xml", "--max-warnings", "0"],                       1),
        (&["warned.xml", "--max-warnings", "1"],                       0),
        (&["warned.xml", "--fail-level", "info", "--ignore", "missing-guid"], 0),
        (&["broken.xml"],                                              1),
        (&["broken.xml", "--exit-zero"],                               0),
        (&["broken.xml", "--ignore", "invalid"],                       0),
        (&["broken.xml", "--select", "missing-guid"],                  0),
        (&["broken.xml", "--ignore", "ALL", "--extend-select", "invalid-rfc822-date"], 1),
        (&["missing.xml"],                                             2),
        (&["good.xml", "missing.xml", "--exit-zero"],                  2),
        (&["broken.xml", "missing.xml"],                               2),
        (&["good.xml", "broken.xml", "warned.xml"],                    1),
    ];
    for (arguments, wanted) in cases {
        let output = feedwright(&folder, &[&["check"], CLEAN, arguments].concat());
        assert_eq!(code(&output), *wanted, "{arguments:?}: {output:?}");
    }
}

#[test]
fn wrong_usage_is_reported_on_standard_error_only() {
    let folder = folder(&[("good.xml", GOOD)]);
    #[rustfmt::skip]
    let cases: &[(&[&str], &str)] = &[
        (&[],                                                   "Usage"),
        (&["chek", "good.xml"],                                 "check"),
        (&["check"],                                            "expected a file"),
        (&["check", "--fixx", "good.xml"],                      "--fixx"),
        (&["check", "--format", "yaml", "good.xml"],            "ndjson"),
        (&["check", "--select", "mising-guid", "good.xml"],     "did you mean `missing-guid`"),
        (&["check", "--ignore", "wibble", "good.xml"],          "feedwright explain"),
        (&["check", "--now", "yesterday", "good.xml"],          "for example 2024-05-01 (midnight UTC) or 2024-05-01T09:30:00Z"),
        (&["build", "--now", "yesterday"],                      "for example 2024-05-01 (midnight UTC) or 2024-05-01T09:30:00Z"),
        (&["check", "--now", "2024-02-30", "good.xml"],         "for example 2024-05-01"),
        (&["check", "--now", "2024-05-01T09:30:00", "good.xml"], "write it as 2024-05-01T09:30:00Z"),
        (&["check", "--base-url", "/feed", "good.xml"],         "--base-url"),
        (&["check", "--max-size", "0", "good.xml"],             "--max-size"),
        (&["check", "--fix", "https://harbor.example/feed"],    "--diff shows the changes"),
        (&["check", "--as-url", "https://harbor.example/feed"], "--response"),
        (&["check", "--timeout", "0", "good.xml"],              "seconds"),
        (&["check", "--header", "no-colon", "good.xml"],        "Name: value"),
        (&["check", "--files-from", "missing.txt"],             "missing.txt"),
        (&["check", "-o", "no/such/folder/out.txt", "good.xml"], "out.txt"),
        (&["check", "-q", "-v", "good.xml"],                    "--verbose"),
        (&["explain", "mising-guid"],                           "did you mean `missing-guid`"),
    ];
    for (arguments, words) in cases {
        let output = feedwright(&folder, arguments);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn help_and_version_go_to_standard_output() {
    let folder = folder(&[]);
    for (arguments, words) in [
        (["check", "--help"], "Examples:"),
        (["validate", "--help"], "Exit codes:"),
        (["explain", "--help"], "Examples:"),
        (["--version", "-q"], concat!("feedwright ", env!("CARGO_PKG_VERSION"))),
    ] {
        let output = feedwright(&folder, &arguments);
        assert_eq!((code(&output), stderr(&output).as_str()), (0, ""));
        assert!(stdout(&output).contains(words), "{arguments:?}: {}", stdout(&output));
    }
}

#[test]
fn now_can_be_a_date() {
    let folder = folder(&[("good.xml", GOOD)]);
    for (now, is_future) in
        [("2024-05-01", true), ("2024-05-01T11:00:00+02:00", true), ("2024-05-02", false)]
    {
        let output =
            feedwright(&folder, &["check", "--format", "concise", "--now", now, "good.xml"]);
        assert_eq!(stdout(&output).contains("[implausible-date]"), is_future, "{now}: {output:?}");
    }
}

#[test]
fn explains_a_rule_and_lists_all_rules() {
    let folder = folder(&[]);
    let output = feedwright(&folder, &["explain", "missing-guid"]);
    assert_eq!(code(&output), 0);
    assert_eq!(stdout(&output), include_str!("../../rules/missing-guid/README.md"));
    let list = stdout(&feedwright(&folder, &["explain"]));
    let (list, _) = list.split_once("\ngroups, ").expect("the groups for --select come last");
    let groups: Vec<&str> = list.lines().filter_map(|it| it.strip_suffix(':')).collect();
    assert_eq!(
        (groups.first(), groups.last()),
        (Some(&"the document"), Some(&"articles and configuration"))
    );
    let lines: Vec<&str> = list.lines().filter(|it| it.starts_with("  ")).collect();
    let all = feedwright::internals::rules::RULES.len()
        + feedwright::internals::publish::rules::RULES.len();
    assert_eq!(lines.len(), all);
    assert!(lines.iter().any(|it| {
        it.starts_with("  missing-guid  ") && it.ends_with("  warning  An item has no `guid`.")
    }));
    let list: Value =
        serde_json::from_str(&stdout(&feedwright(&folder, &["explain", "--format", "json"])))
            .expect("it is JSON");
    assert_eq!(list.as_array().map(Vec::len), Some(all));
    let output = feedwright(&folder, &["explain", "--format", "json", "missing-guid"]);
    let rule: Value = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    assert_eq!((&rule["severity"], &rule["w3c"][0]), (&"warning".into(), &"MissingGuid".into()));
    assert_eq!(rule["page"], include_str!("../../rules/missing-guid/README.md"));
}

#[test]
fn profiles_come_from_the_option_or_the_nearest_configuration() {
    let folder = folder(&[
        ("site/feedwright.toml", "[check]\nprofile = [\"podcasting20\"]\n"),
        ("site/feeds/a.xml", GOOD),
        ("b.xml", GOOD),
        ("wrong.toml", "[check]\nprofile = [\"aple\"]\n"),
    ]);
    let missing = |arguments: &[&str]| {
        let arguments = [&["check", "--format", "concise"], CLEAN, arguments].concat();
        let output = feedwright(&folder, &arguments);
        assert!(matches!(code(&output), 0 | 1), "{}", stderr(&output));
        let named = |name: &str| stdout(&output).matches(&format!("no `{name}`")).count();
        (named("podcast:guid"), named("itunes:image"))
    };
    assert_eq!(missing(&["b.xml"]), (0, 0));
    assert_eq!(missing(&["b.xml", "site"]), (1, 0));
    assert_eq!(missing(&["site", "--profile", "apple"]), (0, 1));
    assert_eq!(missing(&["b.xml", "--profile", "apple,podcasting20"]), (1, 1));
    assert_eq!(missing(&["b.xml", "--config", "site/feedwright.toml"]), (1, 0));
    let cases: &[(&[&str], &str)] = &[
        (&["check", "b.xml", "--profile", "aple"], "did you mean `apple`?"),
        (&["check", "b.xml", "--config", "wrong.toml"], "unknown profile `aple`"),
        (&["check", "b.xml", "--config", "none.toml"], "cannot read none.toml"),
        (&["explain", "--profile", "pod"], "the profiles are apple, spotify"),
    ];
    for (arguments, wanted) in cases {
        let output = feedwright(&folder, arguments);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(stderr(&output).contains(wanted), "{}", stderr(&output));
    }
    let output = feedwright(&folder, &["explain", "--profile", "apple"]);
    let text = stdout(&output);
    assert!(text.contains("\n  error    itunes:image\n"), "{text}");
    let output = feedwright(&folder, &["explain", "--profile", "w3c", "--format", "json"]);
    let profile: Value = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    assert_eq!((&profile["name"], &profile["others"]), (&"w3c".into(), &"of-w3c".into()));
}
