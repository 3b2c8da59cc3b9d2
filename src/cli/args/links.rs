//! The arguments of `links`.

use std::path::PathBuf;

use chrono::DateTime;
use chrono::Utc;
use clap::Args;
use clap::ValueEnum;

use crate::cli::args::moment;

/// Print the links to the feeds for the <head> of a site's pages
#[derive(Debug, Args)]
#[command(after_help = "\
Browsers and feed readers find the feeds of the site by these links. The command reads the
configuration and the articles, and writes no files.

Examples:
  feedwright links                                For all pages of the site in the current folder
  feedwright links --for articles/ferry.md        For one article: its feeds come first
  feedwright links /srv/site > _includes/feeds.html

Exit codes:
  0  Done
  2  Wrong usage or configuration, or the articles cannot be read")]
pub(in crate::cli) struct Links {
    /// The folder of the site, which contains feedwright.toml [default: the current folder]
    #[arg(value_name = "DIR")]
    pub(in crate::cli) dir: Option<PathBuf>,
    /// Print the links for the page of this article. Its feeds come first, and feeds for other tags, sections, authors and languages
    /// are left out
    #[arg(long = "for", value_name = "PATH")]
    pub(in crate::cli) article: Option<PathBuf>,
    /// Use this time instead of the current time: a date, or a time in the format of RFC 3339
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(in crate::cli) now: Option<DateTime<Utc>>,
    /// The output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Markup::Html)]
    pub(in crate::cli) format: Markup,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Markup {
    /// One `<link>` element per line
    Html,
    /// Machine-readable
    Json,
}
