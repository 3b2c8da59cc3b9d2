//! The news of the project in `docs/news`: a page per article, and the feeds, which the program builds and checks.

use std::fs;

use crate::feedwright;
use crate::page::Page;
use crate::read;
use crate::root;
use crate::site;

/// Later than all news, so that a build does not depend on the clock.
const NOW: &str = "2100-01-01";

/// The news with their dates, newest first.
fn articles() -> Vec<(String, Page)> {
    let files = fs::read_dir(root().join("docs/news/articles")).expect("it is a folder");
    let mut articles: Vec<(String, Page)> = files
        .map(|it| it.expect("it can be read").file_name().into_string().expect("it is UTF-8"))
        .map(|it| article(&it))
        .collect();
    articles.sort_by(|a, b| b.0.cmp(&a.0));
    articles
}

/// The date and the page of an article in a file such as `2026-11-29-a-site.md`.
fn article(file: &str) -> (String, Page) {
    let source = format!("docs/news/articles/{file}");
    let text = read(&source);
    let (front_matter, body) = text
        .strip_prefix("---\n")
        .and_then(|it| it.split_once("\n---\n"))
        .expect("it has front matter");
    let title =
        front_matter.lines().find_map(|it| it.strip_prefix("title: ")).expect("it has a title");
    let (date, slug) = file.trim_end_matches(".md").split_at("2026-11-29-".len());
    let date = date.trim_end_matches('-').to_owned();
    let page = Page {
        url: format!("news/{slug}.html"),
        title: title.to_owned(),
        section: None,
        sources: vec![source],
        text: format!("<p><time>{date}</time></p>\n\n{body}"),
    };
    (date, page)
}

/// The articles and their list.
pub(crate) fn pages() -> Vec<Page> {
    let articles = articles();
    let mut text = "News about feedwright, also as a feed: <a href=\"rss.xml\">RSS</a>, <a href=\"atom.xml\">Atom</a> or <a href=\"feed.json\">JSON Feed</a>.\n\n".to_owned();
    for (date, page) in &articles {
        let file = page.sources[0].trim_start_matches("docs/news/");
        text.push_str(&format!("- {date}: [{}]({file})\n", page.title));
    }
    let list = Page {
        url: "news/index.html".to_owned(),
        title: "News".to_owned(),
        section: Some("Project"),
        sources: vec!["docs/news/index".to_owned()],
        text,
    };
    articles.into_iter().map(|it| it.1).chain([list]).collect()
}

/// Builds the feeds with the program, and checks them. Returns the links to the feeds for the head of each page.
pub(crate) fn build_feeds() -> String {
    let out = site().join("news");
    fs::create_dir_all(&out).expect("it can be created");
    let out = out.to_str().expect("it is UTF-8").to_owned();
    let state = tempfile::tempdir().expect("there is room for a folder");
    let state = state.path().to_str().expect("it is UTF-8").to_owned();
    let built = feedwright(&[
        "build",
        "docs/news",
        "--out",
        &out,
        "--state",
        &state,
        "--now",
        NOW,
        "--check-all",
    ]);
    assert_eq!(built, "");
    let url = "https://feedwright.example/news/";
    let checked =
        feedwright(&["check", "--base-url", url, "--now", NOW, "--fail-level", "info", &out]);
    assert_eq!(checked, "");
    // Each entry is a page of the site.
    let feed = fs::read_to_string(site().join("news/feed.json")).expect("it was built");
    let feed: serde_json::Value = serde_json::from_str(&feed).expect("it is JSON");
    let urls = feed["items"]
        .as_array()
        .expect("it has items")
        .iter()
        .map(|it| it["url"].as_str().expect("it has a URL"));
    let mut urls: Vec<String> = urls.map(str::to_owned).collect();
    let mut wanted: Vec<String> =
        articles().iter().map(|it| format!("https://feedwright.example/{}", it.1.url)).collect();
    urls.sort();
    wanted.sort();
    assert_eq!(urls, wanted);
    feedwright(&["links", "docs/news"])
}
