//! Finds the documents that the arguments name, in a fixed order, and reads or fetches them. Special files such as devices are
//! not opened, because reading them may never end. Links that lead out of a folder are not followed.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use url::Url;

use crate::cli::args::Global;
use crate::cli::args::check::Check;
use crate::cli::complain;
use feedwright::FetchError;
use feedwright::FetchSettings;
use feedwright::Fetched;
use feedwright::Network;
use feedwright::Replay;
use feedwright::Request;
use feedwright::Terminal;
use feedwright::again;
use feedwright::is_url;
use feedwright::listed;
use feedwright::saved_response;
use feedwright::without_credentials;

/// The file extensions that are searched for in folders.
const EXTENSIONS: &[&str] = &["xml", "rss", "atom", "rdf", "opml", "json"];

/// Where a document comes from.
#[derive(Debug)]
pub(super) enum Input {
    Stdin,
    File(PathBuf),
    Url(String),
    /// A response that is saved in a file, with its headers. `-` means standard input.
    Saved(PathBuf),
}

/// A document to check.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) input: Input,
    /// Its name in the report.
    pub(super) name: String,
    /// The URL it is served at.
    pub(super) base_url: Option<String>,
    /// The index of the folder in which the document was found. `None` if the argument names the document itself.
    pub(super) folder: Option<usize>,
}

/// Extensions that are also used for files other than feeds.
const SHARED: &[&str] = &["xml", "rdf", "json"];

/// How documents are fetched, and where saved responses came from.
pub(super) struct Remote {
    /// The network, if there is a URL to fetch.
    pub(super) network: Option<Box<dyn Network>>,
    pub(super) settings: FetchSettings,
    /// The URL of saved responses.
    pub(super) as_url: Option<String>,
}

/// The content of a document.
pub(super) enum Contents {
    Bytes(Vec<u8>),
    /// The document is larger than the limit and was not read.
    TooLarge,
    /// A response of a server, and the saved conversation that it comes from. It also answers further requests.
    Fetched(Box<Fetched>, Option<Replay>),
    /// The response is not complete.
    Failed(FetchError),
}

/// The documents and folders that the arguments name.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The documents, in the order of the report.
    pub(super) documents: Vec<Document>,
    /// The folders that the arguments name.
    pub(super) folders: Vec<String>,
    /// The number of folders that could not be read. An error has been printed for each.
    pub(super) unreadable: usize,
}

/// Finds the documents that the arguments name.
pub(super) fn documents(check: &Check, global: &Global) -> Result<Found> {
    let mut paths = check.paths.clone();
    if let Some(list) = &check.files_from {
        paths.extend(read_list(list)?);
    } else if paths.is_empty() && check.response.is_empty() {
        bail!(
            "expected a file, a folder, a URL, or `-` for standard input (see `feedwright check --help`)"
        );
    }
    let base = match &check.base_url {
        Some(text) => match Url::parse(text) {
            Ok(url) if !url.cannot_be_a_base() => Some(url),
            _ => bail!(
                "`{text}` is not an absolute URL; use, for example, --base-url https://example.org/feeds/"
            ),
        },
        None => None,
    };
    let mut found = Found::default();
    let document = |name: String, input: Input| {
        let base_url = check.base_url.clone();
        Document { input, name, base_url, folder: None }
    };
    for path in paths {
        let name = path.to_string_lossy();
        if path.as_os_str() == "-" {
            found.documents.push(document(check.stdin_filename.clone(), Input::Stdin));
        } else if is_url(&name) && !path.exists() {
            found
                .documents
                .push(document(without_credentials(&name), Input::Url(name.into_owned())));
        } else if path.is_dir() {
            walk(&path, base.as_ref(), global, &mut found);
        } else {
            found.documents.push(document(name.into_owned(), Input::File(path)));
        }
    }
    for path in &check.response {
        let name = match &check.as_url {
            Some(url) => without_credentials(url),
            None if path.as_os_str() == "-" => check.stdin_filename.clone(),
            None => path.to_string_lossy().into_owned(),
        };
        found.documents.push(document(name, Input::Saved(path.clone())));
    }
    Ok(found)
}

/// Reads the paths and URLs in a list.
fn read_list(list: &Path) -> Result<Vec<PathBuf>> {
    if list.as_os_str() == "-" {
        return listed(io::stdin().lock()).context("cannot read the list from standard input");
    }
    File::open(list).and_then(listed).with_context(|| format!("cannot read {}", list.display()))
}

/// Finds the documents in a folder, in the order of their paths. Links to folders are not followed. If
/// the target is in the same folder, it is found anyway. If not, the user did not ask for it.
fn walk(root: &Path, base: Option<&Url>, global: &Global, found: &mut Found) {
    let mut paths = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                found.unreadable += 1;
                complain(&format!("{}: cannot be read: {error}", shown(&folder)));
                continue;
            }
        };
        for entry in entries {
            let path = entry.path();
            let kind = entry.file_type().ok();
            if kind.is_some_and(|it| it.is_dir()) {
                folders.push(path);
            } else if has_extension(&path, EXTENSIONS) {
                match why_not(root, &path) {
                    None => paths.push(path),
                    Some(why) if !global.quiet => {
                        complain(&format!("skipped {}: {why}", shown(&path)));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    paths.sort();
    let folder = Some(found.folders.len());
    found.folders.push(root.to_string_lossy().into_owned());
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        let base_url = base.map(|it| below(it, path.strip_prefix(root).unwrap_or(&path)));
        found.documents.push(Document { input: Input::File(path), name, base_url, folder });
    }
}

/// Returns why a path in a folder is not checked, if it is not.
fn why_not(root: &Path, path: &Path) -> Option<&'static str> {
    let Ok(metadata) = std::fs::symlink_metadata(path) else {
        return None; // The error appears when the file is read.
    };
    if !metadata.is_symlink() {
        return (!metadata.is_file()).then_some("it is not a regular file");
    }
    match (root.canonicalize(), path.canonicalize()) {
        (_, Err(_)) => Some("the link is broken"),
        (Ok(root), Ok(target)) if !target.starts_with(&root) => {
            Some("the link points outside the folder; to check the file, pass its path")
        }
        (_, Ok(target)) if !target.is_file() => Some("the link does not point to a file"),
        _ => None,
    }
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    extensions.iter().any(|it| it.eq_ignore_ascii_case(extension))
}

/// Returns the URL of a document below the URL of its folder.
fn below(base: &Url, path: &Path) -> String {
    let mut url = base.clone();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(path.iter().map(|it| it.to_string_lossy()));
    }
    url.into()
}

