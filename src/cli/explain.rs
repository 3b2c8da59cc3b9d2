//! `feedwright explain`: prints the page of a rule, or the list of rules.

use std::io;
use std::io::Write;

use anyhow::Result;
use anyhow::anyhow;

use crate::cli::args::Explain;
use crate::cli::args::Global;
use crate::cli::args::Print;
use crate::cli::profiles;
use feedwright::Rule;
use feedwright::UnknownRule;
use feedwright::rule;
use feedwright::rules;

pub(super) fn run(explain: &Explain, _global: &Global) -> Result<u8> {
    let mut out = io::stdout().lock();
    if let Some(name) = &explain.profile {
        profiles::explain(name, explain.format, &mut out)?;
        out.flush()?;
        return Ok(0);
    }
    match &explain.rule {
        Some(name) => {
            let rule = rule(name).map_err(|it| anyhow!(unknown(&it)))?;
            match explain.format {
                Print::Text => write!(out, "{}", rule.page)?,
                Print::Json => writeln!(out, "{}", serde_json::to_string_pretty(rule)?)?,
            }
        }
        None => match explain.format {
            Print::Text => list(&mut out)?,
            Print::Json => {
                let all: Vec<&Rule> = rules().collect();
                writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
            }
        },
    }
    out.flush()?;
    Ok(0)
}

/// The message for an unknown rule.
pub(super) fn unknown(rule: &UnknownRule) -> String {
    let list = if rule.nearest.is_none() { "; `feedwright explain` lists them" } else { "" };
    format!("{rule}{list}")
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
