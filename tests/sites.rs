//! Compares the entries that feedwright publishes for a site of each generator with those that the generator
//! publishes. `tests/sites/<dialect>/` is the site. Its `expected.toml` lists the entries, which are derived from the
//! rules of the generator and not from the output of feedwright. Each folder is a test.
//!
//! An `[[entry]]` has the `path` of its file and the expected values of its item in `feed.json`: `title`, `url`,
//! `date` (with its offset), `instant` (without), `updated`, `id`, `external_url`, `summary`, `image`, `enclosure`
//! ("URL LENGTH TYPE"), `authors` and `tags` (in any order). Its content must contain `has` and must not contain
//! `has_not`. `not_entries` lists the other files, and `stderr` is the expected output of the build.
//!
//! `FEEDWRIGHT_BLESS=1 cargo test --test sites` writes the feeds into `feeds/` if the entries are right. Read them
//! before you commit.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use chrono::DateTime;
use serde_json::Value;
use tempfile::TempDir;

const NOW: &str = "2026-11-01T12:00:00Z";
/// The time of the check. Some generators show posts before they are due, and the check would report a warning for
/// each of them.
const CHECKED: &str = "2028-01-01T00:00:00Z";
const FEEDS: [&str; 3] = ["rss.xml", "atom.xml", "feed.json"];
/// Files in the folder of a site that only tests use.
const OURS: [&str; 3] = ["expected.toml", "feeds", "old-feed.xml"];
/// The extensions of the files that `expected.toml` must list.
const TEXTS: [&str; 10] = ["md", "mdx", "html", "txt", "rst", "org", "adoc", "ipynb", "Rmd", "njk"];

/// The paths of all files of a site, relative to it and with `/`.
fn files(site: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![site.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it is a folder") {
            let path = entry.expect("it can be read").path();
            let name = path.strip_prefix(site).expect("it is below").to_string_lossy().into_owned();
            match path.is_dir() {
                _ if OURS.contains(&name.as_str()) => {}
                true => folders.push(path),
                false => found.push(name),
            }
        }
    }
    found
}

/// A copy of the site without the files of the tests.
fn copied(site: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    for name in files(site) {
        let to = folder.path().join(&name);
        fs::create_dir_all(to.parent().expect("it is in a folder")).expect("it is created");
        fs::copy(site.join(&name), to).expect("it is copied");
    }
    folder
}

/// Returns the exit code and the output.
fn run(arguments: &[&str], folder: &Path) -> (i64, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    let output = command.args(arguments).current_dir(folder).output().expect("the program runs");
    let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("it is UTF-8");
    (output.status.code().unwrap_or(-1).into(), said)
}

fn table(path: &Path) -> toml::Table {
    let text = fs::read_to_string(path).expect("it is there");
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A list of strings, or a single string.
fn texts<'t>(table: &'t toml::Table, key: &str) -> Vec<&'t str> {
    match table.get(key) {
        Some(toml::Value::Array(items)) => items.iter().filter_map(toml::Value::as_str).collect(),
        one => one.and_then(toml::Value::as_str).into_iter().collect(),
    }
}

fn sorted(mut texts: Vec<&str>) -> String {
    texts.sort_unstable();
    texts.join("; ")
}

fn date(text: &str) -> DateTime<chrono::FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("it is a date")
}

/// The keys of `[[entry]]` for an item of JSON Feed.
fn shown(item: &Value) -> BTreeMap<&'static str, String> {
    let mut shown = BTreeMap::new();
    for key in ["title", "url", "id", "external_url", "summary", "image"] {
        shown.extend(item[key].as_str().map(|it| (key, it.to_owned())));
    }
    for (key, name) in [("date", "date_published"), ("updated", "date_modified")] {
        shown.extend(item[name].as_str().map(|it| (key, date(it).to_rfc3339())));
    }
    shown.extend(
        item["date_published"].as_str().map(|it| ("instant", date(it).to_utc().to_rfc3339())),
    );
    let list = |key: &str| item[key].as_array().map(Vec::as_slice).unwrap_or_default();
    let names = list("authors").iter().filter_map(|it| it["name"].as_str()).collect();
    shown.insert("authors", sorted(names));
    shown.insert("tags", sorted(list("tags").iter().filter_map(Value::as_str).collect()));
    if let [file, ..] = list("attachments") {
        let text = |key: &str| file[key].as_str().unwrap_or_default().to_owned();
        let parts = [text("url"), file["size_in_bytes"].to_string(), text("mime_type")];
        shown.insert("enclosure", parts.join(" "));
    }
    shown
}

/// Describes how an item differs from the expected entry.
fn problems(wanted: &toml::Table, item: &Value) -> Vec<String> {
    let shown = shown(item);
    let content = item["content_html"].as_str().unwrap_or_default();
    let mut problems = Vec::new();
    for key in wanted.keys().map(String::as_str) {
        let value = texts(wanted, key);
        let value = match key {
            "path" => continue,
            "has" | "has_not" => {
                let wrong = value.iter().filter(|it| content.contains(**it) != (key == "has"));
                problems.extend(wrong.map(|it| format!("{key}: `{it}`")));
                continue;
            }
            "date" | "updated" | "instant" => date(value[0]).to_rfc3339(),
            _ => sorted(value),
        };
        let is = shown.get(key);
        if is != Some(&value) {
            problems.push(format!("{key} is {is:?} and not {value:?}"));
        }
    }
    problems
}

