//! Reads a folder of articles. No file can stop the others, block the run or lead out of the folder. Unreadable files are
//! reported, and skipped files are listed.

use std::io;
use std::path::Path;

use crate::publish::load::Bodies;
use crate::publish::load::Folder;
use crate::publish::load::HeadCache;
use crate::publish::load::Loaded;
use crate::publish::load::Options;
use crate::publish::load::duplicates;
use crate::publish::load::file::bytes;
use crate::publish::load::file::bytes_found;
use crate::publish::load::file::unreadable;
use crate::publish::load::html;
use crate::publish::load::sift;
use crate::publish::load::single::Files;
use crate::publish::load::single::article;
#[cfg(feature = "server")]
use crate::publish::load::single::article_of;
use crate::publish::load::walk::Walk;
use crate::publish::parallel;

/// Reads the articles below `dir`, sorted by path.
///
/// # Errors
///
/// If `dir` itself cannot be read. Problems below it are reported with the articles.
pub fn read(dir: &Path, options: &Options) -> io::Result<Folder> {
    read_changed(dir, options, None)
}

/// Like [`read`], but reads only the files that are not `known`.
///
/// # Errors
///
/// The same as [`read`].
pub(in crate::publish) fn read_changed(
    dir: &Path,
    options: &Options,
    known: Option<&dyn HeadCache>,
) -> io::Result<Folder> {
    let root = dir.canonicalize()?;
    let mut walk = Walk {
        dir,
        root,
        options,
        folder: Folder::default(),
        files: Vec::new(),
        has_sidecars: false,
    };
    walk.list(String::new())?;
    let Walk { mut folder, files: mut paths, root, has_sidecars, .. } = walk;
    paths.sort();
    let files = Files { dir, root: &root, bytes: bytes_found, may_have_sidecars: has_sidecars };
    let unreadable =
        std::mem::replace(&mut folder.articles, articles(files, &paths, options, known));
    folder.articles.extend(unreadable);
    folder.articles.sort_by(|a, b| a.reading.article.path.cmp(&b.reading.article.path));
    html::siblings::settle(&mut folder);
    sift::sift(&mut folder, options);
    folder.passed_over.sort_by(|a, b| a.path.cmp(&b.path));
    duplicates::report(&mut folder.articles, &root);
    Ok(folder)
}

/// If there are more articles than this, only their heads are read at first.
const MANY: usize = 100;

/// If there are more articles than this, their texts are not kept in memory, even if a feed contains all of them.
const TOO_MANY: usize = 20_000;

/// Reads articles on all processors, in the order of `paths`.
fn articles(
    files: Files<'_>,
    paths: &[String],
    options: &Options,
    known: Option<&dyn HeadCache>,
) -> Vec<Loaded> {
    let heads_only = match options.bodies {
        Bodies::All => false,
        Bodies::Published => paths.len() > TOO_MANY,
        Bodies::Few => paths.len() > MANY,
    };
    // Heads say nothing about the problems of the texts.
    let known = known.filter(|_| heads_only);
    let options = &Options { heads_only, ..options.clone() };
    options.progress.found(paths.len());
    let articles = parallel::map(paths, |path| {
        options.progress.has_read(1);
        if let Some(head) = known.and_then(|it| it.head(path)) {
            return head;
        }
        let mut loaded = article(files, path, options);
        if heads_only {
            loaded.drop_text();
        }
        loaded
    });
    if let Some(known) = known {
        known.keep(&articles);
    }
    articles
}

/// Reads the article at `path` (relative to `dir`, with `/`) again, which was found when all of `dir` was read. `root` is `dir` with links
/// resolved.
pub(in crate::publish) fn read_again(
    dir: &Path,
    root: &Path,
    path: &str,
    options: &Options,
) -> Loaded {
    article(Files { dir, root, bytes: bytes_found, may_have_sidecars: true }, path, options)
}

/// Reads only the article at `file`, as if its folder were the folder of articles.
pub fn read_file(file: &Path, options: &Options) -> Loaded {
    let dir = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    match dir.canonicalize() {
        Ok(root) => article(one(dir, &root), &name, options),
        Err(error) => Loaded::unreadable(dir, &name, *unreadable(&error)),
    }
}

/// Reads only the article at `path` (relative to `dir`, with `/`). The result is the same as when all of `dir` is read.
pub fn read_below(dir: &Path, path: &str, options: &Options) -> Loaded {
    match dir.canonicalize() {
        Ok(root) => article(one(dir, &root), path, options),
        Err(error) => Loaded::unreadable(dir, path, *unreadable(&error)),
    }
}

/// Like [`read_below`], with a text that is not saved yet.
#[cfg(feature = "server")]
pub(in crate::publish) fn read_text_below(
    dir: &Path,
    path: &str,
    text: &str,
    options: &Options,
) -> Loaded {
    article_of(one(dir, dir), path, text.as_bytes().to_vec(), options)
}

/// The files of a folder that was not walked.
fn one<'d>(dir: &'d Path, root: &'d Path) -> Files<'d> {
    Files { dir, root, bytes, may_have_sidecars: true }
}
