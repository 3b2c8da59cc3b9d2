//! Recurrence rules of iCalendar, as in `podcast:updateFrequency`: RFC 5545, section 3.3.10
//! (<https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10>).

use std::ops::Range;

use crate::value::problem::Problem;
use crate::value::problem::quoted;

const FREQUENCIES: &[&str] =
    &["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const DAYS: &[&str] = &["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/// The parts whose values are lists of whole numbers, with the largest number and whether it may be negative.
#[rustfmt::skip]
const LISTS: &[(&str, i32, bool)] = &[
    ("BYSECOND", 60, false), ("BYMINUTE", 59, false), ("BYHOUR", 23, false), ("BYMONTHDAY", 31, true),
    ("BYYEARDAY", 366, true), ("BYWEEKNO", 53, true), ("BYMONTH", 12, false), ("BYSETPOS", 366, true),
];

/// The problem with a recurrence rule.
pub(crate) fn problem(text: &str) -> Option<Problem<()>> {
    let fault = |at: Range<usize>, what: String| Some(Problem::new((), at, what));
    if let Some(rest) = text.get(..6).filter(|it| it.eq_ignore_ascii_case("RRULE:")) {
        let right = &text[rest.len()..];
        let what = "the value must not start with `RRULE:`";
        return Some(Problem::new((), 0..rest.len(), what).instead(right));
    }
    let mut seen: Vec<String> = Vec::new();
    let mut start = 0;
    for part in text.split(';') {
        let at = start..start + part.len();
        start = at.end + 1;
        if part.is_empty() && at.end == text.len() && at.start > 0 {
            continue; // A semicolon at the end does no harm.
        }
        let Some((name, value)) = part.split_once('=') else {
            return fault(at, format!("{} is not a part of the form `NAME=value`", quoted(part)));
        };
        let name = name.to_ascii_uppercase();
        if !is_valid(&name, &value.to_ascii_uppercase()) {
            let what = if is_name(&name) {
                format!("{} is not a valid value of {}", quoted(value), quoted(&name))
            } else {
                format!("{} is not the name of a part", quoted(&name))
            };
            return fault(at, what);
        }
        if seen.contains(&name) {
            return fault(at, format!("{} appears twice", quoted(&name)));
        }
        seen.push(name);
    }
    let has = |name: &str| seen.iter().any(|it| it == name);
    if !has("FREQ") {
        return fault(0..text.len(), "the part `FREQ` is missing".to_owned());
    }
    if has("COUNT") && has("UNTIL") {
        return fault(0..text.len(), "it has both `COUNT` and `UNTIL`".to_owned());
    }
    None
}

/// Whether the rule ends after a number of times, so that it needs a start.
pub(crate) fn has_count(text: &str) -> bool {
    text.split(';').any(|it| it.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("COUNT=")))
}

fn is_name(name: &str) -> bool {
    ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"].contains(&name)
        || LISTS.iter().any(|it| it.0 == name)
}

fn is_valid(name: &str, value: &str) -> bool {
    let is_positive = |it: &str| it.parse::<u32>().is_ok_and(|it| it > 0) && !it.starts_with('+');
    match name {
        "FREQ" => FREQUENCIES.contains(&value),
        "INTERVAL" | "COUNT" => is_positive(value),
        // The podcast namespace also has dates of ISO 8601 in its examples.
        "UNTIL" => value.len() >= 8 && value.starts_with(|it: char| it.is_ascii_digit()),
        "WKST" => DAYS.contains(&value),
        "BYDAY" => value.split(',').all(is_day),
        _ => LISTS.iter().find(|it| it.0 == name).is_some_and(|(_, most, negative)| {
            value.split(',').all(|it| {
                it.parse::<i32>().is_ok_and(|it| {
                    it.abs() <= *most && (it >= 0 || *negative) && (it != 0 || !*negative)
                })
            })
        }),
    }
}

/// A day of the week, with or without its number in the month or year: `MO`, `+4TH`, `-1FR`.
fn is_day(text: &str) -> bool {
    let Some(at) = text.len().checked_sub(2).filter(|it| text.is_char_boundary(*it)) else {
        return false;
    };
    let (number, day) = text.split_at(at);
    let is_number = |it: &str| it.parse::<i32>().is_ok_and(|it| it != 0 && it.abs() <= 53);
    DAYS.contains(&day) && (number.is_empty() || is_number(number))
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn reads_recurrence_rules() {
        for text in [
            "FREQ=DAILY",
            "freq=weekly;interval=2;byday=mo;count=10",
            "FREQ=YEARLY;BYDAY=+4TH;BYMONTH=11",
            "FREQ=WEEKLY;UNTIL=2023-12-31T00:00:00.000Z;BYDAY=MO",
            "FREQ=MONTHLY;BYMONTHDAY=-1;",
        ] {
            assert_eq!(problem(text).map(|it| it.what), None, "{text}");
        }
        for (text, wanted) in [
            ("", "`` is not a part of the form `NAME=value`"),
            ("weekly", "`weekly` is not a part of the form `NAME=value`"),
            ("FREQ=FORTNIGHTLY", "`FORTNIGHTLY` is not a valid value of `FREQ`"),
            ("FREQ=WEEKLY;BYDAY=Monday", "`Monday` is not a valid value of `BYDAY`"),
            ("FREQ=WEEKLY;EVERY=2", "`EVERY` is not the name of a part"),
            ("INTERVAL=2", "the part `FREQ` is missing"),
            ("FREQ=DAILY;FREQ=DAILY", "`FREQ` appears twice"),
            ("FREQ=DAILY;COUNT=2;UNTIL=20240101", "it has both `COUNT` and `UNTIL`"),
            ("FREQ=MONTHLY;BYMONTHDAY=32", "`32` is not a valid value of `BYMONTHDAY`"),
            ("RRULE:FREQ=DAILY", "the value must not start with `RRULE:`"),
            ("FREQ=WEEKLY;BYDAY=é", "`é` is not a valid value of `BYDAY`"),
        ] {
            assert_eq!(
                problem(text).map(|it| it.what.to_string()).as_deref(),
                Some(wanted),
                "{text}"
            );
        }
    }
}
