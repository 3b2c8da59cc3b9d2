//! `feedwright man`: writes the man pages of the program and of each command.

use std::fs;
use std::io;
use std::path::Path;

use clap::Command;
use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::Roff;
use clap_mangen::roff::roman;

use crate::cli::SYSTEM;
use crate::cli::args::Arguments;
use crate::cli::args::shell;
use crate::cli::complain;

pub(super) fn run(man: &shell::Man) -> u8 {
    match write(&man.dir) {
        Ok(()) => 0,
        Err(error) => {
            complain(&format!("{}: {error}", man.dir.display()));
            SYSTEM
        }
    }
}

fn write(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    for it in command.get_subcommands().chain([&command]) {
        let name = it.get_display_name().unwrap_or(it.get_name());
        fs::write(dir.join(format!("{name}.1")), page(it)?)?;
    }
    Ok(())
}

/// The man page of a command. It has no date, so that the same version always writes the same bytes.
fn page(command: &Command) -> io::Result<Vec<u8>> {
    let version = command.get_version().unwrap_or_default();
    let man = Man::new(command.clone().after_help(""))
        .source(format!("feedwright {version}"))
        .manual("feedwright");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    let notes = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    sections(&notes).to_writer(&mut page)?;
    Ok(page)
}

/// The text after the options. A paragraph is a section if its first line ends with a colon and the other lines are indented, such as
/// the examples and the exit codes.
fn sections(notes: &str) -> Roff {
    let mut roff = Roff::new();
    for paragraph in notes.split("\n\n").filter(|it| !it.is_empty()) {
        let (first, rest) = paragraph.split_once('\n').unwrap_or((paragraph, ""));
        let heading = first.strip_suffix(':').filter(|_| rest.starts_with(' '));
        roff.control("SH", [heading.unwrap_or("Notes").to_uppercase().as_str()]);
        // The lines are kept as they are.
        roff.control("nf", []);
        roff.text([roman(if heading.is_some() { rest } else { paragraph })]);
        roff.control("fi", []);
    }
    roff
}
