//! Readers do not show old posts as new: tests of `adopt`, of the state without a configuration, and of builds that
//! recover ids from old feeds.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

const CONFIGURATION: &str = "[site]\ntitle = \"The Harbor\"\nurl = \"https://harbor.example/\"\n";
const NOW: &str = "2026-11-01T12:00:00Z";
const LATER: &str = "2026-12-24T12:00:00Z";

/// A site in a temporary folder.
struct Site(TempDir);

impl Site {
    fn new(files: &[(&str, &str)]) -> Site {
        let site = Site(tempfile::tempdir().expect("there is a folder for temporary files"));
        site.write("feedwright.toml", CONFIGURATION);
        fs::create_dir(site.path("articles")).expect("it is created");
        for (name, text) in files {
            site.write(name, text);
        }
        site
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("it is created");
        fs::write(path, text).expect("it is written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("it is there")
    }

    /// Runs the program in the folder. Returns the exit code and all output.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .expect("the program runs");
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap_or(-1), String::from_utf8(text).expect("it is UTF-8"))
    }

    /// Returns the lines of the Atom feed with an id or a publication date, without the lines of the feed itself.
    fn entries(&self, now: &str) -> String {
        let (code, said) = self.run(&["build", "--now", now, "-q"]);
        assert_eq!((code, said.as_str()), (0, ""));
        let feed = self.read("feeds/atom.xml");
        let entries = feed.split_once("<entry>").map_or("", |it| it.1);
        let wanted = |it: &&str| it.starts_with("<id>") || it.starts_with("<published>");
        let lines: Vec<&str> = entries.lines().map(str::trim).filter(wanted).collect();
        lines.join("\n")
    }
}

#[track_caller]
fn says(said: &(i32, String), code: i32, words: &[&str]) {
    assert_eq!(said.0, code, "{}", said.1);
    for it in words {
        assert!(said.1.contains(it), "{it} is not in:\n{}", said.1);
    }
}

fn article(title: &str, head: &str) -> String {
    format!("---\ntitle: {title}\n{head}\n---\n\nWords of {title}.\n")
}

const RSS: &str = "<?xml version='1.0'?><rss version='2.0'><channel><title>Old</title><link>https://harbor.example/</link>
    <item><title>The ferry</title><link>http://www.Harbor.example/ferry</link><guid isPermaLink='false'>old-1</guid><pubDate>Wed, 01 May 2024 10:00:00 +0200</pubDate></item>
    <item><title>Old name</title><link>https://harbor.example/2019/quay.html</link><guid isPermaLink='false'>urn:example:quay</guid></item>
    <item><title>Tides &amp;amp; times</title><link>https://elsewhere.example/t</link><guid isPermaLink='false'>urn:example:tides</guid><pubDate>Thu, 02 May 2024 23:30:00 GMT</pubDate></item>
    <item><title>A walk</title><guid>https://harbor.example/blog/walk</guid></item>
    <item><title>Sold the boat</title><link>https://harbor.example/sold/</link><guid>urn:example:gone</guid></item>
    </channel></rss>";

fn old_site() -> Site {
    Site::new(&[
        ("articles/ferry.md", &article("The Ferry", "date: 2024-05-01")),
        ("articles/quay.md", &article("New name", "date: 2019-03-04\nurl: /2019/quay/")),
        ("articles/tides.md", &article("Tides & Times", "date: 2024-05-03T01:30:00+02:00")),
        ("articles/walk.md", &article("A walk", "")),
        ("old.rss", RSS),
    ])
}

