//! Dates in RSS: RFC 822, as amended by RFC 1123 and RFC 2822. The current specification is RFC 5322, section 3.3
//! (<https://www.rfc-editor.org/rfc/rfc5322#section-3.3>), with the obsolete forms of section 4.3.

use std::ops::Range;

use chrono::DateTime;
use chrono::Datelike;
use chrono::FixedOffset;

use crate::value::date::DateFault;
use crate::value::date::Fault;
use crate::value::date::MONTHS;
use crate::value::date::Number;
use crate::value::date::Parts;
use crate::value::date::Reading;
use crate::value::date::WEEKDAYS;
use crate::value::date::lenient;
use crate::value::problem::Problem;
use crate::value::problem::character_at;
use crate::value::problem::quoted;

/// Reads and checks a date such as `Wed, 01 May 2024 10:00:00 GMT`.
pub fn read(text: &str) -> Reading {
    let mut scan = Scan { text, at: 0, odd: None, guessed: false };
    match scan.date_time() {
        Ok((when, None)) => {
            let problem = scan.odd.map(|(at, what)| {
                let problem = Problem::new(DateFault::Problematical, at, what);
                let usual = super::rfc822_at_offset(when);
                // An unusual year or time zone cannot be written differently, and the century of a short year is a guess.
                match scan.guessed {
                    _ if usual == text => problem,
                    true => problem.perhaps(usual),
                    false => problem.instead(usual),
                }
            });
            Reading { when: Some(when), problem }
        }
        Ok((when, Some(fault))) => {
            let problem = Problem::new(DateFault::WrongWeekday, fault.at, fault.what);
            let usual = super::rfc822_at_offset(when);
            let problem =
                if scan.guessed { problem.perhaps(usual) } else { problem.instead(usual) };
            Reading { when: Some(when), problem: Some(problem) }
        }
        Err(fault) => {
            let mut problem = Problem::new(DateFault::Invalid, fault.at, fault.what);
            problem.instead = lenient::read(text).map(lenient::Meant::rfc822);
            Reading { when: None, problem: Some(problem) }
        }
    }
}

/// The time zones with names and their offsets in hours (RFC 5322, section 4.3).
#[rustfmt::skip]
static ZONES: [(&str, i32); 11] = [
    ("GMT", 0), ("UT", 0), ("Z", 0), ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5),
    ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7),
];

/// The reading position in the text, and the first unusual part so far.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    odd: Option<(Range<usize>, &'static str)>,
    /// Whether the year has fewer than four digits.
    guessed: bool,
}

impl<'a> Scan<'a> {
    /// The whole date, and the problem with its day of the week.
    fn date_time(&mut self) -> Result<(DateTime<FixedOffset>, Option<Fault>), Fault> {
        self.gap(false)?;
        if self.rest().is_empty() {
            return Err(self.fault("the date is missing"));
        }
        let weekday = self.weekday()?;
        let day = self.digits(1, 2, "the day")?;
        self.gap(true)?;
        let month = self.month()?;
        self.gap(true)?;
        let year = self.year()?;
        self.gap(true)?;
        if self.rest().is_empty() {
            return Err(self.fault("the time is missing"));
        }
        let hour = self.digits(2, 2, "the hour")?;
        self.colon("the hour")?;
        let minute = self.digits(2, 2, "the minute")?;
        let second = self.second()?;
        self.gap(true)?;
        let offset = self.offset()?;
        self.gap(false)?;
        if !self.rest().is_empty() {
            let what = format!("{} does not belong after the time zone", quoted(self.rest()));
            return Err(Fault::new(self.at..self.text.len(), what));
        }
        let parts = Parts { year, month, day, hour, minute, second, nanosecond: 0, offset };
        let when = parts.instant()?;
        if when.year() < 1900 || when.year() > 9999 {
            self.note(parts.year.at, "the year must be 1900 to 9999");
        }
        let right = when.weekday().num_days_from_monday() as usize;
        let wrong = weekday.filter(|it| it.0 != right).map(|(_, at)| {
            let what = format!(
                "{} {} {} is a {}",
                when.day(),
                MONTHS[when.month0() as usize].1,
                when.year(),
                WEEKDAYS[right].1
            );
            Fault::new(at, what)
        });
        Ok((when, wrong))
    }

