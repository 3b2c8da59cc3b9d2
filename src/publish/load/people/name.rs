//! Recognizes and formats a single name.

use crate::publish::load::people::words::{self, PARTICLES, SUFFIXES};

/// Whether `text` has the form of a name: one to six words without digits, each with a capital, an initial or a particle.
///
/// It cannot distinguish a name from two capitalized words, so the caller must consider the position.
pub(crate) fn is_name(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty()
        || text.chars().any(|it| it.is_numeric() || "?!:;\"“”«»()[]<>=@#%…".contains(it))
    {
        return false;
    }
    if !text.chars().any(|it| it.is_uppercase() || it.is_lowercase()) {
        // Scripts without capitals: Chinese, Japanese, Korean, Arabic, Hebrew, Hindi …
        return text.chars().any(char::is_alphabetic)
            && text.chars().count() <= 30
            && words_in(text) <= 5;
    }
    let count = words_in(text);
    let mut whole = false;
    for (index, word) in text.split_whitespace().enumerate() {
        let word = word.trim_end_matches(',');
        if index > 0 && words::has(SUFFIXES, word) {
            continue;
        }
        if !word.contains('.') && words::has(PARTICLES, word) && index + 1 < count {
            continue;
        }
        if !is_name_word(word) {
            return false;
        }
        whole = whole || word.chars().filter(|it| it.is_alphabetic()).count() > 1;
    }
    whole && count <= 6
}

/// Whether a word may be part of a name: `Ann`, `O'Neill`, `d'Arc`, `Smith-Jones`, `C.`, `J.R.R.`, `McFee`.
fn is_name_word(word: &str) -> bool {
    let clean =
        word.chars().all(|it| it.is_alphabetic() || "'’‘`-‐‑.·́".contains(it) || is_mark(it));
    // A full stop belongs to an initial or an abbreviation. At other words, it ends a sentence.
    let letters = word.chars().filter(|it| it.is_alphabetic()).count();
    let stop = word.ends_with('.') && letters > 3 && !word[..word.len() - 1].contains('.');
    let capital = word.chars().find(|it| it.is_alphabetic()).is_some_and(|it| !it.is_lowercase())
        || word.split(['\'', '’', '-']).nth(1).is_some_and(|it| it.starts_with(char::is_uppercase));
    clean && capital && !stop
}

