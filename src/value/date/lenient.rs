//! Finds the intended date of an invalid value. This is only used for corrections, not for checking.
//!
//! Recognizes the names of months and days in some thirty languages, in any order, East Asian dates, ISO 8601 forms, seconds since
//! 1970, and names of time zones. If the date could be another one, [`Meant::reading`] says which reading it is.

use std::borrow::Cow;

use chrono::DateTime;
use chrono::Datelike;
use chrono::Days;
use chrono::FixedOffset;
use chrono::NaiveDate;
use chrono::Weekday;

use crate::value::date::MONTHS;
use crate::value::date::Number;
use crate::value::date::Parts;
use crate::value::date::WEEKDAYS;
use crate::value::date::cjk;
use crate::value::date::names;
use crate::value::date::rfc822_at_offset;
use crate::value::date::rfc3339_at_offset;
use crate::value::date::zones;
use crate::value::date::zones::SHARED_ZONES;
use crate::value::date::zones::ZONES;
use crate::value::problem::Instead;

/// The intended date of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The instant. The default is midnight if there is no time, and UTC if there is no time zone.
    pub when: DateTime<FixedOffset>,
    /// Whether the value contains a time of day.
    pub has_time: bool,
    /// Whether the value contains a time zone or an offset.
    pub has_zone: bool,
    /// The reading that leads to this date if there are others: `if the day comes before the month`.
    pub reading: Option<Cow<'static, str>>,
}

impl Meant {
    /// The date in the format of RSS. It is certain if nothing was guessed.
    pub(crate) fn rfc822(self) -> Instead {
        let text = rfc822_at_offset(self.when);
        self.instead(text)
    }

    /// The date in the format of Atom. It is certain if nothing was guessed.
    pub(crate) fn rfc3339(self) -> Instead {
        let text = rfc3339_at_offset(self.when);
        self.instead(text)
    }

    /// The date in W3CDTF, where it may end after the day.
    pub(crate) fn w3cdtf(self) -> Instead {
        if self.has_time {
            return self.rfc3339();
        }
        let text = self.when.format("%Y-%m-%d").to_string();
        Instead { text, sure: self.reading.is_none(), reading: self.reading }
    }

    fn instead(self, text: String) -> Instead {
        let sure = self.has_time && self.has_zone && self.reading.is_none();
        let reading = self.reading.or(match (self.has_time, self.has_zone) {
            (true, true) => None,
            (true, false) => Some("if the time is in UTC".into()),
            (false, _) => Some("with the right time".into()),
        });
        Instead { text, sure, reading }
    }
}

/// The maximum length of a value that is interpreted as a date, in bytes.
const MAX_LENGTH: usize = 150;

/// Names that are different months in different languages. The first month is the one of [`names::month`].
#[rustfmt::skip]
static SHARED_MONTHS: &[(&str, &[u32])] = &[
    ("mar", &[3, 11]), ("lip", &[7, 6]), ("srp", &[8, 7]), ("srpanj", &[7]), ("lis", &[11, 10]), ("listopad", &[11, 10]), ("listopada", &[11, 10]),
];

/// Names that are different days of the week in different languages, so they confirm nothing.
static SHARED_WEEKDAYS: &[&str] =
    &["mar", "tor", "so", "st", "pn", "ma", "to", "min", "sre", "per", "di"];

/// Interprets a value as a date if there is no reasonable doubt about it. A day that does not exist is never accepted.
pub fn read(text: &str) -> Option<Meant> {
    let text = text.trim();
    if text.len() > MAX_LENGTH {
        return None;
    }
    if let Some(when) = epoch(text) {
        return Some(Meant { when, has_time: true, has_zone: true, reading: None });
    }
    if let Some(digits) = cjk::in_digits(text) {
        return Found::in_text(&digits);
    }
    Found::in_text(text).or_else(|| after_comma(text))
}

