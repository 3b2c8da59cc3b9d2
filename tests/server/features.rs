//! Fixes, documentation, outlines and completions.

use std::fs;

use serde_json::Value;
use serde_json::json;

use crate::client::Client;
use crate::client::editor;
use crate::client::range;

const FEED: &str = "file:///site/feed.xml";

/// Two problems with a safe fix, and one with an unsafe fix.
const TEXT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<rss version=\"2.0\">
<channel>
<title>Sun & sea \u{1f30a}</title>
<link>https://harbor.example/</link>
<description>News</description>
<item>
<title>Ferry</title>
<guid isPermalink=\"true\">https://harbor.example/ferry</guid>
<pubDate>Wed, 01 May 24 08:00:00 GMT</pubDate>
</item>
<item>
<title>Pier</title>
<guid>https://harbor.example/pier</guid>
</item>
</channel>
</rss>
";

/// Applies the edits of a workspace edit to a text. Columns are in UTF-16.
fn applied(text: &str, edit: &Value) -> String {
    let change = &edit["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], FEED);
    assert!(change["textDocument"]["version"].is_i64());
    let place = |at: &Value| {
        let number = |key: &str| usize::try_from(at[key].as_u64().expect("it is a number"));
        let line = number("line").expect("it is small");
        let before: usize = text.split('\n').take(line).map(|it| it.len() + 1).sum();
        let mut left = number("character").expect("it is small");
        let mut offset = before;
        for it in text[before..].chars() {
            if left == 0 {
                break;
            }
            left -= it.len_utf16();
            offset += it.len_utf8();
        }
        offset
    };
    let mut edits: Vec<(usize, usize, &str)> =
        (change["edits"].as_array().expect("it is a list").iter())
            .map(|it| {
                let text = it["newText"].as_str().expect("it is text");
                (place(&it["range"]["start"]), place(&it["range"]["end"]), text)
            })
            .collect();
    edits.sort_unstable();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}

fn actions(client: &mut Client, at: Value, context: Value) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": FEED }, "range": at, "context": context });
    client.ask("textDocument/codeAction", params).as_array().expect("it is a list").clone()
}

fn position(line: usize, character: usize) -> Value {
    let position = json!({ "line": line, "character": character });
    json!({ "textDocument": { "uri": FEED }, "position": position })
}

#[test]
fn offers_the_fix_of_each_problem() {
    let mut client = Client::new();
    client.open(FEED, "xml", TEXT);
    let found = actions(
        &mut client,
        range((3, 11), (3, 11)),
        json!({ "diagnostics": [], "only": ["quickfix"] }),
    );
    assert_eq!(found.len(), 1, "{found:?}");
    let fix = &found[0];
    assert_eq!(fix["title"], "Change it to `&amp;` (xml-bare-ampersand)");
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(fix["diagnostics"][0]["code"], "xml-bare-ampersand");
    assert_eq!(applied(TEXT, &fix["edit"]), TEXT.replace("Sun &", "Sun &amp;"));

    let unsafe_fix = actions(
        &mut client,
        range((9, 21), (9, 21)),
        json!({ "diagnostics": [], "only": ["quickfix"] }),
    );
    let title = unsafe_fix[0]["title"].as_str().expect("it is text");
    assert!(title.ends_with(", unsafe: readers may show something else)"), "{title}");
    assert_eq!(unsafe_fix[0]["isPreferred"], false);

    let nothing = actions(
        &mut client,
        range((13, 0), (13, 5)),
        json!({ "diagnostics": [], "only": ["quickfix"] }),
    );
    assert_eq!(nothing, Vec::<Value>::new());
    client.end();
}

#[test]
fn fixes_everything_that_is_safe() {
    let mut client = Client::new();
    client.open(FEED, "xml", TEXT);
    for only in ["source.fixAll", "source.fixAll.feedwright", "source"] {
        let found = actions(
            &mut client,
            range((0, 0), (0, 0)),
            json!({ "diagnostics": [], "only": [only] }),
        );
        assert_eq!(found.len(), 1, "{only}: {found:?}");
        assert_eq!(found[0]["kind"], "source.fixAll.feedwright");
        let fixed = applied(TEXT, &found[0]["edit"]);
        assert!(fixed.contains("Sun &amp; sea") && fixed.contains("isPermaLink"), "{fixed}");
        assert!(fixed.contains("01 May 24"), "this fix is unsafe");
    }
    // Whenever the cursor moves, only the fixes at the cursor are asked for.
    let automatic = json!({ "diagnostics": [], "triggerKind": 2 });
    assert_eq!(actions(&mut client, range((0, 0), (0, 0)), automatic), Vec::<Value>::new());
    let invoked = json!({ "diagnostics": [], "triggerKind": 1 });
    assert_eq!(actions(&mut client, range((0, 0), (0, 0)), invoked).len(), 1);

    // The answer is about the newest text, even if its check is still running.
    let changed = TEXT.replace("Sun &", "Sun, moon &");
    client.edit(FEED, json!([{ "text": changed }]));
    let found = actions(
        &mut client,
        range((0, 0), (0, 0)),
        json!({ "diagnostics": [], "only": ["source.fixAll"] }),
    );
    assert!(applied(&changed, &found[0]["edit"]).contains("Sun, moon &amp; sea"));
    client.end();
}

