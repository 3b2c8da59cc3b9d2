//! Dates: they must be in the format of their element, and neither older than the web nor in the future.

use crate::diagnostic::Rule;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::element::Element;
use crate::validate::facts::Facts;
use crate::validate::markup::decoded::Decoded;
use crate::validate::row::Place;
use crate::validate::row::Value;
use crate::validate::rules;
use crate::validate::rules::value::subject::Found;
use crate::validate::rules::value::subject::Subject;
use crate::validate::rules::value::subject::at;
use crate::validate::rules::value::subject::suggest;
use crate::value::date;
use crate::value::problem::Problem;
use chrono::DateTime;
use chrono::Datelike;
use chrono::FixedOffset;
use chrono::Utc;
use chrono::Weekday;
use std::fmt::Display;

/// Checks a date, and returns its point in time.
pub(super) fn check(
    it: &Subject<'_>,
    reading: &date::Reading,
    invalid: &'static Rule,
    facts: &mut Facts<'_>,
    out: &mut Diagnostics,
) -> Option<DateTime<FixedOffset>> {
    let now = facts.options.now;
    let is_bound = !matches!(it.value, Value::Planned | Value::ProductDate);
    let is_new_problem = reading.problem.as_ref().is_none_or(|found| {
        let rule = match (found.class, it.value) {
            // RFC 4287 §3.3: "an uppercase "T" character MUST be used", and "Z" likewise.
            // W3CDTF: "The "T" appears literally in the string", and ISO 8601 uses uppercase letters too.
            (date::DateFault::Invalid, _)
            | (date::DateFault::Problematical, Value::Rfc3339 | Value::W3cdtf | Value::Iso8601) => {
                invalid
            }
            (date::DateFault::WrongWeekday, _) => &rules::WRONG_WEEKDAY,
            (date::DateFault::Problematical, Value::Rfc822) => &rules::OBSOLETE_RFC822_DATE,
            (date::DateFault::Problematical, _) => return true,
        };
        problem(it, reading, found, rule, now, out)
    });
    if let Some(when) = reading.when.filter(|_| is_bound && is_new_problem) {
        plausible(it, when, now, out);
    }
    reading.when
}

/// Reports a problem of a date. Returns whether the date is also to be checked for its year.
fn problem(
    it: &Subject<'_>,
    reading: &date::Reading,
    found: &Problem<date::DateFault>,
    rule: &'static Rule,
    now: Option<DateTime<Utc>>,
    out: &mut Diagnostics,
) -> bool {
    let is_bound = !matches!(it.value, Value::Planned | Value::ProductDate);
    let meant = reading.when.or_else(|| found.instead.as_ref().and_then(|it| instant(&it.text)));
    let is_impossible = is_bound && meant.is_some_and(|it| !is_possible(it.year(), now));
    if is_impossible && found.class == date::DateFault::Problematical && reading.when.is_some() {
        return true; // Its form does not matter.
    }
    let form = match it.value {
        Value::Rfc822 => "an RFC 822 date",
        Value::W3cdtf => "a W3CDTF date",
        Value::Iso8601 | Value::Planned | Value::ProductDate => "an ISO 8601 date",
        _ => "an RFC 3339 date",
    };
    let name = Quoted(it.name);
    let value = Found(it.text.text);
    let words: &dyn Display = match found.class {
        date::DateFault::Invalid => &format_args!("{name} is not {form}{value}"),
        date::DateFault::WrongWeekday => &format_args!("{name} has the wrong weekday{value}"),
        date::DateFault::Problematical => {
            &format_args!("{name} is in a form that many readers do not support{value}")
        }
    };
    let is_invalid = found.class == date::DateFault::Invalid;
    let span = if is_invalid { it.text.span() } else { at(it, found) };
    let report = out.report(rule, span, words);
    if is_bound
        && (is_invalid || is_impossible)
        && let Some(why) = no_date(it.text.text, meant)
    {
        report.note(why).help(removal(it, now));
        return false;
    }
    let report = report.note(&found.what);
    if let Some(when) = meant.filter(|when| is_impossible || is_new(*when, now) && !is_invalid) {
        let weekday = date::weekday_named(it.text.text);
        if let Some(other) = year_without_typo(when, weekday, now) {
            let year = other.year();
            let report = match weekday {
                Some(_) => report.note(format_args!("the weekday is right for {year}")),
                None => report,
            };
            year_is(report, it, other);
            return found.class == date::DateFault::WrongWeekday;
        }
    }
    if is_impossible {
        report.help("write the right year");
        return found.class != date::DateFault::WrongWeekday;
    }
    let report = suggest(report, it, found);
    if is_invalid && found.instead.is_none() {
        report.help(match it.value {
            _ if found.what.contains("does not exist") => "write a day that exists",
            Value::Rfc822 => "write it in a form such as `Wed, 02 Oct 2002 13:00:00 GMT`",
            _ => "write it in a form such as `2002-10-02T13:00:00Z`",
        });
    }
    true
}

