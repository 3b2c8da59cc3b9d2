//! A date as it was understood, and why a text is not a date.

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::NaiveDate;

/// A date as it was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The instant, with the offset that was written, or that the configured zone has then.
    pub when: DateTime<FixedOffset>,
    /// Whether a time of day was written.
    pub has_time: bool,
    /// Whether a zone or an offset was written.
    pub has_zone: bool,
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It can be read in two ways; both, as `YYYY-MM-DD`.
    Ambiguous(String, String),
    /// It has the form of a date, but there is no such day or time; says what is wrong.
    Impossible(String),
    /// It does not have the form of a date.
    NotADate,
}

/// The day `year`-`month`-`day`, or why there is none.
pub(crate) fn day_of(year: u32, month: u32, day: u32) -> Result<NaiveDate, Problem> {
    let impossible = |why: String| Err(Problem::Impossible(why));
    if !(1000..=9999).contains(&year) {
        return impossible(format!("the year {year} is not one of four digits"));
    }
    if !(1..=12).contains(&month) {
        return impossible(format!("there is no month {month}"));
    }
    let year = i32::try_from(year).expect("a year of four digits fits");
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => Ok(date),
        None => impossible(format!("there is no day {day} in {year}-{month:02}")),
    }
}
