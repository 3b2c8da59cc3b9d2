//! The arguments of `feedwright check`.

use std::path::PathBuf;

use chrono::DateTime;
use chrono::Utc;
use clap::Args;
use clap::ValueEnum;

use feedwright::http_charset;

use crate::cli::args::limits::Limits;
use crate::cli::args::moment;
use crate::cli::args::network::NetworkOptions;
use crate::cli::args::requests::RequestOptions;

/// Find and fix problems in feeds
#[derive(Debug, Args)]
#[command(
    visible_alias = "validate",
    after_help = "\
Examples:
  feedwright check feeds/                         Check every feed in a folder
  feedwright check https://example.org/feed.xml   Check a feed as readers receive it
  curl -s https://example.org/feed | feedwright check -
  feedwright check --format ndjson feeds/ | jq .errors
  feedwright check --ignore missing-self-link rss.xml
  feedwright check --profile apple podcast.xml    Check what Apple Podcasts requires
  feedwright check --select podcast,link feeds/   Only check some groups of rules
  feedwright check --diff rss.xml                 Show what would be fixed
  feedwright check --fix feeds/                   Fix problems, and report the rest
  feedwright check --format github feeds/         Annotate a GitHub pull request
  feedwright check --baseline known.json --write-baseline feeds/
  feedwright check --baseline known.json feeds/   Only report problems that are new

Exit codes:
  0  No problems at or above the fail level
  1  Problems
  2  Wrong usage, an input that cannot be read, or a folder without a feed"
)]
pub(in crate::cli) struct Check {
    /// Files, folders or URLs to check, or `-` for standard input. Folders are searched for .xml,
    /// .rss, .atom, .rdf, .opml and .json files
    #[arg(value_name = "PATH|URL")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) selection: Selection,
    /// Also report problems that a document allows with `feedwright: allow` in a comment, or with
    /// `_feedwright` in JSON
    #[arg(long, help_heading = RULES)]
    pub(in crate::cli) ignore_suppressions: bool,
    #[command(flatten)]
    pub(in crate::cli) baseline: BaselineOptions,
    #[command(flatten)]
    pub(in crate::cli) fixes: FixOptions,
    /// The format of the report
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormatName::Pretty)]
    #[arg(help_heading = OUTPUT)]
    pub(in crate::cli) format: ReportFormatName,
    /// Write the report to this file instead of standard output
    #[arg(short, long, value_name = "FILE", help_heading = OUTPUT)]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Print the number of problems per rule instead of the problems
    #[arg(long, help_heading = OUTPUT)]
    pub(in crate::cli) statistics: bool,
    /// Exit with code 1 if there is a problem of this severity or higher
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = Level::Error)]
    #[arg(help_heading = EXIT_CODE)]
    pub(in crate::cli) fail_level: Level,
    /// Exit with code 1 if there are more warnings than this
    #[arg(long, value_name = "N", help_heading = EXIT_CODE)]
    pub(in crate::cli) max_warnings: Option<usize>,
    /// Exit with code 0 even if there are problems
    #[arg(long, help_heading = EXIT_CODE)]
    pub(in crate::cli) exit_zero: bool,
    /// The URL that the document is served from. For a folder, the path of each file in it is
    /// appended
    #[arg(long, value_name = "URL", help_heading = INPUT)]
    pub(in crate::cli) base_url: Option<String>,
    /// The Content-Type header that the documents are served with. Its charset overrides the
    /// encoding that a document declares
    #[arg(long, value_name = "TYPE", value_parser = content_type, help_heading = INPUT)]
    pub(in crate::cli) content_type: Option<String>,
    /// Use this time instead of the current time to detect dates in the future: a date, or a time
    /// in the format of RFC 3339
    #[arg(long, value_name = "TIME", value_parser = moment, help_heading = INPUT)]
    pub(in crate::cli) now: Option<DateTime<Utc>>,
    /// The file name of standard input in the report
    #[arg(long, value_name = "NAME", default_value = "-", help_heading = INPUT)]
    pub(in crate::cli) stdin_filename: String,
    /// Check a response that is saved with its headers, as by `curl -i`. `-` reads it from standard
    /// input. May be repeated
    #[arg(long, value_name = "FILE", help_heading = INPUT)]
    pub(in crate::cli) response: Vec<PathBuf>,
    /// The URL that the response in --response came from
    #[arg(long, value_name = "URL", requires = "response", help_heading = INPUT)]
    pub(in crate::cli) as_url: Option<String>,
    /// Check the files and URLs that are listed in this file, one per line or NUL-terminated. `-`
    /// reads the list from standard input
    #[arg(long, value_name = "FILE", help_heading = INPUT)]
    pub(in crate::cli) files_from: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) limits: Limits,
    #[command(flatten)]
    pub(in crate::cli) requests: RequestOptions,
    #[command(flatten)]
    pub(in crate::cli) network: NetworkOptions,
}

