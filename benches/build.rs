//! Compares builds of feeds with the least work that they must do.
//!
//! `cargo bench --bench build` runs every case; `cargo bench --bench build -- last_20` runs the cases that match a name.
//! `docs/performance.md` contains the results of whole processes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use chrono::DateTime;
use chrono::Utc;
use divan::Bencher;
use divan::counter::ItemsCount;
use feedwright::Build;
use feedwright::Overrides;
use feedwright::Said;
use feedwright::Settings;
use feedwright::Source;
use feedwright::publish;
use feedwright::publish_changes;
use pulldown_cmark::Parser;
use pulldown_cmark::html::push_html;
use quick_xml::escape::escape;
use tempfile::TempDir;

/// The number of articles.
const COUNT: usize = 2000;
/// The number of entries in a feed with a limit.
const LAST: usize = 20;

/// The articles. Each contains one to ten copies of the same text.
static ARTICLES: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for number in 0..COUNT {
        let (year, month) = (2000 + number / 100, number / 10 % 12 + 1);
        let path = folder.path().join(format!("{year}/{month:02}/walk-{number}.md"));
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be created");
        let day = number % 28 + 1;
        let text = TEXT.repeat(number % 10 + 1);
        let article = format!(
            "---\ntitle: \"Walk {number} by the sea\"\ndate: {year}-{month:02}-{day:02}T10:00:00+00:00\nslug: walk-{number}\n\
             author: Ann Lee\ndescription: \"What we saw on walk {number}.\"\ntags: [sea, walks]\ndraft: false\n---\n\n{text}"
        );
        fs::write(path, article).expect("it can be written");
    }
    // A file that was just written may change again within the same tick of the clock, so it would be read twice.
    thread::sleep(Duration::from_millis(200));
    folder
});

static TEXT: &str = "We walked *along* the harbour, past the [museum](https://harbor.example/museum/), and saw:\n\n\
    - two boats\n- `one` gull\n\n> The sea is quiet today.\n\nThen we went home, because it was late and the wind was cold.\n\n";

fn main() {
    for limit in [LAST, 0] {
        let site = Site::new(limit);
        let settings = site.settings();
        assert!(site.build(&settings));
        assert!(!site.build(&settings));
        let wanted = if limit == 0 { COUNT } else { limit };
        let items = |path: &Path| {
            fs::read_to_string(path).expect("it was written").matches("<item>").count()
        };
        assert_eq!(items(&site.feed()), wanted);
        bare_feed(limit, &site.feed());
        assert_eq!(items(&site.feed()), wanted);
    }
    assert_eq!(files().len(), COUNT);
    divan::main();
}

/// Reads each article, splits its front matter by hand, and renders and writes the last entries.
#[divan::bench(args = [LAST, 0])]
fn bare_cold(bencher: Bencher<'_, '_>, limit: usize) {
    let site = Site::new(limit);
    counted(bencher).bench(|| bare_feed(limit, &site.feed()));
}

/// The first build of a site.
#[divan::bench(args = [LAST, 0])]
fn cold(bencher: Bencher<'_, '_>, limit: usize) {
    let now = now();
    counted(bencher).with_inputs(|| Site::new(limit)).bench_values(|site| {
        publish(&site.settings(), now).expect("the feeds are published");
        site
    });
}

/// Walks the folder, and asks for the size and time of each file.
#[divan::bench]
fn bare_unchanged(bencher: Bencher<'_, '_>) {
    counted(bencher).bench(|| {
        let sizes = files().into_iter().map(|it| it.metadata().map_or(0, |it| it.len()));
        sizes.sum::<u64>()
    });
}

/// A build that finds that nothing changed.
#[divan::bench]
fn unchanged(bencher: Bencher<'_, '_>) {
    let site = Site::new(LAST);
    let settings = site.settings();
    site.build(&settings);
    counted(bencher).bench(|| assert!(!site.build(&settings)));
}

