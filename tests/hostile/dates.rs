//! Every invalid date is reported on its line, and no valid date is.

use super::sample::{atom, json, rss};
use super::{Accepted, RejectedOn, row, run};

#[rustfmt::skip]
const RFC822: &[&str] = &[
    "Wed, 30 Feb 2024 10:00:00 GMT",      "Thu, 31 Apr 2025 10:00:00 GMT",      "Sat, 29 Feb 2025 10:00:00 GMT",
    "Wed, 00 Oct 2024 10:00:00 GMT",      "Wed, 32 Oct 2024 10:00:00 GMT",      "Wed, 02 Oct 0000 10:00:00 GMT",
    "Wed, 02 Oct 2024 24:00:00 GMT",      "Wed, 02 Oct 2024 25:00:00 GMT",      "Wed, 02 Oct 2024 10:60:00 GMT",
    "Wed, 02 Oct 2024 10:00:61 GMT",      "Wed, 02 Oct 2024 10:00:00 +9999",    "Wed, 02 Oct 2024 10:00:00 +99:99",
    "Wed, 02 Oct 2024 10:00:00 CEST",     "Sam, 02 Oct 2024 10:00:00 GMT",      "Wed, 02 Okt 2024 10:00:00 GMT",
    "Wed, 02 Oct 2024",                   "Wed, 02 Oct 2024 10:00:00",          "10:00:00 GMT",
    "2024-10-02T10:00:00Z",               "2024-10-02",                         "1727863200",
    "Wed, \u{660}\u{662} Oct 2024 10:00:00 GMT", "Wed, 02 Oct 2024 10:00:00,5 GMT", "Wed, 02 Oct 2024 10:00:00.5 GMT",
    "Wed, 02 Oct 2024 10.00.00 GMT",      "Tue, 02 Oct 2024 10:00:00 GMT",      "Wed 02 Oct 2024 at 10:00",
    "yesterday",                          "Wed, 02-10-2024 10:00:00 GMT",       "Wed, 02 Oct 2024 10:00:00 \u{2212}0500",
    "Wed, 02 Oct 2024 10:00:00 UTC+2",    "02/10/2024 10:00",                   "Wed, 2nd Oct 2024 10:00:00 GMT",
];

#[rustfmt::skip]
const GOOD_RFC822: &[&str] = &[
    "Wed, 02 Oct 2024 10:00:00 GMT",      "02 Oct 2024 10:00:00 +0200",         "Wed, 2 Oct 2024 10:00 -0000",
    "Thu, 29 Feb 2024 23:59:59 EST",      "Wed, 02 Oct 2024 10:00:00 +0545",    "Sat, 31 Dec 2016 23:59:60 GMT",
    "Wed, 02 Oct 2024 00:00:00 PDT",
];

#[rustfmt::skip]
const RFC3339: &[&str] = &[
    "2024-02-30T10:00:00Z",  "2025-02-29T10:00:00Z",  "2024-04-31T10:00:00Z",  "2024-00-02T10:00:00Z",  "2024-13-02T10:00:00Z",
    "2024-10-00T10:00:00Z",  "2024-10-32T10:00:00Z",  "2024-10-02T24:00:00Z",  "2024-10-02T25:00:00Z",  "2024-10-02T10:60:00Z",
    "2024-10-02T10:00:61Z",  "2024-10-02T10:00:00",   "2024-10-02",            "2024-10-02 10:00",      "2024-10",
    "2024",                  "2024-10-02T10:00Z",     "2024-10-02T10Z",        "2024-10-02T10:00:00.Z", "2024-10-02T10:00:00,5Z",
    "2024-10-02T10:00:00+0200", "2024-10-02T10:00:00+02", "2024-10-02T10:00:00+99:99", "2024-10-02T10:00:00+24:00", "2024-10-02T10:00:00 Z",
    "20241002T100000Z",      "2024-276T10:00:00Z",    "2024-W40-3T10:00:00Z",  "24-10-02T10:00:00Z",    "+2024-10-02T10:00:00Z",
    "2024-10-02T10:00:00\u{2212}05:00", "\u{662}\u{660}24-10-02T10:00:00Z", "Wed, 02 Oct 2024 10:00:00 GMT", "2024-1-2T10:00:00Z", "2024-10-02t10:00:00Z",
    "2024-10-02T10:00:00z", "1727863200",
];

#[rustfmt::skip]
const GOOD_RFC3339: &[&str] = &[
    "2024-10-02T10:00:00Z",       "2024-10-02T10:00:00+02:00",  "2024-10-02T10:00:00.123456789Z", "2024-02-29T23:59:59-12:00",
    "2016-12-31T23:59:60Z",       "2024-10-02T10:00:00-00:00",  "2024-10-02T10:00:00+05:45",
];

/// An RSS feed with one item per date, and the lines of the dates.
fn rss_of(dates: &[&str]) -> (String, Vec<u32>) {
    let clean = rss(dates.len());
    let mut lines = Vec::new();
    let mut at = 0;
    let text = clean.lines().enumerate().map(|(number, line)| {
        if !line.trim_start().starts_with("<pubDate>") {
            return line.to_owned() + "\n";
        }
        lines.push(u32::try_from(number + 1).expect("it fits"));
        at += 1;
        format!("<pubDate>{}</pubDate>\n", dates[at - 1])
    });
    let text = text.collect();
    (text, lines)
}

/// The same with Atom.
fn atom_of(dates: &[&str]) -> (String, Vec<u32>) {
    let clean = atom(dates.len());
    let mut lines = Vec::new();
    let mut at = 0;
    let text = clean.lines().enumerate().map(|(number, line)| {
        if !line.starts_with("    <updated>") {
            let published = line.starts_with("    <published>");
            return if published { "\n".to_owned() } else { line.to_owned() + "\n" };
        }
        lines.push(u32::try_from(number + 1).expect("it fits"));
        at += 1;
        format!("<updated>{}</updated>\n", dates[at - 1])
    });
    let text = text.collect();
    (text, lines)
}

#[test]
fn dates() {
    run(vec![
        row("bad dates of RFC 822", RejectedOn(rss_of(RFC822).1), || rss_of(RFC822).0),
        row("good dates of RFC 822", Accepted, || rss_of(GOOD_RFC822).0),
        row("bad dates of RFC 3339", RejectedOn(atom_of(RFC3339).1), || atom_of(RFC3339).0),
        row("good dates of RFC 3339", Accepted, || atom_of(GOOD_RFC3339).0),
        row("odd dates of RFC 822", Accepted, || {
            rss_of(&["Wed, 02 Oct 24 10:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"]).0
        }),
        row("odd dates of RFC 3339", Accepted, || atom_of(&["9999-12-31T23:59:59Z"]).0),
        row("a date of JSON that is a number", RejectedOn(vec![9]), || {
            json(1).replacen("\"2024-10-01T10:00:00Z\"", "1727863200", 1)
        }),
        row("a date of JSON that is null", RejectedOn(vec![9]), || {
            json(1).replacen("\"2024-10-01T10:00:00Z\"", "[]", 1)
        }),
    ]);
}
