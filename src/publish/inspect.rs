//! What a build understands of single articles, to be looked at.

use std::io;
use std::path::Path;

use crate::publish::load::Loaded;
use crate::publish::load::Options;
use crate::publish::load::detect;
use crate::publish::load::folder;
use crate::publish::settings::Settings;
use crate::value::timezone::Timezone;

/// What a build understands of the articles at a path.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Inspection {
    /// The articles. Each one is named as the path names it.
    pub articles: Vec<Loaded>,
    /// The dialect that they were read in, such as `jekyll`.
    pub dialect: &'static str,
    /// What the dialect was recognized by; `None` if the configuration names it.
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
        // What the folders of an article say of it, they say below the folder of articles.
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

/// The path of `file` relative to `folder`, with `/`. A link is where it stands, not what it leads to.
fn path_below(folder: &Path, file: &Path) -> Option<String> {
    let real = parent(file).canonicalize().ok()?.join(file.file_name()?);
    let parts: Option<Vec<&str>> =
        real.strip_prefix(folder).ok()?.iter().map(|it| it.to_str()).collect();
    parts.map(|it| it.join("/"))
}

fn parent(file: &Path) -> &Path {
    file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
