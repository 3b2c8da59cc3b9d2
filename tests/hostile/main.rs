//! Documents that mean harm, or that fell apart on the way: each is accepted, flagged or refused as its row says, where it
//! matters on the exact line, and nothing of any report is obeyed by a terminal, a log or a program that shows it.
//!
//! The big ones have their full size in a release build, and a hundredth of it otherwise.

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
use sample::{item, options, rss, told};

/// A document, and what has to become of it.
pub(crate) struct Row {
    name: String,
    make: Box<dyn Fn() -> Vec<u8>>,
    expected: Expected,
}

/// What has to become of a document.
#[derive(Clone, Debug)]
pub(crate) enum Expected {
    /// No error.
    Accepted,
    /// A finding, whatever its severity, on this line.
    Noticed(u32),
    /// A finding of this rule, whatever its severity, on this line (0 for any).
    Flagged(&'static str, u32),
    /// An error on this line (0 for any).
    Refused(u32),
    /// An error of this rule on this line (0 for any).
    RefusedAs(&'static str, u32),
    /// An error on each of these lines, and on no other of the document.
    RefusedOn(Vec<u32>),
    /// Anything, within the limits.
    Bounded,
}

pub(crate) use Expected::{Accepted, Bounded, Flagged, Noticed, Refused, RefusedAs, RefusedOn};

/// A row of the catalogue.
pub(crate) fn row<B: Into<Vec<u8>>>(
    name: impl Into<String>,
    expected: Expected,
    make: impl Fn() -> B + 'static,
) -> Row {
    Row { name: name.into(), make: Box::new(move || make().into()), expected }
}

/// A number of things that a big document has.
pub(crate) fn many(count: usize) -> usize {
    if cfg!(debug_assertions) { count / 100 } else { count }
}

/// A text made of one for each number.
pub(crate) fn each(numbers: impl Iterator<Item = usize>, text: impl Fn(usize) -> String) -> String {
    numbers.map(text).collect()
}

/// A feed whose first item has this in its title; it is line [`TITLE`].
pub(crate) fn titled(title: &str) -> String {
    let clean = item(1);
    let (start, end) = (clean.find("<title>"), clean.find("</title>"));
    let (start, end) = (start.expect("it has a title") + 7, end.expect("it has a title"));
    rss(1).replacen(&clean, &format!("{}{title}{}", &clean[..start], &clean[end..]), 1)
}

/// The line of the title in [`titled`].
pub(crate) const TITLE: u32 = 11;

/// The same feed with something between the XML declaration and the root element.
pub(crate) fn declared(prolog: &str, title: &str) -> String {
    titled(title).replacen("<rss ", &format!("{prolog}\n<rss "), 1)
}

/// The feed with something more in its first item, as line [`MORE`].
pub(crate) fn with(more: &str) -> String {
    rss(1).replacen("    </item>", &format!("{more}\n    </item>"), 1)
}

/// The line of what is more in [`with`].
pub(crate) const MORE: u32 = 19;

/// The most that a report of one document may have, in bytes.
const MOST_OUTPUT: usize = 1 << 20;

/// Runs rows, and fails with all that is wrong.
pub(crate) fn run(rows: Vec<Row>) {
    let mut wrong = Vec::new();
    let options: Options = options();
    for row in rows {
        let source = Source::from_vec(row.name.as_str(), (row.make)(), None);
        let report = validate(&source, &options);
        for problem in
            misjudged(&source, &report, &row.expected).into_iter().chain(unsound(&source, &report))
        {
            wrong.push(format!("{}: {problem}", row.name));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// How the report is not what it should be.
fn misjudged(source: &Source, report: &Report, expected: &Expected) -> Option<String> {
    let told = told(source, &report.diagnostics);
    let parts = || told.iter().map(|it| it.split(' ').collect::<Vec<_>>());
    let is = |line: u32, found: &str| line == 0 || found == line.to_string();
    let fits = match expected {
        Accepted => report.diagnostics.iter().all(|it| it.severity < Severity::Error),
        Noticed(line) => parts().any(|it| is(*line, it[2])),
        Flagged(rule, line) => parts().any(|it| it[1] == *rule && is(*line, it[2])),
        Refused(line) => parts().any(|it| it[0] == "error" && is(*line, it[2])),
        RefusedAs(rule, line) => {
            parts().any(|it| it[0] == "error" && it[1] == *rule && is(*line, it[2]))
        }
        RefusedOn(lines) => {
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
    let shown: Vec<&String> = told.iter().take(8).collect();
    (!fits).then(|| format!("not {expected:?}, but {shown:?}"))
}

/// What is wrong with a report whatever the document is.
fn unsound(source: &Source, report: &Report) -> Vec<String> {
    let mut wrong = Vec::new();
    for it in &report.diagnostics {
        let labels = it.labels.iter().map(|it| it.0);
        let edits = it.fix.iter().flat_map(|it| &it.edits).map(|it| it.span);
        for span in labels.chain(edits).chain([it.span]) {
            if source.text.get(span.range()).is_none() {
                wrong.push(format!("{} at {span:?} is no place", it.rule.name));
            }
        }
    }
    let key = |it: &feedwright::Diagnostic| (it.span, it.rule.name);
    if !report.diagnostics.is_sorted_by_key(key) {
        wrong.push("the findings are not in order".to_owned());
    }
    let mut totals = Totals::default();
    totals.add(&Totals::of(&report.diagnostics));
    for format in ReportFormat::ALL {
        let mut out = Vec::new();
        format.head(&mut out).expect("a vector takes anything");
        format.document(source, report, &mut out).expect("a vector takes anything");
        format.tail(&totals, &mut out).expect("a vector takes anything");
        let text = String::from_utf8(out).expect("reports are UTF-8");
        wrong.extend(obeyed(format, &text, report.diagnostics.len()));
    }
    wrong
}

/// Whether a page of HTML has an article a finding, and no element but those that reports are made of.
fn is_own_html(text: &str, findings: usize) -> bool {
    let page = scraper::Html::parse_document(text);
    let names: Vec<&str> =
        page.root_element().descendent_elements().map(|it| it.value().name()).collect();
    let own = [
        "html", "head", "meta", "title", "style", "body", "header", "section", "article", "h1",
        "h2", "h3", "p", "pre", "code", "mark", "span", "strong", "a", "ul", "li", "em", "table",
        "thead", "tbody", "tr", "th", "td",
    ];
    names.iter().all(|it| own.contains(it))
        && names.iter().filter(|it| **it == "article").count() == findings.min(500)
}

/// What of a written report would be obeyed by what shows it.
fn obeyed(format: ReportFormat, text: &str, findings: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    if text.len() > MOST_OUTPUT {
        wrong.push(format!("{format:?} has {} bytes", text.len()));
    }
    if let Some(it) = text.chars().find(|it| *it != '\n' && is_hidden(*it)) {
        wrong.push(format!("{format:?} has U+{:04X}", u32::from(it)));
    }
    let lines = text.lines().count();
    let forged = match format {
        ReportFormat::Concise | ReportFormat::Github => lines != findings,
        ReportFormat::Ndjson => lines != 1,
        ReportFormat::Json | ReportFormat::Sarif | ReportFormat::Gitlab => {
            serde_json::from_str::<serde_json::Value>(text).is_err()
        }
        ReportFormat::Junit => roxmltree::Document::parse(text).is_err(),
        ReportFormat::Html => !is_own_html(text, findings),
        _ => false,
    };
    if forged {
        wrong.push(format!("{format:?} is not as it should be: {lines} lines"));
    }
    let commands = ["::", "##[", "##vso", "##teamcity"];
    let own = format == ReportFormat::Github;
    for line in text.lines().map(str::trim_start) {
        // Between two excerpts; a command would have a name.
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
