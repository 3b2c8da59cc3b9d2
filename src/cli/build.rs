//! `feedwright build`: publishes articles as feeds. It prints nothing if there are no problems.

use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use anyhow::bail;
use chrono::Utc;

use feedwright::CONFIG_FILE;
use feedwright::Change;
use feedwright::Failure;
use feedwright::FeedFormat;
use feedwright::IfLocked;
use feedwright::LockError;
use feedwright::Outcome;
use feedwright::Overrides;
use feedwright::Refusal;
use feedwright::Report;
use feedwright::ReportFormat;
use feedwright::STATE_FOLDER;
use feedwright::Settings;
use feedwright::Terminal;
use feedwright::publish;
use feedwright::write_outcome;

use crate::cli::args::Build;
use crate::cli::args::FeedFormatName;
use crate::cli::args::Global;
use crate::cli::args::Print;
use crate::cli::args::WhenLocked;
use crate::cli::chain;
use crate::cli::complain;
use crate::cli::counted::counted;
use crate::cli::memory;
use crate::cli::memory::Memory;
use crate::cli::site;

/// The feeds were written, but articles were left out.
const LEFT_OUT: u8 = 1;
/// The disk or the system failed.
const SYSTEM: u8 = 3;
/// A feed would be invalid or empty.
const REFUSED: u8 = 4;
/// Another build is running: `EX_TEMPFAIL` of `sysexits.h`.
const LOCKED: u8 = 75;

pub(super) fn run(build: &Build, global: &Global) -> Result<u8> {
    let Some((settings, note)) = settings(build, global)? else { return Ok(super::USAGE) };
    match publish(&settings, build.now.unwrap_or_else(Utc::now)) {
        Ok(outcome) => {
            // The feeds have been written. This is still true if standard error cannot be written to.
            let _ = remarks(&outcome, global);
            if let Some(note) = note.filter(|_| !global.quiet) {
                complain(&note);
            }
            if global.verbose {
                let _ = print_details(&outcome, &settings);
            }
            if build.format == Print::Json
                && let Err(error) = print(&outcome, None, build)
            {
                return unprinted(error);
            }
            Ok(if outcome.left_out().next().is_some() { LEFT_OUT } else { 0 })
        }
        Err(failure) => failed(&failure, build, global),
    }
}

/// Returns the settings, and a note that is printed once. Returns `None` if the configuration has problems, which are
/// printed.
fn settings(build: &Build, global: &Global) -> Result<Option<(Settings, Option<String>)>> {
    let folder = build.dir.clone().unwrap_or_default();
    if build.dir.is_some() && !folder.is_dir() {
        bail!("{} is not a folder", folder.display());
    }
    let limit = build.limit.and_then(|it| usize::try_from(it).ok());
    let formats: Vec<FeedFormat> = build.formats.iter().map(|it| format_of(*it)).collect();
    let found = folder.join(CONFIG_FILE);
    let config = global.config.clone().or_else(|| found.is_file().then_some(found));
    let mut note = None;
    let settings = if let Some(path) = config {
        let mut overrides = Overrides::default();
        overrides.articles.clone_from(&build.articles);
        overrides.out.clone_from(&build.out);
        overrides.state.clone_from(&build.state);
        overrides.base_url.clone_from(&build.base_url);
        overrides.title.clone_from(&build.title);
        overrides.formats = formats;
        overrides.limit = limit;
        site::settings(&path, &overrides, global)?
    } else {
        let mut settings;
        (settings, note) = unconfigured(build, &folder)?;
        for feed in &mut settings.plan.feeds {
            feed.files.retain(|it| formats.is_empty() || formats.contains(&it.0));
            feed.limit = limit.map_or(feed.limit, |it| Some(it).filter(|it| *it > 0));
        }
        if let Some(title) = &build.title {
            settings.plan.site.title.clone_from(title);
        }
        Some(settings)
    };
    let if_locked = match build.if_locked {
        WhenLocked::Wait => IfLocked::Wait,
        WhenLocked::Skip => IfLocked::Skip,
        WhenLocked::Fail => IfLocked::Fail,
    };
    Ok(settings.map(|mut settings| {
        settings.if_locked = if_locked;
        settings.dry_run = build.dry_run;
        settings.force = build.force;
        settings.allow_empty = build.allow_empty;
        settings.prune = build.prune;
        (settings, note)
    }))
}

/// Returns the settings of a build without a configuration, which come only from the arguments. The state is stored
/// with the articles or the feeds and does not depend on the current folder.
fn unconfigured(build: &Build, folder: &Path) -> Result<(Settings, Option<String>)> {
    if let (Some(articles), Some(out), Some(url)) = (&build.articles, &build.out, &build.base_url) {
        let memory = match &build.state {
            Some(state) => Memory { folder: state.clone(), note: None },
            None if build.dir.is_some() => Memory { folder: folder.join(STATE_FOLDER), note: None },
            None => memory::unconfigured(articles, out, build.dry_run),
        };
        return Ok((Settings::new(articles, out, &memory.folder, url), memory.note));
    }
    let place = if build.dir.is_some() {
        folder.display().to_string()
    } else {
        "the current folder".into()
    };
    bail!(
        "there is no {CONFIG_FILE} in {place}; `feedwright init` creates one, or use --articles, --out and --base-url"
    );
}

fn format_of(format: FeedFormatName) -> FeedFormat {
    match format {
        FeedFormatName::Rss => FeedFormat::Rss,
        FeedFormatName::Atom => FeedFormat::Atom,
        FeedFormatName::Json => FeedFormat::Json,
    }
}

