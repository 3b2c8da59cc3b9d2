//! A folder of articles, read. Nothing in it can stop the others, hang the run or lead out of the folder: what cannot be
//! read is reported, what is passed over by a rule is listed.

use std::io;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;

use crate::diagnostic::Diagnostic;
use crate::publish::article::Article;
use crate::publish::load::Options;
use crate::publish::load::Reading;
use crate::publish::load::duplicates;
use crate::publish::load::file::bytes;
use crate::publish::load::file::bytes_met;
use crate::publish::load::file::unreadable;
use crate::publish::load::html;
use crate::publish::load::sift;
use crate::publish::load::single::article;
use crate::publish::load::walk::Walk;
use crate::text::source::Source;

/// A folder of articles.
#[derive(Debug, Default)]
pub struct Folder {
    /// What was read, sorted by path.
    pub articles: Vec<Loaded>,
    /// What was not, and why, sorted by path.
    pub passed_over: Vec<PassedOver>,
}

/// A file that is an article, or should be one.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// Its text; empty when it could not be read.
    pub source: Source,
    /// What was understood. With an error among the diagnostics, the article is left out.
    pub reading: Reading,
    /// The file beside it that says more of it.
    pub sidecar: Option<Sidecar>,
}

/// A file `NAME.toml` beside an article.
#[derive(Clone, Debug, Default)]
pub struct Sidecar {
    /// Its text.
    pub source: Source,
    /// What is wrong with it; with an error, the article is left out.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file or folder that is no article by a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// Relative to the folder, with `/`.
    pub path: String,
    /// Why, in a few words.
    pub why: &'static str,
    /// Whether somebody may take it for an article.
    pub is_text: bool,
}

impl PassedOver {
    /// Whether its name starts with a dot.
    pub(crate) fn is_hidden(&self) -> bool {
        self.path.rsplit('/').next().is_some_and(|it| it.starts_with('.'))
    }
}

impl Loaded {
    /// Whether the article is to be left out.
    pub fn has_error(&self) -> bool {
        let sidecar = self.sidecar.iter().flat_map(|it| &it.diagnostics);
        self.reading.has_error() || sidecar.into_iter().any(Diagnostic::is_error)
    }
}

/// Reads the articles below `dir`, in the order of their paths.
///
/// # Errors
///
/// When `dir` itself cannot be read. What is wrong below it is reported with the articles.
pub fn read(dir: &Path, options: &Options) -> io::Result<Folder> {
    let root = dir.canonicalize()?;
    let mut walk = Walk { dir, root, options, folder: Folder::default(), files: Vec::new() };
    walk.list(String::new())?;
    let Walk { mut folder, mut files, root, .. } = walk;
    files.sort();
    folder.articles.extend(articles(dir, &root, &files, options));
    folder.articles.sort_by(|a, b| a.reading.article.path.cmp(&b.reading.article.path));
    html::siblings::settle(&mut folder);
    sift::sift(&mut folder, options);
    folder.passed_over.sort_by(|a, b| a.path.cmp(&b.path));
    duplicates::report(&mut folder.articles);
    Ok(folder)
}

/// From how many articles on only their heads are read at first.
const MANY: usize = 100;

/// How many articles are read by one thread before it takes others.
const AT_ONCE: usize = 32;

/// Reads articles on all processors, in the order of `paths`.
fn articles(dir: &Path, root: &Path, paths: &[String], options: &Options) -> Vec<Loaded> {
    // Where few of many are published, the texts of the others need not be rendered.
    let options =
        &Options { heads_only: options.heads_only && paths.len() > MANY, ..options.clone() };
    let read = |paths: &[String]| -> Vec<Loaded> {
        paths.iter().map(|it| article(dir, root, it, bytes_met, options)).collect()
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = threads.min(paths.len() / AT_ONCE);
    if threads < 2 {
        return read(paths);
    }
    let parts: Vec<&[String]> = paths.chunks(AT_ONCE).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((index, part)) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            parts.get(index).map(|it| (index, it))
        } {
            done.push((index, read(part)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|it| it.0);
    done.into_iter().flat_map(|it| it.1).collect()
}

/// Reads the article at `file` alone, as if its folder were that of the articles.
pub fn read_file(file: &Path, options: &Options) -> Loaded {
    let dir = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    match dir.canonicalize() {
        Ok(root) => article(dir, &root, &name, bytes, options),
        Err(error) => refused(dir, &name, unreadable(&error)),
    }
}

/// Reads the article at `path` (relative to `dir`, with `/`) alone, just as it is read with all of `dir`.
pub fn read_below(dir: &Path, path: &str, options: &Options) -> Loaded {
    match dir.canonicalize() {
        Ok(root) => article(dir, &root, path, bytes, options),
        Err(error) => refused(dir, path, unreadable(&error)),
    }
}

/// An article of which nothing is known but what is wrong.
pub(super) fn refused(dir: &Path, path: &str, fault: Box<Diagnostic>) -> Loaded {
    let source = Source::from_text(dir.join(path).to_string_lossy(), "");
    let article = Article { path: path.to_owned(), ..Article::default() };
    Loaded {
        source,
        reading: Reading { article, diagnostics: vec![*fault], ..Reading::default() },
        sidecar: None,
    }
}
