//! The walk over a folder: which files are articles, and which are passed over, and why. No link leads out of the folder.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::publish::load::Folder;
use crate::publish::load::Form;
use crate::publish::load::Options;
use crate::publish::load::PassedOver;
use crate::publish::load::file::at_start;
use crate::publish::load::file::refused;
use crate::publish::load::file::resolved;
use crate::publish::load::file::unreadable;
use crate::publish::load::selection;
use crate::publish::rules::UNREADABLE_ARTICLE;

/// The walk over a folder of articles.
pub(super) struct Walk<'d> {
    pub(super) dir: &'d Path,
    /// `dir` without links, which links inside of it must stay below.
    pub(super) root: PathBuf,
    pub(super) options: &'d Options,
    pub(super) folder: Folder,
    /// The articles, relative to `dir`.
    pub(super) files: Vec<String>,
}

impl Walk<'_> {
    /// Lists `first` and all folders below it. Only `first` may fail.
    pub(super) fn list(&mut self, first: String) -> io::Result<()> {
        let mut folders = vec![first];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(self.dir.join(&folder)) {
                Ok(entries) => entries,
                Err(error) if folder.is_empty() => return Err(error),
                Err(error) => {
                    self.refuse(&folder, unreadable(&error));
                    continue;
                }
            };
            for entry in entries {
                match entry {
                    Ok(entry) => self.entry(&folder, &entry, &mut folders),
                    Err(error) => self.refuse(&folder, unreadable(&error)),
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
            return self.pass_over(path, "its name begins with a dot");
        }
        let selection = &self.options.selection;
        let is_article = Form::of(&shown).is_some();
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => return self.refuse(&path, unreadable(&error)),
        };
        if kind.is_dir() && name.to_str().is_some() {
            if selection::is_left_to_generators(&shown) {
                return self.pass_over(path, "it holds what a site's generator works with");
            }
            if selection.excludes_folder(&path) {
                return self.pass_over(path, EXCLUDED);
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
            return self.pass_over(path, EXCLUDED);
        }
        if is_article && selection.is_page(&path) {
            return self.pass_over_text(path, "its generator does not treat it as a post");
        }
        if kind.is_symlink() {
            match self.linked(&path) {
                Ok(true) => {
                    return self.pass_over(path, "it links to a folder that is read itself");
                }
                Ok(false) => {}
                // A picture that links elsewhere is not an article, and nothing of it is read.
                Err(_) if !is_article && !leads_to_folder(&self.dir.join(&path)) => {}
                Err(fault) => return self.refuse(&path, fault),
            }
        }
        if name.to_str().is_none() {
            if is_article || kind.is_dir() {
                let mut fault = at_start(&UNREADABLE_ARTICLE, "the name is not UTF-8");
                fault.note("no address can be formed from it");
                fault.help("rename the file");
                self.refuse(&path, fault);
            } else {
                self.pass_over(path, NO_ARTICLE);
            }
            return;
        }
        if !is_article {
            let extension = path.rsplit('.').next().unwrap_or_default();
            if selection::is_unread(extension) {
                return self.pass_over_text(path, "articles of this format are not read");
            }
            let why = if extension == "toml" { SIDECAR } else { NO_ARTICLE };
            return self.pass_over(path, why);
        }
        let stem = shown.split('.').next().unwrap_or_default();
        match stem {
            "_index" => self.pass_over(path, "it is the page of a section"),
            "index" if folder.is_empty() => self.pass_over(path, "it is the folder's own page"),
            _ => self.files.push(path),
        }
    }

    /// Whether the link at `path` leads to a folder.
    ///
    /// # Errors
    ///
    /// When it leads out of the folder of articles, nowhere or in a circle.
    fn linked(&self, path: &str) -> Result<bool, Box<Diagnostic>> {
        resolved(&self.dir.join(path), &self.root).map(|it| it.is_dir())
    }

    fn pass_over(&mut self, path: String, why: &'static str) {
        self.folder.passed_over.push(PassedOver { path, why, is_text: false });
    }

    fn pass_over_text(&mut self, path: String, why: &'static str) {
        self.folder.passed_over.push(PassedOver { path, why, is_text: true });
    }

    fn refuse(&mut self, path: &str, fault: Box<Diagnostic>) {
        self.folder.articles.push(refused(self.dir, path, fault));
    }
}

pub(crate) static EXCLUDED: &str = "the configuration excludes it";

static SIDECAR: &str = "it is there for what the article of the same name does not say";

static NO_ARTICLE: &str = "its extension is not that of an article";

fn leads_to_folder(link: &Path) -> bool {
    link.metadata().is_ok_and(|it| it.is_dir())
}