/// A build after one article was changed.
#[divan::bench]
fn one_changed(bencher: Bencher<'_, '_>) {
    let site = Site::new(LAST);
    let settings = site.settings();
    site.build(&settings);
    let article = files().pop().expect("there are articles");
    let change = || {
        let file = fs::OpenOptions::new().append(true).open(&article);
        file.and_then(|mut it| it.write_all(b"More.\n")).expect("it can be written");
        thread::sleep(Duration::from_millis(100));
    };
    counted(bencher).with_inputs(change).bench_values(|()| assert!(site.build(&settings)));
}

fn counted<'a, 'b>(bencher: Bencher<'a, 'b>) -> Bencher<'a, 'b> {
    LazyLock::force(&ARTICLES);
    bencher.counter(ItemsCount::new(COUNT))
}

fn now() -> DateTime<Utc> {
    "2026-01-01T00:00:00Z".parse().expect("it is a date")
}

/// A site with its own feeds and state.
struct Site {
    folder: TempDir,
    limit: usize,
}

impl Site {
    fn new(limit: usize) -> Site {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        fs::create_dir(folder.path().join("feeds")).expect("it can be created");
        Site { folder, limit }
    }

    fn feed(&self) -> PathBuf {
        self.folder.path().join("feeds/rss.xml")
    }

    fn settings(&self) -> Settings {
        let configuration = format!(
            "[site]\ntitle = \"Harbor\"\nurl = \"https://harbor.example/\"\n[articles]\ndir = '{}'\n\
             [feed]\nformats = [\"rss\"]\nlimit = {}\n",
            ARTICLES.path().display(),
            self.limit
        );
        let source = Source::from_text("feedwright.toml", configuration);
        Settings::from_toml(&source, self.folder.path(), &Overrides::default())
            .expect("it is without faults")
    }

    /// Builds the feed if something changed since the last build. Returns whether it did.
    fn build(&self, settings: &Settings) -> bool {
        let build = publish_changes(settings, "", false, now()).expect("the feeds are published");
        match build {
            Build::Unchanged(_) => false,
            Build::Finished { record, .. } => {
                record.keep(Said { exit_code: 0, text: String::new() });
                true
            }
        }
    }
}

/// The files of all articles.
fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![ARTICLES.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it can be read") {
            let entry = entry.expect("it can be read");
            let is_folder = entry.file_type().expect("it can be read").is_dir();
            if is_folder { &mut folders } else { &mut files }.push(entry.path());
        }
    }
    files
}

/// The value of a key in front matter that has one key per line.
fn value<'a>(head: &'a str, key: &str) -> &'a str {
    let mut lines = head.lines();
    let value = lines.find_map(|it| it.strip_prefix(key)?.strip_prefix(": "));
    value.expect("every article has it").trim_matches('"')
}

/// Writes an RSS feed to `path`. With `limit` 0, it contains all articles.
fn bare_feed(limit: usize, path: &Path) {
    let texts = files().into_iter().map(|it| fs::read_to_string(it).expect("it can be read"));
    let mut articles: Vec<(DateTime<Utc>, String)> =
        texts.map(|text| (value(&text, "date").parse().expect("it is a date"), text)).collect();
    articles.sort_by_key(|it| std::cmp::Reverse(it.0));
    articles.truncate(if limit == 0 { COUNT } else { limit });
    let mut feed = String::from(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Harbor</title>",
    );
    for (date, text) in articles {
        let (head, body) = text[4..].split_once("\n---\n").expect("it has front matter");
        let mut html = String::new();
        push_html(&mut html, Parser::new(body));
        feed += &format!(
            "<item><title>{}</title><link>https://harbor.example/{}/</link><pubDate>{}</pubDate>\
             <description>{}</description><content:encoded>{}</content:encoded></item>",
            escape(value(head, "title")),
            value(head, "slug"),
            date.to_rfc2822(),
            escape(value(head, "description")),
            escape(html)
        );
    }
    feed += "</channel></rss>";
    fs::write(path, feed).expect("it can be written");
}
