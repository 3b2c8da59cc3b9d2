//! Parses dates in the forms that authors write. It rejects dates whose meaning would be a guess: `03/04/2024` is an error.
//!
//! The text is split into numbers, words and punctuation. It is a date if it contains a year, a month and a day exactly once. The
//! words are in `date_names`.

use crate::value::timezone::Timezone;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeZone, Weekday};

use crate::publish::load::date_cjk;
use crate::publish::load::date_clock::{offset, time};
use crate::publish::load::date_names;
use crate::publish::load::date_names::Zone;
use crate::publish::load::date_tokens::Kind;
use crate::publish::load::date_tokens::Token;
use crate::publish::load::date_tokens::Tokens;
use crate::publish::load::date_tokens::number;
use crate::publish::load::date_tokens::tokens;

/// A parsed date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The moment, with the UTC offset in the text, or else the offset of the configured zone at that time.
    pub when: DateTime<FixedOffset>,
    /// Whether the text contains a time of day.
    pub has_time: bool,
    /// Whether the text contains a time zone or an offset.
    pub has_zone: bool,
}

/// Why a string is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It has two possible meanings, given here as `YYYY-MM-DD`.
    Ambiguous(String, String),
    /// It has the form of a date, but no such day or time exists. The string explains why.
    Impossible(String),
    /// It does not have the form of a date.
    NotADate,
}

/// Parses a date in any form that authors use in front matter, HTML attributes and press releases: ISO 8601, RFC 822, 850 and
/// 3339, asctime, the date formats of YAML and TOML, seconds since 1970, `15 October 2023, 10:00 a.m. ET` with month names in
/// some twenty languages, and `2024年1月5日`. A date without a zone is in `timezone`. If a clock change repeats or skips that local
/// time, the earlier moment is used.
///
/// # Errors
///
/// A [`Problem`] that explains why the text is not a date. A date that could be two days is also an error.
pub fn read(text: &str, timezone: Timezone) -> Result<Written, Problem> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(Problem::NotADate);
    }
    let digits = date_cjk::in_digits(text);
    let text = digits.as_deref().unwrap_or(text);
    let tokens = tokens(text);
    if let [Token { kind: Kind::Number, text, .. }] = tokens[..]
        && let Some(written) = epoch(text)
    {
        return Ok(written);
    }
    let mut parts = Parts::default();
    let mut rest = Tokens { text, tokens: &tokens };
    while !rest.tokens.is_empty() {
        take(&mut rest, &mut parts)?;
    }
    parts.written(timezone)
}

