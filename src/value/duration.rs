//! Durations and start times: durations of podcasts
//! (<https://help.apple.com/itc/podcasts_connect/#/itcb54353390>), play times in Media RSS according to RFC 7826, section 4.4.2
//! (<https://www.rfc-editor.org/rfc/rfc7826#section-4.4.2>).

use std::ops::Range;

use crate::value::problem::Problem;
use crate::value::problem::quoted;

/// The kind of problem with a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DurationFault {
    /// The value does not have the right form, or has more than 59 minutes or seconds.
    Invalid,
    /// The value is not in the documented form, but programs read it: it has decimals, or a number without its leading zero.
    Readable,
}

/// Reads the duration of an episode, in seconds: `1824`, `30:24`, `1:30:24`.
pub fn itunes(text: &str) -> Result<u64, Problem<DurationFault>> {
    match clock(text) {
        Ok((seconds, "")) => Ok(seconds),
        Ok((seconds, fraction)) => {
            let at = text.len() - fraction.len()..text.len();
            let what = "fractions of a second are not allowed here";
            let problem = Problem::new(DurationFault::Readable, at, what);
            Err(problem.instead(seconds.to_string()))
        }
        Err(problem) => Err(match (in_words(text), padded(text)) {
            (Some(seconds), _) => problem.instead(seconds.to_string()),
            (None, Some(padded)) => {
                let problem = Problem { class: DurationFault::Readable, ..problem };
                problem.instead(padded)
            }
            (None, None) => problem,
        }),
    }
}

/// Reads a play time in Media RSS, in whole seconds: `now`, `12.5`, `0:12:05.35`.
pub fn play_time(text: &str) -> Result<u64, Problem<DurationFault>> {
    if text == "now" {
        return Ok(0);
    }
    if text.matches(':').count() == 1 {
        let problem = fault(
            0..text.len(),
            "a play time must be in seconds, or in hours, minutes and seconds",
        );
        return Err(match clock(text) {
            Ok(_) => problem.instead(format!("0:{text}")),
            Err(other) => other,
        });
    }
    clock(text).map(|(seconds, _)| seconds)
}

/// Reads the start of a chapter as normal play time: `12.5`, `3:07`, `00:12:05.350`. A minute or second may have one digit: RFC 2326,
/// section 3.6 (<https://www.rfc-editor.org/rfc/rfc2326#section-3.6>).
pub fn normal_play_time(text: &str) -> Result<u64, Problem<DurationFault>> {
    let Err(problem) = clock(text) else { return clock(text).map(|it| it.0) };
    let whole = text.split('.').next().unwrap_or_default();
    if let Some(padded) = padded(whole)
        && let Ok((seconds, _)) = clock(&format!("{padded}{}", &text[whole.len()..]))
    {
        return Ok(seconds);
    }
    // Other formats have a comma or a colon before the milliseconds.
    let separated = text.rfind([',', ':']).map(|at| format!("{}.{}", &text[..at], &text[at + 1..]));
    Err(match separated.filter(|it| it.matches(':').count() == 2 && clock(it).is_ok()) {
        Some(right) => problem.instead(right),
        None => match in_words(text) {
            Some(seconds) => problem.instead(seconds.to_string()),
            None => problem,
        },
    })
}

/// Reads seconds, minutes and seconds, or hours, minutes and seconds. Also returns the fraction after them, with its point.
fn clock(text: &str) -> Result<(u64, &str), Problem<DurationFault>> {
    let whole = text.split('.').next().unwrap_or_default();
    let fraction = &text[whole.len()..];
    let parts = whole.split(':').count();
    let mut start = 0;
    let mut seconds = 0_u64;
    for (index, part) in whole.split(':').enumerate() {
        let at = start..start + part.len();
        start = at.end + 1;
        if part.is_empty() || parts > 3 || !part.bytes().all(|it| it.is_ascii_digit()) {
            let what =
                format!("{} is not a duration in seconds, `mm:ss` or `h:mm:ss`", quoted(text));
            return Err(fault(0..text.len(), what));
        }
        let value = part.parse::<u64>().ok().filter(|it| *it < 1_000_000_000);
        let Some(value) = value else {
            return Err(fault(at, "the number is too large"));
        };
        if index > 0 && (value > 59 || part.len() != 2) {
            let unit = if index + 1 == parts { "seconds" } else { "minutes" };
            let what = format!("{unit} after a colon must be 00 to 59, with two digits");
            return Err(fault(at, what));
        }
        seconds = seconds * 60 + value;
    }
    if !fraction.is_empty() && !fraction[1..].bytes().all(|it| it.is_ascii_digit()) {
        return Err(fault(whole.len()..text.len(), "the fraction of a second is not a number"));
    }
    Ok((seconds, fraction))
}

/// The duration with two digits for the minutes and seconds after a colon, if only these are missing: `1:02:03` for `1:2:3`.
fn padded(text: &str) -> Option<String> {
    let mut parts = text.split(':');
    let mut whole = parts.next()?.to_owned();
    for part in parts {
        whole.push_str(if part.len() == 1 { ":0" } else { ":" });
        whole.push_str(part);
    }
    (text.len() < 20 && whole != text && clock(&whole).is_ok_and(|it| it.1.is_empty()))
        .then_some(whole)
}

