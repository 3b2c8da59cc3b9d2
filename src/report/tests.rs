//! Tests every format with an ordinary document and with a hostile one.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::report::ReportFormat;
use crate::text::hidden::is_hidden;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::Report;
use crate::validate::rules;

/// Text that would do harm in terminals, logs, continuous integration, XML or Markdown.
const HOSTILE: &str = "\u{1b}]0;x\u{7}\u{9b}2J\n::error::forged\r##[error]x\u{202e}\u{200b}\u{2028}</failure>\"]]>&'%0A{0}[a](b)";

/// A document with two problems: one with all optional fields, and one without.
fn faulty(text: &str, name: &str) -> (Source, Report) {
    let source = Source::from_text(
        format!("feeds/{name}.xml"),
        format!("<rss>\n  <guid>{text}</guid>\n</rss>"),
    );
    let value = Span::new(14, 14 + text.len());
    let mut full =
        Diagnostic::new(&rules::GUID_NOT_PERMALINK, value, format!("not a URL: `{text}`"));
    full.note(format!("readers open `{text}`")).help(format!("do not write `{text}`"));
    full.label(Span::new(0, 5), format!("in this feed, not `{text}`"));
    full.fix("set `isPermaLink` to `false`", Span::at(13), " isPermaLink=\"false\"");
    full.path = "/rss/guid".to_owned();
    let mut bare = Diagnostic::new(&rules::MISSING_GUID, Span::at(0), "no `guid`");
    bare.severity = Severity::Warning;
    let report = Report { diagnostics: vec![bare, full], ..Report::default() };
    (source, report)
}

/// A document whose server's response has a problem.
fn served(text: &str, name: &str) -> (Source, Report) {
    let source = Source::from_text(format!("feeds/{name}.xml"), "<rss/>");
    let line = format!("Content-Type: {text}");
    let mut it = Diagnostic::of_response(&rules::MISSING_GUID, line, format!("served as `{text}`"));
    it.note("readers look").help("change it");
    (source, Report { diagnostics: vec![it], ..Report::default() })
}

/// The whole report for some documents.
fn written(format: ReportFormat, documents: &[(Source, Report)]) -> String {
    let mut out = Vec::new();
    format
        .write(documents.iter().map(|it| (&it.0, &it.1)), &mut out)
        .expect("a vector takes anything");
    String::from_utf8(out).expect("reports are UTF-8")
}

fn json(format: ReportFormat, documents: &[(Source, Report)]) -> Value {
    serde_json::from_str(&written(format, documents)).expect("it is JSON")
}

fn clean() -> (Source, Report) {
    (Source::from_text("feeds/clean.xml", "<rss/>"), Report::default())
}

#[test]
fn a_document_cannot_inject_anything_into_a_report() {
    let plain = [faulty("plain", "a"), served("plain", "b"), clean()];
    let name = format!("a{HOSTILE}");
    let hostile = [faulty(HOSTILE, &name), served(HOSTILE, &name), clean()];
    for format in ReportFormat::ALL {
        let text = written(format, &hostile);
        assert!(!text.chars().any(|it| it != '\n' && is_hidden(it)), "{format:?}: {text}");
        // The excerpt of the hostile document has one more line. All other lines are the same.
        let same = written(format, &plain).lines().count();
        assert_eq!(text.lines().count(), same, "{format:?}: {text}");
        for line in text.lines() {
            let start = line.trim_start();
            assert!(
                !start.starts_with("::error::") && !start.starts_with("##["),
                "{format:?}: {line}"
            );
        }
    }
}

#[test]
fn a_report_without_documents_is_complete() {
    for format in ReportFormat::ALL {
        let text = written(format, &[]);
        match format {
            ReportFormat::Json | ReportFormat::Sarif | ReportFormat::Gitlab => {
                assert!(serde_json::from_str::<Value>(&text).is_ok(), "{text}");
            }
            ReportFormat::Junit => assert!(roxmltree::Document::parse(&text).is_ok(), "{text}"),
            ReportFormat::Html | ReportFormat::Markdown => {
                assert!(text.contains("no problems in 0 documents"), "{text}");
            }
            _ => assert_eq!(text, ""),
        }
    }
}

