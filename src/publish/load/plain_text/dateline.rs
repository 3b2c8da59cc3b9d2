//! The dateline at the start of a news article: `BERLIN (dpa) — `, `PARIS, March 3 (Reuters) - `. It stays in the text.

use crate::publish::load::people::name::{is_capitals, is_name, words_in};
use crate::publish::load::people::words::is_agency;

/// A dateline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dateline<'t> {
    /// The parts that may be a date: `March 3, 2024`.
    pub(super) dates: Vec<&'t str>,
    /// The text after it.
    pub(super) rest: &'t str,
}

/// The separators at the end of a dateline, longer ones first.
static ENDS: &[&str] = &[" --- ", " -- ", ".- ", " — ", " – ", " ― ", " - ", " _ ", "—", "–", "--"];

/// The maximum length of a dateline in bytes.
const MAX_LENGTH: usize = 120;

/// Reads the dateline at the start of a paragraph.
pub(super) fn of(paragraph: &str) -> Option<Dateline<'_>> {
    let limit = paragraph
        .char_indices()
        .map(|(at, _)| at)
        .chain([paragraph.len()])
        .take_while(|it| *it <= MAX_LENGTH)
        .last()
        .unwrap_or(0);
    let window = &paragraph[..limit];
    let mut ends = ENDS
        .iter()
        .flat_map(|it| window.match_indices(it).map(|(at, it)| (at, at + it.len())))
        .collect::<Vec<_>>();
    ends.sort_unstable();
    ends.into_iter().take(6).find_map(|(at, end)| {
        let dates = parts(&paragraph[..at])?;
        Some(Dateline { dates, rest: paragraph[end..].trim_start() })
            .filter(|it| !it.rest.is_empty())
    })
}

/// The parts of a dateline that may contain its date. `None` if the text is not a dateline.
fn parts(text: &str) -> Option<Vec<&str>> {
    let text = text.trim();
    let mut agency = false;
    let mut outside = String::new();
    let mut asides = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let close = open + rest[open..].find(')')?;
        agency = agency
            || is_agency(&rest[open + 1..close])
            || rest[open + 1..close].split(['/', ',']).any(|it| is_agency(it.trim()));
        asides.push(rest[open + 1..close].trim());
        outside.push_str(&rest[..open]);
        rest = &rest[close + 1..];
    }
    outside.push_str(rest);
    // `/PRNewswire/`
    let wire = outside.split_once('/').map(|(_, it)| it.trim_matches('/').to_owned());
    agency = agency || wire.is_some_and(|it| is_agency(&it));
    let place = outside.split([',', '/']).next().unwrap_or("").trim().trim_end_matches('.');
    let digits = place.find(|it: char| it.is_ascii_digit());
    let city = digits.map_or(place, |it| place[..it].trim());
    let named = is_name(city) && words_in(city) <= 4;
    // Requires a city in capitals, an agency after it, or a date. Otherwise any short start of a sentence would match.
    let loud = is_capitals(city) && city.chars().filter(|it| it.is_alphabetic()).count() > 2;
    let with_day = outside.contains(',')
        && outside.bytes().any(|it| it.is_ascii_digit())
        && words_in(&outside) <= 9;
    let before = city.is_empty() && agency;
    if !(before || (named && (loud || agency || with_day))) || words_in(&outside) > 12 {
        return None;
    }
    let mut dates = Vec::new();
    if let Some((_, after)) = text.split_once(',') {
        dates.push(after.split(['(', '/']).next().unwrap_or(after).trim());
        if let Some((_, last)) = after.split_once(',') {
            dates.push(last.split(['(', '/']).next().unwrap_or(last).trim());
        }
    }
    if let Some(at) = text.find(|it: char| it.is_ascii_digit()) {
        dates.push(text[at..].split(['(', '/']).next().unwrap_or("").trim());
    }
    dates.extend(asides);
    Some(dates)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn recognizes_datelines() {
        for line in [
            "BERLIN (dpa) — The text.",
            "Berlin (dpa) - The text.",
            "PARIS, March 3 (Reuters) - The text.",
            "WASHINGTON — The text.",
            "WASHINGTON—The text.",
            "NEW YORK, N.Y. (AP) -- The text.",
            "Madrid, 3 mar (EFE).- The text.",
            "ROME, March 3, 2024 /PRNewswire/ -- The text.",
            "(ANSA) - ROMA, 03 MAR - The text.",
            "Paris, le 3 mars 2024 – The text.",
            "SAN FRANCISCO (AP) _ The text.",
        ] {
            let rest = of(line).map(|it| it.rest.trim_start_matches("ROMA, 03 MAR - "));
            assert_eq!(rest, Some("The text."), "{line}");
        }
        for line in [
            "The ferry — late again — left.",
            "Ann Lee – a sailor – spoke.",
            "“No” — she said.",
            "",
            "A — B",
        ] {
            assert_eq!(of(line), None, "{line}");
        }
    }
}
