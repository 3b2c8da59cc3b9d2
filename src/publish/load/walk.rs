//! Walks a folder and decides which files are articles, which are skipped, and why. Links out of the folder are not followed.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::publish::load::Folder;
use crate::publish::load::Form;
use crate::publish::load::Loaded;
use crate::publish::load::Options;
use crate::publish::load::PassedOver;
use crate::publish::load::file::at_start;
use crate::publish::load::file::resolved;
use crate::publish::load::file::unreadable;
use crate::publish::load::selection;
use crate::publish::rules::UNREADABLE_ARTICLE;

/// The walk over a folder of articles.
pub(super) struct Walk<'d> {
    pub(super) dir: &'d Path,
    /// `dir` with links resolved. Links inside the folder must stay below it.
    pub(super) root: PathBuf,
    pub(super) options: &'d Options,
    pub(super) folder: Folder,
    /// The articles, relative to `dir`.
    pub(super) files: Vec<String>,
    /// Whether there is a file that may be the sidecar of an article.
    pub(super) has_sidecars: bool,
}

impl Walk<'_> {
    /// Lists `first` and all folders below it. Only a failure to read `first` is an error.
    pub(super) fn list(&mut self, first: String) -> io::Result<()> {
        let mut folders = vec![first];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(self.dir.join(&folder)) {
                Ok(entries) => entries,
                Err(error) if folder.is_empty() => return Err(error),
                Err(error) => {
                    self.reject(&folder, *unreadable(&error));
                    continue;
                }
            };
            for entry in entries {
                match entry {
                    Ok(entry) => self.entry(&folder, &entry, &mut folders),
                    Err(error) if folder.is_empty() => return Err(error),
                    Err(error) => self.reject(&folder, *unreadable(&error)),
                }
            }
        }
        Ok(())
    }

    fn entry(&mut self, folder: &str, entry: &fs::DirEntry, folders: &mut Vec<String>) {
        let name = entry.file_name();
        let shown = name.to_string_lossy();
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{slash}{shown}");
        if shown.starts_with('.') {
            return self.skip(path, "its name starts with a dot");
        }
        self.has_sidecars |= shown.ends_with(".toml");
        let selection = &self.options.selection;
        let is_article = Form::of(&shown).is_some();
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => return self.reject(&path, *unreadable(&error)),
        };
        if kind.is_dir() && name.to_str().is_some() {
            if selection::is_left_to_generators(&shown) {
                return self.skip(path, "it belongs to a generator or a package manager");
            }
            if selection.excludes_folder(&path) {
                return self.skip(path, EXCLUDED);
            }
            if selection.enters(&path) {
                folders.push(path);
            }
            return;
        }
        if !selection.holds(&path) {
            return;
        }
        if selection.excludes(&path) {
            return self.skip(path, EXCLUDED);
        }
        if is_article && selection.is_page(&path) {
            return self.skip_text(path, "the site's generator does not treat it as a post");
        }
        if kind.is_symlink() {
            match self.linked(&path) {
                Ok(true) => {
                    return self.skip(path, "it is a link to a folder that is also read");
                }
                Ok(false) => {}
                // A picture that is a link to another place is not an article, and its contents are not read.
                Err(_) if !is_article && !leads_to_folder(&self.dir.join(&path)) => {}
                Err(fault) => return self.reject(&path, *fault),
            }
        }
        if name.to_str().is_none() {
            if is_article || kind.is_dir() {
                let mut fault = at_start(&UNREADABLE_ARTICLE, "the file name is not valid UTF-8");
                fault.note("no URL can be built from it");
                fault.help("rename the file");
                self.reject(&path, *fault);
            } else {
                self.skip(path, NO_ARTICLE);
            }
            return;
        }
        if !is_article {
            let extension = path.rsplit('.').next().unwrap_or_default();
            if selection::is_unread(extension) {
                return self.skip_text(path, "this format is not supported");
            }
            let why = if extension == "toml" { SIDECAR } else { NO_ARTICLE };
            return self.skip(path, why);
        }
        let stem = shown.split('.').next().unwrap_or_default();
        match stem {
            "_index" => self.skip(path, "it is the index page of a section"),
            "index" if folder.is_empty() => self.skip(path, "it is the index page of the site"),
            _ => self.files.push(path),
        }
    }

    /// Whether the link at `path` leads to a folder.
    ///
    /// # Errors
    ///
    /// If it leads out of the folder of articles, to a file that does not exist, or in a circle.
    fn linked(&self, path: &str) -> Result<bool, Box<Diagnostic>> {
        resolved(&self.dir.join(path), &self.root).map(|it| it.is_dir())
    }

    fn skip(&mut self, path: String, why: &'static str) {
        self.folder.passed_over.push(PassedOver { path, why, is_text: false });
    }

    fn skip_text(&mut self, path: String, why: &'static str) {
        self.folder.passed_over.push(PassedOver { path, why, is_text: true });
    }

    fn reject(&mut self, path: &str, fault: Diagnostic) {
        self.folder.articles.push(Loaded::unreadable(self.dir, path, fault));
    }
}

pub(crate) static EXCLUDED: &str = "the configuration excludes it";

static SIDECAR: &str = "it can only add fields to the article with the same name";

static NO_ARTICLE: &str = "it does not have the extension of an article";

fn leads_to_folder(link: &Path) -> bool {
    link.metadata().is_ok_and(|it| it.is_dir())
}
