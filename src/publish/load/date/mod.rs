//! Parses dates in the forms that authors write. It rejects dates whose meaning would be a guess: `03/04/2024` is an error.
//!
//! The text is split into numbers, words and punctuation. It is a date if it contains a year, a month and a day exactly once. The
//! names of months and days are in [`crate::value::date::names`].

use chrono::DateTime;

use crate::publish::load::date::parts::Parts;
use crate::publish::load::date::parts::take;
use crate::publish::load::date::token::CharKind;
use crate::publish::load::date::token::Token;
use crate::publish::load::date::token::Tokens;
use crate::publish::load::date::token::tokens;
use crate::value::date::cjk;
use crate::value::timezone::Timezone;

mod clock;
mod parts;
mod token;
pub(crate) mod words;
mod written;

pub use written::DateProblem;
pub use written::WrittenDate;
pub(crate) use written::day_of;

/// Parses a date in any form that authors use in front matter, HTML attributes and press releases: ISO 8601, RFC 822, 850 and
/// 3339, asctime, the date formats of YAML and TOML, seconds since 1970, `15 October 2023, 10:00 a.m. ET` with month names in
/// some twenty languages, and `2024年1月5日`. A date without a zone is in `timezone`. If a clock change repeats or skips that local
/// time, the earlier moment is used.
///
/// # Errors
///
/// A [`DateProblem`] that explains why the text is not a date. A date that could be two days is also an error.
pub fn read(text: &str, timezone: Timezone) -> Result<WrittenDate, DateProblem> {
    let text = text.trim();
    if text.len() > MAX_LENGTH {
        return Err(DateProblem::NotADate);
    }
    let digits = cjk::in_digits(text);
    let text = digits.as_deref().unwrap_or(text);
    let tokens = tokens(text);
    if let [Token { kind: CharKind::Number, text, .. }] = tokens[..]
        && let Some(written) = epoch(text)
    {
        return Ok(written);
    }
    let mut parts = Parts::default();
    let mut rest = Tokens { text, tokens: &tokens };
    while !rest.tokens.is_empty() {
        take(&mut rest, &mut parts)?;
    }
    parts.written(timezone)
}

/// The maximum length of a date in bytes.
const MAX_LENGTH: usize = 120;

/// Seconds (10 digits) or milliseconds (13 digits) since 1970.
fn epoch(text: &str) -> Option<WrittenDate> {
    let number = text.parse::<i64>().ok()?;
    let when = match text.len() {
        10 => DateTime::from_timestamp(number, 0)?,
        13 => DateTime::from_timestamp_millis(number)?,
        _ => return None,
    };
    Some(WrittenDate { when: when.fixed_offset(), has_time: true, has_zone: true })
}

#[cfg(test)]
mod tests {
    use super::{DateProblem, read};

    fn described(text: &str) -> String {
        match read(
            text,
            crate::value::timezone::Timezone::named("Europe/Berlin").expect("it is a zone"),
        ) {
            Ok(it) => it.when.to_rfc3339(),
            Err(DateProblem::Ambiguous(one, other)) => format!("{one} or {other}"),
            Err(DateProblem::Impossible(why)) => why,
            Err(DateProblem::NotADate) => "-".to_owned(),
        }
    }

