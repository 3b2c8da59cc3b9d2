//! Reads dates in any of the formats of feeds.

use chrono::DateTime;
use chrono::FixedOffset;

use crate::value::date::lenient;
use crate::value::date::rfc822;
use crate::value::date::w3cdtf;

/// The time that a date means, if there is no doubt.
pub(super) fn read(text: &str) -> Option<DateTime<FixedOffset>> {
    rfc822::read(text)
        .when
        .or_else(|| w3cdtf::read_iso8601(text).when)
        .or_else(|| lenient::read(text).filter(|it| it.reading.is_none()).map(|it| it.when))
}
