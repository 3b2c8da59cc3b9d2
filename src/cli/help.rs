//! What to do about errors of the system.

use std::io;

/// What to do about an error of a disk, in the imperative.
pub(super) fn help(error: &io::Error) -> Option<&'static str> {
    // Errors of this program explain themselves.
    let code = error.raw_os_error()?;
    Some(match error.kind() {
        io::ErrorKind::StorageFull => "free some space on this file system, and build again",
        io::ErrorKind::QuotaExceeded => {
            "free some space or raise the quota of this user, and build again"
        }
        io::ErrorKind::FileTooLarge => {
            "raise the limit for the size of files (`ulimit -f`), and build again"
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "make this file system writable, or choose other folders with --out and --state"
        }
        io::ErrorKind::PermissionDenied => {
            "give the user that runs feedwright permission, or choose other folders with --out and --state"
        }
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "move the file away, or choose other folders with --out and --state"
        }
        io::ErrorKind::NotFound => return None,
        _ if cfg!(unix) && TOO_MANY_FILES.contains(&code) => {
            "raise the limit of open files (`ulimit -n`), and build again"
        }
        _ => "check the disk and the log of the system, and build again",
    })
}

/// `ENFILE` and `EMFILE`, which have no kind.
const TOO_MANY_FILES: [i32; 2] = [23, 24];
