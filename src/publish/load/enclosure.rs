//! Recordings: their media type by extension, and the size of files in the folder of articles.

use std::path::{Path, PathBuf};

use crate::publish::article::Enclosure;
use crate::publish::load::author_value;

/// The media types of common enclosures. Apple requires `audio/x-m4a` (<https://podcasters.apple.com/support/823>).
#[rustfmt::skip]
static TYPES: &[(&str, &str)] = &[
    ("mp3",  "audio/mpeg"),      ("m4a",  "audio/x-m4a"),  ("m4b",  "audio/x-m4a"),  ("aac", "audio/aac"),        ("ogg", "audio/ogg"),
    ("oga",  "audio/ogg"),       ("opus", "audio/ogg"),    ("flac", "audio/flac"),   ("wav", "audio/wav"),        ("mp4", "video/mp4"),
    ("m4v",  "video/x-m4v"),     ("mov",  "video/quicktime"), ("webm", "video/webm"), ("ogv", "video/ogg"),       ("pdf", "application/pdf"),
    ("epub", "application/epub+zip"), ("zip", "application/zip"), ("jpg", "image/jpeg"), ("jpeg", "image/jpeg"),  ("png", "image/png"),
];

/// Completes an enclosure of the article at `path` (relative to `root`, with `/`): its type from the extension, and its size if
/// it is a file inside `root`. Returns whether its size is unknown because the file was not found.
pub(crate) fn measure(enclosure: &mut Enclosure, path: &str, root: &Path) -> bool {
    let address = enclosure.url.split(['?', '#']).next().unwrap_or_default().to_owned();
    if enclosure.r#type.is_none() {
        let extension = address.rsplit_once('.').map(|it| it.1.to_ascii_lowercase());
        let known = TYPES.iter().find(|it| extension.as_deref() == Some(it.0));
        enclosure.r#type = known.map(|it| it.1.to_owned());
    }
    if author_value::scheme(&address).is_some() || address.starts_with("//") {
        return false;
    }
    let found = place(&address, path, root).and_then(|it| inside(it, root));
    let Some((file, length)) = found else {
        return enclosure.length.is_none();
    };
    enclosure.length.get_or_insert(length);
    enclosure.file = Some(file);
    false
}

/// The place where [`measure`] looks for the recording of the article at `path`, whether there is a file or not.
pub(crate) fn looked_for(enclosure: &Enclosure, path: &str, root: &Path) -> Option<PathBuf> {
    let address = enclosure.url.split(['?', '#']).next().unwrap_or_default();
    if author_value::scheme(address).is_some() || address.starts_with("//") {
        return None;
    }
    place(address, path, root)
}

/// The path that `address` refers to.
fn place(address: &str, path: &str, root: &Path) -> Option<PathBuf> {
    let folder = path.rsplit_once('/').map_or("", |it| it.0);
    let mut file = root.to_path_buf();
    let from_root = address.starts_with('/');
    let parts = if from_root { "" } else { folder }.split('/').chain(address.split('/'));
    for part in parts.filter(|it| !it.is_empty() && *it != ".") {
        if part == ".." || part.contains(['\\', '\0']) {
            return None;
        }
        file.push(part);
    }
    Some(file)
}

/// A file and its size. `None` if there is no such file inside `root`, with links resolved.
fn inside(file: PathBuf, root: &Path) -> Option<(PathBuf, u64)> {
    let real = file.canonicalize().ok()?;
    let metadata = real.metadata().ok()?;
    let within = real.starts_with(root.canonicalize().ok()?);
    (within && metadata.is_file()).then_some((file, metadata.len()))
}
