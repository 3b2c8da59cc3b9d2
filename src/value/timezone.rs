//! Time zones by their names in the IANA database (<https://www.iana.org/time-zones>), which the program carries: the machine's own
//! does not count.

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::NaiveDateTime;
use chrono::TimeDelta;
use chrono::Utc;
use tz::TimeZoneRef;

/// A day in seconds: no zone is farther from Greenwich.
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

    /// The zone of an IANA name such as `Europe/Berlin`, in the case in which the database has it.
    pub fn named(name: &str) -> Option<Timezone> {
        let found = tzdb_data::find_tz(name.as_bytes())?;
        Timezone::names().any(|it| it == name).then_some(Timezone(found))
    }

    /// The names of all zones.
    pub fn names() -> impl Iterator<Item = &'static str> {
        tzdb_data::TZ_NAMES.iter().copied()
    }

    /// The instant of a local time: the earlier one when there are two; of one that a clock change skips, the one that the clock
    /// would have shown without the change (RFC 5545 §3.3.5, <https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5>).
    pub fn instant(self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        let seconds = local.and_utc().timestamp();
        let (before, after) = (self.offset(seconds - DAY), self.offset(seconds + DAY));
        let fits = |offset: &i64| self.offset(seconds - offset) == *offset;
        // The earlier of two instants is the one farther east.
        let offset = [before, after].into_iter().filter(fits).max().unwrap_or(before);
        self.shown(local.and_utc() - TimeDelta::seconds(offset))
    }

    /// An instant as the clocks of the zone show it.
    pub fn shown(self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        let offset = i32::try_from(self.offset(instant.timestamp())).unwrap_or(0);
        let offset = FixedOffset::east_opt(offset).expect("a zone is less than a day off");
        instant.with_timezone(&offset)
    }

    /// How many seconds the clocks are ahead of Greenwich at an instant.
    fn offset(self, unix: i64) -> i64 {
        self.0.find_local_time_type(unix).map_or(0, |it| i64::from(it.ut_offset()))
    }
}

#[cfg(test)]
mod tests {
    use super::Timezone;
    use chrono::NaiveDateTime;

    #[test]
    fn knows_what_a_clock_means_that_is_changed() {
        let cases = [
            ("Europe/Berlin", "2024-07-01T12:00:00", "2024-07-01T12:00:00+02:00"),
            // Twofold: 02:30 was first in summer time.
            ("Europe/Berlin", "2023-10-29T02:30:00", "2023-10-29T02:30:00+02:00"),
            // Skipped: the clocks went from 02:00 to 03:00.
            ("Europe/Berlin", "2024-03-31T02:30:00", "2024-03-31T03:30:00+02:00"),
            ("America/New_York", "2024-11-03T01:30:00", "2024-11-03T01:30:00-04:00"),
            ("America/New_York", "2024-03-10T02:30:00", "2024-03-10T03:30:00-04:00"),
            ("Australia/Lord_Howe", "2024-04-07T01:45:00", "2024-04-07T01:45:00+11:00"),
            ("Asia/Kathmandu", "2024-04-07T01:45:00", "2024-04-07T01:45:00+05:45"),
            // Samoa went without this day.
            ("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-31T12:00:00+14:00"),
            // The rule that holds from the last entry of the database on.
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
    fn knows_names_in_their_own_case() {
        assert!(Timezone::names().all(|it| Timezone::named(it).is_some()));
        assert_eq!(Timezone::named("UTC"), Some(Timezone::UTC));
        assert_eq!(Timezone::named("europe/berlin"), None);
        assert_eq!(Timezone::named("Europe/Bonn"), None);
    }
}
