//! A site of each generator becomes the entries that its generator publishes. `tests/sites/<dialect>/` is such a site; its `expected.toml` says
//! which entries, written from the generator's rules and not from our output. Dropping in a folder adds a test.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use chrono::DateTime;
use serde::Deserialize;
use serde_json::Value;
use tempfile::TempDir;

const NOW: &str = "2026-11-01T12:00:00Z";
const FEEDS: [&str; 3] = ["rss.xml", "atom.xml", "feed.json"];
/// What lies in the folder of a site for its test alone.
const OURS: [&str; 3] = ["expected.toml", "feeds", "old-feed.xml"];
/// Files that may be articles, and that `expected.toml` has to name.
const TEXTS: [&str; 12] =
    ["md", "mdx", "html", "txt", "rst", "org", "adoc", "ipynb", "Rmd", "njk", "markdown", "htm"];

/// What should come of a site.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The exit code; absent if it may be 0 or 1.
    exit: Option<i32>,
    /// What standard error has to contain.
    #[serde(default)]
    stderr: Vec<String>,
    /// Files that are not entries.
    not_entries: Vec<String>,
    entry: Vec<Entry>,
}

/// What should come of a file. What is absent may be anything.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The end of the file's path.
    path: String,
    title: String,
    url: String,
    /// RFC 3339; the offset counts.
    date: Option<String>,
    /// RFC 3339, with any offset.
    instant: Option<String>,
    updated: Option<String>,
    id: Option<String>,
    external_url: Option<String>,
    summary: Option<String>,
    image: Option<String>,
    /// The URL, the length and the type.
    enclosure: Option<String>,
    authors: Option<Vec<String>>,
    tags: Option<Vec<String>>,
    /// What the content contains.
    #[serde(default)]
    has: Vec<String>,
    /// What the content does not contain.
    #[serde(default)]
    has_not: Vec<String>,
}

fn sites() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let entries = fs::read_dir(folder).expect("there are sites");
    let mut sites: Vec<PathBuf> = entries.map(|it| it.expect("it can be read").path()).collect();
    sites.sort();
    assert!(sites.len() >= 9, "a site is missing");
    sites
}

/// The paths of all files of a site, relative to it, with `/`.
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
    found.sort();
    found
}

/// The site as its author has it, in a folder of its own.
fn copied(site: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    for name in files(site) {
        let to = folder.path().join(&name);
        fs::create_dir_all(to.parent().expect("it is in a folder")).expect("it is created");
        fs::copy(site.join(&name), to).expect("it is copied");
    }
    folder
}