/// The date `year`-`month`-`day`, or the reason why it does not exist.
pub(crate) fn day_of(year: u32, month: u32, day: u32) -> Result<NaiveDate, Problem> {
    let impossible = |why: String| Err(Problem::Impossible(why));
    if !(1000..=9999).contains(&year) {
        return impossible(format!("the year {year} does not have four digits"));
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

/// The maximum length of a date in bytes.
const LONGEST: usize = 120;

/// The parts that were found so far.
#[derive(Default)]
struct Parts {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// A date in digits: every day that it can mean.
    readings: Option<Vec<NaiveDate>>,
    weekday: Option<Weekday>,
    time: Option<NaiveTime>,
    zone: Option<Zone>,
    /// Whether the zone is a numeric offset. A zone name after it only repeats it.
    offset: bool,
}

impl Parts {
    fn written(self, timezone: Timezone) -> Result<Written, Problem> {
        let date = self.date()?;
        let at = date.and_time(self.time.unwrap_or_default());
        let when = match self.zone {
            Some(Zone::Minutes(minutes)) => {
                let offset = FixedOffset::east_opt(minutes * 60).ok_or(Problem::NotADate)?;
                offset.from_local_datetime(&at).single().ok_or(Problem::NotADate)?
            }
            Some(Zone::Region(region)) => region.instant(at),
            Some(Zone::Unclear) => return Err(Problem::NotADate),
            None => timezone.instant(at),
        };
        Ok(Written { when, has_time: self.time.is_some(), has_zone: self.zone.is_some() })
    }

    fn date(&self) -> Result<NaiveDate, Problem> {
        let mut days = match (&self.readings, self.year, self.month, self.day) {
            (Some(days), None, None, None) => days.clone(),
            (None, Some(year), Some(month), Some(day)) => vec![day_of(year, month, day)?],
            _ => return Err(Problem::NotADate),
        };
        if let (Some(weekday), Some(first)) = (self.weekday, days.first().copied()) {
            days.retain(|it| it.weekday() == weekday);
            if days.is_empty() {
                let (said, is) = (full_name(weekday), full_name(first.weekday()));
                let why = format!("{first} is a {is}, not a {said}");
                return Err(Problem::Impossible(why));
            }
        }
        match days[..] {
            [day] => Ok(day),
            [one, other, ..] => Err(Problem::Ambiguous(one.to_string(), other.to_string())),
            [] => Err(Problem::NotADate),
        }
    }
}

/// Parses the next part of the date from `rest`.
fn take(rest: &mut Tokens, parts: &mut Parts) -> Result<(), Problem> {
    let Some(next) = rest.at(0) else { return Ok(()) };
    match next.kind {
        Kind::Number => take_number(rest, parts),
        Kind::Word => take_word(rest, parts),
        Kind::Mark => take_mark(rest, parts),
    }
}

fn take_number(rest: &mut Tokens, parts: &mut Parts) -> Result<(), Problem> {
    let first = rest.tokens[0];
    if parts.time.is_none()
        && let Some(time) = time(rest)
    {
        parts.time = Some(time?);
        return Ok(());
    }
    let started = parts.year.or(parts.month).or(parts.day).is_some() || parts.readings.is_some();
    if !started && let Some(days) = numeric_date(rest) {
        parts.readings = Some(days?);
        return Ok(());
    }
    rest.skip(1);
    let slot = match first.text.len() {
        8 if !started => {
            let (year, month, day) = (&first.text[..4], &first.text[4..6], &first.text[6..]);
            parts.readings = Some(vec![day_of(number(year), number(month), number(day))?]);
            return Ok(());
        }
        4 => {
            // Hungarian: `2024. január 5.`
            let word = rest.at(1).is_some_and(|it| it.kind == Kind::Word);
            if word && rest.at(0).is_some_and(|it| it.is('.') && !it.spaced) {
                rest.skip(1);
            }
            return fill(&mut parts.year, first.number());
        }
        1 | 2 if parts.day.is_none() => &mut parts.day,
        2 => return fill(&mut parts.year, century(first.number())),
        _ => return Err(Problem::NotADate),
    };
    fill(slot, first.number())?;
    if rest.at(0).is_some_and(|it| !it.spaced && it.is_word(date_names::is_ordinal))
        || rest.at(0).is_some_and(|it| !it.spaced && (it.is('°') || it.is('.')))
    {
        rest.skip(1);
    }
    Ok(())
}

fn take_word(rest: &mut Tokens, parts: &mut Parts) -> Result<(), Problem> {
    let word = rest.tokens[0].text.to_lowercase();
    let full_stop = rest.at(1).is_some_and(|it| it.is('.') && !it.spaced);
    // "mar." means Tuesday if the name of a month follows, as in "mar. 5 mars 2024".
    let tuesday = word == "mar"
        && rest.tokens[1..].iter().any(|it| it.is_word(|it| date_names::month(it).is_some()));
    let weekday = if tuesday { Some(Weekday::Tue) } else { date_names::weekday(&word) };
    let name = rest.zone_name();
    if let Some(day) = weekday {
        fill(&mut parts.weekday, day)?;
    } else if let Some(month) = date_names::month(&word) {
        fill(&mut parts.month, month)?;
    } else if let Some(region) = name.and_then(Timezone::named) {
        rest.skip_to(name.map_or(0, str::len));
        return set_zone(parts, Zone::Region(region));
    } else if let Some(zone) = date_names::zone(&word) {
        if zone == Zone::Unclear && !parts.offset {
            let name = rest.tokens[0].text;
            let why = format!(
                "`{name}` can mean several time zones; write an offset instead, for example +05:30"
            );
            return Err(Problem::Impossible(why));
        }
        rest.skip(1);
        // "GMT+0200", as JavaScript writes it.
        if zone == Zone::Minutes(0)
            && !parts.offset
            && let Some(offset) = offset(rest)
        {
            parts.offset = true;
            return set_zone(parts, Zone::Minutes(offset?));
        }
        return set_zone(parts, zone);
    } else if !date_names::is_filler(&word) || rest.at(1).is_none() && word == "t" {
        return Err(Problem::NotADate);
    }
    rest.skip(if full_stop { 2 } else { 1 });
    Ok(())
}

/// Whether the hour and minute after a hyphen can be an offset: at most 14 hours, and minutes of 0, 30 or 45.
fn is_offset(rest: &Tokens) -> bool {
    let number = |index| rest.at(index).filter(|it| it.kind == Kind::Number).map(|it| it.number());
    let hours = number(1).is_some_and(|it| it <= 14);
    hours && number(3).is_some_and(|it| matches!(it, 0 | 30 | 45))
}

fn take_mark(rest: &mut Tokens, parts: &mut Parts) -> Result<(), Problem> {
    let complete = parts.readings.is_some() || parts.day.is_some() && parts.year.is_some();
    if parts.time.is_some() || complete {
        // If there is no time, `-02` is read as part of the date.
        let bare = parts.time.is_none() && rest.at(0).is_some_and(|it| it.is('-'));
        let colon = rest.at(2).is_some_and(|it| it.is(':'));
        if bare && colon && !is_offset(rest) {
            // `2019-12-01-19:48`
            rest.skip(1);
            return Ok(());
        }
        if let Some(offset) = if bare && !colon { None } else { offset(rest) } {
            if parts.offset {
                return Err(Problem::NotADate);
            }
            parts.offset = true;
            return set_zone(parts, Zone::Minutes(offset?));
        }
    }
    // `segunda-feira`
    let weekday =
        parts.weekday.is_some() && rest.at(1).is_some_and(|it| it.is_word(|it| it == "feira"));
    let between =
        weekday || parts.day.or(parts.month).or(parts.year).is_some() && rest.at(1).is_some();
    let mark = rest.tokens[0];
    if mark.is(',') || mark.is('[') || mark.is(']') || between && (mark.is('-') || mark.is('/')) {
        rest.skip(1);
        return Ok(());
    }
    Err(Problem::NotADate)
}

/// Sets the zone, which may occur only once. A name after an offset only repeats it, as in dates of Go and JavaScript.
fn set_zone(parts: &mut Parts, zone: Zone) -> Result<(), Problem> {
    match (parts.zone, parts.offset) {
        (Some(_), true) => Ok(()),
        _ => fill(&mut parts.zone, zone),
    }
}

fn fill<T>(slot: &mut Option<T>, value: T) -> Result<(), Problem> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(Problem::NotADate),
    }
}

