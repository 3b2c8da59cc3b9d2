//! Checks the layers that `src/lib.rs` describes: which modules may import which, that only certain modules use
//! files, the clock and the process, and that the files of a module do not import each other in a circle.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;

/// The modules that each top-level module may import. The program uses only the public library.
const FLOORS: &[(&str, &[&str])] = &[
    ("text", &["text"]),
    ("value", &["value", "text"]),
    ("diagnostic", &["diagnostic", "text"]),
    ("validate", &["validate", "value", "text", "diagnostic"]),
    ("publish", &["publish", "validate", "value", "text", "diagnostic"]),
    ("report", &["report", "publish", "validate", "value", "text", "diagnostic"]),
    ("config", &["config", "publish", "validate", "value", "text", "diagnostic"]),
    ("fetch", &["fetch", "validate", "value", "text", "diagnostic"]),
    ("batch", &["batch", "fetch", "report", "validate", "value", "text", "diagnostic"]),
    (
        "server",
        &["server", "config", "report", "publish", "validate", "value", "text", "diagnostic"],
    ),
    ("cli", &["cli"]),
];

/// The crates that the validator must not use, because it is independent of the publisher.
const BUILDERS: &[&str] =
    &["use rss::", "rss::Channel", "rss::Item", "atom_syndication", "ammonia"];

/// Names that give access to the outside of the process.
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

/// The modules that may use these names, and the reasons.
const OUTSIDE: &[(&str, &str)] = &[
    ("src/cli/", "the program reads arguments, files and the clock for the library"),
    ("src/main.rs", "it returns the exit code"),
    ("src/batch/", "it reads lists and archives, and writes the results"),
    ("src/config/files.rs", "it finds and reads feedwright.toml"),
    ("src/fetch/", "it opens connections, has deadlines and keeps a cache"),
    ("src/server/mod.rs", "it reads and writes messages in separate threads"),
    ("src/server/pool.rs", "it checks documents in separate threads"),
    ("src/server/check.rs", "it reads the clock"),
    ("src/server/configuration.rs", "it reads feedwright.toml"),
    ("src/publish/parallel.rs", "it works on all processors"),
    ("src/publish/load/walk.rs", "it walks the folder of articles"),
    ("src/publish/load/detect.rs", "it looks for the files of generators"),
    ("src/publish/load/file.rs", "it opens articles"),
    ("src/publish/load/open.rs", "it opens articles"),
    ("src/publish/load/enclosure.rs", "it reads the size and type of recordings"),
    ("src/publish/load/media_file.rs", "it reads the headers of recordings"),
    ("src/publish/podcast/artwork.rs", "it reads the size of the artwork of a podcast"),
    ("src/publish/load/authors.rs", "it reads the authors that a site keeps in a file"),
    ("src/publish/cache/", "it compares the names and times of files with those of the last build"),
    ("src/publish/gate.rs", "it checks whether the feeds of the last build had entries"),
    ("src/publish/pages/mod.rs", "it checks whether a page was written here"),
    ("src/publish/write.rs", "it replaces feeds"),
    ("src/publish/lock.rs", "it holds the lock"),
    ("src/publish/git.rs", "it asks git when articles were first committed"),
    ("src/publish/old_feed/mod.rs", "it reads the feeds that are published today"),
    ("src/publish/state.rs", "it remembers ids and dates"),
    ("src/publish/announcements.rs", "it remembers which feeds the hubs know"),
];

/// The modules whose files must not import each other in a circle.
const WITHOUT_CIRCLES: &[&str] =
    &["text", "validate", "publish", "report", "fetch", "batch", "server"];

/// The circles that are allowed, each with its files and the reason.
const CIRCLES: &[(&[&str], &str)] = &[
    (
        &[
            "publish/template/hugo",
            "publish/template/liquid",
            "publish/template/render",
            "publish/template/zola",
        ],
        "one walk over the tags of a text, with the tags of each language in a separate file",
    ),
    (
        &["validate/element", "validate/row", "validate/vocabulary"],
        "a vocabulary lists its rows, a row lists the checks of its element, and an element has both",
    ),
    (
        &[
            "validate/markup/xml",
            "validate/markup/xml/amend",
            "validate/markup/xml/cdata",
            "validate/markup/xml/declaration",
            "validate/markup/xml/doctype",
            "validate/markup/xml/entity",
            "validate/markup/xml/quote",
            "validate/markup/xml/reference",
            "validate/markup/xml/subset",
            "validate/markup/xml/text",
            "validate/markup/xml/void",
        ],
        "one XML reader, with each production of the grammar in a separate file",
    ),
];

