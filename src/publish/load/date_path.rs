//! Dates that are spread over several parts of a file path or a URL: `2014/12/12/walk`, `2025/06-04-walk.md`,
//! `2024-05/01-walk.md`, `2024-05-01/walk.md`.

use crate::publish::load::date;
use crate::publish::load::date::WrittenDate;
use crate::publish::load::file_name;
use crate::value::timezone::Timezone;

/// Smaller numbers are not years but, for example, rooms, ports or chapters.
const FIRST_YEAR: u32 = 1900;

/// Numbers from this one on are not years either.
const LAST_YEAR: u32 = 2200;

/// The date in a path, and the number of bytes at the start of its last part that belong to the date, including the separator
/// after it. A year and a month without a day are not a date.
pub(crate) fn read(path: &str, timezone: Timezone) -> Option<(WrittenDate, usize)> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
    // If there are two dates, the last one is nearest to the article.
    (0..parts.len()).rev().find_map(|at| {
        let (day, parts_used, used) = date_at(&parts[at..])?;
        let written = date::read(&day, timezone).ok()?;
        let in_last = at + parts_used == parts.len();
        Some((written, if in_last { used } else { 0 }))
    })
}

/// The date at the start of `parts`, the number of parts it uses, and the number of bytes it uses of the last one.
fn date_at(parts: &[&str]) -> Option<(String, usize, usize)> {
    let first = *parts.first()?;
    // `2024-05-01` or `20240501`. In a page bundle or a URL, words may follow.
    if let Some((written, rest)) = file_name::dated(first, Timezone::UTC) {
        let day = written.when.format("%Y-%m-%d").to_string();
        return Some((day, 1, first.len() - rest.len()));
    }
    let (year, rest) = number(first, 4)?;
    if !(FIRST_YEAR..LAST_YEAR).contains(&year) {
        return None;
    }
    let mut numbers = vec![year];
    let mut part = 0;
    let mut rest = rest;
    let mut used = 4;
    while numbers.len() < 3 {
        if rest.is_empty() {
            part += 1;
            rest = parts.get(part)?;
            used = 0;
        } else {
            rest = rest.strip_prefix(['-', '_', '.'])?;
            used += 1;
        }
        let (next, after) = number(rest, 2)?;
        numbers.push(next);
        used += rest.len() - after.len();
        rest = after;
    }
    // `2024/05/01-walk` continues after a separator, but `2024/05/01st` does not. An extension ends the date too.
    if !rest.is_empty() {
        let words = rest.strip_prefix(['-', '_', ' ', '.'])?;
        used += rest.len() - words.len();
    }
    let (month, day) = (numbers[1], numbers[2]);
    date::day_of(year, month, day).ok()?;
    Some((format!("{year:04}-{month:02}-{day:02}"), part + 1, used))
}

/// The number at the start of a string (four digits, or one or two) and the rest.
fn number(text: &str, most: usize) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let fits = digits == most || most == 2 && digits == 1;
    fits.then(|| (text[..digits].parse().unwrap_or_default(), &text[digits..]))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::value::timezone::Timezone;

    #[test]
    fn reads_dates_in_folders_and_urls() {
        #[rustfmt::skip]
        let cases = [
            ("2014/12/12/walk.md",                "2014-12-12", "walk.md"),
            ("posts/2014/1/2/walk/index.md",      "2014-01-02", "index.md"),
            ("2025/06-04-walk.md",                "2025-06-04", "walk.md"),
            ("2024-05/01-walk.md",                "2024-05-01", "walk.md"),
            ("2024/05/01-walk.md",                "2024-05-01", "walk.md"),
            ("2024-05-01/walk.md",                "2024-05-01", "walk.md"),
            ("20240501/walk.md",                  "2024-05-01", "walk.md"),
            ("/blog/2024/05/01/walk.html?x=1",    "2024-05-01", "walk.html"),
            ("https://example.org/2024/05/01/a/", "2024-05-01", "a"),
            ("2023/01/01/2024/05/01/a",           "2024-05-01", "a"),
            ("/2024-05-01-walk/",                 "2024-05-01", "walk"),
            ("2024/05/01.md",                     "2024-05-01", "md"),
            ("2024/05/walk.md",                   "-",          "walk.md"),
            ("2024/walk.md",                      "-",          "walk.md"),
            ("2024/05/2024.md",                   "-",          "2024.md"),
            ("2024/13/01/walk.md",                "-",          "walk.md"),
            ("2024/02/30/walk.md",                "-",          "walk.md"),
            ("2024/05/01st-walk.md",              "-",          "01st-walk.md"),
            ("8080/05/01/walk.md",                "-",          "walk.md"),
            ("1/2/3/walk.md",                     "-",          "walk.md"),
            ("2024/100-ways.md",                  "-",          "100-ways.md"),
            ("",                                  "-",          ""),
        ];
        for (path, day, rest) in cases {
            let found = read(path, Timezone::UTC);
            let is = found.map_or("-".to_owned(), |it| it.0.when.date_naive().to_string());
            assert_eq!(is, day, "{path}");
            let last = path.split(['?', '#']).next().unwrap_or_default();
            let last = last.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            assert_eq!(&last[found.map_or(0, |it| it.1)..], rest, "{path}");
        }
        assert_eq!(read(&"2024/".repeat(100_000), Timezone::UTC), None);
        assert_eq!(read(&"2024-".repeat(100_000), Timezone::UTC), None);
    }
}
