//! How documents are checked: the table `[check]` of `feedwright.toml`, and the command line, which takes precedence.

use std::path::Path;
use std::path::PathBuf;

use globset::GlobMatcher;
use url::Url;

use crate::config::check::limits::CheckLimit;
use crate::config::files;
use crate::config::files::ConfigError;
use crate::config::keys::TABLES;
use crate::config::table::Document;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::text::lines::Lines;
use crate::text::source::Source;
use crate::validate::Options;
use crate::validate::Selection;
use crate::validate::UnknownRule;
use crate::validate::profile::Profile;

pub(crate) mod in_force;
pub(crate) mod limits;
pub(super) mod read;

/// How documents are checked: what a `feedwright.toml` says, and what overrides it.
///
/// ```
/// use feedwright::{CheckSettings, Source, validate};
///
/// let text = "[check]\nprofile = [\"apple\"]\nignore = [\"missing-guid\"]\n";
/// let config = Source::from_text("/srv/harbor/feedwright.toml", text);
/// let settings = CheckSettings::from_toml(&config).expect("it is valid");
///
/// let checks = settings.for_document(Some("/srv/harbor/feeds/rss.xml".as_ref()));
/// let source = Source::from_text("rss.xml", "<rss version=\"2.0\"><channel/></rss>");
/// let mut report = validate(&source, &checks.options);
/// report.allowed = checks.selection.apply(&mut report.diagnostics);
/// assert!(report.diagnostics.iter().any(|it| it.message == "`channel` has no `itunes:image`"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct CheckSettings {
    /// The configuration that they were read from.
    config: Option<PathBuf>,
    /// Later ones take precedence.
    layers: Vec<Layer>,
}

/// What one place says about how documents are checked: a table of a configuration, or the command line.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CheckValues {
    /// The rules that are checked, instead of those that were selected before. Empty if it does not say so.
    pub select: Vec<String>,
    /// Rules that are checked in addition.
    pub extend_select: Vec<String>,
    /// Rules that are not checked.
    pub ignore: Vec<String>,
    /// The severities of rules. `None` turns the rule off.
    pub severities: Vec<(String, Option<Severity>)>,
    /// The profiles whose requirements are also checked, instead of those that were chosen before.
    pub profiles: Option<Vec<&'static Profile>>,
    /// The URL of a folder or a document, see [`CheckSettings::for_document`].
    pub base_url: Option<Url>,
    /// Limits for documents, each with its value.
    pub limits: Vec<(&'static CheckLimit, u64)>,
}

/// The values of one place, and which documents they are for.
#[derive(Clone, Debug)]
pub(in crate::config) struct Layer {
    values: CheckValues,
    /// The rules in `values`.
    selection: Selection,
    /// `None` if it is for all documents.
    files: Option<Files>,
    origin: Origin,
}

/// The documents in a table of `[check.per-file]`.
#[derive(Clone, Debug)]
pub(in crate::config) struct Files {
    glob: String,
    /// The line of the glob.
    line: u32,
    matchers: Vec<GlobMatcher>,
}

/// Where values come from.
#[derive(Clone, Debug)]
pub(in crate::config) enum Origin {
    /// The line of each key.
    File(Vec<(String, u32)>),
    CommandLine,
}

/// How one document is checked.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DocumentChecks {
    /// The options of the validator. They do not have the current time.
    pub options: Options,
    /// The rules that are checked, and their severities.
    pub selection: Selection,
    /// The maximum size of the document in bytes.
    pub max_size: u64,
}

impl Default for DocumentChecks {
    fn default() -> DocumentChecks {
        let (options, selection) = (Options::default(), Selection::default());
        let mut checks = DocumentChecks { options, selection, max_size: u64::MAX };
        for limit in limits::check_limits() {
            limit.set(&mut checks, limit.default);
        }
        checks
    }
}

impl CheckSettings {
    /// Reads the table `[check]` of a `feedwright.toml`. The other tables are not checked. The name of `source` is the path of the
    /// file, because globs are relative to its folder.
    ///
    /// # Errors
    ///
    /// All problems in the table, with their places.
    pub fn from_toml(source: &Source) -> Result<CheckSettings, Vec<Diagnostic>> {
        let document = Document::parse(&source.text, TABLES)?;
        let layers = read::layers(&document.root().table("check"), &Lines::new(&source.text));
        document.finish()?;
        Ok(CheckSettings { config: Some(PathBuf::from(&source.name)), layers })
    }

    /// Reads how documents are checked according to a configuration.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or its table `[check]` has problems.
    pub fn from_file(config: &Path) -> Result<CheckSettings, ConfigError> {
        let source = files::read_config(config)?;
        CheckSettings::from_toml(&source)
            .map_err(|problems| ConfigError::Invalid(Box::new(source), problems))
    }

