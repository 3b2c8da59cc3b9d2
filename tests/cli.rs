//! The command line as users and scripts see it: exit codes, output streams, folders, pipes, and hostile input.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

const GOOD: &str = include_str!("../rules/missing-guid/good.xml");
const WARNED: &str = include_str!("../rules/missing-guid/bad.xml");
const BROKEN: &str = include_str!("../rules/invalid-rfc822-date/bad.xml");

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
fn standard_input_is_checked_like_a_file() {
    let folder = folder(&[("good.xml", GOOD)]);
    let output =
        fed(&folder, &[&["check", "--format", "concise", "-"], CLEAN].concat(), BROKEN.as_bytes());
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).starts_with("-:"), "{}", stdout(&output));
    let arguments = ["check", "--format", "concise", "--stdin-filename", "upload.xml", "-"];
    let output = fed(&folder, &arguments, BROKEN.as_bytes());
    assert!(stdout(&output).contains("upload.xml:"), "{}", stdout(&output));
    let output = fed(
        &folder,
        &["check", "--format", "ndjson", "--files-from", "-"],
        b"good.xml\r\n\ngood.xml\n",
    );
    assert_eq!(sources(&output), ["good.xml", "good.xml"]);
    let output = fed(&folder, &["check", "--format", "ndjson", "--files-from", "-"], b"good.xml\0");
    assert_eq!(sources(&output), ["good.xml"]);
}

#[test]
fn the_charset_of_http_overrides_the_declaration() {
    let folder = folder(&[]);
    let latin: Vec<u8> = GOOD
        .replace(" encoding=\"UTF-8\"", "")
        .replacen("<title>", "<title>Caf\u{e9} ", 1)
        .chars()
        .map(|it| u8::try_from(it).expect("it is Latin-1"))
        .collect();
    let check = |arguments: &[&str], input: &[u8]| {
        let output = fed(&folder, &[&["check", "--format", "concise"], arguments].concat(), input);
        (code(&output), stdout(&output))
    };
    let (failed, text) = check(&["-"], &latin);
    assert!(failed == 1 && text.contains("[xml-undecodable]"), "{text}");
    let served = "--content-type=text/xml; charset=ISO-8859-1";
    let (failed, text) = check(&[served, "-"], &latin);
    assert!(failed == 0 && !text.contains("[xml-undecodable]"), "{text}");
    let (_, text) = check(&[served, "-"], GOOD.as_bytes());
    assert!(
        text.contains("[xml-encoding-mismatch]: the XML declaration specifies `UTF-8`"),
        "{text}"
    );
    let fixed = fed(&folder, &["check", served, "--fix", "-"], &latin);
    assert_eq!(fixed.stdout, latin, "it is written as it was read");
    assert_eq!(check(&["--content-type", "text", "-"], GOOD.as_bytes()).0, 2);
}

#[test]
fn a_folder_is_validated_in_the_order_of_its_paths() {
    let names = ["b/2.rss", "b/10.RSS", "a.xml", "c.json", "b.atom", "b-1.opml", "deep/er/x.rdf"];
    let mut files: Vec<(&str, &str)> = names.iter().map(|it| (*it, GOOD)).collect();
    files.extend([("notes.txt", "not a feed"), ("xml", "not a feed"), ("odd.page", GOOD)]);
    let folder = folder(&files);
    let output = feedwright(&folder, &["check", "--format", "ndjson", "."]);
    assert_eq!(
        sources(&output),
        [
            "./a.xml",
            "./b/10.RSS",
            "./b/2.rss",
            "./b-1.opml",
            "./b.atom",
            "./c.json",
            "./deep/er/x.rdf"
        ]
    );
    // A file that is passed by name is validated whatever its extension is.
    let output = feedwright(&folder, &["check", "--format", "ndjson", "odd.page", "b"]);
    assert_eq!(sources(&output), ["odd.page", "b/10.RSS", "b/2.rss"]);
}

