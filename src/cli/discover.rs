//! `feedwright discover`: lists the feeds of a site.

use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use chrono::SecondsFormat;
use chrono::Utc;
use serde_json::Value;
use serde_json::json;
use url::Url;

use crate::cli::USAGE;
use crate::cli::args::Global;
use crate::cli::args::Print;
use crate::cli::args::discover::Discover;
use crate::cli::complain;
use crate::cli::counted::counted;
use feedwright::DiscoverSettings;
use feedwright::Discovered;
use feedwright::DiscoveredFeed;
use feedwright::FetchError;
use feedwright::Fetcher;
use feedwright::FoundBy;
use feedwright::Options;
use feedwright::Replay;
use feedwright::Terminal;
use feedwright::discover;
use feedwright::discover_in_page;
use feedwright::visible_json;
use feedwright::without_credentials;

/// There is no feed.
const NONE: u8 = 1;

/// The maximum number of characters of a title in the table.
const TITLE: usize = 40;

pub(super) fn run(arguments: &Discover, global: &Global) -> Result<u8> {
    let mut options = Options::default();
    options.now = Some(Utc::now());
    let mut settings = DiscoverSettings::default();
    settings.requests = arguments.max_requests as usize;
    settings.all = arguments.all;
    let (url, found) = search(arguments, &options, &settings)?;
    let found = match found {
        Ok(found) => found,
        Err(error) => {
            complain(&format!("{}: {}", Terminal(&url), error.diagnostic.message));
            if let Some(help) = &error.diagnostic.help {
                complain(&format!("help: {help}"));
            }
            return Ok(USAGE);
        }
    };
    match arguments.format {
        Print::Text => print_text(&found)?,
        Print::Json => print_json(&url, &found)?,
    }
    if !global.quiet {
        remarks(&found);
    }
    if !found.feeds.is_empty() {
        return Ok(0);
    }
    if found.status >= 400 {
        complain(&format!(
            "{}: the server responds with the status {}",
            Terminal(&url),
            found.status
        ));
        return Ok(USAGE);
    }
    complain(&format!("{}: no feed found", Terminal(&url)));
    Ok(NONE)
}

/// Looks for feeds. Returns the URL of the page, without credentials, and the result.
fn search(
    arguments: &Discover,
    options: &Options,
    settings: &DiscoverSettings,
) -> Result<(String, Result<Discovered, FetchError>)> {
    let fetch = arguments.network.settings(arguments.max_size);
    if let Some(path) = &arguments.response {
        let bytes = read(path, arguments.max_size)?;
        let replay = Replay::read(&bytes, &fetch).with_context(|| path.display().to_string())?;
        let found = discover(replay.url(), options, &replay, settings);
        return Ok((replay.url().to_owned(), found));
    }
    let page = arguments.page.clone().unwrap_or_default();
    let network = Fetcher::new(fetch)?;
    if page == "-" || Path::new(&page).is_file() {
        let Some(base) = &arguments.base_url else {
            bail!(
                "the links in an HTML file are relative: add --base-url with the URL of the page"
            );
        };
        let html = read(Path::new(&page), arguments.max_size)?;
        let found = discover_in_page(&html, base.as_str(), options, &network, settings);
        return Ok((base.to_string(), Ok(found)));
    }
    let url = address(&page)?;
    let found = discover(url.as_str(), options, &network, settings);
    Ok((without_credentials(url.as_str()), found))
}

/// Reads a file. `-` is standard input.
fn read(path: &Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let input: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path).with_context(|| format!("cannot read {}", path.display()))?)
    };
    input.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        bail!("{} is larger than {most} bytes (see --max-size)", path.display());
    }
    Ok(bytes)
}

/// The URL of a site. People write it without its scheme.
fn address(text: &str) -> Result<Url> {
    let lower = text.to_ascii_lowercase();
    let url = if lower.starts_with("http://") || lower.starts_with("https://") {
        Url::parse(text)
    } else {
        Url::parse(&format!("https://{text}"))
    };
    match url {
        Ok(url) if url.has_host() && !text.contains(char::is_whitespace) => Ok(url),
        _ => bail!("`{text}` is neither a URL nor a file"),
    }
}

/// Prints the feeds as a table.
fn print_text(found: &Discovered) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if found.feeds.is_empty() {
        return Ok(());
    }
    let mut rows =
        vec![["FORMAT", "ENTRIES", "NEWEST", "PROBLEMS", "TITLE", "URL"].map(str::to_owned)];
    for it in &found.feeds {
        rows.push([
            it.format.to_string(),
            it.entries.to_string(),
            it.newest.map_or("-".to_owned(), |it| it.format("%Y-%m-%d").to_string()),
            problems(it),
            title(it),
            Terminal(&it.url).to_string(),
        ]);
    }
    let widths: Vec<usize> = (0..5)
        .map(|column| rows.iter().map(|it| it[column].chars().count()).max().unwrap_or_default())
        .collect();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            match widths.get(column) {
                Some(width) if column == 1 => line.push_str(&format!("{cell:>width$}  ")),
                Some(width) => line.push_str(&format!("{cell:<width$}  ")),
                None => line.push_str(cell),
            }
        }
        writeln!(out, "{line}")?;
    }
    out.flush()
}

fn problems(feed: &DiscoveredFeed) -> String {
    let [errors, warnings, infos] = feed.problems;
    let counts =
        [(errors, "error", "errors"), (warnings, "warning", "warnings"), (infos, "info", "infos")];
    let words: Vec<String> =
        counts.iter().filter(|it| it.0 > 0).map(|it| counted(it.0, it.1, it.2)).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

fn title(feed: &DiscoveredFeed) -> String {
    let title = feed.title.chars().count();
    let shown = if title > TITLE {
        format!("{}…", feed.title.chars().take(TITLE - 1).collect::<String>())
    } else if title == 0 {
        "-".to_owned()
    } else {
        feed.title.clone()
    };
    Terminal(&shown).to_string()
}

/// Prints the feeds as JSON.
fn print_json(url: &str, found: &Discovered) -> Result<()> {
    let feeds: Vec<Value> = found.feeds.iter().map(feed).collect();
    let broken: Vec<Value> = found
        .broken
        .iter()
        .map(|it| json!({"url": it.url, "found_by": it.found.name(), "reason": it.reason}))
        .collect();
    let object = json!({
        "version": 1, "url": url, "feeds": feeds, "broken": broken, "left_out": found.left_out,
    });
    let mut out = io::stdout().lock();
    writeln!(out, "{}", visible_json(&serde_json::to_string_pretty(&object)?))?;
    out.flush()?;
    Ok(())
}

fn feed(it: &DiscoveredFeed) -> Value {
    let [errors, warnings, infos] = it.problems;
    let found: Vec<&str> = it.found.iter().copied().map(FoundBy::name).collect();
    json!({
        "url": it.url,
        "format": it.format,
        "title": it.title,
        "entries": it.entries,
        "newest": it.newest.map(|it| it.to_rfc3339_opts(SecondsFormat::Secs, true)),
        "valid": errors == 0,
        "errors": errors,
        "warnings": warnings,
        "infos": infos,
        "is_list": it.is_list(),
        "found_by": found,
    })
}

/// Says what is wrong with the links of the site, and what was left out.
fn remarks(found: &Discovered) {
    for it in &found.broken {
        complain(&format!(
            "{}: the site links to it as a feed, but {}",
            Terminal(&it.url),
            it.reason
        ));
    }
    if found.left_out > 0 {
        let urls = counted(found.left_out, "URL was", "URLs were");
        complain(&format!("{urls} not requested because of the limit (see --max-requests)"));
    }
}
