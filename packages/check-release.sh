#!/bin/sh
# Checks whether a tag can be released, and prints the section of the changelog with what has changed.
#
#   check-release.sh TAG
#
# The tag must be the version in Cargo.toml, the changelog must have a section for it, and Cargo.toml must name the repository, from
# which `cargo binstall` and `brew` download programs.
set -eu
tag=$1
root=${FEEDWRIGHT_ROOT:-$(cd "$(dirname "$0")/.." && pwd)}

fail() {
    echo "check-release.sh: $*" >&2
    exit 1
}

# Prints a value of the table `[package]`.
package() {
    sed -n '/^\[package\]/,/^\[\[*[a-z]/p' "$root/Cargo.toml" | sed -n "s/^$1 = \"\(.*\)\"\$/\1/p"
}

version=$(package version)
[ "$tag" = "v$version" ] || fail "the tag $tag is not the version in Cargo.toml, which is $version"
[ -n "$(package repository)" ] || fail "Cargo.toml has no \`repository\`; programs are downloaded from its releases"
section=$(awk -v version="$version" '
    /^## / { inside = $2 == version || $2 == "[" version "]"; next }
    inside' "$root/CHANGELOG.md")
[ -n "$(printf '%s' "$section" | tr -d '[:space:]')" ] ||
    fail "CHANGELOG.md has no section for $version; rename \"Unreleased\" to \"$version - $(date +%Y-%m-%d)\""
printf '%s\n' "$section"
