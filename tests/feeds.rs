//! Several feeds from one folder of articles: by tag, section, author and language.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;

use serde_json::Value;

const SITE: &str = "[site]\ntitle = \"The Harbor\"\nurl = \"https://harbor.example/\"\nlanguage = \"en\"\nauthors = [\"The editors\"]\n";

struct Site(tempfile::TempDir);

impl Site {
    /// A site with these tables after `[site]`, and five articles.
    fn new(tables: &str) -> Site {
        let site = Site(tempfile::tempdir().expect("there is a folder for temporary files"));
        site.configure(tables);
        for (path, front_matter) in [
            ("news/ferry.md", "date: 2024-05-01\ntags: [Rust, C++]\nsection: News"),
            ("news/pier.md", "date: 2024-05-02\ntags: [rust, C]\nsection: News\nauthor: Jane Roe"),
            (
                "walks/quay.md",
                "date: 2024-05-03\ntags: [Rust, 'C#', 'R&D', draft]\nsection: Walks\nauthor: jane roe",
            ),
            ("walks/phare.md", "date: 2024-05-04\nlang: fr\nlanguage: fr"),
            ("walks/gb.md", "date: 2024-05-05\nlanguage: en-GB\ntags: ['???', 'a/../b']"),
        ] {
            site.write(
                &format!("articles/{path}"),
                &format!("---\ntitle: {path}\n{front_matter}\n---\nText of {path}.\n"),
            );
        }
        site
    }

    fn configure(&self, tables: &str) {
        self.write("feedwright.toml", &format!("{SITE}{tables}"));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it is created");
        fs::write(path, text).expect("it is written");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_feedwright"))
            .arg("build")
            .arg(self.0.path())
            .args(if arguments.contains(&"--now") {
                &[][..]
            } else {
                &["--now", "2024-06-01T00:00:00Z"]
            })
            .args(arguments)
            .output()
            .expect("the program runs")
    }

    /// Builds without any message.
    #[track_caller]
    fn build(&self) -> &Site {
        let output = self.run(&[]);
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), err.as_ref()), (Some(0), ""));
        self
    }

    /// Builds with a warning.
    #[track_caller]
    fn warns(&self, words: &str) {
        let output = self.run(&[]);
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{err}");
        assert!(err.contains(words), "{err}");
    }

    /// The files in the folder of feeds, relative to it.
    fn files(&self) -> Vec<String> {
        let out = self.path("feeds");
        let mut folders = vec![out.clone()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("it can be read") {
                let path = entry.expect("it can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files
                        .push(path.strip_prefix(&out).expect("it is inside").display().to_string());
                }
            }
        }
        files.sort();
        files
    }

    fn json(&self, name: &str) -> Value {
        let text = fs::read_to_string(self.path(&format!("feeds/{name}"))).expect("it is there");
        serde_json::from_str(&text).expect("it is JSON")
    }

    /// The titles of the entries of a JSON feed.
    fn titles(&self, name: &str) -> Vec<String> {
        let feed = self.json(name);
        let items = feed["items"].as_array().expect("there are items");
        items.iter().map(|it| it["title"].as_str().expect("it has a title").to_owned()).collect()
    }
}

