//! The limits of documents and of reports.

use super::GOOD;
use super::code;
use super::fed;
use super::feedwright;
use super::folder;
use super::stderr;
use super::stdout;

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
