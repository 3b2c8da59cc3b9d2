//! Builds the documentation site into `target/site`: `cargo test --test site`, then open `target/site/index.html`.
//!
//! The pages are the Markdown files of this repository (`pages.rs`), the pages of the rules (`rules.rs`), and tables that are made from
//! them or from the program. The news are a feed that the program builds. The site needs no server.

mod layout;
mod links;
mod markdown;
mod moving;
mod news;
mod page;
mod pages;
mod profiles;
mod readers;
mod rules;
mod search;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use crate::page::Page;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the repository.
fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|it| panic!("{path}: {it}"))
}

/// The folder of the site.
fn site() -> PathBuf {
    root().join("target/site")
}

fn write(path: &str, text: impl AsRef<[u8]>) {
    let path = site().join(path);
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be created");
    fs::write(&path, text).unwrap_or_else(|it| panic!("{}: {it}", path.display()));
}

/// Runs the program, which must succeed, and returns what it prints.
fn feedwright(arguments: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    let output = program.args(arguments).current_dir(root()).output().expect("the program runs");
    let text = |it: &[u8]| String::from_utf8_lossy(it).into_owned();
    assert!(
        output.status.success(),
        "{arguments:?}: {}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    text(&output.stdout)
}

fn all_pages() -> Vec<Page> {
    let mut pages = pages::all();
    pages.push(rules::list());
    pages.push(readers::table());
    pages.push(profiles::list());
    pages.extend(rules::pages());
    pages.extend(news::pages());
    pages
}

#[test]
fn builds_the_site_without_dead_links() {
    let _ = fs::remove_dir_all(site());
    let pages = all_pages();
    let places = links::Places::of(&pages);
    let head = news::build_feeds();
    let rendered: Vec<_> = pages.iter().map(|it| markdown::render(it, &places)).collect();
    let mut dead = Vec::new();
    for (page, rendered) in pages.iter().zip(&rendered) {
        write(&page.url, layout::html(page, rendered, &pages, &head));
        dead.extend(rendered.dead.iter().map(|it| format!("{}: {it}", page.url)));
    }
    assert!(dead.is_empty(), "dead links:\n{}", dead.join("\n"));
    for name in ["site.css", "site.js"] {
        write(name, read(&format!("docs/site/{name}")));
    }
    write("search-index.js", search::index(&pages, &rendered));
    links::check_written(&site());
}

#[test]
fn each_rule_has_a_page_with_its_output() {
    let pages = rules::pages();
    assert_eq!(pages.len(), feedwright::rules().count());
    for page in &pages {
        let has_output = root().join("rules").join(&page.title).join("bad.txt").exists();
        assert_eq!(page.text.contains("<pre class=\"terminal\">"), has_output, "{}", page.url);
    }
}

#[test]
fn the_table_of_readers_has_the_rows_of_the_rule_pages() {
    let rows = readers::rows();
    assert!(rows.len() > 400, "only {} rows", rows.len());
    let wanted =
        rows.iter().find(|it| it.rule == "duplicate-guid" && it.readers.starts_with("Thunderbird"));
    let wanted = wanted.expect("the page of duplicate-guid has this row");
    assert_eq!(wanted.what, "Keeps the first item and never shows the second");
    assert_eq!(
        readers::names("feedparser 6.0, SimplePie 1.5, gofeed 1.1"),
        ["feedparser", "SimplePie", "gofeed"]
    );
}