#[test]
fn keeps_the_ids_and_dates_of_an_old_feed() {
    let site = old_site();
    let said = site.run(&["adopt", "old.rss"]);
    says(
        &said,
        1,
        &[
            "matched by link: The ferry = ferry.md, keeps the id old-1\n",
            "matched by link: Old name = quay.md, keeps the id urn:example:quay\n",
            "matched by title and day: Tides & times = tides.md, keeps the id urn:example:tides\n",
            "matched by title: A walk = walk.md, keeps the id https://harbor.example/blog/walk\n",
            "not matched: Sold the boat (https://harbor.example/sold/)\n",
            "4 of 5 entries matched; saved to .feedwright\n",
        ],
    );
    let state = site.read(".feedwright/state.json");
    says(&site.run(&["adopt", "old.rss"]), 1, &["4 of 5 entries matched; the state is unchanged"]);
    assert_eq!(site.read(".feedwright/state.json"), state);
    let entries = site.entries(NOW);
    for id in ["old-1", "urn:example:quay", "urn:example:tides", "https://harbor.example/blog/walk"]
    {
        assert!(site.read("feeds/feed.json").contains(&format!("\"id\": \"{id}\"")), "{entries}");
    }
    assert_eq!(site.entries(LATER), entries);
    says(&site.run(&["diff", "old.rss", "feeds/rss.xml"]), 0, &["0 shown as new"]);
}

#[test]
fn dates_an_article_without_a_date_by_its_old_entry() {
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Boats</title><id>urn:example:b</id>\
        <published>2020-01-02T03:04:05+01:00</published><updated>2020-02-02T00:00:00Z</updated></entry></feed>";
    let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>\
        <item rdf:about='https://harbor.example/boats/'><title>x</title><link>https://harbor.example/boats/</link><dc:date>2020-01-02T02:04:05Z</dc:date></item></rdf:RDF>";
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"x\", \"items\": [{\"id\": 7, \"url\": \"https://harbor.example/boats\", \"date_published\": \"2020-01-02T02:04:05Z\"}]}";
    for (feed, id) in [
        (atom, "urn:example:b"),
        (rdf, "https://harbor.example/boats/"),
        (json, "tag:harbor.example,2005:7"),
    ] {
        let site = Site::new(&[("articles/boats.md", "# Boats\n\nText.\n"), ("old", feed)]);
        says(&site.run(&["adopt", "old"]), 0, &["1 of 1 entry matched"]);
        assert_eq!(
            site.entries(NOW),
            format!("<id>{id}</id>\n<published>2020-01-02T02:04:05Z</published>")
        );
        // The article has a date, so there is no warning.
        assert_eq!(site.run(&["build", "--now", LATER, "-v"]).1.matches("no date").count(), 0);
    }
}

#[test]
fn adopts_several_feeds() {
    let site = old_site();
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>The ferry</title><id>other-1</id><link href='/ferry/'/></entry>\
        <entry><title>Own</title><id>urn:example:theirs</id><link href='https://harbor.example/own/'/></entry></feed>";
    site.write("old.atom", atom);
    site.write("articles/own.md", &article("Own", "date: 2024-01-01\nid: urn:example:mine"));
    let run = || site.run(&["adopt", "old.rss", "old.atom", "--dir", "."]);
    let said = run();
    says(
        &said,
        1,
        &[
            "old.rss: matched by link: The ferry = ferry.md, keeps the id old-1\n",
            "old.atom: matched by link: The ferry = ferry.md, keeps the id old-1, because an earlier feed uses it\n",
            "old.atom: matched by link: Own = own.md, keeps the id urn:example:mine, because the article's file specifies it\n",
            "6 of 7 entries matched",
        ],
    );
    says(&run(), 1, &["the state is unchanged"]);
    let said = site.run(&["adopt", "--format", "json", "old.atom"]);
    says(&said, 0, &["\"matched_by\": \"link\"", "\"kept_id\": \"urn:example:mine\""]);
}

#[test]
fn writes_nothing_in_a_dry_run_and_names_unreadable_files() {
    let site = old_site();
    says(&site.run(&["adopt", "--dry-run", "old.rss"]), 1, &["the state would be changed"]);
    assert!(!site.path(".feedwright").exists());
    site.write("broken.xml", "<rss><channel>\n<item><title>a</item>");
    site.write("page.html", "<html></html>");
    for (feed, words) in [
        ("broken.xml", "broken.xml:2:"),
        ("page.html", "page.html:1:2: not a feed: its first element is `html`"),
        ("none.xml", "none.xml cannot be read"),
        ("articles", "articles cannot be read: it is a folder"),
    ] {
        says(&site.run(&["adopt", feed]), 2, &[words]);
    }
    assert!(!site.path(".feedwright").exists());
}

