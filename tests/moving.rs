//! Runs the commands of the README section on moving from another generator. There is a small site for each generator
//! with a feed that this generator wrote, `tests/sites/<dialect>/old-feed.xml`. No reader must show an old entry as
//! new.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

const HEADING: &str = "## Moving from another generator";
const NOW: &str = "2026-11-01T12:00:00Z";
/// Files in the folder of a site that belong to other tests.
const OURS: [&str; 3] = ["expected.toml", "feeds", "feedwright.toml"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The commands of the README section, in order.
fn commands() -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let section = readme.split("\n## ").find(|it| format!("## {it}").starts_with(HEADING));
    let section = section.expect("the README says how to move");
    let blocks = section.split("```sh\n").skip(1).filter_map(|it| it.split("```").next());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

/// The sites that have a feed of their generator.
fn sites() -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(root().join("tests/sites")).expect("there are sites");
    let mut sites: Vec<(String, PathBuf)> = entries
        .map(|it| it.expect("it can be read"))
        .filter(|it| it.path().join("old-feed.xml").exists())
        .map(|it| (it.file_name().to_string_lossy().into_owned(), it.path()))
        .collect();
    sites.sort();
    assert_eq!(sites.len(), 8, "a generator is missing");
    sites
}

/// A copy of the site without the files of other tests.
fn copied(site: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    for entry in fs::read_dir(site).expect("it is a folder") {
        let entry = entry.expect("it can be read");
        if !OURS.contains(&entry.file_name().to_string_lossy().as_ref()) {
            let mut copy = Command::new("cp");
            copy.arg("-r").arg(entry.path()).arg(folder.path());
            assert!(copy.status().expect("cp runs").success());
        }
    }
    folder
}

/// Runs a command of the README in the folder of a site of this generator.
fn run(command: &str, dialect: &str, folder: &Path) -> (Option<i32>, String) {
    let command = command.split(" #").next().unwrap_or_default().trim();
    let mut words: Vec<String> = command.split_whitespace().skip(1).map(str::to_owned).collect();
    match words[0].as_str() {
        "init" => words.iter_mut().filter(|it| *it == "jekyll").for_each(|it| *it = dialect.into()),
        "build" => words.extend(["--now".to_owned(), NOW.to_owned()]),
        "diff" => words[2] = format!("feeds/{}", new_feed(folder)),
        _ => {}
    }
    let mut program = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    let output = program.args(&words).current_dir(folder).output().expect("the program runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

/// The name of the new feed in the format of the old one.
fn new_feed(folder: &Path) -> String {
    let format = |path: &Path| {
        let text = fs::read_to_string(path).unwrap_or_default();
        (text.contains("<rss"), text.contains("<feed"))
    };
    let old = format(&folder.join("old-feed.xml"));
    let feeds = fs::read_dir(folder.join("feeds")).expect("there are feeds");
    let mut feeds = feeds.map(|it| it.expect("it can be read"));
    let new = feeds.find(|it| format(&it.path()) == old);
    new.expect("the format of the old feed is kept").file_name().to_string_lossy().into_owned()
}

/// The ids of a feed, by the links of its entries.
fn ids(path: &Path) -> BTreeMap<String, String> {
    let feed = fs::read(path).expect("there is a feed");
    let feed = feed_rs::parser::parse(&feed[..]).expect("it is a feed");
    let link = |it: &feed_rs::model::Entry| it.links.first().map(|it| it.href.clone());
    feed.entries.into_iter().map(|it| (link(&it).unwrap_or_default(), it.id)).collect()
}

#[test]
fn readers_do_not_show_old_entries_as_new() {
    let commands = commands();
    let verbs: Vec<&str> = commands.iter().filter_map(|it| it.split(' ').nth(1)).collect();
    assert_eq!(verbs, ["init", "adopt", "build", "diff"], "the README has other commands");
    let mut faults = String::new();
    for (dialect, site) in sites() {
        let folder = copied(&site);
        for command in &commands {
            let (code, said) = run(command, &dialect, folder.path());
            if code != Some(0) {
                faults.push_str(&format!("{dialect}: `{command}` ends with {code:?}:\n{said}\n"));
                break;
            }
        }
        let Ok(_) = fs::read_dir(folder.path().join("feeds")) else { continue };
        let old = ids(&folder.path().join("old-feed.xml"));
        let new = ids(&folder.path().join("feeds").join(new_feed(folder.path())));
        for (link, id) in &old {
            if new.get(link) != Some(id) {
                faults.push_str(&format!("{dialect}: {id} becomes {:?}\n", new.get(link)));
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn init_detects_the_generator() {
    for (dialect, site) in sites() {
        let made = |command: &str| {
            let folder = copied(&site);
            let (code, said) = run(command, &dialect, folder.path());
            assert_eq!(code, Some(0), "{dialect}: {said}");
            fs::read_to_string(folder.path().join("feedwright.toml")).expect("it is written")
        };
        assert_eq!(made("feedwright init"), made("feedwright init --from jekyll"), "{dialect}");
    }
}

#[test]
fn adopting_twice_changes_nothing() {
    for (dialect, site) in sites() {
        let folder = copied(&site);
        let state = folder.path().join(".feedwright/state.json");
        let mut states = Vec::new();
        for command in ["init", "adopt old-feed.xml", "adopt old-feed.xml"] {
            let (code, said) = run(&format!("feedwright {command}"), &dialect, folder.path());
            assert_eq!(code, Some(0), "{dialect}: {said}");
            states.push(fs::read_to_string(&state).unwrap_or_default());
        }
        assert!(!states[1].is_empty(), "{dialect}: nothing is remembered");
        assert_eq!(states[1], states[2], "{dialect}");
    }
}
