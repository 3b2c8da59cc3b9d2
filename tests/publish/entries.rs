//! Which articles are in the feeds, and the ids and dates that they keep from one build to the next.

use std::fs;
use std::process::Command;

use super::CONFIGURATION;
use super::Said;
use super::Site;
use super::article;
use super::two;

#[test]
fn keeps_the_first_seen_date_of_an_article_without_one() {
    let site = Site::new(&[("a.md", "---\ntitle: Undated\n---\n\nText\n")]);
    let run = |now: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        command.arg("build").arg(site.0.path()).args(["--now", now]).arg("-q");
        Said::of(&command.output().expect("the program runs")).is_silent();
        site.feeds()
    };
    let first = run("2026-05-01T10:00:00Z");
    assert!(first[0].contains("Fri, 01 May 2026 10:00:00 GMT"), "{}", first[0]);
    assert_eq!(run("2026-06-01T10:00:00Z"), first);
    // The clock is set back.
    assert_eq!(run("2020-01-01T10:00:00Z"), first);
}

#[test]
fn keeps_ids_when_dates_change_and_explicit_ids_when_files_move() {
    let site = two();
    site.write("articles/own.md", "---\ntitle: Own\nid: urn:example:own\n---\n\nText\n");
    site.build(&["-q"]).is_silent();
    site.write("articles/one.md", &article("One", "2026-09-09"));
    fs::rename(site.path("articles/own.md"), site.path("articles/moved.md")).expect("it moves");
    let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    command.arg("build").arg(site.0.path()).args(["--now", "2026-11-09T00:00:00Z", "-q"]);
    Said::of(&command.output().expect("the program runs")).is_silent();
    let rss = site.read("feeds/rss.xml");
    assert!(rss.contains("tag:harbor.example,2026-10-01:one"), "{rss}");
    assert!(rss.contains("Sun, 01 Nov 2026 12:00:00 GMT"), "{rss}");
    assert!(!rss.contains("09 Nov 2026"), "{rss}");
}

#[test]
fn articles_with_the_same_name_and_day_have_different_ids() {
    let site = Site::new(&[]);
    site.write(
        "feedwright.toml",
        &format!("{CONFIGURATION}[articles]\npermalink = \"/{{path}}/\"\n"),
    );
    for folder in ["b", "a"] {
        fs::create_dir(site.path(&format!("articles/{folder}"))).expect("it is created");
        site.write(&format!("articles/{folder}/walk.md"), &article(folder, "2026-10-01"));
        // The article that existed first keeps its id.
        site.build(&[]).is_silent();
    }
    let feed = site.read("feeds/feed.json");
    for (id, url) in [("a-walk", "a/walk"), ("walk", "b/walk")] {
        let entry = format!(
            "\"id\": \"tag:harbor.example,2026-10-01:{id}\",\n      \"url\": \"https://harbor.example/{url}/\""
        );
        assert!(feed.contains(&entry), "{feed}");
    }
}

#[test]
fn leaves_out_an_article_with_the_url_of_another() {
    let site = Site::new(&[]);
    fs::create_dir(site.path("articles/b")).expect("it is created");
    site.write("articles/b/walk.md", &article("First", "2026-10-01"));
    site.build(&[]).is_silent();
    let old = site.feeds();
    fs::create_dir(site.path("articles/a")).expect("it is created");
    site.write("articles/a/walk.md", &article("Second", "2026-10-02"));
    let said = site.build(&[]);
    said.fails(1, "`b/walk.md` has the same URL: `https://harbor.example/walk/`");
    said.fails(1, "permalink = \"/{path}/\"");
    assert!(said.err.contains("articles/a/walk.md"), "{said:?}");
    assert_eq!(site.feeds(), old);
    // A draft does not have a URL.
    site.write("articles/a/walk.md", "---\ntitle: Second\ndraft: true\n---\n\nText\n");
    site.build(&[]).is_silent();
}

#[test]
fn recognizes_an_article_after_its_file_was_moved() {
    let text = "The Harbor Opens Again\n\nby Ann Lee\n\nShips came in, and the town was there to see them.\n";
    let site = Site::new(&[("harbor.txt", text)]);
    site.build(&["-q"]).is_silent();
    let (ids, old) = (site.read("feeds/atom.xml"), site.read(".feedwright/state.json"));
    fs::create_dir(site.path("articles/old")).expect("it is created");
    fs::rename(site.path("articles/harbor.txt"), site.path("articles/old/quay.txt"))
        .expect("it moves");
    let later = |site: &Site| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        command.arg("build").arg(site.0.path()).args(["--now", "2026-12-09T00:00:00Z", "-q"]);
        Said::of(&command.output().expect("the program runs")).is_silent();
    };
    later(&site);
    let kept = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|it| it.contains("<id>") || it.contains("<published>"));
        lines.map(|it| it.trim().to_owned()).collect()
    };
    assert_eq!(kept(&site.read("feeds/atom.xml")), kept(&ids));
    // The warning contains the path of the article.
    let articles = |state: &str| {
        let state = state.replace("\"harbor.txt\"", "\"old/quay.txt\"");
        state.split("\"warnings\"").next().map(ToOwned::to_owned)
    };
    assert_eq!(articles(&site.read(".feedwright/state.json")), articles(&old));
    // A file with the old name and different text is a different article.
    site.write("articles/harbor.txt", &text.replace("Again", "Twice"));
    later(&site);
    assert!(site.read("feeds/atom.xml").contains("tag:harbor.example,2005:harbor-2<"));
}