#[test]
fn recovers_ids_and_dates_from_the_old_feeds() {
    let site = Site::new(&[("articles/boats.md", "# Boats\n\nText.\n")]);
    let entries = site.entries(NOW);
    let feeds = ["rss.xml", "atom.xml", "feed.json"];
    for kept in feeds {
        fs::remove_dir_all(site.path(".feedwright")).expect("it is removed");
        for name in feeds.into_iter().filter(|it| *it != kept) {
            fs::remove_file(site.path(&format!("feeds/{name}"))).expect("it is removed");
        }
        assert_eq!(site.entries(LATER), entries, "{kept}");
    }
    fs::remove_dir_all(site.path(".feedwright")).expect("it is removed");
    // A build does not stop if an old feed is damaged or is not a feed.
    site.write("feeds/rss.xml", "<rss><channel><item><title>Bo");
    site.write("feeds/atom.xml", "<html></html>");
    let said = site.run(&["build", "--now", LATER, "-v"]);
    says(
        &said,
        0,
        &["there is no saved state; ids and dates of 1 article come from feeds/feed.json"],
    );
    assert_eq!(site.entries(LATER), entries);
}

#[test]
fn warns_about_articles_without_a_date_once() {
    let site = Site::new(&[("articles/boats.md", "# Boats\n\nText.\n")]);
    let build = |now: &str| site.run(&["build", "--now", now]);
    let words = "1 article has no date; using the time when it was first seen: boats.md";
    says(&build(NOW), 0, &[words]);
    let state = site.read(".feedwright/state.json");
    assert_eq!(build(LATER), (0, String::new()));
    assert_eq!(site.read(".feedwright/state.json"), state);
    site.write("articles/more.md", "# More\n\nText.\n");
    says(&build(LATER), 0, &["2 articles have no date"]);
    site.write("feedwright.toml", &format!("{CONFIGURATION}[articles]\nundated = \"leave-out\"\n"));
    site.write("articles/dated.md", &article("Dated", "date: 2024-05-01"));
    says(&build(LATER), 0, &["2 articles have no date and are left out: boats.md, more.md"]);
    assert!(!site.read("feeds/rss.xml").contains("Boats"));
    site.write("feedwright.toml", &format!("{CONFIGURATION}[articles]\nundated = \"git\"\n"));
    says(
        &build(LATER),
        0,
        &["cannot date undated articles from git: the folder of articles is not in a git checkout"],
    );
}

#[test]
fn dates_articles_by_their_first_commit() {
    let site = Site::new(&[("articles/boats.md", "# Boats\n\nText.\n")]);
    site.write("feedwright.toml", &format!("{CONFIGURATION}[articles]\nundated = \"git\"\n"));
    let git = |arguments: &[&str]| {
        let status = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@b.example"])
            .args(arguments)
            .env("GIT_COMMITTER_DATE", "2021-02-03T04:05:06+02:00")
            .current_dir(site.0.path())
            .output();
        status.is_ok_and(|it| it.status.success())
    };
    if !git(&["init", "-q"]) {
        return; // Git is not available.
    }
    assert!(git(&["add", "articles"]) && git(&["commit", "-qm", "a"]));
    assert_eq!(
        site.entries(NOW),
        "<id>tag:harbor.example,2005:boats</id>\n<published>2021-02-03T04:05:06+02:00</published>"
    );
    assert!(!site.run(&["build", "-v"]).1.contains("no date"));
}

#[test]
fn stores_the_state_in_the_given_folder() {
    let site = Site::new(&[("articles/a.md", &article("A", "date: 2024-05-01"))]);
    site.write("feedwright.toml", &format!("{CONFIGURATION}[output]\nstate = \"var/memory\"\n"));
    assert_eq!(site.run(&["build"]), (0, String::new()));
    assert!(site.path("var/memory/state.json").exists() && !site.path(".feedwright").exists());
    assert_eq!(site.run(&["build", "--state", "other"]), (0, String::new()));
    assert!(site.path("other/state.json").exists());
}

