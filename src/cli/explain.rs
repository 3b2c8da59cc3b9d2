//! `feedwright explain`: prints the page of a rule, or the list of rules.

use std::io;
use std::io::Write;

use anyhow::Result;
use anyhow::bail;
use serde::Serialize;

use crate::cli::args::Explain;
use crate::cli::args::Global;
use crate::cli::args::Print;
use feedwright::diagnostic::Rule;
use feedwright::text::nearest::nearest;

pub(super) fn run(explain: &Explain, _global: &Global) -> Result<u8> {
    let mut out = io::stdout().lock();
    match &explain.rule {
        Some(name) => {
            let rule = rule(name)?;
            match explain.format {
                Print::Text => write!(out, "{}", rule.page)?,
                Print::Json => writeln!(out, "{}", serde_json::to_string_pretty(&entry(rule))?)?,
            }
        }
        None => match explain.format {
            Print::Text => list(&mut out)?,
            Print::Json => {
                let all: Vec<Entry> = rules().map(entry).collect();
                writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
            }
        },
    }
    out.flush()?;
    Ok(0)
}

fn rule(name: &str) -> Result<&'static Rule> {
    if let Some(rule) = rules().find(|it| it.name == name) {
        return Ok(rule);
    }
    match nearest(name, rules().map(|it| it.name)) {
        Some(near) => bail!("there is no rule `{name}`; did you mean `{near}`?"),
        None => bail!("there is no rule `{name}`; `feedwright explain` lists them"),
    }
}

/// Prints the list of rules, one per line, in groups.
fn list(out: &mut dyn Write) -> Result<()> {
    let all: Vec<&Rule> = rules().collect();
    let width = all.iter().map(|it| it.name.len()).max().unwrap_or(0);
    let mut separator = "";
    for group in all.chunk_by(|a, b| a.group == b.group) {
        writeln!(out, "{separator}{}:", group[0].group)?;
        separator = "\n";
        let mut group = group.to_vec();
        group.sort_by_key(|it| it.name);
        for rule in group {
            let severity = rule.severity.name();
            writeln!(out, "  {:width$}  {severity:7}  {}", rule.name, rule.summary())?;
        }
    }
    Ok(())
}

/// A rule in the JSON output.
#[derive(Serialize)]
struct Entry {
    name: &'static str,
    group: &'static str,
    severity: &'static str,
    summary: &'static str,
    w3c: &'static [&'static str],
    page: &'static str,
}

fn entry(rule: &'static Rule) -> Entry {
    let &Rule { name, group, severity, w3c, page } = rule;
    Entry { name, group, severity: severity.name(), summary: rule.summary(), w3c, page }
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    feedwright::validate::rules::RULES.iter().chain(feedwright::publish::rules::RULES).copied()
}