/// Seconds since 1970, also with a fraction, or milliseconds or microseconds.
fn epoch(text: &str) -> Option<DateTime<FixedOffset>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|it| it.is_ascii_digit()) {
        return None;
    }
    let number = whole.parse::<i64>().ok()?;
    let when = match whole.len() {
        9 | 10 => DateTime::from_timestamp(number, 0)?,
        13 => DateTime::from_timestamp_millis(number)?,
        16 => DateTime::from_timestamp_micros(number)?,
        _ => return None,
    };
    Some(when.fixed_offset())
}

/// The date after the first comma, if something that is not a known day of the week is before the comma: `026, 26 Mar 2023`.
fn after_comma(text: &str) -> Option<Meant> {
    let (before, after) = text.split_once(',')?;
    let before = before.trim();
    let is_short = before.len() <= 24 && !before.contains(char::is_whitespace);
    let digits = before.bytes().filter(u8::is_ascii_digit).count();
    if !is_short || digits > 0 && digits < before.len() {
        return None;
    }
    let meant = Found::in_text(after)?;
    let is_its_day = before.parse() == Ok(meant.when.day());
    (digits == 0 || digits == 3 || is_its_day).then_some(meant)
}

/// The parts of a date found so far.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the notation")]
struct Found<'a> {
    /// The numbers of the date in the order in which they appear, and the number of digits of each.
    numbers: Vec<(u32, usize)>,
    /// The months that the name of the month can mean.
    months: &'a [u32],
    month: Option<u32>,
    weekday: Option<Weekday>,
    /// Hour, minute, second, nanosecond.
    clock: Option<[u32; 4]>,
    half: bool,
    /// Minutes east of UTC.
    offset: Option<i32>,
    zone_reading: Option<&'static str>,
    /// The IANA name of its time zone.
    region: Option<&'a str>,
    /// Whether the numbers are separated by dots. In this notation, the day comes first.
    dotted: bool,
    /// Whether the numbers are separated by hyphens. In this notation, the year comes first.
    hyphened: bool,
    /// Whether a `T` was the last word.
    after_t: bool,
}

