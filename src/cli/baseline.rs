//! `--baseline`: problems that are known are not reported. The file is replaced atomically.

use std::path::Path;
use std::path::PathBuf;

use anyhow::Context;
use anyhow::Result;
use anyhow::anyhow;

use crate::cli::args::check::BaselineOptions;
use crate::cli::complain;
use crate::cli::counted::counted;
use crate::cli::documents::Document;
use feedwright::Baseline;
use feedwright::Baselined;
use feedwright::Report;
use feedwright::Selection;
use feedwright::Source;
use feedwright::Terminal;
use feedwright::limit_problems;
use feedwright::replace_file;

/// The maximum size of the file in bytes.
const MAX_SIZE: u64 = 256 << 20;

/// How many problems of a rule are compared.
const MAX_PROBLEMS: usize = 200_000;

/// The baseline, and what is done with it.
pub(super) struct Known {
    path: PathBuf,
    baseline: Baseline,
    is_written: bool,
    is_pruned: bool,
}

/// A document compared with the baseline.
pub(super) struct Compared {
    name: String,
    found: Baselined,
}

impl Known {
    /// Reads the baseline. `None` if there is none.
    pub(super) fn of(options: &BaselineOptions) -> Result<Option<Known>> {
        let Some(path) = &options.baseline else { return Ok(None) };
        let baseline = match read(path) {
            Ok(baseline) => baseline,
            // It is created.
            Err(_) if options.write_baseline && !path.exists() => Baseline::default(),
            Err(error) => return Err(error),
        };
        let (is_written, is_pruned) = (options.write_baseline, options.prune_baseline);
        Ok(Some(Known { path: path.clone(), baseline, is_written, is_pruned }))
    }

    /// How many problems of each rule have to be found so that all of them can be compared.
    pub(super) fn problems_per_rule(&self) -> usize {
        MAX_PROBLEMS
    }

    /// Removes the known problems from the report of a document, and keeps `most` of each rule.
    pub(super) fn apply(
        &self,
        document: &Document,
        source: &Source,
        selection: &Selection,
        report: &mut Report,
        most: usize,
    ) -> Compared {
        let is_own = source.name == document.name;
        let name = match document.place() {
            Some(path) if is_own => self.name_of(path),
            // It is a URL, or another page of the feed.
            _ => source.name.clone(),
        };
        let found = self.baseline.apply(&name, source, selection, report);
        if self.is_written {
            report.baselined = found.all.len();
            report.diagnostics.clear();
        }
        limit_problems(&mut report.diagnostics, most);
        Compared { name, found }
    }

    /// The path of a document relative to the folder of the baseline, with slashes.
    fn name_of(&self, path: &Path) -> String {
        let folder = self.path.parent().filter(|it| !it.as_os_str().is_empty());
        let folder = absolute(folder.unwrap_or(Path::new(".")));
        let path = absolute(path);
        let mut above = String::new();
        for it in folder.ancestors() {
            if let Ok(below) = path.strip_prefix(it) {
                let parts: Vec<_> = below.iter().map(|it| it.to_string_lossy()).collect();
                return above + &parts.join("/");
            }
            above.push_str("../");
        }
        path.to_string_lossy().into_owned()
    }

    /// Writes the baseline if requested, and says what is in it that no longer exists.
    pub(super) fn finish(mut self, compared: Vec<Compared>, is_quiet: bool) -> Result<()> {
        let say = |message: &str| {
            if !is_quiet {
                complain(message);
            }
        };
        let gone: usize = compared.iter().map(|it| it.found.gone).sum();
        let file = Terminal(&self.path.to_string_lossy()).to_string();
        if self.is_written {
            let number: usize = compared.iter().map(|it| it.found.all.len()).sum();
            for Compared { name, found } in compared {
                let left = found.kept.into_iter().filter(|it| !found.all.contains(it));
                let problems = left.collect::<Vec<_>>();
                self.baseline.insert(&name, [found.all, problems].concat());
            }
            self.write()?;
            say(&format!("{file}: {} written", counted(number, "problem", "problems")));
        } else if self.is_pruned {
            let before = self.baseline.len();
            for Compared { name, found } in compared {
                self.baseline.insert(&name, found.kept);
            }
            for name in self.without_files() {
                self.baseline.insert(&name, Vec::new());
            }
            let pruned = before - self.baseline.len();
            if pruned > 0 {
                self.write()?;
            }
            say(&format!("{file}: {} removed", counted(pruned, "problem", "problems")));
        } else if gone > 0 {
            let problems = counted(gone, "problem no longer exists", "problems no longer exist");
            say(&format!("{file}: {problems}; to remove them, use --prune-baseline"));
        }
        Ok(())
    }

    /// The documents in the baseline whose files no longer exist.
    fn without_files(&self) -> Vec<String> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let is_gone = |it: &&str| {
            *it != "-"
                && !feedwright::is_url(it)
                && matches!(folder.join(it).try_exists(), Ok(false))
        };
        self.baseline.names().filter(is_gone).map(str::to_owned).collect()
    }

    fn write(&self) -> Result<()> {
        let bytes = self.baseline.to_string().into_bytes();
        let real = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        replace_file(&real, bytes)
            .map_err(|it| anyhow!("{}: {}", it.what, it.cause))
            .with_context(|| format!("cannot write {}", self.path.display()))
    }
}

fn read(path: &Path) -> Result<Baseline> {
    let hint = || {
        let hint = if path.exists() { "" } else { "; to create it, add --write-baseline" };
        format!("cannot read the baseline {}{hint}", path.display())
    };
    let metadata = path.metadata().with_context(hint)?;
    if !metadata.is_file() || metadata.len() > MAX_SIZE {
        return Err(anyhow!("it is not a regular file, or it is larger than {MAX_SIZE} bytes"))
            .with_context(hint);
    }
    let text = std::fs::read_to_string(path).with_context(hint)?;
    Baseline::read(&text).with_context(hint)
}

/// The absolute path without links, also if it does not exist.
fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}
