//! Finds and reads the configuration file, and prints its problems.

use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;

use feedwright::CONFIG_FILE;
use feedwright::CheckSettings;
use feedwright::Diagnostic;
use feedwright::Overrides;
use feedwright::Report;
use feedwright::ReportFormat;
use feedwright::Settings;
use feedwright::Source;
use feedwright::Terminal;

use crate::cli::args::Global;

/// The maximum size of a configuration file in bytes.
const MAX_SIZE: u64 = 1 << 20;

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
    let shown = path.display();
    let metadata = path.metadata().with_context(|| format!("cannot read {shown}"))?;
    if !metadata.is_file() || metadata.len() > MAX_SIZE {
        bail!(
            "{shown} is not a configuration file: it is not a regular file, or it is larger than {MAX_SIZE} bytes"
        );
    }
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {shown}"))?;
    let Ok(text) = String::from_utf8(bytes) else {
        bail!("{shown} is not UTF-8; save it as UTF-8");
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let source = Source::from_text(path.to_string_lossy(), text);
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

/// Returns the configuration in the nearest folder above a file.
pub(super) fn above(file: &Path) -> Option<PathBuf> {
    let file = file.canonicalize().ok()?;
    file.ancestors().skip(1).map(|it| it.join(CONFIG_FILE)).find(|it| it.is_file())
}

/// Prints which generator the articles were written for, and how it was detected.
pub(super) fn print_dialect(settings: &Settings) -> io::Result<()> {
    let name = settings.dialect();
    let why = settings.dialect_reason().unwrap_or("feedwright.toml");
    writeln!(io::stderr(), "dialect: {name} ({})", Terminal(why))
}