/// The headings of `check --help` whose options are fields of [`Check`].
const RULES: &str = "Rule selection";
pub(in crate::cli) const OUTPUT: &str = "Output";
const EXIT_CODE: &str = "Exit code";
const INPUT: &str = "Input";

/// Which rules are checked. They take precedence over the configuration.
#[derive(Debug, Args)]
#[command(next_help_heading = RULES)]
pub(in crate::cli) struct Selection {
    /// Comma-separated list of rules to check: names, prefixes such as `invalid`, groups such as
    /// `podcast` (see `feedwright explain`), or `all`
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(in crate::cli) select: Vec<String>,
    /// Like --select, but adds to the rules that are already selected
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(in crate::cli) extend_select: Vec<String>,
    /// Comma-separated list of rules to ignore
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(in crate::cli) ignore: Vec<String>,
    /// Comma-separated list of profiles whose requirements are also checked: apple, spotify,
    /// podcasting20, psp1, google-merchant, google-news, rss-profile, w3c, strict. The default is
    /// `profile` in [check] of the nearest feedwright.toml
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(in crate::cli) profile: Vec<String>,
    /// Ignore all feedwright.toml files
    #[arg(long, conflicts_with = "config")]
    pub(in crate::cli) isolated: bool,
}

/// Which problems are known, so that they are not reported.
#[derive(Debug, Args)]
#[command(next_help_heading = "Baseline")]
pub(in crate::cli) struct BaselineOptions {
    /// Only report problems that are not in this file. It recognizes them if lines have moved and
    /// entries were added
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Write all problems of the documents into the baseline, and report none
    #[arg(long, requires = "baseline", conflicts_with_all = ["fix", "diff", "prune_baseline"])]
    pub(in crate::cli) write_baseline: bool,
    /// Remove problems that no longer exist from the baseline
    #[arg(long, requires = "baseline", conflicts_with_all = ["fix", "diff"])]
    pub(in crate::cli) prune_baseline: bool,
}

/// Which fixes are applied, or shown.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes")]
pub(in crate::cli) struct FixOptions {
    /// Apply fixes that do not change what feed readers show. If the input is `-`, write the fixed
    /// document to standard output
    #[arg(long)]
    pub(in crate::cli) fix: bool,
    /// With --fix or --diff, include fixes that may change what feed readers show
    #[arg(long)]
    pub(in crate::cli) unsafe_fixes: bool,
    /// Show what --fix would change, without changing any file. Exit with code 1 if there is
    /// something to fix
    #[arg(long, conflicts_with = "statistics")]
    pub(in crate::cli) diff: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportFormatName {
    /// The source line of each problem, with notes and help
    Pretty,
    /// One line per problem
    Concise,
    /// A single JSON document
    Json,
    /// One line of JSON per document
    Ndjson,
    /// SARIF 2.1.0, for code scanning tools
    Sarif,
    /// Annotations for GitHub Actions
    Github,
    /// A code quality report for GitLab
    Gitlab,
    /// JUnit XML, for tools that show test results
    Junit,
    /// An HTML page
    Html,
    /// Markdown, for a comment on a pull request
    Markdown,
}

/// Parses the value of a Content-Type header.
fn content_type(text: &str) -> Result<String, String> {
    http_charset(text).map(|_| text.to_owned()).map_err(|it| it.to_string())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Level {
    Error,
    Warning,
    Info,
}
