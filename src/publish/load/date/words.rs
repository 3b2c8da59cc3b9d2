//! The abbreviations of time zones in dates. The names of months and days are in [`crate::value::date::names`].

use crate::value::timezone::Timezone;

/// The zone with the abbreviation `word`, in lower case.
pub(crate) fn zone(word: &str) -> Option<Zone> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, zone)| *zone)
}

/// The meaning of a zone's abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// An offset in minutes east of UTC.
    Minutes(i32),
    /// Standard or summer time, depending on the date ("ET").
    Region(Timezone),
    /// Different places use it for different times ("IST").
    Unclear,
}

// RFC 822 §5.1 defines the American abbreviations (https://www.rfc-editor.org/rfc/rfc822#section-5.1). Each of the others has
// only one meaning.
#[rustfmt::skip]
static ZONES: [(&str, Zone); 44] = [
    ("z", Zone::Minutes(0)), ("utc", Zone::Minutes(0)), ("gmt", Zone::Minutes(0)), ("ut", Zone::Minutes(0)),
    ("est", Zone::Minutes(-300)), ("edt", Zone::Minutes(-240)), ("cst", Zone::Minutes(-360)), ("cdt", Zone::Minutes(-300)),
    ("mst", Zone::Minutes(-420)), ("mdt", Zone::Minutes(-360)), ("pst", Zone::Minutes(-480)), ("pdt", Zone::Minutes(-420)),
    ("akst", Zone::Minutes(-540)), ("akdt", Zone::Minutes(-480)), ("hst", Zone::Minutes(-600)),
    ("wet", Zone::Minutes(0)), ("west", Zone::Minutes(60)), ("bst", Zone::Minutes(60)),
    ("cet", Zone::Minutes(60)), ("cest", Zone::Minutes(120)), ("mez", Zone::Minutes(60)), ("mesz", Zone::Minutes(120)),
    ("eet", Zone::Minutes(120)), ("eest", Zone::Minutes(180)), ("msk", Zone::Minutes(180)), ("sast", Zone::Minutes(120)),
    ("jst", Zone::Minutes(540)), ("kst", Zone::Minutes(540)), ("hkt", Zone::Minutes(480)), ("sgt", Zone::Minutes(480)),
    ("awst", Zone::Minutes(480)), ("acst", Zone::Minutes(570)), ("acdt", Zone::Minutes(630)), ("aest", Zone::Minutes(600)),
    ("aedt", Zone::Minutes(660)), ("nzst", Zone::Minutes(720)), ("nzdt", Zone::Minutes(780)),
    ("et", Zone::Region(Timezone::NEW_YORK)), ("ct", Zone::Region(Timezone::CHICAGO)),
    ("mt", Zone::Region(Timezone::DENVER)), ("pt", Zone::Region(Timezone::LOS_ANGELES)),
    ("ist", Zone::Unclear), ("ast", Zone::Unclear), ("gst", Zone::Unclear),
];
