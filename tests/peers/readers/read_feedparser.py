"""Prints the output of feedparser (used by Planet Venus, rss2email and many aggregators), one line of JSON per document."""
import json
import sys

import feedparser


def told(path):
    with open(path, "rb") as file:
        feed = feedparser.parse(file.read())
    return {
        # If there is no version, feedparser does not consider the document a feed.
        "accepted": bool(feed.version),
        # feedparser calls a document "bozo" if only its second, lenient parser could read it.
        "bozo": bool(feed.bozo),
        "problem": f"{type(feed.bozo_exception).__name__}: {feed.bozo_exception}" if feed.bozo else None,
        "title": feed.feed.get("title"),
        "link": feed.feed.get("link"),
        "language": feed.feed.get("language"),
        "entries": [entry(it) for it in feed.entries],
    }


def entry(it):
    date = it.get("published_parsed") or it.get("updated_parsed")
    return {
        "id": it.get("id"),
        "title": it.get("title"),
        "link": it.get("link"),
        "date": "%04d-%02d-%02dT%02d:%02d:%02dZ" % date[:6] if date else None,
        "author": it.get("author"),
        "summary": it.get("summary"),
        "content": it.content[0].value if "content" in it else None,
        "enclosures": [[e.get("href"), e.get("type"), e.get("length")] for e in it.get("enclosures", [])],
    }


for path in sys.argv[1:]:
    try:
        answer = told(path)
    except Exception as error:
        answer = {"accepted": False, "problem": f"crashed: {type(error).__name__}: {error}", "entries": []}
    print(json.dumps({"file": path, **answer}))
