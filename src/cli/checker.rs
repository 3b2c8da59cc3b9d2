//! Checks documents, each as the options of the program say, and prints the results in order.

use std::io;
use std::io::Write;
use std::thread;

use anyhow::Result;
use chrono::DateTime;
use chrono::Utc;

use crate::cli::baseline::Compared;
use crate::cli::baseline::Known;
use crate::cli::complain;
use crate::cli::configs::Configs;
use crate::cli::documents::Contents;
use crate::cli::documents::Document;
use crate::cli::documents::Remote;
use crate::cli::fix::Fixing;
use crate::cli::in_order::in_order;
use crate::cli::requests::Requests;
use feedwright::Diagnostic;
use feedwright::DocumentChecks;
use feedwright::Network;
use feedwright::Page;
use feedwright::Report;
use feedwright::ReportFormat;
use feedwright::Selection;
use feedwright::Source;
use feedwright::Terminal;
use feedwright::Totals;
use feedwright::http_charset;
use feedwright::is_not_a_feed;
use feedwright::validate;
use feedwright::write_diff;

/// The result for one document: its problems as they are printed, and their numbers.
struct Checked {
    printed: Vec<u8>,
    totals: Totals,
    /// The fixed document, if it is written to standard output.
    fixed: Option<Vec<u8>>,
    /// Why the document was not fixed although it should have been.
    unchanged_because: Option<String>,
    /// Whether the document is not a feed. In this case, the other fields are empty.
    is_other: bool,
    /// Whether there is no document, because the server did not send it.
    is_missing: bool,
    /// The document and its pages, compared with the baseline.
    compared: Vec<Compared>,
}

impl Checked {
    /// The result for a file that is not a feed.
    fn other() -> Checked {
        Checked { is_other: true, ..Checked::new(Vec::new(), Totals::default()) }
    }

    fn new(printed: Vec<u8>, totals: Totals) -> Checked {
        Checked {
            printed,
            totals,
            fixed: None,
            unchanged_because: None,
            is_other: false,
            is_missing: false,
            compared: Vec::new(),
        }
    }
}

/// How every document is checked, and what is printed.
pub(super) struct Checker {
    pub(super) now: DateTime<Utc>,
    pub(super) configs: Configs,
    /// Whether problems are also reported if a document allows them.
    pub(super) ignore_suppressions: bool,
    /// The encoding that HTTP declares, according to `--content-type`.
    pub(super) charset: Option<String>,
    pub(super) remote: Remote,
    pub(super) requests: Requests,
    pub(super) baseline: Option<Known>,
    pub(super) fixing: Option<Fixing>,
    pub(super) print: Print,
    /// Whether only errors are printed.
    pub(super) quiet: bool,
}

/// What is reported for one document.
#[derive(Clone, Copy)]
struct Wanted<'d> {
    document: &'d Document,
    selection: &'d Selection,
    /// How many problems of each rule are listed.
    most: usize,
}

/// How many documents are fetched at the same time.
const FETCHING: usize = 16;

/// What is printed.
#[derive(Clone, Copy)]
pub(super) enum Print {
    /// The problems.
    Problems(ReportFormat),
    /// The number of problems per rule.
    Numbers,
    /// The changes that fixes would make.
    Diff {
        /// Whether the output is a terminal.
        terminal: bool,
    },
}

