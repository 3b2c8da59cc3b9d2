//! The `feedwright.toml` that applies to a document: the one in the nearest folder above it, with its unsaved changes.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use toml::de::DeTable;

use crate::config::CONFIG_FILE;
use crate::config::Overrides;
use crate::config::check::CheckSettings;
use crate::config::files::read_config;
use crate::diagnostic::Diagnostic;
use crate::publish::Settings;
use crate::text::source::Source;

/// Where configurations are looked for. Copies share the texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Configurations {
    /// The configuration for all documents, instead of the nearest one.
    pub(super) fixed: Option<PathBuf>,
    /// The configurations that are open in the editor, which may not be saved.
    pub(super) open: BTreeMap<PathBuf, Arc<String>>,
}

/// A configuration that was found.
pub(super) struct Found {
    pub(super) path: PathBuf,
    source: Source,
}

impl Configurations {
    /// Finds the configuration for the file at `path`.
    pub(super) fn nearest(&self, path: &Path) -> Option<Found> {
        if let Some(fixed) = &self.fixed {
            return self.read(fixed);
        }
        path.ancestors().skip(1).find_map(|it| self.read(&it.join(CONFIG_FILE)))
    }

    fn read(&self, path: &Path) -> Option<Found> {
        let source = match self.open.get(path) {
            Some(text) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(text);
                Source::from_text(path.to_string_lossy(), text)
            }
            None => read_config(path).ok()?,
        };
        Some(Found { path: path.to_owned(), source })
    }
}

impl Found {
    /// How documents are checked. `None` if the configuration has problems.
    pub(super) fn check_settings(&self) -> Option<CheckSettings> {
        CheckSettings::from_toml(&self.source).ok()
    }

    /// The settings of the site. `None` if the configuration has problems.
    pub(super) fn settings(&self) -> Option<Settings> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        Settings::from_toml(&self.source, folder, &Overrides::default()).ok()
    }
}

/// The problems of a configuration. One that only says how documents are checked needs no site.
pub(super) fn problems(source: &Source, path: Option<&Path>) -> Vec<Diagnostic> {
    let only_checks = DeTable::parse(&source.text).is_ok_and(|it| {
        let table = it.get_ref();
        !table.is_empty() && table.keys().all(|it| it.get_ref().as_ref() == "check")
    });
    let faults = if only_checks {
        CheckSettings::from_toml(source).err()
    } else {
        let folder = path.and_then(Path::parent).unwrap_or(Path::new(""));
        Settings::from_toml(source, folder, &Overrides::default()).err()
    };
    faults.unwrap_or_default()
}
