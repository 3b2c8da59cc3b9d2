//! The types of JSON values: each member must have one of the types in its row.

use crate::diagnostic::Safety;
use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::text::span::Span;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Tag;
use crate::validate::markup::Kind;
use crate::validate::row::Value;
use crate::validate::rules;
use crate::value::date::lenient;
use crate::value::duration;
use crate::value::number;

/// Checks the type of a JSON value.
pub(in crate::validate) fn check(it: &Tag<'_, '_>, out: &mut Diagnostics) {
    if it.row.kinds.is_empty() || it.row.kinds.contains(&it.kind) {
        return;
    }
    let wanted: Vec<&str> = it.row.kinds.iter().map(|it| word(*it)).collect();
    let wanted = wanted.join(" or ");
    let span = value_span(it);
    let report = out.report(
        &rules::WRONG_JSON_TYPE,
        span,
        format_args!("{} is {}, but must be {wanted}", Quoted(it.row.name), word(it.kind)),
    );
    let report = if it.row.is_converted {
        report
            .severity(Severity::Warning)
            .note("readers must convert it to a string, but not all of them do")
    } else {
        report.note(
            "some readers reject the whole feed because of a single value with the wrong type",
        )
    };
    if !report.is_kept() {
        return;
    }
    let raw = &it.source[span.range()];
    match meant(it, raw) {
        Some((text, safety)) => {
            let edits = vec![crate::diagnostic::Edit { span, text: text.clone() }];
            report.help(format_args!("change it to `{text}`")).fix_all(
                safety,
                format_args!("change it to `{text}`"),
                edits,
            );
        }
        None if it.kind == Kind::Null => {
            report.help("remove the member if it has no value");
        }
        None if it.row.kinds == [Kind::Array] && it.kind == Kind::Object => {
            report.help("put the object into an array: `[{…}]`");
        }
        None => {
            report.help(format_args!("write {wanted}"));
        }
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Element => "an element",
        Kind::Object => "an object",
        Kind::Array => "an array",
        Kind::String => "a string",
        Kind::Number => "a number",
        Kind::Bool => "true or false",
        Kind::Null => "null",
    }
}

/// The span of the value. The span of a member's start tag is its key.
fn value_span(it: &Tag<'_, '_>) -> Span {
    let is_member = it.name_span.start == it.span.start + 1 && it.name_span.end + 1 == it.span.end;
    let key_end = it.span.end as usize;
    let after_key = &it.source[key_end..];
    let start = if is_member {
        let value = after_key.trim_start().strip_prefix(':').map(str::trim_start);
        value.map_or(key_end, |it| key_end + after_key.len() - it.len())
    } else {
        it.span.start as usize
    };
    let rest = &it.source[start..];
    let length = match rest.as_bytes().first() {
        Some(b'"') => string_length(rest),
        Some(b'{' | b'[') => 1,
        _ => rest.find([',', ']', '}', ' ', '\t', '\r', '\n']).unwrap_or(rest.len()),
    };
    if length == 0 { it.span } else { Span::new(start, start + length) }
}

/// The length of the string at the start of the text, with its quotes.
fn string_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The same value with the right type, as JSON.
fn meant(it: &Tag<'_, '_>, raw: &str) -> Option<(String, Safety)> {
    let [wanted] = it.row.kinds else { return None };
    match (wanted, it.kind) {
        (Kind::String, Kind::Number) if it.row.value == Value::Rfc3339Any => {
            let date = lenient::read(raw)?.rfc3339();
            let safety = if date.sure { Safety::Safe } else { Safety::Unsafe };
            Some((format!("\"{}\"", date.text), safety))
        }
        (Kind::String, Kind::Number) => {
            // Other programs may write `1.0` and `1e3` in another way.
            let is_plain = raw.bytes().all(|it| it.is_ascii_digit());
            let safety = if is_plain { Safety::Safe } else { Safety::Unsafe };
            Some((format!("\"{raw}\""), safety))
        }
        (Kind::String, Kind::Bool) => Some((format!("\"{raw}\""), Safety::Unsafe)),
        (Kind::Bool, Kind::Number) => match raw {
            "1" => Some(("true".to_owned(), Safety::Unsafe)),
            "0" => Some(("false".to_owned(), Safety::Unsafe)),
            _ => None,
        },
        (_, Kind::String) => of_string(it, *wanted, raw.get(1..raw.len().checked_sub(1)?)?.trim()),
        _ => None,
    }
}

fn of_string(it: &Tag<'_, '_>, wanted: Kind, text: &str) -> Option<(String, Safety)> {
    // An escaped character is part of neither a number nor a word.
    if text.is_empty() || text.contains('\\') {
        return None;
    }
    match wanted {
        Kind::Number => number_in(it, text),
        Kind::Bool => match text.to_ascii_lowercase().as_str() {
            word @ ("true" | "false") => Some((word.to_owned(), Safety::Safe)),
            "yes" | "1" | "on" => Some(("true".to_owned(), Safety::Unsafe)),
            "no" | "0" | "off" => Some(("false".to_owned(), Safety::Unsafe)),
            _ => None,
        },
        Kind::Array if it.row.name == "tags" => {
            let tags: Vec<String> = text
                .split(',')
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .map(|it| format!("\"{it}\""))
                .collect();
            let safety = if tags.len() == 1 { Safety::Safe } else { Safety::Unsafe };
            Some((format!("[{}]", tags.join(", ")), safety))
        }
        Kind::Array if it.row.name == "authors" => {
            Some((format!("[{{\"name\": \"{text}\"}}]"), Safety::Unsafe))
        }
        Kind::Object if it.row.name == "author" => {
            Some((format!("{{\"name\": \"{text}\"}}"), Safety::Unsafe))
        }
        _ => None,
    }
}

/// The number in a string, as JSON writes it.
fn number_in(it: &Tag<'_, '_>, text: &str) -> Option<(String, Safety)> {
    let is_plain = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        is_number(whole) && is_number(fraction) && (whole == "0" || !whole.starts_with('0'))
    };
    if is_plain(text) {
        return Some((text.to_owned(), Safety::Safe));
    }
    if matches!(it.row.value, Value::Number)
        && text.contains(':')
        && let Ok(seconds) = duration::itunes(text)
    {
        return Some((seconds.to_string(), Safety::Unsafe));
    }
    let instead = match it.row.value {
        Value::Integer(least, most) => match number::integer(text, least, most) {
            Ok(number) => return Some((number.to_string(), Safety::Safe)),
            Err(problem) => problem.instead,
        },
        _ => number::decimal(text).err()?.instead,
    }?;
    is_plain(&instead.text).then_some((instead.text, Safety::Unsafe))
}
