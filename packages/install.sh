#!/bin/sh
# Downloads a released program, compares its checksum, and installs it.
#
#   install.sh --releases URL [--version VERSION] [--to DIR]
#
# URL is the page of the releases, such as https://forge.example/feedwright/releases. Without --version, the newest release is installed.
# DIR is $HOME/.local/bin by default. The last line of the output is the path of the program.
set -eu

fail() {
    echo "install.sh: $*" >&2
    exit 1
}

releases='' version=latest to="${HOME:-.}/.local/bin"
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || fail "$1 needs a value"
    case $1 in
    --releases) releases=${2%/} ;;
    --version) version=${2#v} ;;
    --to) to=$2 ;;
    *) fail "there is no option $1" ;;
    esac
    shift 2
done
[ -n "$releases" ] || fail "--releases is missing: the URL of the releases"

# Prints the target of this system, as in the names of the archives.
target() {
    case $(uname -m) in
    x86_64 | amd64) machine=x86_64 ;;
    arm64 | aarch64) machine=aarch64 ;;
    *) fail "there is no released program for the processor $(uname -m); build it with cargo install" ;;
    esac
    case $(uname -s) in
    Linux) echo "$machine-unknown-linux-musl" ;;
    Darwin) echo "$machine-apple-darwin" ;;
    MINGW* | MSYS* | CYGWIN*) echo "x86_64-pc-windows-msvc" ;;
    *) fail "there is no released program for $(uname -s); build it with cargo install" ;;
    esac
}

download() {
    if command -v curl >/dev/null; then
        curl --fail --silent --show-error --location --retry 3 --output "$2" "$1" || fail "cannot download $1"
    else
        wget --quiet --output-document "$2" "$1" || fail "cannot download $1"
    fi
}

checksum() {
    if command -v sha256sum >/dev/null; then
        sha256sum "$1"
    else
        shasum -a 256 "$1"
    fi | cut -d ' ' -f 1
}

target=$(target)
case $target in
*windows*) archive=feedwright-$target.zip program=feedwright.exe ;;
*) archive=feedwright-$target.tar.gz program=feedwright ;;
esac
if [ "$version" = latest ]; then
    url=$releases/latest/download/$archive
else
    url=$releases/download/v$version/$archive
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
download "$url" "$work/$archive"
download "$url.sha256" "$work/$archive.sha256"
wanted=$(cut -d ' ' -f 1 "$work/$archive.sha256")
found=$(checksum "$work/$archive")
[ "$wanted" = "$found" ] || fail "the checksum of $url is $found instead of $wanted"

case $archive in
*.zip) unzip -q "$work/$archive" -d "$work" ;;
*) tar -xzf "$work/$archive" -C "$work" ;;
esac
mkdir -p "$to"
# The new program replaces the old one even if the old one is running.
cp "$work/feedwright-$target/$program" "$to/$program.new"
chmod 755 "$to/$program.new"
mv "$to/$program.new" "$to/$program"
"$to/$program" --version
echo "$to/$program"