#[test]
fn prints_like_a_compiler() {
    let text = written(ReportFormat::Pretty { color: false }, &[faulty("x y", "a")]);
    let full = "\
error[guid-not-permalink]: not a URL: `x y`
 --> feeds/a.xml:2:9
  |
2 |   <guid>x y</guid>
  |         ^^^
";
    assert!(text.contains(full), "{text}");
    assert!(text.contains("in this feed, not `x y`"), "{text}");
    assert!(text.contains("= note: readers open `x y`\n"), "{text}");
    assert!(text.contains("= help: do not write `x y`\n"), "{text}");
    let colored = written(ReportFormat::Pretty { color: true }, &[faulty("x y", "a")]);
    assert!(colored.contains("\u{1b}["));
    let lines = written(ReportFormat::Concise, &[faulty("x y", "a"), clean()]);
    assert_eq!(
        lines,
        "feeds/a.xml:1:1: warning[missing-guid]: no `guid`\n\
         feeds/a.xml:2:9: error[guid-not-permalink]: not a URL: `x y`\n"
    );
}

#[test]
fn shows_the_line_of_a_response_instead_of_the_document() {
    let all = [served("a/b", "a")];
    let text = |format| written(format, &all);
    assert_eq!(
        text(ReportFormat::Pretty { color: false }),
        "\
warning[missing-guid]: served as `a/b`
--> feeds/a.xml
 = response: Content-Type: a/b
 = note: readers look
 = help: change it

"
    );
    assert_eq!(
        text(ReportFormat::Concise),
        "feeds/a.xml: warning[missing-guid]: served as `a/b`\n"
    );
    let object = json(ReportFormat::Json, &all);
    let object = &object["documents"][0]["diagnostics"][0];
    assert_eq!((&object["response"], &object["line"]), (&"Content-Type: a/b".into(), &1.into()));
    assert_eq!(
        text(ReportFormat::Github),
        "::warning title=missing-guid,file=feeds/a.xml::served as `a/b`%0A%0Aresponse: Content-Type: a/b%0A%0A\
         note: readers look%0A%0Ahelp: change it\n"
    );
    let sarif = json(ReportFormat::Sarif, &all);
    let message = &sarif["runs"][0]["results"][0]["message"]["text"];
    assert_eq!(message, "served as `a/b`; response: Content-Type: a/b; readers look; change it");
    let junit = text(ReportFormat::Junit);
    assert!(junit.contains("name=\"missing-guid at response\""), "{junit}");
    assert!(junit.contains("\nresponse: Content-Type: a/b\n"), "{junit}");
    let html = text(ReportFormat::Html);
    assert!(html.contains("<pre><mark>Content-Type: a/b</mark></pre>"), "{html}");
    assert!(!html.contains("line 1, column 1"), "{html}");
    let markdown = text(ReportFormat::Markdown);
    let row = "| response | warning | served as <code>a/b</code> (<code>missing-guid</code>)<br><code>Content-Type: a/b</code><br>";
    assert!(markdown.contains(row), "{markdown}");
    assert_eq!(json(ReportFormat::Gitlab, &all)[0]["location"]["lines"]["begin"], 1);
}

#[test]
fn the_title_of_a_fix_replaces_missing_help() {
    let (source, mut report) = faulty("x", "a");
    report.diagnostics[1].help = None;
    let text = written(ReportFormat::Pretty { color: false }, &[(source, report)]);
    assert!(text.contains("= help: set `isPermaLink` to `false`\n"), "{text}");
}

