#!/bin/sh
# Builds the Debian package from an unpacked archive of a release. `cargo deb` must be installed.
#
#   debian.sh ARCHIVE ARCHITECTURE OUT
#
# ARCHITECTURE is a name of Debian, such as amd64.
set -eu
archive=$1 architecture=$2 out=$3
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$out"
out=$(cd "$out" && pwd)
case $architecture in
amd64) target=x86_64-unknown-linux-musl ;;
arm64) target=aarch64-unknown-linux-musl ;;
*) echo "debian.sh: there is no package for $architecture" >&2 && exit 2 ;;
esac
# The places that `[package.metadata.deb]` in Cargo.toml names.
mkdir -p "$root/target/$target/release" "$root/target/extras"
cp "$archive/feedwright" "$root/target/$target/release/"
cp -R "$archive/completions" "$archive/man1" "$root/target/extras/"
cd "$root"
cargo deb --no-build --no-strip --target "$target" --output "$out/"
