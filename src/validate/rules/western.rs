//! Recognizes documents in windows-1252 that are not declared as such. <https://encoding.spec.whatwg.org/#windows-1252>

use crate::diagnostic::Edit;
use crate::text::source::Source;

/// The languages that are usually written in windows-1252 if they are not written in Unicode.
#[rustfmt::skip]
static LANGUAGES: &[&str] = &[
    "af", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "fy", "ga", "gl", "id", "it", "lb", "ms", "nb", "nl", "nn", "no", "oc", "pt",
    "rm", "sq", "sv", "sw",
];

/// The most characters in a row that are not ASCII. Longer runs are words in another script.
const MAX_RUN: usize = 3;

/// The edits that decode all bytes that are not valid UTF-8 as windows-1252. `None` if the document also has characters in UTF-8, which
/// means that the other bytes are damaged, or if another encoding is more likely.
pub(super) fn edits(source: &Source) -> Option<Vec<Edit>> {
    if source.lost.is_empty() || source.marked || !may_be_western(&source.text) {
        return None;
    }
    let replaced: usize = source.lost.iter().map(|it| it.0.range().len()).sum();
    let others = source.text.bytes().filter(|it| !it.is_ascii()).count();
    let text = &source.text;
    let is_likely = replaced == others
        && source.lost.iter().all(|(span, meant)| {
            let before = text[..span.range().start].chars().next_back();
            let after = text[span.range().end..].chars().next();
            is_plausible(before, meant, after)
        });
    let edit = |it: &(_, String)| Edit { span: it.0, text: it.1.clone() };
    is_likely.then(|| source.lost.iter().map(edit).collect())
}

/// Whether the language that the document specifies, if it does, is written in windows-1252.
fn may_be_western(text: &str) -> bool {
    let named =
        ["<language>", "<dc:language>", "xml:lang=\"", "xml:lang='"].iter().find_map(|it| {
            let rest = &text[text.find(it)? + it.len()..];
            let end = rest.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(rest.len());
            Some(&rest[..end])
        });
    named.is_none_or(|it| LANGUAGES.iter().any(|known| it.eq_ignore_ascii_case(known)))
}

/// Letters that the encodings for Turkish and for Central Europe replace, so they are more likely to be other letters.
const DOUBTFUL: &[char] = &['\u{d0}', '\u{dd}', '\u{de}', '\u{f0}', '\u{fd}', '\u{fe}', '\u{192}'];

/// Punctuation that appears inside words, too.
const PUNCTUATION: &[char] = &[
    '\u{2018}', '\u{2019}', '\u{201a}', '\u{201c}', '\u{201d}', '\u{201e}', '\u{2013}', '\u{2014}',
    '\u{2026}', '\u{2022}', '\u{2122}', '\u{20ac}', '\u{a0}', '\u{ab}', '\u{bb}', '\u{b7}',
    '\u{a9}', '\u{ae}', '\u{ad}',
];

/// Whether these characters are likely between those before and after them. Letters of other encodings appear as symbols in words.
fn is_plausible(before: Option<char>, meant: &str, after: Option<char>) -> bool {
    let mut characters: Vec<Option<char>> = vec![before];
    characters.extend(meant.chars().map(Some));
    characters.push(after);
    let is_letter = |it: Option<char>| it.is_some_and(char::is_alphabetic);
    meant.chars().count() <= MAX_RUN
        && characters.windows(3).all(|it| {
            let Some(character) = it[1] else { return true };
            // The signs in 1st and 2nd in Spanish count as letters.
            let is_ordinal = matches!(character, '\u{aa}' | '\u{ba}');
            if character.is_alphabetic() && !is_ordinal {
                return !DOUBTFUL.contains(&character);
            }
            let is_in_word = is_letter(it[0]) && is_letter(it[2]);
            PUNCTUATION.contains(&character) || !character.is_control() && !is_in_word
        })
}

#[cfg(test)]
mod tests {
    use super::edits;
    use crate::text::source::Source;

    /// The text after the edits.
    fn decoded(bytes: &[u8]) -> Option<String> {
        let source = Source::from_bytes("-", bytes, None);
        let mut text = source.text.clone();
        for it in edits(&source)?.iter().rev() {
            text.replace_range(it.span.range(), &it.text);
        }
        Some(text)
    }

    #[test]
    fn decodes_only_what_is_likely() {
        let cases: [(&[u8], Option<&str>); 9] = [
            (
                b"<a>caf\xe9 \x93x\x94 5 \x80</a>",
                Some("<a>caf\u{e9} \u{201c}x\u{201d} 5 \u{20ac}</a>"),
            ),
            (
                b"<a>it\x92s \xbfqu\xe9? 20\xb0 1\xaa</a>",
                Some("<a>it\u{2019}s \u{bf}qu\u{e9}? 20\u{b0} 1\u{aa}</a>"),
            ),
            (b"<a>plain</a>", None),
            // A character that was cut off, in a document in UTF-8.
            (b"<a>caf\xc3\xa9 \xc3</a>", None),
            // Polish, Turkish and Russian.
            (b"<a>mi\xb3o\x9c\xe6</a>", None),
            (b"<a>a\xf0a\xe7</a>", None),
            (b"<a>\xef\xf0\xe8\xe2\xe5\xf2</a>", None),
            (b"<language>cs</language>\xe9", None),
            (b"<language>fr-CA</language>\xe9", Some("<language>fr-CA</language>\u{e9}")),
        ];
        for (bytes, expected) in cases {
            assert_eq!(decoded(bytes).as_deref(), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
