//! The characters of XML 1.0, 5th edition: which are allowed in a document, and which in a name.

use memchr::memmem;

/// Space, tab, carriage return, line feed (production 3, S).
pub(super) const SPACE: u8 = 1;
/// May begin a name. A byte outside ASCII may or may not: see [`bad_name_character`].
pub(super) const NAME_START: u8 = 2;
/// May continue a name, or is reported by another rule anyway.
pub(super) const NAME: u8 = 4;
/// An attribute value that contains it must be decoded.
pub(super) const SPECIAL: u8 = 8;

/// The classes of each byte.
pub(super) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0u8;
    loop {
        table[byte as usize] = match byte {
            b' ' => SPACE,
            b'\t' | b'\n' | b'\r' => SPACE | SPECIAL,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b':' | 0x80.. => NAME_START | NAME,
            // Control characters are reported everywhere, so treating them as parts of names does no harm.
            b'0'..=b'9' | b'-' | b'.' | 0..=0x1f => NAME,
            b'<' | b'&' => SPECIAL,
            _ => 0,
        };
        if byte == u8::MAX {
            return table;
        }
        byte += 1;
    }
}

/// Whether `byte` is in one of the `classes`.
#[inline]
pub(super) fn is(byte: u8, classes: u8) -> bool {
    CLASS[byte as usize] & classes != 0
}

/// The end of the run of name bytes that begins at `start`.
#[inline]
pub(super) fn name_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < bytes.len() && is(bytes[at], NAME) {
        at += 1;
    }
    at
}

/// The end of the run of white space that begins at `start`.
#[inline]
pub(super) fn space_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < bytes.len() && is(bytes[at], SPACE) {
        at += 1;
    }
    at
}

/// Whether the text is empty or only XML white space.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|it| is(it, SPACE))
}

/// Whether XML allows a character in a document (production 2, Char, <https://www.w3.org/TR/xml/#charsets>).
pub(super) fn is_char(it: char) -> bool {
    matches!(it, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Production 4, `NameStartChar` (<https://www.w3.org/TR/xml/#NT-NameStartChar>).
#[rustfmt::skip]
pub(super) fn is_name_start(it: char) -> bool {
    matches!(it, ':' | 'A'..='Z' | '_' | 'a'..='z'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// Production 4a, `NameChar`.
#[rustfmt::skip]
pub(super) fn is_name_char(it: char) -> bool {
    is_name_start(it)
        || matches!(it, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// The first character that is not allowed at its place in `name`, with its offset. Characters that XML does not allow
/// anywhere are reported by another rule.
pub(super) fn bad_name_character(name: &str) -> Option<(usize, char)> {
    let mut start = true;
    name.char_indices().find(|&(_, it)| {
        let fits = if start { is_name_start(it) } else { is_name_char(it) };
        start = false;
        !fits && is_char(it)
    })
}

/// The result of one pass over the whole document. Most documents need no further check of their characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Survey {
    /// The document contains a character that XML does not allow.
    pub(super) forbidden: bool,
    /// Some line ends in a carriage return.
    pub(super) carriage_return: bool,
}

impl Survey {
    /// Examines every byte once, many at a time.
    pub(super) fn of(text: &str) -> Survey {
        let (mut low, mut carriage_return, mut last) = (false, false, false);
        for block in text.as_bytes().chunks(4096) {
            let (mut controls, mut noncharacters) = (0u8, 0u8);
            for &byte in block {
                let is_control = byte < 0x20 && byte != b'\n' && byte != b'\t';
                controls |= u8::from(is_control);
                noncharacters |= u8::from(byte == 0xef);
            }
            last |= noncharacters != 0;
            if controls != 0 {
                carriage_return |= block.contains(&b'\r');
                low |= block.iter().any(|it| *it < 0x20 && !is(*it, SPACE));
            }
        }
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        let forbidden = low
            || last
                && [&b"\xef\xbf\xbe"[..], b"\xef\xbf\xbf"]
                    .iter()
                    .any(|it| memmem::find(text.as_bytes(), it).is_some());
        Survey { forbidden, carriage_return }
    }
}

/// The next run of characters that XML does not allow, at or after `from`.
pub(super) fn forbidden_run(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let suspect = |it: &u8| *it < 0x20 && !is(*it, SPACE) || *it == 0xef;
    let mut start = from;
    loop {
        start += bytes[start..].iter().position(suspect)?;
        if bytes[start] < 0x20 || matches!(bytes[start + 1..], [0xbf, 0xbe | 0xbf, ..]) {
            break;
        }
        start += 1;
    }
    let end = text[start..].find(is_char).map_or(text.len(), |it| start + it);
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::{Survey, bad_name_character, forbidden_run, is_char};

    #[test]
    fn recognizes_characters_that_xml_allows() {
        for good in
            ['\t', '\n', '\r', ' ', '\u{7f}', '\u{85}', '\u{d7ff}', '\u{fffd}', '\u{10ffff}']
        {
            assert!(is_char(good), "{good:?}");
        }
        for bad in ['\0', '\u{8}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
            assert!(!is_char(bad), "{bad:?}");
        }
    }

    #[test]
    fn recognizes_characters_that_names_may_contain() {
        for good in
            ["a", "_", "a-b.c1", "x:y", "\u{e9}t\u{e9}", "a\u{b7}", "\u{10000}", "\u{3b1}\u{300}"]
        {
            assert_eq!(bad_name_character(good), None, "{good}");
        }
        #[rustfmt::skip]
        let bad = [("1a", 0), ("-a", 0), ("a\u{d7}", 1), ("\u{b7}a", 0), ("a\u{2003}b", 1), ("ab\u{f0000}", 2)];
        for (name, at) in bad {
            assert_eq!(bad_name_character(name).map(|it| it.0), Some(at), "{name}");
        }
    }

    #[test]
    fn surveys_a_document() {
        let facts = |text: &str| {
            let it = Survey::of(text);
            (it.forbidden, it.carriage_return)
        };
        assert_eq!(facts("a\tb\n\u{ff0c}"), (false, false));
        assert_eq!(facts("a\rb"), (false, true));
        assert_eq!(facts("a\u{b}b"), (true, false));
        assert_eq!(facts("a\u{ffff}b"), (true, false));
        assert_eq!(forbidden_run("ab\u{1}\u{fffe}c", 1), Some((2, 6)));
    }
}
