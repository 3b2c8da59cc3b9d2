//! Base64, as defined in RFC 4648, §4 (<https://www.rfc-editor.org/rfc/rfc4648#section-4>). White space is ignored.

use crate::value::problem::Problem;
use crate::value::problem::quoted;

/// The only kind of problem: the value is not base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid;

/// The problem with a value that should be base64.
pub fn problem(text: &str) -> Option<Problem<Invalid>> {
    let mut count = 0_usize;
    let mut padding = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            ' ' | '\t' | '\n' | '\r' => continue,
            '=' => padding += 1,
            'A'..='Z' | 'a'..='z' | '0'..='9' | '+' | '/' if padding == 0 => {}
            _ => {
                let what = if padding > 0 {
                    "`=` is only allowed at the end".to_owned()
                } else {
                    format!(
                        "{} is not allowed in base64",
                        quoted(character.encode_utf8(&mut [0; 4]))
                    )
                };
                return Some(Problem::new(Invalid, at..at + character.len_utf8(), what));
            }
        }
        count += 1;
    }
    if count.is_multiple_of(4) && padding <= 2 {
        return None;
    }
    let what = format!(
        "the number of base64 characters must be a multiple of four, but this value has {count}"
    );
    Some(Problem::new(Invalid, 0..text.len(), what))
}

/// Encodes bytes, with padding.
#[cfg(feature = "fetch")]
pub fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits =
            group.iter().fold(0, |bits, it| bits << 8 | u32::from(*it)) << (24 - 8 * group.len());
        for digit in 0..4 {
            let index = bits >> (18 - 6 * digit) & 63;
            text.push(if digit > group.len() { '=' } else { char::from(DIGITS[index as usize]) });
        }
    }
    text
}

/// Decodes valid base64.
pub fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for digit in text.bytes().filter_map(digit) {
        bits = bits << 6 | digit;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from(bits >> count & 0xff));
        }
    }
    bytes
}

/// The offset of the digit at which the encoded byte `index` begins. If there is no such byte, the end of the text.
pub fn position(text: &str, index: usize) -> usize {
    let wanted = index.saturating_mul(4) / 3;
    let mut digits = text.bytes().enumerate().filter(|(_, it)| digit(*it).is_some());
    digits.nth(wanted).map_or(text.len(), |it| it.0)
}

fn digit(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_groups_of_four_with_padding() {
        #[rustfmt::skip]
        let cases = [
            ("",             true),  ("YQ==",     true),  ("YWI=",    true),  ("YWJj",  true),
            ("YW\n Jj",      true),  ("+/+/",     true),  ("YQ=",     false), ("YQ",    false),
            ("Some text.",   false), ("{}",       false), ("Y===",    false), ("YQ==Y", false),
            ("YWJ\u{e9}",    false), ("-_-_",     false), ("=YWJ",    false),
        ];
        for (text, right) in cases {
            assert_eq!(problem(text).is_none(), right, "{text:?}");
        }
    }

    #[test]
    #[cfg(feature = "fetch")]
    fn pads_what_it_encodes() {
        for (text, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob\u{ff}", "Zm9vYsO/")]
        {
            assert_eq!(encode(text.as_bytes()), encoded);
            assert_eq!(decode(encoded), text.as_bytes());
        }
    }

    #[test]
    fn finds_the_position_of_each_byte() {
        let text = "PGI+ \n YTwv Yj4=";
        assert_eq!(decode(text), b"<b>a</b>");
        let at = |index| &text[position(text, index)..];
        assert_eq!(
            [at(0), at(2), at(3), at(7), at(8)].map(|it| &it[..it.len().min(2)]),
            ["PG", "I+", "YT", "j4", "4="]
        );
        assert_eq!(decode("YQ=="), b"a");
        assert_eq!(position("YQ==", 5), 4);
    }
}
