#!/bin/sh
# Builds the Python package into a folder. It contains the program, its man pages and its completion scripts.
#
#   python.sh EXTRAS OUT [OPTION_OF_MATURIN...]
#
# EXTRAS is a folder that extras.sh has written. `maturin` must be in the path.
set -eu
extras=$1 out=$2
shift 2
root=$(cd "$(dirname "$0")/.." && pwd)
share=$root/feedwright.data/data/share
trap 'rm -rf "$root/feedwright.data"' EXIT
mkdir -p "$share/man" "$share/bash-completion/completions" "$share/zsh/site-functions" "$share/fish/vendor_completions.d"
cp -R "$extras/man1" "$share/man/"
cp "$extras/completions/feedwright.bash" "$share/bash-completion/completions/feedwright"
cp "$extras/completions/_feedwright" "$share/zsh/site-functions/"
cp "$extras/completions/feedwright.fish" "$share/fish/vendor_completions.d/"
maturin build --manifest-path "$root/Cargo.toml" --out "$out" "$@"
