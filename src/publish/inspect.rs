//! Reads single articles like a build, to show what the build reads from them.

use std::io;
use std::path::Path;

use crate::publish::load::Loaded;
use crate::publish::load::Options;
use crate::publish::load::detect;
use crate::publish::load::folder;
#[cfg(feature = "server")]
use crate::publish::load::selection::needs_a_date;
use crate::publish::settings::Settings;
use crate::value::timezone::Timezone;

/// The articles at a path, as a build reads them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Inspection {
    /// The articles. The path of each article starts with the given path.
    pub articles: Vec<Loaded>,
    /// The dialect that they were read in, such as `jekyll`.
    pub dialect: &'static str,
    /// How the dialect was detected. `None` if the configuration specifies it.
    pub dialect_reason: Option<String>,
}

/// Reads the article at `path`, or all articles in the folder `path`, as a build with these settings reads them. Without settings,
/// the dialect is detected, and dates without a time zone are in UTC.
///
/// # Errors
///
/// If a folder cannot be read. A file that cannot be read has a diagnostic.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("first.md");
/// std::fs::write(&path, "---\ntitle: First walk\n---\nThe harbor was *quiet*.\n")?;
///
/// let inspection = feedwright::inspect(&path, None)?;
/// let article = &inspection.articles[0].reading.article;
/// assert_eq!(article.title.as_deref(), Some("First walk"));
/// assert_eq!(article.origin["title"].to_string(), "front matter `title`, line 2");
/// # Ok(())
/// # }
/// ```
pub fn inspect(path: &Path, settings: Option<&Settings>) -> io::Result<Inspection> {
    let place = if path.is_dir() { path } else { parent(path) };
    let dialect = match settings {
        Some(settings) => settings.dialect.clone(),
        None => detect::dialect(place, place),
    };
    let options = match settings {
        Some(settings) => settings.load_options(),
        None => Options { dialect: dialect.dialect, ..Options::new(Timezone::UTC) },
    };
    let mut articles = if path.is_dir() {
        folder::read(path, &options)?.articles
    } else {
        // Only the folders below the folder of articles can contain, for example, the date of the article.
        let folder = settings.and_then(|it| it.articles.canonicalize().ok());
        let below = folder.as_deref().and_then(|folder| path_below(folder, path));
        let mut loaded = match folder.zip(below) {
            Some((folder, below)) => folder::read_below(&folder, &below, &options),
            None => folder::read_file(path, &options),
        };
        loaded.source.name = path.to_string_lossy().into_owned();
        if let Some(sidecar) = &mut loaded.sidecar {
            sidecar.source.name = path.with_extension("toml").to_string_lossy().into_owned();
        }
        vec![loaded]
    };
    for loaded in &mut articles {
        loaded.reading.article.path.clone_from(&loaded.source.name);
    }
    Ok(Inspection { articles, dialect: dialect.dialect.name, dialect_reason: dialect.why })
}

/// Reads an article with a text that is not saved yet, as a build with these settings reads it. `None` if the file is not in the folder of
/// articles, or if a build skips it.
#[cfg(feature = "server")]
pub(crate) fn inspect_text(path: &Path, text: &str, settings: &Settings) -> Option<Loaded> {
    let folder = settings.articles.canonicalize().ok()?;
    let below = path_below(&folder, path)?;
    let selection = &settings.selection;
    let name = below.rsplit('/').next().unwrap_or_default();
    let mut folders = below.match_indices('/').map(|it| &below[..it.0]);
    let is_skipped = below.split('/').any(|it| it.starts_with('.'))
        || selection.excludes(&below)
        || selection.is_page(&below)
        || folders.any(|it| !selection.descends(it, it.rsplit('/').next().unwrap_or(it)));
    if is_skipped || !selection.holds(&below) {
        return None;
    }
    let loaded = folder::read_text_below(&folder, &below, text, &settings.load_options());
    let needs_a_date = needs_a_date(name) && !selection.includes(&below);
    (!needs_a_date || loaded.reading.article.published.is_some()).then_some(loaded)
}

/// The path of `file` relative to `folder`, with `/`. If the file is a link, this is the path of the link, not of its target.
fn path_below(folder: &Path, file: &Path) -> Option<String> {
    let real = parent(file).canonicalize().ok()?.join(file.file_name()?);
    let parts: Option<Vec<&str>> =
        real.strip_prefix(folder).ok()?.iter().map(|it| it.to_str()).collect();
    parts.map(|it| it.join("/"))
}

fn parent(file: &Path) -> &Path {
    file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
