//! `feedwright adopt`: keeps the ids and dates of feeds that another program published.

use std::io;
use std::io::Write;

use anyhow::Result;
use anyhow::bail;
use chrono::Utc;
use serde_json::json;

use feedwright::Adopted;
use feedwright::Adoption;
use feedwright::CONFIG_FILE;
use feedwright::Change;
use feedwright::Failure;
use feedwright::OldFeed;
use feedwright::Overrides;
use feedwright::Settings;
use feedwright::Terminal;
use feedwright::adopt;
use feedwright::visible_json;

use crate::cli::SYSTEM;
use crate::cli::args::Adopt;
use crate::cli::args::Global;
use crate::cli::args::Print;
use crate::cli::complain;
use crate::cli::counted::counted;
use crate::cli::help::explained;
use crate::cli::site;

/// Some entries were not matched to an article.
const UNMATCHED: u8 = 1;

pub(super) fn run(arguments: &Adopt, global: &Global) -> Result<u8> {
    let folder = arguments.dir.clone().unwrap_or_default();
    let path = global.config.clone().unwrap_or_else(|| folder.join(CONFIG_FILE));
    if global.config.is_none() && !path.is_file() {
        let place = arguments.dir.as_ref().map(|it| it.display().to_string());
        let place = place.unwrap_or_else(|| "the current folder".to_owned());
        bail!("there is no {CONFIG_FILE} in {place}; `feedwright init` creates one, or use --dir");
    }
    let mut overrides = Overrides::default();
    overrides.state.clone_from(&arguments.state);
    let Some(mut settings) = site::settings(&path, &overrides, global)? else {
        return Ok(super::USAGE);
    };
    settings.dry_run = arguments.dry_run;
    let mut feeds = Vec::new();
    for feed in &arguments.feeds {
        feeds.push(OldFeed::read(feed)?);
    }
    match adopt(&settings, &feeds, Utc::now()) {
        Ok(adoption) => {
            match arguments.format {
                Print::Text => print_text(&adoption, &feeds, &settings, global)?,
                Print::Json => print(&adoption, arguments)?,
            }
            let is_whole = adoption.entries.iter().all(|it| it.article.is_some());
            Ok(if is_whole { 0 } else { UNMATCHED })
        }
        Err(failure) => {
            complain(&explained(&failure));
            Ok(match failure {
                Failure::Articles { .. } => super::USAGE,
                _ => SYSTEM,
            })
        }
    }
}

/// Prints one line per entry, and a summary.
fn print_text(
    adoption: &Adoption,
    feeds: &[OldFeed],
    settings: &Settings,
    global: &Global,
) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if global.quiet {
        return out.flush();
    }
    for it in &adoption.entries {
        writeln!(out, "{}", line(it, feeds.len() > 1))?;
    }
    let matched = adoption.entries.iter().filter(|it| it.article.is_some()).count();
    let entries = counted(adoption.entries.len(), "entry", "entries");
    let state = match adoption.change {
        Some(Change::Unchanged) | None => "the state is unchanged".to_owned(),
        Some(_) if settings.dry_run => "the state would be changed".to_owned(),
        Some(_) => {
            format!("saved to {}", Terminal(&settings.memory.to_string_lossy()))
        }
    };
    writeln!(out, "{matched} of {entries} matched; {state}")?;
    out.flush()
}

/// Describes how an entry was matched, or says that it was not.
fn line(it: &Adopted, several: bool) -> String {
    let feed = if several { format!("{}: ", Terminal(&it.feed)) } else { String::new() };
    let entry = Terminal(&it.entry).to_string();
    let Some((path, how)) = &it.article else {
        let link = it.link.as_ref().filter(|link| **link != it.entry);
        let link = link.map(|link| format!(" ({})", Terminal(link))).unwrap_or_default();
        return format!("{feed}not matched: {entry}{link}");
    };
    let kept = match (&it.instead, &it.id) {
        (Some((id, why)), _) => format!("keeps the id {}, because {why}", Terminal(id)),
        (None, Some(id)) => format!("keeps the id {}", Terminal(id)),
        (None, None) => "keeps the date; the entry has no id".to_owned(),
    };
    format!("{feed}matched by {}: {entry} = {}, {kept}", how, Terminal(path))
}

/// Prints the result as JSON.
fn print(adoption: &Adoption, arguments: &Adopt) -> Result<()> {
    let entries: Vec<serde_json::Value> = adoption
        .entries
        .iter()
        .map(|it| {
            json!({
                "feed": it.feed,
                "entry": it.entry,
                "link": it.link,
                "id": it.id,
                "article": it.article.as_ref().map(|it| &it.0),
                "matched_by": it.article.as_ref().map(|it| it.1.words()),
                "kept_id": it.article.as_ref().and(it.instead.as_ref().map(|it| &it.0).or(it.id.as_ref())),
            })
        })
        .collect();
    let changed = adoption.change.is_some_and(|it| it != Change::Unchanged);
    let object = json!({
        "version": 1,
        "dry_run": arguments.dry_run,
        "entries": entries,
        "state_changed": changed,
    });
    let mut out = io::stdout().lock();
    writeln!(out, "{}", visible_json(&serde_json::to_string_pretty(&object)?))?;
    out.flush()?;
    Ok(())
}