/// Suggests the date with another year. It is a guess, so the fix is unsafe.
fn year_is(report: NewDiagnostic<'_>, it: &Subject<'_>, other: DateTime<FixedOffset>) {
    let instead = match it.value {
        Value::Rfc822 => date::rfc822_at_offset(other),
        _ => date::rfc3339_at_offset(other),
    };
    report.help(format_args!("change it to `{instead}` if you mean {}", other.year())).unsafe_fix(
        format_args!("change it to `{instead}`"),
        it.text.span(),
        &instead,
    );
}

/// The point in time of a corrected date.
fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    date::rfc822::read(text).when.or_else(|| date::w3cdtf::read(text).when)
}

/// What to do about a value that is not a date at all.
fn removal(it: &Subject<'_>, now: Option<DateTime<Utc>>) -> String {
    let name = Quoted(it.name);
    let year = bad_year(it.text.text)
        .and_then(|it| year_with_a_digit_too_many(it, now))
        .map(|it| format!(" (perhaps of {it})"))
        .unwrap_or_default();
    if it.is_required {
        format!("write the real date{year}, because {name} is required")
    } else {
        format!("remove {name}, or write the real date{year}")
    }
}

/// What programs write if they have no date, in lowercase.
#[rustfmt::skip]
const PLACEHOLDERS: &[&str] = &[
    "-", "--", "false", "invalid", "invalid date", "invalid datetime", "n/a", "na", "nan", "nat", "never", "nil", "no date", "none",
    "not available", "not set", "null", "(null)", "tba", "tbd", "true", "undefined", "unknown", "[object object]", "date", "pubdate",
];

/// Why a value cannot be the date of anything on the web, if that is so.
fn no_date(text: &str, meant: Option<DateTime<FixedOffset>>) -> Option<String> {
    let folded = text.to_ascii_lowercase();
    if PLACEHOLDERS.contains(&folded.as_str())
        || text.contains("NaN")
        || folded.contains("undefined")
    {
        return Some(format!("programs write {} if they have no date", Quoted(text)));
    }
    let mut digits = text.bytes().filter(u8::is_ascii_digit);
    if digits.clone().next().is_some() && digits.all(|it| it == b'0') {
        return Some(
            "a date of zeros is impossible: databases use it for a missing date".to_owned(),
        );
    }
    let negative = text.find('-').filter(|at| *at == 0 || text[..*at].ends_with(' '));
    if let Some(at) = negative.filter(|at| {
        let year = &text[at + 1..];
        year.len() >= 4
            && year.bytes().take(4).all(|it| it.is_ascii_digit())
            && !text[..*at].contains(':')
    }) {
        return Some(format!("the year {} is impossible", &text[at..at + 5]));
    }
    let bad_year = || {
        bad_year(text)
            .map(|it| format!("the year {it} is impossible, because it does not have four digits"))
    };
    if let Some(when) = meant {
        let year = when.year();
        return match year {
            2_000.. if !is_possible(year, None) && bad_year().is_some() => bad_year(),
            1969 | 1970 => Some("clocks that were never set start in 1970".to_owned()),
            ..OLDEST_POSSIBLE | 10_000.. => Some(format!("the year {year:04} is impossible")),
            _ => None,
        };
    }
    bad_year()
}

/// The number that is in the place of the year, if it does not have four digits.
fn bad_year(text: &str) -> Option<&str> {
    // The hour ends the date.
    let date = text.split([':', 'T']).next()?;
    let runs = || date.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty());
    let is_a_day = runs().count() > 1 && runs().all(|it| it.len() <= 6 && it.len() != 4);
    runs().find(|it| matches!(it.len(), 3 | 5 | 6)).filter(|_| is_a_day)
}

/// The plausible year that is left without one of the digits.
fn year_with_a_digit_too_many(digits: &str, now: Option<DateTime<Utc>>) -> Option<i32> {
    let without = |at: usize| [&digits[..at], &digits[at + 1..]].concat().parse::<i32>().ok();
    let mut years = (0..digits.len())
        .filter_map(without)
        .filter(|it| digits.len() == 5 && is_plausible(*it, now));
    let first = years.next()?;
    years.all(|it| it == first).then_some(first)
}

