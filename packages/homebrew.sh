#!/bin/sh
# Prints the formula for Homebrew, with the checksums of a release.
#
#   homebrew.sh DIST URL > feedwright.rb
#
# DIST is the folder of the archives, and URL is where they will be, such as https://forge.example/feedwright/releases/download/v0.1.0.
set -eu
dist=$1 url=${2%/}
root=$(cd "$(dirname "$0")/.." && pwd)

# Prints a value of Cargo.toml.
package() {
    sed -n "s/^$1 = \"\(.*\)\"\$/\1/p" "$root/Cargo.toml" | head -n 1
}

# Prints the URL and the checksum of the archive for a target.
archive() {
    checksum=$(cut -d ' ' -f 1 "$dist/feedwright-$1.tar.gz.sha256")
    printf '      url "%s/feedwright-%s.tar.gz"\n      sha256 "%s"\n' "$url" "$1" "$checksum"
}

cat <<FORMULA
class Feedwright < Formula
  desc "$(package description)"
  homepage "$(package repository)"
  version "$(package version)"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
$(archive aarch64-apple-darwin)
    end
    on_intel do
$(archive x86_64-apple-darwin)
    end
  end
  on_linux do
    on_arm do
$(archive aarch64-unknown-linux-musl)
    end
    on_intel do
$(archive x86_64-unknown-linux-musl)
    end
  end

  def install
    bin.install "feedwright"
    man1.install Dir["man1/*.1"]
    bash_completion.install "completions/feedwright.bash" => "feedwright"
    zsh_completion.install "completions/_feedwright"
    fish_completion.install "completions/feedwright.fish"
  end

  test do
    (testpath/"feed.xml").write "<rss version=\"2.0\"/>"
    assert_match "missing-element", shell_output("#{bin}/feedwright check feed.xml", 1)
  end
end
FORMULA
