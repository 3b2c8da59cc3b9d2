//! `feedwright init`: creates a commented configuration and a first article. For the site of a generator, the
//! configuration is based on that of the generator. Existing files are not changed.

use std::fs;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use chrono::Utc;

use feedwright::CONFIG_FILE;
use feedwright::Generator;
use feedwright::SiteFiles;
use feedwright::Terminal;
use feedwright::Translation;

use crate::cli::args::Global;
use crate::cli::args::Init;
use crate::cli::complain;

static CONFIGURATION: &str = include_str!("init.toml");
static ARTICLE: &str = include_str!("init.md");

/// How many levels of folders are searched, and how many paths are read at most.
const MAX_DEPTH: usize = 4;
const MAX_PATHS: usize = 100_000;

/// Folders that do not contain sources of the site.
const SKIPPED: &[&str] = &["node_modules", "_site", "target", "vendor", "__pycache__"];

pub(super) fn run(init: &Init, global: &Global) -> Result<u8> {
    if let Some(generator) = init.from.as_deref().and_then(Generator::named) {
        if !init.dir.is_dir() {
            bail!("{} is not a folder", shown(&init.dir));
        }
        let Some(translation) = generator.translate(&folder(&init.dir)?) else {
            bail!(
                "there is no {} configuration in {} (looked for {})",
                generator.name(),
                shown(&init.dir),
                listed(&generator.usual_files())
            );
        };
        return translated(init, &translation, global);
    }
    if init.from.is_none() && init.dir.is_dir() {
        let folder = folder(&init.dir)?;
        let found = Generator::detect(&folder).and_then(|it| it.translate(&folder));
        if let Some(it) = found {
            return translated(init, &it, global);
        }
    }
    fresh(init, global)
}

/// Creates a new site, or the configuration of a site without a generator.
fn fresh(init: &Init, global: &Global) -> Result<u8> {
    let articles = init.dir.join("articles");
    let has_articles = articles.exists();
    fs::create_dir_all(&articles).with_context(|| format!("cannot create {}", shown(&articles)))?;
    let (_, line) = created(&init.dir.join(CONFIG_FILE), CONFIGURATION)?;
    let mut lines = vec![line];
    // A site with articles does not need an example.
    if !has_articles {
        let article = articles.join("first-article.md");
        let today = Utc::now().format("%Y-%m-%d").to_string();
        lines.push(created(&article, &ARTICLE.replace("{today}", &today))?.1);
    }
    lines.push(format!(
        "next: set `title` and `url` in {CONFIG_FILE}, then run `{}`",
        build_of(&init.dir)
    ));
    say(&lines, global)
}

/// Creates the configuration of a generator's site.
fn translated(init: &Init, translation: &Translation, global: &Global) -> Result<u8> {
    let (is_new, line) = created(&init.dir.join(CONFIG_FILE), &translation.text)?;
    if !is_new {
        return say(&[line], global);
    }
    let line = format!("{line} from the configuration of {}", translation.generator);
    if !global.quiet {
        for it in &translation.unread {
            complain(&Terminal(it).to_string());
        }
    }
    let next = format!("next: check {CONFIG_FILE}, then run `{}`", build_of(&init.dir));
    say(&[line, next], global)
}

fn say(lines: &[String], global: &Global) -> Result<u8> {
    let mut out = io::stdout().lock();
    if !global.quiet {
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(0)
}

/// Returns the command that builds the site in a folder.
fn build_of(dir: &Path) -> String {
    if dir == Path::new(".") {
        return "feedwright build".to_owned();
    }
    let dir = shown(dir);
    let quote = if dir.contains(char::is_whitespace) { "'" } else { "" };
    format!("feedwright build {quote}{dir}{quote}")
}

/// Lists the files of a folder, and reads those that contain the configuration of a generator.
fn folder(root: &Path) -> Result<SiteFiles> {
    let mut paths = Vec::new();
    let mut folders = vec![(root.to_path_buf(), String::new(), 1)];
    while let Some((path, below, depth)) = folders.pop() {
        let entries = fs::read_dir(&path);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) if depth == 1 => {
                return Err(error).with_context(|| format!("cannot read {}", shown(&path)));
            }
            Err(_) => continue,
        };
        for entry in entries.flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let is_folder = entry.file_type().is_ok_and(|it| it.is_dir());
            if paths.len() == MAX_PATHS
                || is_folder && (name.starts_with('.') || SKIPPED.contains(&name.as_str()))
            {
                continue;
            }
            let relative = format!("{below}{name}");
            if is_folder && depth < MAX_DEPTH {
                folders.push((entry.path(), format!("{relative}/"), depth + 1));
            }
            paths.push(relative);
        }
    }
    let mut folder = SiteFiles::new(paths);
    for path in folder.wanted() {
        let file = root.join(&path);
        let is_small =
            file.metadata().is_ok_and(|it| it.is_file() && it.len() <= SiteFiles::LARGEST as u64);
        if !is_small {
            complain(&format!(
                "skipped {}: it is not a regular file, or it is too large",
                shown(&file)
            ));
        } else if let Ok(bytes) = fs::read(&file) {
            folder.insert(path, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(folder)
}

/// Creates a file unless it exists. Returns whether the file is new, and the line to print.
fn created(path: &Path, text: &str) -> Result<(bool, String)> {
    let name = shown(path);
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes()).with_context(|| format!("cannot write {name}"))?;
            Ok((true, format!("created {name}")))
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Ok((false, format!("kept {name}, which already exists")))
        }
        Err(error) => Err(error).with_context(|| format!("cannot create {name}")),
    }
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
}

fn shown(path: &Path) -> String {
    let name = path.to_string_lossy();
    Terminal(name.strip_prefix("./").unwrap_or(&name)).to_string()
}
