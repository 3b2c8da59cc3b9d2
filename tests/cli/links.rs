//! `feedwright links`: the links to the feeds for the pages of a site.

use serde_json::Value;
use tempfile::TempDir;

use crate::code;
use crate::feedwright;
use crate::folder;

const CONFIG: &str = "[site]\ntitle = \"Harbor & \\\"sea\\\"\"\nurl = \"https://harbor.example/\"\nlanguage = \"en\"\n\
    [output]\nurl = \"/f/\"\n\
    [[feed]]\n\
    [[feed]]\nname = \"news\"\nformats = [\"rss\"]\ninclude = { section = \"news\" }\n\
    [[feed]]\neach = \"tag\"\nformats = [\"json\"]\nfile = \"tags/{slug}.{ext}\"\n\
    [[feed]]\neach = \"author\"\nformats = [\"atom\"]\n";

fn site() -> TempDir {
    folder(&[
        ("feedwright.toml", CONFIG),
        (
            "articles/ferry.md",
            "---\ntitle: Ferry\ndate: 2024-05-01\ntags: [Sea]\nsection: News\n---\nA\n",
        ),
        (
            "articles/walks/quay.md",
            "---\ntitle: Quay\ndate: 2024-05-02\ntags: [land]\nauthor: Jane Roe\n---\nB\n",
        ),
        (
            "articles/draft.md",
            "---\ntitle: Draft\ndate: 2024-05-02\ntags: [sea, secret]\ndraft: true\n---\nC\n",
        ),
        ("articles/later.md", "---\ntitle: Later\ndate: 2034-05-02\ntags: [future]\n---\nD\n"),
    ])
}

/// What the program prints. It writes no files.
#[track_caller]
fn printed(site: &TempDir, arguments: &[&str]) -> String {
    let arguments = [&["links", "--now", "2024-06-01"], arguments].concat();
    let output = feedwright(site, &arguments);
    assert_eq!((code(&output), String::from_utf8_lossy(&output.stderr).as_ref()), (0, ""));
    assert!(!site.path().join("feeds").exists() && !site.path().join(".feedwright").exists());
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

const MAIN: &str = "\
<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Harbor &amp; &quot;sea&quot; (RSS)\" href=\"https://harbor.example/f/rss.xml\">
<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Harbor &amp; &quot;sea&quot; (Atom)\" href=\"https://harbor.example/f/atom.xml\">
<link rel=\"alternate\" type=\"application/feed+json\" title=\"Harbor &amp; &quot;sea&quot; (JSON Feed)\" href=\"https://harbor.example/f/feed.json\">
";
const NEWS: &str = "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Harbor &amp; &quot;sea&quot;: news\" href=\"https://harbor.example/f/news.xml\">\n";
const SEA: &str = "<link rel=\"alternate\" type=\"application/feed+json\" title=\"Harbor &amp; &quot;sea&quot;: Sea\" href=\"https://harbor.example/f/tags/sea.json\">\n";
const LAND: &str = "<link rel=\"alternate\" type=\"application/feed+json\" title=\"Harbor &amp; &quot;sea&quot;: land\" href=\"https://harbor.example/f/tags/land.json\">\n";
const JANE: &str = "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Harbor &amp; &quot;sea&quot;: Jane Roe\" href=\"https://harbor.example/f/author/jane-roe.xml\">\n";

#[test]
fn prints_the_feeds_of_a_site_in_the_order_of_its_configuration() {
    let site = site();
    assert_eq!(printed(&site, &[]), [MAIN, NEWS, LAND, SEA, JANE].concat());
    assert_eq!(printed(&site, &["."]), [MAIN, NEWS, LAND, SEA, JANE].concat());
}

#[test]
fn prints_the_feeds_of_an_article_first() {
    let site = site();
    assert_eq!(printed(&site, &["--for", "articles/ferry.md"]), [MAIN, NEWS, SEA].concat());
    assert_eq!(printed(&site, &["--for", "ferry.md"]), [MAIN, NEWS, SEA].concat());
    let quay = [MAIN, LAND, JANE, NEWS].concat();
    assert_eq!(printed(&site, &["--for", "walks/quay.md"]), quay);
    // The page of a draft links to the feeds that exist.
    assert_eq!(printed(&site, &["--for", "draft.md"]), [MAIN, SEA, NEWS].concat());
}

#[test]
fn prints_json() {
    let site = site();
    let text = printed(&site, &["--format", "json", "--for", "walks/quay.md"]);
    let object: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!((&object["version"], &object["article"]), (&1.into(), &"walks/quay.md".into()));
    let links = object["links"].as_array().expect("there are links");
    assert_eq!(links.len(), 6);
    assert_eq!(links[0]["url"], "https://harbor.example/f/rss.xml");
    assert_eq!(links[0]["type"], "application/rss+xml");
    assert_eq!(links[0]["format"], "rss");
    assert_eq!(links[0]["title"], "Harbor & \"sea\" (RSS)");
    assert_eq!(links[0]["html"], MAIN.lines().next().expect("there is a line"));
    assert_eq!((&links[0]["has_article"], &links[5]["has_article"]), (&true.into(), &false.into()));
    let text = printed(&site, &["--format", "json"]);
    let object: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(
        (&object["article"], &object["links"][0]["has_article"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn explains_what_is_missing() {
    let site = site();
    for (arguments, message) in [
        (
            &["links", "--for", "none.md"][..],
            "the file none.md does not exist in the folder of articles",
        ),
        (
            &["links", "--for", "feedwright.toml"],
            "the file feedwright.toml does not exist in the folder of articles",
        ),
        (&["links", "nowhere"], "nowhere is not a folder"),
        (
            &["links", "articles"],
            "articles/feedwright.toml does not exist; `feedwright init` creates one",
        ),
    ] {
        let output = feedwright(&site, arguments);
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(code(&output) == 2 && err.contains(message), "{err}");
        assert!(output.stdout.is_empty());
    }
    std::fs::remove_dir_all(site.path().join("articles")).expect("it is there");
    let output = feedwright(&site, &["links"]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(code(&output) == 2 && err.contains("cannot read the folder of articles"), "{err}");
}