/// A date in digits, `2024-05-01` or `15/10/2023`: every day that it can mean.
fn numeric_date(rest: &mut Tokens) -> Option<Result<Vec<NaiveDate>, Problem>> {
    let parts: Vec<Token> = (0..5).map_while(|it| rest.at(it)).collect();
    let [one, mark, two, again, three] = parts[..] else { return None };
    let separated = ['-', '/', '.'].iter().any(|it| mark.is(*it) && again.is(*it));
    let close = mark.is('.') || !two.spaced && !three.spaced;
    let numbers = [two, three].iter().all(|it| it.kind == Kind::Number);
    if !separated || !close || mark.spaced || again.spaced || !numbers || two.text.len() > 2 {
        return None;
    }
    let (first, second, third) = (one.number(), two.number(), three.number());
    let readings = match (one.text.len(), three.text.len()) {
        (4, 1 | 2) => vec![(first, second, third)],
        (1 | 2, 4) => vec![(third, second, first), (third, first, second)],
        (2, 2) => {
            let end = century(third);
            vec![(century(first), second, third), (end, second, first), (end, first, second)]
        }
        _ => return None,
    };
    rest.skip(5);
    let mut days = Vec::new();
    let mut problem = None;
    for (year, month, day) in readings {
        match day_of(year, month, day) {
            Ok(day) if !days.contains(&day) => days.push(day),
            Ok(_) => {}
            Err(it) => problem = problem.or(Some(it)),
        }
    }
    match problem {
        Some(problem) if days.is_empty() => Some(Err(problem)),
        _ => Some(Ok(days)),
    }
}