    /// Reads how a document is checked according to the nearest configuration. Without one, the settings are the default ones.
    ///
    /// ```
    /// use feedwright::{CheckSettings, Source, validate};
    ///
    /// # fn main() -> Result<(), feedwright::ConfigError> {
    /// # let folder = tempfile::tempdir().expect("there is room");
    /// # let path = &folder.path().join("feeds/rss.xml");
    /// let settings = CheckSettings::nearest(path)?;
    /// let checks = settings.for_document(Some(path));
    ///
    /// let source = Source::from_text("rss.xml", "<rss version=\"2.0\"><channel/></rss>");
    /// let mut report = validate(&source, &checks.options);
    /// report.allowed = checks.selection.apply(&mut report.diagnostics);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or its table `[check]` has problems.
    pub fn nearest(document: &Path) -> Result<CheckSettings, ConfigError> {
        match files::nearest_config(document) {
            Some(config) => CheckSettings::from_file(&config),
            None => Ok(CheckSettings::default()),
        }
    }

    /// The path of the configuration that they were read from.
    pub fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// Whether some of them are only for documents with certain paths.
    pub fn is_per_file(&self) -> bool {
        self.layers.iter().any(|it| it.files.is_some())
    }

    /// Adds values that take precedence, such as those of the command line.
    ///
    /// # Errors
    ///
    /// If the name is unknown. The error contains the most similar name.
    pub fn set(&mut self, values: CheckValues) -> Result<(), UnknownRule> {
        let selection = values.selection()?;
        self.layers.push(Layer { values, selection, files: None, origin: Origin::CommandLine });
        Ok(())
    }

    /// How the document at `path` is checked. Without a path, the values for certain paths and the URL do not apply.
    ///
    /// `base-url` in `[check]` is the URL of the folder of the configuration, and the path of the document below this folder is
    /// appended. In `[check.per-file."feeds/*.xml"]`, it is the URL of the folder `feeds`. If the glob is the path of a single document,
    /// it is the URL of the document.
    pub fn for_document(&self, path: Option<&Path>) -> DocumentChecks {
        let path = path.and_then(|it| self.below(it));
        let mut checks = DocumentChecks::default();
        for layer in self.layers.iter().filter(|it| it.is_for(path.as_deref())) {
            let values = &layer.values;
            checks.selection = checks.selection.followed_by(layer.selection.clone());
            if let Some(profiles) = &values.profiles {
                checks.options.profiles.clone_from(profiles);
            }
            if let (Some(url), Some(path)) = (&values.base_url, &path) {
                checks.options.base_url = Some(layer.url_of(url, path));
            }
            for (limit, most) in &values.limits {
                limit.set(&mut checks, *most);
            }
        }
        checks
    }

    /// The path of a document relative to the folder of the configuration. `None` if the document is in another folder.
    fn below(&self, path: &Path) -> Option<PathBuf> {
        let Some(folder) = self.config.as_deref().and_then(Path::parent) else {
            return Some(path.to_owned());
        };
        let (path, folder) = (files::resolved(path), files::resolved(folder));
        path.strip_prefix(folder).ok().map(Path::to_owned)
    }
}

impl CheckValues {
    fn selection(&self) -> Result<Selection, UnknownRule> {
        let mut selection = Selection::new(&self.select, &self.extend_select, &self.ignore)?;
        for (name, severity) in &self.severities {
            selection.set_severity(name, *severity)?;
        }
        Ok(selection)
    }
}

impl Layer {
    /// Whether it is for the document with this path.
    fn is_for(&self, path: Option<&Path>) -> bool {
        let Some(files) = &self.files else { return true };
        path.is_some_and(|path| files.matchers.iter().any(|it| it.is_match(path)))
    }

    /// The URL of a document, below that of the folder of the layer.
    fn url_of(&self, base: &Url, path: &Path) -> String {
        let glob = self.files.as_ref().map_or("", |it| it.glob.as_str());
        let below = below_glob(path, glob);
        let mut url = base.clone();
        if let Ok(mut segments) = url.path_segments_mut()
            && !below.as_os_str().is_empty()
        {
            segments.pop_if_empty().extend(below.iter().map(|it| it.to_string_lossy()));
        }
        url.into()
    }
}

/// The path of a document below the folder in which all documents of a glob are. Empty if the glob is the document.
fn below_glob(path: &Path, glob: &str) -> PathBuf {
    let glob = glob.trim_start_matches("./").trim_matches('/');
    let folder = match glob.find(['*', '?', '[', '{']) {
        Some(first) => glob[..first].rsplit_once('/').map_or("", |it| it.0),
        // A name without a slash matches in every folder.
        None if !glob.contains('/') && !glob.is_empty() => {
            return path.iter().skip_while(|it| *it != glob).skip(1).collect();
        }
        None => glob,
    };
    path.strip_prefix(folder).unwrap_or(path).to_owned()
}
