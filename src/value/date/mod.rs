//! Dates of feeds: RFC 822 and its successors, RFC 3339, W3CDTF and ISO 8601; read, judged, corrected and written.
//!
//! Every reader is linear and checks its ranges itself. For a text that is wrong, [`lenient`] makes out what was meant.

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

use crate::value::problem::Problem;

pub mod lenient;
pub mod rfc3339;
pub mod rfc822;
pub mod w3cdtf;

/// How wrong a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It does not have the form, or there is no such day, time or zone.
    Invalid,
    /// It has the form, but names the wrong day of the week.
    WrongWeekday,
    /// It has an odd form that the specification permits, and that some readers do not know.
    Problematical,
}

/// A date as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The instant, with its offset; a date without a time is taken as its first moment in UTC. `None` if it is invalid.
    pub when: Option<DateTime<FixedOffset>>,
    /// The worst that there is to say of it.
    pub problem: Option<Problem<Class>>,
}

/// Writes a date as RSS wants it, always with two digits: `Wed, 01 May 2024 10:00:00 GMT`.
/// See RFC 5322, section 3.3: <https://www.rfc-editor.org/rfc/rfc5322#section-3.3>.
#[cfg(feature = "publish")]
pub fn rfc822(when: DateTime<Utc>) -> String {
    with_zone(&rfc822_time(when.naive_utc()), "GMT")
}

/// Writes a date as Atom and JSON Feed want it: `2024-05-01T10:00:00Z`.
/// See RFC 3339, section 5.6: <https://www.rfc-editor.org/rfc/rfc3339#section-5.6>.
#[cfg(feature = "publish")]
pub fn rfc3339(when: DateTime<Utc>) -> String {
    let mut text = when.format("%Y-%m-%dT%H:%M:%S").to_string();
    text.push('Z');
    text
}

/// As [`rfc822()`], with the offset that the date has: `Wed, 01 May 2024 12:00:00 +0200`; without one, `GMT`.
pub fn rfc822_at_offset(when: DateTime<FixedOffset>) -> String {
    let minutes = when.offset().local_minus_utc() / 60;
    let time = rfc822_time(when.naive_local());
    if minutes == 0 {
        return with_zone(&time, "GMT");
    }
    let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
    with_zone(&time, &format!("{sign}{:02}{:02}", minutes / 60, minutes % 60))
}

/// As [`rfc3339()`], with the offset that the date has: `2024-05-01T12:00:00+02:00`; without one, `Z`.
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
    write!(text, "{sign}{:02}:{:02}", minutes / 60, minutes % 60).expect("a string takes any text");
    text
}

// Names are our own, in English whatever the locale; `%e` would leave out the leading zero.
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

/// The days of the week, as RFC 822 writes them and in full.
#[rustfmt::skip]
static WEEKDAYS: [(&str, &str); 7] = [
    ("Mon", "Monday"), ("Tue", "Tuesday"), ("Wed", "Wednesday"), ("Thu", "Thursday"),
    ("Fri", "Friday"), ("Sat", "Saturday"), ("Sun", "Sunday"),
];

/// The months, as RFC 822 writes them and in full.
#[rustfmt::skip]
static MONTHS: [(&str, &str); 12] = [
    ("Jan", "January"), ("Feb", "February"), ("Mar", "March"), ("Apr", "April"),
    ("May", "May"), ("Jun", "June"), ("Jul", "July"), ("Aug", "August"),
    ("Sep", "September"), ("Oct", "October"), ("Nov", "November"), ("Dec", "December"),
];

/// A fault found while reading: where, and what is wrong.
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

/// A number in a date, and the bytes that it was written with.
#[derive(Clone, Debug)]
struct Number {
    value: u32,
    at: Range<usize>,
}

/// The parts of a date and time, not yet known to exist.
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
    /// The instant, if there are such a day and such a time.
    fn instant(&self) -> Result<DateTime<FixedOffset>, Fault> {
        let date = self.date()?;
        for (part, limit, name) in
            [(&self.hour, 23, "hour"), (&self.minute, 59, "minute"), (&self.second, 60, "second")]
        {
            if part.value > limit {
                return Err(Fault::new(
                    part.at.clone(),
                    format!("there is no {name} {}", part.value),
                ));
            }
        }
        let leap = self.second.value == 60;
        let second = self.second.value.min(59);
        // chrono writes a leap second as the second 59 and more than a second of nanoseconds.
        let nanosecond = self.nanosecond + if leap { 1_000_000_000 } else { 0 };
        let when = date
            .and_hms_nano_opt(self.hour.value, self.minute.value, second, nanosecond)
            .zip(FixedOffset::east_opt(self.offset * 60))
            .and_then(|(when, offset)| offset.from_local_datetime(&when).single())
            .ok_or_else(|| Fault::new(self.year.at.clone(), "the date is out of range"))?;
        if leap && !ends_month(when) {
            let what = "there is no second 60 but at the end of a month, at 23:59:60 UTC";
            return Err(Fault::new(self.second.at.clone(), what));
        }
        Ok(when)
    }

    /// The day, if it exists.
    fn date(&self) -> Result<NaiveDate, Fault> {
        let (year, month, day) = (&self.year, &self.month, &self.day);
        let year_value = i32::try_from(year.value).unwrap_or(i32::MAX);
        if year.value == 0 {
            return Err(Fault::new(year.at.clone(), "there is no year 0"));
        }
        if !(1..=12).contains(&month.value) {
            return Err(Fault::new(month.at.clone(), format!("there is no month {}", month.value)));
        }
        NaiveDate::from_ymd_opt(year_value, month.value, day.value).ok_or_else(|| {
            let name = MONTHS[month.value as usize - 1].1;
            let what = match day.value {
                29 if month.value == 2 => format!("there is no 29 February in {}", year.value),
                1..=31 if year.value <= 9999 => format!("there is no {} {name}", day.value),
                1..=31 => format!("the year {} is out of range", year.value),
                _ => format!("there is no day {} in a month", day.value),
            };
            Fault::new(day.at.clone(), what)
        })
    }
}

// Leap seconds come at the end of a month, everywhere at once: RFC 3339, section 5.7.
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
    fn what_is_written_is_right() {
        for when in [utc(2024, 2, 29, 23), utc(1970, 1, 1, 0), utc(9999, 12, 31, 23)] {
            let read = rfc822::read(&rfc822(when));
            assert_eq!((read.when, read.problem), (Some(when.fixed_offset()), None));
            let read = rfc3339::read(&rfc3339(when));
            assert_eq!((read.when, read.problem), (Some(when.fixed_offset()), None));
        }
    }
}
