//! Base64, as RFC 4648 §4 defines it; white space is passed over. <https://www.rfc-editor.org/rfc/rfc4648#section-4>

use crate::value::problem::Problem;
use crate::value::problem::quoted;

/// The one kind of fault: it is not base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid;

/// What is wrong with a text that should be base64.
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
                    "`=` stands at the end only".to_owned()
                } else {
                    format!("base64 does not have {}", quoted(character.encode_utf8(&mut [0; 4])))
                };
                return Some(Problem::new(Invalid, at..at + character.len_utf8(), what));
            }
        }
        count += 1;
    }
    if count.is_multiple_of(4) && padding <= 2 {
        return None;
    }
    let what = format!("base64 comes in groups of four characters, and these are {count}");
    Some(Problem::new(Invalid, 0..text.len(), what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_four_with_padding_are_base64() {
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
}
