//! Runs `feedwright batch` on small documents, for the other tests.

use std::fs;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

pub(crate) const GOOD: &str = include_str!("../../rules/missing-guid/good.xml");

pub(crate) const WARNED: &str = include_str!("../../rules/missing-guid/bad.xml");

pub(crate) const PAGE: &str = "<!doctype html><title>x</title><p>Hello";

/// A small feed.
pub(crate) fn small(number: usize) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>{number}</title><link>https://a.example/</link><description>x</description>\
         <generator>Hugo 0.{}</generator></channel></rss>",
        number % 7
    )
}

/// Documents as NDJSON, with every tenth id repeated.
pub(crate) fn many(count: usize) -> String {
    let line = |it: usize| {
        let id = if it.is_multiple_of(10) { 0 } else { it };
        format!(
            "{}\n",
            serde_json::json!({"id": id, "url": "https://a.example/", "body": small(it)})
        )
    };
    (0..count).map(line).collect()
}

pub(crate) fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
    command.arg("batch").args(arguments).args(["--now", "2025-01-01"]).current_dir(folder.path());
    command.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn batch(folder: &TempDir, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program starts")
}

/// The lines of a run that must succeed.
pub(crate) fn lines(folder: &TempDir, arguments: &[&str]) -> Vec<Value> {
    let output = batch(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    String::from_utf8(output.stdout)
        .expect("results are UTF-8")
        .lines()
        .map(|it| serde_json::from_str(it).expect("each line is JSON"))
        .collect()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("it can be written");
    }
    folder
}

/// The number of lines.
pub(crate) fn line_count(text: &[u8]) -> usize {
    text.split_inclusive(|it| *it == b'\n').count()
}

/// The ids and statuses of lines.
pub(crate) fn statuses(lines: &[Value]) -> Vec<(String, String)> {
    let text = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    lines.iter().map(|it| (text(&it["id"]), text(&it["status"]))).collect()
}
