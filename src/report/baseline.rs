//! Baselines: known problems, which are not reported again. A project with many problems can so notice new ones.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Occurrence;
use crate::report::json::MAX_LENGTH;
use crate::text::shorten::clipped;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::validate::Report;
use crate::validate::Selection;
use crate::validate::fingerprint::Fingerprint;
use crate::validate::fingerprint::Fingerprints;
use crate::validate::rules::RULES;

/// The version of the format.
const VERSION: u64 = 1;

/// The known problems of some documents. They are recognized by their rule, their entry, their path in the entry and their message without
/// its values, so lines may move, and entries may be added.
///
/// ```
/// use feedwright::{Baseline, Options, Selection, Source, validate};
///
/// let source = Source::from_text("rss.xml", "<rss version=\"2.0\"><channel/></rss>");
/// let mut report = validate(&source, &Options::default());
/// let mut baseline = Baseline::default();
/// let found = baseline.apply("rss.xml", &source, &Selection::default(), &mut report.clone());
/// baseline.insert("rss.xml", found.all);
///
/// let baseline = Baseline::read(&baseline.to_string())?;
/// baseline.apply("rss.xml", &source, &Selection::default(), &mut report);
/// assert!(report.diagnostics.is_empty() && report.baselined > 0);
/// # Ok::<(), feedwright::BaselineError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    documents: BTreeMap<String, Vec<KnownProblem>>,
}

/// A problem in a baseline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KnownProblem {
    /// The name of its rule.
    pub rule: String,
    /// What identifies the entry. Empty if it is in none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub entry: String,
    /// Its path without positions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// The message when the baseline was written.
    pub message: String,
    /// By which it is recognized: 16 hexadecimal digits.
    pub fingerprint: String,
}

/// A document compared with a baseline.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Baselined {
    /// All problems that the document has now.
    pub all: Vec<KnownProblem>,
    /// The problems of the baseline that the document still has, and those of rules that are not selected.
    pub kept: Vec<KnownProblem>,
    /// How many problems of the baseline it no longer has.
    pub gone: usize,
}

/// Why a baseline cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum BaselineError {
    /// It is not JSON in the form of a baseline.
    Syntax(serde_json::Error),
    /// It has this version, which is not known.
    Version(u64),
}

impl fmt::Display for BaselineError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BaselineError::Syntax(_) => write!(out, "it is not a baseline"),
            BaselineError::Version(version) => {
                write!(out, "its version is {version}, but this program only knows {VERSION}")
            }
        }
    }
}

impl std::error::Error for BaselineError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            BaselineError::Syntax(cause) => Some(cause),
            BaselineError::Version(_) => None,
        }
    }
}

/// The file.
#[derive(Deserialize)]
struct File {
    version: u64,
    documents: BTreeMap<String, Vec<KnownProblem>>,
}

impl Baseline {
    /// Reads a baseline from JSON.
    ///
    /// # Errors
    ///
    /// If the text is not a baseline of this version.
    pub fn read(text: &str) -> Result<Baseline, BaselineError> {
        let File { version, documents } =
            serde_json::from_str(text).map_err(BaselineError::Syntax)?;
        if version == VERSION {
            Ok(Baseline { documents })
        } else {
            Err(BaselineError::Version(version))
        }
    }

