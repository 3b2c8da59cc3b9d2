//! Every rule shows itself: `rules/<rule>/bad*.…` is found, printed exactly as `bad*.txt` says, and `good*.…` is clean.
//!
//! `FEEDWRIGHT_BLESS=1 cargo test --test rules` writes the `.txt` files anew; read them before they are committed.

use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use feedwright::diagnostic::Rule;

/// Where every case says that it is served, and the time that it is judged at.
const ARGUMENTS: &[&str] = &[
    "check",
    "--base-url",
    "https://harbor.example/feed",
    "--now",
    "2025-01-01T00:00:00Z",
    "--color",
    "never",
];

/// Rules for which no single file can show the fault: it takes a folder, a link, a size or a mode. `tests/load.rs` shows them.
const NEED_A_FOLDER: &[&str] = &[
    "article-outside-folder",
    "article-too-large",
    "document-too-large",
    "duplicate-article-id",
    "duplicate-article-url",
    "front-matter-too-large",
    "missing-title",
    "page-too-complex",
    "unreadable-article",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    feedwright::validate::rules::RULES.iter().chain(feedwright::publish::rules::RULES).copied()
}

/// The documents in a rule's folder whose names begin with `kind`, in order.
fn cases(rule: &Rule, kind: &str) -> Vec<PathBuf> {
    let folder = root().join("rules").join(rule.name);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| {
            let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
            name.starts_with(kind) && path.extension().is_none_or(|it| it != "txt")
        })
        .collect();
    paths.sort();
    paths
}

/// Whether a case is an article, which `inspect` judges, or a document, which `check` does.
fn is_article(path: &Path) -> bool {
    matches!(path.extension().and_then(|it| it.to_str()), Some("md" | "html" | "text"))
}

fn run(path: &Path, format: &str) -> String {
    let relative = path.strip_prefix(root()).expect("a case lies in the project");
    let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    command.current_dir(root());
    if path.extension().is_some_and(|it| it == "toml") {
        command.args([
            "build",
            "--dry-run",
            "--color",
            "never",
            "--now",
            "2026-11-01T00:00:00Z",
            "--config",
        ]);
        let output = command.arg(relative).output().expect("the program runs");
        return String::from_utf8(output.stderr).expect("diagnostics are UTF-8");
    }
    let is_configuration = path.extension().is_some_and(|it| it == "toml");
    if is_article(path) || is_configuration {
        command.args(if is_configuration {
            &["build", "--dry-run", "--config"][..]
        } else {
            &["inspect"]
        });
        let output = command.arg(relative).output().expect("the program runs");
        return String::from_utf8(output.stderr).expect("diagnostics are UTF-8");
    }
    let output = command
        .args(ARGUMENTS)
        .args(["--format", format])
        .arg(relative)
        .output()
        .expect("the program runs");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}: {output:?}", relative.display());
    String::from_utf8(output.stdout).expect("reports are UTF-8")
}

#[test]
fn every_bad_case_is_reported_exactly() {
    let bless = std::env::var_os("FEEDWRIGHT_BLESS").is_some();
    let mut wrong = Vec::new();
    for rule in rules() {
        let bad = cases(rule, "bad");
        if bad.is_empty() && !NEED_A_FOLDER.contains(&rule.name) {
            wrong.push(format!("rules/{}: there is no bad case", rule.name));
        }
        for case in bad {
            let printed = run(&case, "pretty");
            let expected = case.with_extension("txt");
            if bless {
                std::fs::write(&expected, &printed).expect("the expectation can be written");
            }
            let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
            if printed != wanted {
                wrong.push(format!(
                    "{}:\n--- wanted\n{wanted}\n--- printed\n{printed}",
                    case.display()
                ));
            }
            if !printed.contains(&format!("[{}]", rule.name)) {
                wrong.push(format!(
                    "{}: the rule itself is not reported:\n{printed}",
                    case.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_good_case_is_clean() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let good = cases(rule, "good");
        if good.is_empty() && !NEED_A_FOLDER.contains(&rule.name) {
            wrong.push(format!("rules/{}: there is no good case", rule.name));
        }
        for case in good {
            let printed = run(&case, "concise");
            if !printed.is_empty() {
                wrong.push(format!("{}:\n{printed}", case.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_page_says_what_why_and_how() {
    for rule in rules() {
        let mut lines = rule.page.lines();
        assert_eq!(lines.next(), Some(format!("# {}", rule.name).as_str()));
        let summary = rule.summary();
        assert!(summary.ends_with('.') && summary.len() < 200, "{}: {summary}", rule.name);
        for heading in ["## Why it matters", "## How to fix it", "## Specification"] {
            let text = rule.page.split(heading).nth(1).unwrap_or_default();
            let text = text.split("\n## ").next().unwrap_or_default();
            assert!(text.trim().len() > 10, "{}: `{heading}` says nothing", rule.name);
        }
    }
}

#[test]
fn every_folder_belongs_to_a_rule_and_every_name_is_used_once() {
    let mut names = BTreeSet::new();
    for rule in rules() {
        assert!(names.insert(rule.name.to_owned()), "{} is in the tables twice", rule.name);
        assert!(
            rule.name
                .bytes()
                .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
        );
    }
    let folders: BTreeSet<String> = std::fs::read_dir(root().join("rules"))
        .expect("there is a folder of rules")
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .filter(|it| it != "names.txt")
        .collect();
    assert_eq!(folders, names);
}

/// A name that goes away or changes its severity breaks somebody's configuration: it has to show in review.
#[test]
fn the_names_of_all_rules_are_as_recorded() {
    let mut lines: Vec<String> =
        rules().map(|it| format!("{} {}\n", it.severity.name(), it.name)).collect();
    lines.sort();
    let path = root().join("rules/names.txt");
    if std::env::var_os("FEEDWRIGHT_BLESS").is_some() {
        std::fs::write(&path, lines.concat()).expect("the record can be written");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), lines.concat());
}
