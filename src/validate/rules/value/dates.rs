//! Dates: they must be in the format of their element, and neither older than the web nor in the future.

use crate::diagnostic::Rule;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
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
use chrono::DateTime;
use chrono::Datelike;
use chrono::FixedOffset;
use std::fmt::Display;

/// Checks a date, and returns its point in time.
pub(super) fn check(
    it: &Subject<'_>,
    reading: &date::Reading,
    invalid: &'static Rule,
    facts: &mut Facts<'_>,
    out: &mut Diagnostics,
) -> Option<DateTime<FixedOffset>> {
    if let Some(found) = &reading.problem {
        let rule = match (found.class, it.value) {
            // RFC 4287 §3.3: "an uppercase "T" character MUST be used", and "Z" likewise.
            // W3CDTF: "The "T" appears literally in the string", and ISO 8601 uses uppercase letters too.
            (date::DateFault::Invalid, _)
            | (date::DateFault::Problematical, Value::Rfc3339 | Value::W3cdtf | Value::Iso8601) => {
                invalid
            }
            (date::DateFault::WrongWeekday, _) => &rules::WRONG_WEEKDAY,
            (date::DateFault::Problematical, Value::Rfc822) => &rules::OBSOLETE_RFC822_DATE,
            (date::DateFault::Problematical, _) => return reading.when,
        };
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
        let span =
            if found.class == date::DateFault::Invalid { it.text.span() } else { at(it, found) };
        let report = suggest(out.report(rule, span, words).note(&found.what), it, found);
        if found.class == date::DateFault::Invalid && found.instead.is_none() {
            report.help(match it.value {
                Value::Rfc822 => "write it in the form `Wed, 02 Oct 2002 13:00:00 GMT`",
                _ => "write it in the form `2002-10-02T13:00:00Z`",
            });
        }
    }
    let is_bound = !matches!(it.value, Value::Planned | Value::ProductDate);
    if let Some(when) = reading.when.filter(|_| is_bound) {
        plausible(it, when, facts.options.now, out);
    }
    reading.when
}

/// The first year in which anything could be published on the web.
const OLDEST: i32 = 1990;

/// How far clocks may differ. An item with a later date stays at the top of the list until then.
const CLOCKS_DIFFER: chrono::TimeDelta = chrono::TimeDelta::minutes(10);

fn plausible(
    it: &Subject<'_>,
    when: DateTime<FixedOffset>,
    now: Option<DateTime<chrono::Utc>>,
    out: &mut Diagnostics,
) {
    // `sy:updateBase` is the start of a schedule, not the time at which something happened.
    if when.year() < OLDEST && it.name != "sy:updateBase" {
        out.report(
            &rules::IMPLAUSIBLE_DATE,
            it.text.span(),
            format_args!("{} is older than the web: {}", Quoted(it.name), Quoted(it.text.text)),
        )
        .note("readers show the item last, or remove it as expired")
        .help("check the year (a clock that was never set starts in 1970)");
    }
    if now.is_some_and(|now| when.to_utc() > now + CLOCKS_DIFFER) {
        out.report(
            &rules::IMPLAUSIBLE_DATE,
            it.text.span(),
            format_args!("{} is in the future: {}", Quoted(it.name), Quoted(it.text.text)),
        )
        .note("readers keep the item at the top until then, or hide it")
        .help("check the year, the time zone and the clock");
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
