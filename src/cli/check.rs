//! `feedwright check`: validates documents and reports their problems.

use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::IsTerminal;
use std::io::Write;
use std::thread;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use chrono::Utc;

use crate::cli::args;
use crate::cli::args::Global;
use crate::cli::args::check::Check;
use crate::cli::args::check::Level;
use crate::cli::complain;
use crate::cli::counted::counted;
use crate::cli::documents::Contents;
use crate::cli::documents::Document;
use crate::cli::documents::Found;
use crate::cli::documents::Input;
use crate::cli::documents::Remote;
use crate::cli::documents::documents;
use crate::cli::fix::Fixing;
use crate::cli::in_order::in_order;
use crate::cli::is_closed_pipe;
use crate::cli::profiles::Profiles;
use crate::cli::requests::Requests;
use feedwright::Diagnostic;
use feedwright::Fetcher;
use feedwright::Network;
use feedwright::Options;
use feedwright::Page;
use feedwright::Report;
use feedwright::ReportFormat;
use feedwright::Selection;
use feedwright::Source;
use feedwright::Span;
use feedwright::Terminal;
use feedwright::Totals;
use feedwright::http_charset;
use feedwright::is_not_a_feed;
use feedwright::rule;
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
        }
    }
}

/// How every document is checked, and what is printed.
struct Checker {
    options: Options,
    profiles: Profiles,
    selection: Selection,
    max_size: u64,
    /// The encoding that HTTP declares, according to `--content-type`.
    charset: Option<String>,
    remote: Remote,
    requests: Requests,
    fixing: Option<Fixing>,
    print: Print,
    /// Whether only errors are printed.
    quiet: bool,
}

/// How many documents are fetched at the same time.
const FETCHING: usize = 16;

/// What is printed.
#[derive(Clone, Copy)]
enum Print {
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

pub(super) fn run(check: &Check, global: &Global) -> Result<u8> {
    let mut options = Options::default();
    options.now = Some(check.now.unwrap_or_else(Utc::now));
    check.limits.set(&mut options);
    let found = documents(check, global)?;
    let is_remote = |it: &&Document| matches!(it.input, Input::Url(_) | Input::Saved(_));
    if check.fixes.fix
        && !check.fixes.diff
        && let Some(it) = found.documents.iter().find(is_remote)
    {
        bail!(
            "--fix cannot change the document on a server: `{}`; --diff shows the changes",
            it.name
        );
    }
    let fetches =
        check.requests.any() || found.documents.iter().any(|it| matches!(it.input, Input::Url(_)));
    let settings = check.network.settings(check.limits.size);
    let network: Option<Box<dyn Network>> =
        if fetches { Some(Box::new(Fetcher::new(settings.clone())?)) } else { None };
    let Some(profiles) = Profiles::of(&check.selection.profile, &found.documents, global)? else {
        return Ok(super::USAGE);
    };
    // If the fixed document goes to standard output, the report goes to standard error.
    let has_stdout = check.output.is_none();
    let displaced = has_stdout
        && check.fixes.fix
        && !check.fixes.diff
        && found.documents.iter().any(|it| matches!(it.input, Input::Stdin));
    let color = has_stdout
        && if displaced { global.color_on(&io::stderr()) } else { global.color_on(&io::stdout()) };
    let print = match (check.fixes.diff, check.statistics) {
        (true, _) => Print::Diff { terminal: has_stdout && io::stdout().is_terminal() },
        (_, true) => Print::Numbers,
        _ => Print::Problems(check.format.of_report(color)),
    };
    let fixing = Fixing { unsafe_too: check.fixes.unsafe_fixes, show: check.fixes.diff };
    let checker = Checker {
        options,
        profiles,
        selection: selection(check)?,
        max_size: check.limits.size,
        charset: check.content_type.as_deref().and_then(|it| http_charset(it).ok().flatten()),
        requests: Requests::of(&check.requests),
        remote: Remote { network, settings, as_url: check.as_url.clone() },
        fixing: (check.fixes.fix || check.fixes.diff).then_some(fixing),
        print,
        quiet: global.quiet,
    };
    let mut totals = Totals::default();
    totals.unreadable = found.unreadable;
    let mut out: Box<dyn Write + Send> = match &check.output {
        Some(path) => {
            let file =
                File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None if displaced => Box::new(BufWriter::new(io::stderr())),
        None => Box::new(BufWriter::new(io::stdout())),
    };
    let mut others = Vec::new();
    match checker.report(&found.documents, &mut totals, &mut others, &mut out) {
        // If the reader of the pipe has exited, the exit code still covers the documents that were checked until
        // then.
        Err(error) if is_closed_pipe(&error) => return Ok(exit_code(check, &totals)),
        reported => reported?,
    }
    if !global.quiet {
        report_skipped(&others, global);
        let is_fixable = found.documents.iter().any(|it| !is_remote(&it));
        sum_up(check, global, &totals, is_fixable);
    }
    let empty = without_feeds(&found, &others);
    for folder in &empty {
        complain(&format!("{}: no feed in this folder", Terminal(folder)));
    }
    Ok(if empty.is_empty() { exit_code(check, &totals) } else { super::USAGE })
}

/// Reports which files in folders are not feeds.
fn report_skipped(others: &[&Document], global: &Global) {
    if global.verbose {
        for it in others {
            complain(&format!("skipped {}: not a feed", Terminal(&it.name)));
        }
    }
    match others.len() {
        0 => {}
        1 => complain("skipped 1 file that is not a feed"),
        many => complain(&format!("skipped {many} files that are not feeds")),
    }
}

/// The folders that contain no feed.
fn without_feeds<'f>(found: &'f Found, others: &[&Document]) -> Vec<&'f str> {
    let is_in = |folder: usize, it: &Document| it.folder == Some(folder);
    let count = |folder, documents: &mut dyn Iterator<Item = &Document>| {
        documents.filter(|it| is_in(folder, it)).count()
    };
    let names = found.folders.iter().enumerate();
    names
        .filter(|(folder, _)| {
            let all = count(*folder, &mut found.documents.iter());
            all == count(*folder, &mut others.iter().copied())
        })
        .map(|it| it.1.as_str())
        .collect()
}

