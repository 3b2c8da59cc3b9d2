//! Problems while someone types.

use serde_json::Value;
use serde_json::json;

use crate::client::Client;
use crate::client::codes;
use crate::client::editor;
use crate::client::range;

const FEED: &str = "file:///site/feed.xml";

/// A feed with an item that has this content.
fn feed(item: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n\
         <title>Harbor</title>\n<link>https://harbor.example/</link>\n<description>News</description><language>en</language>\n\
         <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://harbor.example/feed.xml\"/>\n\
         <item>\n<title>Ferry</title>\n<guid>https://harbor.example/ferry</guid>\n{item}\n</item>\n</channel>\n</rss>\n"
    )
}

/// The text of the range of a problem. Lines are split at LF, and columns are counted in UTF-16.
fn marked(text: &str, problem: &Value) -> String {
    let place = |at: &Value| {
        let number = |key: &str| usize::try_from(at[key].as_u64().expect("it is a number"));
        let line = number("line").expect("it is small");
        let before: usize = text.split('\n').take(line).map(|it| it.len() + 1).sum();
        let units = number("character").expect("it is small");
        let in_line = text[before..].char_indices().scan(0, |count, (at, it)| {
            let here = *count;
            *count += it.len_utf16();
            Some((at, here))
        });
        before
            + in_line.filter(|it| it.1 == units).map(|it| it.0).next().expect("it is in the text")
    };
    text[place(&problem["range"]["start"])..place(&problem["range"]["end"])].to_owned()
}

#[test]
fn shows_the_problems_of_a_feed() {
    let mut client = Client::new();
    let text = feed("<pubDate>2024-13-01</pubDate><link>http//harbor</link>");
    let problems = client.open(FEED, "xml", &text);
    assert_eq!(codes(&problems), ["invalid-rfc822-date", "relative-url"], "{problems:?}");
    let first = &problems[0];
    assert_eq!(marked(&text, first), "2024-13-01");
    assert_eq!((&first["severity"], &first["source"]), (&json!(1), &json!("feedwright")));
    let message = first["message"].as_str().expect("it is text");
    assert!(
        message.starts_with("`pubDate` is not an RFC 822 date: `2024-13-01`\nnote: "),
        "{message}"
    );
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": FEED } }));
    let last = client.wait(|it| it["method"] == "textDocument/publishDiagnostics");
    assert_eq!(last["params"]["diagnostics"], json!([]), "a closed document has no problems");
    client.end();
}