fn shown(path: &Path) -> String {
    Terminal(&path.to_string_lossy()).to_string()
}

impl Document {
    /// The path of a document in a file.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.input {
            Input::File(path) => Some(path),
            Input::Stdin | Input::Url(_) | Input::Saved(_) => None,
        }
    }

    /// The path that determines how the document is checked. For standard input, it is the name of `--stdin-filename`.
    pub(super) fn place(&self) -> Option<&Path> {
        match &self.input {
            Input::File(path) => Some(path),
            Input::Stdin if self.name != "-" => Some(Path::new(&self.name)),
            Input::Stdin | Input::Url(_) | Input::Saved(_) => None,
        }
    }

    /// The URL of a document on the network, with its credentials.
    pub(super) fn url(&self) -> Option<&str> {
        match &self.input {
            Input::Url(url) => Some(url),
            Input::File(_) | Input::Stdin | Input::Saved(_) => None,
        }
    }

    /// Whether the document may be a file other than a feed, which is skipped: it was found in a folder, and its
    /// extension is not specific to feeds.
    pub(super) fn may_be_other(&self) -> bool {
        self.folder.is_some() && self.path().is_some_and(|it| has_extension(it, SHARED))
    }

    /// Reads or fetches the document if it has at most `most` bytes.
    pub(super) fn read(&self, most: u64, remote: &Remote) -> Result<Contents, String> {
        match &self.input {
            Input::Stdin => read_stdin(most),
            Input::File(path) => read_file(path, most),
            Input::Url(url) => {
                let network = remote.network.as_deref().ok_or("the network is not open")?;
                Ok(fetch(network, url))
            }
            Input::Saved(path) => {
                let contents = if path.as_os_str() == "-" {
                    read_stdin(most)?
                } else {
                    read_file(path, most)?
                };
                let Contents::Bytes(bytes) = contents else { return Ok(contents) };
                if Replay::is_conversation(&bytes) {
                    return replay(&bytes, &remote.settings);
                }
                let fetched = saved_response(&bytes, remote.as_url.as_deref(), &remote.settings)
                    .map_err(|it| it.to_string())?;
                Ok(Contents::Fetched(Box::new(fetched), None))
            }
        }
    }
}

/// Fetches a document, and asks the server a second time whether it has changed.
fn fetch(network: &dyn Network, url: &str) -> Contents {
    let request = Request::get(url);
    match network.send(&request) {
        Ok(mut fetched) => {
            fetched.response.again = again(network, &request, &fetched).map(Box::new);
            Contents::Fetched(Box::new(fetched), None)
        }
        Err(error) => Contents::Failed(error),
    }
}

/// Reads a conversation, and the document in its first response.
fn replay(bytes: &[u8], settings: &FetchSettings) -> Result<Contents, String> {
    let replay = Replay::read(bytes, settings).map_err(|it| it.to_string())?;
    Ok(match replay.send(&Request::get(replay.url())) {
        Ok(fetched) => Contents::Fetched(Box::new(fetched), Some(replay)),
        Err(error) => Contents::Failed(error),
    })
}

fn read_stdin(most: u64) -> Result<Contents, String> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(most + 1).read_to_end(&mut bytes).map_err(|it| unreadable(&it))?;
    Ok(limited(bytes, most))
}

/// Reads a file. Only regular files and pipes from the shell are opened.
fn read_file(path: &Path, most: u64) -> Result<Contents, String> {
    let metadata = std::fs::metadata(path).map_err(|it| unreadable(&it))?;
    if metadata.is_dir() || !(metadata.is_file() || is_shell_descriptor(path)) {
        return Err("is not a regular file; to check the output of a program, use a pipe: … | feedwright check -".to_owned());
    }
    if metadata.len() > most {
        return Ok(Contents::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    File::open(path)
        .and_then(|it| it.take(most + 1).read_to_end(&mut bytes))
        .map_err(|it| unreadable(&it))?;
    Ok(limited(bytes, most))
}

fn limited(bytes: Vec<u8>, most: u64) -> Contents {
    if bytes.len() as u64 > most { Contents::TooLarge } else { Contents::Bytes(bytes) }
}

fn unreadable(error: &io::Error) -> String {
    format!("cannot be read: {error}")
}

/// Whether a path is a file descriptor that the shell opened, as in `feedwright check <(curl …)`.
fn is_shell_descriptor(path: &Path) -> bool {
    ["/dev/fd", "/proc/self/fd", "/dev/stdin"].iter().any(|it| path.starts_with(it))
}