    #[test]
    fn reads_what_authors_write() {
        #[rustfmt::skip]
        let cases = [
            // ISO 8601, RFC 3339, Jekyll, YAML 1.1, TOML
            ("2024-05-01",                          "2024-05-01T00:00:00+02:00"),
            ("2024-1-5",                            "2024-01-05T00:00:00+01:00"),
            ("2024/05/01",                          "2024-05-01T00:00:00+02:00"),
            ("20240501",                            "2024-05-01T00:00:00+02:00"),
            ("20240501T100000Z",                    "2024-05-01T10:00:00+00:00"),
            ("20240501T1000",                       "2024-05-01T10:00:00+02:00"),
            ("2024-05-01T10:00",                    "2024-05-01T10:00:00+02:00"),
            ("2024-05-01T10:00:00Z",                "2024-05-01T10:00:00+00:00"),
            ("2024-05-01T10:00:00+0200",            "2024-05-01T10:00:00+02:00"),
            ("2024-05-01T10:00:00-05:30",           "2024-05-01T10:00:00-05:30"),
            ("2024-05-01T10:00:00+02:00[Europe/Berlin]", "2024-05-01T10:00:00+02:00"),
            ("2024-05-01 10:00",                    "2024-05-01T10:00:00+02:00"),
            ("2019-12-01-19:48",                    "2019-12-01T19:48:00+01:00"),
            ("2019-12-01-05:30",                    "2019-12-01T00:00:00-05:30"),
            ("  2024-05-01   10:00:00 +0200 ",      "2024-05-01T10:00:00+02:00"),
            ("2024-05-01 10:00:00 -5",              "2024-05-01T10:00:00-05:00"),
            ("2024-05-01 10:00:00 UTC",             "2024-05-01T10:00:00+00:00"),
            ("2024-05-01 10:00:00 America/New_York", "2024-05-01T10:00:00-04:00"),
            ("2001-12-14t21:59:43.10-05:00",        "2001-12-14T21:59:43.100-05:00"),
            ("2001-12-14 21:59:43.10 -5",           "2001-12-14T21:59:43.100-05:00"),
            ("2001-12-15 2:59:43.10",               "2001-12-15T02:59:43.100+01:00"),
            ("2024-05-01 10:00:00.123456 +0200 CEST", "2024-05-01T10:00:00.123456+02:00"),
            ("2016-12-31T23:59:60Z",                "2016-12-31T23:59:59+00:00"),
            // RFC 822, 850, 1123, asctime, Ruby, JavaScript, Unix
            ("Sun, 15 Oct 2023 10:00:00 GMT",       "2023-10-15T10:00:00+00:00"),
            ("15 Oct 23 10:00 EST",                 "2023-10-15T10:00:00-05:00"),
            ("Sunday, 15-Oct-23 10:00:00 UTC",      "2023-10-15T10:00:00+00:00"),
            ("Sun, 15 Oct 2023 10:00:00 +0200 (CEST)", "2023-10-15T10:00:00+02:00"),
            ("Sun Oct 15 10:00:00 2023",            "2023-10-15T10:00:00+02:00"),
            ("Sun Oct  1 10:00:00 CEST 2023",       "2023-10-01T10:00:00+02:00"),
            ("Sun Oct 15 10:00:00 +0200 2023",      "2023-10-15T10:00:00+02:00"),
            ("Sun Oct 15 2023 10:00:00 GMT+0300 (Eastern European Summer Time)", "2023-10-15T10:00:00+03:00"),
            // Written by people
            ("15 Oct 2023",                         "2023-10-15T00:00:00+02:00"),
            ("Jul 08 2022",                         "2022-07-08T00:00:00+02:00"),
            ("Oct 15, 2023",                        "2023-10-15T00:00:00+02:00"),
            ("October 15th 2023",                   "2023-10-15T00:00:00+02:00"),
            ("15-Oct-2023",                         "2023-10-15T00:00:00+02:00"),
            ("2023 Oct. 15",                        "2023-10-15T00:00:00+02:00"),
            ("Sunday, 15 October 2023",             "2023-10-15T00:00:00+02:00"),
            ("Sunday, the 15th of October 2023",    "2023-10-15T00:00:00+02:00"),
            ("October 15, 2023, 10:00 a.m. EDT",    "2023-10-15T10:00:00-04:00"),
            ("10:00 PM ET, Sun October 15, 2023",   "2023-10-15T22:00:00-04:00"),
            ("October 15, 2023 at 3 p.m.",          "2023-10-15T15:00:00+02:00"),
            ("Oct 15, 2023 12:05am",                "2023-10-15T00:05:00+02:00"),
            ("Oct 15, 2023 at 12:05 p.m.",          "2023-10-15T12:05:00+02:00"),
            ("15. Oktober 2023",                    "2023-10-15T00:00:00+02:00"),
            ("Sonntag, den 15. Oktober 2023, 14.30 Uhr", "2023-10-15T14:30:00+02:00"),
            ("am 5. März 2024 um 8 Uhr",            "2024-03-05T08:00:00+01:00"),
            ("1er mai 2024",                        "2024-05-01T00:00:00+02:00"),
            ("mar. 5 mars 2024 à 14h30",            "2024-03-05T14:30:00+01:00"),
            ("le 5 f\u{e9}vrier 2024 \u{e0} 8\u{a0}h",  "2024-02-05T08:00:00+01:00"),
            ("1 de mayo de 2024",                   "2024-05-01T00:00:00+02:00"),
            ("mercoledì 1º maggio 2024, ore 9:15",  "2024-05-01T09:15:00+02:00"),
            ("woensdag 1 mei 2024 om 9.15 uur",     "2024-05-01T09:15:00+02:00"),
            ("segunda-feira, 1 de janeiro de 2024 às 10:00", "2024-01-01T10:00:00+01:00"),
            ("1 maja 2024 r.",                      "2024-05-01T00:00:00+02:00"),
            ("1. května 2024",                      "2024-05-01T00:00:00+02:00"),
            ("1 мая 2024 г.",                       "2024-05-01T00:00:00+02:00"),
            ("onsdag den 1. maj 2024",              "2024-05-01T00:00:00+02:00"),
            ("1 Mayıs 2024",                        "2024-05-01T00:00:00+02:00"),
            ("1. toukokuuta 2024",                  "2024-05-01T00:00:00+02:00"),
            ("2024. május 1.",                      "2024-05-01T00:00:00+02:00"),
            ("2024年5月1日",                         "2024-05-01T00:00:00+02:00"),
            ("2024年5月1日 10:30",                   "2024-05-01T10:30:00+02:00"),
            ("2024년 5월 1일 오후 3시",               "2024-05-01T15:00:00+02:00"),
            // Only one meaning is possible
            ("13/04/2024",                          "2024-04-13T00:00:00+02:00"),
            ("04/13/2024",                          "2024-04-13T00:00:00+02:00"),
            ("15.10.2023",                          "2023-10-15T00:00:00+02:00"),
            ("15. 10. 2023 10:00",                  "2023-10-15T10:00:00+02:00"),
            ("04/04/2024",                          "2024-04-04T00:00:00+02:00"),
            ("Wed 03/04/2024",                      "2024-04-03T00:00:00+02:00"),
            ("31/12/99",                            "1999-12-31T00:00:00+01:00"),
            ("1697364000",                          "2023-10-15T10:00:00+00:00"),
            ("1697364000123",                       "2023-10-15T10:00:00.123+00:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(described(text), expected, "{text}");
        }
    }

    #[test]
    fn never_guesses_between_two_days() {
        assert_eq!(described("03/04/2024"), "2024-04-03 or 2024-03-04");
        assert_eq!(described("3.4.2024"), "2024-04-03 or 2024-03-04");
        assert_eq!(described("03-04-2024 10:00"), "2024-04-03 or 2024-03-04");
        assert_eq!(described("03/04/05"), "2003-04-05 or 2005-04-03");
    }

    #[test]
    fn explains_why_a_date_is_impossible() {
        #[rustfmt::skip]
        let cases = [
            ("2024-13-01",                    "the month must be 01 to 12"),
            ("2024-00-01",                    "the month must be 01 to 12"),
            ("2023-02-29",                    "29 February does not exist in 2023"),
            ("20230229",                      "29 February does not exist in 2023"),
            ("31 June 2024",                  "31 June does not exist"),
            ("0024-05-01",                    "the year 24 does not have four digits"),
            ("32/01/2024",                    "the day must be 01 to 31"),
            ("Monday, 15 October 2023",       "2023-10-15 is a Sunday, not a Monday"),
            ("2024-05-01 25:00",              "the hour must be 00 to 23"),
            ("2024-05-01 24:00",              "`24:00` is not allowed; write `00:00` of the next day"),
            ("2024-05-01 10:60",              "the minute must be 00 to 59"),
            ("2024-05-01 10:00:61",           "the second must be 00 to 59"),
            ("2024-05-01 13:00 pm",           "the hour before am or pm must be 1 to 12, not 13"),
            ("2024-05-01T10:00:00+9999",      "no time zone is 99 hours and 99 minutes from UTC"),
            ("2024-05-01 10:00 IST",          "`IST` can mean several time zones; write an offset instead, for example `+05:30`"),
        ];
        for (text, expected) in cases {
            assert_eq!(described(text), expected, "{text}");
        }
    }

    #[test]
    fn rejects_texts_that_are_not_dates() {
        let long = " 1".repeat(100_000);
        let comments = "(".repeat(100_000);
        #[rustfmt::skip]
        let cases = [
            "", "soon", "2024", "2024-05", "May 2024", "15 October", "10:00", "123", "99999999999999999999", "v1.2.3", "2024-05-01-02",
            "15 Oct 2023 2024", "Sam 15 Oct 2023 2", "2024-05-01T10:00:00Zulu", "\u{662}\u{660}\u{662}\u{664}-05-01", "2024-05-01T",
            "2024\u{2212}05\u{2212}01", "1 in 4 people", "true", "10 May", "2024-W05-1", "+2024-05-01", "-", ",", &long, &comments,
        ];
        for text in cases {
            let is = described(text);
            assert_eq!(is, "-", "{}", text.get(..40).unwrap_or(text));
        }
    }

    #[test]
    fn reports_missing_times_and_zones() {
        let read = |text| {
            read(text, crate::value::timezone::Timezone::UTC).map(|it| (it.has_time, it.has_zone))
        };
        assert_eq!(read("2024-05-01"), Ok((false, false)));
        assert_eq!(read("2024-05-01 10:00"), Ok((true, false)));
        assert_eq!(read("2024-05-01 10:00 CET"), Ok((true, true)));
    }
}