    /// Removes the problems that are in the baseline from the report of a document, and counts them in it. `name` is the name of the
    /// document in the baseline. Only problems of selected rules can be gone.
    pub fn apply(
        &self,
        name: &str,
        source: &Source,
        selection: &Selection,
        report: &mut Report,
    ) -> Baselined {
        let known = self.documents.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut left: BTreeMap<&str, Vec<&KnownProblem>> = BTreeMap::new();
        for it in known.iter().rev() {
            left.entry(&it.fingerprint).or_default().push(it);
        }
        let mut result = Baselined::default();
        if known.is_empty() && report.diagnostics.is_empty() {
            return result;
        }
        let prints = Fingerprints::new(source);
        report.diagnostics.retain_mut(|it| {
            let mut hidden: HashSet<Span> = HashSet::new();
            let spans: Vec<Span> = match it.places.as_slice() {
                [] => vec![it.span],
                places => places.iter().map(|it| it.span).collect(),
            };
            for (print, span) in prints.of(it).into_iter().zip(spans) {
                let problem = KnownProblem::new(it, print);
                if let Some(known) = left.get_mut(problem.fingerprint.as_str()).and_then(Vec::pop) {
                    result.kept.push(known.clone());
                    hidden.insert(span);
                }
                result.all.push(problem);
            }
            let before = it.count;
            let is_left = hidden.is_empty() || it.retain_places(&|span| !hidden.contains(&span));
            report.baselined += if is_left { before - it.count } else { before };
            is_left
        });
        for it in left.into_values().flatten() {
            // A rule that no longer exists is never broken.
            let rule = RULES.iter().find(|rule| rule.name == it.rule);
            if rule.is_none_or(|it| selection.includes(it)) {
                result.gone += 1;
            } else {
                result.kept.push(it.clone());
            }
        }
        result
    }

    /// Replaces the problems of a document.
    pub fn insert(&mut self, name: &str, mut problems: Vec<KnownProblem>) {
        problems.sort();
        if problems.is_empty() {
            self.documents.remove(name);
        } else {
            self.documents.insert(name.to_owned(), problems);
        }
    }

    /// The names of the documents.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.documents.keys().map(String::as_str)
    }

    /// The number of all problems.
    pub fn len(&self) -> usize {
        self.documents.values().map(Vec::len).sum()
    }

    /// Whether it has no problems.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

/// The baseline as JSON, with one problem per line, in an order that only depends on the problems.
impl fmt::Display for Baseline {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = |it: &str| serde_json::to_string(it).map_err(|_| fmt::Error);
        write!(out, "{{\n  \"version\": {VERSION},\n  \"documents\": {{")?;
        let mut separator = "\n";
        for (name, problems) in &self.documents {
            write!(out, "{separator}    {}: [", json(name)?)?;
            separator = ",\n";
            let mut separator = "\n";
            for it in problems {
                let line = serde_json::to_string(it).map_err(|_| fmt::Error)?;
                write!(out, "{separator}      {line}")?;
                separator = ",\n";
            }
            write!(out, "\n    ]")?;
        }
        let end = if self.documents.is_empty() { "" } else { "\n  " };
        write!(out, "{end}}}\n}}\n")
    }
}

impl KnownProblem {
    fn new(it: &Diagnostic, print: Fingerprint) -> KnownProblem {
        let short = |it: &str| clipped(it, MAX_LENGTH).into_owned();
        KnownProblem {
            rule: it.rule.name.to_owned(),
            entry: short(&print.entry),
            path: short(&print.path),
            message: short(&it.message),
            fingerprint: format!("{:016x}", print.hash),
        }
    }
}

/// Keeps `most` problems of each rule, and one more that stands for the others, as [`Options`](crate::Options) say. The validator kept more
/// so that all of them can be compared.
pub fn limit_problems(diagnostics: &mut Vec<Diagnostic>, most: usize) {
    let mut kept: HashMap<&str, usize> = HashMap::new();
    let mut further: BTreeMap<&str, usize> = BTreeMap::new();
    let mut limited: Vec<Diagnostic> = Vec::new();
    for it in diagnostics.drain(..) {
        let number = kept.entry(it.rule.name).or_default();
        *number += 1;
        if *number <= most {
            limited.push(it);
            continue;
        }
        let place = Occurrence { span: it.span, path: it.path.clone() };
        let places = if it.places.is_empty() { vec![place] } else { it.places.clone() };
        if let Some(index) = further.get(it.rule.name) {
            let rest = &mut limited[*index];
            rest.count += it.count;
            rest.places.extend(places);
        } else {
            further.insert(it.rule.name, limited.len());
            limited.push(Diagnostic { places, ..it });
        }
    }
    for index in further.into_values() {
        let rest = &mut limited[index];
        *rest = Diagnostic {
            severity: rest.severity,
            path: std::mem::take(&mut rest.path),
            count: rest.count,
            places: std::mem::take(&mut rest.places),
            ..Diagnostic::new(rest.rule, rest.span, Diagnostic::rest_message(rest.count))
        };
    }
    *diagnostics = limited;
}

