//! `feedwright links`: prints the links to the feeds for the pages of a site. It writes no files.

use std::io;
use std::io::Write;

use anyhow::Result;
use anyhow::bail;
use chrono::Utc;
use serde_json::Value;
use serde_json::json;

use feedwright::CONFIG_FILE;
use feedwright::FeedLink;
use feedwright::Overrides;
use feedwright::Terminal;
use feedwright::article_path;
use feedwright::feed_links;
use feedwright::visible_json;

use crate::cli::args::Global;
use crate::cli::args::links::Links as Options;
use crate::cli::args::links::Markup;
use crate::cli::chain;
use crate::cli::site;

pub(super) fn run(links: &Options, global: &Global) -> Result<u8> {
    let folder = links.dir.clone().unwrap_or_default();
    if links.dir.is_some() && !folder.is_dir() {
        bail!("{} is not a folder", folder.display());
    }
    let config = global.config.clone().unwrap_or_else(|| folder.join(CONFIG_FILE));
    if !config.exists() {
        bail!("{} does not exist; `feedwright init` creates one", config.display());
    }
    let Some(settings) = site::settings(&config, &Overrides::default(), global)? else {
        return Ok(super::USAGE);
    };
    let article = match &links.article {
        None => None,
        Some(path) => match article_path(&settings, path) {
            Some(path) => Some(path),
            None => bail!(
                "the file {} does not exist in the folder of articles, {}",
                path.display(),
                settings.articles.display()
            ),
        },
    };
    let now = links.now.unwrap_or_else(Utc::now);
    let found = match feed_links(&settings, article.as_deref(), now) {
        Ok(found) => found,
        Err(failure) => bail!("{}", chain(&failure)),
    };
    let mut out = io::stdout().lock();
    match links.format {
        Markup::Html => {
            for it in &found {
                writeln!(out, "{}", Terminal(&it.to_string()))?;
            }
        }
        Markup::Json => {
            let links: Vec<Value> = found.iter().map(link).collect();
            let object = json!({ "version": 1, "article": article, "links": links });
            writeln!(out, "{}", visible_json(&serde_json::to_string_pretty(&object)?))?;
        }
    }
    out.flush()?;
    Ok(0)
}

fn link(it: &FeedLink) -> Value {
    json!({
        "url": it.url,
        "type": it.format.media_type(),
        "format": it.format,
        "title": it.title,
        "has_article": it.has_article,
        "html": it.to_string(),
    })
}
