//! Finds the intended date of an invalid value. This is only used for corrections, not for checking.
//!
//! Recognizes English month names in any order, ISO 8601 forms and time zone names. It does not guess if the result could be
//! wrong by a day: `03/04/2024` is not recognized.

use chrono::DateTime;
use chrono::FixedOffset;

use crate::value::date::MONTHS;
use crate::value::date::Number;
use crate::value::date::Parts;
use crate::value::date::WEEKDAYS;
use crate::value::date::rfc822_at_offset;
use crate::value::date::rfc3339_at_offset;
use crate::value::problem::Instead;

/// The intended date of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The instant. The default is midnight if there is no time, and UTC if there is no time zone.
    pub when: DateTime<FixedOffset>,
    /// Whether the value contains a time of day.
    pub has_time: bool,
    /// Whether the value contains a time zone or an offset.
    pub has_zone: bool,
}

impl Meant {
    /// The date in the format of RSS. It is certain if nothing was guessed.
    pub(crate) fn rfc822(self) -> Instead {
        Instead { text: rfc822_at_offset(self.when), sure: self.is_sure() }
    }

    /// The date in the format of Atom. It is certain if nothing was guessed.
    pub(crate) fn rfc3339(self) -> Instead {
        Instead { text: rfc3339_at_offset(self.when), sure: self.is_sure() }
    }

    fn is_sure(self) -> bool {
        self.has_time && self.has_zone
    }
}

/// The maximum length of a value that is interpreted as a date, in bytes.
const MAX_LENGTH: usize = 100;

/// Time zones by their usual names, in minutes from UTC. Names of several zones, such as `IST`, are not included.
#[rustfmt::skip]
static ZONES: &[(&str, i32)] = &[
    ("AEDT", 660), ("AEST", 600), ("AKDT", -480), ("AKST", -540), ("BST", 60), ("CDT", -300), ("CEST", 120),
    ("CET", 60), ("CST", -360), ("EDT", -240), ("EEST", 180), ("EET", 120), ("EST", -300), ("GMT", 0),
    ("HKT", 480), ("HST", -600), ("JST", 540), ("KST", 540), ("MDT", -360), ("MESZ", 120), ("MEZ", 60),
    ("MSK", 180), ("MST", -420), ("NZDT", 780), ("NZST", 720), ("PDT", -420), ("PST", -480), ("SGT", 480),
    ("UT", 0), ("UTC", 0), ("WEST", 60), ("WET", 0), ("Z", 0),
];

/// Interprets a value as a date if there is no reasonable doubt about it. A day that does not exist is never accepted.
pub fn read(text: &str) -> Option<Meant> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    let mut found = Found::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '0'..='9' => found.number(rest)?,
            '+' | '-' | '\u{2212}' if found.clock.is_some() => found.offset(rest)?,
            _ if first.is_ascii_alphabetic() => found.word(rest)?,
            // A year BC.
            '-' if found.numbers.is_empty() => return None,
            '(' => rest.find(')')? + 1,
            ' ' | '\t' | '\r' | '\n' | ',' | '.' | '-' | '/' | '\u{a0}' => first.len_utf8(),
            _ => return None,
        };
        rest = &rest[length..];
    }
    found.meant()
}

/// The parts of a date found so far.
#[derive(Default)]
struct Found {
    /// The numbers of the date in the order in which they appear, and the number of digits of each.
    numbers: Vec<(u32, usize)>,
    month: Option<u32>,
    /// Hour, minute, second, nanosecond.
    clock: Option<[u32; 4]>,
    /// Minutes east of UTC.
    offset: Option<i32>,
    /// Whether the numbers are separated by dots. In this notation, the day comes first.
    dotted: bool,
}

