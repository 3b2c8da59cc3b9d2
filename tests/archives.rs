//! Archives of older entries (RFC 5005), the pages of JSON Feed, and complete feeds.

use std::collections::BTreeMap;
use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::thread;

use serde_json::Value;

struct Site {
    folder: tempfile::TempDir,
    url: String,
}

impl Site {
    /// A site with these tables after `[site]`.
    fn new(tables: &str) -> Site {
        Site::at("https://harbor.example/", tables)
    }

    fn at(url: &str, tables: &str) -> Site {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let site = Site { folder, url: url.to_owned() };
        site.configure(tables);
        site
    }

    fn configure(&self, tables: &str) {
        let url = &self.url;
        self.write(
            "feedwright.toml",
            &format!(
                "[site]\ntitle = \"The Harbor\"\nurl = \"{url}\"\nlanguage = \"en\"\n{tables}"
            ),
        );
    }

    /// Articles of these days of 2024. The day is also the title.
    fn articles(&self, days: impl IntoIterator<Item = u32>) -> &Site {
        days.into_iter().for_each(|it| self.article(it, "Text"));
        self
    }

    fn article(&self, day: u32, text: &str) {
        let first = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).expect("it is a day");
        let date = first + chrono::Days::new(u64::from(day) - 1);
        self.write(
            &format!("articles/{day:03}.md"),
            &format!("---\ntitle: '{day}'\ndate: {date}T12:00:00Z\n---\n{text} of {day}.\n"),
        );
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it is created");
        fs::write(path, text).expect("it is written");
    }

    fn run(&self, now: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_feedwright"))
            .arg("build")
            .arg(self.folder.path())
            .args(["--now", now])
            .args(arguments)
            .output()
            .expect("the program runs")
    }

    /// Builds without any message, and returns the contents of all feeds.
    #[track_caller]
    fn build(&self, now: &str) -> BTreeMap<String, Vec<u8>> {
        let output = self.run(now, &[]);
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), err.as_ref()), (Some(0), ""));
        self.feeds()
    }

    fn feeds(&self) -> BTreeMap<String, Vec<u8>> {
        let mut feeds = BTreeMap::new();
        for entry in fs::read_dir(self.path("feeds")).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
            feeds.insert(name, fs::read(path).expect("it can be read"));
        }
        feeds
    }

    /// The titles of the entries of a JSON feed.
    fn titles(&self, name: &str) -> Vec<u32> {
        let bytes = fs::read(self.path(&format!("feeds/{name}"))).expect("it is there");
        let feed: Value = serde_json::from_slice(&bytes).expect("it is JSON");
        let items = feed["items"].as_array().expect("there are items");
        let title = |it: &Value| it["title"].as_str().and_then(|it| it.parse().ok());
        items.iter().map(|it| title(it).expect("the title is a day")).collect()
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(&format!("feeds/{name}"))).expect("it is there")
    }
}

const NOW: &str = "2024-12-15T00:00:00Z";

/// The names of the files whose contents differ.
fn changed(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names = before.keys().chain(after.keys());
    let mut names: Vec<String> =
        names.filter(|it| before.get(*it) != after.get(*it)).cloned().collect();
    names.sort();
    names.dedup();
    names
}

/// Serves the files of a folder until the test ends.
fn serve(listener: TcpListener, folder: &Path) {
    let folder = folder.to_owned();
    thread::spawn(move || {
        for stream in listener.incoming().take(1000) {
            let Ok(mut stream) = stream else { return };
            let mut reader = BufReader::new(stream.try_clone().expect("it can be cloned"));
            let mut first = String::new();
            let mut line = String::new();
            let _ = reader.read_line(&mut first);
            let mut is_unchanged = false;
            while reader.read_line(&mut line).is_ok_and(|it| it > 2) {
                is_unchanged |= line.to_lowercase().starts_with("if-none-match:");
                line.clear();
            }
            let path = first.split(' ').nth(1).unwrap_or_default();
            let kind = match path {
                it if it.contains(".json") => "application/feed+json",
                it if it.contains("atom") => "application/atom+xml",
                _ => "application/rss+xml",
            };
            let (status, body) = match fs::read(folder.join(path.trim_start_matches('/'))) {
                Ok(_) if is_unchanged => ("304 Not Modified", Vec::new()),
                Ok(body) => ("200 OK", body),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\
                 Access-Control-Allow-Origin: *\r\nCache-Control: max-age=600\r\nETag: \"{}\"\r\n\r\n",
                body.len(),
                path.len()
            );
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
        }
    });
}

