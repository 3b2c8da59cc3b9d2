//! `feedwright check`: documents in, findings out.

use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::IsTerminal;
use std::io::Write;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use chrono::Utc;

use crate::cli::args;
use crate::cli::args::Global;
use crate::cli::args::check::Check;
use crate::cli::args::check::Level;
use crate::cli::complain;
use crate::cli::documents::Contents;
use crate::cli::documents::Document;
use crate::cli::documents::Found;
use crate::cli::documents::documents;
use crate::cli::fix::Fixing;
use crate::cli::in_order::in_order;
use crate::cli::is_closed_pipe;
use feedwright::Diagnostic;
use feedwright::Options;
use feedwright::OutputFormat;
use feedwright::Report;
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

/// What is left of a document once it is judged: its findings, printed, and their numbers.
struct Verdict {
    printed: Vec<u8>,
    totals: Totals,
    /// The mended document, where it goes to standard output.
    mended: Option<Vec<u8>>,
    /// Why it was not mended, if it should have been.
    refused: Option<String>,
    /// Whether it is not a feed; then nothing else is known.
    is_other: bool,
}

impl Verdict {
    /// The verdict on a file that is not a feed.
    fn other() -> Verdict {
        let totals = Totals::default();
        Verdict { printed: Vec::new(), totals, mended: None, refused: None, is_other: true }
    }
}

/// What every document is judged by, and what is printed of it.
struct Judge {
    options: Options,
    selection: Selection,
    max_size: u64,
    /// What HTTP says of the encoding.
    charset: Option<String>,
    fixing: Option<Fixing>,
    print: Print,
    /// Whether only errors are printed.
    quiet: bool,
}

/// What is printed.
#[derive(Clone, Copy)]
enum Print {
    /// The findings.
    Findings(OutputFormat),
    /// How many they are.
    Numbers,
    /// What fixes would change.
    Diff {
        /// Whether people see it at once.
        terminal: bool,
    },
}