    /// The day of the week and its comma, if there is one.
    fn weekday(&mut self) -> Result<Option<(usize, Range<usize>)>, Fault> {
        let (word, at) = self.word();
        if word.is_empty() {
            return Ok(None);
        }
        let index = self.named(word, at.clone(), &WEEKDAYS, "day of the week")?;
        self.gap(false)?;
        if self.peek() != Some(b',') {
            return Err(self.fault("a comma is missing after the day of the week"));
        }
        self.at += 1;
        self.gap(true)?;
        Ok(Some((index, at)))
    }

    fn month(&mut self) -> Result<Number, Fault> {
        let (word, at) = self.word();
        if word.is_empty() {
            let what = if self.rest().is_empty() {
                "the month is missing"
            } else {
                "the month must be a name: Jan, Feb, Mar …"
            };
            return Err(self.fault(what));
        }
        let index = self.named(word, at.clone(), &MONTHS, "month")?;
        Ok(Number { value: u32::try_from(index).unwrap_or_default() + 1, at })
    }

    /// The index of a word in `names`.
    fn named(
        &mut self,
        word: &str,
        at: Range<usize>,
        names: &[(&str, &str)],
        kind: &str,
    ) -> Result<usize, Fault> {
        if let Some(index) = names.iter().position(|(short, _)| *short == word) {
            return Ok(index);
        }
        if let Some(index) = names.iter().position(|(short, _)| short.eq_ignore_ascii_case(word)) {
            self.note(at, "names are capitalized as in `Wed` and `May`");
            return Ok(index);
        }
        let spelled = |it: &&(&str, &str)| {
            it.1.eq_ignore_ascii_case(word) || (word.len() > 3 && is_start(it.1, word))
        };
        let what = match names.iter().find(spelled) {
            Some((short, _)) => format!("{} must be shortened to `{short}`", quoted(word)),
            None => format!("{} is not a {kind}", quoted(word)),
        };
        Err(Fault::new(at, what))
    }

    // RFC 5322, section 4.3: two digits below 50 are in this century, and three digits are added to 1900.
    fn year(&mut self) -> Result<Number, Fault> {
        let mut year = self.digits(2, 6, "the year")?;
        self.guessed = year.at.len() < 4;
        match year.at.len() {
            2 => {
                year.value += if year.value < 50 { 2000 } else { 1900 };
                self.note(year.at.clone(), "the year has two digits");
            }
            3 => {
                year.value += 1900;
                self.note(year.at.clone(), "the year has three digits");
            }
            _ => {}
        }
        Ok(year)
    }

    fn second(&mut self) -> Result<Number, Fault> {
        if !self.rest().trim_start().starts_with(':') {
            return Ok(Number { value: 0, at: self.at..self.at });
        }
        self.colon("the minute")?;
        let second = self.digits(2, 2, "the second")?;
        if matches!(self.peek(), Some(b'.' | b',')) {
            return Err(self.fault("RFC 822 does not allow fractions of a second"));
        }
        Ok(second)
    }

