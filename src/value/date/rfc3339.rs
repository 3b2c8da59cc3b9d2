//! Dates in Atom and JSON Feed (RFC 3339, section 5.6, <https://www.rfc-editor.org/rfc/rfc3339#section-5.6>).
//!
//! RFC 3339 allows `t` and `z` instead of `T` and `Z`, but Atom does not (RFC 4287, section 3.3). They are `Problematical`.

use std::ops::Range;

use chrono::DateTime;
use chrono::FixedOffset;

use crate::value::date::DateFault;
use crate::value::date::Fault;
use crate::value::date::Number;
use crate::value::date::Parts;
use crate::value::date::Reading;
use crate::value::date::lenient;
use crate::value::problem::Problem;
use crate::value::problem::character_at;
use crate::value::problem::quoted;

/// Reads and checks a date such as `2024-05-01T10:00:00Z`.
pub fn read(text: &str) -> Reading {
    read_as(text, Profile { shortened: false, seconds: true, zone: true })
}

/// The requirements of a profile of ISO 8601.
#[derive(Clone, Copy)]
pub(super) struct Profile {
    /// Whether the date may end after the year, the month or the day.
    pub(super) shortened: bool,
    /// Whether a time must have seconds.
    pub(super) seconds: bool,
    /// Whether a time must have a time zone.
    pub(super) zone: bool,
}

/// Reads and checks a date according to a profile.
pub(super) fn read_as(text: &str, profile: Profile) -> Reading {
    let mut scan = Scan { text, at: 0, odd: None };
    match scan.date_time(profile) {
        Ok(when) => {
            let problem = scan.odd.map(|(at, what)| {
                Problem::new(DateFault::Problematical, at, what).instead(text.to_ascii_uppercase())
            });
            Reading { when: Some(when), problem }
        }
        Err(fault) => {
            let mut problem = Problem::new(DateFault::Invalid, fault.at, fault.what);
            problem.instead = lenient::read(text)
                .map(|it| if profile.shortened { it.w3cdtf() } else { it.rfc3339() });
            Reading { when: None, problem: Some(problem) }
        }
    }
}

/// The reading position in the text, and the first unusual part so far.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    odd: Option<(Range<usize>, &'static str)>,
}