/// Prints a summary to standard error. `is_fixable` is whether --fix can change any of the documents.
fn sum_up(check: &Check, global: &Global, totals: &Totals, is_fixable: bool) {
    let something = totals.problems() + totals.fixed > 0 || global.verbose;
    if !something || (check.statistics && !check.fixes.fix) {
        return;
    }
    if check.fixes.diff {
        complain(&format!("would fix {}", counted(totals.fixed, "problem", "problems")));
    } else if check.fixes.fix {
        let left = totals.problems();
        let words = if left == 0 { String::new() } else { format!(": {}", totals.in_words()) };
        let fixed = counted(totals.fixed, "problem", "problems");
        complain(&format!("fixed {fixed}, {left} remaining{words}"));
    } else if check.format == args::check::ReportFormatName::Pretty {
        complain(&format!("found {}", totals.in_words()));
    } else {
        return;
    }
    // The remaining problems are those that --fix could not fix.
    let mut left = totals.clone();
    left.fixable = 0;
    let hint = match (check.fixes.fix, check.fixes.unsafe_fixes) {
        _ if check.fixes.diff || !is_fixable => None,
        (false, _) => totals.hint(),
        (true, false) => left.hint(),
        (true, true) => None,
    };
    if let Some(hint) = hint {
        complain(&hint);
    }
}

