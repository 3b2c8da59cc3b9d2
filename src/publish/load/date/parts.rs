//! The parts of a date, parsed one by one from its tokens.

use chrono::Datelike;
use chrono::FixedOffset;
use chrono::NaiveDate;
use chrono::NaiveTime;
use chrono::TimeZone;
use chrono::Weekday;

use crate::publish::load::date::clock::offset;
use crate::publish::load::date::clock::time;
use crate::publish::load::date::token::CharKind;
use crate::publish::load::date::token::Token;
use crate::publish::load::date::token::Tokens;
use crate::publish::load::date::token::number;
use crate::publish::load::date::words;
use crate::publish::load::date::words::Zone;
use crate::publish::load::date::written::DateProblem;
use crate::publish::load::date::written::WrittenDate;
use crate::publish::load::date::written::day_of;
use crate::value::date::names;
use crate::value::timezone::Timezone;

/// The parts that were found so far.
#[derive(Default)]
pub(super) struct Parts {
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
    pub(super) fn written(self, timezone: Timezone) -> Result<WrittenDate, DateProblem> {
        let date = self.date()?;
        let at = date.and_time(self.time.unwrap_or_default());
        let when = match self.zone {
            Some(Zone::Minutes(minutes)) => {
                let offset = FixedOffset::east_opt(minutes * 60).ok_or(DateProblem::NotADate)?;
                offset.from_local_datetime(&at).single().ok_or(DateProblem::NotADate)?
            }
            Some(Zone::Region(region)) => region.instant(at),
            Some(Zone::Unclear) => return Err(DateProblem::NotADate),
            None => timezone.instant(at),
        };
        Ok(WrittenDate { when, has_time: self.time.is_some(), has_zone: self.zone.is_some() })
    }

    fn date(&self) -> Result<NaiveDate, DateProblem> {
        let mut days = match (&self.readings, self.year, self.month, self.day) {
            (Some(days), None, None, None) => days.clone(),
            (None, Some(year), Some(month), Some(day)) => vec![day_of(year, month, day)?],
            _ => return Err(DateProblem::NotADate),
        };
        if let (Some(weekday), Some(first)) = (self.weekday, days.first().copied()) {
            days.retain(|it| it.weekday() == weekday);
            if days.is_empty() {
                let (written, is) = (full_name(weekday), full_name(first.weekday()));
                let why = format!("{first} is a {is}, not a {written}");
                return Err(DateProblem::Impossible(why));
            }
        }
        match days[..] {
            [day] => Ok(day),
            [one, other, ..] => Err(DateProblem::Ambiguous(one.to_string(), other.to_string())),
            [] => Err(DateProblem::NotADate),
        }
    }
}

/// Parses the next part of the date from `rest`.
pub(super) fn take(rest: &mut Tokens, parts: &mut Parts) -> Result<(), DateProblem> {
    let Some(next) = rest.at(0) else { return Ok(()) };
    match next.kind {
        CharKind::Number => take_number(rest, parts),
        CharKind::Word => take_word(rest, parts),
        CharKind::Mark => take_mark(rest, parts),
    }
}

fn take_number(rest: &mut Tokens, parts: &mut Parts) -> Result<(), DateProblem> {
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
            let word = rest.at(1).is_some_and(|it| it.kind == CharKind::Word);
            if word && rest.at(0).is_some_and(|it| it.is('.') && !it.spaced) {
                rest.skip(1);
            }
            return fill(&mut parts.year, first.number());
        }
        1 | 2 if parts.day.is_none() => &mut parts.day,
        2 => return fill(&mut parts.year, century(first.number())),
        _ => return Err(DateProblem::NotADate),
    };
    fill(slot, first.number())?;
    if rest.at(0).is_some_and(|it| !it.spaced && it.is_word(names::is_ordinal))
        || rest.at(0).is_some_and(|it| !it.spaced && (it.is('°') || it.is('.')))
    {
        rest.skip(1);
    }
    Ok(())
}

fn take_word(rest: &mut Tokens, parts: &mut Parts) -> Result<(), DateProblem> {
    let word = rest.tokens[0].text.to_lowercase();
    let full_stop = rest.at(1).is_some_and(|it| it.is('.') && !it.spaced);
    // "mar." means Tuesday if the name of a month follows, as in "mar. 5 mars 2024".
    let tuesday = word == "mar"
        && rest.tokens[1..].iter().any(|it| it.is_word(|it| names::month(it).is_some()));
    let weekday = if tuesday { Some(Weekday::Tue) } else { names::weekday(&word) };
    let name = rest.zone_name();
    if let Some(day) = weekday {
        fill(&mut parts.weekday, day)?;
    } else if let Some(month) = names::month(&word) {
        fill(&mut parts.month, month)?;
    } else if let Some(region) = name.and_then(Timezone::named) {
        rest.skip_to(name.map_or(0, str::len));
        return set_zone(parts, Zone::Region(region));
    } else if let Some(zone) = words::zone(&word) {
        if zone == Zone::Unclear && !parts.offset {
            let name = rest.tokens[0].text;
            let why = format!(
                "`{name}` can mean several time zones; write an offset instead, for example `+05:30`"
            );
            return Err(DateProblem::Impossible(why));
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
    } else if !names::is_filler(&word) || rest.at(1).is_none() && word == "t" {
        return Err(DateProblem::NotADate);
    }
    rest.skip(if full_stop { 2 } else { 1 });
    Ok(())
}

/// Whether the hour and minute after a hyphen can be an offset: at most 14 hours, and minutes of 0, 30 or 45.
fn is_offset(rest: &Tokens) -> bool {
    let number =
        |index| rest.at(index).filter(|it| it.kind == CharKind::Number).map(|it| it.number());
    let hours = number(1).is_some_and(|it| it <= 14);
    hours && number(3).is_some_and(|it| matches!(it, 0 | 30 | 45))
}

fn take_mark(rest: &mut Tokens, parts: &mut Parts) -> Result<(), DateProblem> {
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
                return Err(DateProblem::NotADate);
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
    Err(DateProblem::NotADate)
}

/// Sets the zone, which may occur only once. A name after an offset only repeats it, as in dates of Go and JavaScript.
fn set_zone(parts: &mut Parts, zone: Zone) -> Result<(), DateProblem> {
    match (parts.zone, parts.offset) {
        (Some(_), true) => Ok(()),
        _ => fill(&mut parts.zone, zone),
    }
}

fn fill<T>(slot: &mut Option<T>, value: T) -> Result<(), DateProblem> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(DateProblem::NotADate),
    }
}

/// A date in digits, `2024-05-01` or `15/10/2023`: every day that it can mean.
fn numeric_date(rest: &mut Tokens) -> Option<Result<Vec<NaiveDate>, DateProblem>> {
    let parts: Vec<Token> = (0..5).map_while(|it| rest.at(it)).collect();
    let [one, mark, two, again, three] = parts[..] else { return None };
    let separated = ['-', '/', '.'].iter().any(|it| mark.is(*it) && again.is(*it));
    let close = mark.is('.') || !two.spaced && !three.spaced;
    let numbers = [two, three].iter().all(|it| it.kind == CharKind::Number);
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
