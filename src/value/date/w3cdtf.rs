//! Dates in Dublin Core and RSS modules: W3CDTF (<https://www.w3.org/TR/NOTE-datetime>) and plain ISO 8601.

use crate::value::date::Reading;
use crate::value::date::rfc3339::Profile;
use crate::value::date::rfc3339::read_as;

/// Reads and checks a W3CDTF date: `2024`, `2024-05`, `2024-05-01`, `2024-05-01T10:00Z`, `2024-05-01T10:00:00.5+02:00`.
/// A time must have a time zone.
pub fn read(text: &str) -> Reading {
    read_as(text, Profile { shortened: true, seconds: false, zone: true })
}

/// Reads and checks an ISO 8601 date in the extended form, which the event and link modules use. Like [`read`], but the time
/// zone is optional, and the default is UTC.
pub fn read_iso8601(text: &str) -> Reading {
    read_as(text, Profile { shortened: true, seconds: false, zone: false })
}

/// Reads and checks a date in Google product data. Like [`read_iso8601`], but the colon in the time zone is optional, as in
/// `2024-05-01T13:00-0800`.
pub fn read_of_product(text: &str) -> Reading {
    let reading = read_iso8601(text);
    let zone = text.len().checked_sub(5).and_then(|at| text.split_at_checked(at));
    let Some((time, zone)) = zone.filter(|_| reading.problem.is_some()) else { return reading };
    let is_zone = zone.starts_with(['+', '-']) && zone[1..].bytes().all(|it| it.is_ascii_digit());
    if !is_zone || !time.contains('T') {
        return reading;
    }
    let whole = read_iso8601(&format!("{time}{}:{}", &zone[..3], &zone[3..]));
    if whole.problem.is_none() { whole } else { reading }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The problems of a value as W3CDTF and as ISO 8601, and the correction as W3CDTF.
    fn described(text: &str) -> (String, String, Option<String>) {
        let first = read(text).problem;
        let second = read_iso8601(text).problem;
        let what = |it: &Option<super::super::Problem<_>>| {
            it.as_ref().map(|it| it.what.to_string()).unwrap_or_default()
        };
        (what(&first), what(&second), first.and_then(|it| it.instead).map(|it| it.text))
    }

    #[rustfmt::skip]
    static VALUES: &[(&str, &str, &str, Option<&str>)] = &[
        // value                   as W3CDTF                                          as ISO 8601                         correction
        ("2024",                   "",                                                "",                                 None),
        ("2024-05",                "",                                                "",                                 None),
        ("2024-05-01",             "",                                                "",                                 None),
        ("2024-05-01T10:00Z",      "",                                                "",                                 None),
        ("2024-05-01T10:00:00Z",   "",                                                "",                                 None),
        ("2024-05-01T10:00:00.5-05:00", "",                                           "",                                 None),
        ("2024-05-01T10:00",       "the time zone is missing",                         "",                                 Some("2024-05-01T10:00:00Z")),
        ("2024-05-01T10:00:00",    "the time zone is missing",                         "",                                 Some("2024-05-01T10:00:00Z")),
        ("2024-05-01T10Z",         "a `:` is missing after the hour",                "a `:` is missing after the hour", None),
        ("2024-13",                "the month must be 01 to 12",                            "the month must be 01 to 12",             None),
        ("2024-02-30",             "30 February does not exist",                         "30 February does not exist",          None),
        ("24-05-01",               "the year must have four digits",                "the year must have four digits", None),
        ("2024-05-01T10:00:00PDT", "expected the time zone, but found `P`",              "expected the time zone, but found `P`", Some("2024-05-01T10:00:00-07:00")),
        ("Wed, 01 May 2024 10:00:00 GMT", "expected the year, but found `W`",       "expected the year, but found `W`", Some("2024-05-01T10:00:00Z")),
    ];

    #[test]
    fn accepts_product_time_zones_without_a_colon() {
        for (text, fine) in [
            ("2024-05-01T13:00-0800", true),
            ("2024-05-01T13:00:30+0530", true),
            ("2024-05-01T13:00Z", true),
            ("2024-05-01", true),
            ("2024-05-01T25:00-0800", false),
            ("2024-05-01T13:00-9900", false),
            ("13:00-0800", false),
            ("\u{e4}\u{e4}\u{e4}", false),
            ("", false),
        ] {
            assert_eq!(read_of_product(text).problem.is_none(), fine, "{text}");
        }
    }

    #[test]
    fn describes_problems() {
        for (text, as_w3cdtf, as_iso8601, instead) in VALUES {
            let wanted = (as_w3cdtf.to_string(), as_iso8601.to_string(), instead.map(String::from));
            assert_eq!(described(text), wanted, "{text}");
        }
    }
}
