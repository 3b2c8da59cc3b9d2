//! `feedwright explain --profile`: prints what a profile requires.

use std::io;
use std::io::Write;

use anyhow::Result;

use crate::cli::args::Print;
use feedwright::LengthUnit;
use feedwright::OtherRules;
use feedwright::Profile;
use feedwright::profile;

/// Prints what a profile requires.
pub(super) fn explain(name: &str, format: Print, out: &mut dyn Write) -> Result<()> {
    let profile = profile(name)?;
    match format {
        Print::Text => print(profile, out)?,
        Print::Json => writeln!(out, "{}", serde_json::to_string_pretty(profile)?)?,
    }
    Ok(())
}

fn print(profile: &Profile, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}", profile.title, profile.about)?;
    if !profile.source.is_empty() {
        writeln!(out, "Source: {}", profile.source)?;
    }
    for (in_entries, title) in [(false, "the feed"), (true, "each entry")] {
        let required = profile.required.iter().filter(|it| it.in_entries == in_entries);
        let lines: Vec<String> =
            required.map(|it| format!("  {:7}  {}", it.severity, it.names.join(" or "))).collect();
        section(&format!("Elements of {title}"), &lines, out)?;
    }
    let mut lines: Vec<String> = Vec::new();
    for it in profile.limits {
        let place = if it.in_entries { "entry" } else { "feed" };
        let unit = match it.unit {
            LengthUnit::Bytes => "bytes",
            _ => "characters",
        };
        let names = it.names.join(", ");
        lines.push(format!("  {:7}  {} {unit}: {names} of the {place}", it.severity, it.most));
    }
    if let Some(most) = profile.max_size {
        lines.push(format!("  error    {most} bytes: the document"));
    }
    section("Maximum lengths", &lines, out)?;
    let lines: Vec<String> = profile
        .rules
        .iter()
        .map(|it| {
            let severity = it.severity.map_or("off", feedwright::Severity::name);
            format!("  {severity:7}  {}", it.rule.name)
        })
        .collect();
    section("Rules", &lines, out)?;
    match profile.others {
        OtherRules::Raised => writeln!(out, "\nThe severity of each rule is one level higher."),
        OtherRules::OfW3c => {
            writeln!(out, "\nRules without a message of the W3C feed validator are off.")
        }
        _ => Ok(()),
    }
}

fn section(title: &str, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}:")?;
    lines.iter().try_for_each(|it| writeln!(out, "{it}"))
}
