//! Tests the words that users read. `tests/messages.txt` lists the messages of every rule, with `…` in place of values,
//! so that a change of wording, or a second wording for the same problem, shows in review. `tests/phrases.txt` lists
//! phrases that no text for users may contain.
//!
//! `FEEDWRIGHT_BLESS=1 cargo test --test messages` writes the list of messages.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use feedwright::Options;
use feedwright::Source;
use feedwright::rules;
use feedwright::validate;
use regex::Regex;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a user reads about one problem.
struct Problem {
    rule: String,
    message: String,
    /// The notes, the help, the labels and the title of the fix.
    others: Vec<String>,
}

/// The documents `rules/<rule>/bad*.…`, in order.
fn bad_documents() -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for rule in rules() {
        let folder = root().join("rules").join(rule.name);
        for entry in std::fs::read_dir(&folder).expect("every rule has a folder") {
            let path = entry.expect("the folder can be read").path();
            let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
            if name.starts_with("bad") && path.extension().is_none_or(|it| it != "txt") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths
}

/// The problems in all these documents.
fn problems() -> Vec<Problem> {
    let mut options = Options::default();
    options.base_url = Some("https://harbor.example/feed".to_owned());
    options.now = "2025-01-01T00:00:00Z".parse().ok();
    let mut found = Vec::new();
    for path in bad_documents() {
        let extension = path.extension().and_then(|it| it.to_str());
        if matches!(extension, Some("md" | "html" | "text" | "toml" | "http")) {
            // The program reads articles, configurations and responses, so its output is used. `tests/rules.rs` keeps it up to date.
            let printed = std::fs::read_to_string(path.with_extension("txt"));
            found.extend(printed_problems(&printed.expect("every case has its output")));
            continue;
        }
        let bytes = std::fs::read(&path).expect("the case can be read");
        let report = validate(&Source::from_vec("-", bytes, None), &options);
        found.extend(report.diagnostics.into_iter().map(|it| {
            Problem {
                rule: it.rule.name.to_owned(),
                message: it.message,
                others: (it.notes.into_iter().chain(it.help))
                    .chain(it.labels.into_iter().map(|it| it.1))
                    .chain(it.fix.map(|it| it.title))
                    .collect(),
            }
        }));
    }
    found
}

/// The problems in the program's output: `error[rule]: message`, and lines with ` = note: ` and ` = help: `.
fn printed_problems(printed: &str) -> Vec<Problem> {
    let mut found: Vec<Problem> = Vec::new();
    for line in printed.lines() {
        let head = line.split_once("]: ").and_then(|(head, message)| {
            let (severity, rule) = head.split_once('[')?;
            matches!(severity, "error" | "warning" | "info").then_some((rule, message))
        });
        if let Some((rule, message)) = head {
            let (rule, message) = (rule.to_owned(), message.to_owned());
            found.push(Problem { rule, message, others: Vec::new() });
        } else if let Some((_, text)) =
            line.split_once("= note: ").or_else(|| line.split_once("= help: "))
            && let Some(last) = found.last_mut()
        {
            last.others.push(text.to_owned());
        }
    }
    found
}

static VALUE: LazyLock<Regex> = LazyLock::new(|| pattern("`[^`]*`"));
static OTHER_VALUE: LazyLock<Regex> =
    LazyLock::new(|| pattern("U\\+[0-9A-F]{4,6}|https?://[^ )]+"));
static CODE: LazyLock<Regex> =
    LazyLock::new(|| pattern("``.*?``|`[^`]*`|<[^>]*>|\\]\\([^)]*\\)|--[a-z-]+"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The message without its values: `` `pubDate` is in the future `` becomes `` `…` is in the future ``.
fn template(message: &str) -> String {
    OTHER_VALUE.replace_all(&VALUE.replace_all(message, "`…`"), "…").into_owned()
}

#[test]
fn the_list_of_messages_is_up_to_date() {
    let mut templates: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for problem in problems() {
        let is_count =
            problem.message.starts_with("and ") && problem.message.ends_with(" like this");
        if !is_count {
            templates.entry(problem.rule).or_default().insert(template(&problem.message));
        }
    }
    let mut list = String::new();
    for (rule, templates) in templates {
        list.push_str(&rule);
        list.push('\n');
        for template in templates {
            list.push_str(&format!("    {template}\n"));
        }
    }
    let path = root().join("tests/messages.txt");
    if std::env::var_os("FEEDWRIGHT_BLESS").is_some() {
        std::fs::write(&path, &list).expect("the list can be written");
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(list == wanted, "tests/messages.txt is not up to date; it should be:\n{list}");
}

/// A phrase to avoid, and its plain form.
struct Phrase {
    pattern: Regex,
    plain: &'static str,
}

fn phrases() -> Vec<Phrase> {
    let lines = include_str!("phrases.txt").lines();
    lines
        .filter(|it| !it.is_empty() && !it.starts_with('#'))
        .map(|line| {
            let (pattern, plain) = line.split_once(" => ").expect("a pattern has its plain form");
            Phrase { pattern: crate::pattern(&format!("(?i){pattern}")), plain }
        })
        .collect()
}

/// The phrases in a text, with a few words around each.
fn odd_phrases(name: &str, text: &str, phrases: &[Phrase]) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in prose(text) {
        for Phrase { pattern, plain } in phrases {
            for it in pattern.find_iter(&paragraph) {
                let start = (0..it.start().saturating_sub(30)).rev();
                let start = start.into_iter().find(|at| paragraph.is_char_boundary(*at));
                let words = &paragraph[start.unwrap_or(0)..it.end()];
                found.push(format!("{name}: “…{words}…”: write this instead: {plain}"));
            }
        }
    }
    found
}

/// The paragraphs of a text, each on one line. Code is left out, because it may contain any word.
fn prose(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    let mut is_fenced = false;
    for line in text.lines() {
        let is_fence = line.trim_start().starts_with("```");
        is_fenced ^= is_fence;
        if is_fence || is_fenced || line.starts_with("    ") || line.trim().is_empty() {
            paragraphs.push(String::new());
            continue;
        }
        let mut line = line.trim();
        if let Some(rest) =
            ["- ", "* ", "# ", "## ", "### "].iter().find_map(|it| line.strip_prefix(it))
        {
            paragraphs.push(String::new());
            line = rest;
        }
        if let Some(last) = paragraphs.last_mut() {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(line);
        }
    }
    paragraphs.retain(|it| !it.is_empty());
    paragraphs.iter().map(|it| CODE.replace_all(it, "…").into_owned()).collect()
}

#[test]
fn texts_for_users_contain_no_odd_phrase() {
    let phrases = phrases();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for problem in problems() {
        texts.extend(
            problem
                .others
                .into_iter()
                .chain([problem.message])
                .map(|it| (it, problem.rule.clone())),
        );
    }
    let mut wrong = BTreeSet::new();
    for (text, rule) in &texts {
        wrong.extend(odd_phrases(rule, text, &phrases));
    }
    for rule in rules() {
        wrong.extend(odd_phrases(&format!("rules/{}/README.md", rule.name), rule.page, &phrases));
    }
    let mut documents: Vec<PathBuf> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].iter().map(|it| root().join(it)).collect();
    for entry in std::fs::read_dir(root().join("docs")).expect("there are documents") {
        documents.push(entry.expect("the folder can be read").path());
    }
    for path in documents.iter().filter(|it| it.extension().is_some_and(|it| it == "md")) {
        let text = std::fs::read_to_string(path).expect("the document can be read");
        let name = path.strip_prefix(root()).unwrap_or(path).display().to_string();
        wrong.extend(odd_phrases(&name, &text, &phrases));
    }
    let general = help(&[]);
    let commands = general.split("Commands:").nth(1).and_then(|it| it.split("\n\n").next());
    let commands = commands.expect("the program lists its commands").lines();
    let commands: Vec<&str> = commands.filter_map(|it| it.split_whitespace().next()).collect();
    assert!(commands.contains(&"check") && commands.contains(&"build"), "{commands:?}");
    for command in commands {
        // Descriptions are indented, and code is not.
        let printed = help(&[command]);
        let text = printed.lines().map(str::trim_start).collect::<Vec<_>>().join("\n");
        wrong.extend(odd_phrases(&format!("feedwright {command} --help"), &text, &phrases));
    }
    wrong.extend(odd_phrases("feedwright --help", &general, &phrases));
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn help(command: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    let output = program.args(command).arg("--help").output().expect("the program runs");
    String::from_utf8(output.stdout).expect("the help is UTF-8")
}

#[test]
fn odd_phrases_are_found_in_prose_but_not_in_code() {
    let phrases = phrases();
    let odd = [
        "the judge reads it",
        "one line per\nfinding",
        "many readers refuse the feed",
        "it stands behind the last item",
        "Of a `ttl` of `1 hour`, feed-rs 3.0 makes none",
        "they hand on both",
        "what keeps them by their ids writes one over the other",
        "readers pass over an unknown element",
        "programs that readers do not know",
        "the type is said to be text",
        "the address of the feed is wrong",
        "write the text alone",
        "put it into a file of its own",
        "a JSON object each, one line each",
        "the attribute lacks a value",
        "Who collects the whole history finds a gap.",
        "Where an item has no link, readers show none.",
        "| feedparser | takes the text for a URL |",
    ];
    for text in odd {
        assert_ne!(odd_phrases("", text, &phrases), [""; 0], "nothing was found in {text:?}");
    }
    let plain = [
        "write `one finding` or\n\n    the judge mends it\n",
        "readers ignore unknown elements, as well as the text in them",
        "the address must come first, followed by the name in parentheses",
        "Where do readers look for it? Who reads feeds?",
        "the e-mail address of the author",
        "run it on demand, and pass the text on standard input",
        "a text file, a plain-text value",
    ];
    for text in plain {
        assert_eq!(odd_phrases("", text, &phrases), [""; 0]);
    }
}
