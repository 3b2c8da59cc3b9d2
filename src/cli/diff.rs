//! `feedwright diff`: shows which entries of a new version of a feed a reader would show as new.

use std::io;
use std::io::Write;

use anyhow::Result;
use serde_json::json;

use feedwright::Changed;
use feedwright::Comparison;
use feedwright::Named;
use feedwright::OldFeed;
use feedwright::Terminal;
use feedwright::compare;
use feedwright::visible_json;

use crate::cli::args::Diff;
use crate::cli::args::Global;
use crate::cli::args::Print;

/// A reader would show an old entry as new.
const SHOWN_AS_NEW: u8 = 1;

pub(super) fn run(arguments: &Diff, global: &Global) -> Result<u8> {
    let (old, new) = (OldFeed::read(&arguments.old)?, OldFeed::read(&arguments.new)?);
    let comparison = compare(&old, &new);
    match arguments.format {
        Print::Text => print_text(&comparison, global)?,
        Print::Json => print(&comparison)?,
    }
    Ok(if comparison.shown_as_new() > 0 { SHOWN_AS_NEW } else { 0 })
}

/// Prints the differences for people. With `-q`, prints only the entries that a reader would show as new.
fn print_text(comparison: &Comparison, global: &Global) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let (again, others): (Vec<&Changed>, Vec<&Changed>) =
        comparison.changed.iter().partition(|it| it.shown_as_new.is_some());
    for it in &again {
        let why = it.shown_as_new.unwrap_or_default();
        writeln!(out, "shown as new again: {} ({why})", Terminal(&it.entry))?;
        if it.same != "id" {
            writeln!(out, "  matched by its {}", it.same)?;
        }
        differences(it, &mut out)?;
    }
    if global.quiet {
        return out.flush();
    }
    for it in &others {
        writeln!(out, "changed: {}", Terminal(&it.entry))?;
        differences(it, &mut out)?;
    }
    for (what, entries) in [("new", &comparison.new), ("gone", &comparison.gone)] {
        for it in entries {
            writeln!(out, "{what}: {}{}", Terminal(&it.entry), link(it))?;
        }
    }
    writeln!(
        out,
        "{} shown as new again, {} changed, {} new, {} gone, {} unchanged",
        again.len(),
        others.len(),
        comparison.new.len(),
        comparison.gone.len(),
        comparison.unchanged,
    )?;
    out.flush()
}

fn differences(changed: &Changed, out: &mut impl Write) -> io::Result<()> {
    for it in &changed.differences {
        match (&it.old, &it.new) {
            (None, None) => writeln!(out, "  {} changed", it.what)?,
            (old, new) => {
                let shown = |it: &Option<String>| match it {
                    Some(text) => Terminal(text).to_string(),
                    None => "none".to_owned(),
                };
                writeln!(out, "  {}: {} -> {}", it.what, shown(old), shown(new))?;
            }
        }
    }
    Ok(())
}

fn link(it: &Named) -> String {
    let link = it.link.as_ref().filter(|link| **link != it.entry);
    link.map(|link| format!(" ({})", Terminal(link))).unwrap_or_default()
}

/// Prints the differences as JSON.
fn print(comparison: &Comparison) -> Result<()> {
    let object = json!({
        "version": 1,
        "shown_as_new": comparison.shown_as_new(),
        "changed": comparison.changed,
        "new": comparison.new,
        "gone": comparison.gone,
        "unchanged": comparison.unchanged,
    });
    let mut out = io::stdout().lock();
    writeln!(out, "{}", visible_json(&serde_json::to_string_pretty(&object)?))?;
    out.flush()?;
    Ok(())
}