/// Builds a copy of the site and describes what is wrong with its feeds.
fn check(site: &Path) -> Vec<String> {
    let expected = table(&site.join("expected.toml"));
    let entries = expected["entry"].as_array().expect("there are entries");
    let entries: Vec<&toml::Table> = entries.iter().filter_map(toml::Value::as_table).collect();
    let mut said = unnamed(site, &expected, &entries);
    let folder = copied(site);
    let (code, out) = run(&["build", "--now", NOW], folder.path());
    if expected.get("exit").is_none_or(|it| it.as_integer() != Some(code)) && code != 0 {
        said.push(format!("the build ends with {code}:\n{out}"));
    }
    let missing = texts(&expected, "stderr").into_iter().filter(|it| !out.contains(it));
    said.extend(missing.map(|it| format!("the build does not say `{it}`")));
    let feed =
        |name: &str| fs::read_to_string(folder.path().join("feeds").join(name)).unwrap_or_default();
    let json: Value = serde_json::from_str(&feed("feed.json")).unwrap_or_default();
    let mut items: Vec<&Value> = json["items"].as_array().into_iter().flatten().collect();
    let ids: Vec<&str> = items.iter().filter_map(|it| it["id"].as_str()).collect();
    for wanted in entries {
        let same = |key: &str| items.iter().position(|it| it[key].as_str() == wanted[key].as_str());
        let path = texts(wanted, "path").concat();
        match same("url").or_else(|| same("title")).map(|it| items.remove(it)) {
            Some(item) => {
                said.extend(problems(wanted, item).iter().map(|it| format!("{path}: {it}")));
            }
            None => said.push(format!("{path}: there is no entry")),
        }
    }
    said.extend(items.iter().map(|it| format!("nobody expects the entry {}", it["url"])));
    let ids_of = |name: &str| -> Vec<String> {
        let feed = feed_rs::parser::parse(feed(name).as_bytes());
        feed.map(|it| it.entries).unwrap_or_default().into_iter().map(|it| it.id).collect()
    };
    let others = ["rss.xml", "atom.xml"].into_iter().filter(|it| ids_of(it) != ids);
    said.extend(
        others.map(|it| format!("{it} has other entries than feed.json, or in other order")),
    );
    let arguments = ["check", "feeds", "--fail-level", "warning", "--format", "concise"];
    let (code, out) = run(&[&arguments[..], &["--now", CHECKED]].concat(), folder.path());
    if code != 0 {
        said.push(format!("`check feeds` finds:\n{out}"));
    }
    let writes = said.is_empty() && std::env::var_os("FEEDWRIGHT_BLESS").is_some();
    for name in FEEDS {
        let blessed = site.join("feeds").join(name);
        if writes {
            fs::create_dir_all(site.join("feeds")).expect("it is created");
            fs::write(&blessed, feed(name)).expect("it is written");
        }
        if fs::read_to_string(&blessed).ok() != Some(feed(name)) {
            said.push(format!("{name} is not that of feeds/; see the head of tests/sites.rs"));
        }
    }
    said
}

/// Files of a site that `expected.toml` does not list, and listed files that do not exist.
fn unnamed(site: &Path, expected: &toml::Table, entries: &[&toml::Table]) -> Vec<String> {
    let settings = table(&site.join("feedwright.toml"));
    let articles = settings["articles"].as_table().expect("it is a table");
    let dirs = [texts(articles, "dir"), texts(articles, "dirs")].concat();
    let mut named: Vec<&str> = entries.iter().flat_map(|it| texts(it, "path")).collect();
    named.extend(texts(expected, "not_entries"));
    let files = files(site);
    let is_named = |file: &str, name: &str| format!("/{file}").ends_with(&format!("/{name}"));
    let is_text = |it: &&String| it.rsplit('.').next().is_some_and(|it| TEXTS.contains(&it));
    let is_below = |it: &&String| dirs.iter().any(|dir| it.starts_with(&format!("{dir}/")));
    let of_articles = files.iter().filter(is_text).filter(is_below);
    let unnamed = of_articles.filter(|file| !named.iter().any(|name| is_named(file, name)));
    let gone = named.iter().filter(|name| !files.iter().any(|file| is_named(file, name)));
    let unnamed = unnamed.map(|it| format!("expected.toml does not name {it}"));
    unnamed.chain(gone.map(|it| format!("expected.toml names {it}, which is not there"))).collect()
}

#[test]
fn sites_of_all_generators_have_the_expected_entries() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let sites = fs::read_dir(folder).expect("there are sites");
    let mut sites: Vec<_> = sites.map(|it| it.expect("it can be read").path()).collect();
    sites.sort();
    assert!(sites.len() >= 9, "a site is missing");
    let problems = sites.iter().flat_map(|site| {
        let name = site.file_name().unwrap_or_default().to_string_lossy().into_owned();
        check(site).into_iter().map(move |it| format!("{name}: {it}\n"))
    });
    let problems: String = problems.collect();
    assert!(problems.is_empty(), "\n{problems}");
}