#[test]
fn sends_edits_in_the_form_that_the_editor_supports() {
    let mut capabilities = editor();
    capabilities["workspace"] = json!({});
    let mut client = Client::with(&capabilities);
    client.open(FEED, "xml", TEXT);
    let context = json!({ "diagnostics": [], "only": ["quickfix"] });
    let found = actions(&mut client, range((3, 11), (3, 11)), context.clone());
    assert_eq!(found[0]["edit"]["changes"][FEED].as_array().map(Vec::len), Some(1));
    client.end();

    capabilities["textDocument"]["codeAction"] = json!({});
    let mut client = Client::with(&capabilities);
    client.open(FEED, "xml", TEXT);
    assert_eq!(actions(&mut client, range((3, 11), (3, 11)), context), Vec::<Value>::new());
    client.end();
}

fn hover(client: &mut Client, line: usize, character: usize) -> String {
    let result = client.ask("textDocument/hover", position(line, character));
    result["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn shows_the_pages_of_rules_and_the_documentation_of_elements() {
    let mut client = Client::new();
    client.open(FEED, "xml", TEXT);
    let page = hover(&mut client, 3, 11);
    assert!(page.starts_with("# xml-bare-ampersand\n"), "{page}");
    let element = hover(&mut client, 4, 2);
    assert!(element.starts_with("**`<link>`**") && element.contains("Required, once"), "{element}");
    let attribute = hover(&mut client, 1, 6);
    assert!(attribute.starts_with("**`version`** of `<rss>`"), "{attribute}");
    assert_eq!(hover(&mut client, 12, 10), "", "nothing is wrong with this text");
    assert_eq!(hover(&mut client, 99, 99), "");
    client.end();
}

#[test]
fn lists_the_entries() {
    let mut client = Client::new();
    client.open(FEED, "xml", TEXT);
    let params = json!({ "textDocument": { "uri": FEED } });
    let symbols = client.ask("textDocument/documentSymbol", params.clone());
    assert_eq!(symbols[0]["name"], "Sun & sea \u{1f30a}");
    assert_eq!(symbols[0]["detail"], "rss-2.0");
    let entries = symbols[0]["children"].as_array().expect("it has entries");
    let names: Vec<&Value> = entries.iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["Ferry", "Pier"]);
    assert_eq!(entries[1]["range"]["start"]["line"], 11);
    assert_eq!(entries[1]["range"]["end"]["line"], 13);
    client.end();

    let mut capabilities = editor();
    capabilities["textDocument"]["documentSymbol"] = json!({});
    let mut client = Client::with(&capabilities);
    client.open(FEED, "xml", TEXT);
    let list = client.ask("textDocument/documentSymbol", params);
    assert_eq!(list[2]["name"], "Pier");
    assert_eq!(list[2]["containerName"], "Sun & sea \u{1f30a}");
    assert_eq!(list[2]["location"]["uri"], FEED);
    client.end();
}

/// The completions at the mark `|` in a text.
fn completions(client: &mut Client, uri: &str, text: &str) -> Vec<Value> {
    let (before, after) = text.split_once('|').expect("it has a mark");
    client.open(uri, "xml", &format!("{before}{after}"));
    let line = before.matches('\n').count();
    let character = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
    let position = json!({ "line": line, "character": character });
    let params = json!({ "textDocument": { "uri": uri }, "position": position });
    let list = client.ask("textDocument/completion", params);
    list["items"].as_array().expect("it is a list").clone()
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().map(|it| it["label"].as_str().expect("it is text")).collect()
}

fn item<'i>(items: &'i [Value], label: &str) -> &'i Value {
    let found = items.iter().find(|it| it["label"] == label);
    found.unwrap_or_else(|| panic!("{label} is not in {:?}", labels(items)))
}