/// Files that are found next to feeds in the folders of sites.
const OTHERS: &[(&str, &str)] = &[
    (
        "sitemap.xml",
        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>",
    ),
    ("page.xml", "<!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head/></html>"),
    (
        "feed.xsl.xml",
        "<xsl:stylesheet xmlns:xsl='http://www.w3.org/1999/XSL/Transform' version='1.0'/>",
    ),
    ("browserconfig.xml", "<browserconfig><msapplication/></browserconfig>"),
    ("manifest.json", "{\"name\": \"x\", \"icons\": []}"),
    ("package.json", "{\"name\": \"x\", \"version\": \"1.0.0\"}"),
    (".feedwright/state.json", "{\"version\": 1, \"articles\": {}, \"feeds\": {}}"),
];

#[test]
fn skips_files_in_a_folder_that_are_not_feeds() {
    let folder = folder(OTHERS);
    let output = feedwright(&folder, &["check", "."]);
    assert_eq!((code(&output), stdout(&output)), (2, String::new()));
    assert_eq!(
        stderr(&output),
        "feedwright: skipped 7 files that are not feeds\nfeedwright: .: no feed in this folder\n"
    );
    fs::write(folder.path().join("rss.xml"), GOOD).expect("it can be written");
    let now = &["check", "--now", "2025-01-01"];
    let check = |arguments: &[&str]| feedwright(&folder, &[now, arguments].concat());
    let output = check(&["."]);
    assert_eq!((code(&output), stdout(&output)), (0, String::new()));
    assert_eq!(stderr(&output), "feedwright: skipped 7 files that are not feeds\n");
    let verbose = stderr(&check(&["-v", "."]));
    assert!(verbose.contains("feedwright: skipped ./package.json: not a feed\n"), "{verbose}");
    assert_eq!(stderr(&check(&["-q", "."])), "");
    // They are validated if they are passed by name.
    let output = check(&["--format", "concise", "sitemap.xml"]);
    assert!(code(&output) == 1 && stdout(&output).contains("[not-a-feed]"), "{output:?}");
}