// Each method reads one part at the start of `rest`, and returns its length.
impl Found {
    fn number(&mut self, rest: &str) -> Option<usize> {
        let digits = count(rest, u8::is_ascii_digit);
        let value = rest[..digits].parse::<u32>().ok()?;
        let after = &rest[digits..];
        if after.starts_with(':') && self.clock.is_none() {
            return self.clock(rest);
        }
        if digits == 8 && self.numbers.is_empty() {
            self.numbers.extend([(value / 10_000, 4), (value / 100 % 100, 2), (value % 100, 2)]);
            return Some(digits);
        }
        if self.numbers.len() == 3 || digits > 4 {
            return None;
        }
        self.dotted |= after.starts_with('.') && digits <= 2;
        self.numbers.push((value, digits));
        let ordinal = ["st", "nd", "rd", "th"].iter().find(|it| {
            after.get(..2).is_some_and(|word| word.eq_ignore_ascii_case(it))
                && count(after, u8::is_ascii_alphabetic) == 2
        });
        Some(digits + if ordinal.is_some() { 2 } else { 0 })
    }

    fn clock(&mut self, rest: &str) -> Option<usize> {
        let mut clock = [0; 4];
        let mut at = 0;
        for part in &mut clock[..3] {
            let digits = count(&rest[at..], u8::is_ascii_digit);
            if !(1..=2).contains(&digits) {
                return None;
            }
            *part = rest[at..at + digits].parse().ok()?;
            at += digits;
            if !rest[at..].starts_with(':') {
                break;
            }
            at += 1;
        }
        if rest[at..].starts_with(['.', ',']) {
            let digits = count(&rest[at + 1..], u8::is_ascii_digit);
            let nano = format!("{:0<9.9}", &rest[at + 1..at + 1 + digits]);
            clock[3] = nano.parse().ok()?;
            at += 1 + digits;
        }
        self.clock = Some(clock);
        Some(at)
    }

    fn offset(&mut self, rest: &str) -> Option<usize> {
        let sign = rest.chars().next()?;
        let digits = &rest[sign.len_utf8()..];
        let length = count(digits, |it| it.is_ascii_digit() || *it == b':');
        let plain = digits[..length].replace(':', "");
        let value = plain.parse::<i32>().ok()?;
        let minutes = match plain.len() {
            1 | 2 => value * 60,
            3 | 4 => value / 100 * 60 + value % 100,
            _ => return None,
        };
        // `GMT+0200` specifies its zone twice. Any other date with two zones is rejected.
        if self.offset.is_some_and(|it| it != 0)
            || value % 100 > 59 && plain.len() > 2
            || minutes > 14 * 60
        {
            return None;
        }
        self.offset = Some(if sign == '+' { minutes } else { -minutes });
        Some(sign.len_utf8() + length)
    }