/// The seconds of a duration with units, such as `1h 30m 24s`, `90 min` or `PT1H30M`.
fn in_words(text: &str) -> Option<u64> {
    if text.len() > 40 {
        return None;
    }
    let mut seconds = 0;
    let mut number = None;
    let text = text.strip_prefix("PT").unwrap_or(text).to_ascii_lowercase();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if digits > 0 && number.is_none() {
            number = Some(rest[..digits].parse::<u64>().ok().filter(|it| *it < 1_000_000)?);
        } else if letters > 0 {
            seconds += number.take()?
                * match &rest[..letters] {
                    "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
                    "m" | "min" | "mins" | "minute" | "minutes" => 60,
                    "s" | "sec" | "secs" | "second" | "seconds" => 1,
                    _ => return None,
                };
        } else if !matches!(first, ' ' | ',' | '.') {
            return None;
        }
        rest = &rest[digits.max(letters).max(usize::from(digits + letters == 0))..];
    }
    (number.is_none() && seconds > 0).then_some(seconds)
}

fn fault(
    at: Range<usize>,
    what: impl Into<std::borrow::Cow<'static, str>>,
) -> Problem<DurationFault> {
    Problem::new(DurationFault::Invalid, at, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(read: Result<u64, Problem<DurationFault>>) -> String {
        match read {
            Ok(seconds) => seconds.to_string(),
            Err(it) => {
                let instead = it.proposal().map_or(String::new(), |it| format!(" => {it}"));
                format!("{:?}: {}{instead}", it.at, it.what)
            }
        }
    }

    #[rustfmt::skip]
    static ITUNES: &[(&str, &str)] = &[
        ("1824", "1824"),
        ("30:24", "1824"),
        ("1:30:24", "5424"),
        ("01:30:24", "5424"),
        ("75:10", "4510"),
        ("", "0..0: `` is not a duration in seconds, `mm:ss` or `h:mm:ss`"),
        ("00:07:74", "6..8: seconds after a colon must be 00 to 59, with two digits"),
        ("1:60:00", "2..4: minutes after a colon must be 00 to 59, with two digits"),
        ("1:2:3", "2..3: minutes after a colon must be 00 to 59, with two digits => 1:02:03"),
        ("5:7", "2..3: seconds after a colon must be 00 to 59, with two digits => 5:07"),
        ("1:00:00:00", "0..10: `1:00:00:00` is not a duration in seconds, `mm:ss` or `h:mm:ss`"),
        ("-5", "0..2: `-5` is not a duration in seconds, `mm:ss` or `h:mm:ss`"),
        ("12:30.5", "5..7: fractions of a second are not allowed here => 750"),
        ("90 min", "0..6: `90 min` is not a duration in seconds, `mm:ss` or `h:mm:ss` => 5400"),
        ("1h 30m 24s", "0..10: `1h 30m 24s` is not a duration in seconds, `mm:ss` or `h:mm:ss` => 5424"),
        ("PT1H30M", "0..7: `PT1H30M` is not a duration in seconds, `mm:ss` or `h:mm:ss` => 5400"),
        ("about an hour", "0..13: `about an hour` is not a duration in seconds, `mm:ss` or `h:mm:ss`"),
        ("99999999999999999999", "0..20: the number is too large"),
    ];

    #[test]
    fn reads_episode_durations() {
        for (text, wanted) in ITUNES {
            assert_eq!(described(itunes(text)), *wanted, "{text}");
        }
    }

    #[test]
    fn reads_play_times() {
        for (text, wanted) in [
            ("now", "0"),
            ("17", "17"),
            ("17.35", "17"),
            ("0:12:05.35", "725"),
            ("00:00:03.000", "3"),
            (
                "12:05",
                "0..5: a play time must be in seconds, or in hours, minutes and seconds => 0:12:05",
            ),
            ("+17sec", "0..6: `+17sec` is not a duration in seconds, `mm:ss` or `h:mm:ss`"),
            ("17.x", "2..4: the fraction of a second is not a number"),
        ] {
            assert_eq!(described(play_time(text)), wanted, "{text}");
        }
    }

    #[test]
    fn reads_chapter_starts() {
        for (text, wanted) in [
            ("00:00:00.000", "0"),
            ("3:07", "187"),
            ("1:2:3.5", "3723"),
            ("90", "90"),
            (
                "00:12:05,350",
                "0..12: `00:12:05,350` is not a duration in seconds, `mm:ss` or `h:mm:ss` => 00:12:05.350",
            ),
            (
                "00:12:05:350",
                "0..12: `00:12:05:350` is not a duration in seconds, `mm:ss` or `h:mm:ss` => 00:12:05.350",
            ),
            ("now", "0..3: `now` is not a duration in seconds, `mm:ss` or `h:mm:ss`"),
            ("", "0..0: `` is not a duration in seconds, `mm:ss` or `h:mm:ss`"),
        ] {
            assert_eq!(described(normal_play_time(text)), wanted, "{text}");
        }
    }

    #[test]
    fn reads_hostile_durations_in_linear_time() {
        for part in [":", "1:", "1", ".", "PT", "1h"] {
            let text = part.repeat(100_000);
            let _ = (itunes(&text), play_time(&text));
        }
    }
}