#[test]
fn does_not_store_the_state_in_a_git_checkout() {
    let site = Site::new(&[("source/articles/a.md", &article("A", "date: 2024-05-01"))]);
    fs::remove_file(site.path("feedwright.toml")).expect("it is removed");
    let arguments = [
        "build",
        "--articles",
        "source/articles",
        "-o",
        "public",
        "--base-url",
        "https://a.example/",
    ];
    let build = || site.run(&arguments);
    fs::create_dir(site.path("source/.git")).expect("it is created");
    says(
        &build(),
        0,
        &[
            "the state is stored in public/.feedwright because source/articles is in a git checkout; use --state DIR",
        ],
    );
    assert!(site.path("public/.feedwright/state.json").exists());
    assert!(!site.path("source/articles/.feedwright").exists());
    assert_eq!(build(), (0, String::new()));
    // A state that is already with the articles stays there. Outside of checkouts, it is always with the articles.
    fs::rename(site.path("public/.feedwright"), site.path("source/articles/.feedwright"))
        .expect("it moves");
    assert_eq!(build(), (0, String::new()));
    assert!(!site.path("public/.feedwright").exists());
    fs::remove_dir_all(site.path("source/.git")).expect("it is removed");
    fs::remove_dir_all(site.path("source/articles/.feedwright")).expect("it is removed");
    assert_eq!(build(), (0, String::new()));
    assert!(site.path("source/articles/.feedwright/state.json").exists());
}

#[test]
fn an_empty_feed_has_the_date_of_the_first_build() {
    let site = Site::new(&[]);
    site.entries(NOW);
    let feed = site.read("feeds/atom.xml");
    assert!(feed.contains("<updated>2026-11-01T12:00:00Z</updated>"), "{feed}");
    for folder in ["feeds", ".feedwright", ""] {
        if !folder.is_empty() {
            fs::remove_dir_all(site.path(folder)).expect("it is removed");
        }
        site.entries(LATER);
        assert_eq!(site.read("feeds/atom.xml"), feed, "{folder}");
    }
}

#[test]
fn gives_entries_ids_in_the_form_of_the_configuration() {
    for (articles, form, id) in [
        ("", "", "tag:harbor.example,2024-05-01:a"),
        ("", "id = \"permalink\"", "https://harbor.example/a/"),
        ("", "id = \"urn:example:{slug}\"", "urn:example:a"),
        ("dialect = \"hugo\"", "id = \"tag\"", "tag:harbor.example,2024-05-01:a"),
        ("dialect = \"hugo\"", "", "https://harbor.example/a/"),
        (
            "dialect = \"pelican\"\npermalink = \"/{slug}/\"",
            "",
            "tag:harbor.example,2024-05-01:/a/",
        ),
    ] {
        let site = Site::new(&[("articles/a.md", &article("A", "date: 2024-05-01"))]);
        let tables = format!("[articles]\n{articles}\n[feed]\n{form}\n");
        site.write("feedwright.toml", &format!("{CONFIGURATION}{tables}"));
        let entries = site.entries(NOW);
        assert!(entries.starts_with(&format!("<id>{id}</id>")), "{tables}{entries}");
        let is_permalink = id == "https://harbor.example/a/";
        let guid = format!("<guid isPermaLink=\"{is_permalink}\">{id}</guid>");
        let rss = site.read("feeds/rss.xml");
        assert!(
            rss.contains(&guid) || is_permalink && rss.contains(&format!("<guid>{id}</guid>")),
            "{rss}"
        );
    }
    let site = Site::new(&[]);
    site.write(
        "feedwright.toml",
        &format!("{CONFIGURATION}[feed]\nid = \"urn:example:{{slgu}}\"\n"),
    );
    says(
        &site.run(&["build"]),
        2,
        &["the id has an unknown placeholder: `{slgu}`", "did you mean `{slug}`?"],
    );
}
