//! The command-line arguments of all commands. The larger ones are in separate files.

use std::path::PathBuf;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use chrono::NaiveTime;
use chrono::Utc;
use clap::ArgAction;
use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use feedwright::dialect_names;

use crate::cli::args::batch::Batch;
use crate::cli::args::check::Check;
use crate::cli::args::config::Config;
use crate::cli::args::discover::Discover;
use crate::cli::args::links::Links;
use crate::cli::args::shell::Completions;
use crate::cli::args::shell::Man;

pub(super) mod batch;
pub(super) mod check;
pub(super) mod config;
pub(super) mod discover;
pub(super) mod limits;
pub(super) mod links;
pub(super) mod network;
pub(super) mod requests;
pub(super) mod shell;

/// Validate RSS, Atom and JSON feeds, and publish them from a folder of articles
#[derive(Debug, Parser)]
#[command(name = "feedwright", version, max_term_width = 100, propagate_version = true)]
#[command(disable_help_flag = true, disable_version_flag = true)] // See `Global::help`.
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
    Batch(Batch),
    Diff(Diff),
    Discover(Discover),
    Inspect(Inspect),
    Init(Init),
    Links(Links),
    Explain(Explain),
    Server(Server),
    Completions(Completions),
    Man(Man),
    Config(Config),
}

/// The options that every command has.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// Only show errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Show more details
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// Use this configuration file instead of the feedwright.toml of the site
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// When to use color in the output
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(super) color: Color,
    // clap would list its own flags under a separate heading.
    /// Print help (see a summary with '-h')
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// Print version
    #[arg(short = 'V', long, global = true, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// If the output is a terminal and `NO_COLOR` is not set
    Auto,
    Always,
    Never,
}

/// Publish a folder of articles as feeds
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  feedwright build                                Build the site in the current folder
  feedwright build /srv/site -v                   Build another site, and show details
  feedwright build --articles articles --out public/feeds --base-url https://example.org/feeds/
  */15 * * * * feedwright build /srv/site         In a crontab: prints nothing if all is well

Exit codes:
   0  The feeds are up to date
   1  Some articles were left out, or no article can be read
   2  Wrong usage or configuration, or there is no folder of articles
   3  The disk or the system failed
   4  A feed would be invalid or empty, or a list of feeds would replace a file of the site
  75  Another build is running (only with --if-locked fail)

With exit codes 2 and above, the old feeds are kept.")]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct Build {
    /// The folder of the site, which contains feedwright.toml [default: the current folder]
    #[arg(value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,
    /// The folder of the articles
    #[arg(long, value_name = "DIR")]
    pub(super) articles: Option<PathBuf>,
    /// The folder to write the feeds to
    #[arg(short, long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// The folder of the state, which is kept between builds [default: .feedwright, next to feedwright.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) state: Option<PathBuf>,
    /// The URL of the site. Without a feedwright.toml, it is also the URL of the folder of feeds
    #[arg(long, value_name = "URL", value_parser = feedwright::base_url)]
    pub(super) base_url: Option<url::Url>,
    /// The title of the site
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// Comma-separated list of formats to write
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',')]
    pub(super) formats: Vec<FeedFormatName>,
    /// The maximum number of entries per feed; 0 means all
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<u32>,
    /// Use this time instead of the current time: a date, or a time in the format of RFC 3339
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) now: Option<DateTime<Utc>>,
    /// Do not write any files
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write feeds even if they have not changed
    #[arg(long)]
    pub(super) force: bool,
    /// Allow a feed that had entries to become empty
    #[arg(long)]
    pub(super) allow_empty: bool,
    /// Check all articles, including those that are not in a feed
    #[arg(long)]
    pub(super) check_all: bool,
    /// Delete the files of feeds that are no longer configured
    #[arg(long)]
    pub(super) prune: bool,
    /// Do not notify hubs of changed feeds. The next build without this option notifies them
    #[arg(long)]
    pub(super) no_ping: bool,
    /// Allow hubs on this host even if its address is private, such as `localhost` or
    /// `192.168.1.2:8080`. May be repeated
    #[arg(long, value_name = "HOST")]
    pub(super) allow_host: Vec<String>,
    /// What to do if another build of this site is running. `wait` gives up after two minutes
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = WhenLocked::Wait)]
    pub(super) if_locked: WhenLocked,
    /// The output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    pub(super) format: Print,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FeedFormatName {
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

/// Keep the ids and dates of feeds that another program published
#[derive(Debug, Args)]
#[command(after_help = "\
Feed readers show an old post as new if its id changes. This command matches each entry of the old
feeds to an article: by its link (including aliases), its id, the path of its link, its title and
day, or its title. The article keeps the id of the entry. If the article has no date, it also keeps
the date of the entry. If two feeds disagree, the first one is used. It is safe to run the command
again.

