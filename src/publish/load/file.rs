//! Reads the bytes of one regular file in a folder: never a pipe or a device, and never through a link out of the folder.

use std::fs;
use std::io;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Rule};
use crate::publish::load::open::regular;
use crate::publish::rules::{ARTICLE_OUTSIDE_FOLDER, ARTICLE_TOO_LARGE, UNREADABLE_ARTICLE};
use crate::text::span::Span;

/// The largest article, in bytes.
const MAX_SIZE: u64 = 16 * 1024 * 1024;

/// The bytes of a file in the folder. The file type is checked before the file is opened, because reading a pipe would never end.
///
/// # Errors
///
/// If it is not a file, is outside `root`, is too large, or cannot be read.
pub(crate) fn bytes(file: &Path, root: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let real = resolved(file, root)?;
    let metadata = real.metadata().map_err(|it| unreadable(&it))?;
    all(&real, &metadata)
}

/// The bytes of a file found while walking the folder. No folder above it is a link, so only the file itself may lead elsewhere.
///
/// # Errors
///
/// The same as [`bytes`].
pub(crate) fn bytes_found(file: &Path, root: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    // On Unix, this fails for links.
    if cfg!(unix)
        && let Ok((opened, metadata)) = regular(file)
    {
        return contents(opened, metadata.len());
    }
    let metadata = file.symlink_metadata().map_err(|it| unreadable(&it))?;
    if metadata.is_symlink() { bytes(file, root) } else { all(file, &metadata) }
}

/// The contents of a file, unless it is not a regular file or is too large.
fn all(file: &Path, metadata: &fs::Metadata) -> Result<Vec<u8>, Box<Diagnostic>> {
    if !metadata.is_file() {
        let mut fault =
            at_start(&UNREADABLE_ARTICLE, "this is a folder, pipe, socket or device, not a file");
        fault.help("move it out of the folder of articles");
        return Err(fault);
    }
    let (opened, metadata) = regular(file).map_err(|it| unreadable(&it))?;
    contents(opened, metadata.len())
}

/// The contents of a file with this length, unless it is too large.
fn contents(opened: fs::File, length: u64) -> Result<Vec<u8>, Box<Diagnostic>> {
    if length > MAX_SIZE {
        return Err(too_large(length));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    opened.take(MAX_SIZE + 1).read_to_end(&mut bytes).map_err(|it| unreadable(&it))?;
    match bytes.len() as u64 {
        length if length > MAX_SIZE => Err(too_large(length)),
        _ => Ok(bytes),
    }
}

/// The path of `file` with links resolved.
///
/// # Errors
///
/// If it leads out of `root`, to a file that does not exist, or in a circle.
pub(crate) fn resolved(file: &Path, root: &Path) -> Result<PathBuf, Box<Diagnostic>> {
    let is_link = file.symlink_metadata().map_err(|it| unreadable(&it))?.is_symlink();
    let message = match file.canonicalize() {
        Ok(real) if real.starts_with(root) => return Ok(real),
        Ok(_) => "this symbolic link points outside the folder of articles".to_owned(),
        Err(error) if !is_link => return Err(unreadable(&error)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            "the target of this symbolic link does not exist".to_owned()
        }
        Err(error) => format!("this symbolic link cannot be followed: {error}"),
    };
    let mut fault = at_start(&ARTICLE_OUTSIDE_FOLDER, message);
    fault.note("only files inside the folder are published");
    fault.help("copy the file into the folder, or remove the link");
    Err(fault)
}

/// The start of the message about an error of the file system.
static FAILED: &str = "failed to read: ";

/// The error of the file system that a diagnostic is about. Its reason may be gone before the next build, although no file has changed.
pub(crate) fn error_of_the_system(fault: &Diagnostic) -> Option<&str> {
    fault.message.strip_prefix(FAILED).filter(|_| *fault.rule == UNREADABLE_ARTICLE)
}

/// The diagnostic for an error of the file system.
pub(crate) fn unreadable(error: &io::Error) -> Box<Diagnostic> {
    let mut fault = at_start(&UNREADABLE_ARTICLE, format!("{FAILED}{error}"));
    if error.kind() == io::ErrorKind::PermissionDenied {
        fault.help("give the user that runs feedwright permission to read it, for example with `chmod u+r`");
    }
    fault
}

fn too_large(length: u64) -> Box<Diagnostic> {
    let message = format!("the file is too large: {length} bytes, but the limit is {MAX_SIZE}");
    let mut fault = at_start(&ARTICLE_TOO_LARGE, message);
    fault.note("most articles are a few kilobytes of text");
    fault.help("move images and recordings into separate files");
    fault
}

/// A diagnostic about a file as a whole.
pub(crate) fn at_start(rule: &'static Rule, message: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(rule, Span::default(), message))
}
