//! The number of files that the system lets a program open, which connections are too.

/// Files that are not connections: the inputs and outputs of the program, and those of look-ups.
const OTHERS: u64 = 128;

/// Whether an error says that this program or the system has too many open files (`EMFILE`, `ENFILE`).
pub(in crate::fetch) fn are_too_many(error: &std::io::Error) -> bool {
    cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24))
}

/// The number of connections that there is room for, at most `wanted`. Raises the limit if necessary.
pub(in crate::fetch) fn connections(wanted: usize) -> usize {
    let needed = u64::try_from(wanted).unwrap_or(u64::MAX).saturating_add(OTHERS);
    // If the limit is not known, it does not help to be careful.
    let limit = rlimit::increase_nofile_limit(needed).unwrap_or(needed);
    let room = limit.saturating_sub(OTHERS.min(limit / 2)).max(1);
    wanted.min(usize::try_from(room).unwrap_or(usize::MAX))
}
