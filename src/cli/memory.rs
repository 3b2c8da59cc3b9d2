//! Where the state is if neither the command line nor a configuration says it.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use feedwright::STATE_FILE;
use feedwright::STATE_FOLDER;

/// The folder of the state, and why it is not with the articles.
pub(super) struct Memory {
    pub(super) folder: PathBuf,
    /// What to say when the state is created there.
    pub(super) note: Option<String>,
}

/// With the articles, unless they are in a git checkout, which it does not belong to, or the folder cannot be written; then
/// it is in the folder of feeds, which every build writes. A state that is there already stays where it is.
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
        "cannot be written"
    } else {
        return Memory { folder: usual, note: None };
    };
    let note = (!dry_run && !has_state(&beside)).then(|| {
        format!(
            "the state is kept in {}, because {} {why}; --state DIR puts it elsewhere",
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

/// Whether the folder can be created. The build would do that next.
fn is_writable(folder: &Path) -> bool {
    match fs::create_dir(folder) {
        Ok(()) => {
            // It is made again as builds make it, with the mode that they give it.
            let _ = fs::remove_dir(folder);
            true
        }
        Err(error) => match error.kind() {
            io::ErrorKind::AlreadyExists => !is_read_only(folder),
            // What else is wrong with it is said by the build.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => true,
            _ => false,
        },
    }
}

fn is_read_only(folder: &Path) -> bool {
    folder.metadata().is_ok_and(|it| it.permissions().readonly())
}
