//! Recordings: their media type, and the size and the duration of files that belong to the site.

use std::path::Path;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;

use crate::publish::article::Enclosure;
use crate::publish::load::Options;
use crate::publish::load::author_value;
use crate::publish::load::media_file;
use crate::publish::load::media_file::Contents;
use crate::value::media_type;

/// The media types of common enclosures. Apple requires `audio/x-m4a` (<https://podcasters.apple.com/support/823>).
#[rustfmt::skip]
static TYPES: &[(&str, &str)] = &[
    ("mp3",  "audio/mpeg"),      ("m4a",  "audio/x-m4a"),  ("m4b",  "audio/x-m4a"),  ("aac", "audio/aac"),        ("ogg", "audio/ogg"),
    ("oga",  "audio/ogg"),       ("opus", "audio/ogg"),    ("flac", "audio/flac"),   ("wav", "audio/wav"),        ("mp4", "video/mp4"),
    ("m4v",  "video/x-m4v"),     ("mov",  "video/quicktime"), ("webm", "video/webm"), ("ogv", "video/ogg"),       ("pdf", "application/pdf"),
    ("epub", "application/epub+zip"), ("zip", "application/zip"), ("jpg", "image/jpeg"), ("jpeg", "image/jpeg"),  ("png", "image/png"),
];

/// A problem with a recording.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Its size is unknown because the file was not found.
    NotMeasured,
    /// Its file is something else than the article or the name of the file says.
    Mislabeled {
        /// What is wrong.
        message: String,
        /// Why it matters.
        note: &'static str,
        /// What to do.
        help: String,
    },
}

/// Completes an enclosure of the article at `path` (relative to `root`, with `/`): its type from the extension, and its size if it is a
/// file of the site. If it `reads` the file, also its duration, and its type by its contents.
pub(crate) fn measure(
    enclosure: &mut Enclosure,
    path: &str,
    root: &Path,
    options: &Options,
    reads: bool,
) -> Option<Fault> {
    let stated = enclosure.clone();
    let extension = extension(&stated.url);
    if enclosure.r#type.is_none() {
        let known = TYPES.iter().find(|it| extension.as_deref() == Some(it.0));
        enclosure.r#type = known.map(|it| it.1.to_owned());
    }
    let places = places(&stated.url, path, root, options);
    let Some((file, length)) = places.into_iter().find_map(|(file, root)| inside(file, &root))
    else {
        let is_unknown = !is_absolute(&stated.url) && enclosure.length.is_none();
        return is_unknown.then_some(Fault::NotMeasured);
    };
    enclosure.length = Some(length);
    let contents =
        if reads { media_file::read(&file).unwrap_or_default() } else { Contents::default() };
    enclosure.file = Some(file);
    enclosure.duration = enclosure.duration.or(contents.seconds);
    let current = enclosure.r#type.clone().unwrap_or_default();
    if let Some(format) = contents.format.filter(|it| !it.fits(media_type::essence(&current)))
        && (format.is_playable() || current.is_empty())
    {
        enclosure.r#type = Some(format.media_type.to_owned());
    }
    mislabeled(&stated, &current, length, &contents)
}

/// How the file differs from what the article and the name of the file say.
fn mislabeled(
    stated: &Enclosure,
    media_type: &str,
    length: u64,
    contents: &Contents,
) -> Option<Fault> {
    let fault = |message, note, help| Some(Fault::Mislabeled { message, note, help });
    let url = &stated.url;
    if contents.is_pointer {
        return fault(
            format!("the recording is a Git LFS pointer, not the file itself: `{url}`"),
            "the size and the duration in the feed are wrong",
            "run `git lfs pull` before the build".to_owned(),
        );
    }
    if length == 0 {
        return fault(
            format!("the recording is empty: `{url}`"),
            "podcast apps cannot play it",
            "copy the file again".to_owned(),
        );
    }
    if let Some(format) = contents.format.filter(|it| !it.fits(media_type::essence(media_type)))
        && !media_type.is_empty()
    {
        let name = format.name;
        let (Some(stated), true) = (&stated.r#type, format.is_playable()) else {
            return fault(
                format!("the recording is a file in the format {name}: `{url}`"),
                "web servers derive the type of a file from its extension, so players may not play it",
                format!("rename it so that it ends with `.{}`, or convert it", format.extension),
            );
        };
        return fault(
            format!("the type of the recording is given as `{stated}`, but its format is {name}"),
            "players choose how to play a file by its type; the feed has the type of the file",
            format!("change the type to `{}`, or remove it", format.media_type),
        );
    }
    stated.length.filter(|it| *it != length).and_then(|it| {
        fault(
            format!("the size of the recording is given as {it}, but the file has {length} bytes"),
            "the feed has the size of the file",
            format!("change it to {length}, or remove it"),
        )
    })
}

/// The places where [`measure`] looks for the recording of the article at `path`, and whether there is a file. It stops at the first one.
pub(crate) fn looked_for(
    enclosure: &Enclosure,
    path: &str,
    root: &Path,
    options: &Options,
) -> Vec<(PathBuf, bool)> {
    let mut found = Vec::new();
    for (file, _) in places(&enclosure.url, path, root, options) {
        let is_file = enclosure.file.as_ref() == Some(&file);
        found.push((file, is_file));
        if is_file {
            break;
        }
    }
    found
}

/// Whether a URL has a host.
fn is_absolute(url: &str) -> bool {
    author_value::scheme(url).is_some() || url.starts_with("//")
}

/// The extension of the file at a URL, in lowercase.
fn extension(url: &str) -> Option<String> {
    let address = url.split(['?', '#']).next().unwrap_or_default();
    address.rsplit_once('.').map(|it| it.1.to_ascii_lowercase())
}

/// The paths that a URL may refer to, each with the folder that must contain it: in the folder of articles, then in those of the site.
fn places(url: &str, path: &str, root: &Path, options: &Options) -> Vec<(PathBuf, PathBuf)> {
    let address = url.split(['?', '#']).next().unwrap_or_default();
    let home = options.site_url.as_ref().map_or("", |it| it.as_str());
    let address = match address.strip_prefix(home).filter(|_| !home.is_empty()) {
        Some(below) => format!("/{below}"),
        None if is_absolute(address) => return Vec::new(),
        None => address.to_owned(),
    };
    let mut places: Vec<(PathBuf, PathBuf)> = Vec::new();
    let mut add = |address: &str| {
        let folder = path.rsplit_once('/').map_or("", |it| it.0);
        let folder = if address.starts_with('/') { "" } else { folder };
        let roots =
            std::iter::once((root, folder)).chain(options.media.iter().map(|it| (&**it, "")));
        for (root, folder) in roots {
            if let Some(file) = place(root, folder, address)
                && !places.iter().any(|it| it.0 == file)
            {
                places.push((file, root.to_owned()));
            }
        }
    };
    add(&address);
    if address.contains('%')
        && let Ok(decoded) = percent_decode_str(&address).decode_utf8()
    {
        add(&decoded);
    }
    places
}

/// The path of `address` in `folder`, which is below `root`. `None` if it leads out of `root`.
fn place(root: &Path, folder: &str, address: &str) -> Option<PathBuf> {
    let mut file = root.to_path_buf();
    let parts = folder.split('/').chain(address.split('/'));
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
