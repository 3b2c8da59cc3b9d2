//! Which profiles a document is checked with: those of `--profile`, or those of the nearest `feedwright.toml`.

use std::collections::HashMap;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Result;
use anyhow::anyhow;

use crate::cli::args::Global;
use crate::cli::args::Print;
use crate::cli::documents::Document;
use crate::cli::site;
use feedwright::LengthUnit;
use feedwright::OtherRules;
use feedwright::Profile;
use feedwright::profile;

/// The profiles of all documents.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    /// The profiles for documents in no listed folder, such as standard input.
    general: Vec<&'static Profile>,
    by_folder: HashMap<PathBuf, Vec<&'static Profile>>,
}

impl Profiles {
    /// Finds the profiles of the documents. Returns `None` if a configuration has problems, which are printed.
    pub(super) fn of(
        names: &[String],
        documents: &[Document],
        global: &Global,
    ) -> Result<Option<Profiles>> {
        let named = names.iter().map(|it| profile(it).map_err(|it| anyhow!(it)));
        let named = named.collect::<Result<Vec<&'static Profile>>>()?;
        if let Some(config) = &global.config {
            let Some(settings) = site::check_settings(config, global)? else { return Ok(None) };
            let general = if named.is_empty() { settings.profiles } else { named };
            return Ok(Some(Profiles { general, ..Profiles::default() }));
        }
        let mut profiles = Profiles { general: named, ..Profiles::default() };
        if !profiles.general.is_empty() {
            return Ok(Some(profiles));
        }
        let mut by_config: HashMap<PathBuf, Vec<&'static Profile>> = HashMap::new();
        for path in documents.iter().filter_map(Document::path) {
            let folder = path.parent().unwrap_or(Path::new(""));
            if profiles.by_folder.contains_key(folder) {
                continue;
            }
            let found = match site::above(path) {
                None => Vec::new(),
                Some(config) if by_config.contains_key(&config) => by_config[&config].clone(),
                Some(config) => {
                    let Some(settings) = site::check_settings(&config, global)? else {
                        return Ok(None);
                    };
                    by_config.insert(config, settings.profiles.clone());
                    settings.profiles
                }
            };
            profiles.by_folder.insert(folder.to_owned(), found);
        }
        Ok(Some(profiles))
    }

    /// The profiles for documents in no listed folder.
    pub(super) fn general(&self) -> &[&'static Profile] {
        &self.general
    }

    /// The profiles of one document.
    pub(super) fn for_document(&self, document: &Document) -> &[&'static Profile] {
        let folder = document.path().and_then(Path::parent);
        folder.and_then(|it| self.by_folder.get(it)).unwrap_or(&self.general)
    }
}

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
