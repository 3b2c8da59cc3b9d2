//! The floors of `src/lib.rs`: what may import what, and which modules alone touch files, the clock and the process.

use std::path::Path;

/// What each top module may import from the crate. The program sees the public library alone.
const FLOORS: &[(&str, &[&str])] = &[
    ("text", &["text"]),
    ("value", &["value", "text"]),
    ("diagnostic", &["diagnostic", "text"]),
    ("validate", &["validate", "value", "text", "diagnostic"]),
    ("publish", &["publish", "validate", "value", "text", "diagnostic"]),
    ("report", &["report", "publish", "validate", "value", "text", "diagnostic"]),
    ("config", &["config", "publish", "validate", "value", "text", "diagnostic"]),
    ("cli", &["cli"]),
];

/// The crates that the judge must not use: it is independent of the builder.
const BUILDERS: &[&str] =
    &["use rss::", "rss::Channel", "rss::Item", "atom_syndication", "ammonia"];

/// What reaches out of the process.
const WORLD: &[&str] = &[
    "std::fs",
    "fs::",
    "File::",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "ToSocketAddrs",
    "SystemTime",
    "Instant::",
    "Utc::now",
    "Local::now",
    "stdin()",
    "std::env",
    "std::process",
    "std::thread",
];

/// Who may, and why.
const OUTSIDE: &[(&str, &str)] = &[
    ("src/cli/", "the program reads arguments, files and the clock for the library"),
    ("src/main.rs", "it gives the exit code"),
    ("src/config/mod.rs", "it reads feedwright.toml"),
    ("src/publish/load/folder.rs", "it reads articles on all processors"),
    ("src/publish/load/walk.rs", "it walks the folder of articles"),
    ("src/publish/load/detect.rs", "it looks for the files of generators"),
    ("src/publish/load/file.rs", "it opens articles"),
    ("src/publish/load/enclosure.rs", "it measures recordings"),
    ("src/publish/load/authors.rs", "it reads the authors that a site keeps in a file"),
    ("src/publish/gate.rs", "it looks whether the feeds of the last run had entries"),
    ("src/publish/write.rs", "it replaces feeds"),
    ("src/publish/lock.rs", "it holds the lock"),
    ("src/publish/git.rs", "it asks git when articles were first committed"),
    ("src/publish/old_feed/mod.rs", "it reads the feeds that are published today"),
    ("src/publish/state.rs", "it remembers ids and dates"),
];

/// What a file says that it must not, in words; `path` is relative to the project.
fn faults(path: &str, text: &str) -> Vec<String> {
    let module = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
    let allowed = FLOORS.iter().find(|it| it.0 == module).map(|it| it.1);
    // Tests may use whatever shows what they want to show.
    let code: Vec<&str> =
        text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().lines().collect();
    let mut faults = Vec::new();
    for (number, line) in code.iter().enumerate() {
        let line = line.trim();
        if line.starts_with("//") {
            continue;
        }
        let at = format!("{path}:{}", number + 1);
        for part in line.split("crate::").skip(1) {
            let used: String =
                part.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
            let is_floor = FLOORS.iter().any(|it| it.0 == used);
            if is_floor && allowed.is_some_and(|it| !it.contains(&used.as_str())) {
                faults.push(format!("{at}: `{module}` must not use `{used}`"));
            }
        }
        let judge = ["validate", "value", "text", "diagnostic"].contains(&module);
        if judge && let Some(used) = BUILDERS.iter().find(|it| line.contains(**it)) {
            faults.push(format!("{at}: the judge must not use `{used}`"));
        }
        let excused = OUTSIDE.iter().any(|it| path.starts_with(it.0));
        if !excused && let Some(used) = WORLD.iter().find(|it| line.contains(**it)) {
            faults.push(format!("{at}: only named modules may use `{used}`"));
        }
    }
    faults
}

fn sources(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|it| it == "rs")
            && path.file_name().is_none_or(|it| it != "tests.rs")
        {
            into.push(path);
        }
    }
}

#[test]
fn every_file_keeps_to_its_floor() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    assert!(paths.len() > 40, "the sources were not found");
    let mut wrong = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let relative =
            path.strip_prefix(root).expect("it lies in the project").to_string_lossy().into_owned();
        wrong.extend(faults(&relative, &text));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn notices_what_breaks_the_floors() {
    for (path, line) in [
        ("src/validate/x.rs", "use crate::publish::feed::Feed;"),
        ("src/validate/x.rs", "    let channel = rss::Channel::default();"),
        ("src/text/x.rs", "use crate::value::uri;"),
        ("src/publish/x.rs", "    let text = std::fs::read(path);"),
        ("src/publish/x.rs", "use crate::config::Config;"),
        ("src/validate/x.rs", "    let now = chrono::Utc::now();"),
    ] {
        assert!(!faults(path, line).is_empty(), "{path}: {line}");
    }
    assert!(faults("src/publish/write.rs", "use std::fs::File;").is_empty());
    assert!(faults("src/publish/x.rs", "use crate::validate::validate;").is_empty());
}