/// Seconds (10 digits) or milliseconds (13 digits) since 1970.
fn epoch(text: &str) -> Option<Written> {
    let number = text.parse::<i64>().ok()?;
    let when = match text.len() {
        10 => DateTime::from_timestamp(number, 0)?,
        13 => DateTime::from_timestamp_millis(number)?,
        _ => return None,
    };
    Some(Written { when: when.fixed_offset(), has_time: true, has_zone: true })
}

/// The year for two digits, as in RFC 2822 §4.3 (<https://www.rfc-editor.org/rfc/rfc2822#section-4.3>).
fn century(year: u32) -> u32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

fn full_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::{Problem, read};

    fn said(text: &str) -> String {
        match read(
            text,
            crate::value::timezone::Timezone::named("Europe/Berlin").expect("it is a zone"),
        ) {
            Ok(it) => it.when.to_rfc3339(),
            Err(Problem::Ambiguous(one, other)) => format!("{one} or {other}"),
            Err(Problem::Impossible(why)) => why,
            Err(Problem::NotADate) => "-".to_owned(),
        }
    }

    #[test]
    fn reads_what_authors_write() {
        #[rustfmt::skip]
        let cases = [
            // ISO 8601, RFC 3339, Jekyll, YAML 1.1, TOML
            ("2024-05-01",                          "2024-05-01T00:00:00+02:00"),
            ("2024-1-5",                            "2024-01-05T00:00:00+01:00"),
            ("2024/05/01",                          "2024-05-01T00:00:00+02:00"),
            ("20240501",                            "2024-05-01T00:00:00+02:00"),
            ("20240501T100000Z",                    "2024-05-01T10:00:00+00:00"),
            ("20240501T1000",                       "2024-05-01T10:00:00+02:00"),
            ("2024-05-01T10:00",                    "2024-05-01T10:00:00+02:00"),
            ("2024-05-01T10:00:00Z",                "2024-05-01T10:00:00+00:00"),
            ("2024-05-01T10:00:00+0200",            "2024-05-01T10:00:00+02:00"),
            ("2024-05-01T10:00:00-05:30",           "2024-05-01T10:00:00-05:30"),
            ("2024-05-01T10:00:00+02:00[Europe/Berlin]", "2024-05-01T10:00:00+02:00"),
            ("2024-05-01 10:00",                    "2024-05-01T10:00:00+02:00"),
            ("2019-12-01-19:48",                    "2019-12-01T19:48:00+01:00"),
            ("2019-12-01-05:30",                    "2019-12-01T00:00:00-05:30"),
            ("  2024-05-01   10:00:00 +0200 ",      "2024-05-01T10:00:00+02:00"),
            ("2024-05-01 10:00:00 -5",              "2024-05-01T10:00:00-05:00"),
            ("2024-05-01 10:00:00 UTC",             "2024-05-01T10:00:00+00:00"),
            ("2024-05-01 10:00:00 America/New_York", "2024-05-01T10:00:00-04:00"),
            ("2001-12-14t21:59:43.10-05:00",        "2001-12-14T21:59:43.100-05:00"),
            ("2001-12-14 21:59:43.10 -5",           "2001-12-14T21:59:43.100-05:00"),
            ("2001-12-15 2:59:43.10",               "2001-12-15T02:59:43.100+01:00"),
            ("2024-05-01 10:00:00.123456 +0200 CEST", "2024-05-01T10:00:00.123456+02:00"),
            ("2016-12-31T23:59:60Z",                "2016-12-31T23:59:59+00:00"),
            // RFC 822, 850, 1123, asctime, Ruby, JavaScript, Unix
            ("Sun, 15 Oct 2023 10:00:00 GMT",       "2023-10-15T10:00:00+00:00"),
            ("15 Oct 23 10:00 EST",                 "2023-10-15T10:00:00-05:00"),
            ("Sunday, 15-Oct-23 10:00:00 UTC",      "2023-10-15T10:00:00+00:00"),
            ("Sun, 15 Oct 2023 10:00:00 +0200 (CEST)", "2023-10-15T10:00:00+02:00"),
            ("Sun Oct 15 10:00:00 2023",            "2023-10-15T10:00:00+02:00"),
            ("Sun Oct  1 10:00:00 CEST 2023",       "2023-10-01T10:00:00+02:00"),
            ("Sun Oct 15 10:00:00 +0200 2023",      "2023-10-15T10:00:00+02:00"),
            ("Sun Oct 15 2023 10:00:00 GMT+0300 (Eastern European Summer Time)", "2023-10-15T10:00:00+03:00"),
            // Written by people
            ("15 Oct 2023",                         "2023-10-15T00:00:00+02:00"),
            ("Jul 08 2022",                         "2022-07-08T00:00:00+02:00"),
            ("Oct 15, 2023",                        "2023-10-15T00:00:00+02:00"),
            ("October 15th 2023",                   "2023-10-15T00:00:00+02:00"),
            ("15-Oct-2023",                         "2023-10-15T00:00:00+02:00"),
            ("2023 Oct. 15",                        "2023-10-15T00:00:00+02:00"),
            ("Sunday, 15 October 2023",             "2023-10-15T00:00:00+02:00"),
            ("Sunday, the 15th of October 2023",    "2023-10-15T00:00:00+02:00"),
            ("October 15, 2023, 10:00 a.m. EDT",    "2023-10-15T10:00:00-04:00"),
            ("10:00 PM ET, Sun October 15, 2023",   "2023-10-15T22:00:00-04:00"),
            ("October 15, 2023 at 3 p.m.",          "2023-10-15T15:00:00+02:00"),
            ("Oct 15, 2023 12:05am",                "2023-10-15T00:05:00+02:00"),
            ("Oct 15, 2023 at 12:05 p.m.",          "2023-10-15T12:05:00+02:00"),
            ("15. Oktober 2023",                    "2023-10-15T00:00:00+02:00"),
            ("Sonntag, den 15. Oktober 2023, 14.30 Uhr", "2023-10-15T14:30:00+02:00"),
            ("am 5. März 2024 um 8 Uhr",            "2024-03-05T08:00:00+01:00"),
            ("1er mai 2024",                        "2024-05-01T00:00:00+02:00"),
            ("mar. 5 mars 2024 à 14h30",            "2024-03-05T14:30:00+01:00"),
            ("le 5 f\u{e9}vrier 2024 \u{e0} 8\u{a0}h",  "2024-02-05T08:00:00+01:00"),
            ("1 de mayo de 2024",                   "2024-05-01T00:00:00+02:00"),
            ("mercoledì 1º maggio 2024, ore 9:15",  "2024-05-01T09:15:00+02:00"),
            ("woensdag 1 mei 2024 om 9.15 uur",     "2024-05-01T09:15:00+02:00"),
            ("segunda-feira, 1 de janeiro de 2024 às 10:00", "2024-01-01T10:00:00+01:00"),
            ("1 maja 2024 r.",                      "2024-05-01T00:00:00+02:00"),
            ("1. května 2024",                      "2024-05-01T00:00:00+02:00"),
            ("1 мая 2024 г.",                       "2024-05-01T00:00:00+02:00"),
            ("onsdag den 1. maj 2024",              "2024-05-01T00:00:00+02:00"),
            ("1 Mayıs 2024",                        "2024-05-01T00:00:00+02:00"),
            ("1. toukokuuta 2024",                  "2024-05-01T00:00:00+02:00"),
            ("2024. május 1.",                      "2024-05-01T00:00:00+02:00"),
            ("2024年5月1日",                         "2024-05-01T00:00:00+02:00"),
            ("2024年5月1日 10:30",                   "2024-05-01T10:30:00+02:00"),
            ("2024년 5월 1일 오후 3시",               "2024-05-01T15:00:00+02:00"),
            // Only one meaning is possible
            ("13/04/2024",                          "2024-04-13T00:00:00+02:00"),
            ("04/13/2024",                          "2024-04-13T00:00:00+02:00"),
            ("15.10.2023",                          "2023-10-15T00:00:00+02:00"),
            ("15. 10. 2023 10:00",                  "2023-10-15T10:00:00+02:00"),
            ("04/04/2024",                          "2024-04-04T00:00:00+02:00"),
            ("Wed 03/04/2024",                      "2024-04-03T00:00:00+02:00"),
            ("31/12/99",                            "1999-12-31T00:00:00+01:00"),
            ("1697364000",                          "2023-10-15T10:00:00+00:00"),
            ("1697364000123",                       "2023-10-15T10:00:00.123+00:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn never_guesses_between_two_days() {
        assert_eq!(said("03/04/2024"), "2024-04-03 or 2024-03-04");
        assert_eq!(said("3.4.2024"), "2024-04-03 or 2024-03-04");
        assert_eq!(said("03-04-2024 10:00"), "2024-04-03 or 2024-03-04");
        assert_eq!(said("03/04/05"), "2003-04-05 or 2005-04-03");
    }

    #[test]
    fn explains_why_a_date_is_impossible() {
        #[rustfmt::skip]
        let cases = [
            ("2024-13-01",                    "there is no month 13"),
            ("2024-00-01",                    "there is no month 0"),
            ("2023-02-29",                    "there is no day 29 in 2023-02"),
            ("20230229",                      "there is no day 29 in 2023-02"),
            ("31 June 2024",                  "there is no day 31 in 2024-06"),
            ("0024-05-01",                    "the year 24 does not have four digits"),
            ("32/01/2024",                    "there is no day 32 in 2024-01"),
            ("Monday, 15 October 2023",       "2023-10-15 is a Sunday, not a Monday"),
            ("2024-05-01 25:00",              "there is no hour 25"),
            ("2024-05-01 24:00",              "24:00 is not allowed; write 00:00 of the next day"),
            ("2024-05-01 10:60",              "there is no minute 60"),
            ("2024-05-01 10:00:61",           "there is no second 61"),
            ("2024-05-01 13:00 pm",           "the hour before am or pm must be 1 to 12, not 13"),
            ("2024-05-01T10:00:00+9999",      "no time zone is 99 hours and 99 minutes from UTC"),
            ("2024-05-01 10:00 IST",          "`IST` can mean several time zones; write an offset instead, for example +05:30"),
        ];
        for (text, expected) in cases {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn rejects_texts_that_are_not_dates() {
        let long = " 1".repeat(100_000);
        let comments = "(".repeat(100_000);
        #[rustfmt::skip]
        let cases = [
            "", "soon", "2024", "2024-05", "May 2024", "15 October", "10:00", "123", "99999999999999999999", "v1.2.3", "2024-05-01-02",
            "15 Oct 2023 2024", "Sam 15 Oct 2023 2", "2024-05-01T10:00:00Zulu", "\u{662}\u{660}\u{662}\u{664}-05-01", "2024-05-01T",
            "2024\u{2212}05\u{2212}01", "1 in 4 people", "true", "10 May", "2024-W05-1", "+2024-05-01", "-", ",", &long, &comments,
        ];
        for text in cases {
            let is = said(text);
            assert_eq!(is, "-", "{}", text.get(..40).unwrap_or(text));
        }
    }

    #[test]
    fn reports_missing_times_and_zones() {
        let read = |text| {
            read(text, crate::value::timezone::Timezone::UTC).map(|it| (it.has_time, it.has_zone))
        };
        assert_eq!(read("2024-05-01"), Ok((false, false)));
        assert_eq!(read("2024-05-01 10:00"), Ok((true, false)));
        assert_eq!(read("2024-05-01 10:00 CET"), Ok((true, true)));
    }
}
