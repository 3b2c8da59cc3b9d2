//! Numbers.

use crate::validate::findings::Findings;
use crate::validate::rules;
use crate::validate::rules::value::Subject;
use crate::validate::rules::value::problem;
use crate::value::number;
use crate::value::problem::Problem;

pub(super) fn integer(it: &Subject<'_>, least: i64, most: i64, out: &mut Findings) {
    if least == 0 && it.text.text == "-1" && it.attribute.is_some_and(|it| it.name == "enclosure") {
        out.report(&rules::INVALID_INTEGER, it.text.span(), "there is no length below zero: `-1`")
            .note("players that trust it cannot show how long the download takes")
            .help("write 0 for a length that is not known")
            .fix("write `0`", it.text.span(), "0");
        return;
    }
    let wanted = if most == i64::MAX {
        format!("a whole number from {least} on")
    } else {
        format!("a whole number from {least} to {most}")
    };
    problem(
        it,
        &rules::INVALID_INTEGER,
        &wanted,
        number::integer(it.text.text, least, most).err(),
        out,
    );
}

pub(super) fn number_is_not_negative(it: &Subject<'_>, out: &mut Findings) {
    let found = match number::decimal(it.text.text) {
        Ok(value) if value < 0.0 => {
            Some(Problem::new(number::Class::Range, 0..it.text.text.len(), "it is below zero"))
        }
        other => other.err(),
    };
    problem(it, &rules::INVALID_NUMBER, "a number from 0 on", found, out);
}