#[test]
fn completes_elements_of_rss() {
    let mut client = Client::new();
    let start = "<rss version=\"2.0\">\n<channel>\n<title>\u{1f30a}</title>\n";
    let items = completions(&mut client, FEED, &format!("{start}<ite|\n</channel>\n</rss>"));
    let entry = item(&items, "item");
    assert_eq!(entry["textEdit"]["newText"], "item>\n\t$0\n</item>");
    assert_eq!(entry["textEdit"]["range"], range((3, 1), (3, 4)));
    let documentation = entry["documentation"]["value"].as_str().expect("it is documented");
    assert!(documentation.starts_with("**`<item>`**"), "{documentation}");
    assert!(!labels(&items).contains(&"title"), "there is one already");

    let author = item(&items, "itunes:author");
    let declaration = &author["additionalTextEdits"][0];
    assert_eq!(
        declaration["newText"],
        " xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\""
    );
    assert_eq!(declaration["range"], range((0, 4), (0, 4)));
    assert!(entry["sortText"].as_str() < author["sortText"].as_str());

    let items =
        completions(&mut client, FEED, &format!("{start}<item>\n<|>x</a></item></channel></rss>"));
    assert_eq!(item(&items, "guid")["textEdit"]["newText"], "guid", "the rest of the tag is there");

    let items = completions(
        &mut client,
        FEED,
        &format!("{start}<item><enclosure |/></item></channel></rss>"),
    );
    assert_eq!(labels(&items), ["url", "length", "type"]);
    let items = completions(
        &mut client,
        FEED,
        &format!("{start}<item><guid isPermaLink=\"|\"></guid></item>"),
    );
    assert_eq!(labels(&items), ["true", "false"]);
    let items =
        completions(&mut client, FEED, &format!("{start}<skipDays><day>|</day></skipDays>"));
    assert_eq!(labels(&items).len(), 7);
    let items = completions(&mut client, FEED, &format!("{start}<item><guid>1</|"));
    assert_eq!(item(&items, "guid")["textEdit"]["newText"], "guid>");
    for nothing in ["<!-- <|", "<![CDATA[<|", "<title>a|</title>", "<unknown><|"] {
        let items = completions(&mut client, FEED, &format!("{start}{nothing}"));
        assert_eq!(labels(&items), Vec::<&str>::new(), "{nothing}");
    }
    client.end();
}

#[test]
fn completes_other_formats() {
    let mut client = Client::new();
    let items =
        completions(&mut client, FEED, "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<entry>\n<|");
    for name in ["id", "updated", "content"] {
        assert_eq!(item(&items, name)["textEdit"]["newText"], format!("{name}>$0</{name}>"));
    }
    assert!(!labels(&items).contains(&"pubDate"));

    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": \"1\", ";
    let items = completions(&mut client, "file:///site/feed.json", &format!("{json}\"con|\"}}]}}"));
    assert_eq!(item(&items, "content_html")["textEdit"]["newText"], "content_html");
    let items = completions(&mut client, "file:///site/feed.json", &format!("{json}|}}]}}"));
    assert_eq!(item(&items, "content_html")["textEdit"]["newText"], "\"content_html\": \"$0\"");
    assert_eq!(item(&items, "tags")["textEdit"]["newText"], "\"tags\": [$0]");
    assert!(!labels(&items).contains(&"id"), "there is one already");

    let items = completions(&mut client, FEED, "|");
    let rss = item(&items, "rss")["textEdit"]["newText"].as_str().expect("it is text");
    assert!(rss.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss"), "{rss}");
    client.end();

    let mut capabilities = editor();
    capabilities["textDocument"]["completion"] = json!({});
    let mut client = Client::with(&capabilities);
    let items = completions(&mut client, FEED, "<rss version=\"2.0\"><channel><|");
    assert_eq!(item(&items, "item")["textEdit"]["newText"], "item", "the editor has no snippets");
    client.end();
}

/// A site with an article.
struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn new(configuration: &str) -> Site {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        fs::create_dir(folder.path().join("articles")).expect("it can be made");
        fs::write(folder.path().join("feedwright.toml"), configuration).expect("it can be written");
        Site { folder }
    }

    fn uri(&self, path: &str) -> String {
        let path = self.folder.path().canonicalize().expect("it exists").join(path);
        url::Url::from_file_path(path).expect("it is absolute").into()
    }
}

const CONFIGURATION: &str = "[site]\ntitle = \"Harbor\"\nurl = \"https://harbor.example/\"\n";

#[test]
fn checks_and_completes_configurations() {
    let site = Site::new(CONFIGURATION);
    let uri = site.uri("feedwright.toml");
    let mut client = Client::new();
    assert_eq!(client.open(&uri, "toml", CONFIGURATION), Vec::<Value>::new());
    let problems =
        client.change(&uri, json!([{ "range": range((1, 0), (1, 5)), "text": "titel" }]));
    let message = problems[0]["message"].as_str().expect("it is text");
    assert_eq!(message, "unknown key `titel` in [site]\nhelp: did you mean `title`?");
    assert_eq!(problems[0]["range"], range((1, 0), (1, 5)));
    assert_eq!(
        client.change(&uri, json!([{ "text": "[check]\nprofile = [\"apple\"]\n" }])),
        Vec::<Value>::new()
    );

    let items = completions(&mut client, &uri, &format!("{CONFIGURATION}|"));
    assert_eq!(item(&items, "language")["textEdit"]["newText"], "language = \"$0\"");
    let items = completions(&mut client, &uri, "[check]\nignore = [\"|\"]\n");
    let rule = item(&items, "missing-guid");
    assert!(rule["documentation"]["value"].as_str().is_some_and(|it| !it.is_empty()), "{rule}");
    client.end();
}

