//! Reads the configuration file, and prints its problems.

use std::io;
use std::io::Write;
use std::path::Path;

use anyhow::Result;

use feedwright::CheckSettings;
use feedwright::Diagnostic;
use feedwright::Overrides;
use feedwright::Report;
use feedwright::ReportFormat;
use feedwright::Settings;
use feedwright::Source;
use feedwright::Terminal;
use feedwright::read_config;

use crate::cli::args::Global;

/// Reads the configuration at `path`. Returns `None` if it has problems, which are printed.
pub(super) fn settings(
    path: &Path,
    overrides: &Overrides,
    global: &Global,
) -> Result<Option<Settings>> {
    Ok(settings_and_text(path, overrides, global)?.map(|it| it.0))
}

/// Like [`settings`], with the text of the configuration.
pub(super) fn settings_and_text(
    path: &Path,
    overrides: &Overrides,
    global: &Global,
) -> Result<Option<(Settings, String)>> {
    let folder = path.parent().unwrap_or(Path::new(""));
    read(path, global, |source| {
        let settings = Settings::from_toml(source, folder, overrides)?;
        Ok((settings, source.text.clone()))
    })
}

/// Like [`settings`], but only reads how documents are checked.
pub(super) fn check_settings(path: &Path, global: &Global) -> Result<Option<CheckSettings>> {
    read(path, global, CheckSettings::from_toml)
}

fn read<T>(
    path: &Path,
    global: &Global,
    parse: impl FnOnce(&Source) -> Result<T, Vec<Diagnostic>>,
) -> Result<Option<T>> {
    let source = read_config(path)?;
    match parse(&source) {
        Ok(settings) => Ok(Some(settings)),
        Err(faults) => {
            let mut out = io::stderr().lock();
            let format = ReportFormat::Pretty { color: global.color_on(&io::stderr()) };
            format.document(&source, &Report::from(faults), &mut out)?;
            out.flush()?;
            Ok(None)
        }
    }
}

/// Prints which generator the articles were written for, and how it was detected.
pub(super) fn print_dialect(settings: &Settings) -> io::Result<()> {
    let name = settings.dialect();
    let why = settings.dialect_reason().unwrap_or("feedwright.toml");
    writeln!(io::stderr(), "dialect: {name} ({})", Terminal(why))
}
