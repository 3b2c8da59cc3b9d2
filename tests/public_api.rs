//! Compares the public items of the library with `docs/public-api.txt`, which makes changes of them visible in
//! review.
//!
//! `FEEDWRIGHT_BLESS=1 cargo test --test public_api` writes the list. It is read from the sources, which rustfmt
//! keeps in a uniform style.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Types of other crates in the signatures of public items. Users depend on each of these crates.
const FOREIGN: &[&str] = &[
    // The standard library.
    "Box",
    "BTreeMap",
    "Display",
    "Error",
    "Formatter",
    "FromIterator",
    "Into",
    "IntoIterator",
    "Item",
    "Iterator",
    "Option",
    "Path",
    "PathBuf",
    "Range",
    "Result",
    "Self",
    "Some",
    "String",
    "Vec",
    "Write",
    "Fn",
    // chrono, url and serde.
    "DateTime",
    "TimeDelta",
    "FixedOffset",
    "Utc",
    "Url",
    "Serialize",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A public item: its name, and the module that defines it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    name: String,
    module: String,
}

/// The file of a module such as `publish::settings`.
fn file_of(module: &str) -> PathBuf {
    let base = module.split("::").fold(root().join("src"), |path, it| path.join(it));
    let file = base.with_extension("rs");
    if file.is_file() { file } else { base.join("mod.rs") }
}

/// Whether a line defines a public item of this name.
fn defines(line: &str, name: &str) -> bool {
    let kinds = ["struct ", "enum ", "fn ", "const ", "static ", "type ", "trait "];
    let rest = line
        .strip_prefix("pub ")
        .and_then(|it| kinds.iter().find_map(|kind| it.strip_prefix(kind)));
    let after = rest.and_then(|it| it.strip_prefix(name));
    after.is_some_and(|it| !it.starts_with(|it: char| it.is_alphanumeric() || it == '_'))
}

/// Follows re-exports to the module that defines an item.
fn resolve(module: &str, name: &str) -> Option<Item> {
    let path = file_of(module);
    let text = fs::read_to_string(path).ok()?;
    if text.lines().any(|it| defines(it, name)) {
        return Some(Item { name: name.to_owned(), module: module.to_owned() });
    }
    uses(&text, "pub use ").into_iter().find(|it| it.name == name).and_then(|it| {
        let inner = it.module.strip_prefix("crate::").map(str::to_owned);
        resolve(&inner.unwrap_or_else(|| format!("{module}::{}", it.module)), name)
    })
}

/// The imports in a file that begin with `start`, each with its path as written.
fn uses(text: &str, start: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for statement in text.split(';') {
        let Some(at) = statement.rfind(&format!("\n{start}")) else { continue };
        let path = statement[at + 1 + start.len()..].split_whitespace().collect::<String>();
        let (module, names) = path
            .rsplit_once("::{")
            .unwrap_or_else(|| path.rsplit_once("::").unwrap_or(("", &path)));
        for name in names.trim_end_matches(['}', ',']).split(',') {
            let (inner, name) = name
                .rsplit_once("::")
                .map_or((String::new(), name), |(inner, name)| (format!("::{inner}"), name));
            items.push(Item { name: name.to_owned(), module: format!("{module}{inner}") });
        }
    }
    items
}

/// The exports of `src/lib.rs`, in order: the required feature, and the items.
fn exports() -> Vec<(String, Item)> {
    let text = read(&root().join("src/lib.rs"));
    let text = text.split("\n#[cfg(feature = \"internals\")]").next().unwrap_or_default();
    let mut items = Vec::new();
    for statement in text.split_inclusive(';') {
        for it in uses(statement, "pub use ") {
            let module = it.module.trim_start_matches("crate::");
            let module_too = format!("\npub mod {};", it.name);
            let text = read(&file_of(module));
            assert!(!text.contains(&module_too), "the module {} is exported too", it.name);
            let item = resolve(module, &it.name).unwrap_or_else(|| panic!("{it:?} is not found"));
            let feature =
                statement.rsplit_once("#[cfg(feature = \"").and_then(|it| it.1.split('"').next());
            items.push((feature.unwrap_or_default().to_owned(), item));
        }
    }
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("pub fn ").and_then(|it| it.split(['(', '<']).next())
        {
            items.push((String::new(), Item { name: name.to_owned(), module: "lib".to_owned() }));
        }
    }
    assert!(items.len() > 50, "the exports were not found");
    items
}

/// The lines of a file without its tests.
fn code(text: &str) -> Vec<&str> {
    text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default().lines().collect()
}

