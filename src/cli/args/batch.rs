//! The arguments of `feedwright batch`.

use std::path::PathBuf;

use chrono::DateTime;
use chrono::Utc;
use clap::ArgGroup;
use clap::Args;

use crate::cli::args::check::Selection;
use crate::cli::args::limits::Limits;
use crate::cli::args::moment;
use crate::cli::args::network::NetworkOptions;

/// Check many feeds in one run, and write one line of JSON per document
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("inputs").required(true).multiple(true))]
#[command(after_help = "\
Each line is the object of `feedwright check --format ndjson` with the `id` and the `url` of the
document and its `status`: ok (checked, valid or not), not_a_feed, too_large, truncated, timeout,
memory, crash, dns, refused, tls, http_error or unreadable. A document with any other status than
ok has a `reason`, or diagnostics that say why.

All documents are checked in the same way: as the options say, and otherwise as [check] in the
feedwright.toml of the current folder or of the nearest folder above says, except for
[check.per-file].

Examples:
  feedwright batch --files-from urls.txt -o results.ndjson --connections 200
  feedwright batch --files-from urls.txt -o results.ndjson --resume     Continue a run that was killed
  feedwright batch --opml subscriptions.opml | jq 'select(.valid | not) | .id'
  feedwright batch --warc crawl.warc.gz --statistics -o results.ndjson
  find . -name '*.xml' -print0 | feedwright batch --files-from - -o results.ndjson

Exit codes:
    0  Every document has a line, whatever its status
    2  Wrong usage
    3  The disk failed, or an input cannot be read completely
  130  Stopped with Ctrl-C")]
pub(in crate::cli) struct Batch {
    /// Check the files and URLs in this list, one per line or NUL-terminated. `-` reads the list
    /// from standard input
    #[arg(long, value_name = "LIST", group = "inputs", help_heading = INPUT)]
    pub(in crate::cli) files_from: Option<PathBuf>,
    /// Check the feeds of a subscription list in OPML. `-` is standard input
    #[arg(long, value_name = "FILE", group = "inputs", help_heading = INPUT)]
    pub(in crate::cli) opml: Option<PathBuf>,
    /// Check the documents in a file with one JSON object per line: `body` or `body_base64`, and
    /// optionally `id`, `url`, `status` and `headers`. `-` is standard input
    #[arg(long, value_name = "FILE", group = "inputs", help_heading = INPUT)]
    pub(in crate::cli) ndjson: Option<PathBuf>,
    /// Check the responses in a WARC file, which may be compressed with gzip or zstd. May be
    /// repeated. `-` is standard input
    #[arg(long, value_name = "FILE", num_args = 1.., group = "inputs", help_heading = INPUT)]
    pub(in crate::cli) warc: Vec<PathBuf>,
    /// Use this time instead of the current time to detect dates in the future: a date, or a time
    /// in the format of RFC 3339
    #[arg(long, value_name = "TIME", value_parser = moment, help_heading = INPUT)]
    pub(in crate::cli) now: Option<DateTime<Utc>>,
    /// Write the lines to this file instead of standard output
    #[arg(short, long, value_name = "OUT", help_heading = OUTPUT)]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Continue an earlier run: keep the lines of OUT, and check only documents that have none
    #[arg(long, requires = "output", help_heading = OUTPUT)]
    pub(in crate::cli) resume: bool,
    /// Write each line as soon as its document is finished, instead of in the order of the input
    #[arg(long, help_heading = OUTPUT)]
    pub(in crate::cli) unordered: bool,
    /// Print how often each status, format, generator, host and rule occurs: to standard output
    /// with -o, otherwise to standard error
    #[arg(long, help_heading = OUTPUT)]
    pub(in crate::cli) statistics: bool,
    /// The number of documents to check at the same time [default: the number of processors]
    #[arg(long, value_name = "N", help_heading = WORK)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..))]
    pub(in crate::cli) jobs: Option<u16>,
    /// The maximum number of connections at the same time
    #[arg(long, value_name = "N", default_value_t = 64, help_heading = WORK)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub(in crate::cli) connections: u16,
    /// The maximum time for checking one document, in seconds. A document that takes longer has the
    /// status timeout
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0, help_heading = WORK)]
    #[arg(value_parser = super::network::seconds)]
    pub(in crate::cli) max_time: f64,
    /// The maximum memory for the documents that are checked at the same time, in bytes, estimated
    /// from their sizes
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 30, help_heading = WORK)]
    pub(in crate::cli) max_memory: u64,
    #[command(flatten)]
    pub(in crate::cli) selection: Selection,
    #[command(flatten)]
    pub(in crate::cli) limits: Limits,
    #[command(flatten)]
    pub(in crate::cli) network: NetworkOptions,
}

/// The headings of `batch --help` whose options are fields of [`Batch`].
const INPUT: &str = "Input";
const OUTPUT: &str = "Output";
const WORK: &str = "Work";
