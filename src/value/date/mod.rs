//! Reads, checks, corrects and writes the dates of feeds: RFC 822 and its successors, RFC 3339, W3CDTF and ISO 8601.
//!
//! Every reader takes linear time and checks the ranges of all numbers. For an invalid date, [`lenient`] finds the intended one.

use std::fmt::Write;
use std::ops::Range;

use chrono::DateTime;
use chrono::Datelike;
use chrono::FixedOffset;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use chrono::TimeZone;
use chrono::Timelike;
use chrono::Utc;
use chrono::Weekday;

use crate::value::problem::Problem;

pub(crate) mod cjk;
pub mod lenient;
pub(crate) mod names;
pub mod rfc3339;
pub mod rfc822;
pub mod w3cdtf;
mod zones;

/// The kind of problem with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// The value does not have the right form, or the day, the time or the zone does not exist.
    Invalid,
    /// The form is right, but the day of the week is wrong.
    WrongWeekday,
    /// The specification allows the form, but some readers do not support it.
    Problematical,
}

/// The result of reading a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The instant with its offset. For a date without a time, midnight in UTC. `None` if the value is invalid.
    pub when: Option<DateTime<FixedOffset>>,
    /// The most serious problem.
    pub problem: Option<Problem<DateFault>>,
}

/// Writes a date in the format of RSS, always with two digits for the day: `Wed, 01 May 2024 10:00:00 GMT`.
/// See RFC 5322, section 3.3: <https://www.rfc-editor.org/rfc/rfc5322#section-3.3>.
#[cfg(feature = "publish")]
pub fn rfc822(when: DateTime<Utc>) -> String {
    with_zone(&rfc822_time(when.naive_utc()), "GMT")
}

/// Writes a date in the format of Atom and JSON Feed: `2024-05-01T10:00:00Z`.
/// See RFC 3339, section 5.6: <https://www.rfc-editor.org/rfc/rfc3339#section-5.6>.
#[cfg(feature = "publish")]
pub fn rfc3339(when: DateTime<Utc>) -> String {
    let mut text = when.format("%Y-%m-%dT%H:%M:%S").to_string();
    text.push('Z');
    text
}

/// Like [`rfc822()`], but with the offset of the date: `Wed, 01 May 2024 12:00:00 +0200`. If the offset is zero, `GMT`.
pub fn rfc822_at_offset(when: DateTime<FixedOffset>) -> String {
    let minutes = when.offset().local_minus_utc() / 60;
    let time = rfc822_time(when.naive_local());
    if minutes == 0 {
        return with_zone(&time, "GMT");
    }
    let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
    with_zone(&time, &format!("{sign}{:02}{:02}", minutes / 60, minutes % 60))
}

/// Like [`rfc3339()`], but with the offset of the date: `2024-05-01T12:00:00+02:00`. If the offset is zero, `Z`.
pub fn rfc3339_at_offset(when: DateTime<FixedOffset>) -> String {
    let minutes = when.offset().local_minus_utc() / 60;
    let mut text = when.format("%Y-%m-%dT%H:%M:%S").to_string();
    if !when.nanosecond().is_multiple_of(1_000_000_000) {
        let fraction = format!(".{:09}", when.nanosecond() % 1_000_000_000);
        text.push_str(fraction.trim_end_matches('0'));
    }
    if minutes == 0 {
        text.push('Z');
        return text;
    }
    let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
    write!(text, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        .expect("writing to a string cannot fail");
    text
}

// The names come from the tables below because they must be in English in every locale. `%e` would omit the leading zero.
fn rfc822_time(when: NaiveDateTime) -> String {
    format!(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02}",
        WEEKDAYS[when.weekday().num_days_from_monday() as usize].0,
        when.day(),
        MONTHS[when.month0() as usize].0,
        when.year(),
        when.hour(),
        when.minute(),
        when.second()
    )
}

fn with_zone(time: &str, zone: &str) -> String {
    format!("{time} {zone}")
}

/// The days of the week, as abbreviated in RFC 822 and in full.
#[rustfmt::skip]
static WEEKDAYS: [(&str, &str); 7] = [
    ("Mon", "Monday"), ("Tue", "Tuesday"), ("Wed", "Wednesday"), ("Thu", "Thursday"),
    ("Fri", "Friday"), ("Sat", "Saturday"), ("Sun", "Sunday"),
];

/// The months, as abbreviated in RFC 822 and in full.
#[rustfmt::skip]
static MONTHS: [(&str, &str); 12] = [
    ("Jan", "January"), ("Feb", "February"), ("Mar", "March"), ("Apr", "April"),
    ("May", "May"), ("Jun", "June"), ("Jul", "July"), ("Aug", "August"),
    ("Sep", "September"), ("Oct", "October"), ("Nov", "November"), ("Dec", "December"),
];

/// The day of the week with an English name, which may be shortened to three letters.
pub(crate) fn weekday_named(name: &str) -> Option<Weekday> {
    name.get(..3)?.parse().ok()
}

