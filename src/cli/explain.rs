//! `feedwright explain`: prints the page of a rule, or the list of rules.

use std::io;
use std::io::Write;

use anyhow::Result;
use anyhow::anyhow;

use crate::cli::args::Explain;
use crate::cli::args::Global;
use crate::cli::args::Print;
use crate::cli::profiles;
use feedwright::Group;
use feedwright::Rule;
use feedwright::UnknownRule;
use feedwright::groups;
use feedwright::rule;
use feedwright::rules;

pub(super) fn run(explain: &Explain, _global: &Global) -> Result<u8> {
    let mut out = io::stdout().lock();
    let format = explain.format;
    match (&explain.profile, &explain.rule) {
        (Some(name), _) => profiles::explain(name, format, &mut out)?,
        (None, Some(name)) => match groups().find(|it| it.name == name) {
            Some(group) => explain_group(group, format, &mut out)?,
            None => explain_rule(name, format, &mut out)?,
        },
        (None, None) => explain_all(format, &mut out)?,
    }
    out.flush()?;
    Ok(0)
}

fn explain_rule(name: &str, format: Print, out: &mut dyn Write) -> Result<()> {
    let rule = rule(name).map_err(|it| anyhow!(unknown(&it)))?;
    match format {
        Print::Text => write!(out, "{}", rule.page)?,
        Print::Json => writeln!(out, "{}", serde_json::to_string_pretty(rule)?)?,
    }
    Ok(())
}

fn explain_group(group: &Group, format: Print, out: &mut dyn Write) -> Result<()> {
    let rules: Vec<&Rule> = rules().filter(|it| group.contains(it)).collect();
    match format {
        Print::Text => {
            writeln!(out, "{}: {}", group.name, group.about)?;
            list(&rules, out)
        }
        Print::Json => Ok(writeln!(out, "{}", serde_json::to_string_pretty(&rules)?)?),
    }
}

fn explain_all(format: Print, out: &mut dyn Write) -> Result<()> {
    let all: Vec<&Rule> = rules().collect();
    match format {
        Print::Text => list_all(&all, out),
        Print::Json => Ok(writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?),
    }
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
