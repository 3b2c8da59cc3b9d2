//! Reads a folder of articles. No file can stop the others, block the run or lead out of the folder. Unreadable files are
//! reported, and skipped files are listed.

use std::io;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;

use crate::publish::load::Folder;
use crate::publish::load::Loaded;
use crate::publish::load::Options;
use crate::publish::load::duplicates;
use crate::publish::load::file::bytes;
use crate::publish::load::file::bytes_found;
use crate::publish::load::file::unreadable;
use crate::publish::load::html;
use crate::publish::load::sift;
use crate::publish::load::single::article;
use crate::publish::load::walk::Walk;

/// Reads the articles below `dir`, sorted by path.
///
/// # Errors
///
/// If `dir` itself cannot be read. Problems below it are reported with the articles.
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

/// If there are more articles than this, only their heads are read at first.
const MANY: usize = 100;

/// The number of articles that a thread reads before it fetches more.
const AT_ONCE: usize = 32;

/// Reads articles on all processors, in the order of `paths`.
fn articles(dir: &Path, root: &Path, paths: &[String], options: &Options) -> Vec<Loaded> {
    // If only a few of many articles are published, the texts of the others are not rendered.
    let options =
        &Options { heads_only: options.heads_only && paths.len() > MANY, ..options.clone() };
    options.progress.found(paths.len());
    let read = |paths: &[String]| -> Vec<Loaded> {
        let articles = paths.iter().map(|it| article(dir, root, it, bytes_found, options));
        articles.inspect(|_| options.progress.has_read(1)).collect()
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

/// Reads only the article at `file`, as if its folder were the folder of articles.
pub fn read_file(file: &Path, options: &Options) -> Loaded {
    let dir = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    match dir.canonicalize() {
        Ok(root) => article(dir, &root, &name, bytes, options),
        Err(error) => Loaded::unreadable(dir, &name, *unreadable(&error)),
    }
}

/// Reads only the article at `path` (relative to `dir`, with `/`). The result is the same as when all of `dir` is read.
pub fn read_below(dir: &Path, path: &str, options: &Options) -> Loaded {
    match dir.canonicalize() {
        Ok(root) => article(dir, &root, path, bytes, options),
        Err(error) => Loaded::unreadable(dir, path, *unreadable(&error)),
    }
}
