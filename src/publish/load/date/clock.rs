//! The time of day in a date, and its UTC offset.

use chrono::NaiveTime;

use crate::publish::load::date::token::CharKind;
use crate::publish::load::date::token::Tokens;
use crate::publish::load::date::token::number;
use crate::publish::load::date::written::DateProblem;
use crate::value::date::out_of_range;

/// A time of day: `10:00`, `10:00:00.5`, `10:00 a.m.`, `3 pm`, `14h30`, `14.30 Uhr`, and `100000` after a `T`.
pub(crate) fn time(rest: &mut Tokens) -> Option<Result<NaiveTime, DateProblem>> {
    let first = rest.at(0)?;
    if first.compact_time {
        rest.skip(1);
        let (hour, minute) = (number(&first.text[..2]), number(&first.text[2..4]));
        return Some(clock(hour, minute, number(first.text.get(4..6).unwrap_or("0")), 0));
    }
    if first.text.len() > 2 {
        return None;
    }
    let two = |at: usize| {
        let it = rest.at(at)?;
        (it.kind == CharKind::Number && it.text.len() == 2).then_some(it)
    };
    let mark = rest.at(1);
    let colon = |at: usize| rest.at(at).is_some_and(|it| it.is(':'));
    let (mut minute, mut second, mut nanos) = (0, 0, 0);
    let mut used = 1;
    let mut plain = false;
    if colon(1) {
        minute = two(2)?.number();
        used = 3;
        plain = true;
        if colon(3) {
            second = two(4)?.number();
            used = 5;
            let fraction = rest.at(6).filter(|it| it.kind == CharKind::Number && !it.spaced);
            if let (Some(mark), Some(fraction)) = (rest.at(5), fraction)
                && !mark.spaced
                && (mark.is('.') || mark.is(','))
            {
                nanos = nanoseconds(fraction.text);
                used = 7;
            }
        }
    } else if mark.is_some_and(|it| it.is_word(|it| it == "h")) {
        plain = true;
        used = 2;
        if let Some(it) = two(2) {
            minute = it.number();
            used = 3;
        }
    } else if mark.is_some_and(|it| it.is('.') && !it.spaced) && two(2).is_some_and(|it| !it.spaced)
    {
        minute = two(2)?.number();
        used = 3;
    }
    let mut hour = first.number();
    if let Some((afternoon, width)) = rest.half_of_day(used) {
        if !(1..=12).contains(&hour) {
            return Some(Err(DateProblem::Impossible(format!(
                "the hour before am or pm must be 1 to 12, not {hour}"
            ))));
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        used += width;
    } else if !plain && !rest.at(used).is_some_and(|it| it.is_word(|it| it == "uhr" || it == "uur"))
    {
        return None;
    }
    rest.skip(used);
    Some(clock(hour, minute, second, nanos))
}

fn clock(hour: u32, minute: u32, second: u32, nanos: u32) -> Result<NaiveTime, DateProblem> {
    let impossible = |why: String| Err(DateProblem::Impossible(why));
    if hour == 24 {
        return impossible("`24:00` is not allowed; write `00:00` of the next day".to_owned());
    }
    // A leap second is valid, but no reader shows it.
    let second = if second == 60 && minute == 59 { 59 } else { second };
    match NaiveTime::from_hms_nano_opt(hour, minute, second, nanos) {
        Some(time) => Ok(time),
        None if hour > 23 => impossible(out_of_range("hour", 23)),
        None if minute > 59 => impossible(out_of_range("minute", 59)),
        None => impossible(out_of_range("second", 59)),
    }
}

/// A UTC offset in minutes: `+0200`, `+02:00`, `-5`.
pub(crate) fn offset(rest: &mut Tokens) -> Option<Result<i32, DateProblem>> {
    let (sign, digits) = (rest.at(0)?, rest.at(1)?);
    if !(sign.is('+') || sign.is('-')) || digits.kind != CharKind::Number || digits.spaced {
        return None;
    }
    let minutes = rest.at(3).filter(|it| {
        rest.at(2).is_some_and(|it| it.is(':') && !it.spaced) && it.kind == CharKind::Number
    });
    let (hours, minutes, used) = match (digits.text.len(), minutes) {
        (1 | 2, Some(minutes)) if minutes.text.len() == 2 => (digits.number(), minutes.number(), 4),
        (1 | 2, None) => (digits.number(), 0, 2),
        (4, None) => (digits.number() / 100, digits.number() % 100, 2),
        _ => return None,
    };
    rest.skip(used);
    if hours > 14 || minutes > 59 {
        let why = format!("no time zone is {hours} hours and {minutes} minutes from UTC");
        return Some(Err(DateProblem::Impossible(why)));
    }
    let minutes = i32::try_from(hours * 60 + minutes).expect("an offset is less than a day");
    Some(Ok(if sign.is('-') { -minutes } else { minutes }))
}

fn nanoseconds(fraction: &str) -> u32 {
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    digits.fold(0, |sum, it| sum * 10 + u32::from(it - b'0'))
}
