//! Recognizes lines of the head by their own words, wherever they are: bylines, credits, dates, releases, `Key: value`.

use crate::publish::load::author_value;
use crate::publish::load::people;
use crate::publish::load::people::Byline;
use crate::publish::load::people::name::{is_capitals, is_name, words_in};
use crate::publish::load::people::words::{after_word, has};
use crate::publish::load::plain_text::credit;
use crate::publish::load::plain_text::credit::Credit;
use crate::publish::load::plain_text::stamp;
use crate::publish::load::plain_text::stamp::Stamp;
use crate::publish::load::plain_text::words::{FIELDS, Field, NOTES, RELEASE, SECTIONS};
use crate::value::timezone::Timezone;

/// The meaning of a line or of a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `Headline: …`
    Field(Field, String),
    /// `by First Last`
    Byline(Byline),
    /// `Photo: …`
    Credit(Credit),
    /// `Published March 3, 2024`
    Date(Stamp),
    /// `FOR IMMEDIATE RELEASE`, `EMBARGOED UNTIL March 3, 2024`
    Release(Option<Stamp>),
    /// `Editor's note: …`
    Note,
    /// A URL on a line by itself.
    Link(String),
    /// `News`, together with another mark on the same line.
    Section(String),
    /// A role or an employer, together with a byline on the same line.
    Affiliation,
    /// Words next to a date, which stay in the text: `Ann Lee, March 3, 2024` may start with an author or a town.
    Kept,
    /// `-----`, `5 min read`: decoration of a page.
    Furniture,
}

/// The meaning of a line. Empty if the line is plain text.
pub(super) fn of(line: &str, timezone: Timezone) -> Vec<Mark> {
    if line.len() > 400 {
        return if is_note(line) { vec![Mark::Note] } else { Vec::new() };
    }
    match one(line, timezone) {
        Some(Mark::Byline(byline)) => {
            barred(line, timezone).unwrap_or_else(|| signed(byline, line))
        }
        Some(mark) => vec![mark],
        None => barred(line, timezone)
            .or_else(|| joined(line, timezone))
            .or_else(|| dated(line, timezone))
            .unwrap_or_default(),
    }
}

/// A line with a single meaning.
fn one(line: &str, timezone: Timezone) -> Option<Mark> {
    if is_rule(line) || is_reading_time(line) {
        return Some(Mark::Furniture);
    }
    if is_note(line) {
        return Some(Mark::Note);
    }
    if is_link(line) {
        return Some(Mark::Link(line.trim_matches(['<', '>']).to_owned()));
    }
    if let Some(mark) = field(line, timezone) {
        return Some(mark);
    }
    if let Some(mark) = release(line, timezone) {
        return Some(mark);
    }
    if let Some(credit) = credit::of(line) {
        return Some(Mark::Credit(credit));
    }
    if let Some(byline) = byline(line) {
        return Some(Mark::Byline(byline));
    }
    stamp::of(line, timezone).map(Mark::Date)
}

/// A byline, and the credit after it: `Story by Ann Lee; photos by Bob Ray`.
fn signed(byline: Byline, line: &str) -> Vec<Mark> {
    let mut ends = line.match_indices([',', ';', '–', '—', '-']).map(|(at, it)| at + it.len());
    let credit = ends.find_map(|it| credit::of(line[it..].trim()).filter(|it| it.marked));
    [Mark::Byline(byline)].into_iter().chain(credit.map(Mark::Credit)).collect()
}

/// A line in which every part has a meaning: `News | By Ann Lee | March 3, 2024`.
fn barred(line: &str, timezone: Timezone) -> Option<Vec<Mark>> {
    let parts = line
        .split(['|', '·', '•', '\t'])
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>();
    if parts.len() < 2 || parts.len() > 8 {
        return None;
    }
    let mut marks = Vec::new();
    let mut strong = false;
    for part in parts {
        let signed = marks.iter().any(|it| matches!(it, Mark::Byline(_)));
        if let Some(mark) = one(part, timezone) {
            strong = true;
            marks.push(mark);
        } else if let Some(both) = joined(part, timezone) {
            strong = true;
            marks.extend(both);
        } else if has(SECTIONS, part) {
            marks.push(Mark::Section(part.to_owned()));
        } else if people::is_affiliation(part)
            || part.contains('@')
            || (signed && words_in(part) <= 4)
        {
            marks.push(Mark::Affiliation);
        } else if is_name(part) && words_in(part) > 1 {
            marks.push(Mark::Byline(people::byline(part)));
        } else {
            return None;
        }
    }
    strong.then_some(marks)
}

/// A byline and a date, with or without a comma: `By Ann Lee, March 3, 2024`, `Published March 3, 2024 by Ann Lee`.
fn joined(line: &str, timezone: Timezone) -> Option<Vec<Mark>> {
    if !line.bytes().any(|it| it.is_ascii_digit()) || words_in(line) > 30 {
        return None;
    }
    let stray = |it: char| it.is_whitespace() || ",;()–—-/:".contains(it);
    for (at, _) in line.match_indices([' ', ',', '(']) {
        let (left, right) = (line[..at].trim_matches(stray), line[at..].trim_matches(stray));
        let after = || {
            let date = stamp::of(right, timezone)?;
            let lead = byline(left)
                .map(Mark::Byline)
                .or_else(|| stamp::of(left, timezone).map(Mark::Date));
            let lead = lead.or_else(|| release(left, timezone));
            Some(vec![lead?, Mark::Date(date)])
        };
        let before = || {
            let byline = byline(right)?;
            Some(vec![Mark::Date(stamp::of(left, timezone)?), Mark::Byline(byline)])
        };
        if let Some(marks) = after().or_else(before) {
            return Some(marks);
        }
    }
    None
}