    fn word(&mut self, rest: &str) -> Option<usize> {
        let length = count(rest, u8::is_ascii_alphabetic);
        let word = &rest[..length];
        let named = |names: &[(&str, &str)]| {
            names.iter().position(|(short, full)| {
                word.eq_ignore_ascii_case(short)
                    || word.len() > 3
                        && full.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word))
            })
        };
        if let Some(index) = named(&MONTHS) {
            if self.month.is_some() {
                return None;
            }
            self.month = u32::try_from(index + 1).ok();
            return Some(length);
        }
        if named(&WEEKDAYS).is_some() || ["at", "of", "on"].contains(&word) {
            return Some(length);
        }
        let zone = ZONES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name));
        match (zone, self.clock) {
            (Some((_, minutes)), Some(_)) if self.offset.is_none_or(|it| it == *minutes) => {
                self.offset = Some(*minutes);
            }
            (None, None) if word.eq_ignore_ascii_case("T") => {}
            (None, Some(clock))
                if word.eq_ignore_ascii_case("PM") && (1..=12).contains(&clock[0]) =>
            {
                self.clock = Some([clock[0] % 12 + 12, clock[1], clock[2], clock[3]]);
            }
            (None, Some(clock))
                if word.eq_ignore_ascii_case("AM") && (1..=12).contains(&clock[0]) =>
            {
                self.clock = Some([clock[0] % 12, clock[1], clock[2], clock[3]]);
            }
            _ => return None,
        }
        Some(length)
    }

    fn meant(self) -> Option<Meant> {
        let (year, month, day) = self.date()?;
        let clock = self.clock.unwrap_or_default();
        let part = |value| Number { value, at: 0..0 };
        let parts = Parts {
            year: part(year),
            month: part(month),
            day: part(day),
            hour: part(clock[0]),
            minute: part(clock[1]),
            second: part(clock[2]),
            nanosecond: clock[3],
            offset: self.offset.unwrap_or_default(),
        };
        let when = parts.instant().ok()?;
        Some(Meant { when, has_time: self.clock.is_some(), has_zone: self.offset.is_some() })
    }

    /// Year, month and day, if the numbers can only mean one date.
    fn date(&self) -> Option<(u32, u32, u32)> {
        match (self.month, self.numbers.as_slice()) {
            (Some(month), [(year, 4), (day, 1..=2)] | [(day, 1..=2), (year, 4)]) => {
                Some((*year, month, *day))
            }
            // A year with two digits comes last, as in `31 Dec 99`, and is interpreted according to RFC 5322, section 4.3.
            (Some(month), [(day, 1..=2), (year, 2)]) => {
                Some((year + if *year < 50 { 2000 } else { 1900 }, month, *day))
            }
            (None, [(year, 4), (month, 1..=2), (day, 1..=2)]) => Some((*year, *month, *day)),
            (None, [(first, 1..=2), (second, 1..=2), (year, 4)]) => match (first, second) {
                _ if self.dotted => Some((*year, *second, *first)),
                (13.., 1..=12) => Some((*year, *second, *first)),
                (1..=12, 13..) => Some((*year, *first, *second)),
                _ if first == second => Some((*year, *second, *first)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The number of matching bytes at the start of the text.
fn count(text: &str, wanted: impl Fn(&u8) -> bool) -> usize {
    text.bytes().take_while(|it| wanted(it)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rustfmt::skip]
    static MEANT: &[(&str, &str, bool)] = &[
        // value                                   intended date                certain
        ("2024-05-01T10:00:00Z",                   "2024-05-01T10:00:00Z",      true),
        ("2024-05-01 10:00:00 UTC",                "2024-05-01T10:00:00Z",      true),
        ("2024-05-01T10:00:00+0200",               "2024-05-01T10:00:00+02:00", true),
        ("2024-05-01T10:00:00\u{2212}05:00",       "2024-05-01T10:00:00-05:00", true),
        ("2024-05-01T10:00:00,5Z",                 "2024-05-01T10:00:00.5Z",    true),
        ("20240501T10:00:00Z",                     "2024-05-01T10:00:00Z",      true),
        ("Wed, 01 May 2024 10:00:00 CEST",         "2024-05-01T10:00:00+02:00", true),
        ("Wed, 01 May 2024 10:00:00 GMT+0200",     "2024-05-01T10:00:00+02:00", true),
        ("Wednesday, 02-Nov-05 01:23:45 GMT",      "2005-11-02T01:23:45Z",      true),
        ("May 1st, 2024 at 3:05 PM EDT",           "2024-05-01T15:05:00-04:00", true),
        ("Wed May  1 10:00:00 2024 Z",             "2024-05-01T10:00:00Z",      true),
        ("2024-05-01",                             "2024-05-01T00:00:00Z",      false),
        ("1 September 2024",                       "2024-09-01T00:00:00Z",      false),
        ("25/12/2024 08:00",                       "2024-12-25T08:00:00Z",      false),
        ("01.05.2024",                             "2024-05-01T00:00:00Z",      false),
    ];

    #[test]
    fn recognizes_intended_dates() {
        for (text, meant, sure) in MEANT {
            let read = read(text).unwrap_or_else(|| panic!("{text}")).rfc3339();
            assert_eq!((read.text.as_str(), read.sure), (*meant, *sure), "{text}");
        }
    }

    #[test]
    fn rejects_ambiguous_dates() {
        for text in [
            "",
            "soon",
            "03/04/2024",
            "2024",
            "2024-02-30",
            "2024-13-01",
            "2024-05-01T25:00:00Z",
            "2024-05-01T10:00:00+99:99",
            "1 May 2024 2025",
            "1 May June 2024",
            "2024-W05-1",
            "Wed, 01 May 2024 10:00:00 IST",
            "10:00:00",
            "\u{661}\u{662}",
            "1 Mai 2024",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&" ".repeat(200_000)), None);
    }
}