/// A problem found while reading: its place and its description.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    at: Range<usize>,
    what: String,
}

impl Fault {
    fn new(at: Range<usize>, what: impl Into<String>) -> Fault {
        Fault { at, what: what.into() }
    }
}

/// A number in a date, and its byte range.
#[derive(Clone, Debug)]
struct Number {
    value: u32,
    at: Range<usize>,
}

/// The parts of a date and time, which may not exist.
#[derive(Clone, Debug)]
struct Parts {
    year: Number,
    month: Number,
    day: Number,
    hour: Number,
    minute: Number,
    second: Number,
    nanosecond: u32,
    /// Minutes east of UTC.
    offset: i32,
}

impl Parts {
    /// The instant, if the day and the time exist.
    fn instant(&self) -> Result<DateTime<FixedOffset>, Fault> {
        let date = self.date()?;
        for (part, limit, name) in
            [(&self.hour, 23, "hour"), (&self.minute, 59, "minute"), (&self.second, 60, "second")]
        {
            if part.value > limit {
                return Err(Fault::new(part.at.clone(), out_of_range(name, limit.min(59))));
            }
        }
        let leap = self.second.value == 60;
        let second = self.second.value.min(59);
        // chrono represents a leap second as second 59 with more than a second of nanoseconds.
        let nanosecond = self.nanosecond + if leap { 1_000_000_000 } else { 0 };
        let when = date
            .and_hms_nano_opt(self.hour.value, self.minute.value, second, nanosecond)
            .zip(FixedOffset::east_opt(self.offset * 60))
            .and_then(|(when, offset)| offset.from_local_datetime(&when).single())
            .ok_or_else(|| Fault::new(self.year.at.clone(), "the date is out of range"))?;
        if leap && !ends_month(when) {
            let what = "second 60 is only allowed at the end of a month, at 23:59:60 UTC";
            return Err(Fault::new(self.second.at.clone(), what));
        }
        Ok(when)
    }

    /// The day, if it exists.
    fn date(&self) -> Result<NaiveDate, Fault> {
        let (year, month, day) = (&self.year, &self.month, &self.day);
        let year_value = i32::try_from(year.value).unwrap_or(i32::MAX);
        if year.value == 0 {
            return Err(Fault::new(year.at.clone(), "the year must not be 0000"));
        }
        if !(1..=12).contains(&month.value) {
            let what = why_no_day(year.value, month.value, day.value);
            return Err(Fault::new(month.at.clone(), what));
        }
        NaiveDate::from_ymd_opt(year_value, month.value, day.value).ok_or_else(|| {
            let what = why_no_day(year.value, month.value, day.value);
            Fault::new(day.at.clone(), what)
        })
    }
}

/// The reason why a day does not exist.
pub(crate) fn why_no_day(year: u32, month: u32, day: u32) -> String {
    let Some((_, name)) = MONTHS.get((month as usize).wrapping_sub(1)) else {
        return "the month must be 01 to 12".to_owned();
    };
    match day {
        29 if month == 2 => format!("29 February does not exist in {year}"),
        1..=31 if year <= 9999 => format!("{day} {name} does not exist"),
        1..=31 => format!("the year {year} is out of range"),
        _ => "the day must be 01 to 31".to_owned(),
    }
}

/// The problem with an hour, a minute or a second that is greater than `limit`.
pub(crate) fn out_of_range(name: &str, limit: u32) -> String {
    format!("the {name} must be 00 to {limit}")
}

// Leap seconds are at the end of a month in UTC, at the same time everywhere (RFC 3339, section 5.7).
fn ends_month(when: DateTime<FixedOffset>) -> bool {
    let utc = when.with_timezone(&Utc);
    (utc.hour(), utc.minute()) == (23, 59)
        && utc.date_naive().succ_opt().is_none_or(|it| it.day() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(year: i32, month: u32, day: u32, hour: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(year, month, day, hour, 0, 0).unwrap()
    }

    #[test]
    fn writes_dates_for_rss() {
        assert_eq!(rfc822(utc(2024, 5, 1, 10)), "Wed, 01 May 2024 10:00:00 GMT");
        assert_eq!(rfc822(utc(1999, 12, 31, 0)), "Fri, 31 Dec 1999 00:00:00 GMT");
    }

    #[test]
    fn writes_dates_for_atom() {
        assert_eq!(rfc3339(utc(2024, 5, 1, 10)), "2024-05-01T10:00:00Z");
        assert_eq!(rfc3339(utc(900, 1, 2, 3)), "0900-01-02T03:00:00Z");
    }

    #[test]
    fn reads_the_dates_that_it_writes() {
        for when in [utc(2024, 2, 29, 23), utc(1970, 1, 1, 0), utc(9999, 12, 31, 23)] {
            let read = rfc822::read(&rfc822(when));
            assert_eq!((read.when, read.problem), (Some(when.fixed_offset()), None));
            let read = rfc3339::read(&rfc3339(when));
            assert_eq!((read.when, read.problem), (Some(when.fixed_offset()), None));
        }
    }
}
