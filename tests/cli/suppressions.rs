//! Comments and members in documents that allow problems.

use crate::WARNED;
use crate::code;
use crate::fed;
use crate::feedwright;
use crate::folder;
use crate::stderr;
use crate::stdout;

const NOW: [&str; 2] = ["--now", "2025-01-01"];

/// The feed without a guid, with a comment before its item.
fn allowed(comment: &str) -> String {
    let (head, item) = WARNED.split_once("<item>").expect("it has an item");
    format!("{head}{comment}<item>{item}")
}

#[test]
fn problems_that_are_allowed_are_counted() {
    let folder = folder(&[
        ("item.xml", &allowed("<!-- feedwright: allow missing-guid the ids follow in May -->")),
        ("feed.xml", &WARNED.replace("<rss ", "<!--feedwright: allow id--><rss ")),
    ]);
    let checked = |arguments: &[&str]| {
        feedwright(
            &folder,
            &[&["check", "item.xml", "feed.xml", "--max-warnings", "0"], &NOW[..], arguments]
                .concat(),
        )
    };
    let output = checked(&[]);
    assert_eq!((code(&output), stdout(&output).as_str()), (0, ""));
    assert_eq!(stderr(&output), "feedwright: found no problems in 2 documents (2 suppressed)\n");
    let output = checked(&["--format", "concise"]);
    assert_eq!(stderr(&output), "feedwright: not reported: 2 suppressed\n");
    let output = checked(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    assert_eq!(report["summary"]["suppressed"], 2);
    assert_eq!(report["documents"][0]["suppressed"], 1);
    assert_eq!(stderr(&output), "");
    let output = checked(&["--ignore-suppressions"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("found 2 warnings in 2 documents\n"), "{}", stderr(&output));
}

#[test]
fn a_comment_is_for_the_next_element_only() {
    let item = "<item><title>A</title><link>https://harbor.example/a</link></item>";
    let (head, _) = WARNED.split_once("<item>").expect("it has an item");
    let feed = |items: &str| format!("{head}{items}</channel></rss>");
    let count = |text: &str| {
        let output = fed(
            &folder(&[]),
            &[&["check", "-", "--format", "concise", "--select", "missing-guid"], &NOW[..]]
                .concat(),
            text.as_bytes(),
        );
        stdout(&output).lines().count()
    };
    let comment = "<!-- feedwright: allow missing-guid -->";
    assert_eq!(count(&feed(&[item, item].concat())), 2);
    assert_eq!(count(&feed(&[comment, item, item].concat())), 1);
    assert_eq!(count(&feed(&[item, comment, item].concat())), 1);
    assert_eq!(count(&feed(&[item, item, comment].concat())), 2);
    assert_eq!(count(&feed(&[comment, "<item/>", item].concat())), 1);
    // Most of the items have the same problem, which is reported once.
    let many = feed(&[&item.repeat(6), comment, &item.repeat(6)].concat());
    assert_eq!(count(&many), 1);
    assert_eq!(count(&feed(&format!("{comment}{item}").repeat(12))), 0);
    // A CDATA section is not a comment.
    assert_eq!(
        count(&feed(&format!(
            "<item><description><![CDATA[{comment}]]></description></item>{item}"
        ))),
        2
    );
}

#[test]
fn suppressed_problems_are_not_fixed() {
    let text = allowed(
        "<!-- feedwright: allow xml-bare-ampersand the parser wants it --><item><title>Sun & sea</title></item>",
    );
    let folder = folder(&[
        ("a.xml", &text),
        ("b.xml", &text.replace("allow xml-bare", "allow missing-guid, xml-bare")),
    ]);
    feedwright(&folder, &[&["check", "--fix", "a.xml", "b.xml"], &NOW[..]].concat());
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("it exists");
    assert!(read("a.xml").contains("Sun & sea"));
    assert!(read("b.xml").contains("Sun & sea"));
}

#[test]
fn a_batch_does_not_honor_suppressions() {
    let folder = folder(&[("item.xml", &allowed("<!-- feedwright: allow missing-guid -->"))]);
    let arguments = [&["batch", "--files-from", "-"], &NOW[..]].concat();
    let output = stdout(&fed(&folder, &arguments, b"item.xml\n"));
    assert!(output.contains("\"missing-guid\""), "{output}");
}

#[test]
fn any_number_of_suppressions_takes_a_short_time() {
    let comment = "<!-- feedwright: allow missing-guid, all, podcast, no-such-rule -->";
    let item = "<item><title>A & B</title></item>";
    let many = allowed(&format!("{comment}{item}").repeat(5_000));
    let names = allowed(&format!(
        "<!-- feedwright: allow {} -->",
        "missing-guid, no-such-rule, ".repeat(50_000)
    ));
    let nested = allowed(&format!("{}{}", comment.repeat(5_000), "<a>".repeat(300)));
    let json = format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"A\", \"items\": [{}]}}",
        vec!["{\"_feedwright\": {\"allow\": {\"all\": \"\", \"x\": \"\"}}}"; 5_000].join(", ")
    );
    for text in [many, names, nested, json] {
        let start = std::time::Instant::now();
        let arguments = ["check", "-", "--format", "concise"];
        let output = fed(&folder(&[]), &arguments, text.as_bytes());
        assert!(code(&output) < 2, "{}", stderr(&output));
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
        let report = stdout(&output);
        assert!(report.contains("at most 1000 names") || report.contains("more like this"));
    }
}

#[test]
fn problems_of_the_response_are_allowed_for_the_whole_document() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    let comment = "<!-- feedwright: allow http-wrong-media-type -->";
    let count = |text: &str| {
        let folder = folder(&[("saved.http", &format!("{head}{text}"))]);
        let arguments = [
            "check",
            "--response",
            "saved.http",
            "--format",
            "concise",
            "--select",
            "http-wrong-media-type",
        ];
        stdout(&feedwright(&folder, &arguments)).lines().count()
    };
    assert_eq!(count(WARNED), 1);
    assert_eq!(count(&WARNED.replace("<rss ", &format!("{comment}<rss "))), 0);
    assert_eq!(count(&WARNED.replace("<channel>", &format!("{comment}<channel>"))), 1);
    assert_eq!(count(&allowed(comment)), 1);
}

#[test]
fn a_member_of_a_json_object_is_for_this_object() {
    let feed = |top: &str, item: &str| {
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"A\", {top} \"feed_url\": \"https://harbor.example/feed\",
             \"home_page_url\": \"https://harbor.example/\", \"items\": [{{\"id\": \"1\" {item}}}, {{\"id\": \"2\"}}]}}"
        )
    };
    let count = |text: &str| {
        let arguments =
            ["check", "-", "--format", "concise", "--select", "item-without-content,suppression"];
        stdout(&fed(&folder(&[]), &arguments, text.as_bytes())).lines().count()
    };
    let allow = "\"_feedwright\": {\"about\": \"https://harbor.example/\", \"allow\": {\"item-without-content\": \"it follows\"}}";
    assert_eq!(count(&feed("", "")), 2);
    assert_eq!(count(&feed("", &format!(", {allow}"))), 1);
    assert_eq!(count(&feed(&format!("{allow},"), "")), 0);
    // Only an object in an item is for the item.
    assert_eq!(count(&feed("", &format!(", \"_x\": {{{allow}}}"))), 3);
}
