//! The arguments of `feedwright check`.

use std::path::PathBuf;

use chrono::DateTime;
use chrono::Utc;
use clap::Args;
use clap::ValueEnum;

use feedwright::Options;
use feedwright::Source;
use feedwright::http_charset;

use crate::cli::args::moment;

/// Validate feeds: files, folders, or standard input
#[derive(Debug, Args)]
#[command(
    visible_alias = "validate",
    after_help = "\
Examples:
  feedwright check feeds/                         every feed in a folder
  curl -s https://example.org/feed | feedwright check -
  feedwright check --format ndjson feeds/ | jq .errors
  feedwright check --ignore missing-self-link rss.xml
  feedwright check --diff rss.xml                 show what would be fixed
  feedwright check --fix feeds/                   fix it, and report the rest
  feedwright check --format github feeds/         in a GitHub workflow

Exit codes: 0 no problems at or above the fail level, 1 problems, 2 wrong usage, an unreadable input,
or a folder without a feed"
)]
pub(in crate::cli) struct Check {
    /// Files, folders (searched for .xml .rss .atom .rdf .opml .json), or `-` for standard input
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Pretty)]
    pub(in crate::cli) format: Format,
    /// Write the report to a file
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Only check these rules (names, prefixes such as `xml`, or ALL)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(in crate::cli) select: Vec<String>,
    /// Check these rules too
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(in crate::cli) extend_select: Vec<String>,
    /// Ignore these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(in crate::cli) ignore: Vec<String>,
    /// The lowest severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = Level::Error)]
    pub(in crate::cli) fail_level: Level,
    /// Exit with 1 when there are more warnings than this
    #[arg(long, value_name = "N")]
    pub(in crate::cli) max_warnings: Option<usize>,
    /// Exit with 0 even if there are problems
    #[arg(long)]
    pub(in crate::cli) exit_zero: bool,
    #[command(flatten)]
    pub(in crate::cli) mending: Mending,
    /// Print the number of problems of each rule instead of the problems
    #[arg(long)]
    pub(in crate::cli) statistics: bool,
    /// Where the document is served; for a folder, the path below it is appended
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) base_url: Option<String>,
    /// The Content-Type that the documents are served with; its charset overrides the one they declare
    #[arg(long, value_name = "TYPE", value_parser = content_type)]
    pub(in crate::cli) content_type: Option<String>,
    /// Use this time instead of the current time, for dates in the future: a date, or RFC 3339
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(in crate::cli) now: Option<DateTime<Utc>>,
    /// The name of standard input in the report
    #[arg(long, value_name = "NAME", default_value = "-")]
    pub(in crate::cli) stdin_filename: String,
    /// Check the files listed in this file, one per line or NUL-terminated; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) files_from: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) limits: Limits,
}

/// The limits of a document; exceeding one is a problem of its own
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(in crate::cli) struct Limits {
    /// The maximum size of a document in bytes
    #[arg(long = "max-size", value_name = "BYTES", default_value_t = 64 << 20)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=Source::MAX_SIZE as u64))]
    pub(in crate::cli) size: u64,
    /// The maximum nesting depth of elements, JSON arrays and JSON objects
    #[arg(long = "max-depth", value_name = "N", default_value_t = 256)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) depth: u32,
    /// The maximum number of attributes of an element
    #[arg(long = "max-attributes", value_name = "N", default_value_t = 1000)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) attributes: u32,
    /// The maximum number of namespaces that an element declares
    #[arg(long = "max-namespaces", value_name = "N", default_value_t = 256)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) namespaces: u32,
    /// The maximum length of a name in characters
    #[arg(long = "max-name", value_name = "N", default_value_t = 1000)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) name: u32,
    /// The maximum size that the entities of a document expand to, in bytes
    #[arg(long = "max-expansion", value_name = "BYTES", default_value_t = 8 << 20)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) expansion: u32,
    /// The number of problems of one rule that are listed; the rest is counted
    #[arg(long = "max-findings", value_name = "N", default_value_t = 100)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) findings: u32,
}

impl Limits {
    /// Sets the limits of the validator; the size is checked when a document is read.
    pub(in crate::cli) fn set(&self, options: &mut Options) {
        let wide = |it: u32| it as usize;
        options.limits.depth = wide(self.depth);
        options.limits.attributes = wide(self.attributes);
        options.limits.declarations = wide(self.namespaces);
        options.limits.name = wide(self.name);
        options.limits.expansion = wide(self.expansion);
        options.findings_per_rule = wide(self.findings);
    }
}

/// What to fix.
#[derive(Debug, Args)]
pub(in crate::cli) struct Mending {
    /// Fix what can be fixed without changing what readers show; standard input is fixed to standard output
    #[arg(long)]
    pub(in crate::cli) fix: bool,
    /// With --fix or --diff: also apply fixes that may change what readers show
    #[arg(long)]
    pub(in crate::cli) unsafe_fixes: bool,
    /// Print what --fix would change, and change nothing; exit with 1 if there is something to fix
    #[arg(long, conflicts_with = "statistics")]
    pub(in crate::cli) diff: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// The line, carets, reasons and help
    Pretty,
    /// One line per problem
    Concise,
    /// One JSON document
    Json,
    /// One JSON object per document, one per line
    Ndjson,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub Actions annotations
    Github,
    /// A GitLab code quality report
    Gitlab,
    /// XML, for viewers of test reports
    Junit,
    /// An HTML page
    Html,
}

/// A value of the header field Content-Type.
fn content_type(text: &str) -> Result<String, String> {
    http_charset(text).map(|_| text.to_owned()).map_err(|it| it.to_string())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Level {
    Error,
    Warning,
    Info,
}
