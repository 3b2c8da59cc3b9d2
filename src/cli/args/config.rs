//! The arguments of `feedwright config`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::args::Print;
use crate::cli::args::check::Selection;
use crate::cli::args::limits::Limits;

/// Show how a document is checked, and where each setting comes from
#[derive(Debug, Args)]
#[command(after_help = "\
The settings come from [check] in the feedwright.toml of the folder of the document, or of the
nearest folder above. Options of the command line take precedence. The command has the same options
as `feedwright check`, to see what they do.

Examples:
  feedwright config                          The settings for all documents in the current folder
  feedwright config podcasts/rss.xml         The settings for a document, with those of its globs
  feedwright config --select podcast -v      Which rules `--select podcast` turns off
  feedwright config --format json | jq '.values[] | select(.origin != \"default\")'

Exit codes:
  0  Done
  2  Wrong usage, or the configuration has problems")]
pub(in crate::cli) struct Config {
    /// A document, which does not have to exist, or a folder
    #[arg(value_name = "PATH", default_value = ".")]
    pub(in crate::cli) path: PathBuf,
    /// Print the JSON Schema of feedwright.toml, for editors
    #[arg(long, exclusive = true, help_heading = super::check::OUTPUT)]
    pub(in crate::cli) schema: bool,
    #[command(flatten)]
    pub(in crate::cli) selection: Selection,
    #[command(flatten)]
    pub(in crate::cli) limits: Limits,
    /// The output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Print::Text)]
    #[arg(help_heading = super::check::OUTPUT)]
    pub(in crate::cli) format: Print,
}
