//! The arguments: the one place that says what can be typed. Those of `check` are in [`check`].

use std::path::PathBuf;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use chrono::NaiveTime;
use chrono::Utc;
use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use feedwright::dialect_names;

use crate::cli::args::check::Check;

pub(super) mod check;

/// Publishes RSS, Atom and JSON feeds from a folder of articles, and validates anyone's feeds.
#[derive(Debug, Parser)]
#[command(name = "feedwright", version, max_term_width = 100, propagate_version = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) global: Global,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Build(Build),
    Adopt(Adopt),
    Check(Check),
    Diff(Diff),
    Inspect(Inspect),
    Init(Init),
    Explain(Explain),
}

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Only show errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Show more
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// Use this configuration instead of the feedwright.toml that is found
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// When to use colour
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(super) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    Always,
    Never,
}

/// Publish articles as feeds, as configured in feedwright.toml
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  feedwright build                                the site in this folder
  feedwright build /srv/site -v                   another site, and show what was done
  feedwright build --articles articles --out public/feeds --base-url https://example.org/feeds/
  */15 * * * * feedwright build /srv/site         in a crontab: silent when all is well

Exit codes: 0 done, 1 done but articles were left out, 2 wrong usage or configuration, 3 the disk failed,
4 a feed would be invalid or empty, 75 another build is running (--if-locked fail).
With 2 and above, the old feeds are kept.")]
pub(super) struct Build {
    /// The folder of the site, with its feedwright.toml [default: this folder]
    #[arg(value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,
    /// The folder with the articles
    #[arg(long, value_name = "DIR")]
    pub(super) articles: Option<PathBuf>,
    /// The folder to write the feeds to
    #[arg(short, long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// The folder of the state: what is remembered between builds [default: .feedwright beside feedwright.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) state: Option<PathBuf>,
    /// The URL of the site; without a feedwright.toml, the feeds are served there too
    #[arg(long, value_name = "URL", value_parser = feedwright::base_url)]
    pub(super) base_url: Option<url::Url>,
    /// The title of the site
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// The formats to write
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',')]
    pub(super) formats: Vec<WrittenFormat>,
    /// The maximum number of entries of a feed
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) limit: Option<u32>,
    /// Use this time instead of the current time: a date, or RFC 3339
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) now: Option<DateTime<Utc>>,
    /// Do not write anything
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write feeds even if they are unchanged
    #[arg(long)]
    pub(super) force: bool,
    /// Allow a feed that had entries to become empty
    #[arg(long)]
    pub(super) allow_empty: bool,
    /// What to do if another build of this site is running; `wait` gives up after two minutes
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = WhenLocked::Wait)]
    pub(super) if_locked: WhenLocked,
    /// The output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    pub(super) format: Print,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum WrittenFormat {
    /// RSS 2.0
    Rss,
    /// Atom 1.0
    Atom,
    /// JSON Feed 1.1
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum WhenLocked {
    Wait,
    Skip,
    Fail,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Print {
    /// Human-readable
    Text,
    /// Machine-readable
    Json,
}

/// Keep the ids and dates of feeds that another program published, so that no reader shows an old post as new
#[derive(Debug, Args)]
#[command(after_help = "\
Each entry of the old feeds is matched to an article: by its link (aliases too), by its id, by its title and day, or by its
title. The article keeps the id of its entry, and the date if it has none itself. Of feeds that disagree, the first one
counts. Running it twice changes nothing.

Examples:
  feedwright adopt public/index.xml               the feed that Hugo wrote; the site is in this folder
  feedwright adopt --dir /srv/site old/rss.xml old/atom.xml
  curl -sO https://example.org/feed.xml && feedwright adopt --dry-run feed.xml

Exit codes: 0 all entries were matched, 1 some were not, 2 wrong usage or configuration, or a feed that cannot be read,
3 the disk failed")]
pub(super) struct Adopt {
    /// The feeds that are published today: files in RSS, Atom or JSON Feed
    #[arg(required = true, value_name = "OLD_FEED")]
    pub(super) feeds: Vec<PathBuf>,
    /// The folder of the site, with its feedwright.toml [default: this folder]
    #[arg(long, value_name = "SITE")]
    pub(super) dir: Option<PathBuf>,
    /// The folder of the state, if it is not the one that feedwright.toml names
    #[arg(long, value_name = "DIR")]
    pub(super) state: Option<PathBuf>,
    /// Write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// How to print what was matched
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    pub(super) format: Print,
}

/// Compare two versions of a feed as a reader does: which entries it would show as new
#[derive(Debug, Args)]
#[command(after_help = "\
Entries are compared by their ids. An entry whose id changed, but whose link or title is in the old feed too, is shown
as new by readers; so is one without an id whose link changed.

Examples:
  feedwright diff old/rss.xml feeds/rss.xml
  feedwright diff --format json old.xml new.xml | jq .shown_as_new

Exit codes: 0 no old entry is shown as new, 1 some are, 2 a feed cannot be read")]
pub(super) struct Diff {
    /// The feed as it is published today: RSS, Atom or JSON Feed
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// The new version of it, which may be in another format
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
    /// How to print the differences
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    pub(super) format: Print,
}

/// Show how articles are read, and where each value comes from
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  feedwright inspect articles/first.md
  feedwright inspect --format json press/*.txt | jq .title

Exit codes: 0 no errors, 1 an article has errors, 2 wrong usage or configuration")]
pub(super) struct Inspect {
    /// Articles, or folders with articles
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The output format; `json` is one JSON object per article, one per line
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    pub(super) format: Print,
}

/// Create a feedwright.toml, from the configuration of a site generator if there is one; overwrite nothing
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  feedwright init my-site                 a new site, with a first article
  feedwright init /srv/blog               a Jekyll, Hugo, Zola … site: its settings are read
  feedwright init --from hugo /srv/blog   the same, if it has files of several generators
  feedwright init my-site && feedwright build my-site

Exit codes: 0 done, 2 wrong usage, or nothing of that generator was found")]
pub(super) struct Init {
    /// The folder of the site
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) dir: PathBuf,
    /// The site generator whose configuration is read [default: found by its files; `plain`: none]
    #[arg(long, value_name = "DIALECT", value_parser = PossibleValuesParser::new(dialect_names()))]
    pub(super) from: Option<String>,
}

/// A time: RFC 3339, or a date, which stands for midnight UTC.
fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    const HELP: &str = "for example 2024-05-01 (midnight UTC) or 2024-05-01T09:30:00Z";
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.to_utc());
    }
    let date = Some(text).filter(|it| it.len() == "2024-05-01".len());
    if let Some(Ok(date)) = date.map(|it| NaiveDate::parse_from_str(it, "%Y-%m-%d")) {
        return Ok(date.and_time(NaiveTime::MIN).and_utc());
    }
    if NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").is_ok() {
        return Err(format!("the time has no zone; write it as {text}Z or {text}+02:00"));
    }
    Err(format!("write a date or a time as in RFC 3339, {HELP}"))
}

/// Print the page of a rule, or list all rules
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  feedwright explain missing-guid
  feedwright explain | grep date
  feedwright explain --format json | jq '.[].name'")]
pub(super) struct Explain {
    /// The rule
    pub(super) rule: Option<String>,
    /// The output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    pub(super) format: Print,
}