impl<'a> Found<'a> {
    fn in_text(text: &'a str) -> Option<Meant> {
        let mut found = Found::default();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '0'..='9' => found.number(rest)?,
                '+' if found.is_day() => found.offset(rest)?,
                '-' | '\u{2212}' if found.clock.is_some() => found.offset(rest)?,
                _ if first.is_alphabetic() => found.word(rest)?,
                // A year BC.
                '-' if found.numbers.is_empty() => return None,
                '(' => rest.find(')')? + 1,
                '[' => rest.find(']')? + 1,
                ' '
                | '\t'
                | '\r'
                | '\n'
                | ','
                | '.'
                | '-'
                | '/'
                | '\u{a0}'
                | '\u{202f}'
                | '–'
                | '—'
                | '|'
                | '@'
                | '\''
                | '’'
                | '،'
                | ';'
                | '_'
                | 'º'
                | 'ª'
                | '°'
                | '"'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{300}'..='\u{36f}' => first.len_utf8(),
                _ => return None,
            };
            rest = &rest[length..];
        }
        found.meant()
    }

    /// Whether the day is complete, so the next number is a time.
    fn is_day(&self) -> bool {
        self.numbers.len() >= if self.month.is_some() { 2 } else { 3 }
    }

    // Each of these methods reads one part at the start of `rest`, and returns its length.

    fn number(&mut self, rest: &'a str) -> Option<usize> {
        let digits = count(rest, u8::is_ascii_digit);
        let value = rest[..digits].parse::<u64>().ok()?;
        let after = &rest[digits..];
        let is_after_t = std::mem::take(&mut self.after_t);
        if self.clock.is_none() {
            let mark = after.chars().next().unwrap_or(' ');
            let is_dotted =
                mark == '.' && self.is_day() && count(&after[1..], u8::is_ascii_digit) == 2;
            if mark == ':' || is_dotted {
                return self.clock(rest, mark);
            }
            if matches!(mark, 'h' | 'H') && digits <= 2 && self.is_day() {
                let minutes = count(&after[1..], u8::is_ascii_digit);
                let minute = if minutes == 2 { after[1..3].parse().ok()? } else { 0 };
                self.clock = Some([rest[..digits].parse().ok()?, minute, 0, 0]);
                return Some(digits + 1 + if minutes == 2 { 2 } else { 0 });
            }
            if is_after_t && matches!(digits, 4 | 6) {
                let part = |at: usize| rest.get(at..at + 2).and_then(|it| it.parse().ok());
                self.clock = Some([part(0)?, part(2)?, if digits == 6 { part(4)? } else { 0 }, 0]);
                return Some(digits);
            }
            let half = after.trim_start().to_ascii_lowercase();
            if digits <= 2
                && self.is_day()
                && (half.starts_with("am") || half.starts_with("pm") || half.starts_with("uhr"))
            {
                self.clock = Some([rest[..digits].parse().ok()?, 0, 0, 0]);
                return Some(digits);
            }
        }
        // `0000` after the time is an offset without its sign.
        if value == 0 && digits == 4 && self.clock.is_some() && self.is_day() {
            self.offset.get_or_insert(0);
            return Some(digits);
        }
        if matches!(digits, 8 | 12 | 14) && self.numbers.is_empty() && self.month.is_none() {
            let part = |at: usize, to: usize| rest[at..to].parse::<u32>().ok();
            self.numbers.extend([(part(0, 4)?, 4), (part(4, 6)?, 2), (part(6, 8)?, 2)]);
            if digits > 8 {
                let second = if digits == 14 { part(12, 14)? } else { 0 };
                self.clock = Some([part(8, 10)?, part(10, 12)?, second, 0]);
            }
            return Some(digits);
        }
        if self.numbers.len() == 3 || digits > 4 {
            return None;
        }
        self.dotted |= after.starts_with('.') && digits <= 2;
        self.hyphened |= after.starts_with('-') && digits <= 2;
        self.numbers.push((u32::try_from(value).ok()?, digits));
        let letters = letters(after);
        let ordinal = names::is_ordinal(&after[..letters].to_lowercase());
        Some(digits + if ordinal { letters } else { 0 })
    }

    /// A time whose parts are separated by `mark`.
    fn clock(&mut self, rest: &str, mark: char) -> Option<usize> {
        let mut clock = [0; 4];
        let mut at = 0;
        for part in &mut clock[..3] {
            let digits = count(&rest[at..], u8::is_ascii_digit);
            if !(1..=2).contains(&digits) {
                return None;
            }
            *part = rest[at..at + digits].parse().ok()?;
            at += digits;
            if !rest[at..].starts_with(mark)
                || !rest[at + 1..].starts_with(|it: char| it.is_ascii_digit())
            {
                break;
            }
            at += 1;
        }
        let digits = rest.get(at + 1..).map_or(0, |it| count(it, u8::is_ascii_digit));
        // JavaScript and some databases write milliseconds after a colon.
        if digits > 0 && rest[at..].starts_with(['.', ',', ':']) {
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

    fn word(&mut self, rest: &'a str) -> Option<usize> {
        let length = letters(rest);
        let word = rest[..length].to_lowercase();
        let word = word.as_str();
        self.after_t = word == "t";
        if self.half_of_day(word, &rest[length..]) {
            return Some(length);
        }
        let month = english(word, &MONTHS).or_else(|| names::month(word));
        let shared = SHARED_MONTHS.iter().find(|it| it.0 == word);
        let is_weekday = english(word, &WEEKDAYS).is_some()
            || names::weekday(word).is_some()
            || SHARED_WEEKDAYS.contains(&word);
        // "mar., 30 nov. 2021" begins with a Tuesday.
        let is_first = self.numbers.is_empty() && self.month.is_none();
        if is_weekday && (month.is_none() || is_first && self.names_a_month(&rest[length..])) {
            if !SHARED_WEEKDAYS.contains(&word) {
                let index = english(word, &WEEKDAYS)
                    .and_then(|it| WEEKDAYS[it as usize - 1].0.parse().ok());
                self.weekday = index.or_else(|| names::weekday(word));
            }
            return Some(length);
        }
        if let Some(month) = month.or(shared.map(|it| it.1[0])) {
            if self.month.is_some() {
                return None;
            }
            self.month = Some(month);
            self.months = shared.map_or(&[], |it| it.1);
            return Some(length);
        }
        if let Some(name) = zones::region(rest) {
            self.region = Some(name);
            return Some(name.len());
        }
        let zone = ZONES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name));
        let shared = SHARED_ZONES.iter().find(|(name, ..)| word.eq_ignore_ascii_case(name));
        if !self.is_day() && self.clock.is_none() {
            // A day of the week in another language, or its abbreviation.
            let is_shown_as_weekday = is_first && rest[length..].starts_with([',', '.']);
            return (is_shown_as_weekday || names::is_filler(word)).then_some(length);
        }
        match (zone, shared) {
            // A name after an offset only repeats it.
            (Some((_, minutes)), _) if self.offset.is_none_or(|it| it == *minutes) => {
                self.offset = Some(*minutes);
            }
            (_, Some(_)) if self.offset.is_some() => {}
            (_, Some((_, minutes, reading))) => {
                self.offset = Some(*minutes);
                self.zone_reading = Some(reading);
            }
            _ if names::is_filler(word) => {}
            _ => return None,
        }
        Some(length)
    }

    /// Applies `AM`, `PM`, `a.m.` and `p.m.` to the time.
    fn half_of_day(&mut self, word: &str, after: &str) -> bool {
        let Some(clock) = self.clock.filter(|it| it[0] <= 12) else { return false };
        let is_short = after.starts_with('.') && after[1..].trim_start().starts_with(['m', 'M']);
        let is_pm = match word {
            "am" => false,
            "pm" => true,
            "a" if is_short => false,
            "p" if is_short => true,
            // The rest of `p.m.`.
            "m" if self.half => return true,
            _ => return false,
        };
        if !self.half {
            self.clock =
                Some([clock[0] % 12 + if is_pm { 12 } else { 0 }, clock[1], clock[2], clock[3]]);
        }
        self.half = true;
        true
    }

    /// Whether a later word is a month.
    fn names_a_month(&self, rest: &str) -> bool {
        rest.split(|it: char| !it.is_alphabetic()).any(|word| {
            let word = word.to_lowercase();
            english(&word, &MONTHS).is_some() || names::month(&word).is_some()
        })
    }

    fn meant(self) -> Option<Meant> {
        let (date, reading) = self.date()?;
        let clock = self.clock.unwrap_or_default();
        // ISO 8601 allowed 24:00 for the end of a day.
        let (clock, date) = match clock {
            [24, 0, 0, 0] => ([0; 4], date.checked_add_days(Days::new(1))?),
            _ => (clock, date),
        };
        let part = |value| Number { value, at: 0..0 };
        let parts = Parts {
            year: part(u32::try_from(date.year()).ok()?),
            month: part(date.month()),
            day: part(date.day()),
            hour: part(clock[0]),
            minute: part(clock[1]),
            second: part(clock[2]),
            nanosecond: clock[3],
            offset: self.offset.unwrap_or_default(),
        };
        let mut when = parts.instant().ok()?;
        let is_in_region = self.region.is_some() && self.offset.is_none();
        if let Some(name) = self.region.filter(|_| is_in_region) {
            when = zones::in_region(name, when)?;
        }
        Some(Meant {
            when,
            has_time: self.clock.is_some(),
            has_zone: self.offset.is_some() || is_in_region,
            reading: reading.or(self.zone_reading.map(Cow::Borrowed)),
        })
    }

    /// The day, and its reading if there are others.
    fn date(&self) -> Option<(NaiveDate, Option<Cow<'static, str>>)> {
        const DAY_FIRST: &str = "if the day comes before the month";
        const MONTH_FIRST: &str = "if the month comes before the day";
        let mut days: Vec<(NaiveDate, Cow<'static, str>)> = Vec::new();
        let mut add = |year: u32, month: u32, day: u32, reading: Cow<'static, str>| {
            let date =
                i32::try_from(year).ok().and_then(|it| NaiveDate::from_ymd_opt(it, month, day));
            if let Some(date) =
                date.filter(|it| year > 0 && days.iter().all(|other| other.0 != *it))
            {
                days.push((date, reading));
            }
        };
        match (self.month, self.numbers.as_slice()) {
            (Some(month), numbers) => {
                let (year, day) = match *numbers {
                    [(year, 4), (day, 1..=2)] | [(day, 1..=2), (year, 4)] => (year, day),
                    // A year with two digits comes last, as in `31 Dec 99`.
                    [(day, 1..=2), (year, 2)] => (century(year), day),
                    _ => return None,
                };
                let months =
                    if self.months.is_empty() { std::slice::from_ref(&month) } else { self.months };
                for month in months {
                    let name = MONTHS[*month as usize - 1].1;
                    add(year, *month, day, format!("if the month is {name}").into());
                }
            }
            (None, [(year, 4), (month, 1..=2), (day, 1..=2)]) => {
                add(*year, *month, *day, DAY_FIRST.into());
            }
            (None, [(first, 1..=2), (second, 1..=2), (year, digits @ (2 | 4))]) => {
                if *digits == 2 && self.hyphened {
                    return None;
                }
                let year = if *digits == 2 { century(*year) } else { *year };
                // Only Americans write AM and PM, and they begin with the month.
                if self.half {
                    add(year, *first, *second, MONTH_FIRST.into());
                }
                add(year, *second, *first, DAY_FIRST.into());
                if !self.dotted {
                    add(year, *first, *second, MONTH_FIRST.into());
                }
            }
            _ => return None,
        }
        let is_confirmed =
            |it: &&(NaiveDate, Cow<'static, str>)| Some(it.0.weekday()) == self.weekday;
        if let Some(confirmed) = days.iter().find(is_confirmed) {
            return Some((confirmed.0, None));
        }
        let is_english = self.months.first() == Some(&3);
        let (first, reading) = days.first()?.clone();
        let reading = match self.weekday {
            Some(_) => Some(
                format!(
                    "if {} {} is right and the weekday is wrong",
                    first.day(),
                    MONTHS[first.month0() as usize].1
                )
                .into(),
            ),
            None if days.len() > 1 && !is_english => Some(reading),
            None => None,
        };
        Some((first, reading))
    }
}

