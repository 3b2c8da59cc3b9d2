#!/usr/bin/env python3
"""Compares the output of all installed readers for a bad document with their output for a good one.

    compare.py BAD GOOD
"""
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = os.environ.get("READERS_PYTHON", sys.executable)
NODE = os.environ.get("READERS_NODE", ".")  # the folder with node_modules
GOFEED = os.environ.get("READERS_GOFEED", HERE / "gofeed/gofeed")
RUST = os.environ.get("READERS_RUST", HERE / "rust/target/debug/readers")

# The command for each reader, and the folder to run it in.
READERS = {
    "feedparser": ([PYTHON, HERE / "read_feedparser.py"], "."),
    "podcastparser": ([PYTHON, HERE / "read_podcastparser.py"], "."),
    "SimplePie": (["php", HERE / "read_simplepie.php"], "."),
    "Tiny Tiny RSS": (["php", HERE / "read_ttrss.php"], "."),
    "Ruby's rss": (["ruby", "-W0", HERE / "read_ruby_rss.rb"], "."),
    "rss-parser": (["node", HERE / "read_javascript.mjs", "rss-parser"], NODE),
    "node-feedparser": (["node", HERE / "read_javascript.mjs", "feedparser"], NODE),
    "feedsmith": (["node", HERE / "read_javascript.mjs", "feedsmith"], NODE),
    "Thunderbird": (["node", HERE / "read_thunderbird.mjs"], NODE),
    "gofeed": ([GOFEED], "."),
    "feed-rs": ([RUST, "feed-rs"], "."),
    "rss": ([RUST, "rss"], "."),
    "newsboat": ([HERE / "read_newsboat.sh"], "."),
}


def told(command, folder, paths):
    """One answer a document; `None` where the reader is not there, or died."""
    try:
        output = subprocess.run([*command, *paths], cwd=folder, capture_output=True, timeout=60).stdout
        return [json.loads(line) for line in output.decode("utf-8", "replace").splitlines()]
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None


def fields(answer):
    """All that an answer says, flat: `title`, `entries[0].date` …"""
    found = {key: answer.get(key) for key in ("title", "link", "language")}
    found["entries"] = len(answer["entries"])
    for at, entry in enumerate(answer["entries"]):
        found |= {f"entries[{at}].{key}": value for key, value in entry.items()}
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def outcome(bad, good):
    if not bad["accepted"]:
        return f"refused: {bad.get('problem')}" + ("" if good["accepted"] else " (and so is the good one)")
    bad, good = fields(bad), fields(good)
    differences = [
        f"{key}: {json.dumps(bad.get(key), ensure_ascii=False)}, not {json.dumps(good.get(key), ensure_ascii=False)}"
        for key in sorted(bad.keys() | good.keys())
        if bad.get(key) != good.get(key)
    ]
    return "\n    ".join(differences) or "the same"


def main():
    paths = [Path(path).resolve() for path in sys.argv[1:3]]
    if len(paths) != 2:
        sys.exit(__doc__)
    outcomes = {}
    for name, (command, folder) in READERS.items():
        answers = told(command, folder, paths)
        said = outcome(*answers) if answers and len(answers) == 2 else "is not installed, or died"
        outcomes.setdefault(said, []).append(name)
    for said, names in outcomes.items():
        print(f"{', '.join(names)}:\n    {said}")


main()