/// Whether a character is a combining mark from the common blocks.
fn is_mark(it: char) -> bool {
    matches!(it, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{97f}' | '\u{e31}'..='\u{e4e}' | '\u{200c}' | '\u{200d}')
}

/// The number of words in a string.
pub(crate) fn words_in(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether a string contains letters, and none in lower case.
pub(crate) fn is_capitals(text: &str) -> bool {
    let mut found = false;
    for letter in text.chars().filter(|it| it.is_alphabetic()) {
        if letter.is_lowercase() {
            return false;
        }
        found = found || letter.is_uppercase();
    }
    found
}

/// A name as it is displayed: single spaces, no stray punctuation, and two or more words in ALL CAPITALS in normal case.
pub(crate) fn printed(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let name =
        joined.trim_matches(|it: char| it.is_whitespace() || "*_\"“”„«»:,;|·•~=—–".contains(it));
    let name = name.trim_start_matches(['-', '.', '\'', '‘']).trim_end_matches(['-', '\'']).trim();
    let name = if ends_a_sentence(name) { &name[..name.len() - 1] } else { name };
    if is_capitals(name) && words_in(name) > 1 { title_case(name) } else { name.to_owned() }
}

/// Whether the full stop at the end ends a sentence and does not belong to an initial or an abbreviation such as `Jr.`.
fn ends_a_sentence(name: &str) -> bool {
    let Some(body) = name.strip_suffix('.') else { return false };
    let last = body.rsplit([' ', '.', '-']).next().unwrap_or(body);
    let short = last.chars().count() == 1 || words::has(SUFFIXES, last);
    !short
}

/// Changes `JAN VAN DER BERG` to `Jan van der Berg`.
fn title_case(name: &str) -> String {
    let count = words_in(name);
    let mut words = Vec::with_capacity(count);
    for (index, word) in name.split(' ').enumerate() {
        let small = word.to_lowercase();
        let inside = index > 0 && index + 1 < count;
        if inside && PARTICLES.contains(&small.as_str()) && !small.ends_with('.') {
            words.push(small);
        } else if keeps_capitals(word) {
            words.push(word.to_owned());
        } else {
            words.push(capitalised(&small));
        }
    }
    words.join(" ")
}

/// Whether a word keeps its capitals: `III`, `J.R.`, `TJ`, `BBC`.
fn keeps_capitals(word: &str) -> bool {
    let vowels = word.chars().any(|it| "AEIOUYÄÖÜÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛØÅ".contains(it));
    let latin = word.is_ascii();
    matches!(
        word,
        "II" | "III" | "IV" | "MD" | "MP" | "OBE" | "MBE" | "AP" | "AFP" | "EFE" | "ANSA" | "PA"
    ) || (word.contains('.') && word.split('.').all(|it| it.chars().count() <= 1))
        || (latin && !vowels && word.chars().count() <= 3)
}

/// Changes `o'neill` to `O'Neill`, `mcdonald` to `McDonald`, `jean-paul` to `Jean-Paul`.
fn capitalised(small: &str) -> String {
    let mut out = String::with_capacity(small.len());
    let mut up = true;
    for letter in small.chars() {
        if up && letter.is_alphabetic() {
            out.extend(letter.to_uppercase());
            up = false;
        } else {
            out.push(letter);
        }
        // `D'Angelo` and `O'Brien`, but not a possessive `s`.
        let lead = out.chars().count() == 2;
        up =
            up || matches!(letter, '-' | '‐' | '‑' | '.') || (matches!(letter, '\'' | '’') && lead);
    }
    match out.strip_prefix("Mc") {
        Some(rest) if rest.chars().count() > 2 => format!("Mc{}", capitalised_once(rest)),
        _ => out,
    }
}

/// A word with its first letter in upper case.
fn capitalised_once(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{is_name, printed};

    #[test]
    fn recognizes_the_form_of_a_name() {
        for name in [
            "Ann Lee",
            "C. D. Fox",
            "J.R.R. Vale",
            "Jan van der Berg",
            "Siobhán O'Neill",
            "Mary-Jo McFee",
            "José Ortega y Gasset",
            "Jeanne d'Arc",
            "Björk",
            "Bob Ray Jr.",
            "Cy Fox, III",
            "李小龙",
            "محمد علي",
            "Ivan Petrovich",
            "Anna Müller-Lüdenscheidt",
        ] {
            assert!(is_name(name), "{name}");
        }
        for other in [
            "the council",
            "Ann said no.",
            "Room 12",
            "Who Won?",
            "",
            "Council votes today",
            "A.",
            "Ann Lee said",
        ] {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn displays_names_in_capitals_in_normal_case() {
        for (written, expected) in [
            ("JANE DOE", "Jane Doe"),
            ("JAN VAN DER BERG", "Jan van der Berg"),
            ("PAT O'NEILL", "Pat O'Neill"),
            ("RON MCDONALD", "Ron McDonald"),
            ("J.R.R. VALE", "J.R.R. Vale"),
            ("JEAN-PAUL ROCHE III", "Jean-Paul Roche III"),
            ("ÉLODIE GARÇON", "Élodie Garçon"),
            ("TJ WREN", "TJ Wren"),
            ("NASA", "NASA"),
            ("bell hooks", "bell hooks"),
            ("  Ann   Lee. ", "Ann Lee"),
            ("Bob Ray Jr.", "Bob Ray Jr."),
            ("**Ann Lee**", "Ann Lee"),
        ] {
            assert_eq!(printed(written), expected);
        }
    }
}