#[cfg(test)]
mod tests {
    use super::Baseline;
    use super::limit_problems;
    use crate::text::source::Source;
    use crate::validate::Options;
    use crate::validate::Report;
    use crate::validate::Selection;
    use crate::validate::validate;

    /// A feed whose items have these titles and dates.
    fn feed(items: &[(&str, &str)]) -> Source {
        let item = |(title, date): &(&str, &str)| {
            format!("\n<item><title>{title}</title><pubDate>{date}</pubDate></item>")
        };
        let items: String = items.iter().map(item).collect();
        let head = "<title>Notes</title><link>https://harbor.example/</link><description>Notes</description>";
        let text = format!("<rss version=\"2.0\"><channel>{head}{items}</channel></rss>");
        Source::from_text("rss.xml", text)
    }

    fn dates(source: &Source) -> Report {
        let only = Selection::new(&["invalid-rfc822-date".to_owned()], &[], &[]);
        let mut report = validate(source, &Options::default());
        only.expect("it is a rule").apply(&mut report.diagnostics);
        report
    }

    fn baseline(source: &Source) -> Baseline {
        let mut baseline = Baseline::default();
        let all = baseline.apply("rss.xml", source, &Selection::default(), &mut dates(source)).all;
        baseline.insert("rss.xml", all);
        baseline
    }

    /// The numbers of reported, known and gone problems.
    fn compared(baseline: &Baseline, source: &Source) -> (usize, usize, usize) {
        let mut report = dates(source);
        let gone = baseline.apply("rss.xml", source, &Selection::default(), &mut report).gone;
        (report.diagnostics.iter().map(|it| it.count).sum(), report.baselined, gone)
    }

    #[test]
    fn recognizes_problems_after_entries_were_added() {
        let old = [("B", "1.5.2024"), ("A", "2024-05-01")];
        let baseline = baseline(&feed(&old));
        assert_eq!(compared(&baseline, &feed(&old)), (0, 2, 0));
        let new = [("C", "1.6.2024"), old[0], old[1]];
        assert_eq!(compared(&baseline, &feed(&new)), (1, 2, 0));
        assert_eq!(compared(&baseline, &feed(&old[1..])), (0, 1, 1));
        assert_eq!(compared(&baseline, &feed(&[("A", "yesterday at noon")])), (1, 0, 2));
    }

    #[test]
    fn recognizes_problems_that_are_combined() {
        let titles: Vec<String> = (0..12).map(|it| format!("Note {it}")).collect();
        let items: Vec<(&str, &str)> =
            titles.iter().map(|it| (it.as_str(), "2024-05-01")).collect();
        let baseline = baseline(&feed(&items[2..]));
        assert_eq!(baseline.len(), 10);
        assert_eq!(compared(&baseline, &feed(&items)), (2, 10, 0));
        assert_eq!(compared(&baseline, &feed(&items[6..])), (0, 6, 4));
    }

    #[test]
    fn the_file_is_read_as_it_was_written() {
        let baseline = baseline(&feed(&[("B", "1.5.2024"), ("A", "2024-05-01")]));
        let text = baseline.to_string();
        assert_eq!(Baseline::read(&text).expect("it is a baseline"), baseline);
        assert_eq!(text.lines().filter(|it| it.contains("fingerprint")).count(), 2);
        let empty = Baseline::default();
        assert_eq!(Baseline::read(&empty.to_string()).expect("it is a baseline"), empty);
        assert!(Baseline::read("{}").is_err());
        assert!(Baseline::read("{\"version\": 2, \"documents\": {}}").is_err());
    }

    #[test]
    fn limits_problems_per_rule() {
        let old: Vec<(&str, &str)> =
            vec![("A", "1.5.2024"), ("B", "May 1"), ("C", "2024-05-01"), ("D", "soon")];
        let mut report = dates(&feed(&old));
        limit_problems(&mut report.diagnostics, 2);
        let messages: Vec<&str> = report.diagnostics.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(messages[2..], ["and 2 more like this"]);
    }
}
