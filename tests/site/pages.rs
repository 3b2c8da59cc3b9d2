//! The pages that are written in Markdown: the sections of the README, the files in `docs/`, and the documentation of the library.

use std::fs;

use crate::markdown::sections;
use crate::page::Page;
use crate::read;
use crate::root;

/// The sections of the README that are on the page about cron jobs and servers.
const UNATTENDED: &[&str] = &["In a cron job", "State", "Serving the feeds"];

/// The pages in the order of the navigation: section, title, path, and the parts that they consist of.
#[rustfmt::skip]
static PAGES: &[(&str, &str, &str, &[Part])] = &[
    ("Start",     "feedwright",                    "index",           &[Part::Intro]),
    ("Start",     "Getting started",               "getting-started", &[Part::Readme("Installation"), Part::Readme("Getting started")]),
    ("Start",     "Moving from another generator", "moving",          &[Part::Readme("Moving from another generator"), Part::Generators]),
    ("Guides",    "Checking feeds",                "checking",        &[Part::Readme("Checking feeds")]),
    ("Guides",    "Publishing feeds",              "publishing",      &[Part::Readme("Publishing feeds")]),
    ("Guides",    "Cron jobs and servers",         "servers",         &[Part::Unattended]),
    ("Guides",    "Continuous integration",        "ci",              &[Part::File("docs/ci.md")]),
    ("Guides",    "Podcasts",                      "podcasts",        &[Part::File("docs/podcasts.md")]),
    ("Guides",    "Archives",                      "archives",        &[Part::File("docs/archives.md")]),
    ("Guides",    "Using the library",             "library",         &[Part::Library]),
    ("Reference", "Site generators",               "dialects",        &[Part::File("docs/dialects.md")]),
    ("Reference", "State and ids",                 "state",           &[Part::File("docs/state.md")]),
    ("Reference", "Responses of servers",          "http",            &[Part::File("docs/http.md")]),
    ("Reference", "Reliability",                   "reliability",     &[Part::File("docs/reliability.md")]),
    ("Reference", "Performance",                   "performance",     &[Part::File("docs/performance.md")]),
    ("Project",   "How readers were tested",       "readers",         &[Part::File("docs/readers.md")]),
    ("Project",   "Changelog",                     "changelog",       &[Part::File("CHANGELOG.md")]),
    ("Project",   "Contributing",                  "contributing",    &[Part::File("CONTRIBUTING.md")]),
    ("Project",   "Dependencies",                  "dependencies",    &[Part::File("docs/dependencies.md")]),
    ("Project",   "Packages",                      "packages",        &[Part::File("packages/README.md")]),
];

/// A part of a page.
pub(crate) enum Part {
    /// The beginning of the README.
    Intro,
    /// A section of the README.
    Readme(&'static str),
    /// The sections of the README about cron jobs and servers.
    Unattended,
    /// A file, without its title.
    File(&'static str),
    /// A section per site generator.
    Generators,
    /// The documentation in `src/lib.rs`, whose examples are tests.
    Library,
}

pub(crate) fn all() -> Vec<Page> {
    let page = |(section, title, name, parts): &(&'static str, &str, &str, &[Part])| Page {
        url: format!("{name}.html"),
        title: (*title).to_owned(),
        section: Some(section),
        sources: parts.iter().map(|it| source(it).to_owned()).collect(),
        text: parts.iter().map(|it| text(it, title)).collect::<Vec<_>>().join("\n\n"),
    };
    PAGES.iter().map(page).chain(unlisted()).collect()
}

/// The files in `docs/` that the table does not list.
fn unlisted() -> Vec<Page> {
    let files = fs::read_dir(root().join("docs")).expect("it is a folder");
    let mut names: Vec<String> =
        files.filter_map(|it| it.expect("it can be read").file_name().into_string().ok()).collect();
    names.sort();
    let is_listed = |path: &str| {
        let mut parts = PAGES.iter().flat_map(|it| it.3);
        parts.any(|it| matches!(it, Part::File(listed) if *listed == path))
    };
    let mut pages = Vec::new();
    for name in names.iter().filter_map(|it| it.strip_suffix(".md")) {
        let source = format!("docs/{name}.md");
        if !is_listed(&source) {
            let markdown = read(&source);
            let (title, text) = titled(&markdown);
            let (title, text) = (title.to_owned(), text.to_owned());
            pages.push(Page {
                url: format!("{name}.html"),
                title,
                section: Some("Reference"),
                sources: vec![source],
                text,
            });
        }
    }
    pages
}

/// The file that the links of a part start from.
fn source(part: &Part) -> &'static str {
    match part {
        Part::File(path) => path,
        _ => "README.md",
    }
}

/// The text of a part. A heading that is also the title of the page is left out.
fn text(part: &Part, title: &str) -> String {
    let readme = || read("README.md");
    match part {
        Part::Intro => {
            let readme = readme();
            let (intro, _) = readme.split_once("\n## ").expect("it has sections");
            titled(intro).1.to_owned()
        }
        Part::Readme("Publishing feeds") => {
            let readme = readme();
            let text = sections(&readme, &["Publishing feeds"]);
            let text = without_heading(&text).to_owned();
            UNATTENDED.iter().fold(text, |text, it| text.replace(&sections(&readme, &[it]), ""))
        }
        Part::Readme(heading) => {
            let text = sections(&readme(), &[heading]);
            if *heading == title { without_heading(&text).to_owned() } else { text }
        }
        Part::Unattended => {
            format!("\n{}", sections(&readme(), UNATTENDED)).replace("\n### ", "\n## ")
        }
        Part::File(path) => titled(&read(path)).1.to_owned(),
        Part::Generators => crate::moving::sections(),
        Part::Library => library(),
    }
}

fn without_heading(text: &str) -> &str {
    text.split_once('\n').map_or("", |it| it.1)
}

/// A text without its title, and the title.
pub(crate) fn titled(text: &str) -> (&str, &str) {
    let (title, rest) = text.split_once('\n').expect("it has a title");
    (title.strip_prefix("# ").unwrap_or_else(|| panic!("not a title: {title}")), rest)
}

/// The comment at the beginning of `src/lib.rs`, from its first heading to the code map, as rustdoc shows it.
fn library() -> String {
    let source = read("src/lib.rs");
    let lines = source.lines().map_while(|it| it.strip_prefix("//!"));
    let lines = lines.map(|it| it.strip_prefix(' ').unwrap_or(it));
    let lines: Vec<&str> =
        lines.skip_while(|it| !it.starts_with("# ")).take_while(|it| *it != "# Code map").collect();
    let mut text = String::new();
    let mut in_code = false;
    for line in lines {
        if line.starts_with("```") {
            text.push_str(if in_code { "```" } else { "```rust" });
            in_code = !in_code;
        } else if in_code && (line == "#" || line.starts_with("# ")) {
            continue; // rustdoc hides such lines.
        } else if !in_code && line.starts_with("# ") {
            text.push('#');
            text.push_str(line);
        } else if in_code {
            text.push_str(line);
        } else {
            // Links to items only work in the documentation that rustdoc makes.
            text.push_str(&line.replace("[`", "`").replace("`]", "`"));
        }
        text.push('\n');
    }
    text
}
