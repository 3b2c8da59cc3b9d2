//! Publishes articles as feeds, from end to end: the files on the disk, the output, and the exit code.

mod configuration;
mod entries;
mod files;
mod inspection;
mod large;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use chrono::DateTime;
use chrono::Utc;
use tempfile::TempDir;

use feedwright::Overrides;
use feedwright::Settings;
use feedwright::Source;
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