/// A town and a date: `Wellenau, 5. März 2024`.
fn dated(line: &str, timezone: Timezone) -> Option<Vec<Mark>> {
    let (place, date) = line.split_once(',')?;
    let place = place.trim();
    let stamp = stamp::of(date, timezone).filter(|it| it.when.is_ok())?;
    if !is_name(place) || words_in(place) > 4 {
        return None;
    }
    Some(if words_in(place) == 1 {
        vec![Mark::Date(stamp)]
    } else {
        vec![Mark::Date(stamp), Mark::Kept]
    })
}

/// A byline with a word such as `by`, followed by words in the form of names.
pub(super) fn byline(line: &str) -> Option<Byline> {
    let (rest, _) = people::by::after_by(line)?;
    if line.len() > 240 || words_in(line) > 30 || rest.ends_with(['?', '!', ':', '…']) {
        return None;
    }
    let byline = people::byline(line);
    let small = rest.chars().all(|it| it.is_lowercase() || " .-'’,&".contains(it));
    let holds = !byline.people.is_empty()
        && byline.people.iter().all(|it| {
            let bare = it.name.split(", ").next().unwrap_or(&it.name);
            let source = people::words::is_agency(bare) || people::is_affiliation(bare);
            // Names in lower case are only accepted in a short line that is not a sentence.
            let small = small
                && (2..=4).contains(&words_in(bare))
                && words_in(rest) <= 9
                && !rest.ends_with('.');
            is_name(bare)
                || source
                || small
                || it.email.is_some()
                || (is_capitals(bare) && words_in(bare) <= 4)
        });
    holds.then_some(byline)
}

/// Whether a line is an editor's note: `Editor's note: …`.
pub(super) fn is_note(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_', '(', '[', ' ']);
    NOTES.iter().any(|it| {
        after_word(line, it).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['*', '_', ' ', '\u{a0}']);
            rest.is_empty() || rest.starts_with([':', '-', '–', '—', '(', ','])
        })
    })
}

/// A line that releases the text, with a date if it contains one.
fn release(line: &str, timezone: Timezone) -> Option<Mark> {
    let line = line.trim_matches(|it: char| it.is_whitespace() || "*_-–—#+|!()[]".contains(it));
    let rest = RELEASE.iter().find_map(|it| after_word(line, it))?;
    let rest = rest.trim_matches(|it: char| it.is_whitespace() || ":-–—|,.!*".contains(it));
    if rest.is_empty() {
        return Some(Mark::Release(None));
    }
    Some(Mark::Release(Some(stamp::of(rest, timezone)?)))
}

/// `Key: value` with a known key.
fn field(line: &str, timezone: Timezone) -> Option<Mark> {
    let line = line.trim_start_matches(['*', '_', '-', ' ']);
    let (key, value) = line.split_once([':', '：'])?;
    let (key, value) = (
        key.trim_matches(['*', '_', ' ', '\u{a0}']),
        value.trim_matches(['*', '_', ' ', '\u{a0}']),
    );
    if is_picture(value) && (key.len() < 30 && words_in(key) < 3) {
        return Some(Mark::Field(Field::Image, value.to_owned()));
    }
    let key = key.to_lowercase();
    let (_, field) = FIELDS.iter().find(|(known, _)| *known == key)?;
    if value.is_empty() {
        return None;
    }
    let field = match field {
        Field::Published | Field::Updated => {
            let updated = *field == Field::Updated;
            let mut stamp = stamp::of(value, timezone)?;
            stamp.updated = stamp.updated || updated;
            stamp.marked = true;
            return Some(Mark::Date(stamp));
        }
        // `Source: Ministry of Ships` is not a URL, but is kept.
        Field::Source if !is_link(value) => Field::Contact,
        Field::Language if author_value::language(value).is_none() => return None,
        other => *other,
    };
    Some(Mark::Field(field, value.trim_matches(['"', '“', '”']).to_owned()))
}

/// Whether a string is only a web URL.
pub(super) fn is_link(text: &str) -> bool {
    let text = text.trim().trim_matches(['<', '>']);
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|it| it.starts_with(char::is_alphanumeric))
        && !text.contains(char::is_whitespace)
}

/// Whether a string is the URL or the file name of a picture.
fn is_picture(text: &str) -> bool {
    let name = text.split(['?', '#']).next().unwrap_or(text).to_lowercase();
    !text.is_empty()
        && !text.contains(char::is_whitespace)
        && [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|it| name.ends_with(it))
}

/// Whether a line is a reading time: `5 min read`.
fn is_reading_time(line: &str) -> bool {
    let small = line.to_lowercase();
    let ends = [
        "min read",
        "mins read",
        "minute read",
        "minutes read",
        "min. lesezeit",
        "minuten lesezeit",
        "min lesezeit",
        "min de lecture",
        "minutes de lecture",
        "min de lectura",
        "minutos de lectura",
        "minuti di lettura",
        "min di lettura",
        "minuten leestijd",
        "min. leestijd",
        "min leestijd",
    ];
    words_in(&small) <= 5
        && small.starts_with(|it: char| it.is_ascii_digit())
        && ends.iter().any(|it| small.ends_with(it))
}

/// Whether a line is a rule: `-----`, `=====`, `* * *`.
pub(super) fn is_rule(line: &str) -> bool {
    let drawn = line.chars().filter(|it| !it.is_whitespace()).collect::<Vec<_>>();
    drawn.len() >= 3
        && drawn.iter().all(|it| "-–—=_*~#+.•·".contains(*it))
        && drawn.iter().all(|it| *it == drawn[0])
}
