//! Time zones by name: abbreviations, and the names of the IANA database.

use chrono::DateTime;
use chrono::FixedOffset;

/// Time zones by their usual names, in minutes from UTC. Names of several zones are in [`SHARED_ZONES`].
#[rustfmt::skip]
pub(super) static ZONES: &[(&str, i32)] = &[
    ("ACDT", 630), ("ACST", 570), ("ADT", -180), ("AEDT", 660), ("AEST", 600), ("AKDT", -480), ("AKST", -540), ("ART", -180),
    ("AWST", 480), ("BRST", -120), ("BRT", -180), ("BST", 60), ("CAT", 120), ("CDT", -300), ("CEST", 120), ("CET", 60), ("CLT", -240),
    ("COT", -300), ("CST", -360), ("EAT", 180), ("EDT", -240), ("EEST", 180), ("EET", 120), ("EST", -300), ("GMT", 0),
    ("HKT", 480), ("HST", -600), ("ICT", 420), ("IDT", 180), ("JST", 540), ("KST", 540), ("MDT", -360), ("MESZ", 120), ("MEZ", 60),
    ("MSK", 180), ("MST", -420), ("NDT", -150), ("NZDT", 780), ("NZST", 720), ("PDT", -420), ("PHT", 480), ("PKT", 300), ("PST", -480),
    ("SAST", 120), ("SGT", 480), ("TRT", 180), ("UT", 0), ("UTC", 0), ("WAT", 60), ("WEST", 60), ("WET", 0), ("WIB", 420), ("Z", 0),
];

/// Names of several time zones, with the one that is used most.
#[rustfmt::skip]
pub(super) static SHARED_ZONES: &[(&str, i32, &str)] = &[
    ("AST", -240, "if `AST` is Atlantic time"),
    ("GST",  240, "if `GST` is the time of the Gulf states"),
    ("IST",  330, "if `IST` is Indian time"),
    ("NST", -210, "if `NST` is the time of Newfoundland"),
];

/// The instant of the local time `local` in the time zone with an IANA name. `None` without the publisher, which has the zones.
pub(super) fn in_region(name: &str, local: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    #[cfg(feature = "publish")]
    return crate::value::timezone::Timezone::named(name).map(|it| it.instant(local.naive_local()));
    #[cfg(not(feature = "publish"))]
    {
        let _ = (name, local);
        None
    }
}

/// The IANA name of a time zone at the start of the text: `Europe/Berlin`.
pub(super) fn region(text: &str) -> Option<&str> {
    let is_part = |it: char| it.is_ascii_alphanumeric() || "/_+-".contains(it);
    let name = &text[..text.find(|it| !is_part(it)).unwrap_or(text.len())];
    (name.contains('/') && !name.starts_with('/')).then_some(name)
}