#[test]
fn limits_the_length_of_the_report() {
    let (source, mut report) = faulty("x", "a");
    report.diagnostics = vec![report.diagnostics[1].clone(); 10_000];
    let text = written(ReportFormat::Pretty { color: false }, &[(source, report)]);
    assert!(text.len() < 1 << 20 && text.trim_end().ends_with("more problems"), "{}", text.len());
}

#[test]
fn json_leaves_out_empty_fields() {
    let report = json(ReportFormat::Json, &[faulty("x\u{301}y", "a"), clean()]);
    assert_eq!(report["version"], 1);
    assert_eq!(report["summary"]["documents"], 2);
    let document = &report["documents"][0];
    assert_eq!((&document["source"], &document["valid"]), (&"feeds/a.xml".into(), &false.into()));
    assert_eq!((&document["errors"], &document["warnings"]), (&1.into(), &1.into()));
    let full = &document["diagnostics"][1];
    #[rustfmt::skip]
    let wanted = [
        ("rule", "guid-not-permalink".into()), ("severity", "error".into()), ("line", 2.into()), ("column", 9.into()),
        ("end_line", 2.into()), ("end_column", 12.into()), ("start", 14.into()), ("end", 18.into()),
        ("path", "/rss/guid".into()), ("w3c", rules::GUID_NOT_PERMALINK.w3c.into()), ("url", "rules/guid-not-permalink/README.md".into()),
    ];
    for (key, value) in wanted {
        let value: Value = value;
        assert_eq!(full[key], value, "{key}");
    }
    assert_eq!(full["fix"]["safety"], "safe");
    assert_eq!(full["fix"]["edits"][0]["start"], 13);
    let bare = document["diagnostics"][0].as_object().expect("it is an object");
    for key in ["path", "help", "fix"] {
        assert!(!bare.contains_key(key), "{key}");
    }
    assert_eq!(bare["notes"], serde_json::json!([]));
    let lines = written(ReportFormat::Ndjson, &[faulty("x", "a"), clean()]);
    let lines: Vec<Value> =
        lines.lines().map(|it| serde_json::from_str(it).expect("each line is JSON")).collect();
    assert_eq!((lines.len(), &lines[1]["valid"]), (2, &true.into()));
}

#[test]
fn sarif_contains_rules_and_locations() {
    let log = json(ReportFormat::Sarif, &[faulty("{x}", "a b"), clean(), faulty("y", "c")]);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("there are results");
    assert_eq!(results.len(), 4);
    let full = &results[1];
    assert_eq!((&full["ruleId"], &full["level"]), (&"guid-not-permalink".into(), &"error".into()));
    let text = full["message"]["text"].as_str().expect("it is a string");
    assert!(text.starts_with("not a URL: `{{x}}`"), "{text}");
    let place = &full["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "feeds/a%20b.xml");
    assert_eq!(place["region"]["startLine"], 2);
    assert_eq!(place["region"]["endColumn"], 12);
    let edit = &full["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(edit["insertedContent"]["text"], " isPermaLink=\"false\"");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("there are rules");
    let names: Vec<&Value> = rules.iter().map(|it| &it["id"]).collect();
    assert_eq!(names, ["guid-not-permalink", "missing-guid"]);
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn github_report_has_one_command_per_problem() {
    let text = written(ReportFormat::Github, &[faulty("50%", "a,b:c")]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "::warning title=missing-guid,file=feeds/a%2Cb%3Ac.xml,line=1,endLine=1,col=1,endColumn=1::no `guid`",
            "::error title=guid-not-permalink,file=feeds/a%2Cb%3Ac.xml,line=2,endLine=2,col=9,endColumn=12::\
             not a URL: `50%25`%0A%0Anote: readers open `50%25`%0A%0Ahelp: do not write `50%25`",
        ]
    );
}

#[test]
fn gitlab_fingerprints_are_unique() {
    let (source, mut report) = faulty("x", "a");
    report.diagnostics.push(report.diagnostics[1].clone());
    let (mut moved, same) = faulty("x", "a");
    moved.text.insert_str(0, "\n\n");
    let before = json(ReportFormat::Gitlab, &[clean(), (source, report), faulty("x", "b")]);
    let before = before.as_array().expect("it is an array");
    let mut prints: Vec<&Value> = before.iter().map(|it| &it["fingerprint"]).collect();
    let after = json(ReportFormat::Gitlab, &[(moved, same)]);
    assert_eq!(after[1]["fingerprint"], *prints[1], "it stays the same when its line moves");
    prints.sort_by_key(|it| it.as_str());
    prints.dedup();
    assert_eq!(prints.len(), 5);
    assert_eq!(before[1]["severity"], "major");
    assert_eq!(before[1]["location"]["path"], "feeds/a.xml");
    assert_eq!(before[1]["location"]["lines"]["begin"], 2);
}

#[test]
fn only_errors_are_failed_junit_tests() {
    let text = written(ReportFormat::Junit, &[faulty("<&>", "a"), clean()]);
    let document = roxmltree::Document::parse(&text).expect("it is XML");
    let named =
        |name| document.descendants().filter(|it| it.has_tag_name(name)).collect::<Vec<_>>();
    assert_eq!(named("testsuite").len(), 2);
    assert_eq!(named("testcase").len(), 3);
    let failures = named("failure");
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].attribute("message"), Some("not a URL: `<&>`"));
    assert_eq!(failures[0].attribute("type"), Some("guid-not-permalink"));
    assert_eq!(named("testsuite")[0].attribute("failures"), Some("1"));
}

