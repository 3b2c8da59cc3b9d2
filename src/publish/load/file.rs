//! The bytes of one file of a folder, and nothing else: no pipe, no device, no link that leads out.

use std::fs;
use std::io;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Rule};
use crate::publish::article::Article;
use crate::publish::load::Loaded;
use crate::publish::load::Reading;
use crate::publish::rules::{ARTICLE_OUTSIDE_FOLDER, ARTICLE_TOO_LARGE, UNREADABLE_ARTICLE};
use crate::text::source::Source;
use crate::text::span::Span;

/// The largest article, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The bytes of a file of the folder. What it is, is asked before it is opened: a pipe would never end.
///
/// # Errors
///
/// What is no file, leads out of `root`, is too large or forbidden.
pub(crate) fn bytes(file: &Path, root: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let real = resolved(file, root)?;
    let metadata = real.metadata().map_err(|it| unreadable(&it))?;
    all(&real, &metadata)
}

/// The bytes of a file that a walk met: no folder above it is a link, so that only the file itself may lead elsewhere.
///
/// # Errors
///
/// As of [`bytes`].
pub(crate) fn bytes_met(file: &Path, root: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let metadata = file.symlink_metadata().map_err(|it| unreadable(&it))?;
    if metadata.is_symlink() { bytes(file, root) } else { all(file, &metadata) }
}

/// All of a file, unless it is none or too large.
fn all(file: &Path, metadata: &fs::Metadata) -> Result<Vec<u8>, Box<Diagnostic>> {
    if !metadata.is_file() {
        let mut fault =
            at_start(&UNREADABLE_ARTICLE, "this is a folder, pipe, socket or device, not a file");
        fault.help("move it out of the folder of articles");
        return Err(fault);
    }
    if metadata.len() > LARGEST {
        return Err(too_large(metadata.len()));
    }
    let expected = usize::try_from(metadata.len()).unwrap_or_default();
    let mut bytes = Vec::with_capacity(expected + 1);
    let opened = fs::File::open(file).map_err(|it| unreadable(&it))?;
    opened.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|it| unreadable(&it))?;
    match bytes.len() as u64 {
        length if length > LARGEST => Err(too_large(length)),
        _ => Ok(bytes),
    }
}

/// `file` without links.
///
/// # Errors
///
/// When it leads out of `root`, nowhere or in a circle.
pub(crate) fn resolved(file: &Path, root: &Path) -> Result<PathBuf, Box<Diagnostic>> {
    let is_link = file.symlink_metadata().map_err(|it| unreadable(&it))?.is_symlink();
    let message = match file.canonicalize() {
        Ok(real) if real.starts_with(root) => return Ok(real),
        Ok(_) => "this symbolic link leads out of the folder of articles".to_owned(),
        Err(error) if !is_link => return Err(unreadable(&error)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            "this symbolic link leads nowhere".to_owned()
        }
        Err(error) => format!("this symbolic link cannot be followed: {error}"),
    };
    let mut fault = at_start(&ARTICLE_OUTSIDE_FOLDER, message);
    fault.note("only what lies in the folder is published");
    fault.help("copy the file into the folder, or remove the link");
    Err(fault)
}

/// A file that the system does not give.
pub(crate) fn unreadable(error: &io::Error) -> Box<Diagnostic> {
    let mut fault = at_start(&UNREADABLE_ARTICLE, format!("cannot be read: {error}"));
    if error.kind() == io::ErrorKind::PermissionDenied {
        fault.help("allow the user that runs this to read it: chmod u+r");
    }
    fault
}

fn too_large(length: u64) -> Box<Diagnostic> {
    let message = format!("the file has {length} bytes; {LARGEST} is the limit");
    let mut fault = at_start(&ARTICLE_TOO_LARGE, message);
    fault.note("an article is a text of some kilobytes");
    fault.help("move images and recordings into files of their own");
    fault
}

/// What is wrong with a file as a whole.
pub(crate) fn at_start(rule: &'static Rule, message: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(rule, Span::default(), message))
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
