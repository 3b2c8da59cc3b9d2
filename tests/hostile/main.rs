//! Documents that are designed to do harm, or that were damaged. Each row says whether the document is accepted, has
//! a problem or has an error, and on which line if that matters. No terminal, log or program interprets any part of a
//! report.
//!
//! In a release build, large documents have their full size. Otherwise, they have a hundredth of it.

#[path = "../sample/mod.rs"]
mod sample;

mod algorithmic;
mod dates;
mod encodings;
mod entities;
mod injection;
mod json;
mod namespaces;
mod numbers;
mod positions;
mod size;
mod structure;
mod urls;

use feedwright::Options;
use feedwright::Report;
use feedwright::ReportFormat;
use feedwright::Severity;
use feedwright::Source;
use feedwright::Totals;
use feedwright::is_hidden;
use feedwright::validate;
use sample::{item, options, reported, rss};

/// A document and the expected result.
pub(crate) struct Row {
    name: String,
    make: Box<dyn Fn() -> Vec<u8>>,
    expected: Expected,
}

/// The expected result.
#[derive(Clone, Debug)]
pub(crate) enum Expected {
    /// No error.
    Accepted,
    /// A problem of any severity on this line.
    Noticed(u32),
    /// A problem of this rule, of any severity, on this line (0 for any line).
    Flagged(&'static str, u32),
    /// An error on this line (0 for any line).
    Rejected(u32),
    /// An error of this rule on this line (0 for any line).
    RejectedAs(&'static str, u32),
    /// An error on each of these lines, and on no other line.
    RejectedOn(Vec<u32>),
    /// Any result within the limits.
    Bounded,
}

pub(crate) use Expected::{Accepted, Bounded, Flagged, Noticed, Rejected, RejectedAs, RejectedOn};

/// Creates a row.
pub(crate) fn row<B: Into<Vec<u8>>>(
    name: impl Into<String>,
    expected: Expected,
    make: impl Fn() -> B + 'static,
) -> Row {
    Row { name: name.into(), make: Box::new(move || make().into()), expected }
}

/// The number of parts of a large document.
pub(crate) fn many(count: usize) -> usize {
    if cfg!(debug_assertions) { count / 100 } else { count }
}

/// Concatenates one text per number.
pub(crate) fn each(numbers: impl Iterator<Item = usize>, text: impl Fn(usize) -> String) -> String {
    numbers.map(text).collect()
}

/// A feed whose first item has this title, on line [`TITLE`].
pub(crate) fn titled(title: &str) -> String {
    let clean = item(1);
    let (start, end) = (clean.find("<title>"), clean.find("</title>"));
    let (start, end) = (start.expect("it has a title") + 7, end.expect("it has a title"));
    rss(1).replacen(&clean, &format!("{}{title}{}", &clean[..start], &clean[end..]), 1)
}

/// The line of the title in [`titled`].
pub(crate) const TITLE: u32 = 11;

/// The same feed with additional text between the XML declaration and the root element.
pub(crate) fn declared(prolog: &str, title: &str) -> String {
    titled(title).replacen("<rss ", &format!("{prolog}\n<rss "), 1)
}

/// The feed with additional text in its first item, on line [`MORE`].
pub(crate) fn with(more: &str) -> String {
    rss(1).replacen("    </item>", &format!("{more}\n    </item>"), 1)
}

/// The line of the additional text in [`with`].
pub(crate) const MORE: u32 = 19;

/// The maximum size of a report for one document in bytes.
const MAX_OUTPUT: usize = 1 << 20;

/// Runs all rows, and fails with a list of everything that is wrong.
pub(crate) fn run(rows: Vec<Row>) {
    let mut wrong = Vec::new();
    let options: Options = options();
    for row in rows {
        let source = Source::from_vec(row.name.as_str(), (row.make)(), None);
        let report = validate(&source, &options);
        for problem in
            unexpected(&source, &report, &row.expected).into_iter().chain(unsound(&source, &report))
        {
            wrong.push(format!("{}: {problem}", row.name));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Describes how the report differs from the expected result.
fn unexpected(source: &Source, report: &Report, expected: &Expected) -> Option<String> {
    let reported = reported(source, &report.diagnostics);
    let parts = || reported.iter().map(|it| it.split(' ').collect::<Vec<_>>());
    let is = |line: u32, found: &str| line == 0 || found == line.to_string();
    let fits = match expected {
        Accepted => report.diagnostics.iter().all(|it| it.severity < Severity::Error),
        Noticed(line) => parts().any(|it| is(*line, it[2])),
        Flagged(rule, line) => parts().any(|it| it[1] == *rule && is(*line, it[2])),
        Rejected(line) => parts().any(|it| it[0] == "error" && is(*line, it[2])),
        RejectedAs(rule, line) => {
            parts().any(|it| it[0] == "error" && it[1] == *rule && is(*line, it[2]))
        }
        RejectedOn(lines) => {
            let mut found: Vec<u32> = parts()
                .filter(|it| it[0] == "error")
                .map(|it| it[2].parse().expect("lines are numbers"))
                .collect();
            found.dedup();
            if found != *lines {
                let lacks: Vec<_> = lines.iter().filter(|it| !found.contains(it)).collect();
                let more: Vec<_> = found.iter().filter(|it| !lines.contains(it)).collect();
                return Some(format!("not on lines {lacks:?}, but on {more:?}"));
            }
            true
        }
        Bounded => true,
    };
    let shown: Vec<&String> = reported.iter().take(8).collect();
    (!fits).then(|| format!("not {expected:?}, but {shown:?}"))
}

/// Checks properties that every report must have.
fn unsound(source: &Source, report: &Report) -> Vec<String> {
    let mut wrong = Vec::new();
    for it in &report.diagnostics {
        let labels = it.labels.iter().map(|it| it.0);
        let edits = it.fix.iter().flat_map(|it| &it.edits).map(|it| it.span);
        for span in labels.chain(edits).chain([it.span]) {
            if source.text.get(span.range()).is_none() {
                wrong.push(format!("{} at {span:?} is not a place in the document", it.rule.name));
            }
        }
    }
    let key = |it: &feedwright::Diagnostic| (it.span, it.rule.name);
    if !report.diagnostics.is_sorted_by_key(key) {
        wrong.push("the problems are not in order".to_owned());
    }
    let mut totals = Totals::default();
    totals.add(&Totals::of(&report.diagnostics));
    for format in ReportFormat::ALL {
        let mut out = Vec::new();
        format.head(&mut out).expect("writing to a vector cannot fail");
        format.document(source, report, &mut out).expect("writing to a vector cannot fail");
        format.tail(&totals, &mut out).expect("writing to a vector cannot fail");
        let text = String::from_utf8(out).expect("reports are UTF-8");
        wrong.extend(obeyed(format, &text, report.diagnostics.len()));
    }
    wrong
}

/// Whether an HTML report has one article per problem and only the elements that reports use.
fn is_own_html(text: &str, problems: usize) -> bool {
    let page = scraper::Html::parse_document(text);
    let names: Vec<&str> =
        page.root_element().descendent_elements().map(|it| it.value().name()).collect();
    let own = [
        "html", "head", "meta", "title", "style", "body", "header", "section", "article", "h1",
        "h2", "h3", "details", "summary", "div", "caption", "p", "pre", "code", "mark", "span",
        "strong", "a", "ul", "li", "em", "table", "thead", "tbody", "tr", "th", "td",
    ];
    names.iter().all(|it| own.contains(it))
        && names.iter().filter(|it| **it == "article").count() == problems.min(500)
}

/// Describes the parts of a report that a program might interpret.
fn obeyed(format: ReportFormat, text: &str, problems: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    if text.len() > MAX_OUTPUT {
        wrong.push(format!("{format:?} has {} bytes", text.len()));
    }
    if let Some(it) = text.chars().find(|it| *it != '\n' && is_hidden(*it)) {
        wrong.push(format!("{format:?} has U+{:04X}", u32::from(it)));
    }
    let lines = text.lines().count();
    let forged = match format {
        ReportFormat::Concise | ReportFormat::Github => lines != problems,
        ReportFormat::Ndjson => lines != 1,
        ReportFormat::Json | ReportFormat::Sarif | ReportFormat::Gitlab => {
            serde_json::from_str::<serde_json::Value>(text).is_err()
        }
        ReportFormat::Junit => roxmltree::Document::parse(text).is_err(),
        ReportFormat::Html => !is_own_html(text, problems),
        _ => false,
    };
    if forged {
        wrong.push(format!("{format:?} is malformed: {lines} lines"));
    }
    let commands = ["::", "##[", "##vso", "##teamcity"];
    let own = format == ReportFormat::Github;
    for line in text.lines().map(str::trim_start) {
        // The separator between two excerpts. A command would have a name.
        if line == ":::" {
            continue;
        }
        let is_own = own
            && ["::error title=", "::warning title=", "::notice title="]
                .iter()
                .any(|it| line.starts_with(it));
        if !is_own && commands.iter().any(|it| line.starts_with(it)) {
            wrong.push(format!("{format:?} gives a command: {line}"));
        }
    }
    wrong
}

#[test]
fn plain_feeds_are_accepted() {
    run(vec![
        row("RSS", Accepted, || rss(3)),
        row("Atom", Accepted, || sample::atom(3)),
        row("JSON Feed", Accepted, || sample::json(3)),
    ]);
}
