//! The arguments for requests beyond the document itself.

use clap::Args;

/// What else is requested.
#[derive(Debug, Args)]
#[command(next_help_heading = "Files and pages of a feed")]
pub(in crate::cli) struct RequestOptions {
    /// Request the files that the feed refers to, such as enclosures, images and stylesheets, and
    /// report those that are missing or differ from what the feed declares
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    pub(in crate::cli) probe: bool,
    /// Follow the links to the other pages and archives of the feed, and check all of them together
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    pub(in crate::cli) follow: bool,
    /// Fetch each URL a second time, and report what changes without a reason
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    pub(in crate::cli) twice: bool,
    /// The maximum number of URLs per feed that --probe requests
    #[arg(long, value_name = "N", default_value_t = 500)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) max_probes: u32,
    /// The maximum number of pages per feed that --follow fetches
    #[arg(long, value_name = "N", default_value_t = 100)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) max_pages: u32,
}

impl RequestOptions {
    /// Whether anything else than the document is requested.
    pub(in crate::cli) fn any(&self) -> bool {
        self.probe || self.follow || self.twice
    }
}