#[test]
fn keeps_the_id_of_an_article_that_is_a_draft_for_a_while() {
    let site = two();
    site.build(&[]).is_silent();
    fs::create_dir(site.path("articles/_drafts")).expect("it is created");
    // The file is moved and renamed, changed while it is a draft, and renamed again when it is published.
    let moved = |from: &str, to: &str| {
        fs::rename(site.path(from), site.path(to)).expect("it moves");
        site.build(&[]).is_silent();
    };
    moved("articles/one.md", "articles/_drafts/first.md");
    assert!(!site.read("feeds/rss.xml").contains("2026-10-01:one"));
    site.write("articles/_drafts/first.md", &article("Uno", "2026-10-01"));
    site.build(&[]).is_silent();
    moved("articles/_drafts/first.md", "articles/uno.md");
    let rss = site.read("feeds/rss.xml");
    assert!(rss.contains("tag:harbor.example,2026-10-01:one<"), "{rss}");
    assert!(rss.contains("<title>Uno</title>"), "{rss}");
}

#[test]
fn keeps_the_id_of_a_moved_article_that_is_left_out_for_a_while() {
    let site = Site::new(&[("two.md", &article("Two", "2026-10-02"))]);
    site.write("articles/undated.md", "Words without a date.\n");
    site.build(&["-q"]).is_silent();
    fs::rename(site.path("articles/undated.md"), site.path("articles/new.md")).expect("it moves");
    let leave_out = format!("{CONFIGURATION}[articles]\nundated = \"leave-out\"\n");
    site.write("feedwright.toml", &leave_out);
    site.build(&["-q"]).is_silent();
    assert!(!site.read("feeds/rss.xml").contains("undated"));
    site.write("feedwright.toml", CONFIGURATION);
    site.build(&["-q"]).is_silent();
    let rss = site.read("feeds/rss.xml");
    assert!(rss.contains("tag:harbor.example,2005:undated<"), "{rss}");
}

#[test]
fn replaces_an_id_that_is_not_a_uri() {
    let site =
        Site::new(&[("a.md", "---\ntitle: A\ndate: 2026-10-01\nid: \"4711\"\n---\n\nText\n")]);
    site.build(&[]).is_silent();
    assert!(site.read("feeds/atom.xml").contains("<id>tag:harbor.example,2026-10-01:4711</id>"));
}

#[test]
fn does_not_empty_a_feed_unless_told_to() {
    let site = two();
    site.build(&[]).is_silent();
    let old = site.feeds();
    for name in ["articles/one.md", "articles/two.md"] {
        fs::remove_file(site.path(name)).expect("it is removed");
    }
    site.build(&[]).fails(4, "the new feed has none");
    assert_eq!(site.feeds(), old);
    // A feed that another program wrote is not emptied either.
    fs::remove_dir_all(site.path(".feedwright")).expect("it is removed");
    site.build(&[]).fails(4, "the new feed has none");
    assert_eq!(site.feeds(), old);
    let said = site.build(&["--allow-empty"]);
    assert_eq!((said.code, said.err.lines().count()), (Some(0), 1), "{said:?}");
    assert!(!site.read("feeds/rss.xml").contains("<item>"));
    // This is reported once.
    site.build(&[]).is_silent();
}

#[test]
fn publishes_the_remaining_articles_when_others_are_deleted() {
    let site = two();
    site.build(&[]).is_silent();
    let first = site.feeds();
    let one = site.read("articles/one.md");
    fs::remove_file(site.path("articles/one.md")).expect("it is removed");
    site.build(&[]).is_silent();
    assert!(!site.read("feeds/rss.xml").contains("<title>One</title>"));
    site.write("articles/one.md", &one);
    site.build(&[]).is_silent();
    assert_eq!(site.feeds(), first);
}

/// On a large site, only the front matter of most articles is read.
#[test]
fn the_feed_is_the_same_for_few_articles_and_for_many() {
    let site = Site::new(&[]);
    for number in 0..130 {
        let day = format!("2026-{:02}-{:02}", 1 + number / 28, 1 + number % 28);
        let head = match number % 3 {
            0 => format!("title: Article {number}\ndate: {day}\nsummary: In short"),
            1 => format!("title: Article {number}\ndate: {day}"),
            _ => format!("date: {day}"),
        };
        let text = format!(
            "---\n{head}\n---\n# Heading {number}\n\nText with [a link](a{}.md).\n",
            number - 1
        );
        site.write(&format!("articles/a{number}.md"), &text);
    }
    let entries = |limit: &str| -> Vec<serde_json::Value> {
        let said = site.build(&["--limit", limit]);
        assert_eq!(said.code, Some(0), "{said:?}");
        let feed: serde_json::Value =
            serde_json::from_str(&site.read("feeds/feed.json")).expect("it is JSON");
        feed["items"].as_array().expect("it is a list").clone()
    };
    let (few, many) = (entries("20"), entries("130"));
    assert_eq!((few.len(), many.len()), (20, 130));
    assert_eq!(few, many[..20]);
    assert!(few.iter().all(|it| it["content_html"].as_str().is_some_and(|it| it.contains("href"))));
}
