//! Chooses the folder of the state if neither the command line nor a configuration names one.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use feedwright::STATE_FILE;
use feedwright::STATE_FOLDER;

/// The folder of the state, and a note if it is not the usual one.
pub(super) struct Memory {
    pub(super) folder: PathBuf,
    /// The note to print when the state is created there.
    pub(super) note: Option<String>,
}

/// The state is usually stored with the articles. If they are in a git checkout, or if their folder cannot be written
/// to, the state is stored in the folder of feeds, which every build writes to. An existing state stays where it is.
pub(super) fn unconfigured(articles: &Path, out: &Path, dry_run: bool) -> Memory {
    let usual = articles.join(STATE_FOLDER);
    let beside = out.join(STATE_FOLDER);
    let has_state = |it: &Path| it.join(STATE_FILE).exists();
    if has_state(&usual) {
        return Memory { folder: usual, note: None };
    }
    let why = if is_in_checkout(articles) {
        "is in a git checkout"
    } else if has_state(&beside) || !dry_run && !is_writable(&usual) {
        "cannot be written to"
    } else {
        return Memory { folder: usual, note: None };
    };
    let note = (!dry_run && !has_state(&beside)).then(|| {
        format!(
            "the state is stored in {} because {} {why}; use --state DIR to store it elsewhere",
            beside.display(),
            articles.display()
        )
    });
    Memory { folder: beside, note }
}

fn is_in_checkout(folder: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else { return false };
    folder.ancestors().any(|it| it.join(".git").exists())
}

/// Whether the folder can be created, which is what the build does next.
fn is_writable(folder: &Path) -> bool {
    match fs::create_dir(folder) {
        Ok(()) => {
            // The build creates it again with the right permissions.
            let _ = fs::remove_dir(folder);
            true
        }
        Err(error) => match error.kind() {
            io::ErrorKind::AlreadyExists => !is_read_only(folder),
            // The build reports all other problems.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => true,
            _ => false,
        },
    }
}

fn is_read_only(folder: &Path) -> bool {
    folder.metadata().is_ok_and(|it| it.permissions().readonly())
}
