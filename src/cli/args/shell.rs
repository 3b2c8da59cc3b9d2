//! The arguments of the commands that fit the program into a shell.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// Print a script that completes commands, options and rule names in a shell
#[derive(Debug, Args)]
#[command(after_help = "\
The packages for Debian, Homebrew and Python install the scripts for bash, zsh and fish.

Examples:
  feedwright completions bash > ~/.local/share/bash-completion/completions/feedwright
  feedwright completions zsh > ~/.zfunc/_feedwright        If ~/.zfunc is in $fpath
  feedwright completions fish > ~/.config/fish/completions/feedwright.fish
  feedwright completions powershell >> $PROFILE            In PowerShell
  feedwright completions elvish >> ~/.config/elvish/rc.elv

Exit codes:
  0  Done
  2  Wrong usage")]
pub(in crate::cli) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(in crate::cli) shell: Shell,
}

/// Write the man pages of all commands into a folder
#[derive(Debug, Args)]
#[command(after_help = "\
The packages for Debian, Homebrew and Python install these pages.

Examples:
  feedwright man ~/.local/share/man/man1          Then run: man feedwright-check
  feedwright man /tmp && man -l /tmp/feedwright.1

Exit codes:
  0  Done
  2  Wrong usage
  3  A page cannot be written")]
pub(in crate::cli) struct Man {
    /// The folder, which is created if it does not exist
    #[arg(value_name = "DIR")]
    pub(in crate::cli) dir: PathBuf,
}
