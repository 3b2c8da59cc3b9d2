//! Opens files that other programs may replace at any time.

use std::fs::File;
use std::fs::Metadata;
use std::io;
use std::path::Path;

/// Opens the regular file at `path`, which was a regular file when it was last looked at. If it is a pipe or a link by now, this neither
/// waits for the other end of the pipe nor follows the link.
pub(crate) fn regular(path: &Path) -> io::Result<(File, Metadata)> {
    #[cfg(unix)]
    return checked(path, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    #[cfg(not(unix))]
    checked(path, 0)
}

/// The same for a path that may be a link.
pub(crate) fn regular_or_link(path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    let flags = libc::O_NONBLOCK;
    #[cfg(not(unix))]
    let flags = 0;
    checked(path, flags).map(|it| it.0)
}

fn checked(path: &Path, flags: i32) -> io::Result<(File, Metadata)> {
    let file = opened(path, flags)?;
    let metadata = file.metadata()?;
    if metadata.is_file() {
        Ok((file, metadata))
    } else {
        Err(io::Error::other("it is a folder, pipe, socket or device, not a file"))
    }
}

#[cfg(unix)]
fn opened(path: &Path, flags: i32) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;

    File::options().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn opened(path: &Path, _flags: i32) -> io::Result<File> {
    File::open(path)
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(unix)]
    fn opens_only_regular_files_and_does_not_wait() {
        use super::regular;
        use super::regular_or_link;

        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("file"), "text").expect("it is written");
        std::os::unix::fs::symlink("file", path("link")).expect("it is linked");
        let made = std::process::Command::new("mkfifo").arg(path("pipe")).status();
        assert!(made.expect("mkfifo runs").success());
        assert!(regular(&path("file")).is_ok());
        for name in ["link", "pipe", ".", "missing"] {
            assert!(regular(&path(name)).is_err(), "{name}");
        }
        assert!(regular_or_link(&path("link")).is_ok());
        assert!(regular_or_link(&path("pipe")).is_err());
    }
}
