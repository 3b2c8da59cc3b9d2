//! Numbers and Boolean values in feeds, with corrections for common mistakes.
//!
//! Whole numbers consist only of ASCII digits, as in all feed specifications. Decimal numbers are those of XML Schema
//! (<https://www.w3.org/TR/xmlschema-2/#decimal>).

use crate::value::problem::Problem;
use crate::value::problem::quoted;

/// The kind of problem with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// The value is not a number of the expected kind.
    Form,
    /// The number is too small or too large.
    Range,
}

/// Reads a whole number from `least` to `most`.
pub fn integer(text: &str, least: i64, most: i64) -> Result<i64, Problem<NumberFault>> {
    let whole = 0..text.len();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
        let what = if text.is_empty() {
            "the number is missing".to_owned()
        } else {
            format!("{} is not a whole number", quoted(text))
        };
        let problem = Problem::new(NumberFault::Form, whole, what);
        return Err(match meant(text) {
            Some((number, sure)) if (least..=most).contains(&number) => {
                let text = number.to_string();
                if sure { problem.instead(text) } else { problem.perhaps(text) }
            }
            _ => problem,
        });
    }
    match text.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ if most == i64::MAX && text.starts_with('-') => {
            let what = format!("{} is below {least}", quoted(text));
            Err(Problem::new(NumberFault::Range, whole, what))
        }
        _ if most == i64::MAX => {
            let what = if digits.trim_start_matches('0').len() > 18 {
                format!("{} is too large", quoted(text))
            } else {
                format!("{} is below {least}", quoted(text))
            };
            Err(Problem::new(NumberFault::Range, whole, what))
        }
        _ => {
            let what = format!("{} is outside the range {least} to {most}", quoted(text));
            Err(Problem::new(NumberFault::Range, whole, what))
        }
    }
}

/// Reads a finite decimal number, with or without an exponent.
pub fn decimal(text: &str) -> Result<f64, Problem<NumberFault>> {
    let whole = 0..text.len();
    // Rust also accepts `inf`, `nan` and `infinity`.
    let fine = text.bytes().all(|it| it.is_ascii_digit() || b"+-.eE".contains(&it));
    if let Some(number) = text.parse::<f64>().ok().filter(|it| fine && it.is_finite()) {
        return Ok(number);
    }
    let problem =
        Problem::new(NumberFault::Form, whole, format!("{} is not a number", quoted(text)));
    let comma = text.replacen(',', ".", 1);
    let is_comma = comma.bytes().all(|it| it.is_ascii_digit() || b"-.".contains(&it))
        && comma.parse::<f64>().is_ok();
    Err(if is_comma { problem.perhaps(comma) } else { problem })
}

/// The intended number of a value that is not a plain number, and whether it is certain.
fn meant(text: &str) -> Option<(i64, bool)> {
    if text.len() > 60 {
        return None;
    }
    let trimmed = text.trim();
    if let Ok(number) = trimmed.strip_prefix('+').unwrap_or(trimmed).parse() {
        return Some((number, true));
    }
    let ascii: String = trimmed.chars().map(ascii_digit).collect();
    if let Ok(number) = ascii.parse() {
        return Some((number, true));
    }
    if let Some(number) = grouped(&ascii) {
        return Some((number, false));
    }
    for (unit, factor) in [
        ("GB", 1e9),
        ("MB", 1e6),
        ("kB", 1e3),
        ("KB", 1e3),
        ("bytes", 1.0),
        ("B", 1.0),
        ("px", 1.0),
    ] {
        if let Some(number) = ascii.strip_suffix(unit) {
            return rounded(number.trim_end(), factor);
        }
    }
    rounded(&ascii, 1.0)
}

/// `1,234,567`, `1.234.567`, `1 234 567`, `1'234'567`.
fn grouped(text: &str) -> Option<i64> {
    let mark = text.chars().find(|it| ",.' \u{a0}\u{202f}".contains(*it))?;
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let all_three =
        groups.clone().all(|it| it.len() == 3 && it.bytes().all(|it| it.is_ascii_digit()));
    // A single group after a point is a fraction: `7.200`.
    if !all_three || first.is_empty() || mark == '.' && groups.count() == 1 {
        return None;
    }
    text.replace(mark, "").parse().ok()
}

