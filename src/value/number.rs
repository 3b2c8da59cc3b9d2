//! Numbers and truth values as feeds spell them; each with what to write instead of what people write.
//!
//! Whole numbers are ASCII digits alone, as every specification of feeds has them, decimals those of XML Schema:
//! <https://www.w3.org/TR/xmlschema-2/#decimal>.

use crate::value::problem::Problem;
use crate::value::problem::quoted;

/// Which kind of fault a number has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It is no number of that kind.
    Form,
    /// It is one, but too small or too large.
    Range,
}

/// Reads a whole number from `least` to `most`.
pub fn integer(text: &str, least: i64, most: i64) -> Result<i64, Problem<Class>> {
    let whole = 0..text.len();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
        let what = if text.is_empty() {
            "there is no number".to_owned()
        } else {
            format!("{} is no whole number", quoted(text))
        };
        let problem = Problem::new(Class::Form, whole, what);
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
            Err(Problem::new(Class::Range, whole, what))
        }
        _ if most == i64::MAX => {
            let what = if digits.trim_start_matches('0').len() > 18 {
                format!("{} is too large", quoted(text))
            } else {
                format!("{} is below {least}", quoted(text))
            };
            Err(Problem::new(Class::Range, whole, what))
        }
        _ => {
            let what = format!("{} is not from {least} to {most}", quoted(text));
            Err(Problem::new(Class::Range, whole, what))
        }
    }
}

/// Reads a decimal number, with an exponent or without; never an infinite one.
pub fn decimal(text: &str) -> Result<f64, Problem<Class>> {
    let whole = 0..text.len();
    // Rust reads `inf`, `nan` and `infinity` as well.
    let fine = text.bytes().all(|it| it.is_ascii_digit() || b"+-.eE".contains(&it));
    if let Some(number) = text.parse::<f64>().ok().filter(|it| fine && it.is_finite()) {
        return Ok(number);
    }
    let problem = Problem::new(Class::Form, whole, format!("{} is no number", quoted(text)));
    let comma = text.replacen(',', ".", 1);
    let is_comma = comma.bytes().all(|it| it.is_ascii_digit() || b"-.".contains(&it))
        && comma.parse::<f64>().is_ok();
    Err(if is_comma { problem.perhaps(comma) } else { problem })
}

/// What is meant by a text that is no plain number, and whether that is sure.
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
    // A single group behind a point is a fraction: `7.200`.
    if !all_three || first.is_empty() || mark == '.' && groups.count() == 1 {
        return None;
    }
    text.replace(mark, "").parse().ok()
}

fn rounded(text: &str, factor: f64) -> Option<(i64, bool)> {
    let number = decimal(text).ok()? * factor;
    // A float holds whole numbers exactly up to this one.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number is a whole one within the range"
    )]
    (number.abs() < 9e15).then(|| (number.round() as i64, false))
}

/// The ASCII digit for one of another script, if it is one that feeds come with; every other character as it is.
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

    fn said<Value: std::fmt::Debug>(read: Result<Value, Problem<Class>>) -> String {
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
        ("", "Form: there is no number"),
        ("-1", "Range: `-1` is below 0"),
        ("99999999999999999999999999", "Range: `99999999999999999999999999` is too large"),
        ("+5", "Form: `+5` is no whole number => 5"),
        (" 5", "Form: ` 5` is no whole number => 5"),
        ("a", "Form: `a` is no whole number"),
        ("NaN", "Form: `NaN` is no whole number"),
        ("0x10", "Form: `0x10` is no whole number"),
        ("7.2", "Form: `7.2` is no whole number => 7?"),
        ("1e9", "Form: `1e9` is no whole number => 1000000000?"),
        ("1,234", "Form: `1,234` is no whole number => 1234?"),
        ("1.234.567", "Form: `1.234.567` is no whole number => 1234567?"),
        ("\u{ff11}\u{ff12}", "Form: `\u{ff11}\u{ff12}` is no whole number => 12"),
        ("2.5 MB", "Form: `2.5 MB` is no whole number => 2500000?"),
        ("640px", "Form: `640px` is no whole number => 640?"),
        ("-7.2", "Form: `-7.2` is no whole number"),
    ];

    #[test]
    fn reads_whole_numbers() {
        for (text, wanted) in INTEGERS {
            assert_eq!(said(integer(text, 0, i64::MAX)), *wanted, "{text}");
        }
        assert_eq!(said(integer("0", 1, i64::MAX)), "Range: `0` is below 1");
        assert_eq!(said(integer("145", 1, 144)), "Range: `145` is not from 1 to 144");
        assert_eq!(said(integer("-5", -10, 10)), "-5");
        assert!(integer(&"1".repeat(10_000), 0, i64::MAX).is_err());
    }

    #[test]
    fn reads_decimals() {
        for (text, wanted) in [
            ("1", "1.0"),
            ("-7.25", "-7.25"),
            ("1e3", "1000.0"),
            (".5", "0.5"),
            ("", "Form: `` is no number"),
            ("inf", "Form: `inf` is no number"),
            ("NaN", "Form: `NaN` is no number"),
            ("1e999", "Form: `1e999` is no number"),
            ("1,5", "Form: `1,5` is no number => 1.5?"),
            ("12abc", "Form: `12abc` is no number"),
        ] {
            assert_eq!(said(decimal(text)), wanted, "{text}");
        }
    }
}