#[test]
fn html_report_is_a_complete_page() {
    let text = written(ReportFormat::Html, &[faulty("<b>&", "a"), clean()]);
    let page = scraper::Html::parse_document(&text);
    let all = |selector: &str| -> Vec<String> {
        let selector = scraper::Selector::parse(selector).expect("it is a selector");
        page.select(&selector).map(|it| it.text().collect()).collect()
    };
    assert_eq!(all("section summary h2"), ["feeds/a.xml", "feeds/clean.xml"]);
    assert_eq!(
        all("#summary a"),
        ["guid-not-permalink", "missing-guid", "feeds/a.xml"],
        "each rule, and each document with problems"
    );
    assert_eq!(all("#summary td.count"), ["1", "1", "1", "1", "0"]);
    let links = scraper::Selector::parse("a[href^='#']").expect("it is a selector");
    for link in page.select(&links) {
        let target = link.attr("href").unwrap_or_default();
        assert_eq!(all(&format!("[id='{}']", &target[1..])).len(), 1, "{target}");
    }
    assert_eq!(all("article.error h3"), ["error: not a URL: `<b>&`"]);
    assert_eq!(all("article.error pre mark"), ["<b>&", "<rss>"]);
    assert_eq!(all("article.warning a[href='#missing-guid']"), ["missing-guid"]);
    assert_eq!(all("section#missing-guid > h1"), ["missing-guid"]);
    assert_eq!(all("#totals"), ["1 error and 1 warning in 2 documents"]);
    assert!(all("script, img, link, iframe, b").is_empty());
}

#[test]
fn markdown_report_is_a_table_per_document() {
    let text = written(ReportFormat::Markdown, &[faulty("a|b", "a"), clean()]);
    assert_eq!(
        text,
        "### <code>feeds/a.xml</code>\n\n| line | severity | problem |\n| ---: | --- | --- |\n\
         | 2 | error | not a URL: <code>a&#124;b</code> (<code>guid-not-permalink</code>)<br>\
         readers open <code>a&#124;b</code><br><b>help:</b> do not write <code>a&#124;b</code> |\n\
         | 1 | warning | no <code>guid</code> (<code>missing-guid</code>) |\n\n\
         **feedwright:** 1 error and 1 warning in 2 documents\n"
    );
}