#[test]
fn all_documents_are_valid_and_linked() {
    for archive in ["5", "\"month\""] {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let address = listener.local_addr().expect("it is bound");
        let tables = format!("[feed]\nlimit = 3\narchive = {archive}\n");
        let site = Site::at(&format!("http://{address}/"), &tables);
        site.articles((1..100).step_by(6)).build(NOW);
        serve(listener, site.folder.path());
        for feed in ["rss.xml", "atom.xml", "feed.json"] {
            let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
                .args(["check", "--follow", "--format", "ndjson", "--allow-host", "127.0.0.1"])
                .arg(format!("http://{address}/feeds/{feed}"))
                .output()
                .expect("the program runs");
            let out = String::from_utf8_lossy(&output.stdout);
            let err = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{out}{err}");
            assert!(out.lines().count() > 2, "{out}");
            for line in out.lines() {
                let document: Value = serde_json::from_str(line).expect("it is JSON");
                assert_eq!(document["diagnostics"], Value::Array(Vec::new()), "{line}");
            }
        }
        let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
            .args(["check", "--fail-level", "info", "--base-url"])
            .arg(format!("http://{address}/feeds/"))
            .arg(site.path("feeds"))
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn each_entry_is_in_one_document() {
    let site = Site::new("[feed]\nlimit = 2\narchive = 3\n");
    let feeds = site.articles(1..=9).build(NOW);
    assert_eq!(site.titles("feed.json"), [9, 8, 7]);
    assert_eq!(site.titles("feed.archive-2.json"), [6, 5, 4]);
    assert_eq!(site.titles("feed.archive-1.json"), [3, 2, 1]);
    assert_eq!(feeds.len(), 9);
    let links = |name: &str| -> Vec<String> {
        let text = site.text(name);
        let lines = text.lines().filter(|it| it.contains("rel=") || it.contains("<fh:"));
        lines.take_while(|it| !it.starts_with("    <link")).map(|it| it.trim().to_owned()).collect()
    };
    let link = |rel: &str, file: &str| {
        format!(
            "<link href=\"https://harbor.example/feeds/{file}\" rel=\"{rel}\" type=\"application/atom+xml\"/>"
        )
    };
    let home = "<link href=\"https://harbor.example/\" rel=\"alternate\" type=\"text/html\"/>";
    assert_eq!(
        links("atom.xml"),
        [link("self", "atom.xml"), home.to_owned(), link("prev-archive", "atom.archive-2.xml")]
    );
    assert_eq!(
        links("atom.archive-2.xml"),
        [
            link("self", "atom.archive-2.xml"),
            home.to_owned(),
            link("prev-archive", "atom.archive-1.xml"),
            link("current", "atom.xml"),
            "<fh:archive/>".to_owned(),
        ]
    );
    assert_eq!(
        links("atom.archive-1.xml"),
        [
            link("self", "atom.archive-1.xml"),
            home.to_owned(),
            link("next-archive", "atom.archive-2.xml"),
            link("current", "atom.xml"),
            "<fh:archive/>".to_owned(),
        ]
    );
    let rss = site.text("rss.archive-1.xml");
    let next = "<atom:link href=\"https://harbor.example/feeds/rss.archive-2.xml\" rel=\"next-archive\" type=\"application/rss+xml\"/>";
    assert!(rss.contains(next) && rss.find(next) < rss.find("<item>"), "{rss}");
    assert!(rss.contains("xmlns:fh=\"http://purl.org/syndication/history/1.0\""), "{rss}");
    assert!(
        site.text("feed.archive-2.json")
            .contains("\"next_url\": \"https://harbor.example/feeds/feed.archive-1.json\"")
    );
    assert!(!site.text("feed.archive-1.json").contains("next_url"));
}

#[test]
fn a_full_archive_does_not_change() {
    let site = Site::new("[feed]\nlimit = 2\narchive = 3\nformats = [\"json\"]\n");
    let mut before = site.articles(1..=8).build(NOW);
    for day in 9..=10 {
        let after = site.articles([day]).build(NOW);
        assert_eq!(changed(&before, &after), ["feed.json"]);
        before = after;
    }
    let full = site.articles([11]).build(NOW);
    assert_eq!(changed(&before, &full), ["feed.archive-3.json", "feed.json"]);

    // An entry that is changed or deleted, or is new but old, is a matter of its own archive.
    site.article(2, "New text");
    let edited = site.build(NOW);
    assert_eq!(changed(&full, &edited), ["feed.archive-1.json"]);
    fs::remove_file(site.path("articles/005.md")).expect("it is removed");
    let shorter = site.build(NOW);
    assert_eq!(changed(&edited, &shorter), ["feed.archive-2.json"]);
    assert_eq!(site.titles("feed.archive-2.json"), [6, 4]);
    site.write("articles/old.md", "---\ntitle: '0'\ndate: 2023-01-01\n---\nText\n");
    let older = site.build(NOW);
    assert_eq!(changed(&shorter, &older), ["feed.archive-1.json"]);
    assert_eq!(site.titles("feed.archive-1.json"), [3, 2, 1, 0]);

    // The division is found again if the state is lost.
    fs::remove_dir_all(site.path(".feedwright")).expect("it is removed");
    assert_eq!(changed(&older, &site.build(NOW)), [""; 0]);
}

#[test]
fn the_archive_before_a_new_one_links_to_it() {
    let site = Site::new("[feed]\nlimit = 2\narchive = 3\nformats = [\"atom\"]\n");
    let before = site.articles(1..=8).build(NOW);
    let after = site.articles(9..=11).build(NOW);
    assert_eq!(changed(&before, &after), ["atom.archive-2.xml", "atom.archive-3.xml", "atom.xml"]);
    let line = |it: &&str| !it.contains("next-archive");
    let text = String::from_utf8_lossy(&after["atom.archive-2.xml"]).into_owned();
    let without_link: Vec<&str> = text.lines().filter(line).collect();
    let old = String::from_utf8_lossy(&before["atom.archive-2.xml"]).into_owned();
    assert_eq!(without_link, old.lines().collect::<Vec<_>>());
}

#[test]
fn an_archive_without_entries_is_gone() {
    let site = Site::new("[feed]\nlimit = 1\narchive = 2\nformats = [\"json\"]\n");
    site.articles(1..=7).build(NOW);
    for day in [3, 4] {
        fs::remove_file(site.path(&format!("articles/{day:03}.md"))).expect("it is removed");
    }
    let output = site.run(NOW, &[]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("1 file from an earlier build does not belong to a feed"), "{err}");
    assert!(site.text("feed.archive-3.json").contains("feed.archive-1.json"));
    let output = site.run(NOW, &["--prune"]);
    assert!(output.status.success(), "{output:?}");
    let names: Vec<String> = site.feeds().into_keys().collect();
    assert_eq!(names, ["feed.archive-1.json", "feed.archive-3.json", "feed.json"]);
}

#[test]
fn months_are_archived_when_they_are_over() {
    let site = Site::new("[feed]\nlimit = 1\narchive = \"month\"\nformats = [\"json\"]\n");
    let january = site.articles([10, 20]).build("2024-01-25T00:00:00Z");
    assert_eq!(january.len(), 1);
    // The feed keeps its newest entry.
    site.build("2024-02-01T00:00:00Z");
    assert_eq!(site.titles("feed.json"), [20, 10]);
    let february = site.articles([40]).build("2024-02-10T00:00:00Z");
    assert_eq!(site.titles("feed.json"), [40]);
    assert_eq!(site.titles("feed.archive-2024-01.json"), [20, 10]);
    site.articles([62]).build("2024-02-29T23:00:00Z");
    assert!(!site.path("feeds/feed.archive-2024-02.json").exists());
    // Only the time has passed.
    site.build("2024-03-03T00:00:00Z");
    assert_eq!(site.titles("feed.archive-2024-02.json"), [40]);
    let mut march = site.feeds();
    march.retain(|it, _| it.contains("2024-01"));
    assert_eq!(march["feed.archive-2024-01.json"], february["feed.archive-2024-01.json"]);
}

#[test]
fn a_feed_per_tag_has_its_own_archives() {
    let site = Site::new(
        "[[feed]]\neach = \"tag\"\nlimit = 1\narchive = 2\nformats = [\"rss\"]\nfile = \"{slug}.{ext}\"\n",
    );
    for day in 1..=6 {
        site.write(
            &format!("articles/{day}.md"),
            &format!(
                "---\ntitle: '{day}'\ndate: 2024-05-0{day}\ntags: [all, t{}]\n---\nText\n",
                day % 2
            ),
        );
    }
    let names: Vec<String> = site.build(NOW).into_keys().collect();
    let wanted = [
        "all.archive-1.xml",
        "all.archive-2.xml",
        "all.xml",
        "t0.archive-1.xml",
        "t0.xml",
        "t1.archive-1.xml",
        "t1.xml",
    ];
    assert_eq!(names, wanted);
}

#[test]
fn lists_of_feeds_do_not_contain_archives() {
    let site = Site::new(
        "[output]\nindex = [\"opml\"]\n[feed]\nlimit = 2\narchive = 3\nformats = [\"rss\"]\n",
    );
    let feeds = site.articles(1..=9).build(NOW);
    assert!(feeds.contains_key("rss.archive-2.xml"));
    let list = site.text("index.opml");
    assert!(list.contains("feeds/rss.xml") && !list.contains("archive"), "{list}");
}

#[test]
fn without_a_limit_everything_is_in_one_document() {
    let site = Site::new("[feed]\nlimit = 2\narchive = 3\nformats = [\"json\"]\n");
    site.articles(1..=9).build(NOW);
    let output = site.run(NOW, &["--limit", "0", "--prune"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(site.feeds().len(), 1);
    assert_eq!(site.titles("feed.json").len(), 9);
}

#[test]
fn complete_feeds_are_marked() {
    let site = Site::new("[feed]\nlimit = 0\ncomplete = true\nformats = [\"rss\", \"atom\"]\n");
    site.articles(1..=30).build(NOW);
    for name in ["rss.xml", "atom.xml"] {
        let text = site.text(name);
        assert!(text.contains("<fh:complete/>"), "{text}");
        assert_eq!(text.matches("</title>").count(), 31);
    }
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["check", "--fail-level", "info", "--base-url", "https://harbor.example/feeds/"])
        .arg(site.path("feeds"))
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    // With a limit, it is not complete.
    let output = site.run(NOW, &["--limit", "5"]);
    assert!(output.status.success(), "{output:?}");
    assert!(!site.text("rss.xml").contains("fh:"));
}

#[test]
fn wrong_settings_are_explained() {
    let cases = [
        ("archive = 0", "`archive` must be at least 1, not 0"),
        ("archive = true", "`archive` must be a whole number, `\"month\"` or `\"year\"`"),
        ("archive = [\"month\"]", "`archive` must be a whole number, `\"month\"` or `\"year\"`"),
        ("archive = \"months\"", "did you mean `month`?"),
        ("archive = \"week\"", "`week` is not a valid value for `archive`"),
        ("archives = 5", "did you mean `archive`?"),
        ("archive = 5\nlimit = 0", "there is nothing to archive"),
        ("archive = 5\nmax_age = \"90d\"", "remove either `max_age` or `archive`"),
        ("archive = 5\nmax_bytes = 9000", "remove either `max_bytes` or `archive`"),
        ("archive = 5\nsort = \"updated\"", "remove either `sort` or `archive`"),
        ("archive = 5\nfiles = { rss = \"x.archive-1.xml\" }", "looks like the file of an archive"),
        ("complete = true", "add `limit = 0`"),
        ("complete = \"yes\"", "`complete` must be true or false, not a string"),
        ("complete = true\nlimit = 0\nmax_age = \"90d\"", "remove either `complete` or `max_age`"),
        ("complete = true\narchive = \"year\"", "remove either `complete` or `archive`"),
    ];
    for (keys, words) in cases {
        let site = Site::new(&format!("[feed]\n{keys}\n"));
        site.articles([1]);
        let output = site.run(NOW, &[]);
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{keys}: {err}");
        assert!(err.contains(words), "{keys}: {err}");
    }
    let site = Site::new("[feed]\ncomplete = false\narchive = 50\n");
    site.articles([1]).build(NOW);
}
