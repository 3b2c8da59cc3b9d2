//! Large sites: only the heads of most articles are read.

use std::fmt::Write as _;
use std::fs;

use super::Said;
use super::Site;
use super::article;

/// The text of an article that has none, which only shows when it is rendered.
const EMPTY: &str = "[a]: https://harbor.example/\n";

/// A site with 120 articles, of which `empty` have no text. The newest is the one with the largest number.
fn large(empty: &[usize]) -> Site {
    sized(120, empty)
}

fn sized(count: usize, empty: &[usize]) -> Site {
    let articles: Vec<(String, String)> = (0..count)
        .map(|number| {
            let date = format!("2026-{:02}-{:02}", number / 28 + 1, number % 28 + 1);
            let text = if empty.contains(&number) {
                format!("---\ntitle: Walk {number}\ndate: {date}\n---\n{EMPTY}")
            } else {
                article(&format!("Walk {number}"), &date)
            };
            (format!("{number:03}.md"), text)
        })
        .collect();
    let articles: Vec<(&str, &str)> =
        articles.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    Site::new(&articles)
}

/// The titles in the RSS feed.
fn titles(site: &Site) -> Vec<String> {
    let feed = site.read("feeds/rss.xml");
    let items = feed.split("<item>").skip(1);
    let title =
        |it: &str| it.split_once("<title>")?.1.split_once("</title>").map(|it| it.0.to_owned());
    items.filter_map(title).collect()
}

/// A build with at most two entries in a feed.
fn build(site: &Site, options: &[&str]) -> Said {
    site.build(&[&["--limit", "2"], options].concat())
}

#[test]
fn changed_articles_are_read_again() {
    let site = large(&[119]);
    let said = build(&site, &[]);
    assert!(said.err.contains("articles/119.md:1:1"), "{said:?}");
    assert_eq!(titles(&site), ["Walk 119", "Walk 118"]);
    site.write("articles/new.md", &article("New", "2026-06-01"));
    build(&site, &[]);
    assert_eq!(titles(&site), ["New", "Walk 119"]);
    site.write("articles/119.md", &article("Filled", "2026-06-02"));
    build(&site, &[]).is_silent();
    assert_eq!(titles(&site), ["Filled", "New"]);
}

#[test]
fn articles_in_no_feed_are_checked_on_request() {
    let site = large(&[3]);
    build(&site, &[]).is_silent();
    let said = build(&site, &["--check-all"]);
    assert!(said.err.contains("articles/003.md:1:1"), "{said:?}");
    site.write("articles/004.md", &(article("Linked", "2026-01-05") + "See [there](gone.md).\n"));
    build(&site, &[]).is_silent();
    let said = build(&site, &["--check-all"]);
    assert!(said.err.contains("the link target does not exist: `gone.md`"), "{said:?}");
    build(&site, &[]).is_silent();
}

#[test]
fn warns_about_copies_of_articles_that_are_only_known_by_their_heads() {
    let site = large(&[]);
    let mut with_id = article("Other", "2025-01-01").replace("title", "id: urn:example:x\ntitle");
    site.write("articles/a.md", &with_id);
    build(&site, &[]).is_silent();
    write!(with_id, "Again.").expect("it is a string");
    site.write("articles/b.md", &with_id);
    let said = build(&site, &[]);
    said.fails(1, "articles/b.md:2:");
    assert!(said.err.contains("has the same id"), "{said:?}");
}

#[test]
fn a_site_that_becomes_small_is_read_whole() {
    let site = sized(101, &[3]);
    build(&site, &[]).is_silent();
    assert!(site.path(".feedwright/heads").exists());
    fs::remove_file(site.path("articles/050.md")).expect("it is deleted");
    let said = build(&site, &[]);
    assert!(said.err.contains("articles/003.md:1:1"), "{said:?}");
}

#[test]
fn names_the_template_tags_that_were_removed_from_published_articles() {
    let site = large(&[]);
    let tag = "{% gallery sea %}\n";
    site.write("articles/119.md", &(article("Sea", "2026-05-10") + tag));
    site.write("articles/001.md", &(article("Lake", "2026-01-02") + tag));
    let removed = |options: &[&str]| {
        let said = build(&site, &[&["-v", "--force"], options].concat());
        said.err.lines().filter(|it| it.starts_with("removed: ")).count()
    };
    assert_eq!(removed(&[]), 1);
    assert_eq!(removed(&["--check-all"]), 2);
}
