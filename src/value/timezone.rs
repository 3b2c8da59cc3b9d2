//! Time zones by their names in the IANA database (<https://www.iana.org/time-zones>). The program contains the database and does
//! not use that of the operating system.

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::NaiveDateTime;
use chrono::TimeDelta;
use chrono::Utc;
use tz::TimeZoneRef;

/// A day in seconds. The offset of every zone is smaller.
const DAY: i64 = 86_400;

/// A time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timezone(&'static TimeZoneRef<'static>);

impl Timezone {
    /// Coordinated universal time.
    pub const UTC: Timezone = Timezone(&tzdb_data::time_zone::UTC);
    /// The United States' eastern time.
    pub const NEW_YORK: Timezone = Timezone(&tzdb_data::time_zone::america::NEW_YORK);
    /// The United States' central time.
    pub const CHICAGO: Timezone = Timezone(&tzdb_data::time_zone::america::CHICAGO);
    /// The United States' mountain time.
    pub const DENVER: Timezone = Timezone(&tzdb_data::time_zone::america::DENVER);
    /// The United States' Pacific time.
    pub const LOS_ANGELES: Timezone = Timezone(&tzdb_data::time_zone::america::LOS_ANGELES);

    /// The zone with an IANA name such as `Europe/Berlin`. The name is case-sensitive.
    pub fn named(name: &str) -> Option<Timezone> {
        let found = tzdb_data::find_tz(name.as_bytes())?;
        Timezone::names().any(|it| it == name).then_some(Timezone(found))
    }

    /// The names of all zones.
    pub fn names() -> impl Iterator<Item = &'static str> {
        tzdb_data::TZ_NAMES.iter().copied()
    }

    /// The instant of a local time. If there are two, the earlier one is used. If a clock change skips the local time, it is
    /// interpreted as if there were no change (RFC 5545, §3.3.5, <https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5>).
    pub fn instant(self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        let seconds = local.and_utc().timestamp();
        let (before, after) = (self.offset(seconds - DAY), self.offset(seconds + DAY));
        let fits = |offset: &i64| self.offset(seconds - offset) == *offset;
        // The earlier of two instants has the larger offset.
        let offset = [before, after].into_iter().filter(fits).max().unwrap_or(before);
        self.shown(local.and_utc() - TimeDelta::seconds(offset))
    }

    /// An instant in the local time of the zone.
    pub fn shown(self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        let offset = i32::try_from(self.offset(instant.timestamp())).unwrap_or(0);
        let offset = FixedOffset::east_opt(offset).expect("a zone is less than a day off");
        instant.with_timezone(&offset)
    }

    /// The offset from UTC at an instant, in seconds.
    fn offset(self, unix: i64) -> i64 {
        self.0.find_local_time_type(unix).map_or(0, |it| i64::from(it.ut_offset()))
    }
}

#[cfg(test)]
mod tests {
    use super::Timezone;
    use chrono::NaiveDateTime;

    #[test]
    fn handles_clock_changes() {
        let cases = [
            ("Europe/Berlin", "2024-07-01T12:00:00", "2024-07-01T12:00:00+02:00"),
            // 02:30 appeared twice, first in summer time.
            ("Europe/Berlin", "2023-10-29T02:30:00", "2023-10-29T02:30:00+02:00"),
            // The clocks skipped from 02:00 to 03:00.
            ("Europe/Berlin", "2024-03-31T02:30:00", "2024-03-31T03:30:00+02:00"),
            ("America/New_York", "2024-11-03T01:30:00", "2024-11-03T01:30:00-04:00"),
            ("America/New_York", "2024-03-10T02:30:00", "2024-03-10T03:30:00-04:00"),
            ("Australia/Lord_Howe", "2024-04-07T01:45:00", "2024-04-07T01:45:00+11:00"),
            ("Asia/Kathmandu", "2024-04-07T01:45:00", "2024-04-07T01:45:00+05:45"),
            // Samoa skipped this day.
            ("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-31T12:00:00+14:00"),
            // The rule that applies after the last entry in the database.
            ("Europe/Berlin", "2199-07-01T12:00:00", "2199-07-01T12:00:00+02:00"),
            ("UTC", "2199-07-01T12:00:00", "2199-07-01T12:00:00+00:00"),
        ];
        for (name, local, instant) in cases {
            let zone = Timezone::named(name).expect("there is such a zone");
            let local: NaiveDateTime = local.parse().expect("it is a time");
            assert_eq!(zone.instant(local).to_rfc3339(), instant, "{name}");
        }
    }

    #[test]
    fn names_are_case_sensitive() {
        assert!(Timezone::names().all(|it| Timezone::named(it).is_some()));
        assert_eq!(Timezone::named("UTC"), Some(Timezone::UTC));
        assert_eq!(Timezone::named("europe/berlin"), None);
        assert_eq!(Timezone::named("Europe/Bonn"), None);
    }
}
