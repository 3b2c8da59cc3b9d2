//! `feedwright config`: prints how documents are checked, and where each value comes from.

use std::io;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;

use crate::cli::args::Global;
use crate::cli::args::Print;
use crate::cli::args::config::Config;
use crate::cli::configs;
use feedwright::CheckSettings;
use feedwright::CheckValue;
use feedwright::DocumentChecks;
use feedwright::Severity;
use feedwright::Terminal;
use feedwright::config_schema;
use feedwright::rules;

/// What is printed as JSON.
#[derive(Serialize)]
struct Shown<'a> {
    config: Option<&'a Path>,
    values: &'a [CheckValue],
    per_file: Vec<PerFile<'a>>,
    /// The rules that are off, or whose severity was changed.
    rules: Vec<ChangedRule>,
}

#[derive(Serialize)]
struct PerFile<'a> {
    glob: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct ChangedRule {
    rule: &'static str,
    severity: &'static str,
}

pub(super) fn run(config: &Config, global: &Global) -> Result<u8> {
    if config.schema {
        let mut out = io::stdout().lock();
        out.write_all(config_schema().as_bytes())?;
        out.flush()?;
        return Ok(0);
    }
    let path = config.path.as_path();
    let settings = configs::settings_of(path, &config.selection, &config.limits, global)?;
    let Some(settings) = settings else { return Ok(super::USAGE) };
    let document = (!path.is_dir()).then_some(path);
    let checks = settings.for_document(document);
    let values = settings.in_force(document);
    let mut out = io::stdout().lock();
    match config.format {
        Print::Text => print(&settings, &values, &checks, global, &mut out)?,
        Print::Json => {
            let shown = Shown {
                config: settings.config(),
                values: &values,
                per_file: settings.globs().map(|(glob, line)| PerFile { glob, line }).collect(),
                rules: changed(&checks),
            };
            writeln!(out, "{}", serde_json::to_string_pretty(&shown)?)?;
        }
    }
    out.flush()?;
    Ok(0)
}

fn print(
    settings: &CheckSettings,
    values: &[CheckValue],
    checks: &DocumentChecks,
    global: &Global,
    out: &mut dyn Write,
) -> io::Result<()> {
    match settings.config() {
        Some(path) => {
            let here = std::env::current_dir().and_then(|it| it.canonicalize()).ok();
            let below = here.and_then(|it| path.strip_prefix(it).ok()).unwrap_or(path);
            writeln!(out, "configuration: {}", Terminal(&below.to_string_lossy()))?;
        }
        None => writeln!(out, "configuration: none")?,
    }
    let mut rows: Vec<[String; 3]> = values
        .iter()
        .map(|it| [it.key.clone(), it.value.to_string(), it.origin.to_string()])
        .collect();
    for (glob, line) in settings.globs() {
        rows.push(["per-file".to_owned(), format!("{glob:?}"), format!("line {line}")]);
    }
    let width = |column: usize| rows.iter().map(|it| it[column].chars().count()).max().unwrap_or(0);
    let (keys, values) = (width(0), width(1).min(40));
    for [key, value, origin] in &rows {
        writeln!(
            out,
            "{key:keys$}  {:values$}  {}",
            Terminal(value).to_string(),
            Terminal(origin)
        )?;
    }
    let changed = changed(checks);
    let off = changed.iter().filter(|it| it.severity == "off").count();
    let all = checkable().count();
    writeln!(out, "rules: {} of {all}", all - off)?;
    if global.verbose {
        for it in changed {
            writeln!(out, "  {}: {}", it.rule, it.severity)?;
        }
    }
    Ok(())
}

/// The rules for documents.
fn checkable() -> impl Iterator<Item = &'static feedwright::Rule> {
    rules().filter(|it| it.group != "articles and configuration")
}

/// The rules that are off, or whose severity was changed.
fn changed(checks: &DocumentChecks) -> Vec<ChangedRule> {
    let severity = |rule| match checks.selection.severity(rule) {
        _ if !checks.selection.includes(rule) => Some("off"),
        chosen => chosen.map(Severity::name),
    };
    let changed = checkable().filter_map(|rule| Some((rule.name, severity(rule)?)));
    changed.map(|(rule, severity)| ChangedRule { rule, severity }).collect()
}