#[test]
fn a_table_per_feed() {
    let site = Site::new(
        "[[feed]]\nlimit = 2\n\
         [[feed]]\nname = \"news\"\nformats = [\"rss\", \"json\"]\ninclude = { section = \"news\" }\n\
         [[feed]]\nname = \"rust\"\ntitle = \"{site}, {name}\"\ndescription = \"About {name}\"\nformats = [\"json\"]\n\
         include = { tag = [\"RUST\", \"cargo\"] }\nexclude = { tag = \"draft\" }\nfile = \"topics/{name}.{ext}\"\n",
    );
    site.build();
    let wanted = ["atom.xml", "feed.json", "news.json", "news.xml", "rss.xml", "topics/rust.json"];
    assert_eq!(site.files(), wanted);
    assert_eq!(site.titles("feed.json"), ["walks/gb.md", "walks/phare.md"]);
    assert_eq!(site.titles("news.json"), ["news/pier.md", "news/ferry.md"]);
    assert_eq!(site.titles("topics/rust.json"), ["news/pier.md", "news/ferry.md"]);
    let [all, news, rust] = ["feed.json", "news.json", "topics/rust.json"].map(|it| site.json(it));
    assert_eq!(
        (&all["title"], &news["title"], &rust["title"]),
        (&"The Harbor".into(), &"The Harbor: news".into(), &"The Harbor, rust".into())
    );
    assert_eq!(rust["description"], "About rust");
    assert_eq!(news["feed_url"], "https://harbor.example/feeds/news.json");
    assert_eq!(rust["feed_url"], "https://harbor.example/feeds/topics/rust.json");
    // An article has the same id in all feeds.
    assert_eq!(news["items"][0]["id"], rust["items"][0]["id"]);
    let rss = fs::read_to_string(site.path("feeds/news.xml")).expect("it is there");
    assert!(rss.contains("<lastBuildDate>Thu, 02 May 2024"), "{rss}");
}

#[test]
fn the_feeds_are_valid_and_have_their_own_ids() {
    let site = Site::new(
        "[[feed]]\n[[feed]]\nname = \"news\"\ninclude = { section = \"News\" }\n[[feed]]\neach = \"tag\"\n",
    );
    site.build();
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["check", "--fail-level", "warning", "--base-url", "https://harbor.example/feeds/"])
        .arg(site.path("feeds"))
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let mut ids = Vec::new();
    for name in site.files().iter().filter(|it| it.ends_with("atom.xml")) {
        let text = fs::read_to_string(site.path(&format!("feeds/{name}"))).expect("it is there");
        let (_, rest) = text.split_once("<id>").expect("it has an id");
        ids.push(rest.split_once('<').expect("the id ends").0.to_owned());
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(ids.contains(&"https://harbor.example/".to_owned()), "{ids:?}");
    assert!(ids.contains(&"https://harbor.example/feeds/news".to_owned()), "{ids:?}");
}