#[test]
fn checks_feeds_as_their_configuration_says() {
    let site = Site::new(CONFIGURATION);
    let (feed, configuration) = (site.uri("feed.xml"), site.uri("feedwright.toml"));
    let mut client = Client::new();
    let has = |problems: &[Value], rule: &str| problems.iter().any(|it| it["code"] == rule);
    assert!(has(&client.open(&feed, "xml", TEXT), "xml-bare-ampersand"));

    // The configuration counts before it is saved.
    let text = format!("{CONFIGURATION}[check]\nignore = [\"xml-bare-ampersand\"]\n");
    assert_eq!(client.open(&configuration, "toml", &text), Vec::<Value>::new());
    let again = client.wait(|it| it["params"]["uri"] == feed.as_str());
    let problems = again["params"]["diagnostics"].as_array().expect("it is a list").clone();
    assert!(!problems.is_empty() && !has(&problems, "xml-bare-ampersand"), "{problems:?}");

    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": configuration } }));
    let again = client.wait(|it| it["params"]["uri"] == feed.as_str());
    let problems = again["params"]["diagnostics"].as_array().expect("it is a list").clone();
    assert!(has(&problems, "xml-bare-ampersand"), "{problems:?}");

    fs::write(site.folder.path().join("feedwright.toml"), text).expect("it can be written");
    let change = json!({ "uri": configuration, "type": 2 });
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    let again = client.wait(|it| it["params"]["uri"] == feed.as_str());
    let problems = again["params"]["diagnostics"].as_array().expect("it is a list").clone();
    assert!(!has(&problems, "xml-bare-ampersand"), "{problems:?}");
    client.end();
}

#[test]
fn checks_and_completes_articles() {
    let site = Site::new(CONFIGURATION);
    let uri = site.uri("articles/ferry.md");
    let mut client = Client::new();
    let text = "---\ntitle: Ferry\ndate: 2024-13-01\n---\nThe ferry is new.\n";
    let problems = client.open(&uri, "markdown", text);
    assert_eq!(problems[0]["range"]["start"]["line"], 2, "{problems:?}");
    let fixed = json!([{ "range": range((2, 11), (2, 13)), "text": "05" }]);
    assert_eq!(client.change(&uri, fixed), Vec::<Value>::new());
    let items = completions(&mut client, &uri, "---\ntitle: Ferry\nta|\n---\nText\n");
    assert_eq!(item(&items, "tags")["textEdit"]["newText"], "tags: ");
    let position = json!({ "line": 1, "character": 2 });
    let params = json!({ "textDocument": { "uri": uri }, "position": position });
    let hover = client.ask("textDocument/hover", params);
    assert_eq!(hover["contents"]["value"], "**`title`**\n\nThe title.");

    // These are not articles of the site.
    for path in ["notes.md", "articles/_includes/part.md", "articles/README.md"] {
        assert_eq!(
            client.open(&site.uri(path), "markdown", "---\ndate: never\n---\n"),
            Vec::<Value>::new(),
            "{path}"
        );
    }
    client.end();
}

#[test]
fn answers_only_for_open_documents() {
    let mut client = Client::new();
    let answer = client.answer("textDocument/hover", position(0, 0));
    assert_eq!(answer["error"]["code"], -32602);
    client.open(FEED, "xml", TEXT);
    let answer = client.answer("textDocument/hover", json!({ "textDocument": { "uri": FEED } }));
    assert_eq!(answer["error"]["code"], -32602);
    client.end();
}

#[test]
fn cancels_requests() {
    let mut client = Client::new();
    let huge = TEXT.replace(
        "</channel>",
        &format!("{}</channel>", "<item><title>A & B</title></item>\n".repeat(20_000)),
    );
    client.open(FEED, "xml", &huge);
    let context = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let params = json!({ "textDocument": { "uri": FEED }, "range": range((0, 0), (0, 0)), "context": context });
    let id = client.request("textDocument/codeAction", params);
    client.tell("$/cancelRequest", json!({ "id": id }));
    let answer = client.wait(|it| it["id"] == id);
    assert_eq!(answer["error"]["code"], -32800, "{answer}");
    client.end();
}
