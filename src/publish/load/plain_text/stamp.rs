//! Dates in the head of a press release: `Published: March 3, 2024`, `Stand: 3.4.2024`, or a line that is only a date.

use crate::value::timezone::Timezone;

use crate::publish::load::date;
use crate::publish::load::date::{DateProblem, WrittenDate};
use crate::publish::load::people::words::{after, after_word};
use crate::publish::load::plain_text::words::{ON, PUBLISHED, UPDATED};

/// A date and its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Whether it is a modification date, not a publication date.
    pub(super) updated: bool,
    /// Whether a word such as `Published` marks it.
    pub(super) marked: bool,
    /// The date, as written.
    pub(super) text: String,
    /// The parsed date.
    pub(super) when: Result<WrittenDate, DateProblem>,
}

/// Reads a string that consists only of a date, with or without a label before it.
pub(super) fn of(text: &str, timezone: Timezone) -> Option<Stamp> {
    let text = text.trim_matches(|it: char| it.is_whitespace() || "()[]*_,;|".contains(it));
    if text.len() > 160 || !text.bytes().any(|it| it.is_ascii_digit()) {
        return None;
    }
    let lead = |table: &[&str]| {
        table.iter().find_map(|it| after_word(text, it).map(|rest| (rest, is_english(it))))
    };
    let (rest, updated, marked, english) = if let Some((rest, english)) = lead(UPDATED) {
        (rest, true, true, english)
    } else if let Some((rest, english)) = lead(PUBLISHED) {
        (rest, false, true, english)
    } else {
        (text, false, false, true)
    };
    let rest = without_on(rest);
    let when = read(rest, english, timezone);
    let holds = match &when {
        Ok(_) | Err(DateProblem::Ambiguous(..)) => !is_bare_number(rest),
        // Without a label, only a text that is almost certainly a date is reported as invalid.
        Err(DateProblem::Impossible(_)) => marked || has_year(rest),
        Err(DateProblem::NotADate) => false,
    };
    holds.then(|| Stamp { updated, marked, text: rest.to_owned(), when })
}

/// Reads a date. In dates with dots or with words that are not English, the day comes first.
pub(super) fn read(
    text: &str,
    english: bool,
    timezone: Timezone,
) -> Result<WrittenDate, DateProblem> {
    let text = text.trim().trim_end_matches(['.', ',']);
    match date::read(text, timezone) {
        Err(DateProblem::Ambiguous(one, other)) => {
            let numeric = text
                .split(|it: char| it.is_whitespace() || it == ',')
                .find(|it| is_numeric_date(it));
            match numeric {
                Some(written) if written.contains('.') || !english => {
                    date::read(&text.replacen(written, &one, 1), timezone)
                }
                _ => Err(DateProblem::Ambiguous(one, other)),
            }
        }
        other => other,
    }
}

/// Whether a word before a date is English.
fn is_english(phrase: &str) -> bool {
    phrase == "date"
        || [
            "published",
            "posted",
            "released",
            "publication",
            "updated",
            "modified",
            "changed",
            "edited",
        ]
        .iter()
        .any(|it| phrase.contains(it))
}

/// A date without the colon and the prepositions before it.
fn without_on(text: &str) -> &str {
    let mut text = text.trim_start_matches(|it: char| it.is_whitespace() || ":：-–—".contains(it));
    while let Some(rest) =
        ON.iter().find_map(|it| after(text, it).filter(|rest| rest.starts_with(' ')))
    {
        text = rest.trim_start();
    }
    text
}

/// Whether a word is a date such as `03/04/2024`, with a year of four digits at the end.
fn is_numeric_date(word: &str) -> bool {
    let year = word.rsplit(['/', '.', '-']).next().unwrap_or("");
    year.len() == 4
        && word.len() <= 10
        && word.chars().all(|it| it.is_ascii_digit() || "/.-".contains(it))
}

/// Whether a string is only a number, which may be a year or an amount.
fn is_bare_number(text: &str) -> bool {
    text.chars().all(|it| it.is_ascii_digit())
}

fn has_year(text: &str) -> bool {
    text.split(|it: char| !it.is_ascii_digit()).any(|it| it.len() == 4)
        && (text.chars().any(char::is_alphabetic) || text.contains(['/', '.', '-']))
}
