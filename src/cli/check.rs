//! `feedwright check`: validates documents and reports their problems.

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
use crate::cli::baseline::Known;
use crate::cli::checker::Checker;
use crate::cli::checker::Print;
use crate::cli::complain;
use crate::cli::configs::Configs;
use crate::cli::counted::counted;
use crate::cli::documents::Document;
use crate::cli::documents::Found;
use crate::cli::documents::Input;
use crate::cli::documents::Remote;
use crate::cli::documents::documents;
use crate::cli::fix::Fixing;
use crate::cli::is_closed_pipe;
use crate::cli::requests::Requests;
use feedwright::Fetcher;
use feedwright::Network;
use feedwright::ReportFormat;
use feedwright::Terminal;
use feedwright::Totals;
use feedwright::http_charset;

pub(super) fn run(check: &Check, global: &Global) -> Result<u8> {
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
    let configs = Configs::of(&check.selection, &check.limits, &found.documents, global)?;
    let Some(configs) = configs else { return Ok(super::USAGE) };
    let fetches =
        check.requests.any() || found.documents.iter().any(|it| matches!(it.input, Input::Url(_)));
    let settings = check.network.settings(configs.general().max_size);
    let network: Option<Box<dyn Network>> =
        if fetches { Some(Box::new(Fetcher::new(settings.clone())?)) } else { None };
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
        now: check.now.unwrap_or_else(Utc::now),
        configs,
        ignore_suppressions: check.ignore_suppressions,
        charset: check.content_type.as_deref().and_then(|it| http_charset(it).ok().flatten()),
        requests: Requests::of(&check.requests),
        remote: Remote { network, settings, as_url: check.as_url.clone() },
        baseline: Known::of(&check.baseline)?,
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
    let compared = match checker.report(&found.documents, &mut totals, &mut others, &mut out) {
        // If the reader of the pipe has exited, the exit code still covers the documents that were checked until
        // then.
        Err(error) if is_closed_pipe(&error) => return Ok(exit_code(check, &totals)),
        reported => reported?,
    };
    if let Some(baseline) = checker.baseline {
        baseline.finish(compared, global.quiet)?;
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
    let hidden = totals.hidden_in_words();
    let something = totals.problems() + totals.fixed > 0 || global.verbose || hidden.is_some();
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
        if let Some(hidden) = hidden.filter(|_| !check.format.has_totals()) {
            complain(&format!("not reported: {hidden}"));
        }
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
    /// Whether the report has the number of problems that are not reported.
    fn has_totals(self) -> bool {
        matches!(self, Self::Json | Self::Ndjson)
    }

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
