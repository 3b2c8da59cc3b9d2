//! Tests every rule with its examples: `rules/<rule>/bad*.…` has the problem, with exactly the output in `bad*.txt`,
//! and `good*.…` has no problem. `fixed*.…` is the bad document after its fixes.
//!
//! `FEEDWRIGHT_BLESS=1 cargo test --test rules` writes the `.txt` files and the fixed documents. Read them before you
//! commit.

use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use feedwright::Diagnostic;
use feedwright::Options;
use feedwright::Report;
use feedwright::Rule;
use feedwright::Safety;
use feedwright::Source;
use feedwright::fix;
use feedwright::validate;

/// The URL and the current time for all cases.
const ARGUMENTS: &[&str] = &[
    "check",
    "--base-url",
    "https://harbor.example/feed",
    "--now",
    "2025-01-01T00:00:00Z",
    "--color",
    "never",
];

/// Rules about the response to a second request, or about what was requested. `tests/http.rs` and
/// `tests/probe.rs` test them.
const NEED_A_REQUEST: &[&str] = &[
    "http-not-compressed",
    "http-not-modified-with-body",
    "http-unstable-etag",
    "http-validator-ignored",
    "unfollowed-page",
    "unprobed-resource",
];

/// Rules about requests. They cannot be shown with a file, because they need a server. `tests/fetch.rs` has one for each.
const NEED_A_SERVER: &[&str] = &[
    "failed-tls-handshake",
    "fetch-timeout",
    "invalid-certificate",
    "invalid-fetch-url",
    "malformed-response",
    "redirect-loop",
    "refused-address",
    "response-too-large",
    "too-many-redirects",
    "truncated-response",
    "undecodable-body",
    "unreachable-server",
    "unresolvable-host",
    "unusable-redirect",
];

/// Whether the rule needs more than a file.
fn needs_more(rule: &Rule) -> bool {
    [NEED_A_FOLDER, NEED_A_REQUEST, NEED_A_SERVER].iter().any(|it| it.contains(&rule.name))
}

/// Rules that cannot be shown with a single file, because they need a folder, a link, a size, a mode or a profile.
/// `tests/load.rs` and `tests/profiles.rs` test them.
const NEED_A_FOLDER: &[&str] = &[
    "article-outside-folder",
    "article-too-large",
    "document-too-large",
    "dead-article-link",
    "duplicate-article-id",
    "duplicate-article-url",
    "front-matter-too-large",
    "missing-for-profile",
    "mislabeled-enclosure",
    "missing-title",
    "page-too-complex",
    "too-long-for-profile",
    "unreadable-article",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    feedwright::rules()
}

/// The documents in a rule's folder whose names start with `kind`, in order.
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

/// Whether a case is an article, which `inspect` reads, or a document, which `check` validates.
fn is_article(path: &Path) -> bool {
    matches!(path.extension().and_then(|it| it.to_str()), Some("md" | "html" | "text"))
}

/// Whether a case is a saved response.
fn is_response(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "http")
}

/// The URL of a saved response.
fn url_of(path: &Path) -> &'static str {
    let is_insecure = path.starts_with(root().join("rules/http-insecure"));
    if is_insecure && path.ends_with("bad.http") {
        "http://harbor.example/feed"
    } else {
        ARGUMENTS[2]
    }
}

fn run(path: &Path, format: &str) -> String {
    let relative = path.strip_prefix(root()).expect("a case lies in the project");
    let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    command.current_dir(root());
    if is_response(path) {
        command.args(["check", "--now", ARGUMENTS[4], "--color", "never"]);
        // A conversation contains its URLs, and the responses to further requests.
        if std::fs::read(path).is_ok_and(|it| feedwright::Replay::is_conversation(&it)) {
            command.args(["--probe", "--follow", "--twice"]);
        } else {
            command.args(["--as-url", url_of(path)]);
        }
        command.args(["--format", format, "--response"]).arg(relative);
        return printed(command, relative);
    }
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
    if is_article(path) {
        let output = command.arg("inspect").arg(relative).output().expect("the program runs");
        return String::from_utf8(output.stderr).expect("diagnostics are UTF-8");
    }
    command.args(ARGUMENTS).args(["--format", format]).arg(relative);
    printed(command, relative)
}

/// The report that the program prints.
fn printed(mut command: Command, relative: &Path) -> String {
    let output = command.output().expect("the program runs");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}: {output:?}", relative.display());
    String::from_utf8(output.stdout).expect("reports are UTF-8")
}

