//! Splits a byline into pieces at commas, semicolons, bars, slashes, dashes, and words for "and".

use crate::publish::load::people::by::after_by;
use crate::publish::load::people::company;
use crate::publish::load::people::name::{is_capitals, words_in};
use crate::publish::load::people::words::{
    self, AND, CONTRIBUTED, NOT_AUTHORS, ORGANISATIONS, TAILS, Tongue,
};

/// The separator before a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Start,
    Comma,
    Semicolon,
    And,
    Slash,
    Bar,
}

/// A piece of a byline: one name, role, employer or place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The separator before it.
    pub(super) joint: Joint,
    /// Its words, without brackets and their contents.
    pub(super) words: String,
    /// The contents of its brackets.
    pub(super) asides: Vec<String>,
    /// The person's employer: `for The Example`.
    pub(super) employer: Option<String>,
}

/// Splits a byline (without its `by`) into pieces. Editors and photographers are left out.
pub(super) fn split(text: &str, tongue: Option<Tongue>) -> Vec<Piece> {
    let loud = is_capitals(text);
    let mut out = Vec::new();
    let mut skipping = false;
    for piece in at_marks(text) {
        let mut piece = piece;
        let words = piece.words.trim();
        let is_other = NOT_AUTHORS.iter().any(|it| words::after_word(words, it).is_some());
        if is_other || (skipping && piece.joint != Joint::Semicolon) {
            skipping = true;
            continue;
        }
        skipping = false;
        // `Ann Lee, with additional reporting by Bob Ray`.
        if let Some((rest, _)) = after_by(words).filter(|_| !out.is_empty()) {
            piece.words = rest.into();
        }
        at_and(&piece, tongue, loud, &mut out);
    }
    out
}

/// Splits at punctuation. Brackets stay with their piece.
fn at_marks(text: &str) -> Vec<Piece> {
    let fresh = |joint| Piece { joint, words: String::new(), asides: Vec::new(), employer: None };
    let mut out = Vec::new();
    let mut piece = fresh(Joint::Start);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let at_word = piece.words.is_empty() || piece.words.ends_with(char::is_whitespace);
        if at_word && (rest.starts_with("http://") || rest.starts_with("https://")) {
            let end = rest
                .find(|it: char| it.is_whitespace() || ",;|<>()".contains(it))
                .unwrap_or(rest.len());
            piece.asides.push(rest[..end].to_owned());
            rest = &rest[end..];
            continue;
        }
        if let Some((aside, after)) = bracketed(rest) {
            piece.asides.push(aside.to_owned());
            piece.words.push(' ');
            rest = after;
            continue;
        }
        let after = &rest[letter.len_utf8()..];
        let dash =
            at_word && matches!(letter, '-' | '–' | '—') && after.starts_with(char::is_whitespace);
        let joint = match letter {
            ',' | '、' | '，' | '،' => Some(Joint::Comma),
            ';' | '；' => Some(Joint::Semicolon),
            '|' | '·' | '•' | '\n' | '\r' | '—' => Some(Joint::Bar),
            '/' => Some(Joint::Slash),
            _ if dash => Some(Joint::Bar),
            _ => None,
        };
        match joint {
            Some(joint) => out.push(std::mem::replace(&mut piece, fresh(joint))),
            None => piece.words.push(if letter.is_whitespace() { ' ' } else { letter }),
        }
        rest = after;
    }
    out.push(piece);
    out
}

/// The contents of the bracket at the start of `text`, and the text after it.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let close = match text.chars().next()? {
        '(' => ')',
        '<' => '>',
        '[' => ']',
        _ => return None,
    };
    // An unclosed bracket is an ordinary character. Names are short, so the search is limited.
    let limit = text.char_indices().nth(200).map_or(text.len(), |(at, _)| at);
    let end = text[..limit].find(close)?;
    Some((&text[1..end], &text[end + 1..]))
}

/// Splits a piece at the words for "and", and removes endings such as `in Berlin` and `contributed to this report`.
fn at_and(piece: &Piece, tongue: Option<Tongue>, loud: bool, out: &mut Vec<Piece>) {
    let words = piece.words.split_whitespace().collect::<Vec<_>>();
    let is_and = |index: usize| {
        let word = words[index];
        let small = word.to_lowercase();
        let written = word == small || (loud && small.len() > 1);
        written && AND.contains(&small.as_str())
    };
    // In a list such as `A, B and C`, a comma may precede the "and". Then the "and" is at the start of the last piece.
    let mut start = 0;
    let mut joint = piece.joint;
    if words.len() > 1 && is_and(0) {
        start = 1;
        joint = if joint == Joint::Start { joint } else { Joint::And };
    }
    let mut cuts = Vec::new();
    let mut from = start;
    for index in start + 1..words.len().saturating_sub(1) {
        if is_and(index) && divides(&words, from, index, tongue, &is_and) {
            cuts.push((from, index));
            from = index + 1;
        }
    }
    cuts.push((from, words.len()));
    let last = cuts.len() - 1;
    for (number, (from, to)) in cuts.into_iter().enumerate() {
        let (kept, employer) = without_tail(words.get(from..to).unwrap_or(&[]), loud);
        let asides = if number == last { piece.asides.clone() } else { Vec::new() };
        let joint = if number == 0 { joint } else { Joint::And };
        out.push(Piece { joint, words: kept, asides, employer });
    }
}

/// Whether the "and" at `index` is between two names and not inside one.
fn divides(
    words: &[&str],
    from: usize,
    index: usize,
    tongue: Option<Tongue>,
    is_and: &dyn Fn(usize) -> bool,
) -> bool {
    if company::joins(words, from, index) {
        return false;
    }
    let left = index - from;
    let right = (index + 1..words.len()).take_while(|it| !is_and(*it)).take(3).count();
    match words[index].to_lowercase().as_str() {
        // `Ortega y Gasset`, `Costa e Silva`.
        "y" | "e" => right > 1 || left == 1,
        // `en Madrid`, `en Italie`. In Dutch, it means "and" between names.
        "en" if matches!(tongue, Some(Tongue::Spanish | Tongue::French)) => false,
        "en" => right > 1 || left == 1 || tongue == Some(Tongue::Dutch),
        // `met` and `con` may also introduce an ending.
        _ if left == 1 && right == 1 && words[from] == words[index + 1] => false,
        _ => {
            !(right == 1
                && words[from.max(index.saturating_sub(8))..index]
                    .iter()
                    .any(|it| words::has(ORGANISATIONS, it)))
        }
    }
}

/// The words before a preposition of place or employer, and the employer.
fn without_tail(words: &[&str], loud: bool) -> (String, Option<String>) {
    let small = |it: &str| if loud { it.to_lowercase() } else { it.to_owned() };
    let mut end = words.len();
    let mut employer = None;
    for (index, word) in words.iter().enumerate().skip(1) {
        let word = small(word);
        let frisian =
            words.get(index + 1).is_some_and(|it| matches!(*it, "'t" | "’t" | "der" | "den"));
        if CONTRIBUTED.contains(&word.as_str()) || (TAILS.contains(&word.as_str()) && !frisian) {
            // A role keeps its place: `Korrespondent in Berlin`.
            end = index;
            if matches!(word.as_str(), "for" | "für" | "pour" | "para" | "voor" | "per") {
                employer = Some(words[index + 1..].join(" ")).filter(|it| words_in(it) > 0);
            }
            break;
        }
    }
    (words[..end].join(" "), employer)
}