#[test]
fn broken_feeds_in_a_folder_are_not_skipped() {
    let utf16: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, text) in [
        ("cut.xml", &b"<?xml version='1.0'?><rss"[..]),
        ("namespace.xml", b"<feed xmlns='http://www.w3.org/2005/atom'/>"),
        ("empty.xml", b""),
        ("error.xml", b"Warning: mysql_connect() failed"),
        ("cut.json", b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"x"),
        ("versionless.json", b"{\"title\": \"x\", \"items\": []}"),
        ("utf16.xml", &utf16),
        // An unknown document, an error page in place of a feed, and a file whose extension says that it is a feed.
        ("unknown.xml", b"<rsss version='2.0'><channel/></rsss>"),
        ("page.xml", b"<!doctype html><html lang='en'><title>Not found</title></html>"),
        ("sitemap.rss", b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>"),
    ] {
        let folder = folder(&[]);
        fs::write(folder.path().join(name), text).expect("it can be written");
        let output = feedwright(&folder, &["check", "--format", "ndjson", "."]);
        assert_eq!((code(&output), sources(&output)), (1, vec![format!("./{name}")]), "{output:?}");
    }
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
fn many_documents_are_reported_in_the_same_order_each_time() {
    let names: Vec<String> = (0..300).map(|it| format!("{it:03}.xml")).collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .enumerate()
        .map(|(index, name)| (name.as_str(), if index % 3 == 0 { BROKEN } else { GOOD }))
        .collect();
    let folder = folder(&files);
    let arguments = ["check", "--format", "ndjson", "--now", "2025-01-01T00:00:00Z", "."];
    let first = feedwright(&folder, &arguments);
    let wanted: Vec<String> = names.iter().map(|it| format!("./{it}")).collect();
    assert_eq!(sources(&first), wanted);
    assert_eq!(stdout(&feedwright(&folder, &arguments)), stdout(&first));
}

#[test]
fn each_document_of_a_folder_has_its_own_url() {
    let folder = folder(&[("feeds/a b.xml", GOOD)]);
    let at = |base: &str| {
        let arguments = [
            "check",
            "--select",
            "self-link-elsewhere",
            "--format",
            "concise",
            "--base-url",
            base,
            "feeds",
        ];
        stdout(&feedwright(&folder, &arguments))
    };
    assert!(
        at("https://harbor.example/").contains("https://harbor.example/a%20b.xml"),
        "{}",
        at("https://harbor.example/")
    );
    assert_eq!(at("https://harbor.example/x"), at("https://harbor.example/x/"));
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
fn a_document_over_the_size_limit_is_a_problem() {
    let folder = folder(&[("good.xml", GOOD)]);
    let size = GOOD.len().to_string();
    let less = (GOOD.len() - 1).to_string();
    let check = |most: &str, input: &str| {
        let arguments = ["check", "--format", "ndjson", "--max-size", most, input];
        let output = fed(&folder, &arguments, GOOD.as_bytes());
        (code(&output), stdout(&output).contains("document-too-large"))
    };
    for input in ["good.xml", "-"] {
        assert_eq!(check(&size, input), (0, false), "{input}");
        assert_eq!(check(&less, input), (1, true), "{input}");
    }
}

#[test]
fn every_limit_has_an_option_and_a_rule() {
    let feed = |head: &str, tail: &str| {
        GOOD.replacen("<rss ", &format!("{head}<rss "), 1).replacen(
            "</rss>",
            &format!("{tail}</rss>"),
            1,
        )
    };
    let entity = "<!DOCTYPE rss [<!ENTITY e '12345678901'>]>";
    let deep = format!("{}{}", "<x:a xmlns:x='u'>".repeat(20), "</x:a>".repeat(20));
    #[rustfmt::skip]
    let cases = [
        ("--max-depth",      "20", "xml-too-deep",            feed("", &deep)),
        ("--max-depth",      "3",  "json-too-deep",           r#"{"_a":[[[]]]}"#.to_owned()),
        ("--max-attributes", "3",  "xml-too-many-attributes", feed("", "<x:a xmlns:x='u' a='' b='' c='' d=''/>")),
        ("--max-namespaces", "3",  "xml-too-many-namespaces", feed("", "<a:a xmlns:a='u' xmlns:b='u' xmlns:c='u' xmlns:d='u'/>")),
        ("--max-name",       "20", "xml-name-too-long",       feed("", &format!("<x:{} xmlns:x='u'/>", "a".repeat(30)))),
        ("--max-expansion",  "10", "xml-entity-expansion",    feed(entity, "<x:a xmlns:x='u'>&e;</x:a>")),
    ];
    for (option, most, rule, text) in cases {
        let folder = folder(&[("a.xml", &text)]);
        let found = |arguments: &[&str]| {
            let output =
                feedwright(&folder, &[&["check", "--format", "concise"], arguments].concat());
            (code(&output), stdout(&output))
        };
        let (exit, report) = found(&["a.xml", option, most]);
        assert!(exit == 1 && report.contains(&format!("error[{rule}]")), "{option}: {report}");
        let (_, report) = found(&["a.xml"]);
        assert!(!report.contains(rule), "{option}: {report}");
        let output = feedwright(&folder, &["check", "a.xml", option, "0"]);
        assert!(code(&output) == 2 && stderr(&output).contains(option), "{output:?}");
    }
}

#[test]
fn problems_over_the_limit_are_only_counted() {
    let text = GOOD.replacen("<item>", &format!("{}<item>", "<wibble/>".repeat(150)), 1);
    let folder = folder(&[("a.xml", &text)]);
    for (most, lines, last) in
        [("100", 101, "and 50 more"), ("7", 8, "and 143 more"), ("150", 150, "wibble")]
    {
        let arguments = [
            "check",
            "--format",
            "concise",
            "--select",
            "unknown-element",
            "--max-findings",
            most,
            "a.xml",
        ];
        let report = stdout(&feedwright(&folder, &arguments));
        assert_eq!(report.lines().count(), lines, "{most}: {report}");
        assert!(report.lines().last().is_some_and(|it| it.contains(last)), "{most}: {report}");
    }
}

#[test]
fn unreadable_files_are_named_and_the_others_are_checked() {
    let folder = folder(&[("broken.xml", BROKEN), ("sub/x", "")]);
    let output = feedwright(
        &folder,
        &["check", "--format", "ndjson", "missing.xml", "sub/x/y.xml", "broken.xml"],
    );
    assert_eq!(code(&output), 2);
    assert_eq!(sources(&output), ["broken.xml"]);
    let complaints = stderr(&output);
    let lines: Vec<&str> = complaints.lines().collect();
    assert_eq!(lines.len(), 2, "{complaints}");
    assert!(lines[0].starts_with("feedwright: missing.xml: cannot be read: "), "{complaints}");
    assert!(lines[1].starts_with("feedwright: sub/x/y.xml: cannot be read: "), "{complaints}");
}

#[test]
fn explains_a_rule_and_lists_all_rules() {
    let folder = folder(&[]);
    let output = feedwright(&folder, &["explain", "missing-guid"]);
    assert_eq!(code(&output), 0);
    assert_eq!(stdout(&output), include_str!("../rules/missing-guid/README.md"));
    let list = stdout(&feedwright(&folder, &["explain"]));
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
    assert_eq!(rule["page"], include_str!("../rules/missing-guid/README.md"));
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

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::io::Read;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::fs::symlink;
    use std::time::Duration;
    use std::time::Instant;

    use super::*;

    fn make_pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
    }

    #[test]
    fn a_closed_pipe_ends_quietly() {
        let names: Vec<String> = (0..400).map(|it| format!("{it}.xml")).collect();
        let files: Vec<(&str, &str)> = names.iter().map(|it| (it.as_str(), BROKEN)).collect();
        let folder = folder(&files);
        for arguments in [&["check", "."][..], &["check", "--format", "json", "."], &["explain"]] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_feedwright"))
                .args(arguments)
                .current_dir(folder.path())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the program starts");
            drop(child.stdout.take());
            let mut said = String::new();
            let mut stderr = child.stderr.take().expect("it is piped");
            stderr.read_to_string(&mut said).expect("messages are UTF-8");
            let code = child.wait().expect("it ends").code();
            assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {code:?}");
            assert_eq!(said, "", "{arguments:?}");
        }
    }

    #[test]
    fn files_with_names_that_are_not_text_are_checked_and_shown_safely() {
        let folder = folder(&[]);
        for name in [&b"latin-\xe9.xml"[..], b"\x1b[2J\n::error::x.xml", b"-rf.xml"] {
            fs::write(folder.path().join(OsStr::from_bytes(name)), BROKEN)
                .expect("it can be written");
        }
        let output = feedwright(&folder, &["check", "--format", "concise", "."]);
        assert_eq!(code(&output), 1);
        let text = stdout(&output);
        assert!(text.contains("./latin-\u{fffd}.xml:"), "{text}");
        assert!(text.contains(r"./\u{1b}[2J\u{a}::error::x.xml:"), "{text}");
        let output = feedwright(&folder, &["check", "--format", "ndjson", "./-rf.xml"]);
        assert_eq!(sources(&output), ["./-rf.xml"]);
        let list: &[u8] = b"latin-\xe9.xml\n";
        let output = fed(&folder, &["check", "--format", "ndjson", "--files-from", "-"], list);
        assert_eq!(sources(&output), ["latin-\u{fffd}.xml"]);
    }

    #[test]
    fn devices_and_named_pipes_are_not_opened() {
        let folder = folder(&[("feeds/good.xml", GOOD)]);
        make_pipe(&folder.path().join("feeds/pipe.xml"));
        fs::create_dir(folder.path().join("feeds/folder.xml")).expect("it can be made");
        let start = Instant::now();
        for input in ["feeds/pipe.xml", "/dev/zero", "/dev/tty"] {
            let output = feedwright(&folder, &["check", input]);
            assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{input}");
            let said = stderr(&output);
            assert!(
                said.contains("is not a regular file") || said.contains("cannot be read"),
                "{said}"
            );
        }
        let output = feedwright(&folder, &["check", "--format", "ndjson", "feeds"]);
        assert_eq!(sources(&output), ["feeds/good.xml"]);
        assert_eq!(
            stderr(&output),
            "feedwright: skipped feeds/pipe.xml: it is not a regular file\n"
        );
        assert!(start.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn files_without_read_permission_are_named() {
        let folder = folder(&[
            ("feeds/good.xml", GOOD),
            ("feeds/locked.xml", GOOD),
            ("feeds/z/x.xml", GOOD),
        ]);
        let shut = |name: &str| {
            let path = folder.path().join(name);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("it is ours");
            path
        };
        let (locked, inner) = (shut("feeds/locked.xml"), shut("feeds/z"));
        // The superuser can read everything, so there is nothing to test.
        let superuser = fs::File::open(&locked).is_ok();
        let output = feedwright(&folder, &["check", "--format", "ndjson", "feeds"]);
        let said = stderr(&output);
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o700)).expect("it is ours");
        if superuser {
            assert_eq!((sources(&output).len(), said.as_str()), (3, ""));
        } else {
            assert_eq!((code(&output), sources(&output)), (2, vec!["feeds/good.xml".to_owned()]));
            assert!(said.contains("feeds/locked.xml: cannot be read: "), "{said}");
            assert!(said.contains("feeds/z: cannot be read: "), "{said}");
        }
    }

    #[test]
    fn links_out_of_a_folder_and_in_circles_are_not_followed() {
        let folder =
            folder(&[("feeds/good.xml", GOOD), ("secret.xml", GOOD), ("outside/x.xml", GOOD)]);
        let feeds = folder.path().join("feeds");
        for (target, link) in [
            ("../secret.xml", "secret.xml"),
            ("../outside", "outside"),
            ("../feeds", "again"),
            (".", "self.xml"),
            ("nowhere", "dangling.xml"),
            ("round.xml", "round.xml"),
            ("/dev/zero", "zero.xml"),
            ("good.xml", "same.xml"),
        ] {
            symlink(target, feeds.join(link)).expect("a link can be made");
        }
        let output = feedwright(&folder, &["check", "--format", "ndjson", "feeds"]);
        assert_eq!(sources(&output), ["feeds/good.xml", "feeds/same.xml"]);
        let said = stderr(&output);
        for name in ["secret", "self", "dangling", "round", "zero"] {
            assert!(said.contains(&format!("skipped feeds/{name}.xml: ")), "{said}");
        }
        // The user chose this file by name.
        let output = feedwright(&folder, &["check", "--format", "ndjson", "feeds/secret.xml"]);
        assert_eq!(sources(&output), ["feeds/secret.xml"]);
    }

    #[test]
    fn reads_a_pipe_from_the_shell() {
        let folder = folder(&[("broken.xml", BROKEN)]);
        let output = Command::new("sh")
            .args(["-c", "cat broken.xml | \"$0\" check --format ndjson /dev/stdin"])
            .arg(env!("CARGO_BIN_EXE_feedwright"))
            .current_dir(folder.path())
            .output()
            .expect("a shell runs");
        assert_eq!((code(&output), sources(&output)), (1, vec!["/dev/stdin".to_owned()]));
    }

    #[test]
    fn arguments_are_shown_safely() {
        let folder = folder(&[]);
        for arguments in
            [["check", "\u{1b}[2J.xml"], ["check", "--\u{9b}2J"], ["explain", "\u{1b}]0;x\u{7}"]]
        {
            let output = feedwright(&folder, &arguments);
            assert_eq!(code(&output), 2);
            assert!(!stderr(&output).contains(['\u{1b}', '\u{9b}', '\u{7}']), "{output:?}");
        }
    }
}
