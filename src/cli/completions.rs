//! `feedwright completions`: prints a script that completes commands, options, and the names of rules and profiles.

use std::io;
use std::io::Write;

use anyhow::Result;
use clap::Arg;
use clap::Command;
use clap::CommandFactory;
use clap::builder::PossibleValue;
use clap::builder::PossibleValuesParser;
use clap_complete::Shell;

use crate::cli::args::Arguments;
use crate::cli::args::shell::Completions;
use feedwright::Rule;
use feedwright::Selection;
use feedwright::groups;
use feedwright::profiles;
use feedwright::rules;

pub(super) fn run(completions: &Completions) -> Result<u8> {
    let mut command = with_names(Arguments::command());
    // A closed pipe makes the generators panic, so they write to memory.
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut command, "feedwright", &mut script);
    let mut out = io::stdout().lock();
    out.write_all(&script)?;
    if completions.shell == Shell::Fish {
        write_positionals(&command, &mut out)?;
    }
    out.flush()?;
    Ok(0)
}

/// The command with the names that its arguments accept. When arguments are parsed, the names are checked later, so that the
/// message suggests a similar name instead of listing all of them.
fn with_names(command: Command) -> Command {
    let selectable = selectable();
    let explained: Vec<PossibleValue> = groups_and(rules()).collect();
    let profiles: Vec<PossibleValue> =
        profiles().map(|it| PossibleValue::new(it.name).help(it.title)).collect();
    let named = |arg: Arg| {
        let names = match arg.get_id().as_str() {
            "select" | "extend_select" | "ignore" => &selectable,
            "rule" => &explained,
            "profile" => &profiles,
            _ => return arg,
        };
        arg.value_parser(PossibleValuesParser::new(names.clone()))
    };
    let names: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    names.iter().fold(command, |it, name| it.mut_subcommand(name, |it| it.mut_args(named)))
}

/// The rules that can be selected. The rules for articles always apply.
fn selectable() -> Vec<PossibleValue> {
    let is_selectable = |it: &&Rule| Selection::new(&[it.name.to_owned()], &[], &[]).is_ok();
    let all = PossibleValue::new("ALL").help("All rules");
    [all].into_iter().chain(groups_and(rules().filter(is_selectable))).collect()
}

/// The groups of rules, and these rules.
fn groups_and(rules: impl Iterator<Item = &'static Rule>) -> impl Iterator<Item = PossibleValue> {
    let groups = groups().map(|it| PossibleValue::new(it.name).help(it.about));
    groups.chain(values(rules))
}

/// The names of rules in the order of the alphabet, because some shells do not sort them.
fn values(rules: impl Iterator<Item = &'static Rule>) -> Vec<PossibleValue> {
    let mut rules: Vec<&Rule> = rules.collect();
    rules.sort_by_key(|it| it.name);
    rules.into_iter().map(|it| PossibleValue::new(it.name).help(it.summary())).collect()
}

/// Completes the values of arguments without a name in fish, which `clap_complete` leaves out.
fn write_positionals(command: &Command, out: &mut dyn Write) -> io::Result<()> {
    for subcommand in command.get_subcommands() {
        let name = subcommand.get_name();
        for value in subcommand.get_positionals().flat_map(Arg::get_possible_values) {
            let help = value.get_help().map(ToString::to_string).unwrap_or_default();
            writeln!(
                out,
                "complete -c feedwright -n '__fish_feedwright_using_subcommand {name}' -f -a {} -d {}",
                quoted(value.get_name()),
                quoted(&help)
            )?;
        }
    }
    Ok(())
}

/// A string in single quotes, as fish reads them.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'"))
}