impl Checker {
    /// Checks the documents and writes the report.
    pub(super) fn report<'d>(
        &self,
        documents: &'d [Document],
        totals: &mut Totals,
        others: &mut Vec<&'d Document>,
        out: &mut (dyn Write + Send),
    ) -> Result<Vec<Compared>> {
        let mut compared = Vec::new();
        let format = match self.print {
            Print::Problems(format) => Some(format),
            Print::Numbers | Print::Diff { .. } => None,
        };
        if let Some(format) = format {
            format.head(out)?;
        }
        let mut separator = "";
        in_order(
            documents,
            self.workers(),
            |it| self.check(it),
            |document, checked| {
                match checked {
                    Ok(checked) if checked.is_other => others.push(document),
                    Ok(checked) => {
                        totals.add(&checked.totals);
                        totals.unreadable += usize::from(checked.is_missing);
                        compared.extend(checked.compared);
                        if !checked.printed.is_empty() {
                            out.write_all(separator.as_bytes())?;
                            out.write_all(&checked.printed)?;
                            separator = format.map_or("", ReportFormat::separator);
                        }
                        if let Some(fixed) = checked.fixed {
                            let mut stdout = io::stdout().lock();
                            stdout.write_all(&fixed).and_then(|()| stdout.flush())?;
                        }
                        if let Some(reason) = checked.unchanged_because {
                            complain(&format!("{}: {reason}", Terminal(&document.name)));
                        }
                    }
                    Err(reason) => {
                        totals.unreadable += 1;
                        complain(&format!("{}: {reason}", Terminal(&document.name)));
                    }
                }
                anyhow::Ok(())
            },
        )?;
        match self.print {
            Print::Problems(format) => format.tail(totals, out)?,
            Print::Numbers => totals.write_statistics(out)?,
            Print::Diff { .. } => {}
        }
        out.flush()?;
        Ok(compared)
    }

    /// The number of threads. Those that wait for servers need no processor.
    fn workers(&self) -> usize {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        if self.remote.network.is_some() { processors.max(FETCHING) } else { processors }
    }

    /// Checks one document, and fixes it first if requested. Returns an error if the document cannot be read.
    fn check(&self, document: &Document) -> Result<Checked, String> {
        let name = document.name.as_str();
        let DocumentChecks { mut options, selection, max_size, .. } =
            self.configs.for_document(document);
        options.now = Some(self.now);
        options.ignore_suppressions = self.ignore_suppressions;
        if document.base_url.is_some() {
            options.base_url.clone_from(&document.base_url);
        }
        let most = options.problems_per_rule;
        if let Some(baseline) = &self.baseline {
            options.problems_per_rule = baseline.problems_per_rule();
        }
        let wanted = Wanted { document, selection: &selection, most };
        let mut charset = self.charset.clone();
        let contents = document.read(max_size, &self.remote)?;
        let mut replay = None;
        let bytes = match contents {
            Contents::Bytes(bytes) => bytes,
            Contents::TooLarge => {
                let report = Report::too_large(max_size);
                return self.print(&Source::from_text(name, ""), report, &selection);
            }
            Contents::Failed(error) => {
                let report = Report::from(vec![*error.diagnostic]);
                let checked = self.print(&Source::from_text(name, ""), report, &selection)?;
                return Ok(Checked { is_missing: true, ..checked });
            }
            Contents::Fetched(fetched, conversation) => {
                replay = conversation;
                let response = fetched.response;
                options.base_url = options.base_url.or(response.final_url().map(str::to_owned));
                let declared = response.head.headers.get("Content-Type");
                charset = charset.or_else(|| http_charset(declared?).ok().flatten());
                options.response = Some(response);
                fetched.body
            }
        };
        let charset = charset.as_deref();
        let is_skipped = |it: &Source| document.may_be_other() && is_not_a_feed(&it.text);
        let Some(fixing) = &self.fixing else {
            let source = Source::from_vec(name, bytes, charset);
            if is_skipped(&source) {
                return Ok(Checked::other());
            }
            let mut report = validate(&source, &options);
            let network = replay.as_ref().map(|it| it as &dyn Network);
            let pages = match network.or(self.remote.network.as_deref()) {
                Some(network) => {
                    let (url, is_saved) = (document.url(), replay.is_some());
                    self.requests.send(&source, &options, url, network, is_saved, &mut report)
                }
                None => Vec::new(),
            };
            return self.finish_all(&source, report, pages, &wanted);
        };
        if is_skipped(&Source::from_bytes(name, &bytes, charset)) {
            return Ok(Checked::other());
        }
        let fixed = fixing.apply(name, bytes, charset, &options, &selection);
        let mut checked = if let Print::Diff { terminal } = self.print {
            let mut printed = Vec::new();
            write_diff(&fixed.before, &fixed.after, terminal, &mut printed)
                .map_err(|it| it.to_string())?;
            Checked::new(printed, Totals::of(&[]))
        } else {
            self.finish(&fixed.after, validate(&fixed.after, &options), &wanted)?
        };
        checked.totals.fixed = fixed.count;
        match document.path() {
            _ if fixing.show => {}
            Some(path) => fixed.save(path)?,
            None => checked.fixed = Some(fixed.bytes),
        }
        checked.unchanged_because = fixed.unchanged_because;
        Ok(checked)
    }

    /// Prints the problems of a document and of the other pages of the feed.
    fn finish_all(
        &self,
        source: &Source,
        report: Report,
        pages: Vec<Page>,
        wanted: &Wanted<'_>,
    ) -> Result<Checked, String> {
        let mut checked = self.finish(source, report, wanted)?;
        for page in pages {
            let other = self.finish(&page.source, page.report, wanted)?;
            if let Print::Problems(format) = self.print
                && !checked.printed.is_empty()
                && !other.printed.is_empty()
            {
                checked.printed.extend_from_slice(format.separator().as_bytes());
            }
            checked.printed.extend_from_slice(&other.printed);
            checked.totals.add(&other.totals);
            checked.compared.extend(other.compared);
        }
        Ok(checked)
    }

    /// Compares the report of a document with the baseline, and prints the problems.
    fn finish(
        &self,
        source: &Source,
        mut report: Report,
        wanted: &Wanted<'_>,
    ) -> Result<Checked, String> {
        let Wanted { document, selection, most } = *wanted;
        let Some(baseline) = &self.baseline else { return self.print(source, report, selection) };
        selection.apply(&mut report.diagnostics);
        let compared = baseline.apply(document, source, selection, &mut report, most);
        let checked = self.print(source, report, selection)?;
        Ok(Checked { compared: vec![compared], ..checked })
    }

    /// Applies the rule selection to the report of a document, and prints the problems.
    fn print(
        &self,
        source: &Source,
        mut report: Report,
        selection: &Selection,
    ) -> Result<Checked, String> {
        report.allowed = selection.apply(&mut report.diagnostics);
        let mut totals = match self.print {
            Print::Problems(format) => format.totals(source, &report),
            Print::Numbers | Print::Diff { .. } => Totals::of(&report.diagnostics),
        };
        totals.suppressed = report.suppressed;
        totals.baselined = report.baselined;
        if self.quiet {
            report.diagnostics.retain(Diagnostic::is_error);
            totals.rules = Totals::of(&report.diagnostics).rules;
        }
        let mut printed = Vec::new();
        if let Print::Problems(format) = self.print {
            format.document(source, &report, &mut printed).map_err(|it| it.to_string())?;
        }
        Ok(Checked::new(printed, totals))
    }
}