/// The first year in which anything could be published on the web.
const OLDEST: i32 = 1990;

/// The first year that an article could be dated back to. Clocks that were never set are in 1970.
const OLDEST_POSSIBLE: i32 = 1971;

/// How far clocks may differ. An item with a later date stays at the top of the list until then.
const CLOCKS_DIFFER: chrono::TimeDelta = chrono::TimeDelta::minutes(10);

/// Whether something could be announced for this year.
fn is_possible(year: i32, now: Option<DateTime<Utc>>) -> bool {
    (OLDEST_POSSIBLE..=now.map_or(2099, |it| it.year() + 10)).contains(&year)
}

fn is_plausible(year: i32, now: Option<DateTime<Utc>>) -> bool {
    (OLDEST..=now.map_or(2050, |it| it.year())).contains(&year)
}

fn is_new(when: DateTime<FixedOffset>, now: Option<DateTime<Utc>>) -> bool {
    now.is_some_and(|now| when.to_utc() > now + CLOCKS_DIFFER)
}

/// The same day in the only plausible year with this weekday whose digits differ by a typo.
fn year_without_typo(
    when: DateTime<FixedOffset>,
    weekday: Option<Weekday>,
    now: Option<DateTime<Utc>>,
) -> Option<DateTime<FixedOffset>> {
    let last = now.map_or(2050, |it| it.year());
    let mut fitting = (OLDEST..=last)
        .filter(|it| is_typo(&when.year().to_string(), &it.to_string()))
        .filter_map(|it| when.with_year(it))
        .filter(|it| weekday.is_none_or(|weekday| it.weekday() == weekday) && !is_new(*it, now));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// Whether two years of four digits differ in one digit, or have two digits in another order.
fn is_typo(year: &str, other: &str) -> bool {
    let (year, other) = (year.as_bytes(), other.as_bytes());
    let differs: Vec<usize> = (0..4).filter(|it| year.get(*it) != other.get(*it)).collect();
    match differs[..] {
        [_] => year.len() == 4,
        [one, two] => {
            year.len() == 4 && two == one + 1 && year[one] == other[two] && year[two] == other[one]
        }
        _ => false,
    }
}

fn plausible(
    it: &Subject<'_>,
    when: DateTime<FixedOffset>,
    now: Option<DateTime<Utc>>,
    out: &mut Diagnostics,
) {
    // `sy:updateBase` is the start of a schedule, not the time at which something happened.
    if it.name == "sy:updateBase" {
        return;
    }
    if when.year() < OLDEST {
        let report = out
            .report(
                &rules::IMPLAUSIBLE_DATE,
                it.text.span(),
                format_args!("{} is older than the web: {}", Quoted(it.name), Quoted(it.text.text)),
            )
            .note("readers show the item last, or remove it as expired");
        match no_date(it.text.text, Some(when)) {
            Some(why) => report.note(why).help(removal(it, now)),
            None => report.help("check the year"),
        };
    } else if is_new(when, now) || when.year() > 9999 {
        let report = out
            .report(
                &rules::IMPLAUSIBLE_DATE,
                it.text.span(),
                format_args!("{} is in the future: {}", Quoted(it.name), Quoted(it.text.text)),
            )
            .note("readers keep the item at the top until then, or hide it");
        if let Some(why) = no_date(it.text.text, Some(when)) {
            report.note(why).help(removal(it, now));
        } else if let Some(other) =
            year_without_typo(when, None, now).filter(|_| !is_possible(when.year(), now))
        {
            year_is(report, it, other);
        } else {
            report.help("check the year, the time zone and the clock");
        }
    }
}

/// Records the dates of an entry for the checks that compare them.
pub(super) fn note(
    element: &Element<'_, '_>,
    when: DateTime<FixedOffset>,
    text: Decoded<'_>,
    facts: &mut Facts<'_>,
) {
    let role = element.parent.and_then(|it| it.role);
    if role == Some(Place::Feed) && element.row.name == "updated" {
        facts.feed.updated = Some((when, text.span()));
    }
    if role != Some(Place::Entry) {
        return;
    }
    match element.row.name {
        "published" | "date_published" => facts.entry.published = Some((when, text.span())),
        "date_modified" => facts.entry.updated = Some((when, text.span())),
        "updated" => {
            facts.entry.updated = Some((when, text.span()));
            text.text.clone_into(&mut facts.entry.updated_text);
        }
        _ => {}
    }
}
