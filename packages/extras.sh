#!/bin/sh
# Writes the files that packages contain besides the program: completion scripts and man pages.
#
#   extras.sh PROGRAM DIR
#
# PROGRAM must run on this machine.
set -eu
program=$1 dir=$2
mkdir -p "$dir/completions"
"$program" completions bash >"$dir/completions/feedwright.bash"
"$program" completions zsh >"$dir/completions/_feedwright"
"$program" completions fish >"$dir/completions/feedwright.fish"
"$program" completions powershell >"$dir/completions/_feedwright.ps1"
"$program" completions elvish >"$dir/completions/feedwright.elv"
"$program" man "$dir/man1"