/// A declaration that starts at a line, joined into one line without its body.
fn declaration(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.trim();
        let end = line.find(" = ").filter(|_| line.starts_with("pub const "));
        let body = line
            .rfind('{')
            .filter(|_| line.ends_with('{') || line.ends_with("{}") || line.ends_with('}'));
        let stop = body.or(end).or_else(|| line.ends_with(';').then(|| line.len() - 1));
        let part = &line[..stop.unwrap_or(line.len())];
        text.push_str(if text.is_empty() || text.ends_with('(') { "" } else { " " });
        text.push_str(part.trim_end());
        if stop.is_some() {
            break;
        }
    }
    text.replace(", )", ")").trim_end().to_owned()
}

/// The lines between `start` and the closing line, which has the same indentation.
fn body<'l>(lines: &'l [&'l str], start: usize) -> &'l [&'l str] {
    let indent = lines[start].len() - lines[start].trim_start().len();
    let open =
        (start..lines.len()).find(|it| lines[*it].ends_with(['{', ';', '}', ','])).unwrap_or(start);
    if !lines[open].ends_with('{') {
        return &[];
    }
    let close = format!("{}}}", " ".repeat(indent));
    let end = (open..lines.len())
        .find(|it| lines[*it].trim_end_matches([',', ';']) == close)
        .unwrap_or(lines.len());
    &lines[open + 1..end]
}

/// Whether an item exists only for tests.
fn is_for_tests(lines: &[&str], at: usize) -> bool {
    let attributes = lines[..at]
        .iter()
        .rev()
        .take_while(|it| it.trim_start().starts_with("#[") || it.trim_start().starts_with("///"));
    attributes.into_iter().any(|it| it.contains("feature = \"internals\""))
}

/// The lines of the list for one item.
fn described(item: &Item, files: &[(String, String)]) -> Vec<String> {
    let path = format!("feedwright::{}", item.name);
    let text = read(&file_of(&item.module));
    let lines = code(&text);
    let at = lines
        .iter()
        .position(|it| defines(it, &item.name))
        .unwrap_or_else(|| panic!("{item:?} is not in the code"));
    let head = declaration(&lines[at..]);
    let name = head.find(&item.name).expect("the declaration has the name");
    let mut attributes: Vec<&str> = Vec::new();
    let mut start = at;
    while start > 0 && !lines[start - 1].is_empty() && !lines[start - 1].starts_with('}') {
        start -= 1;
        attributes.push(lines[start].trim());
    }
    let non_exhaustive =
        if attributes.contains(&"#[non_exhaustive]") { " (non-exhaustive)" } else { "" };
    let mut list =
        vec![format!("{}{path}{}{non_exhaustive}", &head[..name], &head[name + item.name.len()..])];
    let is_enum = head.starts_with("pub enum");
    let is_type = is_enum || head.starts_with("pub struct");
    for (index, line) in body(&lines, at).iter().enumerate().filter(|_| is_type) {
        let member = line.trim();
        let indent = line.len() - line.trim_start().len();
        if is_enum && indent == 4 && member.starts_with(char::is_alphabetic) {
            let fields = body(body(&lines, at), index);
            let fields: Vec<&str> = fields
                .iter()
                .map(|it| it.trim())
                .filter(|it| !it.starts_with(['/', '#']))
                .collect();
            let fields = fields.join(" ");
            let variants = member.trim_end_matches([',', '{', ' ']);
            // Variants without fields may be on the same line.
            let several = if variants.contains('(') { "\n" } else { ", " };
            for variant in variants.split(several).filter(|it| !it.starts_with('#')) {
                let fields = if fields.is_empty() {
                    String::new()
                } else {
                    format!(" {{ {} }}", fields.trim_end_matches(','))
                };
                list.push(format!("pub {path}::{variant}{fields}"));
            }
        } else if !is_enum
            && indent == 4
            && let Some(field) = member.strip_prefix("pub ")
        {
            list.push(format!("pub {path}::{}", field.trim_end_matches(',')));
        }
    }
    let mut traits: BTreeSet<String> = BTreeSet::new();
    for it in attributes.iter().filter_map(|it| it.strip_prefix("#[derive(")) {
        traits.extend(
            it.trim_end_matches(")]")
                .split(", ")
                .map(|it| it.rsplit("::").next().unwrap_or(it).to_owned()),
        );
    }
    for (module, text) in files.iter().filter(|_| is_type) {
        let imports = || uses(text, "use ").into_iter().chain(uses(text, "pub use "));
        let is_known = *module == item.module
            || imports().filter(|it| it.name == item.name).any(|it| {
                resolve(it.module.trim_start_matches("crate::"), &it.name).as_ref() == Some(item)
            });
        if !is_known {
            continue;
        }
        let lines = code(text);
        for (at, line) in lines.iter().enumerate().filter(|it| it.1.starts_with("impl")) {
            let subject = line.trim_end_matches([' ', '{', '}']);
            let subject = subject.strip_prefix("impl").unwrap_or(subject);
            let (of, subject) = subject.rsplit_once(" for ").map_or(("", subject), |it| it);
            let subject = subject.rsplit(' ').next().unwrap_or(subject);
            if subject.split('<').next() != Some(item.name.as_str()) {
                continue;
            }
            if !of.is_empty() {
                let of = of.rsplit(' ').next().unwrap_or(of);
                traits.insert(of.split("::").last().unwrap_or(of).to_owned());
                continue;
            }
            let inner = body(&lines, at);
            for (index, line) in inner.iter().enumerate() {
                let is_public =
                    line.starts_with("    pub fn ") || line.starts_with("    pub const ");
                if is_public && !is_for_tests(inner, index) {
                    let member = declaration(&inner[index..]);
                    let name = if member.starts_with("pub const fn") {
                        "pub const fn "
                    } else if member.starts_with("pub const") {
                        "pub const "
                    } else {
                        "pub fn "
                    };
                    list.push(member.replacen(name, &format!("{name}{path}::"), 1));
                }
            }
        }
    }
    list.extend(traits.into_iter().map(|it| format!("impl {it} for {path}")));
    list
}

fn sources(folder: &Path, into: &mut Vec<(String, String)>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("it is a folder")
        .map(|it| it.expect("it can be read").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let relative =
                path.strip_prefix(root().join("src")).expect("it is below").with_extension("");
            let parts: Vec<String> = relative
                .iter()
                .map(|it| it.to_string_lossy().into_owned())
                .filter(|it| it != "mod")
                .collect();
            into.push((parts.join("::"), read(&path)));
        }
    }
}

