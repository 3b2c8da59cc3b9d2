//! Validates feeds in the shape of those that widely used generators, hosts and readers write. Beside each document in
//! `tests/real` is the list of exactly the problems that it has.
//!
//! `FEEDWRIGHT_BLESS=1 cargo test --test real` writes the lists. Compare each new line with the specification and with what
//! readers do before you commit it: an undeserved problem here is one in thousands of feeds.

use std::fmt::Write;
use std::path::Path;
use std::path::PathBuf;

use feedwright::Lines;
use feedwright::Options;
use feedwright::Source;
use feedwright::validate;

/// The documents, in order.
fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is part of the project")
        .map(|it| it.expect("the folder can be read").path())
        .filter(|it| it.extension().is_some_and(|it| it != "txt"))
        .collect();
    paths.sort();
    paths
}

/// The problems of a document, one per line.
fn problems(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("the document can be read");
    let source = Source::from_bytes(path.display().to_string(), &bytes, None);
    let mut options = Options::default();
    options.now = "2025-01-01T00:00:00Z".parse().ok();
    let lines = Lines::new(&source.text);
    let mut list = String::new();
    for it in validate(&source, &options).diagnostics {
        let at = lines.position(it.span.start);
        writeln!(list, "{}:{}: {it}", at.line, at.column).expect("a string takes any text");
    }
    list
}

#[test]
fn feeds_have_only_the_problems_that_they_deserve() {
    let bless = std::env::var_os("FEEDWRIGHT_BLESS").is_some();
    let mut differences = Vec::new();
    for path in documents() {
        let list = problems(&path);
        let expected = PathBuf::from(format!("{}.txt", path.display()));
        if bless {
            std::fs::write(&expected, list).expect("the list can be written");
        } else if std::fs::read_to_string(&expected).ok().as_deref() != Some(&list) {
            differences.push(format!("{}:\n{list}", path.display()));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