#[test]
fn shows_other_places_of_a_problem() {
    let text = feed(
        "<pubDate>Wed, 01 May 2024 08:00:00 GMT</pubDate></item><item><title>Pier</title><guid>https://harbor.example/ferry</guid>",
    );
    let mut client = Client::new();
    let problems = client.open(FEED, "xml", &text);
    let found = problems.iter().find(|it| it["code"] == "duplicate-guid").expect("it is reported");
    let related = &found["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], FEED);
    assert_eq!(related["location"]["range"]["start"]["line"], 9);
    client.end();

    let mut capabilities = editor();
    capabilities["textDocument"]["publishDiagnostics"] = json!({});
    let mut client = Client::with(&capabilities);
    let problems = client.open(FEED, "xml", &text);
    assert!(problems.iter().all(|it| it.get("relatedInformation").is_none()), "{problems:?}");
    client.end();
}

#[test]
fn counts_columns_in_utf_16() {
    let text = feed("<category>\u{1f6a2}\u{e9}\u{65e5}</category><pubDate>yesterday</pubDate>");
    let mut client = Client::new();
    let problems = client.open(FEED, "xml", &text);
    assert_eq!(codes(&problems), ["invalid-rfc822-date"]);
    assert_eq!(marked(&text, &problems[0]), "yesterday");
    let column = problems[0]["range"]["start"]["character"].as_u64();
    assert_eq!(
        column,
        Some("<category>..\u{e9}\u{65e5}</category><pubDate>".chars().count() as u64)
    );

    // The emoji is two units wide, and the editor replaces it.
    let changes = json!([{ "range": range((10, 10), (10, 12)), "text": "\u{1f6a2}\u{1f6a2}" }]);
    let changed = text.replace('\u{1f6a2}', "\u{1f6a2}\u{1f6a2}");
    assert_eq!(marked(&changed, &client.change(FEED, changes)[0]), "yesterday");
    client.end();
}

#[test]
fn follows_changes_in_their_order() {
    let mut client = Client::new();
    let text = feed("<pubDate>Wed, 01 May 2024 08:00:00 GMT</pubDate>");
    assert_eq!(client.open(FEED, "xml", &text), Vec::<Value>::new());
    // The second change counts from the result of the first one.
    let changes = json!([
        { "range": range((10, 0), (10, 9)), "text": "<pubDate>\n" },
        { "range": range((11, 0), (11, 3)), "text": "We" },
    ]);
    assert_eq!(codes(&client.change(FEED, changes)), ["invalid-rfc822-date"]);
    let back = json!([{ "range": range((10, 9), (11, 2)), "text": "Wed" }]);
    assert_eq!(client.change(FEED, back), Vec::<Value>::new());
    let problems = client.change(FEED, json!([{ "text": "<rss" }]));
    assert_eq!(codes(&problems)[0], "xml-missing-encoding", "{problems:?}");
    client.end();
}

#[test]
fn reads_documents_with_byte_order_marks_and_other_encodings() {
    let mut client = Client::new();
    let text = format!("\u{feff}{}", feed("<pubDate>yesterday</pubDate>"));
    let problems = client.open(FEED, "xml", &text);
    assert_eq!(codes(&problems), ["invalid-rfc822-date"]);
    assert_eq!(marked(&text, &problems[0]), "yesterday");

    let text = feed("<category>caf\u{e9}</category><pubDate>yesterday</pubDate>");
    let text = text.replace("UTF-8", "ISO-8859-1");
    let problems = client.open("file:///site/latin.xml", "xml", &text);
    assert_eq!(codes(&problems), ["invalid-rfc822-date"], "{problems:?}");
    assert_eq!(marked(&text, &problems[0]), "yesterday");
    client.end();
}

#[test]
fn leaves_other_files_alone() {
    let mut client = Client::new();
    for (uri, language, text) in [
        ("file:///a/pom.xml", "xml", "<project><broken></project>"),
        ("file:///a/data.xml", "xml", "<my-data>&</my-data>"),
        ("file:///a/new.xml", "xml", ""),
        ("file:///a/package.json", "json", "{\"name\": \"x\"}"),
        ("file:///a/notes.md", "markdown", "# Notes\n"),
        ("file:///a/main.c", "c", "int main() {}"),
        ("untitled:Untitled-1", "xml", "  \n"),
    ] {
        assert_eq!(client.open(uri, language, text), Vec::<Value>::new(), "{uri}");
    }
    assert!(!client.open("file:///a/feed.rss", "xml", "").is_empty(), "feeds are never empty");
    assert!(!client.open("untitled:Untitled-2", "xml", "<rss></rss>").is_empty());
    assert!(!client.open("untitled:Untitled-3", "atom", "").is_empty());
    client.end();
}

#[test]
fn checks_huge_and_hostile_documents() {
    let mut client = Client::new();
    let huge = feed(&"<category>harbor</category>\n".repeat(300_000));
    assert!(huge.len() > 8_000_000);
    client.open(FEED, "xml", &huge);
    for (index, text) in [
        "<".repeat(100_000),
        "<a>".repeat(100_000),
        format!("<rss version=\"2.0\">{}", "<channel><item>".repeat(50_000)),
        "[".repeat(100_000),
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[".to_owned()
            + &"{".repeat(50_000),
        "\u{0}\u{feff}\u{202e}\r\r\n".repeat(1000),
        format!("<rss a=\"{}", "&#x1f600;".repeat(100_000)),
    ]
    .iter()
    .enumerate()
    {
        let uri = format!("file:///hostile/{index}.rss");
        assert!(!client.open(&uri, "rss", text).is_empty(), "{index}");
    }
    client.end();
}

#[test]
fn shows_only_the_problems_of_the_newest_text() {
    let mut client = Client::new();
    let text = feed(&"<category>harbor</category>\n".repeat(2000));
    client.open(FEED, "xml", &text);
    for typed in 0..50 {
        let at = (10, 10 + typed);
        client.edit(FEED, json!([{ "range": range(at, at), "text": "&" }]));
    }
    let problems = client.problems(FEED);
    assert_eq!(problems.iter().filter(|it| it["code"] == "xml-bare-ampersand").count(), 50);
    client.end();
}