/// The year for two digits (RFC 5322, section 4.3).
fn century(year: u32) -> u32 {
    year + if year < 50 { 2000 } else { 1900 }
}

/// The position (from 1) of an English name, which may be shortened to three or more letters.
fn english(word: &str, names: &[(&str, &str)]) -> Option<u32> {
    let index = names.iter().position(|(short, full)| {
        word.eq_ignore_ascii_case(short)
            || word.len() > 3
                && full.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word))
    })?;
    u32::try_from(index + 1).ok()
}

/// The number of matching bytes at the start of the text.
fn count(text: &str, wanted: impl Fn(&u8) -> bool) -> usize {
    text.bytes().take_while(|it| wanted(it)).count()
}

/// The length of the letters at the start of the text, in bytes.
fn letters(text: &str) -> usize {
    text.find(|it: char| !it.is_alphabetic()).unwrap_or(text.len())
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
        ("026, 26 Mar 2023 22:43:38 +0000",        "2023-03-26T22:43:38Z",      true),
        ("26 Sep 2022 GMT",                        "2022-09-26T00:00:00Z",      false),
        ("mié., 14 jul. 2021 13:00:00 +0000",      "2021-07-14T13:00:00Z",      true),
        ("Вс, 12 фев 2017 00:00:00 +0700",         "2017-02-12T00:00:00+07:00", true),
        ("Ke, 30 Lok 2013 11:34:37 +0000",         "2013-10-30T11:34:37Z",      true),
        ("mar., 30 nov. 2021 08:30:00 +0100",      "2021-11-30T08:30:00+01:00", true),
        ("Mi, 04 Jan 2023 09:15:00 +0100",         "2023-01-04T09:15:00+01:00", true),
        ("Mittwoch, 4. Januar 2023 09:15:00 +0100", "2023-01-04T09:15:00+01:00", true),
        ("seg, 02 out 2023 10:00:00 -0300",        "2023-10-02T10:00:00-03:00", true),
        ("wt, 03 paź 2023 10:00:00 +0200",         "2023-10-03T10:00:00+02:00", true),
        ("Sal, 03 Eki 2023 10:00:00 +0300",        "2023-10-03T10:00:00+03:00", true),
        ("Τρί, 03 Οκτ 2023 10:00:00 +0300",        "2023-10-03T10:00:00+03:00", true),
        ("K, 03 okt. 2023 10:00:00 +0200",         "2023-10-03T10:00:00+02:00", true),
        ("út, 03 říj 2023 10:00:00 +0200",         "2023-10-03T10:00:00+02:00", true),
        ("вт, 03 жов 2023 10:00:00 +0300",         "2023-10-03T10:00:00+03:00", true),
        ("tir., 03 okt. 2023 10:00:00 +0200",      "2023-10-03T10:00:00+02:00", true),
        ("2023年10月3日 10:00:00 +0900",             "2023-10-03T10:00:00+09:00", true),
        ("2023년 10월 3일 오후 3:05",                 "2023-10-03T15:05:00Z",      false),
        ("2023. 10. 3. 15:05:00 +0900",            "2023-10-03T15:05:00+09:00", true),
        ("1033563600",                             "2002-10-02T13:00:00Z",      true),
        ("1697364000123",                          "2023-10-15T10:00:00.123Z",  true),
        ("20240501100000",                         "2024-05-01T10:00:00Z",      false),
        ("20240501T100000Z",                       "2024-05-01T10:00:00Z",      true),
        ("5/1/2024 3:05:00 PM",                    "2024-05-01T15:05:00Z",      false),
        ("Wed, 05/01/2024 - 10:00",                "2024-05-01T10:00:00Z",      false),
        ("Wed, 01 May 2024 10:00:00 p.m. EST",     "2024-05-01T22:00:00-05:00", true),
        ("Wed, 02 Oct 2002 13.00.05 GMT",          "2002-10-02T13:00:05Z",      true),
        ("Wed, 02 Oct 2002 13:00:00 0000",         "2002-10-02T13:00:00Z",      true),
        ("Wed, 02 Oct 2002 24:00:00 GMT",          "2002-10-03T00:00:00Z",      true),
        ("Wed, 01 May 2024 10:00:00 IST",          "2024-05-01T10:00:00+05:30", false),
        ("Wed, 01 May 2024 10:00:00 Europe/Berlin", "2024-05-01T10:00:00+02:00", true),
        ("Mon, 14 jul 2021 13:00:00 +0000",        "2021-07-14T13:00:00Z",      false),
        ("03/04/2024",                             "2024-04-03T00:00:00Z",      false),
        ("1 Mai 2024",                             "2024-05-01T00:00:00Z",      false),
        ("2024-05-01T10:00:00Z[UTC]",              "2024-05-01T10:00:00Z",      true),
    ];

    #[test]
    fn recognizes_intended_dates() {
        for (text, meant, sure) in MEANT {
            let read = read(text).unwrap_or_else(|| panic!("{text}")).rfc3339();
            assert_eq!((read.text.as_str(), read.sure), (*meant, *sure), "{text}");
        }
    }

    #[test]
    fn rejects_what_is_not_a_date() {
        for text in [
            "",
            "soon",
            "2024",
            "2024-02-30",
            "2024-13-01",
            "2024-05-01T25:00:00Z",
            "2024-05-01T10:00:00+99:99",
            "1 May 2024 2025",
            "1 May June 2024",
            "2024-W05-1",
            "10:00:00",
            "\u{661}\u{662}",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&" ".repeat(200_000)), None);
    }
}
