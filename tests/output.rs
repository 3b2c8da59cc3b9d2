//! What is written besides the feeds: compressed copies, pages that list the feeds, and stylesheets.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::thread;
use std::time::Duration;
use std::time::SystemTime;

const SITE: &str = "[site]\ntitle = \"Harbor & <sea>\"\nurl = \"https://harbor.example/\"\ndescription = \"What happens\"\nlanguage = \"en\"\nauthors = [\"Ada Lind <ada@harbor.example>\"]\n";

/// The pause after which the clocks of file systems have moved on.
const TICK: Duration = Duration::from_millis(60);

struct Site(tempfile::TempDir);

impl Site {
    /// A site with these tables after `[site]`, and two articles.
    fn new(tables: &str) -> Site {
        let site = Site(tempfile::tempdir().expect("there is a folder for temporary files"));
        site.configure(tables);
        site.write(
            "articles/ferry.md",
            "---\ntitle: The <ferry> & \"more\"\ndate: 2024-05-01\ntags: [sea]\n---\nIt runs again.\n",
        );
        site.write(
            "articles/phare.md",
            "---\ntitle: Le phare\ndate: 2024-05-02\nlanguage: fr\ntags: [land]\n---\nIl est ouvert.\n",
        );
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

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("it can be read")
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).expect("it can be read")
    }

    fn modified(&self, name: &str) -> SystemTime {
        self.path(name).metadata().and_then(|it| it.modified()).expect("it is there")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_feedwright"))
            .args(["build", ".", "--now", "2024-06-01T00:00:00Z"])
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .expect("the program runs")
    }

    /// Builds without any message.
    #[track_caller]
    fn build(&self) {
        let output = self.run(&[]);
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), err.as_ref()), (Some(0), ""));
    }

    /// Builds, and returns the exit code and the messages.
    fn says(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.run(arguments);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
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
                    let name = path.strip_prefix(&out).expect("it is inside");
                    files.push(name.display().to_string());
                }
            }
        }
        files.sort();
        files
    }

    /// Each compressed copy contains its file and has its date.
    #[track_caller]
    fn has_right_copies(&self) {
        for name in self.files() {
            let path = self.path(&format!("feeds/{name}"));
            let unpacked = match path.extension().and_then(|it| it.to_str()) {
                Some("gz") => gunzipped(&path),
                Some("br") => unbrotlied(&path),
                _ => continue,
            };
            let file = path.with_extension("");
            assert!(unpacked == fs::read(&file).expect("it is there"), "{name}");
            let modified = |path: &Path| path.metadata().and_then(|it| it.modified()).ok();
            assert_eq!(modified(&path), modified(&file), "{name}");
        }
    }
}

fn gunzipped(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).expect("it is there");
    flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).expect("it is whole");
    bytes
}

fn unbrotlied(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).expect("it is there");
    brotli::Decompressor::new(file, 4096).read_to_end(&mut bytes).expect("it is whole");
    bytes
}

const COMPRESSED: &str = "[output]\ncompress = [\"gz\", \"br\"]\n";

