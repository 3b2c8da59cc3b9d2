//! Checks numbers as values of elements and attributes.

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::rules;
use crate::validate::rules::value::subject::Found;
use crate::validate::rules::value::subject::Subject;
use crate::validate::rules::value::subject::at;
use crate::validate::rules::value::subject::problem;
use crate::value::number;
use crate::value::problem::Problem;

pub(super) fn integer(it: &Subject<'_>, least: i64, most: i64, out: &mut Diagnostics) {
    if least == 0 && it.text.text == "-1" && it.attribute.is_some_and(|it| it.name == "enclosure") {
        out.report(
            &rules::INVALID_INTEGER,
            it.text.span(),
            "`length` is not a whole number of 0 or more: `-1`",
        )
        .note("players that rely on the length cannot show how long the download takes")
        .help("write `0` if the length is not known")
        .fix("change it to `0`", it.text.span(), "0");
        return;
    }
    let wanted = if most == i64::MAX {
        format!("a whole number of {least} or more")
    } else {
        format!("a whole number from {least} to {most}")
    };
    let found = number::integer(it.text.text, least, most).err();
    if let Some(found) = found.as_ref().filter(|it| it.class == number::NumberFault::Range) {
        let words = format_args!("{} is not {wanted}{}", Quoted(it.name), Found(it.text.text));
        let report = out.report(&rules::INVALID_INTEGER, at(it, found), words).note(&found.what);
        let is_above = most != i64::MAX && !it.text.text.starts_with('-');
        let is_above = is_above && it.text.text.parse().map_or(true, |it: i64| it > most);
        let or_remove = if it.is_required { "" } else { ", or remove it" };
        report.help(match (is_above, most) {
            (true, _) => format!("write at most `{most}`{or_remove}"),
            (false, i64::MAX) if least > i64::MIN && it.text.text.starts_with('-') => {
                format!("write `{least}` or more{or_remove}")
            }
            (false, _) => format!("write {wanted}{or_remove}"),
        });
        return;
    }
    problem(it, &rules::INVALID_INTEGER, &wanted, found, out);
}

pub(super) fn number_is_not_negative(it: &Subject<'_>, out: &mut Diagnostics) {
    let found = match number::decimal(it.text.text) {
        Ok(value) if value < 0.0 => {
            Some(Problem::new(number::NumberFault::Range, 0..it.text.text.len(), "it is negative"))
        }
        other => other.err(),
    };
    problem(it, &rules::INVALID_NUMBER, "a number of 0 or more", found, out);
}
