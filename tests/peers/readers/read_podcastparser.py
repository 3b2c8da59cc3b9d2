"""Prints the output of podcastparser (used by the podcast client gPodder), one line of JSON per document."""
import json
import sys
from datetime import datetime, timezone

import podcastparser


def told(path):
    with open(path, "rb") as file:
        feed = podcastparser.parse("https://harbor.example/feed", file)
    return {
        "accepted": True,
        "problem": None,
        "title": feed.get("title"),
        "link": feed.get("link"),
        "language": feed.get("language"),
        "entries": [entry(it) for it in feed["episodes"]],
    }


def entry(it):
    date = it.get("published")
    return {
        "id": it.get("guid"),
        "title": it.get("title"),
        "link": it.get("link"),
        "date": datetime.fromtimestamp(date, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if date else None,
        "author": it.get("episode_art_author"),
        "summary": it.get("description"),
        "content": it.get("description_html"),
        "enclosures": [[e.get("url"), e.get("mime_type"), e.get("file_size")] for e in it.get("enclosures", [])],
        "duration": it.get("total_time"),
        "explicit": it.get("explicit"),
    }


for path in sys.argv[1:]:
    try:
        answer = told(path)
    except Exception as error:
        answer = {"accepted": False, "problem": f"{type(error).__name__}: {error}", "entries": []}
    print(json.dumps({"file": path, **answer}))
