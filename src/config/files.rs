//! Finds and reads the configuration of a document.

use std::fmt;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::config::CONFIG_FILE;
use crate::diagnostic::Diagnostic;
use crate::text::source::Source;

/// The maximum size of a configuration file in bytes.
const MAX_SIZE: u64 = 1 << 20;

/// Why a configuration cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    Unreadable(PathBuf, io::Error),
    /// It is not a regular file, or it is too large.
    NotAFile(PathBuf),
    /// It is not UTF-8.
    NotUtf8(PathBuf),
    /// It has problems.
    Invalid(Source, Vec<Diagnostic>),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConfigError::Unreadable(path, _) => write!(out, "cannot read {}", path.display()),
            ConfigError::NotAFile(path) => write!(
                out,
                "{} is not a configuration file: it is not a regular file, or it is larger than {MAX_SIZE} bytes",
                path.display()
            ),
            ConfigError::NotUtf8(path) => {
                write!(out, "{} is not UTF-8; save it as UTF-8", path.display())
            }
            ConfigError::Invalid(source, problems) => {
                let first = problems.first().map(|it| it.message.as_str()).unwrap_or_default();
                write!(out, "{}: {first}", source.name)
            }
        }
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ConfigError::Unreadable(_, cause) => Some(cause),
            _ => None,
        }
    }
}

/// Finds the configuration of a document: the `feedwright.toml` in its folder, or in the nearest folder above. If `path` is a folder,
/// the search starts in it. The document does not have to exist.
pub fn nearest_config(path: &Path) -> Option<PathBuf> {
    let path = resolved(path);
    let start = usize::from(!path.is_dir());
    path.ancestors().skip(start).map(|it| it.join(CONFIG_FILE)).find(|it| it.is_file())
}

/// Reads the text of a configuration.
///
/// # Errors
///
/// If it is not a file of a reasonable size in UTF-8.
pub fn read_config(path: &Path) -> Result<Source, ConfigError> {
    let unreadable = |error| ConfigError::Unreadable(path.to_owned(), error);
    let metadata = path.metadata().map_err(unreadable)?;
    if !metadata.is_file() || metadata.len() > MAX_SIZE {
        return Err(ConfigError::NotAFile(path.to_owned()));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|_| ConfigError::NotUtf8(path.to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(Source::from_text(path.to_string_lossy(), text))
}

/// The absolute path without links. The file, and folders at the end of the path, do not have to exist.
pub(in crate::config) fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut rest = PathBuf::new();
    for folder in path.ancestors() {
        if let Ok(found) = folder.canonicalize() {
            return if rest.as_os_str().is_empty() { found } else { found.join(rest) };
        }
        if let Some(name) = folder.file_name() {
            let name = Path::new(name);
            rest = if rest.as_os_str().is_empty() { name.to_owned() } else { name.join(rest) };
        }
    }
    path
}
