//! A parsed date, and the reasons why a string is not a date.

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::NaiveDate;

use crate::value::date::why_no_day;

/// A parsed date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// The moment, with the UTC offset in the text, or else the offset of the configured zone at that time.
    pub when: DateTime<FixedOffset>,
    /// Whether the text contains a time of day.
    pub has_time: bool,
    /// Whether the text contains a time zone or an offset.
    pub has_zone: bool,
}

/// Why a string is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// It has two possible meanings, given here as `YYYY-MM-DD`.
    Ambiguous(String, String),
    /// It has the form of a date, but no such day or time exists. The string explains why.
    Impossible(String),
    /// It does not have the form of a date.
    NotADate,
}

/// The date `year`-`month`-`day`, or the reason why it does not exist.
pub(crate) fn day_of(year: u32, month: u32, day: u32) -> Result<NaiveDate, DateProblem> {
    let impossible = |why: String| Err(DateProblem::Impossible(why));
    if !(1000..=9999).contains(&year) {
        return impossible(format!("the year {year} does not have four digits"));
    }
    let four_digits = i32::try_from(year).expect("a year of four digits fits");
    match NaiveDate::from_ymd_opt(four_digits, month, day) {
        Some(date) => Ok(date),
        None => impossible(why_no_day(year, month, day)),
    }
}
