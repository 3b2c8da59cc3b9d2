//! What to do about errors of the system.

use std::error::Error;
use std::io;

use feedwright::Failure;

use crate::cli::chain;

/// A failure with its causes, and what to do about it.
pub(super) fn explained(failure: &Failure) -> String {
    let mut text = chain(failure);
    if matches!(failure, Failure::Write(_)) {
        text.push_str("\n  note: each feed is complete, either the old or the new version");
    }
    if let Some(help) = failure.source().and_then(|it| it.downcast_ref()).and_then(help) {
        text.push_str("\n  help: ");
        text.push_str(help);
    }
    text
}

/// What to do about an error of the system.
fn help(error: &io::Error) -> Option<&'static str> {
    // The other errors are from this program, and their messages are enough.
    let code = error.raw_os_error()?;
    Some(match error.kind() {
        io::ErrorKind::NotFound => return None,
        io::ErrorKind::StorageFull => {
            "free some space on this file system, and run the command again"
        }
        io::ErrorKind::QuotaExceeded => {
            "free some space, or raise the quota of this user, and run the command again"
        }
        io::ErrorKind::FileTooLarge => {
            "raise the limit for the size of files (`ulimit -f`), and run the command again"
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "make the file system writable, or set other folders with --out and --state"
        }
        io::ErrorKind::PermissionDenied => {
            "give the user that runs feedwright this permission, or run it as another user"
        }
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "move the file that is in the place of a folder, or set other folders with --out and --state"
        }
        _ if cfg!(unix) && TOO_MANY_FILES.contains(&code) => {
            "raise the limit of open files (`ulimit -n`), and run the command again"
        }
        _ => "check the disk and the log of the system, and run the command again",
    })
}

/// `ENFILE` and `EMFILE`, which have no kind.
const TOO_MANY_FILES: [i32; 2] = [23, 24];
