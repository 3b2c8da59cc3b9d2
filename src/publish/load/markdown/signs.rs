//! Answers quickly whether the text contains certain characters. Usually it does not, so its pairs of bytes are collected once.

use std::borrow::Cow;

use memchr::memmem;

/// The text, and the pairs of bytes in it.
pub(super) struct Signs<'t> {
    text: &'t [u8],
    pairs: Cow<'t, Pairs>,
}

/// The pairs of bytes in the text, by 12 of their bits.
#[derive(Clone)]
pub(super) struct Pairs(Box<[bool; 4096]>);

impl Pairs {
    /// Collects the pairs in the text.
    pub(super) fn of(text: &str) -> Pairs {
        let mut pairs = Pairs(Box::new([false; 4096]));
        let mut last = 0;
        for byte in text.bytes() {
            pairs.0[slot(last, byte)] = true;
            last = byte;
        }
        pairs
    }
}

fn slot(first: u8, second: u8) -> usize {
    (usize::from(first) << 4) ^ usize::from(second)
}

impl<'t> Signs<'t> {
    pub(super) fn of(text: &'t str) -> Signs<'t> {
        Signs { text: text.as_bytes(), pairs: Cow::Owned(Pairs::of(text)) }
    }

    /// Combines the text with its pairs.
    pub(super) fn with_pairs(text: &'t str, pairs: &'t Pairs) -> Signs<'t> {
        Signs { text: text.as_bytes(), pairs: Cow::Borrowed(pairs) }
    }

    /// Whether the text contains `sign`.
    pub(super) fn has(&self, sign: &str) -> bool {
        sign.as_bytes().windows(2).all(|it| self.pairs.0[slot(it[0], it[1])])
            && memmem::find(self.text, sign.as_bytes()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::Signs;

    #[test]
    fn finds_only_what_the_text_contains() {
        let signs = Signs::of("a {: b");
        for (sign, is_there) in
            [("{:", true), (":{", false), ("x", false), ("a ", true), ("", true)]
        {
            assert_eq!(signs.has(sign), is_there, "{sign}");
        }
    }
}
