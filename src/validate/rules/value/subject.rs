//! A value that is being checked, and how its problems are reported.

use crate::diagnostic::Rule;
use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::diagnostics::NewDiagnostic;
use crate::validate::markup::decoded::Decoded;
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::value::problem::Problem;
use std::fmt;

/// A value to check, and its name.
pub(in crate::validate::rules) struct Subject<'a> {
    pub(in crate::validate::rules) name: &'a str,
    pub(in crate::validate::rules) value: Value,
    pub(in crate::validate::rules) text: Decoded<'a>,
    /// The element that has the attribute, if the value is in an attribute.
    pub(in crate::validate::rules) attribute: Option<&'static Row>,
    /// Whether the specification requires it.
    pub(in crate::validate::rules) is_required: bool,
}

impl<'a> Subject<'a> {
    /// A value of an element, for checks that are not part of a row's value.
    pub(in crate::validate::rules) fn new(
        name: &'a str,
        value: Value,
        text: Decoded<'a>,
    ) -> Subject<'a> {
        Subject { name, value, text, attribute: None, is_required: false }
    }
}

/// The value at the end of a message, or nothing if it is blank.
pub(in crate::validate::rules) struct Found<'a>(pub(in crate::validate::rules) &'a str);

impl fmt::Display for Found<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(out, ": {}", Quoted(self.0)) }
    }
}

/// Reports what is wrong with a value, and suggests a correct one if possible.
pub(in crate::validate::rules) fn problem<Class>(
    it: &Subject<'_>,
    rule: &'static Rule,
    wanted: &str,
    problem: Option<Problem<Class>>,
    out: &mut Diagnostics,
) {
    let Some(problem) = problem else { return };
    let words = format_args!("{} is not {wanted}{}", Quoted(it.name), Found(it.text.text));
    let report =
        out.report(rule, at(it, &problem), words).note(&problem.what).help_if(example(it.value));
    suggest(report, it, &problem);
}

/// What a value of this kind looks like, for values that cannot be corrected.
fn example(value: Value) -> Option<&'static str> {
    Some(match value {
        Value::Email | Value::Mailbox => "write only the address, for example `name@example.org`",
        Value::Integer(..) => "write only digits, without a sign, separators or a unit",
        Value::Number | Value::Decimal => {
            "write only digits, with a point before any decimals, for example `12.5`"
        }
        Value::Latitude | Value::Longitude => {
            "write decimal degrees with a point, for example `53.5438`"
        }
        Value::Language => "write a tag such as `en`, `pt-BR` or `zh-Hant`",
        Value::MediaType => "write a type and a subtype, for example `audio/mpeg`",
        Value::Country => "write an ISO 3166-1 code, for example `DE`",
        Value::NormalPlayTime => "write hours, minutes and seconds, for example `00:12:05.350`",
        Value::Duration => "write seconds or `h:mm:ss`, for example `5025` or `1:23:45`",
        _ => return None,
    })
}

/// The location of a problem in a value: the wrong part, or the whole value if the problem is between two characters.
pub(in crate::validate::rules) fn at<Class>(
    it: &Subject<'_>,
    problem: &Problem<Class>,
) -> crate::text::span::Span {
    if problem.at.is_empty() {
        it.text.span()
    } else {
        it.text.span_of(problem.at.start, problem.at.end)
    }
}

pub(in crate::validate::rules) fn suggest<'f, Class>(
    report: NewDiagnostic<'f>,
    it: &Subject<'_>,
    problem: &Problem<Class>,
) -> NewDiagnostic<'f> {
    let Some(instead) = &problem.instead else { return report };
    let report = match &instead.reading {
        Some(reading) => {
            report.help(format_args!("for example, write `{}` {reading}", instead.text))
        }
        None => report.help(format_args!("change it to `{}`", instead.text)),
    };
    let title = format!("change it to `{}`", instead.text);
    if instead.sure {
        report.fix(title, it.text.span(), escaped(&instead.text))
    } else {
        report.unsafe_fix(title, it.text.span(), escaped(&instead.text))
    }
}

/// Escapes text for use in an element or between the quotes of an attribute.
pub(in crate::validate::rules) fn escaped(text: &str) -> String {
    crate::text::escape::attribute(text).into_owned()
}
