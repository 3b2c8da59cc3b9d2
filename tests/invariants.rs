//! Properties of every report, tested with the examples of all rules. `fuzz/bodies.rs` tests properties that are true
//! for any input.

mod sample;

use std::path::Path;
use std::path::PathBuf;

use feedwright::Diagnostic;
use feedwright::Lines;
use feedwright::Severity;
use sample::{atom, json, report, rss};

/// The examples of all rules.
fn examples(extension: &str) -> Vec<(PathBuf, String)> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(rules)
        .expect("there is a folder of rules")
        .map(|it| it.expect("it can be read").path())
        .filter(|it| it.is_dir())
        .flat_map(|it| std::fs::read_dir(it).expect("it can be read"))
        .map(|it| it.expect("it can be read").path())
        .filter(|it| it.extension().is_some_and(|it| it == extension))
        .collect();
    paths.sort();
    let text = |path: PathBuf| Some((path.clone(), std::fs::read_to_string(path).ok()?));
    paths.into_iter().filter_map(text).collect()
}

/// The rule, line and column of both ends of each problem, except problems with the encoding itself.
fn places(bytes: &[u8]) -> Vec<String> {
    let (source, report) = report(bytes);
    let lines = Lines::new(&source.text);
    let is_other =
        |it: &&Diagnostic| !it.rule.name.contains("encoding") && it.rule.name != "podcast-not-utf8";
    report
        .diagnostics
        .iter()
        .filter(is_other)
        .map(|it| {
            let (start, end) = (lines.position(it.span.start), lines.position(it.span.end));
            format!("{} {}:{}-{}:{}", it.rule.name, start.line, start.column, end.line, end.column)
        })
        .collect()
}

#[test]
fn positions_are_the_same_in_every_encoding_and_with_every_line_end() {
    let examples = examples("xml");
    assert!(examples.len() > 300, "the examples were not found");
    for (path, text) in examples {
        if text.contains('\r') || text.starts_with('\u{feff}') {
            continue;
        }
        let wanted = places(text.as_bytes());
        let crlf = text.replace('\n', "\r\n");
        let cr = text.replace('\n', "\r");
        assert_eq!(places(crlf.as_bytes()), wanted, "CRLF: {}", path.display());
        assert_eq!(places(cr.as_bytes()), wanted, "CR: {}", path.display());
        let wide = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect()
        };
        assert_eq!(places(&wide(u16::to_le_bytes)), wanted, "UTF-16LE: {}", path.display());
        assert_eq!(places(&wide(u16::to_be_bytes)), wanted, "UTF-16BE: {}", path.display());
    }
}

#[test]
fn every_truncation_of_a_feed_is_an_error() {
    for feed in [rss(1), atom(1), json(1)] {
        let whole = feed.trim_end();
        for end in 0..whole.len() {
            let (_, report) = report(&whole.as_bytes()[..end]);
            let is_error = report.diagnostics.iter().any(|it| it.severity == Severity::Error);
            assert!(
                is_error,
                "cut at {end}: {}",
                &String::from_utf8_lossy(&whole.as_bytes()[..end])
            );
        }
        let (_, report) = report(whole.as_bytes());
        assert_eq!(report.diagnostics, []);
    }
}

#[test]
fn the_same_bytes_give_the_same_report() {
    for (path, text) in examples("xml").into_iter().chain(examples("json")) {
        assert_eq!(report(text.as_bytes()).1, report(text.as_bytes()).1, "{}", path.display());
    }
}