#[test]
fn every_bad_case_is_reported_exactly() {
    let bless = std::env::var_os("FEEDWRIGHT_BLESS").is_some();
    let mut wrong = Vec::new();
    for rule in rules() {
        let bad = cases(rule, "bad");
        if bad.is_empty() && !needs_more(rule) {
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
            let is_of_validator = feedwright::internals::rules::RULES.contains(&rule);
            let own = format!("[{}]: ", rule.name);
            for problem in printed.split("\n\n").filter(|it| is_of_validator && it.contains(&own)) {
                let explained = problem.contains(" = note: ") && problem.contains(" = help: ");
                if !explained && !problem.contains(": and ") {
                    wrong.push(format!("{}: not explained:\n{problem}", case.display()));
                }
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

/// The name of the fixed document: `bad-x.xml` becomes `fixed-x.xml` with the safe fixes, and `fixed-unsafe-x.xml`
/// with all fixes.
fn fixed_path(case: &Path, safety: Safety) -> PathBuf {
    let name = case.file_name().and_then(|it| it.to_str()).expect("cases have plain names");
    let prefix = if safety == Safety::Safe { "fixed" } else { "fixed-unsafe" };
    case.with_file_name(name.replacen("bad", prefix, 1))
}

/// The output of the program for every case.
fn options() -> Options {
    let mut options = Options::default();
    options.base_url = Some(ARGUMENTS[2].to_owned());
    options.now = ARGUMENTS[4].parse().ok();
    options
}

fn errors(report: &Report) -> usize {
    report.diagnostics.iter().filter(|it| it.is_error()).count()
}

/// If a problem of the rule has a fix, there is a fixed document, and there is none otherwise. Fixed documents are
/// not worse, no longer have the fixed problem, and do not change if they are fixed again.
#[test]
fn every_fix_has_a_fixed_document() {
    let bless = std::env::var_os("FEEDWRIGHT_BLESS").is_some();
    let options = options();
    let mut wrong = Vec::new();
    for rule in rules() {
        let mut wanted = BTreeSet::new();
        for case in cases(rule, "bad") {
            if is_article(&case)
                || is_response(&case)
                || case.extension().is_some_and(|it| it == "toml")
            {
                continue;
            }
            let bytes = std::fs::read(&case).expect("the case can be read");
            let source = Source::from_vec("-", bytes, None);
            let report = validate(&source, &options);
            let offers = |report: &Report| -> BTreeSet<bool> {
                let own = report.diagnostics.iter().filter(|it| it.rule == rule);
                own.filter_map(|it| it.fix.as_ref()).map(|it| it.safety == Safety::Safe).collect()
            };
            let offered = offers(&report);
            for (safe, safety) in [(true, Safety::Safe), (false, Safety::Unsafe)] {
                let allowed = |it: &Diagnostic| {
                    it.fix.as_ref().is_some_and(|it| !safe || it.safety == Safety::Safe)
                };
                let fixed = fix(source.clone(), &options, &allowed).source;
                let after = validate(&fixed, &options);
                let path = fixed_path(&case, safety);
                let shown = path.display();
                if errors(&after) > errors(&report) {
                    wrong.push(format!("{shown}: there are more errors than before"));
                }
                if fix(fixed.clone(), &options, &allowed).source.text != fixed.text {
                    wrong.push(format!("{shown}: changes when it is fixed again"));
                }
                if !offered.contains(&safe) {
                    continue;
                }
                if offers(&after).contains(&safe) {
                    wrong.push(format!("{shown}: a problem that was fixed is still there"));
                }
                let bytes = fixed.to_bytes().expect("it was written in this encoding before");
                if bless {
                    std::fs::write(&path, &bytes).expect("the expectation can be written");
                }
                if std::fs::read(&path).unwrap_or_default() != bytes {
                    wrong.push(format!("{shown}: is not this:\n{}", fixed.text));
                }
                wanted.insert(path);
            }
        }
        let there: BTreeSet<PathBuf> = cases(rule, "fixed").into_iter().collect();
        for path in there.difference(&wanted) {
            wrong.push(format!("{}: no fix of the rule makes it", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_good_case_is_clean() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let good = cases(rule, "good");
        if good.is_empty() && !needs_more(rule) {
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
fn every_page_has_all_sections() {
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
        let specification = rule.page.split("## Specification").nth(1).unwrap_or_default();
        assert!(
            specification.contains("https://")
                || specification.contains("http://")
                || specification.trim() == "A limit of this program.",
            "{}: the specification has no address",
            rule.name
        );
        assert!(rule.why().len() > 10, "{}: {}", rule.name, rule.why());
    }
}

/// The maximum number of lines and bytes in the example of a page. Longer examples do not explain anything.
const MAX_LINES: usize = 14;
const WIDEST: usize = 150;

/// The changes from the bad document to the fixed or the good one, as lines with `-` and `+` for a page. `None` if
/// there are too many.
fn example(rule: &Rule) -> Option<String> {
    let bad = cases(rule, "bad.").pop()?;
    let other = |kind: &str| {
        let name = bad.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        bad.with_file_name(name.replacen("bad", kind, 1))
    };
    let good = Some(other("fixed")).filter(|it| it.exists()).unwrap_or_else(|| other("good"));
    let (bad, good) = (std::fs::read_to_string(bad).ok()?, std::fs::read_to_string(good).ok()?);
    let lines = |text: &'_ str| -> Vec<String> {
        text.lines().map(|it| it.trim_end().to_owned()).collect()
    };
    let (old, new) = (lines(&bad), lines(&good));
    // The longest common subsequence, computed with a table. The documents are small.
    let mut table = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            table[i][j] = if old[i] == new[j] {
                table[i + 1][j + 1] + 1
            } else {
                table[i + 1][j].max(table[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut changes: Vec<(char, &str)> = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || table[i + 1][j] >= table[i][j + 1]) {
            changes.push(('-', &old[i]));
            i += 1;
        } else {
            changes.push(('+', &new[j]));
            j += 1;
        }
    }
    let visible = |it: &(char, &str)| {
        !it.1.trim().is_empty() && it.1.len() <= WIDEST && !it.1.chars().any(char::is_control)
    };
    if changes.is_empty() || changes.len() > MAX_LINES || !changes.iter().all(visible) {
        return None;
    }
    let indent = changes.iter().map(|it| it.1.len() - it.1.trim_start().len()).min()?;
    let lines: Vec<String> =
        changes.iter().map(|(sign, line)| format!("    {sign} {}\n", &line[indent..])).collect();
    Some(lines.concat())
}

/// A page with its example at the end of the section on how to fix it.
fn page_with(page: &str, example: Option<&str>) -> String {
    let is_example = |line: &str| line.starts_with("    - ") || line.starts_with("    + ");
    let plain: Vec<&str> = page.lines().filter(|it| !is_example(it)).collect();
    let plain = plain.join("\n").replace("\n\n\n", "\n\n") + "\n";
    match (plain.split_once("\n\n## Specification"), example) {
        (Some((before, after)), Some(example)) => {
            format!("{before}\n\n{example}\n## Specification{after}")
        }
        _ => plain,
    }
}

/// Every page shows the change from its bad document to the fixed one, or else to the good one.
#[test]
fn every_page_has_its_example() {
    let bless = std::env::var_os("FEEDWRIGHT_BLESS").is_some();
    let mut wrong = Vec::new();
    let mut shown = 0;
    for rule in rules() {
        let example = example(rule);
        shown += usize::from(example.is_some());
        let path = root().join("rules").join(rule.name).join("README.md");
        let page = std::fs::read_to_string(&path).expect("there is a page");
        let wanted = page_with(&page, example.as_deref());
        if page != wanted {
            wrong.push(format!(
                "{}: is not this (`FEEDWRIGHT_BLESS=1 cargo test --test rules` writes it):\n{wanted}",
                path.display()
            ));
            if bless {
                std::fs::write(&path, &wanted).expect("the page can be written");
            }
        }
    }
    assert!(shown > 150, "the examples were not found");
    assert!(wrong.is_empty() || bless, "{}", wrong.join("\n\n"));
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

/// Removing a rule or changing its severity can break a user's configuration, so such a change must be visible in
/// review.
#[test]
fn the_list_of_rules_is_up_to_date() {
    let mut lines: Vec<String> =
        rules().map(|it| format!("{} {}\n", it.severity.name(), it.name)).collect();
    lines.sort();
    let path = root().join("rules/names.txt");
    if std::env::var_os("FEEDWRIGHT_BLESS").is_some() {
        std::fs::write(&path, lines.concat()).expect("the record can be written");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), lines.concat());
}
