//! The arguments of `discover`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::args::Print;
use crate::cli::args::network::NetworkOptions;

/// List the feeds of a site
#[derive(Debug, Args)]
#[command(after_help = "\
The links of the page come first, then those of its headers, then the usual places such as
/feed.xml. Each feed is listed once, even if several URLs lead to it.

Examples:
  feedwright discover https://example.org
  feedwright discover --format json https://example.org | jq -r '.feeds[0].url'
  feedwright discover --base-url https://example.org/ page.html

Exit codes:
  0  There are feeds
  1  There is no feed
  2  Wrong usage, or the page cannot be fetched")]
pub(in crate::cli) struct Discover {
    /// The URL of a page of the site, or an HTML file; `-` reads HTML from standard input
    #[arg(value_name = "URL", required_unless_present = "response")]
    pub(in crate::cli) page: Option<String>,
    /// The URL of the page in an HTML file
    #[arg(long, value_name = "URL", value_parser = feedwright::base_url)]
    pub(in crate::cli) base_url: Option<url::Url>,
    /// Use a saved conversation instead of the network
    #[arg(long, value_name = "FILE", conflicts_with_all = ["base_url", "page"])]
    pub(in crate::cli) response: Option<PathBuf>,
    /// Look at the usual places even if the page links to feeds
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// The maximum number of requests
    #[arg(long, value_name = "N", default_value_t = 50)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) max_requests: u32,
    /// The maximum size of a page or a feed after unpacking, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=feedwright::Source::MAX_SIZE as u64))]
    pub(in crate::cli) max_size: u64,
    /// The output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    pub(in crate::cli) format: Print,
    #[command(flatten)]
    pub(in crate::cli) network: NetworkOptions,
}