#[test]
fn the_list_of_public_items_is_up_to_date() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    files.retain(|it| !it.0.starts_with("cli") && !it.0.ends_with("tests"));
    let exports = exports();
    let mut list = String::new();
    let mut count = 0;
    let mut unnamed = Vec::new();
    for feature in ["", "report", "publish"] {
        let of = if feature.is_empty() {
            "always".to_owned()
        } else {
            format!("with the feature `{feature}`")
        };
        let mut items: Vec<&Item> =
            exports.iter().filter(|it| it.0 == feature).map(|it| &it.1).collect();
        items.sort();
        writeln!(list, "{}# {of}", if list.is_empty() { "" } else { "\n" })
            .expect("strings take all");
        for item in items {
            for line in described(item, &files) {
                count += usize::from(line.starts_with("pub"));
                if line.starts_with("pub") {
                    let words = line.split(|it: char| !it.is_alphanumeric() && it != '_');
                    let types = words.filter(|it| {
                        it.chars().next().is_some_and(char::is_uppercase)
                            && it.chars().any(char::is_lowercase)
                    });
                    let types = types.filter(|it| {
                        !FOREIGN.contains(it) && !exports.iter().any(|export| export.1.name == **it)
                    });
                    let is_variant = |it: &str| {
                        line.starts_with(&format!("pub feedwright::{}::{it}", item.name))
                    };
                    unnamed.extend(
                        types.filter(|it| !is_variant(it)).map(|it| format!("`{it}` in {line}")),
                    );
                }
                list.push_str(&line);
                list.push('\n');
            }
        }
    }
    assert_eq!(unnamed, [""; 0], "these types are not exported");
    let path = root().join("docs/public-api.txt");
    let text = format!(
        "The {count} public items of the library, without their traits. FEEDWRIGHT_BLESS=1 cargo test --test public_api writes this list.\n\n{list}"
    );
    if std::env::var_os("FEEDWRIGHT_BLESS").is_some() {
        fs::write(&path, &text).expect("it can be written");
    }
    let listed = read(&path);
    for (number, (is, should)) in text.lines().zip(listed.lines()).enumerate() {
        assert_eq!(
            is,
            should,
            "docs/public-api.txt:{}: FEEDWRIGHT_BLESS=1 cargo test --test public_api writes it",
            number + 1
        );
    }
    assert_eq!(text.len(), listed.len());
}
