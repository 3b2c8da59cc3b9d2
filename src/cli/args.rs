//! The arguments: the one place that says what can be typed.

use std::path::PathBuf;

use chrono::DateTime;
use chrono::Utc;
use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;

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
    Check(Check),
    Explain(Explain),
}

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Say less: only errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// When to use colour
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(super) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

/// Judge feeds: files, folders, or standard input
#[derive(Debug, Args)]
#[command(
    visible_alias = "validate",
    after_help = "\
Examples:
  feedwright check feeds/                         every feed in a folder
  curl -s https://example.org/feed | feedwright check -
  feedwright check --format ndjson feeds/ | jq .errors
  feedwright check --ignore missing-self-link rss.xml

Exit codes: 0 nothing at or above the fail level, 1 findings, 2 wrong usage or an unreadable input"
)]
pub(super) struct Check {
    /// Files, folders (walked for .xml .rss .atom .rdf .opml .json), or `-` for standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Pretty)]
    pub(super) format: Format,
    /// Write the findings to a file
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Only these rules (names, beginnings of names such as `xml`, or ALL)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// These rules too
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) extend_select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// The lowest severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = Level::Error)]
    pub(super) fail_level: Level,
    /// Exit with 1 when there are more warnings than this
    #[arg(long, value_name = "N")]
    pub(super) max_warnings: Option<usize>,
    /// Exit with 0 whatever is found
    #[arg(long)]
    pub(super) exit_zero: bool,
    /// Print how often each rule was broken instead of the findings
    #[arg(long)]
    pub(super) statistics: bool,
    /// Where the document is served; for a folder, the path below it is appended
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// The time that "in the future" is measured against (RFC 3339)
    #[arg(long, value_name = "TIME")]
    pub(super) now: Option<DateTime<Utc>>,
    /// What standard input is called in the findings
    #[arg(long, value_name = "NAME", default_value = "-")]
    pub(super) stdin_filename: String,
    /// Judge the files that this file lists, one a line; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub(super) files_from: Option<PathBuf>,
    /// The largest document that is read, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    pub(super) max_size: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the line, carets, reasons and help
    Pretty,
    /// A line a finding
    Concise,
    /// One JSON text
    Json,
    /// A JSON object a document, on a line of its own
    Ndjson,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Level {
    Error,
    Warning,
    Info,
}

/// Print the page of a rule, or the list of rules
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  feedwright explain missing-guid
  feedwright explain | grep date")]
pub(super) struct Explain {
    /// The rule
    pub(super) rule: Option<String>,
}
