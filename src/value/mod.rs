//! What a text may be, to check it and to write it: dates, URLs, languages, media types, people.