    fn offset(&mut self) -> Result<i32, Fault> {
        let (word, at) = self.word();
        if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == word) {
            return Ok(hours * 60);
        }
        match word.as_bytes() {
            [] => return self.numeric_offset(),
            // RFC 5322, section 4.3: RFC 822 specified the wrong signs for them, so their meaning is unknown.
            [letter] if *letter != b'J' && *letter != b'j' => {
                self.note(
                    at,
                    "the time zone is a single letter, which readers interpret in different ways",
                );
                return Ok(0);
            }
            _ => {}
        }
        if let Some((_, hours)) = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
            self.note(at, "time zones are written in capitals");
            return Ok(hours * 60);
        }
        let what = match word {
            "UTC" => "`UTC` is not an RFC 822 time zone: write `GMT` or `+0000`".to_owned(),
            _ => format!("{} is not an RFC 822 time zone", quoted(word)),
        };
        Err(Fault::new(at, what))
    }

    fn numeric_offset(&mut self) -> Result<i32, Fault> {
        let sign = match self.peek() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            None => return Err(self.fault("the time zone is missing")),
            Some(b'0'..=b'9') => {
                return Err(self.fault("the sign of the time zone is missing: `+` or `-`"));
            }
            Some(_) => return Err(self.unexpected("the time zone")),
        };
        let start = self.at;
        self.at += 1;
        let digits = self.digits(4, 4, "the time zone")?;
        let (hours, minutes) = (digits.value / 100, digits.value % 100);
        let at = start..digits.at.end;
        if minutes > 59 || hours > 23 {
            let what = format!("{} is not a time zone", quoted(&self.text[at.clone()]));
            return Err(Fault::new(at, what));
        }
        if hours * 60 + minutes > 14 * 60 {
            self.note(at, "no time zone is more than 14 hours from UTC");
        }
        Ok(sign * i32::try_from(hours * 60 + minutes).unwrap_or_default())
    }

    /// Reads white space and comments. Only a single space is normal, and only if `wanted`.
    fn gap(&mut self, wanted: bool) -> Result<(), Fault> {
        let start = self.at;
        let mut commented = false;
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at += 1,
                Some(b'(') => {
                    self.comment()?;
                    commented = true;
                }
                _ => break,
            }
        }
        let gap = &self.text[start..self.at];
        match gap {
            " " if wanted => {}
            "" if !wanted || self.rest().is_empty() => {}
            "" => self.note(start..start, "a space is missing"),
            _ if commented => self.note(start..self.at, "it contains a comment"),
            _ if wanted => self.note(start..self.at, "there must be exactly one space here"),
            _ => self.note(start..self.at, "a space is not allowed here"),
        }
        Ok(())
    }

    // Comments may be nested (RFC 5322, section 3.2.2). The depth is counted without recursion because a hostile one may nest
    // deeply.
    fn comment(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => self.at = character_at(self.text, self.at).end,
                _ => {}
            }
            if depth == 0 {
                return Ok(());
            }
        }
        Err(Fault::new(start..start + 1, "the comment is not closed"))
    }

    fn colon(&mut self, after: &str) -> Result<(), Fault> {
        self.gap(false)?;
        if self.peek() != Some(b':') {
            return Err(self.fault(&format!("a colon is missing after {after}")));
        }
        self.at += 1;
        Ok(())
    }

    /// Reads a number with `least` to `most` ASCII digits.
    fn digits(&mut self, least: usize, most: usize, name: &str) -> Result<Number, Fault> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|it| it.is_ascii_digit()).count();
        let at = self.at..self.at + length;
        if length == 0 {
            return Err(self.unexpected(name));
        }
        if length < least || length > most {
            let wanted = match (least, most) {
                (1, _) => "one or two digits",
                (4, _) | (_, 6) => "four digits",
                _ => "two digits",
            };
            return Err(Fault::new(at, format!("{name} must have {wanted}")));
        }
        self.at = at.end;
        let value =
            self.text[at.clone()].bytes().fold(0, |sum, it| sum * 10 + u32::from(it - b'0'));
        Ok(Number { value, at })
    }

    /// The letters at the current position, which may be empty.
    fn word(&mut self) -> (&'a str, Range<usize>) {
        let rest = &self.text[self.at..];
        let mut length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if rest.as_bytes().get(length).is_some_and(|it| !it.is_ascii()) {
            length = rest.find(|it: char| !it.is_alphabetic()).unwrap_or(rest.len());
        }
        let at = self.at..self.at + length;
        self.at = at.end;
        (&self.text[at.clone()], at)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn note(&mut self, at: Range<usize>, what: &'static str) {
        self.odd.get_or_insert((at, what));
    }

    fn fault(&self, what: &str) -> Fault {
        Fault::new(character_at(self.text, self.at), what)
    }

    fn unexpected(&self, name: &str) -> Fault {
        let at = character_at(self.text, self.at);
        if at.is_empty() {
            return Fault::new(at, format!("{name} is missing"));
        }
        let what = format!("expected {name}, but found {}", quoted(&self.text[at.clone()]));
        Fault::new(at, what)
    }
}