/// Describes forbidden imports and names in a file. `path` is relative to the project.
fn faults(path: &str, text: &str) -> Vec<String> {
    let module = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
    let allowed = FLOORS.iter().find(|it| it.0 == module).map(|it| it.1);
    // Tests may import anything.
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
        let is_validator = ["validate", "value", "text", "diagnostic"].contains(&module);
        if is_validator && let Some(used) = BUILDERS.iter().find(|it| line.contains(**it)) {
            faults.push(format!("{at}: the validator must not use `{used}`"));
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
fn every_file_imports_only_from_lower_layers() {
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
fn detects_forbidden_imports() {
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

/// The lines of a file that are compiled into the library, without comments.
fn code_of(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = text.lines().filter(|it| !it.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The paths in a file as modules: `a/b/c` for `use crate::a::b::{c, d}`, `crate::a::b::c(…)`, `super::c` and, in a
/// module that declares `mod c;`, `c::d`. `name` is the module of the file itself.
fn names(name: &str, text: &str) -> Vec<String> {
    let code = code_of(text);
    let mut found = Vec::new();
    let parent = name.rsplit_once('/').map_or("", |it| it.0);
    for (start, base) in [("crate::", ""), ("super::", parent), ("self::", name)] {
        for (at, _) in code.match_indices(start) {
            // `pub(in crate::publish)` is not an import, and `super::super::` is read from its last part.
            if code[..at].ends_with("pub(in ") || code[..at].ends_with("::") {
                continue;
            }
            let mut rest = &code[at + start.len()..];
            let mut base = base;
            while let Some(inner) = rest.strip_prefix("super::") {
                (rest, base) = (inner, base.rsplit_once('/').map_or("", |it| it.0));
            }
            found.extend(paths(rest).into_iter().map(|it| format!("{base}/{it}")));
        }
    }
    for line in code.lines() {
        let declared = line.trim().strip_suffix(';').and_then(|it| it.rsplit_once("mod "));
        let Some((_, child)) = declared.filter(|it| !it.1.contains(' ')) else { continue };
        let is_used = code.match_indices(&format!("{child}::")).any(|(at, _)| {
            !code[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_' || it == ':')
        });
        if is_used {
            found.push(format!("{name}/{child}"));
        }
    }
    found.iter().map(|it| it.trim_start_matches('/').to_owned()).collect()
}

/// The paths at the start of `text`. There are several if it ends with braces.
fn paths(text: &str) -> Vec<String> {
    let end = text.find(|it: char| !(it.is_alphanumeric() || it == '_' || it == ':'));
    let (path, rest) = text.split_at(end.unwrap_or(text.len()));
    let path = path.trim_end_matches(':').replace("::", "/");
    let Some(group) = rest.strip_prefix('{') else { return vec![path] };
    let mut all = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, it) in group.char_indices() {
        match it {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                all.extend(paths(group[start..at].trim()).iter().map(|it| format!("{path}/{it}")));
                start = at + 1;
                if it == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    all
}

/// The circles among modules of the form `a/b/c`, each with the text of its file. A circle is a set of modules that
/// import each other.
fn circles(files: &BTreeMap<String, String>) -> Vec<Vec<String>> {
    let mut leads: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, text) in files {
        let to = leads.entry(name).or_default();
        for path in names(name, text) {
            // The longest prefix of the path that is a module. The rest is an item in it.
            let ends = path.match_indices('/').map(|it| it.0).chain([path.len()]);
            let module = ends.rev().find_map(|it| files.get_key_value(&path[..it]));
            to.extend(module.map(|it| it.0.as_str()).filter(|it| it != name));
        }
    }
    let reached = |from: &str| -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut next: Vec<&str> = leads[from].iter().copied().collect();
        while let Some(it) = next.pop() {
            if reached.insert(it) {
                next.extend(&leads[it]);
            }
        }
        reached
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        leads.keys().map(|it| (*it, reached(it))).collect();
    let mut circles = BTreeSet::new();
    for (name, all) in &reached {
        let circle = all.iter().filter(|it| reached[*it].contains(name));
        circles.insert(circle.map(|it| (*it).to_owned()).collect::<Vec<String>>());
    }
    circles.into_iter().filter(|it| !it.is_empty()).collect()
}

/// The files of a module of the library: the name of each (`a/b` for `src/a/b.rs` and `src/a/b/mod.rs`) and its text.
fn files_of(module: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root.join(module), &mut paths);
    let mut files = BTreeMap::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let relative = path.strip_prefix(&root).expect("it is in the folder").with_extension("");
        let name = relative.to_string_lossy().replace('\\', "/");
        files.insert(name.trim_end_matches("/mod").to_owned(), text);
    }
    files
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for module in WITHOUT_CIRCLES {
        for circle in circles(&files_of(module)) {
            match CIRCLES.iter().position(|it| it.0 == circle) {
                Some(allowed) => drop(seen.insert(allowed)),
                None => wrong.push(format!("these import each other: {}", circle.join(", "))),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(
        seen.len(),
        CIRCLES.len(),
        "a circle that is allowed is gone: remove it from the list"
    );
}

#[test]
fn detects_circles() {
    type Files = &'static [(&'static str, &'static str)];
    type Circles = &'static [&'static [&'static str]];
    let files = |texts: &[(&str, &str)]| {
        texts.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect::<BTreeMap<_, _>>()
    };
    #[rustfmt::skip]
    let cases: [(Files, Circles); 6] = [
        (&[("a", "mod b;\nmod c;"), ("a/b", "use crate::a::c::X;"), ("a/c", "")], &[]),
        (&[("a", ""), ("a/b", "use crate::a::c::X;"), ("a/c", "use crate::a::{Y, b::{X, Z}};")], &[&["a/b", "a/c"]]),
        (&[("a", "mod b;\nfn x() { b::y() }"), ("a/b", "use super::X;")], &[&["a", "a/b"]]),
        (&[("a", "mod b;\npub use b::X;"), ("a/b", "pub(in crate::a) fn x() {}")], &[]),
        (&[("a", "use crate::a::b;"), ("a/b", "// use crate::a::X;\n#[cfg(test)]\nmod tests {\nuse crate::a::X;\n}")], &[]),
        (&[("a", "use crate::a::b::x;"), ("a/b", "use crate::a::c::x;"), ("a/c", "fn x() { crate::a::y() }")], &[&["a", "a/b", "a/c"]]),
    ];
    for (texts, expected) in cases {
        assert_eq!(circles(&files(texts)), expected, "{texts:?}");
    }
}
