//! `feedwright check`: documents in, findings out.

use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Write;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use chrono::Utc;

use crate::cli::args;
use crate::cli::args::Check;
use crate::cli::args::Global;
use crate::cli::args::Level;
use crate::cli::complain;
use crate::cli::documents::Contents;
use crate::cli::documents::Document;
use crate::cli::documents::documents;
use crate::cli::in_order::in_order;
use crate::cli::is_closed_pipe;
use feedwright::diagnostic::Diagnostic;
use feedwright::report::Format;
use feedwright::report::Judged;
use feedwright::report::escape::Terminal;
use feedwright::report::totals::Totals;
use feedwright::text::source::Source;
use feedwright::text::span::Span;
use feedwright::validate::Options;
use feedwright::validate::Report;
use feedwright::validate::rules::DOCUMENT_TOO_LARGE;
use feedwright::validate::select::Selection;
use feedwright::validate::validate;

/// What is left of a document once it is judged: its findings, printed, and their numbers.
struct Verdict {
    printed: Vec<u8>,
    totals: Totals,
}

/// What every document is judged by, and how the findings are printed.
struct Judge {
    options: Options,
    selection: Selection,
    max_size: u64,
    /// `None` when the numbers alone are wanted.
    format: Option<Format>,
}

pub(super) fn run(check: &Check, global: &Global) -> Result<u8> {
    let mut options = Options::default();
    options.now = Some(check.now.unwrap_or_else(Utc::now));
    check.limits.set(&mut options);
    let color = check.output.is_none() && global.color_on(&io::stdout());
    let judge = Judge {
        options,
        selection: selection(check)?,
        max_size: check.limits.size,
        format: (!check.statistics).then(|| check.format.of_report(color)),
    };
    let mut totals = Totals::default();
    let found = documents(check, global)?;
    totals.unreadable = found.unreadable;
    let mut out: Box<dyn Write + Send> = match &check.output {
        Some(path) => {
            let file =
                File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(io::stdout())),
    };
    match judge.report(&found.documents, &mut totals, &mut out) {
        // Whoever has seen enough still gets the exit code of what was judged until then.
        Err(error) if is_closed_pipe(&error) => return Ok(exit_code(check, &totals)),
        reported => reported?,
    }
    let found = totals.errors + totals.warnings + totals.infos;
    if check.format == args::Format::Pretty
        && !check.statistics
        && !global.quiet
        && (found > 0 || global.verbose)
    {
        complain(&totals.in_words());
    }
    Ok(exit_code(check, &totals))
}

impl Judge {
    /// Judges the documents and writes the report.
    fn report(
        &self,
        documents: &[Document],
        totals: &mut Totals,
        out: &mut (dyn Write + Send),
    ) -> Result<()> {
        if let Some(format) = self.format {
            format.head(out)?;
        }
        let mut separator = "";
        in_order(
            documents,
            |it| self.judge(it),
            |document, judged| {
                match judged {
                    Ok(verdict) => {
                        totals.add(&verdict.totals);
                        if !verdict.printed.is_empty() {
                            out.write_all(separator.as_bytes())?;
                            out.write_all(&verdict.printed)?;
                            separator = self.format.map_or("", Format::separator);
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
        match self.format {
            Some(format) => format.tail(totals, out)?,
            None => totals.write_statistics(out)?,
        }
        Ok(out.flush()?)
    }

    /// Judges one document, or says why it could not be read.
    fn judge(&self, document: &Document) -> Result<Verdict, String> {
        let name = document.name.clone();
        let (source, mut report) = match document.read(self.max_size)? {
            Contents::Bytes(bytes) => {
                let source = Source::from_vec(name, bytes, None);
                let mut options = self.options.clone();
                options.base_url.clone_from(&document.base_url);
                let report = validate(&source, &options);
                (source, report)
            }
            Contents::TooLarge => (Source::from_text(name, ""), too_large(self.max_size)),
        };
        report.allowed = self.selection.apply(&mut report.diagnostics);
        let mut printed = Vec::new();
        if let Some(format) = self.format {
            let judged = Judged { source: &source, report: &report };
            format.document(judged, &mut printed).map_err(|it| it.to_string())?;
        }
        Ok(Verdict { printed, totals: Totals::of(&report.diagnostics) })
    }
}

/// What is said of a document that is not read at all.
fn too_large(most: u64) -> Report {
    let message = format!("the document is larger than {most} bytes, and was not read");
    let mut diagnostic = Diagnostic::new(&DOCUMENT_TOO_LARGE, Span::default(), message);
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
        Err(unknown) => match unknown.nearest {
            Some(near) => bail!("there is no rule `{}`; did you mean `{near}`?", unknown.name),
            None => bail!("there is no rule `{}`; `feedwright explain` lists them", unknown.name),
        },
    }
}

fn exit_code(check: &Check, totals: &Totals) -> u8 {
    if totals.unreadable > 0 {
        return super::USAGE;
    }
    let counted = match check.fail_level {
        Level::Error => totals.errors,
        Level::Warning => totals.errors + totals.warnings,
        Level::Info => totals.errors + totals.warnings + totals.infos,
    };
    let too_many = check.max_warnings.is_some_and(|most| totals.warnings > most);
    u8::from(!check.exit_zero && (counted > 0 || too_many))
}

impl args::Format {
    fn of_report(self, color: bool) -> Format {
        match self {
            args::Format::Pretty => Format::Pretty { color },
            args::Format::Concise => Format::Concise,
            args::Format::Json => Format::Json,
            args::Format::Ndjson => Format::Ndjson,
            args::Format::Sarif => Format::Sarif,
            args::Format::Github => Format::Github,
            args::Format::Gitlab => Format::Gitlab,
            args::Format::Junit => Format::Junit,
        }
    }
}