Examples:
  feedwright adopt public/index.xml               The feed that Hugo wrote for this site
  feedwright adopt --dir /srv/site old/rss.xml old/atom.xml
  curl -sO https://example.org/feed.xml && feedwright adopt --dry-run feed.xml

Exit codes:
  0  All entries were matched
  1  Some entries were not matched
  2  Wrong usage or configuration, or a feed that cannot be read
  3  The disk or the system failed")]
pub(super) struct Adopt {
    /// The files of the feeds that are published today: RSS, Atom or JSON Feed
    #[arg(required = true, value_name = "OLD_FEED")]
    pub(super) feeds: Vec<PathBuf>,
    /// The folder of the site, which contains feedwright.toml [default: the current folder]
    #[arg(long, value_name = "SITE")]
    pub(super) dir: Option<PathBuf>,
    /// The folder of the state, if it differs from the one in feedwright.toml
    #[arg(long, value_name = "DIR")]
    pub(super) state: Option<PathBuf>,
    /// Do not write any files
    #[arg(long)]
    pub(super) dry_run: bool,
    /// The output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    pub(super) format: Print,
}

/// Compare two versions of a feed, and report old entries that readers would show as new
#[derive(Debug, Args)]
#[command(after_help = "\
Feed readers recognize entries by their ids. If the id of an entry changes, readers show the entry
as new again. The same happens if an entry has no id and its link changes.

Examples:
  feedwright diff old/rss.xml feeds/rss.xml
  feedwright diff --format json old.xml new.xml | jq .shown_as_new

Exit codes:
  0  No old entry would be shown as new
  1  Some old entries would be shown as new
  2  Wrong usage, or a feed that cannot be read")]
pub(super) struct Diff {
    /// The feed that is published today: RSS, Atom or JSON Feed
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// The new version of the feed, which may be in another format
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
    /// The output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    pub(super) format: Print,
}

/// Show how articles are read, and where each value comes from
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  feedwright inspect articles/first.md
  feedwright inspect --format json press/*.txt | jq .title

Exit codes:
  0  No article has an error
  1  Some articles have errors
  2  Wrong usage or configuration")]
pub(super) struct Inspect {
    /// Articles, or folders with articles
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The output format. `json` prints one line of JSON per article
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    pub(super) format: Print,
}

/// Create a feedwright.toml, based on the configuration of a site generator if there is one
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  feedwright init my-site                 Create a new site, with a first article
  feedwright init /srv/blog               Read the settings of a Jekyll, Hugo, Zola … site
  feedwright init --from hugo /srv/blog   The same, for a folder with files of several generators
  feedwright init my-site && feedwright build my-site

Files that already exist are not changed.

Exit codes:
  0  Done
  2  Wrong usage, or the site has no configuration of that generator")]
pub(super) struct Init {
    /// The folder of the site
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) dir: PathBuf,
    /// Read the configuration of this site generator; `plain` reads none [default: detected from the files of the site]
    #[arg(long, value_name = "DIALECT", value_parser = PossibleValuesParser::new(dialect_names()))]
    pub(super) from: Option<String>,
}

/// Print the page of a rule, or list all rules
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  feedwright explain missing-guid
  feedwright explain | grep date
  feedwright explain podcast                      The rules of a group
  feedwright explain --profile apple
  feedwright explain --format json | jq '.[].name'

Exit codes:
  0  Done
  2  Wrong usage, or there is no such rule")]
pub(super) struct Explain {
    /// The rule to explain, or the group of rules to list
    #[arg(conflicts_with = "profile")]
    pub(super) rule: Option<String>,
    /// Explain this profile instead of a rule: what it requires, and from which document
    #[arg(long, value_name = "NAME")]
    pub(super) profile: Option<String>,
    /// The output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    pub(super) format: Print,
}

/// Run the language server, which editors start
#[derive(Debug, Args)]
#[command(after_help = "\
The server reads and writes messages of the Language Server Protocol on standard input and output.
It shows problems while you type, in feeds, in feedwright.toml and in the articles of a site.
docs/editors.md explains how to set up editors.

Exit codes:
  0  The editor ended the session
  1  The editor ended it without a shutdown request, or closed the input
  2  Wrong usage")]
pub(super) struct Server {
    /// Does nothing: the server always uses standard input and output. Some editors pass it.
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Parses a time in the format of RFC 3339, or a date, which means midnight UTC.
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
        return Err(format!("the time has no time zone; write it as {text}Z or {text}+02:00"));
    }
    Err(format!("expected a date, or a time in the format of RFC 3339, {HELP}"))
}
