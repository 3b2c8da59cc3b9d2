//! How each document is checked: as the command line says, and otherwise as the nearest `feedwright.toml` says.

use std::collections::HashMap;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use anyhow::anyhow;

use crate::cli::args::Global;
use crate::cli::args::check::Selection;
use crate::cli::args::limits::Limits;
use crate::cli::documents::Document;
use crate::cli::explain;
use crate::cli::site;
use feedwright::CheckSettings;
use feedwright::CheckValues;
use feedwright::DocumentChecks;
use feedwright::nearest_config;
use feedwright::profile;

/// The settings of all documents.
pub(super) struct Configs {
    /// The settings for documents in no listed folder, such as URLs.
    general: Arc<CheckSettings>,
    by_folder: HashMap<PathBuf, Arc<CheckSettings>>,
}

impl Configs {
    /// Finds the configurations of the documents. Returns `None` if one has problems, which are printed.
    pub(super) fn of(
        selection: &Selection,
        limits: &Limits,
        documents: &[Document],
        global: &Global,
    ) -> Result<Option<Configs>> {
        let values = values(selection, limits)?;
        let mut found = Found { values, global, by_config: HashMap::new() };
        if selection.isolated || global.config.is_some() {
            let general = found.settings(global.config.as_deref())?;
            return Ok(general.map(|general| Configs { general, by_folder: HashMap::new() }));
        }
        let Some(general) = found.settings(nearest_config(Path::new(".")).as_deref())? else {
            return Ok(None);
        };
        let mut by_folder = HashMap::new();
        for path in documents.iter().filter_map(Document::place) {
            let folder = path.parent().unwrap_or(Path::new(""));
            if by_folder.contains_key(folder) {
                continue;
            }
            let Some(settings) = found.settings(nearest_config(path).as_deref())? else {
                return Ok(None);
            };
            by_folder.insert(folder.to_owned(), settings);
        }
        Ok(Some(Configs { general, by_folder }))
    }

    /// How documents that have no path are checked.
    pub(super) fn general(&self) -> DocumentChecks {
        self.general.for_document(None)
    }

    /// Whether some documents without an own folder would be checked in another way than [`Configs::general`] says.
    pub(super) fn is_per_file(&self) -> bool {
        self.general.is_per_file()
    }

    /// How a document is checked.
    pub(super) fn for_document(&self, document: &Document) -> DocumentChecks {
        let Some(path) = document.place() else { return self.general() };
        let settings = path.parent().and_then(|it| self.by_folder.get(it));
        settings.unwrap_or(&self.general).for_document(Some(path))
    }
}

/// The settings for a document or a folder. `None` if the configuration has problems, which are printed.
pub(super) fn settings_of(
    path: &Path,
    selection: &Selection,
    limits: &Limits,
    global: &Global,
) -> Result<Option<Arc<CheckSettings>>> {
    let values = values(selection, limits)?;
    let config = match &global.config {
        _ if selection.isolated => None,
        Some(config) => Some(config.clone()),
        None => nearest_config(path),
    };
    Found { values, global, by_config: HashMap::new() }.settings(config.as_deref())
}

/// The configurations that were read, with the values of the command line.
struct Found<'g> {
    values: CheckValues,
    global: &'g Global,
    by_config: HashMap<Option<PathBuf>, Arc<CheckSettings>>,
}

impl Found<'_> {
    /// The settings of a configuration, or those without one. `None` if it has problems, which are printed.
    fn settings(&mut self, config: Option<&Path>) -> Result<Option<Arc<CheckSettings>>> {
        let key = config.map(Path::to_owned);
        if let Some(settings) = self.by_config.get(&key) {
            return Ok(Some(Arc::clone(settings)));
        }
        let settings = match config {
            Some(config) => site::check_settings(config, self.global)?,
            None => Some(CheckSettings::default()),
        };
        let Some(mut settings) = settings else { return Ok(None) };
        settings.set(self.values.clone()).map_err(|it| anyhow!(explain::unknown(&it)))?;
        let settings = Arc::new(settings);
        self.by_config.insert(key, Arc::clone(&settings));
        Ok(Some(settings))
    }
}

/// The values of the command line.
fn values(selection: &Selection, limits: &Limits) -> Result<CheckValues> {
    let mut values = CheckValues::default();
    values.select.clone_from(&selection.select);
    values.extend_select.clone_from(&selection.extend_select);
    values.ignore.clone_from(&selection.ignore);
    values.limits.clone_from(&limits.given);
    if !selection.profile.is_empty() {
        let named = selection.profile.iter().map(|it| profile(it).map_err(|it| anyhow!(it)));
        values.profiles = Some(named.collect::<Result<_>>()?);
    }
    Ok(values)
}
