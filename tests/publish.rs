//! Publishes articles as feeds, from end to end: the files on the disk, the output, and the exit code.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use std::time::Duration;
use std::time::SystemTime;

use chrono::DateTime;
use chrono::Utc;
use tempfile::TempDir;

use feedwright::IfLocked;
use feedwright::Overrides;
use feedwright::Settings;
use feedwright::Source;
use feedwright::internals::publish::lock::lock;
use feedwright::publish;

const CONFIGURATION: &str =
    "[site]\ntitle = \"The Harbor\"\nurl = \"https://harbor.example/\"\nlanguage = \"en\"\n";
const FEEDS: [&str; 3] = ["rss.xml", "atom.xml", "feed.json"];
const NOW: &str = "2026-11-01T12:00:00Z";

/// A site in a temporary folder.
struct Site(TempDir);

impl Site {
    fn new(articles: &[(&str, &str)]) -> Site {
        let site = Site(tempfile::tempdir().expect("there is a folder for temporary files"));
        site.write("feedwright.toml", CONFIGURATION);
        fs::create_dir(site.path("articles")).expect("it is created");
        for (name, text) in articles {
            site.write(&format!("articles/{name}"), text);
        }
        site
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("it is written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("it is there")
    }

    fn feeds(&self) -> Vec<String> {
        FEEDS.iter().map(|it| self.read(&format!("feeds/{it}"))).collect()
    }

    /// The names of all files in the folder of feeds, including hidden files.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path("feeds"))
            .expect("it is a folder")
            .map(|it| it.expect("it can be read").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        command.arg("build").arg(self.0.path()).args(["--now", NOW]).args(arguments);
        command
    }

    fn build(&self, arguments: &[&str]) -> Said {
        Said::of(&self.command(arguments).output().expect("the program runs"))
    }
}

/// The result of a run of the program.
#[derive(Debug)]
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Said {
    fn of(output: &Output) -> Said {
        let text = |it: &[u8]| String::from_utf8(it.to_vec()).expect("it is UTF-8");
        Said { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    #[track_caller]
    fn is_silent(&self) {
        assert_eq!((self.code, self.out.as_str(), self.err.as_str()), (Some(0), "", ""));
    }

    #[track_caller]
    fn fails(&self, code: i32, words: &str) {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(self.err.contains(words), "{self:?}");
    }
}

fn article(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n\nWords of {title}.\n")
}

fn two() -> Site {
    let (a, b) = (article("One", "2026-10-01"), article("Two", "2026-10-02"));
    Site::new(&[("one.md", &a), ("two.md", &b)])
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn makes_the_feeds_of_this_repository() {
    let written = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = root().join("feedwright.toml");
    let text = fs::read_to_string(path).expect("it is there");
    let source = Source::from_text("feedwright.toml", text);
    let mut overrides = Overrides::default();
    overrides.out = Some(written.path().join("feeds"));
    let mut settings =
        Settings::from_toml(&source, root(), &overrides).expect("it is without faults");
    settings.memory = written.path().join("memory");
    let now: DateTime<Utc> = NOW.parse().expect("it is a date");
    let outcome = publish(&settings, now).expect("the feeds are published");
    assert_eq!(outcome.left_out().count(), 0);
    for name in FEEDS {
        let new = fs::read_to_string(settings.out.join(name)).expect("it is written");
        let committed = fs::read_to_string(root().join("feeds").join(name)).unwrap_or_default();
        assert!(
            new == committed,
            "feeds/{name} is out of date; run `cargo run -- build` and review the difference"
        );
    }
}

#[test]
fn prints_and_writes_nothing_if_nothing_has_changed() {
    let site = two();
    site.build(&[]).is_silent();
    let first = site.feeds();
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let names: Vec<String> = FEEDS.iter().map(|it| format!("feeds/{it}")).collect();
    let names = || names.iter().map(String::as_str).chain([".feedwright/state.json"]);
    for name in names() {
        let file = fs::File::options().write(true).open(site.path(name)).expect("it opens");
        file.set_modified(past).expect("it is set");
    }
    site.build(&[]).is_silent();
    assert_eq!(site.feeds(), first);
    for name in names() {
        let metadata = fs::metadata(site.path(name)).expect("it is there");
        assert_eq!(metadata.modified().expect("it is known"), past, "{name}");
    }
    site.build(&["--force"]).is_silent();
    let metadata = fs::metadata(site.path("feeds/rss.xml")).expect("it is there");
    assert_ne!(metadata.modified().expect("it is known"), past);
}

/// Web servers only see the second in which a feed was written.
#[test]
fn a_changed_feed_is_dated_in_a_later_second() {
    let site = two();
    site.build(&[]).is_silent();
    let path = site.path("feeds/rss.xml");
    let modified = || fs::metadata(&path).and_then(|it| it.modified()).expect("it is known");
    // The old feed was written at the end of a second, or by a machine whose clock is ahead.
    for ahead in [Duration::ZERO, Duration::from_secs(3600)] {
        let since_epoch =
            |it: SystemTime| it.duration_since(SystemTime::UNIX_EPOCH).expect("it is after 1970");
        let old = since_epoch(SystemTime::now() + ahead).as_secs();
        let file = fs::File::options().write(true).open(&path).expect("it opens");
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::new(old, 999_999_999))
            .expect("it is set");
        site.build(&["--force"]).is_silent();
        assert!(since_epoch(modified()).as_secs() > old);
        assert!(since_epoch(modified()).as_secs() <= old + 2);
    }
}

#[test]
fn works_in_the_environment_of_cron() {
    let site = two();
    let mut command = site.command(&[]);
    command.env_clear().current_dir("/").stdin(Stdio::null());
    Said::of(&command.output().expect("the program runs")).is_silent();
    assert_eq!(site.names(), ["atom.xml", "feed.json", "rss.xml"]);
}

#[test]
fn leaves_out_one_bad_article_and_names_it() {
    let site = two();
    site.write("articles/bad.md", "---\ntitle: Bad\ndate: 03/04/2024\n---\n\nText\n");
    let said = site.build(&[]);
    said.fails(1, "error[ambiguous-date]");
    said.fails(1, "articles/bad.md:3:");
    assert!(site.read("feeds/rss.xml").contains("<title>Two</title>"));
    let said = site.build(&["--format", "json"]);
    let outcome: serde_json::Value = serde_json::from_str(&said.out).expect("it is JSON");
    assert_eq!(outcome["articles"], 3);
    assert_eq!(outcome["left_out"][0]["path"], "bad.md");
    assert_eq!(outcome["left_out"][0]["diagnostics"][0]["line"], 3);
    assert_eq!(outcome["feeds"][0]["change"], "unchanged");
}

#[test]
fn verbose_shows_details() {
    let site = two();
    site.write("articles/next.md", &article("Next", "2027-01-01"));
    site.write("articles/draft.md", "---\ntitle: D\ndraft: true\n---\n\nText\n");
    let said = site.build(&["-v"]);
    for words in [
        "read 4 articles in ",
        "scheduled for 2027-01-01T00:00:00+00:00: next.md",
        "draft: draft.md",
        "rss.xml: created, 2 entries",
    ] {
        said.fails(0, words);
    }
    site.build(&["-v"]).fails(0, "rss.xml: unchanged, 2 entries");
}

#[test]
fn writes_nothing_in_a_dry_run() {
    let site = two();
    site.build(&["--dry-run", "-v"]).fails(0, "rss.xml: would be created, 2 entries");
    assert!(!site.path("feeds").exists() && !site.path(".feedwright").exists());
}

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

#[test]
fn waits_skips_or_fails_if_another_build_is_running() {
    let site = two();
    fs::create_dir(site.path(".feedwright")).expect("it is created");
    let held = lock(&site.path(".feedwright/lock"), IfLocked::Fail).expect("it is free");
    let holder = format!("locked by process {}, since 2", std::process::id());
    site.build(&["--if-locked", "fail"]).fails(75, &holder);
    site.build(&["--if-locked", "skip"]).is_silent();
    assert!(!site.path("feeds").exists());
    let waiting = site.command(&[]).stderr(Stdio::piped()).spawn().expect("the program runs");
    drop(held);
    Said::of(&waiting.wait_with_output().expect("it ends")).is_silent();
    assert_eq!(site.names(), ["atom.xml", "feed.json", "rss.xml"]);
}

#[test]
fn eight_builds_can_run_at_once() {
    let site = two();
    let mut builds = Vec::new();
    for _ in 0..8 {
        let mut command = site.command(&["--force"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        builds.push(command.spawn().expect("the program runs"));
    }
    for build in builds {
        Said::of(&build.wait_with_output().expect("it ends")).is_silent();
    }
    assert_eq!(site.names(), ["atom.xml", "feed.json", "rss.xml"]);
    assert!(site.read("feeds/rss.xml").ends_with("</rss>\n"));
}

#[test]
fn removes_temporary_files_of_a_killed_build() {
    let site = two();
    for folder in ["feeds", ".feedwright"] {
        fs::create_dir(site.path(folder)).expect("it is created");
        site.write(&format!("{folder}/.feedwright-0123.tmp"), "half");
    }
    site.write("feeds/.htaccess", "mine");
    site.build(&[]).is_silent();
    assert_eq!(site.names(), [".htaccess", "atom.xml", "feed.json", "rss.xml"]);
    assert!(!site.path(".feedwright/.feedwright-0123.tmp").exists());
}

#[test]
fn keeps_the_mode_of_a_file_and_makes_new_ones_readable() {
    let site = two();
    let mode = |name: &str| {
        fs::metadata(site.path(name)).expect("it is there").permissions().mode() & 0o7777
    };
    let mut command = Command::new("sh");
    let binary = env!("CARGO_BIN_EXE_feedwright");
    command.args(["-c", "umask 077 && exec \"$0\" build \"$1\"", binary]).arg(site.0.path());
    Said::of(&command.output().expect("the program runs")).is_silent();
    assert_eq!(mode("feeds/rss.xml"), 0o644);
    let private = fs::Permissions::from_mode(0o640);
    fs::set_permissions(site.path("feeds/rss.xml"), private).expect("it is set");
    site.write("articles/one.md", &article("Other", "2026-10-01"));
    site.build(&[]).is_silent();
    assert_eq!(mode("feeds/rss.xml"), 0o640);
    assert_eq!(mode("feeds/atom.xml"), 0o644);
}

#[test]
fn web_servers_can_read_feeds_with_any_umask() {
    let site = two();
    let mut command = Command::new("sh");
    command.args(["-c", "umask 077; exec \"$0\" build \"$1\" --out \"$1/www/feeds\""]);
    let output = command.arg(env!("CARGO_BIN_EXE_feedwright")).arg(site.0.path()).output();
    Said::of(&output.expect("the shell runs")).is_silent();
    for (name, mode) in [("www", 0o755), ("www/feeds", 0o755), ("www/feeds/rss.xml", 0o644)] {
        let metadata = fs::metadata(site.path(name)).expect("it is there");
        assert_eq!(metadata.permissions().mode() & 0o777, mode, "{name}");
    }
}

#[test]
fn does_not_wait_for_a_pipe() {
    for name in [".feedwright/state.json", ".feedwright/lock", "feeds/atom.xml"] {
        let site = two();
        for folder in [".feedwright", "feeds"] {
            fs::create_dir(site.path(folder)).expect("it is created");
        }
        let made = Command::new("mkfifo").arg(site.path(name)).status().expect("mkfifo runs");
        assert!(made.success(), "{name}");
        site.build(&[]).fails(3, "it is a folder, pipe, socket or device, not a file");
        site.build(&[]).fails(3, name);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn fails_if_the_result_cannot_be_printed() {
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").expect("it is there");
    let site = two();
    let output = site.command(&["--format", "json"]).stdout(full()).output();
    Said::of(&output.expect("the program runs")).fails(3, "cannot print the result");
    // The feeds are written. Only messages on standard error are lost.
    let output = site.command(&["-v"]).stderr(full()).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn follows_links_only_inside_the_folder() {
    let site = two();
    site.build(&[]).is_silent();
    fs::rename(site.path("feeds/rss.xml"), site.path("feeds/real.xml")).expect("it is renamed");
    std::os::unix::fs::symlink("real.xml", site.path("feeds/rss.xml")).expect("it is linked");
    site.write("articles/one.md", &article("Other", "2026-10-01"));
    site.build(&[]).is_silent();
    assert!(site.path("feeds/rss.xml").is_symlink());
    assert!(site.read("feeds/real.xml").contains("<title>Other</title>"));
    site.write("secret", "mine");
    fs::remove_file(site.path("feeds/rss.xml")).expect("it is removed");
    std::os::unix::fs::symlink("../secret", site.path("feeds/rss.xml")).expect("it is linked");
    site.build(&[]).fails(3, "is a link to a place outside its folder");
    assert_eq!(site.read("secret"), "mine");
}

#[test]
fn keeps_complete_feeds_if_the_disk_fails() {
    let site = two();
    site.build(&[]).is_silent();
    let old = site.feeds();
    site.write("articles/one.md", &(article("Longer", "2026-10-01") + &"More. ".repeat(1000)));
    // A limit on the file size causes a system error, as a full disk does.
    let mut command = Command::new("sh");
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" build \"$1\"";
    command.args(["-c", script, env!("CARGO_BIN_EXE_feedwright")]).arg(site.0.path());
    Said::of(&command.output().expect("the program runs")).fails(3, "cannot be written");
    assert_eq!(site.feeds(), old);
    assert_eq!(site.names(), ["atom.xml", "feed.json", "rss.xml"]);
    site.build(&[]).is_silent();
    assert_ne!(site.feeds(), old);
}

#[test]
fn reports_a_folder_that_cannot_be_written_to() {
    let site = two();
    site.write("feeds", "a file");
    site.build(&[]).fails(3, "feeds cannot be created");
    fs::remove_file(site.path("feeds")).expect("it is removed");
    fs::create_dir(site.path("feeds")).expect("it is created");
    let read_only = fs::Permissions::from_mode(0o555);
    fs::set_permissions(site.path("feeds"), read_only).expect("it is set");
    // Root ignores file permissions, so there is nothing to test.
    if fs::write(site.path("feeds/probe"), "").is_err() {
        site.build(&[]).fails(3, "cannot be written");
        assert!(site.names().is_empty());
    }
    let usual = fs::Permissions::from_mode(0o755);
    fs::set_permissions(site.path("feeds"), usual).expect("it is set");
}

#[test]
fn never_overwrites_an_unsupported_state() {
    let site = two();
    site.build(&[]).is_silent();
    for (state, words) in [("{", "is damaged"), ("{\"version\": 3}", "has version 3")] {
        site.write(".feedwright/state.json", state);
        site.build(&[]).fails(3, words);
        assert_eq!(site.read(".feedwright/state.json"), state);
    }
}

#[test]
fn builds_without_a_configuration() {
    let site = two();
    fs::remove_file(site.path("feedwright.toml")).expect("it is removed");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        command.current_dir(site.0.path()).arg("build").args(arguments);
        Said::of(&command.output().expect("the program runs"))
    };
    run(&[]).fails(2, "there is no feedwright.toml in the current folder");
    let all =
        ["--articles", "articles", "--out", "o/feeds", "--base-url", "https://h.example/feeds/"];
    run(&all).is_silent();
    let rss = site.read("o/feeds/rss.xml");
    assert!(rss.contains("<title>h.example</title>"), "{rss}");
    assert!(rss.contains("href=\"https://h.example/feeds/rss.xml\""), "{rss}");
    run(&["--articles", "none", "--out", "o", "--base-url", "https://h.example/"]).fails(2, "none");
}

#[test]
fn reports_problems_of_a_configuration_with_their_place() {
    // the lines after `[site]`, title and url; the place; the message; the help
    #[rustfmt::skip]
    let cases = [
        ("timezone = \"Europe/Berln\"",        "4:12", "`Europe/Berln` is not a time zone",               "did you mean `Europe/Berlin`?"),
        ("langage = \"en\"",                   "4:1",  "unknown key `langage` in [site]",                    "did you mean `language`?"),
        ("limit = 3",                          "4:1",  "unknown key `limit` in [site]",                      "it belongs in [feed]"),
        ("language = \"english-x\"",           "4:12", "`english-x` is not a valid language tag",             "write `\"en\"`"),
        ("description = 3",                    "4:15", "`description` must be a string, not an integer",       "write `description = \"…\"`"),
        ("authors = \"Ann\"",                  "4:11", "`authors` must be a list, not a string",              "write `authors = [\"…\", \"…\"]`"),
        ("authors = [\"Ann <ann>\"]",          "4:12", "`ann` is not a valid e-mail address",                 "write `\"Name <name@example.org>\"`"),
        ("[feed]\ncontent = \"ful\"",          "5:11", "`ful` is not a valid value for `content`",            "did you mean `full`?"),
        ("[feed]\nlimit = -1",                 "5:9",  "`limit` must not be negative: -1",                    "`limit` is the maximum number"),
        ("[feed]\nlimit = \"20\"",             "5:9",  "`limit` must be a whole number, not a string",        "write `limit = 20`"),
        ("[feed]\nformats = [\"rss\", \"x\"]", "5:19", "`x` is not a valid value for `formats`",              "the valid values are `rss`, `atom`, `json`"),
        ("[feed]\nfiles = { rss = \"../x\" }", "5:17", "`../x` is not a valid file name",                     "use a name without a folder"),
        ("[articles]\npermalink = \"/{slg}\"", "5:13", "the permalink has an unknown placeholder: `{slg}`",  "did you mean `{slug}`?"),
        ("[articles]\npermalink = \"/a/\"",    "5:13", "all articles would have the same permalink",         "add `{slug}` or `{path}`"),
        ("[feeds]",                            "4:2",  "unknown key `feeds`",                                "did you mean `feed`?"),
        ("[feed]\nformats = [3]",              "5:12", "each value in `formats` must be a string, not an integer", "the valid values are"),
        ("[feed]\nsort = 3",                   "5:8",  "`sort` must be a string, not an integer",            "the valid values are"),
        ("title = \"Again\"",                  "4:1",  "duplicate key",                                      ""),
    ];
    let site = two();
    for (lines, place, message, help) in cases {
        let text = format!("[site]\ntitle = \"T\"\nurl = \"https://h.example/\"\n{lines}\n");
        site.write("feedwright.toml", &text);
        let said = site.build(&[]);
        said.fails(2, &format!("feedwright.toml:{place}\n"));
        said.fails(2, message);
        said.fails(2, &format!("help: {help}"));
        assert!(!site.path("feeds").exists());
    }
    site.write("feedwright.toml", "[site]\nurl = \"h.example\"\n");
    let said = site.build(&[]);
    said.fails(2, "`title` is missing in [site]");
    said.fails(2, "`h.example` is not an absolute URL");
}

#[test]
fn reports_a_value_of_the_wrong_type_once() {
    let site = two();
    for (text, message) in [
        ("[site]\ntitle = 3\nurl = \"https://h.example/\"\n", "`title` must be a string"),
        ("[site]\ntitle = \"T\"\nurl = 3\n", "`url` must be a string"),
        ("site = 3\n", "`site` must be a table"),
        (&format!("{CONFIGURATION}[feed]\nformats = 3\n"), "`formats` must be a list"),
        (&format!("{CONFIGURATION}[feed]\nfiles = 3\n"), "`files` must be a table"),
        (&format!("{CONFIGURATION}[articles]\ndirs = 3\n"), "`dirs` must be a list"),
    ] {
        site.write("feedwright.toml", text);
        let said = site.build(&[]);
        said.fails(2, message);
        assert_eq!(said.err.matches("error[").count(), 1, "{}", said.err);
    }
}

#[test]
fn a_misspelled_or_misplaced_key_is_not_missing_too() {
    let site = two();
    let url = "url = \"https://h.example/\"\n";
    for (text, message, help) in [
        (
            format!("titel = \"x\"\n[site]\n{url}"),
            "unknown key `titel`",
            "did you mean `title` in [site]?",
        ),
        (
            format!("[site]\ntitel = \"x\"\n{url}"),
            "unknown key `titel` in [site]",
            "did you mean `title`?",
        ),
        (format!("title = \"x\"\n[site]\n{url}"), "unknown key `title`", "it belongs in [site]"),
        (format!("[sites]\ntitle = \"x\"\n{url}"), "unknown key `sites`", "did you mean `site`?"),
    ] {
        site.write("feedwright.toml", &text);
        let said = site.build(&[]);
        said.fails(2, message);
        said.fails(2, &format!("help: {help}"));
        assert_eq!(said.err.matches("error[").count(), 1, "{}", said.err);
    }
}

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

#[test]
fn init_creates_a_site_that_can_be_built_and_overwrites_nothing() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let site = folder.path().join("new");
    let run = |command: &str| {
        let mut it = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        Said::of(&it.arg(command).arg(&site).output().expect("the program runs"))
    };
    assert_eq!(run("init").code, Some(0));
    run("build").is_silent();
    assert!(site.join("feeds/rss.xml").exists());
    fs::write(site.join("feedwright.toml"), CONFIGURATION).expect("it is written");
    assert!(run("init").out.contains("kept "));
    let kept = fs::read_to_string(site.join("feedwright.toml")).expect("it is there");
    assert_eq!(kept, CONFIGURATION);
}
