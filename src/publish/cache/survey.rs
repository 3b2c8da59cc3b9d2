//! A walk over the folder of articles that reads no file: which files there are, and their stamps.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::fs::DirEntry;
use std::hash::DefaultHasher;
use std::hash::Hash;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use crate::publish::cache::stamp;
use crate::publish::cache::stamp::ByDigest;
use crate::publish::cache::stamp::Stamp;
use crate::publish::load::selection::Selection;

/// The files of a folder of articles.
#[derive(Debug)]
pub(super) struct Survey<'s> {
    dir: &'s Path,
    selection: &'s Selection,
    /// The folder of the state relative to `dir`, if it is below. Every build changes it.
    own: Option<String>,
    /// When the survey began.
    pub(super) began: SystemTime,
    /// The sum over all files, which does not depend on their order.
    pub(super) digest: u128,
    /// Whether a file may change now without getting another stamp.
    pub(super) is_unsure: bool,
    /// The folders whose files are in the digest, relative to `dir`.
    pub(super) folders: HashSet<String>,
    files: Vec<Surveyed>,
}

/// Anything in a folder.
#[derive(Debug)]
struct Surveyed {
    folder: Arc<str>,
    name: OsString,
    /// The digest of the path and the stamp of a regular file. `None` if the file may change without getting another stamp.
    stamp: Option<u128>,
}

/// Surveys the folder `dir`, whose real path is `root`. `memory` is the folder of the state, which contains the files `own`.
pub(super) fn survey<'s>(
    dir: &'s Path,
    root: &Path,
    memory: &Path,
    selection: &'s Selection,
    own: &[&str],
) -> io::Result<Survey<'s>> {
    let memory = memory.canonicalize().ok();
    let below = memory.as_deref().and_then(|it| it.strip_prefix(root).ok());
    let mut survey = Survey {
        dir,
        selection,
        own: below.map(|it| it.to_string_lossy().replace('\\', "/")),
        began: SystemTime::now(),
        digest: 0,
        is_unsure: false,
        folders: HashSet::new(),
        files: Vec::new(),
    };
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        survey.folder(&folder, &mut folders, own)?;
        survey.folders.insert(folder);
    }
    Ok(survey)
}

impl Survey<'_> {
    fn folder(
        &mut self,
        folder: &str,
        folders: &mut Vec<String>,
        own_files: &[&str],
    ) -> io::Result<()> {
        let place: PathBuf = self.dir.join(folder);
        let is_own = self.own.as_deref() == Some(folder);
        let mut hasher = DefaultHasher::new();
        folder.hash(&mut hasher);
        if !is_own {
            // A file that existed only for a moment has changed the stamp of its folder.
            let stamp = Stamp::of(&fs::metadata(&place)?);
            self.add_stamped(hasher.clone(), &stamp);
        }
        let shared = Arc::from(folder);
        for entry in fs::read_dir(&place)? {
            let entry = entry?;
            let name = entry.file_name();
            if is_own && own_files.iter().any(|it| name == *it) {
                continue;
            }
            let mut hasher = hasher.clone();
            name.hash(&mut hasher);
            self.entry(&entry, &shared, hasher, folders)?;
        }
        Ok(())
    }

    fn entry(
        &mut self,
        entry: &DirEntry,
        folder: &Arc<str>,
        mut hasher: DefaultHasher,
        folders: &mut Vec<String>,
    ) -> io::Result<()> {
        let kind = entry.file_type()?;
        let name = entry.file_name();
        let mut known = None;
        if name.as_encoded_bytes().starts_with(b".") {
            self.digest = self.digest.wrapping_add(stamp::digest(hasher));
        } else if kind.is_dir() {
            if let Some(name) = name.to_str() {
                let slash = if folder.is_empty() { "" } else { "/" };
                let path = format!("{folder}{slash}{name}");
                if self.selection.descends(&path, name) {
                    folders.push(path);
                }
            }
            "folder".hash(&mut hasher);
            self.digest = self.digest.wrapping_add(stamp::digest(hasher));
        } else if kind.is_symlink() {
            let followed = stamp::followed(&entry.path(), self.began);
            followed.digest.hash(&mut hasher);
            self.is_unsure |= followed.may_be_kept;
            self.digest = self.digest.wrapping_add(stamp::digest(hasher));
        } else {
            let stamp = Stamp::of(&entry.metadata()?);
            let digest = self.add_stamped(hasher, &stamp);
            known = Some(digest).filter(|_| !stamp.may_be_kept(self.began));
        }
        self.files.push(Surveyed { folder: Arc::clone(folder), name, stamp: known });
        Ok(())
    }

    /// The stamp of each file by the key of its path. `None` if the file may change without getting another stamp.
    pub(super) fn stamps(&self) -> ByDigest<Option<u128>> {
        let named = self.files.iter().filter_map(|it| {
            let slash = if it.folder.is_empty() { "" } else { "/" };
            let path = format!("{}{slash}{}", it.folder, it.name.to_str()?);
            Some((Survey::key(&path), it.stamp))
        });
        named.collect()
    }

    /// Whether there may be files that add fields to articles.
    pub(super) fn has_sidecars(&self) -> bool {
        self.files.iter().any(|it| it.name.as_encoded_bytes().ends_with(b".toml"))
    }

    /// The key of a file, by its path relative to the folder of articles.
    pub(super) fn key(path: &str) -> u128 {
        stamp::digest_of(path.as_bytes())
    }

    /// Adds a file or folder with its stamp, and returns the digest of its path and stamp.
    fn add_stamped(&mut self, mut hasher: DefaultHasher, stamp: &Stamp) -> u128 {
        stamp.hash(&mut hasher);
        let digest = stamp::digest(hasher);
        self.is_unsure |= stamp.may_be_kept(self.began);
        self.digest = self.digest.wrapping_add(digest);
        digest
    }
}
