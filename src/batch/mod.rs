//! Many documents in one run: reads lists, OPML, NDJSON and WARC files, and writes one line per document.
