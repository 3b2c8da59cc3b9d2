//! `feedwright inspect` shows articles as a build reads them.

use std::fs;
use std::process::Command;

use super::CONFIGURATION;
use super::Said;
use super::Site;
use super::article;

#[test]
fn inspecting_a_folder_without_articles_says_so() {
    let site = Site::new(&[]);
    fs::create_dir(site.path("empty")).expect("it is created");
    let inspect = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        command.current_dir(site.0.path()).arg("inspect").args(arguments);
        Said::of(&command.output().expect("the program runs"))
    };
    let said = inspect(&["empty"]);
    assert_eq!(
        (said.out.as_str(), said.err.as_str()),
        ("", "warning: empty: there are no articles\n")
    );
    inspect(&["-q", "empty"]).is_silent();
}

#[test]
fn shows_where_each_field_of_an_article_comes_from() {
    let site = Site::new(&[("a.md", &article("A title", "2026-10-01 08:00"))]);
    site.write("feedwright.toml", &format!("{CONFIGURATION}timezone = \"Europe/Berlin\"\n"));
    let inspect = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        command.arg("inspect").arg(site.path("articles/a.md")).args(arguments);
        Said::of(&command.output().expect("the program runs"))
    };
    let text = inspect(&[]).out;
    assert!(text.contains("  title      A title   (front matter `title`, line 2)\n"), "{text}");
    let object: serde_json::Value =
        serde_json::from_str(&inspect(&["--format", "json"]).out).expect("it is JSON");
    assert_eq!(object["published"], "2026-10-01T08:00:00+02:00");
    assert_eq!(object["origin"]["published"], "front matter `date`, line 3");
    assert!(object["language"].is_null() && object["updated"].is_null());
    site.write("articles/a.md", "---\ntitle: A\ndate: 2024-13-01\n---\n\nText\n");
    inspect(&[]).fails(1, "articles/a.md:3:7");
}

#[test]
fn shows_an_article_as_a_build_reads_it() {
    let site = Site::new(&[]);
    for (path, text) in [("walk/index.md", "Text.\n"), ("_drafts/later.md", "# Later\n\nText.\n")] {
        let file = site.path("articles").join(path);
        fs::create_dir(file.parent().expect("it has a folder")).expect("it is created");
        fs::write(file, text).expect("it is written");
    }
    let inspect = |folder: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        command.current_dir(site.path(folder)).args(["inspect", "--format", "json"]);
        Said::of(&command.args(arguments).output().expect("the program runs"))
    };
    let field = |said: &Said, name: &str| -> Vec<serde_json::Value> {
        let objects = said.out.lines().map(|it| serde_json::from_str(it).expect("it is JSON"));
        objects.map(|it: serde_json::Value| it[name].clone()).collect()
    };
    let one = inspect("articles/walk", &["index.md"]);
    assert_eq!(
        (field(&one, "title"), field(&one, "path")),
        (vec!["Walk".into()], vec!["index.md".into()])
    );
    let all = inspect(".", &["articles"]);
    let paths = ["articles/_drafts/later.md", "articles/walk/index.md"];
    assert_eq!(field(&all, "path"), paths);
    assert_eq!(field(&all, "draft"), [true, false]);
    assert_eq!(inspect(".", &paths).out, all.out);
    let said = inspect(".", &["articles/walk/index.md", "articles/typo.md"]);
    said.fails(2, "articles/typo.md: cannot be read");
    assert_eq!(said.out, "");
}
