//! `feedwright explain`: the page of a rule, or the list of rules.

use std::io;
use std::io::Write;

use anyhow::Result;
use anyhow::bail;

use crate::cli::args::Explain;
use crate::cli::args::Global;
use feedwright::diagnostic::Rule;
use feedwright::text::nearest::nearest;

pub(super) fn run(explain: &Explain, _global: &Global) -> Result<u8> {
    let mut out = io::stdout().lock();
    if let Some(name) = &explain.rule {
        let Some(rule) = rules().find(|it| it.name == name) else {
            match nearest(name, rules().map(|it| it.name)) {
                Some(near) => bail!("there is no rule `{name}`; did you mean `{near}`?"),
                None => bail!("there is no rule `{name}`; `feedwright explain` lists them"),
            }
        };
        write!(out, "{}", rule.page)?;
    } else {
        let mut all: Vec<&Rule> = rules().collect();
        all.sort_by_key(|it| it.name);
        let width = all.iter().map(|it| it.name.len()).max().unwrap_or(0);
        for rule in all {
            writeln!(out, "{:width$}  {:7}  {}", rule.name, rule.severity.name(), rule.summary())?;
        }
    }
    out.flush()?;
    Ok(0)
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    feedwright::validate::rules::RULES.iter().chain(feedwright::publish::rules::RULES).copied()
}