impl Scan<'_> {
    fn date_time(&mut self, profile: Profile) -> Result<DateTime<FixedOffset>, Fault> {
        let first = Number { value: 1, at: 0..0 };
        let zero = Number { value: 0, at: 0..0 };
        let mut parts = Parts {
            year: self.digits(4, "the year")?,
            month: first.clone(),
            day: first,
            hour: zero.clone(),
            minute: zero.clone(),
            second: zero,
            nanosecond: 0,
            offset: 0,
        };
        if self.ends(profile) {
            return parts.instant();
        }
        self.expect(b'-', "the year")?;
        parts.month = self.digits(2, "the month")?;
        if self.ends(profile) {
            return parts.instant();
        }
        self.expect(b'-', "the month")?;
        parts.day = self.digits(2, "the day")?;
        if self.ends(profile) {
            return parts.instant();
        }
        self.time_mark()?;
        parts.hour = self.digits(2, "the hour")?;
        self.expect(b':', "the hour")?;
        parts.minute = self.digits(2, "the minute")?;
        if self.peek() == Some(b':') {
            self.at += 1;
            parts.second = self.digits(2, "the second")?;
            parts.nanosecond = self.fraction()?;
        } else if profile.seconds {
            return Err(self.fault("the seconds are missing"));
        }
        if self.peek().is_some() || profile.zone {
            parts.offset = self.offset()?;
        }
        if self.at < self.text.len() {
            let what =
                format!("{} does not belong after the time zone", quoted(&self.text[self.at..]));
            return Err(Fault::new(self.at..self.text.len(), what));
        }
        parts.instant()
    }

    fn time_mark(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'T') => {}
            Some(b't') => self.note("the `T` before the time must be a capital letter"),
            None => return Err(self.fault("the time is missing")),
            Some(_) => return Err(self.fault("a `T` is missing between the day and the time")),
        }
        self.at += 1;
        Ok(())
    }

    /// The nanoseconds after the point, if there is one. Digits after the ninth are ignored.
    fn fraction(&mut self) -> Result<u32, Fault> {
        if self.peek() == Some(b',') {
            return Err(self.fault("the fraction of a second must follow a point, not a comma"));
        }
        if self.peek() != Some(b'.') {
            return Ok(0);
        }
        let digits = &self.text.as_bytes()[self.at + 1..];
        let length = digits.iter().take_while(|it| it.is_ascii_digit()).count();
        if length == 0 {
            return Err(self.fault("digits are missing after the point"));
        }
        self.at += 1 + length;
        let padded = digits[..length].iter().chain(std::iter::repeat(&b'0')).take(9);
        Ok(padded.fold(0, |sum, it| sum * 10 + u32::from(it - b'0')))
    }

    fn offset(&mut self) -> Result<i32, Fault> {
        let start = self.at;
        let sign = match self.peek() {
            Some(b'Z') => 0,
            Some(b'z') => {
                self.note("the `Z` after the time must be a capital letter");
                0
            }
            Some(b'+') => 1,
            Some(b'-') => -1,
            None => return Err(self.fault("the time zone is missing")),
            Some(_) => {
                let at = character_at(self.text, self.at);
                let what =
                    format!("expected the time zone, but found {}", quoted(&self.text[at.clone()]));
                return Err(Fault::new(at, what));
            }
        };
        self.at += 1;
        if sign == 0 {
            return Ok(0);
        }
        let hours = self.digits(2, "the hours of the time zone")?;
        self.expect(b':', "the hours of the time zone")?;
        let minutes = self.digits(2, "the minutes of the time zone")?;
        if hours.value > 23 || minutes.value > 59 {
            let at = start..self.at;
            let what = format!("{} is not a time zone", quoted(&self.text[at.clone()]));
            return Err(Fault::new(at, what));
        }
        Ok(sign * i32::try_from(hours.value * 60 + minutes.value).unwrap_or_default())
    }

    /// Reads a number with exactly `wanted` ASCII digits.
    fn digits(&mut self, wanted: usize, name: &str) -> Result<Number, Fault> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|it| it.is_ascii_digit()).count();
        let at = self.at..self.at + length;
        if length == 0 {
            let at = character_at(self.text, self.at);
            let what = match &self.text[at.clone()] {
                "" => format!("{name} is missing"),
                found => format!("expected {name}, but found {}", quoted(found)),
            };
            return Err(Fault::new(at, what));
        }
        if length != wanted {
            let wanted = if wanted == 4 { "four" } else { "two" };
            return Err(Fault::new(at, format!("{name} must have {wanted} digits")));
        }
        self.at = at.end;
        let value = rest[..length].iter().fold(0, |sum, it| sum * 10 + u32::from(it - b'0'));
        Ok(Number { value, at })
    }

    fn expect(&mut self, mark: u8, after: &str) -> Result<(), Fault> {
        if self.peek() != Some(mark) {
            return Err(self.fault(&format!("a `{}` is missing after {after}", char::from(mark))));
        }
        self.at += 1;
        Ok(())
    }

    fn ends(&self, profile: Profile) -> bool {
        profile.shortened && self.at == self.text.len()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn note(&mut self, what: &'static str) {
        self.odd.get_or_insert((self.at..self.at + 1, what));
    }

    fn fault(&self, what: &str) -> Fault {
        Fault::new(character_at(self.text, self.at), what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(text: &str) -> String {
        let reading = read(text);
        let Some(problem) = reading.problem else {
            assert!(reading.when.is_some(), "{text}");
            return String::new();
        };
        assert!(text.get(problem.at.clone()).is_some(), "{text}: {:?}", problem.at);
        let instead = problem.instead.map_or(String::new(), |it| {
            assert_eq!(read(&it.text).problem, None, "{text}: {}", it.text);
            format!(" => {}{}", it.text, if it.sure { "" } else { "?" })
        });
        format!("{:?} at {:?}: {}{instead}", problem.class, problem.at, problem.what)
    }

    #[rustfmt::skip]
    static GOOD: &[&str] = &[
        "2003-12-13T18:30:02Z", "2003-12-13T18:30:02.25Z", "2003-12-13T18:30:02+01:00", "2003-12-13T18:30:02.25+05:45",
        "2003-12-13T18:30:02-00:00", "2024-02-29T00:00:00Z", "2016-12-31T23:59:60Z", "1990-12-31T15:59:60-08:00",
        "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "1985-04-12T23:20:50.123456789012345Z",
    ];

    #[test]
    fn accepts_good_dates() {
        for text in GOOD {
            assert_eq!(described(text), "", "{text}");
        }
    }

    #[rustfmt::skip]
    static BAD: &[(&str, &str)] = &[
        ("", "Invalid at 0..0: the year is missing"),
        ("yesterday", "Invalid at 0..1: expected the year, but found `y`"),
        ("2003", "Invalid at 4..4: a `-` is missing after the year"),
        ("2003-12", "Invalid at 7..7: a `-` is missing after the month"),
        ("2003-12-13", "Invalid at 10..10: the time is missing => 2003-12-13T00:00:00Z?"),
        ("2003-12-13T", "Invalid at 11..11: the hour is missing => 2003-12-13T00:00:00Z?"),
        ("2003-12-13T18:30Z", "Invalid at 16..17: the seconds are missing => 2003-12-13T18:30:00Z"),
        ("2003-12-13T18:30:02", "Invalid at 19..19: the time zone is missing => 2003-12-13T18:30:02Z?"),
        ("2003-12-13 18:30:02Z", "Invalid at 10..11: a `T` is missing between the day and the time => 2003-12-13T18:30:02Z"),
        ("2003-12-13t18:30:02z", "Problematical at 10..11: the `T` before the time must be a capital letter => 2003-12-13T18:30:02Z"),
        ("2003-12-13T18:30:02z", "Problematical at 19..20: the `Z` after the time must be a capital letter => 2003-12-13T18:30:02Z"),
        ("2003-12-13T18:30:02.Z", "Invalid at 19..20: digits are missing after the point => 2003-12-13T18:30:02Z"),
        ("2003-12-13T18:30:02,25Z", "Invalid at 19..20: the fraction of a second must follow a point, not a comma => 2003-12-13T18:30:02.25Z"),
        ("2003-02-30T18:30:02Z", "Invalid at 8..10: 30 February does not exist"),
        ("2003-02-29T18:30:02Z", "Invalid at 8..10: 29 February does not exist in 2003"),
        ("2003-13-01T18:30:02Z", "Invalid at 5..7: the month must be 01 to 12"),
        ("2003-00-01T18:30:02Z", "Invalid at 5..7: the month must be 01 to 12"),
        ("2003-12-00T18:30:02Z", "Invalid at 8..10: the day must be 01 to 31"),
        ("2003-12-32T18:30:02Z", "Invalid at 8..10: the day must be 01 to 31"),
        ("0000-12-13T18:30:02Z", "Invalid at 0..4: the year must not be 0000"),
        ("2003-12-13T24:00:00Z", "Invalid at 11..13: the hour must be 00 to 23 => 2003-12-14T00:00:00Z"),
        ("2003-12-13T18:60:00Z", "Invalid at 14..16: the minute must be 00 to 59"),
        ("2003-12-13T18:30:60Z", "Invalid at 17..19: second 60 is only allowed at the end of a month, at 23:59:60 UTC"),
        ("2003-12-13T18:30:61Z", "Invalid at 17..19: the second must be 00 to 59"),
        ("2016-12-31T23:59:60+01:00", "Invalid at 17..19: second 60 is only allowed at the end of a month, at 23:59:60 UTC"),
        ("2003-12-13T18:30:02+99:99", "Invalid at 19..25: `+99:99` is not a time zone"),
        ("2003-12-13T18:30:02+24:00", "Invalid at 19..25: `+24:00` is not a time zone"),
        ("2003-12-13T18:30:02+0100", "Invalid at 20..24: the hours of the time zone must have two digits => 2003-12-13T18:30:02+01:00"),
        ("2003-12-13T18:30:02+01", "Invalid at 22..22: a `:` is missing after the hours of the time zone => 2003-12-13T18:30:02+01:00"),
        ("2003-12-13T18:30:02+1:00", "Invalid at 20..21: the hours of the time zone must have two digits => 2003-12-13T18:30:02+01:00"),
        ("2003-12-13T18:30:02 Z", "Invalid at 19..20: expected the time zone, but found a space => 2003-12-13T18:30:02Z"),
        ("2003-12-13T18:30:02UTC", "Invalid at 19..20: expected the time zone, but found `U` => 2003-12-13T18:30:02Z"),
        ("2003-12-13T18:30:02CEST", "Invalid at 19..20: expected the time zone, but found `C` => 2003-12-13T18:30:02+02:00"),
        ("2003-12-13T18:30:02\u{2212}05:00", "Invalid at 19..22: expected the time zone, but found `\u{2212}` => 2003-12-13T18:30:02-05:00"),
        ("2003-12-13T18:30:02Z ", "Invalid at 20..21: a space does not belong after the time zone => 2003-12-13T18:30:02Z"),
        (" 2003-12-13T18:30:02Z", "Invalid at 0..1: expected the year, but found a space => 2003-12-13T18:30:02Z"),
        ("2003-12-13T18:30:02ZZ", "Invalid at 20..21: `Z` does not belong after the time zone"),
        ("03-12-13T18:30:02Z", "Invalid at 0..2: the year must have four digits"),
        ("12003-12-13T18:30:02Z", "Invalid at 0..5: the year must have four digits"),
        ("-2003-12-13T18:30:02Z", "Invalid at 0..1: expected the year, but found `-`"),
        ("2003-1-2T18:30:02Z", "Invalid at 5..6: the month must have two digits => 2003-01-02T18:30:02Z"),
        ("2003/12/13T18:30:02Z", "Invalid at 4..5: a `-` is missing after the year => 2003-12-13T18:30:02Z"),
        ("20031213T183002Z", "Invalid at 0..8: the year must have four digits => 2003-12-13T18:30:02Z"),
        ("2003-347T18:30:02Z", "Invalid at 5..8: the month must have two digits"),
        ("2003-W50-6T18:30:02Z", "Invalid at 5..6: expected the month, but found `W`"),
        ("\u{662}\u{660}03-12-13T18:30:02Z", "Invalid at 0..2: expected the year, but found `\u{662}`"),
        ("Sat, 13 Dec 2003 18:30:02 GMT", "Invalid at 0..1: expected the year, but found `S` => 2003-12-13T18:30:02Z"),
        ("Sat, 13 Dec 2003 18:30:02 +0100", "Invalid at 0..1: expected the year, but found `S` => 2003-12-13T18:30:02+01:00"),
        ("1071340202", "Invalid at 0..10: the year must have four digits => 2003-12-13T18:30:02Z"),
    ];

    #[test]
    fn describes_problems() {
        for (text, wanted) in BAD {
            assert_eq!(described(text), *wanted, "{text}");
        }
    }

    #[test]
    fn reads_hostile_dates_in_linear_time() {
        let fraction = format!("2003-12-13T18:30:02.{}Z", "1".repeat(200_000));
        assert_eq!(read(&fraction).problem, None);
        for text in ["1".repeat(200_000), " ".repeat(200_000), "2003-".repeat(50_000)] {
            assert_eq!(read(&text).problem.map(|it| it.class), Some(DateFault::Invalid));
        }
    }
}
