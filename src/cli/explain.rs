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
use feedwright::groups;
use feedwright::rule;
use feedwright::rules;

pub(super) fn run(explain: &Explain, _global: &Global) -> Result<u8> {
    let mut out = io::stdout().lock();
    if let Some(name) = &explain.profile {
        profiles::explain(name, explain.format, &mut out)?;
        out.flush()?;
        return Ok(0);
    }
    let group = explain.rule.as_deref().and_then(|name| groups().find(|it| it.name == name));
    if let Some(group) = group {
        let of_group: Vec<&Rule> = rules().filter(|it| group.contains(it)).collect();
        match explain.format {
            Print::Text => {
                writeln!(out, "{}: {}", group.name, group.about)?;
                list(&of_group, &mut out)?;
            }
            Print::Json => writeln!(out, "{}", serde_json::to_string_pretty(&of_group)?)?,
        }
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
        None => {
            let all: Vec<&Rule> = rules().collect();
            match explain.format {
                Print::Text => list_all(&all, &mut out)?,
                Print::Json => writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?,
            }
        }
    }
    out.flush()?;
    Ok(0)
}

/// The message for an unknown rule.
pub(super) fn unknown(rule: &UnknownRule) -> String {
    let list = if rule.nearest.is_none() { "; `feedwright explain` lists them" } else { "" };
    format!("{rule}{list}")
}

/// Prints all rules, by their topic, and the groups for the selection of rules.
fn list_all(all: &[&Rule], out: &mut dyn Write) -> Result<()> {
    let mut separator = "";
    for topic in all.chunk_by(|a, b| a.group == b.group) {
        writeln!(out, "{separator}{}:", topic[0].group)?;
        separator = "\n";
        list(topic, out)?;
    }
    writeln!(out, "\ngroups, for example for --select:")?;
    let width = groups().map(|it| it.name.len()).max().unwrap_or(0);
    for group in groups() {
        writeln!(out, "  {:width$}  {}", group.name, group.about)?;
    }
    Ok(())
}

/// Prints rules, one per line.
fn list(rules: &[&Rule], out: &mut dyn Write) -> Result<()> {
    let width = feedwright::rules().map(|it| it.name.len()).max().unwrap_or(0);
    let mut rules = rules.to_vec();
    rules.sort_by_key(|it| it.name);
    for rule in rules {
        let severity = rule.severity.name();
        writeln!(out, "  {:width$}  {severity:7}  {}", rule.name, rule.summary())?;
    }
    Ok(())
}
