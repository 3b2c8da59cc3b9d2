//! `feedwright build`: publishes articles as feeds. It prints nothing if there are no problems.

use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Result;
use anyhow::bail;
use chrono::Utc;

use feedwright::Announcements;
use feedwright::Build;
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
use feedwright::Said;
use feedwright::Settings;
use feedwright::Terminal;
use feedwright::publish_changes;
use feedwright::write_outcome;

use crate::cli::SYSTEM;
use crate::cli::announce::announce;
use crate::cli::args::Build as Options;
use crate::cli::args::Color;
use crate::cli::args::FeedFormatName;
use crate::cli::args::Global;
use crate::cli::args::Print;
use crate::cli::args::WhenLocked;
use crate::cli::chain;
use crate::cli::complain;
use crate::cli::counted::counted;
use crate::cli::help::explained;
use crate::cli::memory;
use crate::cli::memory::Memory;
use crate::cli::progress;
use crate::cli::site;

/// The feeds were written, but articles were left out.
const LEFT_OUT: u8 = 1;
/// A feed would be invalid or empty.
const REFUSED: u8 = 4;
/// Another build is running: `EX_TEMPFAIL` of `sysexits.h`.
const LOCKED: u8 = 75;

pub(super) fn run(build: &Options, global: &Global) -> Result<u8> {
    let Some(Prepared { settings, note, config }) = prepared(build, global)? else {
        return Ok(super::USAGE);
    };
    let command = command(build, global, config.as_ref());
    // A build at a terminal prints all warnings each time, so it is never skipped.
    let anyway =
        build.force || global.verbose || build.format == Print::Json || io::stderr().is_terminal();
    let now = build.now.unwrap_or_else(Utc::now);
    let work = || publish_changes(&settings, &command, anyway, now);
    match progress::shown(&settings.progress, global, work) {
        Ok(Build::Unchanged(said)) => {
            let _ = io::stderr().lock().write_all(said.text.as_bytes());
            announce(&mut Announcements::read(&settings), build, global);
            Ok(said.exit_code)
        }
        Ok(Build::Finished { outcome, record }) => {
            let exit_code = if outcome.left_out().next().is_some() { LEFT_OUT } else { 0 };
            let mut announcements = Announcements::read(&settings);
            if !build.dry_run {
                // What is to be announced is remembered before the build counts as done.
                announcements.update(&outcome);
            }
            if let Some(text) = repeated(&outcome, global) {
                record.keep(Said { exit_code, text });
            }
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
            announce(&mut announcements, build, global);
            Ok(exit_code)
        }
        Err(failure) => failed(&failure, build, global),
    }
}

/// What a build needs.
struct Prepared {
    settings: Settings,
    /// A note that is printed once.
    note: Option<String>,
    /// The path and the text of the configuration.
    config: Option<(PathBuf, String)>,
}

/// Everything besides files on which the result of a build and its messages depend.
fn command(options: &Options, global: &Global, config: Option<&(PathBuf, String)>) -> String {
    // A new option must be considered here.
    let Options {
        dir,
        articles,
        out,
        state,
        base_url,
        title,
        formats,
        limit,
        allow_empty,
        prune,
        check_all,
        // The time is compared separately, and the others do not change what an ordinary build does.
        now: _,
        dry_run: _,
        force: _,
        if_locked: _,
        format: _,
        // Hubs are told after an unchanged build, too.
        no_ping: _,
        allow_host: _,
    } = options;
    let site = (dir, articles, out, state, base_url, title);
    let flags = (allow_empty, prune, check_all, global.color == Color::Always);
    format!("{:?}", (site, formats, limit, flags, config))
}

/// What the next build prints again if nothing changes. `None` if it is too much to be remembered.
fn repeated(outcome: &Outcome, global: &Global) -> Option<String> {
    let mut text = Vec::new();
    problems(outcome, global.color == Color::Always, 0, &mut text).ok()?;
    String::from_utf8(text).ok()
}

/// Reads the settings. Returns `None` if the configuration has problems, which are printed.
fn prepared(build: &Options, global: &Global) -> Result<Option<Prepared>> {
    let folder = build.dir.clone().unwrap_or_default();
    if build.dir.is_some() && !folder.is_dir() {
        bail!("{} is not a folder", folder.display());
    }
    let limit = build.limit.and_then(|it| usize::try_from(it).ok());
    let formats: Vec<FeedFormat> = build.formats.iter().map(|it| format_of(*it)).collect();
    let found = folder.join(CONFIG_FILE);
    let config = global.config.clone().or_else(|| found.is_file().then_some(found));
    let mut note = None;
    let mut read = None;
    let settings = if let Some(path) = config {
        let mut overrides = Overrides::default();
        overrides.articles.clone_from(&build.articles);
        overrides.out.clone_from(&build.out);
        overrides.state.clone_from(&build.state);
        overrides.base_url.clone_from(&build.base_url);
        overrides.title.clone_from(&build.title);
        overrides.formats = formats;
        overrides.limit = limit;
        let found = site::settings_and_text(&path, &overrides, global)?;
        found.map(|(settings, text)| {
            read = Some((path, text));
            settings
        })
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
        settings.check_all = build.check_all;
        Prepared { settings, note, config: read }
    }))
}

/// Returns the settings of a build without a configuration, which come only from the arguments. The state is stored
/// with the articles or the feeds and does not depend on the current folder.
fn unconfigured(build: &Options, folder: &Path) -> Result<(Settings, Option<String>)> {
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

fn failed(failure: &Failure, build: &Options, global: &Global) -> Result<u8> {
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
    let words = explained(failure);
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
    let mut out = stderr.lock();
    let more = problems(outcome, color, if warns { most } else { 0 }, &mut out)?;
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

/// Prints the errors of articles and at most `most` warnings. Returns the number of other warnings.
fn problems(outcome: &Outcome, color: bool, most: usize, out: &mut dyn Write) -> io::Result<usize> {
    let (mut printed, mut more) = (0, 0);
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
                let room = printed < most;
                printed += usize::from(room);
                more += usize::from(!room);
                room
            });
            ReportFormat::Pretty { color }.document(source, &Report::from(shown), out)?;
        }
    }
    Ok(more)
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
        let word = changed(feed.change, settings);
        let entries = counted(feed.entries, "entry", "entries");
        let omitted = match feed.omitted {
            0 => String::new(),
            number => format!(" ({number} older left out because of `max_bytes`)"),
        };
        writeln!(out, "{}: {word}, {entries}{omitted}", Terminal(&path))?;
    }
    for (path, change) in &outcome.files {
        let word = changed(*change, settings);
        writeln!(out, "{}: {word}", Terminal(&path.to_string_lossy()))?;
    }
    for path in &outcome.deleted {
        writeln!(out, "{}: deleted", Terminal(&path.to_string_lossy()))?;
    }
    out.flush()
}

/// What happened to a file.
fn changed(change: Change, settings: &Settings) -> &'static str {
    match (change, settings.dry_run) {
        (Change::Unchanged, _) => "unchanged",
        (Change::Created, false) => "created",
        (Change::Replaced, false) => "replaced",
        (Change::Created, true) => "would be created",
        (Change::Replaced, true) => "would be replaced",
    }
}

/// Prints the result of a build as JSON.
fn print(outcome: &Outcome, refusal: Option<&Refusal>, build: &Options) -> Result<()> {
    let mut out = io::stdout().lock();
    write_outcome(outcome, refusal, build.dry_run, &mut out)?;
    Ok(out.flush()?)
}