impl Checker {
    /// Checks the documents and writes the report.
    fn report<'d>(
        &self,
        documents: &'d [Document],
        totals: &mut Totals,
        others: &mut Vec<&'d Document>,
        out: &mut (dyn Write + Send),
    ) -> Result<()> {
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
        Ok(out.flush()?)
    }

    /// The number of threads. Those that wait for servers need no processor.
    fn workers(&self) -> usize {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        if self.remote.network.is_some() { processors.max(FETCHING) } else { processors }
    }

    /// Checks one document, and fixes it first if requested. Returns an error if the document cannot be read.
    fn check(&self, document: &Document) -> Result<Checked, String> {
        let name = document.name.as_str();
        let mut options = self.options.clone();
        options.base_url.clone_from(&document.base_url);
        options.profiles.extend_from_slice(self.profiles.for_document(document));
        let mut charset = self.charset.clone();
        let contents = document.read(self.max_size, &self.remote)?;
        let mut replay = None;
        let bytes = match contents {
            Contents::Bytes(bytes) => bytes,
            Contents::TooLarge => {
                return self.finish(&Source::from_text(name, ""), too_large(self.max_size));
            }
            Contents::Failed(error) => {
                let report = Report::from(vec![*error.diagnostic]);
                let checked = self.finish(&Source::from_text(name, ""), report)?;
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
                    self.requests.send(&source, &options, network, replay.is_some(), &mut report)
                }
                None => Vec::new(),
            };
            return self.finish_all(&source, report, pages);
        };
        if is_skipped(&Source::from_bytes(name, &bytes, charset)) {
            return Ok(Checked::other());
        }
        let fixed = fixing.apply(name, bytes, charset, &options, &self.selection);
        let mut checked = if let Print::Diff { terminal } = self.print {
            let mut printed = Vec::new();
            write_diff(&fixed.before, &fixed.after, terminal, &mut printed)
                .map_err(|it| it.to_string())?;
            Checked::new(printed, Totals::of(&[]))
        } else {
            self.finish(&fixed.after, validate(&fixed.after, &options))?
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
    ) -> Result<Checked, String> {
        let mut checked = self.finish(source, report)?;
        for page in pages {
            let other = self.finish(&page.source, page.report)?;
            if let Print::Problems(format) = self.print
                && !checked.printed.is_empty()
                && !other.printed.is_empty()
            {
                checked.printed.extend_from_slice(format.separator().as_bytes());
            }
            checked.printed.extend_from_slice(&other.printed);
            checked.totals.add(&other.totals);
        }
        Ok(checked)
    }

    /// Applies the rule selection to the report of a document, and prints the problems.
    fn finish(&self, source: &Source, mut report: Report) -> Result<Checked, String> {
        report.allowed = self.selection.apply(&mut report.diagnostics);
        let mut totals = match self.print {
            Print::Problems(format) => format.totals(source, &report),
            Print::Numbers | Print::Diff { .. } => Totals::of(&report.diagnostics),
        };
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

/// The report for a document that is too large to read.
fn too_large(most: u64) -> Report {
    let message = format!("the document is larger than {most} bytes and was not checked");
    let mut diagnostic = Diagnostic::new(
        rule("document-too-large").expect("it is a rule"),
        Span::default(),
        message,
    );
    diagnostic.note("feed readers give up on much smaller feeds");
    diagnostic.help("remove old entries; to check the document anyway, use `--max-size BYTES`");
    let mut report = Report::default();
    report.diagnostics.push(diagnostic);
    report
}

/// The rules that are checked.
fn selection(check: &Check) -> Result<Selection> {
    let rules = &check.selection;
    match Selection::new(&rules.select, &rules.extend_select, &rules.ignore) {
        Ok(selection) => Ok(selection),
        Err(unknown) => bail!(super::explain::unknown(&unknown)),
    }
}

fn exit_code(check: &Check, totals: &Totals) -> u8 {
    if totals.unreadable > 0 {
        return super::USAGE;
    }
    if check.fixes.diff {
        return u8::from(totals.fixed > 0 && !check.exit_zero);
    }
    let counted = match check.fail_level {
        Level::Error => totals.errors,
        Level::Warning => totals.errors + totals.warnings,
        Level::Info => totals.errors + totals.warnings + totals.infos,
    };
    let too_many = check.max_warnings.is_some_and(|most| totals.warnings > most);
    u8::from(!check.exit_zero && (counted > 0 || too_many))
}

impl args::check::ReportFormatName {
    fn of_report(self, color: bool) -> ReportFormat {
        match self {
            args::check::ReportFormatName::Pretty => ReportFormat::Pretty { color },
            args::check::ReportFormatName::Concise => ReportFormat::Concise,
            args::check::ReportFormatName::Json => ReportFormat::Json,
            args::check::ReportFormatName::Ndjson => ReportFormat::Ndjson,
            args::check::ReportFormatName::Sarif => ReportFormat::Sarif,
            args::check::ReportFormatName::Github => ReportFormat::Github,
            args::check::ReportFormatName::Gitlab => ReportFormat::Gitlab,
            args::check::ReportFormatName::Junit => ReportFormat::Junit,
            args::check::ReportFormatName::Html => ReportFormat::Html,
            args::check::ReportFormatName::Markdown => ReportFormat::Markdown,
        }
    }
}