fn rounded(text: &str, factor: f64) -> Option<(i64, bool)> {
    let number = decimal(text).ok()? * factor;
    // A float represents all whole numbers up to this one exactly.
    #[expect(clippy::cast_possible_truncation, reason = "the number is whole and within the range")]
    (number.abs() < 9e15).then(|| (number.round() as i64, false))
}

/// The ASCII digit for a digit in another script that appears in feeds. Any other character is returned unchanged.
fn ascii_digit(character: char) -> char {
    for zero in ['\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}'] {
        let value = u32::from(character).wrapping_sub(u32::from(zero));
        if value < 10 {
            return char::from_digit(value, 10).unwrap_or(character);
        }
    }
    character
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described<Value: std::fmt::Debug>(read: Result<Value, Problem<NumberFault>>) -> String {
        match read {
            Ok(value) => format!("{value:?}"),
            Err(problem) => {
                let instead = problem.instead.map_or(String::new(), |it| {
                    format!(" => {}{}", it.text, if it.sure { "" } else { "?" })
                });
                format!("{:?}: {}{instead}", problem.class, problem.what)
            }
        }
    }

    #[rustfmt::skip]
    static INTEGERS: &[(&str, &str)] = &[
        ("0", "0"),
        ("12216320", "12216320"),
        ("007", "7"),
        ("9223372036854775807", "9223372036854775807"),
        ("", "Form: the number is missing"),
        ("-1", "Range: `-1` is below 0"),
        ("99999999999999999999999999", "Range: `99999999999999999999999999` is too large"),
        ("+5", "Form: `+5` is not a whole number => 5"),
        (" 5", "Form: ` 5` is not a whole number => 5"),
        ("a", "Form: `a` is not a whole number"),
        ("NaN", "Form: `NaN` is not a whole number"),
        ("0x10", "Form: `0x10` is not a whole number"),
        ("7.2", "Form: `7.2` is not a whole number => 7?"),
        ("1e9", "Form: `1e9` is not a whole number => 1000000000?"),
        ("1,234", "Form: `1,234` is not a whole number => 1234?"),
        ("1.234.567", "Form: `1.234.567` is not a whole number => 1234567?"),
        ("\u{ff11}\u{ff12}", "Form: `\u{ff11}\u{ff12}` is not a whole number => 12"),
        ("2.5 MB", "Form: `2.5 MB` is not a whole number => 2500000?"),
        ("640px", "Form: `640px` is not a whole number => 640?"),
        ("-7.2", "Form: `-7.2` is not a whole number"),
    ];

    #[test]
    fn reads_whole_numbers() {
        for (text, wanted) in INTEGERS {
            assert_eq!(described(integer(text, 0, i64::MAX)), *wanted, "{text}");
        }
        assert_eq!(described(integer("0", 1, i64::MAX)), "Range: `0` is below 1");
        assert_eq!(described(integer("145", 1, 144)), "Range: `145` is outside the range 1 to 144");
        assert_eq!(described(integer("-5", -10, 10)), "-5");
        assert!(integer(&"1".repeat(10_000), 0, i64::MAX).is_err());
    }

    #[test]
    fn reads_decimals() {
        for (text, wanted) in [
            ("1", "1.0"),
            ("-7.25", "-7.25"),
            ("1e3", "1000.0"),
            (".5", "0.5"),
            ("", "Form: `` is not a number"),
            ("inf", "Form: `inf` is not a number"),
            ("NaN", "Form: `NaN` is not a number"),
            ("1e999", "Form: `1e999` is not a number"),
            ("1,5", "Form: `1,5` is not a number => 1.5?"),
            ("12abc", "Form: `12abc` is not a number"),
        ] {
            assert_eq!(described(decimal(text)), wanted, "{text}");
        }
    }
}
