#!/bin/sh
# Packs the archive of a release, and writes its checksum next to it.
#
#   archive.sh PROGRAM TARGET EXTRAS OUT
#
# EXTRAS is a folder that extras.sh has written.
set -eu
program=$1 target=$2 extras=$3 out=$4
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=feedwright-$target
mkdir "$work/$name"
cp "$program" "$work/$name/"
cp -R "$extras/completions" "$extras/man1" "$work/$name/"
cp "$root/README.md" "$root/CHANGELOG.md" "$root/LICENSE-MIT" "$root/LICENSE-APACHE" "$work/$name/"
cd "$work"
case $target in
*windows*)
    archive=$name.zip
    # Windows runners have 7z, and others have zip.
    if command -v 7z >/dev/null; then 7z a -bso0 "$out/$archive" "$name"; else zip -qr "$out/$archive" "$name"; fi
    ;;
*)
    archive=$name.tar.gz
    tar -czf "$out/$archive" "$name"
    ;;
esac
cd "$out"
if command -v sha256sum >/dev/null; then sha256sum "$archive"; else shasum -a 256 "$archive"; fi >"$archive.sha256"
echo "$out/$archive"
