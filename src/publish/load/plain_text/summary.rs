//! Shortens a text: its first sentences become a summary, its first sentence a title.

use crate::publish::load::people::name::words_in;
use crate::publish::load::plain_text::dateline;
use crate::text::shorten::at_word;

/// The approximate length of a summary, in characters.
const SUMMARY: usize = 300;

/// The approximate length of a title, in characters.
const TITLE: usize = 100;

/// The first sentences of a paragraph that fit into a summary, without the dateline.
pub(super) fn summary(paragraph: &str) -> String {
    let text = without_dateline(paragraph);
    if text.chars().count() <= SUMMARY + 20 {
        return text.to_owned();
    }
    let room = bytes(text, SUMMARY);
    match sentence_ends(text).take_while(|it| *it <= room).last() {
        Some(end) if end > room / 4 => text[..end].to_owned(),
        _ => at_word(text, SUMMARY),
    }
}

/// The first sentence of the text, as a title if there is no headline.
pub(super) fn title(paragraph: &str) -> String {
    let text = without_dateline(paragraph);
    let end = sentence_ends(text).next().unwrap_or(text.len());
    at_word(text[..end].trim_end_matches('.'), TITLE)
}

/// A paragraph without its dateline, or without both of them: `(ANSA) - ROMA, 3 MAR - …`.
fn without_dateline(paragraph: &str) -> &str {
    let mut text = paragraph;
    for _ in 0..2 {
        text = dateline::of(text).map_or(text, |it| it.rest);
    }
    text
}

/// The number of bytes in the first `count` characters of a string.
fn bytes(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(at, _)| at)
}

/// The ends of the sentences in a string.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(|(at, letter)| {
        if !matches!(letter, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            return None;
        }
        let end = at + letter.len_utf8();
        let rest = &text[end..];
        let quoted =
            rest.len() - rest.trim_start_matches(['”', '“', '"', '»', '’', '\'', ')']).len();
        let after = &rest[quoted..];
        let next = after.trim_start().chars().next();
        let full = matches!(letter, '。' | '！' | '？');
        let begins = after.is_empty()
            || full
            || (after.starts_with(char::is_whitespace)
                && next.is_some_and(|it| !it.is_lowercase()));
        (begins && !(letter == '.' && is_abbreviation(&text[..at]))).then_some(end + quoted)
    })
}

/// Whether the full stop after `text` belongs to an abbreviation, an initial or an ordinal: `Mr`, `J`, `z. B`, `3`.
fn is_abbreviation(text: &str) -> bool {
    let start = text
        .char_indices()
        .rev()
        .take(14)
        .find(|(_, it)| it.is_whitespace() || "(“„«\"".contains(*it));
    let word = start.map_or(text, |(at, it)| &text[at + it.len_utf8()..]);
    let letters = word.chars().count();
    let known = [
        "Mr", "Mrs", "Ms", "Dr", "St", "Sen", "Rep", "Gov", "Gen", "Lt", "Col", "Prof", "Sr",
        "Sra", "No", "Nr", "Mme", "Mlle", "Dott", "Sig", "vs", "etc", "bzw", "ca", "geb", "dhr",
        "mevr",
    ];
    let number = word.chars().all(|it| it.is_ascii_digit()) && letters < 3;
    letters == 1 || word.contains('.') || number || known.contains(&word) || words_in(word) == 0
}

#[cfg(test)]
mod tests {
    use super::{summary, title};

    #[test]
    fn cuts_at_a_sentence() {
        let sentence =
            "The ferry of Dr. Fox leaves the harbor at nine and comes back at noon, most days. ";
        assert_eq!(summary(&sentence.repeat(8)), sentence.repeat(3).trim_end());
        assert_eq!(summary("BERLIN (dpa) – Kurz."), "Kurz.");
        let endless = "word ".repeat(200);
        assert!(summary(endless.trim()).ends_with("word…"));
        assert_eq!(
            title("OSLO — The J. Lee bridge is open. It rains."),
            "The J. Lee bridge is open"
        );
        assert_eq!(title("“Stop!” he said. He went."), "“Stop!” he said");
        assert_eq!(title("短い文。次の文。"), "短い文。");
    }
}