#[test]
fn a_feed_per_tag() {
    let site =
        Site::new("[[feed]]\neach = \"tag\"\nformats = [\"json\"]\nfile = \"tags/{slug}.{ext}\"\n");
    site.build();
    let files = site.files();
    let wanted = [
        "tags/a-b.json",
        "tags/c-plus-plus.json",
        "tags/c-sharp.json",
        "tags/c.json",
        "tags/draft.json",
        "tags/r-and-d.json",
        "tags/rust.json",
    ];
    assert_eq!(files[1..], wanted);
    // `???` has no letters, so its file is named after its fingerprint.
    let name = files[0].trim_start_matches("tags/").trim_end_matches(".json");
    assert!(name.len() == 8 && name.bytes().all(|it| it.is_ascii_hexdigit()), "{name}");
    // Tags are compared without their case, and the most common spelling is shown.
    assert_eq!(site.titles("tags/rust.json"), ["walks/quay.md", "news/pier.md", "news/ferry.md"]);
    assert_eq!(site.json("tags/rust.json")["title"], "The Harbor: Rust");
    site.configure("[[feed]]\neach = \"tag\"\nformats = [\"json\"]\nfile = \"tags/{slug}.{ext}\"\nmin_entries = 2\n");
    let output = site.run(&["--prune", "-v"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(site.files(), ["tags/rust.json"]);
}

#[test]
fn values_with_the_same_slug_have_different_files() {
    let site = Site::new(
        "[[feed]]\neach = \"tag\"\nformats = [\"json\"]\n[[feed]]\nname = \"x\"\nformats = [\"json\"]\nfile = \"tag/draft.json\"\n",
    );
    site.write("articles/same.md", "---\ntitle: Same\ndate: 2024-05-06\ntags: ['Sea side', 'sea-side', 'Sea: side']\n---\nText\n");
    site.build();
    let files = site.files();
    let same: Vec<&String> = files.iter().filter(|it| it.starts_with("tag/sea-side")).collect();
    assert_eq!(same.len(), 3, "{files:?}");
    assert_eq!(same[2], "tag/sea-side.json");
    assert_eq!(site.json("tag/sea-side.json")["title"], "The Harbor: sea-side");
    // The name that another feed has is not used.
    assert_eq!(site.json("tag/draft.json")["title"], "The Harbor: x");
    assert!(files.iter().any(|it| it.starts_with("tag/draft-")), "{files:?}");
}

#[test]
fn a_feed_per_section_author_and_language() {
    let site = Site::new(
        "[[feed]]\neach = \"section\"\nformats = [\"json\"]\n\
         [[feed]]\neach = \"author\"\nname = \"by\"\nformats = [\"json\"]\n\
         [[feed]]\neach = \"language\"\nformats = [\"json\"]\n",
    );
    site.build();
    assert_eq!(site.titles("section/walks.json"), ["walks/quay.md"]);
    assert_eq!(site.titles("by/jane-roe.json"), ["walks/quay.md", "news/pier.md"]);
    // Articles without an author are those of the site's authors.
    assert_eq!(site.titles("by/the-editors.json").len(), 3);
    assert_eq!(site.json("language/fr.json")["language"], "fr");
    assert_eq!(site.titles("language/en-gb.json"), ["walks/gb.md"]);
    assert_eq!(site.titles("language/en.json").len(), 3);
}

#[test]
fn conditions_are_combined() {
    let cases = [
        ("include = { section = \"news\", tag = \"c++\" }", vec!["news/ferry.md"]),
        (
            "include = { section = [\"news\", \"walks\"] }\nexclude = { author = \"JANE ROE\" }",
            vec!["news/ferry.md"],
        ),
        (
            "include = { language = \"en\" }\nexclude = { path = \"news/**\" }",
            vec!["walks/gb.md", "walks/quay.md"],
        ),
        (
            "include = { path = [\"**/pier.md\", \"walks\"] }",
            vec!["walks/gb.md", "walks/phare.md", "walks/quay.md", "news/pier.md"],
        ),
        (
            "include = { path = \"walks/**\" }\nmax_age = \"29d\"",
            vec!["walks/gb.md", "walks/phare.md", "walks/quay.md"],
        ),
        ("max_age = \"4w\"", vec!["walks/gb.md", "walks/phare.md"]),
    ];
    for (conditions, wanted) in cases {
        let site =
            Site::new(&format!("[[feed]]\nname = \"x\"\nformats = [\"json\"]\n{conditions}\n"));
        site.build();
        assert_eq!(site.titles("x.json"), wanted, "{conditions}");
    }
}

#[test]
fn the_number_and_size_of_entries_are_limited() {
    let site = Site::new("[feed]\nlimit = 0\nformats = [\"json\"]\n");
    for number in 0..60 {
        site.write(
            &format!("articles/more-{number}.md"),
            &format!("---\ntitle: More\ndate: 2023-01-01\n---\n{}\n", "word ".repeat(100)),
        );
    }
    site.build();
    assert_eq!(site.titles("feed.json").len(), 65);
    site.configure("[feed]\nlimit = 0\nmax_bytes = 20000\nformats = [\"json\"]\n");
    site.warns("left the oldest entries out of 1 feed because of `max_bytes`: ");
    let size = fs::metadata(site.path("feeds/feed.json")).expect("it is there").len();
    let count = site.titles("feed.json").len();
    assert!(size <= 20_000 && (10..65).contains(&count), "{size} bytes, {count} entries");
    assert_eq!(site.titles("feed.json")[0], "walks/gb.md");
    // cron does not print the same warning again.
    site.build();
    let output = site.run(&["-v"]);
    let err = String::from_utf8_lossy(&output.stderr);
    let omitted = format!("{count} entries ({} older left out because of `max_bytes`)", 65 - count);
    assert!(err.contains(&omitted), "{err}");
}

#[test]
fn a_large_old_entry_does_not_displace_small_new_ones() {
    let site = Site::new("[feed]\nmax_bytes = 20000\nformats = [\"json\"]\n");
    let large = "word ".repeat(10_000);
    site.write(
        "articles/large.md",
        &format!("---\ntitle: Large\ndate: 2023-01-01\n---\n{large}\n"),
    );
    site.warns("left the oldest entries out of 1 feed because of `max_bytes`: ");
    assert_eq!(site.titles("feed.json").len(), 5);
    // The newest entry is written even if it is too large alone.
    site.write(
        "articles/large.md",
        &format!("---\ntitle: Large\ndate: 2024-05-20\n---\n{large}\n"),
    );
    site.warns("1 feed is larger than `max_bytes` with only its newest entry: ");
    assert_eq!(site.titles("feed.json"), ["Large"]);
}

#[test]
fn a_feed_for_each_value_of_nothing_is_reported() {
    let site = Site::new(
        "[[feed]]\n[[feed]]\neach = \"tag\"\nmin_entries = 9\n\
         [[feed]]\nname = \"by\"\neach = \"author\"\ninclude = { tag = \"none\" }\n",
    );
    site.warns("warning: `each = \"tag\"` writes no feed: no tag has 9 selected articles\n");
    site.configure(
        "[[feed]]\n[[feed]]\nname = \"by\"\neach = \"author\"\ninclude = { tag = \"none\" }\n",
    );
    site.warns(
        "warning: feed `by`: `each = \"author\"` writes no feed: no selected article has an author\n",
    );
    site.build();
    assert_eq!(site.files(), ["atom.xml", "feed.json", "rss.xml"]);
}

#[test]
fn feeds_that_are_gone_are_named_and_deleted_only_on_request() {
    let site = Site::new("[[feed]]\n[[feed]]\neach = \"section\"\nformats = [\"json\"]\n");
    site.build();
    site.write("feeds/section/mine.txt", "not a feed");
    site.configure("");
    let output = site.run(&[]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        err.contains("2 files from earlier builds do not belong to a feed")
            && err.contains("--prune"),
        "{err}"
    );
    // cron does not print the same warning again.
    site.build();
    assert!(site.path("feeds/section/news.json").exists());
    let output = site.run(&["--prune", "--dry-run"]);
    assert!(output.status.success() && site.path("feeds/section/news.json").exists());
    let output = site.run(&["--prune"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(site.files(), ["atom.xml", "feed.json", "rss.xml", "section/mine.txt"]);
    site.build();
}

#[test]
fn a_feed_whose_entries_have_not_changed_is_not_touched() {
    let site = Site::new("[[feed]]\neach = \"section\"\nformats = [\"rss\"]\n");
    site.build();
    let changed = |name: &str| {
        fs::metadata(site.path(name)).and_then(|it| it.modified()).expect("it is there")
    };
    let before = ["feeds/section/news.xml", "feeds/section/walks.xml"].map(changed);
    site.write(
        "articles/walks/new.md",
        "---\ntitle: New\ndate: 2024-05-09\nsection: walks\n---\nText\n",
    );
    site.build();
    let after = ["feeds/section/news.xml", "feeds/section/walks.xml"].map(changed);
    assert!(before[0] == after[0] && before[1] != after[1]);
}

#[test]
fn ids_and_dates_are_recovered_from_a_feed_for_each_value() {
    let site = Site::new("[[feed]]\neach = \"tag\"\nformats = [\"json\"]\n");
    site.write("articles/undated.md", "---\ntitle: Undated\ntags: [sea]\n---\nText\n");
    site.warns("1 article has no date");
    let before = site.json("tag/sea.json");
    fs::remove_dir_all(site.path(".feedwright")).expect("it is removed");
    let output = site.run(&["--now", "2024-07-01T00:00:00Z", "-v"]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("ids and dates of 1 article come from "), "{err}");
    assert_eq!(site.json("tag/sea.json"), before);
}

#[test]
fn wrong_settings_are_explained() {
    let cases = [
        ("[[feed]]\nname = \"a\"\n[[feed]]\nname = \"A\"\n", "another feed has the name `A`"),
        ("[[feed]]\n[[feed]]\n", "`name` is missing in [[feed]]"),
        ("[[feed]]\nname = \"../x\"\n", "`../x` cannot be the name of a feed"),
        ("[[feed]]\nout = \"public\"\n", "unknown key `out` in [[feed]]"),
        (
            "[[feed]]\nname = \"a\"\nfile = \"../{name}.{ext}\"\n",
            "`../a.rss.xml` is not a valid file name",
        ),
        (
            "[[feed]]\nname = \"a\"\nfile = \"/a.xml\"\nformats = [\"rss\"]\n",
            "`/a.xml` is not a valid file name",
        ),
        ("[[feed]]\nname = \"a\"\nfile = \"a.xml\"\n", "the formats have the same file name"),
        ("[[feed]]\neach = \"tag\"\nfile = \"tags.{ext}\"\n", "add `{slug}`"),
        ("[[feed]]\nname = \"a\"\nfile = \"{slug}.{ext}\"\n", "`{slug}` needs `each`"),
        (
            "[[feed]]\nname = \"a\"\nfile = \"{nam}.{ext}\"\n",
            "`{nam}` is not a placeholder of `file`",
        ),
        ("[[feed]]\nname = \"a\"\ntitle = \"{value}\"\n", "`{value}` needs `each`"),
        ("[[feed]]\neach = \"tags\"\n", "did you mean `tag`?"),
        ("[[feed]]\nname = \"a\"\nmin_entries = 2\n", "`min_entries` needs `each`"),
        ("[[feed]]\nname = \"a\"\nmax_age = \"soon\"\n", "`soon` is not an age"),
        ("[[feed]]\nname = \"a\"\nmax_bytes = 0\n", "`max_bytes` must be at least 1"),
        ("[[feed]]\nname = \"a\"\nlimit = -1\n", "`limit` must not be negative"),
        (
            "[[feed]]\nname = \"a\"\ninclude = { tags = \"x\" }\n",
            "unknown key `tags` in [feed.include]",
        ),
        ("[[feed]]\nname = \"a\"\ninclude = { tag = [] }\n", "no article is selected"),
        ("[[feed]]\nname = \"a\"\ninclude = { tag = 1 }\n", "each value in `tag` must be a string"),
        ("[[feed]]\nname = \"a\"\ninclude = { path = \"[\" }\n", "is not a valid glob"),
        (
            "[[feed]]\nname = \"a\"\nid = \"tag\"\n[[feed]]\nname = \"b\"\nid = \"permalink\"\n",
            "another feed has a different `id`: `tag`",
        ),
        (
            "[[feed]]\nname = \"a\"\nformats = [\"rss\"]\nfile = \"x.xml\"\n[[feed]]\nname = \"b\"\nformats = [\"atom\"]\nfile = \"X.xml\"\n",
            "two feeds have the same file name",
        ),
        ("[feed]\nout = \"a\"\n[output]\ndir = \"b\"\n", "`dir` in [output] also sets the folder"),
        ("feed = []\n", "`feed` is empty"),
    ];
    for (tables, words) in cases {
        let site = Site::new("");
        let configuration = if tables.starts_with("feed") {
            format!("{tables}{SITE}")
        } else {
            format!("{SITE}{tables}")
        };
        site.write("feedwright.toml", &configuration);
        let output = site.run(&[]);
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{tables}: {err}");
        assert!(err.contains(words), "{tables}: {err}");
        assert!(!site.path("feeds").exists());
    }
}