fn failed(failure: &Failure, build: &Build, global: &Global) -> Result<u8> {
    if let Failure::Refused { why, outcome } = failure {
        let _ = remarks(outcome, global);
        if let Refusal::Invalid(documents) = why {
            let mut out = io::stderr().lock();
            for (source, report) in documents {
                let color = global.color_on(&io::stderr());
                let _ = ReportFormat::Pretty { color }.document(source, report, &mut out);
            }
        }
        if build.format == Print::Json
            && let Err(error) = print(outcome, Some(why), build)
        {
            return unprinted(error);
        }
    }
    let code = match failure {
        Failure::Articles { cause, .. }
            if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
        {
            super::USAGE
        }
        Failure::Lock(LockError::Held { .. }) if build.if_locked == WhenLocked::Skip => {
            if global.verbose {
                complain(&chain(failure));
            }
            return Ok(0);
        }
        Failure::Lock(LockError::Held { .. }) => LOCKED,
        Failure::Refused { why: Refusal::NoArticles(_), .. } => LEFT_OUT,
        Failure::Refused { .. } | Failure::Build(_) => REFUSED,
        _ => SYSTEM,
    };
    // The message may have several lines, but a value from outside must not add lines.
    let words = chain(failure);
    let lines: Vec<String> = words.lines().map(|it| Terminal(it).to_string()).collect();
    complain(&lines.join("\n"));
    Ok(code)
}

/// Handles a result that cannot be printed. This is a system error, unless the reader of the pipe has exited.
fn unprinted(error: anyhow::Error) -> Result<u8> {
    if super::is_closed_pipe(&error) {
        return Err(error);
    }
    complain(&format!("cannot print the result: {error:#}"));
    Ok(SYSTEM)
}

/// The number of warnings about single articles that are printed without `-v`.
const MAX_WARNINGS: usize = 20;

/// Prints the problems of articles. Errors are always printed, and warnings only if they differ from those of the
/// last build.
fn remarks(outcome: &Outcome, global: &Global) -> io::Result<()> {
    let stderr = io::stderr();
    let color = global.color_on(&stderr);
    let warns = global.verbose || stderr.is_terminal() || !outcome.told;
    let warns = warns && !global.quiet;
    let most = if global.verbose { usize::MAX } else { MAX_WARNINGS };
    let (mut printed, mut more) = (0, 0);
    let mut out = stderr.lock();
    for loaded in &outcome.remarked {
        let sidecar = loaded.sidecar.iter().map(|it| (&it.source, &it.diagnostics));
        for (source, diagnostics) in
            std::iter::once((&loaded.source, &loaded.reading.diagnostics)).chain(sidecar)
        {
            let mut shown = diagnostics.clone();
            shown.retain(|it| {
                if it.is_error() {
                    return true;
                }
                let room = warns && printed < most;
                printed += usize::from(room);
                more += usize::from(warns && !room);
                room
            });
            ReportFormat::Pretty { color }.document(source, &Report::from(shown), &mut out)?;
        }
    }
    if warns {
        if more > 0 {
            writeln!(out, "warning: {more} more warnings about articles (-v shows them)")?;
        }
        for line in outcome.site_warnings() {
            writeln!(out, "warning: {}", Terminal(&line))?;
        }
    }
    out.flush()
}

/// Prints the details of a build for people.
fn print_details(outcome: &Outcome, settings: &Settings) -> io::Result<()> {
    site::print_dialect(settings)?;
    let mut out = io::stderr().lock();
    let articles = settings.articles.to_string_lossy();
    writeln!(
        out,
        "read {} in {}",
        counted(outcome.articles, "article", "articles"),
        Terminal(&articles)
    )?;
    for (path, entries) in &outcome.recovered {
        let path = path.to_string_lossy();
        let entries = counted(*entries, "article", "articles");
        writeln!(
            out,
            "there is no saved state; ids and dates of {entries} come from {}",
            Terminal(&path)
        )?;
    }
    for (path, until) in &outcome.held {
        writeln!(out, "scheduled for {}: {}", until.to_rfc3339(), Terminal(path))?;
    }
    let left_out: Vec<String> =
        outcome.left_out().map(|it| it.reading.article.path.clone()).collect();
    for (what, paths) in [
        ("left out because of errors", &left_out),
        ("left out because it has no date", &outcome.undated_left_out),
        ("no date, so the time when it was first seen is used", &outcome.undated),
        ("draft", &outcome.drafts),
        ("expired", &outcome.expired),
        ("unlisted", &outcome.unlisted),
    ] {
        for path in paths {
            writeln!(out, "{what}: {}", Terminal(path))?;
        }
    }
    for it in &outcome.removed {
        writeln!(out, "removed: {}:{}: {}", Terminal(&it.path), it.line, Terminal(&it.tag))?;
    }
    for it in &outcome.passed_over {
        writeln!(out, "skipped: {} ({})", Terminal(&it.path), it.why)?;
    }
    for feed in &outcome.feeds {
        let path = feed.path.to_string_lossy();
        let word = match (feed.change, settings.dry_run) {
            (Change::Unchanged, _) => "unchanged",
            (Change::Created, false) => "created",
            (Change::Replaced, false) => "replaced",
            (Change::Created, true) => "would be created",
            (Change::Replaced, true) => "would be replaced",
        };
        let entries = counted(feed.entries, "entry", "entries");
        writeln!(out, "{}: {word}, {entries}", Terminal(&path))?;
    }
    for path in &outcome.deleted {
        writeln!(out, "{}: deleted", Terminal(&path.to_string_lossy()))?;
    }
    out.flush()
}

/// Prints the result of a build as JSON.
fn print(outcome: &Outcome, refusal: Option<&Refusal>, build: &Build) -> Result<()> {
    let mut out = io::stdout().lock();
    write_outcome(outcome, refusal, build.dry_run, &mut out)?;
    Ok(out.flush()?)
}
