//! The files with which feedwright gets into other programs: actions, hooks and packages. Each is used as its users do, with the
//! program that the tests were compiled with.

#![cfg(unix)]

mod action;
mod gitlab;
mod installed;
mod matcher;
mod pre_commit;
mod release;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_feedwright");
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the repository.
fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|it| panic!("{path}: {it}"))
}

/// A YAML file of the repository.
fn yaml(path: &str) -> serde_json::Value {
    serde_saphyr::from_str(&read(path)).unwrap_or_else(|it| panic!("{path}: {it}"))
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("there is room for a folder")
}

/// A script in the folder `packages`.
fn script(name: &str) -> Command {
    Command::new(root().join("packages").join(name))
}

/// Runs a command and returns what it printed.
fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|it| panic!("{command:?}: {it}"))
}

/// Runs a command, which must succeed, and returns its standard output.
fn succeed(command: &mut Command) -> String {
    let output = run(command);
    assert!(output.status.success(), "{command:?}: {}", text(&output));
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

/// All that a command printed.
fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Copies the feeds of this repository into a folder.
fn copy_feeds(folder: &Path) {
    fs::create_dir_all(folder.join("feeds")).expect("it can be created");
    for name in ["rss.xml", "atom.xml", "feed.json"] {
        let path = format!("feeds/{name}");
        fs::copy(root().join(&path), folder.join(&path)).expect("it can be copied");
    }
}

/// The completion scripts and man pages, in a folder.
fn extras(folder: &Path) -> PathBuf {
    let extras = folder.join("extras");
    succeed(script("extras.sh").arg(PROGRAM).arg(&extras));
    extras
}

/// Says that a test did not run.
#[allow(clippy::print_stdout, reason = "a test that did not run must be visible")]
fn skipped(why: &str) {
    println!("skipped: {why}");
}

/// The wheel that `.ci/run` has built.
fn wheel() -> PathBuf {
    PathBuf::from(std::env::var_os("FEEDWRIGHT_WHEEL").expect("FEEDWRIGHT_WHEEL is a wheel"))
}