pub(super) fn run(check: &Check, global: &Global) -> Result<u8> {
    let mut options = Options::default();
    options.now = Some(check.now.unwrap_or_else(Utc::now));
    check.limits.set(&mut options);
    let found = documents(check, global)?;
    // A mended document takes standard output for itself.
    let has_stdout = check.output.is_none();
    let displaced = has_stdout
        && check.mending.fix
        && !check.mending.diff
        && found.documents.iter().any(|it| it.path.is_none());
    let color = has_stdout
        && if displaced { global.color_on(&io::stderr()) } else { global.color_on(&io::stdout()) };
    let print = match (check.mending.diff, check.statistics) {
        (true, _) => Print::Diff { terminal: has_stdout && io::stdout().is_terminal() },
        (_, true) => Print::Numbers,
        _ => Print::Findings(check.format.of_report(color)),
    };
    let fixing = Fixing { unsafe_too: check.mending.unsafe_fixes, show: check.mending.diff };
    let judge = Judge {
        options,
        selection: selection(check)?,
        max_size: check.limits.size,
        charset: check.content_type.as_deref().and_then(|it| http_charset(it).ok().flatten()),
        fixing: (check.mending.fix || check.mending.diff).then_some(fixing),
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
    match judge.report(&found.documents, &mut totals, &mut others, &mut out) {
        // Whoever has seen enough still gets the exit code of what was judged until then.
        Err(error) if is_closed_pipe(&error) => return Ok(exit_code(check, &totals)),
        reported => reported?,
    }
    if !global.quiet {
        pass_over(&others, global);
        sum_up(check, global, &totals);
    }
    let empty = without_feeds(&found, &others);
    for folder in &empty {
        complain(&format!("{}: there is no feed in this folder", Terminal(folder)));
    }
    Ok(if empty.is_empty() { exit_code(check, &totals) } else { super::USAGE })
}

/// Says which files in folders are not feeds.
fn pass_over(others: &[&Document], global: &Global) {
    if global.verbose {
        for it in others {
            complain(&format!("{}: passed over: it is not a feed", Terminal(&it.name)));
        }
    }
    match others.len() {
        0 => {}
        1 => complain("1 file is not a feed and was passed over"),
        many => complain(&format!("{many} files are not feeds and were passed over")),
    }
}

/// The folders in which nothing is a feed.
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

/// Says on standard error what it all comes to, to people.
fn sum_up(check: &Check, global: &Global, totals: &Totals) {
    let something = totals.findings() + totals.fixed > 0 || global.verbose;
    if !something || (check.statistics && !check.mending.fix) {
        return;
    }
    if check.mending.diff {
        complain(&format!("{} would be fixed", totals.fixed));
    } else if check.mending.fix {
        let left = totals.findings();
        let words = if left == 0 { String::new() } else { format!(": {}", totals.in_words()) };
        complain(&format!("{} fixed, {left} remaining{words}", totals.fixed));
    } else if check.format == args::check::Format::Pretty {
        complain(&totals.in_words());
    } else {
        return;
    }
    // What --fix has left over, it could not mend.
    let mut left = totals.clone();
    left.fixable = 0;
    let hint = match (check.mending.fix, check.mending.unsafe_fixes) {
        _ if check.mending.diff => None,
        (false, _) => totals.hint(),
        (true, false) => left.hint(),
        (true, true) => None,
    };
    if let Some(hint) = hint {
        complain(&hint);
    }
}

impl Judge {
    /// Judges the documents and writes the report.
    fn report<'d>(
        &self,
        documents: &'d [Document],
        totals: &mut Totals,
        others: &mut Vec<&'d Document>,
        out: &mut (dyn Write + Send),
    ) -> Result<()> {
        let format = match self.print {
            Print::Findings(format) => Some(format),
            Print::Numbers | Print::Diff { .. } => None,
        };
        if let Some(format) = format {
            format.head(out)?;
        }
        let mut separator = "";
        in_order(
            documents,
            |it| self.judge(it),
            |document, judged| {
                match judged {
                    Ok(verdict) if verdict.is_other => others.push(document),
                    Ok(verdict) => {
                        totals.add(&verdict.totals);
                        if !verdict.printed.is_empty() {
                            out.write_all(separator.as_bytes())?;
                            out.write_all(&verdict.printed)?;
                            separator = format.map_or("", OutputFormat::separator);
                        }
                        if let Some(mended) = verdict.mended {
                            let mut stdout = io::stdout().lock();
                            stdout.write_all(&mended).and_then(|()| stdout.flush())?;
                        }
                        if let Some(reason) = verdict.refused {
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
            Print::Findings(format) => format.tail(totals, out)?,
            Print::Numbers => totals.write_statistics(out)?,
            Print::Diff { .. } => {}
        }
        Ok(out.flush()?)
    }

    /// Judges one document, or says why it could not be read. Where that is asked for, it is mended before.
    fn judge(&self, document: &Document) -> Result<Verdict, String> {
        let name = document.name.as_str();
        let bytes = match document.read(self.max_size)? {
            Contents::Bytes(bytes) => bytes,
            Contents::TooLarge => {
                return self.verdict(&Source::from_text(name, ""), too_large(self.max_size));
            }
        };
        let is_passed_over = |it: &Source| document.may_be_other() && is_not_a_feed(&it.text);
        let mut options = self.options.clone();
        options.base_url.clone_from(&document.base_url);
        let Some(fixing) = &self.fixing else {
            let source = Source::from_vec(name, bytes, self.charset.as_deref());
            if is_passed_over(&source) {
                return Ok(Verdict::other());
            }
            return self.verdict(&source, validate(&source, &options));
        };
        if is_passed_over(&Source::from_bytes(name, &bytes, self.charset.as_deref())) {
            return Ok(Verdict::other());
        }
        let mended = fixing.mend(name, bytes, self.charset.as_deref(), &options, &self.selection);
        let mut verdict = if let Print::Diff { terminal } = self.print {
            let mut printed = Vec::new();
            write_diff(&mended.before, &mended.after, terminal, &mut printed)
                .map_err(|it| it.to_string())?;
            let totals = Totals::of(&[]);
            Verdict { printed, totals, mended: None, refused: None, is_other: false }
        } else {
            self.verdict(&mended.after, validate(&mended.after, &options))?
        };
        verdict.totals.fixed = mended.count;
        match &document.path {
            _ if fixing.show => {}
            Some(path) => mended.save(path)?,
            None => verdict.mended = Some(mended.bytes),
        }
        verdict.refused = mended.refused;
        Ok(verdict)
    }

    /// What is left to say of a document that was judged.
    fn verdict(&self, source: &Source, mut report: Report) -> Result<Verdict, String> {
        report.allowed = self.selection.apply(&mut report.diagnostics);
        let mut totals = Totals::of(&report.diagnostics);
        if self.quiet {
            report.diagnostics.retain(Diagnostic::is_error);
            totals.rules = Totals::of(&report.diagnostics).rules;
        }
        let mut printed = Vec::new();
        if let Print::Findings(format) = self.print {
            format.document(source, &report, &mut printed).map_err(|it| it.to_string())?;
        }
        Ok(Verdict { printed, totals, mended: None, refused: None, is_other: false })
    }
}

/// What is said of a document that is not read at all.
fn too_large(most: u64) -> Report {
    let message = format!("the document is larger than {most} bytes, and was not read");
    let mut diagnostic = Diagnostic::new(
        rule("document-too-large").expect("it is a rule"),
        Span::default(),
        message,
    );
    diagnostic.note("readers give up on feeds far smaller than that");
    diagnostic.help("leave old entries out; `--max-size BYTES` judges it all the same");
    let mut report = Report::default();
    report.diagnostics.push(diagnostic);
    report
}

/// The rules that count.
fn selection(check: &Check) -> Result<Selection> {
    match Selection::new(&check.select, &check.extend_select, &check.ignore) {
        Ok(selection) => Ok(selection),
        Err(unknown) => bail!(super::explain::unknown(&unknown)),
    }
}

fn exit_code(check: &Check, totals: &Totals) -> u8 {
    if totals.unreadable > 0 {
        return super::USAGE;
    }
    if check.mending.diff {
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

impl args::check::Format {
    fn of_report(self, color: bool) -> OutputFormat {
        match self {
            args::check::Format::Pretty => OutputFormat::Pretty { color },
            args::check::Format::Concise => OutputFormat::Concise,
            args::check::Format::Json => OutputFormat::Json,
            args::check::Format::Ndjson => OutputFormat::Ndjson,
            args::check::Format::Sarif => OutputFormat::Sarif,
            args::check::Format::Github => OutputFormat::Github,
            args::check::Format::Gitlab => OutputFormat::Gitlab,
            args::check::Format::Junit => OutputFormat::Junit,
            args::check::Format::Html => OutputFormat::Html,
        }
    }
}