fn run(arguments: &[&str], folder: &Path) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    let output = command.args(arguments).current_dir(folder).output().expect("the program runs");
    let text = |it: Vec<u8>| String::from_utf8(it).expect("it is UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What is wrong with an entry, as the items of JSON Feed have it.
fn problems(wanted: &Entry, item: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let mut same = |what: &str, wanted: Option<&str>, is: Option<&str>| {
        if wanted.is_some() && wanted != is {
            problems.push(format!("{what} is {is:?} and not {wanted:?}"));
        }
    };
    let text = |key: &str| item[key].as_str();
    let date = |it: &str| DateTime::parse_from_rfc3339(it).expect("it is a date");
    let shown = |it: Option<&str>| it.map(|it| date(it).to_rfc3339());
    let instant = |it: Option<&str>| it.map(|it| date(it).to_utc().to_rfc3339());
    let attachment = &item["attachments"][0];
    let enclosure = attachment["url"].as_str().map(|url| {
        let media_type = attachment["mime_type"].as_str().unwrap_or_default();
        format!("{url} {} {media_type}", attachment["size_in_bytes"])
    });
    same("the title", Some(&wanted.title), text("title"));
    same("the URL", Some(&wanted.url), text("url"));
    same("the id", wanted.id.as_deref(), text("id"));
    same("the external URL", wanted.external_url.as_deref(), text("external_url"));
    same("the summary", wanted.summary.as_deref(), text("summary"));
    same("the image", wanted.image.as_deref(), text("image"));
    same("the enclosure", wanted.enclosure.as_deref(), enclosure.as_deref());
    let published = text("date_published");
    same("the date", shown(wanted.date.as_deref()).as_deref(), shown(published).as_deref());
    same("the date", instant(wanted.instant.as_deref()).as_deref(), instant(published).as_deref());
    let updated = text("date_modified");
    same("the change", shown(wanted.updated.as_deref()).as_deref(), shown(updated).as_deref());
    let list = |key: &str| item[key].as_array().cloned().unwrap_or_default();
    let sorted = |names: Vec<&str>| {
        let mut names = names;
        names.sort_unstable();
        names.join("; ")
    };
    let stated = |it: &Option<Vec<String>>| {
        it.as_ref().map(|it| sorted(it.iter().map(String::as_str).collect()))
    };
    let people = list("authors");
    let people = sorted(people.iter().filter_map(|it| it["name"].as_str()).collect());
    let tags = list("tags");
    let tags = sorted(tags.iter().filter_map(Value::as_str).collect());
    same("the list of authors", stated(&wanted.authors).as_deref(), Some(&people));
    same("the list of tags", stated(&wanted.tags).as_deref(), Some(&tags));
    let content = text("content_html").unwrap_or_default();
    let missing = wanted.has.iter().filter(|it| !content.contains(*it));
    let missing = missing.map(|it| format!("the content lacks `{it}`"));
    let surplus = wanted.has_not.iter().filter(|it| content.contains(*it));
    let surplus = surplus.map(|it| format!("the content has `{it}`"));
    let content: Vec<String> = missing.chain(surplus).collect();
    problems.extend(content);
    problems
}

/// Builds a copy of the site, and says what is wrong with its feeds.
fn check(site: &Path) -> Vec<String> {
    let text = fs::read_to_string(site.join("expected.toml")).expect("it says what it expects");
    let expected: Expected = toml::from_str(&text).unwrap_or_else(|it| panic!("{site:?}: {it}"));
    let mut said = unnamed(site, &expected);
    let folder = copied(site);
    let (code, _, err) = run(&["build", "--now", NOW], folder.path());
    if !matches!((code, expected.exit), (Some(0 | 1), None)) && code != expected.exit {
        said.push(format!("the exit code is {code:?}, and standard error has:\n{err}"));
    }
    let missing = expected.stderr.iter().filter(|it| !err.contains(*it));
    said.extend(missing.map(|it| format!("standard error lacks `{it}`")));
    let feed = |name: &str| fs::read_to_string(folder.path().join("feeds").join(name));
    let Ok(json) = feed("feed.json") else { return said };
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    let items = json["items"].as_array().expect("there are items");
    let mut by_url: BTreeMap<&str, &Value> = BTreeMap::new();
    for item in items {
        by_url.insert(item["url"].as_str().unwrap_or_default(), item);
    }
    let by_title = |it: &Entry| items.iter().find(|item| item["title"].as_str() == Some(&it.title));
    for wanted in &expected.entry {
        match by_url.remove(wanted.url.as_str()).or_else(|| by_title(wanted)) {
            Some(item) => {
                by_url.remove(item["url"].as_str().unwrap_or_default());
                let it = problems(wanted, item).into_iter();
                said.extend(it.map(|it| format!("{}: {it}", wanted.path)));
            }
            None => said.push(format!("{}: there is no entry", wanted.path)),
        }
    }
    said.extend(by_url.keys().map(|it| format!("there is an entry that nobody expects: {it}")));
    let ids: Vec<&str> = items.iter().filter_map(|it| it["id"].as_str()).collect();
    for name in ["rss.xml", "atom.xml"] {
        let feed = feed_rs::parser::parse(feed(name).unwrap_or_default().as_bytes());
        let feed = feed.map(|it| it.entries).unwrap_or_default();
        if feed.iter().map(|it| it.id.as_str()).collect::<Vec<_>>() != ids {
            said.push(format!("{name} has other entries than feed.json, or another order"));
        }
    }
    let level = ["--fail-level", "warning", "--format", "concise", "--now", NOW];
    let (code, out, err) = run(&[&["check", "feeds"], &level[..]].concat(), folder.path());
    if code != Some(0) {
        said.push(format!("`check feeds` finds:\n{out}{err}"));
    }
    for name in FEEDS {
        let snapshot = site.join("feeds").join(name);
        let is = feed(name).unwrap_or_default();
        if said.is_empty() && std::env::var_os("FEEDWRIGHT_BLESS").is_some() {
            fs::create_dir_all(site.join("feeds")).expect("it is created");
            fs::write(snapshot, is).expect("it is written");
        } else if fs::read_to_string(&snapshot).unwrap_or_default() != is {
            said.push(format!("{name} is not that of feeds/; FEEDWRIGHT_BLESS=1 writes it"));
        }
    }
    said
}

/// Files of a site that `expected.toml` does not name, and names in it that are no file.
fn unnamed(site: &Path, expected: &Expected) -> Vec<String> {
    let mut said = Vec::new();
    let files = files(site);
    let settings = fs::read_to_string(site.join("feedwright.toml")).expect("it is there");
    let settings: toml::Table = settings.parse().expect("it is TOML");
    let dirs = settings["articles"].get("dirs").or(settings["articles"].get("dir"));
    let dirs: Vec<&str> = match dirs.expect("it names the folder of articles") {
        toml::Value::Array(dirs) => dirs.iter().filter_map(toml::Value::as_str).collect(),
        dir => dir.as_str().into_iter().collect(),
    };
    let named: Vec<String> = (expected.entry.iter().map(|it| &it.path))
        .chain(&expected.not_entries)
        .map(|it| format!("/{it}"))
        .collect();
    for file in &files {
        let is_below = dirs.iter().any(|it| file.starts_with(&format!("{it}/")));
        let is_text = file.rsplit('.').next().is_some_and(|it| TEXTS.contains(&it));
        if is_below && is_text && !named.iter().any(|it| format!("/{file}").ends_with(it)) {
            said.push(format!("expected.toml does not name {file}"));
        }
    }
    for name in
        named.iter().filter(|it| !files.iter().any(|file| format!("/{file}").ends_with(*it)))
    {
        said.push(format!("expected.toml names {name}, which is not there"));
    }
    said
}

#[test]
fn the_sites_of_all_generators_become_their_entries() {
    let mut said = String::new();
    for site in sites() {
        let name = site.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for problem in check(&site) {
            said.push_str(&format!("{name}: {problem}\n"));
        }
    }
    assert!(said.is_empty(), "\n{said}");
}
