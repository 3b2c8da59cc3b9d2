//! The arguments for the limits of documents, which are those of `[check]` in feedwright.toml.

use clap::Arg;
use clap::ArgMatches;
use clap::Args;
use clap::Command;
use clap::Error;
use clap::FromArgMatches;
use clap::value_parser;

use feedwright::CheckLimit;
use feedwright::check_limits;

/// The limits that the user gave, each with its value.
#[derive(Debug, Default)]
pub(in crate::cli) struct Limits {
    pub(in crate::cli) given: Vec<(&'static CheckLimit, u64)>,
}

impl Args for Limits {
    fn augment_args(command: Command) -> Command {
        check_limits().fold(command, |command, it| command.arg(argument(it)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Limits::augment_args(command)
    }
}

fn argument(limit: &'static CheckLimit) -> Arg {
    Arg::new(limit.name)
        .long(limit.name)
        .value_name(if limit.is_bytes { "BYTES" } else { "N" })
        .value_parser(value_parser!(u64).range(1..=limit.most))
        .help(format!("{} [default: {}]", limit.about, limit.default))
        .help_heading("Limits")
}

impl FromArgMatches for Limits {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Limits, Error> {
        let given = |it: &'static CheckLimit| Some((it, *matches.get_one::<u64>(it.name)?));
        Ok(Limits { given: check_limits().filter_map(given).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Limits::from_arg_matches(matches)?;
        Ok(())
    }
}
