//! Shortens text that is too long, with an ellipsis.

use std::borrow::Cow;

/// Returns the first `most` characters of `text`, with an ellipsis if it has more.
pub(crate) fn clipped(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// Like [`clipped`], but cuts between two words if a word ends in the second half. Punctuation before the ellipsis is
/// removed.
#[cfg(feature = "publish")]
pub(crate) fn at_word(text: &str, most: usize) -> String {
    let Some((room, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let end = text[..room].rfind(char::is_whitespace).filter(|it| *it > room / 2).unwrap_or(room);
    let is_gap = |it: char| it.is_whitespace() || ",;:-–—".contains(it);
    format!("{}…", text[..end].trim_end_matches(is_gap))
}

#[cfg(test)]
mod tests {
    use super::at_word;
    use super::clipped;

    #[test]
    fn counts_characters() {
        assert_eq!(clipped("äöü", 2), "äö…");
        assert_eq!(clipped("äöü", 3), "äöü");
    }

    #[test]
    fn cuts_between_words() {
        assert_eq!(at_word("one two, three", 10), "one two…");
        assert_eq!(at_word("one two, three", 14), "one two, three");
        assert_eq!(at_word("abcdefghij", 4), "abcd…");
        assert_eq!(at_word("a bcdefghij", 8), "a bcdefg…");
    }
}
