//! The words at the start of a byline: `by`, `Text von`.

use crate::publish::load::people::words;
use crate::publish::load::people::words::Tongue;
use crate::publish::load::people::words::Trust;

/// The text after a word such as `by` or `Text von` at the start of a byline, and that word's language.
pub(crate) fn after_by(text: &str) -> Option<(&str, Tongue)> {
    let text = text.trim_start_matches(|it: char| it.is_whitespace() || "*_~-–—|".contains(it));
    for (phrase, tongue, trust) in words::BY {
        let Some(rest) = words::after_word(text, phrase) else { continue };
        let bare = rest.trim_start_matches(|it: char| it.is_whitespace() || it == ':' || it == '*');
        let colon = rest.trim_start().starts_with([':', '：']);
        let spaced = rest.starts_with(|it: char| it.is_whitespace());
        let holds = match trust {
            Trust::Plain => colon || spaced,
            Trust::Particle => colon || (spaced && is_after_particle(bare)),
            Trust::Colon => colon,
        };
        if holds && !bare.is_empty() {
            return Some((bare, *tongue));
        }
    }
    None
}

/// Whether a string after a particle is a byline: `Von Max Muster` is one, but `Von Miller` and `De La Cruz` are names.
fn is_after_particle(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let Some(first) = words.next() else { return false };
    words.next().is_some() && !words::has(words::PARTICLES, first) || words::is_agency(rest)
}