/// Whether `name` starts with `start`, in any case.
fn is_start(name: &str, start: &str) -> bool {
    name.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The problem with a date and its correction on one line. Empty if the date is valid.
    fn described(text: &str) -> String {
        let reading = read(text);
        let Some(problem) = reading.problem else {
            assert!(reading.when.is_some(), "{text}");
            return String::new();
        };
        assert!(text.get(problem.at.clone()).is_some(), "{text}: {:?}", problem.at);
        let instead = problem.instead.map_or(String::new(), |it| {
            assert_eq!(read(&it.text).problem, None, "{text}: {}", it.text);
            format!(" => {}{}", it.text, if it.sure { "" } else { "?" })
        });
        format!("{:?} at {:?}: {}{instead}", problem.class, problem.at, problem.what)
    }

    #[rustfmt::skip]
    static GOOD: &[&str] = &[
        "Wed, 02 Oct 2002 13:00:00 GMT",
        "Wed, 2 Oct 2002 13:00:00 +0000",
        "02 Oct 2002 13:00 EST",
        "Wed, 02 Oct 2002 13:00:00 -0500",
        "Wed, 02 Oct 2002 13:00:00 +0545",
        "Wed, 02 Oct 2002 13:00:00 -0000",
        "2 Oct 2002 13:00 Z",
        "Thu, 29 Feb 2024 00:00:00 UT",
        "Sat, 31 Dec 2016 23:59:60 GMT",
        "Sun, 01 Jan 2017 05:29:60 +0530",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ];

    #[test]
    fn accepts_good_dates() {
        for text in GOOD {
            assert_eq!(described(text), "", "{text}");
        }
    }

    #[rustfmt::skip]
    static BAD: &[(&str, &str)] = &[
        ("", "Invalid at 0..0: the date is missing"),
        ("yesterday", "Invalid at 0..9: `yesterday` is not a day of the week"),
        ("Wed, 30 Feb 2002 13:00:00 GMT", "Invalid at 5..7: 30 February does not exist"),
        ("Thu, 29 Feb 2023 13:00:00 GMT", "Invalid at 5..7: 29 February does not exist in 2023"),
        ("Wed, 31 Apr 2002 13:00:00 GMT", "Invalid at 5..7: 31 April does not exist"),
        ("Wed, 00 Oct 2002 13:00:00 GMT", "Invalid at 5..7: the day must be 01 to 31"),
        ("Wed, 32 Oct 2002 13:00:00 GMT", "Invalid at 5..7: the day must be 01 to 31"),
        ("Wed, 02 Oct 0000 13:00:00 GMT", "Invalid at 12..16: the year must not be 0000"),
        ("Wed, 02 Oct 2002 24:00:00 GMT", "Invalid at 17..19: the hour must be 00 to 23 => Thu, 03 Oct 2002 00:00:00 GMT"),
        ("Wed, 02 Oct 2002 25:00:00 GMT", "Invalid at 17..19: the hour must be 00 to 23"),
        ("Wed, 02 Oct 2002 13:60:00 GMT", "Invalid at 20..22: the minute must be 00 to 59"),
        ("Wed, 02 Oct 2002 13:00:61 GMT", "Invalid at 23..25: the second must be 00 to 59"),
        ("Wed, 02 Oct 2002 13:00:60 GMT", "Invalid at 23..25: second 60 is only allowed at the end of a month, at 23:59:60 UTC"),
        ("Wed, 02 Oct 2002 13:00:00 +9999", "Invalid at 26..31: `+9999` is not a time zone"),
        ("Wed, 02 Oct 2002 13:00:00 +0060", "Invalid at 26..31: `+0060` is not a time zone"),
        ("Wed, 02 Oct 2002 13:00:00 +99:99", "Invalid at 27..29: the time zone must have four digits"),
        ("Wed, 02 Oct 2002 13:00:00 -05:00", "Invalid at 27..29: the time zone must have four digits => Wed, 02 Oct 2002 13:00:00 -0500"),
        ("Wed, 02 Oct 2002 13:00:00 +1", "Invalid at 27..28: the time zone must have four digits => Wed, 02 Oct 2002 13:00:00 +0100"),
        ("Wed, 02 Oct 2002 13:00:00 0000", "Invalid at 26..27: the sign of the time zone is missing: `+` or `-` => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 Oct 2002 13:00:00", "Invalid at 25..25: the time zone is missing => Wed, 02 Oct 2002 13:00:00 GMT?"),
        ("Wed, 02 Oct 2002 13:00:00 UTC", "Invalid at 26..29: `UTC` is not an RFC 822 time zone: write `GMT` or `+0000` => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 Oct 2002 13:00:00 CEST", "Invalid at 26..30: `CEST` is not an RFC 822 time zone => Wed, 02 Oct 2002 13:00:00 +0200"),
        ("Wed, 02 Oct 2002 13:00:00 J", "Invalid at 26..27: `J` is not an RFC 822 time zone"),
        ("Wed, 02 Oct 2002 13:00:00 Europe/Berlin", "Invalid at 26..32: `Europe` is not an RFC 822 time zone => Wed, 02 Oct 2002 13:00:00 +0200"),
        ("Wed, 02 Oct 2002 13:00:00 GMT+0200", "Invalid at 29..34: `+0200` does not belong after the time zone => Wed, 02 Oct 2002 13:00:00 +0200"),
        ("Wed, 02 Oct 2002", "Invalid at 16..16: the time is missing => Wed, 02 Oct 2002 00:00:00 GMT?"),
        ("Wed, 02 Oct 2002 1:00:00 PM GMT", "Invalid at 17..18: the hour must have two digits => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 Oct 2002 9:00:00 GMT", "Invalid at 17..18: the hour must have two digits => Wed, 02 Oct 2002 09:00:00 GMT"),
        ("Wed, 02 Oct 2002 13:00:00.5 GMT", "Invalid at 25..26: RFC 822 does not allow fractions of a second => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 Oct 2002 13.00 GMT", "Invalid at 19..20: a colon is missing after the hour => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 Oct 20020 13:00:00", "Invalid at 26..26: the time zone is missing"),
        ("Wed, 02 Oct 2 13:00:00 GMT", "Invalid at 12..13: the year must have four digits"),
        ("Sam, 02 Oct 2002 13:00:00 GMT", "Invalid at 0..3: `Sam` is not a day of the week => Wed, 02 Oct 2002 13:00:00 GMT?"),
        ("Wednesday, 02 Oct 2002 13:00:00 GMT", "Invalid at 0..9: `Wednesday` must be shortened to `Wed` => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed 02 Oct 2002 13:00:00 GMT", "Invalid at 4..5: a comma is missing after the day of the week => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 October 2002 13:00:00 GMT", "Invalid at 8..15: `October` must be shortened to `Oct` => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 Okt 2002 13:00:00 GMT", "Invalid at 8..11: `Okt` is not a month => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 10 2002 13:00:00 GMT", "Invalid at 8..9: the month must be a name: Jan, Feb, Mar … => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, Oct 02 2002 13:00:00 GMT", "Invalid at 5..6: expected the day, but found `O` => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("2002-10-02T13:00:00Z", "Invalid at 0..4: the day must have one or two digits => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("2002-10-02", "Invalid at 0..4: the day must have one or two digits => Wed, 02 Oct 2002 00:00:00 GMT?"),
        ("03/04/2024", "Invalid at 2..3: the month must be a name: Jan, Feb, Mar … => Wed, 03 Apr 2024 00:00:00 GMT?"),
        ("1033563600", "Invalid at 0..10: the day must have one or two digits => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("\u{660}\u{662} Oct 2002 13:00:00 GMT", "Invalid at 0..2: expected the day, but found `\u{660}`"),
        ("Wed, 02 Oct 2002 13:00:00 \u{2212}0500", "Invalid at 26..29: expected the time zone, but found `\u{2212}` => Wed, 02 Oct 2002 13:00:00 -0500"),
        ("Wed, 02 Oct 2002 13:00:00 GMT (open", "Invalid at 30..31: the comment is not closed"),
        ("Wednesday, 02-Nov-05 01:23:45 GMT", "Invalid at 0..9: `Wednesday` must be shortened to `Wed` => Wed, 02 Nov 2005 01:23:45 GMT"),
    ];

    #[test]
    fn describes_problems() {
        for (text, wanted) in BAD {
            assert_eq!(described(text), *wanted, "{text}");
        }
    }

    #[rustfmt::skip]
    static ODD: &[(&str, &str)] = &[
        ("Mon, 02 Oct 2002 13:00:00 GMT", "WrongWeekday at 0..3: 2 October 2002 is a Wednesday => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("31 Dec 99 23:59:59 +0000", "Problematical at 7..9: the year has two digits => Fri, 31 Dec 1999 23:59:59 GMT"),
        ("02 Oct 102 13:00:00 GMT", "Problematical at 7..10: the year has three digits => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("wed, 02 Oct 2002 13:00:00 GMT", "Problematical at 0..3: names are capitalized as in `Wed` and `May` => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 OCT 2002 13:00:00 GMT", "Problematical at 8..11: names are capitalized as in `Wed` and `May` => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed,02 Oct 2002 13:00:00 GMT", "Problematical at 4..4: a space is missing => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed,  2 Oct 2002 13:00:00 GMT", "Problematical at 4..6: there must be exactly one space here => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 Oct 2002 13:00:00 gmt", "Problematical at 26..29: time zones are written in capitals => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 Oct 2002 13:00:00+0100", "Problematical at 25..25: a space is missing => Wed, 02 Oct 2002 13:00:00 +0100"),
        ("Wed, 02 Oct 2002 13:00:00 A", "Problematical at 26..27: the time zone is a single letter, which readers interpret in different ways => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Wed, 02 Oct 2002 13:00:00 +0200 (CEST)", "Problematical at 31..38: it contains a comment => Wed, 02 Oct 2002 13:00:00 +0200"),
        ("Wed, 02(nd (sic \\) )) Oct 2002 13:00:00 GMT", "Problematical at 7..22: it contains a comment => Wed, 02 Oct 2002 13:00:00 GMT"),
        ("Thu, 04 Jul 1776 18:30:02 GMT", "Problematical at 12..16: the year must be 1900 to 9999"),
        ("Wed, 02 Oct 2002 13:00:00 +1500", "Problematical at 26..31: no time zone is more than 14 hours from UTC"),
    ];

    #[test]
    fn describes_unusual_forms() {
        for (text, wanted) in ODD {
            let reading = read(text);
            assert!(reading.when.is_some(), "{text}");
            let problem = reading.problem.expect("the form is unusual");
            let instead = problem.proposal().map_or(String::new(), |it| format!(" => {it}"));
            let described =
                format!("{:?} at {:?}: {}{instead}", problem.class, problem.at, problem.what);
            assert_eq!(described, *wanted, "{text}");
        }
    }

    #[test]
    fn reads_hostile_dates_in_linear_time() {
        for text in [
            " ".repeat(200_000),
            "(".repeat(200_000),
            "()".repeat(100_000),
            "1".repeat(200_000),
            "Mon,".repeat(50_000),
        ] {
            assert_eq!(read(&text).problem.map(|it| it.class), Some(DateFault::Invalid));
        }
    }
}