#[test]
fn each_file_has_compressed_copies() {
    let site = Site::new(&format!(
        "{COMPRESSED}index = [\"html\", \"opml\"]\n[feed]\nformats = [\"rss\", \"json\"]\nstylesheet = \"css\"\n"
    ));
    site.build();
    let plain = ["feed.css", "feed.json", "index.html", "index.opml", "rss.xml"];
    let wanted: Vec<String> = plain
        .iter()
        .flat_map(|it| [(*it).to_owned(), format!("{it}.br"), format!("{it}.gz")])
        .collect();
    assert_eq!(site.files(), wanted);
    site.has_right_copies();
    // RFC 1952: no name, no time, the best compression, an unknown system.
    assert_eq!(site.bytes("feeds/rss.xml.gz")[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
    // Another site with the same articles has the same bytes.
    let other = Site::new("");
    other.write("feedwright.toml", &site.read("feedwright.toml"));
    other.build();
    for name in &wanted {
        let name = format!("feeds/{name}");
        assert!(site.bytes(&name) == other.bytes(&name), "{name}");
    }
}

#[test]
fn copies_change_with_their_file_and_only_then() {
    let site = Site::new(COMPRESSED);
    site.build();
    let names = site.files();
    let before: Vec<SystemTime> =
        names.iter().map(|it| site.modified(&format!("feeds/{it}"))).collect();
    thread::sleep(TICK);
    // The cache is not needed for that.
    for cache in [true, false] {
        if !cache {
            fs::remove_file(site.path(".feedwright/cache")).expect("there is a cache");
        }
        site.build();
        let now: Vec<SystemTime> =
            names.iter().map(|it| site.modified(&format!("feeds/{it}"))).collect();
        assert_eq!(before, now);
    }
    site.write("articles/new.md", "---\ntitle: New\ndate: 2024-05-03\n---\nIt is new.\n");
    site.build();
    site.has_right_copies();
    let second = |time: SystemTime| {
        time.duration_since(SystemTime::UNIX_EPOCH).expect("it is after 1970").as_secs()
    };
    for (name, before) in names.iter().zip(before) {
        assert!(second(site.modified(&format!("feeds/{name}"))) > second(before), "{name}");
    }
    // All are replaced if the user wants that.
    let before = site.modified("feeds/rss.xml.br");
    assert_eq!(site.says(&["--force"]), (Some(0), String::new()));
    assert!(site.modified("feeds/rss.xml.br") > before);
    site.has_right_copies();
}

/// Damages a compressed copy.
type Damage = fn(&Site, &str);

#[test]
fn wrong_and_missing_copies_are_repaired() {
    let site = Site::new(COMPRESSED);
    site.build();
    let file = site.modified("feeds/rss.xml");
    let good: Vec<(String, Vec<u8>)> = ["feeds/rss.xml.gz", "feeds/rss.xml.br"]
        .iter()
        .map(|it| ((*it).to_owned(), site.bytes(it)))
        .collect();
    let damages: [Damage; 5] = [
        |site, name| fs::remove_file(site.path(name)).expect("it is there"),
        |site, name| fs::write(site.path(name), "damaged").expect("it is written"),
        // The copy of another file, with the right date.
        |site, name| {
            let date = site.modified(name);
            fs::copy(site.path(&name.replace("rss", "atom")), site.path(name))
                .expect("it is copied");
            let file = fs::File::options().append(true).open(site.path(name)).expect("it is there");
            file.set_modified(date).expect("it is set");
        },
        // The right contents with another date.
        |site, name| {
            let file = fs::File::options().append(true).open(site.path(name)).expect("it is there");
            file.set_modified(SystemTime::now()).expect("it is set");
        },
        |site, name| {
            let bytes = site.bytes(name);
            fs::write(site.path(name), &bytes[..bytes.len() / 2]).expect("it is written");
        },
    ];
    for damage in damages {
        for (name, _) in &good {
            thread::sleep(TICK);
            site.build();
            damage(&site, name);
            site.build();
            site.has_right_copies();
        }
        for (name, bytes) in &good {
            assert!(site.bytes(name) == *bytes, "{name}");
        }
        assert_eq!(site.modified("feeds/rss.xml"), file);
    }
}

/// A build that was killed has replaced the copies, and not their file.
#[test]
fn the_next_build_completes_a_killed_one() {
    let site = Site::new(COMPRESSED);
    site.build();
    let new = Site::new(COMPRESSED);
    for it in [&site, &new] {
        it.write("articles/new.md", "---\ntitle: New\ndate: 2024-05-03\n---\nIt is new.\n");
    }
    new.build();
    for name in ["rss.xml.gz", "rss.xml.br", "atom.xml.gz"] {
        let name = format!("feeds/{name}");
        fs::copy(new.path(&name), site.path(&name)).expect("it is copied");
    }
    site.build();
    site.has_right_copies();
    for name in site.files() {
        let name = format!("feeds/{name}");
        assert!(site.bytes(&name) == new.bytes(&name), "{name}");
    }
}

#[test]
fn copies_that_are_not_configured_any_more_stay_up_to_date_until_they_are_deleted() {
    let site = Site::new(&format!("{COMPRESSED}[feed]\nformats = [\"rss\", \"json\"]\n"));
    site.build();
    site.configure("[output]\ncompress = [\"gz\"]\n[feed]\nformats = [\"rss\"]\n");
    let (code, err) = site.says(&[]);
    let words = "warning: 4 files from earlier builds do not belong to a feed: ";
    assert!(code == Some(0) && err.starts_with(words), "{err}");
    site.write("articles/new.md", "---\ntitle: New\ndate: 2024-05-03\n---\nIt is new.\n");
    site.build();
    site.has_right_copies();
    assert!(site.read("feeds/rss.xml").contains("It is new"));
    let all = ["feed.json", "feed.json.br", "feed.json.gz", "rss.xml", "rss.xml.br", "rss.xml.gz"];
    assert_eq!(site.files(), all);
    assert_eq!(site.says(&["--prune"]), (Some(0), String::new()));
    assert_eq!(site.files(), ["rss.xml", "rss.xml.gz"]);
    // A copy that feedwright did not write is left alone.
    site.write("feeds/rss.xml.br", "mine");
    site.build();
    assert_eq!(site.read("feeds/rss.xml.br"), "mine");
}

#[test]
fn a_dry_run_writes_nothing() {
    let site =
        Site::new(&format!("{COMPRESSED}index = [\"html\"]\n[feed]\nstylesheet = \"css\"\n"));
    let (code, err) = site.says(&["--dry-run", "-v"]);
    assert_eq!(code, Some(0), "{err}");
    let path = Path::new("feeds").join("index.html.gz").display().to_string();
    assert!(err.contains(&format!("{path}: would be created")), "{err}");
    assert!(!site.path("feeds").exists());
    site.build();
    let (_, err) = site.says(&["--dry-run", "-v"]);
    assert!(!err.contains("would be"), "{err}");
}

const INDEX: &str = "[output]\nindex = [\"html\", \"opml\"]\n\
    [[feed]]\n\
    [[feed]]\nname = \"sea\"\ndescription = \"Only & always the sea\"\nformats = [\"json\"]\ninclude = { tag = \"sea\" }\n\
    [[feed]]\neach = \"tag\"\nformats = [\"atom\"]\n\
    [[feed]]\neach = \"language\"\nformats = [\"rss\"]\n";

#[test]
fn the_list_of_feeds_is_valid_opml() {
    let site = Site::new(INDEX);
    site.build();
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["check", "--fail-level", "info"])
        .arg(site.path("feeds/index.opml"))
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let text = site.read("feeds/index.opml");
    let document = roxmltree::Document::parse(&text).expect("it is XML");
    let outlines = document.descendants().filter(|it| it.has_tag_name("outline"));
    let listed: Vec<(Option<&str>, Option<&str>, Option<&str>)> = outlines
        .map(|it| {
            (
                it.attribute("text"),
                it.attribute("xmlUrl"),
                it.parent().and_then(|it| it.attribute("text")),
            )
        })
        .collect();
    assert_eq!(
        listed,
        [
            (Some("Harbor &amp; &lt;sea&gt;"), Some("https://harbor.example/feeds/rss.xml"), None),
            (
                Some("Harbor &amp; &lt;sea&gt;: sea"),
                Some("https://harbor.example/feeds/sea.json"),
                None
            ),
            (Some("Tags"), None, None),
            (
                Some("Harbor &amp; &lt;sea&gt;: land"),
                Some("https://harbor.example/feeds/tag/land.xml"),
                Some("Tags")
            ),
            (
                Some("Harbor &amp; &lt;sea&gt;: sea"),
                Some("https://harbor.example/feeds/tag/sea.xml"),
                Some("Tags")
            ),
            (Some("Languages"), None, None),
            (
                Some("Harbor &amp; &lt;sea&gt;: en"),
                Some("https://harbor.example/feeds/language/en.xml"),
                Some("Languages")
            ),
            (
                Some("Harbor &amp; &lt;sea&gt;: fr"),
                Some("https://harbor.example/feeds/language/fr.xml"),
                Some("Languages")
            ),
        ]
    );
    // It contains no dates, so new articles do not change it.
    let before = site.modified("feeds/index.opml");
    thread::sleep(TICK);
    site.write("articles/new.md", "---\ntitle: New\ndate: 2024-05-03\ntags: [sea]\n---\nNew.\n");
    site.build();
    assert_eq!(site.modified("feeds/index.opml"), before);
    assert!(site.read("feeds/index.html").contains("New</a>"));
}

#[test]
fn the_page_lists_the_feeds_with_their_newest_entries() {
    let site = Site::new(INDEX);
    site.build();
    let page = site.read("feeds/index.html");
    for wanted in [
        "<html lang=\"en\">",
        "<title>Feeds of Harbor &amp; &lt;sea&gt;</title>",
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Harbor &amp; &lt;sea&gt; (RSS)\" href=\"https://harbor.example/feeds/rss.xml\">",
        "<link rel=\"alternate\" type=\"application/feed+json\" title=\"Harbor &amp; &lt;sea&gt;: sea\" href=\"https://harbor.example/feeds/sea.json\">",
        "<h1>Feeds</h1>",
        "<main>",
        "<h2 id=\"feed-1-2\">Harbor &amp; &lt;sea&gt;: sea</h2>\n<p>Only &amp; always the sea</p>",
        "<code>https://harbor.example/feeds/sea.json</code>",
        ">The &lt;ferry&gt; &amp; \"more\"</a> <time datetime=\"2024-05-01\">2024-05-01</time>",
        "lang=\"fr\" dir=\"auto\">Le phare</a>",
        "<section aria-labelledby=\"tag\">\n<h2 id=\"tag\">Tags</h2>",
        "<h3 lang=\"fr\">Harbor &amp; &lt;sea&gt;: fr</h3>",
    ] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    // Feeds for single values are not offered by browsers, and nothing is loaded or run.
    assert!(!page.contains("href=\"https://harbor.example/feeds/tag/sea.xml\">\n<link"), "{page}");
    for absent in ["<script", " src=", " onclick", "@import", "url("] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn pages_that_are_not_configured_any_more_are_listed_and_deleted_on_request() {
    let site = Site::new(&format!("{INDEX}stylesheet = \"css\"\n"));
    site.build();
    assert!(site.files().contains(&"feed.css".to_owned()));
    site.configure("");
    let (code, err) = site.says(&[]);
    assert!(code == Some(0) && err.contains("files from earlier builds do not belong"), "{err}");
    let (code, err) = site.says(&["--format", "json"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(site.says(&["--prune"]), (Some(0), String::new()));
    assert_eq!(site.files(), ["atom.xml", "feed.json", "rss.xml"]);
}

#[test]
fn a_page_of_the_site_is_neither_replaced_nor_deleted() {
    let site = Site::new("[output]\nindex = [\"html\"]\ncompress = [\"gz\"]\n");
    site.write("feeds/index.html", "<h1>Our home page</h1>\n");
    let (code, err) = site.says(&[]);
    assert_eq!(code, Some(4), "{err}");
    assert!(
        err.contains("index.html was not written by feedwright, so it is not replaced"),
        "{err}"
    );
    assert_eq!(site.files(), ["index.html"]);
    fs::remove_file(site.path("feeds/index.html")).expect("it is there");
    site.build();
    // Now the site's generator writes its home page there.
    site.write("feeds/index.html", "<h1>Our home page</h1>\n");
    site.configure("[output]\ncompress = [\"gz\"]\n");
    site.build();
    assert_eq!(site.says(&["--prune"]), (Some(0), String::new()));
    assert_eq!(site.read("feeds/index.html"), "<h1>Our home page</h1>\n");
}

#[test]
fn feeds_without_articles_have_pages_too() {
    let site = Site::new("[output]\nindex = [\"html\", \"opml\"]\n[[feed]]\neach = \"tag\"\n");
    for name in ["articles/ferry.md", "articles/phare.md"] {
        fs::remove_file(site.path(name)).expect("it is there");
    }
    let (code, err) = site.says(&[]);
    assert_eq!((code, err.contains("there are no articles")), (Some(0), true), "{err}");
    assert!(site.read("feeds/index.html").contains("No feeds yet."));
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["check", "--fail-level", "info"])
        .arg(site.path("feeds/index.opml"))
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// The page is in the folder of articles here.
#[test]
fn the_page_is_not_an_article() {
    let site = Site::new("[articles]\ndir = \".\"\n[output]\nindex = [\"html\"]\n");
    site.build();
    let feed = site.bytes("feeds/feed.json");
    thread::sleep(TICK);
    fs::remove_file(site.path(".feedwright/cache")).ok();
    site.build();
    assert!(site.bytes("feeds/feed.json") == feed);
}

#[test]
fn a_stylesheet_for_browsers() {
    let site = Site::new(
        "[output]\nstylesheet = \"css\"\n\
         [[feed]]\n\
         [[feed]]\nname = \"own\"\nformats = [\"rss\"]\nstylesheet = \"https://harbor.example/x.xsl?v=1.2\"\n\
         [[feed]]\neach = \"tag\"\nformats = [\"atom\"]\nfile = \"tags/{slug}/feed.xml\"\n",
    );
    site.build();
    let css = site.read("feeds/feed.css");
    assert!(css.starts_with("/* Written by feedwright"), "{css}");
    let linked = |name: &str| {
        let text = site.read(name);
        text.lines().nth(1).expect("it has two lines").to_owned()
    };
    let css = |href: &str| format!("<?xml-stylesheet href=\"{href}\" type=\"text/css\"?>");
    assert_eq!(linked("feeds/rss.xml"), css("feed.css"));
    assert_eq!(linked("feeds/atom.xml"), css("feed.css"));
    assert_eq!(linked("feeds/tags/sea/feed.xml"), css("../../feed.css"));
    assert_eq!(
        linked("feeds/own.xml"),
        "<?xml-stylesheet href=\"https://harbor.example/x.xsl?v=1.2\" type=\"text/xsl\"?>"
    );
    // A stylesheet that somebody changed is a file of the site.
    site.write("feeds/feed.css", "title { color: red }\n");
    let (code, err) = site.says(&[]);
    assert!(code == Some(4) && err.contains("feed.css was not written by feedwright"), "{err}");
}

#[test]
fn a_stylesheet_that_is_a_file_must_exist() {
    let site = Site::new("[feed]\nstylesheet = \"looks/feed.xsl\"\n");
    let (code, err) = site.says(&[]);
    assert_eq!(code, Some(2));
    assert!(
        err.contains("the file `looks/feed.xsl` does not exist in the folder of feeds"),
        "{err}"
    );
    assert!(err.contains("feedwright.toml:8:14"), "{err}");
    site.write("feeds/looks/feed.xsl", "<x/>");
    site.build();
    assert!(site.read("feeds/rss.xml").contains("href=\"looks/feed.xsl\" type=\"text/xsl\""));
    // It is also looked for if nothing else changed.
    thread::sleep(TICK);
    site.build();
    fs::remove_file(site.path("feeds/looks/feed.xsl")).expect("it is there");
    assert_eq!(site.says(&[]).0, Some(2));
    // A path from the root of the host is a URL: only the web server knows the file.
    for url in ["/feed.xsl", "//cdn.example/feed.css", "https://cdn.example/feed.css"] {
        site.configure(&format!("[feed]\nstylesheet = \"{url}\"\n"));
        site.build();
        assert!(site.read("feeds/rss.xml").contains(&format!("href=\"{url}\"")));
    }
}

#[test]
fn wrong_settings_are_explained() {
    for (tables, message, help) in [
        ("[output]\ncompress = [\"gzip\"]\n", "`gzip` is not a valid value", "`gz`, `br`"),
        ("[output]\ncompress = \"gz\"\n", "`compress` must be a list", "compress = ["),
        ("[output]\nindex = [\"xml\"]\n", "`xml` is not a valid value", "`html`, `opml`"),
        (
            "[output]\nindx = [\"html\"]\n",
            "unknown key `indx` in [output]",
            "did you mean `index`?",
        ),
        ("[output]\nstylesheet = 1\n", "`stylesheet` must be a string", "stylesheet = "),
        ("[feed]\nstylesheet = \"\"\n", "`stylesheet` is empty", "\"css\""),
        (
            "[output]\nstylesheet = \"x.css\"\n",
            "the file `x.css` does not exist in the folder of feeds",
            "feeds/x.css",
        ),
        (
            "[output]\nindex = [\"html\"]\n[feed]\nfiles = { rss = \"index.html\" }\n",
            "`index.html` is the name of a list of the feeds",
            "another file name",
        ),
        (
            "[output]\nindex = [\"opml\"]\n[[feed]]\neach = \"tag\"\nformats = [\"rss\"]\nfile = \"{slug}.opml\"\n",
            "`index.opml` is the name of",
            "another file name",
        ),
        (
            "[output]\nstylesheet = \"css\"\n[feed]\nfiles = { rss = \"feed.css\" }\n",
            "`feed.css` is the name of the stylesheet",
            "another file name",
        ),
        (
            "[output]\ncompress = [\"gz\"]\n[feed]\nfiles = { rss = \"rss.xml.gz\" }\n",
            "ending of compressed copies",
            "another file name",
        ),
    ] {
        let site = Site::new(tables);
        let (code, err) = site.says(&[]);
        assert_eq!(code, Some(2), "{tables}\n{err}");
        assert!(err.contains(message) && err.contains(help), "{tables}\n{err}");
        assert!(!site.path("feeds").exists());
    }
}
