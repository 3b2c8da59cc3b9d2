//! The program: parses the arguments, runs a command and returns an exit code. Results go to standard output, and
//! everything else to standard error.

use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::args::Arguments;
use crate::cli::args::Color;
use crate::cli::args::Command;
use crate::cli::args::Global;
use feedwright::is_hidden;

mod adopt;
mod announce;
mod args;
mod baseline;
mod batch;
mod build;
mod check;
mod checker;
mod completions;
mod config;
mod configs;
#[path = "../text/counted.rs"]
mod counted;
mod diff;
mod discover;
mod documents;
mod explain;
mod fix;
mod help;
mod in_order;
mod init;
mod inspect;
mod links;
mod man;
mod memory;
mod profiles;
mod progress;
mod requests;
mod server;
mod site;

/// Wrong usage, or an input that cannot be read.
const USAGE: u8 = 2;
/// The disk or the system failed.
const SYSTEM: u8 = 3;

/// Runs the program with the arguments of the process.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let text = error.render().to_string();
            if error.use_stderr() && text.chars().any(|it| it != '\n' && is_hidden(it)) {
                complain(&text);
            } else {
                // Help and version are results and go to standard output. A closed pipe is not an error.
                let _ = error.print();
            }
            return ExitCode::from(if error.use_stderr() { USAGE } else { 0 });
        }
    };
    let global = &arguments.global;
    let result = match &arguments.command {
        Command::Build(it) => build::run(it, global),
        Command::Inspect(it) => inspect::run(it, global),
        Command::Init(it) => init::run(it, global),
        Command::Adopt(it) => adopt::run(it, global),
        Command::Check(it) => check::run(it, global),
        Command::Batch(it) => batch::run(it, global),
        Command::Diff(it) => diff::run(it, global),
        Command::Discover(it) => discover::run(it, global),
        Command::Links(it) => links::run(it, global),
        Command::Explain(it) => explain::run(it, global),
        Command::Server(_) => Ok(server::run(global)),
        Command::Completions(it) => completions::run(it),
        Command::Man(it) => Ok(man::run(it)),
        Command::Config(it) => config::run(it, global),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::from(USAGE)
        }
    }
}

/// Whether the error is a closed pipe: the reader of our output has exited, which is fine.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|it| it.downcast_ref::<io::Error>())
        .any(|it| it.kind() == io::ErrorKind::BrokenPipe)
}

/// Writes a message to standard error and makes hidden characters visible. If that fails, there is no other place to
/// report an error.
fn complain(message: &str) {
    let mut shown = String::with_capacity(message.len());
    for it in message.trim_end().chars() {
        if it != '\n' && is_hidden(it) {
            shown.extend(it.escape_unicode());
        } else {
            shown.push(it);
        }
    }
    let _ = writeln!(io::stderr(), "feedwright: {shown}");
}

/// Formats an error with its causes on one line.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |it| it.source());
    causes.fold(error.to_string(), |text, it| format!("{text}: {it}"))
}

impl Global {
    /// Whether to use color on this output stream.
    fn color_on(&self, stream: &impl IsTerminal) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty())
            }
        }
    }
}
