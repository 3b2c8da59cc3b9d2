//! `feedwright init`: a configuration that explains itself, and a first article. What is there already stays as it is.

use std::fs;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use anyhow::Result;
use chrono::Utc;

use feedwright::config::FILE_NAME;
use feedwright::report::escape::Terminal;

use crate::cli::args::Global;
use crate::cli::args::Init;

static CONFIGURATION: &str = include_str!("init.toml");
static ARTICLE: &str = include_str!("init.md");

pub(super) fn run(init: &Init, global: &Global) -> Result<u8> {
    let articles = init.dir.join("articles");
    let has_articles = articles.exists();
    fs::create_dir_all(&articles)
        .with_context(|| format!("cannot create {}", articles.display()))?;
    let configuration = init.dir.join(FILE_NAME);
    let mut lines = vec![created(&configuration, CONFIGURATION)?];
    // Whoever has articles needs no first one.
    if !has_articles {
        let article = articles.join("first-article.md");
        let today = Utc::now().format("%Y-%m-%d").to_string();
        lines.push(created(&article, &ARTICLE.replace("{today}", &today))?);
    }
    let mut out = io::stdout().lock();
    if !global.quiet {
        for line in lines {
            writeln!(out, "{line}")?;
        }
        writeln!(
            out,
            "next: set the title and the url in {FILE_NAME}, then run `feedwright build`"
        )?;
    }
    out.flush()?;
    Ok(0)
}

/// Creates a file unless there is one, and says which of the two it was.
fn created(path: &Path, text: &str) -> Result<String> {
    let name = path.to_string_lossy();
    let name = Terminal(name.strip_prefix("./").unwrap_or(&name)).to_string();
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes()).with_context(|| format!("cannot write {name}"))?;
            Ok(format!("created {name}"))
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Ok(format!("kept {name}, which was there already"))
        }
        Err(error) => Err(error).with_context(|| format!("cannot create {name}")),
    }
}
